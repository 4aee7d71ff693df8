//! Where things stand: the decoded text of a page and byte ranges into it.
//!
//! A [`Span`] is made once, by `parse`, and only narrowed or joined afterwards. Whatever the format, it counts bytes of
//! the page's decoded UTF-8 text, so it can be shown, underlined and checked against the file it came from.

use std::borrow::Cow;
use std::ops::Range;

/// A half-open range of bytes, `start..end`, in the decoded text of one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never less than `start`.
    pub end: usize,
}

impl Span {
    /// Makes the span `start..end`; an `end` before `start` gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Gives the smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Gives the number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Tells whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether `other` lies inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A part of a text that stands in one piece in the source, under the same inline markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its bytes in the text.
    pub text: Range<usize>,
    /// Its bytes in the source.
    pub span: Span,
    /// Foreign or fixed on purpose: no evidence of the text's language.
    pub is_apart: bool,
}

/// Gives a text without what is set apart in it, byte for byte: blanks stand in its place, so that ranges hold in both.
pub fn own_text<'a>(text: &'a str, stretches: &[Stretch]) -> Cow<'a, str> {
    let mut own = Cow::Borrowed(text);
    for stretch in stretches.iter().filter(|stretch| stretch.is_apart) {
        let is_range = text.get(stretch.text.clone()).is_some();
        if is_range {
            own.to_mut().replace_range(stretch.text.clone(), &" ".repeat(stretch.text.len()));
        }
    }
    own
}

/// Finds where the bytes `range` of `text` stand in the source, of which the whole text has the bytes `whole`.
pub fn locate(source: &str, text: &str, stretches: &[Stretch], whole: Span, range: Range<usize>) -> Span {
    let all = [Stretch { text: 0..text.len(), span: whole, is_apart: false }];
    let stretches = if stretches.is_empty() { &all } else { stretches };
    let place = |offset: usize, is_end: bool| {
        let holds = |stretch: &&Stretch| if is_end { offset <= stretch.text.end } else { offset < stretch.text.end };
        let stretch = stretches.iter().find(holds).or(stretches.last())?;
        let written = source.get(stretch.span.start..stretch.span.end)?;
        let read = text.get(stretch.text.start..offset.clamp(stretch.text.start, stretch.text.end))?;
        if is_end && offset == stretch.text.end {
            return Some(stretch.span.end);
        }
        Some(stretch.span.start + written_length(written, read, is_end))
    };
    let (start, end) = (place(range.start, false), place(range.end, true));
    Span::new(start.unwrap_or(whole.start), end.unwrap_or(whole.end))
}

/// Longest character reference (`&CounterClockwiseContourIntegral;`) in bytes, its ends not counted.
const LONGEST_REFERENCE: usize = 31;

/// Gives how many bytes of what is written the text `read` takes: white space folded, references and tags taken out. With
/// `is_end` up to its last character, else up to the first after it.
fn written_length(written: &str, read: &str, is_end: bool) -> usize {
    let mut at = 0;
    let mut rest = written.char_indices().peekable();
    let skip_to = |rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>, to: usize| {
        while rest.next_if(|&(index, _)| index < to).is_some() {}
    };
    for wanted in read.chars().filter(|c| !c.is_whitespace()) {
        while let Some((index, character)) = rest.next() {
            let after = written.get(index + 1..).unwrap_or_default();
            at = index + character.len_utf8();
            if character == '&' {
                let reference = after.bytes().take(LONGEST_REFERENCE + 1).position(|byte| byte == b';');
                if let Some(end) = reference.filter(|&end| after.get(..end).is_some_and(is_reference)) {
                    at = index + 1 + end + 1;
                    skip_to(&mut rest, at);
                    break;
                }
            }
            if character == wanted {
                break;
            }
            if character == '<'
                && let Some(end) = after.find('>')
            {
                skip_to(&mut rest, index + 1 + end + 1);
            }
        }
    }
    if is_end {
        return at;
    }
    let next = rest.find(|(_, character)| !character.is_whitespace());
    next.map_or(written.len(), |(index, _)| index)
}

fn is_reference(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The decoded text of a page, with its line starts known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    /// Takes a page's decoded text and notes where its lines start. Lines end at LF; a CR before it belongs to the line.
    pub fn new(text: String) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Self { text, line_starts }
    }

    /// Gives the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives the text of a span; empty where the span leaves the text or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Gives the 1-based line that holds the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    /// Gives the 1-based line of the last byte of `span`.
    pub fn end_line(&self, span: Span) -> usize {
        self.line(if span.is_empty() { span.start } else { span.end - 1 })
    }

    /// Gives the text of the 1-based `line`, without its line end.
    pub fn line_text(&self, line: usize) -> &str {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.line_starts.get(index)) else { return "" };
        let end = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// Gives the byte at which the 1-based `line` starts; the end of the text past the last line.
    pub fn line_start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.line_starts.get(index)).copied().unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one_and_a_break_belongs_to_the_line_it_ends() {
        let source = Source::new("en\r\nto\n\ntre".into());
        assert_eq!([0, 2, 3, 4, 6, 7, 8, 10].map(|at| source.line(at)), [1, 1, 1, 2, 2, 3, 4, 4]);
        assert_eq!([1, 2, 3, 4, 5].map(|line| source.line_text(line)), ["en", "to", "", "tre", ""]);
        assert_eq!(source.end_line(Span::new(0, 4)), 1);
    }
}

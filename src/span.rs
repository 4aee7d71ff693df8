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

/// Finds where parts of `text` stand in the source, of which the whole text has the bytes `whole`. The parts are in order and
/// do not overlap; one pass finds all.
pub fn locate(source: &str, text: &str, stretches: &[Stretch], whole: Span, parts: &[Range<usize>]) -> Vec<Span> {
    let all = [Stretch { text: 0..text.len(), span: whole, is_apart: false }];
    let stretches = if stretches.is_empty() { &all } else { stretches };
    let mut reading = Reading { source, text, stretches, read: 0, written: 0 };
    reading.enter(0);
    parts.iter().map(|part| Span::new(reading.start_at(part.start), reading.end_at(part.end))).collect()
}

/// A text under way, beside its source.
struct Reading<'a> {
    source: &'a str,
    text: &'a str,
    /// The stretch under way and those after it.
    stretches: &'a [Stretch],
    /// How far the text is read …
    read: usize,
    /// … and where that ends in the source.
    written: usize,
}

impl Reading<'_> {
    fn enter(&mut self, number: usize) {
        self.stretches = self.stretches.get(number..).unwrap_or_default();
        if let Some(stretch) = self.stretches.first() {
            (self.read, self.written) = (stretch.text.start, stretch.span.start);
        }
    }

    /// Reads on to `offset` of the text, in the first stretch that `holds` it.
    fn read_to(&mut self, offset: usize, holds: impl Fn(&Stretch) -> bool) {
        let last = self.stretches.len().saturating_sub(1);
        let number = self.stretches.iter().position(holds).unwrap_or(last);
        if number > 0 {
            self.enter(number);
        }
        let Some(stretch) = self.stretches.first() else { return };
        let offset = offset.clamp(self.read, stretch.text.end.max(self.read));
        let written = self.source.get(self.written..stretch.span.end).unwrap_or_default();
        self.written += written_length(written, self.text.get(self.read..offset).unwrap_or_default());
        self.read = offset;
    }

    fn start_at(&mut self, offset: usize) -> usize {
        self.read_to(offset, |stretch| offset < stretch.text.end);
        let end = self.stretches.first().map_or(self.written, |stretch| stretch.span.end);
        let written = self.source.get(self.written..end).unwrap_or_default();
        let wanted = self.text.get(offset..).and_then(|rest| rest.chars().next());
        self.written += skip_unread(written, wanted);
        self.written
    }

    fn end_at(&mut self, offset: usize) -> usize {
        self.read_to(offset, |stretch| offset <= stretch.text.end);
        match self.stretches.first() {
            Some(stretch) if stretch.text.end == offset => stretch.span.end,
            _ => self.written,
        }
    }
}

/// Longest character reference (`&CounterClockwiseContourIntegral;`) in bytes, its ends not counted.
const LONGEST_REFERENCE: usize = 31;

/// Gives how many bytes of what is written the text `read` takes, up to the end of its last character: white space folded,
/// references and tags taken out.
fn written_length(written: &str, read: &str) -> usize {
    let mut at = 0;
    for wanted in read.chars().filter(|c| !c.is_whitespace()) {
        while let Some(character) = written.get(at..).and_then(|rest| rest.chars().next()) {
            let after = written.get(at + character.len_utf8()..).unwrap_or_default();
            at += character.len_utf8();
            if character == '&' {
                let reference = after.bytes().take(LONGEST_REFERENCE + 1).position(|byte| byte == b';');
                if let Some(end) = reference.filter(|&end| after.get(..end).is_some_and(is_reference)) {
                    at += end + 1;
                    break;
                }
            }
            if character == wanted {
                break;
            }
            if character == '<'
                && let Some(end) = tag_end(after)
            {
                at += end + 1;
            }
        }
    }
    at
}

/// Gives the start of what is read as `wanted` in what is written: white space and tags passed over.
fn skip_unread(written: &str, wanted: Option<char>) -> usize {
    let mut at = 0;
    while let Some(rest) = written.get(at..) {
        let tag = rest.strip_prefix('<').filter(|_| wanted != Some('<')).and_then(tag_end);
        match (rest.chars().next(), tag) {
            (_, Some(end)) => at += end + 2,
            (Some(blank), _) if blank.is_whitespace() => at += blank.len_utf8(),
            _ => break,
        }
    }
    at
}

/// A tag that is longer than this, in bytes, is none that text was read around.
const LONGEST_TAG: usize = 4096;

fn tag_end(inside: &str) -> Option<usize> {
    inside.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')
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

    fn located<'a>(source: &'a str, text: &str, stretches: &[Stretch], wanted: &str) -> &'a str {
        let at = text.find(wanted).unwrap_or_default();
        let part = at..at + wanted.len();
        let spans = locate(source, text, stretches, Span::new(0, source.len()), std::slice::from_ref(&part));
        spans.first().and_then(|span| source.get(span.start..span.end)).unwrap_or_default()
    }

    #[test]
    fn parts_of_a_text_are_found_in_the_source_that_it_was_read_from() {
        let source = "Hun kom.\n  You &amp; I   stayed.<br>Så gik vi.";
        let text = "Hun kom. You & I stayed.\nSå gik vi.";
        assert_eq!(located(source, text, &[], "You & I stayed."), "You &amp; I   stayed.");
        assert_eq!(located(source, text, &[], "Så gik vi."), "Så gik vi.");
        assert_eq!(located(source, text, &[], "Hun kom."), "Hun kom.");
        assert_eq!(located("a < b. Then c", "a < b. Then c", &[], "Then c"), "Then c");
    }

    #[test]
    fn parts_of_several_stretches_reach_over_the_markup_between_them() {
        let source = "Kom ind. <b>Please</b> wait. Tak.";
        let stretch = |text: Range<usize>, span: Range<usize>, is_apart: bool| Stretch {
            text,
            span: Span::new(span.start, span.end),
            is_apart,
        };
        let text = "Kom ind. Please wait. Tak.";
        let stretches = [stretch(0..8, 0..8, false), stretch(9..15, 12..18, true), stretch(16..26, 23..33, false)];
        assert_eq!(located(source, text, &stretches, "Please wait."), "Please</b> wait.");
        assert_eq!(located(source, text, &stretches, "Tak."), "Tak.");
        assert_eq!(own_text(text, &stretches), "Kom ind.        wait. Tak.");
        assert!(matches!(own_text(text, &[]), Cow::Borrowed(_)));
    }
}

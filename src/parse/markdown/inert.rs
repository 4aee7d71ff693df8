//! What stands in Markdown and is neither Markdown nor seen: front matter, MDX imports, components and comments, template
//! tags, directives.
//!
//! They are overwritten, byte for byte, before the Markdown is parsed, so that every offset stays true. A line that held
//! nothing else becomes blank, as MDX and the generators treat it; elsewhere control characters take the place, which no
//! rule of Markdown knows and no line shows. Code is left alone.

use std::borrow::Cow;
use std::ops::Range;

use super::directive;

/// Takes the place of what is not seen inside a line.
const FILLER: u8 = 0x01;

/// How many quotes and lists one line may open. Every later line is compared with all that are open, so pages that open
/// them by the thousand would take a time that grows with the square of their length. Written pages stay under ten.
const MARKER_LIMIT: usize = 100;

/// The list marker that stands for `!!!` and `???`: its item takes in what is indented by four columns.
const ITEM: &[u8; 4] = b"-   ";

/// How far the end of inline code or of a template tag is looked for. Bounds the work on pages full of starts.
const WINDOW: usize = 1024;

/// Gives the text with everything that is not seen overwritten. The first `skip` bytes go too.
pub(super) fn blanked(text: &str, skip: usize) -> Cow<'_, str> {
    let Scan { hidden, items, .. } = Scan::of(text, skip);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for range in hidden {
        for byte in bytes.get_mut(range).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = FILLER;
            }
        }
    }
    for at in items {
        if let Some(marker) = bytes.get_mut(at..at + ITEM.len()) {
            marker.copy_from_slice(ITEM);
        }
    }
    let mut is_in_component = false;
    for line in bytes.split_mut(|&byte| byte == b'\n') {
        let is_blank = line.iter().all(u8::is_ascii_whitespace);
        if is_in_component && !is_blank {
            unindent(line);
        }
        is_in_component &= !is_blank;
        if line.contains(&FILLER) && line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | &FILLER)) {
            is_in_component = true;
            for byte in line.iter_mut().filter(|byte| **byte == FILLER) {
                *byte = b' ';
            }
        }
    }
    // Ranges start and end at ASCII characters, so no character is cut.
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// What stands indented right below the tag of a component is its text; MDX knows no code by indentation.
fn unindent(line: &mut [u8]) {
    let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    if indent >= CODE_INDENT || line.starts_with(b"\t") {
        line.iter_mut().take(indent).for_each(|byte| *byte = FILLER);
    }
}

/// From so many blanks on, Markdown takes a line for code.
const CODE_INDENT: usize = 4;

/// A fenced code block under way: its character and length.
#[derive(Clone, Copy)]
struct Fence {
    mark: u8,
    length: usize,
}

/// Finds what is not seen.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    hidden: Vec<Range<usize>>,
    /// Where list markers are to stand.
    items: Vec<usize>,
    fence: Option<Fence>,
    /// Up to here no component closes, as an earlier search has shown.
    no_component_before: usize,
    /// No MDX comment closes any more.
    is_without_comments: bool,
}

impl<'t> Scan<'t> {
    fn of(text: &'t str, skip: usize) -> Self {
        let hidden = if skip > 0 { vec![Range { start: 0, end: skip }] } else { Vec::new() };
        let mut scan = Self {
            text,
            at: skip,
            hidden,
            items: Vec::new(),
            fence: None,
            no_component_before: 0,
            is_without_comments: false,
        };
        while scan.at < text.len() {
            let is_line_start =
                text.as_bytes().get(..scan.at).is_none_or(|before| before.last().is_none_or(|&byte| byte == b'\n'));
            if is_line_start {
                scan.line();
            } else {
                scan.inside(scan.line_end(scan.at));
            }
        }
        scan
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Gives the byte after the line that holds `at`.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.text.len(), |end| at + end + 1)
    }

    fn hide_to(&mut self, end: usize) {
        self.hidden.push(self.at..end);
        self.at = end;
    }

    /// Scans from the start of a line to the start of another.
    fn line(&mut self) {
        let end = self.line_end(self.at);
        let line = self.text.get(self.at..end).unwrap_or_default();
        if self.is_fence(line) || self.fence.is_some() {
            self.at = end;
        } else if is_module_line(line) {
            let mut last = end;
            while last < self.text.len() {
                let next = self.line_end(last);
                if self.text.get(last..next).unwrap_or_default().trim().is_empty() {
                    break;
                }
                last = next;
            }
            self.hide_to(last);
        } else {
            self.deep_markers(line);
            self.directive(line, end);
            self.inside(end);
        }
    }

    /// Scans a line up to `end`, or further where something ends in a later line.
    fn inside(&mut self, end: usize) {
        while self.at < end {
            let bytes = self.rest().as_bytes();
            let window = bytes.get(..end - self.at).unwrap_or(bytes);
            let Some(step) = memchr::memchr3(b'`', b'{', b'<', window) else {
                self.at = end;
                return;
            };
            self.at += step;
            let rest = self.rest();
            let found = match rest.as_bytes() {
                [b'`', ..] => {
                    self.at += if self.is_escaped() { 1 } else { code_length(rest) };
                    continue;
                }
                [b'{', b'/', b'*', ..] => self.comment(rest),
                [b'{', b'%', ..] => within_line(rest, "%}"),
                [b'{', b':', ..] => within_line(rest, "}"),
                [b'{', b'{', b'<', ..] => within_line(rest, ">}}"),
                [b'{', b'{', b'%', ..] => within_line(rest, "%}}"),
                [b'<', ..] => self.component(rest),
                _ => None,
            };
            match found {
                Some(length) => self.hide_to(self.at + length),
                None => self.at += 1,
            }
        }
    }

    /// Tells whether a backslash takes the meaning of the character here: an odd number of them stands before it.
    fn is_escaped(&self) -> bool {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
    }

    /// Hides the markers by which a line opens more quotes and lists than [`MARKER_LIMIT`].
    fn deep_markers(&mut self, line: &str) {
        let deepest = markers(line).nth(MARKER_LIMIT);
        if let Some((from, last)) = deepest.zip(markers(line).last()) {
            self.hidden.push(self.at + from.start..self.at + last.end);
        }
    }

    /// Hides what is not seen of a directive.
    fn directive(&mut self, line: &str, end: usize) {
        let next = self.text.get(end..self.line_end(end)).unwrap_or_default();
        let Some(found) = directive::of(line, next) else { return };
        let start = self.at;
        self.items.extend(found.item.map(|at| start + at));
        for range in found.hidden {
            self.at = start + range.end;
            self.hidden.push(start + range.start..self.at);
        }
    }

    /// Opens or closes a fenced code block; tells whether the line is one of its fences.
    fn is_fence(&mut self, line: &str) -> bool {
        let content = line.trim_start_matches([' ', '\t', '>']);
        let Some(mark) = content.bytes().next().filter(|mark| matches!(mark, b'`' | b'~')) else { return false };
        let length = content.bytes().take_while(|&byte| byte == mark).count();
        let after = content.get(length..).unwrap_or_default();
        match self.fence {
            Some(fence) if fence.mark == mark && length >= fence.length && after.trim().is_empty() => {
                self.fence = None;
                true
            }
            None if length >= 3 && !(mark == b'`' && after.contains('`')) => {
                self.fence = Some(Fence { mark, length });
                true
            }
            _ => false,
        }
    }

    /// Gives the length of an MDX comment, `{/* … */}`.
    fn comment(&mut self, rest: &str) -> Option<usize> {
        if self.is_without_comments {
            return None;
        }
        let found = memchr::memmem::find(rest.as_bytes(), b"*/}").map(|end| end + 3);
        self.is_without_comments = found.is_none();
        found
    }

    /// Gives the length of a component's tag: `<Name …>`, `</Name>`, `<>`, `</>`. Values in quotes and braces may hold `>`
    /// and line breaks; a blank line ends the search.
    fn component(&mut self, rest: &str) -> Option<usize> {
        let name = rest.get(1..)?;
        let name = name.strip_prefix('/').unwrap_or(name);
        let starts = name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase() || byte == b'>');
        if !starts || self.at < self.no_component_before {
            return None;
        }
        let after_name =
            name.trim_start_matches(|character: char| character.is_ascii_alphanumeric() || "._-".contains(character));
        if !after_name.starts_with(['>', '/', ' ', '\t', '\r', '\n']) {
            return None;
        }
        let mut quote = None;
        let mut braces = 0_usize;
        let mut is_line_blank = false;
        let mut before = 0;
        for (index, &byte) in rest.as_bytes().iter().enumerate().skip(1) {
            match (byte, quote) {
                (b'\n', _) if is_line_blank => {
                    self.no_component_before = self.at + index;
                    return None;
                }
                (b'\n', _) => is_line_blank = true,
                (b' ' | b'\t' | b'\r', _) => {}
                _ => is_line_blank = false,
            }
            match quote {
                Some(open) if open == byte => quote = None,
                None if byte == b'{' => braces += 1,
                None if byte == b'}' => braces = braces.saturating_sub(1),
                // An apostrophe inside an expression is as often part of a text.
                None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
                None if byte == b'<' && braces == 0 => return None,
                None if byte == b'>' && braces == 0 => return Some(index + 1),
                _ => {}
            }
            before = byte;
        }
        self.no_component_before = self.text.len();
        None
    }
}

/// Gives the markers of quotes and lists with which a line starts.
fn markers(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let content = rest.trim_start_matches([' ', '\t']);
        let start = line.len() - content.len();
        let digits = content.bytes().take_while(u8::is_ascii_digit).count();
        let length = match content.as_bytes().get(digits)? {
            b'>' | b'-' | b'+' | b'*' if digits == 0 => 1,
            b'.' | b')' if digits > 0 => digits + 1,
            _ => return None,
        };
        let is_marker = content.starts_with('>') || content.as_bytes().get(length).is_none_or(u8::is_ascii_whitespace);
        at = start + length;
        is_marker.then_some(start..at)
    })
}

/// Tells whether a line starts an import or export of MDX.
fn is_module_line(line: &str) -> bool {
    if let Some(import) = line.strip_prefix("import ") {
        let names = import.trim_start();
        return names.starts_with(['\'', '"', '{']) || import.contains(" from '") || import.contains(" from \"");
    }
    line.strip_prefix("export ").is_some_and(|export| {
        let first = export.split_whitespace().next().unwrap_or_default();
        matches!(first, "default" | "const" | "let" | "var" | "function" | "class" | "async" | "*")
            || first.starts_with('{')
    })
}

/// Gives the length of inline code, its ticks included; that of the ticks alone where nothing closes them.
fn code_length(rest: &str) -> usize {
    let bytes = rest.as_bytes().get(..WINDOW).unwrap_or(rest.as_bytes());
    let bytes = bytes.get(..paragraph_length(bytes)).unwrap_or(bytes);
    let ticks = |from: usize| bytes.iter().skip(from).take_while(|&&byte| byte == b'`').count();
    let length = ticks(0);
    let mut at = length;
    while let Some(step) = bytes.get(at..).and_then(|after| memchr::memchr(b'`', after)) {
        at += step;
        let closing = ticks(at);
        at += closing;
        if closing == length {
            return at;
        }
    }
    length
}

/// Gives the length up to the next blank line: nothing inside a line reaches beyond it.
fn paragraph_length(bytes: &[u8]) -> usize {
    let is_end = |&at: &usize| {
        let after = bytes.get(at + 1..).unwrap_or_default();
        after.iter().find(|&&byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_some_and(|&byte| byte == b'\n')
    };
    memchr::memchr_iter(b'\n', bytes).find(is_end).unwrap_or(bytes.len())
}

/// Gives the length up to and with `end`, where the line has it.
pub(super) fn within_line(rest: &str, end: &str) -> Option<usize> {
    let bytes = rest.as_bytes().get(..WINDOW).unwrap_or(rest.as_bytes());
    let line = memchr::memchr(b'\n', bytes).and_then(|at| bytes.get(..at)).unwrap_or(bytes);
    memchr::memmem::find(line, end.as_bytes()).map(|at| at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let blanked = blanked(text, 0);
        assert_eq!(blanked.len(), text.len());
        let folded = blanked.lines().map(|line| line.replace('\u{1}', "").trim_end().to_owned());
        folded.collect::<Vec<String>>().join("\n")
    }

    #[test]
    fn what_nobody_sees_is_overwritten() {
        for (text, expected) in [
            ("## Hej {/*hej*/}\n", "## Hej"),
            ("a {/* b\nc */} d", "a\n d"),
            ("import X from './x';\nexport const a = {\n  b: 1\n}\n\nTekst", "\n\n\n\n\nTekst"),
            ("<Intro>\n\nEn <Em a={() => 1}>to</Em> tre\n\n</Intro>", "\n\nEn to tre\n\n"),
            ("<Figure\n  alt='x > y'\n/>\nEfter", "\n\n\nEfter"),
            (":::note Husk\nTekst\n:::", " Husk\nTekst\n"),
            ("::::tip[Husk]{.wide}\nTekst", "Husk\nTekst"),
            ("/// tip | Husk\nTekst\n///", " Husk\nTekst\n"),
            ("!!! note \"Husk\"\n    Tekst", "-   Husk\n    Tekst"),
            ("!!! Husk nu\nTekst", "!!! Husk nu\nTekst"),
            ("Tekst\n{: .klasse }", "Tekst\n"),
            ("{% raw %}a{{< note >}}", "a"),
            ("`<Intro>` og `{/* x */}`", "`<Intro>` og `{/* x */}`"),
            ("```js\n<Intro>\nimport x from 'y'\n```\n<Intro>", "```js\n<Intro>\nimport x from 'y'\n```\n"),
            ("x <Y og z < 3\n\n1 > 0", "x <Y og z < 3\n\n1 > 0"),
            ("import af varer fra Kina", "import af varer fra Kina"),
            ("<div>a</div> {b}", "<div>a</div> {b}"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}

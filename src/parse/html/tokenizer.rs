//! Source to tags and stretches of text, as the HTML standard cuts them. Every token is a range of the source: nothing is
//! copied, decoded or lower-cased here, and the insides of scripts and comments are jumped over.

use std::ops::Range;

use memchr::memchr;
use memchr::memmem::Finder;

use super::names::Name;

/// A range of the source, 32 bits wide to keep nodes small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Slice {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// An attribute as written: the value without its quotes, character references not decoded.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its name, in whatever case.
    pub name: Slice,
    /// Its value; empty where it has none.
    pub value: Slice,
}

/// A start or end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) name: Name,
    pub(super) written: Slice,
    /// First of its attributes in [`Tokenizer::attributes`], and one past the last.
    pub(super) attributes: (u32, u32),
    pub(super) is_self_closing: bool,
}

/// A token that can change the tree. Comments and the like are passed over.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token {
    Start(Tag),
    End(Tag),
    /// Text as written; `is_raw` where character references are none.
    Text {
        slice: Slice,
        is_raw: bool,
    },
    Doctype(Slice),
}

#[derive(Debug)]
pub(super) struct Tokenizer<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    pub(super) attributes: Vec<Attribute>,
}

impl<'a> Tokenizer<'a> {
    /// Starts at the first byte of `range`, which must begin and end at character borders.
    pub(super) fn new(source: &'a str, range: Range<usize>) -> Self {
        let source = source.get(..range.end).unwrap_or(source);
        // Markup-heavy pages have an attribute every 40 bytes or so; scripts make it fewer.
        let attributes = Vec::with_capacity(range.len() / 64);
        Self { source, bytes: source.as_bytes(), at: range.start, attributes }
    }

    /// Gives the next token. In foreign content `<![CDATA[` opens a stretch of text.
    pub(super) fn next(&mut self, in_foreign_content: bool) -> Option<Token> {
        let mut start = self.at;
        let mut from = start;
        while from < self.bytes.len() {
            let Some(open) = self.find(b'<', from) else { break };
            let is_text = match self.byte(open + 1) {
                Some(b'!' | b'?') => false,
                Some(b'/') => open + 2 >= self.bytes.len(),
                Some(byte) => !byte.is_ascii_alphabetic(),
                None => true,
            };
            if is_text {
                from = open + 1;
                continue;
            }
            if open > start {
                self.at = open;
                return Some(Token::Text { slice: Slice::new(start, open), is_raw: false });
            }
            if let Some(token) = self.markup(open, in_foreign_content) {
                return Some(token);
            }
            start = self.at;
            from = start;
        }
        self.at = self.bytes.len();
        (start < self.at).then(|| Token::Text { slice: Slice::new(start, self.at), is_raw: false })
    }

    /// Gives all the text up to the end tag of the raw text element `name`, and passes over that tag.
    pub(super) fn raw_text(&mut self, name: Name, written: Slice) -> Slice {
        let start = self.at;
        let end = if name == Name::Script { self.script_end() } else { self.raw_text_end(start, written) };
        self.at = end;
        if end < self.bytes.len() {
            self.tag(end + 2);
        }
        Slice::new(start, end)
    }

    /// Gives all the text that is left.
    pub(super) fn rest(&mut self) -> Slice {
        let start = self.at;
        self.at = self.bytes.len();
        Slice::new(start, self.at)
    }

    /// Passes over a line break directly after `<pre>` or `<textarea>`.
    pub(super) fn skip_line_break(&mut self) {
        if self.byte(self.at) == Some(b'\r') {
            self.at += 1;
        }
        if self.byte(self.at) == Some(b'\n') {
            self.at += 1;
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn find(&self, needle: u8, from: usize) -> Option<usize> {
        memchr(needle, self.bytes.get(from..)?).map(|offset| from + offset)
    }

    fn starts_with(&self, at: usize, prefix: &[u8]) -> bool {
        self.bytes.get(at..at + prefix.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(prefix))
    }

    /// Reads what begins with the `<` at `open`; `None` for what leaves no token.
    fn markup(&mut self, open: usize, in_foreign_content: bool) -> Option<Token> {
        match self.byte(open + 1)? {
            b'/' => {
                if self.byte(open + 2)?.is_ascii_alphabetic() {
                    let attributes = self.attributes.len();
                    let tag = self.tag(open + 2);
                    self.attributes.truncate(attributes);
                    return tag.map(Token::End);
                }
                self.skip_past(b'>', open + 2);
                None
            }
            b'!' => {
                if self.starts_with(open, b"<!--") {
                    self.skip_comment(open + 4);
                    return None;
                }
                if in_foreign_content && self.bytes.get(open..)?.starts_with(b"<![CDATA[") {
                    let start = open + 9;
                    let rest = self.bytes.get(start..)?;
                    let end = Finder::new(b"]]>").find(rest).map_or(self.bytes.len(), |offset| start + offset);
                    self.at = (end + 3).min(self.bytes.len());
                    return Some(Token::Text { slice: Slice::new(start, end), is_raw: true });
                }
                self.skip_past(b'>', open + 2);
                self.starts_with(open, b"<!doctype").then(|| Token::Doctype(Slice::new(open, self.at)))
            }
            b'?' => {
                self.skip_past(b'>', open + 2);
                None
            }
            _ => self.tag(open + 1).map(Token::Start),
        }
    }

    fn skip_past(&mut self, needle: u8, from: usize) {
        self.at = self.find(needle, from).map_or(self.bytes.len(), |found| found + 1);
    }

    /// Passes over a comment whose text starts at `from`: it ends at `-->` or `--!>`, and `<!-->` is empty.
    fn skip_comment(&mut self, from: usize) {
        if self.byte(from) == Some(b'>') {
            self.at = from + 1;
            return;
        }
        if self.starts_with(from, b"->") {
            self.at = from + 2;
            return;
        }
        let mut from = from;
        while let Some(dashes) =
            self.bytes.get(from..).and_then(|rest| Finder::new(b"--").find(rest)).map(|offset| from + offset)
        {
            match (self.byte(dashes + 2), self.byte(dashes + 3)) {
                (Some(b'>'), _) => {
                    self.at = dashes + 3;
                    return;
                }
                (Some(b'!'), Some(b'>')) => {
                    self.at = dashes + 4;
                    return;
                }
                _ => from = dashes + 1,
            }
        }
        self.at = self.bytes.len();
    }

    /// Reads a tag whose name starts at `start`; `None` where the source ends inside it.
    fn tag(&mut self, start: usize) -> Option<Tag> {
        let mut at = start;
        while let Some(byte) = self.byte(at)
            && !matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>')
        {
            at += 1;
        }
        let written = Slice::new(start, at);
        let first_attribute = self.attributes.len() as u32;
        let mut is_self_closing = false;
        loop {
            match self.byte(at) {
                None => {
                    self.at = self.bytes.len();
                    self.attributes.truncate(first_attribute as usize);
                    return None;
                }
                Some(b'>') => {
                    self.at = at + 1;
                    break;
                }
                Some(b'/') => {
                    is_self_closing = self.byte(at + 1) == Some(b'>');
                    at += 1;
                }
                Some(b'\t' | b'\n' | b'\x0c' | b'\r' | b' ') => at += 1,
                Some(_) => at = self.attribute(at),
            }
        }
        let name = Name::of(self.source.get(written.range()).unwrap_or_default());
        Some(Tag { name, written, attributes: (first_attribute, self.attributes.len() as u32), is_self_closing })
    }

    /// Reads an attribute that starts at `start` and gives where it ends.
    fn attribute(&mut self, start: usize) -> usize {
        // The first character belongs to the name even if it is `=`.
        let mut at = start + 1;
        while let Some(byte) = self.byte(at)
            && !matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>' | b'=')
        {
            at += 1;
        }
        let name = Slice::new(start, at);
        let mut equals = at;
        while self.byte(equals).is_some_and(is_space) {
            equals += 1;
        }
        if self.byte(equals) != Some(b'=') {
            self.attributes.push(Attribute { name, value: Slice::new(at, at) });
            return at;
        }
        at = equals + 1;
        while self.byte(at).is_some_and(is_space) {
            at += 1;
        }
        let (value, next) = if let Some(quote @ (b'"' | b'\'')) = self.byte(at) {
            let end = self.find(quote, at + 1).unwrap_or(self.bytes.len());
            (Slice::new(at + 1, end), (end + 1).min(self.bytes.len()))
        } else {
            let from = at;
            while self.byte(at).is_some_and(|byte| !is_space(byte) && byte != b'>') {
                at += 1;
            }
            (Slice::new(from, at), at)
        };
        self.attributes.push(Attribute { name, value });
        next
    }

    /// Finds the end tag `</written` from `from` on.
    fn raw_text_end(&self, from: usize, written: Slice) -> usize {
        let name = self.bytes.get(written.range()).unwrap_or_default();
        let mut from = from;
        while let Some(open) = self.find(b'<', from) {
            if self.is_end_tag(open, name) {
                return open;
            }
            from = open + 1;
        }
        self.bytes.len()
    }

    /// Finds the end tag of a script. Inside `<!-- … -->` a `<script>` hides the next `</script>`, as the standard's
    /// "double escaped" states have it.
    fn script_end(&self) -> usize {
        let mut is_comment = false;
        let mut is_nested = false;
        let mut from = self.at;
        loop {
            let rest = self.bytes.get(from..).unwrap_or_default();
            let found = if is_comment { memchr::memchr2(b'<', b'-', rest) } else { memchr(b'<', rest) };
            let Some(at) = found.map(|offset| from + offset) else { return self.bytes.len() };
            from = at + 1;
            if self.byte(at) == Some(b'-') {
                if self.starts_with(at, b"-->") {
                    (is_comment, is_nested) = (false, false);
                }
            } else if self.is_end_tag(at, b"script") {
                if !is_nested {
                    return at;
                }
                is_nested = false;
            } else if is_comment && self.starts_with(at, b"<script") && self.ends_name(at + 7) {
                is_nested = true;
            } else if !is_comment && self.starts_with(at, b"<!--") {
                is_comment = true;
                // The dashes that open may also close: `<!-->`.
                from = at + 2;
            }
        }
    }

    fn is_end_tag(&self, open: usize, name: &[u8]) -> bool {
        self.byte(open + 1) == Some(b'/') && self.starts_with(open + 2, name) && self.ends_name(open + 2 + name.len())
    }

    fn ends_name(&self, at: usize) -> bool {
        self.byte(at).is_some_and(|byte| is_space(byte) || byte == b'/' || byte == b'>')
    }
}

/// White space of the HTML standard.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

//! A lenient reader of JSON that keeps only what it is asked for.
//!
//! Pages carry whole live blogs in their scripts, of which a few names are wanted, and one page in a hundred writes what is
//! no JSON: comments, line breaks and bare quotes inside strings, a comma too many or too few, two documents in a row, an
//! end cut off. Such faults cost the value they are in, not the document. Time is linear, texts are borrowed from the
//! source, and what is not wanted is stepped over without being built.

use std::borrow::Cow;

/// Values deeper than this are stepped over: what a page says of itself lies near the surface.
const DEEPEST: usize = 12;

/// A value, as far as it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A string as written, escapes included; [`unescaped`] reads it.
    Text(&'a str),
    /// The values of a list but for numbers and the like.
    List(Vec<Value<'a>>),
    /// The wanted members of an object, in their order.
    Thing(Thing<'a>),
}

/// The wanted members of an object.
pub(super) type Thing<'a> = Vec<(&'static str, Value<'a>)>;

/// Reads all documents of a text. Of objects only members whose key is in `wanted` are kept; of everything, the first
/// `most` values.
pub(super) fn read<'a>(text: &'a str, wanted: &'static [&'static str], most: usize) -> Vec<Value<'a>> {
    let mut reader = Reader { text, at: 0, wanted, left: most };
    let mut documents = Vec::new();
    while reader.skip_to_token().is_some() {
        documents.extend(reader.value(0));
    }
    documents
}

/// Gives a string without its escapes.
pub(super) fn unescaped(written: &str) -> Cow<'_, str> {
    if !written.contains('\\') {
        return Cow::Borrowed(written);
    }
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut letters = after.chars();
        match letters.next() {
            Some('n' | 'r' | 't' | 'b' | 'f') => text.push(' '),
            Some('u') => {
                let (character, used) = unicode(after.get(1..).unwrap_or_default());
                text.push(character);
                rest = after.get(1 + used..).unwrap_or_default();
                continue;
            }
            Some(other) => text.push(other),
            None => {}
        }
        rest = letters.as_str();
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Reads what follows `\u`: four digits, and the second half of a pair. Gives the bytes used.
fn unicode(after: &str) -> (char, usize) {
    let unit = |from: usize| u32::from_str_radix(after.get(from..from + 4)?, 16).ok();
    let Some(first) = unit(0) else { return (char::REPLACEMENT_CHARACTER, 0) };
    if (0xd800..0xdc00).contains(&first)
        && after.get(4..6) == Some("\\u")
        && let Some(second) = unit(6).filter(|second| (0xdc00..0xe000).contains(second))
    {
        let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 10);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 4)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    wanted: &'static [&'static str],
    left: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over white space, commas and comments.
    fn skip_to_token(&mut self) -> Option<u8> {
        loop {
            let byte = self.peek()?;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | b',' => self.at += 1,
                b'/' => self.comment(),
                _ => return Some(byte),
            }
        }
    }

    fn comment(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = if rest.starts_with(b"//") {
            memchr::memchr(b'\n', rest)
        } else if rest.starts_with(b"/*") {
            memchr::memmem::find(rest, b"*/").map(|end| end + 2)
        } else {
            Some(1)
        };
        self.at += length.unwrap_or(rest.len());
    }

    /// Reads a value; always gets on.
    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        match self.skip_to_token()? {
            b'"' => Some(Value::Text(self.string())),
            b'{' | b'[' if depth >= DEEPEST || self.left == 0 => {
                self.skip();
                None
            }
            b'{' => Some(Value::Thing(self.thing(depth))),
            b'[' => Some(Value::List(self.list(depth))),
            // The value is missing; the bracket closes what is around it.
            b'}' | b']' if depth > 0 => None,
            _ => {
                self.bare();
                None
            }
        }
    }

    fn thing(&mut self, depth: usize) -> Thing<'a> {
        self.at += 1;
        self.left = self.left.saturating_sub(1);
        let mut thing = Vec::new();
        while let Some(byte) = self.skip_to_token() {
            match byte {
                b'}' => {
                    self.at += 1;
                    break;
                }
                b'"' => {
                    let key = self.string();
                    if self.skip_to_token() != Some(b':') {
                        continue;
                    }
                    self.at += 1;
                    while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
                        self.at += 1;
                    }
                    if self.peek() == Some(b',') {
                        continue;
                    }
                    match self.wanted.iter().find(|wanted| **wanted == key) {
                        Some(wanted) => thing.extend(self.value(depth + 1).map(|value| (*wanted, value))),
                        None => self.skip(),
                    }
                }
                _ => self.bare(),
            }
        }
        thing
    }

    fn list(&mut self, depth: usize) -> Vec<Value<'a>> {
        self.at += 1;
        let mut list = Vec::new();
        while let Some(byte) = self.skip_to_token() {
            match byte {
                b']' => {
                    self.at += 1;
                    break;
                }
                // The list was not closed; its object is.
                b'}' => break,
                _ => list.extend(self.value(depth + 1)),
            }
        }
        list
    }

    /// Steps over a value without building it, however deep it is.
    fn skip(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.skip_to_token() {
            match byte {
                b'"' => {
                    self.string();
                }
                b'{' | b'[' => {
                    self.at += 1;
                    depth += 1;
                }
                b'}' | b']' if depth == 0 => return,
                b'}' | b']' => {
                    self.at += 1;
                    depth -= 1;
                }
                _ => self.bare(),
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Steps over a number, a bare word, or a sign that is out of place.
    fn bare(&mut self) {
        self.at += 1;
        while self.peek().is_some_and(|byte| !matches!(byte, b'"' | b'{' | b'}' | b'[' | b']' | b',' | b'/' | b':')) {
            self.at += 1;
        }
        // A colon belongs to the key before it.
        if self.peek() == Some(b':') {
            self.at += 1;
        }
    }

    /// Reads a string up to the quote that ends it: the one before a comma, colon, bracket or comment. Others are text that
    /// somebody forgot to escape.
    fn string(&mut self) -> &'a str {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
            at += found;
            if bytes.get(at) == Some(&b'\\') {
                at += 2;
                continue;
            }
            if self.ends_string(at + 1) {
                self.at = at + 1;
                return self.text.get(start..at).unwrap_or_default();
            }
            at += 1;
        }
        self.at = bytes.len();
        self.text.get(start..).unwrap_or_default()
    }

    fn ends_string(&self, after: usize) -> bool {
        let mut broke = false;
        for byte in self.text.as_bytes().iter().skip(after) {
            match byte {
                b' ' | b'\t' => {}
                b'\n' | b'\r' => broke = true,
                b',' | b':' | b'}' | b']' | b'/' => return true,
                // On a line of its own the next key begins: a comma is missing.
                b'"' => return broke,
                _ => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &[&str] = &["a", "b"];

    fn first_text(json: &str) -> Option<String> {
        let documents = read(json, WANTED, 100);
        let Some(Value::Thing(thing)) = documents.first() else { return None };
        thing.iter().find_map(|(key, value)| match value {
            Value::Text(text) if *key == "a" => Some(unescaped(text).into_owned()),
            _ => None,
        })
    }

    #[test]
    fn faults_cost_a_value_and_not_the_document() {
        for json in [
            r#"{"x":[1,{"a":"no"},"}"],"a":"yes"}"#,
            r#"{"a":"yes",}"#,
            "{// note\n\"x\": 5, /* \"a\": 1 */ \"a\" : \"yes\"}",
            r#"{"x":"he said "hi" there","a":"yes"}"#,
            "{\"x\":\"one\"\n\"a\":\"yes\"}",
            r#"{"x":12 "a":"yes""#,
            r#"{x:1,"a":"y\u0065s"}"#,
            r#"{"x":[1,2,"a":3},"b":,"a":"yes"}{"a":"no"}"#,
            r#"{"b":{"b":},"a":"yes"}"#,
        ] {
            assert_eq!(first_text(json).as_deref(), Some("yes"), "{json}");
        }
    }

    #[test]
    fn escapes_are_read() {
        assert_eq!(unescaped(r#"A\"b\/c\n\u00e6\ud83d\ude00\u12"#), "A\"b/c æ😀\u{fffd}12");
    }

    #[test]
    fn depth_and_number_are_bounded() {
        assert_eq!(read(&"[".repeat(100_000), WANTED, 10).len(), 1);
        assert_eq!(read(&"{\"a\":".repeat(100_000), WANTED, 10).len(), 1);
        let many = read("[{\"a\":\"1\"},{\"a\":\"2\"},{\"a\":\"3\"}]", WANTED, 2);
        assert!(matches!(many.as_slice(), [Value::List(list)] if list.len() == 2));
    }
}

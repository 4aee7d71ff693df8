//! What is read: the bytes of one page and all that came with them. Made by `read`, consumed by `decode` and `parse`.

use crate::language::Tag;
use jiff::Timestamp;

/// One page as it was found, before anything is understood of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The name that records and findings use: a path with `/`, or `dump.jsonl!/ID` inside a container.
    pub name: String,
    /// The bytes, or the text where the container already held text.
    pub content: Content,
    /// What the user or the container said the format is; told from the content where `None`.
    pub format: Option<Format>,
    /// What came with the page.
    pub declared: Declared,
    /// Where to point a reader: the 1-based line of the record in its container, where it has one.
    pub container_line: Option<usize>,
}

/// The content of a page: bytes of an unknown charset, or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Bytes whose charset `decode` has to find.
    Bytes(Vec<u8>),
    /// Text that its container (a JSON string) already decoded.
    Text(String),
}

/// The format of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// HTML, whole or a fragment.
    Html,
    /// Markdown, with or without front matter.
    Markdown,
    /// Plain text: only line order, gaps and lengths speak.
    Text,
}

impl Format {
    /// Gives the name used in records and flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Text => "text",
        }
    }

    /// Gives the format that a file name extension (without its dot, any case) stands for.
    pub fn of_extension(extension: &str) -> Option<Self> {
        let is = |known: &[&str]| known.iter().any(|one| extension.eq_ignore_ascii_case(one));
        if is(&["html", "htm", "xhtml", "shtml"]) {
            Some(Self::Html)
        } else if is(&["md", "markdown", "mdx"]) {
            Some(Self::Markdown)
        } else if is(&["txt", "text"]) {
            Some(Self::Text)
        } else {
            None
        }
    }

    /// Tells whether a page starts as only HTML does: a doctype or one of the document's own elements, after white space,
    /// a byte-order mark, an XML declaration and comments.
    pub fn starts_as_html(bytes: &[u8]) -> bool {
        const STARTS: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<title"];
        let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        loop {
            let end: &[u8] = match rest {
                [b'<', b'!', b'-', b'-', ..] => b"-->",
                [b'<', b'?', ..] => b">",
                _ => break,
            };
            let Some(at) = memchr::memmem::find(rest, end) else { return false };
            rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii_start();
        }
        STARTS.iter().any(|start| {
            let follows = rest.get(start.len());
            rest.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
                && follows.is_none_or(|byte| !byte.is_ascii_alphanumeric())
        })
    }
}

/// How many headings tell that a text is Markdown whatever it is called.
const OUTLINE_HEADINGS: usize = 3;

impl Format {
    /// Tells whether a text can only be Markdown: it starts with a heading (`# …`), and has three or more that stand apart. Lines
    /// of comments and of hashtags stand together.
    pub fn reads_as_markdown(text: &str) -> bool {
        let is_heading = |line: &str| {
            let after = line.trim_start_matches('#');
            (1..=6).contains(&(line.len() - after.len())) && after.starts_with([' ', '\t']) && !after.trim().is_empty()
        };
        let mut lines = text.trim_start_matches(['\u{feff}', '\n', '\r']).lines().peekable();
        if !lines.peek().is_some_and(|first| is_heading(first)) {
            return false;
        }
        let (mut is_apart, mut headings) = (true, 0);
        while let Some(line) = lines.next() {
            let ends = lines.peek().is_none_or(|next| next.trim().is_empty());
            headings += usize::from(is_apart && ends && is_heading(line));
            if headings == OUTLINE_HEADINGS {
                return true;
            }
            is_apart = line.trim().is_empty();
        }
        false
    }
}

/// Gives the extension of a page's or file's name, without its dot: the one under `.gz` or `.zst` where the name has
/// that. `None` where nothing after the last dot looks like an extension (`page`, `index.php?id=3`).
pub fn extension(name: &str) -> Option<&str> {
    let own = |name: &'_ str| {
        let last = name.rsplit('/').next().unwrap_or(name);
        let (stem, extension) = last.rsplit_once('.')?;
        let is_plain = (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let start = name.len() - extension.len();
        (is_plain && !stem.is_empty()).then_some(start)
    };
    let outer = own(name)?;
    let text = name.get(outer..)?;
    if text.eq_ignore_ascii_case("gz") || text.eq_ignore_ascii_case("zst") {
        let under = name.get(..outer - 1)?;
        return own(under).and_then(|start| under.get(start..));
    }
    Some(text)
}

/// Tells whether bytes without a byte-order mark are UTF-16, and whether its low bytes come first: text of any script has
/// spaces and line breaks, whose high bytes are NUL, and it has no lone surrogate and no control character.
pub fn utf16_low_byte_first(bytes: &[u8]) -> Option<bool> {
    let is_text = |low_first: bool| {
        let units = bytes.chunks_exact(2).map(|pair| match *pair {
            [a, b] if low_first => u16::from_le_bytes([a, b]),
            [a, b] => u16::from_be_bytes([a, b]),
            _ => 0,
        });
        let mut narrow = 0_usize;
        for character in char::decode_utf16(units) {
            match character {
                Ok(character) if character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{c}') => {
                    return false;
                }
                Ok(character) => narrow += usize::from(u32::from(character) < 0x80),
                Err(lone) if lone.unpaired_surrogate() >= 0xdc00 => return false,
                // A pair cut by the end of the bytes looked at.
                Err(_) => {}
            }
        }
        // One space or line break in 64 characters is less than any writing has.
        narrow * 128 >= bytes.len()
    };
    let nuls = memchr::memchr_iter(0, bytes).count();
    // Other text with a NUL here and there is valid as it stands.
    if nuls == 0 || (nuls * 3 < bytes.len() && std::str::from_utf8(bytes).is_ok()) {
        return None;
    }
    [true, false].into_iter().find(|&low_first| is_text(low_first))
}

/// What is said about a page by what delivered it (a JSONL field, a flag) or by the page itself (`<html lang>`, front
/// matter). `parse` fills what the page says where the delivery said nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The page's address.
    pub url: Option<String>,
    /// Title given outside the visible text.
    pub title: Option<String>,
    /// Author given outside the visible text.
    pub author: Option<String>,
    /// Date given outside the visible text, as written.
    pub date: Option<String>,
    /// Category given outside the visible text.
    pub category: Option<String>,
    /// The language that the page claims.
    pub language: Option<Tag>,
    /// When the page was fetched: the anchor of its relative dates.
    pub fetched_at: Option<Timestamp>,
    /// Charset given by the delivery (an HTTP header inside a container).
    pub charset: Option<String>,
}

/// Earlier versions of pages.
pub trait History {
    /// Gives when a page changed, newest first, as numbers that grow with time; nothing where that is not known.
    fn times(&self, page: &str) -> Vec<i64>;

    /// Gives a page as it was after the change of this time.
    fn document(&self, page: &str, time: i64) -> Option<Document>;
}

/// An input, or one page of a container, that could not be read. Data, not an [`Error`](crate::error::Error): the other
/// pages go on and this becomes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The page's name, as a record would have named it.
    pub name: String,
    /// What is wrong and how to mend it, one sentence each.
    pub reason: String,
    /// The byte at which it went wrong, where known.
    pub offset: Option<usize>,
    /// The 1-based line in the container, where known.
    pub line: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_what_looks_like_one() {
        for (name, found) in [
            ("dump/da/page.html", Some("html")),
            ("page.HTML.gz", Some("HTML")),
            ("dump.gz", None),
            ("page", None),
            (".hidden", None),
            ("a.b/page", None),
            ("index.php?id=3", None),
            ("dump.zip!/da/page.md", Some("md")),
            ("", None),
        ] {
            assert_eq!(extension(name), found, "{name}");
        }
    }

    #[test]
    fn html_is_told_from_its_start() {
        for html in ["\u{feff} <!DOCTYPE html>", "<?xml version='1.0'?><!-- x --><html>", "<BODY class=x>"] {
            assert!(Format::starts_as_html(html.as_bytes()), "{html}");
        }
        for other in ["", "<", "<!-- never closed", "<header-row>", "<rss>", "A text on <html>"] {
            assert!(!Format::starts_as_html(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn utf16_is_told_without_a_mark() {
        let units: Vec<u16> = "En lille prøve\n日本語 も".encode_utf16().collect();
        let low: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let high: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(utf16_low_byte_first(&low), Some(true));
        assert_eq!(utf16_low_byte_first(&high), Some(false));
        assert_eq!(utf16_low_byte_first(b"plain text"), None);
        assert_eq!(utf16_low_byte_first(b"one\0two\0 and so on"), None);
        assert_eq!(utf16_low_byte_first(&[0; 64]), None);
    }
}

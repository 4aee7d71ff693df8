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

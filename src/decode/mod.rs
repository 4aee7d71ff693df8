//! Bytes to text.

use crate::document::{Content, Declared, Document, Format};
use crate::page::Problem;
use crate::span::Source;

/// A page's text, its format, and all that came with it.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The page's name.
    pub name: String,
    /// The text.
    pub source: Source,
    /// Its format, given or told from content and name.
    pub format: Format,
    /// What came with it.
    pub declared: Declared,
    /// What went wrong: replaced bytes are counted, not hidden.
    pub problems: Vec<Problem>,
    /// The record's line in its container.
    pub container_line: Option<usize>,
}

/// Decodes a document. Always yields text.
pub fn decode(document: Document) -> Decoded {
    let text = match document.content {
        Content::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Content::Text(text) => text,
    };
    Decoded {
        name: document.name,
        source: Source::new(text),
        format: document.format.unwrap_or(Format::Text),
        declared: document.declared,
        problems: Vec::new(),
        container_line: document.container_line,
    }
}

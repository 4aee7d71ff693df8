//! A named stream of bytes whose first bytes are known.

use std::io::{self, BufReader, Cursor, Read};

use crate::document::{Format, Unreadable, extension};
use crate::read::names;

/// How many bytes are looked at to recognise what a stream holds. Enough for a tar header and for the first lines of text.
const HEAD_BYTES: usize = 4096;

/// A named stream of bytes, not yet understood.
pub(super) struct Stream {
    /// The page's name, should it be one.
    pub(super) name: String,
    /// Whether the user named the file; what a walk merely found may turn out to be no page without a word.
    pub(super) is_named: bool,
    head: Vec<u8>,
    rest: Box<dyn Read>,
}

impl Stream {
    /// Reads the first bytes. A fault in them is kept, to come up where the bytes end.
    pub(super) fn new(name: String, is_named: bool, mut reader: impl Read + 'static) -> Self {
        let mut head = Vec::new();
        let rest: Box<dyn Read> = match reader.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head) {
            Ok(_) => Box::new(reader),
            Err(fault) => Box::new(Failed { kind: fault.kind(), message: fault.to_string() }),
        };
        Self { name, is_named, head, rest }
    }

    /// Gives the first bytes, at most [`HEAD_BYTES`].
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Gives the name's extension, the one under `.gz`.
    pub(super) fn extension(&self) -> Option<&str> {
        extension(&self.name)
    }

    /// Tells whether the stream should be looked into at all: always where it was named, else where name or first bytes
    /// speak for a page.
    pub(super) fn is_wanted(&self) -> bool {
        let is_compressed = self.head.starts_with(&[0x1f, 0x8b]);
        self.is_named
            || match names::worth(&self.name) {
                names::Worth::Page => true,
                names::Worth::Nothing => false,
                names::Worth::TextIsPage => !self.head.is_empty(),
                names::Worth::HtmlIsPage => is_compressed || Format::starts_as_html(&self.head),
            }
    }

    /// Makes the report that this stream could not be read.
    pub(super) fn unreadable(&self, reason: String) -> Unreadable {
        Unreadable { name: self.name.clone(), reason, offset: None, line: None }
    }

    /// Gives all its bytes from the first.
    pub(super) fn into_reader(self) -> BufReader<impl Read> {
        BufReader::with_capacity(1 << 16, Cursor::new(self.head).chain(self.rest))
    }
}

/// A reader that failed once and says so again.
struct Failed {
    kind: io::ErrorKind,
    message: String,
}

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(self.kind, self.message.clone()))
    }
}

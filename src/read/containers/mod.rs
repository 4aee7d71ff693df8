//! Containers: what holds pages, one format a file, one line each in [`CONTAINERS`].
//!
//! A container is recognised by its first bytes or its extension and opens into entries: pages where it knows their
//! text and what came with them, streams where it holds files. A stream is looked at again, so containers nest. To add
//! a format, write its file and its line.

mod gzip;
mod jsonl;

use std::rc::Rc;

use crate::document::{Document, Unreadable};
use crate::read::stream::Stream;
use crate::settings::FieldNames;

/// All containers, in the order in which they are asked.
pub(super) const CONTAINERS: &[&Container] = &[&gzip::GZIP, &jsonl::JSONL];

/// How deep containers may lie in one another. Tika allows packages 10 deep; a dump inside an archive inside a
/// compressed file takes 3.
pub(super) const NESTING_LIMIT: usize = 4;

/// A format that holds pages.
pub(super) struct Container {
    /// The name in messages.
    pub(super) name: &'static str,
    /// The extensions by which a walk picks its files.
    pub(super) extensions: &'static [&'static str],
    /// Whether it only wraps a single file, whose format `--input-format` may still give.
    pub(super) is_compression: bool,
    /// Tells whether a stream is one.
    pub(super) recognise: fn(&Stream) -> bool,
    /// Opens it. Reads no more than the entry it is asked for.
    pub(super) open: fn(Stream, &Rc<FieldNames>) -> Entries,
}

/// The entries of a container, in its order.
pub(super) type Entries = Box<dyn Iterator<Item = Result<Entry, Unreadable>>>;

/// One entry of a container.
pub(super) enum Entry {
    /// A page.
    Page(Box<Document>),
    /// A file that may be a page or another container.
    Stream(Stream),
}

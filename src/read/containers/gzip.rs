//! gzip: one file in another. It keeps its own name: `page.html.gz` is the page `page.html.gz`.
//!
//! Streamed, members one after the other, as crawlers and log rotation write them. What comes before a damage is kept.

use std::io;
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use crate::read::containers::{Container, Entries, Entry};
use crate::read::limits::{Counted, Decompressed};
use crate::read::stream::Stream;
use crate::settings::FieldNames;

/// Recognised by its first bytes, whatever the name: servers deliver compressed pages under plain names.
pub(super) const GZIP: Container = Container {
    name: "gzip",
    extensions: &[],
    is_compression: true,
    recognise: |stream| stream.head().starts_with(&[0x1f, 0x8b, 8]),
    open,
};

fn open(stream: Stream, _: &Rc<FieldNames>) -> Entries {
    let (name, is_named) = (stream.name.clone(), stream.is_named);
    let (compressed, taken) = Counted::new(stream.into_reader());
    let decoder = MultiGzDecoder::new(io::BufReader::new(compressed));
    let inner = Stream::new(name, is_named, Decompressed::new(decoder, taken, GZIP.name));
    Box::new(std::iter::once(Ok(Entry::Stream(inner))))
}

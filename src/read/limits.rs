//! How much is read at most, and the one way in which bytes are taken: counted, bounded, what came before a fault kept.
//!
//! Every limit is in bytes, never in seconds, so that a run gives the same on a slow day.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Largest page, in decompressed bytes; also the longest line of a JSONL file. Real pages stay under a few MiB; a page of
/// this size still fits a CI machine's memory for every job.
pub(super) const PAGE_LIMIT: usize = 64 << 20;

/// How many bytes one compressed byte may become, once past [`RATIO_FLOOR`]. Tika's limit
/// (`SecureContentHandler`); HTML compresses about 5 to 20 times.
pub(super) const RATIO_LIMIT: u64 = 100;

/// Decompressed bytes below which no ratio is too high: one short page repeated compresses 1,000 times, and this much
/// costs nobody anything.
pub(super) const RATIO_FLOOR: u64 = 16 << 20;

/// What [`take`] got.
pub(super) enum Taken {
    /// Everything up to the end.
    All(Vec<u8>),
    /// What came before a fault, and the fault as a sentence without its stop.
    Part(Vec<u8>, String),
    /// Nothing is kept: a limit was passed.
    Refused(String),
}

/// Reads to the end, or to `limit` bytes.
pub(super) fn take(reader: impl Read, limit: usize) -> Taken {
    let mut bytes = Vec::new();
    match reader.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() > limit => Taken::Refused(format!(
            "the page is larger than {} MiB, the most that is read of one page; split it",
            limit >> 20
        )),
        Ok(_) => Taken::All(bytes),
        Err(fault) if is_refusal(&fault) => Taken::Refused(fault.to_string()),
        Err(fault) => Taken::Part(bytes, fault_sentence(&fault)),
    }
}

/// Says what a failed read means, without a stop. Faults of our own decoders speak for themselves.
pub(super) fn fault_sentence(fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::QuotaExceeded => fault.to_string(),
        _ => format!("cannot be read ({fault})"),
    }
}

/// Tells whether a read failed because a limit of ours was passed.
pub(super) fn is_refusal(fault: &io::Error) -> bool {
    fault.kind() == io::ErrorKind::QuotaExceeded
}

/// Counts the compressed bytes that a decoder takes.
pub(super) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    /// Wraps the compressed side; the second value shows its count.
    pub(super) fn new(inner: R) -> (Self, Rc<Cell<u64>>) {
        let count = Rc::new(Cell::new(0));
        (Self { inner, count: Rc::clone(&count) }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// The decompressed side: refuses to go on where the output is out of all proportion, and puts a decoder's fault in a
/// user's words.
pub(super) struct Decompressed<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
    given: u64,
    format: &'static str,
}

impl<R> Decompressed<R> {
    /// Wraps a decoder of `format` whose compressed side counts in `taken`.
    pub(super) fn new(inner: R, taken: Rc<Cell<u64>>, format: &'static str) -> Self {
        Self { inner, taken, given: 0, format }
    }
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.inner.read(buffer) {
            Ok(read) => read,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted || is_refusal(&fault) => return Err(fault),
            Err(fault) => {
                let what = if fault.kind() == io::ErrorKind::UnexpectedEof { "cut short" } else { "damaged" };
                let reason = format!("the {} data is {what}", self.format);
                return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
            }
        };
        self.given += read as u64;
        if self.given > RATIO_FLOOR && self.given / RATIO_LIMIT > self.taken.get() {
            return Err(io::Error::new(
                io::ErrorKind::QuotaExceeded,
                format!(
                    "the compressed data grows more than {RATIO_LIMIT} times, as no real page does; \
                     decompress it first if it is to be trusted"
                ),
            ));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_over_the_limit_is_refused_and_one_at_the_limit_is_not() {
        assert!(matches!(take(io::repeat(b'a').take(1024), 1024), Taken::All(bytes) if bytes.len() == 1024));
        let Taken::Refused(reason) = take(io::repeat(b'a'), PAGE_LIMIT) else { panic!("taken") };
        assert!(reason.starts_with("the page is larger than 64 MiB"), "{reason}");
    }
}

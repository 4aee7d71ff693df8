//! One JSON object a line and page.

use std::io;

use super::{RecordFormat, RecordWriter};
use crate::page::Page;
use crate::write::{Options, shape};

/// The format's entry.
pub const FORMAT: RecordFormat =
    RecordFormat { name: "jsonl", about: "one JSON object a page and line", open, ..RecordFormat::TEXT };

pub(super) fn open<'a>(out: Box<dyn io::Write + 'a>, options: Options) -> Box<dyn RecordWriter + 'a> {
    Box::new(Jsonl { out, options })
}

struct Jsonl<'a> {
    out: Box<dyn io::Write + 'a>,
    options: Options,
}

impl RecordWriter for Jsonl<'_> {
    fn page(&mut self, page: &Page) -> io::Result<()> {
        shape::write_line(&mut self.out, &shape::Page::of(page, self.options.include_other))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

//! One JSON array of all pages, written as the pages come, a page a line.

use std::io;

use super::{RecordFormat, RecordWriter};
use crate::page::Page;
use crate::write::{Options, shape};

/// The format's entry.
pub const FORMAT: RecordFormat = RecordFormat {
    name: "json",
    about: "one JSON array of all pages",
    open: |out, options| Box::new(Json { array: Array::new(out), options }),
    ..RecordFormat::TEXT
};

struct Json<'a> {
    array: Array<Box<dyn io::Write + 'a>>,
    options: Options,
}

impl RecordWriter for Json<'_> {
    fn page(&mut self, page: &Page) -> io::Result<()> {
        self.array.push(&shape::Page::of(page, self.options.include_other))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.array.close()
    }
}

/// A JSON array that is written one element at a time and never held.
#[derive(Debug)]
pub(in crate::write) struct Array<W> {
    out: W,
    is_empty: bool,
}

impl<W: io::Write> Array<W> {
    pub(in crate::write) fn new(out: W) -> Self {
        Self { out, is_empty: true }
    }

    pub(in crate::write) fn push(&mut self, element: &impl serde::Serialize) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"[\n" } else { b",\n" })?;
        self.is_empty = false;
        serde_json::to_writer(&mut self.out, element)?;
        Ok(())
    }

    pub(in crate::write) fn close(&mut self) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    #[test]
    fn the_array_is_json_however_many_pages_there_are() {
        for count in 0..3 {
            let mut out = Vec::new();
            let mut writer = (FORMAT.open)(Box::new(&mut out), Options::default());
            (0..count).for_each(|_| writer.page(&sample::page("x")).unwrap());
            writer.finish().unwrap();
            drop(writer);
            let pages: Vec<serde_json::Value> = serde_json::from_slice(&out).unwrap();
            assert_eq!(pages.len(), count);
            assert!(out.ends_with(b"]\n"));
        }
    }
}

//! Records of pages, written as the pages come. A format is one file here and one line in [`FORMATS`].

pub mod csv;
pub mod json;
pub mod jsonl;

use std::io;

use crate::page::Page;
use crate::write::Options;

/// Takes pages one by one and writes their records.
pub trait RecordWriter {
    /// Writes the record of one page.
    ///
    /// # Errors
    /// What the output returned.
    fn page(&mut self, page: &Page) -> io::Result<()>;

    /// Writes what closes the records and flushes. Nothing may be written afterwards.
    ///
    /// # Errors
    /// What the output returned.
    fn finish(&mut self) -> io::Result<()>;
}

/// A way to write records.
#[derive(Debug)]
pub struct RecordFormat {
    /// The word that `--format` takes.
    pub name: &'static str,
    /// What it is, for the help text.
    pub about: &'static str,
    /// Starts writing to an output.
    pub open: Opener,
}

/// Makes the writer of a format over an output.
pub type Opener = for<'a> fn(Box<dyn io::Write + 'a>, Options) -> Box<dyn RecordWriter + 'a>;

/// All formats of records, the default first.
pub const FORMATS: [RecordFormat; 3] = [jsonl::FORMAT, json::FORMAT, csv::FORMAT];

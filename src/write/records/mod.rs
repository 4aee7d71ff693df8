//! Records of pages, written as the pages come. A format is one file here and one line in [`FORMATS`].

pub mod csv;
pub mod json;
pub mod jsonl;
pub mod markdown;
pub mod parquet;

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
    /// Whether it is no text, and so nothing for a terminal.
    pub is_binary: bool,
    /// Whether `--output` names a folder, with a file a page, rather than a file.
    pub fills_folder: bool,
    /// Starts writing to an output.
    pub open: Opener,
}

impl RecordFormat {
    /// What most formats are: text, in one file.
    const TEXT: Self = Self { name: "", about: "", is_binary: false, fills_folder: false, open: jsonl::open };
}

/// Makes the writer of a format over an output.
pub type Opener = for<'a> fn(Box<dyn io::Write + 'a>, Options) -> Box<dyn RecordWriter + 'a>;

/// All formats of records, the default first.
pub const FORMATS: [RecordFormat; 6] =
    [jsonl::FORMAT, json::FORMAT, csv::FORMAT, csv::EXCEL, parquet::FORMAT, markdown::FORMAT];

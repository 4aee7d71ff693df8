//! Cells, and CSV in the two dialects that we write.
//!
//! Text that a spreadsheet could take for a formula gets a leading `'` in both; numbers, dates and unknown values (empty
//! cells) stay as they are.

use std::borrow::Cow;
use std::io;

use jiff::Timestamp;

use crate::write::tame;

/// A cell. Only text from outside can be dangerous, so what kind of cell it is says how it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    /// Text that may come from a page.
    Text(Cow<'a, str>),
    /// An address, as a page has it: as untrusted as any text.
    Link(&'a str),
    /// A date cut at its precision (`2023`, `2023-W48`, `2023-12-03T10`), made by us.
    Date(&'a str),
    Moment(Timestamp),
    Count(u64),
    Ratio(f64),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Cell<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Whom a CSV file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Programs: RFC 4180 with commas and no byte order mark, but line feeds, as programs write them.
    Plain,
    /// A double click where Excel's list separator is `;`, as it is in most of Europe: a byte order mark, without which Excel
    /// takes the file for the system's old code page, `;` and CRLF.
    Excel,
}

impl Dialect {
    /// Gives the word that `--format` and the pipeline file take.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "csv",
            Self::Excel => "csv-excel",
        }
    }
}

/// A CSV file in one of our two dialects; the only place that writes CSV.
#[derive(Debug)]
pub(super) struct Sheet<W: io::Write> {
    out: csv::Writer<W>,
    dialect: Dialect,
    is_new: bool,
}

/// UTF-8's byte order mark, by which Excel knows UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl<W: io::Write> Sheet<W> {
    pub(super) fn new(out: W, dialect: Dialect) -> Self {
        let (delimiter, terminator) = match dialect {
            Dialect::Plain => (b',', csv::Terminator::Any(b'\n')),
            Dialect::Excel => (b';', csv::Terminator::CRLF),
        };
        let out = csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(out);
        Self { out, dialect, is_new: true }
    }

    /// Writes a row. The first is the header, whose first cell is a word of ours.
    pub(super) fn row(&mut self, cells: &mut dyn Iterator<Item = Cell<'_>>) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Empty => self.out.write_field("")?,
                Cell::Date(text) => self.out.write_field(text)?,
                Cell::Moment(at) => self.out.write_field(at.to_string())?,
                Cell::Count(count) => self.out.write_field(count.to_string())?,
                Cell::Ratio(ratio) => self.out.write_field(ratio.to_string())?,
                Cell::Text(text) => self.text(&text)?,
                Cell::Link(address) => self.text(address)?,
            }
            self.is_new = false;
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        match self.dialect {
            Dialect::Excel if self.is_new => self.out.write_field(format!("{BYTE_ORDER_MARK}{text}"))?,
            Dialect::Excel => self.out.write_field(tame::spreadsheet_cell(text))?,
            Dialect::Plain => self.out.write_field(tame::cell(text).as_ref())?,
        }
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

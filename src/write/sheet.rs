//! CSV, in the two dialects that we write. RFC 4180 with commas, line feeds and no byte order mark, so that programs read it as
//! it is; with [`Options::excel`] a byte order mark and CRLF, so that Excel reads it as UTF-8.
//!
//! Text that a spreadsheet could take for a formula gets a leading `'`; numbers and unknown values (empty cells) stay as
//! they are.

use std::borrow::Cow;
use std::io;

use crate::write::{Options, tame};

/// A cell. Only text from outside can be dangerous, so what kind of cell it is says how it is written.
#[derive(Debug)]
pub(super) enum Cell<'a> {
    Empty,
    /// Text that may come from a page.
    Text(Cow<'a, str>),
    /// Text of ours that is written as it is: a date that starts with a sign stays a date.
    Own(&'a str),
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

/// A CSV file in one of our two dialects; the only place that writes CSV.
#[derive(Debug)]
pub(super) struct Sheet<W: io::Write> {
    out: csv::Writer<W>,
    excel: bool,
    is_new: bool,
}

/// UTF-8's byte order mark, by which Excel knows UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl<W: io::Write> Sheet<W> {
    pub(super) fn new(out: W, options: Options) -> Self {
        let terminator = if options.excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        Self {
            out: csv::WriterBuilder::new().terminator(terminator).from_writer(out),
            excel: options.excel,
            is_new: true,
        }
    }

    pub(super) fn row<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Empty => self.out.write_field("")?,
                Cell::Own(text) => self.out.write_field(text)?,
                Cell::Count(count) => self.out.write_field(count.to_string())?,
                Cell::Ratio(ratio) => self.out.write_field(ratio.to_string())?,
                Cell::Text(text) if self.is_new && self.excel => {
                    self.out.write_field(format!("{BYTE_ORDER_MARK}{text}"))?;
                }
                Cell::Text(text) if self.excel => self.out.write_field(tame::spreadsheet_cell(&text))?,
                Cell::Text(text) => self.out.write_field(tame::cell(&text).as_ref())?,
            }
            self.is_new = false;
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

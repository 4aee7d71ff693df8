//! Tidy tables: a block or a section a row. RFC 4180 with commas, line feeds and no byte order mark, so that programs read
//! it as it is; with [`Options::excel`] a byte order mark and CRLF, so that Excel reads it as UTF-8.
//!
//! One stream holds one table: `extract --format csv` writes [`Table::BLOCKS`], all kinds with a column `kind`; `run`
//! writes a table each for articles, profiles, teasers and sections. Text cells that a spreadsheet could take for a
//! formula get a leading `'`; numbers and unknown values (empty cells) stay as they are.

use std::borrow::Cow;
use std::io;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{RecordFormat, RecordWriter};
use crate::page::{self, Block, Field, Kind, Page, Section};
use crate::write::{Options, shape, tame};

/// The format's entry.
pub const FORMAT: RecordFormat = RecordFormat {
    name: "csv",
    about: "a table with one row a block",
    open: |out, options| Box::new(Table::BLOCKS.open(out, options)),
};

/// A table: which rows and columns it has.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The kind of block it is about; every kind where `None`.
    kind: Option<Kind>,
    /// Whether it has a row a section instead of a row a block.
    by_section: bool,
    columns: &'static [Column],
}

impl Table {
    /// All blocks, `other` only on request.
    pub const BLOCKS: Self = Self { kind: None, by_section: false, columns: BLOCK_COLUMNS };
    /// The articles.
    pub const ARTICLES: Self = Self { kind: Some(Kind::Article), by_section: false, columns: ARTICLE_COLUMNS };
    /// The profiles.
    pub const PROFILES: Self = Self { kind: Some(Kind::Profile), by_section: false, columns: PROFILE_COLUMNS };
    /// The teasers.
    pub const TEASERS: Self = Self { kind: Some(Kind::Teaser), by_section: false, columns: TEASER_COLUMNS };
    /// The sections of all blocks, of `other` blocks only on request.
    pub const SECTIONS: Self = Self { kind: None, by_section: true, columns: SECTION_COLUMNS };

    /// Starts writing the table to an output.
    pub fn open<W: io::Write>(self, out: W, options: Options) -> TableWriter<W> {
        TableWriter { table: self, options, sheet: Sheet::new(out, options), has_header: false }
    }
}

/// Writes the rows of one table.
#[derive(Debug)]
pub struct TableWriter<W: io::Write> {
    table: Table,
    options: Options,
    sheet: Sheet<W>,
    has_header: bool,
}

impl<W: io::Write> TableWriter<W> {
    fn header(&mut self) -> io::Result<()> {
        if !self.has_header {
            self.has_header = true;
            self.sheet.row(self.table.columns.iter().map(|column| Cell::from(column.name)))?;
        }
        Ok(())
    }

    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.sheet.row(self.table.columns.iter().map(|column| (column.cell)(row)))
    }
}

impl<W: io::Write> RecordWriter for TableWriter<W> {
    fn page(&mut self, page: &Page) -> io::Result<()> {
        self.header()?;
        for (index, block) in page.blocks.iter().enumerate() {
            let is_wanted = match self.table.kind {
                Some(kind) => block.kind == kind,
                None => self.options.include_other || block.kind != Kind::Other,
            };
            if !is_wanted {
                continue;
            }
            if !self.table.by_section {
                self.row(&Row { page, index, block, section: None })?;
                continue;
            }
            for section in block.sections.iter().enumerate() {
                self.row(&Row { page, index, block, section: Some(section) })?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.header()?;
        self.sheet.flush()
    }
}

/// What a row is about. The cells of a section's row come from the section where it has its own answer.
struct Row<'a> {
    page: &'a Page,
    index: usize,
    block: &'a Block,
    section: Option<(usize, &'a Section)>,
}

impl<'a> Row<'a> {
    fn text(&self) -> String {
        self.section.map_or_else(|| self.block.text(), |(_, section)| section.text())
    }

    fn language(&self) -> crate::language::Language {
        self.section.map_or(self.block.language, |(_, section)| section.language)
    }

    fn span(&self) -> crate::span::Span {
        self.section.map_or(self.block.span, |(_, section)| section.span)
    }

    fn date(&self) -> Option<shape::Date<'a>> {
        self.block.date.as_ref().map(|dated| shape::Date::of(&dated.value))
    }
}

/// A column: its heading and how it is filled.
#[derive(Debug)]
struct Column {
    name: &'static str,
    cell: for<'a> fn(&Row<'a>) -> Cell<'a>,
}

macro_rules! columns {
    ($($constant:ident = $name:literal, $cell:expr;)*) => {
        $(const $constant: Column = Column { name: $name, cell: $cell };)*
    };
}

columns! {
    PAGE = "page", |row| row.page.name.as_str().into();
    URL = "url", |row| row.page.url.as_deref().into();
    BLOCK = "block", |row| page::block_id(row.index).into();
    SECTION = "section", |row| row.section.map(|(number, _)| page::section_id(row.index, number)).into();
    KIND = "kind", |row| row.block.kind.name().into();
    TITLE = "title", |row| text_of(row.block.title.as_ref()).into();
    NAME = "name", |row| text_of(row.block.title.as_ref()).into();
    HEADING = "heading", |row| text_of(row.section.and_then(|(_, section)| section.heading.as_ref())).into();
    LEVEL = "level", |row| row.section.map(|(_, section)| u64::from(section.level)).into();
    CATEGORY = "category", |row| text_of(row.block.category.as_ref()).into();
    AUTHOR = "author", |row| text_of(row.block.author.as_ref()).into();
    DATE_TEXT = "date_text", |row| row.date().and_then(|date| date.text).into();
    DATE_VALUE = "date_value", |row| row.date().and_then(|date| date.value).map_or(Cell::Empty, Cell::Own);
    DATE_PRECISION = "date_precision", |row| row.date().and_then(|date| date.precision).into();
    DATE_EARLIEST = "date_earliest", |row| row.date().and_then(|date| date.earliest).map(|at| at.0.to_string()).into();
    DATE_LATEST = "date_latest", |row| row.date().and_then(|date| date.latest).map(|at| at.0.to_string()).into();
    DATE_KIND = "date_kind", |row| row.date().and_then(|date| date.kind).into();
    DATE_UNRESOLVED = "date_unresolved", |row| row.date().and_then(|date| date.unresolved).into();
    LANGUAGE = "language", |row| row.language().tag.to_string().into();
    CONFIDENCE = "confidence", |row| Cell::Ratio(shape::Rounded(row.language().confidence).value());
    EXPECTED = "expected", |row| row.page.expected.map(|expected| expected.tag.to_string()).into();
    LINK = "link", |row| row.block.link.as_deref().into();
    WORDS = "words", |row| Cell::Count(row.text().unicode_words().count() as u64);
    TEXT = "text", |row| row.text().into();
    START = "start", |row| Cell::Count(row.span().start as u64);
    END = "end", |row| Cell::Count(row.span().end as u64);
    LINE = "line", |row| Cell::Count(row.page.source.line(row.span().start) as u64);
}

#[rustfmt::skip] // A table reads best as rows of related columns.
const BLOCK_COLUMNS: &[Column] = &[
    PAGE, URL, BLOCK, KIND, TITLE, CATEGORY, AUTHOR,
    DATE_TEXT, DATE_VALUE, DATE_PRECISION, DATE_EARLIEST, DATE_LATEST, DATE_KIND, DATE_UNRESOLVED,
    LANGUAGE, CONFIDENCE, EXPECTED, LINK, WORDS, TEXT, START, END, LINE,
];

#[rustfmt::skip]
const ARTICLE_COLUMNS: &[Column] = &[
    PAGE, URL, BLOCK, TITLE, CATEGORY, AUTHOR,
    DATE_TEXT, DATE_VALUE, DATE_PRECISION, DATE_EARLIEST, DATE_LATEST, DATE_KIND, DATE_UNRESOLVED,
    LANGUAGE, CONFIDENCE, EXPECTED, WORDS, TEXT, START, END, LINE,
];

#[rustfmt::skip]
const PROFILE_COLUMNS: &[Column] = &[
    PAGE, URL, BLOCK, NAME, CATEGORY, LANGUAGE, CONFIDENCE, EXPECTED, LINK, WORDS, TEXT, START, END, LINE,
];

#[rustfmt::skip]
const TEASER_COLUMNS: &[Column] = &[
    PAGE, URL, BLOCK, TITLE, CATEGORY, AUTHOR,
    DATE_TEXT, DATE_VALUE, DATE_PRECISION, DATE_EARLIEST, DATE_LATEST, DATE_KIND, DATE_UNRESOLVED,
    LANGUAGE, CONFIDENCE, EXPECTED, LINK, WORDS, TEXT, START, END, LINE,
];

#[rustfmt::skip]
const SECTION_COLUMNS: &[Column] = &[
    PAGE, URL, BLOCK, SECTION, KIND, HEADING, LEVEL, LANGUAGE, CONFIDENCE, EXPECTED, WORDS, TEXT, START, END, LINE,
];

fn text_of(field: Option<&Field>) -> Option<&str> {
    field.map(|field| field.text.as_str())
}

/// A cell. Only text from outside can be dangerous, so what kind of cell it is says how it is written.
#[derive(Debug)]
pub(in crate::write) enum Cell<'a> {
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
pub(in crate::write) struct Sheet<W: io::Write> {
    out: csv::Writer<W>,
    excel: bool,
    is_new: bool,
}

/// UTF-8's byte order mark, by which Excel knows UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl<W: io::Write> Sheet<W> {
    pub(in crate::write) fn new(out: W, options: Options) -> Self {
        let terminator = if options.excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        Self {
            out: csv::WriterBuilder::new().terminator(terminator).from_writer(out),
            excel: options.excel,
            is_new: true,
        }
    }

    pub(in crate::write) fn row<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> io::Result<()> {
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

    pub(in crate::write) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

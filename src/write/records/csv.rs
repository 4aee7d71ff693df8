//! Tidy tables: a block or a section a row.
//!
//! One stream holds one table: `extract --format csv` writes [`Table::BLOCKS`], all kinds with a column `kind`; `run`
//! writes a table each for articles, profiles, teasers and sections. `Sheet` knows the dialects.

use std::io;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{RecordFormat, RecordWriter};
use crate::page::{self, Block, Field, Kind, Page, Section};
use crate::write::sheet::{Cell, Sheet};
use crate::write::{Options, shape};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    fn written(table: Table, page: &Page, options: Options) -> String {
        let mut out = Vec::new();
        let mut writer = table.open(&mut out, options);
        writer.page(page).unwrap();
        writer.finish().unwrap();
        drop(writer);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_block_is_a_row_and_a_paragraph_break_stays_in_its_cell() {
        let text = written(Table::BLOCKS, &sample::page("da/x.html"), Options::default());
        assert_eq!(
            text,
            "page,url,block,kind,title,category,author,date_text,date_value,date_precision,date_earliest,date_latest,\
             date_kind,date_unresolved,language,confidence,expected,link,words,text,start,end,line\n\
             da/x.html,https://example.dk/da/samarbejde,2,article,Teamwork,,Bo Dam,for 11 måneder siden,2023-12,month,\
             2023-11-01T00:00:00Z,2023-12-26T00:00:00Z,relative,,en,0.99,da,,9,\"Cooperation helps.\n\nIt really does.\n\n\
             1. Trust\n\nTrust grows.\",9,101,3\n\
             da/x.html,https://example.dk/da/samarbejde,3,teaser,Læs mere,,,,,,,,,,und,1,da,/da/mere,0,,103,112,15\n"
        );
    }

    #[test]
    fn an_empty_table_has_its_header() {
        let page = Page { blocks: Vec::new(), ..sample::page("x") };
        for table in [Table::BLOCKS, Table::ARTICLES, Table::PROFILES, Table::TEASERS, Table::SECTIONS] {
            assert_eq!(written(table, &page, Options::default()).lines().count(), 1);
        }
    }

    #[test]
    fn excel_gets_its_byte_order_mark_and_line_ends() {
        let text = written(Table::SECTIONS, &sample::page("x"), Options { excel: true, ..Options::default() });
        assert!(text.starts_with("\u{feff}page,url,block,section,"));
        assert_eq!(text.matches("\r\n").count(), 3);
        assert!(text.contains("2.2,article,1. Trust,2,en,0.99,da,2,Trust grows.,79,101,11\r\n"));
    }

    #[test]
    fn no_cell_from_a_page_is_a_formula() {
        let (page, _) = sample::filled(sample::HOSTILE);
        for options in [Options::default(), Options { excel: true, ..Options::default() }] {
            let text = written(Table::BLOCKS, &page, options);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), 2);
            for cell in rows.iter().flatten() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']), "{cell}");
            }
            assert!(rows[0][0].starts_with("'=cmd|"));
        }
    }
}

//! Tables of records: which rows and columns there are, whatever the file they are written to.
//!
//! One stream holds one table: `extract --format csv` writes [`Table::BLOCKS`], all kinds with a column `kind`; `run`
//! writes a table each for articles, profiles, teasers and sections, and a workbook a sheet each.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::page::{self, Block, Field, Kind, Page, Section};
use crate::write::shape;
use crate::write::sheet::Cell;

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

    /// Every block for analysts, whose page comes with it; its sections are [`Table::OF_BLOCK`], nested.
    pub const WIDE: Self = Self { kind: None, by_section: false, columns: WIDE_COLUMNS };
    /// The sections of one block, whose own columns stand beside them.
    pub const OF_BLOCK: Self = Self { kind: None, by_section: true, columns: NESTED_COLUMNS };

    /// Gives its columns: name, and what is in them.
    pub(super) fn columns(self) -> impl Iterator<Item = (&'static str, Type)> {
        self.columns.iter().map(|column| (column.name, column.holds))
    }

    /// Gives the names of its columns.
    pub(super) fn header(self) -> impl Iterator<Item = &'static str> {
        self.columns().map(|(name, _)| name)
    }

    /// Gives the blocks of a page that the table is about.
    pub(super) fn blocks(self, page: &Page, include_other: bool) -> impl Iterator<Item = Row<'_>> {
        let is_wanted = move |block: &Block| match self.kind {
            Some(kind) => block.kind == kind,
            None => include_other || block.kind != Kind::Other,
        };
        let blocks = page.blocks.iter().enumerate().filter(move |(_, block)| is_wanted(block));
        blocks.map(move |(index, block)| Row { page, index, block, section: None })
    }

    /// Calls `each` with the cells of every row that a page gives.
    pub(super) fn rows<E>(
        self,
        page: &Page,
        include_other: bool,
        mut each: impl FnMut(&mut dyn Iterator<Item = Cell<'_>>) -> Result<(), E>,
    ) -> Result<(), E> {
        for row in self.blocks(page, include_other) {
            if self.by_section {
                row.sections().try_for_each(|row| each(&mut self.cells(row)))?;
            } else {
                each(&mut self.cells(row))?;
            }
        }
        Ok(())
    }

    /// Gives the cells of a row.
    pub(super) fn cells(self, row: Row<'_>) -> impl Iterator<Item = Cell<'_>> {
        self.columns.iter().map(move |column| (column.cell)(&row))
    }
}

/// What the cells of a column hold, where they are not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Moment,
    Count,
    Ratio,
}

/// What a row is about. The cells of a section's row come from the section where it has its own answer.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    page: &'a Page,
    index: usize,
    block: &'a Block,
    section: Option<(usize, &'a Section)>,
}

impl<'a> Row<'a> {
    /// Gives the rows of its sections.
    pub(super) fn sections(&self) -> impl Iterator<Item = Self> {
        let Self { page, index, block, .. } = *self;
        block.sections.iter().enumerate().map(move |section| Self { page, index, block, section: Some(section) })
    }

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
    holds: Type,
    cell: for<'a> fn(&Row<'a>) -> Cell<'a>,
}

macro_rules! columns {
    ($($constant:ident = $name:literal: $holds:ident, $cell:expr;)*) => {
        $(const $constant: Column = Column { name: $name, holds: Type::$holds, cell: $cell };)*
    };
}

columns! {
    PAGE = "page": Text, |row| row.page.name.as_str().into();
    URL = "url": Text, |row| row.page.url.as_deref().map_or(Cell::Empty, Cell::Link);
    FORMAT = "format": Text, |row| row.page.format.name().into();
    FETCHED_AT = "fetched_at": Moment, |row| row.page.fetched_at.map_or(Cell::Empty, Cell::Moment);
    EXPECTED_FROM = "expected_from": Text, |row| row.page.expected.map(|expected| expected.from.name()).into();
    DETECTED = "detected": Text, |row| row.page.detected.tag.to_string().into();
    BLOCK = "block": Text, |row| page::block_id(row.index).into();
    SECTION = "section": Text, |row| row.section.map(|(number, _)| page::section_id(row.index, number)).into();
    KIND = "kind": Text, |row| row.block.kind.name().into();
    TITLE = "title": Text, |row| text_of(row.block.title.as_ref()).into();
    NAME = "name": Text, |row| text_of(row.block.title.as_ref()).into();
    HEADING = "heading": Text, |row| text_of(row.section.and_then(|(_, section)| section.heading.as_ref())).into();
    LEVEL = "level": Count, |row| row.section.map(|(_, section)| u64::from(section.level)).into();
    CATEGORY = "category": Text, |row| text_of(row.block.category.as_ref()).into();
    AUTHOR = "author": Text, |row| text_of(row.block.author.as_ref()).into();
    DATE_TEXT = "date_text": Text, |row| row.date().and_then(|date| date.text).into();
    DATE_VALUE = "date_value": Text, |row| row.date().and_then(|date| date.value).map_or(Cell::Empty, Cell::Date);
    DATE_PRECISION = "date_precision": Text, |row| row.date().and_then(|date| date.precision).into();
    DATE_EARLIEST = "date_earliest": Moment, |row| row.date().and_then(|date| date.earliest).map_or(Cell::Empty, |at| Cell::Moment(at.0));
    DATE_LATEST = "date_latest": Moment, |row| row.date().and_then(|date| date.latest).map_or(Cell::Empty, |at| Cell::Moment(at.0));
    DATE_KIND = "date_kind": Text, |row| row.date().and_then(|date| date.kind).into();
    DATE_UNRESOLVED = "date_unresolved": Text, |row| row.date().and_then(|date| date.unresolved).into();
    LANGUAGE = "language": Text, |row| row.language().tag.to_string().into();
    CONFIDENCE = "confidence": Ratio, |row| Cell::Ratio(shape::Rounded(row.language().confidence).value());
    EXPECTED = "expected": Text, |row| row.page.expected.map(|expected| expected.tag.to_string()).into();
    LINK = "link": Text, |row| row.block.link.as_deref().map_or(Cell::Empty, Cell::Link);
    WORDS = "words": Count, |row| Cell::Count(row.text().unicode_words().count() as u64);
    TEXT = "text": Text, |row| row.text().into();
    START = "start": Count, |row| Cell::Count(row.span().start as u64);
    END = "end": Count, |row| Cell::Count(row.span().end as u64);
    LINE = "line": Count, |row| Cell::Count(row.page.source.line(row.span().start) as u64);
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

#[rustfmt::skip]
const WIDE_COLUMNS: &[Column] = &[
    PAGE, URL, FORMAT, FETCHED_AT, EXPECTED, EXPECTED_FROM, DETECTED,
    BLOCK, KIND, TITLE, CATEGORY, AUTHOR,
    DATE_TEXT, DATE_VALUE, DATE_PRECISION, DATE_EARLIEST, DATE_LATEST, DATE_KIND, DATE_UNRESOLVED,
    LANGUAGE, CONFIDENCE, LINK, WORDS, TEXT, START, END, LINE,
];

#[rustfmt::skip]
const NESTED_COLUMNS: &[Column] = &[
    SECTION, HEADING, LEVEL, LANGUAGE, CONFIDENCE, WORDS, TEXT, START, END, LINE,
];

fn text_of(field: Option<&Field>) -> Option<&str> {
    field.map(|field| field.text.as_str())
}

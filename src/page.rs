//! What a page turned out to be: blocks, sections, paragraphs. Built in `flow`, never changed afterwards.

use std::borrow::Cow;
use std::ops::Range;

use jiff::Timestamp;

use crate::date_value::DateValue;
use crate::document::Format;
use crate::finding::Place;
use crate::ignore::Ignore;
use crate::language::{Expected, Language, Tag};
use crate::outline::Role;
use crate::paired::Pairing;
use crate::skeleton::Skeleton;
use crate::span::{self, Source, Span, Stretch};

/// One page, understood.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its name, as in [`Document`](crate::document::Document).
    pub name: String,
    /// Its address, where known.
    pub url: Option<String>,
    /// Its format.
    pub format: Format,
    /// When it was fetched.
    pub fetched_at: Option<Timestamp>,
    /// The language it claims to be in (`<html lang>`, front matter, a field).
    pub declared: Option<Tag>,
    /// The language it should be in.
    pub expected: Option<Expected>,
    /// The language most of its article text is in.
    pub detected: Language,
    /// All its blocks in reading order, `other` included.
    pub blocks: Vec<Block>,
    /// The decoded text that spans count in.
    pub source: Source,
    /// What went wrong while it was read. Each becomes an `unreadable-input` finding; the text that could be read is kept.
    pub problems: Vec<Problem>,
    /// The 1-based line of its record in a container, where it has one.
    pub container_line: Option<usize>,
    /// What its comments want ignored, in reading order.
    pub ignores: Vec<Ignore>,
    /// What it tells machines.
    pub told: Told,
    /// What of it survives translation; empty unless the run pairs pages with originals.
    pub skeleton: Skeleton,
    /// How it stands to the originals of the run.
    pub pairing: Pairing,
}

/// What a page tells machines of its article, beside what readers see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What it is called in windows, on social networks, in search results.
    pub titles: Vec<String>,
    /// How it is described there.
    pub descriptions: Vec<String>,
    /// What it is filed under.
    pub category: Option<String>,
    /// When it was last changed, as written.
    pub changed: Option<String>,
}

impl Page {
    /// Tells whether a comment wants a rule to leave all of a span alone.
    pub fn is_ignored(&self, rule: &str, span: Span) -> bool {
        self.ignores.iter().any(|ignore| ignore.covers(rule, span))
    }

    /// Gives the place of a span of this page.
    pub fn place(&self, span: Span) -> Place {
        let line = self.source.line(span.start);
        Place { span, line, end_line: self.source.end_line(span), container_line: self.container_line }
    }
}

/// A part of a page with one purpose.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is for.
    pub kind: Kind,
    /// Headline of an article or teaser, name of a profile.
    pub title: Option<Field>,
    /// The label that files it under a topic.
    pub category: Option<Field>,
    /// Who wrote it.
    pub author: Option<Field>,
    /// Its date, read.
    pub date: Option<Dated>,
    /// Where a teaser leads, as written in the page.
    pub link: Option<String>,
    /// The language most of it is in.
    pub language: Language,
    /// Its text after title, category, author and date, cut at headings. Empty only where nothing else is left.
    pub sections: Vec<Section>,
    /// From its first to its last visible character.
    pub span: Span,
    /// Where its title stands again in it, as a line of its own.
    pub title_repeats: Vec<Span>,
    /// The lines of the outline that it holds, in order. All blocks of a page together hold every line exactly once.
    pub lines: Vec<u32>,
}

/// What a block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// What the page is about: an article, a product, a thread.
    Article,
    /// A person or organisation presented.
    Profile,
    /// A card that leads to another piece of content.
    Teaser,
    /// Navigation, footers, notices, comments.
    Other,
}

impl Kind {
    /// Gives the word that records use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Profile => "profile",
            Self::Teaser => "teaser",
            Self::Other => "other",
        }
    }
}

/// A short text with a name: a title, a category, an author.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The text, white space folded.
    pub text: String,
    /// Where it stands in the source; `None` where it was taken from the page's self-description.
    pub span: Option<Span>,
    /// Its parts, where there are several; empty where nothing in it is set apart.
    pub stretches: Vec<Stretch>,
    /// Its language, decided in context.
    pub language: Language,
}

/// A date with its place in the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The reading.
    pub value: DateValue,
    /// The line it stands in; `None` where it was taken from the page's self-description.
    pub span: Option<Span>,
    /// The date that readers are shown, where it is not the one that the page tells machines; with the line it stands in.
    pub shown: Option<(Box<DateValue>, Span)>,
}

impl Dated {
    /// Makes a date that nothing on the page speaks against.
    pub fn new(value: DateValue, span: Option<Span>) -> Self {
        Self { value, span, shown: None }
    }
}

/// A heading and what stands under it, or the text before the first heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading.
    pub heading: Option<Field>,
    /// Level of the heading, 1 to 6; 0 without one.
    pub level: u8,
    /// The paragraphs under it. May be empty where a heading follows another.
    pub paragraphs: Vec<Paragraph>,
    /// The language most of it is in.
    pub language: Language,
    /// From its first to its last visible character, heading included.
    pub span: Span,
}

/// A paragraph, list item, table cell or piece of code.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its text; lines inside it are parted by a single line break.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// What the format says that it is: running text, an item, a cell, code.
    pub role: Role,
    /// Whether it counts for language and duplicates; `false` for code and text marked as not to be translated.
    pub is_prose: bool,
    /// The language an attribute in the page claims for it.
    pub declared: Option<Tag>,
    /// Its parts, where there are several; empty where nothing in it is set apart.
    pub stretches: Vec<Stretch>,
    /// Its language, decided in context.
    pub language: Language,
    /// Its parts in another language than the page should be in.
    pub passages: Vec<Passage>,
}

/// A part of a paragraph in another language.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Its bytes in the paragraph's text.
    pub text: Range<usize>,
    /// Where it stands.
    pub span: Span,
    /// Its language.
    pub language: Language,
}

impl Field {
    /// Gives the text without what is set apart in it.
    pub fn own_text(&self) -> Cow<'_, str> {
        span::own_text(&self.text, &self.stretches)
    }
}

impl Paragraph {
    /// Gives the text without what is set apart in it.
    pub fn own_text(&self) -> Cow<'_, str> {
        span::own_text(&self.text, &self.stretches)
    }
}

impl Section {
    /// Gives the paragraphs, parted by blank lines, without the heading.
    pub fn text(&self) -> String {
        let paragraphs: Vec<&str> = self.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        paragraphs.join("\n\n")
    }
}

impl Block {
    /// Gives headings and paragraphs, parted by blank lines.
    pub fn text(&self) -> String {
        let mut parts: Vec<&str> = Vec::new();
        for section in &self.sections {
            parts.extend(section.heading.iter().map(|heading| heading.text.as_str()));
            parts.extend(section.paragraphs.iter().map(|paragraph| paragraph.text.as_str()));
        }
        parts.join("\n\n")
    }
}

/// Gives the identifier of the block at `index` (0-based) of a page: `1`, `2` …
pub fn block_id(index: usize) -> String {
    (index + 1).to_string()
}

/// Gives the identifier of the section at `section` (0-based) of the block at `block`: `1.1`, `1.2` …
pub fn section_id(block: usize, section: usize) -> String {
    format!("{}.{}", block + 1, section + 1)
}

/// Something that went wrong while a page was read, although text came out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What, and how to mend it.
    pub reason: String,
    /// Where, in the decoded text.
    pub span: Span,
}

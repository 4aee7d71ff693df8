//! Pages as the report for editors shows them: their blocks in order, with the text, language and place of every paragraph.
//!
//! Which pages will be shown is known only at the end, when the duplicates are found; so each page is shaped as it goes by
//! and kept as JSON, in memory up to a bound and then on disk. What is kept of one page, and of all, has an end.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use serde::Serialize;

use crate::error::Error;
use crate::language::Tag;
use crate::page::{self, Dated, Field, Kind, Page, Paragraph, block_id, section_id};
use crate::span::Span;
use crate::spill::Spill;
use crate::write::shape::{self, Shown};
use crate::write::tame;

/// How many bytes of views are kept of pages on which the page rules found something: ten times what a report holds.
const ROOM: u64 = 256 << 20;

/// How many are kept before pages without such findings are passed over; these are shown beside duplicates.
const ROOM_FOR_ALL: u64 = ROOM / 2;

/// How many characters of a page are shown. The longest of ten thousand articles of the web has about 60,000.
const PAGE_CHARACTERS: usize = 60_000;

/// How many characters of a block of navigation, comments or footers are shown: enough to tell what it is.
const OTHER_CHARACTERS: usize = 600;

/// The views of all pages, under way.
#[derive(Debug, Default)]
pub struct Views {
    kept: Spill,
    /// Where each page's view stands; empty where it was not kept.
    places: Vec<Range<u64>>,
    failed: Option<Error>,
}

impl Views {
    /// Keeps the view of the page at `index`, which is not less than any before. A failure of the disk is told by [`Views::read`].
    pub fn add(&mut self, page: &Page, index: usize, has_findings: bool) {
        let room = if has_findings { ROOM } else { ROOM_FOR_ALL };
        if self.failed.is_some() || self.kept.len() >= room {
            return;
        }
        match View::of(page).json().and_then(|json| self.keep(json.as_bytes())) {
            Ok(place) => {
                self.places.resize(index, 0..0);
                self.places.push(place);
            }
            Err(error) => self.failed = Some(error),
        }
    }

    fn keep(&mut self, json: &[u8]) -> Result<Range<u64>, Error> {
        let start = self.kept.push(json)?;
        Ok(start..start + json.len() as u64)
    }

    /// Gives how long the view of a page is, in bytes; 0 where none was kept.
    pub fn length(&self, index: usize) -> u64 {
        self.places.get(index).map_or(0, |place| place.end - place.start)
    }

    /// Reads the view of a page into `json`: safe inside a script element.
    ///
    /// # Errors
    /// What the disk returned, now or while the views were kept.
    pub fn read(&self, index: usize, json: &mut Vec<u8>) -> io::Result<()> {
        if let Some(failed) = &self.failed {
            return Err(io::Error::other(failed.to_string()));
        }
        let place = self.places.get(index).cloned().unwrap_or_default();
        self.kept.read(place, json).map_err(|error| io::Error::other(error.to_string()))
    }
}

/// A page.
#[derive(Serialize)]
struct View<'a> {
    blocks: Vec<Block<'a>>,
}

#[derive(Serialize)]
struct Block<'a> {
    id: String,
    kind: &'static str,
    line: usize,
    start: usize,
    end: usize,
    language: Shown<Tag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Piece<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<Piece<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Piece<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date<'a>>,
    sections: Vec<Section<'a>>,
    /// How many characters were left out.
    #[serde(skip_serializing_if = "is_none")]
    more: usize,
}

#[derive(Serialize)]
struct Section<'a> {
    id: String,
    language: Shown<Tag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<Piece<'a>>,
    level: u8,
    paragraphs: Vec<Piece<'a>>,
}

/// A text with its language, where that is known, and its place in the page's source, where it has one.
#[derive(Serialize)]
struct Piece<'a> {
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<Shown<Tag>>,
    #[serde(skip_serializing_if = "is_none")]
    start: usize,
    #[serde(skip_serializing_if = "is_none")]
    end: usize,
    /// Parts in another language than the page should be in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    passages: Vec<Passage>,
}

/// A part of a text, `from..to` in UTF-16 units, as scripts of a browser count.
#[derive(Serialize)]
struct Passage {
    from: usize,
    to: usize,
    language: Shown<Tag>,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Date<'a> {
    #[serde(flatten)]
    value: shape::Date<'a>,
    /// What readers are shown where machines are told something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<shape::Date<'a>>,
    #[serde(skip_serializing_if = "is_none")]
    start: usize,
    #[serde(skip_serializing_if = "is_none")]
    end: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl<'a> View<'a> {
    fn of(page: &'a Page) -> Self {
        let mut room = PAGE_CHARACTERS;
        let blocks = page.blocks.iter().enumerate();
        Self { blocks: blocks.map(|(index, block)| Block::of(page, index, block, &mut room)).collect() }
    }

    fn json(&self) -> Result<String, Error> {
        let json = serde_json::to_string(self).map_err(|error| Error::Temporary(error.into()))?;
        Ok(tame::script_data(&json))
    }
}

impl<'a> Block<'a> {
    fn of(page: &'a Page, index: usize, block: &'a page::Block, room_of_page: &mut usize) -> Self {
        let own = if block.kind == Kind::Other { OTHER_CHARACTERS } else { PAGE_CHARACTERS };
        let mut room = Room { left: own.min(*room_of_page), more: 0 };
        let before = room.left;
        let mut of = |field: &'a Option<Field>| field.as_ref().and_then(|field| Piece::of_field(field, &mut room));
        let (title, category, author) = (of(&block.title), of(&block.category), of(&block.author));
        let sections = block.sections.iter().enumerate();
        let sections =
            sections.filter_map(|(number, section)| Section::of(index, number, section, &mut room)).collect();
        *room_of_page -= before - room.left;
        Self {
            id: block_id(index),
            kind: block.kind.name(),
            line: page.source.line(block.span.start),
            start: block.span.start,
            end: block.span.end,
            language: Shown(block.language.tag),
            title,
            category,
            author,
            link: block.link.as_deref().map(|link| room.cut(link)),
            date: block.date.as_ref().map(Date::of),
            sections,
            more: room.more,
        }
    }
}

impl<'a> Section<'a> {
    fn of(block: usize, number: usize, section: &'a page::Section, room: &mut Room) -> Option<Self> {
        let heading = section.heading.as_ref().and_then(|heading| Piece::of_field(heading, room));
        let paragraphs: Vec<Piece<'a>> =
            section.paragraphs.iter().filter_map(|paragraph| Piece::of_paragraph(paragraph, room)).collect();
        (heading.is_some() || !paragraphs.is_empty()).then(|| Self {
            id: section_id(block, number),
            language: Shown(section.language.tag),
            heading,
            level: section.level,
            paragraphs,
        })
    }
}

impl<'a> Piece<'a> {
    fn of_field(field: &'a Field, room: &mut Room) -> Option<Self> {
        Self::of(&field.text, field.language.tag, field.span.unwrap_or_default(), room)
    }

    fn of_paragraph(paragraph: &'a Paragraph, room: &mut Room) -> Option<Self> {
        let mut text = Self::of(&paragraph.text, paragraph.language.tag, paragraph.span, room)?;
        let mut read = 0..0;
        text.passages = paragraph
            .passages
            .iter()
            .map_while(|passage| {
                let from = read.end + utf16(text.text.get(read.start..passage.text.start)?);
                let to = from + utf16(text.text.get(passage.text.clone())?);
                read = passage.text.end..to;
                let Span { start, end } = passage.span;
                Some(Passage { from, to, language: Shown(passage.language.tag), start, end })
            })
            .collect();
        Some(text)
    }

    /// `None` where there is no room for any of it.
    fn of(text: &'a str, language: Tag, span: Span, room: &mut Room) -> Option<Self> {
        let text = room.cut(text);
        let language = Some(language).filter(|language| !language.is_und()).map(Shown);
        (!text.is_empty()).then(|| Self { text, language, start: span.start, end: span.end, passages: Vec::new() })
    }
}

fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

impl<'a> Date<'a> {
    fn of(dated: &'a Dated) -> Self {
        let span = dated.span.unwrap_or_default();
        Self {
            value: shape::Date::of(&dated.value),
            shown: dated.shown.as_ref().map(|(shown, _)| shape::Date::of(shown)),
            start: span.start,
            end: span.end,
        }
    }
}

/// How many characters may still be shown, and how many were left out.
struct Room {
    left: usize,
    more: usize,
}

impl Room {
    fn cut<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        // No text has more characters than bytes.
        if text.len() <= self.left {
            self.left -= text.len();
            return Cow::Borrowed(text);
        }
        let Some((end, _)) = text.char_indices().nth(self.left) else {
            self.left -= text.chars().count();
            return Cow::Borrowed(text);
        };
        let (kept, dropped) = text.split_at(end);
        self.left = 0;
        self.more += dropped.chars().count();
        if kept.is_empty() { Cow::Borrowed("") } else { Cow::Owned(format!("{kept}…")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::write::sample;
    use serde_json::Value;

    fn read(views: &Views, index: usize) -> Value {
        let mut json = Vec::new();
        views.read(index, &mut json).unwrap();
        serde_json::from_slice(&json).unwrap()
    }

    #[test]
    fn a_page_is_shown_block_by_block() {
        let mut page = sample::page("x");
        let paragraph = &mut page.blocks[1].sections[0].paragraphs[0];
        paragraph.text = "Så 😀 helps. Ja".into();
        let language = Language { tag: Tag::of("en"), confidence: 1.0 };
        paragraph.passages = vec![page::Passage { text: 9..14, span: Span::new(50, 55), language }];
        let mut views = Views::default();
        views.add(&page, 2, true);
        assert_eq!([0, 1, 3].map(|index| views.length(index)), [0; 3]);
        let view = read(&views, 2);
        let article = &view["blocks"][1];
        assert_eq!(article["kind"], "article");
        assert_eq!(article["title"]["text"], "Teamwork");
        assert_eq!(article["date"]["value"], "2023-12");
        let passage = &article["sections"][0]["paragraphs"][0]["passages"][0];
        assert_eq!([&passage["from"], &passage["to"]], [6, 11], "UTF-16 counts an emoji as two");
        assert!(article["more"].is_null());
    }

    #[test]
    fn a_long_page_is_cut_and_says_so() {
        let mut page = sample::page("x");
        page.blocks[1].sections[0].paragraphs[0].text = "æ".repeat(2 * PAGE_CHARACTERS);
        let mut views = Views::default();
        views.add(&page, 0, true);
        let view = read(&views, 0);
        let article = &view["blocks"][1];
        assert!(article["more"].as_u64().unwrap() > PAGE_CHARACTERS as u64);
        assert!(views.length(0) < 3 * PAGE_CHARACTERS as u64);
        assert_eq!(view["blocks"][2]["id"], "3", "what has no text left is still named");
    }

    #[test]
    fn a_hostile_page_stays_data() {
        let (page, _) = sample::filled(sample::HOSTILE);
        let mut views = Views::default();
        views.add(&page, 0, true);
        let mut json = Vec::new();
        views.read(0, &mut json).unwrap();
        assert!(!String::from_utf8(json).unwrap().contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        assert_eq!(read(&views, 0)["blocks"][1]["title"]["text"], sample::HOSTILE);
    }
}

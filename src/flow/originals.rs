//! The originals of a run: read before the pages, which are then held against them.

use std::collections::BTreeMap;

use super::{Arrival, page, weight};
use crate::archive::Archive;
use crate::check::rules;
use crate::context;
use crate::detect;
use crate::document::{Document, History, Unreadable};
use crate::engine;
use crate::error::Error;
use crate::language::{Language, Tag};
use crate::page::{Block, Page};
use crate::pair::{self, Pairs};
use crate::paired::{Recorded, Versions};
use crate::settings::Settings;
use crate::skeleton::Skeleton;

/// How much of a page's prose tells its language, in bytes.
const TELLING: usize = 1000;

/// Reads the pages that originals are among and hands them to `keep`, in input order: each original, its language in
/// `detected`; and where `language` tells which of them are originals, the others too, with their language.
///
/// # Errors
/// What `keep` returned.
pub fn originals(
    documents: impl Iterator<Item = Result<Document, Unreadable>>,
    settings: &Settings,
    language: Option<Tag>,
    jobs: usize,
    mut keep: impl FnMut(Page, Option<Tag>) -> Result<(), Error>,
) -> Result<(), Error> {
    let read = |document: Result<Document, Unreadable>| {
        let mut page = page(document.ok()?, settings);
        let other = language.and_then(|language| other_language(&page, language));
        if other.is_none() {
            let told = || detect::detect(&start(&page), &[]);
            page.detected = language.map_or_else(told, |tag| Language { tag, confidence: 1.0 });
        }
        Some((page, other))
    };
    // A page that stopped its step says so where it is checked itself.
    let sink = |(), read: Result<Option<(Page, Option<Tag>)>, String>| match read {
        Ok(Some((page, other))) => keep(page, other),
        _ => Ok(()),
    };
    engine::map_ordered(documents.map(|document| ((), document)), jobs, weight, read, sink)
}

/// A page that nothing but its text says to be an original has at most this share of its letters in another language: one that
/// is being translated has more.
const MOST_FOREIGN: f64 = 0.1;

/// Fewest letters of a paragraph whose language is told by itself.
const LETTERS_TOLD: usize = 40;

/// Gives the language that a page is in, where it is another than this one: it should be, or, where nothing says what it
/// should be in, it is, at least in part.
fn other_language(page: &Page, language: Tag) -> Option<Tag> {
    let other = |tag: Tag| (!tag.same_language(language)).then_some(tag);
    if let Some(expected) = page.expected {
        return other(expected.tag);
    }
    // A folder of a language tells, even where the page is not in it: it was left untranslated.
    if let Some(named) = pair::language_of(&page.name) {
        return other(named);
    }
    let text: String = page.blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n");
    let whole = detect::detect(&text, &[]).tag;
    if !whole.same_language(language) {
        return Some(whole);
    }
    let (mut all, mut foreign): (usize, BTreeMap<Tag, usize>) = (0, BTreeMap::new());
    let paragraphs = page.blocks.iter().flat_map(|block| &block.sections).flat_map(|section| &section.paragraphs);
    for paragraph in paragraphs {
        let letters = paragraph.text.chars().filter(|c| c.is_alphabetic()).count();
        all += letters;
        if letters >= LETTERS_TOLD
            && let Some(tag) = other(detect::detect(&paragraph.text, &[]).tag).filter(|tag| !tag.is_und())
        {
            *foreign.entry(tag).or_default() += letters;
        }
    }
    let (tag, letters) = foreign.into_iter().max_by_key(|(_, letters)| *letters)?;
    (letters as f64 > MOST_FOREIGN * all as f64).then_some(tag)
}

/// Gives how the prose of a page begins.
fn start(page: &Page) -> String {
    let paragraphs = page.blocks.iter().flat_map(|block| &block.sections).flat_map(|section| &section.paragraphs);
    let mut text = String::new();
    for paragraph in paragraphs.filter(|paragraph| paragraph.is_prose) {
        if text.len() >= TELLING {
            break;
        }
        text.push_str(&paragraph.own_text());
        text.push('\n');
    }
    text
}

/// What pages are held against.
pub struct Originals<'a> {
    /// The originals.
    pub pairs: &'a mut Pairs,
    /// Earlier versions of them and of the pages.
    pub history: Option<&'a dyn History>,
}

/// Reads earlier versions as pages are read.
struct Reading<'a> {
    history: Option<&'a dyn History>,
    archive: Option<&'a Archive>,
    settings: &'a Settings,
}

impl Versions for Reading<'_> {
    fn times(&self, page: &str) -> Vec<i64> {
        self.history.map(|history| history.times(page)).unwrap_or_default()
    }

    fn skeleton(&self, page_name: &str, time: i64) -> Option<Skeleton> {
        Some(page(self.history?.document(page_name, time)?, self.settings).skeleton)
    }

    fn recorded(&self, page: &str, url: Option<&str>) -> Result<Recorded, Error> {
        self.archive.map_or_else(|| Ok(Recorded::new()), |archive| archive.recorded(page, url))
    }
}

/// Holds a page against its original, where the run pairs pages.
pub(super) fn hold(
    originals: &mut Option<Originals<'_>>,
    arrival: &mut Arrival,
    index: usize,
    archive: Option<&Archive>,
    settings: &Settings,
) -> Result<(), Error> {
    let (Some(originals), Arrival::Page(page)) = (originals, arrival) else { return Ok(()) };
    let reading = Reading { history: originals.history, archive, settings };
    let is_asked = rules::stale_translation::RULE.looks(settings);
    let versions = is_asked.then_some(&reading as &dyn Versions);
    originals.pairs.hold(page, index, versions, &settings.glossary)?;
    context::settle_same(page, &settings.terms, &settings.glossary);
    Ok(())
}

//! The originals of a run: read before the pages, which are then held against them.

use jiff::Timestamp;

use super::{Arrival, page, weight};
use crate::archive::Archive;
use crate::check::rules;
use crate::context;
use crate::date;
use crate::date_value::Anchor;
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
/// `detected`, and with `true`; where `language` tells which of them are originals, the others too.
///
/// # Errors
/// What `keep` returned.
pub fn originals(
    documents: impl Iterator<Item = Result<Document, Unreadable>>,
    settings: &Settings,
    language: Option<Tag>,
    jobs: usize,
    mut keep: impl FnMut(Page, bool) -> Result<(), Error>,
) -> Result<(), Error> {
    let read = |document: Result<Document, Unreadable>| {
        let mut page = page(document.ok()?, settings);
        let is_original = language.is_none_or(|language| is_in(&page, language));
        if is_original {
            let told = || detect::detect(&start(&page), &[]);
            page.detected = language.map_or_else(told, |tag| Language { tag, confidence: 1.0 });
        }
        Some((page, is_original))
    };
    // A page that stopped its step says so where it is checked itself.
    let sink = |(), read: Result<Option<(Page, bool)>, String>| match read {
        Ok(Some((page, is_original))) => keep(page, is_original),
        _ => Ok(()),
    };
    engine::map_ordered(documents.map(|document| ((), document)), jobs, weight, read, sink)
}

/// Tells whether a page is in a language: it should be, or, where nothing says what it should be in, it is.
fn is_in(page: &Page, language: Tag) -> bool {
    // A folder of a language tells, even where the page is not in it: it was left untranslated.
    if let Some(named) = pair::language_of(&page.name).filter(|_| page.expected.is_none()) {
        return named.same_language(language);
    }
    if let Some(expected) = page.expected {
        return expected.tag.same_language(language);
    }
    let text: String = page.blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n");
    detect::detect(&text, &[]).tag.same_language(language)
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

/// Reads when a page was last updated, as it says itself.
pub(super) fn updated(written: Option<&str>, settings: &Settings) -> Option<(Timestamp, Timestamp)> {
    let anchor = Anchor { now: None, language: None, zone: settings.zone.clone() };
    let interval = date::date(written?, &anchor)?.reading.ok()?;
    Some((interval.earliest, interval.latest))
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

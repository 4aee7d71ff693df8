//! The originals of a run: where they are kept, and how a page finds its own.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use super::align::fit;
use super::content::{Index, Near, sample};
use super::links;
use super::rivals::Rivals;
use super::stale;
use super::translations::Translations;
use crate::error::Error;
use crate::language::Tag;
use crate::page::Page;
use crate::page_map::{Lookup, PageMap};
use crate::paired::{Behind, FoundBy};
use crate::skeleton::{Claims, Skeleton};
use crate::spill::Spill;

/// What an original counts that shares all that any original shares with a page, beside how well sections fit. This and the
/// two bars below were chosen on 310 pages of 11 languages whose names were hashed, with all originals there and with a
/// quarter of them taken away (docs/quality.md).
const SHARE: f32 = 10.0;

/// What the best original must count at least.
const LEAST: f32 = 5.0;

/// How well its sections must fit by themselves, in the unit of [`Evidence`](crate::paired::Evidence): what speaks for them must
/// be more than what speaks against them.
const LEAST_FIT: f32 = 0.0;

/// How much more it must count than the next.
const LEAD: f32 = 1.5;

/// All originals, as little of each as pairing needs in memory, the rest in a [`Spill`].
#[derive(Debug, Default)]
pub struct Originals {
    pages: Vec<Kept>,
    map: Lookup,
    /// By name as the map writes it, where there is one.
    by_name: BTreeMap<String, usize>,
    by_path: BTreeMap<String, usize>,
    /// By path without languages, and by every end of it; `None` where several have the same.
    by_pattern: BTreeMap<String, Option<usize>>,
    by_end: BTreeMap<String, Option<usize>>,
    /// By address, their own and those that they name as theirs in other languages.
    by_address: BTreeMap<String, usize>,
    by_key: BTreeMap<String, usize>,
    by_content: Index,
    rivals: Rivals,
    skeletons: Spill,
    translations: Translations,
}

/// What is kept of an original in memory.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) container_line: Option<usize>,
    language: Tag,
    updated: Option<stale::Updated>,
    place: (u64, u64),
}

/// Where the map leads a page.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    /// The number of the entry.
    pub(super) entry: usize,
    /// What the original is called.
    pub(super) name: String,
    /// The original, where there is one of this name.
    pub(super) original: Option<usize>,
}

impl Originals {
    /// Starts without pages; `map` says which are whose.
    pub fn new(map: PageMap) -> Self {
        Self { map: Lookup::new(map), ..Self::default() }
    }

    /// Keeps a page. `root` is the folder that its path counts from.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub fn add(&mut self, page: &Page, root: &str) -> Result<(), Error> {
        let number = self.pages.len();
        let bytes = page.skeleton.encode();
        let start = self.skeletons.push(&bytes)?;
        let path = page.name.strip_prefix(root).map_or(page.name.as_str(), |rest| rest.trim_start_matches('/'));
        let pattern = links::path(path);
        for end in ends(&pattern) {
            self.by_end.entry(end.to_owned()).and_modify(|known| *known = None).or_insert(Some(number));
        }
        self.by_pattern.entry(pattern).and_modify(|known| *known = None).or_insert(Some(number));
        self.by_path.insert(path.to_owned(), number);
        if !self.map.entries().is_empty() {
            self.by_name.insert(self.map.name(&page.name), number);
        }
        let claims = &page.skeleton.claims;
        let addresses = page.url.iter().chain(claims.alternates.iter().map(|(_, address)| address));
        for address in addresses {
            self.by_address.entry(whole(address)).or_insert(number);
        }
        if let Some(key) = &claims.key {
            self.by_key.entry(key.clone()).or_insert(number);
        }
        self.by_content.add(&page.skeleton);
        self.pages.push(Kept {
            name: page.name.clone(),
            container_line: page.container_line,
            language: page.detected.tag,
            updated: claims.updated,
            place: (start, start + bytes.len() as u64),
        });
        Ok(())
    }

    pub(super) fn map(&self) -> &Lookup {
        &self.map
    }

    /// Tells where the map leads a page.
    pub(super) fn led(&self, page: &str) -> Option<Lead> {
        let (entry, name) = self.map.original_of(page, |name| self.by_name.contains_key(name))?;
        Some(Lead { entry, original: self.by_name.get(&name).copied(), name })
    }

    /// Tells from all pages which of them are no translations of originals that others share more with, and which are translations
    /// of one original. Only what names its original counts for the latter.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what was kept cannot be read.
    pub fn settle(&mut self) -> Result<(), Error> {
        let mut rivals = std::mem::take(&mut self.rivals);
        rivals.settle(&self.by_content, |name| self.by_pattern(&links::path(name), false).is_some())?;
        self.rivals = rivals;
        let mut translations = std::mem::take(&mut self.translations);
        translations.link(|name, url, claims| Some(self.named(name, url, claims, self.led(name).as_ref(), &[])?.0));
        self.translations = translations;
        Ok(())
    }

    pub(super) fn pages(&self) -> &[Kept] {
        &self.pages
    }

    /// Keeps what a page that is no original has in common with originals, and what it tells of how others are to be read,
    /// until [`Originals::settle`].
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub fn add_translation(&mut self, page: &Page, language: Tag) -> Result<(), Error> {
        self.rivals.add(&page.name, language, &sample(&page.skeleton))?;
        self.translations.add(page)
    }

    /// Gives the lines of the translations of an original into other languages than `language`; `lines` are its own.
    ///
    /// # Errors
    /// [`Error::Temporary`] where they cannot be read.
    pub(super) fn others(&self, original: usize, language: Tag, lines: &BTreeSet<u64>) -> Result<Vec<Vec<u64>>, Error> {
        self.translations.others(original, language, lines)
    }

    /// Gives the language of an original.
    pub(super) fn language(&self, original: usize) -> Tag {
        self.pages.get(original).map_or(Tag::UND, |kept| kept.language)
    }

    /// Tells whether a page that says this of itself is behind an original, by the days on which both were updated.
    pub(super) fn behind(&self, original: usize, claims: &Claims) -> Option<Behind> {
        stale::behind(self.pages.get(original)?.updated, claims.updated)
    }

    /// Gives the skeleton of an original.
    ///
    /// # Errors
    /// [`Error::Temporary`] where it cannot be read.
    pub(super) fn skeleton(&self, original: usize) -> Result<Skeleton, Error> {
        let Some(kept) = self.pages.get(original) else { return Ok(Skeleton::default()) };
        let mut bytes = Vec::new();
        self.skeletons.read(kept.place.0..kept.place.1, &mut bytes)?;
        Ok(Skeleton::decode(&bytes))
    }

    /// Finds the original of a page; `lead` is where the map leads it. `roots` are the folders that paths may count from.
    pub(super) fn find(
        &self,
        page: &Page,
        lead: Option<&Lead>,
        roots: &[String],
        language: Tag,
    ) -> Result<Option<(usize, FoundBy)>, Error> {
        match self.named(&page.name, page.url.as_deref(), &page.skeleton.claims, lead, roots) {
            // Where the map leads nowhere, no guess stands in for it.
            None if lead.is_some() => Ok(None),
            None => Ok(self.by_content(&page.skeleton, language)?.map(|found| (found, FoundBy::Content))),
            found => Ok(found),
        }
    }

    /// Finds the original that the map, paths, addresses or claims of a page name.
    fn named(
        &self,
        name: &str,
        url: Option<&str>,
        claims: &Claims,
        lead: Option<&Lead>,
        roots: &[String],
    ) -> Option<(usize, FoundBy)> {
        if let Some(lead) = lead {
            return lead.original.map(|found| (found, FoundBy::Map));
        }
        let root = roots.iter().find_map(|root| Some(name.strip_prefix(root.as_str())?.trim_start_matches('/')));
        let path = root.unwrap_or(name);
        let by_path = || self.by_path.get(path).map(|&found| (found, FoundBy::Path));
        let by_page = || self.claimed(url, claims).map(|found| (found, FoundBy::Page));
        let by_pattern = || self.by_pattern(&links::path(path), root.is_none()).map(|found| (found, FoundBy::Pattern));
        by_path().or_else(by_page).or_else(by_pattern)
    }

    /// Finds the original that has the same path but for what names a language.
    fn by_pattern(&self, pattern: &str, is_named: bool) -> Option<usize> {
        self.by_pattern.get(pattern).copied().flatten().or_else(|| self.by_end(pattern, is_named))
    }

    /// Finds the original that holds what a page in `language` holds: of those that share most with it, the one whose sections
    /// fit.
    fn by_content(&self, page: &Skeleton, language: Tag) -> Result<Option<usize>, Error> {
        let mut fits: Vec<(f32, f32, Near)> = Vec::new();
        for near in self.by_content.nearest(sample(page).into_iter()) {
            let fit = fit(&self.skeleton(near.original)?, page);
            fits.push((fit + SHARE * near.share, fit, near));
        }
        fits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.original.cmp(&b.2.original)));
        let Some(&(best, fit, found)) = fits.first() else { return Ok(None) };
        if best <= LEAST || fit < LEAST_FIT || self.rivals.has_better(found, language) {
            return Ok(None);
        }
        // Of an original and its untranslated copy nothing tells which is which.
        let next = fits.get(1).map_or(0.0, |(next, ..)| *next);
        Ok((best > next + LEAD).then_some(found.original))
    }

    /// Finds the original that a page names itself, or that names the page.
    fn claimed(&self, url: Option<&str>, claims: &Claims) -> Option<usize> {
        let named = claims.translated_from.iter().chain(claims.alternates.iter().map(|(_, address)| address));
        let by_name = named.filter_map(|address| {
            let by_address = self.by_address.get(&whole(address)).copied();
            let path = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
            by_address.or_else(|| ends(path).find_map(|end| self.by_path.get(end).copied()))
        });
        let own = url.iter().filter_map(|url| self.by_address.get(&whole(url)).copied());
        let by_key = claims.key.iter().filter_map(|key| self.by_key.get(key).copied());
        by_name.chain(own).chain(by_key).next()
    }

    /// Finds the only original whose path ends as this one does: the longest end that both have. `is_named` tells that the
    /// page was named itself, and that its folders count from anywhere.
    fn by_end(&self, pattern: &str, is_named: bool) -> Option<usize> {
        let segments = |path: &str| path.split('/').count();
        let least = if is_named { 1 } else { 2 };
        ends(pattern).take_while(|end| segments(end) >= least).find_map(|end| self.by_end.get(end).copied().flatten())
    }
}

/// Gives a path and all its ends, the longest first.
fn ends(path: &str) -> impl Iterator<Item = &str> {
    iter::successors(Some(path), |rest| rest.split_once('/').map(|(_, rest)| rest))
}

/// Gives an address without scheme, anchor and the slash at its end.
fn whole(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('#').next().unwrap_or_default().trim_end_matches('/').to_lowercase()
}

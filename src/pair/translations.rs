//! The lines of all translations of a run: what most of them keep as it is in the original stays so on purpose, and what they
//! do not keep can be translated.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::language_of;
use super::same::lines;
use crate::error::Error;
use crate::language::Tag;
use crate::page::Page;
use crate::skeleton::Claims;
use crate::spill::Spill;

/// A page of which a larger share of lines is the same as in the original is hardly translated, and shows nothing.
const MOST_SAME: f64 = 0.5;

/// A page with fewer lines than this for each of the original is of another version, and what it lacks shows nothing.
const LEAST_LINES: f64 = 0.8;

/// Of more pages than these that have one original, the first ones tell: what most of a hundred do hardly ever differs from
/// what most of all do, and each page of an original reads the lines of all.
const MOST_TRANSLATIONS: usize = 100;

/// Most of these that are in one language, as scripts and regions have pages of their own: the others must not fill the room.
const MOST_OF_LANGUAGE: usize = 4;

/// Translations, and what they say.
#[derive(Debug, Default)]
pub(super) struct Translations {
    /// Those whose originals are not yet looked for.
    open: Vec<Open>,
    /// By original: the language and where in [`lines`](Self::lines) the keys of the lines are.
    of: BTreeMap<usize, Vec<(Tag, Range<u64>)>>,
    lines: Spill,
}

#[derive(Debug)]
struct Open {
    name: String,
    url: Option<String>,
    claims: Claims,
    language: Tag,
    lines: Range<u64>,
}

impl Translations {
    /// Keeps a page whose language is known.
    pub(super) fn add(&mut self, page: &Page) -> Result<(), Error> {
        let expected = page.expected.map(|expected| expected.tag).or_else(|| language_of(&page.name));
        let Some(language) = expected else { return Ok(()) };
        let bytes: Vec<u8> = lines(&page.skeleton.bones).into_iter().flat_map(u64::to_le_bytes).collect();
        let start = self.lines.push(&bytes)?;
        self.open.push(Open {
            name: page.name.clone(),
            url: page.url.clone(),
            claims: page.skeleton.claims.clone(),
            language,
            lines: start..self.lines.len(),
        });
        Ok(())
    }

    /// Finds the original of each page.
    pub(super) fn link(&mut self, find: impl Fn(&str, Option<&str>, &Claims) -> Option<usize>) {
        for Open { name, url, claims, language, lines } in std::mem::take(&mut self.open) {
            let Some(original) = find(&name, url.as_deref(), &claims) else { continue };
            let of = self.of.entry(original).or_default();
            let of_language = of.iter().filter(|(other, _)| other.same_language(language)).count();
            if of.len() < MOST_TRANSLATIONS && of_language < MOST_OF_LANGUAGE {
                of.push((language, lines));
            }
        }
    }

    /// Gives the lines of the translations of an original, with `own` lines, into other languages than `language`: ascending,
    /// for each that shows something.
    pub(super) fn others(&self, original: usize, language: Tag, own: &BTreeSet<u64>) -> Result<Vec<Vec<u64>>, Error> {
        let mut others = Vec::new();
        let mut bytes = Vec::new();
        let of = self.of.get(&original).map(Vec::as_slice).unwrap_or_default();
        for (_, place) in of.iter().filter(|(other, _)| !other.same_language(language)) {
            bytes.clear();
            self.lines.read(place.clone(), &mut bytes)?;
            let keys = bytes
                .chunks_exact(size_of::<u64>())
                .map(|key| key.try_into().map(u64::from_le_bytes).unwrap_or_default());
            let lines: Vec<u64> = keys.collect();
            let same = lines.iter().filter(|line| own.contains(line)).count() as f64;
            let count = lines.len() as f64;
            if same <= MOST_SAME * count && count >= LEAST_LINES * own.len() as f64 {
                others.push(lines);
            }
        }
        Ok(others)
    }
}

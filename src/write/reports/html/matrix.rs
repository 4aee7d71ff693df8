//! What of the originals is translated into which language, for the script and for those who run none.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::Finding;
use crate::write::coverage::{Coverage, State};
use crate::write::overview::Overview;

/// How many originals are listed, those that lack most: as many as pages are.
const ROWS: usize = super::data::PAGES;

/// The matrix.
#[derive(Serialize)]
pub(super) struct Matrix {
    /// The languages, by their tags: the columns.
    languages: Vec<String>,
    /// How many originals are in each state of [`State::ALL`], by language.
    totals: Vec<[usize; State::ALL.len()]>,
    rows: Vec<Row>,
    /// How many originals are not listed.
    more: usize,
}

/// An original.
#[derive(Serialize)]
struct Row {
    name: String,
    /// A digit a language, the place of its state in [`State::ALL`]; `-` where nothing is known.
    states: String,
    /// The listed page of the translation into each language, -1 where there is none.
    pages: Vec<i64>,
}

impl Matrix {
    /// Gathers the matrix; nothing where no page was held against an original. `listed` are the places in the run of the pages
    /// that are listed.
    pub(super) fn of(overview: &Overview, findings: &[Finding], listed: &[usize]) -> Option<Self> {
        let coverage = Coverage::of(overview, findings)?;
        let languages: Vec<String> = coverage.languages.keys().cloned().collect();
        let mut places: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for (place, &index) in listed.iter().enumerate() {
            let record = overview.pages.get(index).and_then(|page| page.record.as_ref());
            if let Some(translation) = record.and_then(|record| record.translation.as_ref()) {
                places.entry((&translation.original, translation.language.to_string())).or_insert(place);
            }
        }
        let row = |(name, states): (&String, &BTreeMap<String, State>)| {
            let digit = |language| states.get(language).and_then(|&state| char::from_digit(state as u32, 10));
            let page = |language: &String| {
                let place = places.get(&(name.as_str(), language.clone()));
                place.and_then(|&place| i64::try_from(place).ok()).unwrap_or(-1)
            };
            Row {
                name: name.clone(),
                states: languages.iter().map(|language| digit(language).unwrap_or('-')).collect(),
                pages: languages.iter().map(page).collect(),
            }
        };
        // What is not listed is left out before any row is made: there may be a hundred times as many.
        let mut originals: Vec<(&String, &BTreeMap<String, State>)> = coverage.pages.iter().collect();
        let more = originals.len().saturating_sub(ROWS);
        if more > 0 {
            originals.sort_by_key(|(_, states)| states.values().filter(|&&state| state == State::Done).count());
            originals.truncate(ROWS);
            originals.sort_unstable_by_key(|&(name, _)| name);
        }
        let rows = originals.into_iter().map(row).collect();
        let total = |language: &String| {
            let counts = coverage.languages.get(language);
            State::ALL.map(|state| counts.and_then(|counts| counts.get(state.name())).copied().unwrap_or_default())
        };
        Some(Self { totals: languages.iter().map(total).collect(), languages, rows, more })
    }

    /// Gives every language with how many originals are in each state.
    pub(super) fn by_language(&self) -> Vec<(&str, [usize; State::ALL.len()])> {
        self.languages.iter().map(String::as_str).zip(self.totals.iter().copied()).collect()
    }
}

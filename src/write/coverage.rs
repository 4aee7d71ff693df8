//! What of the originals is translated, page by page and language by language.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::Finding;
use crate::language::Tag;
use crate::page::Page;
use crate::paired::Pairing;
use crate::write::overview::Overview;

/// How far the translation of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing of it is left to do.
    Done,
    /// The original changed since.
    Stale,
    /// Parts of it are untranslated or missing.
    Partial,
    /// Most of it is in another language than it should be in.
    Untranslated,
    /// There is no page.
    Missing,
}

impl State {
    /// All of them, from good to bad.
    pub const ALL: [Self; 5] = [Self::Done, Self::Stale, Self::Partial, Self::Untranslated, Self::Missing];

    /// Gives the word that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Stale => "stale",
            Self::Partial => "partial",
            Self::Untranslated => "untranslated",
            Self::Missing => "missing",
        }
    }
}

/// Rules whose findings say that a part of a page is not translated.
const PARTIAL: &[&str] =
    &["untranslated-section", "mixed-language-section", "untranslated-title", "missing-section", "length-outlier"];

/// What is known of one translation: its original, its language, how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The name of the original.
    pub original: String,
    /// Its language.
    pub language: Tag,
    /// How far it is.
    pub state: State,
}

/// Tells of a page that is held against its original how far it is.
pub fn translation(page: &Page, findings: &[Finding]) -> Option<Translation> {
    let Pairing::Paired(paired) = &page.pairing else { return None };
    let language = page.expected.map_or(Tag::UND, |expected| expected.tag);
    let found = page.detected.tag;
    let has = |rules: &[&str]| findings.iter().any(|finding| rules.contains(&finding.rule));
    let state = if !found.is_und() && !language.is_und() && !found.same_language(language) {
        State::Untranslated
    } else if has(PARTIAL) {
        State::Partial
    } else if has(&["stale-translation"]) {
        State::Stale
    } else {
        State::Done
    };
    Some(Translation { original: paired.original.page.clone(), language, state })
}

/// The matrix: originals by languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the fields are those of summary.json, explained in docs/records.md")]
pub struct Coverage {
    /// How many originals are in which state, by language.
    pub languages: BTreeMap<String, BTreeMap<&'static str, usize>>,
    /// The state of each original, by language.
    pub pages: BTreeMap<String, BTreeMap<String, State>>,
}

impl Coverage {
    /// Gathers the matrix; `None` where no page was held against an original.
    pub fn of(overview: &Overview, findings: &[Finding]) -> Option<Self> {
        let mut coverage = Self::default();
        let mut add = |original: &str, language: Tag, state: State| {
            let row = coverage.pages.entry(original.to_owned()).or_default();
            // Of two translations of one page into one language the better counts.
            let known = row.entry(language.to_string()).or_insert(state);
            *known = state.min(*known);
        };
        for translation in overview.pages.iter().filter_map(|page| page.record.as_ref()?.translation.as_ref()) {
            add(&translation.original, translation.language, translation.state);
        }
        for finding in findings.iter().filter(|finding| finding.rule == "missing-translation") {
            add(&finding.page, finding.expected.unwrap_or_default(), State::Missing);
        }
        for row in coverage.pages.values() {
            for (language, state) in row {
                let states = coverage.languages.entry(language.clone()).or_default();
                *states.entry(state.name()).or_default() += 1;
            }
        }
        (!coverage.pages.is_empty()).then_some(coverage)
    }
}

//! What a run was asked to do: defaults, overlaid by the pipeline file, overlaid by flags. Built once, by `cli`; the steps
//! only read it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::document::Format;
use crate::finding::Severity;
use crate::glossary::Glossary;
use crate::ignore::PageIgnore;
use crate::language::Expected;
use crate::locale::Locale;
use crate::selector::Selector;
use crate::terms::Terms;

/// All that steps need to know. `Default` is what a run without flags and pipeline does.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The language every page should be in, by flag or pipeline.
    pub expected: Option<Expected>,
    /// The anchor of relative dates, by flag or pipeline; stands before a page's own `fetched_at`.
    pub now: Option<Timestamp>,
    /// Where the sites' clocks stand, for days and times that say no offset; UTC where `None`.
    pub zone: Option<TimeZone>,
    /// Whether a file's modification time may anchor its relative dates where nothing else does.
    pub anchor_at_modification: bool,
    /// The format of every input, where content and extension are not to decide.
    pub input_format: Option<Format>,
    /// Names of the fields of JSONL records.
    pub fields: FieldNames,
    /// CSS selectors by site.
    pub sites: Vec<SiteOverride>,
    /// Terms that stay as they are in every language.
    pub terms: Terms,
    /// What the pipeline file says of rules, by rule name.
    pub rules: BTreeMap<String, RuleSettings>,
    /// What the pipeline file wants ignored on which pages.
    pub ignores: Vec<PageIgnore>,
    /// Numbers that rules compare against.
    pub thresholds: Thresholds,
    /// The language of reports.
    pub locale: Locale,
    /// What terms of the originals have to be in other languages.
    pub glossary: Glossary,
    /// Whether pages are held against their originals.
    pub pairs: bool,
    /// Whether records keep `other` blocks.
    pub include_other: bool,
}

/// The names under which a JSONL record keeps what korrektur reads, each a list of names tried in order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field lists the names of the record's field it is named after")]
pub struct FieldNames {
    pub id: Vec<String>,
    pub url: Vec<String>,
    pub title: Vec<String>,
    pub html: Vec<String>,
    pub text: Vec<String>,
    pub markdown: Vec<String>,
    pub author: Vec<String>,
    pub date: Vec<String>,
    pub category: Vec<String>,
    pub language: Vec<String>,
    pub fetched_at: Vec<String>,
}

impl Default for FieldNames {
    fn default() -> Self {
        let names = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect();
        Self {
            id: names(&["id"]),
            url: names(&["url"]),
            title: names(&["title"]),
            html: names(&["html"]),
            text: names(&["text"]),
            markdown: names(&["markdown"]),
            author: names(&["author"]),
            date: names(&["date"]),
            category: names(&["category"]),
            language: names(&["language", "lang"]),
            fetched_at: names(&["fetched_at"]),
        }
    }
}

/// What the pipeline file says about the pages of one site, for sites that no general rule splits right. CSS selectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the kinds and fields of blocks")]
pub struct SiteOverride {
    /// Host name (`example.dk`, its subdomains included) or page-name glob that the override applies to.
    pub site: String,
    pub article: Option<Selector>,
    pub profile: Option<Selector>,
    pub teaser: Option<Selector>,
    pub drop: Option<Selector>,
    pub title: Option<Selector>,
    pub author: Option<Selector>,
    pub date: Option<Selector>,
    pub category: Option<Selector>,
}

/// What the pipeline file says of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSettings {
    /// Switched on or off; on by default.
    pub enabled: Option<bool>,
    /// Another severity than the rule's own.
    pub severity: Option<Severity>,
}

/// Numbers that rules compare against. The defaults are the documented ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// How sure the detector must be that a text is in another language before it is reported, 0 to 1.
    pub language_confidence: f64,
    /// Jaccard similarity of word 3-shingles from which two sections are near duplicates, 0 to 1. A changed word changes
    /// three shingles: copies with one word in ten changed are 0.6 alike, with three in ten 0.14 to 0.25; unrelated texts 0.
    pub near_duplicate: f64,
    /// Shortest text, in words (characters in scripts without spaces), that is compared with others.
    pub duplicate_words: usize,
    /// Shortest text, in words, that can be reported as untranslated.
    pub untranslated_words: usize,
    /// How often a title may stand on its page before it is reported.
    pub title_repeats: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            language_confidence: 0.9,
            near_duplicate: 0.14,
            duplicate_words: 12,
            untranslated_words: 3,
            title_repeats: 2,
        }
    }
}

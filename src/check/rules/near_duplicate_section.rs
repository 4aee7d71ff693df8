//! # near-duplicate-section
//!
//! ## What it does
//! Reports a section of an article or a profile that stands elsewhere too with some words changed, sentences moved,
//! something added or cut off, or a long paragraph of which stands elsewhere word for word. Likeness is the share of
//! three-word runs that two texts have in common (Jaccard similarity), counted and not estimated. The original is
//! told as in [duplicate-section]; the others are reported. Sections in a row that come from the same article are one finding, and
//! so is a whole article.
//!
//! No fault, and not reported: whatever [duplicate-section] leaves out; frames filled with other facts (many sections
//! that differ in names and numbers, or texts full of numbers); a teaser under the title of its article; sections of one
//! article that share some phrases; a translation. `check --explain-duplicates PAGE` says what was decided, and why.
//!
//! ## Why it is bad
//! Two versions of one text drift apart: sooner or later one of them is wrong.
//!
//! ## Example
//! Bad, `a.md` and `b.md`:
//! ```text
//! Write to us at least two days before the appointment if you cannot come, and you will not be charged.
//! ```
//! ```text
//! Write to us at least one week before the appointment if you cannot come, and you will not be charged.
//! ```
//! Good: one of the two, with a link to it from the other page.
//!
//! ## How to mend it
//! Decide which version holds, keep it in one place and delete or rewrite the other.
//!
//! ## Settings
//! `[thresholds] near-duplicate` (0.14): likeness from which two texts are near duplicates, 0 to 1. `[thresholds]
//! duplicate-words` (12): the shortest text that is compared. `[rules.near-duplicate-section]`: `enabled`, `severity`.

use crate::check::copies::{Copies, TextCopy};
use crate::check::{Draft, Rule, Scope};
use crate::corpus::Corpus;
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "near-duplicate-section",
    severity: Severity::Warning,
    summary: "A text stands elsewhere too with little changed",
    scope: Scope::Corpus(check),
    mqm: None,
    source: include_str!("near_duplicate_section.rs"),
};

fn check(corpus: &Corpus, copies: &Copies) -> Vec<(usize, Draft)> {
    let near = copies.texts.iter().filter(|copy| !copy.is_equal);
    let percent = |copy: &TextCopy| format!("{:.0}", copy.similarity * 100.0);
    near.map(|copy| copy.draft(corpus, copy.message(RULE.name, corpus).with("percent", percent(copy)))).collect()
}

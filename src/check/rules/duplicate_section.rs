//! # duplicate-section
//!
//! ## What it does
//! Reports a section of an article or a profile that stands word for word elsewhere too, on its own page or another one.
//! Case, punctuation, quotes, spacing, soft hyphens and Unicode form do not count, and neither does the heading. The original
//! is the one whose page was published first, where that is known, else the first in the input; every other one is reported
//! and lists the others. Sections in a row that come from the same article are one finding, and so is a whole article.
//!
//! No fault, and not reported: navigation, footers, notices and whatever else stands on most pages of a site or ends three
//! articles or more; teasers; the same profile under the same name; code; texts shorter than `duplicate-words`.
//!
//! ## Why it is bad
//! Readers meet the same text twice, and a correction made in one place is missing in the other.
//!
//! ## Example
//! Bad, `a.md` and `b.md`:
//! ```text
//! ## Cancelling
//!
//! Write to us at least two days before the appointment if you cannot come, and you will not be charged.
//! ```
//! Good: `a.md` as above, and in `b.md`
//! ```text
//! ## Cancelling
//!
//! The same rules as for all appointments apply.
//! ```
//!
//! ## How to mend it
//! Keep the original and rewrite, shorten or delete the copy.
//!
//! ## Settings
//! `[thresholds] duplicate-words` (12): the shortest text that is compared, in words, or in characters of scripts without
//! spaces. `[rules.duplicate-section]`: `enabled`, `severity`.

use crate::check::copies::Copies;
use crate::check::{Draft, Rule, Scope};
use crate::corpus::Corpus;
use crate::finding::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-section",
    severity: Severity::Error,
    summary: "A text stands word for word elsewhere too",
    scope: Scope::Corpus(check),
    mqm: None,
    source: include_str!("duplicate_section.rs"),
};

fn check(corpus: &Corpus, copies: &Copies) -> Vec<(usize, Draft)> {
    let equal = copies.texts.iter().filter(|copy| copy.is_equal);
    equal.map(|copy| copy.draft(corpus, copy.message(RULE.name, corpus))).collect()
}

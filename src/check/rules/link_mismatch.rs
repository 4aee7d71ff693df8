//! # link-mismatch
//!
//! ## What it does
//! Reports links of a section that lead elsewhere than those of the same section of the original, are missing, or are added.
//! The same page in the reader's language is no difference: a language in path, host, file name or query does not count, and
//! neither does an anchor that was translated with its heading. Links within the page are not compared.
//!
//! ## Why it is bad
//! Readers are led to a page that does not exist, is out of date, or is in a language that they cannot read.
//!
//! ## Example
//! Bad, `en/trips.md` and `da/ture.md`:
//! ```text
//! See [the prices](/en/prices).          Se [priserne](/da/prices-2019).
//! ```
//! Good:
//! ```text
//! See [the prices](/en/prices).          Se [priserne](/da/prices).
//! ```
//!
//! ## How to mend it
//! Correct the link.
//!
//! ## Settings
//! `[rules.link-mismatch]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).
use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{About, Paired};

/// The rule.
pub const RULE: Rule = Rule {
    name: "link-mismatch",
    severity: Severity::Warning,
    summary: "A link leads elsewhere than in the original",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/mistranslation"),
    source: include_str!("link_mismatch.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    held::differences(page, paired, About::Link, RULE.name)
}

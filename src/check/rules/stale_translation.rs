//! # stale-translation
//!
//! ## What it does
//! Reports a section whose original changed since it was translated. A section was translated when its text last changed, as
//! the page's history in version control tells; if the original's section said something else then, the translation is behind.
//! So a page that was touched last week may have sections that are years old, and a typing error that was mended in the
//! translation makes it no younger than its text.
//!
//! A finding that is in the baseline stays silent until the original changes again: its fingerprint is made from what the
//! original says.
//!
//! ## Why it is bad
//! The page reads as if it were true, and tells what was true once.
//!
//! ## Example
//! Bad: `en/prices.md` was changed in May (`A ticket costs 20 kroner`), `da/priser.md` was translated in March (`En billet
//! koster 15 kroner`).
//!
//! Good: the Danish section was changed in May or later.
//!
//! ## How to mend it
//! Translate the section anew, or accept the finding in the baseline where the change means nothing in the language.
//!
//! ## Settings
//! `[rules.stale-translation]`: `enabled`, `severity`. The rule speaks where a run has originals (`--original`, `--original-language`)
//! and both are files of a Git repository.

use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{Paired, Stale};

/// The rule.
pub const RULE: Rule = Rule {
    name: "stale-translation",
    severity: Severity::Warning,
    summary: "The original of a section changed since it was translated",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/mistranslation"),
    source: include_str!("stale_translation.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    paired.stale.iter().map(|stale| draft(page, paired, stale)).collect()
}

fn draft(page: &Page, paired: &Paired, stale: &Stale) -> Draft {
    let message = held::named(RULE.name, std::slice::from_ref(&stale.part));
    Draft {
        key: Some(stale.key),
        message: held::told_original(message, paired, Some(&stale.original)),
        related: held::related(paired, std::slice::from_ref(&stale.original)),
        related_total: 1,
        ..held::draft(page, std::slice::from_ref(&stale.part))
    }
}

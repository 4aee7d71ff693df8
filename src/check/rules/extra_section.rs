//! # extra-section
//!
//! ## What it does
//! Reports sections of a translated page that its original does not have. Sections are aligned as for `missing-section`;
//! sections in a row are one finding.
//!
//! ## Why it is bad
//! Readers of one language are told what the others are not: text left from an older version, a note of the translator, or
//! a section that was put on the wrong page.
//!
//! ## Example
//! Bad, `en/trips.md` and `da/ture.md`:
//! ```text
//! ## Booking                             ## Bestilling
//! Book two days ahead.                   Bestil to dage før.
//!                                        ## Parkering
//!                                        Der er gratis parkering ved havnen.
//! ```
//! Good: the same sections in both.
//!
//! ## How to mend it
//! Take the section out, or add it to the original.
//!
//! ## Settings
//! `[rules.extra-section]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).
use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{Paired, Part};

/// The rule.
pub const RULE: Rule = Rule {
    name: "extra-section",
    severity: Severity::Warning,
    summary: "A section of the translation is not in the original",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/addition"),
    source: include_str!("extra_section.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    paired.extra.iter().map(|run| draft(page, paired, run)).collect()
}

fn draft(page: &Page, paired: &Paired, run: &[Part]) -> Draft {
    Draft {
        message: held::told_original(held::named(RULE.name, run), paired, None),
        ..held::draft(page, run)
    }
}

//! # reordered-section
//!
//! ## What it does
//! Reports sections of a translated page that stand in another place than in the original. Sections are aligned as for
//! `missing-section`; of two that changed places, the fewest are reported without which the rest is in the original's order.
//! `related` says where they stand there.
//!
//! ## Why it is bad
//! The text was written to be read in its order: a step before the one that it needs, an answer before its question.
//!
//! ## Example
//! Bad, `en/trips.md` and `da/ture.md`:
//! ```text
//! ## Booking                             ## Afbestilling
//! Book two days ahead.                   Du kan afbestille indtil aftenen før.
//! ## Cancelling                          ## Bestilling
//! You can cancel until the evening.      Bestil to dage før.
//! ```
//! Good: both in the same order.
//!
//! ## How to mend it
//! Move the section to where the original has it.
//!
//! ## Settings
//! `[rules.reordered-section]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).
use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{Paired, Part};

/// The rule.
pub const RULE: Rule = Rule {
    name: "reordered-section",
    severity: Severity::Warning,
    summary: "A section stands in another place than in the original",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/mistranslation"),
    source: include_str!("reordered_section.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    paired.moved.iter().map(|run| draft(page, paired, run)).collect()
}

fn draft(page: &Page, paired: &Paired, run: &[(Part, Part)]) -> Draft {
    let (own, originals): (Vec<Part>, Vec<Part>) = run.iter().cloned().unzip();
    Draft {
        message: held::told_original(held::named(RULE.name, &own), paired, originals.first()),
        related: held::related(paired, &originals),
        related_total: originals.len(),
        ..held::draft(page, &own)
    }
}

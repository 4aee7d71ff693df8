//! # missing-section
//!
//! ## What it does
//! Reports sections of the original that the translated page does not have. Sections are aligned by what survives translation:
//! depth and order of headings, lengths, numbers, links, images, code, names and cognates; a heading needs no identifier, and
//! may be worded as the translator likes. Sections in a row are one finding. `related` points at them in the original; the
//! finding itself stands where they should be, behind the last section before them.
//!
//! ## Why it is bad
//! A reader of the translation never hears of what the section says, and nothing on the page shows that it is not there.
//!
//! ## Example
//! Bad, `en/trips.md` and `da/ture.md`:
//! ```text
//! # Trips                                # Ture
//! ## Booking                             ## Bestilling
//! Book two days ahead.                   Bestil to dage før.
//! ## Cancelling
//! You can cancel until the evening.
//! ```
//! Good:
//! ```text
//! # Trips                                # Ture
//! ## Booking                             ## Bestilling
//! Book two days ahead.                   Bestil to dage før.
//! ## Cancelling                          ## Afbestilling
//! You can cancel until the evening.      Du kan afbestille indtil aftenen før.
//! ```
//!
//! ## How to mend it
//! Translate the section, or take it out of the original.
//!
//! ## Settings
//! `[rules.missing-section]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).
use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{Missing, Paired};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-section",
    severity: Severity::Error,
    summary: "A section of the original is missing in the translation",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/omission"),
    source: include_str!("missing_section.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    paired.missing.iter().map(|missing| draft(page, paired, missing)).collect()
}

fn draft(page: &Page, paired: &Paired, missing: &Missing) -> Draft {
    let first = missing.parts.first();
    let at = missing.after.as_ref().map_or(0, |part| part.place.span.end);
    let message = held::told_original(held::named(RULE.name, &missing.parts), paired, first);
    Draft {
        place: page.place(Span::new(at, at)),
        text: first.map(|part| part.heading.clone()).unwrap_or_default(),
        key: Some(held::key(&missing.parts)),
        message,
        block: missing.after.as_ref().map(|part| part.block),
        related_total: missing.parts.len(),
        related: held::related(paired, &missing.parts),
        ..Draft::default()
    }
}

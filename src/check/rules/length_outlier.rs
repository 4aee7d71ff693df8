//! # length-outlier
//!
//! ## What it does
//! Reports a section of a translated page that has less than half of the letters that it should have by the usual ratio of the
//! page: how many letters its sections have for one of the original, in the middle. Sections of fewer than 200 letters, and pages
//! with fewer than four sections that are long enough to tell, are not judged.
//!
//! ## Why it is bad
//! The translation was abridged in silence: the heading is there, half of what stands under it is not.
//!
//! ## Example
//! Bad: under `## Cancelling` the original has three paragraphs, the translation one sentence, while its other sections are as
//! long as those of the original.
//!
//! Good: every paragraph is translated, or the section says that it is a summary.
//!
//! ## How to mend it
//! Translate the rest of the section.
//!
//! ## Settings
//! `[rules.length-outlier]`: `enabled`, `severity`. The rule speaks where a run has originals (`--original`, `--original-language`).

use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{Abridged, Paired};

/// The rule.
pub const RULE: Rule = Rule {
    name: "length-outlier",
    severity: Severity::Warning,
    summary: "A section is far shorter than its original usually becomes",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/omission"),
    source: include_str!("length_outlier.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    paired.abridged.iter().map(|abridged| draft(page, paired, abridged)).collect()
}

fn draft(page: &Page, paired: &Paired, abridged: &Abridged) -> Draft {
    let share = 100.0 * abridged.ratio / abridged.usual;
    let message = held::named(RULE.name, std::slice::from_ref(&abridged.part)).with("percent", format!("{share:.0}"));
    Draft {
        message: held::told_original(message, paired, Some(&abridged.original)),
        related: held::related(paired, std::slice::from_ref(&abridged.original)),
        related_total: 1,
        ..held::draft(page, std::slice::from_ref(&abridged.part))
    }
}

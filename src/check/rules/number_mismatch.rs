//! # number-mismatch
//!
//! ## What it does
//! Reports numbers in the prose of a section that are others than in the same section of the original. Forms of a locale
//! (`1,000.5`, `1.000,5`, `١٬٠٠٠`), hours of half a day, words for thousands and millions (万 too), other units for the same quantity
//! and the order do not count. Single digits are not compared, as many are written as words, and neither is a number up to 12 that
//! only one side writes in digits.
//!
//! ## Why it is bad
//! A wrong year, price or limit is believed; nobody who reads only the translation can see that it is wrong.
//!
//! ## Example
//! Bad, `en/trips.md` and `da/ture.md`:
//! ```text
//! The trip takes 45 minutes.             Turen tager 54 minutter.
//! ```
//! Good:
//! ```text
//! The trip takes 45 minutes.             Turen tager 45 minutter.
//! ```
//!
//! ## How to mend it
//! Correct the number, or the original.
//!
//! ## Settings
//! `[rules.number-mismatch]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).
use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{About, Paired};

/// The rule.
pub const RULE: Rule = Rule {
    name: "number-mismatch",
    severity: Severity::Warning,
    summary: "A number is another than in the original",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/mistranslation"),
    source: include_str!("number_mismatch.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    held::differences(page, paired, About::Number, RULE.name)
}

//! # image-mismatch
//!
//! ## What it does
//! Reports images of a section that are not those of the same section of the original. An image drawn anew for the language
//! is no difference: the same file name in another folder, or with the language in its name.
//!
//! ## Why it is bad
//! A picture that is missing takes with it what the text refers to.
//!
//! ## Example
//! Bad, `en/trips.md` and `da/ture.md`:
//! ```text
//! ![The harbour](img/harbour.png)        ![Havnen](img/station.png)
//! ```
//! Good:
//! ```text
//! ![The harbour](img/harbour.png)        ![Havnen](img/da/harbour.png)
//! ```
//!
//! ## How to mend it
//! Put the original's image there, or one of the same name for the language.
//!
//! ## Settings
//! `[rules.image-mismatch]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).
use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{About, Paired};

/// The rule.
pub const RULE: Rule = Rule {
    name: "image-mismatch",
    severity: Severity::Warning,
    summary: "An image is another than in the original",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/omission"),
    source: include_str!("image_mismatch.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    held::differences(page, paired, About::Image, RULE.name)
}

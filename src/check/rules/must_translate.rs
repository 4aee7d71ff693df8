//! # must-translate
//!
//! ## What it does
//! Reports a section whose original has a term of the glossary, while the section has nothing that starts like the translation
//! that the glossary gives for its language. Case does not count, and neither do endings.
//!
//! ## Why it is bad
//! One thing that has two names is taken for two things.
//!
//! ## Example
//! Bad, with `account,konto` in the glossary:
//! ```text
//! Create an account.                     Opret en profil.
//! ```
//! Good:
//! ```text
//! Create an account.                     Opret en konto.
//! ```
//!
//! ## How to mend it
//! Use the translation of the glossary, or change the glossary.
//!
//! ## Settings
//! `[translation] glossary`: a CSV or TBX file. `[rules.must-translate]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).

use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::Paired;

/// The rule.
pub const RULE: Rule = Rule {
    name: "must-translate",
    severity: Severity::Warning,
    summary: "A term is not translated as the glossary says",
    scope: Scope::Paired(check),
    mqm: Some("terminology/inconsistent-with-terminology-resource"),
    source: include_str!("must_translate.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    paired.terms.iter().filter(|misnamed| !misnamed.is_kept).map(|misnamed| held::misnamed(page, paired, misnamed, RULE.name)).collect()
}

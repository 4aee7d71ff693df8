//! # do-not-translate
//!
//! ## What it does
//! Reports a section whose original has a term that the glossary wants to stay as it is, while the section does not have it, letter
//! by letter. A glossary row without any translation is such a term, and one whose translation is the term itself.
//!
//! ## Why it is bad
//! Names of products, commands and labels are looked for as they are; a translated one is not found.
//!
//! ## Example
//! Bad, with `Blue Nest` in the glossary:
//! ```text
//! Open Blue Nest.                        Åbn Den Blå Rede.
//! ```
//! Good:
//! ```text
//! Open Blue Nest.                        Åbn Blue Nest.
//! ```
//!
//! ## How to mend it
//! Put the term there as it is, or give the glossary a translation.
//!
//! ## Settings
//! `[translation] glossary`: a CSV or TBX file. `[rules.do-not-translate]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).

use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::Paired;

/// The rule.
pub const RULE: Rule = Rule {
    name: "do-not-translate",
    severity: Severity::Warning,
    summary: "A term that has to stay as it is was translated",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/do-not-translate"),
    source: include_str!("do_not_translate.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    paired.terms.iter().filter(|misnamed| misnamed.is_kept).map(|misnamed| held::misnamed(page, paired, misnamed, RULE.name)).collect()
}

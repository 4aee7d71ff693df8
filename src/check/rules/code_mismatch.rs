//! # code-mismatch
//!
//! ## What it does
//! Reports lines of code of a section that differ from those of the same section of the original in more than may be translated:
//! comments, strings, text between tags, output in words. Names that look like code (`camelCase`, `snake_case`) have to be the
//! same in those too.
//!
//! ## Why it is bad
//! Readers copy code. What was changed by a slip, or left behind when the original changed, fails on them.
//!
//! ## Example
//! Bad, `en/start.md` and `da/start.md`:
//! ```text
//! add(1, 2) // gives 3                   add(1, 2, x) // giver 3
//! ```
//! Good:
//! ```text
//! add(1, 2) // gives 3                   add(1, 2) // giver 3
//! ```
//!
//! ## How to mend it
//! Copy the code from the original anew, and translate comments and texts in it.
//!
//! ## Settings
//! `[rules.code-mismatch]`: `enabled`, `severity`. The rule speaks where a run has originals
//! (`--original`, `--original-language`).
use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::page::Page;
use crate::paired::{About, Paired};

/// The rule.
pub const RULE: Rule = Rule {
    name: "code-mismatch",
    severity: Severity::Warning,
    summary: "A line of code is another than in the original",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/mistranslation"),
    source: include_str!("code_mismatch.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    held::differences(page, paired, About::Code, RULE.name)
}

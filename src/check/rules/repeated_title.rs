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

fn check(page: &Page, settings: &Settings) -> Vec<Draft> {
    let articles = page.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Article);
    articles.filter_map(|(number, block)| draft(page, number, block, settings.thresholds.title_repeats)).collect()
}

fn draft(page: &Page, number: usize, block: &Block, allowed: usize) -> Option<Draft> {
    let title = block.title.as_ref()?;
    let key = text_key(&title.text);
    let lines = lines_saying(page, block, key);
    let surplus = lines.get(allowed.max(1)..)?;
    let (first, last) = (surplus.first()?, surplus.last()?);
    Some(Draft {
        place: page.place(first.join(*last)),
        text: title.text.clone(),
        message: format!("the title stands {} times on the page", lines.len()),
        help: "keep one and delete the others from the text or the template".into(),
        block: Some(number),
        ..Draft::default()
    })
}

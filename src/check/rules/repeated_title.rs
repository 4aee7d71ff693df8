//! # repeated-title
//!
//! ## What it does
//! Reports an article whose title stands more often on its page than a page needs: once as the title and, at most, once
//! more (a breadcrumb, a page head). Lines of the article that say nothing but the title are counted; teasers are not. The
//! finding covers the lines that are too many.
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
//! `[thresholds] title-repeats` (2): how often the title may stand there. `[rules.repeated-title]`: `enabled`,
//! `severity`.

use crate::check::{Draft, Rule, Scope};
use crate::finding::Severity;
use crate::message::Message;
use crate::page::{Block, Kind, Page};
use crate::settings::Settings;
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "repeated-title",
    severity: Severity::Warning,
    summary: "The title of an article stands too often on its page",
    scope: Scope::Page(check),
    mqm: None,
    source: include_str!("repeated_title.rs"),
};

fn check(page: &Page, settings: &Settings) -> Vec<Draft> {
    let articles = page.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Article);
    articles.filter_map(|(number, block)| draft(page, number, block, settings.thresholds.title_repeats)).collect()
}

fn draft(page: &Page, number: usize, block: &Block, allowed: usize) -> Option<Draft> {
    let title = block.title.as_ref()?;
    let mut places: Vec<Span> = title.span.iter().chain(&block.title_repeats).copied().collect();
    places.sort_unstable();
    places.dedup();
    let (first, last) = (*places.get(allowed.max(1))?, *places.last()?);
    Some(Draft {
        place: page.place(first.join(last)),
        text: title.text.clone(),
        message: Message::new(RULE.name).with("times", places.len()),
        block: Some(number),
        ..Draft::default()
    })
}

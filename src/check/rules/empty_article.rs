//! # empty-article
//!
//! ## What it does
//! Reports an article that has a title and nothing else: no text under it, or only the title again. An article of little
//! text, of code or of captions is not empty.
//!
//! ## Why it is bad
//! The text was lost on the way (a script that did not run, a failed import, a paywall), or was never written.
//!
//! ## Example
//! Bad:
//! ```text
//! # Our new practice in Odense
//!
//! 3 November 2023
//! ```
//! Good: the same with the article under it.
//!
//! ## How to mend it
//! Fetch the page again with what it needs to show its text, write the text, or take the page out.
//!
//! ## Settings
//! `[rules.empty-article]`: `enabled`, `severity`.

use crate::check::{Draft, Rule, Scope};
use crate::words::text_key;
use crate::finding::Severity;
use crate::message::Message;
use crate::page::{Block, Kind, Page};
use crate::settings::Settings;

/// The rule.
pub const RULE: Rule = Rule {
    name: "empty-article",
    severity: Severity::Error,
    summary: "An article has a title and no text",
    scope: Scope::Page(check),
    mqm: None,
    source: include_str!("empty_article.rs"),
};

fn check(page: &Page, _: &Settings) -> Vec<Draft> {
    let articles = page.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Article);
    let empty = articles.filter_map(|(number, block)| {
        let title = block.title.as_ref()?;
        has_only_its_title(block, &title.text).then(|| Draft {
            place: page.place(title.span.unwrap_or(block.span)),
            text: title.text.clone(),
            message: Message::new(RULE.name),
            block: Some(number),
            ..Draft::default()
        })
    });
    empty.collect()
}

fn has_only_its_title(block: &Block, title: &str) -> bool {
    let title = text_key(title);
    let paragraphs = block.sections.iter().flat_map(|section| &section.paragraphs);
    paragraphs.into_iter().all(|paragraph| text_key(&paragraph.text) == title)
}

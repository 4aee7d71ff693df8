//! # untranslated-title
//!
//! ## What it does
//! Reports a title in a list (a teaser's), a category, or the title that an article has only in what the page says of itself
//! (front matter, `<title>`, a field of the record), where it is in another language than the page should be in. The title that
//! stands above its article is text of it: `untranslated-section` reports it, with what follows. A title is short, so only what
//! is sure is reported: names, brands and words that languages share say nothing. Names of profiles are never looked at.
//!
//! ## Why it is bad
//! Titles stand in lists, search results and shared links: they are what readers see of a page before they open it.
//!
//! ## Example
//! Bad (on a page that should be in Danish):
//! ```text
//! 10 Benefits of Working Together
//! ```
//! Good:
//! ```text
//! 10 fordele ved at arbejde sammen
//! ```
//!
//! ## How to mend it
//! Translate it, in the page and in the list that leads to it.
//!
//! ## Settings
//! `[thresholds] language-confidence` (0.9): how sure the language must be. `[thresholds] untranslated-words` (3): how
//! many words a title must have; a category needs two. `[rules.untranslated-title]`: `enabled`, `severity`.

use super::page_language_mismatch::claim_is_wrong;
use crate::check::{Draft, Rule, Scope};
use crate::finding::Severity;
use crate::language::Tag;
use crate::message::Message;
use crate::page::{Field, Kind, Page};
use crate::settings::Settings;
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "untranslated-title",
    severity: Severity::Error,
    summary: "A title or category is in another language than the page should be in",
    scope: Scope::Page(check),
    mqm: Some("accuracy/untranslated"),
    source: include_str!("untranslated_title.rs"),
};

/// How many words a category must have to be reported: single words are shared by many languages.
const CATEGORY_WORDS: usize = 2;

fn check(page: &Page, settings: &Settings) -> Vec<Draft> {
    let Some(expected) = page.expected.map(|expected| expected.tag).filter(|_| !claim_is_wrong(page, settings)) else {
        return Vec::new();
    };
    let mut drafts = Vec::new();
    for (index, block) in page.blocks.iter().enumerate() {
        if !matches!(block.kind, Kind::Article | Kind::Teaser) {
            continue;
        }
        // Above its article a title is text: `untranslated-section` reports it with what follows.
        let is_text = |title: &&Field| block.kind == Kind::Article && title.span.is_some();
        let title = block.title.iter().filter(|title| !is_text(title)).map(|field| (field, "title", settings.thresholds.untranslated_words));
        let category = block.category.iter().map(|field| (field, "category", CATEGORY_WORDS));
        for (field, name, least_words) in title.chain(category) {
            if is_foreign(field, expected, least_words, settings) {
                let start = Span::new(block.span.start, block.span.start);
                drafts.push(draft(page, index, expected, field, name, field.span.unwrap_or(start)));
            }
        }
    }
    drafts
}

fn is_foreign(field: &Field, expected: Tag, least_words: usize, settings: &Settings) -> bool {
    let language = field.language;
    let words = field.text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    !language.tag.is_und()
        && !language.tag.same_language(expected)
        && language.confidence >= settings.thresholds.language_confidence
        && words >= least_words
}

fn draft(page: &Page, index: usize, expected: Tag, field: &Field, name: &str, span: Span) -> Draft {
    let kind = page.blocks.get(index).map_or("", |block| block.kind.name());
    Draft {
        place: page.place(span),
        text: field.text.clone(),
        message: Message::new(RULE.name)
            .with("field", name)
            .with("kind", kind)
            .with("found", field.language.tag)
            .with("expected", expected),
        block: Some(index),
        expected: Some(expected),
        found: Some(field.language.tag),
        confidence: Some(field.language.confidence),
        ..Draft::default()
    }
}

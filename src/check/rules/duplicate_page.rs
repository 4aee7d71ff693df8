//! # duplicate-page
//!
//! ## What it does
//! Reports a page whose articles, profiles and teasers all say what those of an older page say: one page under two names.
//! It is one finding; its sections are not reported again. Chrome does not count. Switched off, the sections of
//! such pages are reported by [duplicate-section] like all others.
//!
//! ## Why it is bad
//! Readers and search engines find the same page twice, and only one of them will be kept up to date.
//!
//! ## Example
//! Bad: `news/opening.html` and `print/opening.html` with the same article.
//!
//! Good: one of the two.
//!
//! ## How to mend it
//! Delete one, or let it lead to the other.
//!
//! ## Settings
//! `[thresholds] duplicate-words` (12): the least text, in words, that a page must have. `[rules.duplicate-page]`:
//! `enabled`, `severity`.

use crate::check::copies::{Copies, PageCopy};
use crate::check::{Draft, Rule, Scope};
use crate::corpus::Corpus;
use crate::finding::Severity;
use crate::message::Message;

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-page",
    severity: Severity::Error,
    summary: "A page says what another page says",
    scope: Scope::Corpus(check),
    mqm: None,
    source: include_str!("duplicate_page.rs"),
};

fn check(corpus: &Corpus, copies: &Copies) -> Vec<(usize, Draft)> {
    copies.pages.iter().filter_map(|copy| Some((copy.page, draft(corpus, copy)?))).collect()
}

fn draft(corpus: &Corpus, copy: &PageCopy) -> Option<Draft> {
    let page = &corpus.pages()[copy.page];
    let original = &corpus.pages()[*copy.others.first()?];
    Some(Draft {
        place: corpus.place(page.sections.clone()),
        text: copy.excerpt.clone(),
        key: Some(page.key),
        message: Message::new(RULE.name).with("original", original.name.as_str()),
        // Its first, as of the pages in `related`.
        block: corpus.blocks().get(page.blocks.clone()).and_then(|blocks| Some(blocks.first()?.number)),
        related: copy.related(corpus),
        related_total: copy.total,
        ..Draft::default()
    })
}

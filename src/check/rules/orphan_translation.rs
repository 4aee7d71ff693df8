//! # orphan-translation
//!
//! ## What it does
//! Reports a page without an original: none has its path, none is named by it or names it, and none holds what it holds.
//!
//! ## Why it is bad
//! The original was deleted or moved, and the translation goes on serving what it said.
//!
//! ## Example
//! Bad: `da/gamle-priser.md` is there, `en/old-prices.md` was deleted a year ago.
//!
//! Good: both are there, or neither.
//!
//! ## How to mend it
//! Delete the page, or say in its front matter which page it was translated from (`translated_from`).
//!
//! ## Settings
//! `[rules.orphan-translation]`: `enabled`, `severity`. The rule speaks where a run has originals (`--original`, `--original-language`).

use crate::check::{Draft, Rule, Scope};
use crate::finding::Severity;
use crate::message::Message;
use crate::page::Page;
use crate::paired::Pairing;
use crate::settings::Settings;
use crate::span::Span;
use crate::words::text_key;

/// The rule.
pub const RULE: Rule = Rule {
    name: "orphan-translation",
    severity: Severity::Warning,
    summary: "A translated page has no original",
    scope: Scope::Page(check),
    mqm: Some("accuracy/addition"),
    source: include_str!("orphan_translation.rs"),
};

fn check(page: &Page, _: &Settings) -> Vec<Draft> {
    if page.pairing != Pairing::Orphan {
        return Vec::new();
    }
    vec![Draft {
        place: page.place(Span::default()),
        key: Some(text_key(&page.name)),
        message: Message::new(RULE.name),
        ..Draft::default()
    }]
}

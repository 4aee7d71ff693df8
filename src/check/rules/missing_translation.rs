//! # missing-translation
//!
//! ## What it does
//! Reports an original that no page is a translation of, once for every language that other pages are in. The finding is the
//! original's.
//!
//! ## Why it is bad
//! Readers of the language get no page at all, or one in a language that they did not ask for.
//!
//! ## Example
//! Bad: `en/prices.md` and `en/trips.md` are there, `da/ture.md` is, and no page of `da/` is a translation of `en/prices.md`.
//!
//! Good: both are translated.
//!
//! ## How to mend it
//! Translate the page, or leave the original out of those that are to be translated.
//!
//! ## Settings
//! `[rules.missing-translation]`: `enabled`, `severity`. The rule speaks where a run has originals (`--original`, `--original-language`).

use crate::check::{Draft, Rule, Scope};
use crate::finding::{Place, Severity};
use crate::message::Message;
use crate::paired::Untranslated;
use crate::words::text_key;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-translation",
    severity: Severity::Warning,
    summary: "An original has no translation in a language that others have",
    scope: Scope::Originals(check),
    mqm: Some("accuracy/omission"),
    source: include_str!("missing_translation.rs"),
};

fn check(original: &Untranslated) -> Draft {
    Draft {
        place: Place { line: 1, end_line: 1, container_line: original.container_line, ..Place::default() },
        key: Some(text_key(original.language.as_str())),
        message: Message::new(RULE.name).with("language", original.language),
        expected: Some(original.language),
        ..Draft::default()
    }
}

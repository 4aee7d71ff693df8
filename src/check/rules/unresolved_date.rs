//! # unresolved-date
//!
//! ## What it does
//! Reports a date that stands where an article, profile or teaser has its date, reads like one, and cannot be pinned
//! down: a relative date without an anchor, day and month that cannot be told apart, a day that does not exist.
//!
//! ## Why it is bad
//! The record has no date, so it cannot be sorted, filtered or shown with one.
//!
//! ## Example
//! Bad: `31 February 2024`; `3 months ago` on a page of which nobody says when it was fetched.
//!
//! Good: `28 February 2024`; the same page with `--now 2024-11-01T00:00:00Z`, or `fetched_at` in its record.
//!
//! ## How to mend it
//! Give the anchor with `--now`, in the pipeline or as `fetched_at`; correct a date that does not exist.
//!
//! ## Settings
//! `[rules.unresolved-date]`: `enabled`, `severity`.

use crate::check::{Draft, Rule, Scope};
use crate::date_value::Unresolved;
use crate::finding::Severity;
use crate::message::Message;
use crate::page::{Kind, Page};
use crate::settings::Settings;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unresolved-date",
    severity: Severity::Warning,
    summary: "A date cannot be pinned down",
    scope: Scope::Page(check),
    mqm: None,
    source: include_str!("unresolved_date.rs"),
};

fn check(page: &Page, _: &Settings) -> Vec<Draft> {
    let blocks = page.blocks.iter().enumerate().filter(|(_, block)| block.kind != Kind::Other);
    let dated = blocks.filter_map(|(number, block)| Some((number, block, block.date.as_ref()?)));
    let drafts = dated.filter_map(|(number, block, date)| {
        let unresolved = *date.value.reading.as_ref().err()?;
        Some(Draft {
            place: page.place(date.span.unwrap_or(block.span)),
            text: date.value.text.clone(),
            message: Message::new(RULE.name).with("kind", block.kind.name()).with("why", why(unresolved)),
            block: Some(number),
            ..Draft::default()
        })
    });
    drafts.collect()
}

fn why(unresolved: Unresolved) -> &'static str {
    match unresolved {
        Unresolved::NoAnchor => "no-anchor",
        Unresolved::Ambiguous => "ambiguous",
        Unresolved::Impossible => "impossible",
    }
}

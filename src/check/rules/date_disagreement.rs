//! # date-disagreement
//!
//! ## What it does
//! Reports an article whose date of publication is one day to readers and another to machines: the page shows a date, and
//! says another in its JSON-LD, its `<meta>` or its `<time datetime>`; or shows a relative one that cannot mean that day.
//!
//! ## Why it is bad
//! One of them is wrong. A template that prints the day of the export, or of a migration, is wrong on every page.
//!
//! ## Example
//! Bad: `Published 3 May 2021` beside `"datePublished": "2023-11-14"`; `2 days ago` on a page of last year.
//!
//! Good: the same day in both. A date labelled as that of the last change may be another.
//!
//! ## How to mend it
//! Correct the one that is wrong. The record holds what machines are told.
//!
//! ## Settings
//! `[rules.date-disagreement]`: `enabled`, `severity`.

use crate::check::{Draft, Rule, Scope};
use crate::date_value::DateValue;
use crate::finding::Severity;
use crate::message::Message;
use crate::page::Page;
use crate::settings::Settings;

/// The rule.
pub const RULE: Rule = Rule {
    name: "date-disagreement",
    severity: Severity::Info,
    summary: "Readers are shown another date than machines",
    scope: Scope::Page(check),
    mqm: None,
    source: include_str!("date_disagreement.rs"),
};

fn check(page: &Page, _: &Settings) -> Vec<Draft> {
    let dated = page.blocks.iter().enumerate().filter_map(|(number, block)| Some((number, block.date.as_ref()?)));
    let drafts = dated.filter_map(|(number, dated)| {
        let (shown, span) = dated.shown.as_ref()?;
        let value = |date: &DateValue| date.reading.as_ref().map(|interval| interval.value.clone()).ok();
        Some(Draft {
            place: page.place(*span),
            text: shown.text.clone(),
            message: Message::new(RULE.name).with("shown", value(shown)?).with("told", value(&dated.value)?),
            block: Some(number),
            ..Draft::default()
        })
    });
    drafts.collect()
}

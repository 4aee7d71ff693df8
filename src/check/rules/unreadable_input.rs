//! # unreadable-input
//!
//! ## What it does
//! Reports a page that could not be read, or not as a whole: no text at all, bytes that are no text in any charset, a
//! broken archive, a part that had to be left out. The other pages are not affected.
//!
//! ## Why it is bad
//! What cannot be read cannot be checked, and would be missing from the records without a word.
//!
//! ## Example
//! Bad: `dump.jsonl` whose 14th line is cut off in the middle of a record.
//!
//! Good: the same file with that line whole, or without it.
//!
//! ## How to mend it
//! Fetch the page again, or leave it out of the input. The message says what is wrong and, where known, at which byte.
//!
//! ## Settings
//! `[rules.unreadable-input]`: `enabled`, `severity`.

use crate::check::{Draft, Rule, Scope};
use crate::document::Unreadable;
use crate::finding::{Place, Severity};
use crate::message::Message;
use crate::page::Page;
use crate::settings::Settings;
use crate::span::Span;
use crate::words::text_key;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unreadable-input",
    severity: Severity::Error,
    summary: "An input, or a part of one, could not be read",
    scope: Scope::Page(check),
    mqm: None,
    source: include_str!("unreadable_input.rs"),
};

fn check(page: &Page, _: &Settings) -> Vec<Draft> {
    let draft = |problem: &crate::page::Problem| Draft {
        place: page.place(problem.span),
        text: page.source.slice(problem.span).to_owned(),
        message: Message::new(RULE.name).with("reason", problem.reason.as_str()),
        ..Draft::default()
    };
    page.problems.iter().map(draft).collect()
}

/// Words the finding of an input of which nothing could be read.
pub fn draft(input: &Unreadable) -> Draft {
    let at = input.offset.unwrap_or(0);
    let line = input.line.unwrap_or(1);
    Draft {
        place: Place { span: Span::new(at, at), line, end_line: line, container_line: input.line },
        message: Message::new(RULE.name).with("reason", input.reason.as_str()),
        // There is no text to tell two such findings apart by, so the reason does.
        key: Some(text_key(&input.reason)),
        ..Draft::default()
    }
}

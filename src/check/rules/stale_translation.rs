//! # stale-translation
//!
//! ## What it does
//! Reports a section whose original changed since it was translated. What tells so, in this order of trust:
//!
//! 1. Version control. A section was translated when its text last changed, as the page's history tells; if the original's
//!    section said something else then, the translation is behind. So a page that was touched last week may have sections that
//!    are years old, and a typing error that was mended in the translation makes it no younger than its text.
//! 2. The archive (`--archive`), where `korrektur archive add` saw both: a section that says the same as then, while that of its
//!    original says something else, is behind.
//! 3. Where neither knows the page, the days on which both say that they were updated (`lastmod`, `dateModified`): if the
//!    original was updated more than a week later, the page may be behind. Nothing is known of sections then, and the finding
//!    is an `info`, whatever the severity of the rule.
//!
//! A finding that is in the baseline stays silent until the original changes again: its fingerprint is made from what the
//! original says, or from the day on which it was updated.
//!
//! ## Why it is bad
//! The page reads as if it were true, and tells what was true once.
//!
//! ## Example
//! Bad: `en/prices.md` was changed in May (`A ticket costs 20 kroner`), `da/priser.md` was translated in March (`En billet
//! koster 15 kroner`).
//!
//! Good: the Danish section was changed in May or later.
//!
//! ## How to mend it
//! Translate the section anew, or accept the finding in the baseline where the change means nothing in the language.
//!
//! ## Settings
//! `[rules.stale-translation]`: `enabled`, `severity`. The rule speaks where a run has originals (`--original`, `--original-language`).

use crate::check::{Draft, Rule, Scope, held};
use crate::finding::Severity;
use crate::message::Message;
use crate::page::Page;
use crate::paired::{Behind, Paired, Stale};
use crate::span::Span;
use crate::words::text_key;

/// The rule.
pub const RULE: Rule = Rule {
    name: "stale-translation",
    severity: Severity::Warning,
    summary: "The original of a section changed since it was translated",
    scope: Scope::Paired(check),
    mqm: Some("accuracy/mistranslation"),
    source: include_str!("stale_translation.rs"),
};

fn check(page: &Page, paired: &Paired) -> Vec<Draft> {
    let behind = paired.behind.map(|behind| draft_of_days(page, paired, behind));
    paired.stale.iter().map(|stale| draft(page, paired, stale)).chain(behind).collect()
}

/// Drafts a finding about a page of which nothing is known but the days on which it and its original were updated.
fn draft_of_days(page: &Page, paired: &Paired, behind: Behind) -> Draft {
    let Behind { page: own, original } = behind;
    Draft {
        place: page.place(Span::default()),
        key: Some(text_key(&format!("{}\n{original}", paired.original.page))),
        at_most: Some(Severity::Info),
        message: Message::new("stale-translation-days")
            .with("page", own.to_string())
            .with("updated", original.to_string())
            .with("original", paired.original.page.as_str()),
        ..Draft::default()
    }
}

fn draft(page: &Page, paired: &Paired, stale: &Stale) -> Draft {
    let message = held::named(RULE.name, std::slice::from_ref(&stale.part));
    Draft {
        key: Some(stale.key),
        message: held::told_original(message, paired, Some(&stale.original)),
        related: held::related(paired, std::slice::from_ref(&stale.original)),
        related_total: 1,
        ..held::draft(page, std::slice::from_ref(&stale.part))
    }
}

//! What the rules about a page and its original share: sections as places, as titles, as drafts.

use super::Draft;
use crate::finding::{Place, RELATED_LIMIT, Related, shorten};
use crate::page::{Page, block_id, section_id};
use crate::paired::{About, Paired, Part};
use crate::words::text_key;

/// How much of a heading, a number or an address a message shows, in characters.
const SHOWN: usize = 60;

/// How many of the things that differ a message names.
const NAMED: usize = 3;

/// Gives the heading of a section in quotes, or says that it has none.
pub(super) fn title(part: &Part) -> String {
    if part.heading.is_empty() {
        "without a heading".to_owned()
    } else {
        format!("“{}”", shorten(&part.heading, SHOWN))
    }
}

/// Gives the first title, for messages about several.
pub(super) fn first(titles: &[String]) -> &str {
    titles.first().map_or("", String::as_str)
}

/// Names sections across runs: by their headings.
pub(super) fn key(parts: &[Part]) -> u64 {
    let headings: Vec<&str> = parts.iter().map(|part| part.heading.as_str()).collect();
    text_key(&headings.join("\n"))
}

/// Gives the places of sections of the original.
pub(super) fn related(paired: &Paired, parts: &[Part]) -> Vec<Related> {
    parts.iter().take(RELATED_LIMIT).map(|part| place(paired, part, part.place)).collect()
}

fn place(paired: &Paired, part: &Part, place: Place) -> Related {
    Related {
        page: paired.original.page.clone(),
        block: block_id(part.block),
        section: Some(section_id(part.block, part.section)),
        place,
        similarity: 0.0,
        original: Some(part.heading.clone()),
    }
}

/// Drafts a finding about a run of sections of one block of the page.
pub(super) fn draft(page: &Page, run: &[Part]) -> Draft {
    let spans = run.iter().map(|part| part.place.span).reduce(crate::span::Span::join);
    let span = spans.unwrap_or_default();
    Draft {
        place: page.place(span),
        text: page.source.slice(span).to_owned(),
        key: Some(key(run)),
        block: run.first().map(|part| part.block),
        sections: run.iter().map(|part| part.section).collect(),
        ..Draft::default()
    }
}

/// Drafts the findings of one kind of difference; `message` puts what is missing and what is extra into words.
pub(super) fn differences(
    page: &Page,
    paired: &Paired,
    about: About,
    message: impl Fn(&str, &str) -> String,
    help: &str,
) -> Vec<Draft> {
    let of_kind = paired.differences.iter().filter(|difference| difference.about == about);
    let drafts = of_kind.map(|difference| Draft {
        place: page.place(difference.span),
        text: page.source.slice(difference.span).to_owned(),
        key: Some(text_key(&[difference.missing.join(" "), difference.extra.join(" ")].join("\n"))),
        message: message(&listed(&difference.missing), &listed(&difference.extra)),
        help: help.to_owned(),
        block: Some(difference.part.block),
        sections: vec![difference.part.section],
        related: vec![place(paired, &difference.original, difference.original_place)],
        related_total: 1,
        ..Draft::default()
    });
    drafts.collect()
}

/// Names some things, and counts the rest.
fn listed(things: &[String]) -> String {
    let mut named: Vec<String> = things.iter().take(NAMED).map(|thing| shorten(thing, SHOWN)).collect();
    if things.len() > NAMED {
        named.push(format!("{} more", things.len() - NAMED));
    }
    named.join(", ")
}

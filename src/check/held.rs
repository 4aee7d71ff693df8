//! What the rules about a page and its original share: sections as places, as titles, as drafts.

use super::Draft;
use crate::finding::{Place, RELATED_LIMIT, Related, shorten};
use crate::message::Message;
use crate::page::{Page, block_id, section_id};
use crate::paired::{About, Difference, Misnamed, Paired, Part};
use crate::words::text_key;

/// How much of a heading, a number or an address a message shows, in characters.
const SHOWN: usize = 60;

/// How many of the things that differ a message names.
const NAMED: usize = 3;

/// Starts a message about sections: how many they are, and what the first is called.
pub(super) fn named(id: &'static str, parts: &[Part]) -> Message {
    let heading = parts.first().map_or("", |part| part.heading.as_str());
    Message::new(id)
        .with("count", parts.len())
        .with("titled", if heading.is_empty() { "no" } else { "yes" })
        .with("title", shorten(heading, SHOWN))
}

/// Fills in where the original of a section stands.
pub(super) fn told_original(message: Message, paired: &Paired, part: Option<&Part>) -> Message {
    message.with("original", paired.original.page.as_str()).with("line", part.map_or(0, |part| part.head.line))
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

/// Drafts a finding about a term that is called otherwise than the glossary has it, said by the entry `id`.
pub(super) fn misnamed(page: &Page, paired: &Paired, misnamed: &Misnamed, id: &'static str) -> Draft {
    let Misnamed { part, original, term, wanted, .. } = misnamed;
    Draft {
        key: Some(text_key(&[part.heading.as_str(), term.as_str()].join("\n"))),
        message: Message::new(id).with("term", term.as_str()).with("wanted", wanted.as_str()),
        related: related(paired, std::slice::from_ref(original)),
        related_total: 1,
        ..draft(page, std::slice::from_ref(part))
    }
}

/// Drafts the findings of one kind of difference, said by the entry `id`.
pub(super) fn differences(page: &Page, paired: &Paired, about: About, id: &'static str) -> Vec<Draft> {
    let of_kind = paired.differences.iter().filter(|difference| difference.about == about);
    let drafts = of_kind.map(|difference| Draft {
        place: page.place(difference.span),
        text: page.source.slice(difference.span).to_owned(),
        key: Some(text_key(&[difference.missing.join(" "), difference.extra.join(" ")].join("\n"))),
        message: Message::new(id)
            .with("which", which(difference))
            .with("missing", listed(&difference.missing))
            .with("extra", listed(&difference.extra)),
        block: Some(difference.part.block),
        sections: vec![difference.part.section],
        related: vec![place(paired, &difference.original, difference.original.place)],
        related_total: 1,
        ..Draft::default()
    });
    drafts.collect()
}

fn which(difference: &Difference) -> &'static str {
    match (difference.missing.is_empty(), difference.extra.is_empty()) {
        (false, false) => "both",
        (false, true) => "missing",
        _ => "extra",
    }
}

/// Names some things, and counts the rest.
fn listed(things: &[String]) -> String {
    let mut named: Vec<String> = things.iter().take(NAMED).map(|thing| shorten(thing, SHOWN)).collect();
    if things.len() > NAMED {
        named.push(format!("… (+{})", things.len() - NAMED));
    }
    named.join(", ")
}

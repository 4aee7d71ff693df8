//! The contract's JSON, spelt once: page records, findings, and the lines of `detect` and `date`.
//!
//! Each struct borrows from a thing and is shaped like the JSON it becomes; `docs/records.md` explains every field to
//! users. Unknown is `null`, never a missing key (but for `unresolved`, which a date has only where it needs it).
//! Probabilities are rounded to two decimals, instants are RFC 3339 in UTC. Block identifiers count all blocks of the page,
//! `other` included, so that they mean the same with and without `--include-other`.

use std::fmt::Display;
use std::io;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::date_value::{DateKind, DateValue, Label};
use crate::finding;
use crate::language;
use crate::language::Tag;
use crate::page::{self, Kind};
use crate::span::{self, Source};

/// A page record.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Page<'a> {
    pub page: &'a str,
    pub url: Option<&'a str>,
    pub format: &'static str,
    pub fetched_at: Option<Shown<Timestamp>>,
    pub language: PageLanguage,
    /// Only where pages are held against their originals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<Original<'a>>,
    pub blocks: Vec<Block<'a>>,
}

/// The page that a page was translated from, and how it was found.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Original<'a> {
    pub page: &'a str,
    pub found_by: &'static str,
}

/// What language a page should be in and is in.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct PageLanguage {
    pub expected: Option<Shown<Tag>>,
    pub expected_from: Option<&'static str>,
    pub detected: Shown<Tag>,
    pub confidence: Rounded,
}

/// A block of a page record.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Block<'a> {
    pub id: String,
    pub kind: &'static str,
    pub title: Option<&'a str>,
    pub category: Option<&'a str>,
    pub author: Option<&'a str>,
    pub date: Option<Date<'a>>,
    pub language: Language,
    pub text: String,
    pub link: Option<&'a str>,
    pub span: Span,
    pub sections: Vec<Section<'a>>,
}

/// A section of a block.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Section<'a> {
    pub id: String,
    pub heading: Option<&'a str>,
    pub text: String,
    pub language: Language,
    pub span: Span,
}

/// A language with its confidence; also a line of `detect --format jsonl`.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Language {
    pub code: Shown<Tag>,
    pub confidence: Rounded,
}

/// A date; also a line of `date --format jsonl`.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Date<'a> {
    pub text: Option<&'a str>,
    pub value: Option<&'a str>,
    pub precision: Option<&'static str>,
    pub earliest: Option<Shown<Timestamp>>,
    pub latest: Option<Shown<Timestamp>>,
    pub kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unresolved: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Box<Self>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<String>,
}

/// Half-open bytes of the page's decoded text and the 1-based line of the first.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub line: usize,
}

/// A span that also says on which line it ends.
#[derive(Clone, Copy, Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct LinedSpan {
    pub start: usize,
    pub end: usize,
    pub line: usize,
    pub end_line: usize,
}

/// A finding.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Finding<'a> {
    pub rule: &'static str,
    pub severity: &'static str,
    pub page: &'a str,
    pub block: Option<&'a str>,
    /// As in `related`: the one section that a duplicate is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<&'a str>,
    pub sections: &'a [String],
    pub message: &'a str,
    pub help: &'a str,
    pub excerpt: &'a str,
    pub expected: Option<Shown<Tag>>,
    pub found: Option<Shown<Tag>>,
    pub confidence: Option<Rounded>,
    pub span: LinedSpan,
    pub related: Vec<Related<'a>>,
    pub related_total: usize,
    pub fingerprint: Shown<finding::Fingerprint>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Shown<Timestamp>>,
    pub content_fingerprint: Shown<finding::Fingerprint>,
}

/// Another place like the one a finding is about.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are the contract's, explained in docs/records.md")]
pub struct Related<'a> {
    pub page: &'a str,
    pub block: &'a str,
    pub section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<&'a str>,
    pub span: Span,
    /// How alike two texts are; a section of the original is in another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity: Option<Rounded>,
}

impl<'a> Page<'a> {
    /// Shapes a page; `other` blocks are left out unless asked for.
    pub fn of(page: &'a page::Page, include_other: bool) -> Self {
        let blocks = page.blocks.iter().enumerate().filter(|(_, block)| include_other || block.kind != Kind::Other);
        Self {
            page: &page.name,
            url: page.url.as_deref(),
            format: page.format.name(),
            fetched_at: page.fetched_at.map(Shown),
            language: PageLanguage {
                expected: page.expected.map(|expected| Shown(expected.tag)),
                expected_from: page.expected.map(|expected| expected.from.name()),
                detected: Shown(page.detected.tag),
                confidence: Rounded(page.detected.confidence),
            },
            original: page
                .pairing
                .paired()
                .map(|paired| Original { page: &paired.original.page, found_by: paired.original.found_by.name() }),
            blocks: blocks.map(|(index, block)| Block::of(index, block, &page.source)).collect(),
        }
    }
}

impl<'a> Block<'a> {
    fn of(index: usize, block: &'a page::Block, source: &Source) -> Self {
        let sections = block.sections.iter().enumerate();
        Self {
            id: page::block_id(index),
            kind: block.kind.name(),
            title: text_of(block.title.as_ref()),
            category: text_of(block.category.as_ref()),
            author: text_of(block.author.as_ref()),
            date: block.date.as_ref().map(|dated| Date::of(&dated.value)),
            language: Language::of(block.language),
            text: block.text(),
            link: block.link.as_deref(),
            span: Span::of(block.span, source),
            sections: sections
                .map(|(number, section)| Section::of(page::section_id(index, number), section, source))
                .collect(),
        }
    }
}

impl<'a> Section<'a> {
    fn of(id: String, section: &'a page::Section, source: &Source) -> Self {
        Self {
            id,
            heading: text_of(section.heading.as_ref()),
            text: section.text(),
            language: Language::of(section.language),
            span: Span::of(section.span, source),
        }
    }
}

impl Language {
    /// Shapes a language.
    pub fn of(language: language::Language) -> Self {
        Self { code: Shown(language.tag), confidence: Rounded(language.confidence) }
    }
}

impl<'a> Date<'a> {
    /// Shapes a date, read or not.
    pub fn of(date: &'a DateValue) -> Self {
        let kind = match date.kind {
            DateKind::Relative => "relative",
            DateKind::Absolute => "absolute",
        };
        let (interval, unresolved) = match &date.reading {
            Ok(interval) => (Some(interval), None),
            Err(unresolved) => (None, Some(unresolved.reason())),
        };
        Self {
            text: Some(&date.text),
            value: interval.map(|interval| interval.value.as_str()),
            precision: interval.map(|interval| interval.precision.name()),
            earliest: interval.map(|interval| Shown(interval.earliest)),
            latest: interval.map(|interval| Shown(interval.latest)),
            kind: Some(kind),
            unresolved,
            label: date.label.map(Label::name),
            updated: date.updated.as_deref().map(|updated| Box::new(Self::of(updated))),
            explanation: Vec::new(),
        }
    }

    /// Shapes the answer for a line that holds no date.
    pub fn absent() -> Self {
        Self {
            text: None,
            value: None,
            precision: None,
            earliest: None,
            latest: None,
            kind: None,
            unresolved: Some("no date expression found"),
            label: None,
            updated: None,
            explanation: Vec::new(),
        }
    }
}

impl Span {
    fn of(span: span::Span, source: &Source) -> Self {
        Self { start: span.start, end: span.end, line: source.line(span.start) }
    }
}

impl<'a> Finding<'a> {
    /// Shapes a finding.
    pub fn of(finding: &'a finding::Finding) -> Self {
        let finding::Place { span, line, end_line, container_line: _ } = finding.place;
        Self {
            rule: finding.rule,
            severity: finding.severity.name(),
            page: &finding.page,
            block: finding.block.as_deref(),
            section: match finding.sections.as_slice() {
                [section] if !finding.related.is_empty() => Some(section),
                _ => None,
            },
            sections: &finding.sections,
            message: &finding.message,
            help: &finding.help,
            excerpt: &finding.excerpt,
            expected: finding.expected.map(Shown),
            found: finding.found.map(Shown),
            confidence: finding.confidence.map(Rounded),
            span: LinedSpan { start: span.start, end: span.end, line, end_line },
            related: finding.related.iter().map(Related::of).collect(),
            related_total: finding.related_total,
            fingerprint: Shown(finding.fingerprint),
            seen: finding.seen.map(finding::Seen::name),
            since: finding.seen.and_then(finding::Seen::since).map(Shown),
            content_fingerprint: Shown(finding.content_fingerprint),
        }
    }
}

impl<'a> Related<'a> {
    fn of(related: &'a finding::Related) -> Self {
        let finding::Place { span, line, .. } = related.place;
        Self {
            page: &related.page,
            block: &related.block,
            section: related.section.as_deref(),
            span: Span { start: span.start, end: span.end, line },
            heading: related.original.as_deref(),
            similarity: related.original.is_none().then_some(Rounded(related.similarity)),
        }
    }
}

fn text_of(field: Option<&page::Field>) -> Option<&str> {
    field.map(|field| field.text.as_str())
}

/// A value that is written as its [`Display`] text.
#[derive(Clone, Copy, Debug)]
pub struct Shown<T>(pub T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A number from 0 to 1 that is written with at most two decimals.
#[derive(Clone, Copy, Debug)]
pub struct Rounded(pub f64);

impl Rounded {
    /// Gives the number as it is written.
    pub fn value(self) -> f64 {
        (self.0 * 100.0).round() / 100.0
    }
}

impl Serialize for Rounded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

/// Writes one value as one line of JSON.
///
/// # Errors
/// What `out` returned.
pub fn write_line(mut out: impl io::Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date_value::Unresolved;
    use crate::write::sample;

    fn line(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        write_line(&mut out, value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_page_is_spelt_as_the_contract_spells_it() {
        let page = sample::page("dump/da/samarbejde.html");
        let expected = concat!(
            r#"{"page":"dump/da/samarbejde.html","url":"https://example.dk/da/samarbejde","format":"html","#,
            r#""fetched_at":"2024-11-03T00:00:00Z","#,
            r#""language":{"expected":"da","expected_from":"pipeline","detected":"en","confidence":0.98},"blocks":["#,
            r#"{"id":"2","kind":"article","title":"Teamwork","category":null,"author":"Bo Dam","#,
            r#""date":{"text":"for 11 måneder siden","value":"2023-12","precision":"month","#,
            r#""earliest":"2023-11-01T00:00:00Z","latest":"2023-12-26T00:00:00Z","kind":"relative"},"#,
            r#""language":{"code":"en","confidence":0.99},"#,
            r#""text":"Cooperation helps.\n\nIt really does.\n\n1. Trust\n\nTrust grows.","link":null,"#,
            r#""span":{"start":9,"end":101,"line":3},"sections":["#,
            r#"{"id":"2.1","heading":null,"text":"Cooperation helps.\n\nIt really does.","#,
            r#""language":{"code":"en","confidence":0.99},"span":{"start":42,"end":77,"line":7}},"#,
            r#"{"id":"2.2","heading":"1. Trust","text":"Trust grows.","#,
            r#""language":{"code":"en","confidence":0.99},"span":{"start":79,"end":101,"line":11}}]},"#,
            r#"{"id":"3","kind":"teaser","title":"Læs mere","category":null,"author":null,"date":null,"#,
            r#""language":{"code":"und","confidence":1.0},"text":"","link":"/da/mere","#,
            r#""span":{"start":103,"end":112,"line":15},"sections":[]}]}"#,
            "\n"
        );
        assert_eq!(line(&Page::of(&page, false)), expected);
    }

    #[test]
    fn identifiers_stay_the_same_with_other_blocks() {
        let page = sample::page("x");
        let ids = |include_other| -> Vec<String> {
            Page::of(&page, include_other).blocks.into_iter().map(|block| block.id).collect()
        };
        assert_eq!(ids(false), ["2", "3"]);
        assert_eq!(ids(true), ["1", "2", "3"]);
    }

    #[test]
    fn a_finding_is_spelt_as_the_contract_spells_it() {
        let page = sample::page("da/x.html");
        let finding = sample::finding(&page, 0);
        let expected = format!(
            concat!(
                r#"{{"rule":"untranslated-section","severity":"error","page":"da/x.html","block":"2","#,
                r#""sections":["2.1","2.2"],"message":"2 sections are in English, the page should be in Danish","#,
                r#""help":"translate the sections, or mark them with lang=\"en\" where they are meant to be English","#,
                r#""excerpt":"Cooperation helps. It really does. 1. Trust Trust grows.","#,
                r#""expected":"da","found":"en","confidence":0.99,"#,
                r#""span":{{"start":42,"end":101,"line":7,"end_line":13}},"#,
                r#""related":[],"related_total":0,"fingerprint":"{}","content_fingerprint":"{}"}}"#,
                "\n"
            ),
            finding.fingerprint, finding.content_fingerprint
        );
        assert_eq!(line(&Finding::of(&finding)), expected);
        let duplicate = sample::duplicate(&page, 0);
        let text = line(&Finding::of(&duplicate));
        assert!(text.contains(
            r#""related":[{"page":"dump/da/1.html","block":"1","section":"1.1","span":{"start":42,"end":60,"line":7},"similarity":0.97},"#
        ));
        assert!(text.contains(r#""expected":null,"found":null,"confidence":null,"#), "{text}");
        assert!(text.contains(r#""related_total":22,"#));
    }

    #[test]
    fn a_date_that_cannot_be_read_says_why() {
        let date = DateValue { reading: Err(Unresolved::NoAnchor), ..sample::date() };
        assert_eq!(
            line(&Date::of(&date)),
            concat!(
                r#"{"text":"for 11 måneder siden","value":null,"precision":null,"earliest":null,"latest":null,"#,
                r#""kind":"relative","unresolved":"relative date without an anchor: give --now, or fetched_at in the record"}"#,
                "\n"
            )
        );
        assert!(line(&Date::absent()).starts_with(r#"{"text":null,"value":null,"#));
    }

    #[test]
    fn a_language_is_one_line() {
        let language = language::Language { tag: Tag::of("da"), confidence: 0.9678 };
        assert_eq!(line(&Language::of(language)), "{\"code\":\"da\",\"confidence\":0.97}\n");
    }
}

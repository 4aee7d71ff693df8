//! Pages and findings made by hand, for the tests of writers.

use crate::date_value::{DateKind, DateValue, Interval, Precision};
use crate::document::Format;
use crate::finding::{Finding, Fingerprint, Related, Severity};
use crate::language::{Expected, ExpectedFrom, Language, Tag};
use crate::outline::Role;
use crate::page::{Block, Dated, Field, Kind, Page, Paragraph, Section};
use crate::span::{Source, Span};

/// The text that [`page`] was read from: navigation, title, date, two sections, a teaser.
pub(super) const TEXT: &str = "Forside\n\nTeamwork\n\nfor 11 måneder siden\n\nCooperation helps.\n\nIt really does.\n\n\
    1. Trust\n\nTrust grows.\n\nLæs mere\n";

fn span_of(text: &str) -> Span {
    let start = TEXT.find(text).unwrap();
    Span::new(start, start + text.len())
}

fn language(tag: &str, confidence: f64) -> Language {
    Language { tag: Tag::of(tag), confidence }
}

fn field(text: &str, tag: &str) -> Field {
    Field { text: text.into(), span: Some(span_of(text)), stretches: Vec::new(), language: language(tag, 0.9) }
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph {
        text: text.into(),
        span: span_of(text),
        role: Role::Paragraph,
        is_prose: true,
        declared: None,
        stretches: Vec::new(),
        language: language("en", 0.99),
        passages: Vec::new(),
    }
}

fn section(heading: Option<&str>, paragraphs: &[&str]) -> Section {
    let heading = heading.map(|text| field(text, "en"));
    let first = heading.as_ref().and_then(|heading| heading.span).or(paragraphs.first().map(|text| span_of(text)));
    let last = paragraphs.last().map(|text| span_of(text)).or(first);
    Section {
        level: heading.as_ref().map_or(0, |_| 2),
        heading,
        paragraphs: paragraphs.iter().map(|text| paragraph(text)).collect(),
        language: language("en", 0.991),
        span: first.unwrap().join(last.unwrap()),
    }
}

fn block(kind: Kind, span: Span) -> Block {
    Block {
        kind,
        title: None,
        title_repeats: Vec::new(),
        category: None,
        author: None,
        date: None,
        link: None,
        language: language("und", 1.0),
        sections: Vec::new(),
        span,
        lines: Vec::new(),
    }
}

/// Gives the contract's relative date.
pub(super) fn date() -> DateValue {
    DateValue {
        text: "for 11 måneder siden".into(),
        within: Span::new(0, 21),
        kind: DateKind::Relative,
        language: Tag::of("da"),
        reading: Ok(Interval {
            value: "2023-12".into(),
            precision: Precision::Month,
            earliest: "2023-11-01T00:00:00Z".parse().unwrap(),
            latest: "2023-12-26T00:00:00Z".parse().unwrap(),
        }),
        label: None,
        updated: None,
    }
}

/// Gives a Danish page that holds an English article between its navigation and a teaser.
pub(super) fn page(name: &str) -> Page {
    let article = Block {
        title: Some(field("Teamwork", "en")),
        author: Some(Field {
            text: "Bo Dam".into(),
            span: None,
            stretches: Vec::new(),
            language: language("und", 1.0),
        }),
        date: Some(Dated::new(date(), Some(span_of("for 11 måneder siden")))),
        language: language("en", 0.99),
        sections: vec![
            section(None, &["Cooperation helps.", "It really does."]),
            section(Some("1. Trust"), &["Trust grows."]),
        ],
        ..block(Kind::Article, span_of("Teamwork").join(span_of("Trust grows.")))
    };
    let teaser = Block {
        title: Some(field("Læs mere", "da")),
        link: Some("/da/mere".into()),
        ..block(Kind::Teaser, span_of("Læs mere"))
    };
    Page {
        name: name.into(),
        url: Some("https://example.dk/da/samarbejde".into()),
        format: Format::Html,
        fetched_at: Some("2024-11-03T00:00:00Z".parse().unwrap()),
        declared: None,
        expected: Some(Expected { tag: Tag::of("da"), from: ExpectedFrom::Pipeline }),
        detected: language("en", 0.984),
        blocks: vec![block(Kind::Other, span_of("Forside")), article, teaser],
        source: Source::new(TEXT.into()),
        problems: Vec::new(),
        container_line: None,
        ignores: Vec::new(),
        told: crate::page::Told::default(),
        skeleton: crate::skeleton::Skeleton::default(),
        pairing: crate::paired::Pairing::default(),
    }
}

/// Gives the finding of [`page`]: its two sections are English.
pub(super) fn finding(page: &Page, page_index: usize) -> Finding {
    Finding {
        rule: "untranslated-section",
        severity: Severity::Error,
        page: page.name.clone(),
        page_index,
        block: Some("2".into()),
        sections: vec!["2.1".into(), "2.2".into()],
        message: "2 sections are in English, the page should be in Danish".into(),
        help: "translate the sections, or mark them with lang=\"en\" where they are meant to be English".into(),
        excerpt: "Cooperation helps. It really does. 1. Trust Trust grows.".into(),
        expected: Some(Tag::of("da")),
        found: Some(Tag::of("en")),
        confidence: Some(0.991),
        place: page.place(span_of("Cooperation helps.").join(span_of("Trust grows."))),
        related: Vec::new(),
        related_total: 0,
        fingerprint: Fingerprint::of(&["untranslated-section", &page.name]),
        seen: None,
        content_fingerprint: Fingerprint::of(&["untranslated-section"]),
        parts: vec![1, 2],
    }
}

/// Gives a finding of a corpus rule: the first section stands on 22 other pages, too.
pub(super) fn duplicate(page: &Page, page_index: usize) -> Finding {
    let place = page.place(span_of("Cooperation helps."));
    let related = |number: usize| Related {
        page: format!("dump/da/{number}.html"),
        block: "1".into(),
        section: Some("1.1".into()),
        place,
        similarity: 0.966,
        original: None,
    };
    Finding {
        rule: "duplicate-section",
        severity: Severity::Warning,
        sections: vec!["2.1".into()],
        message: "the section stands on 22 other pages".into(),
        help: "keep one".into(),
        excerpt: "Cooperation helps.".into(),
        expected: None,
        found: None,
        confidence: None,
        place,
        related: (1..=20).map(related).collect(),
        related_total: 22,
        fingerprint: Fingerprint::of(&["duplicate-section", &page.name]),
        content_fingerprint: Fingerprint::of(&["duplicate-section"]),
        ..finding(page, page_index)
    }
}

/// Text that tries to get out of every place it could be put.
pub(super) const HOSTILE: &str = "=cmd|' /C calc'!A0\u{1b}]0;x\u{7}\u{1b}[2J\r\n::error::x\u{202e}</style></script>\
    <script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' {{ 7*7 }} ``` [x](javascript:alert(1)) @everyone";

/// Gives a page and a finding whose every text is `text`.
pub(super) fn filled(text: &str) -> (Page, Finding) {
    let mut page = page(text);
    page.url = Some("javascript:alert(1)//http://x".into());
    for block in &mut page.blocks {
        block.title =
            Some(Field { text: text.into(), span: None, stretches: Vec::new(), language: language("en", 1.0) });
        block.author.clone_from(&block.title);
        block.category.clone_from(&block.title);
        block.link = Some(text.into());
        for paragraph in block.sections.iter_mut().flat_map(|section| &mut section.paragraphs) {
            paragraph.text = text.into();
        }
    }
    let mut finding = duplicate(&page, 0);
    for field in [&mut finding.message, &mut finding.help, &mut finding.excerpt] {
        *field = text.into();
    }
    for related in &mut finding.related {
        related.page = text.into();
    }
    (page, finding)
}

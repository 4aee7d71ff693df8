//! A made-up run as large as a report is promised to hold: pages of some three thousand letters in two languages, each with two
//! findings, one of them a copy of the page before.

use korrektur::check;
use korrektur::date_value::{DateKind, DateValue, Interval, Precision};
use korrektur::document::Format;
use korrektur::finding::{Finding, Fingerprint, Related, Severity};
use korrektur::language::{Expected, ExpectedFrom, Language, Tag};
use korrektur::outline::Role;
use korrektur::page::{Block, Dated, Field, Kind, Page, Paragraph, Section, Told};
use korrektur::paired::Pairing;
use korrektur::settings::Settings;
use korrektur::skeleton::Skeleton;
use korrektur::span::{Source, Span};
use korrektur::write::overview::Overview;

/// How many pages and, two on each, how many findings.
pub(crate) const PAGES: usize = 5_000;

const WORDS: &str = "vinden blæste ind fra havet hele natten og ingen i huset sov ret længe the harbour lay quiet when she came \
    down to look for the boat that had brought them here";
const PARAGRAPHS: usize = 9;
const TEASERS: usize = 4;
/// How many other places a copy names.
const RELATED: usize = 5;

/// Gives what a run over the pages would know of them, and what it would find.
pub(crate) fn run() -> (Overview, Vec<Finding>) {
    let mut overview = Overview::with_contexts();
    let mut findings = Vec::new();
    for number in 0..PAGES {
        let page = page(number);
        let untranslated = untranslated_paragraph(&page, number);
        overview.page(&page, std::slice::from_ref(&untranslated));
        findings.extend([untranslated, copy(&page, number)]);
    }
    (overview, findings)
}

/// How many languages the originals of [`untranslated`] are to be translated into.
const LANGUAGES: [&str; 20] = [
    "ar", "bg", "cs", "da", "de", "el", "es", "fi", "fr", "hu", "it", "ja", "ko", "nb", "nl", "pl", "pt", "ru", "sv",
    "tr",
];

/// Gives the same run with originals of which nothing is translated: a finding for every page and language.
pub(crate) fn untranslated() -> (Overview, Vec<Finding>) {
    let (overview, mut findings) = run();
    let missing = Finding { rule: "missing-translation", severity: Severity::Info, ..findings[0].clone() };
    for number in 0..PAGES {
        for tag in LANGUAGES {
            let page = format!("dump/en/{:02}/page-{number:04}.html", number % 40);
            findings.push(Finding { page, page_index: number, expected: Some(Tag::of(tag)), ..missing.clone() });
        }
    }
    findings.sort_by_key(|finding| finding.page_index);
    (overview, findings)
}

fn name(number: usize) -> String {
    format!("dump/{}/{:02}/page-{number}.html", ["da", "sv", "nb", "de", "fr"][number % 5], number % 40)
}

fn language(tag: &str) -> Language {
    Language { tag: Tag::of(tag), confidence: 0.97 }
}

/// Writes a text into the source of its page.
fn written(source: &mut String, text: &str) -> Span {
    let start = source.len();
    source.push_str(text);
    source.push_str("\n\n");
    Span::new(start, start + text.len())
}

fn field(source: &mut String, text: &str, tag: &str) -> Field {
    Field { text: text.into(), span: Some(written(source, text)), stretches: Vec::new(), language: language(tag) }
}

fn paragraph(source: &mut String, text: String, tag: &str) -> Paragraph {
    let span = written(source, &text);
    Paragraph {
        text,
        span,
        role: Role::Paragraph,
        is_prose: true,
        declared: None,
        stretches: Vec::new(),
        language: language(tag),
        passages: Vec::new(),
    }
}

fn block(kind: Kind, title: Field, sections: Vec<Section>, end: usize) -> Block {
    Block {
        kind,
        span: Span::new(title.span.map_or(0, |span| span.start), end),
        title: Some(title),
        title_repeats: Vec::new(),
        category: None,
        author: None,
        date: None,
        link: None,
        language: language("da"),
        sections,
        lines: Vec::new(),
    }
}

fn date(day: u32) -> Dated {
    let earliest = jiff::Timestamp::from_second(1_400_000_000 + i64::from(day) * 86_400).unwrap();
    let latest = earliest.checked_add(jiff::SignedDuration::from_hours(24)).unwrap();
    let value = earliest.to_string().get(..10).unwrap().to_owned();
    let reading = Ok(Interval { value, precision: Precision::Day, earliest, latest });
    Dated::new(
        DateValue {
            text: format!("dag {day}"),
            within: Span::new(0, 6),
            kind: DateKind::Absolute,
            language: Tag::of("da"),
            reading,
            label: None,
            updated: None,
        },
        None,
    )
}

fn page(number: usize) -> Page {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let text = |seed: usize| -> String {
        let chosen = (0..60).map(|step| words[(seed * 7 + step * (1 + seed % 11) + step * step) % words.len()]);
        chosen.collect::<Vec<_>>().join(" ")
    };
    let mut source = String::new();
    let title = field(&mut source, &format!("Havnen i {number}"), "da");
    let paragraphs: Vec<Paragraph> = (0..PARAGRAPHS)
        .map(|place| paragraph(&mut source, text(number * 31 + place), if place == 4 { "en" } else { "da" }))
        .collect();
    let end = source.len();
    let section = Section { heading: None, level: 0, paragraphs, language: language("da"), span: Span::new(0, end) };
    let mut blocks = vec![block(Kind::Article, title, vec![section], end)];
    for teaser in 0..TEASERS {
        let title = field(&mut source, &format!("Læs om side {teaser} af {number}"), "da");
        let mut block = block(Kind::Teaser, title, Vec::new(), source.len());
        block.date = Some(date((number * 13 + teaser * 977) as u32 % 4_000));
        blocks.push(block);
    }
    Page {
        name: name(number),
        url: Some(format!("https://havn.example/{}", name(number))),
        format: Format::Html,
        fetched_at: None,
        declared: None,
        expected: Some(Expected { tag: Tag::of("da"), from: ExpectedFrom::Pipeline }),
        detected: language("da"),
        blocks,
        source: Source::new(source),
        problems: Vec::new(),
        container_line: None,
        ignores: Vec::new(),
        told: Told::default(),
        skeleton: Skeleton::default(),
        pairing: Pairing::default(),
    }
}

/// What the rule about untranslated text says of the page's one English paragraph.
fn untranslated_paragraph(page: &Page, number: usize) -> Finding {
    let found = check::page(page, number, &Settings::default());
    found.into_iter().find(|finding| finding.rule == "untranslated-section").unwrap()
}

/// A copy that is made up, of the pages that come next.
fn copy(page: &Page, number: usize) -> Finding {
    let related = (1..=RELATED).map(|distance| Related {
        page: name((number + distance) % PAGES),
        block: "1".into(),
        section: Some("1.1".into()),
        place: page.place(Span::new(0, 90)),
        similarity: 0.8,
        original: None,
    });
    Finding {
        rule: "near-duplicate-section",
        severity: Severity::Warning,
        message: format!("this section nearly stands in {}", name((number + 1) % PAGES)),
        help: "keep one version and rewrite or delete the other".into(),
        expected: None,
        found: None,
        place: page.place(page.blocks[0].sections[0].span),
        related: related.collect(),
        related_total: RELATED,
        fingerprint: Fingerprint::of(&["near-duplicate-section", &page.name]),
        ..untranslated_paragraph(page, number)
    }
}

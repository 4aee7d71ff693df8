//! Pages as Markdown: what is written reads as itself when it is parsed again, whatever a page says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use korrektur::document::Format;
use korrektur::language::Language;
use korrektur::outline::Role;
use korrektur::page::{Block, Field, Kind, Page, Paragraph, Section};
use korrektur::parse::parse;
use korrektur::span::{Source, Span};
use korrektur::write::records::markdown::document;
use proptest::prelude::*;
use serde_json::Value;
use support::{cases, json_lines, korrektur, output};

/// What means something in Markdown or in what generators add to it, and what is around it.
const PARTS: &str = r"(#|##|-|\+|\*|\*\*|_|__|~|~~|`|```|>|=|==|===|---|:::|!!!|\?\?\?|///|\||1\.|2\)|\[x\]|\[|\]|\(|\)|!\[|\[\^1\]|<b>|</p>|<A b=|<!--|-->|<|>|&amp;|&#35;|&|\{|\}|\{%|%\}|\{\{|\}\}|\{#id\}|import |export default |https://a\.dk|note|Ord|æ|漢字| |  |\\|:|;|\.|,|'|\x22|\$|\^|@|/|[a-z]{1,6})";

/// A line that begins and ends with what is seen, as the lines of an outline do.
fn line() -> impl Strategy<Value = String> {
    let parts = prop::collection::vec(PARTS, 1..8).prop_map(|parts| parts.concat());
    parts
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .prop_filter("blank", |line| !line.is_empty())
}

fn paragraph() -> impl Strategy<Value = (Role, String)> {
    let lines = || prop::collection::vec(line(), 1..3).prop_map(|lines| lines.join("\n"));
    let role = prop_oneof![Just(Role::Paragraph), Just(Role::Item), Just(Role::Cell), Just(Role::Code)];
    (role, lines())
}

/// A section: the level of its heading, its heading, its paragraphs.
type Part = (u8, String, Vec<(Role, String)>);

fn sections() -> impl Strategy<Value = Vec<Part>> {
    prop::collection::vec((1_u8..=6, line(), prop::collection::vec(paragraph(), 0..4)), 0..4)
}

fn field(text: &str) -> Field {
    Field { text: text.to_owned(), span: None, stretches: Vec::new(), language: Language::default() }
}

fn page(title: &str, sections: &[Part]) -> Page {
    let paragraph = |(role, text): &(Role, String)| Paragraph {
        text: text.clone(),
        span: Span::default(),
        role: *role,
        is_prose: true,
        declared: None,
        stretches: Vec::new(),
        language: Language::default(),
        passages: Vec::new(),
    };
    let section = |(level, heading, paragraphs): &Part| Section {
        heading: Some(field(heading)),
        level: *level,
        paragraphs: paragraphs.iter().map(paragraph).collect(),
        language: Language::default(),
        span: Span::default(),
    };
    let block = Block {
        kind: Kind::Article,
        title: Some(field(title)),
        category: Some(field(title)),
        author: Some(field(title)),
        date: None,
        link: None,
        language: Language::default(),
        sections: sections.iter().map(section).collect(),
        span: Span::default(),
        title_repeats: Vec::new(),
        lines: Vec::new(),
    };
    Page {
        name: title.to_owned(),
        url: None,
        format: Format::Html,
        fetched_at: None,
        declared: None,
        expected: None,
        detected: Language::default(),
        blocks: vec![block],
        source: Source::new(String::new()),
        problems: Vec::new(),
        container_line: None,
        ignores: Vec::new(),
        told: korrektur::page::Told::default(),
        skeleton: korrektur::skeleton::Skeleton::default(),
        pairing: korrektur::paired::Pairing::default(),
    }
}

/// A line as it is read again: code is all code, the lines of an item after the first are text.
fn expected(sections: &[Part]) -> Vec<(Role, String)> {
    let mut lines = Vec::new();
    for (level, heading, paragraphs) in sections {
        lines.push((Role::Heading(*level), heading.clone()));
        for (role, text) in paragraphs {
            let role = if *role == Role::Cell { Role::Paragraph } else { *role };
            lines.extend(text.lines().map(|line| (role, line.to_owned())));
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn text_reads_as_itself(title in line(), sections in sections()) {
        let written = document(&page(&title, &sections), false);
        let outline = parse(&Source::new(written.clone()), Format::Markdown, None);
        let read: Vec<(Role, String)> =
            outline.lines().iter().map(|line| (line.role, outline.text(line).to_owned())).collect();
        prop_assert_eq!(&read, &expected(&sections), "{}", written);
        prop_assert_eq!(outline.about.title.as_deref(), Some(title.as_str()), "{}", written);
        prop_assert_eq!(&outline.about.authors, std::slice::from_ref(&title));
        prop_assert_eq!(outline.about.category.as_deref(), Some(title.as_str()));
    }

    #[test]
    fn no_text_leaves_the_front_matter(title in "\\PC{0,20}|[\"\\\\\n\r\u{85}\u{2028}:#-]{0,12}|(\n---\n)?[a-z]{0,3}") {
        let written = document(&page(&title, &[]), false);
        // The two fences and nothing but keys between them.
        let lines: Vec<&str> = written.lines().collect();
        prop_assert_eq!((lines.first(), lines.last()), (Some(&"---"), Some(&"---")));
        prop_assert!(lines[1..lines.len() - 1].iter().all(|line| line.contains(": \"") && line.ends_with('"')), "{written}");
    }
}

/// The title, headings and text of the article of each page, by page.
fn articles(records: &str, name: impl Fn(&Value) -> String) -> BTreeMap<String, (Value, Vec<(Value, Value)>)> {
    let mut articles = BTreeMap::new();
    for record in json_lines(records) {
        let mut blocks = record["blocks"].as_array().unwrap().iter();
        let Some(block) = blocks.find(|block| block["kind"] == "article") else { continue };
        let sections = block["sections"].as_array().unwrap().iter();
        let texts = sections.map(|section| (section["heading"].clone(), section["text"].clone())).collect();
        articles.insert(name(&record), (block["title"].clone(), texts));
    }
    articles
}

/// Pages whose sections Markdown has no form for: posts without headings, and a title with nothing under it.
const APART: [&str; 3] = ["blocks/forum-thread", "blocks/thread-only-in-script-state", "input/title-without-text"];

#[test]
fn articles_are_the_same_when_they_are_read_again() {
    let mut pages = 0;
    for case in cases().into_iter().filter(|case| !APART.contains(&case.name.as_str())) {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let before = case.command(&["extract", "--quiet"]).output().unwrap();
        let before =
            articles(&String::from_utf8(before.stdout).unwrap(), |record| record["page"].as_str().unwrap().to_owned());
        if before.is_empty() {
            continue;
        }
        let mut command = case.command(&["extract", "--quiet", "--format", "markdown", "--output"]);
        // The folder stands right behind its flag.
        let arguments: Vec<_> = command.get_args().map(std::ffi::OsStr::to_owned).collect();
        let (flags, rest) = arguments.split_at(5);
        command = korrektur(&case.folder);
        assert_eq!(output(command.args(flags).arg(&out).args(rest), 0), "", "{}", case.name);
        let after = output(korrektur(folder.path()).args(["extract", "--quiet", "out"]), 0);
        let page_of = |record: &Value| {
            let text = fs::read_to_string(folder.path().join(record["page"].as_str().unwrap())).unwrap();
            let line = text.lines().find_map(|line| line.strip_prefix("page: ")).unwrap();
            serde_json::from_str::<String>(line).unwrap()
        };
        pages += before.len();
        let mut after = articles(&after, page_of);
        // A page without an article is written as what it has.
        after.retain(|page, _| before.contains_key(page));
        assert_eq!(before, after, "{}", case.name);
    }
    assert!(pages >= 60, "{pages} pages only");
}

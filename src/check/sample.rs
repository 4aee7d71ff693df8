//! Small pages for the tests of rules.

use crate::document::Format;
use crate::language::Language;
use crate::page::{Block, Field, Kind, Page, Paragraph, Section};
use crate::span::{Source, Span};

/// A page whose text is that of its blocks.
pub(super) fn page(name: &str, blocks: &[Block]) -> Page {
    let mut source = String::new();
    let mut placed = blocks.to_vec();
    for section in placed.iter_mut().flat_map(|block| &mut block.sections) {
        let start = source.len();
        for paragraph in &mut section.paragraphs {
            paragraph.span = Span::new(source.len(), source.len() + paragraph.text.len());
            source.push_str(&paragraph.text);
            source.push_str("\n\n");
        }
        section.span = Span::new(start, source.trim_end().len());
    }
    Page {
        name: name.to_owned(),
        url: None,
        format: Format::Text,
        fetched_at: None,
        declared: None,
        expected: None,
        detected: Language::default(),
        blocks: placed,
        source: Source::new(source),
        problems: Vec::new(),
        container_line: None,
    }
}

/// A block with a title and sections; a section's text starts with its heading and a line break where it has one.
pub(super) fn block(kind: Kind, title: &str, sections: &[&str]) -> Block {
    Block {
        kind,
        title: Some(field(title)),
        category: None,
        author: None,
        date: None,
        link: None,
        language: Language::default(),
        sections: sections.iter().map(|text| section(text)).collect(),
        span: Span::default(),
        title_repeats: Vec::new(),
        lines: Vec::new(),
    }
}

fn section(text: &str) -> Section {
    let (heading, text) = match text.strip_prefix("# ").and_then(|text| text.split_once('\n')) {
        Some((heading, text)) => (Some(field(heading)), text),
        None => (None, text),
    };
    let paragraph = |text: &str| Paragraph {
        text: text.to_owned(),
        span: Span::default(),
        is_prose: true,
        declared: None,
        language: Language::default(),
    };
    let paragraphs = text.split("\n\n").map(paragraph).collect();
    Section { heading, level: 2, paragraphs, language: Language::default(), span: Span::default() }
}

fn field(text: &str) -> Field {
    Field { text: text.to_owned(), span: None, language: Language::default() }
}

/// A text of `words` words that shares no three of them in a row with another `seed`.
pub(super) fn text(seed: u32, words: u32) -> String {
    (0..words).map(|word| format!("w{seed}x{word}")).collect::<Vec<_>>().join(" ")
}

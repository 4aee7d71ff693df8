//! # mixed-language-section
//!
//! ## What it does
//! Reports sentences in another language inside a paragraph that is otherwise in the language that the page should be in: one
//! English sentence in a Danish paragraph, or what follows a translated label. The finding's span is exactly the foreign
//! part.
//!
//! Paragraphs and sections that are foreign as a whole are `untranslated-section`. What stands in quotation marks, in `<q>`,
//! `<cite>` or `<code>`, or under a `lang` attribute or `translate="no"` is foreign on purpose; so are parts of a sentence, which
//! are terms and names more often than not.
//!
//! ## Why it is bad
//! A reader stumbles over it, and nobody sees it in a list of pages: the page is translated, all but a sentence. It often
//! was added to the original after the translation was made.
//!
//! ## Example
//! Bad (on a page that should be in Danish):
//! ```text
//! Ring til os på hverdage. You can also book an appointment online. Vi svarer inden for en dag.
//! ```
//! Good:
//! ```text
//! Ring til os på hverdage. Du kan også bestille tid på nettet. Vi svarer inden for en dag.
//! ```
//!
//! ## How to mend it
//! Translate the sentence. If it is foreign on purpose, put it in quotation marks, or mark it with a `lang` attribute or
//! `translate="no"`.
//!
//! ## Settings
//! `[thresholds] language-confidence` (0.9): how sure the language must be. `[rules.mixed-language-section]`: `enabled`,
//! `severity`.

use super::page_language_mismatch::claim_is_wrong;
use crate::check::{Draft, Rule, Scope};
use crate::finding::Severity;
use crate::language::Tag;
use crate::message::Message;
use crate::page::{Kind, Page, Paragraph, Passage};
use crate::settings::Settings;

/// The rule.
pub const RULE: Rule = Rule {
    name: "mixed-language-section",
    severity: Severity::Warning,
    summary: "A sentence inside a paragraph is in another language than the page should be in",
    scope: Scope::Page(check),
    mqm: Some("accuracy/untranslated"),
    source: include_str!("mixed_language_section.rs"),
};

fn check(page: &Page, settings: &Settings) -> Vec<Draft> {
    let Some(expected) = page.expected.map(|expected| expected.tag).filter(|_| !claim_is_wrong(page, settings)) else {
        return Vec::new();
    };
    let mut drafts = Vec::new();
    for (index, block) in page.blocks.iter().enumerate().filter(|(_, block)| block.kind != Kind::Other) {
        for (section, part) in block.sections.iter().enumerate() {
            // A foreign paragraph is another rule's, with its label and all.
            let own = |paragraph: &&Paragraph| paragraph.language.tag.is_und() || paragraph.language.tag.same_language(expected);
            for paragraph in part.paragraphs.iter().filter(own) {
                let is_sure = |passage: &&Passage| passage.language.confidence >= settings.thresholds.language_confidence;
                let passages = paragraph.passages.iter().filter(is_sure);
                drafts.extend(passages.map(|passage| draft(page, index, section, expected, paragraph, passage)));
            }
        }
    }
    drafts
}

fn draft(page: &Page, block: usize, section: usize, expected: Tag, paragraph: &Paragraph, passage: &Passage) -> Draft {
    Draft {
        place: page.place(passage.span),
        text: paragraph.text.get(passage.text.clone()).unwrap_or_default().to_owned(),
        message: Message::new(RULE.name)
            .with("section", section + 1)
            .with("found", passage.language.tag)
            .with("tag", passage.language.tag.to_string())
            .with("expected", expected),
        block: Some(block),
        sections: vec![section],
        expected: Some(expected),
        found: Some(passage.language.tag),
        confidence: Some(passage.language.confidence),
        ..Draft::default()
    }
}

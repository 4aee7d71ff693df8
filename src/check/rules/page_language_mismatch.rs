//! # page-language-mismatch
//!
//! ## What it does
//! Reports a page whose claim about its language (`<html lang>`, front matter, a field of the record) contradicts all of
//! its text: the article, and whatever stands around it, is in one other language, and nothing of any length is in the
//! claimed one.
//!
//! That is another fault than `untranslated-section`, and never both are reported of one page for the same reason. Where
//! the site around an article is in the claimed language, where a flag or the pipeline expects the claimed language, or where
//! the page repeats most lines of the original that it should be a translation of, the claim is right and the article is
//! untranslated. Where everything is in another language, the text is right and the
//! claim is wrong.
//!
//! ## Why it is bad
//! Browsers, search engines and screen readers believe the claim: a page read aloud in the wrong language cannot be
//! understood, and a search engine shows it to the wrong readers.
//!
//! ## Example
//! Bad:
//! ```html
//! <html lang="en"><body><nav>Forside, Om os, Kontakt</nav><p>Velkommen til vores klinik i Aarhus.</p></body></html>
//! ```
//! Good:
//! ```html
//! <html lang="da"><body><nav>Forside, Om os, Kontakt</nav><p>Velkommen til vores klinik i Aarhus.</p></body></html>
//! ```
//!
//! ## How to mend it
//! Correct the claim; it often stands in a template that was copied from another site.
//!
//! ## Settings
//! `[thresholds] language-confidence` (0.9): how sure the language must be. `[rules.page-language-mismatch]`: `enabled`,
//! `severity`.

use std::collections::BTreeSet;

use crate::check::{Draft, Rule, Scope};
use crate::finding::Severity;
use crate::language::{ExpectedFrom, Tag};
use crate::message::Message;
use crate::page::{Block, Kind, Page};
use crate::settings::Settings;
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "page-language-mismatch",
    severity: Severity::Warning,
    summary: "The page claims a language that none of its text is in",
    scope: Scope::Page(check),
    mqm: Some("accuracy/untranslated"),
    source: include_str!("page_language_mismatch.rs"),
};

/// How much text, in characters, must be in the language that was found: less proves no claim wrong.
const LEAST_CHARACTERS: usize = 200;

/// What share of the text may be in the claimed language: a line of a template, a quotation.
const LARGEST_SHARE: f64 = 0.05;

fn check(page: &Page, settings: &Settings) -> Vec<Draft> {
    let Some((claimed, found)) = contradiction(page, settings).filter(|_| !is_expected_elsewhere(page) && !is_copy(page)) else {
        return Vec::new();
    };
    let lines = page.blocks.iter().filter(|block| block.kind == Kind::Article).map(|block| block.span);
    let span = lines.reduce(Span::join).or_else(|| page.blocks.iter().map(|block| block.span).reduce(Span::join));
    let text = page.blocks.iter().find(|block| block.kind == Kind::Article).or(page.blocks.first());
    vec![Draft {
        place: page.place(span.unwrap_or_default()),
        text: text.map(Block::text).unwrap_or_default(),
        message: Message::new(RULE.name).with("claimed", claimed).with("found", found).with("tag", found.to_string()),
        expected: Some(claimed),
        found: Some(found),
        confidence: Some(page.detected.confidence),
        ..Draft::default()
    }]
}

/// Tells whether the page should be in a language for no better reason than a claim that all of its text contradicts.
/// Then the claim is at fault, not the text.
pub(super) fn claim_is_wrong(page: &Page, settings: &Settings) -> bool {
    let is_believed = page.expected.is_some_and(|expected| expected.from == ExpectedFrom::Declared);
    is_believed && contradiction(page, settings).is_some() && !is_copy(page)
}

/// Tells whether the page says for the better part what its original says, letter for letter: it is to be a translation, and
/// its text is at fault.
fn is_copy(page: &Page) -> bool {
    let lines: BTreeSet<u64> = page.skeleton.bones.iter().flat_map(|bone| &bone.texts).copied().collect();
    page.pairing.paired().is_some_and(|paired| 2 * paired.same.lines.len() > lines.len())
}

/// Tells whether a flag or the pipeline expects just what the page claims: then the text is at fault.
fn is_expected_elsewhere(page: &Page) -> bool {
    let is_asked = |from: ExpectedFrom| matches!(from, ExpectedFrom::Flag | ExpectedFrom::Pipeline);
    page.expected.zip(page.declared).is_some_and(|(expected, declared)| {
        is_asked(expected.from) && expected.tag.same_language(declared)
    })
}

/// Gives the claimed language and the one that all of the text is in, where they differ: articles and profiles, and the
/// chrome around them too, which an untranslated article does not change.
fn contradiction(page: &Page, settings: &Settings) -> Option<(Tag, Tag)> {
    let claimed = page.declared.filter(|tag| !tag.is_und())?;
    let found = page.detected.tag;
    if found.is_und() || found.same_language(claimed) || page.detected.confidence < settings.thresholds.language_confidence {
        return None;
    }
    let (mut in_found, mut in_claimed, mut chrome_in_found, mut all) = (0, 0, 0, 0);
    for block in &page.blocks {
        let is_chrome = matches!(block.kind, Kind::Teaser | Kind::Other);
        let fields = block.title.iter().chain(&block.category).chain(block.sections.iter().flat_map(|s| &s.heading));
        let paragraphs = block.sections.iter().flat_map(|section| &section.paragraphs);
        let texts = fields.map(|field| (&field.text, field.language));
        for (text, language) in texts.chain(paragraphs.map(|paragraph| (&paragraph.text, paragraph.language))) {
            let length = text.chars().count();
            all += if language.tag.is_und() { 0 } else { length };
            in_found += if language.tag.same_language(found) { length } else { 0 };
            in_claimed += if language.tag.same_language(claimed) { length } else { 0 };
            chrome_in_found += if is_chrome && language.tag.same_language(found) { length } else { 0 };
        }
    }
    let is_all = in_claimed as f64 <= LARGEST_SHARE * all as f64;
    (is_all && chrome_in_found > 0 && in_found >= LEAST_CHARACTERS).then_some((claimed, found))
}

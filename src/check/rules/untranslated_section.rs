//! # untranslated-section
//!
//! ## What it does
//! Reports text of an article, profile or teaser that is in another language than the page should be in. Consecutive
//! paragraphs, headings and sections in the same foreign language are one finding, which covers them from first to last
//! and lists their sections. The title above an article is text of it; titles in lists are `untranslated-title`. Code, names and lines too short to tell do not part such a run; a paragraph in the expected
//! language does.
//!
//! Where the original of the page is known (`--original`, `--original-language`), a line that says letter for letter what
//! the original says needs less to be told from a name: a word or two that are none. A short line that most of the pages in
//! other languages keep too, three at least, is left alone, and so is what the glossary keeps.
//!
//! Nothing is reported where the page should be in a language that cannot be told (the page then has an
//! `unreadable-input` finding that says so), where nothing tells what language it should be in, or where the page's own
//! claim is wrong altogether (`page-language-mismatch` says so instead). A text whose `lang` attribute names the language
//! that it is in is foreign on purpose. Navigation, footers and comments are not looked at.
//!
//! ## Why it is bad
//! A reader who came for Danish finds English. Sites half translated look finished in every list of pages.
//!
//! ## Example
//! Bad (on a page that should be in Danish):
//! ```text
//! Sådan bestiller du tid hos os.
//!
//! You can cancel your appointment up to 24 hours before.
//! ```
//! Good:
//! ```text
//! Sådan bestiller du tid hos os.
//!
//! Du kan aflyse din tid indtil 24 timer før.
//! ```
//!
//! ## How to mend it
//! Translate the text. If it is foreign on purpose (a quotation, a name of a work), mark it with a `lang` attribute or
//! `translate="no"`. If the page should be in the language that was found, say so: `lang` of the page, or
//! `--expect-language`.
//!
//! ## Settings
//! `[thresholds] language-confidence` (0.9): how sure the language must be. `[thresholds] untranslated-words` (3): how
//! many words a text must have to be reported by itself. `[rules.untranslated-section]`: `enabled`, `severity`.

use super::page_language_mismatch::claim_is_wrong;
use crate::check::elements::whole_elements;
use crate::check::{Draft, Rule, Scope, held};
use crate::finding::{Related, Severity};
use crate::language::{Language, Tag};
use crate::message::Message;
use crate::page::{Block, Field, Kind, Page};
use crate::paired::{self, Account, Paired, Same};
use crate::settings::{Settings, Thresholds};
use crate::span::Span;
use crate::words::text_key;

/// The rule.
pub const RULE: Rule = Rule {
    name: "untranslated-section",
    severity: Severity::Error,
    summary: "Text of an article, profile or teaser is in another language than the page should be in",
    scope: Scope::Page(check),
    mqm: Some("accuracy/untranslated"),
    source: include_str!("untranslated_section.rs"),
};

/// How many texts that say nothing may stand between two foreign ones of a run. Code may stand there without end.
const BRIDGE: usize = 3;

/// How sure a text between two foreign ones must be of its own language to part them: lines of names and terms, which go
/// to the expected language for want of anything better, have less.
const CONTRADICTS: f64 = 0.75;

fn check(page: &Page, settings: &Settings) -> Vec<Draft> {
    let Some(expected) = page.expected.map(|expected| expected.tag).filter(|_| !claim_is_wrong(page, settings)) else {
        return Vec::new();
    };
    let landmarks = landmarks(page);
    let reported = page.blocks.iter().enumerate().filter(|(_, block)| block.kind != Kind::Other);
    let same = page.pairing.paired().map(|paired| &paired.same);
    let drafts = reported.flat_map(|(index, block)| {
        let mut texts = texts(block, expected, &settings.thresholds, same);
        texts.iter_mut().filter(|text| page.is_ignored(RULE.name, text.span)).for_each(|text| text.standing = Standing::Right);
        runs(&texts, index, &landmarks).into_iter().map(move |run| draft(page, index, block, expected, &run, &texts)).collect::<Vec<_>>()
    });
    drafts.collect()
}

/// A text of any block that is surely in a language: where it starts, and what it is in.
struct Landmark {
    start: usize,
    block: usize,
    tag: Tag,
}

/// Lists the texts of all blocks in the order of the page. What stands between two texts of a block may belong to another:
/// the caption of a picture, a card in the middle of an article.
fn landmarks(page: &Page) -> Vec<Landmark> {
    let mut landmarks: Vec<Landmark> = Vec::new();
    for (block, part) in page.blocks.iter().enumerate() {
        let fields = [&part.title, &part.category].into_iter().flatten();
        let headings = part.sections.iter().filter_map(|section| section.heading.as_ref());
        let fields = fields.chain(headings).filter_map(|field| Some((field.span?, field.language)));
        let paragraphs = part.sections.iter().flat_map(|section| &section.paragraphs);
        let paragraphs = paragraphs.map(|paragraph| (paragraph.span, paragraph.language));
        let sure = fields.chain(paragraphs).filter(|(_, language)| language.confidence >= CONTRADICTS);
        landmarks.extend(sure.map(|(span, language)| Landmark { start: span.start, block, tag: language.tag }));
    }
    landmarks.sort_by_key(|landmark| (landmark.start, landmark.block));
    landmarks
}

/// Tells whether a text of another block than `block`, in another language than `tag`, stands between two places.
fn is_parted(landmarks: &[Landmark], block: usize, tag: Tag, from: usize, to: usize) -> bool {
    let first = landmarks.partition_point(|landmark| landmark.start < from);
    let between = landmarks.get(first..).unwrap_or_default().iter().take_while(|landmark| landmark.start < to);
    between.into_iter().any(|landmark| landmark.block != block && !landmark.tag.is_und() && landmark.tag != tag)
}

/// What a text is in its block.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Title,
    Heading,
    Paragraph,
}

/// A title, heading or paragraph of a block.
struct Text<'a> {
    /// The section that it stands in; a title stands in none.
    section: Option<usize>,
    part: Part,
    content: &'a str,
    span: Span,
    language: Language,
    standing: Standing,
    /// Whether its original says the same.
    is_same: bool,
}

/// How a text stands to the expected language.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    /// In another language, surely.
    Foreign(Tag),
    /// In another language, but too short or too unsure to be reported by itself.
    Perhaps(Tag),
    /// Too little to tell, or too unsure to speak against a run.
    Silent,
    /// No prose.
    Code,
    /// In the expected language, or in another on purpose.
    Right,
}

fn texts<'a>(block: &'a Block, expected: Tag, thresholds: &Thresholds, same: Option<&Same>) -> Vec<Text<'a>> {
    let is_same = |text: &str| same.is_some_and(|same| same.lines.contains_key(&text_key(text)));
    // Few words may be a name, but not where they are no title of anything, and the same as in the original.
    let is_left = |text: &str| {
        let is_told = words(text) >= LEFT_WORDS && !text.contains(QUOTES) && text.split_whitespace().any(is_small);
        is_told && is_same(text)
    };
    let standing = |language: Language, text: &str| {
        let is_sure = language.confidence >= thresholds.language_confidence;
        if language.tag.is_und() {
            Standing::Silent
        } else if language.tag.same_language(expected) {
            if language.confidence >= CONTRADICTS { Standing::Right } else { Standing::Silent }
        } else if is_sure && (words(text) >= thresholds.untranslated_words || is_left(text)) {
            Standing::Foreign(language.tag)
        } else {
            Standing::Perhaps(language.tag)
        }
    };
    let mut texts = Vec::new();
    let of_field = |field: &'a Field, section: Option<usize>, part: Part| {
        let standing = standing(field.language, &field.own_text());
        let is_same = is_same(&field.text);
        Some(Text { section, part, content: &field.text, span: field.span?, language: field.language, standing, is_same })
    };
    for (section, part) in block.sections.iter().enumerate() {
        texts.extend(part.heading.iter().filter_map(|heading| of_field(heading, Some(section), Part::Heading)));
        for paragraph in &part.paragraphs {
            let is_on_purpose = paragraph.declared.is_some_and(|tag| tag.same_language(paragraph.language.tag));
            texts.push(Text {
                section: Some(section),
                is_same: is_same(&paragraph.text),
                part: Part::Paragraph,
                content: &paragraph.text,
                span: paragraph.span,
                language: paragraph.language,
                standing: match standing(paragraph.language, &paragraph.own_text()) {
                    _ if !paragraph.is_prose => Standing::Code,
                    _ if is_on_purpose => Standing::Right,
                    standing => standing,
                },
            });
        }
    }
    // The title of a teaser stands in a list: another rule looks at it.
    let title = block.title.as_ref().filter(|_| block.kind == Kind::Article);
    if let Some(title) = title.and_then(|title| of_field(title, None, Part::Title)) {
        let place = texts.partition_point(|text| text.span.start < title.span.start);
        texts.insert(place, title);
    }
    texts
}

/// The fewest words of a text that is the same as in the original, one of them in small letters, which is a finding by itself:
/// a word alone may be a loan.
const LEFT_WORDS: usize = 2;

/// What a program says is quoted as it is.
const QUOTES: [char; 6] = ['"', '\'', '`', '“', '„', '«'];

/// Tells whether a word is written in small letters throughout, as names and the words of titles are not.
fn is_small(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().nth(2).is_some() && word.chars().all(char::is_lowercase)
}

/// Counts the words of a text; two characters count as one where words are not parted by blanks.
fn words(text: &str) -> usize {
    let is_unspaced = |c: &char| matches!(u32::from(*c), 0xE00..=0xEFF | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF);
    let unspaced = text.chars().filter(is_unspaced).count();
    let parted = text.split_whitespace().filter(|word| word.chars().any(|c| c.is_alphabetic() && !is_unspaced(&c)));
    parted.count() + unspaced / 2
}

/// A run of texts in one foreign language: its tag, and the first and last of its texts.
struct Run {
    tag: Tag,
    first: usize,
    last: usize,
}

/// Finds the runs of the block at `block`: each starts and ends with texts in the foreign language, one of which is surely
/// so, and no text of another block in another language stands inside.
fn runs(texts: &[Text<'_>], block: usize, landmarks: &[Landmark]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Option<(Run, bool)> = None;
    let mut silent = 0;
    let close = |open: &mut Option<(Run, bool)>, runs: &mut Vec<Run>| {
        runs.extend(open.take().filter(|&(_, is_sure)| is_sure).map(|(run, _)| run));
    };
    let mut end = 0;
    for (index, text) in texts.iter().enumerate() {
        let is_parted = |(run, _): &(Run, bool)| is_parted(landmarks, block, run.tag, end, text.span.start);
        if open.as_ref().is_some_and(is_parted) {
            close(&mut open, &mut runs);
        }
        end = text.span.end;
        match text.standing {
            Standing::Foreign(tag) | Standing::Perhaps(tag) => {
                let is_sure = matches!(text.standing, Standing::Foreign(_));
                match &mut open {
                    Some((run, was_sure)) if run.tag == tag => {
                        run.last = index;
                        *was_sure |= is_sure;
                    }
                    _ => {
                        close(&mut open, &mut runs);
                        open = Some((Run { tag, first: index, last: index }, is_sure));
                    }
                }
                silent = 0;
            }
            Standing::Code => {}
            Standing::Silent if silent < BRIDGE => silent += 1,
            Standing::Silent | Standing::Right => {
                close(&mut open, &mut runs);
                silent = 0;
            }
        }
    }
    close(&mut open, &mut runs);
    if let [run] = runs.as_mut_slice() {
        extend_over_silence(run, texts);
    }
    runs
}

/// Lets the only run of a block take in what says nothing at its ends, a greeting or a name, where nothing else in the block
/// speaks: then all of it is foreign.
fn extend_over_silence(run: &mut Run, texts: &[Text<'_>]) {
    let is_silent = |text: &Text<'_>| matches!(text.standing, Standing::Silent | Standing::Code);
    let before = texts.get(..run.first).unwrap_or_default();
    let after = texts.get(run.last + 1..).unwrap_or_default();
    if before.iter().chain(after).all(is_silent) {
        run.first -= before.len().min(BRIDGE);
        run.last += after.len().min(BRIDGE);
    }
}

fn draft(page: &Page, index: usize, block: &Block, expected: Tag, run: &Run, texts: &[Text<'_>]) -> Draft {
    let covered = texts.get(run.first..=run.last).unwrap_or_default();
    let span = covered.iter().map(|text| text.span).reduce(Span::join).unwrap_or_default();
    let mut sections: Vec<usize> = covered.iter().filter_map(|text| text.section).collect();
    sections.dedup();
    let message = message(block.kind, block.sections.len(), run, &sections, texts);
    let paired = page.pairing.paired().filter(|_| is_same(covered, run.tag));
    let (related, related_total) = paired.map(|paired| original(paired, span)).unwrap_or_default();
    Draft {
        place: page.place(whole_elements(page, span)),
        text: covered.iter().map(|text| text.content).collect::<Vec<_>>().join("\n"),
        parts: covered.iter().map(|text| text_key(text.content)).collect(),
        message: message
            .with("same", if paired.is_some() { "yes" } else { "no" })
            .with("found", run.tag).with("tag", run.tag.to_string()).with("expected", expected),
        block: Some(index),
        sections,
        expected: Some(expected),
        found: Some(run.tag),
        confidence: Some(confidence(covered, run.tag)),
        related,
        related_total,
        ..Draft::default()
    }
}

/// Tells whether all texts of a run that are in its language stand in the original too.
fn is_same(covered: &[Text<'_>], tag: Tag) -> bool {
    let mut own = covered.iter().filter(|text| text.language.tag == tag).peekable();
    own.peek().is_some() && own.all(|text| text.is_same)
}

/// Gives the sections of the original that those in a span were translated from, and how many there are.
fn original(paired: &Paired, span: Span) -> (Vec<Related>, usize) {
    let of_page = |account: &Account| account.part.as_ref().map(|part| part.place.span);
    let first = paired.accounts.partition_point(|account| of_page(account).is_some_and(|part| part.end <= span.start));
    let covered = paired.accounts.get(first..).unwrap_or_default().iter();
    let covered = covered.take_while(|account| of_page(account).is_some_and(|part| part.start < span.end));
    let parts: Vec<paired::Part> = covered.filter_map(|account| account.original.clone()).collect();
    (held::related(paired, &parts), parts.len())
}

/// Gives the mean confidence of the texts in the language, by length.
fn confidence(covered: &[Text<'_>], tag: Tag) -> f64 {
    let own = covered.iter().filter(|text| text.language.tag == tag);
    let (sum, length) = own.fold((0.0, 0.0), |(sum, length), text| {
        (sum + text.language.confidence * text.content.len() as f64, length + text.content.len() as f64)
    });
    if length > 0.0 { sum / length } else { 0.0 }
}

/// Says what of the block is in the run: its title, the whole of it, some of its sections, or parts of a section.
fn message(kind: Kind, total: usize, run: &Run, sections: &[usize], texts: &[Text<'_>]) -> Message {
    let covered = texts.get(run.first..=run.last).unwrap_or_default();
    let is_title = |text: &Text<'_>| text.part == Part::Title;
    let is_titled = covered.iter().any(is_title);
    let (Some(&first), Some(&last)) = (sections.first(), sections.last()) else {
        return Message::new("untranslated-title-alone");
    };
    // Only the nearest texts on both sides are looked for: a block may have as many runs as it has texts. Sections are in order.
    let speaks = |text: &&Text<'_>| !matches!(text.standing, Standing::Silent | Standing::Code);
    let before = texts.get(..run.first).unwrap_or_default().iter().rev().filter(speaks).find_map(|text| text.section);
    let after = texts.get(run.last + 1..).unwrap_or_default().iter().filter(speaks).find_map(|text| text.section);
    if before.is_none() && after.is_none() {
        let is_apart = texts.iter().any(is_title) && !is_titled;
        return Message::new("untranslated-block")
            .with("part", if is_apart { "text" } else { "whole" })
            .with("kind", kind.name())
            .with("sections", sections.len())
            .with("total", total);
    }
    let yes = |is_so: bool| if is_so { "yes" } else { "no" };
    // The verb's number: what a title comes on top of is more than one.
    let number = |count: usize| if is_titled { count + 1 } else { count };
    let named = |id| {
        Message::new(id)
            .with("titled", yes(is_titled))
            .with("sections", last + 1 - first)
            .with("first", first + 1)
            .with("last", last + 1)
    };
    if before != Some(first) && after != Some(last) {
        return named("untranslated-section")
            .with("number", number(last + 1 - first))
            .with("covered", sections.len())
            .with("total", total);
    }
    let of = |part: Part| covered.iter().filter(|text| text.part == part && text.language.tag == run.tag).count();
    let (paragraphs, headings) = (of(Part::Paragraph), of(Part::Heading));
    named("untranslated-paragraphs")
        .with("number", number(paragraphs + headings))
        .with("paragraphs", paragraphs)
        .with("headings", headings)
        .with("both", yes(paragraphs > 0 && headings > 0))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_block_of_many_runs_takes_linear_time() {
        const MANY: usize = 400_000;
        let text = |index: usize| Text {
            section: Some(index / (MANY / 2)),
            part: Part::Paragraph,
            content: "",
            span: Span::new(index, index + 1),
            is_same: false,
            language: Language { tag: Tag::of("en"), confidence: 1.0 },
            standing: if index.is_multiple_of(2) { Standing::Foreign(Tag::of("en")) } else { Standing::Right },
        };
        let texts: Vec<Text<'_>> = (0..MANY).map(text).collect();
        let start = Instant::now();
        let runs = runs(&texts, 0, &[]);
        assert_eq!(runs.len(), MANY / 2);
        for run in &runs {
            let section = run.first / (MANY / 2);
            let message = message(Kind::Article, 2, run, &[section], &texts);
            assert!(message.arguments.contains(&("first", (section + 1).into())), "{message:?}");
        }
        // Hundreds of times what it takes when built for release: only a quadratic step is this slow.
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    }
}

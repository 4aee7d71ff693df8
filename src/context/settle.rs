//! Every text's language, weighed against what the page should be in.
//!
//! Each text is read once ([`Evidence`], the likelihood). The prior says how likely a language is at that place: the
//! expected language most of all, English next, since that is what pages are left in, every other language hardly, and
//! the languages that are easily taken for the expected one least. A foreign decision has to beat that prior. Texts with
//! little to say then hear their neighbours.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::names::Names;
use super::outlook::Outlook;
use super::passages;
use crate::detect::{self, Evidence};
use crate::language::{Language, Tag};
use crate::page::{Block, Field, Kind, Page, Paragraph, Passage, Problem, Section};
use crate::span::{self, Source, Span};
use crate::terms::Terms;

/// A text of so many ordinary words speaks for itself, and for its neighbours.
const SPEAKS: usize = 8;
/// How sure it must be.
const SURE: f64 = 0.95;
/// How far away, in texts, a neighbour may stand.
const NEAR: usize = 3;
/// How much likelier a language becomes with every neighbour that is in it, in nats. From 0.7 to 1.3, F1 on half-translated sites
/// falls by 0.0002.
const NEIGHBOUR: f64 = 0.7;

/// Fewer ordinary words than this are left of a text without its names: it says nothing.
const LEAST_WORDS: usize = 2;

/// Decides the language of every title, section, paragraph and block of `page`, and of the page, given what it should be
/// (`page.expected`). An expected language that the detector does not know leaves everything `und`, and becomes a
/// problem of the page: compared with a language it cannot see, any text would look foreign.
///
/// Most short texts of a page stand in its `other` blocks. They may be left open (`wants_other`), and are decided all the
/// same where nothing else tells the language of the page. `terms` stay as they are in every language.
pub fn settle(page: &mut Page, terms: &Terms, wants_other: bool) {
    let expected = page.expected.map(|expected| expected.tag.language());
    if let Some(tag) = expected.filter(|&tag| !detect::knows(tag)) {
        page.problems.push(Problem {
            reason: format!(
                "the page should be in {tag}, a language that korrektur cannot tell, so no language was checked; \
                 say what it should be in with --expect-language if that is wrong"
            ),
            span: Span::default(),
        });
        return;
    }
    let outlook = Outlook::of(expected, terms);
    let is_other = |block: &&mut Block| block.kind == Kind::Other;
    page.blocks.iter_mut().filter(|block| !is_other(block)).for_each(|block| settle_block(block, &outlook));
    let mut own = page.blocks.iter_mut().filter(|block| !is_other(block));
    if let Some(expected) = expected.filter(|&tag| own.any(|block| units(block).iter().any(|it| is_doubtful(it, tag))))
    {
        let names = names(page.blocks.iter_mut(), expected, &outlook);
        page.blocks
            .iter_mut()
            .filter(|block| !is_other(block))
            .for_each(|block| doubt_names(block, expected, &outlook, &names));
    }
    page.detected = language_of_page(&page.blocks);
    if let Some(expected) = expected {
        let blocks = page.blocks.iter_mut().filter(|block| !is_other(block));
        let paragraphs = blocks.flat_map(|block| &mut block.sections).flat_map(|section| &mut section.paragraphs);
        // A foreign paragraph is foreign with all that stands in it.
        let is_own = |it: &Paragraph| it.language.tag.is_und() || it.language.tag.same_language(expected);
        for paragraph in paragraphs.filter(|it| it.is_prose && it.declared.is_none() && is_own(it)) {
            find_passages(paragraph, expected, &outlook, &page.source);
        }
    }
    if wants_other || page.detected.tag.is_und() {
        page.blocks.iter_mut().filter(is_other).for_each(|block| settle_block(block, &outlook));
        page.detected = language_of_page(&page.blocks);
    }
}

fn find_passages(paragraph: &mut Paragraph, expected: Tag, outlook: &Outlook, source: &Source) {
    let own = outlook.telling(span::own_text(&paragraph.text, &paragraph.stretches));
    let found = passages::passages(&own, expected, outlook);
    let parts: Vec<Range<usize>> = found.iter().map(|it| it.text.clone()).collect();
    let spans = span::locate(source.text(), &paragraph.text, &paragraph.stretches, paragraph.span, &parts);
    let passages = found.into_iter().zip(spans);
    paragraph.passages = passages.map(|(it, span)| Passage { text: it.text, span, language: it.language }).collect();
}

/// A text of a block and where its language goes.
pub(super) struct Unit<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) language: &'a mut Language,
}

fn settle_block(block: &mut Block, outlook: &Outlook) {
    for field in block.category.iter_mut().chain(block.author.iter_mut()) {
        field.language = outlook.decide(&Evidence::of(&outlook.telling(field.own_text())), |_| 0.0);
    }
    let mut units = units(block);
    let read: Vec<Evidence> =
        units.iter().map(|unit| Evidence::of(&outlook.telling(Cow::Borrowed(&unit.text)))).collect();
    let decide_alone = |it: &Evidence| (it.words() >= SPEAKS).then(|| outlook.decide(it, |_| 0.0));
    let alone: Vec<Option<Language>> = read.iter().map(decide_alone).collect();
    let voice = |it: &Language| (it.confidence >= SURE && !it.tag.is_und()).then_some(it.tag);
    let voices: Vec<Option<Tag>> = alone.iter().map(|language| language.as_ref().and_then(voice)).collect();
    for (index, ((unit, evidence), alone)) in units.iter_mut().zip(&read).zip(alone).enumerate() {
        *unit.language = alone.unwrap_or_else(|| {
            let near = neighbours(&voices, index);
            outlook.decide(evidence, hearing(&near))
        });
    }
    settle_whole(block);
}

/// Collects the names in what is surely in the language that the page should be in.
pub(super) fn names<'a>(blocks: impl Iterator<Item = &'a mut Block>, expected: Tag, outlook: &Outlook) -> Names {
    let units = blocks.filter(|block| block.kind != Kind::Other).flat_map(units);
    let own = units.filter(|unit| speaks(&unit.text, unit.language) == Some(expected));
    Names::of(own.map(|unit| outlook.telling(unit.text)), expected)
}

/// Tells what a text that speaks for itself is in.
pub(super) fn speaks(text: &str, language: &Language) -> Option<Tag> {
    let is_sure = language.confidence >= SURE && !language.tag.is_und();
    (is_sure && is_long(text)).then_some(language.tag)
}

pub(super) fn is_long(text: &str) -> bool {
    text.split_whitespace().nth(SPEAKS - 1).is_some()
}

/// Decides short foreign texts anew without the names of the page: what is foreign by its names alone is not.
fn doubt_names(block: &mut Block, expected: Tag, outlook: &Outlook, names: &Names) {
    let mut units = units(block);
    if !units.iter().any(|unit| is_doubtful(unit, expected)) {
        return;
    }
    let voices: Vec<Option<Tag>> = units.iter().map(|unit| speaks(&unit.text, unit.language)).collect();
    let mut has_changed = false;
    for (index, unit) in units.iter_mut().enumerate().filter(|(_, unit)| is_doubtful(unit, expected)) {
        let own = names.taken_out(&unit.text);
        if matches!(own, Cow::Borrowed(_)) {
            continue;
        }
        let evidence = Evidence::of(&outlook.telling(own));
        *unit.language = if evidence.words() < LEAST_WORDS {
            Language { tag: Tag::UND, confidence: 1.0 }
        } else {
            outlook.decide(&evidence, hearing(&neighbours(&voices, index)))
        };
        has_changed = true;
    }
    if has_changed {
        settle_whole(block);
    }
}

/// Tells a short text that seems to be in another language than `expected`: it may be made of names.
fn is_doubtful(unit: &Unit, expected: Tag) -> bool {
    let tag = unit.language.tag;
    !tag.is_und() && !tag.same_language(expected) && !is_long(&unit.text)
}

/// Decides sections and block from their texts.
pub(super) fn settle_whole(block: &mut Block) {
    for section in &mut block.sections {
        let (prose, heading) = (section.paragraphs.iter().filter(|p| p.is_prose), section.heading.iter());
        let texts = prose.map(|p| (p.text.as_str(), p.language)).chain(heading.map(|h| (h.text.as_str(), h.language)));
        section.language = majority(texts);
    }
    block.language = language_of_block(block);
}

/// Gives the nearest texts that speak for themselves, one on each side.
fn neighbours(voices: &[Option<Tag>], index: usize) -> [Option<Tag>; 2] {
    let before = voices.get(..index).unwrap_or_default();
    let after = voices.get(index + 1..).unwrap_or_default();
    [before.iter().rev().take(NEAR).find_map(|voice| *voice), after.iter().take(NEAR).find_map(|voice| *voice)]
}

/// Gives how much likelier its neighbours make a language.
fn hearing(near: &[Option<Tag>; 2]) -> impl Fn(Tag) -> f64 + '_ {
    |tag| NEIGHBOUR * near.iter().filter(|&&near| near == Some(tag)).count() as f64
}

/// Lists the texts of a block whose language is to be decided, in reading order: title, headings, prose.
pub(super) fn units(block: &mut Block) -> Vec<Unit<'_>> {
    fn of_field(field: &mut Field) -> Unit<'_> {
        Unit { text: span::own_text(&field.text, &field.stretches), language: &mut field.language }
    }
    fn of_paragraph(paragraph: &mut Paragraph) -> Unit<'_> {
        Unit { text: span::own_text(&paragraph.text, &paragraph.stretches), language: &mut paragraph.language }
    }
    let mut units: Vec<Unit<'_>> = block.title.iter_mut().map(of_field).collect();
    for Section { heading, paragraphs, .. } in &mut block.sections {
        units.extend(heading.iter_mut().map(of_field));
        units.extend(paragraphs.iter_mut().filter(|paragraph| paragraph.is_prose).map(of_paragraph));
    }
    units
}

fn language_of_block(block: &Block) -> Language {
    let paragraphs = block.sections.iter().flat_map(|section| &section.paragraphs).filter(|p| p.is_prose);
    let body = majority(paragraphs.map(|paragraph| (paragraph.text.as_str(), paragraph.language)));
    if !body.tag.is_und() {
        return body;
    }
    let headings = block.sections.iter().filter_map(|section| section.heading.as_ref());
    let fields = headings.chain(&block.title);
    majority(fields.map(|field| (field.text.as_str(), field.language)))
}

/// Gives the language of most of the article text; of profiles and teasers where there is no article.
fn language_of_page(blocks: &[Block]) -> Language {
    let of_kind = |kind: Kind| {
        let texts = blocks.iter().filter(move |block| block.kind == kind).flat_map(|block| {
            let title = block.title.iter().map(|title| (title.text.as_str(), title.language));
            let sections = block.sections.iter().flat_map(|section| &section.paragraphs).filter(|p| p.is_prose);
            title.chain(sections.map(|paragraph| (paragraph.text.as_str(), paragraph.language)))
        });
        majority(texts)
    };
    let kinds = [Kind::Article, Kind::Profile, Kind::Teaser, Kind::Other];
    kinds.into_iter().map(of_kind).find(|language| !language.tag.is_und()).unwrap_or_default()
}

/// Gives the language that most of the texts are in, by length; its confidence is the mean of theirs, by length, times its
/// share. `und` texts have no say unless there are no others.
fn majority<'a>(texts: impl Iterator<Item = (&'a str, Language)>) -> Language {
    let mut sums: BTreeMap<Tag, (f64, f64)> = BTreeMap::new();
    let mut total = 0.0;
    for (text, language) in texts.filter(|(_, language)| !language.tag.is_und()) {
        let length = text.len() as f64;
        let sum = sums.entry(language.tag).or_default();
        sum.0 += length;
        sum.1 += length * language.confidence;
        total += length;
    }
    let most = sums.into_iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0));
    most.map_or(Language { tag: Tag::UND, confidence: 1.0 }, |(tag, (_, sure))| Language {
        tag,
        confidence: if total > 0.0 { (sure / total).clamp(0.0, 1.0) } else { 0.0 },
    })
}

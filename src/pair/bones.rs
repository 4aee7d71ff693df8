//! A page to its skeleton: what of each section survives translation.
//!
//! Sections are cut at headings alone, whatever block a line went to: the splitter reads words, and may see a page and its
//! translation differently. What it takes for furniture or teasers of an HTML page is kept apart: it may be the partner of
//! a section, but nobody misses it.

use std::collections::BTreeMap;

use super::{cognates, numbers, units};
use crate::document::Format;
use crate::glossary::Glossary;
use crate::outline::{Line, Outline, Role};
use crate::page::{Block, Kind};
use crate::skeleton::{Bone, Claims, Fact, FactKind, Skeleton, Stand};
use crate::span::{self, Source, Span};
use crate::words::{self, text_key};

/// How much of a heading is kept, in characters.
const HEADING: usize = 200;

/// How far before a heading's text its tag is looked for, in bytes.
const LONGEST_TAG: usize = 400;

/// How many cognates of a section are kept: enough to know it by.
const MOST_COGNATES: usize = 1000;

/// Takes from a page what survives translation.
pub fn skeleton(outline: &Outline, blocks: &[Block], source: &Source, format: Format, glossary: &Glossary) -> Skeleton {
    let owners = owners(outline, blocks);
    let heads = heads(blocks);
    let mut bones: Vec<Bone> = Vec::new();
    for (line, owner) in outline.lines().iter().zip(owners) {
        let is_soft = is_soft(owner.and_then(|owner| blocks.get(owner)), format);
        let level = match line.role {
            Role::Heading(level) => level,
            _ => heads.get(&line.span.start).copied().unwrap_or(0),
        };
        if level > 0 || bones.is_empty() && !is_soft {
            bones.push(Bone { level, is_soft, ..start(outline, line, owner, blocks, source, format, level) });
        } else if let Some(bone) = bones.last_mut() {
            // Code is no furniture, whatever it looks like.
            if is_soft && !bone.is_soft && line.role != Role::Code {
                let mut aside = Bone::default();
                add(&mut aside, outline, line, source, glossary);
                bone.aside.append(&mut aside.facts);
                continue;
            }
            bone.is_soft &= is_soft;
            bone.whole = stand(source, bone.whole.span.join(line.span));
        }
        if let Some(bone) = bones.last_mut() {
            add(bone, outline, line, source, glossary);
        }
    }
    for image in outline.images() {
        let holder = bones.partition_point(|bone| bone.whole.span.start <= image.at).checked_sub(1);
        if let Some(bone) = holder.and_then(|holder| bones.get_mut(holder)) {
            let span = Span::new(image.at, image.at);
            bone.facts.push(Fact { kind: FactKind::Image, text: image.address.clone(), span });
        }
    }
    if format == Format::Markdown {
        tags(source, &mut bones);
    }
    for bone in &mut bones {
        bone.facts.sort_by_key(|fact| (fact.span.start, fact.kind));
        bone.cognates.truncate(MOST_COGNATES);
        bone.cognates.sort_unstable();
    }
    let claims = Claims {
        alternates: outline.about.alternates.clone(),
        translated_from: outline.about.translated_from.clone(),
        key: outline.about.translation_key.clone(),
        updated: None,
    };
    Skeleton { bones, claims }
}

/// Gives the block of each line.
fn owners(outline: &Outline, blocks: &[Block]) -> Vec<Option<usize>> {
    let mut owners = vec![None; outline.lines().len()];
    for (number, block) in blocks.iter().enumerate() {
        for &line in &block.lines {
            if let Some(owner) = owners.get_mut(line as usize) {
                *owner = Some(number);
            }
        }
    }
    owners
}

/// Gives the levels of all headings by where they start: formats without headings have lines that stand like ones.
fn heads(blocks: &[Block]) -> BTreeMap<usize, u8> {
    let sections = blocks.iter().flat_map(|block| &block.sections);
    sections.filter_map(|section| Some((section.heading.as_ref()?.span?.start, section.level))).collect()
}

/// Tells whether nobody misses a line: furniture and teasers. A written document has neither.
fn is_soft(block: Option<&Block>, format: Format) -> bool {
    let is_furniture = |block: &Block| matches!(block.kind, Kind::Other | Kind::Teaser);
    format == Format::Html && block.is_none_or(is_furniture)
}

fn stand(source: &Source, span: Span) -> Stand {
    Stand { span, line: source.line(span.start) as u32, end_line: source.end_line(span) as u32 }
}

/// Starts a section at a line.
fn start(
    outline: &Outline,
    line: &Line,
    owner: Option<usize>,
    blocks: &[Block],
    source: &Source,
    format: Format,
    level: u8,
) -> Bone {
    let sections = owner.and_then(|owner| blocks.get(owner)).map_or(&[][..], |block| block.sections.as_slice());
    let after = sections.partition_point(|section| section.span.start <= line.span.start);
    let heading = if level > 0 { outline.text(line).chars().take(HEADING).collect() } else { String::new() };
    Bone {
        block: owner.unwrap_or(0) as u32,
        number: after.saturating_sub(1) as u32,
        heading,
        id: if level > 0 { identifier(source, line.span, format).unwrap_or_default() } else { String::new() },
        head: stand(source, line.span),
        whole: stand(source, line.span),
        ..Bone::default()
    }
}

/// Adds a line to its section.
fn add(bone: &mut Bone, outline: &Outline, line: &Line, source: &Source, glossary: &Glossary) {
    let text = outline.text(line);
    if line.role == Role::Code {
        bone.facts.push(Fact { kind: FactKind::Code, text: text.to_owned(), span: line.span });
        return;
    }
    links(bone, outline, line);
    let stretches = outline.stretches(line);
    for stretch in stretches.iter().filter(|stretch| stretch.is_apart) {
        if let Some(code) = text.get(stretch.text.clone()).map(str::trim).filter(|code| !code.is_empty()) {
            bone.facts.push(Fact { kind: FactKind::Inline, text: code.to_owned(), span: stretch.span });
        }
    }
    bone.texts.push(text_key(text));
    if line.is_fixed {
        return;
    }
    let own = span::own_text(text, &stretches);
    bone.letters += own.chars().filter(|c| c.is_alphabetic()).count() as u32;
    bone.words += words::count(&own) as u32;
    for found in glossary.find(text) {
        let kind = if found.is_whole { FactKind::Term } else { FactKind::Stem };
        bone.facts.push(Fact { kind, text: found.text.to_owned(), span: line.span });
    }
    cognates::each(&own, |hash| bone.cognates.push(hash));
    let numbers = numbers::numbers(&own);
    if !numbers.is_empty() {
        let parts: Vec<_> = numbers.iter().map(|number| number.at.clone()).collect();
        let spans = span::locate(source.text(), text, &stretches, line.span, &parts);
        for (number, span) in numbers.into_iter().zip(spans) {
            if let Some(unit) = own.get(number.at.end..).and_then(units::at_start) {
                let text = format!("{} {unit}", number.text);
                bone.facts.push(Fact { kind: FactKind::Quantity, text, span });
            } else if let Some(bare) = number.bare {
                bone.facts.push(Fact { kind: FactKind::Quantity, text: bare, span });
            }
            bone.facts.push(Fact { kind: FactKind::Number, text: number.text, span });
        }
    }
}

fn links(bone: &mut Bone, outline: &Outline, line: &Line) {
    let mut last = None;
    for run in outline.runs(line) {
        if let Some(link) = run.link.filter(|_| run.link != last) {
            let address = outline.link(link).to_owned();
            bone.facts.push(Fact { kind: FactKind::Link, text: address, span: run.span });
        }
        last = run.link;
    }
}

/// Adds the numbers that the tags of components are given (`<Chart height={300} title="The year 2024" />`): no reader sees the tag, but what it
/// shows.
fn tags(source: &Source, bones: &mut [Bone]) {
    let starts: Vec<usize> = bones.iter().skip(1).map(|bone| bone.whole.span.start).collect();
    let ends = starts.into_iter().chain([source.text().len()]);
    for (bone, end) in bones.iter_mut().zip(ends) {
        // Tags that show nothing themselves may stand behind the last line.
        let whole = Span::new(bone.whole.span.start, end.max(bone.whole.span.end));
        let text = source.slice(whole);
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let indent = line.len() - line.trim_start().len();
            let written = line.trim_start();
            let is_tag = written.starts_with('<') && written.chars().nth(1).is_some_and(|c| c.is_ascii_uppercase());
            let span = Span::new(whole.start + start + indent, whole.start + at);
            let is_code = |fact: &Fact| fact.kind == FactKind::Code && span.contains(fact.span);
            if !is_tag || bone.facts.iter().any(is_code) {
                continue;
            }
            let tag = written.split('>').next().unwrap_or_default();
            for number in numbers::numbers(tag) {
                let span = Span::new(span.start + number.at.start, span.start + number.at.end);
                bone.facts.push(Fact { kind: FactKind::Number, text: number.text, span });
            }
        }
    }
}

/// Gives the identifier of a heading: `{#id}` or `{/*id*/}` at its end, the `id` of its tag.
fn identifier(source: &Source, heading: Span, format: Format) -> Option<String> {
    if format == Format::Html {
        let start = (heading.start.saturating_sub(LONGEST_TAG)..heading.start)
            .find(|&at| source.text().is_char_boundary(at))?;
        let before = source.text().get(start..heading.start)?;
        let tag = before.rsplit_once("<h").or_else(|| before.rsplit_once("<H"))?.1;
        let value = tag.split_once(" id=")?.1;
        let value = value.trim_start_matches(['"', '\'']);
        let id = value.split(['"', '\'', '>', ' ']).next()?;
        return (!id.is_empty()).then(|| id.to_owned());
    }
    let written = source.slice(heading).trim_end().strip_suffix('}')?;
    let inner = written.rsplit_once('{')?.1;
    let id = inner.trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '*' | '#'));
    (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| id.to_owned())
}

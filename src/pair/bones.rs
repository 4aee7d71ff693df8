//! A page to its skeleton: what of each section survives translation.

use super::{cognates, numbers};
use crate::document::Format;
use crate::outline::{Outline, Role};
use crate::page::{Block, Kind, Section};
use crate::skeleton::{Bone, Fact, FactKind, Skeleton, Stand};
use crate::span::{self, Source, Span};
use crate::words::{self, text_key};

/// How much of a heading is kept, in characters.
const HEADING: usize = 200;

/// How far before a heading's text its tag is looked for, in bytes.
const LONGEST_TAG: usize = 400;

/// Longest cognate list of a section: enough to know it by.
const MOST_COGNATES: usize = 2000;

/// Takes from a page what survives translation. Sections of articles, profiles and teasers count; the rest is furniture.
pub fn skeleton(outline: &Outline, blocks: &[Block], source: &Source, format: Format) -> Skeleton {
    let mut bones = Vec::new();
    for (number, block) in blocks.iter().enumerate().filter(|(_, block)| block.kind != Kind::Other) {
        let first = bones.len();
        bones.extend(block.sections.iter().enumerate().map(|(own, section)| bone((number, own), section, source, format)));
        let of_block: &mut [Bone] = bones.get_mut(first..).unwrap_or_default();
        lines(outline, block, of_block);
    }
    images(outline, &mut bones);
    for bone in &mut bones {
        bone.facts.sort_by_key(|fact| (fact.span.start, fact.kind));
        bone.cognates.truncate(MOST_COGNATES);
        bone.cognates.sort_unstable();
    }
    Skeleton { bones }
}

fn stand(source: &Source, span: Span) -> Stand {
    Stand { span, line: source.line(span.start) as u32, end_line: source.end_line(span) as u32 }
}

fn bone((block, number): (usize, usize), section: &Section, source: &Source, format: Format) -> Bone {
    let heading = section.heading.as_ref();
    let head = heading.and_then(|heading| heading.span).or(section.paragraphs.first().map(|first| first.span));
    let mut bone = Bone {
        block: block as u32,
        number: number as u32,
        level: section.level,
        heading: heading.map(|heading| heading.text.chars().take(HEADING).collect()).unwrap_or_default(),
        id: heading.and_then(|heading| identifier(source, heading.span?, format)).unwrap_or_default(),
        head: stand(source, head.unwrap_or(section.span)),
        whole: stand(source, section.span),
        ..Bone::default()
    };
    if let Some(heading) = heading {
        let own = heading.own_text();
        let span = heading.span.unwrap_or(section.span);
        prose(&mut bone, source, &own, &heading.text, &heading.stretches, span);
    }
    for paragraph in section.paragraphs.iter().filter(|paragraph| paragraph.is_prose) {
        let own = paragraph.own_text();
        prose(&mut bone, source, &own, &paragraph.text, &paragraph.stretches, paragraph.span);
    }
    bone
}

fn prose(bone: &mut Bone, source: &Source, own: &str, text: &str, stretches: &[span::Stretch], span: Span) {
    bone.letters += own.chars().filter(|c| c.is_alphabetic()).count() as u32;
    bone.words += words::count(own) as u32;
    bone.texts.push(text_key(text));
    cognates::each(own, |hash| bone.cognates.push(hash));
    for stretch in stretches.iter().filter(|stretch| stretch.is_apart) {
        if let Some(code) = text.get(stretch.text.clone()).map(str::trim).filter(|code| !code.is_empty()) {
            bone.facts.push(Fact { kind: FactKind::Inline, text: code.to_owned(), span: stretch.span });
        }
    }
    let numbers = numbers::numbers(own);
    if numbers.is_empty() {
        return;
    }
    let parts: Vec<_> = numbers.iter().map(|number| number.at.clone()).collect();
    let spans = span::locate(source.text(), text, stretches, span, &parts);
    let facts = numbers.into_iter().zip(spans).map(|(number, span)| Fact { kind: FactKind::Number, text: number.text, span });
    bone.facts.extend(facts);
}

/// Adds links and code, line by line of the outline.
fn lines(outline: &Outline, block: &Block, bones: &mut [Bone]) {
    for line in block.lines.iter().filter_map(|&number| outline.lines().get(number as usize)) {
        let Some(bone) = holder(bones, line.span.start) else { continue };
        if line.role == Role::Code {
            let text = outline.text(line).to_owned();
            bone.facts.push(Fact { kind: FactKind::Code, text, span: line.span });
            continue;
        }
        let mut last = None;
        for run in outline.runs(line) {
            if let Some(link) = run.link.filter(|_| run.link != last) {
                let address = outline.link(link).to_owned();
                bone.facts.push(Fact { kind: FactKind::Link, text: address, span: run.span });
            }
            last = run.link;
        }
    }
}

fn images(outline: &Outline, bones: &mut [Bone]) {
    for image in outline.images() {
        if let Some(bone) = holder(bones, image.at) {
            let span = Span::new(image.at, image.at);
            bone.facts.push(Fact { kind: FactKind::Image, text: image.address.clone(), span });
        }
    }
}

/// Gives the section that a byte stands in: the last that starts before it.
fn holder(bones: &mut [Bone], at: usize) -> Option<&mut Bone> {
    let number = bones.partition_point(|bone| bone.whole.span.start <= at).checked_sub(1)?;
    bones.get_mut(number)
}

/// Gives the identifier of a heading: `{#id}` or `{/*id*/}` at its end, the `id` of its tag.
fn identifier(source: &Source, heading: Span, format: Format) -> Option<String> {
    if format == Format::Html {
        let start = heading.start.saturating_sub(LONGEST_TAG);
        let before = source.text().get(start..heading.start).or_else(|| source.text().get(heading.start..heading.start))?;
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

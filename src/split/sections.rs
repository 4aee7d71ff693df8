//! Lines to sections: cut at headings, or, where a format has none, at what stands like one.

use super::features::{Features, PROSE_UNITS, ends_like_prose};
use crate::language::Language;
use crate::outline::{Line, Outline, Role};
use crate::page::{Field, Paragraph, Section};
use crate::span::{Span, Stretch};

/// A line that stands like a heading is at most this long, in units.
const LONGEST_HEADING: f32 = 16.0;

/// A wider gap ends a section only where it is the exception: at most one gap in so many is wide.
const GAPS_PER_WIDE_GAP: usize = 8;

/// Cuts lines into sections. Headings are those of the format; where it has none, a short line that stands alone before
/// running text and does not end like it.
///
/// `starts` are lines (in order) at which a section starts whatever they look like: the posts of a thread.
pub(super) fn sections(outline: &Outline, features: &[Features], lines: &[usize], starts: &[usize]) -> Vec<Section> {
    let has_headings =
        lines.iter().any(|&number| line_at(outline, number).is_some_and(|line| matches!(line.role, Role::Heading(_))));
    let infer = !has_headings;
    let wide = wide_gap(outline, lines);
    let post = |line: usize| starts.partition_point(|&start| start <= line);
    // What stands before a post does not head it.
    let ends_post =
        |at: usize| lines.get(at).zip(lines.get(at + 1)).is_some_and(|(&line, &below)| post(line) < post(below));
    let mut sections: Vec<Section> = Vec::new();
    for (at, &number) in lines.iter().enumerate() {
        let Some(line) = line_at(outline, number) else { continue };
        let level = match line.role {
            Role::Heading(level) => level,
            _ if infer && !ends_post(at) && stands_like_heading(outline, features, lines, at) => 2,
            _ => 0,
        };
        if level > 0 {
            sections.push(Section {
                heading: Some(Field {
                    stretches: outline.stretches(line),
                    ..field(outline.text(line), Some(line.span))
                }),
                level,
                paragraphs: Vec::new(),
                language: Language::default(),
                span: line.span,
            });
            continue;
        }
        let paragraph = paragraph(outline, line);
        let starts_post =
            at.checked_sub(1).and_then(|above| lines.get(above)).is_some_and(|&above| post(above) < post(number));
        let starts_new = at > 0 && (starts_post || wide.is_some_and(|wide| line.gap >= wide));
        match sections.last_mut() {
            Some(section) if !starts_new => add(section, paragraph, line),
            _ => sections.push(Section {
                heading: None,
                level: 0,
                span: paragraph.span,
                paragraphs: vec![paragraph],
                language: Language::default(),
            }),
        }
    }
    sections
}

/// Makes one section of lines that need no headings.
pub(super) fn one_section(outline: &Outline, lines: &[usize]) -> Vec<Section> {
    let mut section: Option<Section> = None;
    for line in lines.iter().filter_map(|&number| line_at(outline, number)) {
        let paragraph = paragraph(outline, line);
        match &mut section {
            Some(section) => add(section, paragraph, line),
            None => {
                section = Some(Section {
                    heading: None,
                    level: 0,
                    span: paragraph.span,
                    paragraphs: vec![paragraph],
                    language: Language::default(),
                });
            }
        }
    }
    section.into_iter().collect()
}

/// Makes a field whose language is still open.
pub(super) fn field(text: &str, span: Option<Span>) -> Field {
    Field { text: text.to_owned(), span, stretches: Vec::new(), language: Language::default() }
}

fn line_at(outline: &Outline, number: usize) -> Option<&Line> {
    outline.lines().get(number)
}

fn paragraph(outline: &Outline, line: &Line) -> Paragraph {
    Paragraph {
        text: outline.text(line).to_owned(),
        span: line.span,
        role: line.role,
        is_prose: line.role != Role::Code && !line.is_fixed,
        declared: line.language,
        stretches: outline.stretches(line),
        language: Language::default(),
        passages: Vec::new(),
    }
}

/// Adds a paragraph; a line that only continues the one above (gap 0 outside lists and tables) joins it.
fn add(section: &mut Section, paragraph: Paragraph, line: &Line) {
    section.span = section.span.join(paragraph.span);
    if line.gap == 0
        && matches!(line.role, Role::Paragraph | Role::Code)
        && let Some(last) = section.paragraphs.last_mut()
        && last.is_prose == paragraph.is_prose
        && last.declared == paragraph.declared
        && is_joinable(line, last)
    {
        join_stretches(last, &paragraph);
        last.text.push('\n');
        last.text.push_str(&paragraph.text);
        last.span = last.span.join(paragraph.span);
        return;
    }
    section.paragraphs.push(paragraph);
}

/// Appends the stretches of the paragraph that is about to be joined to `last`.
fn join_stretches(last: &mut Paragraph, next: &Paragraph) {
    if last.stretches.is_empty() && next.stretches.is_empty() && last.span.end <= next.span.start {
        // Both are plain, with nothing but white space and a tag between them.
        return;
    }
    let whole =
        |paragraph: &Paragraph| Stretch { text: 0..paragraph.text.len(), span: paragraph.span, is_apart: false };
    if last.stretches.is_empty() {
        last.stretches.push(whole(last));
    }
    let from = last.text.len() + 1;
    let of_next = if next.stretches.is_empty() { vec![whole(next)] } else { next.stretches.clone() };
    last.stretches.extend(
        of_next
            .into_iter()
            .map(|stretch| Stretch { text: stretch.text.start + from..stretch.text.end + from, ..stretch }),
    );
}

/// Text dumps put every paragraph on a line of its own, often without blank lines: long lines are paragraphs.
fn is_joinable(line: &Line, last: &Paragraph) -> bool {
    line.role == Role::Code || last.text.lines().last().is_none_or(|above| above.len() < LONGEST_JOINED_BYTES)
}

/// Lines of a verse, an address or a code block are shorter than this; a longer line is a paragraph of its own.
const LONGEST_JOINED_BYTES: usize = 120;

/// Gives the gap that parts sections, where wide gaps are rare.
fn wide_gap(outline: &Outline, lines: &[usize]) -> Option<u8> {
    let gaps: Vec<u8> =
        lines.iter().skip(1).filter_map(|&number| line_at(outline, number)).map(|line| line.gap).collect();
    let mut sorted = gaps.clone();
    sorted.sort_unstable();
    let usual = *sorted.get(sorted.len() / 2)?;
    let wide = gaps.iter().filter(|&&gap| gap > usual).count();
    (usual > 0 && wide > 0 && wide * GAPS_PER_WIDE_GAP <= gaps.len()).then_some(usual + 1)
}

fn stands_like_heading(outline: &Outline, features: &[Features], lines: &[usize], at: usize) -> bool {
    let look = |at: usize| {
        let number = *lines.get(at)?;
        Some((line_at(outline, number)?, features.get(number)?))
    };
    let Some((line, here)) = look(at) else { return false };
    let Some((below_line, below)) = look(at + 1) else { return false };
    let text = outline.text(line);
    if here.units > LONGEST_HEADING
        || here.units < 0.5
        || ends_like_prose(text)
        || here.is_date_line()
        || line.role != Role::Paragraph
    {
        return false;
    }
    let starts_alone = at == 0
        || line.gap > 0
        || at.checked_sub(1).and_then(look).is_some_and(|(_, above)| above.units >= PROSE_UNITS);
    let stands_apart = below_line.gap > 0 || below.units >= PROSE_UNITS;
    starts_alone && stands_apart && below.units > here.units && (below.is_sentence || below.units >= PROSE_UNITS)
}

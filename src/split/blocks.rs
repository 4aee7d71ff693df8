//! Lines that belong together, made a block: its fields, its sections, its span.

use super::features::Features;
use super::head::{Found, Head};
use super::pieces::Piece;
use super::slots::Fields;
use super::{cards, profile, sections};
use crate::language::Language;
use crate::outline::{Outline, Role};
use crate::page::{Block, Dated, Field, Kind, Paragraph, Section};
use crate::span::Span;

/// Gives a block of these lines with nothing said of it but its kind.
pub(super) fn bare(outline: &Outline, kind: Kind, lines: &[usize]) -> Block {
    Block {
        kind,
        title: None,
        category: None,
        author: None,
        date: None,
        link: None,
        language: Language::default(),
        sections: Vec::new(),
        span: span_of(outline, lines),
        lines: lines.iter().map(|&line| line as u32).collect(),
        title_repeats: Vec::new(),
    }
}

fn span_of(outline: &Outline, lines: &[usize]) -> Span {
    let mut spans = lines.iter().filter_map(|&line| outline.lines().get(line)).map(|line| line.span);
    let first = spans.next().unwrap_or_default();
    spans.fold(first, Span::join)
}

/// Gives the teaser of a card.
pub(super) fn teaser(outline: &Outline, fields: Fields, lines: &[usize]) -> Block {
    let Fields { title, category, author, date, link, rest } = fields;
    let of_piece = |piece: Piece| sections::field(&piece.text, Some(piece.span));
    Block {
        title: title.map(of_piece),
        category: category.map(of_piece),
        author: author.map(of_piece),
        date: date.map(|(value, span)| Dated::new(value, Some(span))),
        link: link.or_else(|| link_around(outline, lines)),
        sections: rest_of_card(outline, &rest),
        ..bare(outline, Kind::Teaser, lines)
    }
}

/// The link of a card that is one link as a whole.
fn link_around(outline: &Outline, lines: &[usize]) -> Option<String> {
    let line = outline.lines().get(*lines.first()?)?;
    outline.around(line).find_map(|container| container.link).map(|link| outline.link(link).to_owned())
}

/// What a card says beside its fields: pieces of one line are one paragraph.
fn rest_of_card(outline: &Outline, rest: &[Piece]) -> Vec<Section> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let (mut last_line, mut last_run) = (None, 0);
    for piece in rest {
        if last_line == Some(piece.line)
            && let Some(paragraph) = paragraphs.last_mut()
        {
            let line = outline.lines().get(piece.line);
            paragraph
                .text
                .push_str(line.map_or(" ", |line| super::pieces::between(outline, line, last_run, piece.runs.start)));
            last_run = piece.runs.end;
            paragraph.text.push_str(&piece.text);
            paragraph.span = paragraph.span.join(piece.span);
            continue;
        }
        let line = outline.lines().get(piece.line);
        paragraphs.push(Paragraph {
            text: piece.text.clone(),
            span: piece.span,
            role: line.map_or(Role::Paragraph, |line| line.role),
            is_prose: line.is_some_and(|line| line.role != Role::Code && !line.is_fixed),
            declared: line.and_then(|line| line.language),
            stretches: Vec::new(),
            language: Language::default(),
            passages: Vec::new(),
        });
        (last_line, last_run) = (Some(piece.line), piece.runs.end);
    }
    let Some(first) = paragraphs.first().map(|paragraph| paragraph.span) else { return Vec::new() };
    let span = paragraphs.iter().fold(first, |span, paragraph| span.join(paragraph.span));
    vec![Section { heading: None, level: 0, paragraphs, language: Language::default(), span }]
}

/// Gives the profile of somebody.
pub(super) fn profile(outline: &Outline, features: &[Features], lines: &[usize]) -> Block {
    let name = profile::name(outline, features, lines);
    let name_line = name.as_ref().and_then(|name| name.line);
    let rest: Vec<usize> = lines.iter().copied().filter(|&line| Some(line) != name_line).collect();
    Block {
        title: name.map(|name| sections::field(&name.text, Some(name.span))),
        sections: sections::one_section(outline, &rest),
        ..bare(outline, Kind::Profile, lines)
    }
}

/// Gives the article: `body` is its text, `lines` are all that it took.
pub(super) fn article(outline: &Outline, features: &[Features], head: Head, body: &[usize], lines: &[usize]) -> Block {
    let Head { title, category, author, date, shown_date, repeats, .. } = head;
    let posts = cards::posts(outline, features, body);
    let of_found = |found: Found| Field { span: found.span, ..sections::field(&found.text, None) };
    Block {
        title: title.map(of_found),
        category: category.map(of_found),
        author: author.map(of_found),
        date: date.map(|(value, span)| Dated { shown: shown_date, ..Dated::new(value, span) }),
        sections: sections::sections(outline, features, body, &posts),
        title_repeats: repeats,
        ..bare(outline, Kind::Article, lines)
    }
}

/// Gives a block of what is neither.
pub(super) fn other(outline: &Outline, features: &[Features], lines: &[usize]) -> Block {
    Block { sections: sections::sections(outline, features, lines, &[]), ..bare(outline, Kind::Other, lines) }
}

/// Gives a block of what is neither, its lines in one section.
pub(super) fn other_as_one(outline: &Outline, lines: &[usize]) -> Block {
    Block { sections: sections::one_section(outline, lines), ..bare(outline, Kind::Other, lines) }
}

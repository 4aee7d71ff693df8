//! Written documents: pages whose whole markup is that of a text (headings, paragraphs, lists, tables), as in Markdown or the
//! HTML field of a record. Nothing stands around such a text but what somebody pasted with it, so the article is all from
//! where it opens to where it ends, short lines and lists of links too; links alone at either end are chrome.

use super::article::{self, Article};
use super::features::{Features, fold};
use super::splitter::has_landmarks;
use crate::outline::{ContainerKind, Line, Outline, Role};

/// From this share of link text on, a line is a link.
const LINKED: f32 = 0.7;

/// A page with this share of its headings and running text in tables is laid out with them.
const LAYOUT_SHARE: f32 = 0.5;

/// Tells whether a page is a written document: it has headings, no landmarks, and tables are not what lays it out.
pub(super) fn is_written(outline: &Outline) -> bool {
    let is_heading = |role: Role| matches!(role, Role::Heading(_));
    let is_tabled = |container: u32| {
        outline
            .containers()
            .get(container as usize)
            .is_some_and(|it| matches!(it.kind, ContainerKind::Table | ContainerKind::Row))
    };
    let (mut headings, mut all, mut tabled) = (0usize, 0usize, 0usize);
    for line in outline.lines().iter().filter(|line| !matches!(line.role, Role::Code | Role::Control)) {
        let length = outline.text(line).len();
        let in_table = is_tabled(line.container);
        all += length;
        tabled += if in_table { length } else { 0 };
        headings += usize::from(is_heading(line.role) && !in_table);
    }
    headings > 0 && !has_landmarks(outline) && (tabled as f32) < LAYOUT_SHARE * all as f32
}

/// Tells whether a written document is called what it says of itself (front matter, a field of the record): none of its
/// headings is of the first level or says the same, so they are headings of its sections.
pub(super) fn is_titled_by_itself(outline: &Outline) -> bool {
    let Some(title) = outline.about.title.as_deref().map(fold).filter(|title| !title.is_empty()) else { return false };
    let is_title = |line: &Line| match line.role {
        Role::Heading(1) => true,
        Role::Heading(_) => title.contains(&fold(outline.text(line))),
        _ => false,
    };
    is_written(outline) && !outline.lines().iter().any(is_title)
}

/// Takes the article of a written document out of the free lines.
pub(super) fn article(outline: &Outline, features: &[Features], is_free: &[bool]) -> Article {
    let lines = outline.lines();
    let is_heading = |number: usize| lines.get(number).is_some_and(|line| matches!(line.role, Role::Heading(_)));
    let look = |number: usize| features.get(number);
    let is_prose = |number: usize| look(number).is_some_and(Features::is_prose);
    let is_link = |number: usize| look(number).is_some_and(|f| (f.link_share > LINKED && !f.is_prose()) || f.is_menu);
    let is_sentence = |number: usize| look(number).is_some_and(|f| f.is_sentence || f.is_prose());
    let inside: Vec<usize> = article::candidates(outline, features, is_free, false, 0..lines.len());
    // What says itself what it is called starts with its text; elsewhere a label or two may stand above the title.
    let starts_at_once = is_titled_by_itself(outline);
    let opens = |line: usize| is_heading(line) || !is_link(line) && (starts_at_once || is_sentence(line));
    let opening = inside.iter().position(|&line| opens(line));
    let kept: Vec<usize> = inside.get(opening.unwrap_or_default()..).unwrap_or_default().to_vec();
    // A list under its own heading is a part of the text; links right below text are what a site puts there.
    let tail = kept.iter().rev().take_while(|&&line| is_link(line)).count();
    let end = kept.len() - tail;
    let is_headed = end.checked_sub(1).and_then(|last| kept.get(last)).is_some_and(|&line| is_heading(line));
    let kept: Vec<usize> = if is_headed { kept } else { kept.get(..end).unwrap_or_default().to_vec() };
    let prose = kept.iter().filter(|&&line| is_prose(line)).filter_map(|&line| look(line)).map(|f| f.units).sum();
    Article { lines: kept, prose, is_labelled: false }
}

//! Written documents: pages whose whole markup is that of a text (headings, paragraphs, lists, tables), as in Markdown or the
//! HTML field of a record. Nothing stands around such a text but what somebody pasted with it, so the article is all from
//! where it opens to where it ends, short lines and lists of links too; links alone at either end are chrome.

use super::article::{self, Article};
use super::features::{Features, fold, units};
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

/// A heading of fewer units may stand in the title by chance.
const FEW_UNITS: f32 = 3.0;

/// Where the title of a written document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// In this line.
    Line(usize),
    /// In what the page says of itself (front matter, a field of the record); its headings are those of its sections.
    About,
    /// To be looked for.
    Open,
}

/// Tells where the title is: the first heading of the first level, or else what the page says of itself, unless another
/// heading says the same.
pub(super) fn title(outline: &Outline, is_free: &[bool]) -> Title {
    if !is_written(outline) {
        return Title::Open;
    }
    let is_free = |number: usize| is_free.get(number).copied().unwrap_or(false);
    let mut lines = outline.lines().iter().enumerate().filter(|(number, _)| is_free(*number));
    if let Some((number, _)) = lines.clone().find(|(_, line)| line.role == Role::Heading(1)) {
        return Title::Line(number);
    }
    let Some(title) = outline.about.title.as_deref().map(fold).filter(|title| !title.is_empty()) else {
        return Title::Open;
    };
    let is_title = |line: &Line| {
        let text = fold(outline.text(line));
        matches!(line.role, Role::Heading(_)) && (text == title || units(&text) >= FEW_UNITS && title.contains(&text))
    };
    if lines.any(|(_, line)| is_title(line)) { Title::Open } else { Title::About }
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
    let starts_at_once = outline.about.title.is_some();
    let opens = |line: usize| starts_at_once || is_heading(line) || !is_link(line) && is_sentence(line);
    let opening = inside.iter().position(|&line| opens(line));
    let kept: Vec<usize> = inside.get(opening.unwrap_or_default()..).unwrap_or_default().to_vec();
    // A list under its own heading is a part of the text; links right below text are what a site puts there.
    let tail = kept.iter().rev().take_while(|&&line| is_link(line)).count();
    let end = kept.len() - tail;
    let is_headed = end.checked_sub(1).and_then(|last| kept.get(last)).is_some_and(|&line| is_heading(line));
    let kept: Vec<usize> = if is_headed { kept } else { kept.get(..end).unwrap_or_default().to_vec() };
    let prose = kept.iter().filter(|&&line| is_prose(line)).filter_map(|&line| look(line)).map(|f| f.units).sum();
    Article { lines: kept, prose, is_labelled: false, is_whole: true }
}

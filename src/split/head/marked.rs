//! Fields of the head that the pipeline file's selectors choose. What they choose is the field; nothing else is asked.

use super::super::features::units;
use super::byline::names_of;
use super::{Found, Head};
use crate::date;
use crate::date_value::Anchor;
use crate::outline::{Line, Mark, Outline};
use crate::span::Span;

/// Words that may stand beside chosen ones in a line of the head that says nothing else, in units: `By`, `Published`.
const LEFT_UNITS: f32 = 3.0;

/// Authors are chosen one by one; those that stand further apart than this, in lines, are not of one article.
const NEXT_AUTHOR: usize = 2;

/// A chosen text.
struct Chosen {
    line: usize,
    text: String,
    span: Span,
}

/// Gives the line that is chosen as title, and its chosen text.
pub(super) fn title(outline: &Outline, is_free: &[bool]) -> Option<(usize, Found)> {
    let Chosen { line, text, span } = all(outline, is_free, Mark::Title).next()?;
    Some((line, Found { text, span: Some(span) }))
}

/// Fills in what is chosen: of several the nearest to `anchor`.
pub(super) fn fill(outline: &Outline, is_free: &[bool], anchor: usize, head: &mut Head) {
    let nearest = |mark: Mark| {
        let mut found: Vec<Chosen> = all(outline, is_free, mark).collect();
        found.sort_by_key(|chosen| chosen.line.abs_diff(anchor));
        found
    };
    let found = |chosen: &Chosen, text: String| Found { text, span: Some(chosen.span) };
    if let Some(chosen) = nearest(Mark::Category).first() {
        head.category = Some(found(chosen, chosen.text.clone()));
        head.lines.extend(is_all_of(outline, chosen).then_some(chosen.line));
    }
    let language = Anchor { now: None, language: outline.about.language, zone: None };
    let dated = nearest(Mark::Date).into_iter().find_map(|chosen| Some((date::date(&chosen.text, &language)?, chosen)));
    if let Some((date, chosen)) = dated {
        head.date = Some((date, Some(chosen.span)));
        head.lines.extend(is_all_of(outline, &chosen).then_some(chosen.line));
    }
    let named: Vec<(String, Chosen)> = nearest(Mark::Author)
        .into_iter()
        .filter_map(|chosen| Some((names_of(&chosen.text), chosen)).filter(|(names, _)| !names.is_empty()))
        .collect();
    let Some(first) = named.first().map(|(_, chosen)| chosen.line) else { return };
    let mut near: Vec<(String, Chosen)> =
        named.into_iter().filter(|(_, chosen)| chosen.line.abs_diff(first) <= NEXT_AUTHOR).collect();
    near.sort_by_key(|(_, chosen)| chosen.span.start);
    near.dedup_by(|(a, _), (b, _)| a == b);
    head.lines.extend(near.iter().filter(|(_, chosen)| is_all_of(outline, chosen)).map(|(_, chosen)| chosen.line));
    let span = near.iter().map(|(_, chosen)| chosen.span).reduce(Span::join);
    let shown = near.first().filter(|_| near.len() == 1).map(|(_, chosen)| chosen.text.clone()).unwrap_or_default();
    let text = near.into_iter().map(|(names, _)| names).collect::<Vec<_>>().join(", ");
    // Names that are listed otherwise than the page lists them stand nowhere.
    let span = span.filter(|_| shown.contains(&text));
    head.author = Some(Found { text, span });
}

/// Gives what is chosen in the free lines, in order.
fn all<'a>(outline: &'a Outline, is_free: &'a [bool], mark: Mark) -> impl Iterator<Item = Chosen> + 'a {
    let free = outline.lines().iter().zip(is_free).enumerate().filter(|(_, (_, is_free))| **is_free);
    free.filter_map(move |(number, (line, _))| {
        let (text, span) = text_of(outline, line, mark)?;
        Some(Chosen { line: number, text, span })
    })
}

/// Gives what is chosen of a line: some of its runs, else all of it by a container around it.
pub(in crate::split) fn text_of(outline: &Outline, line: &Line, mark: Mark) -> Option<(String, Span)> {
    let runs: Vec<_> = outline.runs(line).iter().filter(|run| run.mark == Some(mark)).collect();
    let of_runs = runs.iter().map(|run| run.span).reduce(Span::join);
    let text = if of_runs.is_some() {
        runs.iter().map(|run| outline.run_text(run)).collect::<Vec<_>>().join(" ")
    } else {
        let field = outline.around(line).filter_map(|container| container.mark).find(|mark| !mark.is_block());
        field.filter(|field| *field == mark).map(|_| outline.text(line).to_owned())?
    };
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '›' | ',')).to_owned();
    text.contains(char::is_alphanumeric).then_some((text, of_runs.unwrap_or(line.span)))
}

/// Tells whether a line says little beside what is chosen of it, for this field or another.
fn is_all_of(outline: &Outline, chosen: &Chosen) -> bool {
    let Some(line) = outline.lines().get(chosen.line) else { return false };
    let runs = outline.runs(line);
    let is_chosen = |mark: Option<Mark>| mark.is_some_and(|mark| !mark.is_block());
    let left: f32 = runs.iter().filter(|run| !is_chosen(run.mark)).map(|run| units(outline.run_text(run))).sum();
    chosen.span == line.span || left <= LEFT_UNITS
}

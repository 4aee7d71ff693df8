//! What the site files the article under.

use super::super::features::{Features, ends_like_prose, units};
use super::super::names::is_personal_name;
use super::{Found, Head, LONGEST_LABEL, has_digit};
use crate::outline::{Hints, Line, Outline, Role};
use crate::span::Span;

pub(super) fn category_of(
    outline: &Outline,
    features: &[Features],
    near: &[usize],
    anchor: usize,
    start: Option<usize>,
    head: &mut Head,
) {
    let has_markup =
        outline.containers().len() > 1 || outline.lines().iter().any(|line| matches!(line.role, Role::Heading(_)));
    let mut winner: Option<(f32, usize, String, Span)> = None;
    for &number in near {
        let Some((here, line)) = features.get(number).zip(outline.lines().get(number)) else { continue };
        if head.lines.contains(&number) && here.units > LONGEST_LABEL || line.role == Role::Control {
            continue;
        }
        if matches!(line.role, Role::Heading(1)) || head.title.as_ref().is_some_and(|t| t.span == Some(line.span)) {
            continue;
        }
        let distance = 0.1 * anchor.abs_diff(number) as f32;
        for run in outline.runs(line) {
            let text = outline.run_text(run).trim_matches(|c: char| !c.is_alphanumeric());
            let hinted = run.hints.any(Hints::CATEGORY) || here.around.any(Hints::CATEGORY);
            if hinted && (0.5..=LONGEST_LABEL).contains(&units(text)) && !has_digit(text) && !is_address(text) {
                let score = 1.5 - distance - if number > anchor { 0.2 } else { 0.0 };
                if winner.as_ref().is_none_or(|(best, ..)| score > *best) {
                    winner = Some((score, number, text.to_owned(), run.span));
                }
            }
        }
        // Without markup, the one short label of the head beside the date is the category; with markup, so is the one that is
        // a link to a page of the site.
        let beside_date = head.date.as_ref().and_then(|(_, span)| *span).is_some_and(|date| {
            [number.checked_sub(1), Some(number + 1)]
                .into_iter()
                .flatten()
                .filter_map(|neighbour| outline.lines().get(neighbour))
                .any(|neighbour| neighbour.span == date)
        });
        let is_label = here.units <= LONGEST_LABEL && !ends_like_prose(outline.text(line)) && !here.is_date_line();
        let in_head = start.is_some_and(|start| number < start) && !head.lines.contains(&number);
        let is_one_label = !has_markup || leads_to_topic(outline, line) && !is_personal_name(outline.text(line));
        if is_one_label && is_label && in_head && beside_date {
            let score = 1.2 - distance;
            if winner.as_ref().is_none_or(|(best, ..)| score > *best) {
                winner = Some((score, number, outline.text(line).to_owned(), line.span));
            }
        }
    }
    head.category = match winner {
        Some((score, number, text, span)) if score > 0.3 => {
            if features.get(number).is_some_and(|f| f.units <= LONGEST_LABEL) {
                head.lines.push(number);
            }
            Some(Found { text, span: Some(span) })
        }
        _ => {
            outline.about.category.clone().filter(|text| !text.trim().is_empty()).map(|text| Found { text, span: None })
        }
    };
}

/// Tells whether a text is an address that a page shows as it is.
fn is_address(text: &str) -> bool {
    text.contains('/') && text.contains('.') && !text.contains(char::is_whitespace)
}

/// Tells whether a line is one link into the site: no place on this page, no form, no other site.
fn leads_to_topic(outline: &Outline, line: &Line) -> bool {
    let [run] = outline.runs(line) else { return false };
    run.link.is_some_and(|link| {
        let address = outline.link(link);
        address.len() > 1 && address.starts_with('/') && !address.starts_with("//") && !address.contains(['#', '?'])
    })
}

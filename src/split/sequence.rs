//! Cards by order alone: where no container parts them, the period of their date lines tells teasers apart.
//!
//! Flat pages keep nothing but lines (those without any markup are for `dump`). Their cards repeat a grammar (title, category, date, excerpt in some order,
//! which differs from site to site), so it is inferred for each page: date lines at a steady distance are the anchor, and
//! of all ways to cut between them the one is taken that best agrees with gaps, headings and line lengths.

use std::ops::Range;

use super::anchors::leads_to_content;
use super::cards::Group;
use super::features::{Features, PROSE_UNITS, ends_like_prose};
use crate::outline::{Outline, Role};
use crate::why::Why;

/// Two date lines further apart than this are not of one list. A card has a title, a category, an excerpt of a line or two,
/// a byline and a button at most.
const LONGEST_CARD_LINES: usize = 7;

/// A date line before so many lines of title, category and byline at most.
const MOST_LINES_BEFORE_DATE: usize = 4;

/// Finds groups of cards among the lines that `is_free` allows, in one stretch of lines each.
pub(super) fn groups(outline: &Outline, features: &[Features], is_free: impl Fn(usize) -> bool) -> Vec<Group> {
    let dates: Vec<usize> = (0..features.len())
        .filter(|&line| is_free(line) && features.get(line).is_some_and(Features::is_date_line))
        .collect();
    let has_markup = has_markup(outline);
    let mut groups = Vec::new();
    let mut rest: &[usize] = &dates;
    while let Some(&first) = rest.first() {
        let mut count = 1;
        let mut last = first;
        for &next in rest.iter().skip(1) {
            if next - last > LONGEST_CARD_LINES || next - last < 2 || !(last..=next).all(&is_free) {
                break;
            }
            last = next;
            count += 1;
        }
        let (run, after) = rest.split_at(count);
        rest = after;
        // One card alone is no list.
        let cards = if run.len() > 1 { cut(outline, features, run, &is_free) } else { None };
        groups.extend(cards.filter(|cards| are_cards(outline, features, cards, has_markup)).map(|cards| Group {
            cards,
            heads: Vec::new(),
            score: 0.0,
            why: Why::Dated,
        }));
    }
    groups
}

/// Tells whether most cards have a headline. Where a page has markup, a headline links to what it announces: dates also
/// stand at steady distances over posts, comments and the entries of a changelog. Without markup, it is a line that is
/// neither running text nor a name for it.
fn are_cards(outline: &Outline, features: &[Features], cards: &[Range<usize>], has_markup: bool) -> bool {
    let is_headline = |line: usize| {
        let Some((line, here)) = outline.lines().get(line).zip(features.get(line)) else { return false };
        let is_short = !here.is_date_line() && here.units >= 1.0 && here.units < 2.0 * PROSE_UNITS && !here.is_menu;
        let links =
            outline.runs(line).iter().any(|run| run.link.is_some_and(|link| leads_to_content(outline.link(link))));
        is_short && if has_markup { links && here.link_share >= 0.4 } else { !ends_like_prose(outline.text(line)) }
    };
    let headed = cards.iter().filter(|card| (*card).clone().any(is_headline)).count();
    3 * headed >= 2 * cards.len()
}

fn has_markup(outline: &Outline) -> bool {
    outline.containers().len() > 1 || outline.lines().iter().any(|line| matches!(line.role, Role::Heading(_)))
}

/// Cuts the lines around a run of date lines into cards: as many lines before each date as fits best.
fn cut(
    outline: &Outline,
    features: &[Features],
    dates: &[usize],
    is_free: &impl Fn(usize) -> bool,
) -> Option<Vec<Range<usize>>> {
    let last = *dates.last()?;
    // The page's own date may stand close above the first card, with the whole article between them.
    let dates = if holds_article(features, dates) { dates.get(1..)? } else { dates };
    let first = *dates.first()?;
    let shortest = dates.windows(2).map(|pair| pair.last().zip(pair.first()).map_or(0, |(b, a)| b - a)).min()?;
    let mut winner: Option<(f32, usize)> = None;
    for before in 0..=MOST_LINES_BEFORE_DATE.min(shortest - 1) {
        let Some(start) = first.checked_sub(before) else { break };
        if !(start..=first).all(is_free) {
            break;
        }
        let ends = dates.iter().skip(1).copied().chain([last + shortest]).map(|next| next - before);
        let score: f32 = dates
            .iter()
            .zip(ends)
            .map(|(&date, end)| boundary_score(outline, features, date - before..end, date))
            .sum();
        let score = score / dates.len() as f32;
        if winner.is_none_or(|(best, _)| score > best) {
            winner = Some((score, before));
        }
    }
    let (_, before) = winner?;
    let mut sizes: Vec<usize> =
        dates.windows(2).map(|pair| pair.last().zip(pair.first()).map_or(0, |(b, a)| b - a)).collect();
    sizes.sort_unstable();
    let usual_after = sizes.get(sizes.len() / 2).copied().unwrap_or(1).saturating_sub(before + 1);
    let mut cards: Vec<Range<usize>> = dates
        .windows(2)
        .filter_map(|pair| pair.first().zip(pair.last()))
        .map(|(&date, &next)| date - before..next - before)
        .collect();
    let mut end = last + 1;
    while end < features.len() && end - last <= usual_after && is_free(end) && continues_card(outline, features, end) {
        end += 1;
    }
    cards.push(last - before..end);
    let has_words = |card: &Range<usize>| {
        card.clone()
            .any(|line| features.get(line).is_some_and(|features| !features.is_date_line() && features.units >= 1.0))
    };
    cards.iter().all(has_words).then_some(cards)
}

/// Tells whether more running text follows the first of some dates than any other.
fn holds_article(features: &[Features], dates: &[usize]) -> bool {
    let mut counts = dates.windows(2).filter_map(|pair| pair.first().zip(pair.last())).map(|(&date, &next)| {
        (date + 1..next).filter(|&line| features.get(line).is_some_and(Features::is_prose)).count()
    });
    let first = counts.next().unwrap_or(0);
    let most = counts.max().unwrap_or(0);
    dates.len() > 2 && first >= 2 && first > most
}

/// The last card goes on over a line that stands as close as the lines inside the others, or is an excerpt.
fn continues_card(outline: &Outline, features: &[Features], line: usize) -> bool {
    let gap = outline.lines().get(line).map_or(0, |line| line.gap);
    gap <= 1 || features.get(line).is_some_and(Features::is_prose)
}

/// How well a card stands in lines `card` around the date line `date`: a wider gap before it than inside it, or a heading
/// at its start, no running text between start and date, running text before the start.
fn boundary_score(outline: &Outline, features: &[Features], card: Range<usize>, date: usize) -> f32 {
    let start = card.start;
    let line = |number: usize| outline.lines().get(number);
    let gap = |number: usize| line(number).map_or(0.0, |line| f32::from(line.gap.min(3)));
    let mut score = 0.0;
    let inner: f32 = (start + 1..card.end).map(gap).fold(0.0, f32::max);
    score += (gap(start) - inner).clamp(-1.0, 1.0) * 1.5;
    if matches!(line(start).map(|line| line.role), Some(Role::Heading(_))) {
        score += 1.0;
    }
    for number in start..date {
        let Some(features) = features.get(number) else { continue };
        let text = line(number).map_or("", |line| outline.text(line));
        if features.units >= 2.0 * PROSE_UNITS || (features.units >= PROSE_UNITS && ends_like_prose(text)) {
            score -= 1.5;
        } else if ends_like_prose(text) {
            score -= 0.5;
        }
    }
    if date > start {
        // A title is worth more than what follows it; of two short lines both belong to the card.
        score += 0.6 * (date - start).min(2) as f32;
    }
    let before = start.checked_sub(1).and_then(|number| features.get(number));
    if before.is_some_and(|features| features.units >= PROSE_UNITS) {
        score += 0.8;
    }
    score
}

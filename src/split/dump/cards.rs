//! Labelled lines to teasers: which fields belong to which title.
//!
//! A list is a run of titles; `grammar` says on which side of its title each field of the list stands.

use std::ops::Range;

use super::grammar::{Look, Order, Run, settle};
use super::label::{Label, Told};
use crate::outline::Outline;

/// Titles further apart than this are of different lists. A card has a title, a category, a date, an excerpt of a line or
/// two, a byline and a button at most.
const LONGEST_CARD_LINES: usize = 9;

/// So many lines without a label (a byline, a button) may stand between the fields of one card.
const MOST_STRANGERS: usize = 3;

/// The lines of one teaser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) lines: Range<usize>,
    pub(super) title: usize,
}

/// Cuts labelled lines into cards.
pub(super) fn cards(outline: &Outline, looks: &[Look], lines: &mut [Told]) -> Vec<Card> {
    let titles: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.label == Label::Title).map(|(line, _)| line).collect();
    let mut cards = Vec::new();
    let mut rest: &[usize] = &titles;
    while !rest.is_empty() {
        let parted = rest.windows(2).position(|pair| {
            pair.first().zip(pair.last()).is_some_and(|(&title, &next)| {
                next - title > LONGEST_CARD_LINES || !(title + 1..next).all(|line| is_of_card(lines, line))
            })
        });
        let (run, after) = rest.split_at(parted.map_or(rest.len(), |at| at + 1));
        rest = after;
        cut(outline, looks, lines, run, &mut cards);
    }
    cards
}

/// A page that is nothing but a list starts with a card: what stands before the first and has the size of all others.
pub(super) fn complete(cards: &mut Vec<Card>) {
    let Some(first) = cards.first().cloned() else { return };
    let size = first.lines.len();
    let is_regular = cards.iter().all(|card| card.lines.len() == size);
    if cards.len() >= FEWEST_REGULAR && is_regular && size > 1 && first.lines.start == size {
        cards.insert(0, Card { lines: 0..size, title: first.title - size });
    }
}

/// So many cards of one size are regular.
const FEWEST_REGULAR: usize = 2;

fn label(lines: &[Told], line: usize) -> Option<Label> {
    lines.get(line).map(|line| line.label)
}

fn is_of_card(lines: &[Told], line: usize) -> bool {
    !matches!(label(lines, line), Some(Label::Body | Label::Headline | Label::Name | Label::Profile))
}

fn is_field(lines: &[Told], line: usize) -> bool {
    matches!(label(lines, line), Some(Label::Category | Label::Date | Label::Excerpt))
}

/// Cuts one run of titles.
fn cut(outline: &Outline, looks: &[Look], lines: &mut [Told], run: &[usize], cards: &mut Vec<Card>) {
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return };
    let around = reach(lines, first, true)..reach(lines, last, false);
    let order = settle(&Run { outline, looks, titles: run, lines: around }, lines);
    let lead = lead(lines, first);
    let trail = trail(lines, last, order);
    let starts: Vec<usize> = run
        .iter()
        .enumerate()
        .map(|(at, &title)| {
            let from = at.checked_sub(1).and_then(|before| run.get(before)).map_or(lead, |&before| before + 1);
            start(lines, from, title, order)
        })
        .collect();
    for (at, &title) in run.iter().enumerate() {
        let from = starts.get(at).copied().unwrap_or(title);
        let end = starts.get(at + 1).copied().unwrap_or(trail);
        cards.push(Card { lines: from..end_of(lines, title, end), title });
    }
}

/// How far the lines around a title go that may be of its card.
fn reach(lines: &[Told], title: usize, before: bool) -> usize {
    let may_be = |&line: &usize| is_of_card(lines, line) && label(lines, line) != Some(Label::Title);
    if before {
        (0..title).rev().take(FARTHEST_FIELD).take_while(may_be).last().unwrap_or(title)
    } else {
        (title + 1..lines.len()).take(FARTHEST_FIELD).take_while(may_be).last().unwrap_or(title) + 1
    }
}

/// Fields of the first and the last card of a list are looked for so far from their titles.
const FARTHEST_FIELD: usize = 4;

/// The first line of the unbroken fields before a title.
fn lead(lines: &[Told], title: usize) -> usize {
    let mut start = title;
    let mut at = title;
    while let Some(before) = at.checked_sub(1)
        && title - before <= MOST_STRANGERS + 2
        && is_of_card(lines, before)
        && label(lines, before) != Some(Label::Title)
    {
        at = before;
        if is_field(lines, at) {
            start = at;
        } else if start - at > 1 {
            break;
        }
    }
    start
}

/// The line after the last field that follows a title and, by the order, belongs to it.
fn trail(lines: &[Told], title: usize, order: Order) -> usize {
    let mut end = title + 1;
    let mut at = end;
    let is_own =
        |line: usize| is_of_card(lines, line) && !label(lines, line).is_some_and(|label| order.is_before(label));
    while at < lines.len() && at - end < MOST_STRANGERS && is_own(at) && at - title < LONGEST_CARD_LINES {
        if is_field(lines, at) {
            end = at + 1;
        }
        at += 1;
    }
    end
}

/// Where a card starts whose title is at `title` and whose fields before it follow `order`.
fn start(lines: &[Told], from: usize, title: usize, order: Order) -> usize {
    let mut start = title;
    for line in (from..title).rev() {
        match label(lines, line) {
            Some(label) if order.is_before(label) => start = line,
            Some(Label::Other) if start - line <= 2 => {}
            _ => break,
        }
    }
    start
}

/// Where a card ends: after its last field, or where the next begins when only a few strangers stand between.
fn end_of(lines: &[Told], title: usize, next: usize) -> usize {
    let last = (title..next).rev().find(|&line| line == title || is_field(lines, line)).unwrap_or(title);
    if next - last - 1 <= MOST_STRANGERS { next } else { last + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{Builder, LineStart, Role, Style};
    use crate::span::Span;

    fn cut_all(letters: &str) -> Vec<Card> {
        let mut builder = Builder::new();
        let mut labels = Vec::new();
        let mut gap = 0;
        for (at, letter) in letters.char_indices() {
            labels.push(match letter {
                'T' => Label::Title,
                'C' => Label::Category,
                'D' => Label::Date,
                'E' => Label::Excerpt,
                'A' => Label::Body,
                'o' => Label::Other,
                _ => {
                    gap = 1;
                    continue;
                }
            });
            builder.start_line(LineStart::new(Role::Paragraph, gap));
            builder.text("x", Span::new(at, at + 1), Style::default());
            gap = 0;
        }
        let look = |label: &Label| match label {
            Label::Date => Look::Date,
            Label::Category => Look::Short { value: 0, comes_again: true, is_name: false, units: 1.0 },
            _ => Look::Else,
        };
        let looks: Vec<Look> = labels.iter().map(look).collect();
        let mut lines: Vec<Told> = labels.into_iter().map(|label| Told { label }).collect();
        cards(&builder.finish(), &looks, &mut lines)
    }

    fn ranges(letters: &str) -> Vec<Range<usize>> {
        cut_all(letters).into_iter().map(|card| card.lines).collect()
    }

    #[test]
    fn the_order_of_fields_is_read_from_the_ends_of_a_list() {
        assert_eq!(ranges("ooTCDTCDTCDoooo"), [2..5, 5..8, 8..11]);
        assert_eq!(ranges("AACTDCTDCTDoooo"), [2..5, 5..8, 8..11]);
        assert_eq!(ranges("oooDTDTDToooo"), [3..5, 5..7, 7..9]);
        assert_eq!(ranges("oooTDTDTDoooo"), [3..5, 5..7, 7..9]);
        assert_eq!(ranges("oooDCTDCTDCToooo"), [3..6, 6..9, 9..12]);
    }

    #[test]
    fn gaps_tell_where_the_ends_do_not() {
        assert_eq!(ranges("D TD TD T C"), [1..3, 3..5, 5..7].map(|range: Range<usize>| range).to_vec());
    }

    #[test]
    fn strangers_between_fields_stay_in_the_card_and_articles_part_lists() {
        assert_eq!(ranges("TooDTooDoooo"), [0..4, 4..8]);
        assert_eq!(ranges("TDAATD"), [0..2, 4..6]);
    }
}

//! The fields of teasers: the cards of a group are laid side by side, slot by slot.
//!
//! A slot is what stands at the same place, under the same markup, in many cards. The slot that is linked, headed and most
//! varied is the title; the one with few distinct short texts the category; dates are found as expressions inside any slot;
//! what is left is the excerpt. One card alone could not tell a category from a short title.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::cards::leads_to_content;
use super::features::{fold, units};
use crate::date;
use crate::date_value::{Anchor, DateValue};
use crate::outline::{Hints, Outline, Role};
use crate::span::Span;

/// A piece of a card: a stretch of one line with one purpose.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) line: usize,
    link: Option<u32>,
    is_heading: bool,
    hints: Hints,
    units: f32,
    slot: u64,
    after_date: bool,
}

/// The fields of one teaser.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub(super) title: Option<Piece>,
    pub(super) category: Option<Piece>,
    pub(super) author: Option<Piece>,
    pub(super) date: Option<(DateValue, Span)>,
    pub(super) link: Option<String>,
    /// What is no field, in order.
    pub(super) rest: Vec<Piece>,
}

/// Reads the fields of the cards of one group.
pub(super) fn fields(outline: &Outline, cards: &[Range<usize>]) -> Vec<Fields> {
    let cards: Vec<Cut> = cards.iter().map(|lines| cut(outline, lines.clone())).collect();
    let slots = survey(outline, &cards);
    let title = best(&slots, |slot| slot.title_score(cards.len()));
    let category = best(&slots, |slot| if Some(slot.key) == title { 0.0 } else { slot.category_score(cards.len()) });
    cards.into_iter().map(|card| assign(outline, card, title, category)).collect()
}

/// A card in pieces.
struct Cut {
    pieces: Vec<Piece>,
    date: Option<(DateValue, Span)>,
}

/// Hints that part the runs of one line into pieces.
const FIELD_HINTS: Hints = Hints::DATE.with(Hints::CATEGORY).with(Hints::AUTHOR).with(Hints::META).with(Hints::TITLE);

fn cut(outline: &Outline, lines: Range<usize>) -> Cut {
    let mut card = Cut { pieces: Vec::new(), date: None };
    for number in lines {
        let Some(line) = outline.lines().get(number) else { continue };
        let is_heading = matches!(line.role, Role::Heading(_));
        let mut run_pieces: Vec<Piece> = Vec::new();
        for run in outline.runs(line) {
            let text = outline.run_text(run);
            let hints = Hints(run.hints.0);
            match run_pieces.last_mut() {
                Some(last) if last.link == run.link && (last.hints.0 & FIELD_HINTS.0) == (hints.0 & FIELD_HINTS.0) => {
                    last.text.push(' ');
                    last.text.push_str(text);
                    last.span = last.span.join(run.span);
                }
                _ => {
                    let mut hasher = DefaultHasher::new();
                    (line.role, run.shape, run.link.is_some()).hash(&mut hasher);
                    run_pieces.push(Piece {
                        text: text.to_owned(),
                        span: run.span,
                        line: number,
                        link: run.link,
                        is_heading,
                        hints,
                        units: 0.0,
                        slot: hasher.finish(),
                        after_date: false,
                    });
                }
            }
        }
        for piece in run_pieces {
            take_date(&mut card, piece);
        }
    }
    let mut seen: HashMap<(u64, bool), u64> = HashMap::new();
    for piece in &mut card.pieces {
        piece.units = units(&piece.text);
        let count = seen.entry((piece.slot, piece.after_date)).or_default();
        let mut hasher = DefaultHasher::new();
        (piece.slot, piece.after_date, *count).hash(&mut hasher);
        piece.slot = hasher.finish();
        *count += 1;
    }
    card
}

/// Puts a piece into the card; the first date expression in the card is cut out of its piece.
fn take_date(card: &mut Cut, mut piece: Piece) {
    piece.after_date = card.date.is_some();
    let found = if card.date.is_none() && units(&piece.text) <= 30.0 {
        date::date(&piece.text, &Anchor::default())
    } else {
        None
    };
    let Some(found) = found else {
        card.pieces.push(piece);
        return;
    };
    let (before, after) = (
        piece.text.get(..found.within.start).unwrap_or_default().to_owned(),
        piece.text.get(found.within.end..).unwrap_or_default().to_owned(),
    );
    card.date = Some((found, piece.span));
    for (rest, after_date) in [(before, false), (after, true)] {
        let rest = rest.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '|' | '·' | '•' | ',' | '-' | '–' | '—' | '/' | ':' | '.' | '(' | ')')
        });
        if rest.chars().any(char::is_alphanumeric) {
            card.pieces.push(Piece { text: rest.to_owned(), after_date, ..piece.clone() });
        }
    }
}

/// What stands in one slot over all cards.
struct Slot {
    key: u64,
    first: usize,
    count: usize,
    distinct: usize,
    linked: usize,
    headings: usize,
    units: f32,
    hints: Hints,
    digits: usize,
    sentences: usize,
    names: usize,
}

fn survey(outline: &Outline, cards: &[Cut]) -> Vec<Slot> {
    let mut index: HashMap<u64, usize> = HashMap::new();
    let mut texts: Vec<Vec<String>> = Vec::new();
    let mut slots: Vec<Slot> = Vec::new();
    for card in cards {
        for (position, piece) in card.pieces.iter().enumerate() {
            let at = match index.entry(piece.slot) {
                Entry::Occupied(entry) => *entry.get(),
                Entry::Vacant(entry) => {
                    slots.push(Slot {
                        key: piece.slot,
                        first: position,
                        count: 0,
                        distinct: 0,
                        linked: 0,
                        headings: 0,
                        units: 0.0,
                        hints: Hints::default(),
                        digits: 0,
                        sentences: 0,
                        names: 0,
                    });
                    texts.push(Vec::new());
                    *entry.insert(slots.len() - 1)
                }
            };
            let (Some(slot), Some(texts)) = (slots.get_mut(at), texts.get_mut(at)) else { continue };
            slot.count += 1;
            slot.linked += usize::from(piece.link.is_some_and(|link| leads_to_content(outline.link(link))));
            slot.headings += usize::from(piece.is_heading);
            slot.units += piece.units;
            slot.hints = slot.hints.with(piece.hints);
            slot.digits += usize::from(piece.text.chars().any(char::is_numeric));
            slot.sentences += usize::from(super::features::ends_like_prose(&piece.text));
            slot.names += usize::from(super::names::is_personal_name(&piece.text));
            texts.push(fold(&piece.text));
        }
    }
    for (slot, mut texts) in slots.iter_mut().zip(texts) {
        texts.sort_unstable();
        texts.dedup();
        slot.distinct = texts.len();
    }
    slots
}

impl Slot {
    fn mean_units(&self) -> f32 {
        self.units / self.count.max(1) as f32
    }

    fn share(&self, part: usize) -> f32 {
        part as f32 / self.count.max(1) as f32
    }

    fn title_score(&self, cards: usize) -> f32 {
        let length = self.mean_units();
        let mut score = 2.0 * self.count as f32 / cards as f32;
        score += 2.0 * self.share(self.headings) + 1.5 * self.share(self.linked) + 1.5 * self.share(self.distinct);
        score += (length / 6.0).min(1.5);
        score += if self.hints.any(Hints::TITLE) { 1.0 } else { 0.0 };
        score -= if length > 30.0 { 3.0 } else { 0.0 };
        score -= if self.hints.any(Hints::SUMMARY) { 1.5 } else { 0.0 };
        score -= if self.hints.any(Hints::CATEGORY.with(Hints::AUTHOR).with(Hints::DATE)) { 2.0 } else { 0.0 };
        score -= 1.5 * self.share(self.sentences) * f32::from(u8::from(length > 12.0));
        score - 0.05 * self.first as f32
    }

    fn category_score(&self, cards: usize) -> f32 {
        let length = self.mean_units();
        if !(0.5..=5.0).contains(&length) || self.share(self.headings) > 0.5 && !self.hints.any(Hints::CATEGORY) {
            return 0.0;
        }
        let mut score = 0.4 + 0.4 * self.count as f32 / cards as f32;
        score += if self.hints.any(Hints::CATEGORY) { 2.0 } else { 0.0 };
        score += if self.share(self.distinct) < 0.8 { 0.5 } else { 0.0 };
        // The same words in every card, after the title, are a button.
        score -= if self.distinct == 1 && cards > 2 && self.first > 1 { 2.0 } else { 0.0 };
        score -= if self.hints.any(Hints::AUTHOR.with(Hints::SUMMARY).with(Hints::SHARE).with(Hints::DATE)) {
            2.0
        } else {
            0.0
        };
        score -= 0.8 * self.share(self.digits) + 1.0 * self.share(self.sentences);
        score -= if self.hints.any(Hints::CATEGORY) { 0.0 } else { 0.8 * self.share(self.names) };
        score -= 0.1 * self.first as f32;
        if score >= CATEGORY_SCORE { score } else { 0.0 }
    }
}

/// A slot with less is no category.
const CATEGORY_SCORE: f32 = 0.5;

fn best(slots: &[Slot], score: impl Fn(&Slot) -> f32) -> Option<u64> {
    let mut winner: Option<(f32, u64)> = None;
    for slot in slots {
        let score = score(slot);
        if score > 0.0 && winner.is_none_or(|(best, _)| score > best) {
            winner = Some((score, slot.key));
        }
    }
    winner.map(|(_, key)| key)
}

fn assign(outline: &Outline, card: Cut, title: Option<u64>, category: Option<u64>) -> Fields {
    let mut fields = Fields { date: card.date, ..Fields::default() };
    let has_title = card.pieces.iter().any(|piece| Some(piece.slot) == title);
    let fallback = if has_title { None } else { fallback_title(&card.pieces) };
    let first_link =
        card.pieces.iter().filter_map(|piece| piece.link).find(|&link| leads_to_content(outline.link(link)));
    for (position, piece) in card.pieces.into_iter().enumerate() {
        let is_title = Some(piece.slot) == title || fallback == Some(position);
        if is_title && fields.title.is_none() {
            fields.title = Some(piece);
        } else if Some(piece.slot) == category && fields.category.is_none() {
            fields.category = Some(piece);
        } else if piece.hints.any(Hints::AUTHOR) && fields.author.is_none() && piece.units <= 8.0 {
            fields.author = Some(piece);
        } else {
            fields.rest.push(piece);
        }
    }
    let title_link =
        fields.title.as_ref().and_then(|piece| piece.link).filter(|&link| leads_to_content(outline.link(link)));
    fields.link = title_link.or(first_link).map(|link| outline.link(link).to_owned());
    fields
}

/// Chooses the title of a card that lacks the group's title slot: its heading, else its longest short linked piece.
fn fallback_title(pieces: &[Piece]) -> Option<usize> {
    let weight = |piece: &Piece| {
        let length = if piece.units > 30.0 { 1.0 } else { piece.units };
        length + if piece.is_heading { 40.0 } else { 0.0 } + if piece.link.is_some() { 20.0 } else { 0.0 }
    };
    let mut winner: Option<(f32, usize)> = None;
    for (position, piece) in pieces.iter().enumerate() {
        let weight = weight(piece);
        if winner.is_none_or(|(best, _)| weight > best) {
            winner = Some((weight, position));
        }
    }
    winner.map(|(_, position)| position)
}

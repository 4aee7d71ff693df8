//! The fields of teasers: the cards of a group are laid side by side, slot by slot.
//!
//! A slot is what stands at the same place, under the same markup, in many cards. The slot that is linked, headed and most
//! varied is the title; the short one with few distinct texts, or that leads to a section of the site, the category; the one
//! that parses as a date in most cards the date; what is left is the excerpt. One card alone could not tell a category from
//! a short title. `pieces` cuts the cards and lays them side by side; here the slots get their names.

use super::cards::Group;
use super::features::{Features, is_unspaced};
use super::pieces::{self, Card, Piece, Slot};
use super::traits::path_of;
use crate::date;
use crate::date_value::{Anchor, DateValue};
use crate::outline::{Hints, Mark, Outline};
use crate::span::Span;

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
pub(super) fn fields(outline: &Outline, features: &[Features], group: &Group) -> Vec<Fields> {
    let mut cards = pieces::cut(outline, features, &group.cards, &group.heads);
    let dates = take_dates(outline, features, &mut cards, &group.heads);
    let slots = pieces::survey(outline, &cards, &group.heads);
    let count = cards.len();
    let title = best(&slots, |slot| title_score(slot, count));
    let title_slot = title.and_then(|title| slots.iter().find(|slot| slot.key == title));
    let category =
        best(&slots, |slot| if Some(slot.key) == title { 0.0 } else { category_score(slot, title_slot, count) });
    let author = best(&slots, |slot| {
        let is_taken = Some(slot.key) == title || Some(slot.key) == category;
        if is_taken { 0.0 } else { author_score(slot) }
    });
    // Where most cards have their category before the title, a card of another make has it there too.
    let leads = category.and_then(|key| slots.iter().find(|slot| slot.key == key)).is_some_and(|slot| {
        slot.count > 1
            && slot.share(slot.headings) < 1.0
            && title_slot.is_some_and(|title| slot.place() < title.place())
    });
    let names = Names { title, category, author, leads };
    cards.into_iter().zip(dates).map(|(card, date)| assign(outline, card, date, &names)).collect()
}

/// Which slot is which field.
struct Names {
    title: Option<u64>,
    category: Option<u64>,
    author: Option<u64>,
    /// The category stands before the title.
    leads: bool,
}

/// A date as it stands in one piece of a card.
struct Dated {
    piece: usize,
    value: DateValue,
    /// Share of the piece's bytes that it takes.
    share: f32,
    /// It starts or ends the piece.
    is_at_edge: bool,
}

/// Pieces longer than this are not searched for dates.
const LONGEST_DATED: f32 = 30.0;

/// Cuts the date out of every card that shows one. Which of several is the card's own is decided by slots: it stands alone
/// or at the edge of its piece, in most cards at the same place.
fn take_dates(
    outline: &Outline,
    features: &[Features],
    cards: &mut [Card],
    heads: &[(usize, usize)],
) -> Vec<Option<(DateValue, Span)>> {
    let slots = pieces::survey(outline, cards, heads);
    let slot_of = |piece: &Piece| slots.binary_search_by_key(&piece.slot, |slot| slot.key).ok();
    let mut found: Vec<Vec<Dated>> = Vec::with_capacity(cards.len());
    let mut dated = vec![(0usize, 0.0f32); slots.len()];
    for card in cards.iter() {
        let mut of_card = Vec::new();
        for (number, piece) in card.pieces.iter().enumerate() {
            let Some(value) = date_in(outline, features, piece).filter(|value| is_spoken_here(outline, value)) else {
                continue;
            };
            let length = piece.text.trim().len().max(1) as f32;
            let (before, after) = (value.within.start, value.within.end);
            let is_blank = |part: Option<&str>| !part.unwrap_or_default().contains(char::is_alphanumeric);
            let is_at_edge = is_blank(piece.text.get(..before)) || is_blank(piece.text.get(after..));
            let share = (after - before) as f32 / length;
            if let Some(slot) = slot_of(piece).and_then(|slot| dated.get_mut(slot)) {
                slot.0 += 1;
                slot.1 += share;
            }
            of_card.push(Dated { piece: number, value, share, is_at_edge });
        }
        found.push(of_card);
    }
    let count = cards.len() as f32;
    let worth = |piece: &Piece, seen: &Dated| -> f32 {
        match piece.mark {
            Some(Mark::Date) => return CHOSEN,
            Some(_) => return 0.0,
            None => {}
        }
        let Some((slot, of_slot)) = slot_of(piece).and_then(|at| Some((slots.get(at)?, dated.get(at)?))) else {
            return 0.0;
        };
        let often = of_slot.0 as f32 / slot.count.max(1) as f32;
        let share = of_slot.1 / of_slot.0.max(1) as f32;
        let is_hinted = piece.hints.any(Hints::DATE);
        let is_long = piece.units > LONGEST_MEANT || piece.is_head;
        // A date inside a title or an excerpt is told of, unless every card has one at the edge.
        if is_long && !is_hinted && !(often > 0.8 && count > 2.0 && seen.is_at_edge && slot.count > 2) {
            return 0.0;
        }
        if seen.share < LEAST_DATE_SHARE && !is_hinted && often < 0.5 {
            return 0.0;
        }
        0.3 + often * of_slot.0 as f32 / count + share + 0.5 * seen.share + if is_hinted { 0.5 } else { 0.0 }
    };
    let mut chosen: Vec<Option<Dated>> = Vec::with_capacity(cards.len());
    for (card, of_card) in cards.iter().zip(found) {
        let mut winner: Option<(f32, Dated)> = None;
        for seen in of_card {
            let Some(piece) = card.pieces.get(seen.piece) else { continue };
            let worth = worth(piece, &seen);
            if worth > 0.0 && winner.as_ref().is_none_or(|(best, _)| worth > *best) {
                winner = Some((worth, seen));
            }
        }
        chosen.push(winner.map(|(_, seen)| seen));
    }
    cards.iter_mut().zip(chosen).map(|(card, seen)| seen.and_then(|seen| cut_out(card, seen))).collect()
}

/// A date that the pipeline file chooses is better than any other.
const CHOSEN: f32 = 100.0;

/// A longer piece says more than when, in units.
const LONGEST_MEANT: f32 = 12.0;

/// A date that takes less of its piece is told of.
const LEAST_DATE_SHARE: f32 = 0.4;

fn date_in(outline: &Outline, features: &[Features], piece: &Piece) -> Option<DateValue> {
    if piece.units > LONGEST_DATED {
        return None;
    }
    if let (Some(line), Some(seen)) = (outline.lines().get(piece.line), features.get(piece.line))
        && outline.text(line).len() == piece.text.len()
    {
        return seen.date.clone().or_else(|| clock(&piece.text));
    }
    date::date(&piece.text, &Anchor::default()).or_else(|| clock(&piece.text))
}

/// Words alone are dates in the language of the page only: "more" is "tomorrow" in another.
fn is_spoken_here(outline: &Outline, value: &DateValue) -> bool {
    value.language.is_und()
        || value.text.chars().any(char::is_numeric)
        || outline.about.language.is_none_or(|language| language.same_language(value.language))
}

/// A time of day written with a point (`18.47`): a version or a price elsewhere, a time where it stands alone in a card.
fn clock(text: &str) -> Option<DateValue> {
    let (hours, minutes) = text.trim().split_once('.')?;
    let is_number = |part: &str, most: u32| part.parse::<u32>().is_ok_and(|number| number <= most);
    if hours.len() > 2 || minutes.len() != 2 || !is_number(hours, 23) || !is_number(minutes, 59) {
        return None;
    }
    let mut value = date::date(&text.replace('.', ":"), &Anchor::default())?;
    value.text = value.text.replace(':', ".");
    Some(value)
}

/// Cuts a date out of its piece; what is left before and after it stays, each in a slot of its own.
fn cut_out(card: &mut Card, seen: Dated) -> Option<(DateValue, Span)> {
    let at = seen.piece;
    if at >= card.pieces.len() {
        return None;
    }
    let piece = card.pieces.remove(at);
    let span = piece.span;
    let before = piece.text.get(..seen.value.within.start).unwrap_or_default();
    let after = piece.text.get(seen.value.within.end..).unwrap_or_default();
    for (rest, side) in [(after, 2), (before, 1)] {
        let rest = rest.trim_matches(is_separator);
        if rest.chars().any(char::is_alphanumeric) {
            let text = rest.to_owned();
            card.pieces.insert(at, piece.beside(text, side));
        }
    }
    Some((seen.value, span))
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '|' | '·' | '•' | ',' | '-' | '–' | '—' | '/' | ':' | '.' | '(' | ')' | '[' | ']')
}

fn title_score(slot: &Slot, cards: usize) -> f32 {
    let length = slot.mean_units();
    let mut score = 2.0 * slot.count as f32 / cards as f32;
    score += 2.0 * slot.share(slot.headings) + 1.5 * slot.share(slot.linked) + 1.5 * slot.share(slot.distinct);
    // A linked excerpt may have been taken for the headline.
    score += slot.share(slot.heads) * if length > LONGEST_HEAD { 0.5 } else { 1.5 };
    score += (length / 6.0).min(1.5);
    score += if slot.hints.any(Hints::TITLE) { 1.0 } else { 0.0 };
    score -= if length > 30.0 { 3.0 } else { 0.0 };
    score -= if slot.hints.any(Hints::SUMMARY) && !slot.hints.any(Hints::TITLE) { 1.5 } else { 0.0 };
    // Columns name their columnist first, and as large as the title.
    score -= if slot.count > 1 { 2.0 * slot.share(slot.names) } else { 0.0 };
    score -= if slot.hints.any(Hints::CATEGORY.with(Hints::AUTHOR).with(Hints::DATE)) { 2.0 } else { 0.0 };
    score -= 1.5 * slot.share(slot.sentences) * f32::from(u8::from(length > 12.0));
    score - 0.05 * slot.first as f32
}

/// Units of an author at most, on average: two names and their conjunction.
const LONGEST_AUTHOR: f32 = 8.0;

/// Units of a headline, on average, beyond which it is an excerpt as likely.
const LONGEST_HEAD: f32 = 18.0;

/// A slot with less is no category.
const CATEGORY_SCORE: f32 = 0.5;

/// Units of a category at most, on average.
const LONGEST_CATEGORY: f32 = 5.0;

fn category_score(slot: &Slot, title: Option<&Slot>, cards: usize) -> f32 {
    let length = slot.mean_units();
    if !(0.5..=LONGEST_CATEGORY).contains(&length) {
        return 0.0;
    }
    if slot.share(slot.worded) < 0.5 {
        return 0.0;
    }
    let is_hinted = slot.hints.any(Hints::CATEGORY);
    let is_before = title.is_some_and(|title| slot.place() < title.place());
    let mut score = 0.3 + 0.4 * slot.count as f32 / cards as f32;
    score += if is_hinted { 1.5 } else { 0.0 };
    score += if is_before { 0.4 } else { 0.0 };
    score += 1.5 * slot.share(slot.sections);
    score += if slot.share(slot.distinct) < 0.8 && cards > 2 { 0.4 } else { 0.0 };
    // The same words in every card are a label or a button.
    let is_constant = slot.distinct == 1 && slot.count > 2;
    score -= if is_constant { if is_before || is_hinted { 0.8 } else { 2.0 } } else { 0.0 };
    score -=
        if slot.hints.any(Hints::AUTHOR.with(Hints::SUMMARY).with(Hints::SHARE).with(Hints::DATE).with(Hints::CAPTION))
        {
            1.5
        } else {
            0.0
        };
    // A link of its own that leads to the same place says "more".
    score -= if is_before || is_hinted { 0.0 } else { 1.0 * slot.share(slot.same_link) };
    score -= 0.8 * slot.share(slot.numbers) + 1.0 * slot.share(slot.sentences);
    // "by", "at": a small word before a name or a date in the same line.
    score -= 1.2 * slot.share(slot.small);
    score -= if is_hinted || slot.share(slot.sections) > 0.5 { 0.0 } else { 0.6 * slot.share(slot.names) };
    score -= if is_hinted { 0.0 } else { slot.share(slot.introduced) * slot.share(slot.names) };
    if score >= CATEGORY_SCORE { score } else { 0.0 }
}

fn author_score(slot: &Slot) -> f32 {
    if slot.mean_units() > LONGEST_AUTHOR {
        return 0.0;
    }
    let named = slot.share(slot.names);
    let is_introduced = slot.count > 1 && slot.share(slot.introduced) > 0.7 && named > 0.7;
    if slot.hints.any(Hints::AUTHOR) { 1.0 + named } else { named * f32::from(u8::from(is_introduced)) }
}

fn best(slots: &[Slot], score: impl Fn(&Slot) -> f32) -> Option<u64> {
    let mut winner: Option<(f32, &Slot)> = None;
    for slot in slots {
        let score = score(slot);
        let is_better = |(best, other): (f32, &Slot)| score > best || score >= best && slot.place() < other.place();
        if score > 0.0 && winner.is_none_or(is_better) {
            winner = Some((score, slot));
        }
    }
    winner.map(|(_, slot)| slot.key)
}

fn assign(outline: &Outline, card: Card, date: Option<(DateValue, Span)>, names: &Names) -> Fields {
    let mut fields = Fields { date, ..Fields::default() };
    let is_chosen = |mark: Mark| card.pieces.iter().any(|piece| piece.mark == Some(mark));
    let chosen = [Mark::Title, Mark::Category, Mark::Author].map(|mark| (mark, is_chosen(mark)));
    // Where the pipeline file chooses a field, its slot is not asked.
    let may_be = |piece: &Piece, field: Mark| {
        let is_other = piece.mark.is_some_and(|mark| mark != field);
        !is_other && !chosen.contains(&(field, true))
    };
    let has_title = card.pieces.iter().any(|piece| Some(piece.slot) == names.title);
    let fallback = if has_title { None } else { fallback_title(&card.pieces) };
    let leads = |link: u32| super::anchors::leads_to_content(outline.link(link));
    let first_link = card.pieces.iter().filter_map(|piece| piece.link).find(|&link| leads(link));
    let title = card.pieces.iter().position(|piece| Some(piece.slot) == names.title).or(fallback);
    let has_category = card.pieces.iter().any(|piece| Some(piece.slot) == names.category);
    let stands_in = |position: usize, piece: &Piece| {
        names.leads
            && !has_category
            && title == Some(position + 1)
            && piece.units <= LONGEST_CATEGORY
            && !is_number(&piece.text)
    };
    for (position, piece) in card.pieces.into_iter().enumerate() {
        let is_title = Some(piece.slot) == names.title || fallback == Some(position);
        let is_title = is_title && may_be(&piece, Mark::Title) || piece.mark == Some(Mark::Title);
        let is_category = Some(piece.slot) == names.category || stands_in(position, &piece);
        let is_category = is_category && may_be(&piece, Mark::Category) || piece.mark == Some(Mark::Category);
        let is_author = Some(piece.slot) == names.author;
        let is_author = is_author && may_be(&piece, Mark::Author) || piece.mark == Some(Mark::Author);
        if is_title && fields.title.is_none() {
            fields.title = Some(trimmed(piece));
        } else if is_category && fields.category.is_none() {
            fields.category = Some(trimmed(piece));
        } else if is_author && fields.author.is_none() {
            fields.author = Some(piece);
        } else {
            fields.rest.push(piece);
        }
    }
    let title_link = fields.title.as_ref().and_then(|piece| piece.link).filter(|&link| leads(link));
    fields.link = title_link.or(first_link).map(|link| outline.link(link).to_owned());
    fields
}

/// Takes the marks off a field that part it from its neighbour: `Kommentar:`, `| Politik`.
fn trimmed(mut piece: Piece) -> Piece {
    const MARKS: [char; 6] = [':', '|', '·', '•', '›', ' '];
    let text = piece.text.trim_start_matches(MARKS).trim_end_matches(['|', '·', '•', '›', ' ']);
    if !text.is_empty() && text.len() < piece.text.len() {
        piece.text = text.to_owned();
    }
    piece
}

fn is_number(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic)
}

/// Chooses the title of a card that lacks the group's title slot: its headline, its heading, else its longest short linked
/// piece.
fn fallback_title(pieces: &[Piece]) -> Option<usize> {
    let weight = |piece: &Piece| {
        let length = if piece.units > 30.0 { 1.0 } else { piece.units };
        length
            + if piece.is_head { 30.0 } else { 0.0 }
            + if piece.is_heading { 40.0 } else { 0.0 }
            + if piece.link.is_some() { 20.0 } else { 0.0 }
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

/// Tells whether `address` leads to a section that holds `page`: its path is the start of the other's.
pub(super) fn is_section_of(address: &str, page: &str) -> bool {
    let section = path_of(address).trim_end_matches('/');
    let page = path_of(page);
    section.len() > 1
        && page.len() > section.len()
        && page.strip_prefix(section).is_some_and(|rest| rest.starts_with('/'))
}

/// Tells whether a text starts with a capital, in scripts that have them; `None` in others.
pub(super) fn starts_large(text: &str) -> Option<bool> {
    let first = text.chars().find(|c| c.is_alphanumeric())?;
    if first.is_numeric() {
        return Some(true);
    }
    (!is_unspaced(first) && (first.is_lowercase() || first.is_uppercase())).then_some(first.is_uppercase())
}

//! Cards in pieces, and the slots that pieces of many cards share.
//!
//! Every change of inline markup starts a piece, so that a kicker inside a headline's link parts from it; pieces that turn
//! out to be one text in several spans (an emphasis, a name in bold) are joined again once all cards of the group are known.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::anchors::leads_to_content;
use super::cards::is_dropped;
use super::features::{Features, ends_like_prose, units};
use super::names::is_personal_name;
use super::slots::{is_section_of, starts_large};
use crate::outline::{Hints, Line, Mark, Outline, Role};
use crate::span::Span;

/// A piece of a card: a stretch of one line with one purpose.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) line: usize,
    pub(super) link: Option<u32>,
    pub(super) is_heading: bool,
    /// The headline by which the card was found starts here.
    pub(super) is_head: bool,
    pub(super) hints: Hints,
    /// What a selector of the pipeline file says that it is.
    pub(super) mark: Option<Mark>,
    pub(super) units: f32,
    pub(super) slot: u64,
    pub(super) runs: Range<usize>,
}

impl Piece {
    /// What is left of a piece beside a date, in a slot of its own.
    pub(super) fn beside(&self, text: String, side: u8) -> Self {
        let mut hasher = DefaultHasher::new();
        (self.slot, side).hash(&mut hasher);
        let hints = Hints(self.hints.0 & !Hints::DATE.0);
        Self { units: units(&text), text, slot: hasher.finish(), hints, ..self.clone() }
    }
}

/// A card in pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Card {
    pub(super) pieces: Vec<Piece>,
}

/// Hints that say which field a piece is.
const FIELD_HINTS: Hints =
    Hints::DATE.with(Hints::CATEGORY).with(Hints::AUTHOR).with(Hints::META).with(Hints::TITLE).with(Hints::SUMMARY);

/// A container inside a card with more lines holds more than one field.
const MOST_FIELD_LINES: usize = 3;

/// Cuts the cards of a group into pieces.
pub(super) fn cut(
    outline: &Outline,
    features: &[Features],
    cards: &[Range<usize>],
    heads: &[(usize, usize)],
) -> Vec<Card> {
    let mut all: Vec<Card> = cards.iter().map(|lines| cut_one(outline, features, lines)).collect();
    let slots = survey(outline, &all, &[]);
    for card in &mut all {
        join(outline, card, &slots, cards.len());
    }
    for (card, head) in all.iter_mut().zip(heads) {
        for piece in &mut card.pieces {
            piece.is_head = is_at(piece, *head);
        }
    }
    all
}

fn cut_one(outline: &Outline, features: &[Features], lines: &Range<usize>) -> Card {
    let mut card = Card::default();
    for number in lines.clone() {
        let Some(line) = outline.lines().get(number).filter(|_| !is_dropped(outline, number)) else { continue };
        let is_heading = matches!(line.role, Role::Heading(_));
        let of_role = if line.role == Role::Caption { Hints::CAPTION } else { Hints::default() };
        let runs = outline.runs(line);
        let around = outline
            .around(line)
            .take_while(|container| {
                container.lines.len() <= MOST_FIELD_LINES
                    && container.lines.start as usize >= lines.start
                    && (container.lines.end as usize) < lines.end.max(lines.start + 2)
            })
            .fold(Hints::default(), |all, container| all.with(container.hints));
        let of_container = outline
            .around(line)
            .take_while(|it| lines.start <= it.lines.start as usize && it.lines.end as usize <= lines.end)
            .filter_map(|container| container.mark)
            .find(|mark| !mark.is_block());
        let dated = features.get(number).and_then(|seen| seen.date.as_ref()).map(|date| date.within);
        let (mut offset, whole) = (0, outline.text(line));
        for (position, run) in runs.iter().enumerate() {
            let text = outline.run_text(run);
            let start = whole.get(offset..).and_then(|rest| rest.find(text)).map_or(offset, |at| offset + at);
            // A date goes on over a change of markup.
            if let (Some(dated), Some(last)) = (dated, card.pieces.last_mut())
                && last.line == number
                && dated.start < offset
                && dated.end > start
                && last.link == run.link
                && last.mark == run.mark.or(of_container)
            {
                offset = start + text.len();
                last.text.push_str(between(outline, line, last.runs.end, position));
                last.text.push_str(text);
                last.span = last.span.join(run.span);
                last.units = units(&last.text);
                last.runs.end = position + 1;
                continue;
            }
            offset = start + text.len();
            let mut hasher = DefaultHasher::new();
            (line.role, run.shape, run.link.is_some()).hash(&mut hasher);
            let units = match features.get(number) {
                Some(seen) if runs.len() == 1 => seen.units,
                _ => units(text),
            };
            card.pieces.push(Piece {
                text: text.to_owned(),
                span: run.span,
                line: number,
                link: run.link,
                is_heading,
                is_head: false,
                mark: run.mark.or(of_container),
                hints: Hints(run.hints.0 | of_role.0 | around.0 & FIELD_HINTS.0),
                units,
                slot: hasher.finish(),
                runs: position..position + 1,
            });
        }
    }
    number_places(&mut card);
    card
}

/// Tells equal pieces of a card apart by counting them.
fn number_places(card: &mut Card) {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    for piece in &mut card.pieces {
        let count = seen.entry(piece.slot).or_default();
        let mut hasher = DefaultHasher::new();
        (piece.slot, *count).hash(&mut hasher);
        *count += 1;
        piece.slot = hasher.finish();
    }
}

/// What stands between the run before `end` and the run at `start` of a line: a space, unless one follows the other without.
pub(super) fn between(outline: &Outline, line: &Line, end: usize, start: usize) -> &'static str {
    let runs = outline.runs(line);
    let pair = end.checked_sub(1).and_then(|last| runs.get(last)).zip(runs.get(start));
    if end == start && pair.is_some_and(|(left, right)| !outline.is_parted(left, right)) { "" } else { " " }
}

/// Joins neighbours in a line that are one text.
fn join(outline: &Outline, card: &mut Card, slots: &[Slot], cards: usize) {
    let mut joined: Vec<Piece> = Vec::with_capacity(card.pieces.len());
    let find =
        |piece: &Piece| slots.binary_search_by_key(&piece.slot, |slot| slot.key).ok().and_then(|at| slots.get(at));
    // Where one link, or text outside links, begins and ends: labels stand at its edges, emphasis anywhere.
    let is_apart =
        |a: Option<&Piece>, b: Option<&Piece>| a.zip(b).is_none_or(|(a, b)| a.line != b.line || a.link != b.link);
    let ends: Vec<bool> =
        (0..card.pieces.len()).map(|at| is_apart(card.pieces.get(at), card.pieces.get(at + 1))).collect();
    let (mut starts, mut last_starts) = (true, true);
    for (piece, ends) in card.pieces.drain(..).zip(ends) {
        let is_first = starts;
        starts = ends;
        if let Some(last) = joined.last_mut()
            && last.line == piece.line
            && last.link == piece.link
            && last.mark == piece.mark
            && let (Some(left), Some(right)) = (find(last), find(&piece))
            && (piece.mark.is_some() || !is_border(left, right, cards, last_starts, ends))
        {
            let gap = outline
                .lines()
                .get(piece.line)
                .map_or(" ", |line| between(outline, line, last.runs.end, piece.runs.start));
            last.text.push_str(gap);
            last.text.push_str(&piece.text);
            last.span = last.span.join(piece.span);
            last.units += piece.units;
            last.runs.end = piece.runs.end;
            if right.count > left.count {
                last.slot = piece.slot;
            }
            continue;
        }
        last_starts = is_first;
        joined.push(piece);
    }
    card.pieces = joined;
}

/// Tells whether two neighbouring slots are two fields and not one text in two spans.
/// `starts` and `ends` tell whether they are the first and the last of their link.
fn is_border(left: &Slot, right: &Slot, cards: usize, starts: bool, ends: bool) -> bool {
    let often = |slot: &Slot| slot.count as f32 >= OFTEN * cards as f32;
    let hints = |slot: &Slot| slot.hints.0 & FIELD_HINTS.0;
    if hints(left) != hints(right) {
        return true;
    }
    if !often(left) || !often(right) {
        return false;
    }
    let is_label = |slot: &Slot| slot.mean_units() <= LONGEST_LABEL;
    if !is_label(left) && !is_label(right) {
        return false;
    }
    // Few distinct texts, digits, or a capital after a capital: a label and a text.
    let is_repeated = |slot: &Slot| slot.count > 3 && slot.share(slot.distinct) <= 0.7;
    // The same word in the middle of every link is emphasis: what was sought.
    if is_repeated(right) && !ends || is_repeated(left) && !starts {
        return false;
    }
    is_repeated(left)
        || is_repeated(right)
        || left.share(left.numbers) > 0.8 && is_label(left)
        || right.share(right.numbers) > 0.8 && is_label(right)
        || cards > 1 && left.share(left.colons) < 0.5 && left.share(left.large) > 0.8 && right.share(right.large) > 0.9
}

/// Share of the cards in which a slot must stand to be a field of its own.
const OFTEN: f32 = 0.6;

/// Units of a label, on average.
const LONGEST_LABEL: f32 = 5.0;

/// What stands in one slot over all cards.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) key: u64,
    pub(super) first: usize,
    places: usize,
    pub(super) count: usize,
    pub(super) distinct: usize,
    pub(super) linked: usize,
    pub(super) headings: usize,
    /// Pieces that hold the headline by which the card was found.
    pub(super) heads: usize,
    units: f32,
    pub(super) hints: Hints,
    /// Pieces with a digit.
    pub(super) numbers: usize,
    pub(super) sentences: usize,
    pub(super) names: usize,
    /// Pieces that start with a capital.
    pub(super) large: usize,
    /// Pieces that end with a colon: what follows is the same text.
    colons: usize,
    /// Pieces that lead to a section which holds the page that the card leads to.
    pub(super) sections: usize,
    /// Pieces that lead where another piece of the card leads.
    pub(super) same_link: usize,
    /// Small words before a person in their line.
    pub(super) small: usize,
    /// Pieces after such a small word.
    pub(super) introduced: usize,
    /// Pieces with a letter.
    pub(super) worded: usize,
    texts: Vec<u64>,
}

impl Slot {
    fn new(key: u64, first: usize) -> Self {
        Self {
            key,
            first,
            places: 0,
            count: 0,
            distinct: 0,
            linked: 0,
            headings: 0,
            heads: 0,
            units: 0.0,
            hints: Hints::default(),
            numbers: 0,
            sentences: 0,
            names: 0,
            large: 0,
            colons: 0,
            sections: 0,
            same_link: 0,
            small: 0,
            introduced: 0,
            worded: 0,
            texts: Vec::new(),
        }
    }

    pub(super) fn mean_units(&self) -> f32 {
        self.units / self.count.max(1) as f32
    }

    /// The share of the slot's pieces that `part` is.
    pub(super) fn share(&self, part: usize) -> f32 {
        part as f32 / self.count.max(1) as f32
    }

    /// Mean position in the card.
    pub(super) fn place(&self) -> f32 {
        self.places as f32 / self.count.max(1) as f32
    }
}

/// Looks at every slot; sorted by key. `heads` are the line and run of each card's headline.
pub(super) fn survey(outline: &Outline, cards: &[Card], heads: &[(usize, usize)]) -> Vec<Slot> {
    let mut index: HashMap<u64, usize> = HashMap::new();
    let mut slots: Vec<Slot> = Vec::new();
    for (number, card) in cards.iter().enumerate() {
        let head = heads.get(number);
        let head_link = card
            .pieces
            .iter()
            .filter(|piece| head.is_some_and(|head| is_at(piece, *head)))
            .chain(card.pieces.iter().filter(|piece| piece.units > 2.0))
            .find_map(|piece| piece.link)
            .map(|link| outline.link(link));
        for (position, piece) in card.pieces.iter().enumerate() {
            let at = *index.entry(piece.slot).or_insert_with(|| {
                slots.push(Slot::new(piece.slot, position));
                slots.len() - 1
            });
            let Some(slot) = slots.get_mut(at) else { continue };
            let address = piece.link.map(|link| outline.link(link)).filter(|address| leads_to_content(address));
            let next = card.pieces.get(position + 1).filter(|next| next.line == piece.line);
            let previous = position.checked_sub(1).and_then(|before| card.pieces.get(before));
            let previous = previous.filter(|previous| previous.line == piece.line && previous.units <= 2.0);
            slot.count += 1;
            slot.introduced += usize::from(previous.is_some());
            slot.worded += usize::from(piece.text.chars().any(char::is_alphabetic));
            slot.places += position;
            slot.linked += usize::from(address.is_some());
            slot.headings += usize::from(piece.is_heading);
            slot.heads += usize::from(head.is_some_and(|head| is_at(piece, *head)));
            slot.units += piece.units;
            slot.hints = slot.hints.with(piece.hints);
            slot.numbers += usize::from(piece.text.chars().any(char::is_numeric));
            slot.sentences += usize::from(ends_like_prose(&piece.text));
            slot.names += usize::from(is_personal_name(&piece.text));
            slot.colons += usize::from(piece.text.ends_with([':', '：']));
            slot.large += usize::from(starts_large(&piece.text) == Some(true));
            slot.small += usize::from(
                piece.units <= 2.0
                    && next.is_some_and(|next| next.hints.any(Hints::AUTHOR) || is_personal_name(&next.text)),
            );
            if let (Some(address), Some(head)) = (address, head_link) {
                slot.same_link += usize::from(address == head);
                slot.sections += usize::from(is_section_of(address, head));
            }
            let mut hasher = DefaultHasher::new();
            for character in piece.text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
                character.hash(&mut hasher);
            }
            slot.texts.push(hasher.finish());
        }
    }
    for slot in &mut slots {
        slot.texts.sort_unstable();
        slot.texts.dedup();
        slot.distinct = slot.texts.len();
    }
    slots.sort_unstable_by_key(|slot| slot.key);
    slots
}

fn is_at(piece: &Piece, (line, run): (usize, usize)) -> bool {
    piece.line == line && piece.runs.contains(&run)
}

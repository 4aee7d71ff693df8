//! Date expressions read as intervals.
//!
//! 1. `fold` cuts a text into folded tokens; `line` finds in them the phrases of `vocabulary`, which holds the words of all
//!    languages (`src/languages/*.toml`) in one index, each as an `ingredient`.
//! 2. `numeric` reads dates in digits, ISO 8601 first; `absolute` month names with what belongs to them, `surroundings` the time beside them; `relative`
//!    counts from now, `count` how many, `calendar_words` says "yesterday"; `clock` reads times of the day; `calendars` and `hebrew` convert years of other calendars.
//! 3. What they find is an `expression`; `labels` says whether it is the date of publication or of the last change; `bounds`
//!    places it in time; `explain` says how all that came about.
//!
//! 4. `evidence` narrows what was read by what else is known of a page.
//!
//! A word alone is never a date, but for calendar words ("yesterday"); a number alone is never one; a number and a unit
//! without a direction neither.

mod absolute;
mod bounds;
mod calendar_words;
mod calendars;
mod clock;
mod contents;
mod count;
mod evidence;
mod explain;
mod expression;
mod fillers;
mod fold;
mod hebrew;
mod ingredient;
mod labels;
mod line;
mod numeric;
mod relative;
mod surroundings;
mod vocabulary;

pub use evidence::{of_address, shared, until};

use contents::Hopes;
use expression::{Context, Expression, Found, Standing};
use line::Line;
use vocabulary::{Languages, Vocabulary};

use crate::date_value::{Anchor, DateKind, DateValue, Label, Precision};
use crate::span::Span;

/// Finds the first date expression in `text`, wherever it stands, and reads it; where another is labelled, that of
/// publication. `None` where there is none; fast there, since most lines hold no date.
///
/// Words of the anchor's language count first, then English ones, then those of all languages. Only the start of a very
/// long text is read.
pub fn date(text: &str, anchor: &Anchor) -> Option<DateValue> {
    let mut line = Line::new(text);
    let contexts = contexts(text, &line, anchor)?;
    line.keep_spots();
    let Read { found, label, updated } = Reader { line: &line, contexts }.read()?;
    let mut value = value(text, &line, &found, anchor)?;
    value.label = label;
    value.updated = updated.and_then(|updated| {
        let mut updated = self::value(text, &line, &updated, anchor)?;
        updated.label = Some(Label::Updated);
        Some(Box::new(updated))
    });
    Some(value)
}

/// Says how a line is read: what its words are taken for, what they say together, and why the bounds are what they are.
/// Holds pieces of the line as they stand there.
pub fn explain(text: &str, anchor: &Anchor) -> Vec<String> {
    let mut line = Line::new(text);
    let contexts = contexts(text, &line, anchor);
    line.keep_spots();
    match contexts.and_then(|contexts| Reader { line: &line, contexts }.read()) {
        Some(read) => explain::steps(&line, &read, anchor),
        None => vec![explain::nothing(&line)],
    }
}

fn value(text: &str, line: &Line, found: &Found, anchor: &Anchor) -> Option<DateValue> {
    let (start, end) = line.bytes(found.start, found.end);
    let kind = match found.expression {
        Expression::Days { .. } | Expression::Impossible | Expression::Ambiguous => DateKind::Absolute,
        _ => DateKind::Relative,
    };
    Some(DateValue {
        text: text.get(start..end)?.to_owned(),
        within: Span::new(start, end),
        kind,
        language: Vocabulary::get().name(found.languages),
        reading: bounds::interval(&found.expression, anchor),
        label: None,
        updated: None,
    })
}

/// What was found in a line.
struct Read {
    found: Found,
    label: Option<Label>,
    /// The date of the last change, where another one is meant.
    updated: Option<Found>,
}

/// Sets of languages in the order in which they are asked, with what a line may hold in each.
type Contexts = [Option<(Context, Hopes)>; 3];

/// Says in which languages to read a line, and what is worth looking for; `None` where it cannot hold a date.
fn contexts(text: &str, line: &Line, anchor: &Anchor) -> Option<Contexts> {
    if !line.contents().hopes(Languages::ALL, true).any() {
        return None;
    }
    let vocabulary = Vocabulary::get();
    let year = anchor.now.map(|now| anchor.zone().to_datetime(now).year());
    let tag = anchor.language.filter(|tag| !tag.is_und());
    let own = tag.and_then(|tag| vocabulary.known(tag));
    let order = own.map(|(_, order)| order);
    let persian = tag.map_or_else(|| calendars::has_persian_digits(text), calendars::is_persian);
    let other_digits = !text.is_ascii() && text.chars().any(fold::is_other_digit);
    let context = |languages, standing| Context { languages, standing, persian, other_digits, tag, order, year };
    let own = own.map(|(set, _)| context(set, Standing::Own));
    let english = own.map(|_| context(vocabulary.english, Standing::Open));
    let all = context(Languages::ALL, if own.is_some() { Standing::Foreign } else { Standing::Open });
    let hopes = |context: Context| {
        let hopes = line.contents().hopes(context.languages, context.known());
        hopes.any().then_some((context, hopes))
    };
    Some([own, english, Some(all)].map(|context| context.and_then(hopes)))
}

/// Looks for dates in a line, in one set of languages after the other.
struct Reader<'a> {
    line: &'a Line<'a>,
    contexts: Contexts,
}

impl Reader<'_> {
    /// Finds the date of the line, and that of the last change where both are labelled.
    fn read(&self) -> Option<Read> {
        let contexts = || self.contexts.iter().flatten();
        let found =
            self.find(0).or_else(|| contexts().find_map(|(it, _)| calendar_words::clock_alone(self.line, it)))?;
        if !self.line.contents().has_label() {
            return Some(Read { found, label: None, updated: None });
        }
        let label = labels::of(self.line, &found, 0);
        let has_other = label == Some(Label::Updated) || self.line.contents().has_update();
        let second = if has_other { self.find(found.end) } else { None };
        let second = second.map(|second| (labels::of(self.line, &second, found.end), second));
        Some(match (label, second) {
            (Some(Label::Updated), Some((Some(Label::Published), second))) => {
                Read { found: second, label: Some(Label::Published), updated: Some(found) }
            }
            (None | Some(Label::Published), Some((Some(Label::Updated), second))) => {
                Read { found, label, updated: Some(second) }
            }
            _ => Read { found, label, updated: None },
        })
    }

    fn find(&self, from: usize) -> Option<Found> {
        self.contexts.iter().flatten().find_map(|(context, hopes)| best(self.line, from, context, *hopes))
    }
}

/// Tells whether a line says little more than its date: the date itself and a label of a few words, such as "Published
/// on" or "5 min read".
pub fn is_mostly_date(text: &str, date: &DateValue) -> bool {
    /// The letters and digits around a date that are still a label.
    const LABEL: usize = 30;
    let around = text.get(..date.within.start).into_iter().chain(text.get(date.within.end..));
    around.flat_map(str::chars).filter(|letter| letter.is_alphanumeric()).count() <= LABEL.min(date.within.len() * 2)
}

/// Finds the first sure expression from a token on, or else the first unsure one; the longest of those that start together.
fn best(line: &Line, from: usize, context: &Context, hopes: Hopes) -> Option<Found> {
    let mut unsure: Option<Found> = None;
    let mut at = from;
    while at < line.len() {
        let is_known = !line.spots(at).is_empty();
        if !is_known && line.number(at).is_none() {
            at += 1;
            continue;
        }
        let elapsed = || relative::elapsed(line, at, context).filter(|found| relative::future_stands_out(line, found));
        let found = [
            if hopes.numeric { numeric::numeric(line, at, context) } else { None },
            if hopes.week && is_known { numeric::numbered_week(line, at, context) } else { None },
            if hopes.named && is_known { absolute::named(line, at, context) } else { None },
            if hopes.named && is_known { absolute::quarter(line, at, context) } else { None },
            if hopes.elapsed { elapsed() } else { None },
            if hopes.calendar && is_known { calendar_words::calendar(line, at, context) } else { None },
            if hopes.weekday && is_known { calendar_words::weekday(line, at, context) } else { None },
        ];
        let longest = found.into_iter().flatten().max_by_key(|found| (found.sure, found.end - found.start));
        at += 1;
        let Some(found) = longest else { continue };
        if is_lookalike(line, &found, context) || calendars::era(line, found.end, context.is_in(&["am"])).is_some() {
            continue;
        }
        // What starts inside an expression is a piece of it.
        at = at.max(found.end);
        if found.sure {
            return Some(found);
        }
        unsure = unsure.or(Some(found));
    }
    unsure
}

/// Tells whether an expression is made of words that mean something else in the language of the line: with three hundred
/// languages in the index, ordinary words are months somewhere. Such an expression must be all that the line says, unless
/// its language is in wide use, or it has a day, a month and a year.
fn is_lookalike(line: &Line, found: &Found, context: &Context) -> bool {
    if context.known() || found.languages == Languages::ALL {
        return false;
    }
    let alone = (0..found.start).chain(found.end..line.len()).all(|at| line.mark(at).is_some());
    let modern = !found.languages.and(Vocabulary::get().modern).is_empty();
    let full = matches!(found.expression, Expression::Days { precision: Precision::Day, .. });
    let clear = if context.foreign() { modern && (full || found.sure) } else { modern || full };
    !clear && !alone
}

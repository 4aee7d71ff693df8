//! Date expressions read as intervals.
//!
//! 1. `fold` cuts a text into folded tokens; `line` finds in them the phrases of `vocabulary`, which holds the words of all
//!    languages (`src/languages/*.toml`) in one index, each as an `ingredient`.
//! 2. `numeric` reads dates in digits, ISO 8601 first; `absolute` month names with what stands around them; `relative`
//!    counts from now; `clock` reads times of the day; `calendars` converts years of other calendars.
//! 3. What they find is an `expression`; `bounds` places it in time.
//!
//! A word alone is never a date, but for calendar words ("yesterday"); a number alone is never one; a number and a unit
//! without a direction neither.

mod absolute;
mod bounds;
mod calendars;
mod clock;
mod expression;
mod fold;
mod ingredient;
mod line;
mod numeric;
mod relative;
mod vocabulary;

use expression::{Context, Expression, Found, Standing};
use ingredient::Ingredient;
use line::Line;
use vocabulary::{Languages, Vocabulary};

use crate::date_value::{Anchor, DateKind, DateValue, Precision};
use crate::language::Tag;
use crate::span::Span;

/// Finds the first date expression in `text`, wherever it stands, and reads it. `None` where there is none; fast there,
/// since most lines hold no date.
///
/// Words of the anchor's language count first, then English ones, then those of all languages. Only the start of a very
/// long text is read.
pub fn date(text: &str, anchor: &Anchor) -> Option<DateValue> {
    let line = Line::new(text);
    if !may_hold_date(&line, Languages::ALL) {
        return None;
    }
    let vocabulary = Vocabulary::get();
    let year = anchor.now.map(|now| jiff::tz::TimeZone::UTC.to_datetime(now).year());
    let tag = anchor.language.filter(|tag| !tag.is_und());
    let order = tag.and_then(|tag| vocabulary.order(tag));
    let persian = tag.map_or_else(|| calendars::has_persian_digits(text), calendars::is_persian);
    let other_digits = text.chars().any(fold::is_other_digit);
    let context = |languages, standing| Context { languages, standing, persian, other_digits, tag, order, year };
    let own = tag.and_then(|tag| vocabulary.only(tag)).map(|set| context(set, Standing::Own));
    let english = own.and_then(|_| vocabulary.only(Tag::of("en"))).map(|set| context(set, Standing::Open));
    let all = Some(context(Languages::ALL, if own.is_some() { Standing::Foreign } else { Standing::Open }));
    let contexts = [own, english, all];
    let found = contexts.iter().flatten().find_map(|context| {
        let hopeful = may_hold_date(&line, context.languages);
        hopeful.then(|| best(&line, context)).flatten()
    });
    let found =
        found.or_else(|| contexts.iter().flatten().find_map(|context| relative::clock_alone(&line, context)))?;
    let (start, end) = line.bytes(found.start, found.end);
    let kind = match found.expression {
        Expression::Days { .. } | Expression::Impossible => DateKind::Absolute,
        _ => DateKind::Relative,
    };
    Some(DateValue {
        text: text.get(start..end)?.to_owned(),
        within: Span::new(start, end),
        kind,
        language: vocabulary.name(found.languages),
        reading: bounds::interval(&found.expression, anchor),
    })
}

/// Tells whether a line says little more than its date: the date itself and a label of a few words, such as "Published
/// on" or "5 min read".
pub fn is_mostly_date(text: &str, date: &DateValue) -> bool {
    /// The letters and digits around a date that are still a label.
    const LABEL: usize = 30;
    let around = text.get(..date.within.start).into_iter().chain(text.get(date.within.end..));
    around.flat_map(str::chars).filter(|letter| letter.is_alphanumeric()).count() <= LABEL.min(date.within.len() * 2)
}

/// Tells whether a line holds what every date holds: a number, a word that counts by itself, or a unit with a direction.
fn may_hold_date(line: &Line, languages: Languages) -> bool {
    let (mut unit, mut frame, mut day, mut last) = (false, false, false, false);
    let mut alone = false;
    for is in line.ingredients(languages) {
        match is {
            Ingredient::Calendar(..) | Ingredient::Now | Ingredient::Directed(..) => alone = true,
            Ingredient::Unit(_) | Ingredient::Counted(..) => unit = true,
            Ingredient::Before { .. } | Ingredient::After { .. } => frame = true,
            Ingredient::Weekday(_) => day = true,
            Ingredient::Last => last = true,
            _ => {}
        }
    }
    line.has_number() || alone || unit && frame || day && last
}

/// Finds the first sure expression, or else the first unsure one; the longest of those that start together.
fn best(line: &Line, context: &Context) -> Option<Found> {
    let mut unsure: Option<Found> = None;
    let mut at = 0;
    let has = line.contents();
    while at < line.len() {
        let is_known = !line.spots(at).is_empty();
        if !is_known && line.number(at).is_none() {
            at += 1;
            continue;
        }
        let elapsed = || relative::elapsed(line, at, context).filter(|found| relative::future_stands_out(line, found));
        let found = [
            numeric::numeric(line, at, context),
            if is_known { numeric::numbered_week(line, at, context) } else { None },
            if is_known { absolute::named(line, at, context) } else { None },
            if has.unit { elapsed() } else { None },
            if has.calendar && is_known { relative::calendar(line, at, context) } else { None },
            if has.weekday && is_known { relative::weekday(line, at, context) } else { None },
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

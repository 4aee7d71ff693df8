//! Dates that name their day: month names with days and years around them, and what both kinds of absolute dates share.

use super::calendars;
use super::clock::{self, Clock, Setting};
use super::expression::{Context, Expression, Found, months, range, yearless};
use super::fillers::{MOST_FILLERS, before_range_mark, is_ordinal, range_mark, skip_left, skip_right};
use super::hebrew;
use super::ingredient::{Calendar, Ingredient, Unit};
use super::line::Line;
use super::surroundings::with_surroundings;
use super::vocabulary::{Languages, Vocabulary};
use crate::date_value::Precision;

/// A date as far as it is written.
#[derive(Clone, Copy, Debug)]
struct Stated {
    start: usize,
    end: usize,
    languages: Languages,
    year: Option<i16>,
    month: i8,
    calendar: Calendar,
    day: Option<i8>,
    /// The last day of a range within the month.
    last_day: Option<i8>,
    /// A time between day and year, as in `Nov 15 01:00:37 2020`.
    clock: Option<Clock>,
    /// Whether the month is spelt out or its language is known, so that no year is needed.
    clear: bool,
    /// Whether a number follows that would be a year of five digits or more.
    beyond: bool,
}

/// Reads the date whose month name starts at a token.
pub(crate) fn named(line: &Line, at: usize, context: &Context) -> Option<Found> {
    if let Some(found) = hebrew::date(line, at, context) {
        return Some(with_surroundings(line, found, None));
    }
    let months = line.spots(at).iter().rev().filter_map(|spot| {
        let languages = spot.languages.and(context.languages);
        month_of(spot.is).filter(|_| !languages.is_empty()).map(|month| (month, spot.end, languages))
    });
    let best = months
        .filter_map(|(month, end, languages)| {
            stated(line, (at, doubled(line, end, month, languages)), 0, month, languages, context)
        })
        .max_by_key(|stated| {
            let likely = Vocabulary::get().likelihood(stated.languages);
            (stated.year.is_some(), likely.0, stated.end - stated.start, likely.1)
        })?;
    let other = other_month(line, at, &best, context);
    let second = range_mark(line, best.end, best.languages).and_then(|from| {
        let month_at = (from..from + MOST_FILLERS + 2).find(|&at| line.find(at, best.languages, month_of).is_some())?;
        let (month, end, languages) = line.find(month_at, best.languages, month_of)?;
        stated(line, (month_at, end), from, month, languages, context).filter(|second| second.start == from)
    });
    let found = match second {
        Some(second) if best.last_day.is_none() => span(best, second)?,
        _ => match (other, single(best)?) {
            (Some(other), found) => Found { expression: hull(&found.expression, &single(other)?.expression), ..found },
            (None, found) => found,
        },
    };
    Some(with_surroundings(line, found, best.clock))
}

/// Reads a quarter of a year that starts at a token, with the year after it, or before it as in East Asia.
pub(crate) fn quarter(line: &Line, at: usize, context: &Context) -> Option<Found> {
    let number = |is| if let Ingredient::Quarter(quarter) = is { i8::try_from(quarter).ok() } else { None };
    let (quarter, end, languages) = line.find(at, context.languages, number)?;
    let year = |at: usize| {
        line.number(at).filter(|_| !clock::is_glued_before(line, at)).and_then(|it| long_year(it, context, languages))
    };
    let next = skip_right(line, end, languages);
    let unit = |is| (is == Ingredient::Unit(Unit::Year)).then_some(());
    let named = line.find_before(at, languages, unit).map_or(at, |((), start, _)| start);
    let before = named.checked_sub(1);
    let (year, start, end) = year(next)
        .map(|year| (year, at, next + 1))
        .or_else(|| before.and_then(|before| Some((year(before)?, before, end))))?;
    let (first, last) = (quarter * 3 - 2, quarter * 3);
    let expression = months(Calendar::Gregorian.month(year, first), Calendar::Gregorian.month(year, last));
    Some(Found { start, end, languages, expression, sure: true })
}

/// Gives the same date in another month, where the word means one in another language and nothing tells which it is: "lis"
/// is November in Polish and October in Croatian.
fn other_month(line: &Line, at: usize, best: &Stated, context: &Context) -> Option<Stated> {
    if context.known() || best.year.is_none() || best.day.is_none() || best.last_day.is_some() {
        return None;
    }
    let modern = |languages: Languages| !languages.and(Vocabulary::get().modern).is_empty();
    let likely = modern(best.languages);
    let mut others = line.spots(at).iter().filter_map(|spot| {
        let month = month_of(spot.is).filter(|&month| month != (best.month, best.calendar))?;
        let languages = spot.languages.and(context.languages);
        (!languages.is_empty() && (!likely || modern(languages))).then_some((spot.end, month, languages))
    });
    let (end, month, languages) = others.next()?;
    stated(line, (at, end), 0, month, languages, context).filter(|other| {
        other.calendar == best.calendar && (other.start, other.end, other.day) == (best.start, best.end, best.day)
    })
}

/// Makes an expression that holds the days of two: nothing finer than the year is common to them.
fn hull(one: &Expression, two: &Expression) -> Expression {
    match (one, two) {
        (Expression::Days { first, last, .. }, Expression::Days { first: start, last: end, .. }) => {
            let (first, last) = (*first.min(start), *last.max(end));
            Expression::Days { first, last, precision: Precision::Year, clock: None }
        }
        _ => one.clone(),
    }
}

/// Gives the end of a month that is named twice, as Arabic papers do: "آب/أغسطس".
fn doubled(line: &Line, end: usize, month: (i8, Calendar), languages: Languages) -> usize {
    let second =
        line.find(end + 1, languages, month_of).filter(|&(other, ..)| other == month && line.mark(end) == Some('/'));
    second.map_or(end, |(_, end, _)| end)
}

/// Picks a month.
fn month_of(is: Ingredient) -> Option<(i8, Calendar)> {
    match is {
        Ingredient::Month(calendar, month) => Some((i8::try_from(month).ok()?, calendar)),
        _ => None,
    }
}

/// Makes a date of one month name.
fn single(stated: Stated) -> Option<Found> {
    let Stated { month, calendar, start, end, languages, .. } = stated;
    let last = stated.last_day.or(stated.day);
    let expression = match (stated.year, stated.day.zip(last)) {
        (Some(year), Some((first, last))) => range(calendar.day(year, month, first), calendar.day(year, month, last)),
        (Some(year), None) => months(calendar.month(year, month), calendar.month(year, month)),
        (None, Some(_)) if stated.beyond => Expression::Impossible,
        (None, Some((first, last))) if stated.clear && calendar == Calendar::Gregorian => {
            yearless((month, first), (month, last))
        }
        _ => return None,
    };
    Some(Found { start, end, languages, expression, sure: stated.year.is_some() })
}

/// Makes a range of two dates; what one of them leaves out, the other says.
fn span(one: Stated, two: Stated) -> Option<Found> {
    let year_two = two.year.or(one.year);
    let year_one = one.year.or_else(|| year_two.map(|year| if one.month > two.month { year - 1 } else { year }));
    let expression = match (year_one, year_two, one.day, two.day) {
        (Some(first), Some(last), Some(from), Some(to)) => {
            range(one.calendar.day(first, one.month, from), two.calendar.day(last, two.month, to))
        }
        (Some(first), Some(last), None, None) => {
            months(one.calendar.month(first, one.month), two.calendar.month(last, two.month))
        }
        (None, None, Some(from), Some(to)) if one.clear && two.clear && one.calendar == Calendar::Gregorian => {
            yearless((one.month, from), (two.month, to))
        }
        _ => return None,
    };
    let languages = one.languages.and(two.languages);
    Some(Found { start: one.start, end: two.end, languages, expression, sure: year_two.is_some() })
}

/// Gathers day and year on both sides of a month name, not before the token `floor`.
fn stated(
    line: &Line,
    (start, end): (usize, usize),
    floor: usize,
    (month, calendar): (i8, Calendar),
    languages: Languages,
    context: &Context,
) -> Option<Stated> {
    let letters = line.bytes(start, end);
    let spelt = letters.1 - letters.0 >= 4 || !line.text_of(start).is_ascii();
    let mut date = Stated {
        start,
        end,
        languages,
        year: None,
        month,
        calendar,
        day: None,
        last_day: None,
        clock: None,
        clear: spelt || context.known(),
        beyond: false,
    };
    look_left(line, floor, &mut date, context);
    look_right(line, &mut date, context);
    let next = skip_right(line, date.end, languages);
    date.beyond = date.year.is_none() && line.number(next).is_some_and(|(_, digits)| digits > 4);
    // "En juin 12 pesticides": where the day stands first, a number after the month counts something.
    let after_month = date.day.is_some() && date.start == start && date.year.is_none();
    let vocabulary = Vocabulary::get();
    let month_first = !vocabulary.likely(date.languages).and(vocabulary.month_first).is_empty();
    if after_month && !month_first && line.is_word(date.end) && line.is_spaced(date.end) {
        return None;
    }
    if date.day.is_none() && !context.known() && letters.1 - letters.0 < 3 && line.text_of(start).is_ascii() {
        return None;
    }
    if let Some((named, end)) =
        calendars::era(line, date.end, calendar == Calendar::Ethiopic).filter(|_| date.year.is_some())
    {
        if named != calendar {
            return None;
        }
        date.end = end;
    }
    let has_year = date.year.is_none_or(|year| calendar.has_year(year));
    (has_year && (date.year.is_some() || date.day.is_some())).then_some(date)
}

fn look_left(line: &Line, floor: usize, date: &mut Stated, context: &Context) {
    let Some(at) = skip_left(line, floor, date.start, date.languages) else { return };
    if let Some(day) = day_before(line, at).filter(|_| era_before(line, at, date.languages).is_none()) {
        date.day = Some(day);
        date.start = at;
        // 3–5 November
        if let Some(dash) = at.checked_sub(1).filter(|&dash| dash >= floor)
            && let Some(first_at) = before_range_mark(line, dash, date.languages)
            && first_at >= floor
            && let Some(first) =
                line.number(first_at).filter(|_| !clock::is_glued_before(line, first_at)).and_then(day_of)
            && first < day
        {
            (date.day, date.last_day, date.start) = (Some(first), Some(day), first_at);
        }
        if let Some(at) = skip_left(line, floor, date.start, date.languages)
            && let Some((year, start)) = year_before(line, at, date.languages, context)
            && !year_follows(line, date.end, date.languages, context)
        {
            (date.year, date.start) = (Some(year), start);
        }
    } else if let Some((year, start)) = year_before(line, at, date.languages, context) {
        (date.year, date.start) = (Some(year), start);
    }
}

/// Tells whether a year stands right of a month name, so that one left of the day belongs to something else.
fn year_follows(line: &Line, end: usize, languages: Languages, context: &Context) -> bool {
    let next = skip_right(line, end, languages);
    line.number(next).and_then(|number| long_year(number, context, languages)).is_some()
}

/// Reads a day number at a token, if it may be one: no clock time, no decimal.
fn day_before(line: &Line, at: usize) -> Option<i8> {
    if clock::is_glued_before(line, at) && line.mark(at.checked_sub(1)?) != Some('-') || line.is_tail_of_word(at) {
        return None;
    }
    day_of(line.number(at)?)
}

/// Reads a year that ends at a token, with the era before it; gives where it starts.
fn year_before(line: &Line, at: usize, languages: Languages, context: &Context) -> Option<(i16, usize)> {
    let number = line.number(at)?;
    if let Some((start, era)) = era_before(line, at, languages) {
        let year = i16::try_from(number.0).ok().filter(|_| number.1 <= 3)?;
        return Some((era.saturating_add(year), start));
    }
    long_year(number, context, languages).filter(|_| !clock::is_glued_before(line, at)).map(|year| (year, at))
}

/// Reads the name of the era before a year: where it starts, and the year before its first.
pub(crate) fn era_before(line: &Line, at: usize, languages: Languages) -> Option<(usize, i16)> {
    let era = |is| if let Ingredient::Era(start) = is { Some(start) } else { None };
    line.find_before(at, languages, era).map(|(era, start, _)| (start, era))
}

fn look_right(line: &Line, date: &mut Stated, context: &Context) {
    let mut next = skip_right(line, date.end, date.languages);
    let Some(number) = line.number(next) else { return };
    let is_clock = clock::clock(line, next, date.languages, Setting::Alone).is_some();
    let measures = measures(line, next + 1);
    let decimal = matches!(line.mark(next + 1), Some('.' | ','))
        && !line.is_spaced(next + 1)
        && line.number(next + 2).is_some_and(|(_, digits)| digits != 4)
        && !line.is_spaced(next + 2);
    if date.day.is_none()
        && !is_clock
        && !decimal
        && !measures
        && let Some(day) = day_of(number)
    {
        // A day of two digits after the month; "May 21" is a day, not a year.
        date.day = Some(day);
        date.end = next + 1;
        if line.is_word(date.end) && !line.is_spaced(date.end) && is_ordinal(line, date.end) {
            date.end += 1;
        }
        if let Some(from) = range_mark(line, date.end, date.languages)
            && let Some(last) = line.number(from).and_then(day_of)
            && clock::clock(line, from, date.languages, Setting::Alone).is_none()
            && last > day
            && line.find(skip_right(line, from + 1, date.languages), date.languages, month_of).is_none()
        {
            (date.last_day, date.end) = (Some(last), from + 1);
        }
        next = skip_right(line, date.end, date.languages);
        if let Some((time, after)) = clock::clock(line, next, date.languages, Setting::Alone)
            && let Some(year) = line.number(after).and_then(|number| long_year(number, context, date.languages))
            && date.year.is_none()
        {
            (date.clock, date.year, date.end) = (Some(time), Some(year), after + 1);
            return;
        }
    }
    if date.year.is_some() {
        return;
    }
    let Some(number) = line.number(next) else { return };
    if let Some(year) = long_year(number, context, date.languages) {
        (date.year, date.end) = (Some(year), next + 1);
    } else if date.day.is_some() && number.1 == 2 && is_short_year(line, next, date) {
        let short = i16::try_from(number.0).unwrap_or_default();
        let year = if context.is_in(&["th"]) { short + BUDDHIST_SHORT } else { context.full_year(short) };
        (date.year, date.end) = (Some(year), next + 1);
    }
}

/// Tells whether what follows a number makes it a share, a temperature or a price: "Juli 20 % Rabatt".
fn measures(line: &Line, at: usize) -> bool {
    match line.mark(at) {
        Some('%' | '٪' | '‰' | '°') => true,
        Some('$' | '€' | '£') => line.number(at + 1).is_none(),
        _ => false,
    }
}

/// Tells whether two digits after a month name are a year: nothing that counts, measures or tells the time follows.
fn is_short_year(line: &Line, at: usize, date: &Stated) -> bool {
    if clock::clock(line, at, date.languages, Setting::Expected).is_some() {
        return false;
    }
    let after = at + 1;
    let counts = line.is_word(after)
        && line.find(after, Languages::ALL, |is| matches!(is, Ingredient::Unit(_)).then_some(())).is_some();
    let glued =
        !line.is_spaced(after) && !matches!(line.mark(after), None | Some(',' | '.' | ')' | ']' | ';' | '|' | '·'));
    let decimal =
        matches!(line.mark(after), Some('.' | ',')) && line.number(after + 1).is_some() && !line.is_spaced(after + 1);
    !counts && !glued && !decimal && line.mark(after) != Some('%')
}

/// The distance from the Buddhist era, in use in Thailand since 2484 BE, to the common era.
pub(crate) const BUDDHIST: i16 = 543;
/// What a Thai year of two digits lacks: 2500 BE.
pub(crate) const BUDDHIST_SHORT: i16 = 2500 - BUDDHIST;

/// Reads a year of four digits.
pub(crate) fn long_year((value, digits): (u64, u8), context: &Context, languages: Languages) -> Option<i16> {
    let year = i16::try_from(value).ok().filter(|year| digits == 4 && (1000..3000).contains(year))?;
    let thai = context.is_in(&["th"]) || (context.tag.is_none() && Vocabulary::get().name(languages).as_str() == "th");
    Some(if thai && year > 2400 { year - BUDDHIST } else { year })
}

/// Reads a day of the month.
pub(crate) fn day_of((value, digits): (u64, u8)) -> Option<i8> {
    i8::try_from(value).ok().filter(|day| digits <= 2 && (1..=31).contains(day))
}

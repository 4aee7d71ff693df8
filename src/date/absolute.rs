//! Dates that name their day: month names with days and years around them, and what both kinds of absolute dates share.

use jiff::civil::Date;

use super::calendars;
use super::clock::{self, Clock, Setting};
use super::expression::{Context, Expression, Found};
use super::fold::is_apostrophe;
use super::ingredient::{Calendar, Ingredient};
use super::line::Line;
use super::surroundings::with_surroundings;
use super::vocabulary::{Languages, Order, Vocabulary};
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
}

/// The most tokens of no news between two parts of a date: "de", "the", commas, full stops.
pub(crate) const MOST_FILLERS: usize = 6;

/// Reads the date whose month name starts at a token.
pub(crate) fn named(line: &Line, at: usize, context: &Context) -> Option<Found> {
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

/// Makes an expression of the days from one to another, each given by the days that it may be; impossible where there is no
/// such day.
pub(crate) fn range(first: Option<(Date, Date)>, last: Option<(Date, Date)>) -> Expression {
    match first.zip(last) {
        Some(((first, _), (_, last))) if first <= last => {
            Expression::Days { first, last, precision: Precision::Day, clock: None }
        }
        _ => Expression::Impossible,
    }
}

/// Makes an expression of whole months, each given by its first and last day.
pub(crate) fn months(first: Option<(Date, Date)>, last: Option<(Date, Date)>) -> Expression {
    match first.zip(last) {
        Some(((first, _), (_, last))) if first <= last => {
            Expression::Days { first, last, precision: Precision::Month, clock: None }
        }
        _ => Expression::Impossible,
    }
}

/// Makes an expression without a year; a day that no year has is impossible.
pub(crate) fn yearless(first: (i8, i8), last: (i8, i8)) -> Expression {
    /// Any leap year: 29 February must pass.
    const LEAP: i16 = 2000;
    let exists = |(month, day)| Date::new(LEAP, month, day).is_ok();
    if exists(first) && exists(last) {
        Expression::Yearless { first, last, clock: None }
    } else {
        Expression::Impossible
    }
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
    };
    look_left(line, floor, &mut date, context);
    look_right(line, &mut date, context);
    // "En juin 12 pesticides": where the day stands first, a number after the month counts something.
    let after_month = date.day.is_some() && date.start == start && date.year.is_none();
    if after_month && context.order == Some(Order::DayMonthYear) && line.is_word(date.end) && line.is_spaced(date.end) {
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
const BUDDHIST: i16 = 543;
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

/// Tells whether a word glued to a day number is an ordinal ending: `3rd`, `1er`, `3-го`.
fn is_ordinal(line: &Line, at: usize) -> bool {
    line.text_of(at).chars().count() <= 3
}

/// Goes left over fillers; gives the token that then ends, which may be a number.
fn skip_left(line: &Line, floor: usize, mut end: usize, languages: Languages) -> Option<usize> {
    let mut skipped = 0;
    while end > floor && skipped < MOST_FILLERS {
        let last = end - 1;
        if line.number(last).is_some() {
            return Some(last);
        }
        let start = match line.mark(last) {
            Some('.' | ',' | '-' | '/' | 'º' | 'ª' | '،' | '、' | '⹁' | '‐' | '‑' | '־' | '׳' | '․' | '॰' | '་') => {
                last
            }
            Some(mark) if is_apostrophe(mark) => last,
            Some(_) => return None,
            None => {
                let filler = |is| matches!(is, Ingredient::Filler | Ingredient::Weekday(_)).then_some(());
                if let Some(start) = before_optional_ending(line, last, floor) {
                    start
                } else if let Some(((), start, _)) = line.find_before(end, languages, filler) {
                    start
                } else if last > floor
                    && !line.is_spaced(last)
                    && line.number(last - 1).is_some()
                    && is_ordinal(line, last)
                    || line.is_any(last, &["of", "de", "the"])
                {
                    last
                } else if last > floor + 1
                    && matches!(line.mark(last - 1), Some('-' | '‐' | '‑'))
                    && line.number(last - 2).is_some()
                    && is_ordinal(line, last)
                {
                    last - 1
                } else {
                    return None;
                }
            }
        };
        end = start.max(floor);
        skipped += 1;
    }
    None
}

/// Gives where an ending starts of which a part stands in parentheses, as Basque software prints: "2018(e)ko".
fn before_optional_ending(line: &Line, last: usize, floor: usize) -> Option<usize> {
    let start = last.checked_sub(3).filter(|&start| start > floor)?;
    let opened = line.mark(start) == Some('(') && line.mark(last - 1) == Some(')') && line.number(start - 1).is_some();
    let glued = (start..=last).all(|at| !line.is_spaced(at));
    (opened && glued && is_ordinal(line, last)).then_some(start)
}

/// Goes right over fillers.
pub(crate) fn skip_right(line: &Line, mut at: usize, languages: Languages) -> usize {
    for _ in 0..MOST_FILLERS {
        at = match line.mark(at) {
            Some('.' | ',' | '/' | '،' | '、' | '⹁' | 'º' | '׳' | '․' | '॰' | '་') => at + 1,
            Some(mark) if is_apostrophe(mark) => at + 1,
            Some('-' | '‐' | '‑' | '־') if !line.is_spaced(at) => at + 1,
            Some(_) => return at,
            None => {
                let filler = |is| matches!(is, Ingredient::Filler | Ingredient::Weekday(_)).then_some(());
                match line.find(at, languages, filler) {
                    Some(((), end, _)) if line.number(at).is_none() => end,
                    _ if line.is_any(at, &["of", "the", "de"]) => at + 1,
                    _ => return at,
                }
            }
        };
    }
    at
}

/// Gives the token after a sign or word of a range.
pub(crate) fn range_mark(line: &Line, at: usize, languages: Languages) -> Option<usize> {
    let at = at + usize::from(line.mark(at) == Some('.'));
    match line.mark(at) {
        Some('–' | '—' | '-' | '~' | '～' | '〜' | '−') => Some(at + 1),
        Some(_) => None,
        None if line.is_any(at, &["to", "until", "至"]) => Some(at + 1),
        None => line.find(at, languages, |is| (is == Ingredient::Until).then_some(())).map(|((), end, _)| end),
    }
}

/// Gives the token before a sign or word of a range that ends at `last`.
fn before_range_mark(line: &Line, last: usize, languages: Languages) -> Option<usize> {
    let before = match line.mark(last) {
        Some('–' | '—' | '-' | '~' | '～' | '〜' | '−') => last.checked_sub(1)?,
        Some(_) => return None,
        None if line.is_any(last, &["to"]) => last.checked_sub(1)?,
        None => {
            line.find_before(last + 1, languages, |is| (is == Ingredient::Until).then_some(()))?.1.checked_sub(1)?
        }
    };
    if line.mark(before) == Some('.') { before.checked_sub(1) } else { Some(before) }
}

//! Dates in digits: ISO 8601 first, then the orders of day, month and year that languages write.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::absolute::{self, BUDDHIST, day_of, long_year};
use super::calendars;
use super::clock;
use super::expression::{Context, Expression, Found, months, range, yearless};
use super::fillers::range_mark;
use super::ingredient::{Calendar, Ingredient, Unit};
use super::line::Line;
use super::surroundings::{self, with_surroundings};
use super::vocabulary::{Languages, Order};
use crate::date_value::Precision;

/// A date in digits, with the token after it.
struct Written {
    expression: Expression,
    end: usize,
}

/// Reads the numeric date that starts at a token, and the one that a range dash adds to it.
pub(crate) fn numeric(line: &Line, at: usize, context: &Context) -> Option<Found> {
    line.number(at)?;
    let reign = reign_letter(line, at, context);
    if reign.is_none() && (clock::is_glued_before(line, at) || line.is_tail_of_word(at)) || is_numbered(line, at) {
        return None;
    }
    let era = reign.or_else(|| absolute::era_before(line, at, context.languages));
    let one = match era {
        Some((_, era)) => of_era(line, at, era)?,
        None => written(line, at, context)?,
    };
    let (expression, end) =
        match range_mark(line, one.end, Languages::ALL).and_then(|from| written(line, from, context)) {
            Some(two) => match (&one.expression, &two.expression) {
                (Expression::Days { first, precision, .. }, Expression::Days { last, precision: other, .. })
                    if first < last && precision == other =>
                {
                    (Expression::Days { first: *first, last: *last, precision: *precision, clock: None }, two.end)
                }
                _ => (one.expression, one.end),
            },
            None => (one.expression, one.end),
        };
    let start = era.map_or(at, |(start, _)| start);
    let sure = !matches!(expression, Expression::Yearless { .. });
    let found = Found { start, end, languages: Languages::ALL, expression, sure };
    let mut found = with_surroundings(line, Found { languages: context.languages, ..found }, None);
    found.languages = Languages::ALL;
    Some(found)
}

/// Tells whether a word before a number says that it numbers a thing: "version 1.2.2024".
fn is_numbered(line: &Line, at: usize) -> bool {
    let before = at - usize::from(at > 0 && line.mark(at - 1) == Some('.'));
    line.find_before(before, Languages::ALL, |is| (is == Ingredient::Numbering).then_some(())).is_some()
}

/// Reads the letter for a Japanese reign before a year, "R5/1/23": where it stands, and the year before its first.
fn reign_letter(line: &Line, at: usize, context: &Context) -> Option<(usize, i16)> {
    const REIGNS: [(&str, i16); 4] = [("R", 2018), ("H", 1988), ("S", 1925), ("T", 1911)];
    let before = at.checked_sub(1).filter(|_| !line.is_spaced(at) && context.is_in(&["ja"]))?;
    REIGNS.iter().find(|&&(letter, _)| letter == line.text_of(before)).map(|&(_, year)| (before, year))
}

/// Reads year, month and day where the year is counted from an era: 民國110/5/24.
fn of_era(line: &Line, at: usize, era: i16) -> Option<Written> {
    let sign = separator(line, at + 1)?;
    let (year, digits) = line.number(at)?;
    let year = era.saturating_add(i16::try_from(year).ok().filter(|_| digits <= 3)?);
    let (month, day) = (day_of(line.number(at + 2)?)?, day_of(line.number(at + 4)?)?);
    let date = Calendar::Gregorian.day(year, month, day);
    (separator(line, at + 3) == Some(sign) && month <= 12)
        .then_some(Written { expression: range(date, date), end: at + 5 })
}

fn written(line: &Line, at: usize, context: &Context) -> Option<Written> {
    compact(line, at)
        .or_else(|| week(line, at))
        .or_else(|| three(line, at, context))
        .or_else(|| year_apart(line, at, context))
        .or_else(|| two(line, at, context))
        .or_else(|| day_and_month(line, at, context))
        .or_else(|| by_units(line, at, context))
}

/// Reads numbers that say what they count, as "2019 оны 9 сарын 2" does: a year, a month, and often a day.
fn by_units(line: &Line, at: usize, context: &Context) -> Option<Written> {
    let unit = |at: usize, wanted: Unit, languages: Languages| {
        let at = at + usize::from(line.mark(at) == Some('-') && !line.is_spaced(at));
        let unit = |is| (is == Ingredient::Unit(wanted)).then_some(());
        let ((), end, languages) = line.find(at, languages, unit)?;
        Some((line.after_abbreviation(end), languages))
    };
    let year = long_year(line.number(at)?, context, context.languages)?;
    let (month_at, languages) = unit(at + 1, Unit::Year, context.languages)?;
    let month = line.number(month_at).and_then(day_of).filter(|&month| month <= 12)?;
    let (day_at, languages) = unit(month_at + 1, Unit::Month, languages)?;
    let calendar = Calendar::of_year(year, context);
    let Some(day) = line.number(day_at).and_then(day_of) else {
        let month = calendar.month(year, month);
        return Some(Written { expression: months(month, month), end: day_at });
    };
    let end = unit(day_at + 1, Unit::Day, languages).map_or(day_at + 1, |(end, _)| end);
    Some(Written { expression: exact(year, month, day, context), end })
}

/// Reads `20231103`, alone on its line: elsewhere eight digits are a number or a telephone.
fn compact(line: &Line, at: usize) -> Option<Written> {
    let (value, digits) = line.number(at)?;
    let alone = at == 0 && (line.len() == 1 || line.is_any(1, &["T"]) && !line.is_spaced(1));
    let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
    if digits != 8 || !alone || !(1900..2100).contains(&year) {
        return None;
    }
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Written { expression: day_expression(date), end: at + 1 })
}

/// Reads `2023-W48` and `2023-W48-5`.
fn week(line: &Line, at: usize) -> Option<Written> {
    let year = line.number(at).filter(|&(_, digits)| digits == 4)?.0;
    let word = at + 1 + usize::from(line.mark(at + 1) == Some('-'));
    let (week, digits) = line.number(word + 1).filter(|_| line.is_any(word, &["W"]) && !line.is_spaced(word + 1))?;
    if digits != 2 || line.is_spaced(word) {
        return None;
    }
    let end = word + 2;
    let (year, week) = (i16::try_from(year).ok()?, i8::try_from(week).ok()?);
    let on = |day| ISOWeekDate::new(year, week, day).ok().map(ISOWeekDate::date);
    if line.mark(end) == Some('-')
        && let Some((day, 1)) = line.number(end + 1)
        && let Ok(day) = Weekday::from_monday_one_offset(i8::try_from(day).ok()?)
    {
        return Some(Written { expression: on(day).map_or(Expression::Impossible, day_expression), end: end + 2 });
    }
    let expression = week_expression(year, week);
    Some(Written { expression, end })
}

/// Reads "uge 48, 2023", "KW 48/2023": a week called by its number. Without the year a line must say nothing else.
pub(crate) fn numbered_week(line: &Line, at: usize, context: &Context) -> Option<Found> {
    let word = |is| (is == Ingredient::WeekNumber).then_some(());
    let ((), number_at, languages) = line.find(at, context.languages, word)?;
    let number_at = line.after_abbreviation(number_at);
    let (week, _) = line.number(number_at).filter(|&(week, digits)| digits <= 2 && (1..=53).contains(&week))?;
    let week = i8::try_from(week).ok()?;
    let next = number_at + 1 + usize::from(matches!(line.mark(number_at + 1), Some(',' | '/' | '-' | '.')));
    let year = line.number(next).and_then(|number| long_year(number, context, languages));
    let (expression, end) = match year {
        Some(year) => (week_expression(year, week), next + 1),
        None if context.known() && at == 0 && number_at + 1 == line.len() => (Expression::Week(week), number_at + 1),
        None => return None,
    };
    Some(Found { start: at, end, languages, expression, sure: year.is_some() })
}

/// Makes an expression of a week of ISO 8601.
pub(crate) fn week_expression(year: i16, week: i8) -> Expression {
    let on = |day| ISOWeekDate::new(year, week, day).ok().map(ISOWeekDate::date);
    on(Weekday::Monday).zip(on(Weekday::Sunday)).map_or(Expression::Impossible, |(first, last)| Expression::Days {
        first,
        last,
        precision: Precision::Week,
        clock: None,
    })
}

fn day_expression(date: Date) -> Expression {
    Expression::Days { first: date, last: date, precision: Precision::Day, clock: None }
}

/// Gives one sign for those that are used alike between the numbers of a date.
fn separator(line: &Line, at: usize) -> Option<char> {
    if line.is_spaced(at) {
        return None;
    }
    match line.mark(at)? {
        '-' | '‐' | '‑' | '−' => Some('-'),
        '/' | '／' | '⁄' => Some('/'),
        '.' | '．' | '。' => Some('.'),
        _ => None,
    }
}

/// Reads three numbers with the same sign between them.
fn three(line: &Line, at: usize, context: &Context) -> Option<Written> {
    let sign = separator(line, at + 1)?;
    let glued = |at: usize| !line.is_spaced(at) || sign == '.';
    let numbers = [at, at + 2, at + 4].map(|at| line.number(at));
    let [Some(a), Some(b), Some(c)] = numbers else { return None };
    if separator(line, at + 3) != Some(sign) || !glued(at + 2) || !glued(at + 4) {
        return None;
    }
    let mut end = at + 5;
    // A fourth number with the same sign: an address, a version, a telephone.
    if separator(line, end) == Some(sign) && line.number(end + 1).is_some() && !line.is_spaced(end + 1) {
        return None;
    }
    if line.is_word(end) && !line.is_spaced(end) && line.text_of(end).is_ascii() && !line.is_any(end, &["T", "Z"]) {
        return None;
    }
    // 18.2. 15:32 is a day without a year, and a time.
    if line.mark(end) == Some(':') && line.number(end + 1).is_some() && !line.is_spaced(end) {
        return None;
    }
    if let Some((calendar, end)) = calendars::era(line, end, context.is_in(&["am"])) {
        let (year, day) = if a.1 > 2 { (a, c) } else { (c, a) };
        let (year, month, day) = (i16::try_from(year.0).ok()?, day_of(b)?, day_of(day)?);
        let days = calendar.day(year, month, day);
        return Some(Written { expression: range(days, days), end });
    }
    // "06/09/2003 AM": the morning of a day, or the Ethiopic year.
    let ethiopic =
        context.tag.is_none() && c.1 == 4 && Calendar::Ethiopic.has_year(i16::try_from(c.0).unwrap_or_default());
    if ethiopic && calendars::era(line, end, true).is_some_and(|(_, end)| line.number(end).is_none()) {
        return Some(Written { expression: Expression::Ambiguous, end });
    }
    // 6.3.21 may be a version, unless the line says nothing else and the language is known.
    let alone = at == 0 && context.known() && line.after_abbreviation(end) == line.len();
    let expression = placed(a, b, c, sign, alone, context)?;
    if sign == '.' && line.mark(end) == Some('.') && !line.is_spaced(end) {
        end += 1;
    }
    Some(Written { expression, end })
}

type Digits = (u64, u8);

/// Decides which of three numbers is the year, the month and the day.
fn placed(a: Digits, b: Digits, c: Digits, sign: char, alone: bool, context: &Context) -> Option<Expression> {
    let year = |number| long_year(number, context, context.languages);
    if let Some(year) = year(a) {
        // Arabic digits without an era: the sun or the moon, nobody says.
        if context.other_digits && !context.persian && Calendar::Hijri.has_year(year) {
            return None;
        }
        let (month, day) = (day_of(b)?, day_of(c)?);
        return (month <= 12).then(|| exact(year, month, day, context));
    }
    let order = context.order;
    if let Some(year) = year(c) {
        return ordered(day_of(a)?, day_of(b)?, year, sign, context);
    }
    // Two digits everywhere: 20.11.22
    if a.1 > 2 || b.1 > 2 || c.1 != 2 || (a.1 == 1 && b.1 == 1 && sign == '.' && !alone) {
        return None;
    }
    let short = |number: Digits| {
        let short = i16::try_from(number.0).ok()?;
        Some(if context.is_in(&["th"]) { short + absolute::BUDDHIST_SHORT } else { context.full_year(short) })
    };
    if order == Some(Order::YearMonthDay)
        && a.1 == 2
        && day_of(b).is_some_and(|month| month <= 12)
        && day_of(c).is_some()
    {
        return Some(exact(short(a)?, day_of(b)?, day_of(c)?, context));
    }
    // 15-03-23 may start with the year, where no language says that it does not.
    if order.is_none() && sign == '-' && a.1 == 2 && b.1 == 2 {
        let on = |year, day| Date::new(short(year)?, day_of(b)?, day_of(day)?).ok();
        let past = |date: &Date| context.year.is_none_or(|year| date.year() <= year);
        let readings = [on(a, c), on(c, a)].map(|date| date.filter(past));
        match readings {
            [Some(one), Some(two)] => return Some(either(one, two)),
            [Some(one), None] | [None, Some(one)] => return Some(day_expression(one)),
            [None, None] => {}
        }
    }
    let (year, month, day) = (short(c)?, day_of(b)?, day_of(a)?);
    if order.is_none() && sign == '/' {
        // 22/3/54 may be of the year 2554 in Thailand.
        if year < WEB && context.year.is_none_or(|now| c.0 <= u64::from((now + 1 + BUDDHIST - 2500).unsigned_abs())) {
            return Some(Expression::Ambiguous);
        }
        // Whoever writes 09/9/17 pads the first number and not the second: years are always padded, days like months.
        if a.1 == 2 && a.0 < 10 && b.1 == 1 {
            let on = |year, month, day| Date::new(year, month, day).ok();
            return Some(match (on(short(a)?, month, day_of(c)?), on(year, month, day)) {
                (Some(one), Some(two)) => either(one, two),
                (one, two) => one.or(two).map_or(Expression::Impossible, day_expression),
            });
        }
    }
    ordered(day, month, year, sign, context)
}

/// No page says the date of something on it that is older than the web.
const WEB: i16 = 1990;

/// Decides which of two numbers before a year is the day.
fn ordered(a: i8, b: i8, year: i16, sign: char, context: &Context) -> Option<Expression> {
    let on = |month, day| exact(year, month, day, context);
    match (a > 12, b > 12) {
        (true, true) => None,
        (true, false) => Some(on(b, a)),
        (false, true) => Some(on(a, b)),
        (false, false) if a == b => Some(on(a, b)),
        (false, false) => {
            let english = context.is_in(&["en"]);
            let region = context.tag.and_then(|tag| tag.as_str().split_once('-').map(|(_, region)| region.to_owned()));
            let day_first = match (context.order, region.as_deref()) {
                (Some(_), Some("US" | "PH" | "PR" | "PA")) => Some(false),
                // Nobody who writes other digits than these puts the month first.
                (None, _) if context.other_digits => Some(true),
                // Written with full stops, the day stands first everywhere.
                _ if sign == '.' => Some(true),
                // Slashes in a language that does not write them come from software that was made for another one.
                _ if sign == '/' && context.is_unslashed() => None,
                (Some(_), Some(_)) if english => Some(true),
                (Some(_), None) if english => None,
                (Some(Order::MonthDayYear), _) => Some(false),
                (Some(_), _) => Some(true),
                (None, _) => (sign == '-').then_some(true),
            };
            Some(match day_first {
                Some(true) => on(b, a),
                Some(false) => on(a, b),
                None => either(Date::new(year, b, a).ok()?, Date::new(year, a, b).ok()?),
            })
        }
    }
}

/// Makes a day of the calendar that a page of this language counts such a year in.
fn exact(year: i16, month: i8, day: i8, context: &Context) -> Expression {
    let date = Calendar::of_year(year, context).day(year, month, day);
    range(date, date)
}

/// Makes the interval that holds both readings: nothing finer than the year is common to them.
fn either(one: Date, two: Date) -> Expression {
    Expression::Days { first: one.min(two), last: one.max(two), precision: Precision::Year, clock: None }
}

/// Reads `2023-11`, `2023/11`, `11/2023` and `11.2023`.
fn two(line: &Line, at: usize, context: &Context) -> Option<Written> {
    let sign = separator(line, at + 1).filter(|_| !line.is_spaced(at + 2))?;
    let (a, b) = (line.number(at)?, line.number(at + 2)?);
    let end = at + 3;
    // "May 12/2023": the first number belongs to the month that is named before it.
    let month = |is| matches!(is, Ingredient::Month(..)).then_some(());
    if b.1 == 4 && line.find_before(at, Languages::ALL, month).is_some() {
        return None;
    }
    let goes_on =
        !line.is_spaced(end) && (line.is_word(end) || separator(line, end).is_some() && line.number(end + 1).is_some());
    if goes_on || matches!(line.mark(end), Some('%' | '°' | '$' | '€')) {
        return None;
    }
    let year = |number| long_year(number, context, context.languages).filter(|year| (1900..2100).contains(year));
    let month = |number: Digits| day_of(number).filter(|&month| month <= 12);
    let (year, month) = match (year(a), year(b)) {
        (Some(year), None) if sign != '.' && b.1 == 2 => (year, month(b)?),
        (None, Some(year)) if sign != '-' && (sign == '/' || a.1 == 2) => (year, month(a)?),
        _ => return None,
    };
    let month = Calendar::of_year(year, context).month(year, month);
    Some(Written { expression: months(month, month), end })
}

/// Reads `18.2.` and `24/12` without a year, where a day of the week before or a time after shows that it is a day.
fn day_and_month(line: &Line, at: usize, context: &Context) -> Option<Written> {
    let sign = separator(line, at + 1).filter(|sign| *sign != '-' && !line.is_spaced(at + 2))?;
    let order = context.order.filter(|_| context.known())?;
    let (a, b) = (day_of(line.number(at)?)?, day_of(line.number(at + 2)?)?);
    let stop = sign == '.' && line.mark(at + 3) == Some('.') && !line.is_spaced(at + 3);
    let end = at + 3 + usize::from(stop);
    let (day, month) = if order == Order::MonthDayYear { (b, a) } else { (a, b) };
    if month > 12 || (sign == '.') != stop || !line.is_spaced(end) && line.mark(end) != Some(',') {
        return None;
    }
    let weekday = |is| matches!(is, Ingredient::Weekday(_)).then_some(());
    let before = at - usize::from(at > 0 && matches!(line.mark(at - 1), Some(',' | '.')));
    let shown = line.find_before(before, context.languages, weekday).is_some()
        || surroundings::clock_after(line, end, context.languages).is_some();
    shown.then(|| Written { expression: yearless((month, day), (month, day)), end })
}

/// Reads `3/5 2021` and `3/5-2021`, as Danes and Norwegians write: the year stands apart from day and month.
fn year_apart(line: &Line, at: usize, context: &Context) -> Option<Written> {
    separator(line, at + 1).filter(|sign| *sign == '/' && !line.is_spaced(at + 2))?;
    let dash = usize::from(separator(line, at + 3) == Some('-'));
    let year_at = at + 3 + dash;
    let year = line.number(year_at).and_then(|number| long_year(number, context, context.languages))?;
    let apart = (dash == 1) != line.is_spaced(year_at);
    let ends = !line.is_word(year_at + 1) || line.is_spaced(year_at + 1);
    if !apart || !ends || !(1900..2100).contains(&year) {
        return None;
    }
    // Only those write so who put the day first.
    let expression = ordered(day_of(line.number(at)?)?, day_of(line.number(at + 2)?)?, year, '.', context)?;
    Some(Written { expression, end: year_at + 1 })
}

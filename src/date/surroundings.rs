//! What stands beside a date and belongs to it: the day of the week, and the time.

use super::clock::{self, Clock, Setting};
use super::expression::{Expression, Found};
use super::fillers::MOST_FILLERS;
use super::fold::is_apostrophe;
use super::ingredient::Ingredient;
use super::line::Line;
use super::vocabulary::Languages;
use crate::date_value::Precision;

/// Adds the clock time and the day of the week that stand beside a date.
pub(crate) fn with_surroundings(line: &Line, mut found: Found, clock_inside: Option<Clock>) -> Found {
    let weekday = |is| matches!(is, Ingredient::Weekday(_)).then_some(());
    let comma = |at: usize| matches!(line.mark(at), Some(',' | '،' | '、' | '⹁' | '.' | '('));
    let after = found.end + usize::from(comma(found.end));
    // The `T` of ISO 8601 may read as a weekday ("T7" is Saturday in Vietnamese).
    let iso = line.is_any(found.end, &["T"]) && !line.is_spaced(found.end);
    let single = !matches!(found.expression, Expression::Calendar { .. }) && !iso;
    if let Some(((), end, _)) =
        line.find(after, found.languages, weekday).filter(|_| single && line.number(after).is_none())
    {
        found.end = end + usize::from(line.mark(end) == Some(')') && line.mark(after - 1) == Some('('));
    }
    let before = found.start - usize::from(found.start > 0 && comma(found.start - 1));
    if let Some(((), start, _)) = line.find_before(before, found.languages, weekday).filter(|_| single) {
        found.start = start;
    }
    let takes_clock = match &found.expression {
        Expression::Days { first, last, precision, .. } => first == last && *precision == Precision::Day,
        Expression::Yearless { first, last, .. } => first == last,
        Expression::Calendar { unit, .. } => *unit == super::ingredient::Unit::Day,
        Expression::Weekday { .. } => true,
        _ => false,
    };
    if !takes_clock {
        return found;
    }
    let time = clock_inside.or_else(|| {
        if let Some((time, end)) = clock_after(line, found.end, found.languages) {
            found.end = end;
            return Some(time);
        }
        let (time, start) = clock_before(line, found.start, found.languages)?;
        found.start = start;
        Some(time)
    });
    if let Expression::Days { clock, .. }
    | Expression::Yearless { clock, .. }
    | Expression::Calendar { clock, .. }
    | Expression::Weekday { clock, .. } = &mut found.expression
    {
        *clock = time;
    }
    found
}

/// Reads the time that follows a date: after "at", a comma, a dash or nothing.
pub(crate) fn clock_after(line: &Line, mut at: usize, languages: Languages) -> Option<(Clock, usize)> {
    let (mut parted, mut announced) = (false, false);
    if line.is_any(at, &["T"]) && !line.is_spaced(at) {
        let ends_day = line.number(at + 1) == Some((24, 2));
        let time = clock::clock(line, at + 1, languages, Setting::Alone);
        let time = time.map(|(clock, end)| (Clock { hour: if ends_day { 24 } else { clock.hour }, ..clock }, end));
        return time.or_else(|| basic_time(line, at + 1));
    }
    for _ in 0..=MOST_FILLERS {
        let setting = match (announced, parted) {
            (true, _) => Setting::Announced,
            (false, true) => Setting::Alone,
            (false, false) => Setting::Expected,
        };
        if let Some(found) = clock::clock(line, at, languages, setting) {
            return Some(found);
        }
        let word = |is| {
            matches!(is, Ingredient::At | Ingredient::Filler | Ingredient::Weekday(_) | Ingredient::Last).then_some(is)
        };
        at = match line.mark(at) {
            Some(',' | '.' | '،' | '、' | '⹁' | ':' | '@' | ')') => at + 1,
            Some(mark) if is_apostrophe(mark) || mark == '־' => at + 1,
            Some('-' | '–' | '—' | '·' | '|' | '•' | '(' | '/') => {
                parted = true;
                at + 1
            }
            Some(_) => return None,
            None => match line.find(at, languages, word) {
                Some((is, end, _)) => {
                    announced |= is == Ingredient::At;
                    end
                }
                None if line.is_any(at, &["at", "kl", "klo", "um"]) => {
                    announced = true;
                    at + 1
                }
                None => return None,
            },
        };
    }
    None
}

/// Reads the `1030` or `103000` of a basic ISO 8601 time.
fn basic_time(line: &Line, at: usize) -> Option<(Clock, usize)> {
    let (value, digits) = line.number(at)?;
    let (value, second) = match digits {
        4 => (value, None),
        6 => (value / 100, i8::try_from(value % 100).ok()),
        _ => return None,
    };
    let clock =
        Clock { hour: i8::try_from(value / 100).ok()?, minute: i8::try_from(value % 100).ok(), second, offset: None };
    let utc = line.is_any(at + 1, &["Z"]) && !line.is_spaced(at + 1);
    (clock.hour < 24 && clock.minute? < 60 && second.unwrap_or_default() < 60)
        .then_some((Clock { offset: utc.then_some(0), ..clock }, at + 1 + usize::from(utc)))
}

/// Reads the time that ends right before a date.
fn clock_before(line: &Line, end: usize, languages: Languages) -> Option<(Clock, usize)> {
    /// The tokens of `11:04:59.250 am,`.
    const REACH: usize = 12;
    let reaches = |mut at: usize| {
        for _ in 0..MOST_FILLERS {
            if at >= end {
                return at == end;
            }
            let word = |is| matches!(is, Ingredient::At | Ingredient::Filler).then_some(());
            at = match line.find(at, languages, word) {
                Some(((), next, _)) => next,
                None if matches!(line.mark(at), Some(',' | '.' | '-' | '–' | '·' | '|'))
                    || line.is_any(at, &["on"]) =>
                {
                    at + 1
                }
                None => return false,
            };
        }
        at == end
    };
    // A time has a number.
    let from = end.saturating_sub(REACH);
    if (from..end).all(|at| line.number(at).is_none()) {
        return None;
    }
    (from..end).find_map(|start| {
        let (clock, after) = clock::clock(line, start, languages, Setting::Alone)?;
        reaches(after).then_some((clock, start))
    })
}

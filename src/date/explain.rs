//! What `korrektur date --explain` says: what the words of a line are taken for, and why the bounds are what they are.

use super::bounds::{DAY, HOUR, MINUTE};
use super::expression::{Elapsed, Expression, Found};
use super::ingredient::{Direction, Half, Ingredient, Qualifier, Unit};
use super::line::Line;
use super::vocabulary::{Languages, Vocabulary};
use super::{Read, bounds};
use crate::date_value::{Anchor, Precision};

/// Says why a line holds no date.
pub(super) fn nothing(line: &Line) -> String {
    let why = match (line.contents().has_number(), line.contents().has_unit()) {
        (true, true) => "a number and a unit make no date without words for the direction, such as \"ago\"",
        (true, false) => "there is a number, but nothing that makes it a date",
        (false, true) => "there is a unit of time, but neither a number with it nor words for the direction",
        (false, false) => "there is neither a number nor a word that is a date by itself",
    };
    format!("no date: {why}")
}

/// Says how an expression came about.
pub(super) fn steps(line: &Line, read: &Read, anchor: &Anchor) -> Vec<String> {
    let found = &read.found;
    let mut steps = vec![format!("language: {}", language(found.languages))];
    steps.extend(words(line, found));
    if let Some(label) = read.label {
        steps.push(format!("label: {}", label.name()));
    }
    if let Some(updated) = &read.updated {
        steps.push(format!("also: updated {}", text(line, updated.start, updated.end)));
    }
    steps.push(format!("meaning: {}", meaning(&found.expression)));
    match bounds::interval(&found.expression, anchor) {
        Ok(interval) => {
            let (earliest, latest) = reasons(&found.expression);
            steps.push(format!("value: {}, known to the {}", interval.value, interval.precision.name()));
            steps.push(format!("earliest: {}, {earliest}", interval.earliest));
            steps.push(format!("latest: {}, {latest}", interval.latest));
        }
        Err(unresolved) => steps.push(format!("unresolved: {}", unresolved.reason())),
    }
    steps
}

fn language(languages: Languages) -> String {
    if languages == Languages::ALL {
        return "none, digits alone".to_owned();
    }
    Vocabulary::get().name(languages).to_string()
}

fn text<'a>(line: &Line<'a>, start: usize, end: usize) -> &'a str {
    line.slice(start, end)
}

/// Says what each word is taken for, of the things that it is in a language of the expression.
fn words(line: &Line, found: &Found) -> Vec<String> {
    let mut said = Vec::new();
    let mut at = found.start;
    while at < found.end {
        if let Some((value, _)) = line.number(at) {
            said.push(format!("{}: number {value}", text(line, at, at + 1)));
        }
        let spots = line.spots(at).iter();
        let fitting = spots.filter(|spot| spot.end <= found.end && !spot.languages.and(found.languages).is_empty());
        let longest = fitting.clone().map(|spot| spot.end).max();
        let mut roles: Vec<String> =
            fitting.filter(|spot| Some(spot.end) == longest).map(|spot| role(spot.is)).collect();
        roles.dedup();
        if let Some(end) = longest.filter(|_| !roles.is_empty()) {
            said.push(format!("{}: {}", text(line, at, end), roles.join(" or ")));
        }
        at = longest.unwrap_or(at + 1).max(at + 1);
    }
    said
}

fn side(direction: Direction) -> &'static str {
    match direction {
        Direction::Past => "past",
        Direction::Future => "future",
    }
}

fn unit_name(unit: Unit) -> &'static str {
    Unit::ALL.iter().find(|(known, _)| *known == unit).map_or("", |&(_, name)| name)
}

fn role(is: Ingredient) -> String {
    match is {
        Ingredient::Unit(unit) => format!("unit {}", unit_name(unit)),
        Ingredient::Number(number) => format!("number {number}"),
        Ingredient::Counted(unit, number) => format!("{number} {}", unit_name(unit)),
        Ingredient::Directed(unit, direction) => format!("unit {} in the {}", unit_name(unit), side(direction)),
        Ingredient::Before { direction, .. } => format!("words before a quantity in the {}", side(direction)),
        Ingredient::After { direction, .. } => format!("words after a quantity in the {}", side(direction)),
        Ingredient::Calendar { unit, offset, .. } => format!("{} {offset:+}", unit_name(unit)),
        Ingredient::Now => "now".to_owned(),
        Ingredient::Month(calendar, month) => format!("month {month} ({calendar:?})"),
        Ingredient::Era(start) => format!("era after {start}"),
        Ingredient::Weekday(day) => format!("day {day} of the week"),
        Ingredient::Last => "the last one".to_owned(),
        Ingredient::At => "before a time".to_owned(),
        Ingredient::Half(half) => match half {
            Half::Morning => "before noon".to_owned(),
            Half::Afternoon => "after noon".to_owned(),
            Half::Night => "night".to_owned(),
            Half::Noon => "around noon".to_owned(),
        },
        Ingredient::Join => "and".to_owned(),
        Ingredient::Until => "until".to_owned(),
        Ingredient::Filler => "says nothing".to_owned(),
        Ingredient::Qualifier(qualifier) => qualifier_name(qualifier).to_owned(),
        Ingredient::WeekNumber => "week number".to_owned(),
        Ingredient::Published => "label of publication".to_owned(),
        Ingredient::Updated => "label of the last change".to_owned(),
        Ingredient::Quarter(quarter) => format!("quarter {quarter} of a year"),
        Ingredient::Numbering => "numbers a thing".to_owned(),
    }
}

fn qualifier_name(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::About => "about",
        Qualifier::Over => "over",
        Qualifier::Almost => "almost",
        Qualifier::Less => "less than",
    }
}

fn meaning(expression: &Expression) -> String {
    match expression {
        Expression::Days { first, last, .. } if first == last => format!("the day {first}"),
        Expression::Days { first, last, precision: Precision::Year, .. } => {
            format!("{first} or {last}: nothing says which number is the month")
        }
        Expression::Days { first, last, .. } => format!("the days {first} to {last}"),
        Expression::Yearless { first, .. } => {
            format!("month {}, day {}, in the latest year that is not ahead", first.0, first.1)
        }
        Expression::Week(week) => format!("week {week}, of the latest year that is not ahead"),
        Expression::Impossible => "a day that does not exist".to_owned(),
        Expression::Ambiguous => "one of several days far apart: nothing says which number is which".to_owned(),
        Expression::Elapsed(Elapsed { parts, hundredths, direction, qualifier }) => {
            let quantity: Vec<String> =
                parts.iter().map(|&(count, unit)| format!("{count} {}", unit_name(unit))).collect();
            let qualifier = qualifier.map(|qualifier| format!("{} ", qualifier_name(qualifier))).unwrap_or_default();
            let side = match direction {
                Some(Direction::Past) => "before",
                Some(Direction::Future) => "after",
                None => "before or after",
            };
            let fraction = if *hundredths > 0 { format!(" and {hundredths} hundredths") } else { String::new() };
            format!("{qualifier}{}{fraction} {side} now", quantity.join(" and "))
        }
        Expression::Calendar { unit, from, to, .. } if from == to => {
            format!("the {} {from:+} from today's", unit_name(*unit))
        }
        Expression::Calendar { unit, from, to, .. } => {
            format!("the {} {from:+} or {to:+} from today's: the word is said of both", unit_name(*unit))
        }
        Expression::Weekday { day, .. } => format!("day {day} of the week, the last one before today"),
        Expression::Now => "now".to_owned(),
        Expression::Clock(_) => "a time of today, or of yesterday where today's is ahead".to_owned(),
    }
}

/// Says why the bounds of an expression are what they are: the earliest and the latest.
fn reasons(expression: &Expression) -> (String, String) {
    let both = |why: &str| (why.to_owned(), why.to_owned());
    match expression {
        Expression::Elapsed(Elapsed { hundredths: 1.., .. }) => both("the last digit may be rounded, or cut off"),
        Expression::Elapsed(Elapsed { direction: None, .. }) => {
            both("the words are said of the past and of the future")
        }
        Expression::Elapsed(Elapsed { parts, direction, qualifier, .. }) => {
            let Some(&(count, unit)) = parts.last() else { return both("there is no quantity") };
            let near = near_reason(parts.len(), i64::from(count), unit, *qualifier);
            let far = match (count, qualifier) {
                (0, _) => "\"a few seconds\" is said up to a minute".to_owned(),
                (_, Some(Qualifier::Less | Qualifier::Almost)) => "it is less than that".to_owned(),
                _ if parts.len() > 1 => "what is left over of the last part is not printed".to_owned(),
                _ => format!("some count whole units only, so that it may be almost {}", count.saturating_add(1)),
            };
            if *direction == Some(Direction::Past) { (far, near) } else { (near, far) }
        }
        Expression::Calendar { clock: None, .. } => {
            both("the calendar's unit, or what those that count whole units print so")
        }
        Expression::Now => both("printed up to a minute after"),
        Expression::Days { precision: Precision::Year, first, last, .. } if first != last => {
            both("one of the two readings")
        }
        Expression::Yearless { .. } => both("of the latest such day that is not after tomorrow"),
        _ => both("as it is written"),
    }
}

/// Says why the age nearest to now is what it is.
fn near_reason(parts: usize, count: i64, unit: Unit, qualifier: Option<Qualifier>) -> String {
    if count == 0 {
        return "now".to_owned();
    }
    match qualifier {
        Some(Qualifier::Less) => "now".to_owned(),
        Some(Qualifier::Over) => "it is more than that".to_owned(),
        Some(Qualifier::Almost) if unit == Unit::Year => "said from three quarters of a year on".to_owned(),
        _ if parts > 1 => "the last part may be rounded up".to_owned(),
        _ => {
            let seconds = bounds::youngest(unit, count);
            let (number, name) = match seconds {
                DAY.. => (seconds as f64 / DAY as f64, "days"),
                HOUR.. => (seconds as f64 / HOUR as f64, "hours"),
                MINUTE.. => (seconds as f64 / MINUTE as f64, "minutes"),
                _ => (seconds as f64, "seconds"),
            };
            format!("some round up, and print it from {number:.1} {name} on")
        }
    }
}

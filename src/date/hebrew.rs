//! Dates of the Hebrew calendar, whose days and years are written in digits or in letters: "כ״ב בניסן תש״ף".

use jiff::civil::Date;

use super::absolute;
use super::calendars::from_day_number;
use super::expression::{Context, Found, months, range};
use super::fillers::skip_right;
use super::fold::is_apostrophe;
use super::ingredient::{Calendar, Ingredient};
use super::line::Line;

/// What a year in letters leaves out.
const THOUSANDS: i16 = 5000;

/// Reads the date whose Hebrew month starts at a token. Without its year it is none: the months' names are names of
/// people and of other calendars' months.
pub(crate) fn date(line: &Line, at: usize, context: &Context) -> Option<Found> {
    let month = |is| match is {
        Ingredient::Month(Calendar::Hebrew, month) => i8::try_from(month).ok(),
        _ => None,
    };
    let (month, end, languages) = line.find(at, context.languages, month)?;
    let next = skip_right(line, line.after_abbreviation(end), languages);
    let (year, end) = match line.number(next) {
        Some((year, _)) => (i16::try_from(year).ok()?, next + 1),
        None => letters(line, next).map(|(value, end)| (THOUSANDS + value, end))?,
    };
    if !Calendar::Hebrew.has_year(year) {
        return None;
    }
    let (day, start) = day_before(line, at).map_or((None, at), |(day, start)| (Some(day), start));
    let expression = if let Some(day) = day {
        let date = Calendar::Hebrew.day(year, month, day);
        range(date, date)
    } else {
        let days = Calendar::Hebrew.month(year, month);
        months(days, days)
    };
    Some(Found { start, end, languages, expression, sure: true })
}

/// Reads the day before a month, in digits or letters; gives where it starts.
fn day_before(line: &Line, at: usize) -> Option<(i8, usize)> {
    let last = at.checked_sub(1)?;
    if let Some(day) = line.number(last).and_then(absolute::day_of) {
        return Some((day, last));
    }
    // ט׳, כ״ב
    (2..=3).filter_map(|length| at.checked_sub(length)).find_map(|start| {
        let (value, _) = letters(line, start).filter(|&(_, end)| end == at)?;
        i8::try_from(value).ok().filter(|day| (1..=30).contains(day)).map(|day| (day, start))
    })
}

/// Reads a number in Hebrew letters, which an apostrophe after one letter or quotes before the last of several tell from a
/// word.
fn letters(line: &Line, at: usize) -> Option<(i16, usize)> {
    let is_quote = |mark: char| matches!(mark, '״' | '"' | '”' | '“');
    let first = line.text_of(at);
    match line.mark(at + 1).filter(|_| line.is_word(at) && !line.is_spaced(at + 1))? {
        mark if is_quote(mark) && !line.is_spaced(at + 2) => {
            let last = line.text_of(at + 2);
            let value = value(first)?.checked_add(value(last)?)?;
            (last.chars().count() == 1).then_some((value, at + 3))
        }
        mark if mark == '׳' || is_apostrophe(mark) => (first.chars().count() == 1).then_some((value(first)?, at + 2)),
        _ => None,
    }
}

/// Adds up what the letters of a word are worth.
fn value(word: &str) -> Option<i16> {
    /// The letters by their worth: units, tens, hundreds; some have a second form for the end of a word.
    const LETTERS: [(&str, i16); 3] = [("אבגדהוזחט", 1), ("יכלמנסעפצ", 10), ("קרשת", 100)];
    const FINAL: [(char, char); 5] = [('ך', 'כ'), ('ם', 'מ'), ('ן', 'נ'), ('ף', 'פ'), ('ץ', 'צ')];
    let mut sum = 0_i16;
    for letter in word.chars() {
        let letter = FINAL.iter().find(|(last, _)| *last == letter).map_or(letter, |&(_, usual)| usual);
        let worth = LETTERS.iter().find_map(|(letters, unit)| {
            let place = letters.chars().position(|known| known == letter)?;
            Some((i16::try_from(place).ok()? + 1) * unit)
        })?;
        sum = sum.checked_add(worth)?;
    }
    Some(sum)
}

/// Converts a day. Months count from Tishri, the sixth is the first Adar, which only leap years have.
///
/// The rules are those of Reingold and Dershowitz, "Calendrical Calculations": the new moon of Tishri by a mean month of
/// 29 days and 13,753 parts of 25,920, and the postponements.
pub(crate) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    let start = new_year(i64::from(year));
    let length = new_year(i64::from(year) + 1) - start;
    let is_leap = length > 380;
    let days_of = |month: i8| match month {
        2 => 29 + i64::from(length % 10 == 5),
        3 => 30 - i64::from(length % 10 == 3),
        6 => 30 * i64::from(is_leap),
        1 | 5 | 8 | 10 | 12 => 30,
        _ => 29,
    };
    let day = i64::from(day);
    if !(1..=13).contains(&month) || !(1..=days_of(month)).contains(&day) {
        return None;
    }
    from_day_number(start + (1..month).map(days_of).sum::<i64>() + day - 1)
}

/// Gives the first day of a year, counted from 1 January 1970.
fn new_year(year: i64) -> i64 {
    /// 1 Tishri 1 lies this many days before 1970.
    const EPOCH: i64 = -2_092_590;
    let elapsed = |year: i64| {
        let months = (235 * year - 234).div_euclid(19);
        let day = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
        day + i64::from((3 * (day + 1)).rem_euclid(7) < 3)
    };
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let correction = if after - this == 356 { 2 } else { i64::from(this - before == 382) };
    EPOCH + this + correction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_fall_where_the_almanac_says() {
        for (hebrew, gregorian) in [
            ((5784, 1, 1), (2023, 9, 16)),
            ((5784, 8, 15), (2024, 4, 23)),
            ((5785, 1, 1), (2024, 10, 3)),
            ((5780, 8, 22), (2020, 4, 16)),
            ((5784, 12, 9), (2024, 8, 13)),
        ] {
            let ((year, month, number), (y, m, d)) = (hebrew, gregorian);
            assert_eq!(day(year, month, number), Date::new(y, m, d).ok(), "{hebrew:?}");
        }
        // Not a leap year.
        assert_eq!(day(5785, 6, 1), None);
        assert_eq!(value("תשפד"), Some(784));
    }
}

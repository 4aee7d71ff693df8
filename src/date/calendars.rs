//! Calendars other than the Gregorian one, as far as they are printed on web pages and can be converted by rule.

use jiff::civil::Date;

use super::expression::Context;
use super::line::Line;
use crate::language::Tag;

/// A calendar that dates are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calendar {
    /// The common one. Years of the Buddhist era and of reigns differ from it in the year alone.
    Gregorian,
    /// Solar Hijri, of Iran and Afghanistan.
    Persian,
}

impl Calendar {
    /// Tells in which calendar a page of the context's language counts a year.
    pub(crate) fn of_year(year: i16, context: &Context) -> Self {
        let persian = context.persian && PERSIAN_YEARS.contains(&year);
        if persian { Self::Persian } else { Self::Gregorian }
    }

    /// Gives a day; `None` where the calendar has no such day, or its rule is not known to hold.
    pub(crate) fn day(self, year: i16, month: i8, day: i8) -> Option<Date> {
        match self {
            Self::Gregorian => Date::new(year, month, day).ok().filter(|_| year >= 1),
            Self::Persian => persian(year, month, day),
        }
    }

    /// Gives the first and last day of a month.
    pub(crate) fn month(self, year: i16, month: i8) -> Option<(Date, Date)> {
        let first = self.day(year, month, 1)?;
        let last = match self {
            Self::Gregorian => first.last_of_month(),
            Self::Persian => (29..=31).rev().find_map(|day| persian(year, month, day))?,
        };
        Some((first, last))
    }
}

/// Tells whether a language's pages count years in the Solar Hijri calendar.
pub(crate) fn is_persian(tag: Tag) -> bool {
    matches!(tag.language().as_str(), "fa" | "ckb" | "ps" | "lrc" | "mzn")
}

/// Tells whether a text writes digits as Persian does: what to go by where the language is not known.
pub(crate) fn has_persian_digits(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|letter| ('\u{6F0}'..='\u{6F9}').contains(&letter))
}

/// Tells whether the name of an era follows whose calendar no rule here converts: lunar Hijri, which goes by the moon, and
/// Saka. To read such a year as a common one would be wrong by centuries.
pub(crate) fn other_era(line: &Line, at: usize) -> bool {
    matches!(line.text_of(at), "هـ" | "ه" | "AH" | "हि" | "शक")
}

/// Years that are Persian on a Persian page: 1921 to 2069 of the common era.
const PERSIAN_YEARS: std::ops::Range<i16> = 1300..1448;

/// Converts a day of the Solar Hijri calendar.
///
/// Uses the 33-year cycle, in which the years 1, 5, 9, 13, 17, 22, 26 and 30 are leap years; it agrees with the
/// astronomical rule for all of [`PERSIAN_YEARS`]. 1 Farvardin 1300 was 21 March 1921.
fn persian(year: i16, month: i8, day: i8) -> Option<Date> {
    const LEAP: [i16; 8] = [1, 5, 9, 13, 17, 22, 26, 30];
    let is_leap = |year: i16| LEAP.contains(&year.rem_euclid(33));
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + i8::from(is_leap(year)),
        _ => return None,
    };
    if !(1..=length).contains(&day) || !PERSIAN_YEARS.contains(&year) {
        return None;
    }
    let start = PERSIAN_YEARS.start;
    let years: i64 = (start..year).map(|year| 365 + i64::from(is_leap(year))).sum();
    let months = i64::from(month - 1) * 30 + i64::from((month - 1).min(6));
    let epoch = Date::new(1921, 3, 21).ok()?;
    epoch.checked_add(jiff::Span::new().try_days(years + months + i64::from(day) - 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_year_falls_where_the_almanac_says() {
        for (year, gregorian) in [
            (1300, (1921, 3, 21)),
            (1375, (1996, 3, 20)),
            (1399, (2020, 3, 20)),
            (1403, (2024, 3, 20)),
            (1404, (2025, 3, 21)),
        ] {
            let (y, m, d) = gregorian;
            assert_eq!(persian(year, 1, 1), Date::new(y, m, d).ok(), "{year}");
        }
        assert_eq!(persian(1403, 12, 30), Date::new(2025, 3, 20).ok());
        assert_eq!(persian(1404, 12, 30), None);
    }
}

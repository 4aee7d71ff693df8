//! Calendars other than the Gregorian one, as far as they are printed on web pages and can be converted by rule.

use jiff::civil::Date;

use super::absolute;
use super::expression::{Context, Expression};
use crate::date_value::Precision;

/// Makes an expression of a day; years of the Persian calendar are converted where the page is Persian.
pub(crate) fn day(year: i16, month: i8, day: i8, context: &Context) -> Expression {
    if context.is_in(&["fa", "ckb", "ps", "lrc", "mzn"]) && (PERSIAN_YEARS).contains(&year) {
        return persian(year, month, day).map_or(Expression::Impossible, |date| Expression::Days {
            first: date,
            last: date,
            precision: Precision::Day,
            clock: None,
        });
    }
    absolute::days(year, (month, day), year, (month, day))
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
    if !(1..=length).contains(&day) {
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

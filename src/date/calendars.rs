//! Calendars other than the Gregorian one, as far as they are printed on web pages and can be converted by rule.

use jiff::civil::Date;

use super::expression::Context;
use super::hebrew;
use super::ingredient::Calendar;
use super::line::Line;
use crate::language::Tag;

impl Calendar {
    /// Tells in which calendar a page of the context's language counts a year.
    pub(crate) fn of_year(year: i16, context: &Context) -> Self {
        let persian = context.persian && PERSIAN_YEARS.contains(&year);
        if persian { Self::Persian } else { Self::Gregorian }
    }

    /// Tells whether a page may mean a year of this calendar: those of 1920 to 2070 where it is not the common one, so that
    /// "Ramadan 2023" is none.
    pub(crate) fn has_year(self, year: i16) -> bool {
        match self {
            Self::Gregorian => true,
            Self::Persian => PERSIAN_YEARS.contains(&year),
            Self::Hijri => (1338..1500).contains(&year),
            Self::Ethiopic => (1912..2063).contains(&year),
            Self::Saka => (1842..1993).contains(&year),
            Self::Hebrew => (5700..5900).contains(&year),
        }
    }

    /// Gives the first and the last day that a date may mean, the same but for one that goes by the moon; `None` where the
    /// calendar has no such day, or its rule is not known to hold.
    pub(crate) fn day(self, year: i16, month: i8, day: i8) -> Option<(Date, Date)> {
        if !self.has_year(year) {
            return None;
        }
        let date = match self {
            Self::Gregorian => Date::new(year, month, day).ok().filter(|_| year >= 1),
            Self::Persian => persian(year, month, day),
            Self::Hijri => return hijri(year, month, day),
            Self::Ethiopic => ethiopic(year, month, day),
            Self::Saka => saka(year, month, day),
            Self::Hebrew => hebrew::day(year, month, day),
        };
        date.map(|date| (date, date))
    }

    /// Gives the first and last day of a month.
    pub(crate) fn month(self, year: i16, month: i8) -> Option<(Date, Date)> {
        let (first, _) = self.day(year, month, 1)?;
        let (_, last) = (5..=31).rev().find_map(|day| self.day(year, month, day))?;
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

/// Reads the name of an era after a year, where it says a calendar; gives the token after it. What is known to be `ethiopic`
/// may say so with "AM", which is the morning elsewhere.
pub(crate) fn era(line: &Line, at: usize, ethiopic: bool) -> Option<(Calendar, usize)> {
    let calendar = match line.text_of(at) {
        "هـ" | "ه" | "هجري" | "هجرية" | "AH" | "हि" => Calendar::Hijri,
        "शक" => Calendar::Saka,
        // "Amete Mihret", as CLDR abbreviates it.
        "AM" | "ዓም" if ethiopic => Calendar::Ethiopic,
        _ => return None,
    };
    Some((calendar, line.after_abbreviation(at + 1)))
}

/// Years that are Persian on a Persian page: 1921 to 2069 of the common era.
const PERSIAN_YEARS: std::ops::Range<i16> = 1300..1448;

/// Counts days from 1 January 1970.
pub(crate) fn from_day_number(number: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

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

/// Converts a day of the lunar Hijri calendar to the days that it may be: it goes by the moon, and what is printed goes by
/// one of several rules for it.
///
/// The middle day is that of the civil rule, whose leap years are 11 of every 30. Of the 49,308 days from 1925 to 2059, the
/// Umm al-Qura calendar of ICU 78 lies within one day of it for all but 479, the astronomical tabular one for all.
fn hijri(year: i16, month: i8, day: i8) -> Option<(Date, Date)> {
    /// 1 Muharram 1 AH lies this many days before 1970.
    const EPOCH: i64 = -492_148;
    if !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    let number = EPOCH + (year - 1) * 354 + (3 + 11 * year) / 30 + (59 * (month - 1) + 1) / 2 + day - 1;
    from_day_number(number - 1).zip(from_day_number(number + 1))
}

/// Converts a day of the Ethiopic calendar: twelve months of 30 days and one of five, or six before a leap year.
fn ethiopic(year: i16, month: i8, day: i8) -> Option<Date> {
    /// 1 Meskerem 1 lies this many days before 1970.
    const EPOCH: i64 = -716_367;
    let length = if month == 13 { 5 + i8::from(year % 4 == 3) } else { 30 };
    if !(1..=13).contains(&month) || !(1..=length).contains(&day) {
        return None;
    }
    let year = i64::from(year);
    from_day_number(EPOCH + 365 * (year - 1) + year / 4 + 30 * i64::from(month - 1) + i64::from(day) - 1)
}

/// Converts a day of the Indian national calendar: its leap years are the Gregorian ones, and its year starts on 22 March,
/// in leap years on the 21st.
fn saka(year: i16, month: i8, day: i8) -> Option<Date> {
    const AFTER: i16 = 78;
    let leap = i8::from(Date::new(year + AFTER, 1, 1).ok()?.in_leap_year());
    let length = match month {
        1 => 30 + leap,
        2..=6 => 31,
        7..=12 => 30,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let start = Date::new(year + AFTER, 3, 22 - leap).ok()?;
    let months = i64::from(month - 1) * 30 + i64::from((month - 2).clamp(0, 5)) + i64::from(leap * i8::from(month > 1));
    start.checked_add(jiff::Span::new().try_days(months + i64::from(day) - 1).ok()?).ok()
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
        assert_eq!(ethiopic(2016, 1, 1), Date::new(2023, 9, 12).ok());
        assert_eq!(ethiopic(2015, 13, 6), Date::new(2023, 9, 11).ok());
        assert_eq!(ethiopic(2017, 13, 6), None);
        assert_eq!(saka(1946, 1, 1), Date::new(2024, 3, 21).ok());
        assert_eq!(saka(1945, 12, 30), Date::new(2024, 3, 20).ok());
        assert_eq!(saka(1945, 1, 31), None);
    }

    #[test]
    fn a_day_by_the_moon_is_one_of_three() {
        // The Umm al-Qura calendar has 1 Ramadan 1445 on 11 March 2024, the civil rule on the same day.
        let (first, last) = hijri(1445, 9, 1).unwrap_or_default();
        assert_eq!((Date::new(2024, 3, 10).ok(), Date::new(2024, 3, 12).ok()), (Some(first), Some(last)));
        assert!(!Calendar::Hijri.has_year(2023));
    }
}

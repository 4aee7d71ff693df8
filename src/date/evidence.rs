//! What else says when something was published: the address of its page, another date of the same block, the time at which
//! the page was fetched. Each narrows an interval that it shares instants with, and none moves one.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::bounds::{self, cut};
use super::expression::{Expression, months, range};
use crate::date_value::{Anchor, DateKind, DateValue, Interval, Precision};
use crate::language::Tag;
use crate::span::Span;

/// Reads the day or month that the path of an address names: `/2024/03/15/the-title`, `/2024/03/the-title`. A path that ends
/// there is a list of that day's texts.
pub fn of_address(address: &str, anchor: &Anchor) -> Option<DateValue> {
    /// The web is no older.
    const FIRST_YEAR: i16 = 1990;
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let digits = |segment: &str, length: usize| {
        let is_number = segment.len() == length && segment.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| segment.parse::<i16>().ok()).flatten()
    };
    let mut at = 0;
    let segments: Vec<(usize, &str)> = path
        .split('/')
        .map(|part| {
            let start = at;
            at += part.len() + 1;
            (start, part)
        })
        .collect();
    segments.windows(3).enumerate().find_map(|(place, window)| {
        let &[(start, year), (month_at, month), (day_at, next)] = window else { return None };
        let year = digits(year, 4).filter(|year| (FIRST_YEAR..=9999).contains(year))?;
        let number = i8::try_from(digits(month, 2)?).ok()?;
        let first = Date::new(year, number, 1).ok()?;
        let has_slug = |from: usize| segments.get(from..).into_iter().flatten().any(|(_, part)| !part.is_empty());
        let (expression, end) = match digits(next, 2) {
            Some(day) => {
                let day = Date::new(year, number, i8::try_from(day).ok()?).ok().filter(|_| has_slug(place + 3))?;
                (range(Some((day, day)), Some((day, day))), day_at + next.len())
            }
            None if has_slug(place + 2) => {
                let days = Some((first, first.last_of_month()));
                (months(days, days), month_at + month.len())
            }
            None => return None,
        };
        told(path, start, end, &expression, anchor)
    })
}

fn told(path: &str, start: usize, end: usize, expression: &Expression, anchor: &Anchor) -> Option<DateValue> {
    let interval = bounds::interval(expression, anchor).ok()?;
    let is_ahead = anchor.now.is_some_and(|now| interval.earliest > now);
    (!is_ahead).then_some(DateValue {
        text: path.get(start..end)?.to_owned(),
        within: Span::new(start, end),
        kind: DateKind::Absolute,
        language: Tag::UND,
        reading: Ok(interval),
        label: None,
        updated: None,
    })
}

/// Gives the instants that two readings of one date share, with the value of the narrower; `None` where they share none.
pub fn shared(one: &Interval, two: &Interval, zone: &TimeZone) -> Option<Interval> {
    let (earliest, latest) = (one.earliest.max(two.earliest), one.latest.min(two.latest));
    let width = |interval: &Interval| interval.latest.duration_since(interval.earliest);
    let finer = if width(two) < width(one) { two } else { one };
    (earliest <= latest).then(|| within(finer, earliest, latest, zone))
}

/// Cuts off what lies after the page was fetched, of a date known to the week or coarser: what is published then cannot be
/// read now.
pub fn until(interval: &Interval, fetched: Timestamp, zone: &TimeZone) -> Interval {
    if interval.precision >= Precision::Day || !(interval.earliest..interval.latest).contains(&fetched) {
        return interval.clone();
    }
    within(interval, interval.earliest, fetched, zone)
}

/// Gives narrower bounds to an interval; a value that they leave out makes place for their first.
fn within(interval: &Interval, earliest: Timestamp, latest: Timestamp, zone: &TimeZone) -> Interval {
    let precision = interval.precision;
    let shown = |at| cut(zone.to_datetime(at), precision);
    let (first, last) = (shown(earliest), shown(latest));
    let value = if (&first..=&last).contains(&&interval.value) { interval.value.clone() } else { first };
    Interval { value, precision, earliest, latest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Option<(String, String)> {
        let found = of_address(address, &Anchor::default())?;
        let value = found.reading.ok()?.value;
        Some((found.text, value))
    }

    #[test]
    fn an_address_names_the_day_or_month_of_a_text_in_it() {
        let said = |text: &str, value: &str| Some((text.to_owned(), value.to_owned()));
        assert_eq!(read("https://a.example/2024/03/15/the-harbour/?p=1"), said("2024/03/15", "2024-03-15"));
        assert_eq!(read("https://a.example/news/2024/03/the-harbour.html"), said("2024/03", "2024-03"));
        for address in
            ["https://a.example/2024/03/", "/2024/03/15/", "/2024/13/15/a", "/1024/03/15/a", "/2024/a/b", "", "/"]
        {
            assert_eq!(read(address), None, "{address}");
        }
        let now = "2024-01-01T00:00:00Z".parse().ok();
        assert!(of_address("/2024/03/15/a", &Anchor { now, ..Anchor::default() }).is_none());
    }

    #[test]
    fn what_two_dates_share_is_narrower_than_both() {
        let anchor = Anchor { now: "2024-11-03T00:00:00Z".parse().ok(), ..Anchor::default() };
        let interval = |text: &str| crate::date::date(text, &anchor).and_then(|found| found.reading.ok());
        let (Some(ago), Some(month)) = (interval("11 months ago"), interval("November 2023")) else {
            panic!("both are dates")
        };
        let both = shared(&ago, &month, anchor.zone()).unwrap_or_else(|| panic!("they overlap"));
        let said = (both.value.as_str(), both.earliest.to_string(), both.latest.to_string());
        assert_eq!(said, ("2023-11", "2023-11-01T00:00:00Z".to_owned(), "2023-11-30T23:59:59Z".to_owned()));
        let Some(other) = interval("March 2022") else { panic!("a date") };
        assert_eq!(shared(&ago, &other, anchor.zone()), None);
        let Some((year, fetched)) = interval("Summer 2024, January 2024").zip("2024-01-10T08:00:00Z".parse().ok())
        else {
            panic!("a date")
        };
        assert_eq!(until(&year, fetched, anchor.zone()).latest, fetched);
    }
}

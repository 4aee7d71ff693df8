//! Where an expression lies in time: the instants it may mean, and the value to show.
//!
//! "11 months ago" is printed of ages that differ by site: some floor, some round, some count months of 30 days. The
//! bounds are the hull over the libraries that sites use, found by printing 1,788 ages at twelve values of *now* with
//! Carbon, moment, dayjs, date-fns, Rails, Django, timeago.js, javascript-time-ago, Intl, luxon, arrow and humanize:
//! - earliest: now − (n + 1) units (Carbon, luxon and timeago.js floor);
//! - latest: the youngest age of which any of them prints n units, see [`youngest`].
//!
//! Where one of them counts with calendar months and another with months of 30 days, two days of slack are added.
//! The future mirrors the past.

use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::clock::Clock;
use super::expression::{Elapsed, Expression};
use super::ingredient::{Direction, Qualifier, Unit};
use crate::date_value::{Anchor, Interval, Precision, UTC, Unresolved};

pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
/// Months differ by up to this much between counting by calendar and by days.
const MONTH_SLACK: i64 = 2 * DAY;
/// The same for a smaller unit counted on top of months or years.
const COMPOUND_SLACK: i64 = 3 * DAY;
/// "Just now" and "a few seconds" are printed up to this age (moment 44 s, timeago.js 60 s).
const NOW: i64 = MINUTE;

/// Places an expression in time.
///
/// Days and times of the day are those of the anchor's time zone, unless the text says an offset.
pub(crate) fn interval(expression: &Expression, anchor: &Anchor) -> Result<Interval, Unresolved> {
    let zone = anchor.zone();
    let now = || anchor.now.map(|now| zone.to_datetime(now)).ok_or(Unresolved::NoAnchor);
    match expression {
        Expression::Impossible => Err(Unresolved::Impossible),
        Expression::Ambiguous => Err(Unresolved::Ambiguous),
        Expression::Days { first, last, precision, clock } => whole_days((*first, *last), *precision, *clock, zone),
        Expression::Yearless { first, last, clock } => {
            let days = latest_year(*first, *last, now()?.date())?;
            whole_days(days, Precision::Day, *clock, zone)
        }
        Expression::Week(week) => {
            let today = now()?.date();
            let monday =
                |back| ISOWeekDate::new(today.year() - back, *week, Weekday::Monday).ok().map(ISOWeekDate::date);
            // A year of 53 weeks comes at most seven years after the one before.
            let first = (-1..=7).filter_map(monday).find(|first| *first <= today).ok_or(Unresolved::Impossible)?;
            whole_days((first, move_date(first, Unit::Day, 6)?), Precision::Week, None, zone)
        }
        Expression::Weekday { day, clock } => {
            let today = now()?.date();
            let back = i64::from((today.weekday().to_monday_one_offset() - day).rem_euclid(7));
            let date = move_date(today, Unit::Day, -if back == 0 { 7 } else { back })?;
            whole_days((date, date), Precision::Day, *clock, zone)
        }
        Expression::Clock(clock) => {
            let today = now()?.date();
            let interval = whole_days((today, today), Precision::Day, Some(*clock), zone)?;
            if anchor.now.is_some_and(|now| interval.earliest <= now) {
                return Ok(interval);
            }
            let yesterday = move_date(today, Unit::Day, -1)?;
            whole_days((yesterday, yesterday), Precision::Day, Some(*clock), zone)
        }
        Expression::Now => {
            let now = now()?;
            Reach { value: now, precision: Precision::Second, earliest: shift(now, -NOW)?, latest: now }.placed(zone)
        }
        Expression::Calendar { unit, from, to, clock } => {
            let now = now()?;
            let one = calendar(now, *unit, *from, *clock, zone)?;
            if from == to { Ok(one) } else { Ok(either(&one, &calendar(now, *unit, *to, *clock, zone)?, zone)) }
        }
        Expression::Elapsed(elapsed) => {
            // Hours do not follow the clocks when these are set.
            let in_units_of_clocks = elapsed.parts.iter().all(|&(_, unit)| unit < Unit::Day);
            let counted_in = if in_units_of_clocks { &UTC } else { zone };
            let now = anchor.now.map(|now| counted_in.to_datetime(now)).ok_or(Unresolved::NoAnchor)?;
            let on = |direction| self::elapsed(now, elapsed, direction)?.placed_as(counted_in, zone);
            match elapsed.direction {
                Some(direction) => on(direction),
                None => Ok(either(&on(Direction::Past)?, &on(Direction::Future)?, zone)),
            }
        }
    }
}

/// Joins two readings of one expression: the bounds that hold both, and the value as far as both have it.
fn either(one: &Interval, two: &Interval, zone: &TimeZone) -> Interval {
    let (earliest, latest) = (one.earliest.min(two.earliest), one.latest.max(two.latest));
    let cut = |at: Timestamp, precision| cut(zone.to_datetime(at), precision);
    let finest = one.precision.min(two.precision);
    let common = [Precision::Hour, Precision::Day, Precision::Month, Precision::Year];
    let agreed = common.into_iter().find(|&it| it <= finest && cut(earliest, it) == cut(latest, it));
    let precision = agreed.unwrap_or(Precision::Year);
    Interval { value: cut(earliest, precision), precision, earliest, latest }
}

/// Makes the interval of whole days, or of a time on one of them.
fn whole_days(
    (first, last): (Date, Date),
    precision: Precision,
    clock: Option<Clock>,
    zone: &TimeZone,
) -> Result<Interval, Unresolved> {
    let Some(clock) = clock else {
        let start = first.to_datetime(Time::midnight());
        return Reach { value: start, precision, earliest: start, latest: end_of(last) }.placed(zone);
    };
    let time = |minute, second| Time::new(clock.hour % 24, minute, second, 0).map_err(|_| Unresolved::Impossible);
    let earliest = first.to_datetime(time(clock.minute.unwrap_or(0), clock.second.unwrap_or(0))?);
    let latest = last.to_datetime(time(clock.minute.unwrap_or(59), clock.second.unwrap_or(59))?);
    let precision = match (clock.minute, clock.second) {
        (_, Some(_)) => Precision::Second,
        (Some(_), None) => Precision::Minute,
        (None, None) => Precision::Hour,
    };
    let days = i64::from(clock.hour / 24);
    let moved = |local| shift(local, days * DAY - i64::from(clock.offset.unwrap_or(0)));
    let reach = Reach { value: moved(earliest)?, precision, earliest: moved(earliest)?, latest: moved(latest)? };
    if clock.offset.is_some() { reach.placed_as(&UTC, zone) } else { reach.placed(zone) }
}

/// Finds the year of a month and day written without one: the latest in which it is not after the day after `today`
/// (somewhere it is tomorrow already).
fn latest_year(first: (i8, i8), last: (i8, i8), today: Date) -> Result<(Date, Date), Unresolved> {
    /// 29 February comes back after at most this many years.
    const LEAP_GAP: i16 = 8;
    let limit = move_date(today, Unit::Day, 1).unwrap_or(today);
    (0..=LEAP_GAP)
        .find_map(|back| {
            let year = limit.year() - back;
            let from = Date::new(year, first.0, first.1).ok()?;
            let to = Date::new(if last < first { year + 1 } else { year }, last.0, last.1).ok()?;
            (from <= limit).then_some((from, to))
        })
        .ok_or(Unresolved::Impossible)
}

/// Places "yesterday", "last month", "next year".
fn calendar(
    now: DateTime,
    unit: Unit,
    offset: i8,
    clock: Option<Clock>,
    zone: &TimeZone,
) -> Result<Interval, Unresolved> {
    let offset = i64::from(offset);
    let today = now.date();
    if unit < Unit::Day && offset == 0 {
        // "This hour": printed of less than one, and of half of one to come.
        let half = shift(now, youngest(unit, 1).min(HOUR / 2))?;
        let precision = precision_of(unit);
        return Reach { value: now, precision, earliest: step(now, unit, -1)?, latest: half }.placed(zone);
    }
    if unit < Unit::Day {
        let direction = if offset < 0 { Direction::Past } else { Direction::Future };
        let parts = vec![(offset.unsigned_abs() as u32, unit)];
        let elapsed = Elapsed { parts, hundredths: 0, direction: Some(direction), qualifier: None };
        return self::elapsed(now, &elapsed, direction)?.placed(zone);
    }
    let moved = move_date(today, unit, offset)?;
    if unit == Unit::Day && clock.is_some() {
        return whole_days((moved, moved), Precision::Day, clock, zone);
    }
    let (first, last) = match unit {
        Unit::Week => {
            let monday = move_date(moved, Unit::Day, -i64::from(moved.weekday().to_monday_zero_offset()))?;
            (monday, move_date(monday, Unit::Day, 6)?)
        }
        Unit::Month => (moved.first_of_month(), moved.last_of_month()),
        Unit::Year => (moved.first_of_year(), moved.last_of_year()),
        _ => (moved, moved),
    };
    let (first, last) = (first.to_datetime(Time::midnight()), end_of(last));
    // Printers that round say "the day before yesterday" from a day and a half on.
    let rounded = |sign: i64| shift(now, sign * (offset.abs() * DAY - DAY / 2));
    // Printers that floor say "yesterday" of 24 to 48 hours ago.
    let (earliest, latest) = match offset {
        // Those that floor say "this month" of less than one.
        0 if unit > Unit::Day => (first.min(step(now, unit, -1)?), last),
        0 => (first, last),
        ..=-2 if unit == Unit::Day => (first.min(step(now, unit, offset - 1)?), last.max(rounded(-1)?)),
        2.. if unit == Unit::Day => (first.min(rounded(1)?), last.max(step(now, unit, offset + 1)?)),
        ..0 => (first.min(step(now, unit, offset - 1)?), last),
        1.. => (first, last.max(step(now, unit, offset + 1)?)),
    };
    let value = moved.to_datetime(Time::midnight());
    Reach { value, precision: precision_of(unit), earliest, latest }.placed(zone)
}

/// Places "n units ago" and "in n units".
fn elapsed(now: DateTime, elapsed: &Elapsed, direction: Direction) -> Result<Reach, Unresolved> {
    let Elapsed { parts, hundredths, qualifier, .. } = elapsed;
    let sign = if direction == Direction::Past { -1 } else { 1 };
    let Some(&(count, unit)) = parts.last() else { return Err(Unresolved::Impossible) };
    let count = i64::from(count);
    let mut point = now;
    for &(count, unit) in parts {
        point = step(point, unit, sign * i64::from(count))?;
    }
    let (far, near) = if *hundredths > 0 {
        let (share, granule) = fraction(unit, i64::from(*hundredths));
        point = shift(point, sign * share)?;
        let slack = if unit >= Unit::Month { MONTH_SLACK } else { 0 };
        let (far, near) = (shift(point, sign * (granule + slack))?, shift(point, -sign * (granule / 2 + slack))?);
        match qualifier {
            Some(Qualifier::Less) => (point, now),
            Some(Qualifier::Over) => (far, point),
            Some(Qualifier::Almost) => (point, near),
            Some(Qualifier::About) | None => (far, near),
        }
    } else if count == 0 {
        // "A few seconds ago", or none.
        (shift(now, sign * NOW)?, now)
    } else if parts.len() > 1 {
        let by_calendar = parts.iter().any(|&(_, unit)| unit >= Unit::Month);
        let slack = if by_calendar { COMPOUND_SLACK } else { 1 };
        // Rounded months on top of years are up to half a month younger.
        let young = if unit == Unit::Month { 15 * DAY + COMPOUND_SLACK } else { slack };
        (shift(step(point, unit, sign)?, sign * slack)?, shift(point, -sign * young)?)
    } else {
        let older = if unit == Unit::Month { MONTH_SLACK } else { 0 };
        let oldest = |count: i64| shift(step(now, unit, sign * (count + 1))?, sign * older);
        match qualifier {
            Some(Qualifier::Less) => (point, now),
            // date-fns and Rails say "over n years" from n years and a quarter on, "almost" from three quarters before.
            Some(Qualifier::Over) => {
                (oldest(count)?, if unit == Unit::Year { shift(point, sign * 88 * DAY)? } else { point })
            }
            Some(Qualifier::Almost) if unit == Unit::Year => {
                (point, shift(step(now, unit, sign * (count - 1).max(0))?, sign * 272 * DAY)?)
            }
            Some(Qualifier::Almost) => (point, shift(now, sign * youngest(unit, count))?),
            Some(Qualifier::About) | None => (oldest(count)?, shift(now, sign * youngest(unit, count))?),
        }
    };
    let (earliest, latest) = (far.min(near), far.max(near));
    Ok(Reach { value: point.clamp(earliest, latest), precision: precision_of(unit), earliest, latest })
}

/// Gives the seconds of hundredths of a unit, and what the number may be wrong by: "1.5" may be said of what lies between
/// two halves, "1.4" between two tenths.
fn fraction(unit: Unit, hundredths: i64) -> (i64, i64) {
    let length = match unit {
        Unit::Second => 1,
        Unit::Minute => MINUTE,
        Unit::Hour => HOUR,
        Unit::Day => DAY,
        Unit::Week => WEEK,
        Unit::Month => 30 * DAY,
        Unit::Year => 365 * DAY,
    };
    let granule = match hundredths {
        50 => length / 2,
        tenths if tenths % 10 == 0 => length / 10,
        _ => length / 100,
    };
    (length * hundredths / 100, granule)
}

/// Gives the youngest age, in seconds, of which any library prints "n units".
pub(crate) fn youngest(unit: Unit, count: i64) -> i64 {
    match (unit, count) {
        (Unit::Second, _) => count - 1,
        (Unit::Minute, 1) => 30,
        (Unit::Minute, _) => count * MINUTE - MINUTE / 2 - 1,
        // moment and dayjs: an hour from 45 minutes on; a day from 22 hours on, to the rounded minute and hour.
        (Unit::Hour, 1) => 44 * MINUTE + 30,
        (Unit::Hour, _) => count * HOUR - HOUR / 2 - 31,
        (Unit::Day, 1) => 21 * HOUR + HOUR / 2,
        (Unit::Day, _) => (count - 1) * DAY,
        // javascript-time-ago rounds weeks.
        (Unit::Week, 1) => 6 * DAY + DAY / 2,
        (Unit::Week, _) => count * WEEK - 4 * DAY,
        // arrow says "a month" of 15 days; moment and date-fns round to months of 30 days.
        (Unit::Month, 1) => 15 * DAY,
        (Unit::Month, _) => count * 30 * DAY - 15 * DAY - MONTH_SLACK,
        // moment and dayjs: a year from 318 days on.
        (Unit::Year, 1) => 318 * DAY,
        (Unit::Year, _) => count * 365 * DAY - 365 * DAY / 2 - MONTH_SLACK,
    }
}

fn precision_of(unit: Unit) -> Precision {
    match unit {
        Unit::Second => Precision::Second,
        Unit::Minute => Precision::Minute,
        Unit::Hour => Precision::Hour,
        Unit::Day => Precision::Day,
        Unit::Week => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Year => Precision::Year,
    }
}

/// Moves a time by units of the calendar.
fn step(from: DateTime, unit: Unit, count: i64) -> Result<DateTime, Unresolved> {
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Second => span.try_seconds(count),
        Unit::Minute => span.try_minutes(count),
        Unit::Hour => span.try_hours(count),
        Unit::Day => span.try_days(count),
        Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Year => span.try_years(count),
    };
    span.and_then(|span| from.checked_add(span)).map_err(|_| Unresolved::Impossible)
}

fn move_date(date: Date, unit: Unit, count: i64) -> Result<Date, Unresolved> {
    step(date.to_datetime(Time::midnight()), unit, count).map(DateTime::date)
}

fn shift(from: DateTime, seconds: i64) -> Result<DateTime, Unresolved> {
    from.checked_add(SignedDuration::from_secs(seconds)).map_err(|_| Unresolved::Impossible)
}

/// Gives the last second of a day.
fn end_of(date: Date) -> DateTime {
    date.at(23, 59, 59, 0)
}

/// Where an expression lies on the clocks of some time zone.
struct Reach {
    value: DateTime,
    precision: Precision,
    earliest: DateTime,
    latest: DateTime,
}

impl Reach {
    /// Gives the instants, which must lie in the years 1 to 9999, of clocks that show the time of `zone`.
    fn placed(self, zone: &TimeZone) -> Result<Interval, Unresolved> {
        self.placed_as(zone, zone)
    }

    /// The same, with the value as clocks of another zone show it.
    fn placed_as(self, zone: &TimeZone, shown: &TimeZone) -> Result<Interval, Unresolved> {
        let instants = |time: DateTime| {
            let whole = time.with().subsec_nanosecond(0).build().map_err(|_| Unresolved::Impossible)?;
            // An hour that clocks show twice may be either; one that they skip is the one after or before it.
            let instants = zone.to_ambiguous_timestamp(whole);
            let both = instants.earlier().and_then(|earlier| Ok((earlier, instants.later()?)));
            let (one, two) = both.map_err(|_| Unresolved::Impossible)?;
            if (1..=9999).contains(&time.year()) {
                Ok((one.min(two), one.max(two)))
            } else {
                Err(Unresolved::Impossible)
            }
        };
        let Self { value, precision, earliest, latest } = self;
        let ((earliest, _), (_, latest)) = (instants(earliest)?, instants(latest)?);
        let value = if zone == shown { value } else { shown.to_datetime(instants(value)?.0) };
        Ok(Interval { value: cut(value, precision), precision, earliest, latest: latest.max(earliest) })
    }
}

/// Writes a time in ISO 8601, as far as it is known.
pub(crate) fn cut(time: DateTime, precision: Precision) -> String {
    let (year, month, day) = (time.year(), time.month(), time.day());
    match precision {
        Precision::Year => format!("{year:04}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        Precision::Week => {
            let week = time.date().iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
        Precision::Hour => format!("{year:04}-{month:02}-{day:02}T{:02}", time.hour()),
        Precision::Minute => format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", time.hour(), time.minute()),
        Precision::Second => {
            format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
        }
    }
}

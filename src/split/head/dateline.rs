//! When the article was published: the date that the page shows, weighed with the one that it tells machines.

use super::super::features::{Features, Landmark};
use super::{Head, Place};
use crate::date;
use crate::date_value::{Anchor, DateValue, Label, Precision};
use crate::outline::{Hints, Line, Outline, Role};
use crate::span::Span;

/// A line without hints is searched for a date up to this length, in units.
const LONGEST_PLAIN: f32 = 20.0;

/// The least share of its stretch of text that a date takes where nothing hints at it.
const LEAST_SHARE: f32 = 0.35;

/// The same for a short line between title and text.
const LEAST_SHARE_IN_HEAD: f32 = 0.15;

/// Such a line is no longer than this, in units.
const LONGEST_IN_HEAD: f32 = 12.0;

/// A heading holds the article's date where it says nothing else.
const HEADING_SHARE: f32 = 0.8;

pub(super) fn date_of(outline: &Outline, features: &[Features], place: &Place, head: &mut Head) {
    let about = &outline.about;
    let anchor = Anchor { now: None, language: about.language, zone: None };
    let read = |text: &Option<String>| text.as_deref().and_then(|text| date::date(text, &anchor));
    let published = read(&about.published);
    let modified = read(&about.modified);
    let is_only_heading = has_one_dated_heading(outline, features);
    let mut winner: Option<(f32, usize, bool)> = None;
    for &number in &place.near {
        let Some((here, line)) = features.get(number).zip(outline.lines().get(number)) else { continue };
        let Some(date) = &here.date else { continue };
        let is_heading = matches!(line.role, Role::Heading(_));
        // A heading that holds a date (an entry of a changelog, of a diary) is a heading.
        if head.lines.contains(&number) || is_heading && !(is_only_heading && here.date_share >= HEADING_SHARE) {
            continue;
        }
        let hinted = here.around.any(Hints::DATE) || outline.runs(line).iter().any(|run| run.hints.any(Hints::DATE));
        // A time of the day says when, but not what day.
        if date.reading.is_err() && date.text.chars().all(|c| !c.is_alphabetic()) && date.text.contains(':') {
            continue;
        }
        let share = share(outline, line, date, here);
        let in_head = (place.anchor..place.head_end).contains(&number) && here.units <= LONGEST_IN_HEAD;
        let least = if in_head { LEAST_SHARE_IN_HEAD } else { LEAST_SHARE };
        if !hinted && (here.units > LONGEST_PLAIN || share < least) {
            continue;
        }
        let mut score = 2.0 * share + place.weight(number, here);
        score += if hinted { 1.0 } else { 0.0 };
        if date.reading.is_err() {
            score -= 0.5;
        } else if published.as_ref().is_some_and(|published| is_same_day(date, published)) {
            score += 1.5;
        } else if modified.as_ref().is_some_and(|modified| is_same_day(date, modified)) {
            score -= 0.5;
        }
        if matches!(&date.reading, Ok(interval) if interval.precision < Precision::Day) && !is_whole(date) {
            score -= 1.0;
        }
        if score > if in_head { 0.1 } else { 0.3 } && winner.is_none_or(|(best, ..)| score > best) {
            winner = Some((score, number, hinted));
        }
    }
    let visible = winner.and_then(|(_, number, _)| {
        let here = features.get(number)?;
        let line = outline.lines().get(number)?;
        if here.is_date_line() {
            head.lines.push(number);
        }
        Some((here.date.clone()?, line.span))
    });
    let hinted = winner.is_some_and(|(.., hinted)| hinted);
    head.shown_date = visible
        .clone()
        .filter(|(shown, _)| {
            let is_publication = shown.label == Some(Label::Published) || hinted && shown.label.is_none();
            let is_other = |told: &DateValue| told.reading.is_ok() && !is_same_day(shown, told);
            let is_change = modified.as_ref().is_some_and(|modified| is_same_day(shown, modified));
            let is_swapped = published.as_ref().is_some_and(|published| is_day_with_month_first(shown, published));
            is_publication
                && is_whole_day(shown)
                && published.as_ref().is_some_and(is_other)
                && !is_change
                && !is_swapped
        })
        .map(|(shown, span)| (Box::new(shown), span));
    head.date = settled(visible, published);
    if head.date.is_none() {
        head.date = read(&about.title).filter(is_whole_day).map(|date| (date, None));
    }
}

fn is_whole_day(date: &DateValue) -> bool {
    date.reading.as_ref().is_ok_and(|interval| interval.precision >= Precision::Day)
}

/// What the page says to machines is exact; the visible date stands where both mean the same day, because editors see it.
fn settled(visible: Option<(DateValue, Span)>, published: Option<DateValue>) -> Option<(DateValue, Option<Span>)> {
    let Some(published) = published.filter(|published| published.reading.is_ok()) else {
        return visible.map(|(date, span)| (date, Some(span)));
    };
    match visible {
        Some((mut date, span)) if is_same_day(&date, &published) => {
            // "Yesterday", or "3/5/24": what it means is said elsewhere.
            if !is_whole_day(&date) {
                date.reading = published.reading;
            }
            Some((date, Some(span)))
        }
        _ => Some((published, None)),
    }
}

/// Gives the share of its run that a date takes, or of its line where it spans runs.
fn share(outline: &Outline, line: &Line, date: &DateValue, here: &Features) -> f32 {
    let of_run = outline
        .runs(line)
        .iter()
        .map(|run| outline.run_text(run))
        .find(|text| text.contains(date.text.as_str()))
        .map_or(0.0, |text| date.text.len() as f32 / text.len().max(1) as f32);
    of_run.max(here.date_share).min(1.0)
}

fn has_one_dated_heading(outline: &Outline, features: &[Features]) -> bool {
    let is_dated = |(line, here): &(&Line, &Features)| {
        matches!(line.role, Role::Heading(_)) && here.date.is_some() && here.date_share >= HEADING_SHARE
    };
    outline.lines().iter().zip(features).filter(is_dated).take(2).count() == 1
}

/// Tells whether two days are the same with month and day the other way round: then the order was mistaken, by us or by them.
fn is_day_with_month_first(one: &DateValue, two: &DateValue) -> bool {
    let parts = |date: &DateValue| {
        let value = date.reading.as_ref().ok()?.value.get(..10)?.to_owned();
        let mut parts = value.split('-').map(str::to_owned);
        Some((parts.next()?, parts.next()?, parts.next()?))
    };
    parts(one).zip(parts(two)).is_some_and(|((year, month, day), other)| other == (year, day, month))
}

/// Zones differ by up to 14 hours, and pages print the day of their own.
const ZONE_SECONDS: i64 = 14 * 3600;

/// In seconds.
const DAY: i64 = 24 * 3600;

/// Tells whether a visible date may mean the day of an instant. One that cannot be read without more may.
fn is_same_day(visible: &DateValue, published: &DateValue) -> bool {
    let Ok(published_at) = &published.reading else { return false };
    let is_whole = is_whole(visible);
    let Ok(visible) = &visible.reading else { return true };
    if visible.precision < Precision::Day {
        // Of the days that it may be, the first has the one order of day and month and the last the other.
        let is_near =
            |day: jiff::Timestamp| published_at.earliest.duration_since(day).as_secs().abs() <= ZONE_SECONDS + DAY;
        return is_whole && (is_near(visible.earliest) || is_near(visible.latest));
    }
    if let Some(day) = own_day(&published.text) {
        return visible.value.get(..day.len()) == Some(day);
    }
    let seconds = |instant: jiff::Timestamp| instant.as_second();
    seconds(visible.earliest) - ZONE_SECONDS <= seconds(published_at.latest)
        && seconds(published_at.earliest) <= seconds(visible.latest) + ZONE_SECONDS
}

/// The numbers of a date that has day, month and year.
const NUMBERS: usize = 3;

/// Tells whether a date has day, month and year, though it may not be told which is which.
fn is_whole(date: &DateValue) -> bool {
    date.text.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty()).count() >= NUMBERS
}

/// Gives the day that an ISO 8601 instant is written with, where it is that of the site's own clock: with an offset, or
/// without a time.
fn own_day(text: &str) -> Option<&str> {
    let text = text.trim();
    let day = text.get(..10).filter(|day| {
        day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    })?;
    let time = text.get(10..)?;
    let offset = time.rfind(['+', '-']).and_then(|at| time.get(at + 1..)).unwrap_or_default();
    let has_offset = offset.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    (time.is_empty() || has_offset).then_some(day)
}

/// Landmarks whose dates are seldom the article's.
pub(super) fn is_off(landmark: Landmark) -> bool {
    matches!(landmark, Landmark::Navigation | Landmark::Footer | Landmark::Header)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> DateValue {
        date::date(text, &Anchor::default()).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn the_day_of_an_offset_is_the_sites_own() {
        for (visible, published, same) in [
            ("18 May 2026", "2026-05-17T19:30:02+02:00", false),
            ("17 May 2026", "2026-05-17T19:30:02+02:00", true),
            ("18 May 2026", "2026-05-17T19:30:02Z", true),
            ("18 May 2026", "2026-05-17", false),
            ("May 2026", "2026-05-17", false),
            ("yesterday", "2026-05-17", true),
            ("05/03/2026", "2026-03-05", true),
            ("05/03/2026", "2026-05-03", true),
            ("05/03/2026", "2026-04-03", false),
        ] {
            assert_eq!(is_same_day(&date(visible), &date(published)), same, "{visible} {published}");
        }
    }
}

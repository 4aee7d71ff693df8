//! Clock times and zones: `14:05`, `2.30 pm`, `17h45`, `下午3:11`, `10 Uhr`, `11:04:59.250+02:00`.

use super::ingredient::{Half, Ingredient};
use super::line::Line;
use super::vocabulary::Languages;

/// A time of day as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// 0 to 23; 24 where ISO 8601 writes the end of a day so. Elsewhere 24:00 is its start, as browsers print it.
    pub(crate) hour: i8,
    /// 0 to 59, where written.
    pub(crate) minute: Option<i8>,
    /// 0 to 59, where written.
    pub(crate) second: Option<i8>,
    /// Seconds east of UTC, where written.
    pub(crate) offset: Option<i32>,
}

/// What stands around a place where a time is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Nothing says that a time follows: only a colon or am and pm make one.
    Alone,
    /// A date stands before: dots and `10h` make one too.
    Expected,
    /// A date and a word like "at" stand before: an hour alone makes one too.
    Announced,
}

/// Reads the time that starts at a token; gives it with the token after it.
pub(crate) fn clock(line: &Line, at: usize, languages: Languages, setting: Setting) -> Option<(Clock, usize)> {
    let half_of = |at: usize| {
        let half = |is| if let Ingredient::Half(half) = is { Some(half) } else { None };
        line.find(at, languages, half).map(|(half, end, _)| (half, end)).or_else(|| english_half(line, at))
    };
    let before = if line.number(at).is_some() { None } else { half_of(at) };
    let (mut half, mut next) = before.map_or((None, at), |(half, end)| (Some(half), line.after_abbreviation(end)));
    let (hour, digits) = line.number(next)?;
    if hour > 24 || digits > 2 || (next > 0 && next == at && is_glued_before(line, next)) {
        return None;
    }
    next += 1;
    let two = |at: usize| line.number(at).filter(|&(value, digits)| digits == 2 && value < 60 && !line.is_spaced(at));
    let (mut minute, mut second) = (None, None);
    let separator = line.mark(next).filter(|_| !line.is_spaced(next));
    match separator {
        Some(':' | '：' | '∶' | '.')
            if separator != Some('.') || setting != Setting::Alone || half_after_dots(line, next, languages) =>
        {
            // 6.06.2025 is a day.
            let goes_on = separator == Some('.')
                && line.mark(next + 2) == Some('.')
                && line.number(next + 3).is_some_and(|(_, digits)| digits != 2);
            if let Some((value, _)) = two(next + 1).filter(|_| !goes_on) {
                minute = Some(value);
                next += 2;
                if line.mark(next) == separator
                    && let Some((value, _)) = two(next + 1)
                {
                    second = Some(value);
                    next += 2;
                    if matches!(line.mark(next), Some('.' | ','))
                        && line.number(next + 1).is_some()
                        && !line.is_spaced(next + 1)
                    {
                        next += 2;
                    }
                }
            } else if half.is_none() {
                return None;
            }
        }
        _ => {}
    }
    if minute.is_none() && line.is_any(next, &["h", "u", "時", "时", "點", "点", "시"]) {
        let minutes = line.number(next + 1).filter(|&(value, digits)| digits <= 2 && value < 60);
        let expected = setting != Setting::Alone || half.is_some();
        if let Some((value, _)) = minutes.filter(|&(_, digits)| expected || digits == 2 && !line.is_spaced(next + 1)) {
            minute = Some(value);
            next += 2;
            if line.is_any(next, &["分", "분"]) {
                next += 1;
                if let Some((value, _)) = line.number(next).filter(|&(value, _)| value < 60)
                    && line.is_any(next + 1, &["秒", "초"])
                {
                    second = Some(value);
                    next += 2;
                }
            }
        } else if expected {
            next += 1;
        } else {
            return None;
        }
        half = half.or_else(|| {
            half_of(next).map(|(half, end)| {
                next = end;
                half
            })
        });
    } else {
        if half.is_none()
            && let Some((found, end)) = half_of(next)
        {
            (half, next) = (Some(found), end);
        }
        let named = line.is_any(next, &["h", "uhr", "hrs"]);
        let announced = setting == Setting::Announced && is_whole(line, next);
        if minute.is_none() && half.is_none() && !announced && !(named && setting != Setting::Alone) {
            return None;
        }
        if named {
            next += 1;
        }
    }
    let hour = match half {
        Some(Half::Morning | Half::Night) if hour == 12 => 0,
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Noon) if hour < 9 => hour + 12,
        Some(Half::Night) if (6..12).contains(&hour) => hour + 12,
        _ => hour % 24,
    };
    let (offset, end) = zone(line, next).map_or((None, next), |(offset, end)| (Some(offset), end));
    let small = |value: u64| i8::try_from(value).unwrap_or_default();
    Some((Clock { hour: small(hour), minute: minute.map(small), second: second.map(small), offset }, end))
}

/// Tells whether a number ends at a token: no decimals, signs or letters go on with it.
fn is_whole(line: &Line, end: usize) -> bool {
    let glued_number = line.mark(end).is_some() && line.number(end + 1).is_some() && !line.is_spaced(end + 1);
    line.is_spaced(end)
        || !line.is_word(end) && !glued_number && !matches!(line.mark(end), Some('%' | '°' | '$' | '€' | '£'))
}

/// Tells whether `.` and two digits are followed by am or pm, which makes them a time without further signs.
fn half_after_dots(line: &Line, dot: usize, languages: Languages) -> bool {
    let half = |is| matches!(is, Ingredient::Half(_)).then_some(());
    english_half(line, dot + 2).is_some() || line.find(dot + 2, languages, half).is_some() && line.is_word(dot + 2)
}

/// Reads `am`, `a.m.`, `PM`, which every language borrows.
fn english_half(line: &Line, at: usize) -> Option<(Half, usize)> {
    // Most words are longer.
    if !line.is_word(at) || line.text_of(at).len() > 2 {
        return None;
    }
    if line.is_any(at, &["am"]) {
        return Some((Half::Morning, at + 1));
    }
    if line.is_any(at, &["pm"]) {
        return Some((Half::Afternoon, at + 1));
    }
    let half = if line.is_any(at, &["a"]) { Half::Morning } else { Half::Afternoon };
    let written = line.is_any(at, &["a", "p"]) && line.mark(at + 1) == Some('.') && line.is_any(at + 2, &["m"]);
    written.then(|| (half, at + 3 + usize::from(line.mark(at + 3) == Some('.'))))
}

/// Tells whether a number is the tail of a longer one: the `30` of `10:30`, of `$30`, of `1,30`.
pub(crate) fn is_glued_before(line: &Line, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    if line.is_spaced(at) {
        return false;
    }
    // Azerbaijani parts a year from a time so: 2015/23:33.
    let year = |at: usize| line.number(at).is_some_and(|(_, digits)| digits == 4);
    if line.mark(before) == Some('/') && line.mark(at + 1) == Some(':') && before.checked_sub(1).is_some_and(year) {
        return false;
    }
    match line.mark(before) {
        Some(':' | '.' | ',' | '/' | '-' | '+' | '$' | '€' | '£' | '#' | '_' | '=') => {
            before.checked_sub(1).is_some_and(|earlier| line.number(earlier).is_some() && !line.is_spaced(before))
                || matches!(line.mark(before), Some('$' | '€' | '£' | '#' | '_' | '='))
        }
        _ => false,
    }
}

/// Hours east of UTC of the abbreviations that mean one zone wherever they are printed.
const ZONES: [(&str, i32); 17] = [
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 1),
    ("CET", 1),
    ("CEST", 2),
    ("EET", 2),
    ("EEST", 3),
    ("MSK", 3),
    ("JST", 9),
    ("EST", -5),
    ("EDT", -4),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
];

/// Reads a zone: `Z`, `+02:00`, `-0530`, `GMT+1`, `CET`. Gives seconds east of UTC and the token after it.
fn zone(line: &Line, at: usize) -> Option<(i32, usize)> {
    const HOUR: i32 = 3600;
    let word = line.text_of(at);
    let named = ZONES.iter().find(|&&(name, _)| name == word);
    if let Some(&(name, hours)) = named {
        let more = if matches!(name, "UTC" | "GMT") { offset(line, at + 1, true) } else { None };
        return Some(more.unwrap_or((hours * HOUR, at + 1)));
    }
    offset(line, at, false)
}

/// Reads `+02:00`, `-0530`, and after `GMT` also `+2`.
fn offset(line: &Line, at: usize, after_name: bool) -> Option<(i32, usize)> {
    let sign = match line.mark(at)? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let (value, digits) = line.number(at + 1).filter(|_| !line.is_spaced(at + 1))?;
    let value = i32::try_from(value).ok()?;
    let minutes = line.number(at + 3).filter(|&(value, digits)| digits == 2 && value < 60);
    let (hours, minutes, end) = match (digits, line.mark(at + 2), minutes) {
        (4, ..) => (value / 100, value % 100, at + 2),
        (1 | 2, Some(':'), Some((minutes, _))) => (value, i32::try_from(minutes).ok()?, at + 4),
        (2, ..) if !line.is_spaced(at) => (value, 0, at + 2),
        (1 | 2, ..) if after_name => (value, 0, at + 2),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 3600 + minutes * 60), end))
}

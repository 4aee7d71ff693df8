//! How many: counts in digits, with the signs that group them and the point before their fraction.

use super::clock;
use super::line::Line;

/// A number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    /// The whole part.
    pub(crate) value: u32,
    /// The part behind the point.
    pub(crate) hundredths: u8,
    /// One past the last token.
    pub(crate) end: usize,
}

impl Count {
    /// Gives a whole number that was said with words.
    pub(crate) fn of(value: u32) -> Self {
        Self { value, hundredths: 0, end: 0 }
    }
}

/// The most digits of a count that are not grouped: 99999 seconds.
const MOST_DIGITS: u8 = 5;
/// How many digits a group has; a point before fewer is that of a fraction.
const GROUP: u8 = 3;

/// Reads a count that starts at a token: `3`, `1,000`, `1 000`, `2.5`, `2½`.
pub(crate) fn count(line: &Line, at: usize) -> Option<Count> {
    let (value, digits) = line.number(at)?;
    if digits > MOST_DIGITS || clock::is_glued_before(line, at) && line.mark(at.wrapping_sub(1)) != Some('-') {
        return None;
    }
    let mut count = Count { value: u32::try_from(value).ok()?, hundredths: 0, end: at + 1 };
    let sign = line.mark(count.end);
    let may_be_grouped = digits <= GROUP && value > 0;
    while let Some((group, after)) = group(line, count.end, sign).filter(|_| may_be_grouped) {
        count.value = count.value.checked_mul(1000)?.checked_add(group)?;
        count.end = after;
    }
    let is_whole = count.end > at + 1;
    if is_whole && line.mark(count.end) == sign && sign.is_some() && glued_number(line, count.end + 1).is_some() {
        return None;
    }
    match line.mark(count.end).filter(|_| !line.is_spaced(count.end)) {
        Some('½') => (count.hundredths, count.end) = (50, count.end + 1),
        Some('.' | ',' | '٫') if !is_whole => match glued_number(line, count.end + 1) {
            Some((tenths, 1)) => (count.hundredths, count.end) = (tenths * 10, count.end + 2),
            Some((hundredths, 2)) => (count.hundredths, count.end) = (hundredths, count.end + 2),
            _ => {}
        },
        _ => {}
    }
    Some(count)
}

/// Reads a group of three digits after the sign that groups go by, or after a space that does not break.
fn group(line: &Line, at: usize, sign: Option<char>) -> Option<(u32, usize)> {
    let three = |at: usize| {
        let (value, _) = line.number(at).filter(|&(_, digits)| digits == GROUP)?;
        Some((u32::try_from(value).ok()?, at + 1))
    };
    let is_sign = matches!(sign, Some(',' | '.' | '\'' | '’' | '٬')) && line.mark(at) == sign;
    if is_sign && !line.is_spaced(at) && !line.is_spaced(at + 1) {
        return three(at + 1);
    }
    let (end, _) = line.bytes(at, at + 1);
    let (_, before) = line.bytes(at.checked_sub(1)?, at);
    let gap = line.between(before, end);
    if matches!(gap, "\u{A0}" | "\u{202F}" | "\u{2009}") { three(at) } else { None }
}

/// Gives a number of at most two digits with how many they are, where no space stands before it.
fn glued_number(line: &Line, at: usize) -> Option<(u8, u8)> {
    let (value, digits) = line.number(at).filter(|_| !line.is_spaced(at))?;
    Some((u8::try_from(value).unwrap_or(u8::MAX), digits))
}

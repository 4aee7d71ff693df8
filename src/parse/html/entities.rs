//! Character references: `&amp;`, `&#8217;`, `&#x2019;`, and the old names that need no semicolon.
//!
//! `entities.txt` lists the named references of the HTML standard, one a line: the name as written after `&`, then its
//! code points in hexadecimal; sorted by bytes.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr2;

/// No reference is longer, `&` not counted (`CounterClockwiseContourIntegral;`).
const LONGEST_NAME: usize = 32;
/// No name that may stand without a semicolon is longer (`Aacute`).
const LONGEST_BARE_NAME: usize = 6;

/// The names, with the characters they stand for: one, seldom two.
static NAMES: LazyLock<Vec<(&str, [char; 2])>> = LazyLock::new(|| {
    let read = |code: &str| u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
    include_str!("entities.txt")
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(' ');
            let name = parts.next()?;
            Some((name, [read(parts.next()?)?, parts.next().and_then(read).unwrap_or('\0')]))
        })
        .collect()
});

fn named(name: &str) -> Option<[char; 2]> {
    let index = NAMES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    NAMES.get(index).map(|(_, characters)| *characters)
}

/// Where text stands decides how an unfinished reference is read: `&copy=1` in an address is not a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Attribute,
}

/// A reference at the start of a text: its length in bytes and what it stands for; a second character of `\0` is none.
pub(super) fn reference(text: &str, place: Place) -> Option<(usize, [char; 2])> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'&') {
        return None;
    }
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes);
    }
    let name = text.get(1..)?;
    let length = name.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    if length == 0 {
        return None;
    }
    if name.as_bytes().get(length) == Some(&b';')
        && let Some(characters) = named(name.get(..=length)?)
    {
        return Some((length + 2, characters));
    }
    for length in (2..=length.min(LONGEST_BARE_NAME)).rev() {
        if let Some(characters) = named(name.get(..length)?) {
            let next = name.as_bytes().get(length);
            let is_part_of_word = next.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
            return (place == Place::Text || !is_part_of_word).then_some((length + 1, characters));
        }
    }
    None
}

fn numeric(bytes: &[u8]) -> Option<(usize, [char; 2])> {
    let (radix, start) = if matches!(bytes.get(2), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
    let mut code = 0_u32;
    let mut at = start;
    while let Some(digit) = bytes.get(at).and_then(|byte| char::from(*byte).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    let length = if bytes.get(at) == Some(&b';') { at + 1 } else { at };
    let character = match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => windows_1252(code),
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((length, [character, '\0']))
}

/// Pages number the characters of this range as Windows does.
fn windows_1252(code: u32) -> char {
    let byte = [code as u8];
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Decodes the references of a text and drops NUL characters, which browsers do not show.
pub(super) fn decode(text: &str, place: Place) -> Cow<'_, str> {
    let Some(first) = memchr2(b'&', 0, text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    let mut next = Some(first);
    while let Some(at) = next {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        let length = match reference(from, place) {
            Some((length, [first, second])) => {
                decoded.push(first);
                if second != '\0' {
                    decoded.push(second);
                }
                length
            }
            None if from.starts_with('&') => {
                decoded.push('&');
                1
            }
            None => 1,
        };
        rest = from.get(length..).unwrap_or_default();
        next = memchr2(b'&', 0, rest.as_bytes());
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Gives the part of a text between its first and its last visible character, as byte range.
pub(super) fn visible_range(text: &str, is_blank: fn(char) -> bool) -> std::ops::Range<usize> {
    let mut visible: Option<std::ops::Range<usize>> = None;
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(character) = rest.chars().next()
    {
        let (length, is_visible) = match reference(rest, Place::Text) {
            Some((length, [first, second])) => (length, !is_blank(first) || (second != '\0' && !is_blank(second))),
            None => (character.len_utf8(), !is_blank(character)),
        };
        if is_visible {
            visible = Some(visible.map_or(at, |range| range.start)..at + length);
        }
        at += length;
    }
    visible.unwrap_or(0..0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_as_browsers_decode_them() {
        for (text, decoded) in [
            ("a&amp;b", "a&b"),
            ("&#8217;&#x2019;&#146;", "’’’"),
            ("&copy2 &notit; &notin;", "©2 ¬it; ∉"),
            ("&unknown; & &; &# &#x;", "&unknown; & &; &# &#x;"),
            ("&#0;&#xD800;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&NotEqualTilde;", "≂̸"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(decode(text, Place::Text), decoded, "{text}");
        }
        assert_eq!(decode("?a=1&copy=2&amp;b&lt;", Place::Attribute), "?a=1&copy=2&b<");
    }

    #[test]
    fn the_visible_part_starts_and_ends_with_visible_characters() {
        for (text, visible) in [(" &nbsp; a &amp; b&#160;\n", "a &amp; b"), ("&nbsp;", ""), ("  ", ""), (" x ", "x")] {
            assert_eq!(&text[visible_range(text, crate::outline::is_blank)], visible, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert_eq!(NAMES.len(), 2231);
        assert!(NAMES.is_sorted_by(|left, right| left.0 < right.0));
    }
}

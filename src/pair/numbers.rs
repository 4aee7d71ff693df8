//! Numbers in prose, in one form whatever the language writes: digits of any script, separators of any locale.

use std::ops::Range;

/// A number: its canonical form and its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Digits of ASCII, a point before decimals, points between the parts of a version.
    pub(super) text: String,
    /// What it is if the power behind it is none but the word for "only".
    pub(super) bare: Option<String>,
    pub(super) at: Range<usize>,
}

/// The zeros of the decimal digits of scripts in use (Unicode, general category Nd).
const ZEROS: &[char] = &[
    '0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}',
    '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{ff10}',
];

/// Reads all numbers. Digits inside a word (`utf8`, `H2O`) and in addresses are none.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let mut before = ' ';
    let mut at = 0;
    let mut address_end = 0;
    let mut number_end = None;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if digit(character).is_none() {
            if character == ':' && text.get(at..).is_some_and(|rest| rest.starts_with("://")) {
                let rest = text.get(at..).unwrap_or_default();
                address_end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
            }
            before = character;
            at += character.len_utf8();
            continue;
        }
        let (read, read_end) = read(text, at);
        let (number, end) = powered(text, read.clone(), read_end);
        // The minutes of `17h30`, or of `17u30`.
        let is_behind_hours = matches!(before, 'h' | 'H' | 'u') && number_end == at.checked_sub(before.len_utf8());
        number_end = Some(end);
        if (!is_inside_word(before) || is_behind_hours) && at >= address_end {
            let bare = (text.get(read_end..end) == Some(ONLY)).then_some(read);
            found.push(Number { text: number, bare, at: at..end });
        }
        before = '0';
        at = end;
    }
    found
}

/// Words for powers of ten that are no thousand, million and so on, as they stand behind a number: of ten thousands in East
/// Asia, of hundred thousands in South Asia.
const POWERS: &[(&str, u32)] = &[
    ("万", 4),
    ("萬", 4),
    ("만", 4),
    ("億", 8),
    ("亿", 8),
    ("억", 8),
    ("lakh", 5),
    ("crore", 7),
    ("लाख", 5),
    ("करोड़", 7),
    ("করোড়", 7),
    ("কোটি", 7),
    ("লাখ", 5),
    ("لاکھ", 5),
    ("کروڑ", 7),
];

/// The Korean power that is also the word for "only": `3만` is thirty thousand, or only three.
const ONLY: &str = "만";

/// Multiplies a number that ends at `end` by the powers that follow it, and adds what follows these: `3億5000万`.
fn powered(text: &str, number: String, end: usize) -> (String, usize) {
    let Some((mut sum, mut end)) = power(text, &number, end) else { return (number, end) };
    while let Some(more) = text.get(end..).filter(|rest| rest.chars().next().is_some_and(|c| digit(c).is_some())) {
        let (number, after) = read(more, 0);
        let (number, after) = power(text, &number, end + after).unwrap_or((number, end + after));
        let total = sum.parse::<u64>().ok().zip(number.parse::<u64>().ok()).and_then(|(one, two)| one.checked_add(two));
        let Some(total) = total else { break };
        (sum, end) = (total.to_string(), after);
    }
    (sum, end)
}

/// Multiplies a number by the power that follows it, where one does.
fn power(text: &str, number: &str, end: usize) -> Option<(String, usize)> {
    let rest = text.get(end..)?;
    let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
    let (word, power) = POWERS.iter().find(|(word, _)| trimmed.starts_with(word))?;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let zeros = (*power as usize).checked_sub(decimals.len()).filter(|_| !decimals.contains('.'))?;
    let shifted = format!("{whole}{decimals}{}", "0".repeat(zeros));
    Some((shifted, end + (rest.len() - trimmed.len()) + word.len()))
}

/// Letters of alphabets; scripts without spaces write numbers between their letters.
fn is_inside_word(before: char) -> bool {
    before == '_' || before.is_alphabetic() && u32::from(before) < 0xe00
}

fn digit(character: char) -> Option<char> {
    if character.is_ascii() {
        return character.is_ascii_digit().then_some(character);
    }
    let value =
        ZEROS.iter().find_map(|&zero| u32::from(character).checked_sub(u32::from(zero)).filter(|&value| value < 10))?;
    char::from_digit(value, 10)
}

/// Reads the number that starts at `at`: its canonical form and where it ends.
fn read(text: &str, at: usize) -> (String, usize) {
    let mut groups = vec![String::new()];
    let mut separators: Vec<char> = Vec::new();
    let mut end = at;
    let mut pending: Option<char> = None;
    for (offset, character) in text.get(at..).unwrap_or_default().char_indices() {
        if let Some(digit) = digit(character) {
            if let Some(separator) = pending.take() {
                separators.push(separator);
                groups.push(String::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push(digit);
            }
            end = at + offset + character.len_utf8();
        } else if pending.is_none()
            && let Some(separator) = separator(character)
            && may_follow(separator, text.get(at + offset + character.len_utf8()..).unwrap_or_default(), &groups)
        {
            pending = Some(separator);
        } else {
            break;
        }
    }
    (canonical(&groups, &separators), end)
}

/// Gives the separator that a character is: `.`, `,`, `'` or a space.
fn separator(character: char) -> Option<char> {
    match character {
        '.' | '\u{66b}' => Some('.'),
        ',' | '\u{66c}' | '\u{ff0c}' => Some(','),
        '\'' | '\u{2019}' => Some('\''),
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => Some(' '),
        _ => None,
    }
}

/// Tells whether a separator parts digits of one number: at once followed by a digit, and, where it is one that also parts
/// numbers, by exactly three.
fn may_follow(separator: char, rest: &str, groups: &[String]) -> bool {
    let follow = rest.chars().take_while(|&c| digit(c).is_some()).count();
    if matches!(separator, ' ' | '\'') {
        let is_first_short = groups.first().is_some_and(|group| group.len() <= 3);
        return follow == 3 && is_first_short && groups.iter().skip(1).all(|group| group.len() == 3);
    }
    follow > 0
}

fn canonical(groups: &[String], separators: &[char]) -> String {
    let is_thousands = |separators: &[char], groups: &[String]| {
        groups.first().is_some_and(|first| first.len() <= 3 && !first.starts_with('0'))
            && groups.iter().skip(1).all(|group| group.len() == 3)
            && separators.windows(2).all(|two| two.first() == two.last())
    };
    let (Some(last), Some(before)) = (separators.last(), separators.split_last().map(|(_, rest)| rest)) else {
        return groups.concat();
    };
    if is_thousands(separators, groups) {
        return groups.concat();
    }
    let Some((decimals, whole)) = groups.split_last() else { return String::new() };
    if matches!(last, '.' | ',') && !before.contains(last) && is_thousands(before, whole) {
        return format!("{}.{decimals}", whole.concat());
    }
    groups.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Vec<String> {
        numbers(text).into_iter().map(|number| number.text).collect()
    }

    #[test]
    fn forms_of_all_locales_are_one() {
        for text in ["1,000.5", "1.000,5", "1 000,5", "1\u{202f}000,5", "1'000.5", "١٬٠٠٠٫٥", "१,०००.५"]
        {
            assert_eq!(read_all(text), ["1000.5"], "{text}");
        }
        assert_eq!(read_all("3,14 og 10.000 og 1.234.567"), ["3.14", "10000", "1234567"]);
        assert_eq!(read_all("18.2.0, 2024-11-03, 12:30"), ["18.2.0", "2024", "11", "03", "12", "30"]);
        assert_eq!(read_all("2024年11月3日"), ["2024", "11", "3"]);
    }

    #[test]
    fn powers_that_other_languages_do_not_name_are_multiplied() {
        for (text, number) in [
            ("200万", "2000000"),
            ("1.5万人", "15000"),
            ("3億5000万円", "350000000"),
            ("12 लाख", "1200000"),
            ("5억", "500000000"),
            ("2 crore people", "20000000"),
            ("1.23456万", "1.23456"),
        ] {
            assert_eq!(read_all(text), [number], "{text}");
        }
    }

    #[test]
    fn the_word_for_only_may_stand_behind_a_number() {
        let bare = |text: &str| numbers(text).into_iter().filter_map(|number| number.bare).collect::<Vec<_>>();
        assert_eq!(bare("파이썬 3만 지원"), ["3"]);
        assert!(bare("3만5000원, 3 만, 3억, 3万").is_empty());
    }

    #[test]
    fn digits_of_words_and_addresses_are_none() {
        assert_eq!(read_all("utf8, H2O, React18 and https://example.org/2024/1 but 42px"), ["42"]);
        assert_eq!(read_all("in 2020, 100 people"), ["2020", "100"]);
    }
}

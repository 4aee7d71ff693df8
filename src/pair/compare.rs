//! What two aligned sections do not have in common although they should: numbers, links, images, code.

use std::collections::BTreeMap;

use super::inline::Whole;
use super::links::Anchors;
use super::{code, inline, links, units};
use crate::paired::About;
use crate::skeleton::{Bone, Fact, FactKind};

/// What of two sections has no partner.
#[derive(Debug)]
pub(super) struct Unlike<'a> {
    pub(super) about: About,
    pub(super) missing: Vec<&'a Fact>,
    pub(super) extra: Vec<&'a Fact>,
}

/// Compares two sections that are the same in two languages; `whole` is the code of the page of the original.
pub(super) fn compare<'a>(
    (original, whole): (&'a Bone, &mut Whole<'_>),
    other: &'a Bone,
    anchors: Anchors,
) -> Vec<Unlike<'a>> {
    let lines = |bone: &'a Bone| bone.facts(FactKind::Code).collect::<Vec<_>>();
    let mut code = code::unlike(&lines(original), &lines(other));
    if code.missing.is_empty() && code.extra.is_empty() {
        code = inline::unlike(original, other, whole);
    }
    let all = [
        numbers(original, other),
        targets(original, other, anchors),
        images(original, other),
        Unlike { about: About::Code, missing: code.missing, extra: code.extra },
    ];
    all.into_iter().filter(|unlike| !unlike.missing.is_empty() || !unlike.extra.is_empty()).collect()
}

/// Takes out of both lists what is equal by `key`, as often as both have it.
fn without_equal<'a>(
    original: Vec<&'a Fact>,
    other: Vec<&'a Fact>,
    key: impl Fn(&Fact) -> String,
) -> (Vec<&'a Fact>, Vec<&'a Fact>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for fact in &original {
        *counts.entry(key(fact)).or_default() += 1;
    }
    let mut take = |fact: &&Fact| match counts.get_mut(&key(fact)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let extra: Vec<&Fact> = other.into_iter().filter(&mut take).collect();
    // What is still counted has no partner; the last ones of equal facts are left.
    let mut missing: Vec<&Fact> = Vec::new();
    for fact in original.into_iter().rev() {
        if let Some(count) = counts.get_mut(&key(fact)).filter(|count| **count > 0) {
            *count -= 1;
            missing.push(fact);
        }
    }
    missing.reverse();
    (missing, extra)
}

/// How many pairs of facts of two sections are compared; sections that differ in more are not the same.
const MOST_COMPARED: usize = 40_000;

/// Takes out pairs that `may_be` the same.
fn without_pairs<'a>(missing: &mut Vec<&'a Fact>, extra: &mut Vec<&'a Fact>, may_be: impl Fn(&Fact, &Fact) -> bool) {
    if missing.len() * extra.len() > MOST_COMPARED {
        return;
    }
    missing.retain(|one| match extra.iter().position(|other| may_be(one, other)) {
        Some(at) => {
            extra.remove(at);
            false
        }
        None => true,
    });
}

/// Finds the facts of a kind that only one of two sections has: partners are equal by `key`, or one `may_be` the other.
fn unpaired<'a>(
    (original, other): (&'a Bone, &'a Bone),
    about: About,
    counts: impl Fn(&Fact) -> bool,
    key: impl Fn(&Fact) -> String,
    may_be: impl Fn(&Fact, &Fact) -> bool,
) -> Unlike<'a> {
    let list = |facts: &'a [Fact]| facts.iter().filter(|fact| counts(fact)).collect::<Vec<_>>();
    let (mut missing, mut extra) = without_equal(list(&original.facts), list(&other.facts), &key);
    without_pairs(&mut missing, &mut extra, &may_be);
    // What stands in a line that nobody misses is there all the same.
    (missing, _) = without_equal(missing, list(&other.aside), &key);
    (_, extra) = without_equal(list(&original.aside), extra, &key);
    Unlike { about, missing, extra }
}

fn numbers<'a>(original: &'a Bone, other: &'a Bone) -> Unlike<'a> {
    let mut unlike = unpaired(
        (original, other),
        About::Number,
        |fact| fact.kind == FactKind::Number,
        |fact| fact.text.clone(),
        |one, two| is_rewritten(&one.text, &two.text),
    );
    let Unlike { missing, extra, .. } = &mut unlike;
    let quantity = |bone: &'a Bone, number: &Fact| {
        bone.facts(FactKind::Quantity).find(|fact| fact.span == number.span).map(|fact| fact.text.as_str())
    };
    without_pairs(missing, extra, |one, two| {
        let (first, second) = (quantity(original, one), quantity(other, two));
        // A quantity without a unit is the other reading of a number.
        let is_read_otherwise = first == Some(two.text.as_str()) || second == Some(one.text.as_str());
        is_read_otherwise || first.zip(second).is_some_and(|(one, two)| units::are_same(one, two))
    });
    without_parts(missing, extra);
    without_parts(extra, missing);
    // Small numbers are written as words as often as not.
    let is_telling = |fact: &&Fact| fact.text.len() > 1;
    missing.retain(is_telling);
    extra.retain(is_telling);
    // A small number on one side only may stand in words on the other: the name of a month, an hour, a count.
    if missing.is_empty() || extra.is_empty() {
        let is_large = |fact: &&Fact| !fact.text.parse().is_ok_and(|value: u32| value <= LARGEST_IN_WORDS);
        missing.retain(is_large);
        extra.retain(is_large);
    }
    unlike
}

/// Takes out times and days that one side writes with points (`17.30`, `14.7.2024`), and their parts on the other side. Hours
/// count from noon too, full hours have no minutes, and months have names.
fn without_parts(whole: &mut Vec<&Fact>, apart: &mut Vec<&Fact>) {
    if whole.len() * apart.len() > MOST_COMPARED {
        return;
    }
    whole.retain(|fact| {
        let Some(parts) = parts(&fact.text) else { return true };
        let mut left = apart.clone();
        let is_there = parts.into_iter().all(|(part, value)| {
            let is_same = |text: &str| match (part, text.parse::<u32>()) {
                (Part::Hour, Ok(other)) => other == value || other.abs_diff(value) == 12,
                (Part::Year, Ok(other)) => other == value || other % 100 == value % 100 && other.min(value) < 100,
                (_, Ok(other)) => other == value,
                (_, Err(_)) => false,
            };
            let at = left.iter().position(|other| is_same(&other.text));
            at.map(|at| left.remove(at)).is_some()
                || match part {
                    Part::Minute => value == 0,
                    Part::Month => true,
                    Part::Day | Part::Year | Part::Hour => false,
                }
        });
        if is_there {
            *apart = left;
        }
        !is_there
    });
}

/// What a number between points says of a time or a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Hour,
    Minute,
    Day,
    Month,
    Year,
}

/// Takes a time or a day in canonical form apart.
fn parts(text: &str) -> Option<Vec<(Part, u32)>> {
    let numbers: Vec<u32> = text.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let has_minutes = text.split('.').nth(1).is_some_and(|minutes| minutes.len() == 2);
    match *numbers.as_slice() {
        [hour @ 0..24, minute @ 0..60] if has_minutes => Some(vec![(Part::Hour, hour), (Part::Minute, minute)]),
        [day @ 1..=31, month @ 1..=12, year @ (0..100 | 1000..3000)] => {
            Some(vec![(Part::Year, year), (Part::Day, day), (Part::Month, month)])
        }
        _ => None,
    }
}

/// Numbers up to this one are written in words as often as in digits, and months have names.
const LARGEST_IN_WORDS: u32 = 12;

/// Words for zeros that languages have for themselves: thousand, million and so on. Other powers (万, lakh) are read with their number.
const ZEROS_IN_WORDS: [usize; 4] = [3, 6, 9, 12];

/// Tells whether one number may be another way to write the other: thousands and millions in words, hours of half a day, a
/// year without its century, zeros that say nothing.
fn is_rewritten(one: &str, other: &str) -> bool {
    let (Some(first), Some(second)) = (Decimal::of(one), Decimal::of(other)) else { return false };
    if first.digits == second.digits {
        let power = (first.zeros + second.decimals).abs_diff(second.zeros + first.decimals);
        return power == 0 || ZEROS_IN_WORDS.contains(&power);
    }
    let (Ok(one), Ok(other)) = (one.parse::<u32>(), other.parse::<u32>()) else { return false };
    let (few, many) = (one.min(other), one.max(other));
    few <= 12 && many == few + 12 || few < 100 && (1900..2100).contains(&many) && many % 100 == few
}

/// A number as digits without zeros around them, and what tells the power of ten that the last of them stands for.
#[derive(Debug)]
struct Decimal {
    digits: String,
    /// How many zeros were behind them, decimals or not.
    zeros: usize,
    decimals: usize,
}

impl Decimal {
    /// Reads a number in canonical form; versions, which have several points, are none.
    fn of(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if decimals.contains('.') {
            return None;
        }
        let all = format!("{whole}{decimals}");
        let digits = all.trim_end_matches('0');
        let zeros = all.len() - digits.len();
        let digits = digits.trim_start_matches('0');
        (!digits.is_empty()).then(|| Self { digits: digits.to_owned(), zeros, decimals: decimals.len() })
    }
}

fn targets<'a>(original: &'a Bone, other: &'a Bone, anchors: Anchors) -> Unlike<'a> {
    unpaired(
        (original, other),
        About::Link,
        |fact| fact.kind == FactKind::Link && !fact.text.starts_with('#') && !fact.text.is_empty(),
        |fact| links::anywhere(&fact.text),
        |one, two| links::is_localised(&one.text, &two.text, anchors),
    )
}

fn images<'a>(original: &'a Bone, other: &'a Bone) -> Unlike<'a> {
    unpaired(
        (original, other),
        About::Image,
        |fact| fact.kind == FactKind::Image,
        |fact| links::path(&fact.text),
        |one, two| links::is_same_file(&one.text, &two.text),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn are_same(original: &[&str], other: &[&str]) -> bool {
        let fact = |text: &&str| Fact { kind: FactKind::Number, text: (*text).to_owned(), span: Span::default() };
        let (one, two): (Vec<Fact>, Vec<Fact>) =
            (original.iter().map(fact).collect(), other.iter().map(fact).collect());
        let (mut missing, mut extra): (Vec<&Fact>, Vec<&Fact>) = (one.iter().collect(), two.iter().collect());
        without_parts(&mut missing, &mut extra);
        without_parts(&mut extra, &mut missing);
        missing.is_empty() && extra.is_empty()
    }

    #[test]
    fn times_and_days_with_points_are_their_parts() {
        assert!(are_same(&["17", "30"], &["17.30"]));
        assert!(are_same(&["5", "30"], &["17.30"]));
        assert!(are_same(&["17.00"], &["5"]));
        assert!(are_same(&["2024", "07", "14"], &["14.07.2024"]));
        assert!(are_same(&["14", "2024"], &["14.7.2024"]));
        assert!(!are_same(&["17", "30"], &["17.45"]));
        assert!(!are_same(&["2024", "07", "14"], &["15.07.2024"]));
        assert!(!are_same(&["30"], &["17.30"]));
    }
}

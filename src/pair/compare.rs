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

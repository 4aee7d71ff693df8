//! What two aligned sections do not have in common although they should: numbers, links, images, code.

use std::collections::BTreeMap;

use super::{code, links};
use crate::paired::About;
use crate::skeleton::{Bone, Fact, FactKind};

/// What of two sections has no partner.
#[derive(Debug)]
pub(super) struct Unlike<'a> {
    pub(super) about: About,
    pub(super) missing: Vec<&'a Fact>,
    pub(super) extra: Vec<&'a Fact>,
}

/// Compares two sections that are the same in two languages.
pub(super) fn compare<'a>(original: &'a Bone, other: &'a Bone) -> Vec<Unlike<'a>> {
    let lines = |bone: &'a Bone| bone.facts(FactKind::Code).collect::<Vec<_>>();
    let code = code::unlike(&lines(original), &lines(other));
    let all = [
        numbers(original, other),
        targets(original, other),
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

fn numbers<'a>(original: &'a Bone, other: &'a Bone) -> Unlike<'a> {
    let list = |bone: &'a Bone| bone.facts(FactKind::Number).collect();
    let (mut missing, mut extra) = without_equal(list(original), list(other), |fact| fact.text.clone());
    without_pairs(&mut missing, &mut extra, |one, two| is_rewritten(&one.text, &two.text));
    // Small numbers are written as words as often as not.
    let is_telling = |fact: &&Fact| fact.text.len() > 1;
    missing.retain(is_telling);
    extra.retain(is_telling);
    // A small number on one side only may stand in words on the other: the name of a month, an hour, a count.
    if missing.is_empty() || extra.is_empty() {
        let is_large = |fact: &&Fact| fact.text.parse::<u32>().is_ok_and(|value| value > LARGEST_IN_WORDS);
        missing.retain(is_large);
        extra.retain(is_large);
    }
    Unlike { about: About::Number, missing, extra }
}

/// Numbers up to this one, days of a month among them, are often written in words.
const LARGEST_IN_WORDS: u32 = 31;

/// Tells whether one number may be another way to write the other: zeros for words (million, 万), hours of half a day, a
/// year without its century, leading zeros.
fn is_rewritten(one: &str, other: &str) -> bool {
    let trim = |text: &str| text.trim_start_matches('0').trim_end_matches('0').replace('.', "");
    if trim(one) == trim(other) && !trim(one).is_empty() {
        return true;
    }
    let (Ok(one), Ok(other)) = (one.parse::<u32>(), other.parse::<u32>()) else { return false };
    let (few, many) = (one.min(other), one.max(other));
    few <= 12 && many == few + 12 || few < 100 && (1900..2100).contains(&many) && many % 100 == few
}

fn targets<'a>(original: &'a Bone, other: &'a Bone) -> Unlike<'a> {
    let list = |bone: &'a Bone| {
        let is_elsewhere = |fact: &&Fact| !fact.text.starts_with('#') && !fact.text.is_empty();
        bone.facts(FactKind::Link).filter(is_elsewhere).collect::<Vec<_>>()
    };
    let (mut missing, mut extra) = without_equal(list(original), list(other), |fact| links::anywhere(&fact.text));
    without_pairs(&mut missing, &mut extra, |one, two| links::is_localised(&one.text, &two.text));
    Unlike { about: About::Link, missing, extra }
}

fn images<'a>(original: &'a Bone, other: &'a Bone) -> Unlike<'a> {
    let list = |bone: &'a Bone| bone.facts(FactKind::Image).collect::<Vec<_>>();
    let (mut missing, mut extra) = without_equal(list(original), list(other), |fact| links::path(&fact.text));
    without_pairs(&mut missing, &mut extra, |one, two| links::is_same_file(&one.text, &two.text));
    Unlike { about: About::Image, missing, extra }
}

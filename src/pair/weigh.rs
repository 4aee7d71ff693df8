//! How much speaks for two sections being the same in two languages: what they share, weighed by how rare it is on the two
//! pages, how long they are, and how deep.

use std::collections::BTreeMap;

use crate::paired::Evidence;
use crate::skeleton::{Bone, Fact, FactKind, Skeleton};
use crate::words;

/// A token that stands in so many sections that it would make more pairs than this tells nothing, and costs much.
const MOST_PAIRS: usize = 1600;

/// Two sections share these: how much, of all that they have.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Shared {
    pub(super) facts: f32,
    pub(super) cognates: f32,
}

/// What is known of the sections of two pages.
#[derive(Debug)]
pub(super) struct Weights {
    originals: Side,
    others: Side,
    /// For each section of the original, the sections of the page that share anything, ascending.
    shared: Vec<Vec<(u32, Shared)>>,
    /// The logarithm of how many letters the page has for one of the original.
    ratio: f32,
}

#[derive(Debug, Default)]
struct Side {
    levels: Vec<u8>,
    are_soft: Vec<bool>,
    letters: Vec<f32>,
    ids: Vec<u64>,
    /// What its facts and cognates weigh.
    facts: Vec<f32>,
    cognates: Vec<f32>,
}

/// Tokens with how often each stands in a section, or sections with how often a token stands in each.
type Bag = Vec<(u32, f32)>;

fn bag(mut hashes: Vec<u32>) -> Bag {
    hashes.sort_unstable();
    let mut bag: Bag = Vec::new();
    for hash in hashes {
        match bag.last_mut() {
            Some((last, count)) if *last == hash => *count += 1.0,
            _ => bag.push((hash, 1.0)),
        }
    }
    bag
}

/// Gives the facts of a section as hashes: a link by what it leads to in any language.
pub(super) fn fact_hashes(bone: &Bone) -> impl Iterator<Item = u32> + '_ {
    // Single digits and single signs stand everywhere.
    let is_term = |fact: &Fact| matches!(fact.kind, FactKind::Term | FactKind::Stem | FactKind::Quantity);
    let tells = move |fact: &&Fact| (fact.text.len() > 1 || fact.kind == FactKind::Number) && !is_term(fact);
    bone.facts.iter().filter(tells).map(|fact| {
        let text = match fact.kind {
            FactKind::Link => super::links::anywhere(&fact.text),
            FactKind::Image => super::links::file(&fact.text).to_owned(),
            _ => fact.text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        // Code inside a line may stand in a block of the other page.
        let kind = if fact.kind == FactKind::Inline { FactKind::Code } else { fact.kind };
        xxhash_rust::xxh3::xxh3_64_with_seed(text.as_bytes(), kind as u64) as u32
    })
}

/// Gives the cognates of a section.
pub(super) fn cognate_hashes(bone: &Bone) -> impl Iterator<Item = u32> + '_ {
    bone.cognates.iter().copied()
}

impl Weights {
    /// Weighs all sections of two pages against one another.
    pub(super) fn of(original: &Skeleton, other: &Skeleton) -> Self {
        let side = |skeleton: &Skeleton| Side {
            levels: skeleton.bones.iter().map(|bone| bone.level).collect(),
            letters: skeleton.bones.iter().map(|bone| bone.letters as f32).collect(),
            are_soft: skeleton.bones.iter().map(|bone| bone.is_soft).collect(),
            ids: skeleton.bones.iter().map(id).collect(),
            ..Side::default()
        };
        let (mut originals, mut others) = (side(original), side(other));
        let mut shared: Vec<BTreeMap<u32, Shared>> = vec![BTreeMap::new(); original.bones.len()];
        let bags = |skeleton: &Skeleton| {
            skeleton.bones.iter().map(|bone| bag(fact_hashes(bone).collect())).collect::<Vec<_>>()
        };
        let overlaps = Overlaps::of(&bags(original), &bags(other));
        for (i, j, share) in overlaps.pairs {
            shared[i as usize].entry(j).or_default().facts = share;
        }
        (originals.facts, others.facts) = (overlaps.originals, overlaps.others);
        let bags = |skeleton: &Skeleton| {
            skeleton.bones.iter().map(|bone| bag(cognate_hashes(bone).collect())).collect::<Vec<_>>()
        };
        let overlaps = Overlaps::of(&bags(original), &bags(other));
        for (i, j, share) in overlaps.pairs {
            shared[i as usize].entry(j).or_default().cognates = share;
        }
        (originals.cognates, others.cognates) = (overlaps.originals, overlaps.others);
        let shared = shared.into_iter().map(|row| row.into_iter().collect()).collect();
        let mut weights = Self { originals, others, shared, ratio: 0.0 };
        weights.ratio = weights.page_ratio();
        weights
    }

    pub(super) fn originals(&self) -> usize {
        self.originals.levels.len()
    }

    pub(super) fn others(&self) -> usize {
        self.others.levels.len()
    }

    /// Sets the usual ratio of lengths from sections that are known to be pairs.
    pub(super) fn learn_ratio(&mut self, pairs: impl Iterator<Item = (usize, usize)>) {
        let ratios = pairs.filter_map(|(i, j)| self.log_ratio(i, j)).collect();
        if let Some(ratio) = median(ratios) {
            self.ratio = ratio;
        }
    }

    fn page_ratio(&self) -> f32 {
        // Whole pages say less: sections may be missing. What shares most is probably a pair.
        let nearest = self.shared.iter().enumerate().filter_map(|(i, row)| {
            let sum = |shared: &Shared| shared.facts + shared.cognates;
            let best = row.iter().max_by(|(_, a), (_, b)| sum(a).total_cmp(&sum(b)))?;
            (sum(&best.1) >= SURE).then(|| self.log_ratio(i, best.0 as usize)).flatten()
        });
        median(nearest.collect()).unwrap_or_else(|| {
            let total = |side: &Side| side.letters.iter().sum::<f32>().max(1.0);
            (total(&self.others) / total(&self.originals)).ln()
        })
    }

    /// Gives the logarithm of a pair's ratio of lengths, where the original is long enough to tell.
    pub(super) fn log_ratio(&self, i: usize, j: usize) -> Option<f32> {
        let (one, other) = (self.originals.letters.get(i)?, self.others.letters.get(j)?);
        (*one >= LONG && *other >= 1.0).then(|| (other / one).ln())
    }

    /// Gives what two sections share.
    pub(super) fn shared(&self, i: usize, j: usize) -> Shared {
        let Some(row) = self.shared.get(i) else { return Shared::default() };
        let found = row.binary_search_by_key(&(j as u32), |(column, _)| *column);
        found.ok().and_then(|at| row.get(at)).map(|(_, shared)| *shared).unwrap_or_default()
    }

    /// Gives the sections of the page that share anything with a section of the original.
    pub(super) fn candidates(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.shared.get(i).into_iter().flatten().map(|(column, _)| *column as usize)
    }

    /// Tells whether two sections share anything.
    pub(super) fn shares(&self, i: usize, j: usize) -> bool {
        self.shared(i, j) != Shared::default()
    }

    /// Gives how much speaks for two sections being the same: above 0 they rather are, below they rather are not.
    pub(super) fn score(&self, i: usize, j: usize) -> f32 {
        self.evidence(i, j).sum()
    }

    /// Gives what speaks for two sections being the same.
    pub(super) fn evidence(&self, i: usize, j: usize) -> Evidence {
        let get = |values: &Vec<f32>, at: usize| values.get(at).copied().unwrap_or_default();
        let shared = self.shared(i, j);
        let weight = get(&self.originals.facts, i).max(get(&self.others.facts, j));
        let facts = FACTS * (shared.facts - FACTS_EXPECTED) * saturated(weight, FACTS_ENOUGH);
        let weight = get(&self.originals.cognates, i).min(get(&self.others.cognates, j));
        let cognates =
            COGNATES * (shared.cognates - COGNATES_EXPECTED).min(COGNATES_MOST) * saturated(weight, COGNATES_ENOUGH);
        Evidence { facts, cognates, level: self.level(i, j), length: self.length(i, j), id: self.id(i, j) }
    }

    /// Tells whether nobody would miss a section of the original.
    pub(super) fn is_original_soft(&self, i: usize) -> bool {
        self.originals.are_soft.get(i) == Some(&true)
    }

    /// Tells whether nobody would miss a section of the page.
    pub(super) fn is_soft(&self, j: usize) -> bool {
        self.others.are_soft.get(j) == Some(&true)
    }

    fn level(&self, i: usize, j: usize) -> f32 {
        let (Some(&one), Some(&other)) = (self.originals.levels.get(i), self.others.levels.get(j)) else { return 0.0 };
        match (one, other) {
            (0, 0) if i == 0 && j == 0 => BOTH_FIRST,
            (one, other) if one == other => SAME_LEVEL,
            (0, _) | (_, 0) => NO_HEADING,
            _ => OTHER_LEVEL,
        }
    }

    fn length(&self, i: usize, j: usize) -> f32 {
        let get = |side: &Side, at: usize| side.letters.get(at).copied().unwrap_or_default() + LETTERS_ADDED;
        let (one, other) = (get(&self.originals, i), get(&self.others, j));
        let deviation = SPREAD + SPREAD_SHORT / one.min(other).sqrt();
        let off = ((other / one).ln() - self.ratio) / deviation;
        SAME_LENGTH - (0.5 * off * off).min(LENGTH_MOST)
    }

    fn id(&self, i: usize, j: usize) -> f32 {
        match (self.originals.ids.get(i), self.others.ids.get(j)) {
            (Some(&one), Some(&other)) if one != 0 && one == other => SAME_ID,
            _ => 0.0,
        }
    }
}

/// The identifier of a section as a number, 0 where it has none.
fn id(bone: &Bone) -> u64 {
    if bone.id.is_empty() { 0 } else { words::text_key(&bone.id).max(1) }
}

/// What sections share, at least, that tell how long texts become, before any are aligned.
const SURE: f32 = 0.6;
/// How many sections a page has beside its own, for how rare tokens are: on the shortest pages too, what only two sections
/// have tells something.
const SECTIONS_ADDED: f32 = 8.0;

// The weights below are round numbers on the scale of log odds, set by hand and not fitted: how the whole does with them is
// measured (docs/quality.md), on seeds that none was chosen on too.

/// What it counts to share all facts rather than none.
const FACTS: f32 = 7.0;
/// The share of facts from which they speak for a pair.
const FACTS_EXPECTED: f32 = 0.3;
/// How much facts weigh, by their rarity, where they count half.
const FACTS_ENOUGH: f32 = 3.0;
/// What it would count to share all cognates rather than none; no pair of languages does.
const COGNATES: f32 = 10.0;
/// The share of cognates that sections of one page have by chance.
const COGNATES_EXPECTED: f32 = 0.12;
/// More cognates than this say no more.
const COGNATES_MOST: f32 = 0.4;
/// How much cognates weigh, by their rarity, where they count half.
const COGNATES_ENOUGH: f32 = 6.0;
const SAME_LEVEL: f32 = 0.7;
/// Both are what stands before the first heading.
const BOTH_FIRST: f32 = 4.0;
const OTHER_LEVEL: f32 = -1.5;
/// Only one of them has a heading.
const NO_HEADING: f32 = -3.0;
const SAME_LENGTH: f32 = 0.7;
/// Lengths never speak more against a pair than this.
const LENGTH_MOST: f32 = 4.0;
/// Added to all lengths, so that headings alone can be compared.
const LETTERS_ADDED: f32 = 8.0;
/// How far ratios of lengths spread, as a standard deviation of their logarithm: of long sections, and what is added for
/// short ones, for one letter.
const SPREAD: f32 = 0.16;
const SPREAD_SHORT: f32 = 2.0;
const SAME_ID: f32 = 6.0;
/// Letters from which a section tells the usual ratio.
const LONG: f32 = 60.0;

fn saturated(weight: f32, enough: f32) -> f32 {
    weight / (weight + enough)
}

/// Gives the median; `None` of nothing.
pub(super) fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// What the bags of two sides share.
struct Overlaps {
    /// Of pairs that share anything, what is shared for the geometric mean of what they have.
    pairs: Vec<(u32, u32, f32)>,
    originals: Vec<f32>,
    others: Vec<f32>,
}

impl Overlaps {
    fn of(originals: &[Bag], others: &[Bag]) -> Self {
        let mut postings: BTreeMap<u32, (Bag, Bag)> = BTreeMap::new();
        for (at, bag) in originals.iter().enumerate() {
            for &(hash, count) in bag {
                postings.entry(hash).or_default().0.push((at as u32, count));
            }
        }
        for (at, bag) in others.iter().enumerate() {
            for &(hash, count) in bag {
                postings.entry(hash).or_default().1.push((at as u32, count));
            }
        }
        let sections = (originals.len() + others.len()) as f32;
        let mut weights = (vec![0.0_f32; originals.len()], vec![0.0_f32; others.len()]);
        let mut pairs: Vec<(u32, u32, f32)> = Vec::new();
        for (left, right) in postings.values() {
            let rarity = ((sections + SECTIONS_ADDED) / ((left.len() + right.len()) as f32 + 1.0)).ln().max(0.0);
            for (side, weights) in [(left, &mut weights.0), (right, &mut weights.1)] {
                for &(at, count) in side {
                    if let Some(weight) = weights.get_mut(at as usize) {
                        *weight += rarity * dampened(count);
                    }
                }
            }
            if left.len() * right.len() > MOST_PAIRS {
                continue;
            }
            for &(i, one) in left {
                pairs.extend(right.iter().map(|&(j, other)| (i, j, rarity * dampened(one.min(other)))));
            }
        }
        pairs.sort_unstable_by_key(|&(i, j, _)| (i, j));
        let mut merged: Vec<(u32, u32, f32)> = Vec::new();
        for (i, j, share) in pairs {
            match merged.last_mut() {
                Some((a, b, sum)) if (*a, *b) == (i, j) => *sum += share,
                _ => merged.push((i, j, share)),
            }
        }
        for (i, j, share) in &mut merged {
            let of = |weights: &[f32], at: u32| weights.get(at as usize).copied().unwrap_or_default();
            let mean = (of(&weights.0, *i) * of(&weights.1, *j)).sqrt();
            *share = if mean > 0.0 { *share / mean } else { 0.0 };
        }
        Self { pairs: merged, originals: weights.0, others: weights.1 }
    }
}

/// A token that stands twice says less than twice as much.
fn dampened(count: f32) -> f32 {
    1.0 + count.ln()
}

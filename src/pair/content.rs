//! Pages by what they hold, where nothing names the original: the rare tokens of each, a sample of them that is the same for
//! both pages of a pair.

use std::collections::BTreeMap;

use super::weigh::{cognate_hashes, fact_hashes};
use crate::skeleton::Skeleton;

/// How many tokens of a page are kept: those with the smallest hashes, which are the same for pages that share them.
const SAMPLE: usize = 400;

/// A token of more originals than this, or than one in so many, tells nothing.
const COMMONEST: usize = 24;

/// What the tokens of two pages must weigh together, at least: about four that stand on no other page.
const LEAST: f32 = 12.0;

/// How much better the best original must fit than the next.
const LEAD: f32 = 1.6;

/// The originals by their tokens.
#[derive(Debug, Default)]
pub(super) struct Index {
    postings: BTreeMap<u32, Vec<u32>>,
    pages: usize,
}

impl Index {
    /// Adds the next original.
    pub(super) fn add(&mut self, skeleton: &Skeleton) {
        for token in sample(skeleton) {
            let pages = self.postings.entry(token).or_default();
            if pages.len() <= COMMONEST {
                pages.push(self.pages as u32);
            }
        }
        self.pages += 1;
    }

    /// Finds the original that shares most with a page, where it shares enough and far more than any other.
    pub(super) fn find(&self, skeleton: &Skeleton) -> Option<usize> {
        let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
        for token in sample(skeleton) {
            let Some(pages) = self.postings.get(&token).filter(|pages| pages.len() <= COMMONEST) else { continue };
            let rarity = ((self.pages as f32 + 1.0) / pages.len() as f32).ln();
            for &page in pages {
                *weights.entry(page).or_default() += rarity;
            }
        }
        let mut best: Vec<(f32, u32)> = weights.into_iter().map(|(page, weight)| (weight, page)).collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let &(weight, page) = best.first()?;
        let next = best.get(1).map_or(0.0, |(weight, _)| *weight);
        (weight >= LEAST && weight >= next * LEAD).then_some(page as usize)
    }
}

fn sample(skeleton: &Skeleton) -> Vec<u32> {
    let mut tokens: Vec<u32> = skeleton.bones.iter().flat_map(|bone| fact_hashes(bone).chain(cognate_hashes(bone))).collect();
    // Hashes of cognates are their letters: mixed, so that a sample of the smallest takes all alike.
    for token in &mut tokens {
        *token = xxhash_rust::xxh3::xxh3_64(&token.to_le_bytes()) as u32;
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens.truncate(SAMPLE);
    tokens
}

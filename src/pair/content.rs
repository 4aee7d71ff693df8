//! Pages by what they hold, where nothing names the original: the rare tokens of each, a sample of them that is the same for
//! both pages of a pair.

use std::collections::BTreeMap;

use super::weigh::{cognate_hashes, fact_hashes};
use crate::skeleton::Skeleton;

/// How many tokens of a page are kept: those with the smallest hashes, which are the same for pages that share them.
const SAMPLE: usize = 400;

/// A token of more originals than this, or than one in so many, tells nothing.
const COMMONEST: usize = 24;

/// How many originals are looked at closely.
const NEAREST: usize = 4;

/// The originals by their tokens.
#[derive(Debug, Default)]
pub(super) struct Index {
    postings: BTreeMap<u32, Vec<u32>>,
    pages: usize,
}

/// An original that shares something with a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    pub(super) original: usize,
    /// Which share of the tokens that any original has with the page it has, by their weight.
    pub(super) share: f32,
    /// How much that is.
    pub(super) weight: f32,
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

    /// Gives the originals that share most with a page that has these tokens, most first.
    pub(super) fn nearest(&self, tokens: impl Iterator<Item = u32>) -> Vec<Near> {
        let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
        let mut all = 0.0;
        for token in tokens {
            let Some(pages) = self.postings.get(&token).filter(|pages| pages.len() <= COMMONEST) else { continue };
            let rarity = ((self.pages as f32 + 1.0) / pages.len() as f32).ln();
            all += rarity;
            for &page in pages {
                *weights.entry(page).or_default() += rarity;
            }
        }
        let near = |(page, weight): (u32, f32)| Near { original: page as usize, share: weight / all, weight };
        let mut best: Vec<Near> = weights.into_iter().map(near).collect();
        best.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.original.cmp(&b.original)));
        best.truncate(NEAREST);
        best
    }
}

/// Gives the tokens that a page is known by.
pub(super) fn sample(skeleton: &Skeleton) -> Vec<u32> {
    // A text that is the same on both pages was left untranslated.
    let mut tokens: Vec<u32> = Vec::new();
    for bone in &skeleton.bones {
        tokens.extend(fact_hashes(bone).chain(cognate_hashes(bone)).chain(bone.texts.iter().map(|&key| key as u32)));
    }
    // Hashes of cognates are their letters: mixed, so that a sample of the smallest takes all alike.
    for token in &mut tokens {
        *token = xxhash_rust::xxh3::xxh3_64(&token.to_le_bytes()) as u32;
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens.truncate(SAMPLE);
    tokens
}

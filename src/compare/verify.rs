//! How alike two texts are, counted from all shingles that they share.

use super::index::Index;
use crate::digest::jaccard;

/// The sizes of two sets of shingles and of what they share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    shared: usize,
    /// How many of the shared ones stand in few other texts.
    rare: usize,
    smaller: usize,
    larger: usize,
}

/// What makes two texts near duplicates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enough {
    similarity: f64,
}

/// The share of the smaller text that stands in the larger one when it is taken for a part of it.
pub(super) const CONTAINED: f64 = 0.5;

/// How many shingles such a part must have in common with the whole: less are common phrases.
const CONTAINED_SHINGLES: usize = 20;

/// Similarity from which any number of common shingles is enough.
const ALIKE: f64 = 0.5;

/// How many common shingles less similar texts must have: a dozen words can share half of theirs by the way people write.
const LOOSE_SHINGLES: usize = 8;

/// A shingle of no more texts than this is rare: copies of one text come in small numbers, frames and phrases in large ones.
pub(super) const RARE: usize = 8;

/// Share of what less similar texts have in common that must be rare.
const RARE_SHARE: f64 = 0.5;

/// Below this similarity what two texts share may be one sentence. It is an edited copy if the words that were changed are
/// all over it, and then it is about as long as the original.
const SCATTERED: f64 = 0.2;

/// Share of the longer text's shingles that the shorter one must have then.
const SCATTERED_SIZE: f64 = 0.75;

impl Enough {
    pub(super) fn at(similarity: f64) -> Self {
        Self { similarity: similarity.clamp(0.0, 1.0) }
    }

    /// Gives how many rare shingles a text shares at least with one that is no shorter, if they are less alike than
    /// [`ALIKE`] and enough.
    pub(super) fn least_rare(self, size: usize) -> usize {
        // What they share is `s / (1 + s)` of both sizes together for the similarity `s`.
        let shared = 2.0 * self.similarity / (1.0 + self.similarity) * size as f64;
        ((RARE_SHARE * shared.max(LOOSE_SHINGLES as f64)) as usize).max(1)
    }

    pub(super) fn is_reached(self, counted: Counted) -> bool {
        let Counted { shared, rare, smaller, larger } = counted;
        let similarity = counted.similarity();
        let is_copy_of_few = shared >= LOOSE_SHINGLES && rare as f64 >= RARE_SHARE * shared as f64;
        let is_as_long = smaller as f64 >= SCATTERED_SIZE * larger as f64;
        let is_alike = similarity >= self.similarity
            && (similarity >= ALIKE || is_copy_of_few)
            && (similarity >= SCATTERED || is_as_long);
        let is_contained = shared >= CONTAINED_SHINGLES && shared as f64 >= CONTAINED * smaller as f64;
        shared > 0 && (is_alike || is_contained)
    }
}

impl Counted {
    /// Gives the Jaccard similarity.
    pub(super) fn similarity(self) -> f64 {
        jaccard(self.shared, self.smaller, self.larger)
    }

    /// Gives the share of the smaller text that stands in the larger one.
    pub(super) fn containment(self) -> f64 {
        self.shared as f64 / self.smaller.max(1) as f64
    }
}

/// Counts what two texts share, each given with its row.
pub(super) fn count(index: &Index, (first, mut a): (u32, &[u32]), (second, mut b): (u32, &[u32])) -> Counted {
    let sizes = (index.size(first), index.size(second));
    let (mut shared, mut rare) = (0, 0);
    while let ([one, a_rest @ ..], [other, b_rest @ ..]) = (a, b) {
        if one == other {
            shared += 1;
            rare += usize::from(index.frequency(*one) <= RARE);
        }
        if one <= other {
            a = a_rest;
        }
        if other <= one {
            b = b_rest;
        }
    }
    Counted { shared, rare, smaller: sizes.0.min(sizes.1), larger: sizes.0.max(sizes.1) }
}

//! How alike two texts are, counted from their whole sets of shingles.

use crate::digest::{Digests, Match, shared};

/// The sizes of two sets of shingles and of what they share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    first: usize,
    second: usize,
    shared: usize,
    /// The smaller set and the larger.
    sizes: (usize, usize),
}

/// What makes two texts near duplicates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enough {
    similarity: f64,
}

/// The share of the smaller text that stands in the larger one when it is taken for a part of it.
const CONTAINED: f64 = 0.5;

/// How many shingles such a part must have in common with the whole: less are common phrases.
const CONTAINED_SHINGLES: usize = 20;

/// Similarity from which any number of common shingles is enough.
const ALIKE: f64 = 0.5;

/// How many common shingles less similar texts must have: a dozen words can share half of theirs by the way people write.
const LOOSE_SHINGLES: usize = 8;

impl Enough {
    pub(super) fn at(similarity: f64) -> Self {
        Self { similarity: similarity.clamp(0.0, 1.0) }
    }

    /// Gives the least share of the smaller text's shingles in the other one that can be enough.
    pub(super) fn least_contained(self) -> f64 {
        // The shared shingles are at least `similarity` of the union, which is no smaller than the smaller text.
        self.similarity.min(CONTAINED)
    }

    pub(super) fn is_reached(self, counted: Counted) -> bool {
        let Counted { shared, sizes: (smaller, _), .. } = counted;
        let similarity = Match::from(counted).similarity;
        let is_alike = similarity >= self.similarity && (similarity >= ALIKE || shared >= LOOSE_SHINGLES);
        let is_contained = shared >= CONTAINED_SHINGLES && shared as f64 >= CONTAINED * smaller as f64;
        shared > 0 && (is_alike || is_contained)
    }
}

impl From<Counted> for Match {
    fn from(Counted { first, second, shared, sizes: (smaller, larger) }: Counted) -> Self {
        let union = (smaller + larger - shared).max(1);
        Self { first, second, similarity: shared as f64 / union as f64 }
    }
}

/// Counts what two texts share; `None` for a text and itself, or for an empty one.
pub(super) fn count(digests: &Digests, first: usize, second: usize) -> Option<Counted> {
    let (a, b) = (digests.shingles(first), digests.shingles(second));
    let sizes = (a.len().min(b.len()), a.len().max(b.len()));
    (first != second && sizes.0 > 0).then(|| Counted { first, second, shared: shared(a, b), sizes })
}

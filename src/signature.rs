//! Sections for other engines: a digest that equal texts share, and bands of which like texts share one.
//!
//! The digest is XXH3-128 of the normalised text as it is kept: the key of its words, how many these are, and its distinct
//! shingles, ascending, all little-endian. The bands are those of a one-permutation `MinHash` (Li, Owen and Zhang 2012): the
//! 32 bits of a shingle choose one of 128 bins by the upper seven, each bin keeps its least shingle, and an empty bin takes
//! that of the next one that has some (Shrivastava and Li 2014). Two bins make a band. Two texts of similarity `s` share a
//! band with a probability of about `1 − (1 − s²)^64`: 0.93 at 0.2, all but one in a hundred thousand at 0.4.

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

/// How many bands a section has.
pub const BANDS: usize = 64;

const BINS: usize = 2 * BANDS;

/// Gives the digest of a section.
pub fn digest(key: u64, words: usize, shingles: &[u32]) -> u128 {
    let mut hasher = Xxh3Default::new();
    hasher.update(&key.to_le_bytes());
    hasher.update(&(words as u64).to_le_bytes());
    for shingle in shingles {
        hasher.update(&shingle.to_le_bytes());
    }
    hasher.digest128()
}

/// Gives the bands of ascending shingles; none for an empty text.
pub fn bands(shingles: &[u32]) -> Vec<u32> {
    let mut bins: [Option<u32>; BINS] = [None; BINS];
    for &shingle in shingles.iter().rev() {
        if let Some(bin) = bins.get_mut(shingle as usize >> (32 - BINS.trailing_zeros())) {
            *bin = Some(shingle);
        }
    }
    // Once around, from the last to the first, carrying what the bins behind have.
    let mut carried = bins.iter().copied().flatten().next();
    for bin in bins.iter_mut().rev() {
        carried = bin.or(carried);
        *bin = carried;
    }
    let pairs = bins.chunks_exact(2).filter_map(|pair| match pair {
        [Some(one), Some(other)] => Some((u64::from(*one) << 32 | u64::from(*other)).to_le_bytes()),
        _ => None,
    });
    pairs.map(|pair| xxh3_64(&pair) as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::similarity;
    use proptest::prelude::*;

    #[test]
    fn an_empty_text_has_no_bands() {
        assert_eq!(bands(&[]), Vec::<u32>::new());
        assert_eq!(bands(&[7]).len(), BANDS);
    }

    proptest! {
        #[test]
        fn like_texts_share_a_band(shared in prop::collection::btree_set(any::<u32>(), 60..80), own in prop::collection::btree_set(any::<u32>(), 0..20)) {
            let a: Vec<u32> = shared.iter().copied().collect();
            let b: Vec<u32> = shared.union(&own).copied().collect();
            prop_assert!(similarity(&a, &b) > 0.7);
            prop_assert!(bands(&a).iter().zip(bands(&b)).any(|(&one, other)| one == other));
            prop_assert_ne!(digest(1, 2, &a), digest(1, 3, &a));
        }
    }
}

//! Which texts may be alike. Two ways lead to a pair, one for each way to be enough (see `verify`):
//!
//! - Half of the smaller text stands in the larger one. Two texts of which the smaller has a share `c` of its `n` shingles in
//!   the other share one among *any* `n − ⌈c·n⌉ + 1` shingles of the smaller. Taking the rarest ones of these, most of which
//!   stand nowhere else, leaves few others to look at (prefix filtering, after Chaudhuri, Ganti and Kaushik 2006, and
//!   Bayardo, Ma and Srikant 2007).
//! - Less, but much of what they share is rare. Then counting rare shingles finds them, and nearly nothing else.

use super::index::{COMMON, Index};
use super::verify::{CONTAINED, Enough, RARE};
use crate::error::Error;

/// Calls `candidate` at least once with each pair of texts that may be enough: with a text and its row, and the other text.
pub(super) fn each(
    index: &Index,
    enough: Enough,
    mut candidate: impl FnMut((u32, &[u32]), u32) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut shared = vec![0_u16; index.len() as usize];
    let mut touched: Vec<u32> = Vec::new();
    let mut shingles: Vec<u32> = Vec::new();
    index.each_row(|text, row| {
        let size = index.size(text);
        let is_larger = |other: u32| (index.size(other), other) > (size, text);
        for &shingle in row.iter().filter(|&&shingle| index.frequency(shingle) <= RARE) {
            for &other in index.texts(shingle) {
                if let Some(shared) = shared.get_mut(other as usize) {
                    if *shared == 0 {
                        touched.push(other);
                    }
                    *shared = shared.saturating_add(1);
                }
            }
        }
        let least = enough.least_rare(size);
        for other in touched.drain(..) {
            let shared = shared.get_mut(other as usize).map(std::mem::take).unwrap_or_default();
            if usize::from(shared) >= least && is_larger(other) {
                candidate((text, row), other)?;
            }
        }
        let needed = ((CONTAINED * size as f64).ceil() as usize).max(1);
        let looked_at = (row.len() + 1).saturating_sub(needed);
        if looked_at == 0 {
            return Ok(());
        }
        shingles.clear();
        shingles.extend(row.iter().filter(|&&shingle| index.frequency(shingle) <= COMMON));
        shingles.sort_unstable_by_key(|&shingle| (index.frequency(shingle), shingle));
        for &other in shingles.iter().take(looked_at).flat_map(|&shingle| index.texts(shingle)) {
            if let (true, Some(seen)) = (is_larger(other), shared.get_mut(other as usize))
                && *seen == 0
            {
                *seen = 1;
                touched.push(other);
                candidate((text, row), other)?;
            }
        }
        for other in touched.drain(..) {
            shared[other as usize] = 0;
        }
        Ok(())
    })
}

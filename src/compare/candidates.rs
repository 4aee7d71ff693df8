//! Which texts may be alike: those that share one of their rarest shingles.
//!
//! Two texts of which the smaller has a share `c` of its `n` shingles in the other share one among *any* `n − ⌈c·n⌉ + 1`
//! shingles of the smaller. Taking the rarest ones of these, most of which stand nowhere else, leaves few others to look
//! at (prefix filtering, after Chaudhuri, Ganti and Kaushik 2006, and Bayardo, Ma and Srikant 2007).

use super::index::Index;

/// A shingle of more texts than this leads to no candidate. It bounds the work: a text looks at no more than this many
/// others for each shingle. What is lost are pairs that share nothing rarer, which are copies of a frame and no fault.
const COMMON: usize = 100;

/// Calls `candidate` once with each pair of texts of which the smaller may have the share `contained` of its shingles in
/// the other. The lower number comes first.
pub(super) fn each(index: &Index, contained: f64, mut candidate: impl FnMut(u32, u32)) {
    let mut seen_by = vec![u32::MAX; index.len() as usize];
    let mut shingles: Vec<u32> = Vec::new();
    for text in 0..index.len() {
        let size = index.size(text);
        let row = index.row(text);
        let needed = ((contained * size as f64).ceil() as usize).max(1);
        let looked_at = (size + 1).saturating_sub(needed).saturating_sub(size - row.len().min(size));
        if looked_at == 0 {
            continue;
        }
        shingles.clear();
        shingles.extend(row.iter().filter(|&&shingle| index.texts(shingle).len() <= COMMON));
        shingles.sort_unstable_by_key(|&shingle| (index.texts(shingle).len(), shingle));
        for &other in shingles.iter().take(looked_at).flat_map(|&shingle| index.texts(shingle)) {
            let is_larger = (index.size(other), other) > (size, text);
            if let (true, Some(seen_by)) = (is_larger, seen_by.get_mut(other as usize))
                && *seen_by != text
            {
                *seen_by = text;
                candidate(text.min(other), text.max(other));
            }
        }
    }
}

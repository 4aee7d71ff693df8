//! Texts that share a paragraph word for word, however little of them it is.

use crate::digest::Digests;

/// A paragraph of more texts than this is repeated on purpose: a notice, a call to action, a signature.
const ON_PURPOSE: usize = 3;

/// Gives the pairs of `texts` that share a paragraph of some length, by their places in `texts`, the lower first; a pair may
/// come twice.
pub(super) fn shared(digests: &Digests, texts: &[usize]) -> Vec<(u32, u32)> {
    let paragraphs_of = |(text, &digest): (u32, &usize)| digests.paragraphs(digest).iter().map(move |&key| (key, text));
    let mut paragraphs: Vec<(u64, u32)> = (0..).zip(texts).flat_map(paragraphs_of).collect();
    paragraphs.sort_unstable();
    let repeated = paragraphs.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() <= ON_PURPOSE);
    let pairs_of = |same: &[(u64, u32)]| -> Vec<(u32, u32)> {
        let texts = || same.iter().map(|&(_, text)| text);
        texts()
            .flat_map(|first| texts().filter(move |&second| first < second).map(move |second| (first, second)))
            .collect()
    };
    repeated.flat_map(pairs_of).collect()
}

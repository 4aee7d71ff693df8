//! Which texts may be alike: those that share one of their rarest shingles.
//!
//! Two texts of which the smaller has a share `c` of its `n` shingles in the other share one among *any* `n − ⌈c·n⌉ + 1`
//! shingles of the smaller. Taking the rarest ones of these, most of which stand nowhere else, leaves few others to look
//! at (prefix filtering, after Chaudhuri, Ganti and Kaushik 2006, and Bayardo, Ma and Srikant 2007).

use crate::digest::Digests;

/// A shingle of more texts than this leads to no candidate. It bounds the work: a text looks at no more than this many
/// others for each shingle. What is lost are pairs that share nothing rarer, which are copies of a frame and no fault.
const COMMON: usize = 100;

/// How many shingles are sorted at once, 8 bytes each: bounds the memory beside the digests to 128 MiB and what repeats.
const PASS: usize = 1 << 24;

/// Calls `candidate` once with each pair of `texts` of which the smaller may have the share `contained` of its shingles in
/// the other. The lower number comes first.
pub(super) fn each(digests: &Digests, texts: &[usize], contained: f64, mut candidate: impl FnMut(usize, usize)) {
    let index = Index::of(digests, texts);
    let size = |text: u32| texts.get(text as usize).map_or(0, |&digest| digests.shingles(digest).len());
    let mut seen_by = vec![u32::MAX; texts.len()];
    for (text, (&digest, rarity)) in (0_u32..).zip(texts.iter().zip(&index.rarities)) {
        let mut buckets = rarity.buckets.clone();
        buckets.sort_unstable_by_key(|&bucket| (index.texts(bucket).len(), bucket));
        let shingles = size(text);
        let needed = ((contained * shingles as f64).ceil() as usize).max(1);
        let looked_at = (shingles + 1).saturating_sub(needed).saturating_sub(rarity.unique as usize);
        for &other in buckets.iter().take(looked_at).flat_map(|&bucket| index.texts(bucket)) {
            let is_larger = (size(other), other) > (shingles, text);
            if let (true, Some(seen_by), Some(&other)) =
                (is_larger, seen_by.get_mut(other as usize), texts.get(other as usize))
                && *seen_by != text
            {
                *seen_by = text;
                candidate(digest.min(other), digest.max(other));
            }
        }
    }
}

/// The shingles that stand in several texts, but not in too many.
struct Index {
    /// The texts of bucket after bucket, ascending in each.
    texts: Vec<u32>,
    /// Where each bucket ends in `texts`.
    ends: Vec<usize>,
    rarities: Vec<Rarity>,
}

/// The shingles of a text, by rarity.
#[derive(Clone, Default)]
struct Rarity {
    /// How many stand in no other text.
    unique: u32,
    /// The buckets of those that stand in several.
    buckets: Vec<u32>,
}

impl Index {
    fn of(digests: &Digests, texts: &[usize]) -> Self {
        let mut index = Self { texts: Vec::new(), ends: Vec::new(), rarities: vec![Rarity::default(); texts.len()] };
        let all: usize = texts.iter().map(|&digest| digests.shingles(digest).len()).sum();
        let passes = all as u64 / PASS as u64 + 1;
        let width = (1_u64 << 32).div_ceil(passes);
        let mut postings: Vec<u64> = Vec::with_capacity(all.min(PASS));
        for pass in 0..passes {
            let within = pass * width..(pass + 1) * width;
            postings.clear();
            for (text, &digest) in (0_u64..).zip(texts) {
                let shingles = digests.shingles(digest);
                let from = shingles.partition_point(|&shingle| u64::from(shingle) < within.start);
                let within = shingles.iter().skip(from).take_while(|&&shingle| u64::from(shingle) < within.end);
                postings.extend(within.map(|&shingle| u64::from(shingle) << 32 | text));
            }
            postings.sort_unstable();
            for bucket in postings.chunk_by(|a, b| a >> 32 == b >> 32) {
                index.add(bucket);
            }
        }
        index
    }

    fn add(&mut self, postings: &[u64]) {
        let texts = postings.iter().map(|&posting| posting as u32);
        match postings.len() {
            1 => texts.for_each(|text| self.rarities[text as usize].unique += 1),
            2..=COMMON => {
                let bucket = self.ends.len() as u32;
                texts.clone().for_each(|text| self.rarities[text as usize].buckets.push(bucket));
                self.texts.extend(texts);
                self.ends.push(self.texts.len());
            }
            _ => {}
        }
    }

    fn texts(&self, bucket: u32) -> &[u32] {
        let bucket = bucket as usize;
        let start = bucket.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(bucket).copied().unwrap_or(start);
        self.texts.get(start..end).unwrap_or_default()
    }
}

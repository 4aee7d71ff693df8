//! Digests to matches: which sections are equal or nearly so.
//!
//! Equal texts have equal keys and are collapsed into their first. Among what is left, candidates are found by their rarest
//! shingles (`candidates`) or a paragraph in common (`paragraphs`), and every candidate is counted out (`verify`):
//! no pair is reported on an estimate, and no pair because a third text is like both. The result is a property of the set
//! of texts: it does not depend on their order, nor on the machine.
//!
//! Work grows with the text, times at most the bound on common shingles; memory with the text alone.

mod candidates;
mod index;
mod paragraphs;
mod verify;

use std::collections::BTreeSet;

pub use self::index::Index;
use crate::digest::{Digests, Match, Matches};
use crate::error::Error;
use crate::settings::Thresholds;

/// Finds all digests that are equal or nearly equal. Digests with fewer than `duplicate_words` words take no part.
///
/// # Errors
/// [`Error::Temporary`] where shingles cannot be read.
pub fn compare(digests: &Digests, thresholds: &Thresholds) -> Result<Matches, Error> {
    compare_among(digests, thresholds, None)
}

/// Finds digests that are equal or nearly equal, nearly equal ones only among those that stand in one of the `groups`, where
/// these are given: what another engine found. All are counted out all the same.
///
/// # Errors
/// As [`compare`].
pub fn compare_among(
    digests: &Digests,
    thresholds: &Thresholds,
    groups: Option<&[Vec<usize>]>,
) -> Result<Matches, Error> {
    let (equal, distinct) = collapse(digests, thresholds.duplicate_words.max(1));
    let enough = verify::Enough::at(thresholds.near_duplicate);
    let index = Index::of(digests, &distinct)?;
    let mut near: Vec<Match> = Vec::new();
    let found = |first: u32, second: u32, counted: verify::Counted| Match {
        first: distinct[first as usize],
        second: distinct[second as usize],
        similarity: counted.similarity(),
        containment: counted.containment(),
    };
    let mut look = |(text, row): (u32, &[u32]), other: u32| {
        let counted = verify::count(&index, (text, row), (other, &index.row(other)?));
        near.extend(enough.is_reached(counted).then(|| found(text.min(other), text.max(other), counted)));
        Ok(())
    };
    let given = groups.map(|groups| pairs(digests, &distinct, groups));
    match &given {
        Some(pairs) => {
            pairs.iter().try_for_each(|&(first, second)| look((first, &index.row(first)?), second))?;
        }
        None => candidates::each(&index, enough, look)?,
    }
    for (first, second) in paragraphs::shared(digests, &distinct) {
        if given.as_ref().is_none_or(|pairs| pairs.contains(&(first, second))) {
            near.push(found(first, second, count(&index, first, second)?));
        }
    }
    near.sort_unstable_by_key(|found| (found.first, found.second));
    near.dedup_by_key(|found| (found.first, found.second));
    Ok(Matches { equal, near })
}

/// Takes in the shingles of all distinct texts: the first of the steps of [`compare`], for who wants to time them apart.
///
/// # Errors
/// As [`compare`].
pub fn index(digests: &Digests, thresholds: &Thresholds) -> Result<Index, Error> {
    Index::of(digests, &collapse(digests, thresholds.duplicate_words.max(1)).1)
}

/// Calls `candidate` with the pairs of texts of an index that may be alike, once each at least: the second step. The lower
/// number comes first.
///
/// # Errors
/// As [`compare`].
pub fn each_candidate(
    index: &Index,
    thresholds: &Thresholds,
    mut candidate: impl FnMut(u32, u32),
) -> Result<(), Error> {
    candidates::each(index, verify::Enough::at(thresholds.near_duplicate), |(text, _), other| {
        candidate(text.min(other), text.max(other));
        Ok(())
    })
}

/// Tells whether two texts of an index are alike, counted out: the third step.
///
/// # Errors
/// As [`compare`].
pub fn are_alike(index: &Index, thresholds: &Thresholds, first: u32, second: u32) -> Result<bool, Error> {
    Ok(verify::Enough::at(thresholds.near_duplicate).is_reached(count(index, first, second)?))
}

fn count(index: &Index, first: u32, second: u32) -> Result<verify::Counted, Error> {
    Ok(verify::count(index, (first, &index.row(first)?), (second, &index.row(second)?)))
}

/// Gives the pairs of distinct texts, by their places in `distinct`, that stand in a group, themselves or an equal text.
fn pairs(digests: &Digests, distinct: &[usize], groups: &[Vec<usize>]) -> BTreeSet<(u32, u32)> {
    let mut by_key: Vec<(u64, u32)> = (0..).zip(distinct).map(|(text, &digest)| (digests.key(digest), text)).collect();
    by_key.sort_unstable();
    let text_of = |&digest: &usize| {
        let at = by_key.binary_search_by_key(&digests.key(digest), |&(key, _)| key).ok()?;
        by_key.get(at).map(|&(_, text)| text)
    };
    let mut pairs = BTreeSet::new();
    for group in groups {
        let texts: BTreeSet<u32> = group.iter().filter_map(text_of).collect();
        for &first in &texts {
            pairs.extend(texts.range(first + 1..).map(|&second| (first, second)));
        }
    }
    pairs
}

/// Parts the digests into groups of equal ones, and the first of each group together with those that have no equal.
fn collapse(digests: &Digests, shortest: usize) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut by_key: Vec<usize> = (0..digests.len()).filter(|&digest| digests.words(digest) >= shortest).collect();
    by_key.sort_unstable_by_key(|&digest| (digests.key(digest), digest));
    let groups = by_key.chunk_by(|&a, &b| digests.key(a) == digests.key(b));
    let mut distinct: Vec<usize> = groups.clone().filter_map(|group| group.first().copied()).collect();
    distinct.sort_unstable();
    let mut equal: Vec<Vec<usize>> = groups.filter(|group| group.len() > 1).map(<[usize]>::to_vec).collect();
    equal.sort_unstable();
    (equal, distinct)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::{shared, similarity};
    use crate::words;
    use proptest::prelude::*;

    fn matches(texts: &[String]) -> Matches {
        compare(&Digests::of(texts).unwrap(), &Thresholds::default()).unwrap()
    }

    /// The texts of each reported pair, in an order of their own.
    fn pairs(texts: &[String]) -> BTreeSet<(String, String, String)> {
        let found = matches(texts);
        let pair = |a: usize, b: usize, similarity: String| {
            let mut pair = [texts[a].clone(), texts[b].clone()];
            pair.sort();
            let [a, b] = pair;
            (a, b, similarity)
        };
        let equal = found.equal.iter().flat_map(|group| group.iter().map(move |&other| (group[0], other)));
        let near = found.near.iter().map(|found| pair(found.first, found.second, found.similarity.to_string()));
        near.chain(equal.map(|(a, b)| pair(a, b, "equal".into()))).collect()
    }

    fn sentence(words: std::ops::Range<usize>) -> String {
        words.map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_edited_copy_is_near_with_its_true_similarity() {
        let text = sentence(0..40);
        let found = matches(&[text.clone(), text.replace("word20", "other"), sentence(100..140)]);
        assert_eq!(found.equal, Vec::<Vec<usize>>::new());
        // One word in the middle stands in three of 38 shingles: 35 shared, 41 altogether.
        let expected = Match { first: 0, second: 1, similarity: 35.0 / 41.0, containment: 35.0 / 38.0 };
        assert_eq!(found.near, [expected]);
    }

    #[test]
    fn a_copied_paragraph_is_found_in_a_much_longer_text() {
        let copied = sentence(0..30);
        let host = format!("{}\n\n{copied}\n\n{}", sentence(1000..1400), sentence(2000..2400));
        let near = matches(&[host, format!("{copied}\n\n{}", sentence(5000..5400))]).near;
        assert_eq!(near.len(), 1);
        assert!(near[0].similarity < 0.1);
    }

    #[test]
    fn short_texts_take_no_part() {
        assert_eq!(matches(&[sentence(0..11), sentence(0..11)]), Matches::default());
        assert_eq!(matches(&[sentence(0..12), sentence(0..12)]).equal, [[0, 1]]);
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(prop::collection::vec(0..12_u8, 0..40), 0..12).prop_map(|texts| {
            let spell = |words: Vec<u8>| words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ");
            texts.into_iter().map(spell).collect()
        })
    }

    proptest! {
        #[test]
        fn the_order_of_the_texts_does_not_matter(texts in texts(), seed in any::<u64>()) {
            let texts: Vec<String> = texts.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
            let mut other = texts.clone();
            if !other.is_empty() {
                other.rotate_left(seed as usize % texts.len());
                other.reverse();
            }
            prop_assert_eq!(pairs(&texts), pairs(&other));
        }

        #[test]
        fn equal_texts_are_found_and_similarities_are_shares(texts in texts()) {
            let doubled: Vec<String> = texts.iter().chain(&texts).cloned().collect();
            let found = matches(&doubled);
            for (index, text) in texts.iter().enumerate() {
                let is_compared = words::count(text) >= Thresholds::default().duplicate_words;
                let is_found = found.equal.iter().any(|group| group.contains(&index) && group.contains(&(index + texts.len())));
                prop_assert_eq!(is_found, is_compared);
            }
            for near in &found.near {
                prop_assert!((0.0..=1.0).contains(&near.similarity) && near.first < near.second);
            }
        }

        #[test]
        fn candidates_hold_every_pair_that_is_enough(texts in texts()) {
            let all = Digests::of(&texts).unwrap();
            let thresholds = Thresholds::default();
            let index = index(&all, &thresholds).unwrap();
            let mut candidates = BTreeSet::new();
            each_candidate(&index, &thresholds, |first, second| {
                candidates.insert((first, second));
            }).unwrap();
            for second in 0..index.len() {
                for first in 0..second {
                    let is_enough = are_alike(&index, &thresholds, first, second).unwrap();
                    prop_assert!(!is_enough || candidates.contains(&(first, second)), "{first} {second}");
                }
            }
        }

        #[test]
        fn no_pair_above_the_threshold_is_missed_and_none_is_made_up(texts in texts()) {
            let all = Digests::of(&texts).unwrap();
            let thresholds = Thresholds::default();
            let found = compare(&all, &thresholds).unwrap();
            let firsts = collapse(&all, thresholds.duplicate_words).1;
            let mut rows: Vec<Vec<u64>> = Vec::new();
            all.shingles().rows(|_, row| {
                rows.push(row.to_vec());
                Ok(())
            }).unwrap();
            for (at, &first) in firsts.iter().enumerate() {
                for &second in &firsts[at + 1..] {
                    let (a, b) = (&rows[first], &rows[second]);
                    let similarity = similarity(a, b);
                    let near = found.near.iter().find(|near| (near.first, near.second) == (first, second));
                    prop_assert!(near.is_some() || similarity < 0.5);
                    if let Some(near) = near {
                        prop_assert!((near.similarity - similarity).abs() < f64::EPSILON);
                        let containment = shared(a, b) as f64 / a.len().min(b.len()) as f64;
                        prop_assert!((near.containment - containment).abs() < f64::EPSILON);
                        prop_assert!(similarity >= thresholds.near_duplicate || containment >= 0.5);
                    }
                }
            }
        }
    }
}

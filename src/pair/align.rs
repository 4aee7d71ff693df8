//! Sections of two pages, one to one: first in order (dynamic programming within a band), then what stands elsewhere.

use super::weigh::Weights;
use crate::skeleton::Skeleton;

/// What it costs to leave a section without a partner.
const ALONE: f32 = 0.6;

/// How much must speak for two sections that are left over for them to be a pair out of order.
const MOVED: f32 = 0.5;

/// How much better two pairs must fit crosswise for both to have changed places.
const EXCHANGED: f32 = 3.0;

/// How many sections that are left over are looked at for such changes.
const MOST_LEFT: usize = 30;

/// How many sections off the diagonal partners are looked for, beyond the difference in number.
const BAND: usize = 60;

/// Tells how well the sections of two pages fit, in order, as a mean over those of the page that has more.
pub(super) fn fit(original: &Skeleton, other: &Skeleton) -> f32 {
    let weights = Weights::of(original, other);
    let alignment = in_order(&weights);
    let paired: Vec<(usize, usize)> = pairs(&alignment).collect();
    let alone = weights.originals() + weights.others() - 2 * paired.len();
    let sum: f32 = paired.iter().map(|&(i, j)| weights.score(i, j)).sum();
    (sum - ALONE * alone as f32) / weights.originals().max(weights.others()).max(1) as f32
}

/// Which section of the original each section of a page is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Alignment {
    /// For each section of the page, its section of the original.
    pub(super) original_of: Vec<Option<usize>>,
    /// For each section of the original, its section of the page.
    pub(super) other_of: Vec<Option<usize>>,
    /// For each section of the page, whether it stands in another place than in the original.
    pub(super) is_moved: Vec<bool>,
}

/// Aligns the sections of a page with those of its original.
pub(super) fn align(weights: &mut Weights) -> Alignment {
    let first = in_order(weights);
    weights.learn_ratio(pairs(&first));
    let mut alignment = in_order(weights);
    exchange(weights, &mut alignment);
    displace(weights, &mut alignment);
    move_rest(weights, &mut alignment);
    alignment.is_moved = moved(&alignment);
    alignment
}

fn pairs(alignment: &Alignment) -> impl Iterator<Item = (usize, usize)> + '_ {
    alignment.original_of.iter().enumerate().filter_map(|(j, i)| Some(((*i)?, j)))
}

/// Aligns in order. Only pairs within the band are looked at, so that long pages take a time linear in their length.
fn in_order(weights: &Weights) -> Alignment {
    let (rows, columns) = (weights.originals(), weights.others());
    let half = BAND + rows.abs_diff(columns);
    let band = |i: usize| {
        let middle = (i * columns).checked_div(rows).unwrap_or(0);
        (middle.saturating_sub(half), (middle + half + 1).min(columns))
    };
    // best[i][j]: the first i and j sections; steps say where from.
    let width = columns + 1;
    let mut above = vec![f32::NEG_INFINITY; width];
    let mut steps: Vec<Vec<u8>> = Vec::with_capacity(rows + 1);
    let mut starts: Vec<usize> = Vec::with_capacity(rows + 1);
    for i in 0..=rows {
        let (from, to) = if i == 0 { (0, band(0).1) } else { band(i - 1) };
        let mut here = vec![f32::NEG_INFINITY; width];
        let mut row = Vec::with_capacity(to + 1 - from);
        for j in from..=to {
            let mut best = (if i == 0 && j == 0 { 0.0 } else { f32::NEG_INFINITY }, NONE);
            let alone = if i > 0 && weights.is_original_soft(i - 1) { 0.0 } else { ALONE };
            if i > 0 && above[j] - alone > best.0 {
                best = (above[j] - alone, UP);
            }
            let alone = if j > 0 && weights.is_soft(j - 1) { 0.0 } else { ALONE };
            if j > from && here[j - 1] - alone > best.0 {
                best = (here[j - 1] - alone, LEFT);
            }
            if i > 0 && j > 0 {
                let together = above[j - 1] + weights.score(i - 1, j - 1);
                if together >= best.0 {
                    best = (together, BOTH);
                }
            }
            here[j] = best.0;
            row.push(best.1);
        }
        steps.push(row);
        starts.push(from);
        above = here;
    }
    let mut alignment =
        Alignment { original_of: vec![None; columns], other_of: vec![None; rows], is_moved: Vec::new() };
    let (mut i, mut j) = (rows, columns);
    while i > 0 || j > 0 {
        let from = starts.get(i).copied().unwrap_or_default();
        let step = steps.get(i).and_then(|row| row.get(j.wrapping_sub(from))).copied().unwrap_or(NONE);
        match step {
            BOTH => {
                (i, j) = (i - 1, j - 1);
                alignment.original_of[j] = Some(i);
                alignment.other_of[i] = Some(j);
            }
            UP => i -= 1,
            LEFT => j -= 1,
            _ => break,
        }
    }
    alignment
}

const NONE: u8 = 0;
const UP: u8 = 1;
const LEFT: u8 = 2;
const BOTH: u8 = 3;

/// Lets two pairs whose sections fit far better crosswise change partners: two sections that were exchanged.
fn exchange(weights: &Weights, alignment: &mut Alignment) {
    let mut gains: Vec<(f32, usize, usize)> = Vec::new();
    for i in 0..weights.originals() {
        let Some(own) = alignment.other_of[i] else { continue };
        for other in weights.candidates(i).filter(|&other| other != own) {
            let Some(k) = alignment.original_of[other].filter(|&k| k > i) else { continue };
            let crosswise = weights.score(i, other) + weights.score(k, own);
            let gain = crosswise - weights.score(i, own) - weights.score(k, other);
            if gain > EXCHANGED {
                gains.push((gain, i, k));
            }
        }
    }
    gains.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut is_used = vec![false; weights.originals()];
    for (_, i, k) in gains {
        if is_used[i] || is_used[k] {
            continue;
        }
        (is_used[i], is_used[k]) = (true, true);
        let (one, other) = (alignment.other_of[i], alignment.other_of[k]);
        (alignment.other_of[i], alignment.other_of[k]) = (other, one);
        for (original, partner) in [(i, other), (k, one)] {
            if let Some(partner) = partner {
                alignment.original_of[partner] = Some(original);
            }
        }
    }
}

/// Lets a section that is left over take the partner of another that fits it far worse; that one goes to a section that is
/// left over on the other side, where it fits, or stays alone.
fn displace(weights: &Weights, alignment: &mut Alignment) {
    let left = |partners: &[Option<usize>]| {
        let alone = partners.iter().enumerate().filter(|(_, partner)| partner.is_none()).map(|(at, _)| at);
        alone.take(MOST_LEFT).collect::<Vec<_>>()
    };
    for i in left(&alignment.other_of) {
        let rest = left(&alignment.original_of);
        let change = |other: usize| {
            let k = alignment.original_of[other]?;
            let place = best(rest.iter().map(|&j| (weights.score(k, j), j)));
            let found = place.map_or(0.0, |(score, _)| score);
            Some((weights.score(i, other) + found - weights.score(k, other), (other, k, place.map(|(_, j)| j))))
        };
        let best = best(weights.candidates(i).filter_map(change));
        if let Some((_, (other, k, place))) = best.filter(|(gain, _)| *gain > EXCHANGED) {
            alignment.set(i, Some(other));
            alignment.set(k, place);
        }
    }
    for j in left(&alignment.original_of) {
        let change = |(i, own): (usize, usize)| (weights.score(i, j) - weights.score(i, own), i);
        let paired = alignment.other_of.iter().enumerate().filter_map(|(i, own)| Some((i, (*own)?)));
        let best = best(paired.filter(|&(i, _)| weights.shares(i, j)).map(change));
        if let Some((_, i)) = best.filter(|(gain, _)| *gain > EXCHANGED) {
            alignment.set(i, Some(j));
        }
    }
}

/// Gives the first of the changes that gain most, where it gains anything.
fn best<T>(changes: impl Iterator<Item = (f32, T)>) -> Option<(f32, T)> {
    let better = |best: Option<(f32, T)>, next: (f32, T)| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    };
    changes.filter(|(gain, _)| *gain > 0.0).fold(None, better)
}

impl Alignment {
    /// Gives a section of the original another partner, or none.
    fn set(&mut self, i: usize, other: Option<usize>) {
        if let Some(before) = self.other_of[i] {
            self.original_of[before] = None;
        }
        if let Some(other) = other {
            if let Some(before) = self.original_of[other] {
                self.other_of[before] = None;
            }
            self.original_of[other] = Some(i);
        }
        self.other_of[i] = other;
    }
}

/// Pairs what is left over on both sides where enough speaks for it, the surest first.
fn move_rest(weights: &Weights, alignment: &mut Alignment) {
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    for i in (0..weights.originals()).filter(|&i| alignment.other_of[i].is_none()) {
        for j in (0..weights.others()).filter(|&j| alignment.original_of[j].is_none()).take(MOST_LEFT) {
            let score = weights.score(i, j);
            if score > MOVED {
                found.push((score, i, j));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, i, j) in found {
        if alignment.other_of[i].is_none() && alignment.original_of[j].is_none() {
            alignment.other_of[i] = Some(j);
            alignment.original_of[j] = Some(i);
        }
    }
}

/// Tells which sections of the page are out of order: the fewest without which the rest is in the original's order.
fn moved(alignment: &Alignment) -> Vec<bool> {
    let pairs: Vec<(usize, usize)> = pairs(alignment).collect();
    // The longest ascending run of originals, by patience sorting.
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, &(i, _)) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|&top| pairs[top].0 < i);
        before.push(pile.checked_sub(1).and_then(|pile| tops.get(pile)).copied());
        if pile == tops.len() {
            tops.push(at);
        } else {
            tops[pile] = at;
        }
    }
    let mut is_moved = vec![false; alignment.original_of.len()];
    for &(_, j) in &pairs {
        is_moved[j] = true;
    }
    let mut next = tops.last().copied();
    while let Some(at) = next {
        is_moved[pairs[at].1] = false;
        next = before[at];
    }
    is_moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skeleton::{Bone, Fact, FactKind};
    use crate::span::Span;
    use proptest::prelude::*;

    /// A page whose sections have a number and words of their own; `scale` is how long its language is.
    fn page(sections: &[(u8, u32)], kept: impl Iterator<Item = usize>, scale: f32) -> Skeleton {
        let bone = |number: usize| {
            let (level, letters) = sections[number];
            Bone {
                level,
                letters: (letters as f32 * scale) as u32,
                cognates: (0..4).map(|word| (number * 10 + word) as u32).collect(),
                facts: vec![Fact { kind: FactKind::Number, text: (1000 + number).to_string(), span: Span::default() }],
                ..Bone::default()
            }
        };
        Skeleton { bones: kept.map(bone).collect(), ..Skeleton::default() }
    }

    fn aligned(original: &Skeleton, other: &Skeleton) -> Alignment {
        align(&mut Weights::of(original, other))
    }

    proptest! {
        #[test]
        fn a_page_is_its_own_original(sections in prop::collection::vec((1_u8..5, 0_u32..900), 0..40), scale in 0.4_f32..2.0) {
            let count = sections.len();
            let alignment = aligned(&page(&sections, 0..count, 1.0), &page(&sections, 0..count, scale));
            prop_assert_eq!(alignment.original_of, (0..count).map(Some).collect::<Vec<_>>());
            prop_assert!(!alignment.is_moved.contains(&true));
        }

        #[test]
        fn exactly_the_section_that_was_deleted_is_missing(
            sections in prop::collection::vec((1_u8..5, 0_u32..900), 2..40),
            gone in any::<prop::sample::Index>(),
            scale in 0.4_f32..2.0,
        ) {
            let (count, gone) = (sections.len(), gone.index(sections.len()));
            let alignment = aligned(&page(&sections, 0..count, 1.0), &page(&sections, (0..count).filter(|&at| at != gone), scale));
            let missing: Vec<usize> = (0..count).filter(|&i| alignment.other_of[i].is_none()).collect();
            prop_assert_eq!(missing, [gone]);
            prop_assert!(!alignment.original_of.contains(&None) && !alignment.is_moved.contains(&true));
        }

        #[test]
        fn two_sections_that_changed_places_are_found(
            sections in prop::collection::vec((2_u8..4, 100_u32..900), 3..30),
            one in any::<prop::sample::Index>(),
            other in any::<prop::sample::Index>(),
        ) {
            let (one, other) = (one.index(sections.len()), other.index(sections.len()));
            prop_assume!(one != other);
            let mut order: Vec<usize> = (0..sections.len()).collect();
            order.swap(one, other);
            let alignment = aligned(&page(&sections, 0..sections.len(), 1.0), &page(&sections, order.iter().copied(), 1.0));
            prop_assert_eq!(&alignment.original_of, &order.iter().copied().map(Some).collect::<Vec<_>>());
            prop_assert!(alignment.is_moved[one] || alignment.is_moved[other]);
        }

        #[test]
        fn any_two_pages_are_aligned_one_to_one(
            a in prop::collection::vec((0_u8..7, 0_u32..900), 0..30),
            b in prop::collection::vec((0_u8..7, 0_u32..900), 0..30),
        ) {
            let alignment = aligned(&page(&a, 0..a.len(), 1.0), &page(&b, 0..b.len(), 1.0));
            for (j, i) in alignment.original_of.iter().enumerate() {
                prop_assert!(i.is_none_or(|i| alignment.other_of[i] == Some(j)));
            }
            for (i, j) in alignment.other_of.iter().enumerate() {
                prop_assert!(j.is_none_or(|j| alignment.original_of[j] == Some(i)));
            }
        }
    }
}

//! What the second labeller looks at beside the signals: what the first one said of the lines around.
//!
//! A line of a list is content where the list is, a heading where its section is, a card's excerpt where the excerpts of
//! the other cards are. (Stacked sequential learning, Cohen and Carvalho 2005, over sequence and tree.)

use super::signals::Sums;
use crate::outline::{Outline, Role};

/// Neighbours looked at on each side.
const REACH: usize = 3;

/// Windows, in lines on each side, over which probabilities are averaged.
const WINDOWS: [usize; 4] = [2, 5, 12, 30];

/// Levels of containers around a line whose averages are looked at.
const LEVELS: usize = 4;

/// Columns that a line gets beside its signals.
pub const COLUMNS: usize = 1 + 2 * REACH + WINDOWS.len() + 2 * 2 + LEVELS + 2 + 2 + 2 + 5;

/// Units that even a line without a word counts in averages.
const LEAST_UNITS: f32 = 0.3;

/// What is outside the page.
const OUTSIDE: f32 = -1.0;

/// Gives the columns of every line.
pub(super) fn columns(outline: &Outline, slots: &[u32], units: &[f32], first: &[f32]) -> Vec<[f32; COLUMNS]> {
    let count = first.len();
    let weight = |number: usize| units.get(number).copied().unwrap_or(0.0) + LEAST_UNITS;
    let value = |number: usize| first.get(number).copied().unwrap_or(OUTSIDE);
    let (mut mass, mut whole) = (vec![0.0f32], vec![0.0f32]);
    let (mut sum_mass, mut sum_whole) = (0.0f64, 0.0f64);
    for number in 0..count {
        sum_mass += f64::from(value(number) * weight(number));
        sum_whole += f64::from(weight(number));
        mass.push(sum_mass as f32);
        whole.push(sum_whole as f32);
    }
    let mean = |from: usize, to: usize| {
        let at = |sums: &[f32], index: usize| sums.get(index.min(count)).copied().unwrap_or(0.0);
        let whole = at(&whole, to) - at(&whole, from);
        if whole > 0.0 { (at(&mass, to) - at(&mass, from)) / whole } else { OUTSIDE }
    };
    let containers = outline.containers();
    let means: Vec<f32> = containers.iter().map(|it| mean(it.lines.start as usize, it.lines.end as usize)).collect();
    let is_page: Vec<bool> = containers
        .iter()
        .map(|it| {
            let at = |index: u32| whole.get(index as usize).copied().unwrap_or(0.0);
            at(it.lines.end) - at(it.lines.start) > Sums::WHOLE_PAGE * sum_whole as f32
        })
        .collect();
    // The outermost container that is not the page, and the best average on the way down, for each container.
    let mut frames: Vec<(f32, f32)> = Vec::with_capacity(containers.len());
    for (index, container) in containers.iter().enumerate() {
        let own = means.get(index).copied().unwrap_or(OUTSIDE);
        let parent = container.parent as usize;
        let above = frames.get(parent).copied().filter(|_| index > 0);
        let best = above.map_or(own, |(_, best)| best.max(own));
        let of_page = is_page.get(parent).copied().unwrap_or(true);
        let frame = if of_page { own } else { above.map_or(own, |(frame, _)| frame) };
        frames.push((frame, best));
    }
    let of_slots = by_group(slots, first, &weight);
    let sections: Vec<u32> = outline
        .lines()
        .iter()
        .scan(0, |section, line| {
            *section += u32::from(matches!(line.role, Role::Heading(_)));
            Some(*section)
        })
        .collect();
    let of_sections = by_group(&sections, first, &weight);
    let best = first.iter().copied().fold(0.0, f32::max);
    let total = mean(0, count);
    (0..count)
        .map(|number| {
            let mut row = [OUTSIDE; COLUMNS];
            let mut slots_of_row = row.iter_mut();
            let mut put = |value: f32| {
                if let Some(slot) = slots_of_row.next() {
                    *slot = value;
                }
            };
            put(value(number));
            for distance in 1..=REACH {
                put(number.checked_sub(distance).map_or(OUTSIDE, &value));
                put(value(number + distance));
            }
            for window in WINDOWS {
                put(mean(number.saturating_sub(window), number + window + 1));
            }
            for window in [5, 20] {
                put(mean(number.saturating_sub(window), number));
                put(mean(number + 1, number + 1 + window));
            }
            let line = outline.lines().get(number);
            let mut index = line.map_or(0, |line| line.container);
            let innermost = index;
            for _ in 0..LEVELS {
                put(means.get(index as usize).copied().unwrap_or(OUTSIDE));
                index = containers.get(index as usize).map_or(0, |container| container.parent);
            }
            let (frame, best_around) = frames.get(innermost as usize).copied().unwrap_or((OUTSIDE, OUTSIDE));
            put(frame);
            put(best_around);
            let slot = slots.get(number).and_then(|slot| of_slots.get(*slot as usize)).copied().unwrap_or_default();
            put(slot.0);
            put((1.0 + slot.1).ln());
            let section = sections.get(number).copied().unwrap_or(0) as usize;
            put(of_sections.get(section).map_or(OUTSIDE, |it| it.0));
            put(of_sections.get(section + 1).map_or(OUTSIDE, |it| it.0));
            put(total);
            put((1.0 + sum_mass as f32).ln());
            let before = mass.get(number).copied().unwrap_or(0.0);
            put(before / (sum_mass as f32).max(f32::MIN_POSITIVE));
            put(best);
            put((1.0 + before).ln());
            row
        })
        .collect()
}

/// Gives the weighted average and the number of lines of each group; groups are numbered from 0.
fn by_group(groups: &[u32], first: &[f32], weight: &impl Fn(usize) -> f32) -> Vec<(f32, f32)> {
    let count = groups.iter().max().map_or(0, |last| *last as usize + 1);
    let mut sums = vec![(0.0f32, 0.0f32, 0.0f32); count];
    for (number, (group, value)) in groups.iter().zip(first).enumerate() {
        if let Some(sum) = sums.get_mut(*group as usize) {
            sum.0 += value * weight(number);
            sum.1 += weight(number);
            sum.2 += 1.0;
        }
    }
    sums.into_iter().map(|(mass, whole, lines)| (if whole > 0.0 { mass / whole } else { OUTSIDE }, lines)).collect()
}

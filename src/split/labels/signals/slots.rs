//! Lines under the same markup: what they have in common.

use std::collections::{HashMap, HashSet};

use super::log;
use crate::outline::{Outline, Role};
use crate::split::features::Features;

/// Gives each line the number of its slot: lines under the same markup (elements and classes of all containers, role,
/// inline markup of its first run) share one, as the slots of the cards of one list do.
pub(super) fn slots(outline: &Outline) -> Vec<u32> {
    let mix = |a: u64, b: u64| (a ^ b.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut paths: Vec<u64> = Vec::with_capacity(outline.containers().len());
    for container in outline.containers() {
        let parent = paths.get(container.parent as usize).copied().unwrap_or(0);
        paths.push(mix(mix(parent, container.shape), container.kind as u64 + 1));
    }
    let mut numbers: HashMap<u64, u32> = HashMap::new();
    outline
        .lines()
        .iter()
        .map(|line| {
            let path = paths.get(line.container as usize).copied().unwrap_or(0);
            let role = match line.role {
                Role::Heading(level) => u64::from(level),
                Role::Paragraph => 7,
                Role::Item => 8,
                Role::Cell => 9,
                Role::Code => 10,
                Role::Caption => 11,
                Role::Control => 12,
            };
            let run = outline.runs(line).first();
            let shape = run.map_or(0, |run| run.shape ^ u64::from(run.link.is_some()));
            let next = numbers.len() as u32;
            *numbers.entry(mix(mix(path, role), shape)).or_insert(next)
        })
        .collect()
}

/// What the lines of one slot look like together.
#[derive(Clone, Default)]
pub(super) struct Alike {
    pub(super) count: f32,
    pub(super) log_units: f32,
    pub(super) units: f32,
    pub(super) links: f32,
    pub(super) prose: f32,
    pub(super) distinct: f32,
}

/// Looks at the lines of every slot together.
pub(super) fn alikes(slots: &[u32], features: &[Features], folded: &[u64]) -> Vec<Alike> {
    let count = slots.iter().max().map_or(0, |last| *last as usize + 1);
    let mut alikes = vec![Alike::default(); count];
    let mut seen: HashSet<(u32, u64)> = HashSet::new();
    for ((slot, f), folded) in slots.iter().zip(features).zip(folded) {
        let Some(alike) = alikes.get_mut(*slot as usize) else { continue };
        alike.count += 1.0;
        alike.log_units += log(f.units);
        alike.units += f.units;
        alike.links += f.link_share;
        alike.prose += f32::from(u8::from(f.is_prose()));
        if seen.insert((*slot, *folded)) {
            alike.distinct += 1.0;
        }
    }
    alikes
}

//! What nothing asked for: neighbours in one part of the page, together.

use super::features::{Features, Landmark};
use crate::outline::{Container, ContainerKind, Outline};

/// Gives the lines that `is_left`, neighbours under the same landmark and frame in one list.
pub(super) fn stretches(outline: &Outline, features: &[Features], is_left: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut stretches: Vec<Vec<usize>> = Vec::new();
    let mut place = None;
    for line in 0..outline.lines().len() {
        if !is_left(line) {
            place = None;
            continue;
        }
        let here = place_of(outline, features, line);
        match stretches.last_mut() {
            Some(stretch) if place == Some(here) => stretch.push(line),
            _ => stretches.push(vec![line]),
        }
        place = Some(here);
    }
    stretches
}

/// Where chrome stands: its landmark, and the outermost container below the page's own frame that is a landmark.
fn place_of(outline: &Outline, features: &[Features], line: usize) -> (Landmark, Option<u32>) {
    let landmark = features.get(line).map_or(Landmark::None, |features| features.landmark);
    let frame = outline.lines().get(line).and_then(|line| {
        outline.around(line).filter(|container| is_frame(container)).map(|container| container.lines.start).last()
    });
    (landmark, frame)
}

fn is_frame(container: &Container) -> bool {
    matches!(
        container.kind,
        ContainerKind::Navigation
            | ContainerKind::Footer
            | ContainerKind::Header
            | ContainerKind::Aside
            | ContainerKind::Form
            | ContainerKind::Dialog
    )
}

//! Which lines are the content: a learned labeller of lines in document order.
//!
//! Text blocks are labelled, no node is chosen: content often stands in several containers, with inserts between. `signals`
//! describes each line in numbers, `trees` gives a first probability from them, `context` describes what the first pass said
//! of the lines around, and a second set of trees decides. The weights are in `weights.rs`; `fit.rs` makes them from labelled
//! pages and says how.

mod context;
mod signals;
pub mod trees;
mod weights;

pub use context::COLUMNS as CONTEXT_COLUMNS;
pub use signals::NAMES;

use crate::outline::Outline;
use crate::split::features::{self, Features};

/// What is known of the lines of a page before they are labelled.
#[derive(Debug)]
pub struct Signals {
    /// The columns of each line, named by [`NAMES`].
    pub rows: Vec<[f32; NAMES.len()]>,
    slots: Vec<u32>,
    units: Vec<f32>,
}

/// Looks at every line.
pub fn signals(outline: &Outline) -> Signals {
    of_features(outline, &features::features(outline))
}

fn of_features(outline: &Outline, features: &[Features]) -> Signals {
    let slots = signals::slots(outline);
    let rows = signals::rows(outline, features, &slots).iter().map(signals::Row::numbers).collect();
    Signals { rows, slots, units: features.iter().map(|f| f.units).collect() }
}

/// Gives the probability of each line to be of the article.
pub(super) fn probabilities(outline: &Outline, features: &[Features]) -> Vec<f32> {
    let signals = of_features(outline, features);
    let first: Vec<f32> = signals
        .rows
        .iter()
        .map(|row| trees::probability(&weights::FIRST, weights::FIRST_BIAS, row))
        .collect();
    let mut row = [0.0; NAMES.len() + CONTEXT_COLUMNS];
    signals
        .rows
        .iter()
        .zip(signals.context(outline, &first))
        .map(|(of_line, context)| {
            for (slot, value) in row.iter_mut().zip(of_line.iter().chain(&context)) {
                *slot = *value;
            }
            trees::probability(&weights::SECOND, weights::SECOND_BIAS, &row)
        })
        .collect()
}

impl Signals {
    /// Gives what the second labeller looks at beside the signals.
    pub fn context(&self, outline: &Outline, first: &[f32]) -> Vec<[f32; CONTEXT_COLUMNS]> {
        context::columns(outline, &self.slots, &self.units, first)
    }
}

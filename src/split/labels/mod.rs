//! Which lines are the article's: a learned labeller of lines in document order.
//!
//! Lines are labelled, no node is chosen: content often stands in several containers, with inserts between. `signals`
//! describes each line and what is around it in numbers, `trees` makes a probability of them. The weights are in
//! `weights.rs`; `fit.rs` makes them from labelled pages and says from which.

mod signals;
pub mod trees;
mod weights;

pub use signals::NAMES;

use crate::outline::Outline;
use crate::split::features::{self, Features};
use trees::{Forest, probability};

/// What the labeller sees of one line, in the order of [`NAMES`].
pub type Row = [f32; NAMES.len()];

/// Looks at every line.
pub fn rows(outline: &Outline) -> Vec<Row> {
    signals::rows(outline, &features::features(outline))
}

/// Gives the probability of each line to be of the article.
pub(super) fn probabilities(outline: &Outline, features: &[Features]) -> Vec<f32> {
    let forest = Forest { trees: &weights::TREES, bias: weights::BIAS };
    forest.logits(&signals::rows(outline, features)).into_iter().map(probability).collect()
}

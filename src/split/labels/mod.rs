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
use crate::split::terms;
use crate::why::{Pull, strongest};
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

/// Tells for each line which signals pull hardest on it: what its log-odds lose where that one is the page's median.
pub(super) fn pulls(outline: &Outline, features: &[Features]) -> Vec<Vec<Pull>> {
    let forest = Forest { trees: &weights::TREES, bias: weights::BIAS };
    let rows = signals::rows(outline, features);
    let usual = medians(&rows);
    let logits = forest.logits(&rows);
    rows.iter()
        .zip(logits)
        .map(|(row, logit)| {
            let unusual: Vec<(&str, f32, f32, Row)> = NAMES
                .iter()
                .zip(row.iter().zip(&usual))
                .enumerate()
                .filter(|(_, (_, (value, usual)))| (*value - *usual).abs() > 0.0)
                .map(|(column, (name, (value, usual)))| {
                    let mut other = *row;
                    if let Some(slot) = other.get_mut(column) {
                        *slot = *usual;
                    }
                    (*name, *value, *usual, other)
                })
                .collect();
            let others: Vec<Row> = unusual.iter().map(|(.., other)| *other).collect();
            let pulls = unusual.into_iter().zip(forest.logits(&others)).map(|((name, value, usual, _), other)| Pull {
                signal: terms::of_line(name),
                value: terms::value_of_line(name, value),
                usual: terms::value_of_line(name, usual),
                pull: logit - other,
            });
            strongest(pulls.collect())
        })
        .collect()
}

fn medians(rows: &[Row]) -> Row {
    let mut medians = [0.0; NAMES.len()];
    for (column, median) in medians.iter_mut().enumerate() {
        let mut values: Vec<f32> = rows.iter().filter_map(|row| row.get(column)).copied().collect();
        values.sort_by(f32::total_cmp);
        *median = values.get(values.len() / 2).copied().unwrap_or_default();
    }
    medians
}

//! Boosted oblivious trees: every level of a tree asks one question of all rows, so a tree is a table that the answers
//! point into.
//!
//! Small, without branches, and the same on every machine: sums of whole numbers. (Oblivious trees after Kohavi 1994;
//! gradient boosting after Friedman 2001, with the second-order leaf values of Chen and Guestrin 2016.)

/// Questions of one tree.
pub const DEPTH: usize = 6;

/// Answers of one tree.
pub const LEAVES: usize = 1 << DEPTH;

/// Leaves are whole numbers of so many parts of a logit.
pub const PARTS: f32 = 1000.0;

/// Rows that are looked at together, so that one question is one comparison of vectors.
const LANES: usize = 16;

/// One tree.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The column that each level looks at.
    pub columns: [u8; DEPTH],
    /// Answered with yes above this.
    pub thresholds: [f32; DEPTH],
    /// What the tree adds, in parts of a logit (see [`PARTS`]); the answer of level 0 is the lowest bit of the index.
    pub leaves: [i16; LEAVES],
}

/// Trees, and where their sum starts.
#[derive(Clone, Debug)]
pub struct Forest<'a> {
    /// The trees.
    pub trees: &'a [Tree],
    /// The sum without any tree, in parts of a logit.
    pub bias: i32,
}

impl Forest<'_> {
    /// Gives the sum of the trees for each row, in logits.
    pub fn logits<const COLUMNS: usize>(&self, rows: &[[f32; COLUMNS]]) -> Vec<f32> {
        let mut logits = Vec::with_capacity(rows.len());
        let mut columns = [[0.0f32; LANES]; COLUMNS];
        for rows in rows.chunks(LANES) {
            for (lane, row) in rows.iter().enumerate() {
                for (column, value) in columns.iter_mut().zip(row) {
                    if let Some(slot) = column.get_mut(lane) {
                        *slot = *value;
                    }
                }
            }
            let mut sums = [self.bias; LANES];
            for tree in self.trees {
                tree.add(&columns, &mut sums);
            }
            logits.extend(sums.iter().take(rows.len()).map(|sum| *sum as f32 / PARTS));
        }
        logits
    }
}

impl Tree {
    fn add(&self, columns: &[[f32; LANES]], sums: &mut [i32; LANES]) {
        let mut index = [0u32; LANES];
        for (level, (&column, &threshold)) in self.columns.iter().zip(&self.thresholds).enumerate() {
            let Some(column) = columns.get(usize::from(column)) else { continue };
            for (index, value) in index.iter_mut().zip(column) {
                *index |= u32::from(*value > threshold) << level;
            }
        }
        for (sum, index) in sums.iter_mut().zip(index) {
            *sum += self.leaves.get(index as usize).copied().map_or(0, i32::from);
        }
    }
}

/// Gives the probability that a logit stands for.
pub fn probability(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

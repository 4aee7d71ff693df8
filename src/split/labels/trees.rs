//! Boosted oblivious trees: every level of a tree asks one question, so a tree is a table that the answers point into.
//!
//! Small, without branches, and the same on every machine: sums of whole numbers. (Oblivious trees after Kohavi 1994;
//! gradient boosting after Friedman 2001, with the second-order leaf values of Chen and Guestrin 2016.)

/// Questions of one tree.
pub const DEPTH: usize = 6;

/// Answers of one tree.
pub const LEAVES: usize = 1 << DEPTH;

/// Leaves are whole numbers of so many parts of a logit.
pub const PARTS: f32 = 1000.0;

/// One tree.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The column that each level looks at.
    pub columns: [u8; DEPTH],
    /// Answered with yes above this.
    pub thresholds: [f32; DEPTH],
    /// What the tree adds, in thousandths of a logit; the answer of level 0 is the lowest bit of the index.
    pub leaves: [i16; LEAVES],
}

impl Tree {
    fn leaf(&self, row: &[f32]) -> i32 {
        let mut index = 0;
        for (level, (&column, &threshold)) in self.columns.iter().zip(&self.thresholds).enumerate() {
            let value = row.get(usize::from(column)).copied().unwrap_or(0.0);
            index |= usize::from(value > threshold) << level;
        }
        self.leaves.get(index).copied().map_or(0, i32::from)
    }
}

/// Gives the probability that the trees give to a row.
pub fn probability(trees: &[Tree], bias: i32, row: &[f32]) -> f32 {
    let sum: i32 = trees.iter().map(|tree| tree.leaf(row)).sum();
    1.0 / (1.0 + (-((sum + bias) as f32) / PARTS).exp())
}

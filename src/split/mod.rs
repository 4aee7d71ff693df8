//! Outline to blocks: which lines are the article, which a profile, which a teaser.

use crate::outline::Outline;
use crate::page::Block;

/// Splits a page. Every line of the outline is in exactly one block; blocks stand in reading order.
pub fn split(outline: &Outline) -> Vec<Block> {
    let _ = outline;
    Vec::new()
}

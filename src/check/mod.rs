//! Pages and matches to findings, one rule a file.

pub mod rules;

use crate::corpus::Corpus;
use crate::document::Unreadable;
use crate::finding::Finding;
use crate::page::Page;
use crate::settings::Settings;

/// Checks one page with every page rule.
pub fn page(page: &Page, index: usize, settings: &Settings) -> Vec<Finding> {
    let _ = (page, index, settings);
    Vec::new()
}

/// Checks all pages together with every corpus rule.
pub fn corpus(corpus: &Corpus, settings: &Settings) -> Vec<Finding> {
    let _ = (corpus, settings);
    Vec::new()
}

/// Reports an input that could not be read at all.
pub fn unreadable(input: &Unreadable, index: usize, settings: &Settings) -> Option<Finding> {
    let _ = (input, index, settings);
    None
}

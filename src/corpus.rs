//! What is kept of all pages once they are read: what corpus rules need, and no more.

use crate::page::Page;

/// All pages, as little of each as the corpus rules need.
#[derive(Debug, Default)]
pub struct Corpus;

impl Corpus {
    /// Keeps what corpus rules need of a page. Pages come in input order; `index` is the page's place in it.
    pub fn add(&mut self, page: &Page, index: usize) {
        let _ = (page, index);
    }
}

//! What is kept of all pages once they are read: what corpus rules need, and no more.

use crate::page::Page;

/// All pages, as little of each as the corpus rules need.
#[derive(Debug, Default)]
pub struct Corpus {
    pages: Vec<PageRecord>,
}

/// What is kept of a page.
#[derive(Clone, Debug)]
pub struct PageRecord {
    /// Its name.
    pub name: String,
    /// Its place in the order of the input.
    pub index: usize,
}

impl Corpus {
    /// Keeps what corpus rules need of a page. Pages come in input order; `index` is the page's place in it.
    pub fn add(&mut self, page: &Page, index: usize) {
        self.pages.push(PageRecord { name: page.name.clone(), index });
    }

    /// Gives the pages, in input order.
    pub fn pages(&self) -> &[PageRecord] {
        &self.pages
    }
}

//! Languages in context: what language a page should be in, and every section's language with that in mind.
//!
//! `detect` knows the text alone. This step adds what only korrektur knows: the flag, the page's own claim, its address,
//! its chrome, its neighbours, the other pages of the site. It never changes text or spans.

use crate::language::{Expected, Tag};
use crate::page::Page;

/// Decides the language that `page` should be in, by flag or pipeline (`asked`), by its own claim, its address or its
/// chrome, in this order. `None` where nothing of this speaks: then the other pages of the site may.
pub fn expected(page: &Page, asked: Option<Expected>) -> Option<Expected> {
    let _ = page;
    asked
}

/// Decides the language of every title, section, paragraph and block of `page`, and of the page, given what it should be
/// (`page.expected`).
pub fn settle(page: &mut Page) {
    let _ = page;
}

/// Gives the key under which pages of one site share their language: the host of the address with its first path segment
/// where that is a language, else the folder of the name.
pub fn site(page: &Page) -> String {
    page.url.clone().unwrap_or_default()
}

/// The languages that the pages of each site turned out to be expected in, in input order.
#[derive(Debug, Default)]
pub struct SiteVotes;

impl SiteVotes {
    /// Counts a page whose expected language is known from stronger evidence.
    pub fn count(&mut self, page: &Page) {
        let _ = page;
    }

    /// Gives the language that most pages of `page`'s site are in.
    pub fn winner(&self, page: &Page) -> Option<Tag> {
        let _ = page;
        None
    }
}

/// Tells whether a page with this name and address belongs to `site`: a host name (its subdomains included) or a glob over
/// page names.
pub fn is_of_site(name: &str, url: Option<&str>, site: &str) -> bool {
    let _ = (name, url, site);
    false
}

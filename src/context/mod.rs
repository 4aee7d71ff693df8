//! Languages in context: what language a page should be in, and every section's language with that in mind.
//!
//! `detect` knows the text alone. This step adds what only korrektur knows: the flag, the page's own claim, its address
//! (`address`), its chrome (`chrome`), its neighbours (`settle`), the other pages of the site (`site`). It never changes
//! text or spans.

mod address;
mod chrome;
mod names;
mod outlook;
mod passages;
mod same;
mod settle;
mod site;

pub use same::settle_same;
pub use settle::settle;
pub use site::{SiteVotes, is_of_site, site};

use crate::language::{Expected, ExpectedFrom, Tag};
use crate::page::Page;

/// Decides the language that `page` should be in, by flag or pipeline (`asked`), by its own claim, its address or its
/// chrome, in this order. `None` where nothing of this speaks: then the other pages of the site may.
pub fn expected(page: &Page, asked: Option<Expected>) -> Option<Expected> {
    let because = |from: ExpectedFrom| move |tag: Tag| Expected { tag, from };
    asked
        .or_else(|| page.declared.filter(|tag| !tag.is_und()).map(because(ExpectedFrom::Declared)))
        .or_else(|| address::language(page).map(because(ExpectedFrom::Address)))
        .or_else(|| chrome::language(page).map(because(ExpectedFrom::Chrome)))
}

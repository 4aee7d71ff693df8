//! `check --explain-pairs`: waits for one page, and says what its sections were taken for.

use crate::error::Error;
use crate::page::Page;
use crate::write::pairs::pairs;

/// What was asked, and what is known so far.
pub(super) struct Explaining<'a> {
    asked: &'a str,
    named: Option<String>,
    /// The explanation of the first page whose name ends so, and how many there are.
    ending: Option<String>,
    count: usize,
}

impl<'a> Explaining<'a> {
    /// Waits for the page of this name, or the only one whose name ends with it.
    pub(super) fn new(asked: &'a str) -> Self {
        Self { asked, named: None, ending: None, count: 0 }
    }

    /// Hears of a page.
    pub(super) fn page(&mut self, page: &Page) {
        if page.name == self.asked {
            self.named.get_or_insert_with(|| pairs(page));
        } else if page.name.ends_with(self.asked) {
            self.ending.get_or_insert_with(|| pairs(page));
            self.count += 1;
        }
    }

    /// Gives the explanation.
    pub(super) fn told(self) -> Result<String, Error> {
        let ending = self.ending.filter(|_| self.count == 1);
        self.named.or(ending).ok_or_else(|| Error::Flag {
            flag: format!("--explain-pairs {}", self.asked),
            reason: if self.count > 1 { "several pages end so" } else { "no page is named so" }.to_owned(),
            help: "give the page's name as findings and records have it, in `page`".to_owned(),
        })
    }
}

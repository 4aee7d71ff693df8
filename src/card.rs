//! A teaser held against the page that it leads to: what `cards` found out and a rule of `check` puts into words.

use crate::finding::Place;
use crate::language::Tag;
use crate::words::text_key;

/// A teaser that does not say what its page says.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The page that the teaser is on.
    pub page: String,
    /// That page's place in the order of the input.
    pub page_index: usize,
    /// The teaser, 0-based among the blocks of its page.
    pub block: usize,
    /// Where it stands.
    pub place: Place,
    /// Its title, else how its text begins.
    pub text: String,
    /// What differs, at least one thing.
    pub differences: Vec<Difference>,
    /// The article that it leads to.
    pub article: Led,
    /// How many more times a teaser says the same wrong things of this article.
    pub others: usize,
}

impl Mismatch {
    /// Gives what is equal for teasers that are wrong about one article in the same way.
    pub fn key(&self) -> u64 {
        let parts: Vec<u8> = self.parts().into_iter().flat_map(u64::to_le_bytes).collect();
        xxhash_rust::xxh3::xxh3_64(&parts)
    }

    /// Gives the same of each thing that differs. What the article says is left out: that may change, and the teaser is no less
    /// wrong.
    pub fn parts(&self) -> Vec<u64> {
        let part = |difference: &Difference| {
            let (name, said) = match difference {
                Difference::Language(card, _) => ("language", card.as_str()),
                Difference::Title(card, ..) => ("title", card.as_str()),
                Difference::Category(card, _) => ("category", card.as_str()),
                Difference::Date(card, _) => ("date", card.as_str()),
                Difference::Excerpt(card, ..) => ("excerpt", card.as_str()),
            };
            text_key(&[self.article.page.as_str(), name, said].join("\n"))
        };
        self.differences.iter().map(part).collect()
    }
}

/// The article that a teaser leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Led {
    /// The name of its page.
    pub page: String,
    /// The article, 0-based among the blocks of its page.
    pub block: usize,
    /// Its title.
    pub title: String,
    /// Its title where it stands above the text, else where the article begins.
    pub place: Place,
}

/// What a teaser says, and what its article says instead.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// They are in two languages.
    Language(Tag, Tag),
    /// Two titles; with the page that the teaser's is the title of, where it is another one's.
    Title(String, String, Option<String>),
    /// Two categories.
    Category(String, String),
    /// Two dates.
    Date(String, String),
    /// The teaser's text, and how the article begins; with the page that the text comes from, where it is another one's.
    Excerpt(String, String, Option<String>),
}

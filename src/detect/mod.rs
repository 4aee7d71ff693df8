//! The language of a text, from the text alone.
//!
//! [`detect`] cuts the text into ordinary words (`tokens`), lets their script rule languages out (`script`), and adds up
//! how likely each remaining language makes them: its commonest words and its letters (`table`), and where that leaves
//! the question open, the opinion of `whatlang` (`trigrams`). The sums are log-likelihoods ([`Evidence`]); `context` weighs them
//! against what it knows of the page.

mod evidence;
mod known;
mod script;
mod table;
mod tokens;
mod trigrams;

pub use evidence::Evidence;

use crate::language::{Language, Tag};

/// Tells the language of `text` among `candidates` (all known languages where empty). `und` where the text does not
/// allow a decision: a name, a number, a word that languages share.
pub fn detect(text: &str, candidates: &[Tag]) -> Language {
    let is_candidate =
        |tag: Tag| candidates.is_empty() || candidates.iter().any(|candidate| candidate.same_language(tag));
    Evidence::of(text).decide(None, |tag| is_candidate(tag).then_some(0.0))
}

/// Tells whether the detector knows a language, so that a text could be found to be in it.
pub fn knows(tag: Tag) -> bool {
    known::knows(tag)
}

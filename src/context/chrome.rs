//! The language of a page's chrome: what a site prints around its content (dates, categories, teasers, navigation).
//!
//! Chrome comes from the site's own templates and lists, so it tells what language the page was made for, even where the
//! article on it was never translated. Articles and profiles have no vote here.

use std::collections::BTreeMap;

use crate::detect::Evidence;
use crate::language::Tag;
use crate::page::{Block, Kind, Page};

/// How many words of one text count at most: a long excerpt says no more of the site than a short one.
const WORDS_OF_A_TEXT: f64 = 12.0;
/// Weight of a category or date phrase for each word: few words, but the site's own.
const LABEL_WEIGHT: f64 = 2.0;
/// Weight of a teaser's title and excerpt for each word.
const TEASER_WEIGHT: f64 = 1.0;
/// Weight of navigation and the like for each word: notices of third parties stand there too.
const OTHER_WEIGHT: f64 = 0.5;
/// How many words' worth of chrome the winner must have …
const LEAST_VOTES: f64 = 4.0;
/// … and what share of all votes that are not silent.
const LEAST_SHARE: f64 = 0.6;

/// Gives the language that most of the chrome is in; `None` where there is little of it or it is divided.
pub(super) fn language(page: &Page) -> Option<Tag> {
    let mut votes = Votes::default();
    for block in &page.blocks {
        votes.hear_block(block);
    }
    votes.winner()
}

/// What the texts of the chrome say, added up.
#[derive(Default)]
struct Votes {
    by_language: BTreeMap<Tag, f64>,
    total: f64,
}

impl Votes {
    fn hear_block(&mut self, block: &Block) {
        if let Some(category) = &block.category {
            self.hear(&category.text, LABEL_WEIGHT);
        }
        if let Some(date) = &block.date {
            self.hear(&date.value.text, LABEL_WEIGHT);
            self.add(date.value.language, LABEL_WEIGHT);
        }
        let weight = match block.kind {
            Kind::Teaser => TEASER_WEIGHT,
            Kind::Other => OTHER_WEIGHT,
            Kind::Article | Kind::Profile => return,
        };
        if let Some(title) = &block.title {
            self.hear(&title.text, weight);
        }
        for section in &block.sections {
            if let Some(heading) = &section.heading {
                self.hear(&heading.text, weight);
            }
            for paragraph in section.paragraphs.iter().filter(|p| p.is_prose && p.declared.is_none()) {
                self.hear(&paragraph.own_text(), weight);
            }
        }
    }

    /// Splits the vote of a text among the languages that it may be in.
    fn hear(&mut self, text: &str, weight: f64) {
        let evidence = Evidence::of(text);
        let votes = (evidence.words() as f64).min(WORDS_OF_A_TEXT) * weight;
        if votes == 0.0 {
            return;
        }
        let likelihoods: Vec<(Tag, f64)> = evidence.likelihoods().collect();
        let best = likelihoods.iter().map(|&(_, score)| score).fold(f64::MIN, f64::max);
        let sum: f64 = likelihoods.iter().map(|&(_, score)| (score - best).exp()).sum();
        for (tag, score) in likelihoods {
            self.add(tag, votes * (score - best).exp() / sum);
        }
    }

    fn add(&mut self, tag: Tag, votes: f64) {
        if !tag.is_und() && votes > 0.0 {
            *self.by_language.entry(tag.language()).or_default() += votes;
            self.total += votes;
        }
    }

    fn winner(self) -> Option<Tag> {
        let (tag, votes) = self.by_language.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (votes >= LEAST_VOTES && votes >= LEAST_SHARE * self.total).then_some(tag)
    }
}

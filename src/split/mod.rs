//! Outline to blocks: which lines are the article, which a profile, which a teaser.
//!
//! One splitter over one outline, whatever the format. Every line gets a label; then lines of one label become blocks.
//! 1. `features`: what each line looks like, in numbers that carry across languages and scripts.
//! 2. `cards`: lists of alike links are teasers, by what they have in common (`anchors` finds them with the card of each,
//!    `traits` describes them, `weights` weighs them). `sequence`: so are lines with dates at a steady distance.
//! 3. `profile`: people presented, by containers or by a name and prose about it; `names`: how names look.
//! 4. `labels`: how likely each line is the article's, by fitted trees; 2 and 3 heed it too. `article`: what the page is about,
//!    among the lines that are left, by these probabilities or, without markup to judge by, by rules. `head`: its title, category,
//!    author and date.
//! 5. `slots` (on `pieces`) and `sections` cut the labelled lines into fields and sections.
//!
//! `dump` takes pages that are nothing but lines, where 2 and 4 have nothing to go by. `vocabulary` has the few words that are
//! known, `terms` the words in which the numbers are explained to people.
//!
//! `splitter` asks them in turn and hands out the lines, one by one and each once, with the reason; `blocks` makes blocks of
//! the lines that one part of the page got, `rest` of those that nothing asked for.
//!
//! What is not here: languages of texts (`context`), values of dates (`date`); a date is only recognised as one.

mod anchors;
mod article;
mod blocks;
mod cards;
mod dump;
mod features;
mod head;
pub mod labels;
mod names;
mod pieces;
mod profile;
mod rest;
mod sections;
mod sequence;
mod slots;
mod splitter;
mod terms;
mod traits;
mod vocabulary;
mod weights;
mod written;

use splitter::Splitter;

use crate::outline::Outline;
use crate::page::Block;
use crate::why::Account;

/// Splits a page. Every line of the outline is in exactly one block; blocks stand in the order of their first lines.
pub fn split(outline: &Outline) -> Vec<Block> {
    Splitter::new(outline, None).split().0
}

/// Splits a page as [`split`] does, and says why each line went where it did.
pub fn explain(outline: &Outline) -> (Vec<Block>, Account) {
    let (blocks, account) = Splitter::new(outline, Some(Account::default())).split();
    (blocks, account.unwrap_or_default())
}

/// Tells for each line whether it is in a list of cards, by structure alone: what the labeller is fitted beside.
pub fn in_cards(outline: &Outline) -> Vec<bool> {
    let features = features::features(outline);
    let mut marked = vec![false; outline.lines().len()];
    for line in cards::groups(outline, &features, marked.clone()).into_iter().flat_map(|group| group.cards).flatten() {
        if let Some(slot) = marked.get_mut(line) {
            *slot = true;
        }
    }
    marked
}

/// Says what each list of links looks like and how it was weighed, for `--dump cards`.
pub fn lists(outline: &Outline) -> String {
    cards::explain(outline)
}

/// Describes the lines of a text dump as the labeller sees them; what its weights are fitted on.
pub fn rows_of_dump(outline: &Outline) -> Vec<Vec<f32>> {
    dump::rows(outline, &features::features(outline))
}

//! Lines that a page has in common with its original, letter for letter. A text that was translated is hardly ever the same
//! as before, so such a line was left as it was: untranslated, or a name that stays. What is left to tell is which, and that
//! takes less than a language by itself: a word or two that are no names.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::outlook::Outlook;
use super::settle::{Unit, is_long, names, settle_whole, speaks, units};
use crate::detect::Evidence;
use crate::glossary::{Glossary, Wanted};
use crate::language::{Language, Tag};
use crate::page::{Block, Kind, Page};
use crate::paired::Fate;
use crate::terms::{Terms, blanked};
use crate::words::{self, Sequence, text_key};

/// How much likelier the language of the original becomes for a line with ordinary words that is the same there, in nats. A
/// translation of a few words is the same as its original in one case of twenty or so: loan words, names of things.
const SAME: f64 = 3.0;

/// How sure the language of the original must be for a line that is the same there.
const SURE: f64 = 0.9;

/// The same for a line that may be a name.
const SURE_OF_NAMES: f64 = 0.99;

/// Lines of so many words or fewer are looked for in translated sentences.
const LONGEST_NAME: usize = 6;

/// Decides anew the short lines that a page, settled and held against its original, has in common with it. What `glossary` and
/// the pages in other languages show to stay as it is says nothing.
pub fn settle_same(page: &mut Page, terms: &Terms, glossary: &Glossary) {
    let (Some(paired), Some(expected)) = (page.pairing.paired(), page.expected) else { return };
    let (same, expected) = (&paired.same, expected.tag);
    if same.lines.is_empty() || same.language.is_und() || same.language.same_language(expected) {
        return;
    }
    let outlook = Outlook::of(Some(expected.language()), terms);
    let mut blocks: Vec<&mut Block> = page.blocks.iter_mut().filter(|block| block.kind != Kind::Other).collect();
    let original = same.language.language();
    let is_sure = |it: &Language| it.tag == original && it.confidence >= SURE;
    let fate = |unit: &Unit| {
        let is_word = !is_long(&unit.text) && unit.text.contains(char::is_alphabetic);
        let fate = is_word.then(|| same.lines.get(&text_key(&unit.text)).copied()).flatten()?;
        (fate == Fate::Kept || !glossary.is_empty() || !is_sure(unit.language)).then_some(fate)
    };
    if !blocks.iter_mut().any(|block| units(block).iter().any(|unit| fate(unit).is_some())) {
        return;
    }
    let names = names(blocks.iter_mut().map(|block| &mut **block), expected.language(), &outlook);
    let mentioned = mentioned(&mut blocks, expected, |key| same.lines.contains_key(&key));
    for block in blocks {
        let mut has_changed = false;
        for unit in units(block) {
            let Some(fate) = fate(&unit) else { continue };
            let own = without_kept(names.taken_out(&unit.text), glossary, expected);
            let own = outlook.telling(own);
            let evidence = Evidence::of(&own);
            let stays = fate == Fate::Kept || evidence.words() == 0;
            let decided = if stays && unit.language.tag.same_language(expected) {
                None
            } else if stays {
                Some(Language { tag: Tag::UND, confidence: 1.0 })
            } else {
                let is_mentioned = mentioned.contains(&text_key(&unit.text));
                let is_name = fate != Fate::Translated && !own.split_whitespace().any(is_small);
                let decided = decide(&evidence, &outlook, is_name, original);
                decided.filter(|_| fate == Fate::Translated || !is_mentioned)
            };
            if let Some(decided) = decided {
                *unit.language = decided;
                has_changed = true;
            }
        }
        if has_changed {
            settle_whole(block);
        }
    }
}

/// Gives the language of the original where a line that is the same there, and may be a name, is surely in it.
fn decide(evidence: &Evidence, outlook: &Outlook, is_name: bool, original: Tag) -> Option<Language> {
    let heard = if is_name { 0.0 } else { SAME };
    let decided = outlook.decide(evidence, |tag| if tag == original { heard } else { 0.0 });
    let least = if is_name { SURE_OF_NAMES } else { SURE };
    (decided.tag == original && decided.confidence >= least).then_some(decided)
}

/// Tells whether a word is written in small letters throughout: `support`, but neither `macOS` nor `app.js`.
fn is_small(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().nth(1).is_some() && word.chars().all(|c| c.is_lowercase() || c == '-')
}

/// Gives a text with blanks where terms stand that the glossary wants to stay as they are.
fn without_kept<'a>(text: Cow<'a, str>, glossary: &Glossary, expected: Tag) -> Cow<'a, str> {
    let is_kept = |term: &str| matches!(glossary.wanted(term, expected), Some(Wanted::Kept(_)));
    let kept = glossary.find(&text).filter(|found| found.is_whole && is_kept(found.text)).map(|found| found.at);
    let kept: Vec<_> = kept.collect();
    blanked(text, kept)
}

/// Gives the keys of lines that stand inside sentences of the expected language, among those that are `wanted`.
fn mentioned(blocks: &mut [&mut Block], expected: Tag, wanted: impl Fn(u64) -> bool) -> BTreeSet<u64> {
    let mut mentioned = BTreeSet::new();
    for unit in blocks.iter_mut().flat_map(|block| units(block)) {
        if !speaks(&unit.text, unit.language).is_some_and(|tag| tag.same_language(expected)) {
            continue;
        }
        let mut hashes: Vec<u64> = Vec::new();
        words::each(&unit.text, |word| hashes.push(word.hash));
        for start in 0..hashes.len() {
            let mut sequence = Sequence::default();
            for &hash in hashes.get(start..).unwrap_or_default().iter().take(LONGEST_NAME) {
                sequence.push(hash);
                if wanted(sequence.key()) {
                    mentioned.insert(sequence.key());
                }
            }
        }
    }
    mentioned
}

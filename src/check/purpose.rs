//! What a site repeats on purpose, told from role and number, never from likeness alone: the same profile under the same
//! name, a teaser beside its article, frames with other facts. None of it is a fault. (Chrome is left out before, by
//! [`chrome`](crate::chrome).)

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{BlockRecord, Corpus};
use crate::digest::{Match, Matches};
use crate::page::Kind;

/// A section that is nearly like more others than this is filled into a frame: edited copies come in ones and twos.
const FRAME_NEIGHBOURS: usize = 8;

/// Texts less alike than this that differ in numbers and names alone are made of them: a frame, even if filled in only twice.
const FRAME_SIMILARITY: f64 = 0.5;

/// Sections of one article speak of one thing: they share phrases, and one sums up another. Only from this similarity is
/// one of them a copy of another.
const SAME_BLOCK_SIMILARITY: f64 = 0.5;

/// Or from this share of the shorter one that stands in the other.
const SAME_BLOCK_CONTAINMENT: f64 = 0.8;

/// Share of words with digits from which a text is made of facts: prices, times, numbers to call. Two such texts that are no
/// more alike than [`FRAME_SIMILARITY`] are filled into one frame.
const FRAME_NUMBERS: f64 = 0.1;

/// A heading that stands under so many titles names a part that every page of some kind has: parameters, opening hours.
const PART_TITLES: usize = 5;

/// Less alike than this, two parts of one name are written to one pattern.
const PART_SIMILARITY: f64 = 0.35;

/// How many sections that differ in numbers and names alone make a frame; two may be a copy with changed facts.
const FRAME_COPIES: usize = 3;

/// Leaves one section of each profile in a group of equal sections: the same profile under the same name may stand on
/// every page of its author.
pub(super) fn without_same_profiles(corpus: &Corpus, group: &[usize]) -> Vec<usize> {
    let mut names: BTreeSet<u64> = BTreeSet::new();
    let mut openings: BTreeSet<u64> = BTreeSet::new();
    let mut openings_without_name: BTreeSet<u64> = BTreeSet::new();
    let mut kept: Vec<usize> = Vec::new();
    for &section in group {
        let block = corpus.block_of(section);
        if block.kind == Kind::Profile {
            // As `have_same_name`, with all before at once.
            let is_named = block.title.is_some_and(|title| names.contains(&title));
            let same = if block.title.is_some() { &openings_without_name } else { &openings };
            let is_known = is_named || block.opening.is_some_and(|opening| same.contains(&opening));
            // The same profile split in two on one page is another matter. Sections of a block follow one another.
            let is_split =
                kept.last().is_some_and(|&other| corpus.sections()[other].block == corpus.sections()[section].block);
            if is_known && !is_split {
                continue;
            }
            names.extend(block.title);
            openings.extend(block.opening);
            openings_without_name.extend(block.opening.filter(|_| block.title.is_none()));
        }
        kept.push(section);
    }
    kept
}

/// Tells whether two profiles are of the same name. Where the name was not told from the text, it stands in the first line.
fn have_same_name(a: &BlockRecord, b: &BlockRecord) -> bool {
    if a.title.is_some() && b.title.is_some() {
        a.title == b.title
    } else {
        a.opening.is_some() && a.opening == b.opening
    }
}

/// Why two sections that are alike are no fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// They present the same person under the same name.
    SameProfile,
    /// One is the beginning of the article that the other stands under the title of.
    Teaser,
    /// They are filled into one frame, with other names and numbers.
    Frame,
    /// One of them is like so many others that these are filled into one frame.
    Crowd,
    /// They are sections of one article and share phrases.
    SameSubject,
    /// They stand under a heading that many pages have, and share phrases.
    SamePart,
    /// One is in the translation of the page of the other, or both are in translations of one page: it was left untranslated.
    Translation,
}

impl Purpose {
    /// Says it, as the end of a sentence.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::SameProfile => "the same profile under the same name",
            Self::Teaser => "a teaser beside its article",
            Self::Frame => "one frame with other names and numbers",
            Self::Crowd => "one of many that are filled into one frame",
            Self::SameSubject => "sections of one article on one subject",
            Self::Translation => "a page and its translation",
            Self::SamePart => "the same part of two pages, written to one pattern",
        }
    }
}

/// Gives why two sections are meant to be alike by what they are, if they are.
pub(super) fn of_roles(corpus: &Corpus, a: usize, b: usize) -> Option<Purpose> {
    if corpus.are_paired(corpus.block_of(a).page, corpus.block_of(b).page) {
        Some(Purpose::Translation)
    } else if is_same_profile(corpus, a, b) {
        Some(Purpose::SameProfile)
    } else if is_teaser_of(corpus, a, b) || is_teaser_of(corpus, b, a) {
        Some(Purpose::Teaser)
    } else {
        None
    }
}

fn is_same_profile(corpus: &Corpus, a: usize, b: usize) -> bool {
    let (one, other) = (corpus.block_of(a), corpus.block_of(b));
    if corpus.sections()[a].block == corpus.sections()[b].block {
        return false;
    }
    match (one.kind, other.kind) {
        (Kind::Profile, Kind::Profile) => have_same_name(one, other),
        (Kind::Profile, _) => is_headed_by_name(corpus, b, one),
        (_, Kind::Profile) => is_headed_by_name(corpus, a, other),
        _ => false,
    }
}

fn is_headed_by_name(corpus: &Corpus, section: usize, profile: &BlockRecord) -> bool {
    let heading = corpus.sections()[section].heading;
    heading.is_some() && (heading == profile.title || heading == profile.opening)
}

/// Tells whether `teaser` stands under the title of `lead`'s article, is its beginning, and much shorter than all of it. What
/// is all that its page has is no teaser, but a copy that was cut off.
fn is_teaser_of(corpus: &Corpus, teaser: usize, lead: usize) -> bool {
    let article = corpus.block_of(lead);
    let block = corpus.block_of(teaser);
    let is_card = block.sections.len() == 1 && corpus.page_of(teaser).blocks.len() > 1;
    let label = corpus.sections()[teaser].heading.or(if is_card { block.title } else { None });
    let words = || -> usize { article.sections.clone().map(|section| corpus.digests().words(section)).sum() };
    label.is_some()
        && label == article.title
        && article.sections.start == lead
        && corpus.sections()[teaser].block != corpus.sections()[lead].block
        && 2 * corpus.digests().words(teaser) <= words()
}

/// The nearly equal pairs of a corpus, as far as frames are told by their number.
pub(super) struct Frames<'a> {
    corpus: &'a Corpus,
    /// How many others each section is nearly like.
    neighbours: BTreeMap<usize, usize>,
    /// The sections of each frame.
    copies: BTreeMap<u64, Vec<usize>>,
    /// The headings that stand under [`PART_TITLES`] titles, as far as nearly equal sections share them.
    parts: BTreeSet<u64>,
}

impl<'a> Frames<'a> {
    pub(super) fn of(corpus: &'a Corpus, matches: &Matches) -> Self {
        let mut neighbours: BTreeMap<usize, usize> = BTreeMap::new();
        let mut copies: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for near in &matches.near {
            for section in [near.first, near.second] {
                *neighbours.entry(section).or_default() += 1;
                copies.entry(corpus.digests().frame(section)).or_default().push(section);
            }
        }
        for sections in copies.values_mut() {
            sections.sort_unstable();
            sections.dedup();
        }
        Self { corpus, neighbours, copies, parts: parts(corpus, matches) }
    }

    /// Gives why two sections that are nearly equal are meant to be, if they are.
    pub(super) fn purpose(&self, near: &Match) -> Option<Purpose> {
        let sections = self.corpus.sections();
        let is_one_subject = sections[near.first].block == sections[near.second].block
            && near.similarity < SAME_BLOCK_SIMILARITY
            && near.containment < SAME_BLOCK_CONTAINMENT;
        let heading = sections[near.first].heading.filter(|_| near.similarity < PART_SIMILARITY);
        if is_one_subject {
            Some(Purpose::SameSubject)
        } else if heading.is_some_and(|heading| self.parts.contains(&heading))
            && heading == sections[near.second].heading
            && near.containment < SAME_BLOCK_CONTAINMENT
        {
            Some(Purpose::SamePart)
        } else if self.is_filled(near) {
            Some(Purpose::Frame)
        } else if self.is_crowded(near.first) || self.is_crowded(near.second) {
            Some(Purpose::Crowd)
        } else {
            of_roles(self.corpus, near.first, near.second)
        }
    }

    fn is_crowded(&self, section: usize) -> bool {
        self.neighbours.get(&section).is_some_and(|&count| count > FRAME_NEIGHBOURS)
    }

    fn is_filled(&self, near: &Match) -> bool {
        let digests = self.corpus.digests();
        let frame = digests.frame(near.first);
        let is_loose = near.similarity < FRAME_SIMILARITY;
        let are_many = || self.copies.get(&frame).is_some_and(|sections| sections.len() >= FRAME_COPIES);
        let is_made_of_numbers =
            |section: usize| digests.numbers(section) as f64 >= FRAME_NUMBERS * digests.words(section) as f64;
        frame != 0 && frame == digests.frame(near.second) && (is_loose || are_many())
            || is_loose && is_made_of_numbers(near.first) && is_made_of_numbers(near.second)
    }
}

/// Gives the headings that two nearly equal sections share and that stand under [`PART_TITLES`] titles.
fn parts(corpus: &Corpus, matches: &Matches) -> BTreeSet<u64> {
    let sections = corpus.sections();
    let shared = matches.near.iter().filter_map(|near| {
        sections[near.first].heading.filter(|_| sections[near.first].heading == sections[near.second].heading)
    });
    let mut titles: BTreeMap<u64, BTreeSet<u64>> = shared.map(|heading| (heading, BTreeSet::new())).collect();
    for section in sections {
        let title = corpus.blocks()[section.block].title;
        if let (Some(titles), Some(title)) = (section.heading.and_then(|heading| titles.get_mut(&heading)), title)
            && titles.len() < PART_TITLES
        {
            titles.insert(title);
        }
    }
    titles.into_iter().filter(|(_, titles)| titles.len() >= PART_TITLES).map(|(heading, _)| heading).collect()
}

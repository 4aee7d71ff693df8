//! From matches to copies: which text is the original, which the copy, and how much of an article one copy is. The rules
//! about duplicates only put this into words.
//!
//! The original is the oldest ([`Corpus::age`]). One cause gives one copy: a page that repeats another one whole, an
//! article whose every section stands in another one, a run of sections from the same article.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use super::likeness::{Likeness, Link, Links};
use super::{Draft, rules};
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::error::Error;
use crate::finding::{RELATED_LIMIT, Related};
use crate::message::Message;
use crate::page::{Kind, block_id, section_id};
use crate::settings::Settings;

/// All copies among the pages of a corpus.
#[derive(Debug, Default)]
pub struct Copies {
    /// Pages that say what an older page says, in input order.
    pub pages: Vec<PageCopy>,
    /// Texts that stand elsewhere too, in input order.
    pub texts: Vec<TextCopy>,
}

/// A page whose articles, profiles and teasers say what those of an older page say.
#[derive(Clone, Debug, PartialEq)]
pub struct PageCopy {
    /// The copy; an index into [`Corpus::pages`].
    pub page: usize,
    /// The pages that say the same, the original first; no more than are listed.
    pub others: Vec<usize>,
    /// How many there are.
    pub total: usize,
    /// How the copy begins.
    pub excerpt: String,
}

/// Sections of one block that stand elsewhere too, or nearly so.
#[derive(Clone, Debug, PartialEq)]
pub struct TextCopy {
    /// The copied sections, ascending and of one block; indices into [`Corpus::sections`].
    pub sections: Vec<usize>,
    /// Whether the block holds nothing else that is long enough to compare.
    pub is_whole_block: bool,
    /// Whether all of it is equal to the original, form apart.
    pub is_equal: bool,
    /// How alike it is to the original, 0 to 1; the mean of several sections by their words.
    pub similarity: f64,
    /// The other places, those of the original first; no more than are listed. Of a run its sections are listed one by one,
    /// of a whole block the blocks.
    pub related: Vec<Related>,
    /// How many there are of these.
    pub related_total: usize,
    /// How many other places all of it stands in.
    pub places: usize,
    /// How the first section begins.
    pub excerpt: String,
}

/// Finds all copies among the pages of this run, and of earlier pages in these.
///
/// # Errors
/// [`Error::Temporary`] where shingles or excerpts cannot be read.
pub fn copies(corpus: &Corpus, matches: &Matches, settings: &Settings) -> Result<Copies, Error> {
    let is_on = rules::duplicate_page::RULE.severity(settings).is_some();
    let pages = if is_on { pages(corpus, settings)? } else { Vec::new() };
    let is_copied: Vec<bool> = pages.iter().fold(vec![false; corpus.pages().len()], |mut is_copied, copy| {
        is_copied[copy.page] = true;
        is_copied
    });
    let likeness = Likeness::of(corpus, matches);
    let mut texts: Vec<TextCopy> = Vec::new();
    let own = corpus.own_pages();
    for block in corpus.blocks().iter().filter(|block| own.contains(&block.page) && !is_copied[block.page]) {
        let is_compared = |&section: &usize| corpus.digests().words(section) >= settings.thresholds.duplicate_words;
        let compared: Vec<usize> = block.sections.clone().filter(is_compared).collect();
        let links = compared.iter().map(|&section| likeness.of_copy(corpus, section)).collect();
        texts.extend(Compared { corpus, sections: compared, links }.copies()?);
    }
    Ok(Copies { pages, texts })
}

fn pages(corpus: &Corpus, settings: &Settings) -> Result<Vec<PageCopy>, Error> {
    let mut by_key: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (number, page) in corpus.pages().iter().enumerate() {
        if page.words >= settings.thresholds.duplicate_words {
            by_key.entry(page.key).or_default().push(number);
        }
    }
    let mut copies: Vec<PageCopy> = Vec::new();
    for same in by_key.values_mut() {
        same.sort_by_key(|&page| corpus.age(page));
        // Of an original and what was left untranslated of it, the first stands for all.
        let mut pairs: BTreeSet<u64> = BTreeSet::new();
        same.retain(|&page| corpus.pages()[page].pair.is_none_or(|pair| pairs.insert(pair)));
        for &page in same.iter().skip(1).filter(|page| corpus.own_pages().contains(page)) {
            let others = same.iter().copied().filter(|&other| other != page).take(RELATED_LIMIT).collect();
            let total = same.len() - 1;
            copies.push(PageCopy {
                page,
                others,
                total,
                excerpt: corpus.excerpt(corpus.pages()[page].sections.start)?,
            });
        }
    }
    copies.sort_unstable_by_key(|copy| copy.page);
    Ok(copies)
}

impl TextCopy {
    /// Puts the copy into a draft, with its page's place in [`Corpus::pages`].
    pub(super) fn draft(&self, corpus: &Corpus, message: Message) -> (usize, Draft) {
        let (Some(&first), Some(&last)) = (self.sections.first(), self.sections.last()) else {
            return Default::default();
        };
        let keys: Vec<u8> =
            self.sections.iter().flat_map(|&section| corpus.digests().key(section).to_le_bytes()).collect();
        let block = corpus.block_of(first);
        let draft = Draft {
            place: corpus.place(first..last + 1),
            text: self.excerpt.clone(),
            key: Some(xxhash_rust::xxh3::xxh3_64(&keys)),
            parts: self.sections.iter().map(|&section| corpus.digests().key(section)).collect(),
            message,
            block: Some(block.number),
            sections: self.sections.iter().map(|&section| corpus.sections()[section].number).collect(),
            related: self.related.clone(),
            related_total: self.related_total,
            ..Draft::default()
        };
        (block.page, draft)
    }

    /// Says what is a copy and where else it stands, with the entry of this name.
    pub(super) fn message(&self, name: &'static str, corpus: &Corpus) -> Message {
        let page = self.sections.first().map(|&section| corpus.page_of(section).name.as_str());
        let kind = self.sections.first().map_or(Kind::Article, |&section| corpus.block_of(section).kind);
        let original = self.related.first().map(|original| original.page.as_str());
        Message::new(name)
            .with("what", if self.is_whole_block { kind.name() } else { "sections" })
            .with("sections", self.sections.len())
            .with("where", if original == page { "same" } else { "other" })
            .with("original", original.unwrap_or_default())
            .with("others", self.places.saturating_sub(1))
    }
}

impl PageCopy {
    /// Describes the other pages, at most as many as are listed.
    pub(super) fn related(&self, corpus: &Corpus) -> Vec<Related> {
        let blocks = self.others.iter().filter_map(|&page| corpus.pages()[page].blocks.clone().next());
        blocks.take(RELATED_LIMIT).map(|block| block_place(corpus, block)).collect()
    }
}

/// The sections of one block that are long enough to compare, with what each of them is a copy of.
struct Compared<'a> {
    corpus: &'a Corpus,
    sections: Vec<usize>,
    links: Vec<Option<Links>>,
}

/// A section of a run: its place among [`Compared::sections`], its original, and all it is like.
struct Copied<'a> {
    at: usize,
    original: Link,
    links: &'a Links,
}

impl Compared<'_> {
    fn copies(&self) -> Result<Vec<TextCopy>, Error> {
        let main = self.main_original();
        let copied = self.links.iter().enumerate().filter_map(|(at, links)| {
            let links = links.as_ref()?;
            let own = self.corpus.age_of(self.sections[at]);
            let mut earlier = links.links.iter().filter(|link| self.corpus.age_of(link.to) < own);
            let from_main = earlier.clone().find(|link| Some(self.block(link)) == main);
            Some(Copied { at, original: *from_main.or(earlier.next())?, links })
        });
        let copied: Vec<Copied> = copied.collect();
        let is_whole = copied.len() > 1
            && copied.len() == self.sections.len()
            && copied.iter().all(|copied| Some(self.block(&copied.original)) == main);
        let is_run = |a: &Copied, b: &Copied| {
            is_whole
                || a.at + 1 == b.at
                    && self.block(&a.original) == self.block(&b.original)
                    && a.original.is_equal == b.original.is_equal
        };
        copied.chunk_by(is_run).map(|run| self.copy(run, is_whole)).collect()
    }

    fn block(&self, link: &Link) -> usize {
        self.corpus.sections()[link.to].block
    }

    /// Gives the block that most of the sections come from, the oldest of several.
    fn main_original(&self) -> Option<usize> {
        let mut sections_from: BTreeMap<usize, usize> = BTreeMap::new();
        for (links, &section) in self.links.iter().zip(&self.sections) {
            let own = self.corpus.age_of(section);
            let earlier = links.iter().flat_map(|links| &links.links).filter(|link| self.corpus.age_of(link.to) < own);
            let blocks: BTreeSet<usize> = earlier.map(|link| self.block(link)).collect();
            for block in blocks {
                *sections_from.entry(block).or_default() += 1;
            }
        }
        let age = |block: usize| (self.corpus.age(self.corpus.blocks()[block].page), block);
        let most = sections_from.into_iter().max_by_key(|&(block, count)| (count, std::cmp::Reverse(age(block))));
        most.map(|(block, _)| block)
    }

    fn copy(&self, run: &[Copied], is_whole_block: bool) -> Result<TextCopy, Error> {
        let blocks = self.blocks_with_all_of(run);
        let (related, related_total) = if let [copied] = run {
            let others = copied.links.links.iter().filter(|link| link.to != copied.original.to);
            let places = iter::once(&copied.original).chain(others).take(RELATED_LIMIT);
            (places.map(|link| section_place(self.corpus, link)).collect(), copied.links.total)
        } else if is_whole_block || run.len() > RELATED_LIMIT {
            let places = blocks.iter().take(RELATED_LIMIT).map(|&block| self.place_in(block, run, is_whole_block));
            (places.collect(), blocks.len())
        } else {
            let all =
                blocks.iter().flat_map(|&block| run.iter().filter_map(move |copied| self.counterpart(copied, block)));
            (all.clone().take(RELATED_LIMIT).map(|link| section_place(self.corpus, link)).collect(), all.count())
        };
        let words = |copied: &Copied| self.corpus.digests().words(self.sections[copied.at]) as f64;
        let alike: f64 = run.iter().map(|copied| copied.original.similarity * words(copied)).sum();
        let first = run.first().map_or(0, |copied| self.sections[copied.at]);
        Ok(TextCopy {
            sections: run.iter().map(|copied| self.sections[copied.at]).collect(),
            is_whole_block,
            is_equal: run.iter().all(|copied| copied.original.is_equal),
            similarity: alike / run.iter().map(words).sum::<f64>().max(1.0),
            related,
            related_total,
            places: if run.len() == 1 { related_total } else { blocks.len() },
            excerpt: self.corpus.excerpt(first)?,
        })
    }

    /// Gives what a section of a run is like in `block`.
    fn counterpart<'b>(&self, copied: &'b Copied, block: usize) -> Option<&'b Link> {
        if self.block(&copied.original) == block {
            return Some(&copied.original);
        }
        copied.links.links.iter().find(|link| self.block(link) == block)
    }

    /// Gives the blocks in which every section of a run stands, that of the original first.
    fn blocks_with_all_of(&self, run: &[Copied]) -> Vec<usize> {
        let original = run.first().map(|copied| self.block(&copied.original));
        let blocks_of =
            |copied: &Copied| copied.links.links.iter().map(|link| self.block(link)).collect::<BTreeSet<usize>>();
        let mut blocks: BTreeSet<usize> = run.first().map(blocks_of).unwrap_or_default();
        for copied in run {
            let here = blocks_of(copied);
            blocks.retain(|block| here.contains(block));
        }
        if let Some(original) = &original {
            blocks.remove(original);
        }
        original.into_iter().chain(blocks).collect()
    }

    /// Describes where a run stands in `block`: its counterparts from the first to the last, or the whole block.
    fn place_in(&self, block: usize, run: &[Copied], is_whole_block: bool) -> Related {
        let counterparts = || run.iter().filter_map(|copied| self.counterpart(copied, block));
        let span = if is_whole_block {
            self.corpus.blocks()[block].sections.clone()
        } else {
            let all = || counterparts().map(|link| link.to);
            all().min().unwrap_or(0)..all().max().map_or(0, |last| last + 1)
        };
        let similarity = counterparts().map(|link| link.similarity).sum::<f64>() / run.len() as f64;
        Related { place: self.corpus.place(span), similarity, ..block_place(self.corpus, block) }
    }
}

fn section_place(corpus: &Corpus, link: &Link) -> Related {
    let section = &corpus.sections()[link.to];
    let block = corpus.block_of(link.to);
    Related {
        page: corpus.page_of(link.to).name.clone(),
        block: block_id(block.number),
        section: Some(section_id(block.number, section.number)),
        place: corpus.place(link.to..link.to + 1),
        similarity: link.similarity,
        original: None,
    }
}

/// Describes a whole block that is equal.
fn block_place(corpus: &Corpus, block: usize) -> Related {
    let record = &corpus.blocks()[block];
    Related {
        page: corpus.pages()[record.page].name.clone(),
        block: block_id(record.number),
        section: None,
        place: corpus.place(record.sections.clone()),
        similarity: 1.0,
        original: None,
    }
}

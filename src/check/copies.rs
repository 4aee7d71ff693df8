//! From matches to copies: which text is the original, which the copy, and how much of an article one copy is. The rules
//! about duplicates only put this into words.
//!
//! The original is what comes first in the input. One cause gives one copy: a page that repeats another one whole, an
//! article whose every section stands in another one, a run of sections from the same article.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{purpose, rules};
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::finding::{Place, RELATED_LIMIT, Related};
use crate::page::{block_id, section_id};
use crate::settings::Settings;

/// All copies among the pages of a corpus.
#[derive(Debug, Default)]
pub struct Copies {
    /// Pages that say what an earlier page says, in input order.
    pub pages: Vec<PageCopy>,
    /// Texts that stand elsewhere too, in input order.
    pub texts: Vec<TextCopy>,
}

/// A page whose articles, profiles and teasers say what those of an earlier page say.
#[derive(Clone, Debug, PartialEq)]
pub struct PageCopy {
    /// The copy; an index into [`Corpus::pages`].
    pub page: usize,
    /// The pages that say the same, the original first.
    pub others: Vec<usize>,
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
    /// The other places, the original first; no more than are listed.
    pub related: Vec<Related>,
    /// How many other places there are.
    pub related_total: usize,
}

/// A section like another one.
#[derive(Clone, Copy, Debug)]
struct Link {
    other: usize,
    similarity: f64,
    is_equal: bool,
}

/// How many earlier places of a section are considered when the original of its whole article is looked for.
const LINKS: usize = 64;

/// Finds all copies.
pub fn copies(corpus: &Corpus, matches: &Matches, settings: &Settings) -> Copies {
    let pages =
        if rules::duplicate_page::RULE.severity(settings).is_some() { pages(corpus, settings) } else { Vec::new() };
    let is_copied: Vec<bool> = pages.iter().fold(vec![false; corpus.pages().len()], |mut is_copied, copy| {
        is_copied[copy.page] = true;
        is_copied
    });
    let likeness = Likeness::of(corpus, matches);
    let shortest = settings.thresholds.duplicate_words;
    let texts = corpus.blocks().iter().filter(|block| !is_copied[block.page]);
    let texts = texts.flat_map(|block| {
        let compared: Vec<usize> = (block.sections.clone())
            .filter(|&section| corpus.digests().words(section) >= shortest && !likeness.is_chrome[section])
            .collect();
        likeness.copies_among(corpus, &compared)
    });
    Copies { texts: texts.collect(), pages }
}

fn pages(corpus: &Corpus, settings: &Settings) -> Vec<PageCopy> {
    let mut by_key: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (number, page) in corpus.pages().iter().enumerate() {
        if page.words >= settings.thresholds.duplicate_words {
            by_key.entry(page.key).or_default().push(number);
        }
    }
    let mut copies: Vec<PageCopy> = Vec::new();
    for same in by_key.values() {
        for &page in same.iter().skip(1) {
            copies.push(PageCopy { page, others: same.iter().copied().filter(|&other| other != page).collect() });
        }
    }
    copies.sort_unstable_by_key(|copy| copy.page);
    copies
}

/// Which sections are alike and not meant to be.
struct Likeness {
    is_chrome: Vec<bool>,
    /// Groups of equal sections, what is repeated on purpose left out.
    groups: Vec<Vec<usize>>,
    /// The group of a section, where it has one.
    group_of: BTreeMap<usize, usize>,
    /// Earlier sections that a section is nearly like, the most alike first.
    near: BTreeMap<usize, Vec<Link>>,
}

impl Likeness {
    fn of(corpus: &Corpus, matches: &Matches) -> Self {
        let is_chrome = purpose::chrome(corpus, &matches.equal);
        let groups = matches.equal.iter().filter(|group| group.first().is_some_and(|&section| !is_chrome[section]));
        let groups: Vec<Vec<usize>> =
            groups.map(|group| purpose::without_same_profiles(corpus, group)).filter(|group| group.len() > 1).collect();
        let group_of =
            groups.iter().enumerate().flat_map(|(number, group)| group.iter().map(move |&section| (section, number)));
        let group_of = group_of.collect();
        let mut near: BTreeMap<usize, Vec<Link>> = BTreeMap::new();
        for found in purpose::without_frames(corpus, matches) {
            if !is_chrome[found.first]
                && !is_chrome[found.second]
                && !purpose::is_meant(corpus, found.first, found.second)
            {
                let link = Link { other: found.first, similarity: found.similarity, is_equal: false };
                near.entry(found.second).or_default().push(link);
            }
        }
        for links in near.values_mut() {
            links.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.other.cmp(&b.other)));
        }
        Self { is_chrome, groups, group_of, near }
    }

    /// Gives the earlier sections that `section` is like: equal ones if there are any, else nearly equal ones.
    fn earlier(&self, corpus: &Corpus, section: usize) -> Vec<Link> {
        let group = self.group_of.get(&section).map_or(&[][..], |&group| self.groups[group].as_slice());
        let equal = group.iter().take_while(|&&other| other < section);
        let equal: Vec<Link> = equal
            .filter(|&&other| !purpose::is_meant(corpus, other, section))
            .map(|&other| Link { other, similarity: 1.0, is_equal: true })
            .take(LINKS)
            .collect();
        if equal.is_empty() { self.near.get(&section).cloned().unwrap_or_default() } else { equal }
    }

    /// Gives all sections that `section` is like and how many they are, at most as many as are listed.
    fn all(&self, corpus: &Corpus, section: usize, earlier: &[Link]) -> (Vec<Link>, usize) {
        match self.group_of.get(&section).and_then(|&group| self.groups.get(group)) {
            Some(group) if earlier.first().is_some_and(|link| link.is_equal) => {
                let others =
                    group.iter().filter(|&&other| other != section && !purpose::is_meant(corpus, other, section));
                let links = others.map(|&other| Link { other, similarity: 1.0, is_equal: true });
                (links.take(RELATED_LIMIT).collect(), group.len() - 1)
            }
            _ => (earlier.iter().copied().take(RELATED_LIMIT).collect(), earlier.len()),
        }
    }

    /// Gives the copies among the `compared` sections of one block.
    fn copies_among(&self, corpus: &Corpus, compared: &[usize]) -> Vec<TextCopy> {
        let earlier: Vec<Vec<Link>> = compared.iter().map(|&section| self.earlier(corpus, section)).collect();
        let mut sections_from: BTreeMap<usize, usize> = BTreeMap::new();
        for links in &earlier {
            let mut blocks: Vec<usize> = links.iter().map(|link| corpus.sections()[link.other].block).collect();
            blocks.sort_unstable();
            blocks.dedup();
            blocks.into_iter().for_each(|block| *sections_from.entry(block).or_default() += 1);
        }
        // The block that most sections come from; the first of equals.
        let Some((&main, &count)) = sections_from.iter().rev().max_by_key(|&(_, &count)| count) else {
            return Vec::new();
        };
        let from = |links: &[Link], block: usize| {
            links.iter().find(|link| corpus.sections()[link.other].block == block).copied()
        };
        if count == compared.len() && count > 1 {
            let whole = sections_from.iter().filter(|&(_, &from)| from == count).map(|(&block, _)| block);
            let mut blocks: Vec<usize> = whole.collect();
            blocks.sort_by_key(|&block| (block != main, block));
            let related = blocks.iter().take(RELATED_LIMIT).map(|&block| block_related(corpus, compared, block));
            let is_equal = earlier.iter().all(|links| from(links, main).is_some_and(|link| link.is_equal));
            return vec![TextCopy {
                sections: compared.to_vec(),
                is_whole_block: true,
                is_equal,
                related: related.collect(),
                related_total: blocks.len(),
            }];
        }
        let originals: Vec<Option<Link>> =
            earlier.iter().map(|links| from(links, main).or(links.first().copied())).collect();
        let copied: Vec<(usize, Link)> =
            originals.into_iter().enumerate().filter_map(|(at, link)| Some((at, link?))).collect();
        let is_run = |a: &(usize, Link), b: &(usize, Link)| {
            let block = |link: Link| corpus.sections()[link.other].block;
            a.0 + 1 == b.0 && block(a.1) == block(b.1) && a.1.is_equal == b.1.is_equal
        };
        copied.chunk_by(is_run).map(|run| self.run(corpus, compared, &earlier, run)).collect()
    }

    /// Puts together the copy of a run of sections; each comes with its place among `compared` and its original.
    fn run(&self, corpus: &Corpus, compared: &[usize], earlier: &[Vec<Link>], run: &[(usize, Link)]) -> TextCopy {
        let mut links: Vec<Link> = run.iter().map(|&(_, original)| original).collect();
        let mut related_total = 0;
        for &(at, original) in run {
            let (others, total) = self.all(corpus, compared[at], &earlier[at]);
            links.extend(others.into_iter().filter(|link| link.other != original.other));
            related_total += total;
        }
        links.truncate(RELATED_LIMIT);
        TextCopy {
            sections: run.iter().map(|&(at, _)| compared[at]).collect(),
            is_whole_block: false,
            is_equal: run.iter().all(|(_, original)| original.is_equal),
            related: links.iter().map(|link| section_related(corpus, link)).collect(),
            related_total,
        }
    }
}

fn section_related(corpus: &Corpus, link: &Link) -> Related {
    let section = &corpus.sections()[link.other];
    let block = corpus.block_of(link.other);
    Related {
        page: corpus.page_of(link.other).name.clone(),
        block: block_id(block.number),
        section: Some(section_id(block.number, section.number)),
        place: corpus.place(link.other..link.other + 1),
        similarity: link.similarity,
    }
}

/// Describes a block that all of `sections` stand in, with the similarity of the two taken whole.
fn block_related(corpus: &Corpus, sections: &[usize], block: usize) -> Related {
    let of = |sections: &mut dyn Iterator<Item = usize>| {
        let mut all: Vec<u32> =
            sections.flat_map(|section| corpus.digests().shingles(section).iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (mine, theirs) = (of(&mut sections.iter().copied()), of(&mut corpus.blocks()[block].sections.clone()));
    Related { similarity: crate::digest::similarity(&mine, &theirs), section: None, ..page_related(corpus, block) }
}

/// Describes a block as a whole that is equal.
pub(super) fn page_related(corpus: &Corpus, block: usize) -> Related {
    let record = &corpus.blocks()[block];
    Related {
        page: corpus.pages()[record.page].name.clone(),
        block: block_id(record.number),
        section: None,
        place: whole(corpus, record.sections.clone()),
        similarity: 1.0,
    }
}

fn whole(corpus: &Corpus, sections: Range<usize>) -> Place {
    if sections.is_empty() { Place::default() } else { corpus.place(sections) }
}

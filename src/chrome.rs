//! Lines that a site repeats on purpose, in articles and profiles where the splitter had to leave them: what stands on
//! most pages of a site, what ends several articles, short lines that begin them, and teasers of other articles. Told from all pages together, by
//! line, before sections are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::corpus::Records;
use crate::digest::Lines;
use crate::error::Error;
use crate::page::Kind;

/// Under how many different titles a line must stand at least before it can be chrome; fewer are too few to tell. Titles
/// are counted, not pages: one article under many names is no chrome.
const CHROME_TITLES: usize = 4;

/// How many articles of different titles a line must end before it is a notice, an author's box or the like: somebody who
/// copies a text into another one may append it, but not again and again.
const TAIL_TITLES: usize = 3;

/// The most words that lines at one end of an article have together where they are chrome. Boxes about authors and notices are
/// shorter, also in characters; a text that several articles end with is a copy.
const END_WORDS: u32 = 300;

/// How many lines after its title the text of a teaser begins at the latest: category, author and date may lie between.
const TEASER_LINES: usize = 5;

/// The shortest text of a teaser, in words; dates and categories between title and text are shorter.
const TEASER_WORDS: u32 = 8;

/// Share of a teaser's text that stands in the beginning of its article; not all, for it may be cut short.
const TEASER_SHARE: f64 = 0.6;

/// How many lines of an article, chrome apart, count as its beginning.
const LEAD_LINES: usize = 10;

/// The longest line that may be a title, in words; in characters of scripts without spaces.
const TITLE_WORDS: u32 = 20;

/// How many articles of one title are looked at.
const SAME_TITLES: usize = 4;

/// How many articles that a page names are looked at. A list of more is a map of the site.
const NAMED: usize = 256;

/// How many beginnings of articles are kept at a time; bounds the memory to some 16 MiB.
const LEADS: usize = 1 << 13;

/// Tells for each line whether it is chrome.
///
/// # Errors
/// [`Error::Temporary`] where shingles cannot be read.
pub fn lines(records: &Records, lines: &Lines) -> Result<Vec<bool>, Error> {
    let mut is_chrome = vec![false; lines.len()];
    let repeated = Repeated::among(records, lines);
    repeated.mark_on_most_pages(records, &mut is_chrome);
    repeated.mark_ends(records, lines, &mut is_chrome, End::Last, |_| true);
    repeated.mark_ends(records, lines, &mut is_chrome, End::First, |line| lines.text(line).words <= TITLE_WORDS);
    repeated.mark_boxes(records, lines, &mut is_chrome);
    let teasers = Teasers::of(records, lines, &is_chrome)?;
    for teaser in teasers {
        is_chrome[teaser].fill(true);
    }
    Ok(is_chrome)
}

/// The lines that stand under several titles.
struct Repeated {
    /// The title of each page's first article; a number of its own for a page without one.
    titles: Vec<u64>,
    /// Lines that say the same, and the pages where they stand, as a line of an article or otherwise.
    groups: Vec<(Vec<u32>, Vec<u32>)>,
}

impl Repeated {
    fn among(records: &Records, lines: &Lines) -> Self {
        let titles: Vec<u64> = (0..records.pages.len()).map(|page| title_of(records, page)).collect();
        let mut by_text: Vec<(u64, u32, u32)> = Vec::with_capacity(lines.len());
        for section in &records.sections {
            let page = records.blocks[section.block].page as u32;
            by_text.extend(section.lines.clone().map(|line| (lines.text(line).key(), line as u32, page)));
        }
        by_text.sort_unstable();
        let texts: Vec<&[(u64, u32, u32)]> = by_text.chunk_by(|a, b| a.0 == b.0).collect();
        let mut elsewhere: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (number, page) in (0..).zip(&records.pages) {
            for key in records.furniture.get(page.furniture.clone()).unwrap_or_default() {
                if let Ok(text) = texts.binary_search_by_key(key, |same| same[0].0) {
                    elsewhere.entry(text).or_default().push(number);
                }
            }
        }
        let groups = texts.iter().enumerate().filter_map(|(text, same)| {
            let others = elsewhere.get(&text).map_or(&[][..], Vec::as_slice);
            (same.len() + others.len() >= TAIL_TITLES).then(|| {
                let pages = same.iter().map(|&(_, _, page)| page).chain(others.iter().copied()).collect();
                (same.iter().map(|&(_, line, _)| line).collect(), pages)
            })
        });
        Self { groups: groups.collect(), titles }
    }

    /// Marks lines that stand under more than half of the titles of a site.
    fn mark_on_most_pages(&self, records: &Records, is_chrome: &mut [bool]) {
        let mut titles_of_site: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
        for (page, &title) in records.pages.iter().zip(&self.titles) {
            titles_of_site.entry(page.site).or_default().insert(title);
        }
        for (lines, pages) in self.groups.iter().filter(|(_, pages)| pages.len() >= CHROME_TITLES) {
            let mut under: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
            for page in pages.iter().map(|&page| page as usize) {
                under.entry(records.pages[page].site).or_default().insert(self.titles[page]);
            }
            let is_on_most = |(site, titles): (&u64, &BTreeSet<u64>)| {
                let all = titles_of_site.get(site).map_or(0, BTreeSet::len);
                titles.len() >= CHROME_TITLES && 2 * titles.len() > all
            };
            if under.iter().any(is_on_most) {
                for &line in lines {
                    is_chrome[line as usize] = true;
                }
            }
        }
    }

    /// Marks lines at one end of articles of several titles, and those between them and the end, as far as they `may_be`
    /// chrome. An article that has nothing else keeps them, and so does one of which they are much.
    fn mark_ends(
        &self,
        records: &Records,
        lines: &Lines,
        is_chrome: &mut [bool],
        end: End,
        may_be: impl Fn(usize) -> bool,
    ) {
        let mut group_of = vec![u32::MAX; is_chrome.len()];
        for (number, (lines, _)) in (0..).zip(&self.groups) {
            for &line in lines {
                group_of[line as usize] = number;
            }
        }
        let may_be = |(lines, _): &(Vec<u32>, Vec<u32>)| lines.first().is_some_and(|&line| may_be(line as usize));
        let mut is_ending: Vec<bool> = self.groups.iter().map(may_be).collect();
        // The first look takes every repeated line at an end for an ending; the second only what ends several articles.
        for _ in 0..2 {
            let mut ends: Vec<BTreeSet<u64>> = vec![BTreeSet::new(); self.groups.len()];
            each_at(end, records, is_chrome, &group_of, &is_ending, |page, found| {
                for &line in found {
                    ends[group_of[line] as usize].insert(self.titles[page]);
                }
            });
            for (is_ending, titles) in is_ending.iter_mut().zip(&ends) {
                *is_ending = titles.len() >= TAIL_TITLES;
            }
        }
        let mut all: Vec<usize> = Vec::new();
        each_at(end, records, is_chrome, &group_of, &is_ending, |_, found| {
            let words: u32 = found.iter().map(|&line| lines.text(line).words).sum();
            all.extend_from_slice(if words <= END_WORDS { found } else { &[] });
        });
        for line in all {
            is_chrome[line] = true;
        }
    }
}

impl Repeated {
    /// Marks lines that end articles of several titles under one heading, whatever else stands there: a box about an author
    /// below which a teaser was not told from the article. The first stays, for its text may stand under another heading too.
    fn mark_boxes(&self, records: &Records, lines: &Lines, is_chrome: &mut [bool]) {
        let mut boxes: BTreeMap<(u64, u64), Vec<(usize, usize)>> = BTreeMap::new();
        for block in records.blocks.iter().filter(|block| block.kind == Kind::Article && block.sections.len() > 1) {
            let last = records.sections.get(block.sections.clone()).and_then(<[_]>::last);
            let Some((section, heading)) = last.and_then(|section| Some((section, section.heading?))) else { continue };
            for line in section.lines.clone() {
                boxes.entry((heading, lines.text(line).key())).or_default().push((block.page, line));
            }
        }
        for same in boxes.into_values() {
            let titles: BTreeSet<u64> = same.iter().map(|&(page, _)| self.titles[page]).collect();
            let first = same.first().map(|&(page, _)| page);
            for (_, line) in same.into_iter().filter(|&(page, _)| titles.len() >= TAIL_TITLES && Some(page) != first) {
                is_chrome[line] = true;
            }
        }
    }
}

/// Where in an article.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

/// Calls `each` with the page of every article and those lines at an end of it that are endings, the outermost first; with none
/// where these are all that it has.
fn each_at(
    end: End,
    records: &Records,
    is_chrome: &[bool],
    group_of: &[u32],
    is_ending: &[bool],
    mut each: impl FnMut(usize, &[usize]),
) {
    let mut found: Vec<usize> = Vec::new();
    for block in records.blocks.iter().filter(|block| block.kind == Kind::Article) {
        let sections = records.sections.get(block.sections.clone()).unwrap_or_default();
        let mut lines = sections.iter().flat_map(|section| section.lines.clone());
        let mut next = || match end {
            End::First => lines.next(),
            End::Last => lines.next_back(),
        };
        found.clear();
        let mut has_more = false;
        while let Some(line) = next() {
            if is_chrome[line] {
                continue;
            }
            has_more = !is_ending.get(group_of[line] as usize).is_some_and(|&is_ending| is_ending);
            if has_more {
                break;
            }
            found.push(line);
        }
        each(block.page, if has_more { &found } else { &[] });
    }
}

fn title_of(records: &Records, page: usize) -> u64 {
    let mut blocks = records.blocks[records.pages[page].blocks.clone()].iter();
    blocks.find(|block| block.kind == Kind::Article).and_then(|block| block.title).unwrap_or(page as u64)
}

/// Teasers of articles, and profiles, within other articles. The head of an article is no teaser of a copy of it.
struct Teasers<'a> {
    records: &'a Records,
    lines: &'a Lines,
    is_chrome: &'a [bool],
    /// Articles and profiles by what may be their title.
    titled: BTreeMap<u64, Vec<u32>>,
    is_head: Vec<bool>,
    /// The beginnings looked at so far: their shingles, ascending.
    leads: BTreeMap<u32, Vec<u64>>,
}

impl<'a> Teasers<'a> {
    fn of(records: &'a Records, lines: &'a Lines, is_chrome: &'a [bool]) -> Result<Vec<Range<usize>>, Error> {
        let is_head = vec![false; lines.len()];
        let mut teasers = Self { records, lines, is_chrome, titled: BTreeMap::new(), is_head, leads: BTreeMap::new() };
        for (number, block) in (0_u32..).zip(&records.blocks) {
            if block.kind == Kind::Article {
                for line in teasers.head(number as usize) {
                    teasers.is_head[line] = true;
                }
            }
            for title in teasers.titles(number as usize) {
                let same = teasers.titled.entry(title).or_default();
                if same.len() < SAME_TITLES {
                    same.push(number);
                }
            }
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for page in 0..records.pages.len() {
            teasers.under_their_title(page, &mut found)?;
            teasers.beside_their_title(page, &mut found)?;
        }
        Ok(found)
    }

    /// Looks for lines that say the title of another page's article, if the beginning of that article follows, and all
    /// between.
    fn under_their_title(&mut self, page: usize, found: &mut Vec<Range<usize>>) -> Result<(), Error> {
        let records = self.records;
        let sections = &records.sections[records.pages[page].sections.clone()];
        for section in sections.iter().filter(|section| records.blocks[section.block].kind == Kind::Article) {
            for line in section.lines.clone() {
                if self.is_head[line] {
                    continue;
                }
                let mut end: Option<usize> = None;
                for block in self.elsewhere(page, self.lines.text(line).key()) {
                    let last = self.last_of_teaser(line + 1..section.lines.end, block)?;
                    end = end.into_iter().chain(last).min();
                }
                found.extend(end.map(|end| line..end + 1));
            }
        }
        Ok(())
    }

    /// Gives the last of the first lines in a row that come from the beginning of a block.
    fn last_of_teaser(&mut self, lines: Range<usize>, block: u32) -> Result<Option<usize>, Error> {
        let mut last = None;
        for line in lines.clone() {
            if self.is_from_lead(line, block)? {
                last = Some(line);
            } else if last.is_some() || line + 1 >= lines.start + TEASER_LINES {
                break;
            }
        }
        Ok(last)
    }

    /// Looks for the beginning of another page's article or profile whose title or name stands elsewhere on the page: text
    /// that was parted from it.
    fn beside_their_title(&mut self, page: usize, found: &mut Vec<Range<usize>>) -> Result<(), Error> {
        let records = self.records;
        let record = &records.pages[page];
        let own: BTreeSet<u64> = record.blocks.clone().flat_map(|block| self.titles(block)).collect();
        let sections = &records.sections[record.sections.clone()];
        let headings = sections.iter().filter_map(|section| section.heading);
        let lines = sections.iter().flat_map(|section| section.lines.clone()).filter(|&line| !self.is_head[line]);
        let said = records.furniture[record.furniture.clone()].iter().copied();
        let said = said.chain(headings).chain(lines.map(|line| self.lines.text(line).key()));
        let named: BTreeSet<u32> =
            said.filter(|key| !own.contains(key)).flat_map(|key| self.elsewhere(page, key)).take(NAMED).collect();
        let mut together: Vec<u64> = Vec::new();
        for &block in &named {
            together.extend_from_slice(self.lead(block)?);
        }
        together.sort_unstable();
        together.dedup();
        let of_articles = sections.iter().filter(|section| records.blocks[section.block].kind == Kind::Article);
        for line in of_articles.flat_map(|section| section.lines.clone()).filter(|_| !named.is_empty()) {
            if self.is_head[line] || self.lines.text(line).words < TEASER_WORDS {
                continue;
            }
            let shingles = self.lines.shingles(line..line + 1)?;
            if !is_mostly_in(&shingles, &together) {
                continue;
            }
            for &block in &named {
                if is_mostly_in(&shingles, self.lead(block)?) {
                    found.push(line..line + 1);
                    break;
                }
            }
        }
        Ok(())
    }

    /// Gives the articles and profiles of this title on other pages.
    fn elsewhere(&self, page: usize, title: u64) -> Vec<u32> {
        let same = self.titled.get(&title).map_or(&[][..], Vec::as_slice);
        same.iter().copied().filter(|&block| self.records.blocks[block as usize].page != page).collect()
    }

    /// Gives the first lines of a block, chrome left out: of an article those before its second stretch of text.
    fn beginning(&self, block: usize) -> Vec<usize> {
        let mut beginning: Vec<usize> = Vec::new();
        for section in &self.records.sections[self.records.blocks[block].sections.clone()] {
            let has_text = beginning.iter().any(|&line| self.lines.text(line).words > TITLE_WORDS);
            if has_text || beginning.len() >= LEAD_LINES {
                break;
            }
            beginning.extend(section.lines.clone().filter(|&line| !self.is_chrome[line]));
        }
        beginning.truncate(LEAD_LINES);
        beginning
    }

    /// Gives the short lines at the beginning of a block: its title, date, category and what else stands before the text.
    fn head(&self, block: usize) -> impl Iterator<Item = usize> + use<> {
        let mut head = self.beginning(block);
        let is_short = |&line: &usize| self.lines.text(line).words <= TITLE_WORDS;
        head.truncate(head.iter().take_while(|line| is_short(line)).count());
        head.into_iter()
    }

    /// Gives what may be the title of a block: its title, and the lines of its head; of a profile the first alone, for its
    /// text may be as short as that.
    fn titles(&self, block: usize) -> BTreeSet<u64> {
        let is_profile = self.records.blocks[block].kind == Kind::Profile;
        let head = self.head(block).take(if is_profile { 1 } else { LEAD_LINES });
        let head = head.map(|line| self.lines.text(line).key());
        self.records.blocks[block].title.into_iter().chain(head).collect()
    }

    /// Tells whether a line comes from the beginning of a block.
    fn is_from_lead(&mut self, line: usize, block: u32) -> Result<bool, Error> {
        if self.lines.text(line).words < TEASER_WORDS {
            return Ok(false);
        }
        let shingles = self.lines.shingles(line..line + 1)?;
        Ok(is_mostly_in(&shingles, self.lead(block)?))
    }

    /// Gives the shingles of the beginning of a block, ascending.
    fn lead(&mut self, block: u32) -> Result<&[u64], Error> {
        if !self.leads.contains_key(&block) {
            if self.leads.len() >= LEADS {
                self.leads.clear();
            }
            let mut shingles: Vec<u64> = Vec::new();
            for line in self.beginning(block as usize) {
                shingles.extend(self.lines.shingles(line..line + 1)?);
            }
            shingles.sort_unstable();
            shingles.dedup();
            self.leads.insert(block, shingles);
        }
        Ok(self.leads.get(&block).map_or(&[], Vec::as_slice))
    }
}

/// Tells whether [`TEASER_SHARE`] of the shingles are among ascending others.
fn is_mostly_in(shingles: &[u64], lead: &[u64]) -> bool {
    let mut left = (1.0 - TEASER_SHARE) * shingles.len() as f64;
    shingles.iter().all(|shingle| {
        left -= if lead.binary_search(shingle).is_ok() { 0.0 } else { 1.0 };
        left >= 0.0
    })
}

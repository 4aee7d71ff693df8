//! Lines that a site repeats on purpose, in articles and profiles where the splitter had to leave them: what stands on
//! most pages of a site, and teasers of other articles. Told from all pages together, by line, before sections are
//! compared.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::corpus::Records;
use crate::digest::Lines;
use crate::page::Kind;
use crate::words::Sequence;

/// Under how many different titles a line must stand at least before it can be chrome; fewer are too few to tell. Titles
/// are counted, not pages: one article under many names is no chrome.
const CHROME_TITLES: usize = 4;

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

/// Tells for each line whether it is chrome.
pub fn lines(records: &Records, lines: &Lines) -> Vec<bool> {
    let mut is_chrome = vec![false; lines.len()];
    mark_repeated(records, lines, &mut is_chrome);
    mark_teasers(records, lines, &mut is_chrome);
    is_chrome
}

/// Marks lines that stand under more than half of the titles of a site.
fn mark_repeated(records: &Records, lines: &Lines, is_chrome: &mut [bool]) {
    let titles: Vec<u64> = (0..records.pages.len()).map(|page| title_of(records, page)).collect();
    let mut titles_of_site: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for (page, &title) in records.pages.iter().zip(&titles) {
        titles_of_site.entry(page.site).or_default().insert(title);
    }
    let mut by_text: Vec<(Sequence, u32)> = Vec::with_capacity(lines.len());
    let mut page_of: Vec<u32> = Vec::with_capacity(lines.len());
    for section in &records.sections {
        for line in section.lines.clone() {
            by_text.push((lines.text(line), line as u32));
            page_of.push(records.blocks[section.block].page as u32);
        }
    }
    by_text.sort_unstable_by_key(|&(text, line)| (text.hash, text.words, line));
    for same in by_text.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() >= CHROME_TITLES) {
        let mut under: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
        for &(_, line) in same {
            let page = page_of[line as usize] as usize;
            under.entry(records.pages[page].site).or_default().insert(titles[page]);
        }
        let is_on_most = |(site, titles): (&u64, &BTreeSet<u64>)| {
            let all = titles_of_site.get(site).map_or(0, BTreeSet::len);
            titles.len() >= CHROME_TITLES && 2 * titles.len() > all
        };
        if under.iter().any(is_on_most) {
            for &(_, line) in same {
                is_chrome[line as usize] = true;
            }
        }
    }
}

/// The title of a page's first article; a number of its own for a page without one.
fn title_of(records: &Records, page: usize) -> u64 {
    let mut blocks = records.blocks[records.pages[page].blocks.clone()].iter();
    blocks.find(|block| block.kind == Kind::Article).and_then(|block| block.title).unwrap_or(page as u64)
}

/// Marks lines that say the title of another page's article, if the beginning of that article follows, and all between. The
/// head of an article is no teaser of a copy of it.
fn mark_teasers(records: &Records, lines: &Lines, is_chrome: &mut [bool]) {
    let articles: Vec<usize> =
        (0..records.blocks.len()).filter(|&block| records.blocks[block].kind == Kind::Article).collect();
    let mut titled: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut is_head = vec![false; lines.len()];
    for &article in &articles {
        head(records, lines, article, is_chrome).for_each(|line| is_head[line] = true);
        for title in titles(records, lines, article, is_chrome) {
            let same = titled.entry(title).or_default();
            if same.len() < SAME_TITLES {
                same.push(article);
            }
        }
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut leads: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for section in &records.sections {
        let page = records.blocks[section.block].page;
        for line in section.lines.clone().filter(|&line| !is_head[line]) {
            let Some(same) = titled.get(&lines.text(line).key()) else { continue };
            let following = line + 1..section.lines.end;
            let ends = same.iter().filter(|&&article| records.blocks[article].page != page).filter_map(|&article| {
                let lead = leads.entry(article).or_insert_with(|| lead(records, lines, article, is_chrome));
                let is_from_lead = |&text: &usize| is_from(lines, text, lead);
                let start = following.clone().take(TEASER_LINES).find(is_from_lead)?;
                (start..section.lines.end).take_while(is_from_lead).last()
            });
            found.extend(ends.min().map(|end| line..end + 1));
        }
    }
    for teaser in found {
        is_chrome[teaser].fill(true);
    }
}

/// Gives the first lines of an article, chrome left out.
fn beginning<'a>(records: &'a Records, article: usize, is_chrome: &'a [bool]) -> impl Iterator<Item = usize> + 'a {
    let sections = records.sections[records.blocks[article].sections.clone()].iter();
    sections.flat_map(|section| section.lines.clone()).filter(|&line| !is_chrome[line]).take(LEAD_LINES)
}

/// Gives the short lines at the beginning of an article: its title, date, category and what else stands before the text.
fn head<'a>(
    records: &'a Records,
    lines: &'a Lines,
    article: usize,
    is_chrome: &'a [bool],
) -> impl Iterator<Item = usize> + 'a {
    beginning(records, article, is_chrome).take_while(|&line| lines.text(line).words <= TITLE_WORDS)
}

/// Gives what may be the title of an article: its title, and the lines of its head.
fn titles(records: &Records, lines: &Lines, article: usize, is_chrome: &[bool]) -> BTreeSet<u64> {
    let head = head(records, lines, article, is_chrome).map(|line| lines.text(line).key());
    records.blocks[article].title.into_iter().chain(head).collect()
}

/// Gives the shingles of the beginning of an article, ascending and distinct.
fn lead(records: &Records, lines: &Lines, article: usize, is_chrome: &[bool]) -> Vec<u32> {
    let first = beginning(records, article, is_chrome);
    let mut shingles: Vec<u32> = first.flat_map(|line| lines.shingles(line).iter().copied()).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

fn is_from(lines: &Lines, text: usize, lead: &[u32]) -> bool {
    let shingles = lines.shingles(text);
    let shared = shingles.iter().filter(|shingle| lead.binary_search(shingle).is_ok()).count();
    lines.text(text).words >= TEASER_WORDS && shared as f64 >= TEASER_SHARE * shingles.len() as f64
}

//! Lines that a site repeats on purpose, in articles and profiles where the splitter had to leave them: what stands on
//! most pages of a site, and teasers of other articles. Told from all pages together, by line, before sections are
//! compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::Records;
use crate::digest::{Lines, shared};
use crate::page::Kind;
use crate::words::Sequence;

/// Under how many different titles a line must stand at least before it can be chrome; fewer are too few to tell. Titles
/// are counted, not pages: one article under many names is no chrome.
const CHROME_TITLES: usize = 4;

/// How many lines after its title the text of a teaser begins at the latest: category, author and date may lie between.
const TEASER_LINES: usize = 5;

/// Share of a teaser's text that stands in the beginning of its article; not all, for it may be cut short.
const TEASER_SHARE: f64 = 0.6;

/// How many lines of an article count as its beginning.
const LEAD_LINES: usize = 10;

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

/// Marks lines that say the title of another page's article, if the beginning of that article follows, and all between.
fn mark_teasers(records: &Records, lines: &Lines, is_chrome: &mut [bool]) {
    let mut articles: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (number, block) in records.blocks.iter().enumerate() {
        if let (Kind::Article, Some(title)) = (block.kind, block.title) {
            articles.entry(title).or_default().push(number);
        }
    }
    for section in &records.sections {
        let own = &records.blocks[section.block];
        for line in section.lines.clone() {
            let title = lines.text(line).key();
            let Some(articles) = articles.get(&title).filter(|_| own.title != Some(title)) else { continue };
            let articles =
                articles.iter().filter(|&&article| records.blocks[article].page != own.page).take(SAME_TITLES);
            let following = line + 1..section.lines.end.min(line + 1 + TEASER_LINES);
            let ends = articles.filter_map(|&article| {
                let lead = lead(records, lines, article);
                following.clone().find(|&text| is_from(lines.shingles(text), &lead))
            });
            if let Some(end) = ends.min() {
                is_chrome[line..=end].fill(true);
            }
        }
    }
}

/// Gives the shingles of the beginning of an article, ascending and distinct.
fn lead(records: &Records, lines: &Lines, article: usize) -> Vec<u32> {
    let sections = records.sections[records.blocks[article].sections.clone()].iter();
    let first = sections.flat_map(|section| section.lines.clone()).take(LEAD_LINES);
    let mut shingles: Vec<u32> = first.flat_map(|line| lines.shingles(line).iter().copied()).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

fn is_from(text: &[u32], lead: &[u32]) -> bool {
    !text.is_empty() && shared(text, lead) as f64 >= TEASER_SHARE * text.len() as f64
}

//! Parts of a site, as editors share them among themselves: the hosts of a run over several sites, else the first folder
//! that tells pages apart. Of each the letters by language are counted.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::language::Tag;
use crate::write::overview::PageEntry;

/// How many parts are named, the largest; the others are counted together.
const AREAS: usize = 16;

/// The parts of a site.
#[derive(Debug, Default)]
pub(super) struct Areas {
    pub(super) list: Vec<Area>,
    /// The part of each page, by its place in the run.
    of_page: Vec<usize>,
}

/// A part of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Area {
    /// What the addresses of its pages begin with; `None` for all that is too small to be named.
    pub(super) prefix: Option<String>,
    pub(super) pages: usize,
    /// Letters by language, most first.
    pub(super) letters: Vec<(String, usize)>,
}

impl Areas {
    pub(super) fn of(pages: &[PageEntry]) -> Self {
        let folders: Vec<&str> = pages.iter().map(folder).collect();
        // Addresses and names share nothing with one another.
        let of = |is_wanted: bool| pages.iter().zip(&folders).filter(move |(page, _)| has_address(page) == is_wanted);
        let shared = [false, true].map(|is_wanted| shared(of(is_wanted).map(|(_, folder)| *folder)));
        let heads: Vec<&str> = pages
            .iter()
            .zip(&folders)
            .map(|(page, folder)| head(folder, if has_address(page) { shared[1] } else { shared[0] }))
            .collect();
        let mut counts: BTreeMap<&str, (usize, BTreeMap<Tag, usize>)> = BTreeMap::new();
        for (page, head) in pages.iter().zip(&heads) {
            let (count, letters) = counts.entry(head).or_default();
            *count += 1;
            add(letters, page);
        }
        let mut order: Vec<&str> = counts.keys().copied().collect();
        order.sort_by_key(|prefix| std::cmp::Reverse(counts.get(prefix).map(size)));
        let named = if order.len() > AREAS { order.get(..AREAS - 1).unwrap_or_default() } else { &order };
        let places: BTreeMap<&str, usize> = named.iter().enumerate().map(|(place, prefix)| (*prefix, place)).collect();
        let mut list: Vec<Area> = named.iter().filter_map(|prefix| Some(area(prefix, counts.get(prefix)?))).collect();
        if named.len() < order.len() {
            let mut rest = (0, BTreeMap::new());
            for (pages, letters) in order.iter().skip(named.len()).filter_map(|prefix| counts.get(prefix)) {
                rest.0 += pages;
                for (tag, count) in letters {
                    *rest.1.entry(*tag).or_default() += count;
                }
            }
            list.push(Area { prefix: None, ..area("", &rest) });
        }
        let of_page = |head: &&str| places.get(head).copied().unwrap_or(named.len());
        Self { of_page: heads.iter().map(of_page).collect(), list }
    }

    pub(super) fn of_page(&self, index: usize) -> Option<usize> {
        self.of_page.get(index).copied()
    }
}

/// The address of a page without the scheme.
fn address(page: &PageEntry) -> Option<&str> {
    let (_, rest) = page.record.as_ref()?.url.as_deref()?.split_once("://")?;
    Some(rest)
}

fn has_address(page: &PageEntry) -> bool {
    address(page).is_some()
}

/// The address of a page up to its last `/`; its name where it has no address.
fn folder(page: &PageEntry) -> &str {
    let address = address(page).unwrap_or(&page.name);
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or_default()
}

/// How many bytes all folders begin with, whole names only.
fn shared<'a>(mut folders: impl Iterator<Item = &'a str>) -> usize {
    let Some(first) = folders.next() else { return 0 };
    let mut shared = first.len();
    for folder in folders {
        let common = first.bytes().zip(folder.bytes()).take(shared).take_while(|(one, other)| one == other).count();
        let whole = first.as_bytes().get(..common).unwrap_or_default();
        shared = whole.iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
    }
    shared
}

/// The folder up to the first name after what all share.
fn head(folder: &str, shared: usize) -> &str {
    let rest = folder.get(shared..).unwrap_or_default();
    let end = rest.find('/').map_or(shared, |slash| shared + slash + 1);
    folder.get(..end).unwrap_or(folder)
}

fn add(letters: &mut BTreeMap<Tag, usize>, page: &PageEntry) {
    for (tag, count) in page.record.iter().flat_map(|record| &record.letters) {
        *letters.entry(*tag).or_default() += count;
    }
}

/// How large a part is: by its letters, then by its pages.
fn size((pages, letters): &(usize, BTreeMap<Tag, usize>)) -> (usize, usize) {
    (letters.values().sum(), *pages)
}

fn area(prefix: &str, (pages, letters): &(usize, BTreeMap<Tag, usize>)) -> Area {
    let mut letters: Vec<(String, usize)> = letters.iter().map(|(tag, &count)| (tag.to_string(), count)).collect();
    letters.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    Area { prefix: Some(prefix.to_owned()), pages: *pages, letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str) -> PageEntry {
        PageEntry { name: name.into(), record: None }
    }

    fn prefixes(names: &[&str]) -> Vec<Option<String>> {
        let pages: Vec<PageEntry> = names.iter().map(|name| page(name)).collect();
        Areas::of(&pages).list.into_iter().map(|area| area.prefix).collect()
    }

    #[test]
    fn the_first_folder_that_differs_parts_the_pages() {
        let of = |prefix: &str| Some(prefix.to_owned());
        assert_eq!(prefixes(&["dump/da/a", "dump/da/b/c", "dump/en/a"]), [of("dump/da/"), of("dump/en/")]);
        assert_eq!(prefixes(&["dump/a", "dump/b", "dump/en/a"]), [of("dump/"), of("dump/en/")]);
        assert_eq!(prefixes(&["x.jsonl!/1", "x.jsonl!/2"]), [of("x.jsonl!/")]);
        assert_eq!(prefixes(&["a", "b"]), [of("")]);
        assert_eq!(prefixes(&["dåb/a", "dæk/a"]), [of("dåb/"), of("dæk/")]);
        assert_eq!(prefixes(&[]), []);
    }

    #[test]
    fn small_parts_are_counted_together() {
        let names: Vec<String> = (0..20).map(|number| format!("{number}/x")).collect();
        let pages: Vec<PageEntry> = names.iter().map(|name| page(name)).collect();
        let areas = Areas::of(&pages);
        assert_eq!(areas.list.len(), AREAS);
        assert_eq!(areas.list.last().map(|rest| (rest.prefix.clone(), rest.pages)), Some((None, 20 - AREAS + 1)));
        assert_eq!(areas.of_page(9), Some(AREAS - 1));
    }
}

//! Parts of a site, as editors share them among themselves: the hosts of a run over several sites, else the first folder
//! that tells pages apart. Of each the letters by language are counted.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::language::Tag;
use crate::write::overview::PageEntry;

/// How many parts are named, the largest; the others are counted together.
const AREAS: usize = 16;

/// A part of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Area {
    /// What the addresses of its pages begin with; `None` for all that is too small to be named.
    pub(super) prefix: Option<String>,
    pub(super) pages: usize,
    /// Letters by language, most first.
    pub(super) letters: Vec<(String, usize)>,
}

/// Gives the parts of a site, the largest first.
pub(super) fn areas(pages: &[PageEntry]) -> Vec<Area> {
    let folders: Vec<&str> = pages.iter().map(folder).collect();
    // Addresses and names share nothing with one another.
    let of = |is_wanted: bool| pages.iter().zip(&folders).filter(move |(page, _)| has_address(page) == is_wanted);
    let [shared_name, shared_address] = [false, true].map(|is_wanted| shared(of(is_wanted).map(|(_, folder)| *folder)));
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for (page, folder) in pages.iter().zip(&folders) {
        let shared = if has_address(page) { shared_address } else { shared_name };
        let counts = counts.entry(head(folder, shared)).or_default();
        counts.pages += 1;
        counts.add(page.record.iter().flat_map(|record| &record.letters).copied());
    }
    let mut order: Vec<(&str, Counts)> = counts.into_iter().collect();
    order.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.size()));
    let small = if order.len() > AREAS { order.split_off(AREAS - 1) } else { Vec::new() };
    let mut areas: Vec<Area> = order.into_iter().map(|(prefix, counts)| counts.area(Some(prefix))).collect();
    if !small.is_empty() {
        let mut rest = Counts::default();
        for (_, counts) in small {
            rest.pages += counts.pages;
            rest.add(counts.letters.into_iter());
        }
        areas.push(rest.area(None));
    }
    areas
}

/// A part under way.
#[derive(Default)]
struct Counts {
    pages: usize,
    letters: BTreeMap<Tag, usize>,
}

impl Counts {
    fn add(&mut self, letters: impl Iterator<Item = (Tag, usize)>) {
        for (tag, count) in letters {
            *self.letters.entry(tag).or_default() += count;
        }
    }

    /// How large a part is: by its letters, then by its pages.
    fn size(&self) -> (usize, usize) {
        (self.letters.values().sum(), self.pages)
    }

    fn area(self, prefix: Option<&str>) -> Area {
        let mut letters: Vec<(String, usize)> =
            self.letters.into_iter().map(|(tag, count)| (tag.to_string(), count)).collect();
        letters.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        Area { prefix: prefix.map(str::to_owned), pages: self.pages, letters }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str) -> PageEntry {
        PageEntry { name: name.into(), record: None, is_original: false }
    }

    fn prefixes(names: &[&str]) -> Vec<Option<String>> {
        let pages: Vec<PageEntry> = names.iter().map(|name| page(name)).collect();
        areas(&pages).into_iter().map(|area| area.prefix).collect()
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
        let areas = areas(&pages);
        assert_eq!(areas.len(), AREAS);
        assert_eq!(areas.last().map(|rest| (rest.prefix.clone(), rest.pages)), Some((None, 20 - AREAS + 1)));
    }
}

//! The originals of a run: where they are kept, and how a page finds its own.

use std::collections::BTreeMap;

use super::links;
use crate::error::Error;
use crate::paired::FoundBy;
use crate::page::Page;
use crate::skeleton::Skeleton;
use crate::spill::Spill;

/// All originals, as little of each as pairing needs in memory, the rest in a [`Spill`].
#[derive(Debug, Default)]
pub struct Originals {
    pages: Vec<Kept>,
    by_path: BTreeMap<String, usize>,
    /// By path without languages; `None` where several have the same.
    by_pattern: BTreeMap<String, Option<usize>>,
    skeletons: Spill,
}

/// What is kept of an original in memory.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The page's name.
    pub name: String,
    container_line: Option<usize>,
    place: (u64, u64),
}

impl Originals {
    /// Keeps a page. `root` is the folder that paths count from.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub fn add(&mut self, page: &Page, root: &str) -> Result<(), Error> {
        let bytes = page.skeleton.encode();
        let start = self.skeletons.push(&bytes)?;
        let path = below(&page.name, root);
        self.by_pattern.entry(links::path(path)).and_modify(|known| *known = None).or_insert(Some(self.pages.len()));
        self.by_path.insert(path.to_owned(), self.pages.len());
        self.pages.push(Kept {
            name: page.name.clone(),
            container_line: page.container_line,
            place: (start, start + bytes.len() as u64),
        });
        Ok(())
    }

    /// Gives the originals, in the order in which they were read.
    pub fn pages(&self) -> &[Kept] {
        &self.pages
    }

    /// Gives the line of an original's record in its container.
    pub(super) fn container_line(&self, original: usize) -> Option<usize> {
        self.pages.get(original)?.container_line
    }

    /// Gives the skeleton of an original.
    ///
    /// # Errors
    /// [`Error::Temporary`] where it cannot be read.
    pub(super) fn skeleton(&self, original: usize) -> Result<Skeleton, Error> {
        let Some(kept) = self.pages.get(original) else { return Ok(Skeleton::default()) };
        let mut bytes = Vec::new();
        self.skeletons.read(kept.place.0..kept.place.1, &mut bytes)?;
        Ok(Skeleton::decode(&bytes))
    }

    /// Finds the original of a page. `roots` are the folders that its path may count from.
    pub fn find(&self, page: &Page, roots: &[String]) -> Option<(usize, FoundBy)> {
        let name = page.name.as_str();
        let path = roots.iter().find_map(|root| name.strip_prefix(root.as_str())?.strip_prefix('/'));
        // A page that was named itself has no folder that its path counts from: its end decides, the longest first.
        let mut paths = std::iter::successors(Some(path.unwrap_or(name)), |rest| {
            rest.split_once('/').map(|(_, rest)| rest).filter(|_| path.is_none())
        });
        let found = |path: &str| {
            let by_pattern = || self.by_pattern.get(&links::path(path)).copied().flatten();
            let by_path = self.by_path.get(path).map(|&found| (found, FoundBy::Path));
            by_path.or_else(|| by_pattern().map(|found| (found, FoundBy::Pattern)))
        };
        paths.find_map(found)
    }
}

fn below<'a>(name: &'a str, root: &str) -> &'a str {
    name.strip_prefix(root).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name)
}

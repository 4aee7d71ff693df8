//! Pages of one language that would all have the same original: only the one that shares most with it is its translation, and
//! the others have originals that are not there.

use std::collections::BTreeMap;
use std::ops::Range;

use super::content::{Index, Near};
use crate::error::Error;
use crate::language::Tag;
use crate::spill::Spill;

/// A page that shares less than this part of what the best one shares is no other copy of it: copies share all but what
/// an edit changed. No page whose original was taken away came so near, and no translation was lost (docs/quality.md).
const PART_OF_BEST: f32 = 0.9;

/// The pages that are no originals, before they are held against these.
#[derive(Debug, Default)]
pub(super) struct Rivals {
    pages: Vec<Rival>,
    /// Of each, the name and then the tokens.
    kept: Spill,
    /// For originals and languages, the most that any page shares, by its weight.
    best: BTreeMap<(usize, Tag), f32>,
}

#[derive(Debug)]
struct Rival {
    language: Tag,
    name: Range<u64>,
    tokens: Range<u64>,
}

impl Rivals {
    /// Keeps a page by the tokens that it is known by.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub(super) fn add(&mut self, name: &str, language: Tag, sample: &[u32]) -> Result<(), Error> {
        let tokens: Vec<u8> = sample.iter().flat_map(|token| token.to_le_bytes()).collect();
        let start = self.kept.push(name.as_bytes())?;
        let middle = self.kept.push(&tokens)?;
        self.pages.push(Rival { language, name: start..middle, tokens: middle..self.kept.len() });
        Ok(())
    }

    /// Weighs all pages against the originals, but for those that `is_named` finds otherwise.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what was kept cannot be read.
    pub(super) fn settle(&mut self, index: &Index, is_named: impl Fn(&str) -> bool) -> Result<(), Error> {
        let mut bytes = Vec::new();
        for page in self.pages.drain(..) {
            self.kept.read(page.name, &mut bytes)?;
            if is_named(&String::from_utf8_lossy(&bytes)) {
                continue;
            }
            self.kept.read(page.tokens, &mut bytes)?;
            let tokens = bytes
                .chunks_exact(size_of::<u32>())
                .map(|token| token.try_into().map(u32::from_le_bytes).unwrap_or_default());
            if let Some(Near { original, weight, .. }) = index.nearest(tokens).first() {
                let best = self.best.entry((*original, page.language)).or_default();
                *best = best.max(*weight);
            }
        }
        self.kept = Spill::default();
        Ok(())
    }

    /// Tells whether another page of the language shares so much more with the original that it must be its translation.
    pub(super) fn has_better(&self, near: Near, language: Tag) -> bool {
        self.best.get(&(near.original, language)).is_some_and(|best| near.weight < best * PART_OF_BEST)
    }
}

//! Lines that were taken over from the original as they are: left untranslated, or names, code and terms that stay. What the
//! translations into other languages did with a line tells which.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::error::Error;
use crate::paired::Fate;
use crate::skeleton::{Bone, Skeleton};

/// A line that so many pages in other languages keep, and most of them, stays as it is: one or two may have been left by mistake
/// too.
const LEAST_KEEPING: usize = 3;

/// Gives the lines of a page that its original has in the section that theirs was taken for, and what became of them in
/// the translations into other languages. `others` gives the lines of these, ascending, given those of the original.
pub(super) fn same(
    original: &Skeleton,
    page: &Skeleton,
    original_of: &[Option<usize>],
    others: impl FnOnce(&BTreeSet<u64>) -> Result<Vec<Vec<u64>>, Error>,
) -> Result<BTreeMap<u64, Fate>, Error> {
    let mut same = BTreeMap::new();
    for (bone, at) in page.bones.iter().zip(original_of) {
        let Some(of_original) = at.and_then(|at| original.bones.get(at)) else { continue };
        let lines = lines([of_original]);
        same.extend(bone.texts.iter().filter(|key| lines.contains(key)).map(|&key| (key, Fate::Open)));
    }
    if !same.is_empty() {
        let others = others(&lines(&original.bones))?;
        for (&line, told) in &mut same {
            *told = fate(line, &others);
        }
    }
    Ok(same)
}

/// Gives the keys of the lines of sections.
pub(super) fn lines<'a>(bones: impl IntoIterator<Item = &'a Bone>) -> BTreeSet<u64> {
    bones.into_iter().flat_map(|bone| &bone.texts).copied().collect()
}

fn fate(line: u64, others: &[Vec<u64>]) -> Fate {
    let kept = others.iter().filter(|lines| lines.binary_search(&line).is_ok()).count();
    match (2 * kept).cmp(&others.len()) {
        Ordering::Less => Fate::Translated,
        Ordering::Greater if kept >= LEAST_KEEPING => Fate::Kept,
        _ => Fate::Open,
    }
}

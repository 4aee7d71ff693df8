//! Which sections of the original changed since they were translated.
//!
//! A section of a page was translated when its text last changed. The page's own versions tell when that was; the version
//! that the original had then tells whether its section said the same. So a page in which one section was updated last week
//! does not hide that another one is years behind.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use xxhash_rust::xxh3::xxh3_64;

use crate::paired::{Behind, Recorded, Versions};
use crate::skeleton::{Bone, FactKind, Skeleton};

/// How many versions of a page are read. What did not change in these is taken for as old as the oldest of them.
const MOST_VERSIONS: usize = 24;

/// Tells for each section of a page whether its section of the original, if it has one, changed since.
pub(super) fn stale(
    versions: &dyn Versions,
    (original_name, original): (&str, &Skeleton),
    (page_name, page): (&str, &Skeleton),
    original_of: &[Option<usize>],
) -> Option<Vec<bool>> {
    let mut is_stale = vec![false; page.bones.len()];
    let changes = versions.times(original_name);
    let times = versions.times(page_name);
    let (Some(&newest), Some(&oldest)) = (changes.first(), times.last()) else { return None };
    if newest <= oldest {
        return Some(is_stale);
    }
    let since = since(versions, page_name, page, &times);
    let mut then: BTreeMap<i64, Option<Skeleton>> = BTreeMap::new();
    for (j, i) in original_of.iter().enumerate() {
        let (Some(i), Some(&since)) = (*i, since.get(j)) else { continue };
        let (Some(now), Some(slot)) = (original.bones.get(i), is_stale.get_mut(j)) else { continue };
        // What the original said when the section was translated.
        let Some(&version) = changes.iter().find(|&&change| change <= since) else { continue };
        if version == newest {
            continue;
        }
        let then = then.entry(version).or_insert_with(|| versions.skeleton(original_name, version));
        *slot = then.as_ref().is_some_and(|then| !then.bones.iter().any(|bone| says_the_same(bone, now)));
    }
    Some(is_stale)
}

/// Tells the same by what an earlier run recorded of the page; `None` where it recorded nothing. A section whose text is not
/// on record changed since.
pub(super) fn by_record(recorded: &Recorded, said: &[Option<(u64, u64)>]) -> Option<Vec<bool>> {
    let then: BTreeSet<u64> = recorded.values().flatten().copied().collect();
    let is_stale = |said: &Option<(u64, u64)>| {
        said.is_some_and(|(page, original)| recorded.contains_key(&page) && !then.contains(&original))
    };
    (!recorded.is_empty()).then(|| said.iter().map(is_stale).collect())
}

/// How much later the original must have been updated for the page to be behind: a translation takes some days. Of the limits
/// that people tried on such dates, a day was too strict.
const LAG: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Tells by the days on which both were updated, as they say themselves, whether a page is behind its original.
pub(super) fn behind(original: Option<Updated>, page: Option<Updated>) -> Option<Behind> {
    let ((original, _), (_, page)) = (original?, page?);
    let day = |at: Timestamp| Offset::UTC.to_datetime(at).date();
    (original.duration_since(page) > LAG).then(|| Behind { page: day(page), original: day(original) })
}

/// The first and the last instant at which a page may have been updated.
pub(super) type Updated = (Timestamp, Timestamp);

/// Gives when each section of a page took the text that it has.
fn since(versions: &dyn Versions, name: &str, page: &Skeleton, times: &[i64]) -> Vec<i64> {
    let newest = times.first().copied().unwrap_or_default();
    let mut since = vec![newest; page.bones.len()];
    let mut is_open = vec![true; page.bones.len()];
    for &time in times.iter().take(MOST_VERSIONS) {
        let Some(version) = versions.skeleton(name, time) else { break };
        for ((bone, since), is_open) in page.bones.iter().zip(&mut since).zip(&mut is_open) {
            *is_open &= version.bones.iter().any(|before| says_the_same(before, bone));
            if *is_open {
                *since = time;
            }
        }
        if !is_open.contains(&true) {
            break;
        }
    }
    since
}

/// Tells whether two versions of a section have the same text, links, images and code.
fn says_the_same(one: &Bone, other: &Bone) -> bool {
    one.texts == other.texts && says(one) == says(other)
}

/// Gives a number that is equal for sections with the same text, links, images and code.
pub(super) fn says(bone: &Bone) -> u64 {
    let kinds = [FactKind::Link, FactKind::Image, FactKind::Code];
    let mut bytes: Vec<u8> = bone.texts.iter().flat_map(|key| key.to_le_bytes()).collect();
    for fact in bone.facts.iter().filter(|fact| kinds.contains(&fact.kind)) {
        bytes.push(0);
        bytes.extend_from_slice(fact.text.as_bytes());
    }
    xxh3_64(&bytes)
}

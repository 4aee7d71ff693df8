//! Findings that are known and not to be reported again, so that a gate can be shut before an old dump is mended.
//!
//! A finding is known by its fingerprint (rule, page, text in question), which outlives edits elsewhere in the page and
//! moves within it. Where a page has got another name, or records of a dump other numbers, its findings are known by what
//! is left: rule, title and text. Each entry stands for one finding, so a fault that is copied is a new one.

use std::collections::BTreeMap;

use crate::finding::{Finding, Fingerprint};

/// Known findings, by page and fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// One entry a finding.
    pub entries: Vec<Entry>,
}

/// One known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its page's name.
    pub page: String,
    /// What it is known by on its page.
    pub fingerprint: Fingerprint,
    /// What it is known by on any page, where that was noted.
    pub content_fingerprint: Option<Fingerprint>,
    /// Its rule.
    pub rule: String,
    /// What it consists of, as [`Finding::parts`].
    pub parts: Vec<u32>,
    /// How the text in question begins, for people who read the file.
    pub excerpt: String,
}

/// Findings held against a baseline.
#[derive(Debug, Default, PartialEq)]
pub struct Sifted {
    /// Those that it does not know, in their order.
    pub new: Vec<Finding>,
    /// How many it knows.
    pub known: usize,
    /// The entries that no finding took.
    pub left: Vec<Entry>,
}

impl Baseline {
    /// Makes the baseline that knows exactly these findings.
    pub fn of(findings: &[Finding]) -> Self {
        let entry = |finding: &Finding| Entry {
            page: finding.page.clone(),
            fingerprint: finding.fingerprint,
            content_fingerprint: Some(finding.content_fingerprint),
            rule: finding.rule.to_owned(),
            parts: finding.parts.clone(),
            excerpt: finding.excerpt.clone(),
        };
        let mut entries: Vec<Entry> = findings.iter().map(entry).collect();
        entries.sort_unstable();
        Self { entries }
    }

    /// Parts findings into those known and those new: first all that bear a known fingerprint, then, of the others, those
    /// whose text is known from an entry that is still free, then those whose every part is.
    pub fn sift(&self, findings: Vec<Finding>) -> Sifted {
        let mut free = Free::of(&self.entries, |entry| Some(entry.fingerprint));
        let total = findings.len();
        let unmatched: Vec<Finding> =
            findings.into_iter().filter(|finding| free.take(finding.fingerprint).is_none()).collect();
        let rest = free.left();
        let mut free = Free::of(&rest, |entry| entry.content_fingerprint);
        let unmatched: Vec<Finding> =
            unmatched.into_iter().filter(|finding| free.take(finding.content_fingerprint).is_none()).collect();
        let rest = free.left();
        let mut parts = Parts::of(&rest);
        let new: Vec<Finding> = unmatched.into_iter().filter(|finding| !parts.take(finding)).collect();
        Sifted { known: total - new.len(), new, left: parts.left() }
    }
}

/// Parts of entries that no finding has taken yet.
struct Parts<'a> {
    entries: &'a [Entry],
    is_taken: Vec<bool>,
    /// Indices of the entries that hold a part of a rule, once for each time that they hold it.
    holders: BTreeMap<(&'a str, u32), Vec<usize>>,
}

impl<'a> Parts<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        let mut holders: BTreeMap<(&str, u32), Vec<usize>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate().rev() {
            for &part in &entry.parts {
                holders.entry((&entry.rule, part)).or_default().push(index);
            }
        }
        Self { entries, is_taken: vec![false; entries.len()], holders }
    }

    /// Takes all parts of a finding, or none where one is missing.
    fn take(&mut self, finding: &Finding) -> bool {
        let mut wanted: BTreeMap<u32, usize> = BTreeMap::new();
        for &part in &finding.parts {
            *wanted.entry(part).or_default() += 1;
        }
        let is_there = |(&part, &count): (&u32, &usize)| {
            self.holders.get(&(finding.rule, part)).is_some_and(|holders| holders.len() >= count)
        };
        if wanted.is_empty() || !wanted.iter().all(is_there) {
            return false;
        }
        for part in &finding.parts {
            let holder = self.holders.get_mut(&(finding.rule, *part)).and_then(Vec::pop);
            if let Some(is_taken) = holder.and_then(|index| self.is_taken.get_mut(index)) {
                *is_taken = true;
            }
        }
        true
    }

    fn left(self) -> Vec<Entry> {
        let free = self.entries.iter().zip(self.is_taken).filter(|(_, is_taken)| !is_taken);
        free.map(|(entry, _)| entry.clone()).collect()
    }
}

/// Entries that no finding has taken yet, by one of their fingerprints.
struct Free<'a> {
    entries: &'a [Entry],
    is_taken: Vec<bool>,
    /// Indices of the entries of each fingerprint, the last of them the next to be taken.
    by_fingerprint: BTreeMap<Fingerprint, Vec<usize>>,
}

impl<'a> Free<'a> {
    fn of(entries: &'a [Entry], fingerprint: impl Fn(&Entry) -> Option<Fingerprint>) -> Self {
        let mut by_fingerprint: BTreeMap<Fingerprint, Vec<usize>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate().rev() {
            if let Some(fingerprint) = fingerprint(entry) {
                by_fingerprint.entry(fingerprint).or_default().push(index);
            }
        }
        Self { entries, is_taken: vec![false; entries.len()], by_fingerprint }
    }

    fn take(&mut self, fingerprint: Fingerprint) -> Option<()> {
        let index = self.by_fingerprint.get_mut(&fingerprint)?.pop()?;
        *self.is_taken.get_mut(index)? = true;
        Some(())
    }

    fn left(self) -> Vec<Entry> {
        let free = self.entries.iter().zip(self.is_taken).filter(|(_, is_taken)| !is_taken);
        free.map(|(entry, _)| entry.clone()).collect()
    }
}

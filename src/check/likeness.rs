//! Which sections are like which, what is repeated on purpose left out.

use std::collections::BTreeMap;

use super::purpose::{self, Frames};
use crate::corpus::Corpus;
use crate::digest::Matches;

/// A section that another one is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    /// The other section; an index into [`Corpus::sections`].
    pub(super) to: usize,
    /// Jaccard similarity of the two, 0 to 1.
    pub(super) similarity: f64,
    /// Whether they differ in form at most.
    pub(super) is_equal: bool,
}

/// What one section is like.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// Equal sections, the oldest first, or nearly equal ones, the most alike first; at most [`LINKS`].
    pub(super) links: Vec<Link>,
    /// How many there are.
    pub(super) total: usize,
}

/// How many sections that a section is like are kept apart; the others are only counted.
const LINKS: usize = 64;

/// How many equal sections are looked at for these: bounds the work on texts that stand very often.
const LOOKED_AT: usize = 4 * LINKS;

/// The likeness of all sections of a corpus.
pub(super) struct Likeness {
    groups: Vec<Vec<usize>>,
    group_of: BTreeMap<usize, usize>,
    near: BTreeMap<usize, Vec<Link>>,
}

impl Likeness {
    pub(super) fn of(corpus: &Corpus, matches: &Matches) -> Self {
        let groups = matches.equal.iter();
        let groups = groups.map(|group| purpose::without_same_profiles(corpus, group)).filter(|group| group.len() > 1);
        let groups: Vec<Vec<usize>> = groups.collect();
        let numbered = groups.iter().enumerate();
        let group_of =
            numbered.flat_map(|(number, group)| group.iter().map(move |&section| (section, number))).collect();
        let mut near: BTreeMap<usize, Vec<Link>> = BTreeMap::new();
        let frames = Frames::of(corpus, matches);
        for found in matches.near.iter().filter(|near| frames.purpose(near).is_none()) {
            for (from, to) in [(found.first, found.second), (found.second, found.first)] {
                near.entry(from).or_default().push(Link { to, similarity: found.similarity, is_equal: false });
            }
        }
        for links in near.values_mut() {
            links.sort_by(|a, b| {
                b.similarity.total_cmp(&a.similarity).then_with(|| corpus.age_of(a.to).cmp(&corpus.age_of(b.to)))
            });
        }
        Self { groups, group_of, near }
    }

    /// Gives what `section` is like if some of it is older: then it is a copy. Equal sections count before nearly equal
    /// ones.
    pub(super) fn of_copy(&self, corpus: &Corpus, section: usize) -> Option<Links> {
        let own = corpus.age_of(section);
        let is_copy = |links: &Links| links.links.iter().any(|link| corpus.age_of(link.to) < own);
        Some(self.equal(corpus, section)).filter(is_copy).or_else(|| Some(self.near(section)).filter(is_copy))
    }

    fn equal(&self, corpus: &Corpus, section: usize) -> Links {
        let group = self.group_of.get(&section).map_or(&[][..], |&group| self.groups[group].as_slice());
        let others = group.iter().take(LOOKED_AT);
        let others = others.filter(|&&other| other != section && purpose::of_roles(corpus, other, section).is_none());
        let links = others.take(LINKS).map(|&to| Link { to, similarity: 1.0, is_equal: true }).collect();
        Links { links, total: group.len().saturating_sub(1) }
    }

    fn near(&self, section: usize) -> Links {
        let links = self.near.get(&section).map_or(&[][..], Vec::as_slice);
        Links { links: links.iter().copied().take(LINKS).collect(), total: links.len() }
    }
}

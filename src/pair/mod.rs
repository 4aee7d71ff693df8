//! A page held against its original in another language: which page that is, which of its sections each section is, and
//! what the two should have in common and have not.
//!
//! Nothing here knows a language. What survives translation is kept of each page as a [`Skeleton`]: order and depth of
//! headings, lengths, numbers, links, images, code, names and cognates.

mod align;
mod bones;
mod code;
mod code_line;
mod cognates;
mod compare;
mod content;
mod inline;
mod links;
mod numbers;
mod originals;
mod rivals;
mod same;
mod stale;
mod translations;
mod units;
mod weigh;

pub use bones::skeleton;
pub use originals::Originals;

use std::collections::{BTreeMap, BTreeSet};

use align::{Alignment, align};
use inline::Whole;
use links::Anchors;
use originals::Lead;
use weigh::{Weights, median};

use crate::error::Error;
use crate::finding::Place;
use crate::glossary::{Glossary, Wanted};
use crate::language::Tag;
use crate::page::Page;
use crate::paired::{
    About, Abridged, Account, Difference, Evidence, FoundBy, Misnamed, Missing, Original, Paired, Pairing, Part, Same,
    Stale, Untranslated, Versions,
};
use crate::skeleton::{Bone, Fact, FactKind, Skeleton, Stand};
use crate::span::Span;

/// Fewest words that a text without a heading must have to be missed.
const WORDS_MISSED: u32 = 12;

/// Gives the language that a path names first.
pub fn language_of(path: &str) -> Option<Tag> {
    path.split('/').find(|part| links::is_language(part)).and_then(Tag::parse)
}

/// How many pairs of sections must be long enough for a page to tell its usual ratio of lengths.
const PAIRS_TELLING: usize = 4;

/// A section of fewer letters than this is short by chance.
const LETTERS_TELLING: u32 = 200;

/// A section is abridged where it has less than this share of the letters that it usually would have.
const ABRIDGED: f32 = 0.5;

/// The originals of a run, and for which languages each was found.
#[derive(Debug, Default)]
pub struct Pairs {
    originals: Originals,
    /// The folders that the paths of pages may count from.
    roots: Vec<String>,
    /// The names of originals that are among the pages of the run, and their places in the order of the input.
    own: BTreeMap<String, usize>,
    /// For each original, the languages that it was found in.
    found: Vec<BTreeSet<Tag>>,
    languages: BTreeSet<Tag>,
    /// The language of the originals, where a run names it.
    language: Option<Tag>,
    /// What came of each entry of the map.
    mapped: Vec<Mapped>,
}

/// What came of an entry of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    /// The 1-based line of the entry in the pipeline file.
    pub line: usize,
    /// How many pages it fits.
    pub pages: usize,
    /// How many of them it names an original for that is not there.
    pub astray: usize,
    /// The first of these, and the original.
    pub first: Option<(String, String)>,
}

impl Pairs {
    /// Starts with originals that are no pages of the run; `roots` are the folders that the paths of these may count from.
    pub fn new(originals: Originals, roots: Vec<String>) -> Self {
        let found = vec![BTreeSet::new(); originals.pages().len()];
        let of_entry = |line| Mapped { line, ..Mapped::default() };
        let mapped = originals.map().entries().iter().map(|entry| of_entry(entry.line)).collect();
        Self { originals, roots, own: BTreeMap::new(), found, languages: BTreeSet::new(), language: None, mapped }
    }

    /// Starts with originals that are among the pages of the run: those in this language.
    pub fn among(originals: Originals, language: Tag) -> Self {
        let own = originals.pages().iter().map(|kept| (kept.name.clone(), 0)).collect();
        Self { own, language: Some(language), ..Self::new(originals, Vec::new()) }
    }

    /// Finds the original of a page and holds the page against it. `index` is the page's place in the order of the input.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what is kept of the original cannot be read.
    pub fn hold(
        &mut self,
        page: &mut Page,
        index: usize,
        versions: Option<&dyn Versions>,
        glossary: &Glossary,
    ) -> Result<(), Error> {
        if let Some(own) = self.own.get_mut(&page.name) {
            *own = index;
            page.pairing = Pairing::Original;
            return Ok(());
        }
        let lead = self.originals.led(&page.name);
        if let Some(lead) = &lead {
            self.count(&page.name, lead);
        }
        let language = page.expected.map_or(page.detected.tag, |expected| expected.tag);
        // A page in the language of the originals is no sign that they are translated into it.
        if !language.is_und() && self.language.is_none_or(|original| !original.same_language(language)) {
            self.languages.insert(language);
        }
        page.pairing = match self.originals.find(page, lead.as_ref(), &self.roots, language)? {
            Some(found) => {
                if let Some(languages) = self.found.get_mut(found.0) {
                    languages.insert(language);
                }
                Pairing::Paired(Box::new(pair(&self.originals, page, found, versions, glossary)?))
            }
            None => Pairing::Orphan,
        };
        Ok(())
    }

    /// Counts what the map says of a page.
    fn count(&mut self, page: &str, lead: &Lead) {
        let Some(mapped) = self.mapped.get_mut(lead.entry) else { return };
        mapped.pages += 1;
        if lead.original.is_none() {
            mapped.astray += 1;
            mapped.first.get_or_insert_with(|| (page.to_owned(), lead.name.clone()));
        }
    }

    /// Gives what came of each entry of the map.
    pub fn mapped(&self) -> &[Mapped] {
        &self.mapped
    }

    /// Gives the originals that are missing in a language that other pages are in, in the order in which they were read.
    pub fn untranslated(&self) -> Vec<Untranslated> {
        let all = self.originals.pages().iter().zip(&self.found);
        let missing = all.flat_map(|(kept, found)| {
            self.languages.difference(found).map(|&language| Untranslated {
                page: kept.name.clone(),
                index: self.own.get(&kept.name).copied(),
                language,
                container_line: kept.container_line,
            })
        });
        missing.collect()
    }
}

/// Holds a page against the original at `found`.
///
/// # Errors
/// [`Error::Temporary`] where what is kept of the original cannot be read.
fn pair(
    originals: &Originals,
    page: &Page,
    (found, found_by): (usize, FoundBy),
    versions: Option<&dyn Versions>,
    glossary: &Glossary,
) -> Result<Paired, Error> {
    let original = originals.skeleton(found)?;
    let name = originals.pages().get(found).map(|kept| kept.name.clone()).unwrap_or_default();
    let language = page.expected.map_or(Tag::UND, |expected| expected.tag);
    let mut weights = Weights::of(&original, &page.skeleton);
    let alignment = align(&mut weights);
    let held = Held {
        original: &original,
        other: &page.skeleton,
        lines: (originals.pages().get(found).and_then(|kept| kept.container_line), page.container_line),
        alignment: &alignment,
    };
    let said = held.said();
    let stale = versions.map_or(Ok(None), |versions| held.stale(versions, &name, page, &said))?;
    Ok(Paired {
        original: Original { page: name.clone(), found_by },
        missing: held.missing(),
        extra: held.extra(),
        moved: held.moved(),
        differences: held.differences(),
        abridged: held.abridged(&weights),
        terms: held.terms(glossary, language),
        behind: versions.filter(|_| stale.is_none()).and_then(|_| originals.behind(found, &page.skeleton.claims)),
        stale: stale.unwrap_or_default(),
        said: said.into_iter().flatten().collect(),
        accounts: held.accounts(&weights),
        same: Same {
            language: originals.language(found),
            lines: same::same(&original, &page.skeleton, &alignment.original_of, |lines| {
                originals.others(found, language, lines)
            })?,
        },
    })
}

/// Two pages, aligned.
struct Held<'a> {
    original: &'a Skeleton,
    other: &'a Skeleton,
    lines: (Option<usize>, Option<usize>),
    alignment: &'a Alignment,
}

impl Held<'_> {
    fn original_part(&self, at: usize) -> Part {
        self.original.bones.get(at).map_or_else(nothing, |bone| part(bone, self.lines.0))
    }

    fn part(&self, at: usize) -> Part {
        self.other.bones.get(at).map_or_else(nothing, |bone| part(bone, self.lines.1))
    }

    fn missing(&self) -> Vec<Missing> {
        let is_missed = |at: usize| {
            let counts = |bone: &Bone| !bone.is_soft && (bone.level > 0 || bone.words >= WORDS_MISSED);
            self.alignment.other_of.get(at) == Some(&None) && self.original.bones.get(at).is_some_and(counts)
        };
        let runs = runs(self.original.bones.len(), is_missed, |_, _| true);
        let runs = runs.into_iter().map(|run| {
            let before = (0..run.start).rev().find_map(|at| self.alignment.other_of.get(at).copied().flatten());
            Missing { parts: run.map(|at| self.original_part(at)).collect(), after: before.map(|at| self.part(at)) }
        });
        runs.collect()
    }

    fn extra(&self) -> Vec<Vec<Part>> {
        let is_extra = |at: usize| {
            let counts = |bone: &Bone| !bone.is_soft && (bone.level > 0 || bone.words >= WORDS_MISSED);
            self.alignment.original_of.get(at) == Some(&None) && self.other.bones.get(at).is_some_and(counts)
        };
        let same_block = |a: usize, b: usize| self.block(a) == self.block(b);
        let runs = runs(self.other.bones.len(), is_extra, same_block);
        runs.into_iter().map(|run| run.map(|at| self.part(at)).collect()).collect()
    }

    fn moved(&self) -> Vec<Vec<(Part, Part)>> {
        let is_hard = |at: usize| self.other.bones.get(at).is_some_and(|bone| !bone.is_soft);
        let is_moved = |at: usize| self.alignment.is_moved.get(at) == Some(&true) && is_hard(at);
        let original = |at: usize| self.alignment.original_of.get(at).copied().flatten();
        let follows =
            |a: usize, b: usize| self.block(a) == self.block(b) && original(a).map(|before| before + 1) == original(b);
        let runs = runs(self.other.bones.len(), is_moved, follows);
        let part = |at: usize| Some((self.part(at), self.original_part(original(at)?)));
        runs.into_iter().map(|run| run.filter_map(part).collect()).collect()
    }

    fn block(&self, at: usize) -> Option<u32> {
        self.other.bones.get(at).map(|bone| bone.block)
    }

    fn differences(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        let mut said = Said::default();
        let anchors = Anchors::of(targets(self.original), targets(self.other));
        let mut whole = Whole::of(self.original);
        for (j, i) in self.alignment.original_of.iter().enumerate() {
            let Some(i) = *i else { continue };
            let (Some(original), Some(other)) = (self.original.bones.get(i), self.other.bones.get(j)) else { continue };
            if original.is_soft || other.is_soft {
                continue;
            }
            for mut unlike in compare::compare((original, &mut whole), other, anchors) {
                if unlike.about == About::Link {
                    said.leave_new(&mut unlike);
                }
                if unlike.missing.is_empty() && unlike.extra.is_empty() {
                    continue;
                }
                let join = |facts: &[&Fact]| facts.iter().map(|fact| fact.span).reduce(Span::join);
                let text = |facts: &[&Fact]| facts.iter().map(|fact| fact.text.clone()).collect::<Vec<_>>();
                let original_part = self.original_part(i);
                differences.push(Difference {
                    about: unlike.about,
                    part: self.part(j),
                    missing: text(&unlike.missing),
                    extra: text(&unlike.extra),
                    span: join(&unlike.extra).unwrap_or(other.head.span),
                    original: original_part,
                });
            }
        }
        differences
    }

    /// Terms of the original's sections that the glossary wants to be called something that the page's sections do not say.
    fn terms(&self, glossary: &Glossary, language: Tag) -> Vec<Misnamed> {
        let mut misnamed = Vec::new();
        for (j, i) in self.alignment.original_of.iter().enumerate() {
            let Some((i, original)) = i.and_then(|i| Some((i, self.original.bones.get(i)?))) else { continue };
            let Some(other) = self.other.bones.get(j) else { continue };
            let terms: BTreeSet<&str> = original.facts(FactKind::Term).map(|fact| fact.text.as_str()).collect();
            let mut said = BTreeSet::new();
            for term in terms {
                let Some(wanted) = glossary.wanted(term, language) else { continue };
                let mut all = other.facts(FactKind::Term).chain(other.facts(FactKind::Stem));
                let (wanted, is_kept) = match wanted {
                    Wanted::Kept(kept) => (kept, true),
                    Wanted::Translated(target) => (target, false),
                };
                let is_there = if is_kept {
                    all.any(|fact| fact.text == wanted)
                } else {
                    all.any(|fact| fact.text.to_lowercase() == wanted.to_lowercase())
                };
                if !is_there && said.insert(wanted) {
                    misnamed.push(Misnamed {
                        part: self.part(j),
                        original: self.original_part(i),
                        term: term.to_owned(),
                        wanted: wanted.to_owned(),
                        is_kept,
                    });
                }
            }
        }
        misnamed
    }

    /// Gives what each section of the page and its original say; `None` where a section has none.
    fn said(&self) -> Vec<Option<(u64, u64)>> {
        let said = |(bone, at): (&Bone, &Option<usize>)| {
            let original = at.and_then(|at| self.original.bones.get(at))?;
            Some((stale::says(bone), stale::says(original)))
        };
        self.other.bones.iter().zip(&self.alignment.original_of).map(said).collect()
    }

    /// Sections whose original changed since, by version control, or else by what an earlier run recorded; `None` where
    /// neither knows the page.
    fn stale(
        &self,
        versions: &dyn Versions,
        original: &str,
        page: &Page,
        said: &[Option<(u64, u64)>],
    ) -> Result<Option<Vec<Stale>>, Error> {
        let original_of = &self.alignment.original_of;
        let by_version = stale::stale(versions, (original, self.original), (&page.name, self.other), original_of);
        let is_stale = match by_version {
            None => stale::by_record(&versions.recorded(&page.name, page.url.as_deref())?, said),
            by_version => by_version,
        };
        let Some(is_stale) = is_stale else { return Ok(None) };
        let stale = is_stale.into_iter().zip(said).enumerate().filter_map(|(j, (is_stale, said))| {
            let (i, (_, key)) = (original_of.get(j).copied().flatten()?, (*said)?);
            is_stale.then(|| Stale { part: self.part(j), original: self.original_part(i), key })
        });
        Ok(Some(stale.collect()))
    }

    fn accounts(&self, weights: &Weights) -> Vec<Account> {
        let of_page = self.alignment.original_of.iter().enumerate().map(|(j, i)| Account {
            part: Some(self.part(j)),
            original: i.map(|i| self.original_part(i)),
            is_moved: self.alignment.is_moved.get(j) == Some(&true),
            evidence: i.map(|i| weights.evidence(i, j)).unwrap_or_default(),
        });
        let missing = self.alignment.other_of.iter().enumerate().filter(|(_, j)| j.is_none()).map(|(i, _)| Account {
            part: None,
            original: Some(self.original_part(i)),
            is_moved: false,
            evidence: Evidence::default(),
        });
        of_page.chain(missing).collect()
    }

    /// Sections far shorter than the other sections of the page are, for as much of the original.
    fn abridged(&self, weights: &Weights) -> Vec<Abridged> {
        let pairs = || self.alignment.original_of.iter().enumerate().filter_map(|(j, i)| Some(((*i)?, j)));
        let ratios: Vec<f32> = pairs().filter_map(|(i, j)| weights.log_ratio(i, j)).collect();
        if ratios.len() < PAIRS_TELLING {
            return Vec::new();
        }
        let Some(usual) = median(ratios) else { return Vec::new() };
        let is_short =
            |&(i, j): &(usize, usize)| weights.log_ratio(i, j).is_some_and(|ratio| ratio < usual + ABRIDGED.ln());
        let is_long =
            |&(i, _): &(usize, usize)| self.original.bones.get(i).is_some_and(|bone| bone.letters >= LETTERS_TELLING);
        let abridged = pairs().filter(is_long).filter(is_short).map(|(i, j)| Abridged {
            part: self.part(j),
            original: self.original_part(i),
            ratio: f64::from(weights.log_ratio(i, j).unwrap_or_default().exp()),
            usual: f64::from(usual.exp()),
        });
        abridged.collect()
    }
}

/// The links that only one of the pages has, as far as they were said: an address that moved is one fault, however often the
/// page links to it.
#[derive(Default)]
struct Said {
    missing: BTreeSet<String>,
    extra: BTreeSet<String>,
}

impl Said {
    /// Takes out what was said of another section.
    fn leave_new(&mut self, unlike: &mut compare::Unlike<'_>) {
        let is_old = |said: &BTreeSet<String>, facts: &[&Fact]| {
            !facts.is_empty() && facts.iter().all(|fact| said.contains(&fact.text))
        };
        let (is_missing_old, is_extra_old) =
            (is_old(&self.missing, &unlike.missing), is_old(&self.extra, &unlike.extra));
        self.missing.extend(unlike.missing.iter().map(|fact| fact.text.clone()));
        self.extra.extend(unlike.extra.iter().map(|fact| fact.text.clone()));
        if (is_missing_old || unlike.missing.is_empty()) && (is_extra_old || unlike.extra.is_empty()) {
            unlike.missing.clear();
            unlike.extra.clear();
        }
    }
}

/// Gives where the links of a page lead.
fn targets(skeleton: &Skeleton) -> impl Iterator<Item = &str> {
    skeleton.bones.iter().flat_map(|bone| bone.facts(FactKind::Link)).map(|fact| fact.text.as_str())
}

fn nothing() -> Part {
    part(&Bone::default(), None)
}

fn part(bone: &Bone, container_line: Option<usize>) -> Part {
    let place = |stand: Stand| Place {
        span: stand.span,
        line: stand.line as usize,
        end_line: stand.end_line as usize,
        container_line,
    };
    Part {
        block: bone.block as usize,
        section: bone.number as usize,
        heading: bone.heading.clone(),
        place: place(bone.whole),
        head: place(bone.head),
    }
}

/// Gives the runs of numbers that are `wanted`, cut where two do not `join`.
fn runs(
    count: usize,
    wanted: impl Fn(usize) -> bool,
    join: impl Fn(usize, usize) -> bool,
) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..count).filter(|&at| wanted(at)) {
        match runs.last_mut() {
            Some(run) if run.end == at && join(at - 1, at) => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

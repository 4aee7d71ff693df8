//! Which pages of the archive may be like those of a run. They are looked up by key, never scanned: a page by what it says,
//! a section by its text, and by some of its shingles.
//!
//! A section of few shingles is found by all of them, a longer one by the lowest sixteen or so, a quarter at least
//! (`keep`). As what is shared is spread evenly among them, few hits tell that two sections cannot be alike enough. What is
//! left is loaded with all its shingles and counted out like any other pair.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Statement, params};

use super::keep::{number, share, shingles};
use super::{Archive, failed};
use crate::corpus::{BlockRecord, Corpus, PageRecord, Records, SectionRecord};
use crate::digest::{Digest, Digests};
use crate::error::Error;
use crate::language::Tag;
use crate::page::Kind;
use crate::settings::Thresholds;
use crate::span::Span;

/// A shingle of more archived sections than this leads to none, as in `compare`.
const COMMON: usize = 100;

/// How many archived sections are looked at for one section: those with most hits.
const LOOKED_AT: usize = 64;

/// How many pages or sections that say exactly the same are looked at.
const EQUAL: i64 = 256;

/// How many shingles are looked up at a time, in ascending order, so that neighbours are read together.
const AT_A_TIME: usize = 1 << 18;

/// The fewest shingles that two sections share that are alike enough, whatever their length (`compare::verify`), and from
/// how many any two are.
const SHARED: (f64, f64) = (8.0, 20.0);

/// What part of the hits that are to be expected must be there. Hits are a sample: of six that are expected, two or more are there
/// in 98 of 100 cases.
const CERTAINTY: f64 = 1.0 / 3.0;

impl Archive {
    /// Gives the pages of the archive that have a section that may be like one of the corpus, in the order in which they
    /// were added first. Earlier forms of the corpus's own pages, by name or address, are not among them.
    ///
    /// # Errors
    /// [`Error::Archive`] where the archive cannot be read, [`Error::Temporary`] where shingles cannot.
    pub fn like(&self, corpus: &Corpus, thresholds: &Thresholds) -> Result<Corpus, Error> {
        let said = |error| failed(&self.path, &error);
        let mut search = Search { archive: self, thresholds, pages: BTreeSet::new() };
        search.equal(corpus).map_err(said)?;
        search.near(corpus)?;
        let own = self.own(corpus).map_err(said)?;
        search.pages.retain(|page| !own.contains(page));
        self.restored(&search.pages)
    }

    /// Gives the numbers under which the pages of a corpus are in the archive.
    fn own(&self, corpus: &Corpus) -> rusqlite::Result<BTreeSet<i64>> {
        let mut same = self.connection.prepare("SELECT id FROM page WHERE name = ?1 OR url = ?2")?;
        let (mut own, mut addresses) = (BTreeSet::new(), BTreeSet::new());
        for page in corpus.pages() {
            // Thousands of pages may claim one address.
            let url = page.url.as_deref().filter(|url| addresses.insert(*url));
            for id in same.query_map(params![page.name, url], |row| row.get(0))? {
                own.insert(id?);
            }
        }
        Ok(own)
    }

    /// Puts pages together again.
    fn restored(&self, pages: &BTreeSet<i64>) -> Result<Corpus, Error> {
        let said = |error| failed(&self.path, &error);
        let mut loading = Loading::prepare(self).map_err(said)?;
        for &page in pages {
            loading.page(page).map_err(said)??;
        }
        Ok(Corpus::restored(loading.records, loading.digests))
    }
}

struct Search<'a> {
    archive: &'a Archive,
    thresholds: &'a Thresholds,
    pages: BTreeSet<i64>,
}

impl Search<'_> {
    fn equal(&mut self, corpus: &Corpus) -> rusqlite::Result<()> {
        let connection = &self.archive.connection;
        let mut pages = connection.prepare("SELECT id FROM page WHERE key = ?1 ORDER BY id LIMIT ?2")?;
        let mut sections = connection.prepare("SELECT page FROM section WHERE key = ?1 ORDER BY id LIMIT ?2")?;
        let shortest = self.thresholds.duplicate_words;
        let of_pages = corpus.pages().iter().filter(|page| page.words >= shortest).map(|page| page.key);
        let keys = (0..corpus.digests().len()).filter(|&section| corpus.digests().words(section) >= shortest);
        let of_sections: BTreeSet<u64> = keys.map(|section| corpus.digests().key(section)).collect();
        let mut look = |statement: &mut Statement, key: u64| -> rusqlite::Result<()> {
            let found = statement.query_map(params![key.cast_signed(), EQUAL], |row| row.get(0))?;
            for page in found {
                self.pages.insert(page?);
            }
            Ok(())
        };
        of_pages.collect::<BTreeSet<u64>>().into_iter().try_for_each(|key| look(&mut pages, key))?;
        of_sections.into_iter().try_for_each(|key| look(&mut sections, key))
    }

    fn near(&mut self, corpus: &Corpus) -> Result<(), Error> {
        let said = |error| failed(&self.archive.path, &error);
        let mut some = Sections::default();
        let mut lookup = Lookup::prepare(self.archive).map_err(said)?;
        corpus.digests().kept_shingles(|section, row| {
            if corpus.digests().words(section) >= self.thresholds.duplicate_words {
                some.sizes.push(row.len());
                let number = some.sizes.len() as u32 - 1;
                some.shingles.extend(row.iter().map(|&shingle| (shingle, number)));
            }
            if some.shingles.len() >= AT_A_TIME {
                lookup.pages_of(&mut some, self.thresholds, &mut self.pages).map_err(said)?;
            }
            Ok(())
        })?;
        lookup.pages_of(&mut some, self.thresholds, &mut self.pages).map_err(said)
    }
}

/// Some sections of a corpus.
#[derive(Default)]
struct Sections {
    /// How many shingles each has.
    sizes: Vec<usize>,
    /// These, each with the number of its section.
    shingles: Vec<(u32, u32)>,
}

struct Lookup<'a> {
    sections: Statement<'a>,
    section: Statement<'a>,
}

impl<'a> Lookup<'a> {
    fn prepare(archive: &'a Archive) -> rusqlite::Result<Self> {
        Ok(Self {
            sections: archive.connection.prepare("SELECT section FROM shingle WHERE hash = ?1 LIMIT ?2")?,
            section: archive.connection.prepare("SELECT page, length(shingles) / 4 FROM section WHERE id = ?1")?,
        })
    }

    /// Adds the pages of the archived sections that may be like some sections, and empties these.
    fn pages_of(
        &mut self,
        some: &mut Sections,
        thresholds: &Thresholds,
        pages: &mut BTreeSet<i64>,
    ) -> rusqlite::Result<()> {
        let mut hits = self.hits(some)?;
        hits.sort_unstable();
        let mut known: BTreeMap<i64, (i64, usize)> = BTreeMap::new();
        for of_section in hits.chunk_by(|a, b| a.0 == b.0) {
            let size =
                of_section.first().and_then(|&(number, _)| some.sizes.get(number as usize)).copied().unwrap_or(0);
            let least = (1..=256).map(|archived| least_hits(size, archived, thresholds)).min().unwrap_or(1);
            let mut likely: Vec<(usize, i64)> = Vec::new();
            for same in of_section.chunk_by(|a, b| a.1 == b.1).filter(|same| same.len() >= least) {
                let Some(&(_, section)) = same.first() else { continue };
                let (page, archived) = if let Some(&found) = known.get(&section) {
                    found
                } else {
                    let (page, shingles) =
                        self.section.query_row([section], |row| Ok((row.get(0)?, row.get::<_, u32>(1)?)))?;
                    known.insert(section, (page, shingles as usize));
                    (page, shingles as usize)
                };
                if same.len() >= least_hits(size, archived, thresholds) {
                    likely.push((same.len(), page));
                }
            }
            likely.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            pages.extend(likely.iter().take(LOOKED_AT).map(|&(_, page)| page));
        }
        *some = Sections::default();
        Ok(())
    }

    /// Gives each pair of a section and an archived one as often as a shingle of the first leads to the second.
    fn hits(&mut self, some: &mut Sections) -> rusqlite::Result<Vec<(u32, i64)>> {
        some.shingles.sort_unstable();
        let mut hits: Vec<(u32, i64)> = Vec::new();
        for same in some.shingles.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(shingle, _)) = same.first() else { continue };
            let found = self.sections.query_map(params![shingle, number(COMMON + 1)], |row| row.get(0))?;
            let found: Vec<i64> = found.collect::<rusqlite::Result<_>>()?;
            if found.len() <= COMMON {
                hits.extend(same.iter().flat_map(|&(_, number)| found.iter().map(move |&section| (number, section))));
            }
        }
        Ok(hits)
    }
}

/// Gives how many shingles of a section of one size lead at least to an archived one of another if the two are alike enough.
fn least_hits(size: usize, archived: usize, thresholds: &Thresholds) -> usize {
    let both = (size + archived) as f64;
    // What they share is `s / (1 + s)` of both sizes together for the similarity `s`; a part of one of them in the other is
    // enough too, if it is long.
    let of_both = |similarity: f64| similarity / (1.0 + similarity) * both;
    let shared = of_both(thresholds.near_duplicate).max(SHARED.0).min(of_both(0.5)).min(SHARED.1);
    ((CERTAINTY * share(archived) * shared).ceil() as usize).max(1)
}

/// Pages on their way out of the archive.
struct Loading<'a> {
    page: Statement<'a>,
    sections: Statement<'a>,
    records: Records,
    digests: Digests,
}

impl<'a> Loading<'a> {
    fn prepare(archive: &'a Archive) -> rusqlite::Result<Self> {
        let page = "SELECT name, url, site, key, words, record_line FROM page WHERE id = ?1";
        let sections = "SELECT section.block, section.number, kind, title, opening, language, heading, text, key, frame, words, \
            numbers, start, \"end\", line, end_line, paragraphs, shingles \
            FROM section JOIN block ON block.page = section.page AND block.number = section.block \
            WHERE section.page = ?1 ORDER BY section.block, section.number";
        Ok(Self {
            page: archive.connection.prepare(page)?,
            sections: archive.connection.prepare(sections)?,
            records: Records::default(),
            digests: Digests::default(),
        })
    }

    fn page(&mut self, id: i64) -> rusqlite::Result<Result<(), Error>> {
        let (blocks, first) = (self.records.blocks.len(), self.records.sections.len());
        let number = self.records.pages.len();
        let mut rows = self.sections.query([id])?;
        while let Some(row) = rows.next()? {
            let at = self.records.sections.len();
            let block = row.get::<_, u32>(0)?.saturating_sub(1) as usize;
            let key = |column| row.get::<_, Option<i64>>(column).map(|key| key.map(i64::cast_unsigned));
            match self.records.blocks.get_mut(blocks..).and_then(|blocks| blocks.last_mut()) {
                Some(last) if last.number == block => last.sections.end = at + 1,
                _ => self.records.blocks.push(BlockRecord {
                    page: number,
                    number: block,
                    kind: if row.get::<_, String>(2)? == Kind::Profile.name() { Kind::Profile } else { Kind::Article },
                    title: key(3)?,
                    opening: key(4)?,
                    sections: at..at + 1,
                }),
            }
            self.records.sections.push(SectionRecord {
                block: self.records.blocks.len() - 1,
                number: row.get::<_, u32>(1)?.saturating_sub(1) as usize,
                heading: key(6)?,
                lines: 0..0,
                language: Tag::parse(&row.get::<_, String>(5)?).unwrap_or_default(),
                text: key(7)?.unwrap_or_default(),
                left_out: 0,
                excerpt: (0, 0),
                span: Span::new(row.get::<_, u32>(12)? as usize, row.get::<_, u32>(13)? as usize),
                source_lines: (row.get(14)?, row.get(15)?),
            });
            let paragraphs: Vec<u8> = row.get(16)?;
            let paragraphs = paragraphs.chunks_exact(8);
            let digest = Digest {
                key: key(8)?.unwrap_or_default(),
                frame: key(9)?.unwrap_or_default(),
                words: row.get(10)?,
                numbers: row.get(11)?,
                paragraphs: paragraphs.map(|key| key.try_into().map(u64::from_le_bytes).unwrap_or_default()).collect(),
                shingles: shingles(&row.get::<_, Vec<u8>>(17)?),
            };
            if let Err(error) = self.digests.push(&digest) {
                return Ok(Err(error));
            }
        }
        let record = self.page.query_row([id], |row| {
            Ok(PageRecord {
                name: row.get(0)?,
                url: row.get(1)?,
                fetched_at: None,
                published: None,
                pair: None,
                index: usize::MAX,
                site: row.get::<_, i64>(2)?.cast_unsigned(),
                key: row.get::<_, i64>(3)?.cast_unsigned(),
                words: row.get::<_, u32>(4)? as usize,
                blocks: blocks..self.records.blocks.len(),
                sections: first..self.records.sections.len(),
                furniture: 0..0,
                container_line: row.get::<_, Option<u32>>(5)?.map(|line| line as usize),
            })
        })?;
        self.records.pages.push(record);
        Ok(Ok(()))
    }
}

//! Pages and findings into the archive, and out of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Statement, Transaction, params};

use super::translations::{self, Translations};
use super::{Archive, failed};
use crate::corpus::{Corpus, PageRecord};
use crate::error::Error;
use crate::finding::Finding;

/// About how many shingles of a section lead to it.
const LEADING: f64 = 16.0;

/// The least share of its shingles that lead to a section: a paragraph of it must be found by its own.
const LEAST_SHARE: f64 = 0.25;

/// How many of these are sorted at once before they are written, 16 bytes each: a tree is filled fastest in its own order.
const SORTED: usize = 1 << 22;

/// What became of pages that were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// How many there were.
    pub pages: usize,
    /// How many of them took the place of an earlier one.
    pub replaced: usize,
    /// How many sections they have.
    pub sections: usize,
}

/// Gives the share of its shingles by which a section of so many is found.
pub(super) fn share(shingles: usize) -> f64 {
    (LEADING / shingles.max(1) as f64).clamp(LEAST_SHARE, 1.0)
}

/// Gives those of ascending shingles by which a section is found: the lowest, so that two sections choose the same ones.
pub(super) fn leading(shingles: &[u32]) -> &[u32] {
    let below = share(shingles.len()) * 2.0_f64.powi(32);
    shingles.get(..shingles.partition_point(|&shingle| f64::from(shingle) < below)).unwrap_or_default()
}

/// Gives a number as a column keeps it.
pub(super) fn number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads shingles as they are kept.
pub(super) fn shingles(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| four.try_into().map(u32::from_le_bytes).unwrap_or_default()).collect()
}

impl Archive {
    /// Adds the pages of a run, with what was found on them. A page takes the place of an earlier one of its name, and of those of
    /// its address that no page of the run has the name of.
    ///
    /// # Errors
    /// [`Error::Archive`] where they cannot be written, [`Error::Temporary`] where what is kept on disk cannot be read; the
    /// archive is then as it was.
    pub fn add(
        &mut self,
        corpus: &Corpus,
        findings: &[Finding],
        translations: &Translations,
        now: Option<Timestamp>,
    ) -> Result<Added, Error> {
        let path = self.path.clone();
        let said = |error| failed(&path, &error);
        let transaction = self.change()?;
        let mut adding =
            Adding { corpus, translations, now, ids: Vec::new(), known: BTreeMap::new(), added: Added::default() };
        adding.pages(&transaction, said)?;
        adding.sections(&transaction, said)?;
        adding.findings(&transaction, findings).map_err(said)?;
        transaction.commit().map_err(said)?;
        Ok(adding.added)
    }
}

/// Earlier forms of a page, by their numbers.
pub(super) struct Earlier {
    /// That of its name.
    named: Option<i64>,
    /// Those of its address with other names, the oldest first.
    addressed: Vec<i64>,
}

impl Earlier {
    /// Finds them. `is_gone` tells of the names of pages at the same address whether these may be older names of the page.
    pub(super) fn of(
        connection: &Connection,
        name: &str,
        url: Option<&str>,
        is_gone: impl Fn(&str) -> bool,
    ) -> rusqlite::Result<Self> {
        let mut same = connection.prepare("SELECT id, name FROM page WHERE name = ?1 OR url = ?2 ORDER BY id")?;
        let found = same.query_map(params![name, url], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut earlier = Self { named: None, addressed: Vec::new() };
        for found in found {
            let (id, other): (i64, String) = found?;
            if other == name {
                earlier.named = Some(id);
            } else if is_gone(&other) {
                earlier.addressed.push(id);
            }
        }
        Ok(earlier)
    }

    /// Gives those that tell what the page said before: that of its name alone, where there is one.
    pub(super) fn telling(&self) -> &[i64] {
        self.named.as_ref().map_or(self.addressed.as_slice(), std::slice::from_ref)
    }

    /// Gives all of them, the one whose place the page takes first.
    fn all(&self) -> impl Iterator<Item = i64> {
        self.named.into_iter().chain(self.addressed.iter().copied())
    }
}

struct Adding<'a> {
    corpus: &'a Corpus,
    translations: &'a Translations,
    now: Option<Timestamp>,
    /// The number that each page of the run has in the archive; none where a later one of its name takes its place.
    ids: Vec<Option<i64>>,
    /// Since when each finding of a page is known.
    known: BTreeMap<(i64, String), Option<String>>,
    added: Added,
}

impl Adding<'_> {
    fn pages(&mut self, transaction: &Transaction, said: impl Fn(rusqlite::Error) -> Error) -> Result<(), Error> {
        let mut placing = Placing::prepare(transaction).map_err(&said)?;
        let corpus = self.corpus;
        let pages = corpus.pages().get(corpus.own_pages()).unwrap_or_default();
        let last: BTreeMap<&str, usize> = pages.iter().map(|page| (page.name.as_str(), page.index)).collect();
        let mut addresses: BTreeSet<&str> = BTreeSet::new();
        for page in pages {
            if last.get(page.name.as_str()) != Some(&page.index) {
                self.ids.push(None);
                continue;
            }
            let translations = self.translations.get(page.index)?;
            let is_gone = |name: &str| !last.contains_key(name);
            // The first page of an address has taken the place of all that were there: thousands may claim the same.
            let url = page.url.as_deref().filter(|url| addresses.insert(*url));
            let earlier = Earlier::of(transaction, &page.name, url, is_gone).map_err(&said)?;
            self.page(transaction, page, &earlier, translations.as_deref(), &mut placing).map_err(&said)?;
        }
        Ok(())
    }

    /// Writes a page in the place of its earlier forms, or else in a new one.
    fn page(
        &mut self,
        transaction: &Transaction,
        page: &PageRecord,
        earlier: &Earlier,
        translations: Option<&[(u64, u64)]>,
        placing: &mut Placing,
    ) -> rusqlite::Result<()> {
        let recorded = translations::recorded(transaction, earlier.telling())?;
        if let Some(named) = earlier.named {
            self.remember(transaction, named)?;
        }
        earlier.all().try_for_each(|id| placing.removing.page(id))?;
        let place = earlier.all().next();
        let id = place.unwrap_or(placing.next);
        placing.next += i64::from(place.is_none());
        self.ids.push(Some(id));
        self.added.pages += 1;
        self.added.replaced += usize::from(place.is_some());
        placing.insert.execute(params![
            id,
            page.name,
            page.url,
            page.fetched_at.map(|at| at.to_string()),
            page.site.cast_signed(),
            page.key.cast_signed(),
            number(page.words),
            page.container_line.map(number),
        ])?;
        match translations {
            Some(said) => translations::record(transaction, id, said, &recorded),
            // The page was not held against its original this time.
            None => translations::keep(transaction, id, &recorded),
        }
    }

    /// Keeps in mind since when the findings of a page are known.
    fn remember(&mut self, transaction: &Transaction, page: i64) -> rusqlite::Result<()> {
        let mut findings = transaction.prepare("SELECT fingerprint, since FROM finding WHERE page = ?1")?;
        let found = findings.query_map([page], |row| Ok(((page, row.get(0)?), row.get(1)?)))?;
        for found in found {
            let (finding, since) = found?;
            self.known.insert(finding, since);
        }
        Ok(())
    }

    fn sections(&mut self, transaction: &Transaction, said: impl Fn(rusqlite::Error) -> Error) -> Result<(), Error> {
        let newest = transaction.query_row("SELECT coalesce(max(id), 0) FROM section", [], |row| row.get::<_, i64>(0));
        let mut next = newest.map_err(&said)? + 1;
        let mut blocks = transaction
            .prepare("INSERT INTO block (page, number, kind, title, opening) VALUES (?1, ?2, ?3, ?4, ?5)")
            .map_err(&said)?;
        let own = self.corpus.own_pages();
        let id_of = |page: usize| page.checked_sub(own.start).and_then(|page| self.ids.get(page).copied()?);
        for block in self.corpus.blocks() {
            let Some(page) = id_of(block.page) else { continue };
            let key = |key: Option<u64>| key.map(u64::cast_signed);
            let row = params![page, number(block.number + 1), block.kind.name(), key(block.title), key(block.opening)];
            blocks.execute(row).map_err(&said)?;
        }
        let mut inserting = Inserting::prepare(transaction).map_err(&said)?;
        self.corpus.digests().kept_shingles(|section, shingles| {
            let Some(page) = id_of(self.corpus.block_of(section).page) else { return Ok(()) };
            inserting.section(self.corpus, section, shingles, next, page).map_err(&said)?;
            next += 1;
            self.added.sections += 1;
            Ok(())
        })?;
        inserting.flush().map_err(&said)
    }

    fn findings(&mut self, transaction: &Transaction, findings: &[Finding]) -> rusqlite::Result<()> {
        let pages = self.corpus.own_pages().map(|page| &self.corpus.pages()[page]);
        let pages: BTreeMap<usize, (i64, Option<Timestamp>)> =
            pages.zip(&self.ids).filter_map(|(page, &id)| Some((page.index, (id?, page.fetched_at)))).collect();
        let mut insert = transaction.prepare(
            "INSERT OR REPLACE INTO finding (page, fingerprint, rule, severity, block, message, excerpt, start, \"end\", line, \
             end_line, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for finding in findings {
            let Some(&(page, fetched_at)) = pages.get(&finding.page_index) else { continue };
            let fingerprint = finding.fingerprint.to_string();
            let now = self.now.or(fetched_at).map(|at| at.to_string());
            let since = self.known.get(&(page, fingerprint.clone())).cloned().unwrap_or(now);
            let place = finding.place;
            insert.execute(params![
                page,
                fingerprint,
                finding.rule,
                finding.severity.name(),
                finding.block,
                finding.message,
                finding.excerpt,
                number(place.span.start),
                number(place.span.end),
                number(place.line),
                number(place.end_line),
                since,
            ])?;
        }
        Ok(())
    }
}

/// Pages on their way into the archive.
struct Placing<'a> {
    removing: Removing<'a>,
    insert: Statement<'a>,
    /// The number of the next page without earlier forms.
    next: i64,
}

impl<'a> Placing<'a> {
    fn prepare(transaction: &'a Transaction) -> rusqlite::Result<Self> {
        let insert = transaction.prepare(
            "INSERT INTO page (id, name, url, fetched_at, site, key, words, record_line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        let newest: i64 = transaction.query_row("SELECT coalesce(max(id), 0) FROM page", [], |row| row.get(0))?;
        Ok(Self { removing: Removing::prepare(transaction)?, insert, next: newest + 1 })
    }
}

/// Sections on their way into the archive, and the shingles that lead to them.
struct Inserting<'a> {
    section: Statement<'a>,
    shingle: Statement<'a>,
    leading: Vec<(u32, i64)>,
}

impl<'a> Inserting<'a> {
    fn prepare(transaction: &'a Transaction) -> rusqlite::Result<Self> {
        let section = transaction.prepare(
            "INSERT INTO section (id, page, block, number, language, heading, text, key, frame, words, numbers, start, \"end\", \
             line, end_line, paragraphs, shingles) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?;
        let shingle = transaction.prepare("INSERT INTO shingle (hash, section) VALUES (?1, ?2)")?;
        Ok(Self { section, shingle, leading: Vec::new() })
    }

    fn section(
        &mut self,
        corpus: &Corpus,
        section: usize,
        shingles: &[u32],
        id: i64,
        page: i64,
    ) -> rusqlite::Result<()> {
        let digests = corpus.digests();
        let record = &corpus.sections()[section];
        let paragraphs: Vec<u8> = digests.paragraphs(section).iter().flat_map(|key| key.to_le_bytes()).collect();
        let bytes: Vec<u8> = shingles.iter().flat_map(|shingle| shingle.to_le_bytes()).collect();
        self.section.execute(params![
            id,
            page,
            number(corpus.block_of(section).number + 1),
            number(record.number + 1),
            record.language.to_string(),
            record.heading.map(u64::cast_signed),
            record.text.cast_signed(),
            digests.key(section).cast_signed(),
            digests.frame(section).cast_signed(),
            number(digests.words(section)),
            number(digests.numbers(section)),
            number(record.span.start),
            number(record.span.end),
            record.source_lines.0,
            record.source_lines.1,
            paragraphs,
            bytes,
        ])?;
        self.leading.extend(leading(shingles).iter().map(|&shingle| (shingle, id)));
        if self.leading.len() >= SORTED { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> rusqlite::Result<()> {
        self.leading.sort_unstable();
        for (shingle, section) in self.leading.drain(..) {
            self.shingle.execute(params![shingle, section])?;
        }
        Ok(())
    }
}

/// Takes pages out, with all that hangs on them.
struct Removing<'a> {
    sections: Statement<'a>,
    shingle: Statement<'a>,
    rows: [Statement<'a>; 5],
}

impl<'a> Removing<'a> {
    fn prepare(transaction: &'a Transaction) -> rusqlite::Result<Self> {
        Ok(Self {
            sections: transaction.prepare("SELECT id, shingles FROM section WHERE page = ?1")?,
            shingle: transaction.prepare("DELETE FROM shingle WHERE hash = ?1 AND section = ?2")?,
            rows: [
                transaction.prepare("DELETE FROM section WHERE page = ?1")?,
                transaction.prepare("DELETE FROM block WHERE page = ?1")?,
                transaction.prepare("DELETE FROM finding WHERE page = ?1")?,
                transaction.prepare("DELETE FROM translation WHERE page = ?1")?,
                transaction.prepare("DELETE FROM page WHERE id = ?1")?,
            ],
        })
    }

    fn page(&mut self, page: i64) -> rusqlite::Result<()> {
        let found = self.sections.query_map([page], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let found: Vec<(i64, Vec<u8>)> = found.collect::<rusqlite::Result<_>>()?;
        for (section, bytes) in found {
            for &shingle in leading(&shingles(&bytes)) {
                self.shingle.execute(params![shingle, section])?;
            }
        }
        self.rows.iter_mut().try_for_each(|row| row.execute([page]).map(drop))
    }
}

/// Removes the pages that each name or pattern fits, and gives how many these were.
pub(super) fn remove(transaction: Transaction, names: &[String]) -> rusqlite::Result<Vec<usize>> {
    let mut counts = Vec::new();
    {
        let mut removing = Removing::prepare(&transaction)?;
        let mut exactly = transaction.prepare("SELECT id FROM page WHERE name = ?1")?;
        let mut fitting = transaction.prepare("SELECT id FROM page WHERE name GLOB ?1 ORDER BY id")?;
        for name in names {
            let exact: Option<i64> = exactly.query_row([name], |row| row.get(0)).optional()?;
            let pages: Vec<i64> = match exact {
                Some(page) => vec![page],
                None => fitting.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?,
            };
            pages.iter().try_for_each(|&page| removing.page(page))?;
            counts.push(pages.len());
        }
    }
    transaction.commit()?;
    Ok(counts)
}

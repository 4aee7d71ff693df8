//! What the originals of translated sections said when the sections took their texts. A section that says the same as before
//! keeps what was recorded then, whatever its original says by now.

use std::collections::BTreeMap;
use std::ops::Range;

use rusqlite::{Connection, Transaction, params};

use super::keep::Earlier;
use super::{Archive, failed};
use crate::error::Error;
use crate::paired::Recorded;
use crate::spill::Spill;

/// The first format with these records.
pub(super) const SINCE: i64 = 2;

/// Makes their table.
pub(super) const TABLE: &str = include_str!("translation.sql");

/// For pages of a run, what each section says and what that of its original says. What pages say goes to disk where it is too
/// much for memory.
#[derive(Debug, Default)]
pub struct Translations {
    /// By the page's place in the order of the input: two pages may have one name.
    places: BTreeMap<usize, Range<u64>>,
    said: Spill,
}

/// How many bytes a key takes.
const KEY: usize = size_of::<u64>();

impl Translations {
    /// Keeps what the sections of a page say; `page` is its place in the order of the input.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub fn add(&mut self, page: usize, said: &[(u64, u64)]) -> Result<(), Error> {
        let bytes: Vec<u8> =
            said.iter().flat_map(|&(text, original)| [text, original]).flat_map(u64::to_le_bytes).collect();
        let start = self.said.push(&bytes)?;
        self.places.insert(page, start..start + bytes.len() as u64);
        Ok(())
    }

    /// Gives what the sections of a page say, where it was held against its original.
    ///
    /// # Errors
    /// [`Error::Temporary`] where it cannot be read.
    pub(super) fn get(&self, page: usize) -> Result<Option<Vec<(u64, u64)>>, Error> {
        let Some(place) = self.places.get(&page) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.said.read(place.clone(), &mut bytes)?;
        let key = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default();
        let pair = |pair: &[u8]| pair.split_at_checked(KEY).map(|(text, original)| (key(text), key(original)));
        Ok(Some(bytes.chunks_exact(2 * KEY).filter_map(pair).collect()))
    }
}

impl Archive {
    /// Gives what is recorded of a page, as [`Archive::add`] finds it: of that of its name, or, where there is none, of those of its
    /// address.
    ///
    /// # Errors
    /// [`Error::Archive`] where it cannot be read.
    pub fn recorded(&self, page: &str, url: Option<&str>) -> Result<Recorded, Error> {
        if self.format < SINCE {
            return Ok(Recorded::new());
        }
        let read = || {
            let of = |url| Earlier::of(&self.connection, page, url, |_| true);
            let mut earlier = of(None)?;
            // Thousands of pages may claim one address: it is not asked for where the name tells.
            if earlier.telling().is_empty() {
                earlier = of(url)?;
            }
            recorded(&self.connection, earlier.telling())
        };
        read().map_err(|error| failed(&self.path, &error))
    }
}

/// Gives what is recorded of pages.
pub(super) fn recorded(connection: &Connection, pages: &[i64]) -> rusqlite::Result<Recorded> {
    let mut recorded = Recorded::new();
    pages.iter().try_for_each(|&page| of_page(connection, page, &mut recorded))?;
    Ok(recorded)
}

/// Adds what is recorded of a page.
fn of_page(connection: &Connection, page: i64, recorded: &mut Recorded) -> rusqlite::Result<()> {
    let mut rows = connection.prepare("SELECT text, original FROM translation WHERE page = ?1")?;
    let rows = rows.query_map([page], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
    for row in rows {
        let (text, original) = row?;
        recorded.entry(text.cast_unsigned()).or_default().insert(original.cast_unsigned());
    }
    Ok(())
}

/// Records the sections of a page; `before` is what was recorded of it.
pub(super) fn record(
    transaction: &Transaction,
    page: i64,
    said: &[(u64, u64)],
    before: &Recorded,
) -> rusqlite::Result<()> {
    let mut now = Recorded::new();
    for &(text, original) in said {
        match before.get(&text) {
            Some(originals) => drop(now.insert(text, originals.clone())),
            None => drop(now.entry(text).or_default().insert(original)),
        }
    }
    keep(transaction, page, &now)
}

/// Writes the records of a page.
pub(super) fn keep(transaction: &Transaction, page: i64, recorded: &Recorded) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("INSERT INTO translation (page, text, original) VALUES (?1, ?2, ?3)")?;
    for (text, originals) in recorded {
        for original in originals {
            insert.execute(params![page, text.cast_signed(), original.cast_signed()])?;
        }
    }
    Ok(())
}

//! What the originals of translated sections said when the sections took their texts. A section that says the same as before
//! keeps what was recorded then, whatever its original says by now.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, params};

use super::{Archive, failed};
use crate::error::Error;
use crate::paired::Recorded;

/// The first format with these records.
pub(super) const SINCE: i64 = 2;

/// Makes their table.
pub(super) const TABLE: &str = include_str!("translation.sql");

/// For pages of a run, by name, what each section says and what that of its original says.
pub type Translations = BTreeMap<String, Vec<(u64, u64)>>;

impl Archive {
    /// Gives what is recorded of a page of a name, or else of an address.
    ///
    /// # Errors
    /// [`Error::Archive`] where it cannot be read.
    pub fn recorded(&self, page: &str, url: Option<&str>) -> Result<Recorded, Error> {
        if self.format < SINCE {
            return Ok(Recorded::new());
        }
        let read = || {
            const PAGE: &str = "SELECT id FROM page WHERE name = ?1 OR url = ?2 ORDER BY name = ?1 DESC, id LIMIT 1";
            let mut found = self.connection.prepare(PAGE)?;
            let ids = found.query_map(params![page, url], |row| row.get(0))?;
            let ids: Vec<i64> = ids.collect::<rusqlite::Result<_>>()?;
            let mut recorded = Recorded::new();
            ids.into_iter().try_for_each(|id| of_page(&self.connection, id, &mut recorded))?;
            Ok(recorded)
        };
        read().map_err(|error| failed(&self.path, &error))
    }
}

/// Adds what is recorded of a page.
pub(super) fn of_page(connection: &Connection, page: i64, recorded: &mut Recorded) -> rusqlite::Result<()> {
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

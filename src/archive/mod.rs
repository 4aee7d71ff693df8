//! What earlier runs saw, in one `SQLite` file: digests and places of all pages that were added, and what was found on them.
//! No text of a page is kept but the excerpts of findings.
//!
//! [`Archive::like`] gives the pages that may be like those of a run; `compare` and `check` then look at both together, the
//! earlier pages first, so that rules know nothing of archives. [`Archive::judge`] tells new findings from known ones.
//! [`Archive::add`] is one transaction: an interrupted one never was.
//!
//! The format is that of `schema.sql`, its number in the file's `user_version`. How words are made and hashed is part of it:
//! a change there is a new format too, with a step from each older one in [`Archive::open`].

mod keep;
mod like;
mod seen;
mod translations;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _, Transaction, TransactionBehavior, params};

use crate::error::Error;

pub use keep::Added;
pub use translations::Translations;

/// The number of the format that this version writes.
const FORMAT: i64 = 2;

/// The oldest format that it can read, and bring to its own.
const OLDEST: i64 = 1;

/// What tells our files from other files of `SQLite`: `korr`.
const APPLICATION: i64 = 0x6b6f_7272;

/// How much of the file is kept in memory, in KiB.
const CACHE: i64 = 1 << 16;

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    /// The number of its format; an older one where it is only read.
    format: i64,
    connection: Connection,
}

/// A page of an archive, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// How many sections it has.
    pub sections: u64,
    /// How many findings it had.
    pub findings: u64,
}

/// What may be done with an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is only read.
    Read,
    /// It is changed.
    Write,
    /// It is changed, and made where there is none.
    Create,
}

impl Archive {
    /// Opens an archive. Where another process is at work in it, every step waits for as long as `wait` tells.
    ///
    /// # Errors
    /// [`Error::Archive`] where there is none, or none that can be used.
    pub fn open(path: &Path, access: Access, wait: Duration) -> Result<Self, Error> {
        if access != Access::Create && !path.exists() {
            return Err(Error::Archive {
                path: path.to_owned(),
                reason: "there is no such archive".to_owned(),
                help: "`korrektur archive add FILE INPUT` makes one; check the name".to_owned(),
            });
        }
        // Also to read: what an interrupted run left behind is rolled back by whoever opens the file next.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let flags = if access == Access::Create { flags | OpenFlags::SQLITE_OPEN_CREATE } else { flags };
        let said = |error| failed(path, &error);
        let connection = Connection::open_with_flags(path, flags).map_err(said)?;
        connection.busy_timeout(wait).map_err(said)?;
        let mut archive = Self { path: path.to_owned(), format: FORMAT, connection };
        if access == Access::Create && archive.is_empty().map_err(said)? {
            archive.make().map_err(said)?;
        }
        archive.prepare(access).map_err(said)??;
        Ok(archive)
    }

    fn is_empty(&self) -> rusqlite::Result<bool> {
        self.connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
    }

    /// Makes the tables of a new file.
    fn make(&mut self) -> rusqlite::Result<()> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        // Another process may have made them while this one waited.
        if self.is_empty()? {
            self.connection.execute_batch(include_str!("schema.sql"))?;
            self.connection.execute_batch(translations::TABLE)?;
            self.connection.pragma_update(None, "application_id", APPLICATION)?;
            self.connection.pragma_update(None, "user_version", FORMAT)?;
        }
        self.connection.execute_batch("COMMIT")
    }

    /// Brings a file of an older format to ours, step by step.
    fn renew(&mut self) -> rusqlite::Result<Result<(), Error>> {
        // Another process may have done so while this one waited, or more.
        let (transaction, format) = begin(&mut self.connection)?;
        if let Err(refused) = known(&self.path, format) {
            return Ok(Err(refused));
        }
        if format < translations::SINCE {
            transaction.execute_batch(translations::TABLE)?;
        }
        if format < FORMAT {
            transaction.pragma_update(None, "user_version", FORMAT)?;
        }
        transaction.commit()?;
        self.format = FORMAT;
        Ok(Ok(()))
    }

    /// Refuses a file that is not ours.
    fn prepare(&mut self, access: Access) -> rusqlite::Result<Result<(), Error>> {
        self.connection.pragma_update(None, "cache_size", -CACHE)?;
        if number(&self.connection, "application_id")? != APPLICATION {
            let reason = "it is an SQLite file, but no archive of korrektur".to_owned();
            return Ok(Err(refused(&self.path, reason, "name another file")));
        }
        self.format = number(&self.connection, "user_version")?;
        if let Err(refused) = known(&self.path, self.format) {
            return Ok(Err(refused));
        }
        if self.format < FORMAT
            && access != Access::Read
            && let Err(refused) = self.renew()?
        {
            return Ok(Err(refused));
        }
        if access == Access::Read {
            self.connection.pragma_update(None, "query_only", true)?;
        }
        Ok(Ok(()))
    }

    /// Begins to change the file, once no other process is at work in it. One of a newer version may have been.
    fn change(&mut self) -> Result<Transaction<'_>, Error> {
        let (transaction, format) = begin(&mut self.connection).map_err(|error| failed(&self.path, &error))?;
        known(&self.path, format).map(|()| transaction)
    }

    /// Gives the pages, by name.
    ///
    /// # Errors
    /// [`Error::Archive`] where they cannot be read, or what `each` gives.
    pub fn list(&self, mut each: impl FnMut(Listed) -> Result<(), Error>) -> Result<(), Error> {
        const PAGES: &str = "SELECT name, url, (SELECT count(*) FROM section WHERE page = page.id), \
            (SELECT count(*) FROM finding WHERE page = page.id) FROM page ORDER BY name";
        let said = |error| failed(&self.path, &error);
        let mut pages = self.connection.prepare(PAGES).map_err(said)?;
        let mut rows = pages.query([]).map_err(said)?;
        while let Some(row) = rows.next().map_err(said)? {
            let listed = || -> rusqlite::Result<Listed> {
                let count = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
                Ok(Listed { name: row.get(0)?, url: row.get(1)?, sections: count(2)?, findings: count(3)? })
            };
            each(listed().map_err(said)?)?;
        }
        Ok(())
    }

    /// Removes the pages of a name, or of all names that a pattern with `*` and `?` fits, and gives how many these were.
    ///
    /// # Errors
    /// [`Error::Archive`] where nothing can be removed; then nothing is.
    pub fn remove(&mut self, names: &[String]) -> Result<Vec<usize>, Error> {
        let path = self.path.clone();
        keep::remove(self.change()?, names).map_err(|error| failed(&path, &error))
    }

    /// Gives the room of what was removed back to the system. Gives the size of the file before and after, in bytes.
    ///
    /// # Errors
    /// [`Error::Archive`] where it cannot be written anew; it is then as it was.
    pub fn vacuum(&mut self) -> Result<(u64, u64), Error> {
        let said = |error| failed(&self.path, &error);
        let size = || -> rusqlite::Result<u64> {
            let number = |name| number(&self.connection, name);
            Ok((number("page_count")? * number("page_size")?).unsigned_abs())
        };
        let before = size().map_err(said)?;
        self.connection.execute_batch("VACUUM").map_err(said)?;
        Ok((before, size().map_err(said)?))
    }

    /// Gives the key of all the text of a section, named as in findings: `1.2`. Equal for texts that differ in form at most.
    ///
    /// # Errors
    /// [`Error::Archive`] where it cannot be read.
    pub fn text_key(&self, page: &str, block: usize, section: usize) -> Result<Option<u64>, Error> {
        const TEXT: &str = "SELECT text FROM section WHERE page = (SELECT id FROM page WHERE name = ?1) AND block = ?2 AND number = ?3";
        let found = self
            .connection
            .query_row(TEXT, params![page, keep::number(block), keep::number(section)], |row| row.get::<_, i64>(0))
            .optional();
        found.map(|key| key.map(i64::cast_unsigned)).map_err(|error| failed(&self.path, &error))
    }
}

/// Reads a number that the file keeps of itself.
fn number(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}

/// Begins to change a file, and reads the format that it then has.
fn begin(connection: &mut Connection) -> rusqlite::Result<(Transaction<'_>, i64)> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let format = number(&transaction, "user_version")?;
    Ok((transaction, format))
}

/// Refuses a format that is not known.
fn known(path: &Path, format: i64) -> Result<(), Error> {
    if (OLDEST..=FORMAT).contains(&format) {
        return Ok(());
    }
    let reason = format!("it has format {format}, and this version of korrektur knows format {FORMAT}");
    Err(refused(path, reason, "use the version that wrote it, or a newer one"))
}

fn refused(path: &Path, reason: String, help: &str) -> Error {
    Error::Archive { path: path.to_owned(), reason, help: help.to_owned() }
}

/// Says what went wrong, and what helps.
fn failed(path: &Path, error: &rusqlite::Error) -> Error {
    let (reason, help) = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            "another process is at work in it".to_owned(),
            "try again when it has ended; `korrektur archive` waits longer with --wait",
        ),
        Some(ErrorCode::NotADatabase) => {
            ("it is no archive".to_owned(), "name a file that `korrektur archive add` made")
        }
        Some(ErrorCode::DatabaseCorrupt) => {
            (format!("it is damaged: {error}"), "restore it from a copy, or add the pages to a new one")
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            (format!("it cannot be opened: {error}"), "check that file and folder are there and may be written")
        }
        Some(ErrorCode::DiskFull) => ("the disk is full".to_owned(), "free space; the archive is as it was before"),
        _ => (error.to_string(), "nothing was changed; try again"),
    };
    Error::Archive { path: path.to_owned(), reason, help: help.to_owned() }
}

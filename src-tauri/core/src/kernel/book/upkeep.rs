//! The second door: work on the book as a file. Nothing that a person does at the desk goes here.

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use super::DataKey;
use super::{RawCopy, Reader, connection, connection::Door, copy};
use crate::kernel::{Code, Progress, Result};

/// So many steps of SQLite's machine pass between two looks at whether upkeep should stop.
const LOOK_EVERY: i32 = 1_000;

/// The time that upkeep takes: an open door, a large page cache, and a way to be stopped. All three
/// end with it, however it ends.
pub(super) struct Shift<'book> {
    connection: &'book Connection,
    _door: Door<'book>,
}

impl<'book> Shift<'book> {
    pub fn begin(connection: &'book Connection, progress: Progress) -> Result<Self> {
        let shift = Self {
            connection,
            _door: Door::open(connection)?,
        };
        // SQLite's own long work has no steps of ours: it asks whether it should stop.
        connection.progress_handler(LOOK_EVERY, Some(move || progress.stops()))?;
        connection::cache_at_work(connection)?;
        Ok(shift)
    }
}

impl Drop for Shift<'_> {
    fn drop(&mut self) {
        drop(self.connection.progress_handler(0, None::<fn() -> bool>));
        drop(connection::cache_at_rest(self.connection));
    }
}

/// What upkeep needs: the bare connection, the key, and a way to read as the rooms do.
pub struct Upkeep<'book> {
    connection: &'book Connection,
    key: &'book DataKey,
    reader: Reader<'book>,
    holding: &'book copy::Holding,
}

impl<'book> Upkeep<'book> {
    pub(super) fn new(
        key: &'book DataKey,
        reader: Reader<'book>,
        holding: &'book copy::Holding,
    ) -> Self {
        Self {
            connection: reader.connection,
            key,
            reader,
            holding,
        }
    }

    /// For checks that a room makes by reading: with the large page cache of upkeep.
    #[must_use]
    pub fn reader(&self) -> &Reader<'book> {
        &self.reader
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.connection
    }

    /// How far the work is.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        self.reader.progress()
    }

    /// Takes what was erased out of the write-ahead log too: SQLite overwrites it in the database,
    /// but the log still holds the pages as they were. A copy that is being made of the file is
    /// spoilt by it.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn leave_no_trace(&self) -> Result<()> {
        self.holding.spoil();
        connection::checkpoint(self.connection)
    }

    /// Copies the database into a new file and opens the copy as if restoring it.
    ///
    /// # Errors
    /// `Code::FileExists`, or what the disk said.
    pub fn copy(&self, target: &Path) -> Result<()> {
        copy::verified(self.connection, target, self.key, self.reader.ambient)
    }

    /// Copies the database without looking at the copy, for who checks it afterwards. The desk
    /// waits for it.
    ///
    /// # Errors
    /// What SQLite or the disk said; then nothing is left.
    pub fn copy_raw(&self, target: &Path) -> Result<RawCopy> {
        copy::raw(self.connection, target, self.key)
    }

    /// Encrypts every page with another key.
    ///
    /// # Errors
    /// SQLite's answer; `Broken` if the log of changes could not be emptied.
    pub(super) fn rekey(&self, next: &DataKey) -> Result<()> {
        self.holding.spoil();
        connection::checkpoint(self.connection)?;
        self.connection
            .pragma_update(None, "rekey", next.pragma().as_str())?;
        connection::checkpoint(self.connection)
    }

    /// Checks every page, row and reference of the database, except the references from tables of
    /// which a room follows each row itself.
    ///
    /// Each page proves by its code that nobody changed it since SQLite wrote it, and SQLite wrote
    /// no row past its `CHECK`s: so these are not computed once more, nor is each index held
    /// against its table, as is done with a copy. In a large book that would take three times as
    /// long.
    ///
    /// # Errors
    /// `Code::BookIsDamaged`; `Code::Stopped`.
    pub fn check(&self, followed: &[&str]) -> Result<()> {
        look_through(self.connection)?;
        let mut tables = self.connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )?;
        let tables = tables.query_map([], |row| row.get::<_, String>(0))?;
        for table in tables {
            let table = table?;
            if followed.contains(&table.as_str()) {
                continue;
            }
            let sql = "SELECT 1 FROM pragma_foreign_key_check(?1)";
            if self.connection.prepare_cached(sql)?.exists([&table])? {
                return Code::BookIsDamaged.refuse();
            }
        }
        Ok(())
    }
}

/// Looks at every page and every row.
///
/// # Errors
/// `Code::BookIsDamaged`; SQLite's answer.
pub(super) fn look_through(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "ignore_check_constraints", "ON")?;
    let found = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    connection.pragma_update(None, "ignore_check_constraints", "OFF")?;
    match found {
        Ok(found) if found == "ok" => Ok(()),
        Ok(_) => Code::BookIsDamaged.refuse(),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Code::BookIsDamaged.refuse()
            }
            _ => Err(error.into()),
        },
    }
}

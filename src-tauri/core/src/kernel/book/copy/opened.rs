//! A copy of the database, opened for looking only. It has a connection of its own to a file of its
//! own, so it may be looked at on any thread while the desk goes on.

use std::{collections::BTreeMap, path::Path};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{Moment, RawCopy, connection};
use crate::kernel::{
    Ambient, Code, DataKey, Error, Progress, Reader, Result,
    book::{audit, migrate},
};

/// So many steps of SQLite's machine pass between two looks at whether the check should stop.
const LOOK_EVERY: i32 = 1_000;

/// An open copy.
pub struct OpenCopy {
    connection: Connection,
    ambient: Ambient,
    progress: Progress,
}

impl OpenCopy {
    /// Opens a copy. Nothing is ever written into it, nor beside it.
    ///
    /// # Errors
    /// `Code::BookIsDamaged`, also for a key of another book; SQLite's answer.
    pub fn open(path: &Path, key: &DataKey, ambient: Ambient, progress: Progress) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(connection::address(path)?, flags)?;
        connection::give_key(&connection, key)?;
        connection.pragma_update(None, "trusted_schema", "OFF")?;
        connection.pragma_update(None, "cell_size_check", "ON")?;
        connection.pragma_update(None, "query_only", "ON")?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection::cache_at_work(&connection)?;
        let stops = progress.clone();
        connection.progress_handler(LOOK_EVERY, Some(move || stops.stops()))?;
        Ok(Self {
            connection,
            ambient,
            progress,
        })
    }

    /// Opens what `Still` copied.
    ///
    /// # Errors
    /// Those of `open`.
    pub fn of(copy: &RawCopy, ambient: Ambient, progress: Progress) -> Result<Self> {
        Self::open(copy.path(), copy.key(), ambient, progress)
    }

    /// Checks the code of every page, every row, index and constraint, and every reference.
    ///
    /// # Errors
    /// `Code::BookIsDamaged`, `Code::Stopped`.
    pub fn check(&self) -> Result<()> {
        let sound = self
            .is_silent("PRAGMA cipher_integrity_check")
            .and_then(|silent| Ok(silent && self.is_whole()?))
            .and_then(|whole| Ok(whole && self.is_silent("PRAGMA foreign_key_check")?));
        match sound {
            Ok(true) => Ok(()),
            Ok(false) => Code::BookIsDamaged.refuse(),
            Err(error) => match crate::kernel::book::stopped(error) {
                Error::Database(_) => Code::BookIsDamaged.refuse(),
                other => Err(other),
            },
        }
    }

    /// What was last done in it.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn moment(&self) -> Result<Moment> {
        Moment::of(&self.connection).map_err(crate::kernel::book::stopped)
    }

    /// Every object of its schema, to be held against `known_schema`.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn schema(&self) -> Result<Vec<String>> {
        migrate::schema_of(&self.connection)
    }

    /// The place in the order up to which this copy and a book did the same acts.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn shares_with(&self, book: &Reader) -> Result<i64> {
        audit::shared(&self.connection, book.connection)
    }

    /// Every table with its number of rows.
    ///
    /// # Errors
    /// SQLite's answer; `Code::Stopped`.
    pub fn counts(&self) -> Result<BTreeMap<String, u64>> {
        counts(&self.connection).map_err(crate::kernel::book::stopped)
    }

    /// Looks with the eyes of a room. Only where the schema is the present one.
    ///
    /// # Errors
    /// What `look` refuses; `Code::Stopped`.
    pub fn read<T>(&self, look: impl FnOnce(&Reader) -> Result<T>) -> Result<T> {
        look(&Reader {
            connection: &self.connection,
            ambient: &self.ambient,
            progress: &self.progress,
        })
        .map_err(crate::kernel::book::stopped)
    }

    fn is_whole(&self) -> Result<bool> {
        let found: String = self
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok(found == "ok")
    }

    /// Whether a pragma that lists faults lists none.
    fn is_silent(&self, pragma: &str) -> Result<bool> {
        Ok(!self.connection.prepare(pragma)?.exists([])?)
    }
}

/// Every table with its number of rows. Table names come from the schema, quoted.
pub(super) fn counts(connection: &Connection) -> Result<BTreeMap<String, u64>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         ORDER BY name",
    )?;
    let names = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut counts = BTreeMap::new();
    for name in names {
        let quoted = name.replace('"', "\"\"");
        let count = ["SELECT count(*) FROM \"", &quoted, "\""].concat();
        let rows: i64 = connection.query_row(&count, [], |row| row.get(0))?;
        counts.insert(name, rows.unsigned_abs());
    }
    Ok(counts)
}

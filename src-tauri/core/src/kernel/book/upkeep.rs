//! The second door: work on the book as a file. Nothing that a person does at the desk goes here.

use std::path::Path;

use rusqlite::Connection;

use super::copy;
use crate::kernel::{Code, Error, Progress, Result};
use crate::keys::DataKey;

/// What upkeep needs: the bare connection, the key, and a way to tell how far it is.
pub struct Upkeep<'book> {
    connection: &'book Connection,
    key: &'book DataKey,
    progress: &'book Progress,
}

impl<'book> Upkeep<'book> {
    pub(super) fn new(
        connection: &'book Connection,
        key: &'book DataKey,
        progress: &'book Progress,
    ) -> Self {
        Self {
            connection,
            key,
            progress,
        }
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.connection
    }

    /// How far the work is.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        self.progress
    }

    /// Copies the database into a new file and opens the copy as if restoring it.
    ///
    /// # Errors
    /// `Code::FileExists`, or what the disk said.
    pub fn copy(&self, target: &Path) -> Result<()> {
        copy::verified(self.connection, target, self.key)
    }

    /// Checks every page, row and reference of the database.
    ///
    /// # Errors
    /// `Code::BookIsDamaged`.
    pub fn check(&self) -> Result<()> {
        let found: String = self
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        if found == "ok" && !statement.exists([]).map_err(Error::from)? {
            Ok(())
        } else {
            Code::BookIsDamaged.refuse()
        }
    }
}

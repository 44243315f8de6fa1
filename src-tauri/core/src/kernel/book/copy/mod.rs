//! Copies of the database. None is called good before it was opened as if restoring and every page,
//! row and reference of it was looked at; what fails is removed.
//!
//! `still` makes one beside the desk, of the file; `verified` makes one on the desk's own thread,
//! through SQLite, for where there is no desk yet (a migration) or no way beside it.

mod opened;
mod still;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::DataKey;
use super::connection;
use crate::kernel::{
    Ambient, Code, Error, Progress, Result, beside, put_in_place, sync_folder, value::date::Instant,
};

pub use opened::OpenCopy;
pub(super) use still::{Holding, handle, hold};
pub use still::{RawCopy, Still};

/// What is noted of a book when a copy of it is begun, and must be found in the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Which book it is.
    pub book_id: Uuid,
    /// The schema of its database.
    pub schema: usize,
    /// The last act.
    pub last_act: i64,
    /// The operation of the last act.
    pub last_operation: Option<Uuid>,
    /// When the last act was recorded.
    pub last_act_at: Option<DateTime<Utc>>,
}

impl Moment {
    fn of(connection: &Connection) -> Result<Self> {
        let uuid = |bytes: &[u8]| Uuid::from_slice(bytes).unwrap_or_default();
        let book_id: Vec<u8> = connection.query_row("SELECT id FROM book", [], |row| row.get(0))?;
        let schema: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let last: Option<(i64, Vec<u8>, Instant)> = connection
            .query_row(
                "SELECT sequence, operation_id, recorded_at FROM audit
                 ORDER BY sequence DESC LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        Ok(Self {
            book_id: uuid(&book_id),
            schema: schema as usize,
            last_act: last.as_ref().map_or(0, |last| last.0),
            last_operation: last.as_ref().map(|last| uuid(&last.1)),
            last_act_at: last.map(|last| last.2.0),
        })
    }
}

/// Copies the open book into a new file on the desk's own thread and verifies the copy. It gets
/// its name only then: whatever cuts this off, nothing looks like a good copy that is not one.
///
/// # Errors
/// `Code::FileExists`; what SQLite or the disk said; `Broken` if the copy differs.
pub(super) fn verified(
    connection: &Connection,
    target: &Path,
    key: &DataKey,
    ambient: &Ambient,
) -> Result<()> {
    if target.exists() {
        return Code::FileExists
            .with("name", target.to_string_lossy())
            .refuse();
    }
    let scratch = Scratch::new(beside(target, "part"));
    vacuum_into(connection, scratch.path())?;
    let copied = OpenCopy::open(scratch.path(), key, ambient.clone(), Progress::default())?;
    copied.check()?;
    if copied.counts()? != opened::counts(connection)? {
        return Err(Error::broken("the copy has other counts"));
    }
    drop(copied);
    put_in_place(scratch.path(), target)?;
    sync_folder(target.parent().unwrap_or_else(|| Path::new(".")))
}

/// Copies the open book on the desk's own thread, for who checks it afterwards.
pub(super) fn raw(connection: &Connection, target: &Path, key: &DataKey) -> Result<RawCopy> {
    let scratch = Scratch::new(target.to_path_buf());
    vacuum_into(connection, target)?;
    RawCopy::of(scratch, key, Moment::of(connection)?)
}

fn vacuum_into(connection: &Connection, target: &Path) -> Result<()> {
    let name = target
        .to_str()
        .ok_or_else(|| Error::broken("a path that is not text"))?;
    connection::query_only(connection, false)?;
    let made = connection.execute("VACUUM INTO ?1", [name]);
    connection::query_only(connection, true)?;
    made?;
    File::open(target)?.sync_all()?;
    sync_folder(target.parent().unwrap_or_else(|| Path::new(".")))
}

/// A file that is taken away when this goes: whatever happens, nothing half made stays.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub fn new(path: PathBuf) -> Self {
        // A leftover of a try that was cut off.
        drop(fs::remove_file(&path));
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}

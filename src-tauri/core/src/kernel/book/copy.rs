//! A copy of the database that is only called verified after it was opened as if restoring.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::DataKey;
use super::connection;
use crate::kernel::{Code, Error, Result};

/// Copies the open book into a new file and verifies the copy. A copy that fails is removed.
///
/// # Errors
/// `Code::FileExists`; what SQLite or the disk said; `Broken` if the copy differs.
pub(super) fn verified(connection: &Connection, target: &Path, key: &DataKey) -> Result<()> {
    if target.exists() {
        return Code::FileExists
            .with("name", target.to_string_lossy())
            .refuse();
    }
    let outcome = make(connection, target).and_then(|()| {
        let copied = open(target, key)?;
        let (here, there) = (counts(connection)?, counts(&copied)?);
        if here == there {
            Ok(())
        } else {
            Err(Error::broken("the copy has other counts"))
        }
    });
    if outcome.is_err() {
        // Nothing may look like a good copy that is not one.
        drop(std::fs::remove_file(target));
    }
    outcome
}

fn make(connection: &Connection, target: &Path) -> Result<()> {
    let name = target
        .to_str()
        .ok_or_else(|| Error::broken("a path that is not text"))?;
    connection::query_only(connection, false)?;
    let made = connection.execute("VACUUM INTO ?1", [name]);
    connection::query_only(connection, true)?;
    made?;
    std::fs::File::open(target)?.sync_all()?;
    crate::kernel::file::sync_folder(target.parent().unwrap_or_else(|| Path::new(".")))
}

/// Opens a copy for looking only and checks every page, every row and every reference.
///
/// # Errors
/// `Code::BookIsDamaged` with what was found.
pub(super) fn open(path: &Path, key: &DataKey) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", key.pragma().as_str())?;
    let damaged = || Error::from(Code::BookIsDamaged.refusal());
    let found: String = connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|_| damaged())?;
    if found != "ok" || rows(&connection, "PRAGMA foreign_key_check")? > 0 {
        return Err(damaged());
    }
    Ok(connection)
}

fn rows(connection: &Connection, sql: &str) -> Result<usize> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut count = 0usize;
    while rows.next()?.is_some() {
        count = count.saturating_add(1);
    }
    Ok(count)
}

/// Every table with its number of rows. Table names come from the schema, quoted.
fn counts(connection: &Connection) -> Result<Vec<(String, i64)>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         ORDER BY name",
    )?;
    let names = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut counts = Vec::new();
    for name in names {
        let quoted = name.replace('"', "\"\"");
        let count = ["SELECT count(*) FROM \"", &quoted, "\""].concat();
        counts.push((name, connection.query_row(&count, [], |row| row.get(0))?));
    }
    Ok(counts)
}

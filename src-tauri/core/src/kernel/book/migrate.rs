//! Numbered migrations, appended and never edited. An older book is copied and the copy verified
//! before the first statement of an update; a newer book is refused untouched.

use std::{path::Path, sync::LazyLock};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::DataKey;
use super::{
    connection, copy,
    disk::{leftover::BEFORE_UPDATE, space},
};
use crate::kernel::{Ambient, Code, Error, Result, chain, numbered};

const STEPS: &[&str] = &[
    include_str!("../../../migrations/0001_kernel.sql"),
    include_str!("../../../migrations/0002_centre.sql"),
    include_str!("../../../migrations/0003_members.sql"),
    include_str!("../../../migrations/0004_certificates.sql"),
    include_str!("../../../migrations/0005_credits.sql"),
    include_str!("../../../migrations/0006_agreements.sql"),
    include_str!("../../../migrations/0007_snapshot.sql"),
    include_str!("../../../migrations/0008_import.sql"),
    include_str!("../../../migrations/0009_chain.sql"),
    include_str!("../../../migrations/0010_erasure.sql"),
    include_str!("../../../migrations/0011_desk_people.sql"),
    include_str!("../../../migrations/0012_confidential.sql"),
    include_str!("../../../migrations/0013_consent.sql"),
    include_str!("../../../migrations/0014_retention.sql"),
    include_str!("../../../migrations/0015_salts.sql"),
];

/// The schema that this program writes.
pub const SCHEMA_VERSION: usize = STEPS.len();

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(
        STEPS
            .iter()
            .map(|sql| M::up(sql).foreign_key_check())
            .collect(),
    )
});

/// Refuses a schema that a newer program wrote; answers which it is.
///
/// # Errors
/// `Code::BookIsNewer`.
pub(super) fn must_be_known(connection: &Connection) -> Result<usize> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let found = found as usize;
    if found > SCHEMA_VERSION {
        return Code::BookIsNewer
            .with("found", found)
            .with("known", SCHEMA_VERSION)
            .refuse();
    }
    Ok(found)
}

/// Whether the book has the present schema.
///
/// # Errors
/// `Code::BookIsNewer`.
pub(super) fn is_present(connection: &Connection) -> Result<bool> {
    Ok(must_be_known(connection)? == SCHEMA_VERSION)
}

/// Brings a book to the present schema, after a copy of it.
///
/// # Errors
/// `Code::BookIsNewer`, `Code::NoRoomToUpdate`; whatever the copy or a statement was refused for,
/// with nothing changed.
pub(super) fn bring_up(
    connection: &mut Connection,
    folder: &Path,
    key: &DataKey,
    ambient: &Ambient,
) -> Result<()> {
    let found = must_be_known(connection)?;
    if found == SCHEMA_VERSION {
        return Ok(());
    }
    if found > 0 {
        space::must_fit_thrice(ambient.disk(), folder)?;
        let time = ambient.now().format("%Y%m%d-%H%M%S");
        let target = numbered(folder.join(format!("{BEFORE_UPDATE}v{found}-{time}.db")));
        copy::verified(connection, &target, key, ambient)?;
    }
    connection::query_only(connection, false)?;
    // Off while tables are rebuilt: with it on, dropping a parent deletes its children silently.
    connection.pragma_update(None, "foreign_keys", "OFF")?;
    chain::sql::lend(connection, ambient)?;
    let outcome = MIGRATIONS.to_latest(connection);
    chain::sql::take_back(connection)?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection::query_only(connection, true)?;
    connection::cache_at_rest(connection)?;
    outcome.map_err(|error| Error::broken(format!("migration: {error}")))
}

/// Every object of the schema that the first `version` migrations make, as SQLite writes it down.
/// What a book or a copy holds beyond that was not made by this program.
///
/// # Errors
/// `Broken` for a version that does not exist; SQLite's answer.
pub(crate) fn known_schema(version: usize, ambient: &Ambient) -> Result<Vec<String>> {
    let mut empty = Connection::open_in_memory()?;
    chain::sql::lend(&empty, ambient)?;
    MIGRATIONS
        .to_version(&mut empty, version)
        .map_err(|error| Error::broken(format!("migration: {error}")))?;
    schema_of(&empty)
}

/// Every object of a schema, in an order that does not depend on when it was made.
pub(super) fn schema_of(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '')
         FROM sqlite_schema ORDER BY type, name",
    )?;
    let objects = statement.query_map([], |row| row.get(0))?;
    Ok(objects.collect::<rusqlite::Result<_>>()?)
}

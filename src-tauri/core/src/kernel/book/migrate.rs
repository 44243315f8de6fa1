//! Numbered migrations, appended and never edited. An older book is copied and the copy verified
//! before the first statement of an update; a newer book is refused untouched. All steps that a
//! book lacks are one transaction. Before it ends every table is counted again: an update that
//! loses a row, or leaves a gap in the order of the book, leaves the old book.

use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use rusqlite::{Connection, Statement, Transaction};
use rusqlite_migration::{HookError, M, Migrations};

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
    include_str!("../../../migrations/0016_signing.sql"),
    include_str!("../../../migrations/0017_computer.sql"),
];

/// The schema that this program writes.
pub const SCHEMA_VERSION: usize = STEPS.len();

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| guarded(STEPS));

/// These steps, with a look at what they leave before they are committed.
fn guarded(steps: &[&'static str]) -> Migrations<'static> {
    let last = steps.len().saturating_sub(1);
    let step = |(place, sql): (usize, &&'static str)| {
        let step = if place == last {
            M::up_with_hook(sql, |tx: &Transaction| nothing_is_lost(tx))
        } else {
            M::up(sql)
        };
        step.foreign_key_check()
    };
    Migrations::new(steps.iter().enumerate().map(step).collect())
}

/// Refuses what an update leaves if a table has fewer rows than before or is gone, or if a number
/// is missing in an order that has no gaps.
fn nothing_is_lost(connection: &Connection) -> std::result::Result<(), HookError> {
    let Ok(mut before) = connection.prepare("SELECT name, rows FROM temp.rows_before") else {
        // A book that is made anew: nothing was counted.
        return Ok(());
    };
    let (before, after) = (pairs(&mut before)?, rows(connection)?);
    for (name, held) in before {
        let left = after.get(&name).copied().unwrap_or_default();
        if left < held || !after.contains_key(&name) {
            let said = format!("{name} held {held} rows and has {left}");
            return Err(HookError::Hook(said));
        }
    }
    let mut orders = connection.prepare(
        "SELECT 'audit', coalesce(max(sequence), 0) FROM audit
         UNION ALL SELECT 'transfer', coalesce(max(sequence), 0) FROM transfer",
    )?;
    for (name, last) in pairs(&mut orders)? {
        if after.get(&name) != Some(&last) {
            return Err(HookError::Hook(format!("a gap in {name}")));
        }
    }
    Ok(())
}

/// Counts every table for `nothing_is_lost`, in a table that is none of the book's.
fn count(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE rows_before (name TEXT PRIMARY KEY, rows INTEGER NOT NULL)",
    )?;
    let mut insert = connection.prepare("INSERT INTO temp.rows_before VALUES (?1, ?2)")?;
    for counted in rows(connection)? {
        insert.execute(counted)?;
    }
    Ok(())
}

/// How many rows each table has. What the search knows is made anew from the members.
fn rows(connection: &Connection) -> rusqlite::Result<BTreeMap<String, i64>> {
    let sql: String = connection.query_row(
        "SELECT group_concat(
             'SELECT ''' || name || ''', count(*) FROM \"' || name || '\"', ' UNION ALL ')
         FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
        [],
        |row| row.get(0),
    )?;
    pairs(&mut connection.prepare(&sql)?)
}

fn pairs(statement: &mut Statement) -> rusqlite::Result<BTreeMap<String, i64>> {
    let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    pairs.collect()
}

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
    if found > 0 {
        count(connection)?;
    }
    let outcome = MIGRATIONS.to_latest(connection);
    connection.execute_batch("DROP TABLE IF EXISTS temp.rows_before")?;
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

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "CREATE TABLE audit (sequence INTEGER PRIMARY KEY, word TEXT);
        CREATE TABLE transfer (sequence INTEGER PRIMARY KEY);
        INSERT INTO audit VALUES (1, 'een'), (2, 'twee'), (3, 'drie');";

    #[test]
    fn an_update_that_loses_a_row_leaves_the_old_book() {
        for (step, held) in [
            ("ALTER TABLE audit ADD COLUMN more TEXT", true),
            ("INSERT INTO audit VALUES (4, 'vier')", true),
            ("CREATE TABLE more (x INTEGER)", true),
            ("DELETE FROM audit WHERE sequence = 3", false),
            ("UPDATE audit SET sequence = 5 WHERE sequence = 3", false),
            ("INSERT INTO transfer VALUES (2)", false),
            ("CREATE TABLE more (x); DROP TABLE audit", false),
        ] {
            let mut book = Connection::open_in_memory().unwrap();
            let old = Migrations::new(vec![M::up(BEFORE)]);
            old.to_latest(&mut book).unwrap();
            let schema = schema_of(&book).unwrap();
            count(&book).unwrap();
            let outcome = guarded(&[BEFORE, step]).to_latest(&mut book);
            assert_eq!(outcome.is_ok(), held, "{step}: {outcome:?}");
            if !held {
                assert_eq!(schema_of(&book).unwrap(), schema, "{step}");
                let left = rows(&book).unwrap();
                assert_eq!((left["audit"], left["transfer"]), (3, 0), "{step}");
            }
        }
    }
}

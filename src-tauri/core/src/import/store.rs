//! Imports in SQL.

mod personal;

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use super::{Decision, ImportId};
use crate::{
    kernel::{
        Code, Reader, Result, Tx, column_words,
        date::{Day, Instant},
    },
    members::MemberId,
};

pub(crate) use personal::{about, erase, held_naming};

/// What the book remembers of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownRow {
    pub import: i64,
    pub line: u32,
    /// What was decided; nothing while it waits.
    pub decision: Option<Decision>,
}

/// A row as it is kept.
pub(super) struct KeptRow {
    pub decision: Option<Decision>,
    pub decided_on: Option<NaiveDate>,
    pub member_id: Option<MemberId>,
    pub version: Option<u32>,
    pub held: Option<String>,
}

/// A row that waits for a decision.
pub(super) struct HeldBack {
    pub import: i64,
    pub import_id: ImportId,
    pub source: String,
    pub line: u32,
    pub held: String,
}

pub(super) fn salt(reader: &Reader) -> Result<Option<[u8; 32]>> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT salt FROM import_salt")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

pub(super) fn add_salt(tx: &Tx, salt: [u8; 32]) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO import_salt (only, salt) VALUES (1, ?1)")?
        .execute([salt])?;
    Ok(())
}

pub(super) fn known_rows(reader: &Reader) -> Result<HashMap<[u8; 32], KnownRow>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT digest, import, line, decision FROM import_row")?;
    let rows = statement.query_map([], |row| {
        let known = KnownRow {
            import: row.get(1)?,
            line: row.get(2)?,
            decision: row.get(3)?,
        };
        Ok((row.get(0)?, known))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn add(tx: &Tx, id: ImportId, source: &str) -> Result<i64> {
    tx.connection()
        .prepare_cached("INSERT INTO import (id, source, recorded_at) VALUES (?1, ?2, ?3)")?
        .execute((id, source, Instant(tx.now())))?;
    Ok(tx.connection().last_insert_rowid())
}

pub(super) fn sequence(reader: &Reader, id: ImportId) -> Result<i64> {
    reader
        .connection()
        .prepare_cached("SELECT sequence FROM import WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Code::NotFound.at("import_id").into())
}

pub(super) fn id(reader: &Reader, import: i64) -> Result<ImportId> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT id FROM import WHERE sequence = ?1")?
        .query_row([import], |row| row.get(0))?)
}

pub(super) fn add_held(
    tx: &Tx,
    import: i64,
    line: u32,
    digest: &[u8; 32],
    held: &str,
) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO import_row (import, line, digest, held) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((import, line, digest, held))?;
    Ok(())
}

pub(super) fn add_decided(
    tx: &Tx,
    import: i64,
    line: u32,
    digest: &[u8; 32],
    outcome: Outcome,
) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO import_row (import, line, digest, decision, member, version)
             VALUES (:import, :line, :digest, :decision,
                 (SELECT sequence FROM member WHERE id = :member), :version)",
        )?
        .execute(named_params! {
            ":import": import,
            ":line": line,
            ":digest": digest,
            ":decision": outcome.decision,
            ":member": outcome.member_id,
            ":version": outcome.version,
        })?;
    Ok(())
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    pub decision: Decision,
    pub member_id: Option<MemberId>,
    pub version: Option<u32>,
}

/// Writes what became of a row that was held back; nothing makes it wait again.
pub(super) fn decide(tx: &Tx, import: i64, line: u32, outcome: Option<Outcome>) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "UPDATE import_row SET decision = :decision, decided_on = :decided_on,
                 member = (SELECT sequence FROM member WHERE id = :member), version = :version
             WHERE import = :import AND line = :line",
        )?
        .execute(named_params! {
            ":decision": outcome.map(|outcome| outcome.decision),
            ":decided_on": outcome.map(|_| Day(tx.today())),
            ":member": outcome.and_then(|outcome| outcome.member_id),
            ":version": outcome.and_then(|outcome| outcome.version),
            ":import": import,
            ":line": line,
        })?;
    Ok(())
}

const KEPT: &str = "SELECT decision, decided_on,
        (SELECT id FROM member WHERE sequence = import_row.member), version, held
    FROM import_row WHERE import = ?1";

pub(super) fn row(reader: &Reader, import: i64, line: u32) -> Result<Option<KeptRow>> {
    let sql = [KEPT, " AND line = ?2"].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    Ok(statement.query_row((import, line), kept).optional()?)
}

pub(super) fn rows(reader: &Reader, import: i64) -> Result<Vec<KeptRow>> {
    let sql = [KEPT, " ORDER BY line"].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([import], kept)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn kept(row: &Row) -> rusqlite::Result<KeptRow> {
    Ok(KeptRow {
        decision: row.get(0)?,
        decided_on: row.get::<_, Option<Day>>(1)?.map(|day| day.0),
        member_id: row.get(2)?,
        version: row.get(3)?,
        held: row.get(4)?,
    })
}

/// Removes an import with all its rows.
pub(super) fn remove(tx: &Tx, import: i64) -> Result<()> {
    for sql in [
        "DELETE FROM import_row WHERE import = ?1",
        "DELETE FROM import WHERE sequence = ?1",
    ] {
        tx.connection().prepare_cached(sql)?.execute([import])?;
    }
    Ok(())
}

pub(super) fn count_held_back(reader: &Reader) -> Result<u32> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT count(*) FROM import_row WHERE decision IS NULL")?
        .query_row([], |row| row.get(0))?)
}

pub(super) fn held_back(reader: &Reader, offset: u32, limit: u32) -> Result<Vec<HeldBack>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT import.sequence, import.id, import.source, r.line, r.held
         FROM import_row r JOIN import ON import.sequence = r.import
         WHERE r.decision IS NULL ORDER BY r.import, r.line LIMIT ?1 OFFSET ?2",
    )?;
    let rows = statement.query_map((limit, offset), |row| {
        Ok(HeldBack {
            import: row.get(0)?,
            import_id: row.get(1)?,
            source: row.get(2)?,
            line: row.get(3)?,
            held: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets what stood in rows that were decided on an earlier day.
pub(super) fn forget(connection: &Connection, today: NaiveDate) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE import_row SET held = NULL WHERE held IS NOT NULL AND decided_on < ?1",
        )?
        .execute([Day(today)])?;
    Ok(())
}

column_words! {
    Decision {
        Take = "take",
        Merge = "merge",
        Skip = "skip",
    }
}

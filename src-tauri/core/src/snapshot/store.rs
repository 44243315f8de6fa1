//! Snapshots that were made and the key that signs them, in SQL.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Row};
use zeroize::Zeroizing;

use crate::kernel::{Error, Quarter, Reader, Result, Tx, date::Instant};

/// A snapshot that was made.
pub(super) struct Kept {
    pub sequence: u32,
    pub quarter: Quarter,
    pub made_at: DateTime<Utc>,
    pub sha256: Vec<u8>,
    pub bytes: Vec<u8>,
}

pub(super) fn of(reader: &Reader, quarter: Quarter) -> Result<Option<Kept>> {
    reader
        .connection()
        .prepare_cached(
            "SELECT sequence, quarter, made_at, sha256, bytes FROM snapshot WHERE quarter = ?1",
        )?
        .query_row([quarter.to_string()], kept)
        .optional()?
        .transpose()
}

/// The one that was made last.
pub(super) fn last(reader: &Reader) -> Result<Option<Kept>> {
    reader
        .connection()
        .prepare_cached(
            "SELECT sequence, quarter, made_at, sha256, bytes FROM snapshot
             ORDER BY sequence DESC LIMIT 1",
        )?
        .query_row([], kept)
        .optional()?
        .transpose()
}

/// The one that was made in this place among them.
pub(super) fn numbered(reader: &Reader, sequence: u32) -> Result<Option<Kept>> {
    reader
        .connection()
        .prepare_cached(
            "SELECT sequence, quarter, made_at, sha256, bytes FROM snapshot WHERE sequence = ?1",
        )?
        .query_row([sequence], kept)
        .optional()?
        .transpose()
}

/// The one of the latest quarter before this one.
pub(super) fn before(reader: &Reader, quarter: Quarter) -> Result<Option<Kept>> {
    reader
        .connection()
        .prepare_cached(
            "SELECT sequence, quarter, made_at, sha256, bytes FROM snapshot
             WHERE quarter < ?1 ORDER BY quarter DESC LIMIT 1",
        )?
        .query_row([quarter.to_string()], kept)
        .optional()?
        .transpose()
}

/// All of them, the latest quarter first.
pub(super) fn all(reader: &Reader) -> Result<Vec<Kept>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT sequence, quarter, made_at, sha256, bytes FROM snapshot ORDER BY quarter DESC",
    )?;
    let all = statement.query_map([], kept)?;
    all.collect::<rusqlite::Result<Vec<_>>>()?
        .into_iter()
        .collect()
}

pub(super) fn add(tx: &Tx, new: &Kept) -> Result<()> {
    tx.connection().execute(
        "INSERT INTO snapshot (sequence, quarter, made_at, sha256, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            new.sequence,
            new.quarter.to_string(),
            Instant(new.made_at),
            &new.sha256,
            &new.bytes,
        ),
    )?;
    Ok(())
}

/// What the signing key is made from.
pub(super) fn seed(reader: &Reader) -> Result<Zeroizing<[u8; 32]>> {
    let seed = reader
        .connection()
        .prepare_cached("SELECT seed FROM signing_key WHERE only = 1")?
        .query_row([], |row| row.get(0))?;
    Ok(Zeroizing::new(seed))
}

fn kept(row: &Row) -> rusqlite::Result<Result<Kept, Error>> {
    let quarter: String = row.get(1)?;
    let (sequence, made_at) = (row.get(0)?, row.get::<_, Instant>(2)?.0);
    let (sha256, bytes) = (row.get(3)?, row.get(4)?);
    Ok(quarter.parse().map(|quarter| Kept {
        sequence,
        quarter,
        made_at,
        sha256,
        bytes,
    }))
}

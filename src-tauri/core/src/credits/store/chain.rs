//! The chain of the ledger in SQL.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, types::ValueRef};

use super::walk::day_of;
use crate::credits::chain::CHAIN;
use crate::kernel::{
    ChainRow, Code, Head, Link, Noted, Reader, Result, SALT, Tx, book_id, commitment, date::Instant,
};

/// So many fields of a transfer are hashed, and after them the commitment to its memo.
pub(super) const FIELDS: usize = 10;

/// Links the transfer that was just written to the one before it.
pub(super) fn add(
    tx: &Tx,
    sequence: i64,
    fields: [ValueRef; FIELDS],
    memo: Option<&[u8]>,
) -> Result<()> {
    let before = link_at(tx, sequence.saturating_sub(1))?;
    let committed = memo.map_or(ValueRef::Null, ValueRef::Blob);
    let link = CHAIN.link(&before.0, fields.into_iter().chain([committed]));
    tx.connection()
        .prepare_cached("INSERT INTO transfer_chain (transfer, memo, hash) VALUES (?1, ?2, ?3)")?
        .execute((sequence, memo, link.0.as_slice()))?;
    Ok(())
}

/// Writes a memo with the salt of its commitment, which it answers.
pub(super) fn add_memo(tx: &Tx, transfer: i64, memo: &str) -> Result<[u8; 32]> {
    let salt: [u8; SALT] = tx.ambient().random();
    tx.connection()
        .prepare_cached("INSERT INTO transfer_memo (transfer, memo, salt) VALUES (?1, ?2, ?3)")?
        .execute((transfer, memo, salt.as_slice()))?;
    Ok(commitment(&salt, memo))
}

/// The number of the last link.
pub(in crate::credits) fn last(reader: &Reader) -> Result<i64> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT coalesce(max(transfer), 0) FROM transfer_chain")?
        .query_row([], |row| row.get(0))?)
}

/// The number of the last transfer that was recorded before this instant; 0 if there is none.
pub(in crate::credits) fn last_before(reader: &Reader, until: DateTime<Utc>) -> Result<i64> {
    let last = reader
        .connection()
        .prepare_cached(
            "SELECT sequence FROM transfer WHERE recorded_at < ?1
             ORDER BY recorded_at DESC, sequence DESC LIMIT 1",
        )?
        .query_row([Instant(until)], |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or_default())
}

/// The head as it was with this transfer the last one; 0 is the beginning.
pub(in crate::credits) fn head_at(reader: &Reader, sequence: i64) -> Result<Head> {
    let link = link_at(reader, sequence)?;
    Ok(Head { sequence, link })
}

fn link_at(reader: &Reader, sequence: i64) -> Result<Link> {
    if sequence == 0 {
        return Ok(CHAIN.start(&book_id(reader.connection())?));
    }
    reader
        .connection()
        .prepare_cached("SELECT hash FROM transfer_chain WHERE transfer = ?1")?
        .query_row([sequence], |row| row.get(0))
        .optional()?
        .map(Link)
        .ok_or_else(|| Code::BookIsDamaged.refusal().into())
}

/// The transfer whose link was noted, the last one first.
pub(in crate::credits) fn find(reader: &Reader, noted: &Noted) -> Result<Option<ChainRow>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT c.transfer, c.hash, t.happened_on
         FROM transfer_chain c LEFT JOIN transfer t ON t.sequence = c.transfer
         WHERE ?1 IS NULL OR c.transfer = ?1 ORDER BY c.transfer DESC",
    )?;
    let mut rows = statement.query([noted.sequence])?;
    while let Some(row) = rows.next()? {
        if noted.is(row.get_ref(1)?.as_blob().unwrap_or_default()) {
            return Ok(Some(ChainRow {
                number: row.get(0)?,
                day: day_of(row, 2),
            }));
        }
    }
    Ok(None)
}

/// The first transfer whose memo is not the one that was committed to. Erased memos have nothing
/// to compare.
pub(in crate::credits) fn first_bent_memo(reader: &Reader) -> Result<Option<ChainRow>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT m.transfer, m.salt, m.memo, c.memo, t.happened_on
         FROM transfer_memo m LEFT JOIN transfer_chain c ON c.transfer = m.transfer
             LEFT JOIN transfer t ON t.sequence = m.transfer
         ORDER BY m.transfer",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let salt = row.get_ref(1)?.as_blob().unwrap_or_default();
        let memo = row.get_ref(2)?.as_str().unwrap_or_default();
        let committed = row.get_ref(3)?.as_blob().unwrap_or_default();
        if commitment(salt, memo) != committed {
            return Ok(Some(ChainRow {
                number: row.get(0)?,
                day: day_of(row, 4),
            }));
        }
    }
    Ok(None)
}

//! Confidential notes, in SQL: sealed, whoever asks.

use rusqlite::OptionalExtension as _;

use super::{ConfidentialNoteId, SealedNote};
use crate::{
    kernel::{PersonalRecord, Reader, Result, Tx, date::Instant, records},
    keys::PersonId,
    members::MemberId,
};

pub(super) fn list(reader: &Reader, member: MemberId) -> Result<Vec<SealedNote>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT n.id, n.nonce, n.sealed, n.written_at, p.name
         FROM confidential_note n JOIN desk_person p ON p.id = n.written_by
         WHERE n.member = ?1 ORDER BY n.written_at DESC, n.id DESC",
    )?;
    let notes = statement.query_map([member], |row| {
        Ok(SealedNote {
            id: row.get(0)?,
            nonce: row.get(1)?,
            sealed: row.get(2)?,
            written_at: row.get::<_, Instant>(3)?.0,
            written_by: row.get(4)?,
        })
    })?;
    Ok(notes.collect::<rusqlite::Result<_>>()?)
}

/// That somebody wrote notes about this member, and when; what they say opens only for a confidant.
pub(crate) fn about(reader: &Reader, member: MemberId) -> Result<Vec<PersonalRecord>> {
    records(
        reader,
        "confidential_note",
        "SELECT id, written_at FROM confidential_note WHERE member = ?1 ORDER BY written_at, id",
        [member],
    )
}

pub(super) fn knows(reader: &Reader, member: MemberId) -> Result<bool> {
    let found = reader
        .connection()
        .prepare_cached("SELECT 1 FROM member WHERE id = ?1")?
        .query_row([member], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

pub(super) fn add(
    tx: &Tx,
    id: ConfidentialNoteId,
    member: MemberId,
    nonce: &[u8; 24],
    sealed: &[u8],
    by: PersonId,
) -> Result<()> {
    tx.connection().execute(
        "INSERT INTO confidential_note (id, member, nonce, sealed, written_at, written_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (id, member, nonce, sealed, Instant(tx.now()), by),
    )?;
    Ok(())
}

pub(super) fn erase(tx: &Tx, id: ConfidentialNoteId) -> Result<bool> {
    let erased = tx
        .connection()
        .execute("DELETE FROM confidential_note WHERE id = ?1", [id])?;
    Ok(erased > 0)
}

pub(super) fn forget(tx: &Tx, member: MemberId) -> Result<()> {
    tx.connection()
        .execute("DELETE FROM confidential_note WHERE member = ?1", [member])?;
    Ok(())
}

pub(super) fn erase_all(tx: &Tx) -> Result<()> {
    tx.connection()
        .execute("DELETE FROM confidential_note", [])?;
    Ok(())
}

pub(super) fn count(reader: &Reader) -> Result<u32> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT count(*) FROM confidential_note")?
        .query_row([], |row| row.get(0))?)
}

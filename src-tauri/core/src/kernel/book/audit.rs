//! One row for each act: which operation, when, who, which command, and the receipt. The row is
//! also the memory that makes a repeated operation harmless.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, types::ValueRef};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Tx;
use crate::kernel::{Code, PersonalRecord, RecordField, Result, chain, value::date::Instant};

/// What stands in place of a salt that was forgotten.
const FORGOTTEN: [u8; 16] = [0; 16];

/// What somebody asks the book to do.
#[derive(Debug, Clone)]
pub struct Act {
    /// Made by whoever asks, when the form opens: the same one again is the same act.
    pub operation_id: Uuid,
    /// The command's name on the desk's list.
    pub command: String,
    /// The question as it came, for telling a repetition from another question.
    pub question: Vec<u8>,
    /// Who is at the desk; nobody while a book is being made.
    pub person_id: Option<Uuid>,
    /// The audit row that this act takes back.
    pub undoes: Option<i64>,
}

/// A receipt with its place in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// The act's place in the order of the book.
    pub sequence: i64,
    /// What the command answered, the first time.
    pub receipt: T,
}

/// An act that was done, as the audit keeps it.
#[derive(Debug, Clone)]
pub struct AuditLine {
    /// Its place in the order of the book.
    pub sequence: i64,
    /// Its operation.
    pub operation_id: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who was at the desk.
    pub person_id: Option<Uuid>,
    /// The command's name.
    pub command: String,
    /// The receipt, as JSON.
    pub result: String,
    /// The act that it took back.
    pub undoes: Option<i64>,
    /// Whether a later act took it back.
    pub undone: bool,
}

impl AuditLine {
    /// The act as it is told to somebody whom it was about: what was done and when, not by whom.
    pub(super) fn record(&self) -> PersonalRecord {
        let field = |name: &str, value: String| RecordField {
            name: name.to_owned(),
            value,
        };
        PersonalRecord {
            kind: "act".to_owned(),
            fields: vec![
                field("sequence", self.sequence.to_string()),
                field("recorded_at", self.recorded_at.to_rfc3339()),
                field("command", self.command.clone()),
            ],
        }
    }
}

/// The first result of this operation, if it was done before.
pub(super) fn repeated<T: DeserializeOwned>(
    connection: &Connection,
    act: &Act,
) -> Result<Option<Written<T>>> {
    let found = connection
        .prepare_cached(
            "SELECT sequence, command, salt, question_digest, result
             FROM audit WHERE operation_id = ?1",
        )?
        .query_row([act.operation_id.as_bytes().as_slice()], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Vec<u8>>(2)?,
                row.get::<_, Vec<u8>>(3)?,
                row.get::<_, String>(4)?,
            ))
        })
        .optional()?;
    let Some((sequence, command, salt, asked, result)) = found else {
        return Ok(None);
    };
    // What was asked may have been forgotten since: then the id alone tells that it is the same.
    let same = salt == FORGOTTEN || asked == digest(&salt, &act.question);
    if command != act.command || !same {
        return Code::OperationIdReused.refuse();
    }
    Ok(Some(Written {
        sequence,
        receipt: serde_json::from_str(&result)?,
    }))
}

/// Writes the audit row of an act within its transaction.
pub(super) fn record<T: Serialize>(tx: &Tx, act: &Act, receipt: T) -> Result<Written<T>> {
    let salt: [u8; 16] = tx.ambient.random();
    let recorded_at = tx.now();
    let person_id = act.person_id.as_ref().map(|id| id.as_bytes().as_slice());
    let question_digest = digest(&salt, &act.question);
    let result = serde_json::to_string(&receipt)?;
    tx.connection
        .prepare_cached(
            "INSERT INTO audit (sequence, operation_id, recorded_at, person_id, command, salt,
                                question_digest, result, undoes)
             SELECT coalesce(max(sequence), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM audit",
        )?
        .execute((
            act.operation_id.as_bytes().as_slice(),
            Instant(recorded_at),
            person_id,
            &act.command,
            salt.as_slice(),
            &question_digest,
            &result,
            act.undoes,
        ))?;
    let sequence = tx.connection.last_insert_rowid();
    let fields = [
        ValueRef::Integer(sequence),
        ValueRef::Blob(act.operation_id.as_bytes()),
        ValueRef::Integer(recorded_at.timestamp_millis()),
        ValueRef::from(person_id),
        ValueRef::from(act.command.as_str()),
        ValueRef::Blob(&question_digest),
        ValueRef::from(result.as_str()),
        act.undoes.map_or(ValueRef::Null, ValueRef::Integer),
    ];
    chain::audit::add(tx.connection, sequence, fields)?;
    Ok(Written { sequence, receipt })
}

/// Forgets the salts of all acts so far, so that nothing that was asked can be guessed at.
pub(super) fn forget_questions(tx: &Tx) -> Result<()> {
    let sql = "UPDATE audit SET salt = ?1 WHERE salt <> ?1";
    tx.connection.execute(sql, [FORGOTTEN.as_slice()])?;
    Ok(())
}

/// The acts before a place in the order, the latest first.
pub(super) fn latest(
    connection: &Connection,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<AuditLine>> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, operation_id, recorded_at, person_id, command, result, undoes,
                EXISTS (SELECT 1 FROM audit later WHERE later.undoes = audit.sequence)
         FROM audit WHERE sequence < ?1 ORDER BY sequence DESC LIMIT ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let lines = statement.query_map((before.unwrap_or(i64::MAX), limit), line)?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// The acts after a place in the order: how many, and the latest of them.
pub(super) fn after(
    connection: &Connection,
    sequence: i64,
    limit: usize,
) -> Result<(u64, Vec<AuditLine>)> {
    let last: i64 = connection
        .prepare_cached("SELECT coalesce(max(sequence), 0) FROM audit")?
        .query_row([], |row| row.get(0))?;
    // The sequence has no gaps, so nothing needs to be counted.
    let count = last.saturating_sub(sequence).max(0).unsigned_abs();
    let most = usize::try_from(count).unwrap_or(usize::MAX).min(limit);
    Ok((count, latest(connection, None, most)?))
}

/// The last act up to which two books did the same. Found by halving: what they share comes first,
/// since no act is ever put in between.
pub(super) fn shared(one: &Connection, other: &Connection) -> Result<i64> {
    let at = |connection: &Connection, sequence: i64| -> Result<Option<Vec<u8>>> {
        Ok(connection
            .prepare_cached("SELECT operation_id FROM audit WHERE sequence = ?1")?
            .query_row([sequence], |row| row.get(0))
            .optional()?)
    };
    let last = |connection: &Connection| -> Result<i64> {
        let sql = "SELECT coalesce(max(sequence), 0) FROM audit";
        Ok(connection
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?)
    };
    // The same up to `low`, different after `high`.
    let (mut low, mut high) = (0i64, last(one)?.min(last(other)?));
    while low < high {
        let half = high.saturating_sub(low).div_euclid(2);
        let middle = high.saturating_sub(half);
        if at(one, middle)? == at(other, middle)? {
            low = middle;
        } else {
            high = middle.saturating_sub(1);
        }
    }
    Ok(low)
}

/// One act by its operation.
pub(super) fn find(connection: &Connection, operation_id: Uuid) -> Result<Option<AuditLine>> {
    Ok(connection
        .prepare_cached(
            "SELECT sequence, operation_id, recorded_at, person_id, command, result, undoes,
                    EXISTS (SELECT 1 FROM audit later WHERE later.undoes = audit.sequence)
             FROM audit WHERE operation_id = ?1",
        )?
        .query_row([operation_id.as_bytes().as_slice()], line)
        .optional()?)
}

/// The acts whose receipt names one of these ids, or that one of them did, the first one first.
pub(super) fn naming(connection: &Connection, ids: &HashSet<Uuid>) -> Result<Vec<AuditLine>> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, operation_id, recorded_at, person_id, command, result, undoes,
                EXISTS (SELECT 1 FROM audit later WHERE later.undoes = audit.sequence)
         FROM audit ORDER BY sequence",
    )?;
    let mut found = Vec::new();
    for act in statement.query_map([], line)? {
        let act = act?;
        let mut parts = act.result.split('"').filter_map(|part| part.parse().ok());
        if parts.any(|id| ids.contains(&id)) || act.person_id.is_some_and(|id| ids.contains(&id)) {
            found.push(act);
        }
    }
    Ok(found)
}

/// After these answers of SQLite the commit may have happened or not.
pub(super) fn leaves_doubt(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::SystemIoFailure
                | ErrorCode::DiskFull
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
        )
    )
}

fn line(row: &rusqlite::Row) -> rusqlite::Result<AuditLine> {
    let uuid = |bytes: Vec<u8>| Uuid::from_slice(&bytes).unwrap_or_default();
    Ok(AuditLine {
        sequence: row.get(0)?,
        operation_id: uuid(row.get(1)?),
        recorded_at: row.get::<_, Instant>(2)?.0,
        person_id: row.get::<_, Option<Vec<u8>>>(3)?.map(uuid),
        command: row.get(4)?,
        result: row.get(5)?,
        undoes: row.get(6)?,
        undone: row.get(7)?,
    })
}

fn digest(salt: &[u8], question: &[u8]) -> Vec<u8> {
    Sha256::new()
        .chain_update(salt)
        .chain_update(question)
        .finalize()
        .to_vec()
}

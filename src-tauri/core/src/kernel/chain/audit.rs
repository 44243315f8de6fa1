//! The chain of the audit. What stands in it of an act: its number, its operation, when it was
//! recorded, who was at the desk (an opaque id), the command's name, the digest of the question,
//! the receipt as it was committed (ids and numbers only) and the act that it took back.
//!
//! The salt of the question's digest stays out: the digest is a commitment already, and without
//! its salt it tells nothing. So the salt may be forgotten one day and the chain still holds.

use rusqlite::{Connection, OptionalExtension as _, types::ValueRef};

use super::{Chain, ChainRow, Follower, Head, Link, Noted, book_id, day_of};
use crate::kernel::{Code, Reader, Result};

const CHAIN: Chain = Chain::of("wijkboek audit chain 1");
/// The columns of the audit that are hashed, in this order: see `check`.
const FIELDS: usize = 8;
/// The table of which `check_audit` follows every reference itself.
pub const AUDIT_FOLLOWED: &[&str] = &["audit_chain"];
/// After so many acts the walk looks whether it should stop.
const STEP: i64 = 10_000;

/// What following the chain of the audit found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditCheck {
    /// How many acts there are.
    pub acts: i64,
    /// The first one that the chain does not hold for.
    pub first_bad: Option<ChainRow>,
}

/// Links the act that was just recorded to the one before it.
pub(crate) fn add(
    connection: &Connection,
    sequence: i64,
    fields: [ValueRef; FIELDS],
) -> Result<()> {
    let before = link_at(connection, sequence.saturating_sub(1))?;
    let link = CHAIN.link(&before.0, fields);
    connection
        .prepare_cached("INSERT INTO audit_chain (sequence, hash) VALUES (?1, ?2)")?
        .execute((sequence, link.0.as_slice()))?;
    Ok(())
}

/// The head of the audit's chain.
///
/// # Errors
/// SQLite's answer.
pub fn audit_head(reader: &Reader) -> Result<Head> {
    let sequence = last_link(reader.connection())?;
    Ok(Head {
        sequence,
        link: link_at(reader.connection(), sequence)?,
    })
}

/// Computes the chain of the audit again, from the first act to the last.
///
/// # Errors
/// `Code::Stopped`; SQLite's answer.
pub fn check_audit(reader: &Reader) -> Result<AuditCheck> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT a.sequence, a.operation_id, a.recorded_at, a.person_id, a.command,
                a.question_digest, a.result, a.undoes, c.hash
         FROM audit a LEFT JOIN audit_chain c ON c.sequence = a.sequence ORDER BY a.sequence",
    )?;
    let mut follower = Follower::new(&CHAIN, &book_id(reader.connection())?);
    let mut rows = statement.query([])?;
    let mut acts = 0i64;
    while let Some(row) = rows.next()? {
        let fields = (0..FIELDS).flat_map(|column| row.get_ref(column));
        let kept = row.get_ref(FIELDS)?.as_blob_or_null().unwrap_or_default();
        follower.pass(row.get(0)?, fields, kept, || day_of(row.get_ref(2)));
        acts = acts.saturating_add(1);
        if acts.checked_rem(STEP) == Some(0) && reader.progress().stops() {
            return Code::Stopped.refuse();
        }
    }
    Ok(AuditCheck {
        acts,
        first_bad: follower.end(last_link(reader.connection())?),
    })
}

/// The act whose link was noted, with the day on which it was recorded.
///
/// # Errors
/// SQLite's answer.
pub fn find(reader: &Reader, noted: &Noted) -> Result<Option<ChainRow>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT c.sequence, c.hash, a.recorded_at
         FROM audit_chain c LEFT JOIN audit a ON a.sequence = c.sequence
         WHERE ?1 IS NULL OR c.sequence = ?1 ORDER BY c.sequence DESC",
    )?;
    let mut rows = statement.query([noted.sequence])?;
    while let Some(row) = rows.next()? {
        if noted.is(row.get_ref(1)?.as_blob().unwrap_or_default()) {
            return Ok(Some(ChainRow {
                number: row.get(0)?,
                day: day_of(row.get_ref(2)),
            }));
        }
    }
    Ok(None)
}

/// The number of the last link, which is how many there are.
fn last_link(connection: &Connection) -> Result<i64> {
    Ok(connection
        .prepare_cached("SELECT coalesce(max(sequence), 0) FROM audit_chain")?
        .query_row([], |row| row.get(0))?)
}

/// The link of an act; before the first one, where the chain begins.
fn link_at(connection: &Connection, sequence: i64) -> Result<Link> {
    if sequence == 0 {
        return Ok(CHAIN.start(&book_id(connection)?));
    }
    connection
        .prepare_cached("SELECT hash FROM audit_chain WHERE sequence = ?1")?
        .query_row([sequence], |row| row.get(0))
        .optional()?
        .map(Link)
        .ok_or_else(|| Code::BookIsDamaged.refusal().into())
}

//! The ledger in SQL as its check walks through it, from the first transfer to the last.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, Row};

use super::chain::{self, FIELDS};
use crate::credits::{TransferKind, chain::CHAIN};
use crate::kernel::{ChainRow, Follower, Reader, Result, book_id, date::Day};

/// The columns after the fields that are hashed: the link of the chain, and the commitment to the
/// memo before it.
const COMMITMENT: usize = FIELDS;
const LINK: usize = COMMITMENT + 1;

/// A transfer as the check of the ledger walks past it.
#[derive(Clone, Copy)]
pub(in crate::credits) struct Passed {
    pub sequence: i64,
    pub kind: TransferKind,
    pub giver: i64,
    pub receiver: i64,
    pub minutes: i64,
    pub theme: Option<i64>,
    pub reverses: Option<i64>,
}

/// A step of the walk: a transfer, or the number of one that cannot be read as such.
pub(in crate::credits) enum Step {
    Passed(Passed),
    Unreadable(i64),
}

/// Walks past all transfers in the order of the book, along their chain. Answers the first one that
/// the chain does not hold for.
pub(in crate::credits) fn walk(
    reader: &Reader,
    mut step: impl FnMut(Step) -> Result<()>,
) -> Result<Option<ChainRow>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT t.sequence, t.id, t.kind, t.recorded_at, t.happened_on, t.giver, t.receiver,
                t.minutes, t.theme, t.reverses, c.memo, c.hash
         FROM transfer t LEFT JOIN transfer_chain c ON c.transfer = t.sequence
         ORDER BY t.sequence",
    )?;
    let mut follower = Follower::new(&CHAIN, &book_id(reader.connection())?);
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        let fields = (0..=COMMITMENT).flat_map(|column| row.get_ref(column));
        let link = row.get_ref(LINK)?.as_blob_or_null().unwrap_or_default();
        follower.pass(number, fields, link, || day_of(row, 4));
        step(passed(row).map_or(Step::Unreadable(number), Step::Passed))?;
    }
    let broken = follower.end(chain::last(reader)?);
    let bent = chain::first_bent_memo(reader)?;
    Ok([broken, bent]
        .into_iter()
        .flatten()
        .min_by_key(|row| row.number))
}

/// A transfer by its number.
pub(in crate::credits) fn find(reader: &Reader, sequence: i64) -> Result<Option<Passed>> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT sequence, id, kind, recorded_at, happened_on, giver, receiver, minutes, theme,
                    reverses
             FROM transfer WHERE sequence = ?1",
        )?
        .query_row([sequence], |row| Ok(passed(row).ok()))
        .optional()?
        .flatten())
}

fn passed(row: &Row) -> rusqlite::Result<Passed> {
    Ok(Passed {
        sequence: row.get(0)?,
        kind: row.get(2)?,
        giver: row.get(5)?,
        receiver: row.get(6)?,
        minutes: row.get(7)?,
        theme: row.get(8)?,
        reverses: row.get(9)?,
    })
}

/// The day in a column, if it can be read as one.
pub(super) fn day_of(row: &Row, column: usize) -> Option<NaiveDate> {
    row.get::<_, Day>(column).ok().map(|day| day.0)
}

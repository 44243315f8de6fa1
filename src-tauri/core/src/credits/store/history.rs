//! Imported history in SQL.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension as _;

use super::transfers;
use crate::credits::{
    AccountKind,
    history::{HistoryImport, HistoryReport, UnpostedReason, UnpostedRow},
};
use crate::kernel::{Reader, Result, Tx, column_words, date::Instant};

/// What became of a row.
pub(in crate::credits) enum Fate {
    /// It became the transfer of this number.
    Posted(i64),
    /// It moves nothing.
    Unposted(UnpostedReason),
}

/// A row about to be remembered.
pub(in crate::credits) struct NewRow<'row> {
    pub source: i64,
    pub import: i64,
    pub fate: Fate,
    pub outside_id: &'row str,
    pub happened_at: DateTime<Utc>,
    pub amount: &'row str,
    pub label: Option<&'row str>,
}

/// The source of this name, made if it is not there yet.
pub(in crate::credits) fn source(tx: &Tx, name: &str) -> Result<i64> {
    tx.connection()
        .prepare_cached("INSERT INTO outside_source (name) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([name])?;
    Ok(tx
        .connection()
        .prepare_cached("SELECT sequence FROM outside_source WHERE name = ?1")?
        .query_row([name], |row| row.get(0))?)
}

/// A source that the book knows by its name.
pub(in crate::credits) fn find_source(reader: &Reader, name: &str) -> Result<Option<i64>> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT sequence FROM outside_source WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Whether a row is there whose transfer, import or source is not, given the number of the last
/// transfer and that no number is missing before it. The ends of the index tell about the transfers
/// what a look at each would: in a large book that look took a quarter of the whole check.
pub(in crate::credits) fn hangs_loose(reader: &Reader, last_transfer: i64) -> Result<bool> {
    let beyond: bool = reader
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM history_row WHERE transfer < 1 OR transfer > ?1)",
        )?
        .query_row([last_transfer], |row| row.get(0))?;
    let orphans: bool = reader
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM history_row INDEXED BY history_row_of_import
                 WHERE import NOT IN (SELECT number FROM history_import)
                     OR source NOT IN (SELECT sequence FROM outside_source))",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(beyond || orphans)
}

/// Whether the book knows a row of a source.
pub(in crate::credits) fn is_known(reader: &Reader, source: i64, outside_id: &str) -> Result<bool> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT 1 FROM history_row WHERE source = ?1 AND outside_id = ?2")?
        .exists((source, outside_id))?)
}

/// An account of a source by its name there: its number and kind.
pub(in crate::credits) fn find_account(
    reader: &Reader,
    source: i64,
    name: &str,
) -> Result<Option<(i64, AccountKind)>> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT sequence, kind FROM account WHERE source = ?1 AND outside_name = ?2",
        )?
        .query_row((source, name), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

pub(in crate::credits) fn add_import(tx: &Tx, source: i64, report: &HistoryReport) -> Result<i64> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO history_import (number, source, recorded_at, rows, known, rounded,
                                         difference)
             SELECT coalesce(max(number), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6 FROM history_import",
        )?
        .execute((
            source,
            Instant(tx.now()),
            report.rows,
            report.known,
            report.rounded,
            &report.difference,
        ))?;
    Ok(tx.connection().last_insert_rowid())
}

pub(in crate::credits) fn add_row(tx: &Tx, row: &NewRow) -> Result<()> {
    let (transfer, unposted) = match row.fate {
        Fate::Posted(number) => (Some(number), None),
        Fate::Unposted(reason) => (None, Some(reason)),
    };
    tx.connection()
        .prepare_cached(
            "INSERT INTO history_row (source, outside_id, import, transfer, unposted, happened_at,
                                      amount, label)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((
            row.source,
            row.outside_id,
            row.import,
            transfer,
            unposted,
            Instant(row.happened_at),
            row.amount,
            row.label,
        ))?;
    Ok(())
}

/// The transfers of an import that were not taken back.
pub(in crate::credits) fn standing(reader: &Reader, import: i64) -> Result<Vec<transfers::Kept>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT t.sequence, t.id, t.kind, t.giver, t.receiver, t.minutes, t.reverses
         FROM history_row JOIN transfer t ON t.sequence = history_row.transfer
         WHERE history_row.import = ?1
             AND NOT EXISTS (SELECT 1 FROM transfer later WHERE later.reverses = t.sequence)
         ORDER BY t.sequence",
    )?;
    let transfers = statement.query_map([import], transfers::kept)?;
    Ok(transfers.collect::<rusqlite::Result<_>>()?)
}

/// Forgets the rows of an import. An issuer of which nothing else is known issues no longer: the
/// next import says anew who does.
pub(in crate::credits) fn forget(tx: &Tx, import: i64) -> Result<()> {
    tx.connection()
        .prepare_cached("DELETE FROM history_row WHERE import = ?1")?
        .execute([import])?;
    tx.connection()
        .prepare_cached(
            "UPDATE account SET kind = 'outside'
             WHERE kind = 'issuing' AND member IS NULL
                 AND source = (SELECT source FROM history_import WHERE number = ?1)
                 AND NOT EXISTS (SELECT 1 FROM history_row WHERE source = account.source)
                 AND NOT EXISTS (SELECT 1 FROM transfer
                     WHERE giver = account.sequence AND kind = 'earn')",
        )?
        .execute([import])?;
    Ok(())
}

/// The imports of history, the last one first.
pub(in crate::credits) fn imports(reader: &Reader) -> Result<Vec<HistoryImport>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT i.number, s.name, i.recorded_at, i.rows, i.known, i.rounded, i.difference,
                count(r.transfer), count(r.outside_id) - count(r.transfer)
         FROM history_import i
         JOIN outside_source s ON s.sequence = i.source
         LEFT JOIN history_row r ON r.import = i.number
         GROUP BY i.number ORDER BY i.number DESC",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(HistoryImport {
            number: row.get(0)?,
            source: row.get(1)?,
            recorded_at: row.get::<_, Instant>(2)?.0,
            rows: row.get(3)?,
            known: row.get(4)?,
            rounded: row.get(5)?,
            difference: row.get(6)?,
            posted: row.get(7)?,
            unposted_count: row.get(8)?,
            unposted: Vec::new(),
        })
    })?;
    let mut imports = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    for import in &mut imports {
        import.unposted = unposted(reader, import.number)?;
    }
    Ok(imports)
}

fn unposted(reader: &Reader, import: i64) -> Result<Vec<UnpostedRow>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT outside_id, amount, unposted FROM history_row
         WHERE import = ?1 AND transfer IS NULL ORDER BY happened_at, outside_id LIMIT 100",
    )?;
    let rows = statement.query_map([import], |row| {
        Ok(UnpostedRow {
            line: None,
            outside_id: row.get(0)?,
            amount: row.get(1)?,
            reason: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

column_words! {
    UnpostedReason {
        Zero = "zero",
        ToItself = "to_itself",
    }
}

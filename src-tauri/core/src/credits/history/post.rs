//! Writing history into the book: all rows of a file in one transaction, or none.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{HistoryFile, read::HistoryRow, report::plan};
use crate::credits::{
    AccountKind, TransferKind,
    store::{
        self,
        history::{Fate, NewRow},
        transfers::New,
    },
};
use crate::kernel::{Code, Result, Tx};

/// After so many rows the import tells how far it is and looks whether it must stop.
const STEP: usize = 1_000;
/// How many unreadable lines a refusal names.
const MOST_LINES_NAMED: usize = 10;

/// What an import of history leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct HistoryReceipt {
    /// The number of the import.
    pub import: i64,
    /// How many rows the file had.
    pub rows: u32,
    /// How many of them were known already.
    pub known: u32,
    /// How many were posted.
    pub posted: u32,
    /// How many had a fraction of a minute.
    pub rounded: u32,
    /// How many moved nothing and are only remembered.
    pub unposted: u32,
}

/// Takes a file over, all of it or nothing.
///
/// # Errors
/// `Code::RowsUnreadable` with the lines; `Code::Stopped`.
pub fn import(tx: &Tx, file: &HistoryFile) -> Result<HistoryReceipt> {
    if !file.bad.is_empty() {
        return unreadable(file);
    }
    tx.work_in_bulk()?;
    let plan = plan(tx, file)?;
    let source = store::history::source(tx, &file.source)?;
    let import = store::history::add_import(tx, source, &plan.report)?;
    let mut accounts = HashMap::new();
    for (done, row) in plan.new.iter().enumerate() {
        if done.is_multiple_of(STEP) {
            tx.progress().step(done, plan.new.len())?;
        }
        let fate = match row.moves_nothing() {
            Some(reason) => Fate::Unposted(reason),
            None => Fate::Posted(post(tx, file, source, row, &mut accounts)?),
        };
        store::history::add_row(
            tx,
            &NewRow {
                source,
                import,
                fate,
                outside_id: &row.outside_id,
                happened_at: row.happened_at,
                amount: &row.amount,
                label: row.label.as_deref(),
            },
        )?;
    }
    tx.progress().step(plan.new.len(), plan.new.len())?;
    Ok(HistoryReceipt {
        import,
        rows: plan.report.rows,
        known: plan.report.known,
        posted: plan.report.posted,
        rounded: plan.report.rounded,
        unposted: plan.report.unposted_count,
    })
}

/// Takes an import back: every row that still stands is reversed, and the rows are forgotten, so
/// that the file can be taken over again in another way.
///
/// # Errors
/// `Code::Stopped`.
pub fn undo(tx: &Tx, receipt: &HistoryReceipt) -> Result<()> {
    tx.work_in_bulk()?;
    let standing = store::history::standing(tx, receipt.import)?;
    let happened_on = tx.today();
    for (done, first) in standing.iter().enumerate() {
        if done.is_multiple_of(STEP) {
            tx.progress().step(done, standing.len())?;
        }
        let reversal = New {
            kind: TransferKind::Reversal,
            happened_on,
            giver: first.receiver,
            receiver: first.giver,
            minutes: first.minutes,
            theme: None,
            reverses: Some(first.sequence),
        };
        store::transfers::add(tx, &reversal)?;
    }
    store::history::forget(tx, receipt.import)
}

/// Posts a row. Answers the number of the transfer.
fn post<'file>(
    tx: &Tx,
    file: &HistoryFile,
    source: i64,
    row: &'file HistoryRow,
    accounts: &mut HashMap<&'file str, i64>,
) -> Result<i64> {
    let mut account = |name: &'file str| match accounts.get(name) {
        Some(account) => Ok(*account),
        None => {
            let kind = if file.issuers.contains(name) {
                AccountKind::Issuing
            } else {
                AccountKind::Outside
            };
            let account = store::accounts::outside(tx, source, name, kind)?;
            accounts.insert(name, account);
            Ok::<i64, crate::kernel::Error>(account)
        }
    };
    let new = New {
        kind: TransferKind::History,
        happened_on: row.happened_at.date_naive(),
        giver: account(&row.giver)?,
        receiver: account(&row.receiver)?,
        minutes: row.rounded.minutes,
        theme: None,
        reverses: None,
    };
    let (_, number) = store::transfers::add(tx, &new)?;
    Ok(number)
}

fn unreadable<T>(file: &HistoryFile) -> Result<T> {
    let mut lines: Vec<String> = file
        .bad
        .iter()
        .take(MOST_LINES_NAMED)
        .map(|row| row.line.to_string())
        .collect();
    if file.bad.len() > MOST_LINES_NAMED {
        lines.push("…".into());
    }
    Code::RowsUnreadable
        .with("lines", lines.join(", "))
        .with("count", file.bad.len())
        .refuse()
}

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
    let mut accounts = Accounts {
        file,
        source,
        known: HashMap::new(),
    };
    for (done, row) in plan.new.iter().enumerate() {
        if done.is_multiple_of(STEP) {
            tx.progress().step(done, plan.new.len())?;
        }
        let fate = accounts.post(tx, row)?;
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
            memo: None,
        };
        store::transfers::add(tx, &reversal)?;
    }
    store::history::forget(tx, receipt.import)
}

/// The accounts of a source, opened when a row names them first.
struct Accounts<'file> {
    file: &'file HistoryFile,
    source: i64,
    known: HashMap<&'file str, i64>,
}

impl<'file> Accounts<'file> {
    fn named(&mut self, tx: &Tx, name: &'file str) -> Result<i64> {
        if let Some(account) = self.known.get(name) {
            return Ok(*account);
        }
        let kind = if self.file.issuers.contains(name) {
            AccountKind::Issuing
        } else {
            AccountKind::Outside
        };
        let account = store::accounts::outside(tx, self.source, name, kind)?;
        self.known.insert(name, account);
        Ok(account)
    }

    /// Posts a row, unless it moves nothing; its accounts are opened all the same.
    fn post(&mut self, tx: &Tx, row: &'file HistoryRow) -> Result<Fate> {
        let giver = self.named(tx, &row.giver)?;
        let receiver = self.named(tx, &row.receiver)?;
        if let Some(reason) = row.moves_nothing() {
            return Ok(Fate::Unposted(reason));
        }
        let new = New {
            kind: TransferKind::History,
            happened_on: row.happened_at.date_naive(),
            giver,
            receiver,
            minutes: row.rounded.minutes,
            theme: None,
            reverses: None,
            memo: None,
        };
        let (_, number) = store::transfers::add(tx, &new)?;
        Ok(Fate::Posted(number))
    }
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

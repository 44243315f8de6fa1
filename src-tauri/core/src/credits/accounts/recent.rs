//! What was booked last, over all accounts.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AccountName, ReversalLink, statement::name};
use crate::credits::{TransferId, TransferKind, store};
use crate::kernel::{Ask, Read, Reader, Result, Role};

/// The most rows that one question gets.
const MOST_ROWS: u32 = 500;

/// Transfers, the one that was booked last first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ListTransfers {
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to answer, 20 if left out, 500 at most.
    pub limit: Option<u32>,
}

/// A page of transfers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct TransferList {
    /// How many transfers the book has in all.
    pub total: i64,
    /// A page of them, the last one first.
    pub rows: Vec<TransferRow>,
}

/// A transfer in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct TransferRow {
    /// The transfer.
    pub transfer_id: TransferId,
    /// Its number in the order of the book.
    pub number: i64,
    /// What it is.
    pub kind: TransferKind,
    /// The day that it counts for.
    pub happened_on: NaiveDate,
    /// When it was booked.
    pub recorded_at: DateTime<Utc>,
    /// How much.
    pub minutes: i64,
    /// Who gave it.
    pub giver: AccountName,
    /// Who received it.
    pub receiver: AccountName,
    /// The theme that the hours were given to.
    pub theme: Option<String>,
    /// What was written with it, or what its source calls it.
    pub memo: Option<String>,
    /// Of a reversal: what it reversed.
    pub reverses: Option<ReversalLink>,
    /// The reversal that took it back.
    pub reversed_by: Option<ReversalLink>,
}

impl Ask for ListTransfers {
    const NAME: &'static str = "credits.recent";
    const ROLE: Role = Role::Reader;
    type Answer = TransferList;
}

impl Read for ListTransfers {
    fn run(self, reader: &Reader) -> Result<TransferList> {
        let total = store::transfers::last_number(reader)?;
        let limit = self.limit.unwrap_or(20).min(MOST_ROWS);
        let last = total.saturating_sub(i64::from(self.offset));
        let mut names = HashMap::new();
        let mut rows = Vec::new();
        for shown in store::transfers::latest(reader, last, limit)? {
            rows.push(TransferRow {
                transfer_id: shown.transfer.id,
                number: shown.transfer.sequence,
                kind: shown.transfer.kind,
                happened_on: shown.happened_on,
                recorded_at: shown.recorded_at,
                minutes: shown.transfer.minutes,
                giver: name(reader, &mut names, shown.transfer.giver)?,
                receiver: name(reader, &mut names, shown.transfer.receiver)?,
                theme: shown.theme,
                memo: shown.memo,
                reverses: shown.reverses,
                reversed_by: shown.reversed_by,
            });
        }
        Ok(TransferList { total, rows })
    }
}

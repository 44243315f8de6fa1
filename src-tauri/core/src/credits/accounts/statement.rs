//! What happened on one account, by the day on which it happened, the last day first.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AccountName, AccountRow, ReversalLink, list, named};
use crate::credits::{AccountId, TransferId, TransferKind, store};
use crate::kernel::{Ask, Code, Read, Reader, Result, Role, date};

/// The most lines that one question gets.
const MOST_LINES: u32 = 5_000;

/// What happened on one account in a period, the last day first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct GetStatement {
    /// The account.
    pub account_id: AccountId,
    /// The first day; from the start if left out.
    #[serde(default)]
    pub from_day: Option<NaiveDate>,
    /// The last day; until now if left out.
    #[serde(default)]
    pub until_day: Option<NaiveDate>,
    /// Lines to pass over, counted from the last.
    #[serde(default)]
    pub offset: u32,
    /// Lines to answer, 50 if left out, 5000 at most.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// What happened on one account in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Statement {
    /// The account, with its balance now.
    pub account: AccountRow,
    /// What stood on it before the first day.
    pub opening_minutes: i64,
    /// What came in during the period.
    pub received_minutes: i64,
    /// What went out during the period.
    pub given_minutes: i64,
    /// What stands on it after the last day.
    pub closing_minutes: i64,
    /// How many lines the period has.
    pub found: u32,
    /// A page of them, the last day first.
    pub lines: Vec<StatementLine>,
}

/// One transfer, as the account sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct StatementLine {
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
    /// What came in, or what went out, below zero.
    pub minutes: i64,
    /// What stood on the account after it.
    pub balance_minutes: i64,
    /// Who gave it or received it.
    pub other: AccountName,
    /// The theme that the hours were given to.
    pub theme: Option<String>,
    /// What was written with it, or what its source calls it.
    pub memo: Option<String>,
    /// Of a reversal: what it reversed.
    pub reverses: Option<ReversalLink>,
    /// The reversal that took it back.
    pub reversed_by: Option<ReversalLink>,
}

impl Ask for GetStatement {
    const NAME: &'static str = "credits.statement";
    const ROLE: Role = Role::Reader;
    type Answer = Statement;
}

impl Read for GetStatement {
    /// # Errors
    /// `Code::NotFound`, `Code::DayOutOfRange`, `Code::EndBeforeStart`.
    fn run(self, reader: &Reader) -> Result<Statement> {
        let kept = store::accounts::get(reader, self.account_id, "account_id")?;
        date::sensible_if_said(self.from_day, "from_day")?;
        date::sensible_if_said(self.until_day, "until_day")?;
        if let (Some(from), Some(until)) = (self.from_day, self.until_day)
            && until < from
        {
            return Code::EndBeforeStart
                .at("until_day")
                .with("start", from.to_string())
                .refuse();
        }
        let period = store::transfers::Period {
            account: kept.sequence,
            from: self.from_day,
            until: self.until_day,
        };
        let sums = store::transfers::sums(reader, &period)?;
        let limit = self.limit.unwrap_or(50).min(MOST_LINES);
        let newer = store::transfers::newest(reader, &period, self.offset)?;
        let mut balance = sums.closing.saturating_sub(newer);
        let mut names = HashMap::new();
        let mut lines = Vec::new();
        for entry in store::transfers::entries(reader, &period, self.offset, limit)? {
            let minutes = if entry.transfer.receiver == kept.sequence {
                entry.transfer.minutes
            } else {
                entry.transfer.minutes.saturating_neg()
            };
            lines.push(line(reader, &mut names, entry, minutes, balance)?);
            balance = balance.saturating_sub(minutes);
        }
        Ok(Statement {
            account: list::row(reader, &kept)?,
            opening_minutes: sums.opening,
            received_minutes: sums.received,
            given_minutes: sums.given,
            closing_minutes: sums.closing,
            found: sums.lines,
            lines,
        })
    }
}

fn line(
    reader: &Reader,
    names: &mut HashMap<i64, AccountName>,
    entry: store::transfers::Shown,
    minutes: i64,
    balance_minutes: i64,
) -> Result<StatementLine> {
    let other = if minutes > 0 {
        entry.transfer.giver
    } else {
        entry.transfer.receiver
    };
    Ok(StatementLine {
        transfer_id: entry.transfer.id,
        number: entry.transfer.sequence,
        kind: entry.transfer.kind,
        happened_on: entry.happened_on,
        recorded_at: entry.recorded_at,
        minutes,
        balance_minutes,
        other: name(reader, names, other)?,
        theme: entry.theme,
        memo: entry.memo,
        reverses: entry.reverses,
        reversed_by: entry.reversed_by,
    })
}

/// The name of an account, looked up once for each question.
pub(super) fn name(
    reader: &Reader,
    names: &mut HashMap<i64, AccountName>,
    account: i64,
) -> Result<AccountName> {
    if let Some(name) = names.get(&account) {
        return Ok(name.clone());
    }
    let found = named(reader, &store::accounts::at(reader, account)?)?;
    names.insert(account, found.clone());
    Ok(found)
}

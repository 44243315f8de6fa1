//! What an import of history would do, counted before anything is written. The import itself
//! follows the same plan, so that the preview is what happens.

use std::collections::HashMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DecimalSign, HistoryFile, decimal::Decimal, read::HistoryRow};
use crate::credits::{AccountKind, store};
use crate::kernel::{Reader, Result};

/// How many rows of one kind a report names.
const MOST_NAMED: usize = 100;

/// What an import of history does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HistoryReport {
    /// The name of the source.
    pub source: String,
    /// The sign before the fractions of the amounts.
    pub decimal_sign: DecimalSign,
    /// How many rows the file has.
    pub rows: u32,
    /// How many of them the book knows already: nothing happens to these.
    pub known: u32,
    /// How many are posted.
    pub posted: u32,
    /// What the posted rows move together.
    pub minutes: i64,
    /// How many of the new rows had a fraction of a minute, those that became zero included.
    pub rounded: u32,
    /// What the rounding adds in all, in minutes, to the last digit.
    pub difference: String,
    /// How many new rows move nothing.
    pub unposted_count: u32,
    /// New rows that move nothing; the first hundred.
    pub unposted: Vec<UnpostedRow>,
    /// How many accounts are opened.
    pub accounts: u32,
    /// Which of the named issuers the new rows hold.
    pub issuers: Vec<String>,
    /// How many accounts that do not issue end below zero.
    pub below_zero_count: u32,
    /// Accounts that do not issue and end below zero, the lowest first; the first hundred.
    pub below_zero: Vec<BelowZero>,
    /// The first day of the new rows.
    pub from_day: Option<NaiveDate>,
    /// The last day of the new rows.
    pub until_day: Option<NaiveDate>,
    /// How many rows cannot be read. While there are any, nothing is imported.
    pub bad_count: u32,
    /// Rows that cannot be read; the first hundred.
    pub bad: Vec<BadRow>,
}

/// A row that moves nothing. It is remembered, so that it is known the next time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct UnpostedRow {
    /// The line of the file; nothing once the import is done.
    pub line: Option<u32>,
    /// Its id in the source.
    pub outside_id: String,
    /// The amount as it stands in the file.
    pub amount: String,
    /// Why nothing moves.
    pub reason: UnpostedReason,
}

/// Why a row moves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnpostedReason {
    /// Less than half a minute.
    Zero,
    /// From an account to itself.
    ToItself,
}

/// An account that would stand below zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BelowZero {
    /// Its name in the source.
    pub name: String,
    /// What stands on it after the import.
    pub minutes: i64,
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BadRow {
    /// The line of the file.
    pub line: u32,
    /// What is wrong with it.
    pub reason: BadReason,
    /// The cell that cannot be read.
    pub text: String,
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum BadReason {
    /// It has no id of its own, or one that cannot be kept.
    IdUnreadable,
    /// Another row of the file has the same id.
    IdTwice,
    /// Giver or receiver is missing or cannot be kept.
    AccountUnreadable,
    /// Not a day or an instant.
    DayUnreadable,
    /// Not an amount.
    AmountUnreadable,
    /// An amount below zero.
    AmountNegative,
    /// An amount that no neighbourhood ever moves.
    AmountTooLarge,
    /// What the source calls the transfer cannot be kept.
    KindUnreadable,
    /// A name holds digits that look like a citizen service number.
    CitizenServiceNumber,
}

impl BadRow {
    pub(super) fn new(line: u32, reason: BadReason, text: &str) -> Self {
        Self {
            line,
            reason,
            text: text.chars().take(60).collect(),
        }
    }
}

/// What an import would do, with the rows that are new to the book.
pub(super) struct Plan<'file> {
    pub new: Vec<&'file HistoryRow>,
    pub report: HistoryReport,
}

impl HistoryRow {
    /// Why the row moves nothing, if it does not.
    pub(super) fn moves_nothing(&self) -> Option<UnpostedReason> {
        if self.giver == self.receiver {
            Some(UnpostedReason::ToItself)
        } else {
            (self.rounded.minutes == 0).then_some(UnpostedReason::Zero)
        }
    }
}

/// What an import of this file would do. Changes nothing.
///
/// # Errors
/// SQLite's answer; `Code::Stopped`.
pub fn preview(reader: &Reader, file: &HistoryFile) -> Result<HistoryReport> {
    Ok(plan(reader, file)?.report)
}

pub(super) fn plan<'file>(reader: &Reader, file: &'file HistoryFile) -> Result<Plan<'file>> {
    let source = store::history::find_source(reader, &file.source)?;
    let mut new: Vec<&HistoryRow> = Vec::new();
    for row in &file.rows {
        let known = match source {
            Some(source) => store::history::is_known(reader, source, &row.outside_id)?,
            None => false,
        };
        if !known {
            new.push(row);
        }
    }
    let posted: Vec<&HistoryRow> = new
        .iter()
        .copied()
        .filter(|row| row.moves_nothing().is_none())
        .collect();
    let unposted: Vec<UnpostedRow> = new.iter().filter_map(|row| unposted(row)).collect();
    let off = new.iter().filter(|row| !row.rounded.added.is_zero());
    let difference = off
        .clone()
        .try_fold(Decimal::default(), |sum, row| sum.plus(row.rounded.added))
        .ok_or_else(|| crate::kernel::Error::broken("the rounding does not add up"))?;
    let accounts = Accounts::after(reader, file, source, &new)?;
    let days = || new.iter().map(|row| row.happened_at.date_naive());
    let report = HistoryReport {
        source: file.source.clone(),
        decimal_sign: file.decimal_sign,
        rows: count(file.rows.len().saturating_add(file.bad.len())),
        known: count(file.rows.len().saturating_sub(new.len())),
        posted: count(posted.len()),
        minutes: posted
            .iter()
            .fold(0, |sum: i64, row| sum.saturating_add(row.rounded.minutes)),
        rounded: count(off.count()),
        difference: difference.to_string(),
        unposted_count: count(unposted.len()),
        unposted: unposted.into_iter().take(MOST_NAMED).collect(),
        accounts: accounts.opened,
        issuers: accounts.issuers,
        below_zero_count: count(accounts.below_zero.len()),
        below_zero: accounts.below_zero.into_iter().take(MOST_NAMED).collect(),
        from_day: days().min(),
        until_day: days().max(),
        bad_count: count(file.bad.len()),
        bad: file.bad.iter().take(MOST_NAMED).cloned().collect(),
    };
    Ok(Plan { new, report })
}

/// What the accounts of a source are like after the import.
struct Accounts {
    opened: u32,
    issuers: Vec<String>,
    below_zero: Vec<BelowZero>,
}

impl Accounts {
    fn after(
        reader: &Reader,
        file: &HistoryFile,
        source: Option<i64>,
        rows: &[&HistoryRow],
    ) -> Result<Self> {
        let mut moved: HashMap<&str, i64> = HashMap::new();
        for row in rows {
            for (name, minutes) in [
                (&row.giver, row.rounded.minutes.saturating_neg()),
                (&row.receiver, row.rounded.minutes),
            ] {
                let sum = moved.entry(name).or_default();
                *sum = sum.saturating_add(minutes);
            }
        }
        let mut after = Self {
            opened: 0,
            issuers: Vec::new(),
            below_zero: Vec::new(),
        };
        for (name, minutes) in moved {
            let there = match source {
                Some(source) => store::history::find_account(reader, source, name)?,
                None => None,
            };
            if there.is_none() {
                after.opened = after.opened.saturating_add(1);
            }
            let named = file.issuers.contains(name);
            if named {
                after.issuers.push(name.to_owned());
            }
            let issues = named || there.is_some_and(|(_, kind)| kind == AccountKind::Issuing);
            // Who issues may stand anywhere, and has the longest account to add up.
            if issues {
                continue;
            }
            let before = match there {
                Some((account, _)) => store::transfers::balance(reader, account)?,
                None => 0,
            };
            let minutes = before.saturating_add(minutes);
            if minutes < 0 {
                let name = name.to_owned();
                after.below_zero.push(BelowZero { name, minutes });
            }
        }
        after.issuers.sort();
        let key = |one: &BelowZero| (one.minutes, one.name.clone());
        after.below_zero.sort_by_key(key);
        Ok(after)
    }
}

fn unposted(row: &HistoryRow) -> Option<UnpostedRow> {
    Some(UnpostedRow {
        line: Some(row.line),
        outside_id: row.outside_id.clone(),
        amount: row.amount.clone(),
        reason: row.moves_nothing()?,
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

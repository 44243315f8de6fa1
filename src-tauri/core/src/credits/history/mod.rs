//! Transfers that happened in another book or program, taken over as history. Every row is known
//! again by the name of its source and its own id there, so the same file adds nothing twice.
//!
//! The limits of the desk do not bind what already happened: accounts may stand below zero, and an
//! amount may be more than a day. Fractions are counted exactly and rounded once, half away from
//! zero, to whole minutes; what the rounding comes to is reported to the last digit.

mod decimal;
mod guess;
mod imports;
mod moment;
mod post;
mod read;
mod report;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use guess::{MappingGuess, guess};
pub use imports::{HistoryImport, ListImports};
pub use post::{HistoryReceipt, import, undo};
pub use read::{HistoryFile, read};
pub use report::{
    BadReason, BadRow, BelowZero, HistoryReport, UnpostedReason, UnpostedRow, preview,
};

/// Which column of a file means what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct TransferMapping {
    /// The column with the account that gave.
    pub from: String,
    /// The column with the account that received.
    pub to: String,
    /// The column with the amount, in units of the source.
    pub amount: String,
    /// The column with the day or the instant; without a zone it is UTC.
    pub at: String,
    /// The column with the row's own id in the source.
    pub id: String,
    /// The column with what the source calls this kind of transfer.
    #[serde(default)]
    pub kind: Option<String>,
    /// How many minutes one unit of the source is worth.
    pub minutes_per_unit: i64,
    /// The names of the accounts that issue.
    #[serde(default)]
    pub issuers: Vec<String>,
    /// The name of the source; the file's own name without its ending if left out.
    #[serde(default)]
    pub source: Option<String>,
    /// The sign before the fraction; found out from the column if left out.
    #[serde(default)]
    pub decimal_sign: Option<DecimalSign>,
}

/// The sign before the fraction of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub enum DecimalSign {
    /// `1.5`
    #[serde(rename = ".")]
    Point,
    /// `1,5`
    #[serde(rename = ",")]
    Comma,
}

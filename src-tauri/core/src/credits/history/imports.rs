//! The imports of history that this book has seen.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::UnpostedRow;
use crate::credits::store;
use crate::kernel::{Ask, Read, Reader, Result, Role};

/// The imports of history, the last one first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListImports {}

/// An import of history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HistoryImport {
    /// Its number.
    pub number: i64,
    /// The name of the source.
    pub source: String,
    /// When it was done.
    pub recorded_at: DateTime<Utc>,
    /// How many rows the file had.
    pub rows: u32,
    /// How many of them the book knew already.
    pub known: u32,
    /// How many of the new rows had a fraction of a minute.
    pub rounded: u32,
    /// What the rounding added in all, in minutes, to the last digit.
    pub difference: String,
    /// How many rows of it stand in the book; none if it was taken back.
    pub posted: u32,
    /// How many rows moved nothing.
    pub unposted_count: u32,
    /// Rows that moved nothing; the first hundred.
    pub unposted: Vec<UnpostedRow>,
}

impl Ask for ListImports {
    const NAME: &'static str = "credits.imports";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<HistoryImport>;
}

impl Read for ListImports {
    fn run(self, reader: &Reader) -> Result<Vec<HistoryImport>> {
        store::history::imports(reader)
    }
}

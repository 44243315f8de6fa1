//! The frozen type of format 1: what format 0 told, and the head of the ledger's chain, so that the
//! receiver holds a proof that the book was not written anew. Its JSON Schema stands in
//! `tests/fixtures/snapshot-v1.schema.json`.
//!
//! The head goes without its number: how many bookings there were would be an exact count.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Exact, FormatName, Label, Method, Period, Population, Sha256Text, SnapshotDay, Status, Tables,
};
use crate::snapshot::publishable::{Publishable, publishable, sealed::Sealed};

/// The version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct VersionOne(#[schemars(range(min = 1, max = 1))] u32);

impl Sealed for VersionOne {}
impl Publishable for VersionOne {}

publishable! {
    /// One closed quarter of a neighbourhood enterprise in numbers. Holds no person. Numbers are
    /// rounded down: a count of 0 means 0 to 4, hours of 0 mean 0 to 9.
    pub struct SnapshotV1 {
        /// The name of this format.
        pub format: FormatName,
        /// The version of this format.
        pub version: VersionOne,
        /// A draft, unsigned.
        pub status: Status,
        /// The neighbourhood enterprise.
        pub centre: Label,
        /// Its town or neighbourhood.
        pub place: Option<Label>,
        /// The quarter.
        pub period: Period,
        /// The day the book began: hours given before it were not booked in it.
        pub book_began: SnapshotDay,
        /// Its place among the snapshots of this book.
        pub sequence: Exact,
        /// The SHA-256 of the snapshot before it.
        pub previous_sha256: Option<Sha256Text>,
        /// The head of the ledger's chain after the last booking of the quarter: later it proves
        /// that these bookings are still the same.
        pub ledger_head: Sha256Text,
        /// How the numbers were made safe to tell.
        pub method: Method,
        /// Whether there are enough members for tables.
        pub population: Population,
        /// The tables, if there are.
        pub tables: Option<Tables>,
    }
}

//! The frozen type of format 2: what format 1 told, that it is signed, and with which key. Its JSON
//! Schema stands in `tests/fixtures/snapshot-v2.schema.json`.
//!
//! The key stands in the file, so that a receiver who does not know the sender yet sees the same
//! fingerprint as on paper. Nobody is trusted because of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Exact, FormatName, Label, Method, Period, Population, Sha256Text, SnapshotDay, SnapshotV0,
    SnapshotV1, Tables,
};
use crate::snapshot::publishable::{Publishable, publishable, sealed::Sealed};

/// The version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct VersionTwo(#[schemars(range(min = 2, max = 2))] u32);

impl VersionTwo {
    pub(in crate::snapshot) const PRESENT: Self = Self(2);
}

/// How far the format can be relied upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatusTwo {
    /// A draft: the format may still change. A signature of the centre belongs to the file.
    DraftSigned,
}

/// A public key as minisign writes it, 56 signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct PublicKeyText(
    #[schemars(regex(pattern = "^[A-Za-z0-9+/]{56}$"))] pub(in crate::snapshot) String,
);

impl Sealed for VersionTwo {}
impl Publishable for VersionTwo {}
impl Sealed for StatusTwo {}
impl Publishable for StatusTwo {}
impl Sealed for PublicKeyText {}
impl Publishable for PublicKeyText {}

publishable! {
    /// One closed quarter of a neighbourhood enterprise in numbers. Holds no person. Numbers are
    /// rounded down: a count of 0 means 0 to 4, hours of 0 mean 0 to 9.
    pub struct SnapshotV2 {
        /// The name of this format.
        pub format: FormatName,
        /// The version of this format.
        pub version: VersionTwo,
        /// A draft, signed.
        pub status: StatusTwo,
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
        /// The key with which the file is signed. Only a key that was handed over otherwise, on
        /// paper, proves whose it is.
        pub public_key: PublicKeyText,
        /// How the numbers were made safe to tell.
        pub method: Method,
        /// Whether there are enough members for tables.
        pub population: Population,
        /// The tables, if there are.
        pub tables: Option<Tables>,
    }
}

/// A snapshot of any version that was ever made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(untagged)]
pub enum Snapshot {
    /// Format 2.
    V2(SnapshotV2),
    /// Format 1.
    V1(SnapshotV1),
    /// Format 0.
    V0(SnapshotV0),
}

impl Snapshot {
    /// The tables, if there are.
    pub(in crate::snapshot) fn tables(self) -> Option<Tables> {
        match self {
            Self::V2(snapshot) => snapshot.tables,
            Self::V1(snapshot) => snapshot.tables,
            Self::V0(snapshot) => snapshot.tables,
        }
    }
}

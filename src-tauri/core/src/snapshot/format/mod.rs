//! The frozen types of format 0, and beside them those of the formats after it. Old files outlive
//! the program, so these never change: another content is another version with types of its own.
//! Their JSON Schema stands in `tests/fixtures/snapshot-v0.schema.json`.

mod v1;
mod v2;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use v1::SnapshotV1;
pub use v2::{PublicKeyText, Snapshot, SnapshotV2, StatusTwo, VersionTwo};

use super::publishable::{Publishable, publishable, sealed::Sealed};
use crate::{
    centre::CentreFields,
    kernel::{Quarter, Result},
};

/// Counts are rounded down to a multiple of this; fewer look like none.
pub const COUNT_STEP: u32 = 5;
/// Hours are rounded down to a multiple of this.
pub const HOUR_STEP: u32 = 10;
/// So many persons must have given hours before hours are told.
pub const LEAST_CONTRIBUTORS: u32 = 5;
/// With fewer members there are no tables.
pub const LEAST_MEMBERS: u32 = 20;

/// Rounded down to a multiple of 5: 0 means 0 to 4, 5 means 5 to 9.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(transparent)]
#[schemars(extend("multipleOf" = 5))]
pub struct Count(u32);

impl Count {
    /// The count of something.
    #[must_use]
    pub fn of(exact: u32) -> Self {
        Self(rounded_down(exact, COUNT_STEP))
    }

    /// What is told.
    #[must_use]
    pub fn told(self) -> u32 {
        self.0
    }
}

/// Hours, rounded down to a multiple of 10: 0 means 0 to 9.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(transparent)]
#[schemars(extend("multipleOf" = 10))]
pub struct Hours(u32);

impl Hours {
    /// The whole hours in so many minutes; none for less than nothing.
    #[must_use]
    pub fn of_minutes(minutes: i64) -> Self {
        let hours = minutes.max(0).checked_div(60).unwrap_or_default();
        let hours = u32::try_from(hours).unwrap_or(u32::MAX);
        Self(rounded_down(hours, HOUR_STEP))
    }

    /// What is told.
    #[must_use]
    pub fn told(self) -> u32 {
        self.0
    }
}

/// An exact number: of organisations, of papers that left; never of persons.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(transparent)]
pub struct Exact(pub(super) u32);

/// What the centre wrote about itself: its name, its place, the name of a theme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct Label(String);

impl Label {
    pub(super) fn centre(centre: &CentreFields) -> Self {
        Self(centre.name.clone())
    }

    pub(super) fn place(centre: &CentreFields) -> Option<Self> {
        centre.place.clone().map(Self)
    }

    pub(super) fn theme(name: &str) -> Self {
        Self(name.to_owned())
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// A SHA-256, 64 signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct Sha256Text(#[schemars(regex(pattern = "^[0-9a-f]{64}$"))] pub(super) String);

/// A quarter, `2026Q3`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct QuarterName(#[schemars(regex(pattern = "^[0-9]{4}Q[1-4]$"))] pub(super) String);

/// A day of a quarter or of the book, never of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct SnapshotDay(pub(super) NaiveDate);

/// The name of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub enum FormatName {
    /// A snapshot of Wijkboek.
    #[serde(rename = "wijkboek-snapshot")]
    Snapshot,
}

/// The version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct Version(#[schemars(range(min = 0, max = 0))] u32);

/// How far the format can be relied upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A draft: the format may still change, and nobody signed the file.
    DraftUnsigned,
}

/// How large the neighbourhood enterprise is, as far as that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// Too few members for tables in which nobody can be recognised.
    FewerThan25,
    /// Twenty members or more.
    TwentyOrMore,
}

publishable! {
    /// One closed quarter of a neighbourhood enterprise in numbers. Holds no person. Numbers are
    /// rounded down: a count of 0 means 0 to 4, hours of 0 mean 0 to 9.
    pub struct SnapshotV0 {
        /// The name of this format.
        pub format: FormatName,
        /// The version of this format.
        pub version: Version,
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
        /// How the numbers were made safe to tell.
        pub method: Method,
        /// Whether there are enough members for tables.
        pub population: Population,
        /// The tables, if there are.
        pub tables: Option<Tables>,
    }

    /// A closed quarter.
    pub struct Period {
        /// Its name.
        pub quarter: QuarterName,
        /// Its first day.
        pub first_day: SnapshotDay,
        /// Its last day: members, certificates and agreements stand as they were on it.
        pub last_day: SnapshotDay,
    }

    /// How the numbers were made safe to tell.
    pub struct Method {
        /// Counts of persons are rounded down to a multiple of this.
        pub counts_rounded_down_to: Exact,
        /// Hours are rounded down to a multiple of this.
        pub hours_rounded_down_to: Exact,
        /// So many persons gave hours to a theme that is told.
        pub least_contributors: Exact,
        /// With fewer members there are no tables.
        pub least_members: Exact,
    }

    /// The tables. None has a total: what is not told cannot be found by subtraction.
    pub struct Tables {
        /// T1: members by kind of membership on the last day.
        pub members: MembersByKind,
        /// T3: hours given, by theme, booked in the quarter.
        pub hours: HoursByTheme,
        /// T4: certificates of support by state on the last day.
        pub certificates: CertificatesByState,
        /// T6: agreements by status on the last day. Organisations, not persons: exact.
        pub agreements: AgreementsByStatus,
    }

    /// Members by kind of membership.
    pub struct MembersByKind {
        /// Take part in the work.
        pub active: Count,
        /// Support without taking part.
        pub passive: Count,
        /// Friends of the enterprise.
        pub friends: Count,
    }

    /// Hours given.
    pub struct HoursByTheme {
        /// The themes that enough persons gave hours to.
        pub themes: Vec<ThemeHours>,
        /// All other themes together, if enough persons gave hours to them.
        pub other: Option<Hours>,
    }

    /// Hours given to one theme.
    pub struct ThemeHours {
        /// The name that the centre gave it.
        pub theme: Label,
        /// The hours.
        pub hours: Hours,
    }

    /// Certificates of support by state.
    pub struct CertificatesByState {
        /// Made out, not signed yet.
        pub issued: Count,
        /// Signed, not handed over yet.
        pub signed: Count,
        /// In the holder's hands.
        pub handed_over: Count,
        /// No longer in force.
        pub withdrawn: Count,
        /// The states that tell 0, together, where that gives none of them away.
        pub other: Option<Count>,
    }

    /// Agreements by status.
    pub struct AgreementsByStatus {
        /// The first day is still to come.
        pub not_yet_started: AgreementCounts,
        /// Running, the end far or not known.
        pub running: AgreementCounts,
        /// Running, the weeks to prepare for its end have begun.
        pub ending_soon: AgreementCounts,
        /// Holds no more.
        pub ended: AgreementCounts,
    }

    /// How many agreements.
    pub struct AgreementCounts {
        /// All of them.
        pub all: Exact,
        /// Those with a municipality.
        pub with_municipality: Exact,
    }
}

macro_rules! fit_to_leave {
    ($($type:ty),* $(,)?) => {$(
        impl Sealed for $type {}
        impl Publishable for $type {}
    )*};
}

fit_to_leave!(
    Count,
    Hours,
    Exact,
    Label,
    Sha256Text,
    QuarterName,
    SnapshotDay,
    FormatName,
    Version,
    Status,
    Population,
);

impl Period {
    pub(super) fn of(quarter: Quarter) -> Result<Self> {
        let end = quarter.end()?;
        Ok(Self {
            quarter: QuarterName(quarter.to_string()),
            first_day: SnapshotDay(quarter.first_day()?),
            last_day: SnapshotDay(end.pred_opt().unwrap_or(end)),
        })
    }
}

impl Method {
    pub(super) fn draft() -> Self {
        Self {
            counts_rounded_down_to: Exact(COUNT_STEP),
            hours_rounded_down_to: Exact(HOUR_STEP),
            least_contributors: Exact(LEAST_CONTRIBUTORS),
            least_members: Exact(LEAST_MEMBERS),
        }
    }
}

/// The JSON Schema of a snapshot as it was in format 0.
#[must_use]
pub fn schema_v0() -> Schema {
    schemars::schema_for!(SnapshotV0)
}

/// The JSON Schema of a snapshot as it was in format 1.
#[must_use]
pub fn schema_v1() -> Schema {
    schemars::schema_for!(SnapshotV1)
}

/// The JSON Schema of a snapshot.
#[must_use]
pub fn schema() -> Schema {
    schemars::schema_for!(SnapshotV2)
}

fn rounded_down(exact: u32, step: u32) -> u32 {
    exact.saturating_sub(exact.checked_rem(step).unwrap_or_default())
}

//! The snapshot: one closed quarter in numbers, for the municipality. It reads every room and
//! writes in none; it holds no person, because only what is `Publishable` can be serialised here.
//!
//! A draft format, version 1, unsigned: counts are rounded down to fives, small ones merged or not
//! told from zero, and there are no totals to subtract from. What two snapshots side by side could
//! tell is the subject of the full method, which will freeze the format.

mod format;
mod make;
mod protect;
mod publishable;
mod show;
mod store;
mod tables;

pub use format::{
    AgreementCounts, AgreementsByStatus, CertificatesByState, Count, Exact, FormatName, Hours,
    HoursByTheme, Label, MembersByKind, Method, Period, Population, Sha256Text, Snapshot,
    SnapshotV0, SnapshotV1, Status, Tables, ThemeHours, schema, schema_v0,
};
pub use make::{SnapshotReceipt, bytes, file_name, make};
pub use publishable::Publishable;
pub use show::{
    ListSnapshots, PreviewSnapshot, QuarterState, QuarterToMake, ShowQuarters, SnapshotMade,
    SnapshotPreview, SnapshotTold,
};

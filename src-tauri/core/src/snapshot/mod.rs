//! The snapshot: one closed quarter in numbers, for the municipality. It reads every room and
//! writes in none; it holds no person, because only what is `Publishable` can be serialised here.
//!
//! A draft format, version 2, signed: counts are rounded down to fives, small ones merged or not
//! told from zero, and there are no totals to subtract from. What two snapshots side by side could
//! tell is the subject of the full method, which will freeze the format. Whoever receives one finds
//! in `check` whether it is what its centre signed.

mod check;
mod format;
mod make;
mod protect;
mod publishable;
mod show;
mod signing;
mod store;
mod tables;

pub use check::{
    Delivery, MOST_BYTES, MOST_SIGNATURE_BYTES, Neighbour, SnapshotAbout, SnapshotChecked,
    SnapshotFinding, SnapshotVerdict, check,
};
pub use format::{
    AgreementCounts, AgreementsByStatus, CertificatesByState, Count, Exact, FormatName, Hours,
    HoursByTheme, Label, MembersByKind, Method, Period, Population, Sha256Text, Snapshot,
    SnapshotV0, SnapshotV1, SnapshotV2, Status, StatusTwo, Tables, ThemeHours, schema, schema_v0,
    schema_v1,
};
pub use make::{SnapshotReceipt, bytes, file_name, make, signature};
pub use publishable::Publishable;
pub use show::{
    ListSnapshots, PreviewSnapshot, QuarterState, QuarterToMake, ShowQuarters, SnapshotMade,
    SnapshotPreview, SnapshotTold,
};
pub use signing::{ENDING, Sender, ShowSigningKey, SigningKeyShown};

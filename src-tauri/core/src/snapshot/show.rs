//! Looking at snapshots: which can be made, what exactly would leave, what left already.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Snapshot, Tables, make, signing, store};
use crate::kernel::{Ask, Quarter, Read, Reader, Result, Role};

/// So many quarters are offered; older ones can still be asked for.
const MOST_QUARTERS: usize = 40;

/// The quarters that this book can tell of, the present one first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowQuarters {}

/// A quarter of this book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct QuarterToMake {
    /// `2026Q3`.
    pub quarter: String,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
    /// Whether a snapshot of it can be made.
    pub state: QuarterState,
}

/// Whether a snapshot of a quarter can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuarterState {
    /// It still goes on.
    Open,
    /// It can be made.
    Ready,
    /// It was made.
    Made,
}

/// What exactly leaves the house for a quarter: as it was made, or as it would be made now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewSnapshot {
    /// `2026Q3`: a closed quarter, never days of choice.
    pub quarter: String,
}

/// What exactly leaves the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SnapshotPreview {
    /// When it was made; nothing if it was not yet.
    pub made_at: Option<DateTime<Utc>>,
    /// The name that its file is given.
    pub file: String,
    /// The name of the signature file beside it; none for one from before the signatures.
    pub signature_file: Option<String>,
    /// The SHA-256 of the file, 64 signs.
    pub sha256: String,
    /// The file itself, to the last sign.
    pub json: String,
    /// The same, to be shown as tables.
    pub snapshot: Snapshot,
    /// The last quarter before it that was told, to compare with.
    pub former: Option<SnapshotTold>,
    /// The quarter of the snapshot that was made before this one, whose digest stands in this one.
    pub previous: Option<String>,
}

/// A quarter that was told before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SnapshotTold {
    /// `2026Q2`.
    pub quarter: String,
    /// Its place among the snapshots of this book.
    pub sequence: u32,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// What it told, if there were tables.
    pub tables: Option<Tables>,
}

/// The snapshots that were made, the latest quarter first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListSnapshots {}

/// A snapshot that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SnapshotMade {
    /// Its place among the snapshots of this book.
    pub sequence: u32,
    /// `2026Q3`.
    pub quarter: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The SHA-256 of the file, 64 signs.
    pub sha256: String,
    /// How large the file is, in bytes.
    pub size: u32,
}

impl Ask for ShowQuarters {
    const NAME: &'static str = "snapshot.quarters";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<QuarterToMake>;
}

impl Read for ShowQuarters {
    fn run(self, reader: &Reader) -> Result<Vec<QuarterToMake>> {
        let present = Quarter::of(reader.now().date_naive());
        let first = make::first(reader)?;
        let made: Vec<Quarter> = store::all(reader)?
            .into_iter()
            .map(|kept| kept.quarter)
            .collect();
        let mut quarters = Vec::new();
        let mut quarter = present;
        while quarter >= first.min(present) && quarters.len() < MOST_QUARTERS {
            let (first_day, end) = (quarter.first_day()?, quarter.end()?);
            quarters.push(QuarterToMake {
                quarter: quarter.to_string(),
                first_day,
                last_day: end.pred_opt().unwrap_or(end),
                state: match quarter {
                    quarter if made.contains(&quarter) => QuarterState::Made,
                    quarter if quarter < present => QuarterState::Ready,
                    _ => QuarterState::Open,
                },
            });
            quarter = Quarter::of(first_day.pred_opt().unwrap_or(first_day));
        }
        Ok(quarters)
    }
}

impl Ask for PreviewSnapshot {
    const NAME: &'static str = "snapshot.preview";
    const ROLE: Role = Role::Reader;
    type Answer = SnapshotPreview;
}

impl Read for PreviewSnapshot {
    /// # Errors
    /// `Code::QuarterUnreadable`, `Code::QuarterStillOpen`, `Code::QuarterBeforeBook`.
    fn run(self, reader: &Reader) -> Result<SnapshotPreview> {
        let quarter: Quarter = self.quarter.parse()?;
        let sheet = make::sheet(reader, quarter)?;
        let file = make::file_name(reader, quarter)?;
        let signed = matches!(sheet.snapshot, Snapshot::V2(_));
        Ok(SnapshotPreview {
            made_at: sheet.made.then_some(sheet.kept.made_at),
            signature_file: signed.then(|| format!("{file}.{}", signing::ENDING)),
            file,
            sha256: hex::encode(&sheet.kept.sha256),
            json: String::from_utf8_lossy(&sheet.kept.bytes).into_owned(),
            snapshot: sheet.snapshot,
            former: store::before(reader, quarter)?.map(told).transpose()?,
            previous: store::numbered(reader, sheet.kept.sequence.saturating_sub(1))?
                .map(|kept| kept.quarter.to_string()),
        })
    }
}

impl Ask for ListSnapshots {
    const NAME: &'static str = "snapshot.list";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<SnapshotMade>;
}

impl Read for ListSnapshots {
    fn run(self, reader: &Reader) -> Result<Vec<SnapshotMade>> {
        let made = |kept: store::Kept| SnapshotMade {
            sequence: kept.sequence,
            quarter: kept.quarter.to_string(),
            made_at: kept.made_at,
            sha256: hex::encode(&kept.sha256),
            size: u32::try_from(kept.bytes.len()).unwrap_or(u32::MAX),
        };
        Ok(store::all(reader)?.into_iter().map(made).collect())
    }
}

fn told(kept: store::Kept) -> Result<SnapshotTold> {
    let snapshot: Snapshot = serde_json::from_slice(&kept.bytes)?;
    Ok(SnapshotTold {
        quarter: kept.quarter.to_string(),
        sequence: kept.sequence,
        made_at: kept.made_at,
        tables: snapshot.tables(),
    })
}

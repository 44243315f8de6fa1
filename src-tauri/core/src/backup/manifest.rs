//! What a backup says about itself before it is opened. No name of a person stands here.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::kernel::{self, Code, Moment, Result, SCHEMA_VERSION};

/// The name of the format.
const FORMAT: &str = "wijkboek-backup";
/// The version that this program writes. The first one had no counts and no digest of the keys.
const VERSION: u32 = 2;

/// The manifest of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    version: u32,
    /// Which book it is of.
    pub book_id: Uuid,
    /// The book's name, as its folder said it.
    pub name: String,
    /// The schema of its database.
    pub schema: usize,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The last act in it.
    pub last_act: i64,
    /// When the last act was recorded.
    pub last_act_at: Option<DateTime<Utc>>,
    /// The head of the ledger's chain; none in the first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger_head: Option<kernel::Head>,
    /// The head of the audit's chain; none in the first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_head: Option<kernel::Head>,
    /// The size of the database in bytes.
    pub database_bytes: u64,
    /// The SHA-256 of the database.
    pub database_sha256: String,
    /// The SHA-256 of the keys; none in the first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys_sha256: Option<String>,
    /// Every table with its number of rows; empty in the first version.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<String, u64>,
}

/// What every version of the manifest begins with.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
    schema: usize,
}

impl Manifest {
    /// The manifest of a database that was just copied and checked.
    pub(super) fn new(moment: &Moment, name: String, made_at: DateTime<Utc>) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            book_id: moment.book_id,
            name,
            schema: moment.schema,
            made_at,
            last_act: moment.last_act,
            last_act_at: moment.last_act_at,
            ledger_head: None,
            audit_head: None,
            database_bytes: 0,
            database_sha256: String::new(),
            keys_sha256: None,
            rows: BTreeMap::new(),
        }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// `Code::BackupIsDamaged`, `Code::NotABackup`, `Code::BookIsNewer`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        // The head alone first: what a newer version added need not be understood to refuse it.
        let head: Head =
            serde_json::from_slice(bytes).map_err(|_| Code::BackupIsDamaged.refusal())?;
        if head.format != FORMAT {
            return Code::NotABackup.refuse();
        }
        let newer =
            |found: u64, known: u64| Code::BookIsNewer.with("found", found).with("known", known);
        if head.version > VERSION {
            return newer(head.version.into(), VERSION.into()).refuse();
        }
        if head.schema > SCHEMA_VERSION {
            return newer(head.schema as u64, SCHEMA_VERSION as u64).refuse();
        }
        Ok(serde_json::from_slice(bytes).map_err(|_| Code::BackupIsDamaged.refusal())?)
    }

    /// How many rows a table had when the backup was made.
    #[must_use]
    pub fn rows_of(&self, table: &str) -> Option<u64> {
        self.rows.get(table).copied()
    }
}

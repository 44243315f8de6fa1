//! What a backup says about itself before it is opened. No name of a person stands here.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::kernel::{Code, Result, SCHEMA_VERSION};

/// The name of the format.
const FORMAT: &str = "wijkboek-backup";
/// The version that this program writes.
const VERSION: u32 = 1;

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
    /// The size of the database in bytes.
    pub database_bytes: u64,
    /// The SHA-256 of the database.
    pub database_sha256: String,
}

impl Manifest {
    /// The manifest of a database that was just copied.
    pub(super) fn new(book_id: Uuid, name: String, made_at: DateTime<Utc>) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            book_id,
            name,
            schema: SCHEMA_VERSION,
            made_at,
            last_act: 0,
            last_act_at: None,
            database_bytes: 0,
            database_sha256: String::new(),
        }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// `Code::NotABackup`, `Code::BookIsNewer`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|_| Code::NotABackup.refusal())?;
        if manifest.format != FORMAT {
            return Code::NotABackup.refuse();
        }
        if manifest.version > VERSION || manifest.schema > SCHEMA_VERSION {
            return Code::BookIsNewer
                .with("found", manifest.schema)
                .with("known", SCHEMA_VERSION)
                .refuse();
        }
        Ok(manifest)
    }
}

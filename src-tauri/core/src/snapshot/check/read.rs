//! Reading a file that may be anything. Duplicate keys, unknown fields, numbers that are no whole
//! numbers, a byte order mark and a tail are refused by the frozen types and by serde; of a newer
//! version nothing is read but that it is one.

use serde::{Deserialize, de::IgnoredAny};

use super::{PublicKey, SnapshotFinding};
use crate::snapshot::{SnapshotV0, SnapshotV1, SnapshotV2};

const FORMAT: &str = "wijkboek-snapshot";
const NEWEST: u64 = 2;

/// What of a snapshot says where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub centre: String,
    pub quarter: String,
    pub sequence: u32,
    pub previous_sha256: Option<String>,
}

/// Why a file does not read.
pub enum Unread {
    NotComplete,
    NewerVersion,
    NotASnapshot,
    /// It reads, but it is from before the signatures.
    NeverSigned(Content),
}

impl Unread {
    pub fn finding(&self) -> SnapshotFinding {
        match self {
            Self::NotComplete => SnapshotFinding::NotComplete,
            Self::NewerVersion => SnapshotFinding::NewerVersion,
            Self::NotASnapshot => SnapshotFinding::NotASnapshot,
            Self::NeverSigned(_) => SnapshotFinding::NeverSigned,
        }
    }
}

impl From<serde_json::Error> for Unread {
    fn from(error: serde_json::Error) -> Self {
        if error.is_eof() {
            Self::NotComplete
        } else {
            Self::NotASnapshot
        }
    }
}

/// Which version a file is of. Other fields are stepped over, not read.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

macro_rules! content {
    ($snapshot:expr) => {
        Content {
            centre: $snapshot.centre.text().to_owned(),
            quarter: $snapshot.period.quarter.0.clone(),
            sequence: $snapshot.sequence.0,
            previous_sha256: $snapshot.previous_sha256.as_ref().map(|sha| sha.0.clone()),
        }
    };
}

/// The content of a signed snapshot and the key that it names.
pub fn content(file: &[u8]) -> Result<(Content, PublicKey), Unread> {
    // Whole JSON first: what breaks off is told as that, whatever stands in it.
    serde_json::from_slice::<IgnoredAny>(file)?;
    let head: Head = serde_json::from_slice(file)?;
    if head.format != FORMAT {
        return Err(Unread::NotASnapshot);
    }
    match head.version {
        NEWEST => {
            let snapshot: SnapshotV2 = serde_json::from_slice(file)?;
            let key = snapshot.public_key.0.parse();
            Ok((content!(snapshot), key.map_err(|_| Unread::NotASnapshot)?))
        }
        1 => {
            let snapshot: SnapshotV1 = serde_json::from_slice(file)?;
            Err(Unread::NeverSigned(content!(snapshot)))
        }
        0 => {
            let snapshot: SnapshotV0 = serde_json::from_slice(file)?;
            Err(Unread::NeverSigned(content!(snapshot)))
        }
        _ => Err(Unread::NewerVersion),
    }
}

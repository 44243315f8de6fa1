//! Making a snapshot: its bytes are kept in the book and are the same for ever.

use chrono::{DateTime, NaiveTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ts_rs::TS;

use super::{
    Publishable, Snapshot, check, format,
    signing::{SignatureFile, SigningKey},
    store::{self, Kept},
    tables,
};
use crate::{
    centre,
    kernel::{Code, Error, Quarter, Reader, Result, Tx, fold},
};

/// What making a snapshot leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SnapshotReceipt {
    /// Its place among the snapshots of this book.
    pub sequence: u32,
    /// The quarter.
    pub quarter: String,
}

/// A snapshot with its exact bytes, made already or as it would be made now.
pub(super) struct Sheet {
    pub kept: Kept,
    pub made: bool,
    pub snapshot: Snapshot,
}

/// Makes the snapshot of a closed quarter, or finds the one that was made: the bytes of a quarter
/// never change. There is no way back, since it has left the house.
///
/// # Errors
/// `Code::QuarterStillOpen`, `Code::QuarterBeforeBook`.
pub fn make(tx: &Tx, quarter: Quarter) -> Result<SnapshotReceipt> {
    let sheet = sheet(tx, quarter)?;
    if !sheet.made {
        store::add(tx, &sheet.kept)?;
    }
    Ok(SnapshotReceipt {
        sequence: sheet.kept.sequence,
        quarter: quarter.to_string(),
    })
}

/// The bytes of a snapshot that was made, for writing them to a file.
///
/// # Errors
/// `Code::NotFound`, `Code::BookIsDamaged` if they are not what was made.
pub fn bytes(reader: &Reader, quarter: Quarter) -> Result<Vec<u8>> {
    let kept = store::of(reader, quarter)?.ok_or_else(|| Code::NotFound.at("quarter"))?;
    whole(&kept)?;
    Ok(kept.bytes)
}

/// The signature file of a snapshot that was made, the same each time; nothing for one from before
/// the signatures, which stays as it was handed over.
///
/// # Errors
/// `Code::NotFound`, `Code::BookIsDamaged` if it was not made with the key of this book.
pub fn signature(reader: &Reader, quarter: Quarter) -> Result<Option<String>> {
    let sheet = sheet(reader, quarter)?;
    if !sheet.made {
        return Code::NotFound.at("quarter").refuse();
    }
    let Snapshot::V2(snapshot) = sheet.snapshot else {
        return Ok(None);
    };
    let key = SigningKey::of(reader)?;
    if snapshot.public_key.0 != key.public().to_string() {
        return Code::BookIsDamaged.refuse();
    }
    let Kept {
        sequence,
        quarter,
        sha256,
        bytes,
        ..
    } = sheet.kept;
    let comment = check::trusted(
        snapshot.centre.text(),
        sequence,
        &quarter.to_string(),
        &sha256,
    );
    Ok(Some(SignatureFile::of(&key, &bytes, &comment).text()))
}

/// The name that the file of a quarter is given.
///
/// # Errors
/// `Code::NotFound` while the centre has no name yet.
pub fn file_name(reader: &Reader, quarter: Quarter) -> Result<String> {
    let centre = fold(&centre::get(reader)?.fields.name).replace(' ', "-");
    let name = if centre.is_empty() {
        "wijkboek"
    } else {
        &centre
    };
    Ok(format!(
        "{name}-{}.json",
        quarter.to_string().to_lowercase()
    ))
}

/// The snapshot of a quarter: the one that was made, or how it would be made now.
pub(super) fn sheet(reader: &Reader, quarter: Quarter) -> Result<Sheet> {
    if let Some(kept) = store::of(reader, quarter)? {
        whole(&kept)?;
        let snapshot = serde_json::from_slice(&kept.bytes)?;
        return Ok(Sheet {
            kept,
            made: true,
            snapshot,
        });
    }
    closed(reader, quarter)?;
    let last = store::last(reader)?;
    let sequence = last
        .as_ref()
        .map_or(0, |last| last.sequence)
        .saturating_add(1);
    let previous = last.map(|last| format::Sha256Text(hex::encode(last.sha256)));
    let snapshot = tables::snapshot(reader, quarter, sequence, previous)?;
    let bytes = published(&snapshot)?;
    let kept = Kept {
        sequence,
        quarter,
        made_at: reader.now(),
        sha256: Sha256::digest(&bytes).to_vec(),
        bytes,
    };
    Ok(Sheet {
        kept,
        made: false,
        snapshot: Snapshot::V2(snapshot),
    })
}

/// Refuses a quarter that still goes on or that the book knows too little of. Both go by UTC, as the
/// bookings do: what is booked after a quarter was told never falls within it.
fn closed(reader: &Reader, quarter: Quarter) -> Result<()> {
    let until = quarter.end()?;
    if reader.now() < midnight(until) {
        return Code::QuarterStillOpen
            .at("quarter")
            .with("quarter", quarter.to_string())
            .with("until", until.to_string())
            .refuse();
    }
    let first = first(reader)?;
    if quarter < first {
        return Code::QuarterBeforeBook
            .at("quarter")
            .with("first", first.to_string())
            .refuse();
    }
    Ok(())
}

/// The first quarter that can be told: the one before the book. A book begins with the members and
/// agreements of its day, which say enough of the quarter just past, and not of those before.
pub(super) fn first(reader: &Reader) -> Result<Quarter> {
    let began = Quarter::of(reader.made_on()?).first_day()?;
    Ok(Quarter::of(began.pred_opt().unwrap_or(began)))
}

/// The one way out: canonical JSON (RFC 8785) of what is publishable.
fn published<T: Publishable>(content: &T) -> Result<Vec<u8>> {
    serde_json_canonicalizer::to_vec(content).map_err(Error::from)
}

fn whole(kept: &Kept) -> Result<()> {
    if Sha256::digest(&kept.bytes).as_slice() == kept.sha256 {
        Ok(())
    } else {
        Code::BookIsDamaged.refuse()
    }
}

pub(super) fn midnight(day: chrono::NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

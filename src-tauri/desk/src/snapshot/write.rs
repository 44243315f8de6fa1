//! A snapshot leaves the house: its bytes are made and kept in the book, then written to a file
//! that the person chooses, and the signature of the centre beside it.

use std::fs;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    kernel::{Ask, Code, Quarter, Read as _, Result, Role, write_new},
    snapshot::{self, PreviewSnapshot, SnapshotReceipt},
};

use super::beside;
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    files::ChosenFile,
};

/// Writes the snapshot of a closed quarter to a file that the person chooses, and its signature in
/// a file beside it. The first time it is made and kept in the book; after that the same bytes are
/// written again. There is no way back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct WriteSnapshot {
    /// `2026Q3`: a closed quarter, never days of choice.
    pub quarter: String,
}

/// A snapshot that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SnapshotWritten {
    /// Which one.
    pub snapshot: SnapshotReceipt,
    /// Where it went.
    pub file: ChosenFile,
    /// The name of the signature file beside it; none for one from before the signatures.
    pub signature_file: Option<String>,
}

impl Ask for WriteSnapshot {
    const NAME: &'static str = "snapshot.write";
    const ROLE: Role = Role::Manager;
    type Answer = Option<SnapshotWritten>;
}

impl AtDesk for WriteSnapshot {
    const KIND: Kind = Kind::Surroundings;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::QuarterUnreadable`, `Code::QuarterStillOpen`, `Code::QuarterBeforeBook`, then
    /// `Code::TargetIsTheBook`, `Code::FileExists`, and nothing is made; `Code::FolderIsReadOnly`
    /// and what the disk said, and the snapshot is made but not written: it can be written again.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<Option<SnapshotWritten>> {
        let quarter: Quarter = self.quarter.parse()?;
        let preview = PreviewSnapshot {
            quarter: self.quarter.clone(),
        };
        let suggested = desk.book()?.read(|reader| preview.run(reader))?.file;
        let Some(path) = desk.choose_target(&suggested)? else {
            return Ok(None);
        };
        let sealed = beside(&path);
        if let Some(taken) = [&path, &sealed].into_iter().find(|path| path.exists()) {
            let name = taken.file_name().unwrap_or_default().to_string_lossy();
            return Code::FileExists.with("name", name).refuse();
        }
        let act = desk.act(envelope, &self)?;
        let book = desk.book_mut()?;
        let made = book.write(&act, |tx| snapshot::make(tx, quarter))?;
        let (bytes, signature) = book.read_back(|reader| {
            let bytes = snapshot::bytes(reader, quarter)?;
            Ok((bytes, snapshot::signature(reader, quarter)?))
        })?;
        // The signature first: a file that has its name has its signature too.
        if let Some(signature) = &signature {
            write_new(&sealed, signature.as_bytes())?;
        }
        if let Err(error) = write_new(&path, &bytes) {
            // A file that has its name all the same keeps its signature.
            if signature.is_some() && !path.exists() {
                drop(fs::remove_file(&sealed));
            }
            return Err(error);
        }
        Ok(Some(SnapshotWritten {
            snapshot: made.receipt,
            signature_file: signature
                .and(sealed.file_name())
                .map(|name| name.to_string_lossy().into_owned()),
            file: desk.keep_file(path),
        }))
    }
}

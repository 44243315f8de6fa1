//! Checking a snapshot that somebody received: its file, the signature file beside it, and the
//! other snapshots in the same folder. It needs no book, since a municipality has none.

use std::{
    fs,
    path::{Path, PathBuf},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    kernel::{Ask, Code, Error, Result, Role, read_bounded},
    snapshot::{
        Delivery, ENDING, MOST_BYTES, MOST_SIGNATURE_BYTES, Neighbour, Sender, SnapshotChecked,
        SnapshotFinding, check,
    },
};

use super::beside;
use crate::{
    Desk, Envelope, Purpose,
    entry::{AtDesk, Kind},
};

/// So many files in a folder are looked at: more than a municipality gets in a hundred years.
const MOST_FILES: usize = 10_000;

/// Checks whether a snapshot that the person chooses is what its centre signed, and whether it
/// follows upon the others in its folder. The signature file lies beside it. Nothing is kept.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckSnapshot {
    /// The public key of the sender or its fingerprint, as it stands on paper; that of the open
    /// book if left out.
    #[serde(default)]
    pub key: Option<String>,
}

impl Ask for CheckSnapshot {
    const NAME: &'static str = "snapshot.check";
    const ROLE: Role = Role::Reader;
    type Answer = Option<SnapshotChecked>;
}

impl AtDesk for CheckSnapshot {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// `Code::SenderUnreadable`, before a file is chosen. Whatever is wrong with the file is an
    /// answer.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<SnapshotChecked>> {
        let key = self.key.as_deref().map(str::trim);
        let known = match key.filter(|key| !key.is_empty()) {
            Some(key) => Some(key.parse()?),
            None => desk
                .open
                .as_ref()
                .map(|open| open.book.read(Sender::own))
                .transpose()?,
        };
        let chosen = desk.surroundings().choose_file(Purpose::Snapshot);
        Ok(chosen.map(|path| checked(&signed_by(path), known.as_ref())))
    }
}

/// Whoever chose the signature file means the snapshot beside it.
fn signed_by(path: PathBuf) -> PathBuf {
    let is_signature = path.extension().is_some_and(|ending| ending == ENDING);
    if is_signature {
        path.with_extension("")
    } else {
        path
    }
}

fn checked(path: &Path, known: Option<&Sender>) -> SnapshotChecked {
    let name = name(path);
    let file = match read_bounded(path, MOST_BYTES) {
        Ok(file) => file,
        Err(error) => return SnapshotChecked::bare(&name, unread(&error)),
    };
    let signature = signature(path);
    let delivery = Delivery {
        name: &name,
        file: &file,
        signature: signature.as_deref(),
    };
    check(&delivery, known, &neighbours(path))
}

fn unread(error: &Error) -> SnapshotFinding {
    match error.code() {
        Some(Code::FileTooLarge) => SnapshotFinding::TooLarge,
        _ => SnapshotFinding::FileUnreadable,
    }
}

/// The signature file of this one. One that is there and cannot be read is no signature.
fn signature(path: &Path) -> Option<Vec<u8>> {
    let beside = beside(path);
    let read = || read_bounded(&beside, MOST_SIGNATURE_BYTES).unwrap_or_default();
    beside.exists().then(read)
}

/// The other snapshots in the folder, in the order of their names.
fn neighbours(path: &Path) -> Vec<Neighbour> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let others = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|other| other.file_name() != path.file_name())
        .filter(|other| other.extension().is_some_and(|ending| ending == "json"))
        .filter(|other| other.is_file());
    let mut others: Vec<PathBuf> = others.take(MOST_FILES).collect();
    others.sort();
    let read = |other: PathBuf| {
        let file = read_bounded(&other, MOST_BYTES).ok()?;
        Neighbour::read(&Delivery {
            name: &name(&other),
            file: &file,
            signature: signature(&other).as_deref(),
        })
    };
    others.into_iter().filter_map(read).collect()
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

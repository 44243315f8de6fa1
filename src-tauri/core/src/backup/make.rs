//! Making a backup in two halves. The first is short and on the desk's thread: the book's file is
//! held still and its keys are read, so that both are of one moment. The second may take its time
//! on another thread: copy, check, pack, read back, give it its name.

use std::{fs, path::Path};

use chrono::{DateTime, Utc};

use super::{Manifest, pack};
use crate::{
    credits::ledger_head,
    kernel::{
        Ambient, Book, Code, Error, Head, OpenCopy, Progress, RawCopy, Reader, Result, Still,
        audit_head, beside, folder, make_private,
    },
};

/// A disk that holds a copy still has so much room for the book itself.
const SPARE: u64 = 64 << 20;

/// Checks of what a copy says, made by the rooms that know it.
pub type Checks = fn(&Reader) -> Result<()>;

/// A backup that was begun.
pub struct Making {
    still: Still,
    stamp: Stamp,
}

/// Makes a backup of an open book in a new file, in one go. Where the book cannot be held still (its
/// disk is full, so that its log cannot be emptied) SQLite copies it by itself.
///
/// # Errors
/// `Code::DiskAlmostFull`; those of `Making::begin` and `Making::finish`.
pub fn make(book: &mut Book, target: &Path, checks: Checks) -> Result<Manifest> {
    book.has_room_for_much(target.parent())?;
    let progress = book.read(|reader| Ok(reader.progress().clone()))?;
    match Making::begin(book) {
        Err(Error::Database(_) | Error::Broken(_)) => make_through_sqlite(book, target, checks),
        begun => begun?.finish(folder_of(target), target, checks, &progress),
    }
}

/// Makes a backup without holding the book still: the desk waits, and nothing is written but the
/// copy itself.
///
/// # Errors
/// Those of `Making::finish`.
pub fn make_through_sqlite(book: &mut Book, target: &Path, checks: Checks) -> Result<Manifest> {
    refuse(target)?;
    let progress = book.read(|reader| Ok(reader.progress().clone()))?;
    let draft = beside(target, "database.part");
    let raw = book.maintain(|upkeep| upkeep.copy_raw(&draft))?;
    let stamp = Stamp::of(book)?;
    stamp.seal(&raw, target, checks, &progress)
}

/// What is read of the book itself for a backup of it.
struct Stamp {
    keys: Vec<u8>,
    name: String,
    ambient: Ambient,
    made_at: DateTime<Utc>,
}

impl Stamp {
    fn of(book: &Book) -> Result<Self> {
        Ok(Self {
            keys: fs::read(folder::keys(book.folder()))?,
            name: folder::shown(book.folder()),
            ambient: book.ambient().clone(),
            made_at: book.ambient().now(),
        })
    }

    /// Checks a copy and packs it into a new file.
    fn seal(
        self,
        raw: &RawCopy,
        target: &Path,
        checks: Checks,
        progress: &Progress,
    ) -> Result<Manifest> {
        let mut manifest = Manifest::new(raw.moment(), self.name, self.made_at);
        let copy = check(raw, self.ambient, checks, progress)?;
        manifest.rows = copy.counts()?;
        (manifest.ledger_head, manifest.audit_head) = copy.read(heads)?;
        drop(copy);
        pack::seal(&mut manifest, raw, &self.keys, target, progress)?;
        Ok(manifest)
    }
}

impl Making {
    /// Holds the book still. The desk may go on at once.
    ///
    /// # Errors
    /// `Code::CopyIsBeingMade`, or what the disk said.
    pub fn begin(book: &mut Book) -> Result<Self> {
        Ok(Self {
            stamp: Stamp::of(book)?,
            still: book.hold_still()?,
        })
    }

    /// Makes a new file of it and verifies that. The workshop is a folder on this computer in
    /// which the copy stands while it is checked.
    ///
    /// # Errors
    /// `Code::FileExists`, `Code::FolderNotFound`, `Code::FolderIsReadOnly`, `Code::DiskIsFull`,
    /// `Code::Stopped`, `Code::CopyWasSpoilt`, `Code::BookIsDamaged`, or what the disk said; then
    /// no file is left.
    pub fn finish(
        self,
        workshop: &Path,
        target: &Path,
        checks: Checks,
        progress: &Progress,
    ) -> Result<Manifest> {
        refuse(target)?;
        // Where no folder can be made on this computer, or it has no room, the copy is checked
        // beside its target.
        let needed = self.still.bytes().saturating_add(SPARE);
        let fits = |folder| {
            let free = self.stamp.ambient.disk().free(folder);
            free.is_none_or(|free| free > needed)
        };
        let here = make_private(workshop).is_ok() && fits(workshop);
        let workshop = if here { workshop } else { folder_of(target) };
        let draft = beside(&workshop.join(shown(target)), "database.part");
        let raw = self.still.copy(&draft, progress)?;
        self.stamp.seal(&raw, target, checks, progress)
    }
}

/// Refuses a name that is taken, and a folder that takes nothing, before any work is done.
fn refuse(target: &Path) -> Result<()> {
    if target.exists() {
        return Code::FileExists.with("name", shown(target)).refuse();
    }
    pack::refuse_no_room(target)
}

/// Opens the copy as if restoring, and compares it with what the desk noted.
fn check(raw: &RawCopy, ambient: Ambient, checks: Checks, progress: &Progress) -> Result<OpenCopy> {
    let copy = OpenCopy::of(raw, ambient, progress.clone())?;
    copy.check()?;
    if copy.moment()? != *raw.moment() {
        return Err(Error::broken("a copy is of another moment"));
    }
    copy.read(checks)?;
    Ok(copy)
}

/// The heads of both chains, to be found again in what is restored.
pub(super) fn heads(reader: &Reader) -> Result<(Option<Head>, Option<Head>)> {
    Ok((Some(ledger_head(reader)?), Some(audit_head(reader)?)))
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or_else(|| Path::new("."))
}

pub(super) fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

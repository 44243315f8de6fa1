//! A copy unpacked beside the book, to be looked at, tried, or put in its place.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::super::{Checks, Manifest, make::heads, unpack::unpack};
use super::swap;
use crate::kernel::{
    Ambient, Book, Code, DataKey, Error, Moment, OpenCopy, Progress, Result, SCHEMA_VERSION,
    folder, known_schema,
};

/// A copy that stands unpacked beside a book. It is taken away when this goes, unless it was put
/// in the book's place.
pub struct Staged {
    folder: PathBuf,
    manifest: Manifest,
    /// Whether the note in the folder says what becomes of it, and not this.
    noted: bool,
}

/// Unpacks a copy beside the book in this folder.
///
/// # Errors
/// Those of `unpack`, or what the disk said; then nothing is left.
pub fn look_at(backup: &Path, book: &Path) -> Result<Staged> {
    let folder = swap::staging(book);
    swap::clear(book)?;
    let manifest = unpack(backup, &folder)?;
    Ok(Staged {
        folder,
        manifest,
        noted: false,
    })
}

impl Staged {
    /// What the copy says about itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The folder in which it stands, with its keys.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens it for looking and checks it: every page, row and reference, the schema against the
    /// one that this program makes, and what it holds against what it says.
    ///
    /// # Errors
    /// `Code::BackupIsDamaged`, also for a key of another book; `Code::BackupIsForeign` if its
    /// schema holds anything that this program did not make; `Code::Stopped`.
    pub fn check(
        &self,
        key: &DataKey,
        ambient: Ambient,
        checks: Checks,
        progress: &Progress,
    ) -> Result<OpenCopy> {
        let damaged = |error: Error| match error {
            Error::Refused(refusal) if refusal.code == Code::BookIsDamaged => {
                Code::BackupIsDamaged.refusal().into()
            }
            other => other,
        };
        let path = folder::database(&self.folder);
        let copy =
            OpenCopy::open(&path, key, ambient.clone(), progress.clone()).map_err(damaged)?;
        let moment = copy.moment().map_err(|_| Code::BackupIsDamaged.refusal())?;
        // First the schema: nothing of it may run before it is known to be ours.
        if copy.schema()? != known_schema(moment.schema, &ambient)? {
            return Code::BackupIsForeign.refuse();
        }
        copy.check().map_err(damaged)?;
        self.compare(&moment, &copy)?;
        if moment.schema == SCHEMA_VERSION {
            copy.read(checks).map_err(damaged)?;
        }
        Ok(copy)
    }

    fn compare(&self, moment: &Moment, copy: &OpenCopy) -> Result<()> {
        let said = &self.manifest;
        let same = moment.book_id == said.book_id
            && moment.schema == said.schema
            && moment.last_act == said.last_act
            && moment.last_act_at == said.last_act_at
            && (said.rows.is_empty() || copy.counts()? == said.rows)
            && (said.ledger_head.is_none()
                || copy.read(heads)? == (said.ledger_head, said.audit_head));
        if same {
            Ok(())
        } else {
            Code::BackupIsDamaged.refuse()
        }
    }

    /// Opens it as a book, brings it to the present schema, and closes it again: what restoring
    /// does, in a folder that nobody works in. `work` sees the open book.
    ///
    /// # Errors
    /// Those of `Book::open`, and what `work` refuses.
    pub fn try_open<T>(
        &self,
        key: DataKey,
        ambient: Ambient,
        work: impl FnOnce(&mut Book) -> Result<T>,
    ) -> Result<T> {
        let mut book = Book::open(&self.folder, self.manifest.book_id, key, ambient)?;
        work(&mut book)
    }

    /// Puts it in the place of the book, which nobody may have open, and keeps that under the name
    /// that is answered.
    ///
    /// # Errors
    /// `Code::BookIsInUse`, or what the disk said; then the book stands there as it was.
    /// `Code::OutcomeUnknown` where it may be the copy: `mend` says which.
    pub fn put_in_place(mut self, book: &Path, kept: &Path) -> Result<()> {
        self.noted = true;
        swap::swap(book, &self.folder, kept)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.noted {
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}

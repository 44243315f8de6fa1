//! Copies that the program makes by itself, on a shelf beside the book: every half hour if anything
//! changed, when the book is closed, and before work that is hard to take back. They guard against
//! mistakes and a damaged book, not against a lost computer: that is what sticks are for.

use std::{
    cmp::Reverse,
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Duration, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    backup::{self, Kept, Making, Manifest, restore::present_of},
    kernel::{Ambient, Ask, Code, Progress, ReadOnlyReason, Result, Role, Standing, folder},
};

use crate::{
    Desk, Envelope, Work,
    entry::{Beside, Ending, Kind, Started},
    ledger,
};

/// So long a change may wait for its copy.
const EVERY: Duration = Duration::minutes(30);
/// So long the shelf is not looked at again.
const LOOK_EVERY: Duration = Duration::minutes(1);

/// Makes a verified copy on the shelf beside the book, now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepCopy {}

impl Ask for KeepCopy {
    const NAME: &'static str = "backup.keep";
    const ROLE: Role = Role::Worker;
    type Answer = Manifest;
}

impl Beside for KeepCopy {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::FolderIsReadOnly`, `Code::DiskAlmostFull`; those of `Making`.
    fn begin(self, desk: &mut Desk, _: &Envelope) -> Result<Started<Manifest>> {
        let keeping = Keeping::begin(desk)?;
        Ok(Started::Work(Box::new(move |progress| {
            let folder = keeping.folder.clone();
            let kept = keeping.carry_out(progress);
            let ending: Ending<Manifest> = Box::new(move |desk| desk.note_kept(&folder, kept));
            Ok(ending)
        })))
    }
}

/// A copy on its way to the shelf.
struct Keeping {
    making: Making,
    folder: PathBuf,
    shelf: PathBuf,
    ambient: Ambient,
}

impl Keeping {
    fn begin(desk: &mut Desk) -> Result<Self> {
        let shelf = backup::shelf(desk.folder()?);
        let barred = Standing::ReadOnly(ReadOnlyReason::FolderNotWritable);
        if desk.book()?.standing() == barred {
            let name = folder::shown(desk.folder()?);
            return Code::FolderIsReadOnly.with("name", name).refuse();
        }
        desk.book()?.has_room_for_much(Some(&shelf))?;
        backup::put_up_shelf(&shelf)?;
        desk.tidy_shelf(&shelf);
        Ok(Self {
            folder: desk.folder()?.to_path_buf(),
            ambient: desk.ambient(),
            making: Making::begin(desk.book_mut()?)?,
            shelf,
        })
    }

    /// Makes the copy, and lets go of older ones that need not be kept any more.
    fn carry_out(self, progress: &Progress) -> Result<Manifest> {
        let (now, id) = (self.ambient.now(), self.ambient.uuid().simple().to_string());
        // The name is made of the moment and an id, never of what somebody typed.
        let sign = id.get(24..).unwrap_or_default();
        let name = format!(
            "{}-{sign}.{}",
            now.format("%Y-%m-%d-%H%M%S"),
            backup::ENDING
        );
        let target = self.shelf.join(name);
        let manifest = self
            .making
            .finish(&self.shelf, &target, ledger::sound, progress)?;
        if let Err(error) = thin(&self.shelf, &manifest, &self.ambient) {
            log::warn!("old copies could not be thinned: {error}");
        }
        Ok(manifest)
    }
}

/// Takes away the copies of this book that may go, now that a newer one was checked.
fn thin(shelf: &Path, newest: &Manifest, ambient: &Ambient) -> Result<()> {
    let copies: Vec<(PathBuf, Manifest)> = on_shelf(shelf)
        .into_iter()
        .filter(|(_, manifest)| manifest.book_id == newest.book_id)
        .collect();
    let kept: Vec<Kept> = copies
        .iter()
        .map(|(_, manifest)| Kept {
            made_at: manifest.made_at,
            // A file gets its name on the shelf only after it was checked.
            checked: true,
        })
        .collect();
    for place in backup::may_go(&kept, ambient.now()) {
        if let Some((path, _)) = copies.get(place) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The copies on a shelf, the newest first. What does not read as one is passed over.
pub(super) fn on_shelf(shelf: &Path) -> Vec<(PathBuf, Manifest)> {
    let entries = fs::read_dir(shelf).into_iter().flatten().flatten();
    let mut copies: Vec<(PathBuf, Manifest)> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == backup::ENDING)
        })
        .filter_map(|path| backup::peek(&path).ok().map(|manifest| (path, manifest)))
        .collect();
    copies.sort_by_key(|(path, manifest)| {
        // Two of one moment: the one that holds more comes first.
        Reverse((manifest.made_at, manifest.last_act, path.clone()))
    });
    copies
}

impl Desk {
    /// What the desk does when nobody asks anything: it locks itself if nobody is there, brings all
    /// that was written into the one file, and makes a copy if one is due. To be called every few
    /// seconds; the work is to be carried out and handed to `end`, as that of a question.
    pub fn rest(&mut self) -> Option<Work> {
        let now = self.ambient().now();
        self.lock_if_left(now);
        if let Some(open) = &mut self.open {
            open.book.rest();
        }
        if self.is_at_work() || !self.keeps_copies() {
            return None;
        }
        let looked = self.rested_at.replace(now);
        if looked.is_some_and(|then| now >= then && now.signed_duration_since(then) < LOOK_EVERY) {
            self.rested_at = looked;
            return None;
        }
        let folder = self.folder.clone()?;
        let since = match self.changed_since_copy() {
            // What is copied needs no other one.
            Ok(None) => {
                self.copy_failed = None;
                return None;
            }
            other => self.note_failure(&folder, other).ok()??,
        };
        if now >= since && now.signed_duration_since(since) < EVERY {
            return None;
        }
        let keeping = Keeping::begin(self);
        let keeping = self.note_failure(&folder, keeping).ok()?;
        Some(self.put_to_work(
            KeepCopy::NAME,
            None,
            Box::new(move |progress| {
                let kept = keeping.carry_out(progress);
                Ok(Box::new(move |desk: &mut Self| {
                    Ok(serde_json::to_value(desk.note_kept(&folder, kept)?)?)
                }))
            }),
        ))
    }

    /// Remembers whether the last copy on the shelf of this book failed: where nobody asked for it,
    /// it is told in what asks for attention today.
    fn note_kept<T>(&mut self, folder: &Path, outcome: Result<T>) -> Result<T> {
        if outcome.is_ok() {
            self.copy_failed = None;
        }
        self.note_failure(folder, outcome)
    }

    /// Remembers that it failed. One that was stopped or spoilt did not: it comes again. That nothing may be written in
    /// the book is told all the time.
    fn note_failure<T>(&mut self, folder: &Path, outcome: Result<T>) -> Result<T> {
        let passing = [Code::Stopped, Code::CopyWasSpoilt].map(Some);
        let written = self
            .book()
            .is_ok_and(|book| !matches!(book.standing(), Standing::ReadOnly(_)));
        if let Err(error) = &outcome
            && written
            && !passing.contains(&error.code())
        {
            log::warn!("no copy was made: {error}");
            let damaged = error.code() == Some(Code::BookIsDamaged);
            self.copy_failed = Some((folder.to_path_buf(), damaged));
        }
        outcome
    }

    /// Whether the last copy on the shelf of the book here failed, and whether of damage.
    pub(crate) fn copy_failed(&self) -> Option<bool> {
        let here = |(folder, _): &&(PathBuf, bool)| self.folder.as_ref() == Some(folder);
        self.copy_failed
            .as_ref()
            .filter(here)
            .map(|(_, damaged)| *damaged)
    }

    /// Takes away what copies that were cut off left on the shelf: their names are hardly used
    /// again, so that no next one is written over them.
    pub(super) fn tidy_shelf(&self, shelf: &Path) {
        if !self.is_at_work() {
            backup::tidy_shelf(shelf);
        }
    }

    /// Makes a copy on the shelf in one go, unless nothing changed since the last one.
    ///
    /// # Errors
    /// Those of `Making`.
    pub(crate) fn keep_copy(&mut self) -> Result<()> {
        if !self.keeps_copies() {
            return Ok(());
        }
        // Where nothing changed since no copy comes that would.
        self.tidy_shelf(&backup::shelf(self.folder()?));
        if self.changed_since_copy()?.is_none() {
            return Ok(());
        }
        let folder = self.folder()?.to_path_buf();
        let kept = Keeping::begin(self).and_then(|keeping| keeping.carry_out(&Progress::default()));
        self.note_kept(&folder, kept).map(drop)
    }

    /// Puts the book away: stops what is done beside the desk, makes a copy if anything changed,
    /// closes it. A copy that fails keeps no book open.
    pub fn put_away(&mut self) {
        self.stop_work();
        if let Some(open) = &mut self.open {
            open.beside = Default::default();
        }
        // Told when somebody sits here again.
        drop(self.keep_copy());
        self.open = None;
    }

    /// A practice book protects nothing, so it needs no copies; and a book that was put aside is
    /// to go, so none is made of it that would stay.
    fn keeps_copies(&self) -> bool {
        let put_aside = self.folder.as_deref().and_then(present_of).is_some();
        !put_aside && self.open.as_ref().is_some_and(|open| !open.practice)
    }

    /// Since when a change waits for its copy: the last copy, or the making of the book. Nothing
    /// if there is nothing to copy.
    fn changed_since_copy(&self) -> Result<Option<DateTime<Utc>>> {
        let (book, shelf) = (self.book()?, backup::shelf(self.folder()?));
        let copies = on_shelf(&shelf);
        let now = self.ambient().now();
        let copies: Vec<_> = copies
            .into_iter()
            .map(|(_, manifest)| manifest)
            .filter(|manifest| manifest.book_id == book.id())
            .collect();
        let last = book.read(|reader| reader.audit(None, 1))?;
        let last = last
            .first()
            .map(|act| (act.sequence, Some(act.recorded_at)));
        // One from a clock that was wrong may stand before the newest, and count as a copy.
        let holds = |copy: &Manifest| Some((copy.last_act, copy.last_act_at)) == last;
        if copies.iter().any(holds) {
            return Ok(None);
        }
        match copies.iter().find(|copy| copy.made_at <= now) {
            Some(copy) => Ok(Some(copy.made_at)),
            None => book.read(|reader| reader.made_at()).map(Some),
        }
    }
}

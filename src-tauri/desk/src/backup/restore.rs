//! A copy that takes the place of the present book. The copy is checked first, brought to the
//! present schema in a folder of its own, and only then swapped in; the present book is kept under
//! another name. The desk is locked afterwards: the keys are those of the day of the copy.
//!
//! Whoever holds a copy may not thereby get at the present book: that is opened first where the
//! passphrase is one of its own, so that its roles and its erasures count; a practice copy never
//! replaces a real book; and another centre's copy replaces only a book that is open.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;
use wijkboek_core::{
    backup::{
        Manifest,
        restore::{kept_name, mend},
    },
    centre::GetCentre,
    kernel::{Ask, Code, Read as _, Reader, Result, Role, fold, folder},
    keys::{self, KeyRing},
};

use super::carry::CarriedOver;
use crate::{
    BookState, Desk, Envelope,
    entry::{AtDesk, Kind},
    files::FileHandle,
    ledger,
};

/// Puts a copy in the place of the present book, which is kept under another name. Then the desk is
/// locked (but for a practice book); the passphrases are those of the day of the copy.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct RestoreCopy {
    /// The copy.
    pub file: FileHandle,
    /// A passphrase of the day on which it was made, where the present key does not open it.
    pub passphrase: Option<String>,
    /// The name of the centre as the person typed it, where the copy is of another one.
    pub centre: Option<String>,
}

/// A copy that was put in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CopyRestored {
    /// What stands in it.
    pub manifest: Manifest,
    /// The name under which the book is kept that stood there before, if one did.
    pub kept: Option<String>,
    /// Whether no book of the same centre was open that knows who was erased since, who asked for
    /// it, and who agrees no more: they may stand in the copy as before.
    pub erasures_unknown: bool,
    /// What lies on the desk now.
    pub state: BookState,
}

impl Ask for RestoreCopy {
    const NAME: &'static str = "backup.restore";
    const ROLE: Role = Role::Manager;
    type Answer = CopyRestored;
}

impl AtDesk for RestoreCopy {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// Those of `LookAtCopy`, `Code::CopyIsOfAnotherKind`, `Code::BookIsLocked` for another
    /// centre's copy, `Code::OtherCentreUnconfirmed`, `Code::RoleTooSmall`; then nothing has
    /// changed. `Code::BookIsInUse`. `Code::OutcomeUnknown` where the copy may have its place.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<CopyRestored> {
        desk.allow_if_open(Self::ROLE)?;
        let opened = desk.open.is_none() && desk.open_present(self.passphrase.as_deref())?;
        let restored = self.put_back(desk, envelope);
        if opened && restored.is_err() {
            // It was opened for this alone: nobody asked to sit at it.
            desk.put_away();
        }
        restored
    }
}

impl RestoreCopy {
    fn put_back(self, desk: &mut Desk, envelope: &Envelope) -> Result<CopyRestored> {
        desk.allow_if_open(Self::ROLE)?;
        let this = desk.book_id();
        let chosen = desk.chosen(self.file, self.passphrase)?;
        let staged = chosen.stage();
        let (staged, key, person) =
            staged.map_err(|error| desk.tried_wrong(chosen.counted, error))?;
        let locked = desk.open.is_none();
        let replaces = desk.folder()?.exists();
        let (ambient, progress) = (desk.ambient(), desk.jobs().of(envelope.job_id));
        drop(staged.check(&key, ambient.clone(), ledger::sound, &progress)?);
        let manifest = staged.manifest().clone();
        // Of keys that cannot be read nobody knows whose they were.
        let other = this.is_none_or(|id| id != manifest.book_id);
        let practice = is_practice(KeyRing::read(staged.folder()));
        if practice != is_practice(desk.ring()) {
            return Code::CopyIsOfAnotherKind.refuse();
        }
        if locked && other && this.is_some() {
            return Code::BookIsLocked.refuse();
        }
        let carried = if other {
            CarriedOver::default()
        } else {
            desk.carried_over()?
        };
        staged.try_open(key, ambient.clone(), |book| {
            book.follow(progress.clone());
            if locked {
                book.read(|reader| allowed(reader, person))?;
            }
            if other && replaces {
                book.read(|reader| confirmed(reader, self.centre.as_deref()))?;
            }
            carried.into_book(book, &ambient)
        })?;
        // Whatever was not copied yet of the present book, is; then nobody has it open.
        desk.put_away();
        let book = desk.folder()?.to_path_buf();
        let kept = kept_name(&book, ambient.now());
        staged.put_in_place(&book, &kept)?;
        if practice && let Err(error) = desk.lay_practice_open(&book) {
            log::warn!("a practice book that was put back did not open: {error}");
        }
        Ok(CopyRestored {
            erasures_unknown: (locked || other) && !practice,
            manifest,
            kept: replaces.then(|| folder::shown(&kept)),
            state: desk.state(),
        })
    }
}

/// Whether these are the keys of a practice book. Those that cannot be read may protect something.
fn is_practice(ring: Result<KeyRing>) -> bool {
    ring.is_ok_and(|ring| ring.open_practice().is_some())
}

/// Where nobody sits at the desk, whose passphrase opens the copy must have been its manager.
fn allowed(reader: &Reader, person: Option<Uuid>) -> Result<()> {
    let person = person.map(|id| keys::person(reader, id)).transpose()?;
    if person.is_some_and(|person| person.role.covers(RestoreCopy::ROLE)) {
        Ok(())
    } else {
        RestoreCopy::ROLE.refuse()
    }
}

/// The name of another centre must be typed, so that nobody takes the wrong stick for theirs.
fn confirmed(reader: &Reader, typed: Option<&str>) -> Result<()> {
    let centre = GetCentre {}.run(reader)?.fields.name;
    if typed.is_some_and(|typed| fold(typed) == fold(&centre)) {
        Ok(())
    } else {
        Code::OtherCentreUnconfirmed
            .at("centre")
            .with("centre", centre)
            .refuse()
    }
}

impl Desk {
    /// Opens the present book, if it is locked with this passphrase too; answers whether it did.
    /// That it does not open any more is why people come here, and no error.
    ///
    /// # Errors
    /// `Code::WaitBeforeTrying`; `Code::WrongPassphrase` for somebody who left the desk.
    fn open_present(&mut self, passphrase: Option<&str>) -> Result<bool> {
        let Ok(mut ring) = self.ring() else {
            return Ok(false);
        };
        let opened = match (ring.open_practice(), passphrase) {
            (Some(opened), _) => opened,
            (None, None) => return Ok(false),
            (None, Some(passphrase)) => {
                self.may_try(ring.book_id())?;
                // A wrong one counts where it opens the copy no more than the book.
                let Ok(opened) = ring.open(passphrase) else {
                    return Ok(false);
                };
                opened
            }
        };
        let book = self.folder()?.to_path_buf();
        match self.lay_open(&book, &mut ring, &opened, passphrase) {
            Ok(()) => Ok(true),
            Err(error) if error.code() == Some(Code::WrongPassphrase) => {
                Err(self.tried_wrong(ring.book_id(), error))
            }
            Err(error) => {
                log::warn!("the present book did not open before a restore: {error}");
                Ok(false)
            }
        }
    }

    /// What the present book knows that must not come back with an older copy; nothing where it is
    /// not open.
    fn carried_over(&self) -> Result<CarriedOver> {
        match &self.open {
            Some(open) => open.book.read(CarriedOver::of),
            None => Ok(CarriedOver::default()),
        }
    }

    /// Finishes a restore of the book that lies here, which this very desk may have begun.
    pub(crate) fn mend_restore(&self) {
        mend_restores(self.folder.as_slice());
    }
}

/// Finishes restores that were cut off, of the books that this computer knows.
pub(crate) fn mend_restores(books: &[PathBuf]) {
    for book in books {
        if let Err(error) = mend(book) {
            log::error!("a restore that was cut off could not be mended: {error}");
        }
    }
}

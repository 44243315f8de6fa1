//! Opening and locking. A locked desk holds no key: the book is closed and its key wiped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;
use wijkboek_core::{
    backup, import,
    kernel::{Ask, Code, Result, Role, folder},
    keys::{self, KeyRing, Opened},
};

use super::{make::RecoveryCodeShown, state::BookState};
use crate::{
    Desk, Envelope,
    beside::StopsWork,
    desk::OpenBook,
    entry::{AtDesk, Kind},
    files::Done,
    privacy::erase_at_opening,
};

/// Opens the book with a passphrase.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    /// The passphrase of somebody at the desk.
    pub passphrase: String,
}

impl Ask for Unlock {
    const NAME: &'static str = "book.unlock";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for Unlock {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// `Code::NoBookYet`, `Code::NotABook`, `Code::BookIsNewer`, `Code::WaitBeforeTrying`,
    /// `Code::WrongPassphrase`, `Code::BookIsInUse`, `Code::FolderIsReadOnly`, `Code::BookIsDamaged`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        desk.mend_restore();
        let mut ring = desk.ring()?;
        let opened = match ring.open_practice() {
            Some(opened) => opened,
            // What is left empty is no try: `wijk` looks so whether a passphrase is asked at all.
            None if self.passphrase.trim().is_empty() => ring.open("")?,
            None => desk.tried(ring.book_id(), || ring.open(&self.passphrase))?,
        };
        let book = desk.folder()?.to_path_buf();
        desk.lay_open(&book, &mut ring, &opened, Some(&self.passphrase))?;
        Ok(desk.state())
    }
}

/// Opens the book with the recovery code and makes a new passphrase. The code is used up: a new
/// one is in the answer.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Recover {
    /// The code as it was written down.
    pub recovery_code: String,
    /// The new passphrase.
    pub passphrase: String,
}

impl Ask for Recover {
    const NAME: &'static str = "book.recover";
    const ROLE: Role = Role::Reader;
    type Answer = RecoveryCodeShown;
}

impl AtDesk for Recover {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// `Code::RecoveryCodeMistyped`, `Code::WrongRecoveryCode`, `Code::PassphraseTooShort`,
    /// `Code::PassphraseTaken`, and those of `Unlock`; then the code of before still holds.
    /// `Code::OutcomeUnknown` where nobody can tell whether it does.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<RecoveryCodeShown> {
        desk.mend_restore();
        let mut ring = desk.ring()?;
        let (ambient, cost) = (desk.ambient(), desk.cost());
        let opened = desk.tried(ring.book_id(), || ring.open_with_code(&self.recovery_code))?;
        keys::check_passphrase(&self.passphrase)?;
        let folder = desk.folder()?.to_path_buf();
        // The book must open before the old code goes: otherwise there would be no way in.
        desk.lay_open(&folder, &mut ring, &opened, None)?;
        let Some(open) = &desk.open else {
            return Code::BookIsLocked.refuse();
        };
        let (key, person_id) = (open.book.key(), open.person.id.0);
        let before = ring.clone();
        let renewed = ring
            .admit(key, person_id, &self.passphrase, cost, &ambient)
            .and_then(|()| ring.new_code(key, person_id, cost, &ambient))
            .and_then(|fresh| ring.write(&folder).map(|()| fresh));
        let fresh = match renewed {
            Ok(fresh) => fresh,
            Err(error) => {
                desk.open = None;
                // The code on paper is the only way in for who forgot the passphrase.
                return Err(desk.keys_stay(&before, error));
            }
        };
        let act = desk.own_act(Self::NAME);
        // The old code is worthless by now: a full disk must not keep the new one from being shown.
        if let Err(error) = desk.book_mut()?.write(&act, |_| Ok(Done {})) {
            log::warn!("that the recovery code was used is not in the audit: {error}");
        }
        Ok(RecoveryCodeShown {
            recovery_code: fresh.written().to_owned(),
            state: desk.state(),
        })
    }
}

/// Closes the book and wipes its key.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Lock {}

impl Ask for Lock {
    const NAME: &'static str = "book.lock";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for Lock {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        desk.put_away();
        Ok(desk.state())
    }
}

/// Lays another book on the desk, locked: one that was open here before, or one that is chosen.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ChooseBook {
    /// Its place in the list of known books; a dialog if left out.
    pub place: Option<u32>,
    /// Puts the desk back to the beginning, for making a new book.
    pub new: bool,
}

impl Ask for ChooseBook {
    const NAME: &'static str = "book.choose";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for ChooseBook {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        if self.new {
            desk.put_away();
            desk.folder = None;
            return Ok(desk.state());
        }
        let chosen = match self.place {
            Some(place) => desk.settings.books.get(place as usize).cloned(),
            None => desk.surroundings().choose_book(),
        };
        let Some(chosen) = chosen else {
            return Ok(desk.state());
        };
        folder::check(&chosen)?;
        desk.ambient().disk().place(&chosen).must_be_local()?;
        KeyRing::read(&chosen)?;
        desk.put_away();
        desk.remember(&chosen);
        desk.folder = Some(chosen);
        Ok(desk.state())
    }
}

impl Desk {
    /// Opens a book with what its ring gave and puts that person at the desk. The passphrase makes
    /// a key pair of a slot of version 1.
    pub(crate) fn lay_open(
        &mut self,
        path: &Path,
        ring: &mut KeyRing,
        opened: &Opened,
        passphrase: Option<&str>,
    ) -> Result<()> {
        self.put_away();
        let practice = ring.open_practice().is_some();
        let passphrase = passphrase.map(|passphrase| (passphrase, self.cost()));
        let mut book = keys::open_book(path, ring, opened, passphrase, self.ambient())?;
        // A book that cannot be tidied now (a full disk) still opens.
        let today = self.ambient().today();
        if book.writable().is_ok() {
            drop(book.maintain(|upkeep| import::forget_decided(upkeep, today)));
        }
        // What is staged there at this moment is somebody's, until the ending of their work has run.
        if !self.is_at_work()
            && let Err(error) = backup::restore::clear(path)
        {
            log::warn!("what a look at a copy left behind could not be taken away: {error}");
        }
        let person = book.read(|reader| opened.person(reader))?;
        if let Err(error) = erase_at_opening(&mut book, person.id.0) {
            log::warn!("what is due could not be erased at opening: {error}");
        }
        self.pins.begin();
        let trusted = person.role == Role::Confidant;
        let confidence = opened.confidence.clone().filter(|_| trusted);
        self.open = Some(OpenBook {
            book,
            person,
            practice,
            beside: StopsWork::default(),
            confidence,
            seen_at: self.ambient().now(),
        });
        self.folder = Some(path.to_path_buf());
        if !practice {
            self.remember(path);
        }
        Ok(())
    }
}

//! The people at the desk and their keys. Each act is in the audit, without a passphrase and
//! without a trace of one: a digest that anybody at the desk could try guesses on would be one.

mod code;
mod locking;
mod paper;
mod passphrase;
mod people;
mod switch;

pub use code::{MakeCode, MakeKey, NewCode, ProveCode};
pub use locking::{LockAfter, StayOpen};
pub use paper::SaveCode;
pub use passphrase::{ChangePassphrase, GivePassphrase};
pub use people::{AddPerson, ChangeRole, ListPeople, RemovePerson, RenamePerson};
pub(crate) use switch::Pins;
pub use switch::{SetPin, SwitchPerson};

use uuid::Uuid;
use wijkboek_core::{
    kernel::{Act, Code, Error, Result},
    keys::{self, KeyRing, PassphraseOffered, SuggestPassphrase},
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    files::Done,
};

impl AtDesk for SuggestPassphrase {
    // Also for the first person of a new book.
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<PassphraseOffered> {
        Ok(Self::draw(&desk.ambient()))
    }
}

impl Desk {
    /// Tries a passphrase or a code: not before the wait for the wrong ones before it is over.
    ///
    /// # Errors
    /// `Code::WaitBeforeTrying`, or what was refused, with the wait that follows.
    pub(crate) fn tried<T>(
        &mut self,
        book_id: Uuid,
        attempt: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        self.may_try(book_id)?;
        match attempt() {
            Ok(opened) => {
                self.tries.remove(&book_id);
                Ok(opened)
            }
            Err(error) => Err(self.tried_wrong(book_id, error)),
        }
    }

    /// Refuses a try that comes too soon after a wrong one.
    ///
    /// # Errors
    /// `Code::WaitBeforeTrying`.
    pub(crate) fn may_try(&self, book_id: Uuid) -> Result<()> {
        let tries = self.tries.get(&book_id).copied().unwrap_or_default();
        tries.check(self.ambient().now())
    }

    /// Counts what was tried and refused, and tells the wait that follows. What is no wrong
    /// passphrase or code counts for nothing.
    pub(crate) fn tried_wrong(&mut self, book_id: Uuid, error: Error) -> Error {
        let now = self.ambient().now();
        self.tries.entry(book_id).or_default().wrong(error, now)
    }

    /// The keys of the open book, if they are as they were written with it. Who writes them is
    /// on the list as `after_work`: what is copied beside the desk is read with the present key.
    ///
    /// # Errors
    /// `Code::PracticeHasNoPassphrase`, `Code::KeysUnreadable`.
    pub(crate) fn own_ring(&self) -> Result<KeyRing> {
        let ring = self.any_ring()?;
        if ring.open_practice().is_some() {
            return Code::PracticeHasNoPassphrase.refuse();
        }
        Ok(ring)
    }

    /// The same, also of a practice book, which has no keys to give.
    fn any_ring(&self) -> Result<KeyRing> {
        let ring = self.ring()?;
        ring.check_against(self.book()?.key())?;
        Ok(ring)
    }

    /// Reads again who sits here: the name or the role may have changed.
    fn look_who_sits(&mut self) -> Result<()> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        let id = open.person.id.0;
        open.person = open.book.read(|reader| keys::person(reader, id))?;
        Ok(())
    }

    /// Notes an act in the book, and then writes the keys that it changed. In this order: what was
    /// said not to be changed must not be changed. And beside the act, since a repeated one finds
    /// its receipt and would change nothing.
    fn write_keys(&mut self, act: &Act, before: &KeyRing, ring: &KeyRing) -> Result<Done> {
        self.book_mut()?.write(act, |_| Ok(Done {}))?;
        let written = ring.write(self.folder()?);
        written.map_err(|error| self.keys_stay(before, error))?;
        Ok(Done {})
    }

    /// What is told of an act that failed and may have written the keys. They stand beside the
    /// book, in no transaction of its own: what was not done may not stand there either, so those
    /// of before are put back. Where the disk does not even take those, nobody can tell.
    pub(crate) fn keys_stay(&self, before: &KeyRing, error: Error) -> Error {
        let Ok(folder) = self.folder() else {
            return error;
        };
        match error {
            Error::Refused(_) => error,
            _ if before.stands_in(folder) || before.write(folder).is_ok() => error,
            _ => Code::OutcomeUnknown.refusal().into(),
        }
    }

    /// Gives the book another key and makes a new recovery code. A desk at which that failed is
    /// locked: the book has one key or the other, and opening it finds out which. The act itself
    /// stands in the book by then, and opening may end it: so nobody is told that it was not done.
    fn renew_keys(&mut self, mut ring: KeyRing) -> Result<NewCode> {
        let cost = self.cost();
        let Some(open) = &mut self.open else {
            return Code::BookIsLocked.refuse();
        };
        let person_id = open.person.id.0;
        match keys::renew(&mut open.book, &mut ring, person_id, cost, |_| ()) {
            Ok(code) => Ok(NewCode::of(&code)),
            Err(error) => {
                self.open = None;
                match error {
                    Error::Refused(_) => Err(error),
                    _ => {
                        log::error!("the keys could not be renewed: {error}");
                        Code::OutcomeUnknown.refuse()
                    }
                }
            }
        }
    }
}

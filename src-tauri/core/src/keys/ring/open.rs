//! Opening the ring: with a passphrase, with the recovery code, or without anything when it is the
//! ring of a practice book.

use uuid::Uuid;

use super::{
    Cost, KeyRing, RecoveryCode, check_passphrase,
    held::{Held, Holder},
    pair::Private,
};
use crate::{
    kernel::{Ambient, Code, DataKey, Reader, Result},
    keys::{DeskPerson, people},
};

/// What a passphrase, a code or the open practice slot gives: a key, and whose it is.
pub struct Opened {
    /// The key of the book.
    pub key: DataKey,
    /// The key that the book was being given when the program fell over; either of the two opens
    /// it.
    pub next: Option<DataKey>,
    /// The key of the confidential notes, if this person has it.
    pub confidence: Option<DataKey>,
    /// Whose lock was opened.
    pub person_id: Uuid,
    /// Whether it was opened by a slot of version 1.
    pub(super) of_old: bool,
    /// Whether it was opened by the recovery code.
    pub(super) by_code: bool,
}

impl Opened {
    /// Who sits at the desk with it.
    ///
    /// # Errors
    /// `Code::NotFound`.
    pub fn person(&self, reader: &Reader) -> Result<DeskPerson> {
        if self.by_code {
            people::manager_for_code(reader, self.person_id)
        } else {
            people::person(reader, self.person_id)
        }
    }
}

impl KeyRing {
    /// The key of a practice book, which anybody may open.
    #[must_use]
    pub fn open_practice(&self) -> Option<Opened> {
        let practice = self.practice.as_ref()?;
        Some(Opened {
            key: DataKey::read(&practice.key).ok()?,
            next: None,
            confidence: None,
            person_id: practice.person_id,
            of_old: false,
            by_code: false,
        })
    }

    /// Opens with a passphrase. It says by itself whose it is.
    ///
    /// # Errors
    /// `Code::WrongPassphrase`; `Code::KeysUnreadable` if somebody changed the ring who has not the
    /// key of the book.
    pub fn open(&self, passphrase: &str) -> Result<Opened> {
        match self.try_open(passphrase, |holder| matches!(holder, Holder::Person { .. }))? {
            Some(opened) => Ok(opened),
            None => Code::WrongPassphrase.at("passphrase").refuse(),
        }
    }

    /// Opens with the recovery code.
    ///
    /// # Errors
    /// `Code::RecoveryCodeMistyped`, `Code::WrongRecoveryCode`, `Code::KeysUnreadable`.
    pub fn open_with_code(&self, typed: &str) -> Result<Opened> {
        let code = RecoveryCode::read(typed)?;
        let of_code = |holder| matches!(holder, Holder::Recovery { .. });
        match self.try_open(code.written(), of_code)? {
            Some(opened) => Ok(opened),
            None => Code::WrongRecoveryCode.at("recovery_code").refuse(),
        }
    }

    /// Gives a person another passphrase; their key pair stays, and with it all that was sealed
    /// to it.
    ///
    /// # Errors
    /// `Code::WrongPassphrase` if the present one is not this person's, `Code::PassphraseTooShort`
    /// and `Code::PassphraseTaken` for the new one.
    pub fn change_passphrase(
        &mut self,
        person_id: Uuid,
        present: &str,
        new: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<()> {
        let holder = Holder::Person { person_id };
        let Some(opened) = self.try_open(present, |other| other == holder)? else {
            return Code::WrongPassphrase.at("passphrase").refuse();
        };
        check_passphrase(new)?;
        self.check_free(new, person_id)?;
        let book_id = self.book_id;
        let Some(held) = self.held.iter_mut().find(|held| held.holder == holder) else {
            return self.admit(&opened.key, person_id, new, cost, ambient);
        };
        let Some(pair) = held.unlock(book_id, present)? else {
            return Code::WrongPassphrase.at("passphrase").refuse();
        };
        held.lock_anew(&pair, book_id, new, cost, ambient)?;
        self.sign(&[&opened.key], ambient)
    }

    /// Refuses a passphrase that opens the book as somebody else: it could not say who it is.
    pub(super) fn check_free(&self, passphrase: &str, person_id: Uuid) -> Result<()> {
        let others = |holder| matches!(holder, Holder::Person { person_id: id } if id != person_id);
        match self.try_open(passphrase, others)? {
            Some(_) => Code::PassphraseTaken.at("passphrase").refuse(),
            None => Ok(()),
        }
    }

    /// Tries a secret on each lock that may be its own.
    fn try_open(&self, secret: &str, tried: impl Fn(Holder) -> bool) -> Result<Option<Opened>> {
        for held in self.held.iter().filter(|held| tried(held.holder)) {
            if let Some(pair) = held.unlock(self.book_id, secret)? {
                return self.opened(held, &pair).map(Some);
            }
        }
        for slot in self.slots.iter().filter(|slot| tried(slot.holder)) {
            if let Some(key) = slot.unlock(self.book_id, secret)? {
                self.check(&[&key])?;
                return Ok(Some(Opened {
                    key,
                    next: None,
                    confidence: None,
                    person_id: slot.holder.person_id(),
                    of_old: true,
                    by_code: matches!(slot.holder, Holder::Recovery { .. }),
                }));
            }
        }
        Ok(None)
    }

    fn opened(&self, held: &Held, pair: &Private) -> Result<Opened> {
        let (key, next) = held.keys(pair, self.book_id)?;
        let keys: Vec<&DataKey> = [Some(&key), next.as_ref()].into_iter().flatten().collect();
        self.check(&keys)?;
        Ok(Opened {
            key,
            next,
            confidence: held.confidence(pair, self.book_id)?,
            person_id: held.holder.person_id(),
            of_old: false,
            by_code: matches!(held.holder, Holder::Recovery { .. }),
        })
    }
}

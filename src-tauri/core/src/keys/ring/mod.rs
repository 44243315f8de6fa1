//! `keys.json`: format, version, book id, and what each holder has. Always written whole: a new
//! file beside it, synced, then renamed over the old one, so that there is never no key ring.
//!
//! Version 2. Each person at the desk and the recovery code have a key pair; the passphrase or the
//! code opens the private half, and the key of the book is sealed to the public half. So the book
//! can be given another key without anybody's passphrase. In version 1 the passphrase wrapped the
//! key of the book itself: such slots still open, and become a pair when their owner comes.

mod confidants;
mod held;
mod open;
mod pair;
mod rekey;
mod seal;
pub(super) mod slot;

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

pub use open::Opened;
pub use rekey::{Renewing, open_book, renew};
pub use slot::Cost;

use self::{
    held::{Held, Holder, OldSlot},
    seal::Seal,
};
use super::{RecoveryCode, check_passphrase};
use crate::kernel::{Ambient, Code, DataKey, Result, folder, read_bounded, replace};

const FORMAT: &str = "wijkboek-keys";
const VERSION: u32 = 2;
/// Far more than the ring of any desk takes.
const MOST_BYTES: u64 = 256 * 1024;
/// So many people fit at a desk: each of their locks is tried in turn when somebody opens.
pub const MOST_PEOPLE: usize = 40;

/// The keys of one book.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRing {
    format: String,
    version: u32,
    book_id: Uuid,
    #[serde(default)]
    held: Vec<Held>,
    /// What is left of version 1.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    slots: Vec<OldSlot>,
    /// Whether the recovery code may be known to somebody who left, or opens nothing any more.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    code_is_old: bool,
    /// Whether nobody proved yet that it stands on paper.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    code_is_unproven: bool,
    /// One for each key that opens the book; two only while it is being given another one.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    seals: Vec<Seal>,
    /// The data key itself, only in a practice book.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    practice: Option<Practice>,
}

/// What is the matter with a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeDoubt {
    /// Somebody who left may know it, or it opens nothing any more: another one must be made.
    Old,
    /// Nobody proved that it stands on paper.
    Unproven,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Practice {
    person_id: Uuid,
    #[serde(with = "hex::serde")]
    key: [u8; 32],
}

impl KeyRing {
    /// The keys of a new book: the first person's, and the recovery code's.
    ///
    /// # Errors
    /// `Code::PassphraseTooShort`, `Code::PassphraseTooPlain`.
    pub fn create(
        book_id: Uuid,
        key: &DataKey,
        person_id: Uuid,
        passphrase: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<(Self, RecoveryCode)> {
        let mut ring = Self::empty(book_id);
        ring.admit(key, person_id, passphrase, cost, ambient)?;
        let code = ring.new_code(key, person_id, cost, ambient)?;
        Ok((ring, code))
    }

    /// The keys of a practice book: no passphrase, nothing protected.
    #[must_use]
    pub fn practice(book_id: Uuid, key: &DataKey, person_id: Uuid) -> Self {
        let practice = Some(Practice {
            person_id,
            key: *key.bytes(),
        });
        Self {
            practice,
            ..Self::empty(book_id)
        }
    }

    fn empty(book_id: Uuid) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            book_id,
            held: Vec::new(),
            slots: Vec::new(),
            code_is_old: false,
            code_is_unproven: false,
            seals: Vec::new(),
            practice: None,
        }
    }

    /// Reads the key ring of the book in this folder.
    ///
    /// # Errors
    /// `Code::NotABook`, `Code::BookIsNewer`, `Code::KeysUnreadable`; also for what no ring of ours
    /// asks, such as a terabyte of memory.
    pub fn read(book: &Path) -> Result<Self> {
        folder::check(book)?;
        let bytes = read_bounded(&folder::keys(book), MOST_BYTES)?;
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let unreadable = |_| Code::KeysUnreadable.refusal();
        let head: Head = serde_json::from_slice(&bytes).map_err(unreadable)?;
        if head.format != FORMAT {
            return Code::NotABook.with("name", folder::shown(book)).refuse();
        }
        if head.version > VERSION {
            return Code::BookIsNewer
                .with("found", head.version)
                .with("known", VERSION)
                .refuse();
        }
        let ring: Self = serde_json::from_slice(&bytes).map_err(unreadable)?;
        ring.held.iter().try_for_each(Held::check)?;
        ring.slots.iter().try_for_each(OldSlot::check)?;
        let holders = ring.held.len().saturating_add(ring.slots.len());
        // A practice book is nobody's: keys beside its open one were put there by somebody else.
        let planted = ring.practice.is_some() && holders > 0;
        if planted || holders > MOST_PEOPLE.saturating_add(1) {
            return Code::KeysUnreadable.refuse();
        }
        Ok(ring)
    }

    /// Writes the key ring of the book in this folder, in place of the one that was there.
    ///
    /// # Errors
    /// What the disk said; then the old one still stands.
    pub fn write(&self, book: &Path) -> Result<()> {
        replace(&folder::keys(book), &serde_json::to_vec_pretty(self)?)
    }

    /// Whether these very keys stand with the book in this folder.
    #[must_use]
    pub fn stands_in(&self, book: &Path) -> bool {
        let bytes = |ring: &Self| serde_json::to_vec(ring).ok();
        Self::read(book).is_ok_and(|ring| bytes(&ring) == bytes(self))
    }

    /// Which book these keys are of.
    #[must_use]
    pub fn book_id(&self) -> Uuid {
        self.book_id
    }

    /// What is the matter with the recovery code, if anything is.
    #[must_use]
    pub fn code_doubt(&self) -> Option<CodeDoubt> {
        match (self.code_is_old, self.code_is_unproven) {
            (true, _) => Some(CodeDoubt::Old),
            (false, true) => Some(CodeDoubt::Unproven),
            (false, false) => None,
        }
    }

    /// Takes it that this recovery code stands on paper, since somebody could type it. One that
    /// somebody else may know stays old.
    ///
    /// # Errors
    /// `Code::RecoveryCodeMistyped`, `Code::WrongRecoveryCode`.
    pub fn prove_code(&mut self, key: &DataKey, typed: &str, ambient: &Ambient) -> Result<()> {
        self.open_with_code(typed)?;
        self.code_is_unproven = false;
        self.sign(&[key], ambient)
    }

    /// The people who have a passphrase here.
    pub fn people(&self) -> impl Iterator<Item = Uuid> + '_ {
        let held = self.held.iter().map(|held| held.holder);
        held.chain(self.slots.iter().map(|slot| slot.holder))
            .filter_map(|holder| match holder {
                Holder::Person { person_id } => Some(person_id),
                Holder::Recovery { .. } => None,
            })
    }

    /// Gives somebody a passphrase, in place of one that they had.
    ///
    /// # Errors
    /// `Code::PassphraseTooShort`; `Code::PassphraseTaken` if it opens the book as another person;
    /// `Code::TooManyPeople`.
    pub fn admit(
        &mut self,
        key: &DataKey,
        person_id: Uuid,
        passphrase: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<()> {
        check_passphrase(passphrase)?;
        self.check_free(passphrase, person_id)?;
        let others = self.people().filter(|id| *id != person_id).count();
        if others >= MOST_PEOPLE {
            return Code::TooManyPeople.with("most", MOST_PEOPLE).refuse();
        }
        let holder = Holder::Person { person_id };
        let held = Held::new(holder, self.book_id, key, passphrase, cost, ambient)?;
        self.forget(|other| other == holder);
        self.held.push(held);
        self.sign(&[key], ambient)
    }

    /// Takes people's keys out of the ring. Who copied the book before still opens that copy.
    ///
    /// # Errors
    /// None of its own.
    pub fn drop_people(
        &mut self,
        key: &DataKey,
        gone: impl Fn(Uuid) -> bool,
        ambient: &Ambient,
    ) -> Result<()> {
        self.forget(|holder| matches!(holder, Holder::Person { person_id } if gone(person_id)));
        self.sign(&[key], ambient)
    }

    /// Makes a new recovery code, which opens the desk as this person. The old one is worthless
    /// from then on, and this one is unproven until somebody types it: between the disk and the
    /// paper the power can go.
    ///
    /// # Errors
    /// None of its own.
    pub fn new_code(
        &mut self,
        key: &DataKey,
        person_id: Uuid,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<RecoveryCode> {
        let code = RecoveryCode::random(ambient);
        let holder = Holder::Recovery { person_id };
        let held = Held::new(holder, self.book_id, key, code.written(), cost, ambient)?;
        self.forget(|holder| matches!(holder, Holder::Recovery { .. }));
        self.held.push(held);
        self.code_is_old = false;
        self.code_is_unproven = true;
        self.sign(&[key], ambient)?;
        Ok(code)
    }

    fn forget(&mut self, which: impl Fn(Holder) -> bool) {
        self.held.retain(|held| !which(held.holder));
        self.slots.retain(|slot| !which(slot.holder));
    }

    /// Vouches for the ring with every key that opens the book now.
    fn sign(&mut self, keys: &[&DataKey], ambient: &Ambient) -> Result<()> {
        self.version = VERSION;
        self.seals = Vec::new();
        let bytes = serde_json::to_vec(self)?;
        self.seals = keys
            .iter()
            .map(|key| Seal::over(&bytes, key, ambient))
            .collect::<Result<_>>()?;
        Ok(())
    }

    /// Refuses a ring that was not last written with one of these keys.
    fn check(&self, keys: &[&DataKey]) -> Result<()> {
        // A practice book vouches for nothing, and version 1 did not either.
        if self.held.is_empty() && (self.practice.is_some() || self.version < 2) {
            return Ok(());
        }
        let mut bare = self.clone();
        bare.seals = Vec::new();
        let bytes = serde_json::to_vec(&bare)?;
        let vouched = |key: &&DataKey| self.seals.iter().any(|seal| seal.fits(&bytes, key));
        if keys.iter().all(vouched) {
            Ok(())
        } else {
            Code::KeysUnreadable.refuse()
        }
    }

    /// Refuses a ring that was not last written with the key of the open book.
    ///
    /// # Errors
    /// `Code::KeysUnreadable`.
    pub fn check_against(&self, key: &DataKey) -> Result<()> {
        self.check(&[key])
    }
}

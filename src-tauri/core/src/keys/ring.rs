//! `keys.json`: format, version, book id and the slots. Always written whole: a new file beside
//! it, synced, then renamed over the old one, so that there is never no key ring.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    RecoveryCode, check_passphrase,
    slot::{Cost, Holder, Slot},
};
use crate::kernel::{Ambient, Code, DataKey, Result, folder, read_bounded};

const FORMAT: &str = "wijkboek-keys";
const VERSION: u32 = 1;
/// Far more than any desk has slots.
const MOST_BYTES: u64 = 256 * 1024;

/// The key slots of one book.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRing {
    format: String,
    version: u32,
    book_id: Uuid,
    slots: Vec<Slot>,
    /// The data key itself, only in a practice book.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    practice: Option<Practice>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Practice {
    person_id: Uuid,
    #[serde(with = "hex::serde")]
    key: [u8; 32],
}

/// What a passphrase, a code or the open practice slot gives: a key, and whose it is.
pub struct Opened {
    /// The key of the book.
    pub key: DataKey,
    /// Who is at the desk with it.
    pub person_id: Uuid,
}

impl KeyRing {
    /// The keys of a new book: one slot for the first person, one for the recovery code.
    ///
    /// # Errors
    /// `Code::PassphraseTooShort`.
    pub fn create(
        book_id: Uuid,
        key: &DataKey,
        person_id: Uuid,
        passphrase: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<(Self, RecoveryCode)> {
        check_passphrase(passphrase)?;
        let code = RecoveryCode::random(ambient);
        let person = Holder::Person { person_id };
        let recovery = Holder::Recovery { person_id };
        let slots = vec![
            Slot::wrap(person, book_id, key, passphrase, cost, ambient)?,
            Slot::wrap(recovery, book_id, key, code.written(), cost, ambient)?,
        ];
        Ok((
            Self {
                practice: None,
                ..Self::empty(book_id, slots)
            },
            code,
        ))
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
            ..Self::empty(book_id, Vec::new())
        }
    }

    fn empty(book_id: Uuid, slots: Vec<Slot>) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            book_id,
            slots,
            practice: None,
        }
    }

    /// Reads the key ring of the book in this folder.
    ///
    /// # Errors
    /// `Code::NotABook`, `Code::BookIsNewer`, `Code::KeysUnreadable`.
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
        Ok(serde_json::from_slice(&bytes).map_err(unreadable)?)
    }

    /// Writes the key ring of the book in this folder, in place of the one that was there.
    ///
    /// # Errors
    /// What the disk said; then the old one still stands.
    pub fn write(&self, book: &Path) -> Result<()> {
        let target = folder::keys(book);
        let fresh = target.with_extension("json.new");
        let mut file = File::create(&fresh)?;
        file.write_all(&serde_json::to_vec_pretty(self)?)?;
        file.sync_all()?;
        fs::rename(&fresh, &target)?;
        crate::kernel::sync_folder(book)
    }

    /// Which book these keys are of.
    #[must_use]
    pub fn book_id(&self) -> Uuid {
        self.book_id
    }

    /// The key of a practice book, which anybody may open.
    #[must_use]
    pub fn open_practice(&self) -> Option<Opened> {
        let practice = self.practice.as_ref()?;
        Some(Opened {
            key: DataKey::from_bytes(practice.key),
            person_id: practice.person_id,
        })
    }

    /// Opens with a passphrase.
    ///
    /// # Errors
    /// `Code::WrongPassphrase`.
    pub fn open(&self, passphrase: &str) -> Result<Opened> {
        for slot in &self.slots {
            let Holder::Person { person_id } = slot.holder else {
                continue;
            };
            if let Some(key) = slot.unwrap(self.book_id, passphrase)? {
                return Ok(Opened { key, person_id });
            }
        }
        Code::WrongPassphrase.at("passphrase").refuse()
    }

    /// Opens with the recovery code. The passphrase of its person is made new, and so is the code:
    /// it was on a table.
    ///
    /// # Errors
    /// `Code::RecoveryCodeMistyped`, `Code::PassphraseTooShort`, `Code::WrongRecoveryCode`.
    pub fn recover(
        &mut self,
        typed: &str,
        new_passphrase: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<(Opened, RecoveryCode)> {
        let code = RecoveryCode::read(typed)?;
        check_passphrase(new_passphrase)?;
        for slot in &self.slots {
            let Holder::Recovery { person_id } = slot.holder else {
                continue;
            };
            let Some(key) = slot.unwrap(self.book_id, code.written())? else {
                continue;
            };
            let fresh = RecoveryCode::random(ambient);
            self.replace(
                Holder::Person { person_id },
                &key,
                new_passphrase,
                cost,
                ambient,
            )?;
            self.replace(
                Holder::Recovery { person_id },
                &key,
                fresh.written(),
                cost,
                ambient,
            )?;
            return Ok((Opened { key, person_id }, fresh));
        }
        Code::WrongRecoveryCode.at("recovery_code").refuse()
    }

    /// Gives a person another passphrase.
    ///
    /// # Errors
    /// `Code::WrongPassphrase` for the present one, `Code::PassphraseTooShort` for the new one.
    pub fn change_passphrase(
        &mut self,
        present: &str,
        new: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<()> {
        let Opened { key, person_id } = self.open(present)?;
        check_passphrase(new)?;
        self.replace(Holder::Person { person_id }, &key, new, cost, ambient)
    }

    fn replace(
        &mut self,
        holder: Holder,
        key: &DataKey,
        secret: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<()> {
        let fresh = Slot::wrap(holder, self.book_id, key, secret, cost, ambient)?;
        self.slots.retain(|slot| slot.holder != holder);
        self.slots.push(fresh);
        Ok(())
    }
}

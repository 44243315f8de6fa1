//! The keys of a book. The database is encrypted with a random data key; each person at the desk
//! and the recovery code have a slot that wraps it under their own passphrase. The slots stand in
//! `keys.json` beside the database, since they must be read before it can be opened.
//!
//! No name, no hint and no copy of the data key stands in that file, except in a practice book,
//! which says openly that it protects nothing.

mod recovery;
mod ring;
mod slot;
mod store;

pub use recovery::RecoveryCode;
pub use ring::{KeyRing, Opened};
pub use slot::Cost;
pub(crate) use store::{about, erase, sits_at_desk};

use uuid::Uuid;

use crate::kernel::{
    Code, Kept, PersonalField, Purpose, Reader, Result, Role, Tx, define_id, personal, text,
};

define_id! {
    /// A person at the desk.
    PersonId
}

/// Somebody who may sit at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPerson {
    /// Its id, which the audit names.
    pub id: PersonId,
    /// The name shown at the desk.
    pub name: String,
    /// What this person may do.
    pub role: Role,
}

/// What the desk keeps about the people who sit at it.
pub const PERSONAL_FIELDS: &[PersonalField] = &[personal(
    "desk_person",
    "name",
    Purpose::Accountability,
    Kept::AsLongAsTheBook,
)];

/// The shortest passphrase. Length is the only rule: no composition rules, no expiry (NIST
/// SP 800-63B, 5.1.1).
pub const SHORTEST_PASSPHRASE: usize = 12;

/// Refuses a passphrase that protects nothing.
///
/// # Errors
/// `Code::PassphraseTooShort` with the least length.
pub fn check_passphrase(passphrase: &str) -> Result<()> {
    if passphrase.trim().chars().count() < SHORTEST_PASSPHRASE {
        return Code::PassphraseTooShort
            .at("passphrase")
            .with("shortest", SHORTEST_PASSPHRASE)
            .refuse();
    }
    Ok(())
}

/// Adds somebody to the desk under an id that a key slot names already.
///
/// # Errors
/// `Code::NotFound` never; `Code::TextTooLong`, `Code::TextHasForbiddenSign` for the name.
pub fn add_person(tx: &Tx, id: Uuid, name: &str, role: Role) -> Result<PersonId> {
    let name = text::line("name", name)?.ok_or_else(|| Code::NameMissing.at("name"))?;
    store::add(
        tx,
        &DeskPerson {
            id: PersonId(id),
            name,
            role,
        },
    )?;
    Ok(PersonId(id))
}

/// The person whom a key slot names.
///
/// # Errors
/// `Code::NotFound`.
pub fn person(reader: &Reader, id: Uuid) -> Result<DeskPerson> {
    store::find(reader, PersonId(id))?.ok_or_else(|| Code::NotFound.refusal().into())
}

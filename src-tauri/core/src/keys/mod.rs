//! The keys of a book. The database is encrypted with a random data key, which is sealed to the
//! key pair of each person at the desk and of the recovery code; a passphrase opens the private
//! half of its person. All that stands in `keys.json` beside the database, since it must be read
//! before it can be opened.
//!
//! No name, no hint and no copy of the data key stands in that file, except in a practice book,
//! which says openly that it protects nothing. Who the people are stands in the book, and the book
//! decides: keys of somebody of whom it does not know open nothing.

mod people;
mod pin;
mod recovery;
mod ring;
mod store;
mod tries;
mod words;

pub use people::{DeskPerson, add_person, change_role, leave, people, person, rename_person};
pub use pin::{Pin, SHORTEST_PIN};
pub use recovery::RecoveryCode;
pub use ring::{Cost, KeyRing, MOST_PEOPLE, Opened, Renewing, open_book, renew};
pub(crate) use store::{about, erase, sits_at_desk};
pub use tries::Tries;
pub use words::{PassphraseOffered, SuggestPassphrase};

use crate::kernel::{Code, Kept, PersonalField, Purpose, Result, define_id, personal};

define_id! {
    /// A person at the desk.
    PersonId
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

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
pub use ring::{CodeDoubt, Cost, KeyRing, MOST_PEOPLE, Opened, Renewing, open_book, renew};
pub(crate) use store::{about, erase, sits_at_desk};
pub use tries::Tries;
pub use words::{PassphraseOffered, SuggestPassphrase};

use std::collections::BTreeSet;

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

/// The shortest passphrase. Beyond its length only what is guessed first is refused, the same signs
/// over and over or signs in a row: no composition rules, no expiry (NIST SP 800-63B, 5.1.1).
pub const SHORTEST_PASSPHRASE: usize = 12;
/// So many different signs stand in any sentence, spaces and capitals apart.
const FEWEST_SIGNS: usize = 6;
/// So often what follows a sign in any sentence is neither that sign nor one beside it.
const FEWEST_JUMPS: usize = 4;

/// Refuses a passphrase that protects nothing.
///
/// # Errors
/// `Code::PassphraseTooShort` with the least length, `Code::PassphraseTooPlain`.
pub fn check_passphrase(passphrase: &str) -> Result<()> {
    if passphrase.trim().chars().count() < SHORTEST_PASSPHRASE {
        return Code::PassphraseTooShort
            .at("passphrase")
            .with("shortest", SHORTEST_PASSPHRASE)
            .refuse();
    }
    if is_plain(passphrase) {
        return Code::PassphraseTooPlain.at("passphrase").refuse();
    }
    Ok(())
}

/// Whether a passphrase has too few different signs, or too many that stand in a row: `abcdef`.
fn is_plain(passphrase: &str) -> bool {
    let lower = passphrase.to_lowercase();
    let signs = || lower.chars().filter(|sign| !sign.is_whitespace());
    let different: BTreeSet<char> = signs().collect();
    let next = signs().skip(1);
    let jumps = signs().zip(next).filter(|(one, next)| {
        let apart = u32::from(*one).abs_diff(u32::from(*next));
        apart > 1
    });
    different.len() < FEWEST_SIGNS || jumps.count() < FEWEST_JUMPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_of_the_same_few_signs_or_of_a_row_protects_nothing() {
        let code = |passphrase: &str| check_passphrase(passphrase).err()?.code();
        for plain in [
            "aaaaaaaaaaaaaaaa",
            "aA aA aA aA aA aA aA",
            "abababababababab",
            "fiets fiets fi",
            "onzin onzin onzin",
            "............. !",
            "111111 222222",
            "123456789012",
            "abcdefghijklmnop",
            "zyxwvutsrqpo",
            "aabbccddeeff",
        ] {
            assert_eq!(code(plain), Some(Code::PassphraseTooPlain), "{plain}");
        }
        for fine in [
            "een nieuwe zin",
            "fietsen fietse",
            "kip huis boot laan",
            "café bij de brug",
            "abcd kip huis",
            "أحب الخبز الطازج",
            "x7#kQ2!pL9@v",
        ] {
            assert_eq!(code(fine), None, "{fine}");
        }
        // What is short is told first: it is the simplest to mend.
        assert_eq!(code("aaaaaaaaaaa"), Some(Code::PassphraseTooShort));
    }
}

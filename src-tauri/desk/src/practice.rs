//! The practice book: filled from the cases of the information sheet that this program comes from.
//! Every person in it is invented.

use wijkboek_core::kernel::Result;

use crate::{Desk, book::CreateBook, face::Language};

/// The centre and the person of the practice book.
pub(crate) fn book(language: Language) -> CreateBook {
    let person = match language {
        Language::Nl => "Oefenaar",
        Language::En => "Learner",
    };
    CreateBook {
        centre: "De Nieuwe Jutter".into(),
        place: Some("Utrecht".into()),
        person: person.into(),
        passphrase: String::new(),
    }
}

/// Fills the open practice book.
pub(crate) fn fill(_desk: &mut Desk) -> Result<()> {
    Ok(())
}

//! The centre, as the desk needs it.

use wijkboek_core::{
    centre::{self, CentreFields},
    certificates,
    kernel::{Result, Tx},
};

use crate::{Desk, face::Language};

/// The centre of a new book, with words for its certificates.
pub(crate) fn first(tx: &Tx, name: &str, place: Option<&str>, language: Language) -> Result<()> {
    let fields = CentreFields {
        name: name.to_owned(),
        place: place.map(str::to_owned),
        ..CentreFields::default()
    };
    centre::write(tx, &fields)?;
    certificates::write_text(tx, &certificates::default_text(language))?;
    Ok(())
}

impl Desk {
    /// The name of the centre whose book is open.
    pub(crate) fn centre_name(&self) -> Result<Option<String>> {
        let Some(open) = &self.open else {
            return Ok(None);
        };
        let centre = open.book.read(centre::find)?;
        Ok(centre.map(|centre| centre.fields.name))
    }
}

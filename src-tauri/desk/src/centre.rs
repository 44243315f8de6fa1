//! The centre, as the desk needs it.

use wijkboek_core::kernel::{Result, Tx};

use crate::{Desk, face::Language};

/// The centre of a new book.
pub(crate) fn first(
    _tx: &Tx,
    _name: &str,
    _place: Option<&str>,
    _language: Language,
) -> Result<()> {
    Ok(())
}

impl Desk {
    /// The name of the centre whose book is open.
    pub(crate) fn centre_name(&self) -> Result<Option<String>> {
        Ok(None)
    }
}

//! The recovery sheet: the one-time recovery code of a book, on a page for the safe.

use chrono::NaiveDate;
use serde::Serialize;

use crate::press::{self, Paper};
use crate::{Language, Result};

/// What stands on a recovery sheet. Deliberately without `Debug`: the code belongs in no log.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RecoveryPaper {
    /// The name of the neighbourhood enterprise.
    pub centre: String,
    /// The name of the book that the code opens.
    pub book: String,
    /// The day the code was made.
    pub made_on: NaiveDate,
    /// The code, its groups divided by a space or a hyphen.
    pub code: String,
}

/// Prints a recovery sheet: one page, A4 upright.
///
/// # Errors
/// `Error::NotOnOnePage`, `Error::LetterNotDrawable`, `Error::Layout`.
pub fn recovery_sheet(paper: &RecoveryPaper, language: Language) -> Result<Paper> {
    press::print_page("recovery", paper, language)
}

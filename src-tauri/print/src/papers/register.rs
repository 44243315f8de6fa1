//! The register of certificates as it stood on one day: for the board's binder, or for somebody
//! who asks who holds what.

use chrono::NaiveDate;
use serde::Serialize;

use crate::press::{self, Paper};
use crate::{Language, Result};

/// What stands on a register of certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterPaper {
    /// The name of the neighbourhood enterprise.
    pub centre: String,
    /// The day whose truth is printed.
    pub on: NaiveDate,
    /// The day the list was made.
    pub made_on: NaiveDate,
    /// The head of the chain of bookings when the list was made, as it is typed over from paper.
    pub ledger_head: String,
    /// The same of the acts at the desk.
    pub audit_head: String,
    /// The certificates in the order in which they are to be printed.
    pub rows: Vec<RegisterRow>,
}

/// One certificate in the register. A date that had not come yet on that day is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterRow {
    /// The certificate's number: `2026-0007`.
    pub number: String,
    /// The full name of the holder.
    pub holder: String,
    /// Its state on that day.
    pub state: CertificateState,
    /// When it was issued.
    pub issued_on: NaiveDate,
    /// When it was signed.
    pub signed_on: Option<NaiveDate>,
    /// When it was handed over.
    pub handed_over_on: Option<NaiveDate>,
    /// When it was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
}

/// The state of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    /// Made, with a number.
    Issued,
    /// Signed for the centre.
    Signed,
    /// In the holder's hands.
    HandedOver,
    /// No longer in force.
    Withdrawn,
}

/// Prints a register: as many A4 pages as it takes, each with the column heads.
///
/// # Errors
/// `Error::LetterNotDrawable`, `Error::Layout`.
pub fn certificate_register(paper: &RegisterPaper, language: Language) -> Result<Paper> {
    press::print("register", paper, language)
}

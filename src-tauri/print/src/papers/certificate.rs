//! The certificate of support: a numbered, free statement that somebody stands behind the
//! neighbourhood enterprise. One page that a person would hang on the wall. The line that it gives
//! no right to profit, vote, repayment or transfer is always printed, since "certificaat"
//! elsewhere in Dutch law is a security; its words are the centre's own, as the others are.

use chrono::NaiveDate;
use serde::Serialize;

use crate::press::{self, Paper};
use crate::{Error, Language, Result};

/// What stands on a certificate of support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificatePaper {
    /// The name of the neighbourhood enterprise, in full.
    pub centre: String,
    /// Its number in the trade register (KvK), if it has one.
    pub trade_register_number: Option<String>,
    /// What the paper is called: "Certificaat van steun".
    pub title: String,
    /// The certificate's own number: `2026-0007`.
    pub number: String,
    /// The full name of the holder, as it should be read aloud.
    pub holder: String,
    /// The centre's own text: about one to three paragraphs, with an empty line between them.
    pub text: String,
    /// What it gives no right to.
    pub disclaimer: String,
    /// The article of the statutes that it rests on, if the centre names one.
    pub article: Option<String>,
    /// Where it is signed, if the centre has a place.
    pub place: Option<String>,
    /// The day it is issued.
    pub issued_on: NaiveDate,
    /// Who signs for the centre; the holder has a line of its own. Two or three look best.
    pub signatories: Vec<Signatory>,
}

/// Somebody who signs for the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signatory {
    /// Full name.
    pub name: String,
    /// What this person does for the centre: "voorzitter".
    pub function: String,
}

/// Prints a certificate of support: one page, A4 upright.
///
/// # Errors
/// `Error::CertificateTextTooLong`, `Error::LetterNotDrawable`, `Error::Layout`.
pub fn certificate(paper: &CertificatePaper, language: Language) -> Result<Paper> {
    press::print_page("certificate", paper, language).map_err(|error| match error {
        Error::NotOnOnePage { .. } => Error::CertificateTextTooLong,
        other => other,
    })
}

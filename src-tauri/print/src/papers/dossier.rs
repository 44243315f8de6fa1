//! A dossier: labelled texts in sections, such as everything that is held about one person, or the
//! register of what is done with people's data. Its words come with it: this room knows no field
//! by name.

use chrono::NaiveDate;
use serde::Serialize;

use crate::press::{self, Paper};
use crate::{Language, Result};

/// What stands on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierPaper {
    /// The name of the neighbourhood enterprise.
    pub centre: String,
    /// What it is: "Alles over Riet van den Berg".
    pub title: String,
    /// What marks it besides, if anything: "Lid 41".
    pub mark: Option<String>,
    /// What the reader must know first.
    pub about: String,
    /// Whether details of people stand on it.
    pub personal: bool,
    /// The day it was made.
    pub made_on: NaiveDate,
    /// What it holds, kind by kind.
    pub sections: Vec<DossierSection>,
}

/// What is held of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierSection {
    /// What kind: "Boekingen".
    pub title: String,
    /// One by one.
    pub records: Vec<DossierRecord>,
}

/// One thing that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DossierRecord {
    /// Its fields in order.
    pub fields: Vec<LabelledText>,
}

/// A text with what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelledText {
    /// What it is: "Straat".
    pub label: String,
    /// What stands there; nothing for a line to write on.
    pub text: String,
}

/// Prints it: as many A4 pages as it takes.
///
/// # Errors
/// `Error::LetterNotDrawable`, `Error::Layout`.
pub fn dossier(paper: &DossierPaper, language: Language) -> Result<Paper> {
    press::print("dossier", paper, language)
}

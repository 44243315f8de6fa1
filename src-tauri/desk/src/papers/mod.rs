//! Papers at the desk: what is looked at, and what is written to a file. Here stands what all of
//! them share with the print room: languages, and refusals that a person can act upon.

mod certificates;
mod members;

pub use certificates::{ChangeText, ListForm, PreviewPaper, SavePaper, SaveRegister, ShowPaper};
pub use members::ExportMembers;

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;
use wijkboek_core::kernel::{Code, Error, Result};
use wijkboek_print::{Error as PrintError, Language as PrintLanguage, Paper};

use crate::face::Language;

/// The same language, for the print room.
pub(crate) fn print_language(language: Language) -> PrintLanguage {
    match language {
        Language::Nl => PrintLanguage::Nl,
        Language::En => PrintLanguage::En,
    }
}

/// A word of the papers.
pub(crate) fn word(of: Language, keys: &[&str]) -> Result<String> {
    print_language(of).word(keys).map_err(refusal)
}

/// A day in words.
pub(crate) fn day(day: NaiveDate, language: Language) -> Result<String> {
    let text = word(language, &["day"])?;
    let text = text.replace("{{day}}", &day.day().to_string());
    let text = text.replace(
        "{{month}}",
        &word(language, &["months", &day.month().to_string()])?,
    );
    Ok(text.replace("{{year}}", &day.year().to_string()))
}

/// What a kind or a state is called on the wire: its key in the word files.
pub(crate) fn key(value: &impl Serialize) -> Result<String> {
    let key = serde_json::to_value(value)?;
    Ok(key.as_str().unwrap_or_default().to_owned())
}

/// A paper, or why it could not be made.
///
/// # Errors
/// `Code::CertificateTextTooLong`, `Code::LetterNotDrawable`.
pub(crate) fn printed(paper: wijkboek_print::Result<Paper>) -> Result<Paper> {
    paper.map_err(refusal)
}

/// Page 1 of a paper, to look at.
pub(crate) fn picture(paper: &Paper) -> Result<String> {
    paper.preview_svg().map_err(refusal)
}

fn refusal(error: PrintError) -> Error {
    match error {
        PrintError::CertificateTextTooLong => Code::CertificateTextTooLong.at("body").into(),
        PrintError::LetterNotDrawable { letter } => {
            Code::LetterNotDrawable.with("letter", letter).into()
        }
        PrintError::NotOnOnePage { pages } => {
            Error::broken(format!("a paper of one page took {pages}"))
        }
        PrintError::Layout(what) => Error::broken(format!("paper: {what}")),
    }
}

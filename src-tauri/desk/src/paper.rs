//! Between the desk and the print room: languages, and refusals that a person can act upon.

use wijkboek_core::kernel::{Code, Error, Result};
use wijkboek_print::{Error as PrintError, Language as PrintLanguage, Paper};

use crate::face::Language;

/// The same language, for the print room.
pub(crate) fn language(language: Language) -> PrintLanguage {
    match language {
        Language::Nl => PrintLanguage::Nl,
        Language::En => PrintLanguage::En,
    }
}

/// A word of the papers.
pub(crate) fn word(of: Language, keys: &[&str]) -> Result<String> {
    language(of).word(keys).map_err(refusal)
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

//! The paper room: data in, PDF bytes out, with Typst as a library.
//!
//! A paper is a plain struct (`CertificatePaper`, …) and a template of the same name in
//! `templates/`. The struct reaches its template as JSON *values*, never as markup, so a name
//! such as `#read("x")` or `*bold*` is printed and not obeyed. Templates see their own folder and
//! that JSON, nothing else: no disk, no network, no clock, so the same data gives the same bytes.
//! Every paper is PDF/UA-1, for readers who listen. The words come from the interface's word
//! files, under the key `paper`.

mod language;
mod papers;
mod press;
mod proof;
mod world;

pub use language::Language;
pub use papers::certificate::{CertificatePaper, Signatory, certificate};
pub use papers::dossier::{DossierPaper, DossierRecord, DossierSection, LabelledText, dossier};
pub use papers::recovery::{RecoveryPaper, recovery_sheet};
pub use papers::register::{CertificateState, RegisterPaper, RegisterRow, certificate_register};
pub use papers::statement::{StatementLine, StatementPaper, account_statement};
pub use press::Paper;

/// Why a paper was not made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The names and the centre's own text do not fit on the one page a certificate has, not even
    /// in the smallest letter that still reads well. The person shortens the text.
    #[error("the text on the certificate is too long for one page")]
    CertificateTextTooLong,
    /// A paper that must be one page became more (or text fell off it).
    #[error("the paper must be one page and takes {pages}")]
    NotOnOnePage {
        /// How many pages it took.
        pages: usize,
    },
    /// The fonts on board hold Latin, Greek, Cyrillic, Hebrew and Arabic letters, and no picture
    /// of this one: a square would be printed in its place.
    #[error("no font on board can draw the letter {letter:?}")]
    LetterNotDrawable {
        /// The letter, as it was typed.
        letter: String,
    },
    /// Our own mistake: the template, the word files and the data do not fit together.
    #[error("the paper could not be laid out: {0}")]
    Layout(String),
}

/// What this room answers.
pub type Result<T> = std::result::Result<T, Error>;

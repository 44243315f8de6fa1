//! The recovery code on paper. It goes from the window straight into the file that the person
//! chose; nothing of it is kept here, and no copy is made on the way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    kernel::{Ask, Result, Role, fold, folder},
    keys::RecoveryCode,
};
use wijkboek_print::{self as print, RecoveryPaper};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    files::ChosenFile,
    papers::{print_language, printed, word},
};

/// Writes the recovery code to a file that the person chooses, as a page for the safe.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveCode {
    /// The code that was just made.
    pub recovery_code: String,
}

impl Ask for SaveCode {
    const NAME: &'static str = "keys.save_recovery_code";
    const ROLE: Role = Role::Manager;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SaveCode {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::RecoveryCodeMistyped`, `Code::WrongRecoveryCode`: a page that opens nothing is worse
    /// than none. Those of writing a file.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let code = RecoveryCode::read(&self.recovery_code)?;
        desk.own_ring()?.open_with_code(code.written())?;
        let (language, folder) = (desk.language(), desk.folder()?.to_path_buf());
        let book = folder::shown(&folder);
        let paper = RecoveryPaper {
            centre: desk.centre_name()?.unwrap_or_else(|| book.clone()),
            book: book.clone(),
            made_on: desk.ambient().today(),
            code: code.written().to_owned(),
        };
        let sheet = printed(print::recovery_sheet(&paper, print_language(language)))?;
        let name = fold(&word(language, &["recovery", "title"])?).replace(' ', "-");
        desk.write_file(&format!("{name}-{book}.pdf"), &sheet.pdf)
    }
}

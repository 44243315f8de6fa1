//! Who agreed with a purpose, in a file: exactly what the list on the screen shows, for whoever
//! goes round with a camera or sends the newsletter.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    consent::{self, ConsentRow, ListConsents},
    kernel::{Ask, Result, Role},
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    papers::{key, word},
    table,
};

/// Writes the members by what they said about a purpose to a file that the person chooses, as CSV.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportConsents {
    /// Which members; its page is passed over.
    pub list: ListConsents,
}

impl Ask for ExportConsents {
    const NAME: &'static str = "consent.export";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for ExportConsents {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::NotFound`, `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let (language, today) = (desk.language(), desk.ambient().today());
        let rows = desk
            .book()?
            .read(|reader| consent::every(reader, &self.list))?;
        let file = word(language, &["consent", "file"])?;
        desk.write_file(
            &format!("{file}-{today}.csv"),
            &spreadsheet(&rows, language)?,
        )
    }
}

fn spreadsheet(rows: &[ConsentRow], language: Language) -> Result<Vec<u8>> {
    let word = |keys: &[&str]| word(language, &[&["consent"], keys].concat());
    let head: Vec<String> = ["number", "name", "state", "said_on", "how"]
        .iter()
        .map(|key| word(&[key]))
        .collect::<Result<_>>()?;
    let cells = |row: &ConsentRow| {
        let how = row.how.as_ref().map(|how| word(&["hows", &key(how)?]));
        let said_on = row.said_on.map(|day| day.to_string());
        Ok(vec![
            row.number.to_string(),
            row.sorted_name.clone(),
            word(&["states", &key(&row.state)?])?,
            said_on.unwrap_or_default(),
            how.transpose()?.unwrap_or_default(),
        ])
    };
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect::<Result<_>>()?;
    table::csv(&head, &rows)
}

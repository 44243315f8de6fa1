//! The list of members in a file: exactly what the list on the screen shows, for a spreadsheet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    kernel::{Ask, Reader, Result, Role},
    members::{self, ListMembers, MemberRow},
};

use super::{key, word};
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    table,
};

/// Writes the list of members to a file that the person chooses, as CSV: all that the question
/// finds on its day, today if it names none.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportMembers {
    /// Which members; its page is passed over.
    pub list: ListMembers,
}

impl Ask for ExportMembers {
    const NAME: &'static str = "members.export";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for ExportMembers {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let language = desk.language();
        let on = self.list.on.unwrap_or_else(|| desk.ambient().today());
        let list = ListMembers {
            on: Some(on),
            ..self.list
        };
        let rows = desk.book()?.read(|reader| every(reader, list))?;
        let file = word(language, &["members", "file"])?;
        desk.write_file(&format!("{file}-{on}.csv"), &spreadsheet(&rows, language)?)
    }
}

/// Every row that a question finds, in the order of the list.
fn every(reader: &Reader, list: ListMembers) -> Result<Vec<MemberRow>> {
    let mut question = ListMembers {
        offset: 0,
        limit: Some(u32::MAX),
        ..list
    };
    let mut rows = Vec::new();
    loop {
        let page = members::list(reader, &question)?;
        let more = u32::try_from(page.rows.len()).unwrap_or(0);
        rows.extend(page.rows);
        question.offset = question.offset.saturating_add(more);
        if more == 0 || question.offset >= page.found {
            return Ok(rows);
        }
    }
}

fn spreadsheet(rows: &[MemberRow], language: Language) -> Result<Vec<u8>> {
    let word = |keys: &[&str]| word(language, &[&["members"], keys].concat());
    let head: Vec<String> = ["number", "name", "kind", "address", "town", "membership"]
        .iter()
        .map(|key| word(&[key]))
        .collect::<Result<_>>()?;
    let cells = |row: &MemberRow| {
        let membership = match &row.membership {
            Some(membership) => key(membership)?,
            None => "none".to_owned(),
        };
        Ok(vec![
            row.number.to_string(),
            row.sorted_name.clone(),
            word(&["kinds", key(&row.kind)?.as_str()])?,
            row.address.clone().unwrap_or_default(),
            row.town.clone().unwrap_or_default(),
            word(&["memberships", membership.as_str()])?,
        ])
    };
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect::<Result<_>>()?;
    table::csv(&head, &rows)
}

//! The list of accounts as it stands on the screen, for a spreadsheet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    credits::{self, AccountKind, AccountRow, ListAccounts, Scheme},
    kernel::{Ask, Read as _, Reader, Result, Role},
};

use super::amount::number;
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    papers::word,
    table,
};

/// Writes the accounts that a question finds to a file that the person chooses, all of them.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveAccounts {
    /// Which accounts; its page is passed over.
    pub list: ListAccounts,
}

impl Ask for SaveAccounts {
    const NAME: &'static str = "credits.save_accounts";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SaveAccounts {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// Those of the list, then `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let language = desk.language();
        let today = desk.ambient().today();
        let bytes = desk.book()?.read(|reader| {
            let scheme = credits::scheme(reader)?;
            spreadsheet(&every(reader, self.list)?, &scheme, language)
        })?;
        let file = word(language, &["accounts", "file"])?;
        desk.write_file(&format!("{file}-{today}.csv"), &bytes)
    }
}

/// Every account that a question finds, in the order of the list.
fn every(reader: &Reader, list: ListAccounts) -> Result<Vec<AccountRow>> {
    let mut question = ListAccounts {
        offset: 0,
        limit: Some(u32::MAX),
        ..list
    };
    let mut rows = Vec::new();
    loop {
        let page = question.clone().run(reader)?;
        let more = u32::try_from(page.rows.len()).unwrap_or(0);
        rows.extend(page.rows);
        question.offset = question.offset.saturating_add(more);
        if more == 0 || question.offset >= page.found {
            return Ok(rows);
        }
    }
}

fn spreadsheet(rows: &[AccountRow], scheme: &Scheme, language: Language) -> Result<Vec<u8>> {
    let word = |keys: &[&str]| word(language, &[&["accounts"], keys].concat());
    let head = vec![
        word(&["name"])?,
        word(&["number"])?,
        word(&["kind"])?,
        word(&["outside_name"])?,
        word(&["source"])?,
        scheme.plural.clone(),
        word(&["minutes"])?,
    ];
    let cells = |row: &AccountRow| {
        Ok(vec![
            row.sorted_name.clone(),
            row.number
                .map(|number| number.to_string())
                .unwrap_or_default(),
            word(&["kinds", kind(row.kind)])?,
            row.outside_name.clone().unwrap_or_default(),
            row.source.clone().unwrap_or_default(),
            number(row.balance_minutes, scheme, language),
            row.balance_minutes.to_string(),
        ])
    };
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect::<Result<_>>()?;
    table::csv(&head, &rows)
}

fn kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Member => "member",
        AccountKind::Issuing => "issuing",
        AccountKind::Redeeming => "redeeming",
        AccountKind::Outside => "outside",
    }
}

//! The list of agreements as it stands on the screen, for a spreadsheet.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    agreements::{self, AgreementKind, AgreementStanding, AgreementStatus, ListAgreements},
    kernel::{Ask, Result, Role},
};

use super::{day_key, parties, word};
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
    table,
};

/// Writes the agreements that a question finds to a file that the person chooses.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveAgreements {
    /// Which agreements.
    pub list: ListAgreements,
}

impl Ask for SaveAgreements {
    const NAME: &'static str = "agreements.save_list";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SaveAgreements {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let language = desk.language();
        let found = desk
            .book()?
            .read(|reader| agreements::list(reader, &self.list))?;
        let bytes = spreadsheet(&found.rows, language)?;
        let file = word(language, &["file"])?;
        desk.write_file(&format!("{file}-{}.csv", found.on), &bytes)
    }
}

fn spreadsheet(rows: &[AgreementStanding], language: Language) -> Result<Vec<u8>> {
    let head: Vec<String> = [
        "title",
        "object",
        "kind",
        "parties",
        "status",
        "from",
        "until",
        "until_text",
        "ended",
        "next",
        "next_day",
    ]
    .iter()
    .map(|key| word(language, &["heads", key]))
    .collect::<Result<_>>()?;
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| cells(row, language))
        .collect::<Result<_>>()?;
    table::csv(&head, &rows)
}

fn cells(row: &AgreementStanding, language: Language) -> Result<Vec<String>> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let next = row
        .next
        .map(|due| word(language, &["days", day_key(due.kind)]));
    Ok(vec![
        row.title.clone(),
        row.object.clone().unwrap_or_default(),
        word(language, &["kinds", kind_key(row.kind)])?,
        parties(row),
        word(language, &["statuses", status_key(row.status)])?,
        row.from_day.to_string(),
        day(row.until_day),
        row.until_text.clone().unwrap_or_default(),
        day(row.ended_on),
        next.transpose()?.unwrap_or_default(),
        day(row.next.map(|due| due.day)),
    ])
}

fn kind_key(kind: AgreementKind) -> &'static str {
    match kind {
        AgreementKind::UseOfPlace => "use_of_place",
        AgreementKind::Maintenance => "maintenance",
        AgreementKind::Service => "service",
        AgreementKind::Funding => "funding",
        AgreementKind::Other => "other",
    }
}

fn status_key(status: AgreementStatus) -> &'static str {
    match status {
        AgreementStatus::NotYetStarted => "not_yet_started",
        AgreementStatus::Running => "running",
        AgreementStatus::EndingSoon => "ending_soon",
        AgreementStatus::Ended => "ended",
    }
}

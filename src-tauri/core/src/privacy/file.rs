//! The frozen types of the file that a person takes along, format 0. Old files outlive the
//! program, so these never change: another content is another version with types of its own. The
//! JSON Schema stands in `tests/fixtures/person-v0.schema.json`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use super::HeldAbout;
use crate::{
    centre,
    kernel::{Reader, Result},
};

/// Everything that a neighbourhood enterprise holds about one of its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonFileV0 {
    /// The name of this format.
    pub format: PersonFormat,
    /// The version of this format.
    pub version: PersonVersion,
    /// The neighbourhood enterprise.
    pub centre: String,
    /// The day on which the file was made.
    pub made_on: NaiveDate,
    /// The number of the member.
    pub number: u32,
    /// The name of the member.
    pub name: String,
    /// Everything that is held, row by row.
    pub records: Vec<FileRecord>,
}

/// The name of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PersonFormat {
    /// What is held about one person.
    #[serde(rename = "wijkboek-person")]
    Person,
}

/// The version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct PersonVersion(#[schemars(range(min = 0, max = 0))] u32);

/// Something that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileRecord {
    /// What it is: mostly the name of the table that it stands in.
    pub kind: String,
    /// Its fields by name. Days are `2026-11-23`, instants stand in UTC.
    pub fields: BTreeMap<String, String>,
}

impl PersonFileV0 {
    /// The file about one member.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn of(reader: &Reader, held: &HeldAbout) -> Result<Self> {
        let records = held.records.iter().map(|record| FileRecord {
            kind: record.kind.clone(),
            fields: record
                .fields
                .iter()
                .map(|field| (field.name.clone(), field.value.clone()))
                .collect(),
        });
        Ok(Self {
            format: PersonFormat::Person,
            version: PersonVersion(0),
            centre: centre::get(reader)?.fields.name,
            made_on: reader.today(),
            number: held.number,
            name: held.full_name.clone(),
            records: records.collect(),
        })
    }
}

/// The JSON Schema of the file.
#[must_use]
pub fn schema() -> Schema {
    schemars::schema_for!(PersonFileV0)
}

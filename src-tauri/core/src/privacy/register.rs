//! The register of processing (AVG art. 30), generated from what the rooms declare of their columns:
//! what is not declared cannot be kept, so what is kept stands here, with the terms in force.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::terms::{months_of, terms};
use crate::{
    centre::{self, ComputerSaid},
    kernel::{Ask, Kept, Purpose, Read, Reader, Result, Role},
};

/// The register of what is done with data about people.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowRegister {}

/// The register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ProcessingRegister {
    /// Who answers for it.
    pub centre: String,
    /// Where.
    pub place: Option<String>,
    /// For what, and what is kept for that.
    pub purposes: Vec<RegisterPurpose>,
    /// How the computer is protected, as was last said.
    pub computer: Option<ComputerSaid>,
}

/// A purpose with what is kept for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct RegisterPurpose {
    /// For what.
    pub purpose: Purpose,
    /// How long what stands below is kept.
    pub kept: Kept,
    /// The months in force, where the term is one that can be changed.
    pub months: Option<u32>,
    /// What is kept.
    pub fields: Vec<RegisterField>,
}

/// A column that holds something about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct RegisterField {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
}

impl Ask for ShowRegister {
    const NAME: &'static str = "privacy.register";
    const ROLE: Role = Role::Reader;
    type Answer = ProcessingRegister;
}

impl Read for ShowRegister {
    fn run(self, reader: &Reader) -> Result<ProcessingRegister> {
        register(reader)
    }
}

/// The register of this book.
///
/// # Errors
/// `Code::NotFound` while the centre has no name yet.
pub fn register(reader: &Reader) -> Result<ProcessingRegister> {
    let mut purposes: Vec<RegisterPurpose> = Vec::new();
    let in_force = terms(reader)?.terms;
    for field in crate::personal_fields() {
        let row = RegisterField {
            table: field.table.to_owned(),
            column: field.column.to_owned(),
        };
        let months = months_of(&in_force, &field);
        let same = |known: &&mut RegisterPurpose| {
            (known.purpose, known.kept, known.months) == (field.purpose, field.kept, months)
        };
        match purposes.iter_mut().find(same) {
            Some(known) => known.fields.push(row),
            None => purposes.push(RegisterPurpose {
                purpose: field.purpose,
                kept: field.kept,
                months,
                fields: vec![row],
            }),
        }
    }
    let centre = centre::get(reader)?.fields;
    Ok(ProcessingRegister {
        centre: centre.name,
        place: centre.place,
        purposes,
        computer: centre::computer(reader)?,
    })
}

//! Whose terms have passed: former members of whom something is still known.

use std::collections::HashSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RetentionField, RetentionTerm, ended_by, passes_on, store, terms};
use crate::{
    kernel::{Ask, Read, Reader, Result, Role},
    members::{self, Former, MemberId},
    privacy::erasure::{self, Wait},
};

/// The most rows that one question gets.
const MOST_ROWS: u32 = 500;

/// Former members beyond a term, and what is to go.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListPassed {
    /// Rows to pass over.
    #[serde(default)]
    pub offset: u32,
    /// Rows to answer, 50 if left out, 500 at most.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Former members beyond a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PassedList {
    /// The version of the table that this follows from.
    pub version: u32,
    /// How many there are.
    pub total: u32,
    /// One page of them, the one who left first coming first.
    pub members: Vec<PassedMember>,
}

/// Somebody beyond a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PassedMember {
    /// The member.
    pub member_id: MemberId,
    /// Its number.
    pub number: u32,
    /// Its name.
    pub full_name: String,
    /// The first day without membership.
    pub ended_on: NaiveDate,
    /// What is to go, in the order of the table.
    pub fields: Vec<PassedField>,
    /// Why the name must wait; nothing if the name stays for now.
    pub waits: Vec<Wait>,
}

/// Something that is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PassedField {
    /// What.
    pub field: RetentionField,
    /// The first day beyond its term.
    pub since: NaiveDate,
}

/// Somebody beyond a term, with what is to go.
pub(super) struct Beyond {
    pub former: Former,
    pub fields: Vec<PassedField>,
}

impl Ask for ListPassed {
    const NAME: &'static str = "privacy.passed";
    const ROLE: Role = Role::Manager;
    type Answer = PassedList;
}

impl Read for ListPassed {
    fn run(self, reader: &Reader) -> Result<PassedList> {
        let (version, found) = passed(reader)?;
        let row = |Beyond { former, fields }: Beyond| {
            let member = members::get(reader, former.member_id)?;
            let name = fields.iter().any(|one| one.field == RetentionField::Name);
            Ok(PassedMember {
                member_id: former.member_id,
                number: member.number,
                full_name: member.full_name,
                ended_on: former.ended_on,
                waits: if name {
                    erasure::waits(reader, former.member_id)?
                } else {
                    Vec::new()
                },
                fields,
            })
        };
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let size = |rows: u32| usize::try_from(rows).unwrap_or(usize::MAX);
        let limit = self.limit.unwrap_or(50).min(MOST_ROWS);
        let page = found.into_iter().skip(size(self.offset)).take(size(limit));
        Ok(PassedList {
            version,
            total,
            members: page.map(row).collect::<Result<_>>()?,
        })
    }
}

/// How many former members are beyond a term: as many as the list tells, counted without it.
///
/// # Errors
/// SQLite's answer.
pub fn count(reader: &Reader) -> Result<u32> {
    let (table, today) = (terms(reader)?.terms, reader.today());
    let by = |term: &RetentionTerm| (term.field, ended_by(today, term.months));
    store::count(reader, &table.iter().map(by).collect::<Vec<_>>())
}

/// Who is beyond a term and what is to go, and the version of the table that says so. A name that
/// is on its way out already is not told again.
///
/// # Errors
/// SQLite's answer.
pub(super) fn passed(reader: &Reader) -> Result<(u32, Vec<Beyond>)> {
    let table = terms(reader)?;
    let today = reader.today();
    let ends = table.terms.iter().map(|term| ended_by(today, term.months));
    let until = ends.max().unwrap_or(today);
    let requested: HashSet<MemberId> = erasure::requested(reader)?.into_iter().collect();
    let mut found = Vec::new();
    for former in members::former(reader, until)? {
        let held = |field| match field {
            RetentionField::Name => !requested.contains(&former.member_id),
            RetentionField::Address => former.address,
            RetentionField::Phone => former.phone,
            RetentionField::Email => former.email,
            RetentionField::BirthYear => former.birth_year,
            RetentionField::Note => former.note,
        };
        let gone = table.terms.iter().filter(|term| held(term.field));
        let gone = gone.map(|term| PassedField {
            field: term.field,
            since: passes_on(former.ended_on, term.months),
        });
        let fields: Vec<PassedField> = gone.filter(|one| one.since <= today).collect();
        if !fields.is_empty() {
            found.push(Beyond { former, fields });
        }
    }
    Ok((table.version, found))
}

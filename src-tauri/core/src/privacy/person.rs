//! Everything that the book holds about one member. Other members are named nowhere in it: where
//! one took part stands nobody, where a text names one stands `OTHER`.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    agreements, centre, certificates, confidential, consent, credits, import,
    kernel::{Ask, PersonalRecord, Read, Reader, Result, Role, Subject, fold, without_name},
    keys,
    members::{self, GetHistory, MemberId, MemberKind},
};

/// What stands in place of the name of another member.
pub const OTHER: &str = "(een ander lid)";

/// Everything that is held about one member, from every room of the book.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowPerson {
    /// The member.
    pub member_id: MemberId,
}

/// What is held about one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HeldAbout {
    /// The member.
    pub member_id: MemberId,
    /// Its number.
    pub number: u32,
    /// Person, household or organisation.
    pub kind: MemberKind,
    /// The present name.
    pub full_name: String,
    /// Row by row, room by room.
    pub records: Vec<PersonalRecord>,
}

impl Ask for ShowPerson {
    const NAME: &'static str = "privacy.person";
    const ROLE: Role = Role::Manager;
    type Answer = HeldAbout;
}

impl Read for ShowPerson {
    /// # Errors
    /// `Code::NotFound`.
    fn run(self, reader: &Reader) -> Result<HeldAbout> {
        person(reader, self.member_id)
    }
}

/// Everything that is held about one member.
///
/// # Errors
/// `Code::NotFound`.
pub fn person(reader: &Reader, member_id: MemberId) -> Result<HeldAbout> {
    let member = members::get(reader, member_id)?;
    let (subject, own) = subject(reader, member_id)?;
    let mut records = members::about(reader, &subject)?;
    records.extend(certificates::about(reader, &subject)?);
    records.extend(credits::about(reader, &subject)?);
    records.extend(agreements::about(reader, &subject)?);
    records.extend(consent::about(reader, &subject)?);
    records.extend(import::about(reader, &subject)?);
    records.extend(centre::about(reader, &subject)?);
    records.extend(keys::about(reader, &subject)?);
    records.extend(super::erasure::about(reader, &subject)?);
    records.extend(confidential::about(reader, member_id)?);
    mask(reader, &own, &mut records)?;
    let acts = acts(reader, &records)?;
    records.extend(acts);
    Ok(HeldAbout {
        member_id,
        number: member.number,
        kind: member.kind,
        full_name: member.full_name,
        records,
    })
}

/// The member as its own texts and those of others call it, and the same names as written.
pub(super) fn subject(reader: &Reader, member_id: MemberId) -> Result<(Subject, HashSet<String>)> {
    let versions = GetHistory { member_id }.run(reader)?;
    let names = versions.iter().flat_map(|version| {
        let fields = &version.fields;
        [members::full_name(fields), members::sorted_name(fields)]
    });
    let own: HashSet<String> = names.collect();
    let called = own.iter().map(|name| fold(name));
    // One word is too little to know somebody by.
    let mut called: Vec<String> = called.filter(|name| name.contains(' ')).collect();
    called.push(fold(&member_id.0.to_string()));
    let subject = Subject {
        member: members::sequence(reader, member_id)?,
        called,
    };
    Ok((subject, own))
}

/// Takes the names of other members out of every text.
fn mask(reader: &Reader, own: &HashSet<String>, records: &mut [PersonalRecord]) -> Result<()> {
    let values = || records.iter().flat_map(|record| &record.fields);
    let all: String = values()
        .map(|field| field.value.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let all = format!(" {} ", fold(&all));
    let own: HashSet<String> = own.iter().map(|name| fold(name)).collect();
    let mut others = Vec::new();
    members::everybody(reader, |other| {
        let name = members::full_name(&other.fields);
        let apart = other.kind != MemberKind::Organisation && name.contains(' ');
        let folded = fold(&name);
        if apart && !own.contains(&folded) && all.contains(&format!(" {folded} ")) {
            others.push(name);
        }
    })?;
    // The longest first, or a part of a longer name would be left.
    others.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for field in records.iter_mut().flat_map(|record| &mut record.fields) {
        for name in &others {
            field.value = without_name(&field.value, name, OTHER);
        }
    }
    Ok(())
}

/// What was done at the desk with any of the things that these records name by their ids.
fn acts(reader: &Reader, records: &[PersonalRecord]) -> Result<Vec<PersonalRecord>> {
    let fields = records.iter().flat_map(|record| &record.fields);
    let ids = fields.filter(|field| field.name == "id");
    let ids: HashSet<uuid::Uuid> = ids.filter_map(|field| field.value.parse().ok()).collect();
    reader.acts_naming(&ids)
}

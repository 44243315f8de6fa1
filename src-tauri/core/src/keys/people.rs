//! Who may sit at the desk. Nobody is ever taken out of this list: the audit names them. One
//! manager stays, so that somebody can always let another in.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{PersonId, store};
use crate::kernel::{Code, Reader, Result, Role, Tx, text};

/// What is kept in confidence is kept by few.
const MOST_CONFIDANTS: usize = 2;

/// Somebody who may sit at the desk, or who might before they left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct DeskPerson {
    /// Its id, which the audit names.
    pub id: PersonId,
    /// The name shown at the desk.
    pub name: String,
    /// What this person may do.
    pub role: Role,
    /// Since when.
    pub added_at: DateTime<Utc>,
    /// When they left the desk.
    pub left_at: Option<DateTime<Utc>>,
}

/// Adds somebody to the desk under an id that the key ring names.
///
/// # Errors
/// `Code::NameMissing`, `Code::TextTooLong`, `Code::TextHasForbiddenSign`; `Code::DeskNameTaken`
/// if somebody at the desk is called so: the audit could not tell them apart.
pub fn add_person(tx: &Tx, id: Uuid, name: &str, role: Role) -> Result<PersonId> {
    let id = PersonId(id);
    let name = free_name(tx, id, name)?;
    check_confidants(tx, id, role)?;
    store::add(tx, id, &name, role)?;
    Ok(id)
}

/// Calls somebody at the desk by another name, in the audit of former days too.
///
/// # Errors
/// Those of `add_person`; `Code::NotFound`, also for somebody who left.
pub fn rename_person(tx: &Tx, id: PersonId, name: &str) -> Result<()> {
    present(tx, id)?;
    let name = free_name(tx, id, name)?;
    store::rename(tx, id, &name)
}

/// Gives somebody another role.
///
/// # Errors
/// `Code::NotFound`, also for somebody who left; `Code::LastManager`, `Code::ConfidantsAreTwo`.
pub fn change_role(tx: &Tx, id: PersonId, role: Role) -> Result<()> {
    let person = present(tx, id)?;
    if role != Role::Manager {
        check_not_last(tx, &person)?;
    }
    check_confidants(tx, id, role)?;
    store::give_role(tx, id, role)
}

/// Notes that somebody left the desk.
///
/// # Errors
/// `Code::NotFound`, also for somebody who left before; `Code::LastManager`.
pub fn leave(tx: &Tx, id: PersonId) -> Result<()> {
    let person = present(tx, id)?;
    check_not_last(tx, &person)?;
    store::leave(tx, id)
}

/// Everybody, those who left last.
///
/// # Errors
/// SQLite's answer.
pub fn people(reader: &Reader) -> Result<Vec<DeskPerson>> {
    store::list(reader)
}

/// The person whom the key ring or the audit names, also when they left.
///
/// # Errors
/// `Code::NotFound`.
pub fn person(reader: &Reader, id: Uuid) -> Result<DeskPerson> {
    store::find(reader, PersonId(id))?.ok_or_else(|| Code::NotFound.refusal().into())
}

/// As whom the recovery code opens the desk: the manager who made it, or the first of those who
/// are a manager now.
///
/// # Errors
/// `Code::NotFound` in a book without a manager, which no door of ours makes.
pub fn manager_for_code(reader: &Reader, made_by: Uuid) -> Result<DeskPerson> {
    let mut managers = people(reader)?;
    managers.retain(|person| person.role == Role::Manager && person.left_at.is_none());
    let own = managers.iter().position(|person| person.id.0 == made_by);
    let chosen = managers.into_iter().nth(own.unwrap_or(0));
    chosen.ok_or_else(|| Code::NotFound.refusal().into())
}

fn present(tx: &Tx, id: PersonId) -> Result<DeskPerson> {
    let person = person(tx, id.0)?;
    if person.left_at.is_some() {
        return Code::NotFound.refuse();
    }
    Ok(person)
}

fn check_not_last(tx: &Tx, person: &DeskPerson) -> Result<()> {
    if person.role != Role::Manager {
        return Ok(());
    }
    let others = |other: &DeskPerson| {
        other.id != person.id && other.role == Role::Manager && other.left_at.is_none()
    };
    if people(tx)?.iter().any(others) {
        Ok(())
    } else {
        Code::LastManager.refuse()
    }
}

fn check_confidants(tx: &Tx, id: PersonId, role: Role) -> Result<()> {
    let others = |other: &&DeskPerson| {
        other.id != id && other.role == Role::Confidant && other.left_at.is_none()
    };
    if role == Role::Confidant && people(tx)?.iter().filter(others).count() >= MOST_CONFIDANTS {
        return Code::ConfidantsAreTwo.at("role").refuse();
    }
    Ok(())
}

fn free_name(tx: &Tx, id: PersonId, name: &str) -> Result<String> {
    let name = text::line("name", name)?.ok_or_else(|| Code::NameMissing.at("name"))?;
    let same =
        |person: &DeskPerson| person.id != id && person.left_at.is_none() && person.name == name;
    if people(tx)?.iter().any(same) {
        return Code::DeskNameTaken.at("name").refuse();
    }
    Ok(name)
}

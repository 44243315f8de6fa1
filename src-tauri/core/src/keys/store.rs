//! The people at the desk, in SQL.

use rusqlite::OptionalExtension as _;

use super::{DeskPerson, PersonId};
use crate::kernel::{
    Error, Forgotten, PersonalRecord, Reader, Result, Role, Subject, Tx, date::Instant,
    records_naming,
};

pub(super) fn add(tx: &Tx, person: &DeskPerson) -> Result<()> {
    tx.connection().execute(
        "INSERT INTO desk_person (id, name, role, added_at) VALUES (?1, ?2, ?3, ?4)",
        (
            person.id,
            &person.name,
            role_text(person.role),
            Instant(tx.now()),
        ),
    )?;
    Ok(())
}

pub(super) fn find(reader: &Reader, id: PersonId) -> Result<Option<DeskPerson>> {
    let found = reader
        .connection()
        .prepare_cached("SELECT name, role FROM desk_person WHERE id = ?1")?
        .query_row([id], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    found
        .map(|(name, role)| {
            Ok(DeskPerson {
                id,
                name,
                role: role_of(&role)?,
            })
        })
        .transpose()
}

/// Who sits at the desk under the name of this person.
pub(crate) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    records_naming(
        reader,
        subject,
        "desk_person",
        (
            "SELECT id, role, added_at, name FROM desk_person ORDER BY added_at",
            3,
        ),
        [],
    )
}

/// Whether this person still sits at the desk.
pub(crate) fn sits_at_desk(reader: &Reader, subject: &Subject) -> Result<bool> {
    Ok(!about(reader, subject)?.is_empty())
}

/// Takes the name from somebody who sat at the desk; what that person did stays done.
pub(crate) fn erase(tx: &Tx, forgotten: &Forgotten) -> Result<()> {
    forgotten.each_name(
        tx,
        "UPDATE desk_person SET name = without_name(name, ?1, ?2) WHERE instr(name, ?1) > 0",
    )
}

fn role_text(role: Role) -> &'static str {
    match role {
        Role::Reader => "reader",
        Role::Worker => "worker",
        Role::Manager => "manager",
    }
}

fn role_of(text: &str) -> Result<Role> {
    match text {
        "reader" => Ok(Role::Reader),
        "worker" => Ok(Role::Worker),
        "manager" => Ok(Role::Manager),
        _ => Err(Error::broken("a role that this program does not know")),
    }
}

//! The people at the desk, in SQL.

use rusqlite::{OptionalExtension as _, Row};
use uuid::Uuid;

use super::{DeskPerson, PersonId};
use crate::kernel::{
    Error, Forgotten, PersonalRecord, Reader, Result, Role, Subject, Tx, date::Instant,
    records_naming,
};

pub(super) fn add(tx: &Tx, id: PersonId, name: &str, role: Role) -> Result<()> {
    tx.connection().execute(
        "INSERT INTO desk_person (id, name, role, added_at) VALUES (?1, ?2, ?3, ?4)",
        (id, name, role_text(role), Instant(tx.now())),
    )?;
    Ok(())
}

pub(super) fn rename(tx: &Tx, id: PersonId, name: &str) -> Result<()> {
    tx.connection()
        .execute("UPDATE desk_person SET name = ?2 WHERE id = ?1", (id, name))?;
    Ok(())
}

pub(super) fn give_role(tx: &Tx, id: PersonId, role: Role) -> Result<()> {
    tx.connection().execute(
        "UPDATE desk_person SET role = ?2 WHERE id = ?1",
        (id, role_text(role)),
    )?;
    Ok(())
}

pub(super) fn leave(tx: &Tx, id: PersonId) -> Result<()> {
    tx.connection().execute(
        "UPDATE desk_person SET left_at = ?2 WHERE id = ?1",
        (id, Instant(tx.now())),
    )?;
    Ok(())
}

pub(super) fn list(reader: &Reader) -> Result<Vec<DeskPerson>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT id, name, role, added_at, left_at FROM desk_person
         ORDER BY left_at IS NOT NULL, name, added_at",
    )?;
    let mut rows = statement.query([])?;
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        people.push(read(row)?);
    }
    Ok(people)
}

pub(super) fn find(reader: &Reader, id: PersonId) -> Result<Option<DeskPerson>> {
    reader
        .connection()
        .prepare_cached("SELECT id, name, role, added_at, left_at FROM desk_person WHERE id = ?1")?
        .query_row([id], |row| Ok(read(row)))
        .optional()?
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
    let present = records_naming(
        reader,
        subject,
        "desk_person",
        (
            "SELECT id, role, added_at, name FROM desk_person WHERE left_at IS NULL",
            3,
        ),
        [],
    )?;
    Ok(!present.is_empty())
}

/// Takes the name from somebody who sat at the desk; what that person did stays done.
pub(crate) fn erase(tx: &Tx, forgotten: &Forgotten) -> Result<()> {
    forgotten.each_name(
        tx,
        "UPDATE desk_person SET name = without_name(name, ?1, ?2)
         WHERE without_name(name, ?1, ?2) <> name",
    )
}

/// Those who did not leave.
pub(super) fn present(reader: &Reader) -> Result<Vec<Uuid>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT id FROM desk_person WHERE left_at IS NULL")?;
    let ids = statement.query_map([], |row| row.get::<_, PersonId>(0))?;
    ids.map(|id| Ok(id?.0)).collect()
}

fn read(row: &Row) -> Result<DeskPerson> {
    Ok(DeskPerson {
        id: row.get(0)?,
        name: row.get(1)?,
        role: role_of(&row.get::<_, String>(2)?)?,
        added_at: row.get::<_, Instant>(3)?.0,
        left_at: row.get::<_, Option<Instant>>(4)?.map(|instant| instant.0),
    })
}

fn role_text(role: Role) -> &'static str {
    match role {
        Role::Reader => "reader",
        Role::Worker => "worker",
        Role::Manager => "manager",
        Role::Confidant => "confidant",
    }
}

fn role_of(text: &str) -> Result<Role> {
    match text {
        "reader" => Ok(Role::Reader),
        "worker" => Ok(Role::Worker),
        "manager" => Ok(Role::Manager),
        "confidant" => Ok(Role::Confidant),
        _ => Err(Error::broken("a role that this program does not know")),
    }
}

//! Members in SQL.

mod about;
mod erase;
mod everybody;
mod find;
mod former;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, Row, named_params};

use super::{
    MemberFields, MemberId, MemberKind, MemberVersion, MembershipKind, MembershipPeriod,
    Salutation, name,
};
use crate::kernel::{
    Code, Error, Reader, Result, Tx, column_words,
    date::{Day, Instant},
    fold,
};

pub(crate) use about::about;
pub(super) use erase::erased_on;
pub(crate) use erase::{erase, is_known, refuse_erased};
pub(in crate::members) use everybody::return_number;
pub(crate) use everybody::{everybody, given_numbers, numbered};
pub(super) use find::{Search, count, counts, page};
pub(crate) use former::{Former, MemberPart, clear, former};

/// What does not change with a version.
pub(super) struct Kept {
    pub sequence: i64,
    pub number: u32,
    pub kind: MemberKind,
    pub version: u32,
}

/// A member as other rooms show it.
pub(crate) struct Named {
    pub member_id: MemberId,
    pub number: u32,
    pub kind: MemberKind,
    pub full_name: String,
    pub sorted_name: String,
}

/// A member by its internal number, with the name that it has now.
pub(crate) fn named(reader: &Reader, member: i64) -> Result<Named> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT id, number, kind FROM member WHERE sequence = ?1")?;
    let (member_id, number, kind) =
        statement.query_row([member], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut statement = reader.connection().prepare_cached(
        "SELECT salutation, given_name, initials, prefix, family_name, name, street,
                house_number, house_addition, postcode, town, phone, email, birth_year, note
         FROM member_version WHERE member = ?1 ORDER BY version DESC LIMIT 1",
    )?;
    let fields = statement.query_row([member], |row| fields(row, 0))?;
    Ok(Named {
        member_id,
        number,
        kind,
        full_name: name::full_name(&fields),
        sorted_name: name::sorted_name(&fields),
    })
}

/// The internal number of a member, for rooms that refer to it.
pub(crate) fn sequence(reader: &Reader, member_id: MemberId) -> Result<i64> {
    reader
        .connection()
        .prepare_cached("SELECT sequence FROM member WHERE id = ?1")?
        .query_row([member_id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Code::NotFound.at("member_id").into())
}

/// The number after the highest one that was ever given.
pub(crate) fn next_number(tx: &Tx) -> Result<u32> {
    Ok(tx
        .connection()
        .prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM member_number")?
        .query_row([], |row| row.get(0))?)
}

/// Whether the number was free.
pub(super) fn give_number(tx: &Tx, number: u32) -> Result<bool> {
    let given = tx
        .connection()
        .prepare_cached("INSERT INTO member_number (number) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([number])?;
    Ok(given == 1 || everybody::give_again(tx, number)?)
}

pub(super) fn add(tx: &Tx, id: MemberId, number: u32, kind: MemberKind) -> Result<i64> {
    tx.connection()
        .prepare_cached("INSERT INTO member (id, number, kind) VALUES (?1, ?2, ?3)")?
        .execute((id, number, kind))?;
    Ok(tx.connection().last_insert_rowid())
}

pub(super) fn add_version(
    tx: &Tx,
    member: i64,
    version: u32,
    number: u32,
    fields: &MemberFields,
) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO member_version (member, version, recorded_at, salutation, given_name,
                 initials, prefix, family_name, name, street, house_number, house_addition,
                 postcode, town, phone, email, birth_year, note)
             VALUES (:member, :version, :recorded_at, :salutation, :given_name, :initials, :prefix,
                 :family_name, :name, :street, :house_number, :house_addition, :postcode, :town,
                 :phone, :email, :birth_year, :note)",
        )?
        .execute(named_params! {
            ":member": member,
            ":version": version,
            ":recorded_at": Instant(tx.now()),
            ":salutation": fields.salutation,
            ":given_name": fields.given_name,
            ":initials": fields.initials,
            ":prefix": fields.prefix,
            ":family_name": fields.family_name,
            ":name": fields.name,
            ":street": fields.street,
            ":house_number": fields.house_number,
            ":house_addition": fields.house_addition,
            ":postcode": fields.postcode,
            ":town": fields.town,
            ":phone": fields.phone,
            ":email": fields.email,
            ":birth_year": fields.birth_year,
            ":note": fields.note,
        })?;
    // Looking for words to replace that cannot be there costs half as much again.
    let put = if version == 1 {
        "INSERT INTO member_words (rowid, words) VALUES (?1, ?2)"
    } else {
        "INSERT OR REPLACE INTO member_words (rowid, words) VALUES (?1, ?2)"
    };
    index(tx, member, number, fields, put)
}

/// Folds the present version for sorting and searching.
fn index(tx: &Tx, member: i64, number: u32, fields: &MemberFields, put: &str) -> Result<()> {
    let sort_key = fold(&name::sorted_name(fields));
    let words = [
        Some(number.to_string()),
        Some(name::sorted_name(fields)),
        fields.initials.clone(),
        name::address(fields),
        fields.postcode.clone(),
        fields
            .postcode
            .as_ref()
            .map(|postcode| postcode.replace(' ', "")),
    ];
    let words = words
        .into_iter()
        .flatten()
        .map(|part| fold(&part))
        .collect::<Vec<_>>()
        .join(" ");
    tx.connection()
        .prepare_cached(
            "INSERT INTO member_search (member, sort_key) VALUES (?1, ?2)
             ON CONFLICT (member) DO UPDATE SET sort_key = excluded.sort_key",
        )?
        .execute((member, sort_key))?;
    tx.connection()
        .prepare_cached(put)?
        .execute((member, words))?;
    Ok(())
}

/// Removes a member that nothing refers to. Its number stays given.
pub(super) fn remove(tx: &Tx, id: MemberId) -> Result<()> {
    let member = sequence(tx, id)?;
    for sql in [
        "DELETE FROM member_words WHERE rowid = ?1",
        "DELETE FROM member_search WHERE member = ?1",
        "DELETE FROM membership WHERE member = ?1",
        "DELETE FROM member_version WHERE member = ?1",
        "DELETE FROM member WHERE sequence = ?1",
    ] {
        tx.connection()
            .prepare_cached(sql)?
            .execute([member])
            .map_err(|error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::ConstraintViolation) => {
                    Code::UndoneTooLate.refusal().into()
                }
                _ => Error::from(error),
            })?;
    }
    Ok(())
}

pub(super) fn get(reader: &Reader, id: MemberId) -> Result<Kept> {
    reader
        .connection()
        .prepare_cached(
            "SELECT member.sequence, member.number, member.kind,
                    (SELECT max(version) FROM member_version WHERE member = member.sequence)
             FROM member WHERE member.id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Kept {
                sequence: row.get(0)?,
                number: row.get(1)?,
                kind: row.get(2)?,
                version: row.get(3)?,
            })
        })
        .optional()?
        .ok_or_else(|| Code::NotFound.at("member_id").into())
}

pub(super) fn version(reader: &Reader, member: i64, version: u32) -> Result<Option<MemberFields>> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT salutation, given_name, initials, prefix, family_name, name, street,
                    house_number, house_addition, postcode, town, phone, email, birth_year, note
             FROM member_version WHERE member = ?1 AND version = ?2",
        )?
        .query_row((member, version), |row| fields(row, 0))
        .optional()?)
}

pub(super) fn add_period(
    tx: &Tx,
    member: i64,
    from_day: NaiveDate,
    kind: MembershipKind,
) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO membership (member, from_day, kind) VALUES (?1, ?2, ?3)")?
        .execute((member, Day(from_day), kind))?;
    Ok(())
}

pub(super) fn end_period(
    tx: &Tx,
    member: i64,
    from_day: NaiveDate,
    until_day: Option<NaiveDate>,
) -> Result<()> {
    tx.connection()
        .prepare_cached("UPDATE membership SET until_day = ?3 WHERE member = ?1 AND from_day = ?2")?
        .execute((member, Day(from_day), until_day.map(Day)))?;
    Ok(())
}

pub(super) fn remove_period(tx: &Tx, member: i64, from_day: NaiveDate) -> Result<()> {
    tx.connection()
        .prepare_cached("DELETE FROM membership WHERE member = ?1 AND from_day = ?2")?
        .execute((member, Day(from_day)))?;
    Ok(())
}

pub(super) fn periods(reader: &Reader, member: i64) -> Result<Vec<MembershipPeriod>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT from_day, until_day, kind FROM membership WHERE member = ?1 ORDER BY from_day",
    )?;
    let periods = statement.query_map([member], |row| {
        Ok(MembershipPeriod {
            from_day: row.get::<_, Day>(0)?.0,
            until_day: row.get::<_, Option<Day>>(1)?.map(|day| day.0),
            membership: row.get(2)?,
        })
    })?;
    Ok(periods.collect::<rusqlite::Result<_>>()?)
}

/// Every version of a member with the instant at which it was written, the first one first.
pub(super) fn versions(reader: &Reader, member: i64) -> Result<Vec<MemberVersion>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT version, recorded_at, salutation, given_name, initials, prefix, family_name, name,
                street, house_number, house_addition, postcode, town, phone, email, birth_year, note
         FROM member_version WHERE member = ?1 ORDER BY version",
    )?;
    let versions = statement.query_map([member], |row| {
        Ok(MemberVersion {
            version: row.get(0)?,
            recorded_at: row.get::<_, Instant>(1)?.0,
            fields: fields(row, 2)?,
        })
    })?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}

fn fields(row: &Row, first: usize) -> rusqlite::Result<MemberFields> {
    let at = |place: usize| first.saturating_add(place);
    Ok(MemberFields {
        salutation: row.get(at(0))?,
        given_name: row.get(at(1))?,
        initials: row.get(at(2))?,
        prefix: row.get(at(3))?,
        family_name: row.get(at(4))?,
        name: row.get(at(5))?,
        street: row.get(at(6))?,
        house_number: row.get(at(7))?,
        house_addition: row.get(at(8))?,
        postcode: row.get(at(9))?,
        town: row.get(at(10))?,
        phone: row.get(at(11))?,
        email: row.get(at(12))?,
        birth_year: row.get(at(13))?,
        note: row.get(at(14))?,
    })
}

column_words! {
    MemberKind {
        Person = "person",
        Household = "household",
        Organisation = "organisation",
    }
    MembershipKind {
        Active = "active",
        Passive = "passive",
        Friend = "friend",
    }
    Salutation {
        Madam = "madam",
        Sir = "sir",
    }
}

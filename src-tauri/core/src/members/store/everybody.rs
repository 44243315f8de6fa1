//! All members at once, for whoever must compare with every one of them.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Day, MemberFields, MemberId, MemberKind, Reader, Result, Tx, fields};

/// A member as it is now.
pub(crate) struct Everyone {
    pub member_id: MemberId,
    pub number: u32,
    pub kind: MemberKind,
    pub joined_on: Option<NaiveDate>,
    pub fields: MemberFields,
}

/// Visits every member once.
pub(crate) fn everybody(reader: &Reader, mut visit: impl FnMut(Everyone)) -> Result<()> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT member.id, member.number, member.kind,
                (SELECT min(from_day) FROM membership WHERE member = member.sequence),
                salutation, given_name, initials, prefix, family_name, name, street, house_number,
                house_addition, postcode, town, phone, email, birth_year, note
         FROM member JOIN member_version v ON v.member = member.sequence
              AND v.version = (SELECT max(version) FROM member_version
                               WHERE member = member.sequence)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(Everyone {
            member_id: row.get(0)?,
            number: row.get(1)?,
            kind: row.get(2)?,
            joined_on: row.get::<_, Option<Day>>(3)?.map(|day| day.0),
            fields: fields(row, 4)?,
        });
    }
    Ok(())
}

/// The numbers that were given and may not be given again.
pub(crate) fn given_numbers(reader: &Reader) -> Result<HashSet<u32>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT number FROM member_number
         WHERE number NOT IN (SELECT number FROM member_number_returned)",
    )?;
    let numbers = statement.query_map([], |row| row.get(0))?;
    Ok(numbers.collect::<rusqlite::Result<_>>()?)
}

/// Lets a number be given once more to whom an old list gives it.
pub(in crate::members) fn return_number(tx: &Tx, number: u32) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT OR IGNORE INTO member_number_returned (number) VALUES (?1)")?
        .execute([number])?;
    Ok(())
}

/// Whether the number had been returned; it is given now.
pub(super) fn give_again(tx: &Tx, number: u32) -> Result<bool> {
    let given = tx
        .connection()
        .prepare_cached("DELETE FROM member_number_returned WHERE number = ?1")?
        .execute([number])?;
    Ok(given == 1)
}

/// The member of this number.
pub(crate) fn numbered(reader: &Reader, number: u32) -> Result<Option<MemberId>> {
    use rusqlite::OptionalExtension as _;
    Ok(reader
        .connection()
        .prepare_cached("SELECT id FROM member WHERE number = ?1")?
        .query_row([number], |row| row.get(0))
        .optional()?)
}

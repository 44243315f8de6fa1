//! The table of terms in SQL.

use chrono::NaiveDate;
use rusqlite::named_params;

use super::RetentionField;
use crate::kernel::{
    Reader, Result, Tx, column_words,
    date::{Day, Instant},
};

/// The version in force; 0 while there is none.
pub(super) fn version(reader: &Reader) -> Result<u32> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT coalesce(max(version), 0) FROM retention_version")?
        .query_row([], |row| row.get(0))?)
}

/// The months that a version names.
pub(super) fn months(reader: &Reader, version: u32) -> Result<Vec<(RetentionField, u32)>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT field, months FROM retention_term WHERE version = ?1")?;
    let months = statement.query_map([version], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(months.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn add(tx: &Tx, version: u32, terms: &[(RetentionField, u32)]) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO retention_version (version, recorded_at) VALUES (?1, ?2)")?
        .execute((version, Instant(tx.now())))?;
    let mut statement = tx.connection().prepare_cached(
        "INSERT INTO retention_term (version, field, months) VALUES (?1, ?2, ?3)",
    )?;
    for (field, months) in terms {
        statement.execute((version, field, months))?;
    }
    Ok(())
}

/// How many former members are beyond a term, each with the last day on which a membership ended
/// whose term has passed. It reads versions only of whom the name may stay.
pub(super) fn count(reader: &Reader, terms: &[(RetentionField, NaiveDate)]) -> Result<u32> {
    let by = |field: RetentionField| {
        let found = terms.iter().find(|(known, _)| *known == field);
        Day(found.map_or(NaiveDate::MIN, |(_, day)| *day))
    };
    let last = terms.iter().map(|(_, day)| *day).max();
    let mut statement = reader.connection().prepare_cached(
        "WITH ended AS (
             SELECT member, max(until_day) AS ended_on FROM membership GROUP BY member
             HAVING count(until_day) = count(*) AND max(until_day) <= :last)
         SELECT count(*) FROM ended JOIN member ON member.sequence = ended.member
         WHERE member.kind <> 'organisation'
             AND member.sequence NOT IN (SELECT member FROM member_erased)
             AND (ended_on <= :name AND member.sequence NOT IN (
                     SELECT member FROM erasure_request WHERE taken_back_on IS NULL)
                 OR EXISTS (SELECT 1 FROM member_version v WHERE v.member = member.sequence AND (
                     ended_on <= :phone AND phone IS NOT NULL
                     OR ended_on <= :email AND email IS NOT NULL
                     OR ended_on <= :birth_year AND birth_year IS NOT NULL
                     OR ended_on <= :note AND v.note IS NOT NULL
                     OR ended_on <= :address AND coalesce(
                         street, house_number, house_addition, postcode, town) IS NOT NULL)))",
    )?;
    let of = named_params! {
        ":last": Day(last.unwrap_or(NaiveDate::MIN)),
        ":name": by(RetentionField::Name),
        ":address": by(RetentionField::Address),
        ":phone": by(RetentionField::Phone),
        ":email": by(RetentionField::Email),
        ":birth_year": by(RetentionField::BirthYear),
        ":note": by(RetentionField::Note),
    };
    Ok(statement.query_row(of, |row| row.get(0))?)
}

column_words! {
    RetentionField {
        Name = "name",
        Address = "address",
        Phone = "phone",
        Email = "email",
        BirthYear = "birth_year",
        Note = "note",
    }
}

//! The table of terms in SQL.

use super::RetentionField;
use crate::kernel::{Reader, Result, Tx, column_words, date::Instant};

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

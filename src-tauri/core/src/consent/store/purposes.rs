//! The purposes, their texts and the list of those that are asked, in SQL.

use rusqlite::{OptionalExtension as _, Row};

use crate::{
    consent::{ConsentPurpose, ConsentPurposeId, purposes::Place},
    kernel::{Code, Reader, Result, Tx, date::Day},
};

/// The version of the list in use.
pub(in crate::consent) fn list_version(reader: &Reader) -> Result<u32> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT coalesce(max(version), 0) FROM consent_list")?
        .query_row([], |row| row.get(0))?)
}

/// What a version of the list asks, in its order.
pub(in crate::consent) fn in_use(reader: &Reader, list: u32) -> Result<Vec<ConsentPurpose>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT purpose.id, place.name, text.text, text.version, text.made_on
         FROM consent_place place
         JOIN consent_purpose purpose ON purpose.sequence = place.purpose
         JOIN consent_text text ON text.purpose = place.purpose AND text.version = place.version
         WHERE place.list = ?1 ORDER BY place.place",
    )?;
    let purposes = statement.query_map([list], row)?;
    Ok(purposes.collect::<rusqlite::Result<_>>()?)
}

/// What this version of the list does not name, under the name and in the words that it had last.
pub(in crate::consent) fn retired(reader: &Reader, list: u32) -> Result<Vec<ConsentPurpose>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT purpose.id, last.name, text.text, text.version, text.made_on
         FROM consent_purpose purpose
         JOIN consent_place last ON last.purpose = purpose.sequence AND last.list =
             (SELECT max(list) FROM consent_place WHERE purpose = purpose.sequence)
         JOIN consent_text text ON text.purpose = last.purpose AND text.version = last.version
         WHERE last.list <> ?1 ORDER BY last.name, purpose.sequence",
    )?;
    let purposes = statement.query_map([list], row)?;
    Ok(purposes.collect::<rusqlite::Result<_>>()?)
}

fn row(row: &Row) -> rusqlite::Result<ConsentPurpose> {
    Ok(ConsentPurpose {
        purpose_id: row.get(0)?,
        name: row.get(1)?,
        text: row.get(2)?,
        version: row.get(3)?,
        made_on: row.get::<_, Option<Day>>(4)?.map(|day| day.0),
    })
}

/// The internal number of a purpose.
pub(in crate::consent) fn purpose(reader: &Reader, id: ConsentPurposeId) -> Result<i64> {
    find_purpose(reader, id)?.ok_or_else(|| Code::NotFound.at("purpose_id").into())
}

/// The internal number of a purpose that this book may not know.
pub(in crate::consent) fn find_purpose(
    reader: &Reader,
    id: ConsentPurposeId,
) -> Result<Option<i64>> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT sequence FROM consent_purpose WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Whether the list in use names the purpose.
pub(in crate::consent) fn is_asked(reader: &Reader, purpose: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM consent_place
               WHERE purpose = ?1 AND list = (SELECT max(version) FROM consent_list)";
    Ok(reader.connection().prepare_cached(sql)?.exists([purpose])?)
}

/// The words of a version.
pub(in crate::consent) fn text(
    reader: &Reader,
    purpose: i64,
    version: u32,
) -> Result<Option<String>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT text FROM consent_text WHERE purpose = ?1 AND version = ?2")?;
    let text = statement.query_row((purpose, version), |row| row.get(0));
    Ok(text.optional()?)
}

/// Refuses a version that the purpose never had.
pub(in crate::consent) fn must_be_text(reader: &Reader, purpose: i64, version: u32) -> Result<()> {
    match text(reader, purpose, version)? {
        Some(_) => Ok(()),
        None => Code::NotFound.at("version").refuse(),
    }
}

/// Which words are asked, or were asked last: those of the last list that names the purpose. After
/// a change is undone these are not the ones that were made last.
pub(in crate::consent) fn version_in_use(reader: &Reader, purpose: i64) -> Result<Option<u32>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT version FROM consent_place WHERE purpose = ?1 ORDER BY list DESC LIMIT 1",
    )?;
    Ok(statement
        .query_row([purpose], |row| row.get(0))
        .optional()?)
}

/// The version that has exactly these words, if there ever was one.
pub(in crate::consent) fn version_of(
    reader: &Reader,
    purpose: i64,
    text: &str,
) -> Result<Option<u32>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT version FROM consent_text WHERE purpose = ?1 AND text = ?2
         ORDER BY version DESC LIMIT 1",
    )?;
    Ok(statement
        .query_row((purpose, text), |row| row.get(0))
        .optional()?)
}

pub(in crate::consent) fn add_purpose(tx: &Tx, id: ConsentPurposeId) -> Result<i64> {
    tx.connection()
        .prepare_cached("INSERT INTO consent_purpose (id) VALUES (?1)")?
        .execute([id])?;
    Ok(tx.connection().last_insert_rowid())
}

/// Adds the next version of the words; answers its number.
pub(in crate::consent) fn add_text(tx: &Tx, purpose: i64, text: &str) -> Result<u32> {
    Ok(tx
        .connection()
        .prepare_cached(
            "INSERT INTO consent_text (purpose, version, made_on, text)
             SELECT ?1, coalesce(max(version), 0) + 1, ?2, ?3 FROM consent_text
             WHERE purpose = ?1 RETURNING version",
        )?
        .query_row((purpose, Day(tx.today()), text), |row| row.get(0))?)
}

/// What a version of the list names, ready to be named again.
pub(in crate::consent) fn places(reader: &Reader, list: u32) -> Result<Vec<Place>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT purpose, version, name FROM consent_place WHERE list = ?1 ORDER BY place",
    )?;
    let places = statement.query_map([list], |row| {
        Ok(Place {
            purpose: row.get(0)?,
            version: row.get(1)?,
            name: row.get(2)?,
        })
    })?;
    Ok(places.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::consent) fn add_list(tx: &Tx, version: u32, places: &[Place]) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO consent_list (version) VALUES (?1)")?
        .execute([version])?;
    let mut statement = tx.connection().prepare_cached(
        "INSERT INTO consent_place (list, place, purpose, version, name)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (place, kept) in (1i64..).zip(places) {
        statement.execute((version, place, kept.purpose, kept.version, &kept.name))?;
    }
    Ok(())
}

//! The scheme and the themes in SQL.

use std::collections::HashSet;

use rusqlite::{OptionalExtension as _, Row};

use crate::credits::{HourTheme, Scheme, ThemeId};
use crate::kernel::{Code, Reader, Result, Tx, date::Instant};

/// The scheme as it was in this version, or the latest one before it.
pub(in crate::credits) fn scheme(reader: &Reader, version: u32) -> Result<Option<Scheme>> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT version, singular, plural, unit_minutes FROM scheme_version
             WHERE version <= ?1 ORDER BY version DESC LIMIT 1",
        )?
        .query_row([version], |row| {
            Ok(Scheme {
                version: row.get(0)?,
                singular: row.get(1)?,
                plural: row.get(2)?,
                unit_minutes: row.get(3)?,
            })
        })
        .optional()?)
}

pub(in crate::credits) fn add_scheme(tx: &Tx, scheme: &Scheme) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO scheme_version (version, recorded_at, singular, plural, unit_minutes)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            scheme.version,
            Instant(tx.now()),
            &scheme.singular,
            &scheme.plural,
            scheme.unit_minutes,
        ))?;
    Ok(())
}

/// The version of the list in use; 0 if there is none.
pub(in crate::credits) fn themes_version(reader: &Reader) -> Result<u32> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT coalesce(max(version), 0) FROM theme_list")?
        .query_row([], |row| row.get(0))?)
}

pub(in crate::credits) fn themes(reader: &Reader, version: u32) -> Result<Vec<HourTheme>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT theme.id, place.name
         FROM theme_place place JOIN theme ON theme.sequence = place.theme
         WHERE place.version = ?1 ORDER BY place.place",
    )?;
    let themes = statement.query_map([version], theme_row)?;
    Ok(themes.collect::<rusqlite::Result<_>>()?)
}

/// Themes that this version does not name, under the name that they had last.
pub(in crate::credits) fn retired_themes(reader: &Reader, version: u32) -> Result<Vec<HourTheme>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT theme.id, last.name
         FROM theme
         JOIN theme_place last ON last.theme = theme.sequence
             AND last.version = (SELECT max(version) FROM theme_place WHERE theme = theme.sequence)
         WHERE last.version <> ?1 ORDER BY last.name, theme.sequence",
    )?;
    let themes = statement.query_map([version], theme_row)?;
    Ok(themes.collect::<rusqlite::Result<_>>()?)
}

/// Every theme that there ever was, by its internal number.
pub(in crate::credits) fn all_themes(reader: &Reader) -> Result<HashSet<i64>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT sequence FROM theme")?;
    let themes = statement.query_map([], |row| row.get(0))?;
    Ok(themes.collect::<rusqlite::Result<_>>()?)
}

/// The internal number of a theme.
pub(in crate::credits) fn theme(reader: &Reader, theme_id: ThemeId) -> Result<i64> {
    reader
        .connection()
        .prepare_cached("SELECT sequence FROM theme WHERE id = ?1")?
        .query_row([theme_id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Code::NotFound.at("theme_id").into())
}

/// Whether the list in use names the theme.
pub(in crate::credits) fn is_in_use(reader: &Reader, theme: i64) -> Result<bool> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM theme_place
             WHERE theme = ?1 AND version = (SELECT max(version) FROM theme_list))",
        )?
        .query_row([theme], |row| row.get(0))?)
}

pub(in crate::credits) fn add_theme(tx: &Tx, theme_id: ThemeId) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO theme (id) VALUES (?1)")?
        .execute([theme_id])?;
    Ok(())
}

pub(in crate::credits) fn add_themes(tx: &Tx, version: u32, themes: &[HourTheme]) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO theme_list (version, recorded_at) VALUES (?1, ?2)")?
        .execute((version, Instant(tx.now())))?;
    let mut statement = tx.connection().prepare_cached(
        "INSERT INTO theme_place (version, place, theme, name)
         SELECT ?1, ?2, sequence, ?4 FROM theme WHERE id = ?3",
    )?;
    for (place, theme) in (1i64..).zip(themes) {
        statement.execute((version, place, theme.theme_id, &theme.name))?;
    }
    Ok(())
}

fn theme_row(row: &Row) -> rusqlite::Result<HourTheme> {
    Ok(HourTheme {
        theme_id: row.get(0)?,
        name: row.get(1)?,
    })
}

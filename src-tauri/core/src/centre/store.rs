//! The centre in SQL.

use chrono::NaiveDate;
use rusqlite::OptionalExtension as _;

use super::{CentreFields, Computer, ComputerAccount, ComputerSaid, DiskProtection, Signatory};
use crate::kernel::{
    Forgotten, PersonalRecord, Reader, Result, Subject, Tx, column_words,
    date::{Day, Instant},
    records_naming,
};

pub(super) fn latest(reader: &Reader) -> Result<Option<u32>> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT max(version) FROM centre")?
        .query_row([], |row| row.get(0))?)
}

pub(super) fn add(tx: &Tx, version: u32, fields: &CentreFields) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO centre (version, recorded_at, name, place, chamber_number)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            version,
            Instant(tx.now()),
            &fields.name,
            &fields.place,
            &fields.chamber_number,
        ))?;
    let mut statement = tx.connection().prepare_cached(
        "INSERT INTO signatory (centre, place, name, function) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (place, signatory) in (1u32..).zip(&fields.signatories) {
        statement.execute((version, place, &signatory.name, &signatory.function))?;
    }
    Ok(())
}

pub(super) fn version(reader: &Reader, version: u32) -> Result<Option<CentreFields>> {
    let found = reader
        .connection()
        .prepare_cached("SELECT name, place, chamber_number FROM centre WHERE version = ?1")?
        .query_row([version], |row| {
            Ok(CentreFields {
                name: row.get(0)?,
                place: row.get(1)?,
                chamber_number: row.get(2)?,
                signatories: Vec::new(),
            })
        })
        .optional()?;
    let Some(fields) = found else { return Ok(None) };
    Ok(Some(CentreFields {
        signatories: signatories(reader, version)?,
        ..fields
    }))
}

fn signatories(reader: &Reader, version: u32) -> Result<Vec<Signatory>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT name, function FROM signatory WHERE centre = ?1 ORDER BY place")?;
    let signatories = statement.query_map([version], |row| {
        Ok(Signatory {
            name: row.get(0)?,
            function: row.get(1)?,
        })
    })?;
    Ok(signatories.collect::<rusqlite::Result<_>>()?)
}

/// The last that was said of the computer.
pub(super) fn computer(reader: &Reader) -> Result<Option<ComputerSaid>> {
    let latest: Option<u32> = reader
        .connection()
        .prepare_cached("SELECT max(version) FROM computer")?
        .query_row([], |row| row.get(0))?;
    latest.map_or(Ok(None), |version| computer_at(reader, version))
}

pub(super) fn computer_at(reader: &Reader, version: u32) -> Result<Option<ComputerSaid>> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT said_on, disk, account FROM computer WHERE version = ?1")?
        .query_row([version], |row| {
            Ok(ComputerSaid {
                version,
                said_on: row.get::<_, Day>(0)?.0,
                computer: Computer {
                    disk: row.get(1)?,
                    account: row.get(2)?,
                },
            })
        })
        .optional()?)
}

pub(super) fn add_computer(
    tx: &Tx,
    version: u32,
    said_on: NaiveDate,
    computer: Computer,
) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO computer (version, said_on, disk, account) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((version, Day(said_on), computer.disk, computer.account))?;
    Ok(())
}

/// Every version of the centre in which this person signs for it.
pub(crate) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    records_naming(
        reader,
        subject,
        "signatory",
        (
            "SELECT centre AS centre_version, function, name FROM signatory ORDER BY centre, place",
            2,
        ),
        [],
    )
}

/// Takes somebody out of the versions in which that person signed.
pub(crate) fn erase(tx: &Tx, forgotten: &Forgotten) -> Result<()> {
    forgotten.each_name(
        tx,
        "UPDATE signatory SET name = without_name(name, ?1, ?2), function = NULL
         WHERE without_name(name, ?1, ?2) <> name",
    )
}

column_words! {
    DiskProtection { Encrypted = "encrypted", Readable = "readable", Unknown = "unknown" }
    ComputerAccount { Own = "own", Shared = "shared", Unknown = "unknown" }
}

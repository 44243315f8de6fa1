//! Moments of contact in SQL.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, named_params};

use crate::agreements::{AgreementId, ContactId, ContactMoment, LastContact, contacts::Checked};
use crate::kernel::{Code, Reader, Result, Tx, date::Day};

/// What a party of contact `c` is called now, or was when it last was a party.
const PARTY_NAME: &str = "(SELECT p.name FROM agreement_party_version p
    WHERE p.party = c.party ORDER BY p.version DESC LIMIT 1)";

pub(in crate::agreements) fn add_contact(
    tx: &Tx,
    id: ContactId,
    agreement: i64,
    contact: &Checked,
) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO contact_moment (id, agreement, day, party, person, hat, said)
             VALUES (:id, :agreement, :day, :party, :person, :hat, :said)",
        )?
        .execute(named_params! {
            ":id": id,
            ":agreement": agreement,
            ":day": Day(contact.day),
            ":party": contact.party,
            ":person": contact.person,
            ":hat": contact.hat,
            ":said": contact.said,
        })?;
    Ok(())
}

/// Whose moment of contact it is, and whether it was retracted.
pub(in crate::agreements) fn get_contact(
    reader: &Reader,
    id: ContactId,
) -> Result<(AgreementId, Option<NaiveDate>)> {
    reader
        .connection()
        .prepare_cached(
            "SELECT agreement.id, c.retracted_on FROM contact_moment c
             JOIN agreement ON agreement.sequence = c.agreement WHERE c.id = ?1",
        )?
        .query_row([id], |row| {
            let retracted: Option<Day> = row.get(1)?;
            Ok((row.get(0)?, retracted.map(|day| day.0)))
        })
        .optional()?
        .ok_or_else(|| Code::NotFound.at("contact_id").into())
}

pub(in crate::agreements) fn remove_contact(tx: &Tx, id: ContactId) -> Result<()> {
    tx.connection()
        .prepare_cached("DELETE FROM contact_moment WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

pub(in crate::agreements) fn retract_contact(
    tx: &Tx,
    id: ContactId,
    retracted_on: Option<NaiveDate>,
) -> Result<()> {
    tx.connection()
        .prepare_cached("UPDATE contact_moment SET retracted_on = ?2 WHERE id = ?1")?
        .execute((id, retracted_on.map(Day)))?;
    Ok(())
}

/// All moments of contact of an agreement, the latest first.
pub(in crate::agreements) fn contacts(
    reader: &Reader,
    agreement: i64,
) -> Result<Vec<ContactMoment>> {
    let sql = [
        "SELECT c.id, c.day, party.id, ",
        PARTY_NAME,
        ", c.person, c.hat, c.said, c.retracted_on
         FROM contact_moment c LEFT JOIN agreement_party party ON party.sequence = c.party
         WHERE c.agreement = ?1 ORDER BY c.day DESC, c.sequence DESC",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([agreement], |row| {
        Ok(ContactMoment {
            contact_id: row.get(0)?,
            day: row.get::<_, Day>(1)?.0,
            party_id: row.get(2)?,
            party_name: row.get(3)?,
            person: row.get(4)?,
            hat: row.get(5)?,
            said: row.get(6)?,
            retracted_on: row.get::<_, Option<Day>>(7)?.map(|day| day.0),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The last contact up to a day, by agreement.
pub(in crate::agreements) fn last_contacts(
    reader: &Reader,
    on: NaiveDate,
) -> Result<BTreeMap<i64, LastContact>> {
    let sql = [
        "SELECT c.agreement, c.day, coalesce(c.person, ",
        PARTY_NAME,
        ", '') FROM contact_moment c WHERE c.retracted_on IS NULL AND c.day <= ?1
         ORDER BY c.agreement, c.day, c.sequence",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([Day(on)], |row| {
        let last = LastContact {
            day: row.get::<_, Day>(1)?.0,
            with: row.get(2)?,
        };
        Ok((row.get(0)?, last))
    })?;
    // Later rows take the place of earlier ones, so the last of each agreement is left.
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

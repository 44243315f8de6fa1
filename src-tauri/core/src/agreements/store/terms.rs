//! Agreements, their versions and parties in SQL.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::agreements::{
    AgreementFields, AgreementId, AgreementVersion, Notice, Party, PartyId, days::Basis,
    terms::party_field,
};
use crate::kernel::{
    Code, Reader, Result, Tx,
    date::{Day, Instant},
};
use crate::members;

/// What does not change with a version, and the two days that rules ask for.
pub(in crate::agreements) struct Kept {
    pub sequence: i64,
    pub agreement_id: AgreementId,
    pub made_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub end_note: Option<String>,
    pub version: u32,
    pub from_day: NaiveDate,
}

impl Kept {
    pub fn refuse_if_ended(&self) -> Result<()> {
        match self.ended_on {
            None => Ok(()),
            Some(day) => Code::AgreementHasEnded
                .with("day", day.to_string())
                .refuse(),
        }
    }

    pub fn refuse_if_over(&self, day: NaiveDate) -> Result<()> {
        match self.ended_on {
            Some(ended) if ended <= day => self.refuse_if_ended(),
            _ => Ok(()),
        }
    }

    /// What its days are computed from, apart from what has happened since.
    pub fn basis(&self, fields: &AgreementFields) -> Basis {
        Basis {
            from_day: fields.from_day,
            until_day: fields.until_day,
            ended_on: self.ended_on,
            made_on: self.made_on,
            notice: fields.notice,
            preparation_weeks: fields.preparation_weeks,
            contact_weeks: fields.contact_weeks,
            review_months: fields.review_months,
            last_contact: None,
            last_review: None,
        }
    }
}

const KEPT: &str = "SELECT a.sequence, a.id, a.made_on, a.ended_on, a.end_note, v.version,
        v.from_day, v.recorded_at, v.title, v.object, v.kind, v.until_day, v.until_text,
        v.notice_length, v.notice_unit, v.preparation_weeks, v.contact_weeks, v.review_months,
        v.handover_condition, v.people
    FROM agreement a JOIN agreement_version v ON v.agreement = a.sequence ";

const LATEST: &str = "v.version =
    (SELECT max(version) FROM agreement_version WHERE agreement = a.sequence)";

pub(in crate::agreements) fn add_agreement(tx: &Tx, id: AgreementId) -> Result<i64> {
    tx.connection()
        .prepare_cached("INSERT INTO agreement (id, made_on) VALUES (?1, ?2)")?
        .execute((id, Day(tx.today())))?;
    Ok(tx.connection().last_insert_rowid())
}

pub(in crate::agreements) fn add_version(
    tx: &Tx,
    agreement: i64,
    version: u32,
    fields: &AgreementFields,
) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO agreement_version (agreement, version, recorded_at, title, object, kind,
                 from_day, until_day, until_text, notice_length, notice_unit, preparation_weeks,
                 contact_weeks, review_months, handover_condition, people)
             VALUES (:agreement, :version, :recorded_at, :title, :object, :kind, :from_day,
                 :until_day, :until_text, :notice_length, :notice_unit, :preparation_weeks,
                 :contact_weeks, :review_months, :handover_condition, :people)",
        )?
        .execute(named_params! {
            ":agreement": agreement,
            ":version": version,
            ":recorded_at": Instant(tx.now()),
            ":title": fields.title,
            ":object": fields.object,
            ":kind": fields.kind,
            ":from_day": Day(fields.from_day),
            ":until_day": fields.until_day.map(Day),
            ":until_text": fields.until_text,
            ":notice_length": fields.notice.map(|notice| notice.length),
            ":notice_unit": fields.notice.map(|notice| notice.unit),
            ":preparation_weeks": fields.preparation_weeks,
            ":contact_weeks": fields.contact_weeks,
            ":review_months": fields.review_months,
            ":handover_condition": fields.handover_condition,
            ":people": fields.people,
        })?;
    let mut known = Vec::new();
    for (place, party) in (1u32..).zip(&fields.parties) {
        let field = party_field(place.saturating_sub(1), "party_id");
        let sequence = match party.party_id {
            None => add_party(tx, agreement)?,
            Some(id) => self::party(tx, agreement, id, &field)?,
        };
        if known.contains(&sequence) {
            return Code::NotFound.at(&field).refuse();
        }
        known.push(sequence);
        add_party_version(tx, (agreement, version, place), sequence, party)?;
    }
    Ok(())
}

fn add_party(tx: &Tx, agreement: i64) -> Result<i64> {
    tx.connection()
        .prepare_cached("INSERT INTO agreement_party (id, agreement) VALUES (?1, ?2)")?
        .execute((PartyId::new(tx), agreement))?;
    Ok(tx.connection().last_insert_rowid())
}

fn add_party_version(
    tx: &Tx,
    (agreement, version, place): (i64, u32, u32),
    sequence: i64,
    party: &Party,
) -> Result<()> {
    let member = party
        .member_id
        .map(|member_id| members::sequence(tx, member_id))
        .transpose()?;
    tx.connection()
        .prepare_cached(
            "INSERT INTO agreement_party_version (agreement, version, place, party, kind, name,
                 member, contact_person, hat, reach)
             VALUES (:agreement, :version, :place, :party, :kind, :name, :member, :contact_person,
                 :hat, :reach)",
        )?
        .execute(named_params! {
            ":agreement": agreement,
            ":version": version,
            ":place": place,
            ":party": sequence,
            ":kind": party.kind,
            ":name": party.name,
            ":member": member,
            ":contact_person": party.contact_person,
            ":hat": party.hat,
            ":reach": party.reach,
        })?;
    Ok(())
}

/// The internal number of a party of this agreement.
pub(in crate::agreements) fn party(
    reader: &Reader,
    agreement: i64,
    id: PartyId,
    field: &str,
) -> Result<i64> {
    reader
        .connection()
        .prepare_cached("SELECT sequence FROM agreement_party WHERE id = ?1 AND agreement = ?2")?
        .query_row((id, agreement), |row| row.get(0))
        .optional()?
        .ok_or_else(|| Code::NotFound.at(field).into())
}

pub(in crate::agreements) fn get(reader: &Reader, id: AgreementId) -> Result<Kept> {
    let sql = [KEPT, "WHERE a.id = ?1 AND ", LATEST].concat();
    reader
        .connection()
        .prepare_cached(&sql)?
        .query_row([id], kept)
        .optional()?
        .ok_or_else(|| Code::NotFound.at("agreement_id").into())
}

/// Every agreement with what is agreed now.
pub(in crate::agreements) fn all(reader: &Reader) -> Result<Vec<(Kept, AgreementFields)>> {
    let sql = [KEPT, "WHERE ", LATEST, " ORDER BY a.sequence"].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| Ok((kept(row)?, read_fields(row)?)))?;
    let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut parties = parties(reader, None)?;
    for (kept, fields) in &mut all {
        let key = (kept.sequence, kept.version);
        fields.parties = parties.remove(&key).unwrap_or_default();
    }
    Ok(all)
}

pub(in crate::agreements) fn versions(
    reader: &Reader,
    agreement: i64,
) -> Result<Vec<AgreementVersion>> {
    let sql = [KEPT, "WHERE a.sequence = ?1 ORDER BY v.version DESC"].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([agreement], |row| {
        Ok(AgreementVersion {
            version: row.get(5)?,
            recorded_at: row.get::<_, Instant>(7)?.0,
            fields: read_fields(row)?,
        })
    })?;
    let mut versions = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut parties = parties(reader, Some(agreement))?;
    for version in &mut versions {
        let key = (agreement, version.version);
        version.fields.parties = parties.remove(&key).unwrap_or_default();
    }
    Ok(versions)
}

pub(in crate::agreements) fn fields(
    reader: &Reader,
    agreement: i64,
    version: u32,
) -> Result<Option<AgreementFields>> {
    let versions = versions(reader, agreement)?.into_iter();
    let mut fields = versions.filter(|known| known.version == version);
    Ok(fields.next().map(|known| known.fields))
}

/// The parties of every version of one agreement, or of the present version of all.
fn parties(reader: &Reader, agreement: Option<i64>) -> Result<BTreeMap<(i64, u32), Vec<Party>>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT p.agreement, p.version, party.id, p.kind, p.name, member.id, p.contact_person,
                p.hat, p.reach
         FROM agreement_party_version p
         JOIN agreement_party party ON party.sequence = p.party
         LEFT JOIN member ON member.sequence = p.member
         WHERE p.agreement = ?1 OR (?1 IS NULL AND p.version =
             (SELECT max(version) FROM agreement_version v WHERE v.agreement = p.agreement))
         ORDER BY p.agreement, p.version, p.place",
    )?;
    let rows = statement.query_map([agreement], |row| {
        let party = Party {
            party_id: row.get(2)?,
            kind: row.get(3)?,
            name: row.get(4)?,
            member_id: row.get(5)?,
            contact_person: row.get(6)?,
            hat: row.get(7)?,
            reach: row.get(8)?,
        };
        Ok(((row.get(0)?, row.get(1)?), party))
    })?;
    let mut all: BTreeMap<(i64, u32), Vec<Party>> = BTreeMap::new();
    for row in rows {
        let (key, party) = row?;
        all.entry(key).or_default().push(party);
    }
    Ok(all)
}

pub(in crate::agreements) fn end(
    tx: &Tx,
    agreement: i64,
    ended_on: Option<NaiveDate>,
    note: Option<&str>,
) -> Result<()> {
    tx.connection()
        .prepare_cached("UPDATE agreement SET ended_on = ?2, end_note = ?3 WHERE sequence = ?1")?
        .execute((agreement, ended_on.map(Day), note))?;
    Ok(())
}

/// Whether people have spoken, reviewed, ended it, or changed a scenario of it.
pub(in crate::agreements) fn is_built_upon(reader: &Reader, agreement: i64) -> Result<bool> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM contact_moment WHERE agreement = ?1)
                 OR EXISTS (SELECT 1 FROM review WHERE agreement = ?1)
                 OR EXISTS (SELECT 1 FROM agreement WHERE sequence = ?1 AND ended_on IS NOT NULL)
                 OR EXISTS (SELECT 1 FROM scenario JOIN scenario_version ON
                        scenario_version.scenario = scenario.sequence
                        WHERE agreement = ?1 AND version > 1)",
        )?
        .query_row([agreement], |row| row.get(0))?)
}

/// Removes an agreement that nothing was built upon.
pub(in crate::agreements) fn remove_agreement(tx: &Tx, agreement: i64) -> Result<()> {
    for sql in [
        "DELETE FROM scenario_version WHERE scenario IN
             (SELECT sequence FROM scenario WHERE agreement = ?1)",
        "DELETE FROM scenario WHERE agreement = ?1",
        "DELETE FROM agreement_party_version WHERE agreement = ?1",
        "DELETE FROM agreement_party WHERE agreement = ?1",
        "DELETE FROM agreement_version WHERE agreement = ?1",
        "DELETE FROM agreement WHERE sequence = ?1",
    ] {
        tx.connection().prepare_cached(sql)?.execute([agreement])?;
    }
    Ok(())
}

fn kept(row: &Row) -> rusqlite::Result<Kept> {
    Ok(Kept {
        sequence: row.get(0)?,
        agreement_id: row.get(1)?,
        made_on: row.get::<_, Day>(2)?.0,
        ended_on: row.get::<_, Option<Day>>(3)?.map(|day| day.0),
        end_note: row.get(4)?,
        version: row.get(5)?,
        from_day: row.get::<_, Day>(6)?.0,
    })
}

/// The fields without the parties, which stand in a table of their own.
fn read_fields(row: &Row) -> rusqlite::Result<AgreementFields> {
    let length: Option<u32> = row.get(13)?;
    let unit = row.get(14)?;
    Ok(AgreementFields {
        title: row.get(8)?,
        object: row.get(9)?,
        kind: row.get(10)?,
        from_day: row.get::<_, Day>(6)?.0,
        until_day: row.get::<_, Option<Day>>(11)?.map(|day| day.0),
        until_text: row.get(12)?,
        notice: length
            .zip(unit)
            .map(|(length, unit)| Notice { length, unit }),
        preparation_weeks: row.get(15)?,
        contact_weeks: row.get(16)?,
        review_months: row.get(17)?,
        handover_condition: row.get(18)?,
        people: row.get(19)?,
        parties: Vec::new(),
    })
}

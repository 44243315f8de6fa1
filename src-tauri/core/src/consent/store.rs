//! Consent in SQL. What was said is a log: the last row counts that none took back.

mod about;
mod asked;
mod purposes;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, Row, named_params};

use super::{ConsentAct, ConsentHow, ConsentId, ConsentState, ConsentStep, NoMore};
use crate::kernel::{
    Reader, Result, Tx, column_words,
    date::{Day, Instant},
};

pub(crate) use about::{about, erase};
pub(super) use asked::{Asked, counts, page};
pub(super) use purposes::{
    add_list, add_purpose, add_text, find_purpose, in_use, is_asked, list_version, must_be_text,
    places, purpose, retired, text, version_in_use, version_of,
};

/// Something that is to be appended.
pub(super) struct NewConsent<'row> {
    pub member: i64,
    pub purpose: i64,
    pub version: u32,
    pub step: ConsentStep,
    pub takes_back: Option<i64>,
    pub said_on: NaiveDate,
    pub how: Option<ConsentHow>,
    pub by_parent: bool,
    pub proof: Option<&'row str>,
}

/// The row that counts.
pub(super) struct Last {
    pub sequence: i64,
    pub step: ConsentStep,
    pub version: u32,
    pub said_on: NaiveDate,
}

/// Appends a row, which names the act that is being recorded: its row in the audit is the next.
pub(super) fn append(tx: &Tx, id: ConsentId, row: &NewConsent) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO consent (sequence, id, member, purpose, version, step, takes_back,
                 said_on, how, by_parent, proof, act)
             SELECT (SELECT coalesce(max(sequence), 0) + 1 FROM consent), :id, :member, :purpose,
                 :version, :step, :takes_back, :said_on, :how, :by_parent, :proof,
                 (SELECT coalesce(max(sequence), 0) + 1 FROM audit)",
        )?
        .execute(named_params! {
            ":id": id,
            ":member": row.member,
            ":purpose": row.purpose,
            ":version": row.version,
            ":step": row.step,
            ":takes_back": row.takes_back,
            ":said_on": Day(row.said_on),
            ":how": row.how,
            ":by_parent": row.by_parent,
            ":proof": row.proof,
        })?;
    Ok(())
}

/// What a member said last about a purpose, mistakes left out.
pub(super) fn last(reader: &Reader, member: i64, purpose: i64) -> Result<Option<Last>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT sequence, step, version, said_on FROM consent said
         WHERE member = ?1 AND purpose = ?2 AND step <> 'taken_back'
             AND NOT EXISTS (SELECT 1 FROM consent WHERE takes_back = said.sequence)
         ORDER BY sequence DESC LIMIT 1",
    )?;
    let last = statement.query_row((member, purpose), |row| {
        Ok(Last {
            sequence: row.get(0)?,
            step: row.get(1)?,
            version: row.get(2)?,
            said_on: row.get::<_, Day>(3)?.0,
        })
    });
    Ok(last.optional()?)
}

/// The row of an id: its place, its member and its purpose.
pub(super) fn by_id(reader: &Reader, id: ConsentId) -> Result<Option<(i64, i64, i64)>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT sequence, member, purpose FROM consent WHERE id = ?1")?;
    let found = statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    Ok(found.optional()?)
}

/// What ended a consent and still does: withdrawals that count last, and mistakes taken back.
pub(super) fn no_more(reader: &Reader) -> Result<Vec<NoMore>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT said.id, member.id, purpose.id, said.step, mistake.id, said.said_on, said.how
         FROM consent said JOIN member ON member.sequence = said.member
         JOIN consent_purpose purpose ON purpose.sequence = said.purpose
         LEFT JOIN consent mistake ON mistake.sequence = said.takes_back
         WHERE mistake.step = 'given' OR said.step = 'withdrawn'
             AND NOT EXISTS (SELECT 1 FROM consent WHERE takes_back = said.sequence)
             AND NOT EXISTS (
                 SELECT 1 FROM consent later WHERE later.member = said.member
                     AND later.purpose = said.purpose AND later.sequence > said.sequence
                     AND later.step <> 'taken_back' AND NOT EXISTS (
                         SELECT 1 FROM consent WHERE takes_back = later.sequence))
         ORDER BY said.sequence",
    )?;
    let said = statement.query_map([], |row| {
        Ok(NoMore {
            consent_id: row.get(0)?,
            member_id: row.get(1)?,
            purpose_id: row.get(2)?,
            step: row.get(3)?,
            takes_back: row.get(4)?,
            said_on: row.get::<_, Day>(5)?.0,
            how: row.get(6)?,
        })
    })?;
    Ok(said.collect::<rusqlite::Result<_>>()?)
}

/// All that a member said about a purpose, the last first.
pub(super) fn acts(reader: &Reader, member: i64, purpose: i64) -> Result<Vec<ConsentAct>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT said.id, said.step, said.version, said.said_on, said.how, said.by_parent,
                said.proof, audit.recorded_at, person.name,
                EXISTS (SELECT 1 FROM consent WHERE takes_back = said.sequence)
         FROM consent said JOIN audit ON audit.sequence = said.act
         LEFT JOIN desk_person person ON person.id = audit.person_id
         WHERE said.member = ?1 AND said.purpose = ?2 ORDER BY said.sequence DESC",
    )?;
    let acts = statement.query_map((member, purpose), act)?;
    Ok(acts.collect::<rusqlite::Result<_>>()?)
}

fn act(row: &Row) -> rusqlite::Result<ConsentAct> {
    Ok(ConsentAct {
        consent_id: row.get(0)?,
        step: row.get(1)?,
        version: row.get(2)?,
        said_on: row.get::<_, Day>(3)?.0,
        how: row.get(4)?,
        by_parent: row.get(5)?,
        proof: row.get(6)?,
        recorded_at: row.get::<_, Instant>(7)?.0,
        recorded_by: row.get(8)?,
        taken_back: row.get(9)?,
    })
}

column_words! {
    ConsentHow {
        Paper = "paper",
        Spoken = "spoken",
        Mail = "mail",
    }
    ConsentState {
        Given = "given",
        GivenBefore = "given_before",
        Withdrawn = "withdrawn",
        Unsaid = "unsaid",
    }
    ConsentStep {
        Given = "given",
        Withdrawn = "withdrawn",
        TakenBack = "taken_back",
    }
}

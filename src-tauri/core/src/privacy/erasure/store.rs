//! Requests and the log of erasures, in SQL.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, Row};

use super::{AskedErasure, ErasedMember};
use crate::{
    kernel::{PersonalRecord, Reader, Result, Subject, Tx, date::Day, records},
    members::MemberId,
    privacy::ErasureRequestId,
};

/// A request as it is kept.
pub(super) struct Request {
    pub request_id: ErasureRequestId,
    pub member_id: MemberId,
    pub requested_on: NaiveDate,
    pub due_on: NaiveDate,
}

pub(super) fn add(tx: &Tx, request: &Request) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO erasure_request (id, member, requested_on, due_on)
             SELECT ?1, sequence, ?3, ?4 FROM member WHERE id = ?2",
        )?
        .execute((
            request.request_id,
            request.member_id,
            Day(request.requested_on),
            Day(request.due_on),
        ))?;
    Ok(())
}

/// Whether there was one to take back.
pub(super) fn take_back(tx: &Tx, request_id: ErasureRequestId, day: NaiveDate) -> Result<bool> {
    let changed = tx
        .connection()
        .prepare_cached(
            "UPDATE erasure_request SET taken_back_on = ?2
             WHERE id = ?1 AND taken_back_on IS NULL AND member NOT IN
                 (SELECT member FROM member_erased)",
        )?
        .execute((request_id, Day(day)))?;
    Ok(changed == 1)
}

const OPEN: &str = "SELECT request.id, member.id, requested_on, due_on
    FROM erasure_request request JOIN member ON member.sequence = request.member
    WHERE taken_back_on IS NULL
        AND request.member NOT IN (SELECT member FROM member_erased)";

/// The request of one member that still stands.
pub(super) fn of_member(reader: &Reader, member_id: MemberId) -> Result<Option<Request>> {
    let sql = [OPEN, " AND member.id = ?1"].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    Ok(statement.query_row([member_id], request).optional()?)
}

/// Every request that still stands, the oldest first.
pub(super) fn open(reader: &Reader) -> Result<Vec<Request>> {
    let sql = [OPEN, " ORDER BY due_on, request.sequence"].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let requests = statement.query_map([], request)?;
    Ok(requests.collect::<rusqlite::Result<_>>()?)
}

/// Every request of who is not erased, those that were taken back too, in their order.
pub(super) fn asked(reader: &Reader) -> Result<Vec<AskedErasure>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT request.id, member.id, requested_on, due_on, taken_back_on
         FROM erasure_request request JOIN member ON member.sequence = request.member
         WHERE request.member NOT IN (SELECT member FROM member_erased)
         ORDER BY request.sequence",
    )?;
    let asked = statement.query_map([], |row| {
        Ok(AskedErasure {
            request: request(row)?,
            taken_back_on: row.get::<_, Option<Day>>(4)?.map(|day| day.0),
        })
    })?;
    Ok(asked.collect::<rusqlite::Result<_>>()?)
}

/// Whether a request of this book stands; nothing if there is none of that id.
pub(super) fn stands(reader: &Reader, request_id: ErasureRequestId) -> Result<Option<bool>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT taken_back_on IS NULL FROM erasure_request WHERE id = ?1")?;
    Ok(statement
        .query_row([request_id], |row| row.get(0))
        .optional()?)
}

/// Whose request still stands.
pub(in crate::privacy) fn requested(reader: &Reader) -> Result<Vec<MemberId>> {
    let requests = open(reader)?.into_iter();
    Ok(requests.map(|request| request.member_id).collect())
}

/// Those whose days are over.
pub(super) fn due(reader: &Reader) -> Result<Vec<Request>> {
    let today = reader.today();
    let mut requests = open(reader)?;
    requests.retain(|request| request.due_on <= today);
    Ok(requests)
}

pub(super) fn log(tx: &Tx, line: &ErasedMember) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO erasure (sequence, member_id, requested_on, erased_on)
             SELECT coalesce(max(sequence), 0) + 1, ?1, ?2, ?3 FROM erasure",
        )?
        .execute((line.member_id, Day(line.requested_on), Day(line.erased_on)))?;
    Ok(())
}

pub(super) fn logged(reader: &Reader) -> Result<Vec<ErasedMember>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT member_id, requested_on, erased_on FROM erasure ORDER BY sequence",
    )?;
    let lines = statement.query_map([], |row| {
        Ok(ErasedMember {
            member_id: row.get(0)?,
            requested_on: row.get::<_, Day>(1)?.0,
            erased_on: row.get::<_, Day>(2)?.0,
        })
    })?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

fn request(row: &Row) -> rusqlite::Result<Request> {
    Ok(Request {
        request_id: row.get(0)?,
        member_id: row.get(1)?,
        requested_on: row.get::<_, Day>(2)?.0,
        due_on: row.get::<_, Day>(3)?.0,
    })
}

/// The requests of one member, those that were taken back too.
pub(in crate::privacy) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    records(
        reader,
        "erasure_request",
        "SELECT id, requested_on, due_on, taken_back_on FROM erasure_request WHERE member = ?1
         ORDER BY sequence",
        [subject.member],
    )
}

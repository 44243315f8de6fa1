//! Forgetting a member: what was known goes, in every version and in the search words. Its number,
//! its id and the days on which it belonged stay.

use chrono::NaiveDate;
use rusqlite::OptionalExtension as _;

use super::{MemberFields, MemberId, add_version, get};
use crate::kernel::{Code, Forgotten, Reader, Result, Tx, date::Day};

/// Erases what is known of one member, and its name in the notes about others.
pub(crate) fn erase(tx: &Tx, member_id: MemberId, forgotten: &Forgotten) -> Result<()> {
    let kept = get(tx, member_id)?;
    let fields = MemberFields {
        name: Some(forgotten.instead.clone()),
        ..MemberFields::default()
    };
    let version = kept.version.saturating_add(1);
    add_version(tx, kept.sequence, version, kept.number, &fields)?;
    tx.connection()
        .prepare_cached("DELETE FROM member_version WHERE member = ?1 AND version < ?2")?
        .execute((kept.sequence, version))?;
    tx.connection()
        .prepare_cached("INSERT INTO member_erased (member, erased_on) VALUES (?1, ?2)")?
        .execute((kept.sequence, Day(tx.today())))?;
    forgotten.each_name(
        tx,
        "UPDATE member_version SET note = without_name(note, ?1, ?2)
         WHERE without_name(note, ?1, ?2) <> note",
    )
}

/// The day on which a member was erased, if it was.
pub(in crate::members) fn erased_on(reader: &Reader, member: i64) -> Result<Option<NaiveDate>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT erased_on FROM member_erased WHERE member = ?1")?;
    let day = statement.query_row([member], |row| row.get::<_, Day>(0));
    Ok(day.optional()?.map(|day| day.0))
}

/// Refuses to begin something new with a member who was erased.
///
/// # Errors
/// `Code::MemberIsErased`.
pub(crate) fn refuse_erased(reader: &Reader, member: i64) -> Result<()> {
    match erased_on(reader, member)? {
        Some(day) => Code::MemberIsErased
            .at("member_id")
            .with("day", day.to_string())
            .refuse(),
        None => Ok(()),
    }
}

/// Whether this book knows the member at all.
pub(crate) fn is_known(reader: &Reader, member_id: MemberId) -> Result<bool> {
    let sql = "SELECT 1 FROM member WHERE id = ?1";
    Ok(reader
        .connection()
        .prepare_cached(sql)?
        .exists([member_id])?)
}

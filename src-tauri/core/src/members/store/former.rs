//! Former members and what is still known of them, and taking parts of that out of every version.

use chrono::NaiveDate;

use super::{MemberId, add_version, get, version};
use crate::{
    kernel::{Reader, Result, Tx, date::Day},
    members::MemberFields,
};

/// A person or household that belongs no more, and of what something is still known.
pub(crate) struct Former {
    pub member_id: MemberId,
    /// The first day without membership.
    pub ended_on: NaiveDate,
    pub address: bool,
    pub phone: bool,
    pub email: bool,
    pub birth_year: bool,
    pub note: bool,
}

/// A part of what is known that can go by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MemberPart {
    Address,
    Phone,
    Email,
    BirthYear,
    Note,
}

/// Whose last membership ended on this day or before and who was not erased, the one who left
/// first coming first.
pub(crate) fn former(reader: &Reader, until: NaiveDate) -> Result<Vec<Former>> {
    let mut statement = reader.connection().prepare_cached(
        "WITH ended AS (
             SELECT member, max(until_day) AS ended_on FROM membership GROUP BY member
             HAVING count(until_day) = count(*) AND max(until_day) <= ?1)
         SELECT member.id, ended.ended_on,
             max(coalesce(street, house_number, house_addition, postcode, town) IS NOT NULL),
             max(phone IS NOT NULL), max(email IS NOT NULL), max(birth_year IS NOT NULL),
             max(v.note IS NOT NULL)
         FROM ended JOIN member ON member.sequence = ended.member
         JOIN member_version v ON v.member = member.sequence
         WHERE member.kind <> 'organisation'
             AND member.sequence NOT IN (SELECT member FROM member_erased)
         GROUP BY member.sequence ORDER BY ended.ended_on, member.number",
    )?;
    let former = statement.query_map([Day(until)], |row| {
        Ok(Former {
            member_id: row.get(0)?,
            ended_on: row.get::<_, Day>(1)?.0,
            address: row.get(2)?,
            phone: row.get(3)?,
            email: row.get(4)?,
            birth_year: row.get(5)?,
            note: row.get(6)?,
        })
    })?;
    Ok(former.collect::<rusqlite::Result<_>>()?)
}

/// Takes parts out of every version. A new version says that something was changed, so that a form
/// that was filled before cannot bring it back.
pub(crate) fn clear(tx: &Tx, member_id: MemberId, parts: &[MemberPart]) -> Result<()> {
    let kept = get(tx, member_id)?;
    let mut fields = version(tx, kept.sequence, kept.version)?.unwrap_or_default();
    for part in parts {
        match part {
            MemberPart::Address => {
                fields = MemberFields {
                    street: None,
                    house_number: None,
                    house_addition: None,
                    postcode: None,
                    town: None,
                    ..fields
                }
            }
            MemberPart::Phone => fields.phone = None,
            MemberPart::Email => fields.email = None,
            MemberPart::BirthYear => fields.birth_year = None,
            MemberPart::Note => fields.note = None,
        }
        let sql = match part {
            MemberPart::Address => {
                "UPDATE member_version SET street = NULL, house_number = NULL,
                     house_addition = NULL, postcode = NULL, town = NULL WHERE member = ?1"
            }
            MemberPart::Phone => "UPDATE member_version SET phone = NULL WHERE member = ?1",
            MemberPart::Email => "UPDATE member_version SET email = NULL WHERE member = ?1",
            MemberPart::BirthYear => {
                "UPDATE member_version SET birth_year = NULL WHERE member = ?1"
            }
            MemberPart::Note => "UPDATE member_version SET note = NULL WHERE member = ?1",
        };
        tx.connection()
            .prepare_cached(sql)?
            .execute([kept.sequence])?;
    }
    let next = kept.version.saturating_add(1);
    add_version(tx, kept.sequence, next, kept.number, &fields)
}

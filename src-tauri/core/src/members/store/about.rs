//! What this room holds about one member, and what it says of that member elsewhere.

use crate::kernel::{PersonalRecord, Reader, Result, Subject, records, records_naming};

/// Every row about one member.
pub(crate) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    let mut found = records(
        reader,
        "member",
        "SELECT member.id, member.number, member.kind AS member_kind, search.sort_key
         FROM member LEFT JOIN member_search search ON search.member = member.sequence
         WHERE member.sequence = ?1",
        [subject.member],
    )?;
    found.extend(records(
        reader,
        "member_version",
        "SELECT version, recorded_at, salutation, given_name, initials, prefix, family_name, name,
                street, house_number, house_addition, postcode, town, phone, email, birth_year, note
         FROM member_version WHERE member = ?1 ORDER BY version",
        [subject.member],
    )?);
    found.extend(records(
        reader,
        "membership",
        "SELECT from_day, until_day, kind AS membership FROM membership WHERE member = ?1
         ORDER BY from_day",
        [subject.member],
    )?);
    found.extend(records_naming(
        reader,
        subject,
        "note_of_another",
        (
            "SELECT note FROM member_version WHERE member <> ?1 AND note IS NOT NULL",
            0,
        ),
        [subject.member],
    )?);
    Ok(found)
}

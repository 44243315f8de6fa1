//! What this room holds about one member, and what it says of that member elsewhere. The other
//! side of a transfer is told only where it is an organisation.

use crate::kernel::{PersonalRecord, Reader, Result, Subject, records, records_naming};

/// Every row about one member.
pub(crate) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    let mut found = records(
        reader,
        "account",
        "SELECT account.id, kind AS account_kind, outside_source.name AS source, outside_name,
                outside_key
         FROM account LEFT JOIN outside_source ON outside_source.sequence = account.source
         WHERE member = ?1 ORDER BY account.sequence",
        [subject.member],
    )?;
    found.extend(records(
        reader,
        "transfer",
        "SELECT t.id, t.sequence AS transfer_number, t.kind AS transfer_kind, t.recorded_at,
                t.happened_on, t.minutes,
                CASE WHEN t.receiver = mine.sequence THEN 'received' ELSE 'given' END AS direction,
                CASE WHEN their.kind = 'organisation' THEN
                    (SELECT name FROM member_version WHERE member = their.sequence
                     ORDER BY version DESC LIMIT 1) END AS with_organisation,
                (SELECT name FROM theme_place WHERE theme_place.theme = t.theme
                 ORDER BY version DESC LIMIT 1) AS theme,
                memo, label, outside_id, amount
         FROM account mine
         JOIN transfer t ON t.giver = mine.sequence OR t.receiver = mine.sequence
         JOIN account other ON other.sequence =
              CASE WHEN t.giver = mine.sequence THEN t.receiver ELSE t.giver END
         LEFT JOIN member their ON their.sequence = other.member
         LEFT JOIN transfer_memo ON transfer_memo.transfer = t.sequence
         LEFT JOIN history_row ON history_row.transfer = t.sequence
         WHERE mine.member = ?1 ORDER BY t.sequence",
        [subject.member],
    )?);
    found.extend(records_naming(
        reader,
        subject,
        "transfer_of_others",
        (
            "SELECT t.happened_on, memo, label FROM transfer t
             JOIN account giver ON giver.sequence = t.giver
             JOIN account receiver ON receiver.sequence = t.receiver
             LEFT JOIN transfer_memo ON transfer_memo.transfer = t.sequence
             LEFT JOIN history_row ON history_row.transfer = t.sequence
             WHERE (memo IS NOT NULL OR label IS NOT NULL)
                 AND giver.member IS NOT ?1 AND receiver.member IS NOT ?1",
            1,
        ),
        [subject.member],
    )?);
    found.extend(records_naming(
        reader,
        subject,
        "account_of_that_name",
        (
            "SELECT outside_source.name AS source, outside_name FROM account
             JOIN outside_source ON outside_source.sequence = account.source
             WHERE account.member IS NOT ?1",
            1,
        ),
        [subject.member],
    )?);
    Ok(found)
}

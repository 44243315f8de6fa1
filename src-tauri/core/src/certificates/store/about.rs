//! What this room holds about one member, and what it says of that member elsewhere.

use crate::kernel::{PersonalRecord, Reader, Result, Subject, records, records_naming};

/// Every row about one member.
pub(crate) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    let mut found = records(
        reader,
        "certificate",
        "SELECT certificate.id, printf('%04d-%04d', year, number) AS certificate_number, step.step, day,
                step.recorded_at, reason,
                (SELECT retraction.recorded_at FROM certificate_retraction retraction
                 WHERE retraction.step = step.sequence) AS retracted_at
         FROM certificate JOIN certificate_step step ON step.certificate = certificate.sequence
         LEFT JOIN certificate_reason reason ON reason.step = step.sequence
         WHERE member = ?1 ORDER BY step.sequence",
        [subject.member],
    )?;
    found.extend(records_naming(
        reader,
        subject,
        "certificate_of_another",
        (
            "SELECT step.day, reason.reason FROM certificate_reason reason
             JOIN certificate_step step ON step.sequence = reason.step
             JOIN certificate ON certificate.sequence = step.certificate
             WHERE certificate.member <> ?1",
            1,
        ),
        [subject.member],
    )?);
    Ok(found)
}

//! What this room holds about one member, and forgetting it: what was written by hand goes. That
//! something was agreed with and withdrawn stays, with its days, under a number without a name.

use crate::kernel::{
    Forgotten, PersonalRecord, Reader, Result, Subject, Tx, records, records_naming,
};

/// Every row about one member, with the words that it was about.
pub(crate) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    let mut found = records(
        reader,
        "consent",
        "SELECT said.id, place.name AS consent_purpose, text.text AS consent_text,
                said.step AS consent_step, said.said_on, said.how AS consent_how,
                CASE said.by_parent WHEN 1 THEN 'yes' END AS by_parent, said.proof,
                audit.recorded_at
         FROM consent said
         JOIN consent_text text ON text.purpose = said.purpose AND text.version = said.version
         JOIN consent_place place ON place.purpose = said.purpose AND place.list =
             (SELECT max(list) FROM consent_place WHERE purpose = said.purpose)
         JOIN audit ON audit.sequence = said.act
         WHERE said.member = ?1 ORDER BY said.sequence",
        [subject.member],
    )?;
    found.extend(records_naming(
        reader,
        subject,
        "consent_of_another",
        (
            "SELECT proof FROM consent WHERE member <> ?1 AND proof IS NOT NULL",
            0,
        ),
        [subject.member],
    )?);
    Ok(found)
}

/// Erases what was written about one member, and whatever names it in what others said.
pub(crate) fn erase(tx: &Tx, forgotten: &Forgotten) -> Result<()> {
    tx.connection()
        .prepare_cached("UPDATE consent SET proof = NULL WHERE member = ?1 AND proof IS NOT NULL")?
        .execute([forgotten.subject.member])?;
    forgotten.each_name(
        tx,
        "UPDATE consent SET proof = NULL WHERE without_name(proof, ?1, ?2) <> proof",
    )
}

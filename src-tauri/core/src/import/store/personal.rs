//! What old lists hold about one member, and how it is forgotten. The digest of a row stays, so that
//! the same list does not bring somebody back who was erased.

use crate::kernel::{
    Forgotten, PersonalRecord, Reader, Result, Subject, Tx, records, records_naming,
};

/// Rows that became this member, and rows that wait in which it stands by name.
pub(crate) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    let mut found = records(
        reader,
        "import_row",
        "SELECT import.source, import.recorded_at, r.line, r.decision, r.decided_on, r.held
         FROM import_row r JOIN import ON import.sequence = r.import
         WHERE r.member = ?1 ORDER BY r.import, r.line",
        [subject.member],
    )?;
    found.extend(records_naming(
        reader,
        subject,
        "import_held",
        (
            "SELECT import.source, r.line, r.held
             FROM import_row r JOIN import ON import.sequence = r.import
             WHERE r.held IS NOT NULL AND r.member IS NOT ?1",
            2,
        ),
        [subject.member],
    )?);
    Ok(found)
}

/// How many rows wait in which this member stands.
pub(crate) fn held_naming(reader: &Reader, subject: &Subject) -> Result<usize> {
    let found = records_naming(
        reader,
        subject,
        "import_held",
        (
            "SELECT line, held FROM import_row WHERE decision IS NULL AND ?1 IS NOT NULL",
            1,
        ),
        [subject.member],
    )?;
    Ok(found.len())
}

/// Forgets what stood in rows that became this member, and in decided rows that name it.
pub(crate) fn erase(tx: &Tx, forgotten: &Forgotten) -> Result<()> {
    tx.connection()
        .prepare_cached("UPDATE import_row SET held = NULL WHERE member = ?1")?
        .execute([forgotten.subject.member])?;
    forgotten.each_name(
        tx,
        "UPDATE import_row SET held = NULL
         WHERE decision IS NOT NULL AND without_name(held, ?1, ?2) <> held",
    )
}

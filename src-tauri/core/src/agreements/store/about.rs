//! What agreements say of one member: as a party, as somebody to talk to, or by name in a text.

use std::collections::HashSet;

use crate::kernel::{PersonalRecord, Reader, Result, Subject, records, records_naming};

/// What is said of whom: a kind, a statement, and how many columns before those that must name.
const NAMING: [(&str, (&str, usize)); 8] = [
    (
        "agreement_party",
        (
            "SELECT agreement.id, v.title AS agreement, p.version, p.name AS party, p.hat, p.reach,
                    p.contact_person
             FROM agreement_party_version p JOIN agreement ON agreement.sequence = p.agreement
             JOIN agreement_version v ON v.agreement = p.agreement AND v.version = p.version
             WHERE p.member IS NOT ?1",
            6,
        ),
    ),
    (
        "agreement_end",
        (
            "SELECT id, ended_on, end_note FROM agreement
             WHERE end_note IS NOT NULL AND ?1 IS NOT NULL",
            2,
        ),
    ),
    (
        "agreement_version",
        (
            "SELECT agreement.id, version, title AS agreement, recorded_at, object,
                    handover_condition
             FROM agreement_version JOIN agreement ON agreement.sequence = agreement
             WHERE ?1 IS NOT NULL",
            4,
        ),
    ),
    (
        "scenario_version",
        (
            "SELECT scenario.id, version, title AS scenario, recorded_at, cause, signs, steps, who,
                    alternatives
             FROM scenario_version JOIN scenario ON scenario.sequence = scenario
             WHERE ?1 IS NOT NULL",
            4,
        ),
    ),
    (
        "contact_moment",
        (
            "SELECT id, day, hat, said, person FROM contact_moment
             WHERE person IS NOT NULL AND ?1 IS NOT NULL",
            4,
        ),
    ),
    (
        "contact_moment",
        (
            "SELECT id, day, said FROM contact_moment WHERE said IS NOT NULL AND ?1 IS NOT NULL",
            2,
        ),
    ),
    (
        "review",
        (
            "SELECT id, closed_on, outcome FROM review WHERE outcome IS NOT NULL AND ?1 IS NOT NULL",
            2,
        ),
    ),
    (
        "scenario_look",
        (
            "SELECT id, looked_on, verdict, note FROM scenario_look
             WHERE note IS NOT NULL AND ?1 IS NOT NULL",
            3,
        ),
    ),
];

/// Every row about one member.
pub(crate) fn about(reader: &Reader, subject: &Subject) -> Result<Vec<PersonalRecord>> {
    let mut found = records(
        reader,
        "agreement_party",
        "SELECT agreement.id, v.title AS agreement, p.version, p.name AS party, p.contact_person,
                p.hat, p.reach
         FROM agreement_party_version p JOIN agreement ON agreement.sequence = p.agreement
         JOIN agreement_version v ON v.agreement = p.agreement AND v.version = p.version
         WHERE p.member = ?1 ORDER BY p.agreement, p.version",
        [subject.member],
    )?;
    let mut spoken = HashSet::new();
    for (kind, statement) in NAMING {
        for record in records_naming(reader, subject, kind, statement, [subject.member])? {
            let id = record.fields.first().map(|field| field.value.clone());
            // A moment of contact that names somebody twice is told once.
            if kind != "contact_moment" || spoken.insert(id) {
                found.push(record);
            }
        }
    }
    Ok(found)
}

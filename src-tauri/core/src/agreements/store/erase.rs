//! Forgetting a member in agreements: the name leaves every text, and how the member was reached.
//! What was agreed, said and decided stays: it belongs to the agreement.

use crate::{
    agreements::AgreementId,
    kernel::{Forgotten, Reader, Result, Subject, Tx, date::Day},
};

const WHEREVER_NAMED: [&str; 13] = [
    "UPDATE agreement SET end_note = without_name(end_note, ?1, ?2)
     WHERE without_name(end_note, ?1, ?2) <> end_note",
    "UPDATE agreement_version SET object = without_name(object, ?1, ?2)
     WHERE without_name(object, ?1, ?2) <> object",
    "UPDATE agreement_version SET handover_condition = without_name(handover_condition, ?1, ?2)
     WHERE without_name(handover_condition, ?1, ?2) <> handover_condition",
    "UPDATE agreement_party_version SET contact_person = without_name(contact_person, ?1, ?2),
         reach = NULL WHERE without_name(contact_person, ?1, ?2) <> contact_person",
    "UPDATE scenario_version SET cause = without_name(cause, ?1, ?2)
     WHERE without_name(cause, ?1, ?2) <> cause",
    "UPDATE scenario_version SET signs = without_name(signs, ?1, ?2)
     WHERE without_name(signs, ?1, ?2) <> signs",
    "UPDATE scenario_version SET steps = without_name(steps, ?1, ?2)
     WHERE without_name(steps, ?1, ?2) <> steps",
    "UPDATE scenario_version SET who = without_name(who, ?1, ?2)
     WHERE without_name(who, ?1, ?2) <> who",
    "UPDATE scenario_version SET alternatives = without_name(alternatives, ?1, ?2)
     WHERE without_name(alternatives, ?1, ?2) <> alternatives",
    "UPDATE contact_moment SET person = without_name(person, ?1, ?2)
     WHERE without_name(person, ?1, ?2) <> person",
    "UPDATE contact_moment SET said = without_name(said, ?1, ?2)
     WHERE without_name(said, ?1, ?2) <> said",
    "UPDATE review SET outcome = without_name(outcome, ?1, ?2)
     WHERE without_name(outcome, ?1, ?2) <> outcome",
    "UPDATE scenario_look SET note = without_name(note, ?1, ?2)
     WHERE without_name(note, ?1, ?2) <> note",
];

/// Takes one member out of every text.
pub(crate) fn erase(tx: &Tx, forgotten: &Forgotten) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "UPDATE agreement_party_version SET contact_person = NULL, reach = NULL
             WHERE member = ?1",
        )?
        .execute([forgotten.subject.member])?;
    WHEREVER_NAMED
        .iter()
        .try_for_each(|sql| forgotten.each_name(tx, sql))
}

/// The running agreements to which the member is a party, or in which it is the one to talk to.
pub(crate) fn running_with(
    reader: &Reader,
    subject: &Subject,
) -> Result<Vec<(AgreementId, String)>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT agreement.id, v.title, p.member, p.contact_person
         FROM agreement
         JOIN agreement_version v ON v.agreement = agreement.sequence AND v.version =
             (SELECT max(version) FROM agreement_version WHERE agreement = agreement.sequence)
         JOIN agreement_party_version p ON p.agreement = v.agreement AND p.version = v.version
         WHERE agreement.ended_on IS NULL OR agreement.ended_on > ?1
         ORDER BY agreement.sequence",
    )?;
    let mut rows = statement.query([Day(reader.today())])?;
    let mut found: Vec<(AgreementId, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: AgreementId = row.get(0)?;
        let contact: Option<String> = row.get(3)?;
        let here = row.get::<_, Option<i64>>(2)? == Some(subject.member)
            || contact.is_some_and(|contact| subject.is_named_in(&contact));
        if here && found.last().is_none_or(|(last, _)| *last != id) {
            found.push((id, row.get(1)?));
        }
    }
    Ok(found)
}

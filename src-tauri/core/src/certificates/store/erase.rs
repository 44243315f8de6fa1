//! Forgetting a member in the register: why a certificate was withdrawn goes, the register stays
//! whole. A reason about somebody else that names the member goes with it: reasons never change.

use crate::kernel::{Forgotten, Result, Tx};

/// Erases the texts about one member.
pub(crate) fn erase(tx: &Tx, forgotten: &Forgotten) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "DELETE FROM certificate_reason WHERE step IN (
                 SELECT step.sequence FROM certificate_step step
                 JOIN certificate ON certificate.sequence = step.certificate
                 WHERE certificate.member = ?1)",
        )?
        .execute([forgotten.subject.member])?;
    forgotten.each_name(
        tx,
        "DELETE FROM certificate_reason WHERE without_name(reason, ?1, ?2) <> reason",
    )
}

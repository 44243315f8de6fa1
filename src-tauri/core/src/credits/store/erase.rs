//! Forgetting a member in the ledger: what was written with transfers goes, and the name that an
//! account came with. Amounts, days and numbers stay, so every balance and every sum stays.

use crate::kernel::{Forgotten, Result, Tx, fold};

/// Erases the texts about one member.
pub(crate) fn erase(tx: &Tx, forgotten: &Forgotten) -> Result<()> {
    let member = forgotten.subject.member;
    for sql in [
        "DELETE FROM transfer_memo WHERE transfer IN (
             SELECT t.sequence FROM account
             JOIN transfer t ON t.giver = account.sequence OR t.receiver = account.sequence
             WHERE account.member = ?1)",
        "UPDATE history_row SET label = NULL WHERE label IS NOT NULL AND transfer IN (
             SELECT t.sequence FROM account
             JOIN transfer t ON t.giver = account.sequence OR t.receiver = account.sequence
             WHERE account.member = ?1)",
    ] {
        tx.connection().prepare_cached(sql)?.execute([member])?;
    }
    // A source names every account once, so the number of the account stands behind it.
    tx.connection()
        .prepare_cached(
            "UPDATE account SET outside_name = ?2 || ' · ' || sequence,
                 outside_key = ?3 || ' ' || sequence
             WHERE member = ?1 AND outside_name IS NOT NULL",
        )?
        .execute((member, &forgotten.instead, fold(&forgotten.instead)))?;
    forgotten.each_name(
        tx,
        "DELETE FROM transfer_memo WHERE without_name(memo, ?1, ?2) <> memo",
    )?;
    forgotten.each_name(
        tx,
        "UPDATE history_row SET label = NULL WHERE without_name(label, ?1, ?2) <> label",
    )
}

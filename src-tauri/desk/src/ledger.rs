//! The checks of the ledger and of both chains within the checking of the book.

use wijkboek_core::{
    credits::{CheckLedger, LedgerCheck},
    kernel::{ChainRow, Code, Read as _, Reader, Result, check_audit},
};

use crate::book::Check;

/// Every check that computes the ledger and the chains again.
pub(crate) fn checks(reader: &Reader) -> Result<Vec<Check>> {
    let ledger = CheckLedger {}.run(reader)?;
    let audit = check_audit(reader)?;
    let transfers = ledger.transfers.unsigned_abs();
    let check = |name: &str, passed, count, first_bad| Check {
        name: name.to_owned(),
        passed,
        count: Some(count),
        first_bad,
    };
    let unbroken = |name: &str, count, first_bad: Option<ChainRow>| {
        check(name, first_bad.is_none(), count, first_bad)
    };
    Ok(vec![
        check(
            "sums",
            ledger.faults.is_empty(),
            transfers,
            first_fault(&ledger),
        ),
        check(
            "balances",
            ledger.sum_minutes == 0,
            ledger.accounts.into(),
            None,
        ),
        unbroken("ledger_chain", transfers, ledger.chain_breaks_at),
        unbroken("audit_chain", audit.acts.unsigned_abs(), audit.first_bad),
    ])
}

/// The first transfer that a rule does not hold for.
fn first_fault(ledger: &LedgerCheck) -> Option<ChainRow> {
    let numbers = ledger.faults.iter().filter_map(|fault| fault.number);
    numbers.min().map(|number| ChainRow { number, day: None })
}

/// Refuses a copy in which one of these checks fails.
///
/// # Errors
/// `Code::BookIsDamaged`.
pub(crate) fn sound(reader: &Reader) -> Result<()> {
    if checks(reader)?.iter().all(|check| check.passed) {
        Ok(())
    } else {
        Code::BookIsDamaged.refuse()
    }
}

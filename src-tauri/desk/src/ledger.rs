//! The checks of the ledger within the checking of the book.

use wijkboek_core::{
    credits::CheckLedger,
    kernel::{Read as _, Reader, Result},
};

use crate::book::Check;

/// Every check that computes the ledger again.
pub(crate) fn checks(reader: &Reader) -> Result<Vec<Check>> {
    let found = CheckLedger {}.run(reader)?;
    let check = |name: &str, passed, count| Check {
        name: name.to_owned(),
        passed,
        count: Some(count),
    };
    Ok(vec![
        check(
            "sums",
            found.faults.is_empty(),
            found.transfers.unsigned_abs(),
        ),
        check("balances", found.sum_minutes == 0, found.accounts.into()),
    ])
}

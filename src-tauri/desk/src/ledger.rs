//! The checks of the ledger within the checking of the book.

use wijkboek_core::{
    credits::CheckLedger,
    kernel::{Read as _, Result},
};

use crate::{Desk, book::Check};

/// Every check that computes the ledger again.
pub(crate) fn checks(desk: &Desk) -> Result<Vec<Check>> {
    let found = desk.book()?.read(|reader| CheckLedger {}.run(reader))?;
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

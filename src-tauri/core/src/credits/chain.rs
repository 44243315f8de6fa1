//! The chain of the ledger. What stands in it of a transfer: its number, its id, its kind, when it
//! was recorded, the day on which it happened, the numbers of the giving and the receiving account,
//! the minutes, the number of the theme, the number of the transfer that it reverses, and the
//! commitment to its memo, if it had one.
//!
//! What stays out: the memo itself, since it can be erased; whose an account is, since an account
//! is linked later and a name goes; the rows of an import (`history_row`), since undoing the import
//! forgets them. So nothing that is ever erased was hashed bare.

use chrono::{DateTime, Utc};

use super::store;
use crate::kernel::{Chain, ChainRow, Head, Noted, Reader, Result};

/// The domain stands in migration 0009 too, which linked what was there before.
pub(super) const CHAIN: Chain = Chain::of("wijkboek ledger chain 1");

/// The head of the ledger's chain.
///
/// # Errors
/// SQLite's answer.
pub fn ledger_head(reader: &Reader) -> Result<Head> {
    let last = store::chain::last(reader)?;
    store::chain::head_at(reader, last)
}

/// The head as it was when the last transfer before this instant was recorded.
///
/// # Errors
/// SQLite's answer.
pub fn ledger_head_before(reader: &Reader, until: DateTime<Utc>) -> Result<Head> {
    let last = store::chain::last_before(reader, until)?;
    store::chain::head_at(reader, last)
}

/// The transfer whose link was noted, with the day on which it happened.
///
/// # Errors
/// SQLite's answer.
pub fn find_transfer(reader: &Reader, noted: &Noted) -> Result<Option<ChainRow>> {
    store::chain::find(reader, noted)
}

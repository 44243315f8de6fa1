//! Accounts: opening and linking them, finding them, and reading what happened on one.

mod link;
mod list;
mod open;
mod recent;
mod statement;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

pub use link::{LinkAccount, LinkReceipt};
pub use list::{AccountBalance, AccountList, AccountRow, ListAccounts, balances};
pub use open::{AccountReceipt, OpenAccount};
pub use recent::{ListTransfers, TransferList, TransferRow};
pub use statement::{GetStatement, Statement, StatementLine};

use super::{AccountId, AccountKind, TransferId, store::accounts::Kept};
use crate::{
    kernel::{Reader, Result},
    members,
};

/// An account as it is named beside another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AccountName {
    /// The account.
    pub account_id: AccountId,
    /// What it is for.
    pub kind: AccountKind,
    /// The name of its member, or the name that it came with.
    pub name: String,
    /// The number of its member, if it has one.
    pub number: Option<u32>,
}

/// The other transfer of a pair: a reversal, or what it reversed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ReversalLink {
    /// The transfer.
    pub transfer_id: TransferId,
    /// Its number in the order of the book.
    pub number: i64,
}

/// The name that an account goes by now.
pub(super) fn named(reader: &Reader, kept: &Kept) -> Result<AccountName> {
    let (name, number) = match kept.member {
        Some(member) => {
            let member = members::named(reader, member)?;
            (member.full_name, Some(member.number))
        }
        None => (kept.outside_name.clone().unwrap_or_default(), None),
    };
    Ok(AccountName {
        account_id: kept.id,
        kind: kept.kind,
        name,
        number,
    })
}

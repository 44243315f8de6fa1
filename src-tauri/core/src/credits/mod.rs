//! Time credits. A transfer moves whole minutes from one account to another: two entries that sum
//! to zero. Nothing here is ever edited: a mistake is answered by a reversing transfer, so the book
//! tells what happened and not only what is true today.
//!
//! Balances are derived, never stored. Only issuing partners go below zero. What came from another
//! book is history: the limits of the desk do not bind it, its rows are known again by their own
//! names. No money here: a credit has no rate and buys nothing back from the enterprise.

mod accounts;
mod chain;
mod check;
pub mod history;
mod post;
mod reverse;
mod settings;
mod store;
mod totals;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use accounts::{
    AccountBalance, AccountList, AccountName, AccountReceipt, AccountRow, GetStatement,
    LinkAccount, LinkReceipt, ListAccounts, ListTransfers, OpenAccount, ReversalLink, Statement,
    StatementLine, TransferList, TransferRow, balances,
};
pub use chain::{find_transfer, ledger_head, ledger_head_before};
pub use check::{CheckLedger, FOLLOWED, LedgerCheck, LedgerFault, LedgerFaultKind};
pub use post::{EarnCredits, GiveCredits, Holder, SpendCredits, TransferReceipt};
pub use reverse::ReverseTransfer;
pub use settings::{
    ChangeScheme, ChangeThemes, GetScheme, HourTheme, HourThemeFields, HourThemes, ListThemes,
    MOST_THEMES, Scheme, SettingReceipt, scheme,
};
pub(crate) use store::{about, erase};
pub use totals::{GetTotals, ThemeHours, Totals, hours_by_theme};

use crate::kernel::{Kept, PersonalField, Purpose, define_id, personal};

define_id! {
    /// An account.
    AccountId
}

define_id! {
    /// A transfer.
    TransferId
}

define_id! {
    /// A theme that hours are given to.
    ThemeId
}

/// The most minutes of one transfer. Nine million transfers of this size still stay within the
/// whole numbers that a window counts exactly.
pub const MOST_MINUTES: i64 = 1_000_000_000;

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A member's own account.
    Member,
    /// An issuing partner (uitgiftepartner): the only kind that goes below zero.
    Issuing,
    /// A redeeming partner (verzilverpartner).
    Redeeming,
    /// Came with an import; may be linked to a member.
    Outside,
}

impl AccountKind {
    /// Whether somebody holds it for themselves, so that it earns, gives, receives and spends.
    #[must_use]
    pub fn is_held(self) -> bool {
        matches!(self, Self::Member | Self::Outside)
    }
}

/// What a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum TransferKind {
    /// Hours given, rewarded by an issuing partner.
    Earn,
    /// From one neighbour to another.
    Give,
    /// Used at a redeeming partner.
    Spend,
    /// Takes another transfer back.
    Reversal,
    /// Happened in another book, before this one.
    History,
}

/// What accounts and transfers hold about people.
pub const PERSONAL_FIELDS: &[PersonalField] = &[
    ledger("account", "outside_name"),
    ledger("account", "outside_key"),
    ledger("transfer_memo", "memo"),
    ledger("history_row", "label"),
];

const fn ledger(table: &'static str, column: &'static str) -> PersonalField {
    personal(table, column, Purpose::Ledger, Kept::TextsWithName)
}

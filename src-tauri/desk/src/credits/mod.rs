//! Time credits at the desk: the list of balances, lists and statements that leave the house, and
//! history that comes in from a file.

mod amount;
mod balances;
mod history;
mod lists;
mod statement;

pub use balances::ListBalances;
pub(crate) use history::apply_transfers;
pub use history::{PreviewTransfers, ReadColumns};
pub use lists::SaveAccounts;
pub use statement::SaveStatement;

//! Time credits in SQL: one file for each kind of thing.

mod about;
pub(super) mod accounts;
pub(super) mod chain;
mod erase;
pub(super) mod history;
pub(super) mod settings;
pub(super) mod transfers;
pub(super) mod walk;

pub(crate) use about::about;
pub(crate) use erase::erase;

//! Time credits in SQL: one file for each kind of thing.

pub(super) mod accounts;
pub(super) mod chain;
pub(super) mod history;
pub(super) mod settings;
pub(super) mod transfers;
pub(super) mod walk;

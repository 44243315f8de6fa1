//! The books of a neighbourhood enterprise: everything that is true without a window.
//!
//! This crate opens no window, reads no home folder, asks no clock by itself and touches no
//! network: what it needs of the surroundings is handed in (`kernel::Ambient`). One room per
//! practice, each with `mod.rs` (rules), `store.rs` (SQL, private) and files named by their verb.
//! A writing function takes `&Tx`, a reading one `&Reader`; both come only from a `Book`.

pub mod agreements;
pub mod backup;
pub mod centre;
pub mod certificates;
pub mod confidential;
pub mod consent;
pub mod credits;
pub mod import;
pub mod kernel;
pub mod keys;
pub mod members;
pub mod privacy;
pub mod search;
pub mod snapshot;
pub mod table;
pub mod today;

/// Every column of a book that holds something about a person, from the rooms' declarations.
#[must_use]
pub fn personal_fields() -> Vec<kernel::PersonalField> {
    [
        agreements::PERSONAL_FIELDS,
        centre::PERSONAL_FIELDS,
        certificates::PERSONAL_FIELDS,
        confidential::PERSONAL_FIELDS,
        consent::PERSONAL_FIELDS,
        credits::PERSONAL_FIELDS,
        import::PERSONAL_FIELDS,
        keys::PERSONAL_FIELDS,
        members::PERSONAL_FIELDS,
    ]
    .concat()
}

//! Agreements that leave the house: as a list for a spreadsheet, and as days for a calendar. Both
//! name organisations; of people they say nothing.

mod calendar;
mod list;

pub use calendar::SaveCalendar;
pub use list::SaveAgreements;

use wijkboek_core::{
    agreements::{AgreementStanding, DateKind},
    kernel::Result,
};

use crate::{face::Language, papers};

/// A word of this room's lists.
fn word(language: Language, keys: &[&str]) -> Result<String> {
    papers::word(language, &[&["agreements"], keys].concat())
}

/// The key of a kind of day in the word files.
fn day_key(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Contact => "contact",
        DateKind::Review => "review",
        DateKind::Preparation => "preparation",
        DateKind::Notice => "notice",
        DateKind::End => "end",
    }
}

/// The parties of an agreement, as one writes them in a row.
fn parties(agreement: &AgreementStanding) -> String {
    let names = agreement.parties.iter().map(|party| party.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

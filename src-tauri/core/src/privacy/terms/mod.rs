//! How long what is known of somebody stays after the membership (AVG art. 5.1.e): a table that the
//! manager edits, with what the rooms declare as its beginning. A term counts from the day on
//! which somebody belongs no more, never from the last change of a field; the days are computed
//! each time, so a clock that goes back only makes somebody a member again.
//!
//! Nothing goes by itself: passed terms are shown, and one act settles them. What hangs on the name
//! (search words, reasons, what was said in confidence) goes with it, as when somebody asks to be
//! forgotten: requested now, erased in thirty days. A shorter term takes one field out of every
//! version at once. So there is one way of erasing, and none that forgets a table.
//! Organisations are no people and are left alone. Of the ledger the amounts, days and numbers stay
//! as long as the book, which the law wants for seven years at least (Awr art. 52): no term takes
//! them away. The texts beside bookings go with the name.

mod change;
mod clear;
mod passed;
mod store;

use chrono::{Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use change::{ChangeTerms, ListTerms, RetentionTerm, RetentionTerms, TermMonths, TermsReceipt};
pub use clear::{ClearPassed, ClearedReceipt, ShownPassed, clear_passed};
pub use passed::{ListPassed, PassedField, PassedList, PassedMember, count};

use crate::kernel::{Kept, PersonalField, Reader, Result};

/// What a term is before a manager changes it.
pub const DECLARED_MONTHS: u32 = 24;
/// Longer than this nobody can say what for.
pub const MOST_MONTHS: u32 = 84;

/// What has a term of its own.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum RetentionField {
    /// The name, and all that goes with it.
    Name,
    /// Street, number, postcode and town.
    Address,
    /// The telephone number.
    Phone,
    /// The e-mail address.
    Email,
    /// The year of birth.
    BirthYear,
    /// The note.
    Note,
}

impl RetentionField {
    /// All of them, as the table shows them.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::Address,
        Self::Phone,
        Self::Email,
        Self::BirthYear,
        Self::Note,
    ];

    /// Which term a declared column follows, if it has one that can be changed.
    fn of(field: &PersonalField) -> Option<Self> {
        match (field.kept, field.table, field.column) {
            (Kept::MembershipAndTwoYears, "member_version", column) => Some(match column {
                "street" | "house_number" | "house_addition" | "postcode" | "town" => Self::Address,
                "phone" => Self::Phone,
                "email" => Self::Email,
                "birth_year" => Self::BirthYear,
                "note" => Self::Note,
                _ => Self::Name,
            }),
            (Kept::MembershipAndTwoYears | Kept::TextsWithName, ..) => Some(Self::Name),
            _ => None,
        }
    }
}

/// The months in force for a declared column; nothing where its term is fixed.
pub(super) fn months_of(terms: &[RetentionTerm], field: &PersonalField) -> Option<u32> {
    let follows = RetentionField::of(field)?;
    let term = terms.iter().find(|term| term.field == follows);
    term.map(|term| term.months)
}

/// The table in force.
///
/// # Errors
/// SQLite's answer.
pub fn terms(reader: &Reader) -> Result<RetentionTerms> {
    let version = store::version(reader)?;
    let kept = store::months(reader, version)?;
    let months = |field: RetentionField| {
        let found = kept.iter().find(|(known, _)| *known == field);
        found.map_or(DECLARED_MONTHS, |(_, months)| *months)
    };
    let term = |field: RetentionField| RetentionTerm {
        field,
        months: months(field),
        declared_months: DECLARED_MONTHS,
        least: 1,
        most: MOST_MONTHS,
    };
    Ok(RetentionTerms {
        version,
        terms: RetentionField::ALL.map(term).to_vec(),
    })
}

/// The last day on which a membership can have ended whose term of so many months has passed. Months
/// are not equally long: it may lie some days beyond the day so many months ago.
fn ended_by(today: NaiveDate, months: u32) -> NaiveDate {
    let about = today
        .checked_sub_months(Months::new(months))
        .unwrap_or(NaiveDate::MIN);
    (0..4)
        .rev()
        .filter_map(|days| about.checked_add_days(Days::new(days)))
        .find(|ended_on| passes_on(*ended_on, months) <= today)
        .unwrap_or(about)
}

/// The first day on which a term of so many months has passed.
fn passes_on(ended_on: NaiveDate, months: u32) -> NaiveDate {
    ended_on
        .checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

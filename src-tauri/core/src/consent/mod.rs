//! Consent (AVG art. 7): who agreed with what, in which words, when, how, and who wrote it down.
//! Each purpose is asked by itself and none comes with a membership. What somebody said is only
//! ever appended; whether they agree now is read from the last row. Withdrawing is one act without
//! a reason. No day is asked for it, and no day that has been is refused: only one to come, or one
//! that cannot be meant.
//!
//! A purpose's text has versions, and whoever agreed with an older one is shown as such: nobody
//! agrees with words that they never saw.

mod carry;
mod give;
mod list;
mod member;
mod purposes;
mod store;

use chrono::{Datelike as _, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use carry::{NoMore, no_more, replay, unheard};
pub use give::{ConsentReceipt, GiveConsent, WithdrawConsent};
pub use list::{ConsentCounts, ConsentList, ConsentRow, ListConsents, every, list};
pub use member::{ConsentAct, GetConsents, MemberConsents, PurposeConsent};
pub use purposes::{
    ChangePurposes, ConsentPurpose, ConsentPurposes, ListPurposes, MOST_PURPOSES, PurposeFields,
    PurposesReceipt, purposes,
};
pub(crate) use store::{about, erase};

use crate::kernel::{Kept, PersonalField, Purpose, define_id, personal};

define_id! {
    /// Something that people are asked to agree with.
    ConsentPurposeId
}

define_id! {
    /// Something that somebody said about a purpose.
    ConsentId
}

/// Whoever is younger cannot agree alone (UAVG art. 5).
pub const YEARS_OF_CONSENT: i32 = 16;

/// What this room keeps about a person that was written by hand.
pub const PERSONAL_FIELDS: &[PersonalField] = &[personal(
    "consent",
    "proof",
    Purpose::Consent,
    Kept::MembershipAndTwoYears,
)];

/// How somebody let it be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentHow {
    /// Signed on paper.
    Paper,
    /// Said to somebody of the centre.
    Spoken,
    /// Written in a mail, a letter or a message.
    Mail,
}

/// What an act in the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentStep {
    /// Agreed.
    Given,
    /// Agrees no more.
    Withdrawn,
    /// The act before was a mistake of the desk.
    TakenBack,
}

/// How it stands with one member and one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// Agrees with the text of now.
    Given,
    /// Agrees with an older text.
    GivenBefore,
    /// Agreed once, and no more.
    Withdrawn,
    /// Said nothing.
    Unsaid,
}

/// What the last act makes of it.
fn state(last: Option<(ConsentStep, u32)>, present_version: u32) -> ConsentState {
    match last {
        None | Some((ConsentStep::TakenBack, _)) => ConsentState::Unsaid,
        Some((ConsentStep::Withdrawn, _)) => ConsentState::Withdrawn,
        Some((ConsentStep::Given, version)) if version == present_version => ConsentState::Given,
        Some((ConsentStep::Given, _)) => ConsentState::GivenBefore,
    }
}

/// Whether somebody of this birth year may be too young on a day: in the year in which they become
/// sixteen nobody knows, since no birthday is kept.
fn may_be_too_young(birth_year: Option<i32>, day: NaiveDate) -> bool {
    birth_year.is_some_and(|year| day.year().saturating_sub(year) <= YEARS_OF_CONSENT)
}

/// Whether they were too young on that day, whenever their birthday is.
fn is_too_young(birth_year: Option<i32>, day: NaiveDate) -> bool {
    birth_year.is_some_and(|year| day.year().saturating_sub(year) < YEARS_OF_CONSENT)
}

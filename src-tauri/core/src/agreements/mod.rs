//! Agreements with other parties: what is agreed (in versions), the rhythm of contact, scenarios
//! for the end of it, and reviews that look at every scenario.
//!
//! An agreement is never without a scenario for handing over and one for going on (the sheet, "De
//! tijdelijkheid van afspraken"). Nothing here says that an agreement *is* running or late: that
//! is computed for a day from dated rows. Promises, signals and procedures live elsewhere.

mod contacts;
mod days;
mod get;
mod list;
mod reviews;
mod scenarios;
mod store;
mod terms;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use contacts::{ContactMoment, ContactReceipt, NoteContact, RetractContact};
pub use days::{AgreementDays, AgreementStatus, DateKind, DueDate, Notice, NoticeUnit};
pub use get::{Agreement, AgreementVersion, GetAgreement, Moment, MomentKind, get};
pub use list::{
    AgreementCount, AgreementList, AgreementStanding, LastContact, ListAgreements, OpenReviewState,
    PartyCount, PartyName, ScenarioStanding, counts, list, standing,
};
pub use reviews::{
    CloseReview, LookAtScenario, LookReceipt, OpenReview, Review, ReviewReceipt, ScenarioLook,
    Verdict,
};
pub use scenarios::{
    AddScenario, DropScenario, NewScenario, ReviseScenario, Scenario, ScenarioFields, ScenarioKind,
    ScenarioReceipt,
};
pub(crate) use store::{about, erase, running_with};
pub use terms::{
    AgreementFields, AgreementReceipt, EndAgreement, MakeAgreement, Party, ReviseAgreement,
};

use crate::kernel::{Kept, PersonalField, Purpose, define_id, personal};

define_id! {
    /// An agreement.
    AgreementId
}

define_id! {
    /// A party to one agreement.
    PartyId
}

define_id! {
    /// A scenario of an agreement.
    ScenarioId
}

define_id! {
    /// A moment of contact.
    ContactId
}

define_id! {
    /// A review of the scenarios.
    ReviewId
}

define_id! {
    /// One look at one scenario in a review.
    LookId
}

/// What an agreement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AgreementKind {
    /// Using a building, a room or a piece of ground.
    UseOfPlace,
    /// Keeping a place: a garden, a playground.
    Maintenance,
    /// Doing something for each other.
    Service,
    /// Money for the work.
    Funding,
    /// Anything else.
    Other,
}

/// What sort of organisation a party is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// Gemeente.
    Municipality,
    /// Woningcorporatie.
    HousingCorporation,
    /// Bedrijf.
    Company,
    /// Instelling.
    Institution,
    /// Another initiative of residents.
    Initiative,
    /// Anything else.
    Other,
}

/// The hat (pet) that an official wears in a conversation: the sheet asks to know which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Hat {
    /// Uitvoerder: carries out rules and plans.
    Executor,
    /// Handhaver: watches over permits and rules.
    Enforcer,
    /// Contractpartij: owner of the place.
    ContractParty,
    /// Financier: gives money.
    Financier,
}

/// Columns of this room that may hold something about a person.
pub const PERSONAL_FIELDS: &[PersonalField] = &[
    field("agreement", "end_note"),
    field("agreement_version", "object"),
    field("agreement_version", "handover_condition"),
    field("agreement_party_version", "contact_person"),
    field("agreement_party_version", "reach"),
    field("scenario_version", "cause"),
    field("scenario_version", "signs"),
    field("scenario_version", "steps"),
    field("scenario_version", "who"),
    field("scenario_version", "alternatives"),
    field("contact_moment", "person"),
    field("contact_moment", "said"),
    field("review", "outcome"),
    field("scenario_look", "note"),
];

const fn field(table: &'static str, column: &'static str) -> PersonalField {
    personal(
        table,
        column,
        Purpose::Agreements,
        Kept::AgreementAndTwoYears,
    )
}

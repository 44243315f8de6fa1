//! One agreement with all that belongs to it, and its life on one line.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AgreementFields, AgreementId, AgreementStanding, ContactMoment, Review, Scenario, list, store,
};
use crate::kernel::{Ask, Code, Read, Reader, Result, Role};

/// Everything about one agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetAgreement {
    /// The agreement.
    pub agreement_id: AgreementId,
}

/// One agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Agreement {
    /// As it stands today.
    pub standing: AgreementStanding,
    /// The day that this answer is about.
    pub on: NaiveDate,
    /// The present version.
    pub version: u32,
    /// What is agreed.
    pub fields: AgreementFields,
    /// When it was written in this book.
    pub made_on: NaiveDate,
    /// How it ended.
    pub end_note: Option<String>,
    /// All scenarios, the dropped ones last.
    pub scenarios: Vec<Scenario>,
    /// All moments of contact, the latest first.
    pub contacts: Vec<ContactMoment>,
    /// All reviews, the latest first.
    pub reviews: Vec<Review>,
    /// All versions, the latest first.
    pub history: Vec<AgreementVersion>,
    /// Its life on one line, in the order of days.
    pub timeline: Vec<Moment>,
}

/// A version of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AgreementVersion {
    /// Its number.
    pub version: u32,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// What it said.
    pub fields: AgreementFields,
}

/// A point on the line of an agreement's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema, TS)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub kind: MomentKind,
}

/// What a point on the line is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// The first day.
    Start,
    /// People spoke.
    Contact,
    /// The scenarios were reviewed.
    Review,
    /// The present day.
    Today,
    /// The next contact is due.
    ContactDue,
    /// The next review is due.
    ReviewDue,
    /// Our own preparation begins.
    Preparation,
    /// The last day to give notice.
    Notice,
    /// The first day without the agreement.
    End,
}

impl Ask for GetAgreement {
    const NAME: &'static str = "agreements.get";
    const ROLE: Role = Role::Reader;
    type Answer = Agreement;
}

impl Read for GetAgreement {
    fn run(self, reader: &Reader) -> Result<Agreement> {
        get(reader, self.agreement_id)
    }
}

/// Everything about one agreement.
///
/// # Errors
/// `Code::NotFound`.
pub fn get(reader: &Reader, agreement_id: AgreementId) -> Result<Agreement> {
    let on = reader.today();
    let kept = store::get(reader, agreement_id)?;
    let standing = list::standing(reader, on)?
        .into_iter()
        .find(|standing| standing.agreement_id == agreement_id)
        .ok_or_else(|| Code::NotFound.at("agreement_id"))?;
    let history = store::versions(reader, kept.sequence)?;
    let fields = history.first().map(|version| version.fields.clone());
    let contacts = store::contacts(reader, kept.sequence)?;
    let reviews = store::reviews(reader, kept.sequence)?;
    Ok(Agreement {
        timeline: timeline(&standing, &contacts, &reviews, on),
        standing,
        on,
        version: kept.version,
        fields: fields.ok_or_else(|| Code::NotFound.at("agreement_id"))?,
        made_on: kept.made_on,
        end_note: kept.end_note,
        scenarios: store::scenarios(reader, kept.sequence)?,
        contacts,
        reviews,
        history,
    })
}

fn timeline(
    standing: &AgreementStanding,
    contacts: &[ContactMoment],
    reviews: &[Review],
    on: NaiveDate,
) -> Vec<Moment> {
    let days = standing.days;
    let end = standing.ended_on.or(standing.until_day);
    let spoken = contacts
        .iter()
        .filter(|contact| contact.retracted_on.is_none())
        .map(|contact| (MomentKind::Contact, Some(contact.day)));
    let reviewed = reviews
        .iter()
        .map(|review| (MomentKind::Review, review.closed_on));
    let mut moments: Vec<Moment> = [
        (MomentKind::Start, Some(standing.from_day)),
        (MomentKind::Today, Some(on)),
        (MomentKind::ContactDue, days.contact_due),
        (MomentKind::ReviewDue, days.review_due),
        (MomentKind::Preparation, days.preparation_from),
        (MomentKind::Notice, days.notice_until),
        (MomentKind::End, end),
    ]
    .into_iter()
    .chain(spoken)
    .chain(reviewed)
    .filter_map(|(kind, day)| Some(Moment { day: day?, kind }))
    .collect();
    moments.sort_unstable();
    moments
}

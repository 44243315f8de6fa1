//! Agreements as they stand on a day: found as you type, with what comes next, counted by status.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AgreementDays, AgreementId, AgreementKind, AgreementStatus, DueDate, PartyKind, ReviewId,
    ScenarioId, ScenarioKind, Verdict, days::Basis, store,
};
use crate::kernel::{Ask, Read, Reader, Result, Role, date, fold, sought};

/// Agreements in which every word typed begins a word of the title, the object or a party.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ListAgreements {
    /// What was typed; nothing finds all.
    pub text: Option<String>,
    /// Only those that stand like this on the day.
    pub status: Option<AgreementStatus>,
    /// The day that is asked about; today if left out.
    pub on: Option<NaiveDate>,
}

/// Agreements, those that ask something first in front, those that are over at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AgreementList {
    /// How many agreements the book has in all.
    pub total: u32,
    /// How many fit the question.
    pub found: u32,
    /// The day that the answer is about.
    pub on: NaiveDate,
    /// All that fit.
    pub rows: Vec<AgreementStanding>,
}

/// An agreement as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AgreementStanding {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// What people call it.
    pub title: String,
    /// What it is about.
    pub object: Option<String>,
    /// What sort of agreement.
    pub kind: AgreementKind,
    /// Where it stands.
    pub status: AgreementStatus,
    /// The first day.
    pub from_day: NaiveDate,
    /// The first day without it, as agreed.
    pub until_day: Option<NaiveDate>,
    /// Until when in words.
    pub until_text: Option<String>,
    /// The first day without it, as it went.
    pub ended_on: Option<NaiveDate>,
    /// With whom.
    pub parties: Vec<PartyName>,
    /// The agreed rhythm of contact.
    pub contact_weeks: u32,
    /// Weeks that we need ourselves before the end.
    pub preparation_weeks: u32,
    /// The days that it asks for.
    pub days: AgreementDays,
    /// The first of them.
    pub next: Option<DueDate>,
    /// The last time that people spoke.
    pub last_contact: Option<LastContact>,
    /// The review that is open, if one is.
    pub open_review: Option<OpenReviewState>,
    /// Its scenarios.
    pub scenarios: Vec<ScenarioStanding>,
}

/// A party in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PartyName {
    /// What sort of organisation.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
}

/// The last time that people spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct LastContact {
    /// The day.
    pub day: NaiveDate,
    /// The person, otherwise the party.
    pub with: String,
}

/// How far an open review is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct OpenReviewState {
    /// The review.
    pub review_id: ReviewId,
    /// The day on which it was opened.
    pub opened_on: NaiveDate,
    /// How many of the scenarios were looked at.
    pub looked_at: u32,
}

/// A scenario in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ScenarioStanding {
    /// The scenario.
    pub scenario_id: ScenarioId,
    /// Hand-over or continuation.
    pub kind: ScenarioKind,
    /// What people call it.
    pub title: String,
    /// The day on which it came into the book.
    pub added_on: NaiveDate,
    /// When somebody last looked at it.
    pub looked_on: Option<NaiveDate>,
    /// What was found then.
    pub verdict: Option<Verdict>,
}

/// How many agreements stand in one way on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementCount {
    /// The way.
    pub status: AgreementStatus,
    /// How many agreements.
    pub agreements: u32,
    /// How many of them have a party of a kind, for every kind.
    pub with: Vec<PartyCount>,
}

/// How many agreements have a party of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartyCount {
    /// The kind.
    pub kind: PartyKind,
    /// How many agreements.
    pub agreements: u32,
}

impl AgreementStatus {
    /// Every status, in the order of a life.
    pub const ALL: [Self; 4] = [
        Self::NotYetStarted,
        Self::Running,
        Self::EndingSoon,
        Self::Ended,
    ];
}

impl PartyKind {
    /// Every kind of party.
    pub const ALL: [Self; 6] = [
        Self::Municipality,
        Self::HousingCorporation,
        Self::Company,
        Self::Institution,
        Self::Initiative,
        Self::Other,
    ];
}

impl Ask for ListAgreements {
    const NAME: &'static str = "agreements.list";
    const ROLE: Role = Role::Reader;
    type Answer = AgreementList;
}

impl Read for ListAgreements {
    fn run(self, reader: &Reader) -> Result<AgreementList> {
        list(reader, &self)
    }
}

/// Agreements that fit what was typed, what asks something first in front.
///
/// # Errors
/// `Code::DayOutOfRange`; SQLite's answer.
pub fn list(reader: &Reader, question: &ListAgreements) -> Result<AgreementList> {
    let on = date::sensible_if_said(question.on, "on")?.unwrap_or_else(|| reader.today());
    let typed = sought(question.text.as_deref().unwrap_or_default());
    let mut rows = standing(reader, on)?;
    let total = counted(rows.len());
    rows.retain(|row| {
        question.status.is_none_or(|status| row.status == status) && row.fits(&typed)
    });
    rows.sort_by_key(|row| {
        let over = row.status == AgreementStatus::Ended && row.next.is_none();
        let next = row.next.map_or(NaiveDate::MAX, |due| due.day);
        (over, next, fold(&row.title))
    });
    Ok(AgreementList {
        total,
        found: counted(rows.len()),
        on,
        rows,
    })
}

/// All agreements as they stand on a day.
///
/// # Errors
/// SQLite's answer.
pub fn standing(reader: &Reader, on: NaiveDate) -> Result<Vec<AgreementStanding>> {
    let mut contacts = store::last_contacts(reader, on)?;
    let reviews = store::last_reviews(reader, on)?;
    let mut open = store::open_reviews(reader, on)?;
    let mut scenarios = store::scenario_standings(reader, on)?;
    let all = store::all(reader)?;
    let stand = |(kept, fields): (store::Kept, super::AgreementFields)| {
        let last_contact = contacts.remove(&kept.sequence);
        let basis = Basis {
            last_contact: last_contact.as_ref().map(|contact| contact.day),
            last_review: reviews.get(&kept.sequence).copied(),
            ..kept.basis(&fields)
        };
        let days = basis.days(on);
        let name = |party: super::Party| PartyName {
            kind: party.kind,
            name: party.name,
        };
        AgreementStanding {
            agreement_id: kept.agreement_id,
            title: fields.title,
            object: fields.object,
            kind: fields.kind,
            status: basis.status(on),
            from_day: fields.from_day,
            until_day: fields.until_day,
            until_text: fields.until_text,
            ended_on: kept.ended_on,
            parties: fields.parties.into_iter().map(name).collect(),
            contact_weeks: fields.contact_weeks,
            preparation_weeks: fields.preparation_weeks,
            days,
            next: days.next(on),
            last_contact,
            open_review: open.remove(&kept.sequence),
            scenarios: scenarios.remove(&kept.sequence).unwrap_or_default(),
        }
    };
    Ok(all.into_iter().map(stand).collect())
}

/// How many agreements stand in which way on a day, and with what kinds of organisation: counts
/// only, for a snapshot. An agreement counts from its first day, or from the day on which it was
/// written down if that came earlier.
///
/// # Errors
/// SQLite's answer.
pub fn counts(reader: &Reader, day: NaiveDate) -> Result<Vec<AgreementCount>> {
    let mut all: BTreeMap<AgreementStatus, Vec<Vec<PartyKind>>> = BTreeMap::new();
    for (kept, fields) in store::all(reader)? {
        if fields.from_day <= day || kept.made_on <= day {
            let status = kept.basis(&fields).status(day);
            let kinds = fields.parties.iter().map(|party| party.kind).collect();
            all.entry(status).or_default().push(kinds);
        }
    }
    let count = |status| {
        let agreements = all.remove(&status).unwrap_or_default();
        let with = PartyKind::ALL.map(|kind| PartyCount {
            kind,
            agreements: counted(agreements.iter().filter(|all| all.contains(&kind)).count()),
        });
        AgreementCount {
            status,
            agreements: counted(agreements.len()),
            with: with.to_vec(),
        }
    };
    Ok(AgreementStatus::ALL.into_iter().map(count).collect())
}

impl AgreementStanding {
    /// Whether every folded word typed begins a word of this agreement.
    fn fits(&self, typed: &[String]) -> bool {
        if typed.is_empty() {
            return true;
        }
        let parties = self.parties.iter().map(|party| party.name.as_str());
        let own = [Some(self.title.as_str()), self.object.as_deref()];
        let texts: Vec<&str> = own.into_iter().flatten().chain(parties).collect();
        let words = fold(&texts.join(" "));
        typed
            .iter()
            .all(|part| words.split(' ').any(|word| word.starts_with(part)))
    }
}

fn counted(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

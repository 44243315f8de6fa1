//! The fields of an agreement, cleaned and checked as people type them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::agreements::{AgreementKind, Hat, Notice, PartyId, PartyKind};
use crate::kernel::{Code, Reader, Result, between, date, text};
use crate::members::{self, MemberId, MemberKind};

/// The most parties that one agreement has.
const MOST_PARTIES: u32 = 20;

/// What is agreed, as it is typed and as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct AgreementFields {
    /// What people call it.
    pub title: String,
    /// What it is about: a building, a garden, a task.
    pub object: Option<String>,
    /// What sort of agreement.
    pub kind: AgreementKind,
    /// The first day.
    pub from_day: NaiveDate,
    /// The first day without it; nothing if no day is known.
    pub until_day: Option<NaiveDate>,
    /// Until when in words: "until the ground is sold".
    pub until_text: Option<String>,
    /// How long beforehand notice must be given.
    pub notice: Option<Notice>,
    /// Weeks that we need ourselves before that, 0 to 104.
    pub preparation_weeks: u32,
    /// The parties talk every so many weeks, 1 to 104.
    pub contact_weeks: u32,
    /// The scenarios are reviewed every so many months, 1 to 60.
    pub review_months: u32,
    /// How the place is to be left (opleveringsstaat).
    pub handover_condition: Option<String>,
    /// How many people it is about now.
    pub people: Option<u32>,
    /// With whom; we ourselves are always the other side.
    pub parties: Vec<Party>,
}

/// A party to an agreement. Always an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Party {
    /// The same party as in an earlier version; a new one if left out.
    pub party_id: Option<PartyId>,
    /// What sort of organisation.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
    /// The organisation among the members, if it is one.
    pub member_id: Option<MemberId>,
    /// The person to talk to.
    pub contact_person: Option<String>,
    /// The hat that this person usually wears.
    pub hat: Option<Hat>,
    /// Telephone or e-mail of this person.
    pub reach: Option<String>,
}

impl AgreementFields {
    /// Cleaned and checked, ready to be kept.
    ///
    /// # Errors
    /// In the order of the form: `Code::TitleMissing`, `Code::TextTooLong`,
    /// `Code::TextHasForbiddenSign`, `Code::DayOutOfRange`, `Code::EndMissing`,
    /// `Code::EndBeforeStart`, `Code::NumberOutOfRange`, `Code::LooksLikeCitizenServiceNumber`,
    /// `Code::PartyMissing`, `Code::NameMissing`, `Code::PartyIsNoOrganisation`; each names its
    /// field, that of a party as `parties.0.name`.
    pub(in crate::agreements) fn checked(&self, reader: &Reader) -> Result<Self> {
        let title =
            text::line("title", &self.title)?.ok_or_else(|| Code::TitleMissing.at("title"))?;
        let object = text::optional_note("object", self.object.as_deref())?;
        let (until_day, until_text) = self.checked_term()?;
        if let Some(notice) = self.notice {
            between("notice", notice.length, 1, 60)?;
        }
        between("preparation_weeks", self.preparation_weeks, 0, 104)?;
        between("contact_weeks", self.contact_weeks, 1, 104)?;
        between("review_months", self.review_months, 1, 60)?;
        let condition = self.handover_condition.as_deref();
        let handover_condition = text::optional_note("handover_condition", condition)?;
        if let Some(people) = self.people {
            between("people", people, 0, 1_000_000)?;
        }
        Ok(Self {
            title,
            object,
            until_day,
            until_text,
            handover_condition,
            parties: self.checked_parties(reader)?,
            ..self.clone()
        })
    }

    fn checked_term(&self) -> Result<(Option<NaiveDate>, Option<String>)> {
        date::sensible(self.from_day, "from_day")?;
        let until_text = text::optional("until_text", self.until_text.as_deref())?;
        let Some(until_day) = self.until_day else {
            return match until_text {
                Some(_) => Ok((None, until_text)),
                None => Code::EndMissing.at("until_day").refuse(),
            };
        };
        date::sensible(until_day, "until_day")?;
        if until_day <= self.from_day {
            return Code::EndBeforeStart
                .at("until_day")
                .with("start", self.from_day.to_string())
                .refuse();
        }
        Ok((Some(until_day), until_text))
    }

    fn checked_parties(&self, reader: &Reader) -> Result<Vec<Party>> {
        if self.parties.is_empty() {
            return Code::PartyMissing.at("parties").refuse();
        }
        let count = u32::try_from(self.parties.len()).unwrap_or(u32::MAX);
        between("parties", count, 1, MOST_PARTIES)?;
        (0u32..)
            .zip(&self.parties)
            .map(|(place, party)| party.checked(reader, place))
            .collect()
    }
}

/// What a refusal calls a field of a party; places count from 0, as in the form.
pub(in crate::agreements) fn party_field(place: u32, field: &str) -> String {
    format!("parties.{place}.{field}")
}

impl Party {
    fn checked(&self, reader: &Reader, place: u32) -> Result<Self> {
        let at = |field: &str| party_field(place, field);
        let name = text::line(&at("name"), &self.name)?
            .ok_or_else(|| Code::NameMissing.at(&at("name")))?;
        if let Some(member_id) = self.member_id {
            let member = members::get(reader, member_id)?;
            if member.kind != MemberKind::Organisation {
                return Code::PartyIsNoOrganisation
                    .at(&at("member_id"))
                    .with("name", member.full_name)
                    .refuse();
            }
        }
        Ok(Self {
            name,
            contact_person: text::optional(&at("contact_person"), self.contact_person.as_deref())?,
            reach: text::optional_digits(&at("reach"), self.reach.as_deref())?,
            ..self.clone()
        })
    }
}

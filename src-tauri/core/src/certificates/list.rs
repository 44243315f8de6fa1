//! The register as it stood on a day, and one certificate with its steps.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CertificateId, CertificateState, CertificateText, store};
use crate::{
    kernel::{Ask, Code, Read, Reader, Result, Role, date},
    members::{self, MemberId, MemberKind},
};

/// More rows than this are asked for page by page.
const MOST_ROWS: u32 = 500;

/// A page of the register, the newest number first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ListCertificates {
    /// Part of the holder's name or of the number.
    pub text: Option<String>,
    /// Only those in this state.
    pub state: Option<CertificateState>,
    /// Only those of this member.
    pub member_id: Option<MemberId>,
    /// The register as it stood at the end of this day; with every step, if left out.
    pub on: Option<NaiveDate>,
    /// How many rows to pass over.
    pub offset: u32,
    /// How many rows to answer with: 50 if left out, 500 at most.
    pub limit: Option<u32>,
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CertificateList {
    /// How many certificates stand in the register.
    pub total: u32,
    /// How many fit the question.
    pub found: u32,
    /// How many of what fits, the state apart, are in each state.
    pub states: StateCounts,
    /// The page.
    pub rows: Vec<CertificateRow>,
}

/// How many certificates are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct StateCounts {
    /// Made out, not signed yet.
    pub issued: u32,
    /// Signed, not handed over yet.
    pub signed: u32,
    /// In the holder's hands.
    pub handed_over: u32,
    /// No longer in force.
    pub withdrawn: u32,
}

/// One certificate in the register. A day that had not come yet is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CertificateRow {
    /// The certificate.
    pub certificate_id: CertificateId,
    /// `2026-0007`.
    pub number: String,
    /// The holder.
    pub member_id: MemberId,
    /// The holder's number as a member.
    pub member_number: u32,
    /// Person, household or organisation.
    pub member_kind: MemberKind,
    /// `Berg, Riet van den`.
    pub sorted_name: String,
    /// `Riet van den Berg`.
    pub full_name: String,
    /// How far it has come.
    pub state: CertificateState,
    /// When it was issued.
    pub issued_on: NaiveDate,
    /// When it was signed.
    pub signed_on: Option<NaiveDate>,
    /// When it was handed over.
    pub handed_over_on: Option<NaiveDate>,
    /// When it was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
}

/// One certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetCertificate {
    /// The certificate.
    pub certificate_id: CertificateId,
}

/// One certificate with all that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Certificate {
    /// As it stands in the register.
    pub row: CertificateRow,
    /// The version of the words that it was issued with.
    pub text_version: u32,
    /// The words.
    pub text: CertificateText,
    /// Its steps, the first one first.
    pub steps: Vec<CertificateStep>,
}

/// Something that happened to a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CertificateStep {
    /// What happened.
    pub state: CertificateState,
    /// On which day.
    pub day: NaiveDate,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Why, of a withdrawal.
    pub reason: Option<String>,
}

impl Ask for ListCertificates {
    const NAME: &'static str = "certificates.list";
    const ROLE: Role = Role::Reader;
    type Answer = CertificateList;
}

impl Read for ListCertificates {
    fn run(self, reader: &Reader) -> Result<CertificateList> {
        list(reader, &self)
    }
}

impl Ask for GetCertificate {
    const NAME: &'static str = "certificates.get";
    const ROLE: Role = Role::Reader;
    type Answer = Certificate;
}

impl Read for GetCertificate {
    fn run(self, reader: &Reader) -> Result<Certificate> {
        get(reader, self.certificate_id)
    }
}

/// A page of the register.
///
/// # Errors
/// `Code::NotFound` for a member that is not there, `Code::DayOutOfRange`.
pub fn list(reader: &Reader, question: &ListCertificates) -> Result<CertificateList> {
    let text = question.text.as_deref().unwrap_or_default().trim();
    let search = store::Search {
        words: members::words(text),
        number: text.to_owned(),
        searching: !text.is_empty(),
        member: question
            .member_id
            .map(|member_id| members::sequence(reader, member_id))
            .transpose()?,
        state: question.state,
        on: date::sensible_if_said(question.on, "on")?,
        offset: question.offset,
        limit: question.limit.unwrap_or(50).min(MOST_ROWS),
    };
    let states = store::counts(reader, &search)?;
    let everything = store::Search::everything(search.on);
    Ok(CertificateList {
        total: store::counts(reader, &everything)?.all(),
        found: question
            .state
            .map_or(states.all(), |state| states.of(state)),
        states,
        rows: store::rows(reader, &search)?,
    })
}

/// One certificate with all that happened to it.
///
/// # Errors
/// `Code::NotFound`, also for one whose issue was taken back.
pub fn get(reader: &Reader, certificate_id: CertificateId) -> Result<Certificate> {
    let kept = store::get(reader, certificate_id)?;
    let row =
        store::row(reader, kept.sequence)?.ok_or_else(|| Code::NotFound.at("certificate_id"))?;
    Ok(Certificate {
        row,
        text_version: kept.text,
        text: store::text(reader, kept.text)?.unwrap_or_default(),
        steps: store::steps(reader, kept.sequence)?
            .into_iter()
            .map(store::Step::shown)
            .collect(),
    })
}

/// How many certificates were in each state at the end of a day.
///
/// # Errors
/// SQLite's answer.
pub fn counts(reader: &Reader, day: NaiveDate) -> Result<StateCounts> {
    store::counts(reader, &store::Search::everything(Some(day)))
}

impl StateCounts {
    /// How many are in one state.
    #[must_use]
    pub fn of(&self, state: CertificateState) -> u32 {
        match state {
            CertificateState::Issued => self.issued,
            CertificateState::Signed => self.signed,
            CertificateState::HandedOver => self.handed_over,
            CertificateState::Withdrawn => self.withdrawn,
        }
    }

    /// How many there are.
    #[must_use]
    pub fn all(&self) -> u32 {
        [self.issued, self.signed, self.handed_over, self.withdrawn]
            .into_iter()
            .fold(0, u32::saturating_add)
    }
}

//! Who agreed with a purpose: everybody who belongs today, and whoever left and still agrees.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConsentHow, ConsentPurposeId, ConsentState, store};
use crate::{
    kernel::{Ask, Code, Read, Reader, Result, Role},
    members::{self, MemberId, MemberKind},
};

/// The most rows that one question gets.
const MOST_ROWS: u32 = 500;

/// Members by what they said about one purpose, in name order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListConsents {
    /// The purpose.
    pub purpose_id: ConsentPurposeId,
    /// Only members of this state; everybody if left out.
    #[serde(default)]
    pub state: Option<ConsentState>,
    /// Rows to pass over.
    #[serde(default)]
    pub offset: u32,
    /// Rows to answer, 50 if left out, 500 at most.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A page of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ConsentList {
    /// How many members there are to ask.
    pub total: u32,
    /// How many fit the question.
    pub found: u32,
    /// How many of each state.
    pub counts: ConsentCounts,
    /// One page of them.
    pub rows: Vec<ConsentRow>,
}

/// How many members of each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ConsentCounts {
    /// Agree with the text of now.
    pub given: u32,
    /// Agree with an older text.
    pub given_before: u32,
    /// Agreed once, and no more.
    pub withdrawn: u32,
    /// Said nothing.
    pub unsaid: u32,
}

/// A member with what it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ConsentRow {
    /// The member.
    pub member_id: MemberId,
    /// Its number.
    pub number: u32,
    /// Person, household or organisation.
    pub kind: MemberKind,
    /// `Berg, Riet van den`.
    pub sorted_name: String,
    /// Whether it still belongs.
    pub belongs: bool,
    /// Whether it agrees.
    pub state: ConsentState,
    /// When it said so.
    pub said_on: Option<NaiveDate>,
    /// How.
    pub how: Option<ConsentHow>,
}

impl Ask for ListConsents {
    const NAME: &'static str = "consent.list";
    const ROLE: Role = Role::Reader;
    type Answer = ConsentList;
}

impl Read for ListConsents {
    /// # Errors
    /// `Code::NotFound`.
    fn run(self, reader: &Reader) -> Result<ConsentList> {
        list(reader, &self)
    }
}

/// A page of members by what they said about one purpose.
///
/// # Errors
/// `Code::NotFound`.
pub fn list(reader: &Reader, question: &ListConsents) -> Result<ConsentList> {
    let (purpose, version) = asked(reader, question.purpose_id)?;
    let mut counts = ConsentCounts::default();
    for (state, count) in store::counts(reader, purpose, version)? {
        *counts.of(state) = count;
    }
    let limit = question.limit.unwrap_or(50).min(MOST_ROWS);
    Ok(ConsentList {
        total: counts.all(),
        found: question
            .state
            .map_or(counts.all(), |state| *counts.of(state)),
        counts,
        rows: rows(reader, question, (question.offset, limit))?,
    })
}

/// Everybody that a question finds, in one pass; its page is passed over.
///
/// # Errors
/// `Code::NotFound`.
pub fn every(reader: &Reader, question: &ListConsents) -> Result<Vec<ConsentRow>> {
    rows(reader, question, (0, u32::MAX))
}

/// The purpose, and the version of its words by which consents are judged.
fn asked(reader: &Reader, purpose_id: ConsentPurposeId) -> Result<(i64, u32)> {
    let purpose = store::purpose(reader, purpose_id)?;
    match store::version_in_use(reader, purpose)? {
        Some(version) => Ok((purpose, version)),
        None => Code::NotFound.at("purpose_id").refuse(),
    }
}

fn rows(reader: &Reader, question: &ListConsents, page: (u32, u32)) -> Result<Vec<ConsentRow>> {
    let of = asked(reader, question.purpose_id)?;
    let row = |one: store::Asked| {
        let named = members::named(reader, one.member)?;
        Ok(ConsentRow {
            member_id: named.member_id,
            number: named.number,
            kind: named.kind,
            sorted_name: named.sorted_name,
            belongs: one.belongs,
            state: one.state,
            said_on: one.said_on,
            how: one.how,
        })
    };
    let found = store::page(reader, of, question.state, page)?;
    found.into_iter().map(row).collect()
}

impl ConsentCounts {
    fn of(&mut self, state: ConsentState) -> &mut u32 {
        match state {
            ConsentState::Given => &mut self.given,
            ConsentState::GivenBefore => &mut self.given_before,
            ConsentState::Withdrawn => &mut self.withdrawn,
            ConsentState::Unsaid => &mut self.unsaid,
        }
    }

    fn all(self) -> u32 {
        [self.given, self.given_before, self.withdrawn, self.unsaid]
            .into_iter()
            .fold(0, u32::saturating_add)
    }
}

//! Who agreed with a purpose: everybody who belongs today, and whoever left and still agrees.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConsentHow, ConsentPurposeId, ConsentState, state, store};
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
    let purpose = store::purpose(reader, question.purpose_id)?;
    let Some(present) = store::version_in_use(reader, purpose)? else {
        return Code::NotFound.at("purpose_id").refuse();
    };
    let limit = question.limit.unwrap_or(50).min(MOST_ROWS);
    let end = question.offset.saturating_add(limit);
    let (mut counts, mut found, mut rows) = (ConsentCounts::default(), 0u32, Vec::new());
    for one in store::everybody(reader, purpose)? {
        let state = state(one.last, present);
        counts.add(state);
        if question.state.is_some_and(|asked| asked != state) {
            continue;
        }
        if found >= question.offset && found < end {
            let named = members::named(reader, one.member)?;
            let said = state != ConsentState::Unsaid;
            rows.push(ConsentRow {
                member_id: named.member_id,
                number: named.number,
                kind: named.kind,
                sorted_name: named.sorted_name,
                belongs: one.belongs,
                state,
                said_on: one.said_on.filter(|_| said),
                how: one.how,
            });
        }
        found = found.saturating_add(1);
    }
    Ok(ConsentList {
        total: counts.all(),
        found,
        counts,
        rows,
    })
}

impl ConsentCounts {
    fn add(&mut self, state: ConsentState) {
        let count = match state {
            ConsentState::Given => &mut self.given,
            ConsentState::GivenBefore => &mut self.given_before,
            ConsentState::Withdrawn => &mut self.withdrawn,
            ConsentState::Unsaid => &mut self.unsaid,
        };
        *count = count.saturating_add(1);
    }

    fn all(self) -> u32 {
        [self.given, self.given_before, self.withdrawn, self.unsaid]
            .into_iter()
            .fold(0, u32::saturating_add)
    }
}

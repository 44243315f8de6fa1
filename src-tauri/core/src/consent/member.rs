//! How it stands with one member: every purpose, and all that was said about it.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ConsentHow, ConsentId, ConsentPurpose, ConsentState, ConsentStep, may_be_too_young, purposes,
    state, store,
};
use crate::{
    kernel::{Ask, Read, Reader, Result, Role},
    members::{self, MemberId},
};

/// What one member agrees with, purpose by purpose, with all that was said about it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetConsents {
    /// The member.
    pub member_id: MemberId,
}

/// What one member agrees with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberConsents {
    /// Whether the member may be younger than sixteen: then a parent must agree.
    pub may_be_too_young: bool,
    /// What is asked, and behind it what is asked no more but was answered.
    pub purposes: Vec<PurposeConsent>,
}

/// How it stands with one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PurposeConsent {
    /// The purpose in its present words.
    pub purpose: ConsentPurpose,
    /// Whether it is still asked.
    pub asked: bool,
    /// Whether the member agrees.
    pub state: ConsentState,
    /// The words that the member agreed with, where they are not the present ones.
    pub older_text: Option<String>,
    /// What was said, the last first.
    pub acts: Vec<ConsentAct>,
}

/// Something that was said, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ConsentAct {
    /// Its row.
    pub consent_id: ConsentId,
    /// What was said.
    pub step: ConsentStep,
    /// About which version of the text.
    pub version: u32,
    /// When it was said.
    pub said_on: NaiveDate,
    /// How, if that is known.
    pub how: Option<ConsentHow>,
    /// Whether a parent or guardian said it.
    pub by_parent: bool,
    /// Where it can be found.
    pub proof: Option<String>,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// Who wrote it down.
    pub recorded_by: Option<String>,
    /// Whether it was taken back as a mistake.
    pub taken_back: bool,
}

impl Ask for GetConsents {
    const NAME: &'static str = "consent.of_member";
    const ROLE: Role = Role::Reader;
    type Answer = MemberConsents;
}

impl Read for GetConsents {
    /// # Errors
    /// `Code::NotFound`.
    fn run(self, reader: &Reader) -> Result<MemberConsents> {
        let member = members::sequence(reader, self.member_id)?;
        let fields = members::get(reader, self.member_id)?.fields;
        let known = purposes(reader)?;
        let asked = known.purposes.into_iter().map(|purpose| (purpose, true));
        let retired = known.retired.into_iter().map(|purpose| (purpose, false));
        let mut found = Vec::new();
        for (purpose, asked) in asked.chain(retired) {
            let one = one(reader, member, purpose, asked)?;
            if asked || !one.acts.is_empty() {
                found.push(one);
            }
        }
        Ok(MemberConsents {
            may_be_too_young: may_be_too_young(fields.birth_year, reader.today()),
            purposes: found,
        })
    }
}

fn one(
    reader: &Reader,
    member: i64,
    purpose: ConsentPurpose,
    asked: bool,
) -> Result<PurposeConsent> {
    let sequence = store::purpose(reader, purpose.purpose_id)?;
    let last = store::last(reader, member, sequence)?.map(|last| (last.step, last.version));
    let state = state(last, purpose.version);
    let older_text = match (state, last) {
        (ConsentState::GivenBefore, Some((_, version))) => store::text(reader, sequence, version)?,
        _ => None,
    };
    Ok(PurposeConsent {
        state,
        older_text,
        acts: store::acts(reader, member, sequence)?,
        purpose,
        asked,
    })
}

//! Settling passed terms: fields go at once, names go the way of everybody who is forgotten.

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    RetentionField,
    passed::{Beyond, passed},
};
use crate::{
    kernel::{Ask, Code, Result, Role, Tx},
    members::{self, MemberId, MemberPart},
    privacy::{ErasureRequestId, erasure},
};

/// Takes out what is beyond its term: fields at once, out of every version, and for a name the
/// request to be forgotten, which can be taken back for thirty days. What is cleared cannot be
/// brought back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ClearPassed {
    /// The version of the table under which it was shown what goes.
    pub version: u32,
    /// Whose, with what was shown of each: nothing else goes.
    pub members: Vec<ShownPassed>,
}

/// What was shown as going of one member.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ShownPassed {
    /// The member.
    pub member_id: MemberId,
    /// All that was to go.
    pub fields: Vec<RetentionField>,
}

/// What clearing leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ClearedReceipt {
    /// Of whom fields went.
    pub cleared: Vec<MemberId>,
    /// The requests for those whose name goes.
    pub request_ids: Vec<ErasureRequestId>,
}

impl Ask for ClearPassed {
    const NAME: &'static str = "privacy.clear_passed";
    const ROLE: Role = Role::Manager;
    type Answer = ClearedReceipt;
}

/// Takes out what is beyond its term.
///
/// # Errors
/// `Code::ChangedMeanwhile` under another table or if other fields would go than were shown,
/// `Code::TermNotPassed` for a member who has nothing to go.
pub fn clear_passed(tx: &Tx, question: &ClearPassed) -> Result<ClearedReceipt> {
    let (version, found) = passed(tx)?;
    if version != question.version {
        return Code::ChangedMeanwhile
            .with("seen", question.version)
            .with("present", version)
            .refuse();
    }
    let mut beyond: HashMap<MemberId, Beyond> = found
        .into_iter()
        .map(|one| (one.former.member_id, one))
        .collect();
    let mut shown: HashMap<MemberId, BTreeSet<RetentionField>> = HashMap::new();
    let (mut cleared, mut named) = (Vec::new(), Vec::new());
    for ShownPassed { member_id, fields } in &question.members {
        let told: BTreeSet<RetentionField> = fields.iter().copied().collect();
        // Named twice is named once.
        if shown.get(member_id) == Some(&told) {
            continue;
        }
        let Some(Beyond { fields, .. }) = beyond.remove(member_id) else {
            return Code::TermNotPassed.at("members").refuse();
        };
        if told != fields.iter().map(|one| one.field).collect() {
            return Code::ChangedMeanwhile.at("members").refuse();
        }
        shown.insert(*member_id, told);
        let parts: Vec<MemberPart> = fields.iter().filter_map(|one| part(one.field)).collect();
        if !parts.is_empty() {
            members::clear(tx, *member_id, &parts)?;
            cleared.push(*member_id);
        }
        if fields.iter().any(|one| one.field == RetentionField::Name) {
            named.push(*member_id);
        }
    }
    if !cleared.is_empty() {
        tx.forget_questions()?;
    }
    Ok(ClearedReceipt {
        cleared,
        request_ids: erasure::request(tx, named)?,
    })
}

/// What of a member can go by itself.
fn part(field: RetentionField) -> Option<MemberPart> {
    match field {
        RetentionField::Address => Some(MemberPart::Address),
        RetentionField::Phone => Some(MemberPart::Phone),
        RetentionField::Email => Some(MemberPart::Email),
        RetentionField::BirthYear => Some(MemberPart::BirthYear),
        RetentionField::Note => Some(MemberPart::Note),
        RetentionField::Name => None,
    }
}

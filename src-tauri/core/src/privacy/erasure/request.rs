//! The first phase: somebody asks to be forgotten, and for thirty days it can be taken back.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DAYS_TO_TAKE_BACK, Wait, store, waits::waits};
use crate::{
    kernel::{Ask, Code, Read, Reader, Result, Role, Tx, Write},
    members::{self, MemberId},
    privacy::ErasureRequestId,
};

/// Notes that a member asks to be forgotten. The membership must have ended; whatever else stands
/// in the way is shown and waited for. Undoing it takes the request back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RequestErasure {
    /// The members; one, or all whose term has passed. Named twice is named once.
    pub member_ids: Vec<MemberId>,
}

/// Takes a request back, as long as nothing was erased.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct TakeBackErasure {
    /// The member who asked.
    pub member_id: MemberId,
}

/// What requesting or taking back leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ErasureReceipt {
    /// The requests.
    pub request_ids: Vec<ErasureRequestId>,
}

/// How it stands with the erasure of one member.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetErasure {
    /// The member.
    pub member_id: MemberId,
}

/// How it stands with the erasure of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ErasureState {
    /// When it was asked for, if it was and nothing was erased yet.
    pub requested_on: Option<NaiveDate>,
    /// From this day on it is done.
    pub due_on: Option<NaiveDate>,
    /// When it was done.
    pub erased_on: Option<NaiveDate>,
    /// Why it must wait now.
    pub waits: Vec<Wait>,
}

/// The requests that stand, the oldest first, with what they wait for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListErasures {}

/// A request that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ErasureRow {
    /// The member.
    pub member_id: MemberId,
    /// Its number.
    pub number: u32,
    /// Its name, until it is erased.
    pub full_name: String,
    /// When it was asked for.
    pub requested_on: NaiveDate,
    /// From this day on it is done.
    pub due_on: NaiveDate,
    /// Why it must wait now.
    pub waits: Vec<Wait>,
}

/// How many requests ask for something at the desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ErasureCounts {
    /// Due, and nothing stands in the way.
    pub ready: u32,
    /// Due, and something must be solved first.
    pub waiting: u32,
}

impl Ask for RequestErasure {
    const NAME: &'static str = "privacy.request_erasure";
    const ROLE: Role = Role::Manager;
    type Answer = ErasureReceipt;
}

impl Write for RequestErasure {
    /// # Errors
    /// `Code::NobodyChosen`, then for each member in this order `Code::NotFound`,
    /// `Code::MemberIsErased`, `Code::ErasureWasRequested`, `Code::MembershipStillRuns`.
    fn run(self, tx: &Tx) -> Result<ErasureReceipt> {
        if self.member_ids.is_empty() {
            return Code::NobodyChosen.at("member_ids").refuse();
        }
        Ok(ErasureReceipt {
            request_ids: request(tx, self.member_ids)?,
        })
    }

    fn undo(tx: &Tx, receipt: ErasureReceipt) -> Result<()> {
        for request_id in receipt.request_ids {
            if !store::take_back(tx, request_id, tx.today())? {
                return Code::UndoneTooLate.refuse();
            }
        }
        Ok(())
    }
}

/// Notes for each of these members, of whom there may be none, that they are to be forgotten.
///
/// # Errors
/// Those of `RequestErasure` for each member.
pub(in crate::privacy) fn request(
    tx: &Tx,
    member_ids: Vec<MemberId>,
) -> Result<Vec<ErasureRequestId>> {
    let (mut seen, mut request_ids) = (HashSet::new(), Vec::new());
    for member_id in member_ids {
        if seen.insert(member_id) {
            request_ids.push(request_one(tx, member_id)?);
        }
    }
    Ok(request_ids)
}

fn request_one(tx: &Tx, member_id: MemberId) -> Result<ErasureRequestId> {
    members::refuse_erased(tx, members::sequence(tx, member_id)?)?;
    if let Some(request) = store::of_member(tx, member_id)? {
        return Code::ErasureWasRequested
            .at("member_ids")
            .with("due", request.due_on.to_string())
            .refuse();
    }
    let belongs = |wait: &Wait| matches!(wait, Wait::Membership { .. });
    if waits(tx, member_id)?.iter().any(belongs) {
        return Code::MembershipStillRuns.at("member_ids").refuse();
    }
    let requested_on = tx.today();
    let due_on = requested_on
        .checked_add_days(Days::new(DAYS_TO_TAKE_BACK))
        .unwrap_or(NaiveDate::MAX);
    let request = store::Request {
        request_id: ErasureRequestId::new(tx),
        member_id,
        requested_on,
        due_on,
    };
    store::add(tx, &request)?;
    Ok(request.request_id)
}

impl Ask for TakeBackErasure {
    const NAME: &'static str = "privacy.take_back_erasure";
    const ROLE: Role = Role::Manager;
    type Answer = ErasureReceipt;
}

impl Write for TakeBackErasure {
    /// # Errors
    /// `Code::NotFound` if no request stands.
    fn run(self, tx: &Tx) -> Result<ErasureReceipt> {
        let Some(request) = store::of_member(tx, self.member_id)? else {
            return Code::NotFound.at("member_id").refuse();
        };
        store::take_back(tx, request.request_id, tx.today())?;
        Ok(ErasureReceipt {
            request_ids: vec![request.request_id],
        })
    }
}

impl Ask for GetErasure {
    const NAME: &'static str = "privacy.erasure";
    const ROLE: Role = Role::Manager;
    type Answer = ErasureState;
}

impl Read for GetErasure {
    /// # Errors
    /// `Code::NotFound`.
    fn run(self, reader: &Reader) -> Result<ErasureState> {
        let member = members::get(reader, self.member_id)?;
        let request = store::of_member(reader, self.member_id)?;
        let erased = member.erased_on.is_some();
        Ok(ErasureState {
            requested_on: request.as_ref().map(|request| request.requested_on),
            due_on: request.map(|request| request.due_on),
            erased_on: member.erased_on,
            waits: if erased {
                Vec::new()
            } else {
                waits(reader, self.member_id)?
            },
        })
    }
}

impl Ask for ListErasures {
    const NAME: &'static str = "privacy.erasures";
    const ROLE: Role = Role::Manager;
    type Answer = Vec<ErasureRow>;
}

impl Read for ListErasures {
    fn run(self, reader: &Reader) -> Result<Vec<ErasureRow>> {
        let requests = store::open(reader)?.into_iter();
        let row = |request: store::Request| {
            let member = members::get(reader, request.member_id)?;
            Ok(ErasureRow {
                member_id: request.member_id,
                number: member.number,
                full_name: member.full_name,
                requested_on: request.requested_on,
                due_on: request.due_on,
                waits: waits(reader, request.member_id)?,
            })
        };
        requests.map(row).collect()
    }
}

/// How many requests are due, with and without something in the way.
///
/// # Errors
/// SQLite's answer.
pub fn counts(reader: &Reader) -> Result<ErasureCounts> {
    let mut counts = ErasureCounts::default();
    for request in store::due(reader)? {
        let count = if waits(reader, request.member_id)?.is_empty() {
            &mut counts.ready
        } else {
            &mut counts.waiting
        };
        *count = count.saturating_add(1);
    }
    Ok(counts)
}

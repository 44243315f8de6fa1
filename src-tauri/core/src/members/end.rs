//! Ending a membership and passing from one kind to another: dated periods, nothing overwritten.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MemberId, MembershipKind, MembershipPeriod, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write, date};

/// Ends the membership: from this day on the member belongs no more.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct EndMembership {
    /// The member.
    pub member_id: MemberId,
    /// The first day without membership.
    pub until_day: NaiveDate,
}

/// Starts a period of another kind, or after a pause; an open period ends on the same day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeMembership {
    /// The member.
    pub member_id: MemberId,
    /// The first day of the new period.
    pub from_day: NaiveDate,
    /// The kind from then on.
    pub membership: MembershipKind,
}

/// What an act on the periods of a member leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MembershipReceipt {
    /// The member.
    pub member_id: MemberId,
    /// Which of its periods was ended or begun, counted from 1. It was the last one.
    pub period: u32,
    /// Whether the period before it was open until then.
    pub ended_former: bool,
}

impl Ask for EndMembership {
    const NAME: &'static str = "members.end";
    const ROLE: Role = Role::Worker;
    type Answer = MembershipReceipt;
}

impl Write for EndMembership {
    /// # Errors
    /// `Code::NotFound`, `Code::MembershipHasEnded`, `Code::DayOutOfRange`,
    /// `Code::EndBeforeStart`, in this order.
    fn run(self, tx: &Tx) -> Result<MembershipReceipt> {
        let member = store::get(tx, self.member_id)?;
        let periods = store::periods(tx, member.sequence)?;
        let Some(open) = periods.last().filter(|period| period.until_day.is_none()) else {
            return Code::MembershipHasEnded.at("until_day").refuse();
        };
        let until = date::sensible(self.until_day, "until_day")?;
        if until < open.from_day {
            return Code::EndBeforeStart
                .at("until_day")
                .with("start", open.from_day.to_string())
                .refuse();
        }
        store::end_period(tx, member.sequence, open.from_day, Some(until))?;
        Ok(MembershipReceipt {
            member_id: self.member_id,
            period: count(&periods),
            ended_former: false,
        })
    }

    fn undo(tx: &Tx, receipt: MembershipReceipt) -> Result<()> {
        let member = store::get(tx, receipt.member_id)?;
        store::refuse_erased(tx, member.sequence)?;
        let periods = store::periods(tx, member.sequence)?;
        match periods.last() {
            Some(ended) if count(&periods) == receipt.period && ended.until_day.is_some() => {
                reopen(tx, member.sequence, ended)
            }
            _ => Code::UndoneTooLate.refuse(),
        }
    }
}

impl Ask for ChangeMembership {
    const NAME: &'static str = "members.change_membership";
    const ROLE: Role = Role::Worker;
    type Answer = MembershipReceipt;
}

impl Write for ChangeMembership {
    /// # Errors
    /// `Code::NotFound`, `Code::MemberIsErased`, `Code::DayOutOfRange`,
    /// `Code::MembershipOverlaps`, in this order.
    fn run(self, tx: &Tx) -> Result<MembershipReceipt> {
        let member = store::get(tx, self.member_id)?;
        store::refuse_erased(tx, member.sequence)?;
        let from_day = date::sensible(self.from_day, "from_day")?;
        let periods = store::periods(tx, member.sequence)?;
        let mut ended_former = false;
        if let Some(last) = periods.last() {
            let free_from = last.until_day.unwrap_or(last.from_day);
            if from_day < free_from || from_day == last.from_day {
                return Code::MembershipOverlaps
                    .at("from_day")
                    .with("start", last.from_day.to_string())
                    .refuse();
            }
            if last.until_day.is_none() {
                store::end_period(tx, member.sequence, last.from_day, Some(from_day))?;
                ended_former = true;
            }
        }
        store::add_period(tx, member.sequence, from_day, self.membership)?;
        Ok(MembershipReceipt {
            member_id: self.member_id,
            period: count(&periods).saturating_add(1),
            ended_former,
        })
    }

    fn undo(tx: &Tx, receipt: MembershipReceipt) -> Result<()> {
        let member = store::get(tx, receipt.member_id)?;
        store::refuse_erased(tx, member.sequence)?;
        let periods = store::periods(tx, member.sequence)?;
        let [earlier @ .., last] = periods.as_slice() else {
            return Code::UndoneTooLate.refuse();
        };
        if count(&periods) != receipt.period || last.until_day.is_some() {
            return Code::UndoneTooLate.refuse();
        }
        store::remove_period(tx, member.sequence, last.from_day)?;
        match earlier.last() {
            Some(former) if receipt.ended_former => reopen(tx, member.sequence, former),
            _ => Ok(()),
        }
    }
}

fn count(periods: &[MembershipPeriod]) -> u32 {
    u32::try_from(periods.len()).unwrap_or(u32::MAX)
}

fn reopen(tx: &Tx, sequence: i64, period: &MembershipPeriod) -> Result<()> {
    store::end_period(tx, sequence, period.from_day, None)
}

//! Admitting a member: a number for ever, a first version, a first period of membership.

use chrono::{Datelike as _, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MemberFields, MemberId, MemberKind, MembershipKind, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write, between, date};

/// Admits a member. Undoing it removes the member again, but not the number.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct AdmitMember {
    /// Person, household or organisation.
    pub kind: MemberKind,
    /// What is known.
    pub fields: MemberFields,
    /// How the member belongs to the enterprise from the first day on.
    pub membership: MembershipKind,
    /// The first day; today if left out.
    pub from_day: Option<NaiveDate>,
    /// An old number to keep; the next free one if left out.
    pub number: Option<u32>,
}

/// The highest number that can be given by hand or come from a list. The next free ones go on from
/// the highest, so a telephone number among them would set the count for ever.
pub const MOST_NUMBER: u32 = 999_999;

/// What an act on a member leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MemberReceipt {
    /// The member.
    pub member_id: MemberId,
    /// Its number.
    pub number: u32,
    /// The version that the act made, or found.
    pub version: u32,
}

impl Ask for AdmitMember {
    const NAME: &'static str = "members.admit";
    const ROLE: Role = Role::Worker;
    type Answer = MemberReceipt;
}

impl Write for AdmitMember {
    fn run(self, tx: &Tx) -> Result<MemberReceipt> {
        admit(tx, &self)
    }

    fn undo(tx: &Tx, receipt: MemberReceipt) -> Result<()> {
        take_back(tx, receipt.member_id, receipt.version)
    }
}

/// Admits a member.
///
/// # Errors
/// Those of `MemberFields::checked`, then `Code::DayOutOfRange`, `Code::NumberOutOfRange`,
/// `Code::MemberNumberTaken`.
pub fn admit(tx: &Tx, new: &AdmitMember) -> Result<MemberReceipt> {
    let fields = new.fields.checked(new.kind, tx.today().year())?;
    let from_day = date::sensible(new.from_day.unwrap_or_else(|| tx.today()), "from_day")?;
    let number = match new.number {
        None => store::next_number(tx)?,
        Some(number) => {
            between("number", number, 1, MOST_NUMBER)?;
            number
        }
    };
    if !store::give_number(tx, number)? {
        return Code::MemberNumberTaken
            .at("number")
            .with("number", number)
            .refuse();
    }
    let member_id = MemberId::new(tx);
    let sequence = store::add(tx, member_id, number, new.kind)?;
    store::add_version(tx, sequence, 1, number, &fields)?;
    store::add_period(tx, sequence, from_day, new.membership)?;
    Ok(MemberReceipt {
        member_id,
        number,
        version: 1,
    })
}

/// Removes a member again that an import brought, and gives its number back to the old list.
/// `version` is the last one that the import made.
///
/// # Errors
/// `Code::NotFound`, `Code::UndoneTooLate` if something was built upon the member.
pub(crate) fn withdraw(tx: &Tx, member_id: MemberId, version: u32) -> Result<()> {
    let number = store::get(tx, member_id)?.number;
    take_back(tx, member_id, version)?;
    store::return_number(tx, number)
}

fn take_back(tx: &Tx, member_id: MemberId, version: u32) -> Result<()> {
    let member = store::get(tx, member_id)?;
    if member.version > version || store::periods(tx, member.sequence)?.len() > 1 {
        return Code::UndoneTooLate.refuse();
    }
    store::remove(tx, member_id)
}

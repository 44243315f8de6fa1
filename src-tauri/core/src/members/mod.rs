//! Members: persons, households and organisations, with what is known of them in versions, and
//! with dated periods of membership. A number is given once and never used again.
//!
//! It refuses to hold what an association may not or need not know: no citizen service number, no
//! birth date (the year is enough), no sex (a salutation, if the member gave one), no health.

mod admit;
mod counts;
mod end;
mod fields;
mod list;
mod name;
mod revise;
mod store;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use admit::withdraw;
pub use admit::{AdmitMember, MOST_NUMBER, MemberReceipt, admit};
pub use counts::{MembershipCounts, counts};
pub use end::{ChangeMembership, EndMembership, MembershipReceipt};
pub use fields::{MemberFields, PERSONAL_FIELDS};
pub(crate) use list::words;
pub use list::{
    GetHistory, GetMember, ListMembers, Member, MemberList, MemberRow, MemberSort, MemberVersion,
    MembershipPeriod, get, list,
};
pub(crate) use name::erased_name;
pub use name::{address, full_name, sorted_name};
pub use revise::ReviseMember;
pub(crate) use store::{
    Former, MemberPart, about, clear, erase, everybody, former, given_numbers, is_known, named,
    next_number, numbered, refuse_erased, sequence,
};

use crate::kernel::define_id;

define_id! {
    /// A member.
    MemberId
}

/// What kind of member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MemberKind {
    /// One person.
    Person,
    /// People at one address who joined together.
    Household,
    /// A partner, a shop, an institution, the municipality.
    Organisation,
}

/// How somebody belongs to the enterprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MembershipKind {
    /// Takes part in the work (actief draagvlak).
    Active,
    /// Supports without taking part (passief draagvlak).
    Passive,
    /// Friend of the enterprise.
    Friend,
}

/// A salutation that the member gave; never derived from a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Salutation {
    /// Mevrouw.
    Madam,
    /// Heer.
    Sir,
}

pub(crate) fn is_open_on(from: NaiveDate, until: Option<NaiveDate>, day: NaiveDate) -> bool {
    from <= day && until.is_none_or(|until| day < until)
}

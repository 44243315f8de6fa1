//! Finding and showing members: as you type, in name order, as at any day.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MemberFields, MemberId, MemberKind, MembershipKind, name, store};
use crate::kernel::{Ask, Read, Reader, Result, Role, date, sought};

/// The most rows that one question gets.
const MOST_ROWS: u32 = 500;

/// Members whose name, street, number or postcode starts with every word typed, in name order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ListMembers {
    /// What was typed; nothing finds everybody.
    pub text: Option<String>,
    /// Only members who belong in this way on the day.
    pub membership: Option<MembershipKind>,
    /// Only persons, households or organisations.
    pub kind: Option<MemberKind>,
    /// Only members who belong in no way on the day.
    pub former: bool,
    /// The day that is asked about; today if left out.
    pub on: Option<NaiveDate>,
    /// The order; by name if left out.
    pub sort: MemberSort,
    /// The last first.
    pub down: bool,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to answer, 50 if left out, 500 at most.
    pub limit: Option<u32>,
}

/// In which order members are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MemberSort {
    /// As one looks them up: by family name.
    #[default]
    Name,
    /// By number, so mostly by how long ago they came.
    Number,
}

/// A page of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberList {
    /// How many members the book has in all.
    pub total: u32,
    /// How many fit the question.
    pub found: u32,
    /// The day that the answer is about.
    pub on: NaiveDate,
    /// One page of them.
    pub rows: Vec<MemberRow>,
}

/// A member in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberRow {
    /// The member.
    pub member_id: MemberId,
    /// Its number.
    pub number: u32,
    /// Person, household or organisation.
    pub kind: MemberKind,
    /// `Berg, Riet van den`.
    pub sorted_name: String,
    /// `Riet van den Berg`.
    pub full_name: String,
    /// Street and number.
    pub address: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// How the member belongs on the day, if at all.
    pub membership: Option<MembershipKind>,
}

/// Everything that is known of one member now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetMember {
    /// The member.
    pub member_id: MemberId,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Member {
    /// The member.
    pub member_id: MemberId,
    /// Its number.
    pub number: u32,
    /// Person, household or organisation.
    pub kind: MemberKind,
    /// The present version.
    pub version: u32,
    /// `Berg, Riet van den`.
    pub sorted_name: String,
    /// `Riet van den Berg`.
    pub full_name: String,
    /// Street and number.
    pub address: Option<String>,
    /// What is known.
    pub fields: MemberFields,
    /// How the member belongs today, if at all.
    pub membership: Option<MembershipKind>,
    /// All periods, the first one first.
    pub periods: Vec<MembershipPeriod>,
    /// The day on which names and texts were erased, if they were.
    pub erased_on: Option<NaiveDate>,
}

/// A period of membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MembershipPeriod {
    /// The first day.
    pub from_day: NaiveDate,
    /// The first day after it; open if nothing.
    pub until_day: Option<NaiveDate>,
    /// How the member belonged.
    pub membership: MembershipKind,
}

/// What was known of one member before, version after version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetHistory {
    /// The member.
    pub member_id: MemberId,
}

/// What was known of one member from an instant on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MemberVersion {
    /// Its number; the highest is true now.
    pub version: u32,
    /// When it was written.
    pub recorded_at: DateTime<Utc>,
    /// What was known.
    pub fields: MemberFields,
}

impl Ask for ListMembers {
    const NAME: &'static str = "members.list";
    const ROLE: Role = Role::Reader;
    type Answer = MemberList;
}

impl Read for ListMembers {
    fn run(self, reader: &Reader) -> Result<MemberList> {
        list(reader, &self)
    }
}

impl Ask for GetMember {
    const NAME: &'static str = "members.get";
    const ROLE: Role = Role::Reader;
    type Answer = Member;
}

impl Read for GetMember {
    fn run(self, reader: &Reader) -> Result<Member> {
        get(reader, self.member_id)
    }
}

impl Ask for GetHistory {
    const NAME: &'static str = "members.history";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<MemberVersion>;
}

impl Read for GetHistory {
    /// # Errors
    /// `Code::NotFound`.
    fn run(self, reader: &Reader) -> Result<Vec<MemberVersion>> {
        store::versions(reader, store::get(reader, self.member_id)?.sequence)
    }
}

/// A page of members.
///
/// # Errors
/// `Code::DayOutOfRange`; SQLite's answer.
pub fn list(reader: &Reader, question: &ListMembers) -> Result<MemberList> {
    let on = date::sensible_if_said(question.on, "on")?.unwrap_or_else(|| reader.today());
    let search = store::Search {
        words: words(question.text.as_deref().unwrap_or_default()),
        membership: question.membership,
        kind: question.kind,
        former: question.former,
        on,
        sort: question.sort,
        down: question.down,
        offset: question.offset,
        limit: question.limit.unwrap_or(50).min(MOST_ROWS),
    };
    let (found, rows) = store::page(reader, &search)?;
    Ok(MemberList {
        total: store::count(reader)?,
        found,
        on,
        rows,
    })
}

/// Everything that is known of one member now.
///
/// # Errors
/// `Code::NotFound`.
pub fn get(reader: &Reader, member_id: MemberId) -> Result<Member> {
    let kept = store::get(reader, member_id)?;
    let fields = store::version(reader, kept.sequence, kept.version)?.unwrap_or_default();
    let periods = store::periods(reader, kept.sequence)?;
    let today = reader.today();
    let open =
        |period: &&MembershipPeriod| super::is_open_on(period.from_day, period.until_day, today);
    Ok(Member {
        member_id,
        number: kept.number,
        kind: kept.kind,
        version: kept.version,
        sorted_name: name::sorted_name(&fields),
        full_name: name::full_name(&fields),
        address: name::address(&fields),
        membership: periods.iter().find(open).map(|period| period.membership),
        erased_on: store::erased_on(reader, kept.sequence)?,
        fields,
        periods,
    })
}

/// The question for the word index: every word as a prefix. Only letters and digits are left after
/// folding, so nothing that is typed can be read as an operator.
pub(crate) fn words(typed: &str) -> Option<String> {
    let words: Vec<String> = sought(typed)
        .iter()
        .take(12)
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

//! Finding accounts, with what stands on them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::credits::{AccountId, AccountKind, store};
use crate::kernel::{Ask, Read, Reader, Result, Role, sought};
use crate::members::{self, MemberId};

/// The most rows that one question gets.
const MOST_ROWS: u32 = 500;

/// Accounts in name order. What is typed looks for members as their list does, and for the names
/// that accounts came with.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ListAccounts {
    /// What was typed; nothing finds everything.
    pub text: Option<String>,
    /// Only these kinds; all if left empty.
    pub kinds: Vec<AccountKind>,
    /// Only the accounts of this member.
    pub member_id: Option<MemberId>,
    /// Only accounts that came with an import and are not linked to a member.
    pub unlinked: bool,
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to answer, 50 if left out, 500 at most.
    pub limit: Option<u32>,
}

/// A page of accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AccountList {
    /// How many accounts the book has in all.
    pub total: u32,
    /// How many fit the question.
    pub found: u32,
    /// What stands on all that fit the question together.
    pub minutes: i64,
    /// One page of them, in name order.
    pub rows: Vec<AccountRow>,
}

/// An account in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AccountRow {
    /// The account.
    pub account_id: AccountId,
    /// What it is for.
    pub kind: AccountKind,
    /// `Riet van den Berg`, or the name that it came with.
    pub name: String,
    /// `Berg, Riet van den`, or the name that it came with.
    pub sorted_name: String,
    /// The member that it belongs to.
    pub member_id: Option<MemberId>,
    /// The number of that member.
    pub number: Option<u32>,
    /// The name of the source that it came from.
    pub source: Option<String>,
    /// The name that it came with.
    pub outside_name: Option<String>,
    /// What stands on it.
    pub balance_minutes: i64,
}

impl Ask for ListAccounts {
    const NAME: &'static str = "credits.accounts";
    const ROLE: Role = Role::Reader;
    type Answer = AccountList;
}

impl Read for ListAccounts {
    /// # Errors
    /// `Code::NotFound` for an unknown member.
    fn run(self, reader: &Reader) -> Result<AccountList> {
        let typed = self.text.as_deref().unwrap_or_default();
        let member = self
            .member_id
            .map(|id| members::sequence(reader, id))
            .transpose()?;
        let search = store::accounts::Search {
            words: members::words(typed),
            parts: sought(typed),
            kinds: self.kinds,
            member,
            unlinked: self.unlinked,
            offset: self.offset,
            limit: self.limit.unwrap_or(50).min(MOST_ROWS),
        };
        let rows = store::accounts::rows(reader, &search)?;
        let (found, minutes) = store::accounts::found(reader, &search)?;
        Ok(AccountList {
            total: store::accounts::count(reader)?,
            found,
            minutes,
            rows: rows
                .iter()
                .map(|kept| row(reader, kept))
                .collect::<Result<_>>()?,
        })
    }
}

/// One account as a list shows it.
pub(super) fn row(reader: &Reader, kept: &store::accounts::Kept) -> Result<AccountRow> {
    let outside = || kept.outside_name.clone().unwrap_or_default();
    let member = kept
        .member
        .map(|member| members::named(reader, member))
        .transpose()?;
    Ok(AccountRow {
        account_id: kept.id,
        kind: kept.kind,
        name: member
            .as_ref()
            .map_or_else(outside, |member| member.full_name.clone()),
        sorted_name: member
            .as_ref()
            .map_or_else(outside, |member| member.sorted_name.clone()),
        member_id: member.as_ref().map(|member| member.member_id),
        number: member.as_ref().map(|member| member.number),
        source: store::accounts::source(reader, kept.sequence)?,
        outside_name: kept.outside_name.clone(),
        balance_minutes: store::transfers::balance(reader, kept.sequence)?,
    })
}

/// What stands on an account, with everything that it can be called by for ever: names change,
/// these do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountBalance {
    /// What it is for.
    pub kind: AccountKind,
    /// The number of its member.
    pub number: Option<u32>,
    /// The name of the source that it came from.
    pub source: Option<String>,
    /// The name that it came with.
    pub outside_name: Option<String>,
    /// What stands on it.
    pub minutes: i64,
}

/// Every account once, in the order in which they were opened.
///
/// # Errors
/// SQLite's answer.
pub fn balances(reader: &Reader) -> Result<Vec<AccountBalance>> {
    let balances = store::transfers::balances(reader)?;
    let mut all = store::accounts::all(reader)?;
    for (sequence, account) in &mut all {
        account.minutes = balances.get(sequence).copied().unwrap_or(0);
    }
    Ok(all.into_iter().map(|(_, account)| account).collect())
}

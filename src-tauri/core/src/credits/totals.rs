//! Sums over the whole book: what is in circulation, and what a quarter brought. A quarter counts
//! by the date of booking, so that a closed quarter never changes again.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AccountKind, ThemeId, TransferKind, store};
use crate::kernel::{Ask, Quarter, Read, Reader, Result, Role};

/// What is in circulation, and what this quarter brought so far.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetTotals {}

/// What is in circulation, and what this quarter brought so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Totals {
    /// The quarter: `2026Q4`.
    pub quarter: String,
    /// Its first day.
    pub from_day: NaiveDate,
    /// What stands on all accounts but those of partners.
    pub in_circulation_minutes: i64,
    /// On how many accounts something stands.
    pub in_circulation_accounts: u32,
    /// What was earned, less what was taken back.
    pub earned_minutes: i64,
    /// How many issuing partners rewarded something.
    pub earned_partners: u32,
    /// What was spent, less what was taken back.
    pub spent_minutes: i64,
    /// At how many redeeming partners something was spent.
    pub spent_partners: u32,
    /// What neighbours gave each other, less what was taken back.
    pub given_minutes: i64,
}

/// Hours that one account gave to one theme. Holds no person: the account is a bare number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeHours {
    /// The theme, or none.
    pub theme_id: Option<ThemeId>,
    /// The name that the theme has now.
    pub theme: Option<String>,
    /// Which account gave the hours; only for telling them apart.
    pub account: i64,
    /// How long, less what was taken back in the same quarter.
    pub minutes: i64,
}

impl Ask for GetTotals {
    const NAME: &'static str = "credits.totals";
    const ROLE: Role = Role::Reader;
    type Answer = Totals;
}

impl Read for GetTotals {
    fn run(self, reader: &Reader) -> Result<Totals> {
        let quarter = Quarter::of(reader.now().date_naive());
        let (from, until) = bounds(quarter)?;
        let moved = |kind, side| store::transfers::moved(reader, kind, side, from, until);
        let (earned_minutes, earned_partners) = moved(TransferKind::Earn, AccountKind::Issuing)?;
        let (spent_minutes, spent_partners) = moved(TransferKind::Spend, AccountKind::Redeeming)?;
        let (given_minutes, _) = moved(TransferKind::Give, AccountKind::Member)?;
        let held = store::accounts::held(reader)?;
        let balances = store::transfers::balances(reader)?;
        let standing = || held.iter().filter_map(|account| balances.get(account));
        let above = standing().filter(|minutes| **minutes > 0).count();
        Ok(Totals {
            quarter: quarter.to_string(),
            from_day: quarter.first_day()?,
            in_circulation_minutes: standing().fold(0, |sum: i64, one| sum.saturating_add(*one)),
            in_circulation_accounts: u32::try_from(above).unwrap_or(u32::MAX),
            earned_minutes,
            earned_partners,
            spent_minutes,
            spent_partners,
            given_minutes,
        })
    }
}

/// Hours given in a quarter, by theme and account. History is left out: it was accounted for
/// elsewhere.
///
/// # Errors
/// `Code::QuarterUnreadable`.
pub fn hours_by_theme(reader: &Reader, quarter: Quarter) -> Result<Vec<ThemeHours>> {
    let (from, until) = bounds(quarter)?;
    store::transfers::hours_by_theme(reader, from, until)
}

/// The first instant of a quarter and the first one after it, in UTC: instants have no zone, and a
/// quarter must hold the same acts on every computer that ever reads the book.
fn bounds(quarter: Quarter) -> Result<(DateTime<Utc>, DateTime<Utc>)> {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    Ok((midnight(quarter.first_day()?), midnight(quarter.end()?)))
}

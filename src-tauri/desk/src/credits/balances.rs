//! Every account with its balance, for programs: by a name that does not change.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    credits::{self, AccountBalance, AccountKind},
    kernel::{Ask, Error, Read, Reader, Result, Role},
};

/// Every account with its balance in minutes, in the order in which they were opened.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListBalances {}

/// Every account with its balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BalanceList {
    /// How many accounts there are.
    pub accounts: u64,
    /// What they come to: zero in a whole book.
    pub minutes: i64,
    /// The list itself, with the head `account,minutes`. An account that came with an import goes
    /// by the name it came with, one of a member by the member's number.
    pub csv: String,
}

impl Ask for ListBalances {
    const NAME: &'static str = "credits.balances";
    const ROLE: Role = Role::Reader;
    type Answer = BalanceList;
}

impl Read for ListBalances {
    fn run(self, reader: &Reader) -> Result<BalanceList> {
        let balances = credits::balances(reader)?;
        let mut writer = csv::Writer::from_writer(Vec::new());
        let broken = |error: csv::Error| Error::broken(format!("csv: {error}"));
        writer
            .write_record(["account", "minutes"])
            .map_err(broken)?;
        let sources = sources(&balances);
        for account in &balances {
            let minutes = account.minutes.to_string();
            writer
                .write_record([name(account, &sources).as_str(), &minutes])
                .map_err(broken)?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| Error::broken(format!("csv: {error}")))?;
        Ok(BalanceList {
            accounts: balances.len() as u64,
            minutes: balances
                .iter()
                .fold(0, |sum: i64, account| sum.saturating_add(account.minutes)),
            csv: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }
}

/// In how many sources each name from outside occurs.
fn sources(balances: &[AccountBalance]) -> HashMap<&str, usize> {
    let mut sources: HashMap<&str, usize> = HashMap::new();
    for name in balances
        .iter()
        .filter_map(|account| account.outside_name.as_deref())
    {
        let count = sources.entry(name).or_default();
        *count = count.saturating_add(1);
    }
    sources
}

/// The name of an account that stays: not the name of a person, which may change.
fn name(account: &AccountBalance, sources: &HashMap<&str, usize>) -> String {
    if let Some(outside) = &account.outside_name {
        let alone = sources.get(outside.as_str()).is_none_or(|count| *count < 2);
        return match &account.source {
            Some(source) if !alone => format!("{source}: {outside}"),
            _ => outside.clone(),
        };
    }
    let number = account.number.unwrap_or_default();
    match account.kind {
        AccountKind::Issuing => format!("uitgiftepartner {number}"),
        AccountKind::Redeeming => format!("verzilverpartner {number}"),
        AccountKind::Member | AccountKind::Outside => format!("lid {number}"),
    }
}

//! Computing the ledger again, by another way than it was written: the book is walked from the
//! first transfer to the last, and what comes out is held against what the indexes say.

use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AccountKind, MOST_MINUTES, TransferKind,
    store::{
        self,
        walk::{Passed, Step},
    },
};
use crate::kernel::{Ask, ChainRow, Read, Reader, Result, Role};

/// The tables of which this check follows every reference itself.
pub const FOLLOWED: &[&str] = &["transfer", "transfer_chain", "transfer_memo", "history_row"];

/// After so many transfers the walk tells how far it is.
const STEP: usize = 10_000;

/// Computes the whole ledger again and compares.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckLedger {}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct LedgerCheck {
    /// How many transfers were walked through.
    pub transfers: i64,
    /// How many accounts there are.
    pub accounts: u32,
    /// All balances together: zero in a whole book.
    pub sum_minutes: i64,
    /// What is wrong; nothing in a whole book.
    pub faults: Vec<LedgerFault>,
    /// The first transfer that the chain does not hold for; none in a whole book.
    pub chain_breaks_at: Option<ChainRow>,
}

/// Something that is wrong with the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct LedgerFault {
    /// What.
    pub kind: LedgerFaultKind,
    /// The number of the transfer, where there is one.
    pub number: Option<i64>,
}

/// What can be wrong with the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum LedgerFaultKind {
    /// A number is missing in the order of the book.
    Gap,
    /// An amount that cannot be.
    Amount,
    /// An account that does not exist, or both sides the same.
    Account,
    /// A booking at the desk took an account below its floor.
    Floor,
    /// A theme that does not exist.
    Theme,
    /// A reversal does not mirror what it reverses, or reverses it again.
    Reversal,
    /// A balance differs from what the walk comes to.
    Balance,
    /// A row that cannot be read as a transfer.
    Unreadable,
    /// A row of an old book whose transfer, import or source is not there.
    History,
}

impl Ask for CheckLedger {
    const NAME: &'static str = "credits.check";
    const ROLE: Role = Role::Reader;
    type Answer = LedgerCheck;
}

impl Read for CheckLedger {
    /// # Errors
    /// `Code::Stopped`.
    fn run(self, reader: &Reader) -> Result<LedgerCheck> {
        let total = store::transfers::last_number(reader)?;
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        let themes = store::settings::all_themes(reader)?;
        let mut walk = Walk::over(store::accounts::kinds(reader)?, themes);
        let chain_breaks_at = store::walk::walk(reader, |step| {
            match step {
                Step::Passed(transfer) => walk.step(&transfer),
                Step::Unreadable(number) => {
                    walk.found(LedgerFaultKind::Unreadable, Some(number));
                    walk.pass(number);
                }
            }
            if walk.done.is_multiple_of(STEP) {
                reader.progress().step(walk.done, total)?;
            }
            Ok(())
        })?;
        walk.mirror(reader)?;
        if store::history::hangs_loose(reader, walk.last)? {
            walk.found(LedgerFaultKind::History, None);
        }
        let derived = store::transfers::balances(reader)?;
        if walk.differs_from(&derived) {
            walk.found(LedgerFaultKind::Balance, None);
        }
        Ok(LedgerCheck {
            transfers: i64::try_from(walk.done).unwrap_or(i64::MAX),
            accounts: store::accounts::count(reader)?,
            sum_minutes: derived
                .values()
                .fold(0, |sum: i64, one| sum.saturating_add(*one)),
            faults: walk.faults,
            chain_breaks_at,
        })
    }
}

/// An account as the walk knows it.
struct Standing {
    /// None if no such account exists.
    kind: Option<AccountKind>,
    minutes: i64,
}

/// The walk from the first transfer to the last.
struct Walk {
    accounts: HashMap<i64, Standing>,
    themes: HashSet<i64>,
    /// What says that it reverses another, or is of that kind.
    reversals: Vec<Passed>,
    done: usize,
    last: i64,
    faults: Vec<LedgerFault>,
}

impl Walk {
    fn over(kinds: HashMap<i64, AccountKind>, themes: HashSet<i64>) -> Self {
        let untouched = |kind| Standing {
            kind: Some(kind),
            minutes: 0,
        };
        let accounts = kinds.into_iter();
        Self {
            accounts: accounts
                .map(|(account, kind)| (account, untouched(kind)))
                .collect(),
            themes,
            reversals: Vec::new(),
            done: 0,
            last: 0,
            faults: Vec::new(),
        }
    }

    fn step(&mut self, transfer: &Passed) {
        let number = Some(transfer.sequence);
        if transfer.kind == TransferKind::Reversal || transfer.reverses.is_some() {
            self.reversals.push(*transfer);
        }
        if transfer
            .theme
            .is_some_and(|theme| !self.themes.contains(&theme))
        {
            self.found(LedgerFaultKind::Theme, number);
        }
        if transfer.sequence != self.last.saturating_add(1) {
            self.found(LedgerFaultKind::Gap, number);
        }
        if !(1..=MOST_MINUTES).contains(&transfer.minutes) {
            self.found(LedgerFaultKind::Amount, number);
        }
        let (giver, left) = self.add(transfer.giver, transfer.minutes.saturating_neg());
        let (receiver, _) = self.add(transfer.receiver, transfer.minutes);
        if transfer.giver == transfer.receiver || giver.is_none() || receiver.is_none() {
            self.found(LedgerFaultKind::Account, number);
        }
        let bound = matches!(
            transfer.kind,
            TransferKind::Earn | TransferKind::Give | TransferKind::Spend
        );
        if bound && left < 0 && giver != Some(AccountKind::Issuing) {
            self.found(LedgerFaultKind::Floor, number);
        }
        self.pass(transfer.sequence);
    }

    fn pass(&mut self, number: i64) {
        self.last = number;
        self.done = self.done.saturating_add(1);
    }

    /// Adds to an account, and answers its kind and what stands on it then.
    fn add(&mut self, account: i64, minutes: i64) -> (Option<AccountKind>, i64) {
        let standing = self.accounts.entry(account).or_insert(Standing {
            kind: None,
            minutes: 0,
        });
        standing.minutes = standing.minutes.saturating_add(minutes);
        (standing.kind, standing.minutes)
    }

    fn found(&mut self, kind: LedgerFaultKind, number: Option<i64>) {
        // A hundred say enough; a ruined book must not fill the memory.
        if self.faults.len() < 100 {
            self.faults.push(LedgerFault { kind, number });
        }
    }

    /// Holds each reversal against what it reverses, which happens once at most.
    fn mirror(&mut self, reader: &Reader) -> Result<()> {
        let mut reversed = HashSet::new();
        for back in std::mem::take(&mut self.reversals) {
            let first = match back.reverses {
                Some(number) if reversed.insert(number) => store::walk::find(reader, number)?,
                _ => None,
            };
            let mirrors = first.is_some_and(|first| {
                back.kind == TransferKind::Reversal
                    && first.kind != TransferKind::Reversal
                    && (first.giver, first.receiver) == (back.receiver, back.giver)
                    && first.minutes == back.minutes
            });
            if !mirrors {
                self.found(LedgerFaultKind::Reversal, Some(back.sequence));
            }
        }
        Ok(())
    }

    fn differs_from(&self, derived: &HashMap<i64, i64>) -> bool {
        let unknown = derived
            .keys()
            .any(|account| !self.accounts.contains_key(account));
        unknown
            || self.accounts.iter().any(|(account, standing)| {
                standing.minutes != derived.get(account).copied().unwrap_or_default()
            })
    }
}

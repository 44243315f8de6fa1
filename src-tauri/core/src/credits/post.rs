//! Booking at the desk: hours earned, credits given from neighbour to neighbour, credits spent.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AccountId, AccountKind, MOST_MINUTES, ThemeId, TransferId, TransferKind,
    reverse::reverse,
    store::{self, accounts::Kept, transfers::New},
};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write, date, text};
use crate::members::{self, MemberId};

/// The most minutes that one booking of earned hours can hold: one day has no more.
const MOST_EARNED_MINUTES: i64 = 24 * 60;

/// The lowest balance of everybody but an issuing partner.
const FLOOR: i64 = 0;

/// Who takes part in a booking: a member by its own account, or an account that came with an
/// import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A member. Its account is opened with the first credits that it receives.
    MemberId(MemberId),
    /// An account.
    AccountId(AccountId),
}

/// Rewards hours that somebody gave. Undoing it books a reversal.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EarnCredits {
    /// The account of the issuing partner.
    pub from: AccountId,
    /// Who gave the hours.
    pub to: Holder,
    /// How long, up to a day.
    pub minutes: i64,
    /// The day on which it happened; today if left out.
    #[serde(default)]
    pub happened_on: Option<NaiveDate>,
    /// The theme that the hours were given to.
    #[serde(default)]
    pub theme_id: Option<ThemeId>,
    /// What it was for.
    #[serde(default)]
    pub memo: Option<String>,
}

/// Passes credits on from one neighbour to another. Undoing it books a reversal.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct GiveCredits {
    /// Who gives.
    pub from: Holder,
    /// Who receives.
    pub to: Holder,
    /// How much.
    pub minutes: i64,
    /// The day on which it happened; today if left out.
    #[serde(default)]
    pub happened_on: Option<NaiveDate>,
    /// What it was for.
    #[serde(default)]
    pub memo: Option<String>,
}

/// Spends credits at a redeeming partner. Undoing it books a reversal.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SpendCredits {
    /// Who spends.
    pub from: Holder,
    /// The account of the redeeming partner.
    pub to: AccountId,
    /// How much.
    pub minutes: i64,
    /// The day on which it happened; today if left out.
    #[serde(default)]
    pub happened_on: Option<NaiveDate>,
    /// What it was for.
    #[serde(default)]
    pub memo: Option<String>,
}

/// What a booking leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct TransferReceipt {
    /// The transfer.
    pub transfer_id: TransferId,
    /// Its number in the order of the book.
    pub number: i64,
    /// The account that gave.
    pub giver: AccountId,
    /// The account that received.
    pub receiver: AccountId,
}

impl Ask for EarnCredits {
    const NAME: &'static str = "credits.earn";
    const ROLE: Role = Role::Worker;
    type Answer = TransferReceipt;
}

impl Write for EarnCredits {
    fn run(self, tx: &Tx) -> Result<TransferReceipt> {
        let from = Holder::AccountId(self.from);
        Booking {
            kind: TransferKind::Earn,
            from,
            to: self.to,
            minutes: self.minutes,
            happened_on: self.happened_on,
            theme_id: self.theme_id,
            memo: self.memo,
        }
        .post(tx)
    }

    fn undo(tx: &Tx, receipt: TransferReceipt) -> Result<()> {
        reverse(tx, receipt.transfer_id, None).map(drop)
    }
}

impl Ask for GiveCredits {
    const NAME: &'static str = "credits.give";
    const ROLE: Role = Role::Worker;
    type Answer = TransferReceipt;
}

impl Write for GiveCredits {
    fn run(self, tx: &Tx) -> Result<TransferReceipt> {
        Booking {
            kind: TransferKind::Give,
            from: self.from,
            to: self.to,
            minutes: self.minutes,
            happened_on: self.happened_on,
            theme_id: None,
            memo: self.memo,
        }
        .post(tx)
    }

    fn undo(tx: &Tx, receipt: TransferReceipt) -> Result<()> {
        reverse(tx, receipt.transfer_id, None).map(drop)
    }
}

impl Ask for SpendCredits {
    const NAME: &'static str = "credits.spend";
    const ROLE: Role = Role::Worker;
    type Answer = TransferReceipt;
}

impl Write for SpendCredits {
    fn run(self, tx: &Tx) -> Result<TransferReceipt> {
        Booking {
            kind: TransferKind::Spend,
            from: self.from,
            to: Holder::AccountId(self.to),
            minutes: self.minutes,
            happened_on: self.happened_on,
            theme_id: None,
            memo: self.memo,
        }
        .post(tx)
    }

    fn undo(tx: &Tx, receipt: TransferReceipt) -> Result<()> {
        reverse(tx, receipt.transfer_id, None).map(drop)
    }
}

/// A booking as it was asked for.
struct Booking {
    kind: TransferKind,
    from: Holder,
    to: Holder,
    minutes: i64,
    happened_on: Option<NaiveDate>,
    theme_id: Option<ThemeId>,
    memo: Option<String>,
}

impl Booking {
    /// Moves minutes from one account to another.
    ///
    /// # Errors
    /// `Code::AmountMustBePositive`, `Code::MoreThanADay`, `Code::AmountTooLarge`,
    /// `Code::NotFound`, `Code::AccountUnfit`, `Code::AccountsMustDiffer`, `Code::DayOutOfRange`,
    /// `Code::DayIsToCome`, `Code::ThemeIsRetired`, those of a memo, `Code::BelowFloor`, in this
    /// order.
    fn post(self, tx: &Tx) -> Result<TransferReceipt> {
        check_amount(self.kind, self.minutes)?;
        let (gives, receives) = self.kind.parts();
        let giver = Party::find(tx, self.from, "from", gives)?;
        let receiver = Party::find(tx, self.to, "to", receives)?;
        if giver.is(&receiver) {
            return Code::AccountsMustDiffer.at("to").refuse();
        }
        let happened_on = check_day(tx, self.happened_on)?;
        let theme = check_theme(tx, self.theme_id)?;
        let memo = check_memo(self.memo.as_deref())?;
        // Who issues has no floor, and the longest account of the book to add up.
        if gives != Part::Issues {
            check_floor(giver.balance(tx)?, self.minutes)?;
        }
        let (giver, receiver) = (giver.opened(tx)?, receiver.opened(tx)?);
        let new = New {
            kind: self.kind,
            happened_on,
            giver: giver.sequence,
            receiver: receiver.sequence,
            minutes: self.minutes,
            theme,
            reverses: None,
            memo,
        };
        let (transfer_id, number) = store::transfers::add(tx, &new)?;
        Ok(TransferReceipt {
            transfer_id,
            number,
            giver: giver.id,
            receiver: receiver.id,
        })
    }
}

/// What an account must be for, to take this side of a booking.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Issues,
    Holds,
    Redeems,
}

impl TransferKind {
    /// What the giver and the receiver of a booking at the desk must be.
    fn parts(self) -> (Part, Part) {
        match self {
            Self::Earn => (Part::Issues, Part::Holds),
            Self::Spend => (Part::Holds, Part::Redeems),
            _ => (Part::Holds, Part::Holds),
        }
    }
}

impl Part {
    fn fits(self, kind: AccountKind) -> bool {
        match self {
            Self::Issues => kind == AccountKind::Issuing,
            Self::Holds => kind.is_held(),
            Self::Redeems => kind == AccountKind::Redeeming,
        }
    }
}

/// One side of a booking: an account, or a member that has none yet.
enum Party {
    Account(Kept),
    Member(i64),
}

impl Party {
    fn find(tx: &Tx, holder: Holder, field: &str, part: Part) -> Result<Self> {
        match holder {
            Holder::MemberId(member_id) => {
                let member = members::sequence(tx, member_id)?;
                members::refuse_erased(tx, member)?;
                let own = store::accounts::of_member(tx, member, AccountKind::Member)?;
                Ok(own.map_or(Self::Member(member), Self::Account))
            }
            Holder::AccountId(account_id) => {
                let account = store::accounts::get(tx, account_id, field)?;
                if part.fits(account.kind) {
                    Ok(Self::Account(account))
                } else {
                    Code::AccountUnfit.at(field).refuse()
                }
            }
        }
    }

    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Account(one), Self::Account(two)) => one.sequence == two.sequence,
            (Self::Member(one), Self::Member(two)) => one == two,
            _ => false,
        }
    }

    fn balance(&self, tx: &Tx) -> Result<i64> {
        match self {
            Self::Account(account) => store::transfers::balance(tx, account.sequence),
            Self::Member(_) => Ok(0),
        }
    }

    /// The account, opened now if the member had none.
    fn opened(self, tx: &Tx) -> Result<Kept> {
        match self {
            Self::Account(account) => Ok(account),
            Self::Member(member) => {
                let id = AccountId::new(tx);
                let sequence = store::accounts::add(tx, id, AccountKind::Member, member)?;
                store::accounts::at(tx, sequence)
            }
        }
    }
}

fn check_floor(balance: i64, minutes: i64) -> Result<()> {
    if balance.saturating_sub(minutes) >= FLOOR {
        return Ok(());
    }
    Code::BelowFloor
        .at("minutes")
        .with("floor", FLOOR)
        .with("balance", balance)
        .with("amount", minutes)
        .refuse()
}

fn check_amount(kind: TransferKind, minutes: i64) -> Result<()> {
    if minutes <= 0 {
        return Code::AmountMustBePositive.at("minutes").refuse();
    }
    if kind == TransferKind::Earn && minutes > MOST_EARNED_MINUTES {
        return Code::MoreThanADay.at("minutes").refuse();
    }
    if minutes > MOST_MINUTES {
        return Code::AmountTooLarge
            .at("minutes")
            .with("most", MOST_MINUTES)
            .refuse();
    }
    Ok(())
}

fn check_day(tx: &Tx, happened_on: Option<NaiveDate>) -> Result<NaiveDate> {
    let today = tx.today();
    let day = date::sensible(happened_on.unwrap_or(today), "happened_on")?;
    if day > today {
        return Code::DayIsToCome
            .at("happened_on")
            .with("today", today.to_string())
            .refuse();
    }
    Ok(day)
}

fn check_theme(tx: &Tx, theme_id: Option<ThemeId>) -> Result<Option<i64>> {
    let Some(theme_id) = theme_id else {
        return Ok(None);
    };
    let theme = store::settings::theme(tx, theme_id)?;
    if store::settings::is_in_use(tx, theme)? {
        Ok(Some(theme))
    } else {
        Code::ThemeIsRetired.at("theme_id").refuse()
    }
}

/// A memo as it is kept: one line, without a citizen service number.
///
/// # Errors
/// `Code::TextTooLong`, `Code::TextHasForbiddenSign`, `Code::LooksLikeCitizenServiceNumber`.
pub(super) fn check_memo(memo: Option<&str>) -> Result<Option<String>> {
    text::optional("memo", memo)
}

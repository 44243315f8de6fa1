//! Opening an account: a member's own, or that of an issuing or redeeming partner.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::credits::{AccountId, AccountKind, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write};
use crate::members::{self, MemberId, MemberKind};

/// Opens an account for a member. Undoing it removes the account, as long as nothing is booked.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenAccount {
    /// The member. Only an organisation issues or redeems.
    pub member_id: MemberId,
    /// What the account is for: `member`, `issuing` or `redeeming`.
    pub kind: AccountKind,
}

/// What opening an account leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AccountReceipt {
    /// The account.
    pub account_id: AccountId,
}

impl Ask for OpenAccount {
    const NAME: &'static str = "credits.open_account";
    const ROLE: Role = Role::Worker;
    type Answer = AccountReceipt;
}

impl Write for OpenAccount {
    /// # Errors
    /// `Code::AccountUnfit` for an outside account, `Code::NotFound`,
    /// `Code::PartnerIsNoOrganisation`, `Code::MemberHasAccount`, in this order.
    fn run(self, tx: &Tx) -> Result<AccountReceipt> {
        if self.kind == AccountKind::Outside {
            return Code::AccountUnfit.at("kind").refuse();
        }
        let member = members::sequence(tx, self.member_id)?;
        check_free(tx, member, self.kind)?;
        let account_id = AccountId::new(tx);
        store::accounts::add(tx, account_id, self.kind, member)?;
        Ok(AccountReceipt { account_id })
    }

    fn undo(tx: &Tx, receipt: AccountReceipt) -> Result<()> {
        let account = store::accounts::get(tx, receipt.account_id, "account_id")?;
        if store::accounts::is_used(tx, account.sequence)? {
            return Code::UndoneTooLate.refuse();
        }
        store::accounts::remove(tx, account.sequence)
    }
}

/// Refuses a second account of one kind, and a partner that is no organisation.
///
/// # Errors
/// `Code::MemberIsErased`, `Code::PartnerIsNoOrganisation`, `Code::MemberHasAccount`.
pub(super) fn check_free(tx: &Tx, member: i64, kind: AccountKind) -> Result<()> {
    members::refuse_erased(tx, member)?;
    let named = members::named(tx, member)?;
    if !kind.is_held() && named.kind != MemberKind::Organisation {
        return Code::PartnerIsNoOrganisation.at("member_id").refuse();
    }
    if let Some(taken) = store::accounts::of_member(tx, member, kind)? {
        return Code::MemberHasAccount
            .at("member_id")
            .with("number", named.number)
            .with("account_id", taken.id.0.to_string())
            .refuse();
    }
    Ok(())
}

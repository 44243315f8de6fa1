//! Linking an account that came with an import to the member it belongs to. From then on it is the
//! member's own account, with its history and its balance.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::open::check_free;
use crate::credits::{AccountId, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write};
use crate::members::{self, MemberId};

/// Links an account that came with an import to a member.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct LinkAccount {
    /// The account from outside.
    pub account_id: AccountId,
    /// The member it belongs to.
    pub member_id: MemberId,
}

/// What a link leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct LinkReceipt {
    /// The account.
    pub account_id: AccountId,
    /// The member.
    pub member_id: MemberId,
    /// The last transfer of the book at that moment.
    pub last_number: i64,
}

impl Ask for LinkAccount {
    const NAME: &'static str = "credits.link";
    const ROLE: Role = Role::Worker;
    type Answer = LinkReceipt;
}

impl Write for LinkAccount {
    /// # Errors
    /// `Code::NotFound`, `Code::AccountUnfit`, `Code::AccountIsLinked`,
    /// `Code::PartnerIsNoOrganisation`, `Code::MemberHasAccount`, in this order.
    fn run(self, tx: &Tx) -> Result<LinkReceipt> {
        let account = store::accounts::get(tx, self.account_id, "account_id")?;
        let member = members::sequence(tx, self.member_id)?;
        if account.outside_name.is_none() {
            return Code::AccountUnfit.at("account_id").refuse();
        }
        if account.member.is_some() {
            return Code::AccountIsLinked.at("account_id").refuse();
        }
        check_free(tx, member, account.kind)?;
        store::accounts::link(tx, account.sequence, Some(member))?;
        Ok(LinkReceipt {
            account_id: self.account_id,
            member_id: self.member_id,
            last_number: store::transfers::last_number(tx)?,
        })
    }

    /// # Errors
    /// `Code::UndoneTooLate` once something was booked at the desk on the member's account.
    fn undo(tx: &Tx, receipt: LinkReceipt) -> Result<()> {
        let account = store::accounts::get(tx, receipt.account_id, "account_id")?;
        let member = members::sequence(tx, receipt.member_id)?;
        if account.member != Some(member)
            || store::accounts::is_used_since(tx, account.sequence, receipt.last_number)?
        {
            return Code::UndoneTooLate.refuse();
        }
        store::accounts::link(tx, account.sequence, None)
    }
}

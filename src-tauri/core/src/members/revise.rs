//! Changing what is known of a member: a new version beside the old ones.

use chrono::Datelike as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MemberFields, MemberId, MemberReceipt, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write};

/// Writes a new version of a member. Undoing it brings back the version before as a new one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviseMember {
    /// The member.
    pub member_id: MemberId,
    /// The version that the form was filled from: another one meanwhile is named, not overwritten.
    pub version: u32,
    /// All fields, changed or not.
    pub fields: MemberFields,
}

impl Ask for ReviseMember {
    const NAME: &'static str = "members.revise";
    const ROLE: Role = Role::Worker;
    type Answer = MemberReceipt;
}

impl Write for ReviseMember {
    /// # Errors
    /// `Code::NotFound`, `Code::MemberIsErased`, `Code::ChangedMeanwhile`, then those of `MemberFields::checked`.
    fn run(self, tx: &Tx) -> Result<MemberReceipt> {
        let member = store::get(tx, self.member_id)?;
        store::refuse_erased(tx, member.sequence)?;
        if member.version != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", member.version)
                .refuse();
        }
        let fields = self.fields.checked(member.kind, tx.today().year())?;
        let version = self.version.saturating_add(1);
        store::add_version(tx, member.sequence, version, member.number, &fields)?;
        Ok(MemberReceipt {
            member_id: self.member_id,
            number: member.number,
            version,
        })
    }

    fn undo(tx: &Tx, receipt: MemberReceipt) -> Result<()> {
        let member = store::get(tx, receipt.member_id)?;
        if member.version != receipt.version {
            return Code::UndoneTooLate.refuse();
        }
        let before = store::version(tx, member.sequence, receipt.version.saturating_sub(1))?
            .ok_or_else(|| Code::UndoneTooLate.refusal())?;
        let version = receipt.version.saturating_add(1);
        store::add_version(tx, member.sequence, version, member.number, &before)
    }
}

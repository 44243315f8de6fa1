//! Changing what is agreed: a new version beside the old ones.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::agreements::{AgreementFields, AgreementId, AgreementReceipt, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write};

/// Writes a new version of an agreement. Undoing it brings back the one before as a new version.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviseAgreement {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The version that the form was filled from: another one meanwhile is named, not overwritten.
    pub version: u32,
    /// All fields, changed or not.
    pub fields: AgreementFields,
}

impl Ask for ReviseAgreement {
    const NAME: &'static str = "agreements.revise";
    const ROLE: Role = Role::Worker;
    type Answer = AgreementReceipt;
}

impl Write for ReviseAgreement {
    /// # Errors
    /// `Code::NotFound`, `Code::ChangedMeanwhile`, then those of `AgreementFields::checked`,
    /// `Code::StartAfterEnd` if it ended before the new first day.
    fn run(self, tx: &Tx) -> Result<AgreementReceipt> {
        let agreement = store::get(tx, self.agreement_id)?;
        if agreement.version != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", agreement.version)
                .refuse();
        }
        let fields = self.fields.checked(tx)?;
        if let Some(ended) = agreement.ended_on
            && ended < fields.from_day
        {
            return Code::StartAfterEnd
                .at("from_day")
                .with("end", ended.to_string())
                .refuse();
        }
        let version = self.version.saturating_add(1);
        store::add_version(tx, agreement.sequence, version, &fields)?;
        Ok(AgreementReceipt {
            agreement_id: self.agreement_id,
            version,
        })
    }

    fn undo(tx: &Tx, receipt: AgreementReceipt) -> Result<()> {
        let agreement = store::get(tx, receipt.agreement_id)?;
        if agreement.version != receipt.version {
            return Code::UndoneTooLate.refuse();
        }
        let before = receipt.version.saturating_sub(1);
        let fields = store::fields(tx, agreement.sequence, before)?
            .ok_or_else(|| Code::UndoneTooLate.refusal())?;
        let version = receipt.version.saturating_add(1);
        store::add_version(tx, agreement.sequence, version, &fields)
    }
}

//! Changing what is known of the centre: a new version beside the old ones.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CentreFields, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write};

/// Changes the centre. Undoing it brings back the version before as a new one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeCentre {
    /// The version that the form was filled from: another one meanwhile is named, not overwritten.
    pub version: u32,
    /// All fields, changed or not.
    pub fields: CentreFields,
}

/// What a change leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CentreReceipt {
    /// The version that the act made.
    pub version: u32,
}

impl Ask for ChangeCentre {
    const NAME: &'static str = "centre.change";
    const ROLE: Role = Role::Manager;
    type Answer = CentreReceipt;
}

impl Write for ChangeCentre {
    /// # Errors
    /// `Code::ChangedMeanwhile`, then those of `CentreFields::checked`.
    fn run(self, tx: &Tx) -> Result<CentreReceipt> {
        let present = store::latest(tx)?.unwrap_or_default();
        if present != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", present)
                .refuse();
        }
        write(tx, &self.fields)
    }

    fn undo(tx: &Tx, receipt: CentreReceipt) -> Result<()> {
        if store::latest(tx)? != Some(receipt.version) {
            return Code::UndoneTooLate.refuse();
        }
        let before = store::version(tx, receipt.version.saturating_sub(1))?
            .ok_or_else(|| Code::UndoneTooLate.refusal())?;
        store::add(tx, receipt.version.saturating_add(1), &before)
    }
}

/// Writes the centre: the first version of a new book, or the next one.
///
/// # Errors
/// Those of `CentreFields::checked`.
pub fn write(tx: &Tx, fields: &CentreFields) -> Result<CentreReceipt> {
    let fields = fields.checked()?;
    let version = store::latest(tx)?.unwrap_or_default().saturating_add(1);
    store::add(tx, version, &fields)?;
    Ok(CentreReceipt { version })
}

//! Ending an agreement: the day on which it really ends, as agreed or otherwise.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::agreements::{AgreementId, AgreementReceipt, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write, date, text};

/// Writes down when an agreement ends, and how. Undoing it leaves the agreement open again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EndAgreement {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The first day without it; may be still to come.
    pub ended_on: NaiveDate,
    /// How it went.
    pub note: Option<String>,
}

impl Ask for EndAgreement {
    const NAME: &'static str = "agreements.end";
    const ROLE: Role = Role::Worker;
    type Answer = AgreementReceipt;
}

impl Write for EndAgreement {
    /// # Errors
    /// `Code::NotFound`, `Code::AgreementHasEnded`, `Code::DayOutOfRange`,
    /// `Code::EndBeforeStart`, then those of `text::note`, in this order.
    fn run(self, tx: &Tx) -> Result<AgreementReceipt> {
        let agreement = store::get(tx, self.agreement_id)?;
        agreement.refuse_if_ended()?;
        let ended_on = date::sensible(self.ended_on, "ended_on")?;
        if ended_on < agreement.from_day {
            return Code::EndBeforeStart
                .at("ended_on")
                .with("start", agreement.from_day.to_string())
                .refuse();
        }
        let note = text::optional_note("note", self.note.as_deref())?;
        store::end(tx, agreement.sequence, Some(ended_on), note.as_deref())?;
        Ok(AgreementReceipt {
            agreement_id: self.agreement_id,
            version: agreement.version,
        })
    }

    fn undo(tx: &Tx, receipt: AgreementReceipt) -> Result<()> {
        let agreement = store::get(tx, receipt.agreement_id)?;
        if agreement.ended_on.is_none() {
            return Code::UndoneTooLate.refuse();
        }
        store::end(tx, agreement.sequence, None, None)
    }
}

//! Signing, handing over and withdrawing: dated steps that follow each other, and the one way back.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CertificateId, CertificateReceipt, CertificateState, issue,
    store::{self, Kept},
};
use crate::{
    centre,
    kernel::{Ask, Code, Result, Role, Tx, Write, text},
};

/// Records that a certificate was signed, by those who sign for the centre now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SignCertificate {
    /// The certificate.
    pub certificate_id: CertificateId,
    /// The day; today if left out.
    pub day: Option<NaiveDate>,
}

/// Records that a certificate was handed over to its holder.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct HandOverCertificate {
    /// The certificate.
    pub certificate_id: CertificateId,
    /// The day; today if left out.
    pub day: Option<NaiveDate>,
}

/// Withdraws a certificate: from this day on it is no longer in force.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct WithdrawCertificate {
    /// The certificate.
    pub certificate_id: CertificateId,
    /// The first day without it; today if left out.
    pub day: Option<NaiveDate>,
    /// Why, if somebody wants to write it down. It can be erased later.
    pub reason: Option<String>,
}

impl Ask for SignCertificate {
    const NAME: &'static str = "certificates.sign";
    const ROLE: Role = Role::Worker;
    type Answer = CertificateReceipt;
}

impl Write for SignCertificate {
    /// # Errors
    /// `Code::NotFound`, then those of a step.
    fn run(self, tx: &Tx) -> Result<CertificateReceipt> {
        let signed_by = centre::get(tx)?.version;
        let kept = store::get(tx, self.certificate_id)?;
        let day = allowed(tx, &kept, CertificateState::Signed, self.day)?;
        let step = store::add_step(
            tx,
            kept.sequence,
            CertificateState::Signed,
            day,
            Some(signed_by),
        )?;
        Ok(kept.receipt(step))
    }

    fn undo(tx: &Tx, receipt: CertificateReceipt) -> Result<()> {
        take_back(tx, &receipt)
    }
}

impl Ask for HandOverCertificate {
    const NAME: &'static str = "certificates.hand_over";
    const ROLE: Role = Role::Worker;
    type Answer = CertificateReceipt;
}

impl Write for HandOverCertificate {
    /// # Errors
    /// `Code::NotFound`, then those of a step.
    fn run(self, tx: &Tx) -> Result<CertificateReceipt> {
        let kept = store::get(tx, self.certificate_id)?;
        let day = allowed(tx, &kept, CertificateState::HandedOver, self.day)?;
        let step = store::add_step(tx, kept.sequence, CertificateState::HandedOver, day, None)?;
        Ok(kept.receipt(step))
    }

    fn undo(tx: &Tx, receipt: CertificateReceipt) -> Result<()> {
        take_back(tx, &receipt)
    }
}

impl Ask for WithdrawCertificate {
    const NAME: &'static str = "certificates.withdraw";
    const ROLE: Role = Role::Worker;
    type Answer = CertificateReceipt;
}

impl Write for WithdrawCertificate {
    /// # Errors
    /// `Code::NotFound`, then those of a step, then those of `text::note` for the reason.
    fn run(self, tx: &Tx) -> Result<CertificateReceipt> {
        let kept = store::get(tx, self.certificate_id)?;
        let day = allowed(tx, &kept, CertificateState::Withdrawn, self.day)?;
        let reason = text::optional_note("reason", self.reason.as_deref())?;
        let step = store::add_step(tx, kept.sequence, CertificateState::Withdrawn, day, None)?;
        if let Some(reason) = reason {
            store::add_reason(tx, step, &reason)?;
        }
        Ok(kept.receipt(step))
    }

    fn undo(tx: &Tx, receipt: CertificateReceipt) -> Result<()> {
        take_back(tx, &receipt)
    }
}

/// The day on which a step may be taken.
///
/// # Errors
/// `Code::CertificateIsWithdrawn`, `Code::CertificateStepTaken`, `Code::CertificateNotSigned`,
/// `Code::DayOutOfRange`, `Code::DayTooFarAhead`, `Code::DayBeforeFormerStep`, in this order.
fn allowed(
    tx: &Tx,
    kept: &Kept,
    step: CertificateState,
    day: Option<NaiveDate>,
) -> Result<NaiveDate> {
    let steps = store::steps(tx, kept.sequence)?;
    let taken = |state| steps.iter().find(|step| step.state == state);
    if let Some(withdrawn) = taken(CertificateState::Withdrawn) {
        return Code::CertificateIsWithdrawn
            .with("day", withdrawn.day.to_string())
            .refuse();
    }
    if let Some(before) = taken(step) {
        return Code::CertificateStepTaken
            .with("day", before.day.to_string())
            .refuse();
    }
    let signed = taken(CertificateState::Signed).is_some();
    if step == CertificateState::HandedOver && !signed {
        return Code::CertificateNotSigned.refuse();
    }
    let day = issue::sensible(tx, day)?;
    match steps.last() {
        Some(former) if day < former.day => Code::DayBeforeFormerStep
            .at("day")
            .with("day", former.day.to_string())
            .refuse(),
        _ => Ok(day),
    }
}

/// Takes a step back by a retraction beside it, if it is still the last one.
///
/// # Errors
/// `Code::UndoneTooLate`: another step was built upon it, or the member was given another
/// certificate since it was withdrawn.
pub(super) fn take_back(tx: &Tx, receipt: &CertificateReceipt) -> Result<()> {
    let kept = store::get(tx, receipt.certificate_id)?;
    let steps = store::steps(tx, kept.sequence)?;
    let last = steps.last().filter(|step| step.sequence == receipt.step);
    let (Some(last), Some(issued)) = (last, steps.first()) else {
        return Code::UndoneTooLate.refuse();
    };
    if last.state == CertificateState::Withdrawn
        && store::held(tx, kept.member, issued.day, Some(kept.sequence))?.is_some()
    {
        return Code::UndoneTooLate.refuse();
    }
    store::retract(tx, last.sequence)
}

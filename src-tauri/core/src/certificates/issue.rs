//! Issuing: a number for ever, the words of today, the first step.

use chrono::{Datelike as _, Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CertificateId, CertificateNumber, CertificateState, store, text};
use crate::{
    kernel::{Ask, Code, Reader, Result, Role, Tx, Write, date},
    members::{self, MemberId},
};

/// A paper is prepared for an evening that comes, not for another season.
const MOST_DAYS_AHEAD: u64 = 31;

/// Issues a certificate to a member. Undoing it takes the certificate out of the register; its
/// number stays spent.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct IssueCertificate {
    /// Who will hold it: a person, a household or an organisation.
    pub member_id: MemberId,
    /// The day of issue; today if left out. Its year is part of the number.
    pub day: Option<NaiveDate>,
}

/// What an act on a certificate leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CertificateReceipt {
    /// The certificate.
    pub certificate_id: CertificateId,
    /// `2026-0007`.
    pub number: String,
    /// The step that was taken, by its place in the book.
    #[ts(type = "number")]
    pub step: i64,
}

impl Ask for IssueCertificate {
    const NAME: &'static str = "certificates.issue";
    const ROLE: Role = Role::Worker;
    type Answer = CertificateReceipt;
}

impl Write for IssueCertificate {
    /// # Errors
    /// `Code::NotFound`, `Code::MemberIsErased`, `Code::DayOutOfRange`, `Code::DayTooFarAhead`,
    /// `Code::MemberHasCertificate`, `Code::NotFound` at `text`, in this order.
    fn run(self, tx: &Tx) -> Result<CertificateReceipt> {
        let member = members::sequence(tx, self.member_id)?;
        members::refuse_erased(tx, member)?;
        let day = sensible(tx, self.day)?;
        if let Some(held) = store::held(tx, member, day, None)? {
            return Code::MemberHasCertificate
                .at("member_id")
                .with("number", held.to_string())
                .refuse();
        }
        let text = text::present_version(tx)?;
        let number = next_number(tx, day)?;
        let certificate_id = CertificateId::new(tx);
        let certificate = store::add(tx, certificate_id, number, member, text)?;
        let step = store::add_step(tx, certificate, CertificateState::Issued, day, None)?;
        Ok(CertificateReceipt {
            certificate_id,
            number: number.to_string(),
            step,
        })
    }

    fn undo(tx: &Tx, receipt: CertificateReceipt) -> Result<()> {
        super::steps::take_back(tx, &receipt)
    }
}

/// The number that a certificate of this day would get.
///
/// # Errors
/// SQLite's answer.
pub fn next_number(reader: &Reader, day: NaiveDate) -> Result<CertificateNumber> {
    Ok(CertificateNumber {
        year: day.year(),
        number: store::last_number(reader, day.year())?.saturating_add(1),
    })
}

/// The day of a step, today if it is left out.
///
/// # Errors
/// `Code::DayOutOfRange`, `Code::DayTooFarAhead`.
pub(super) fn sensible(reader: &Reader, day: Option<NaiveDate>) -> Result<NaiveDate> {
    let today = reader.today();
    let day = date::sensible(day.unwrap_or(today), "day")?;
    let latest = today
        .checked_add_days(Days::new(MOST_DAYS_AHEAD))
        .unwrap_or(today);
    if day > latest {
        return Code::DayTooFarAhead
            .at("day")
            .with("latest", latest.to_string())
            .refuse();
    }
    Ok(day)
}

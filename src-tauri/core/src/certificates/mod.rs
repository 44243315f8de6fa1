//! Certificates of support: numbered, free statements that a member stands behind the enterprise.
//! Issued, signed, handed over, withdrawn: each a dated step, only ever appended, so that the
//! register can be read as at any day. A mistake is answered by a retraction beside the step; the
//! number stays spent.
//!
//! It refuses to hold what would make a certificate a security: no amount, no rights, no duties,
//! no transfer to somebody else. The line that says so is part of every text.

mod issue;
mod list;
mod paper;
mod steps;
mod store;
mod text;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use issue::{CertificateReceipt, IssueCertificate, next_number};
pub use list::{
    Certificate, CertificateList, CertificateRow, CertificateStep, GetCertificate,
    ListCertificates, StateCounts, counts, get, list,
};
pub use paper::{CertificateSheet, sheet, sheet_for};
pub use steps::{HandOverCertificate, SignCertificate, WithdrawCertificate};
pub(crate) use store::{about, erase};
pub use text::{
    CertificateText, ChangeText, GetTexts, TextReceipt, TextVersion, default_text, present_text,
    write_text,
};

use crate::kernel::{Kept, PersonalField, Purpose, define_id, personal};

define_id! {
    /// A certificate.
    CertificateId
}

/// How far a certificate has come; also the name of the step that brought it there.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    /// Made out, with a number.
    Issued,
    /// Signed for the centre.
    Signed,
    /// In the holder's hands.
    HandedOver,
    /// No longer in force.
    Withdrawn,
}

/// The number that people read: `2026-0007`. Given once, never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CertificateNumber {
    /// The year of issue.
    pub year: i32,
    /// Its place in that year.
    pub number: u32,
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:04}", self.year, self.number)
    }
}

/// What certificates hold about people besides the member that they name.
pub const PERSONAL_FIELDS: &[PersonalField] = &[personal(
    "certificate_reason",
    "reason",
    Purpose::Support,
    Kept::MembershipAndTwoYears,
)];

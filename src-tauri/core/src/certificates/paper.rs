//! What stands on the paper of a certificate: the words it was issued with, and those who signed
//! it. Until it is signed, those who sign for the centre now.

use chrono::NaiveDate;

use super::{CertificateId, CertificateNumber, CertificateState, CertificateText, store};
use crate::{
    centre::{self, CentreFields},
    kernel::{Code, Reader, Result},
    members,
};

/// Everything that stands on one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateSheet {
    /// The centre, with those who sign.
    pub centre: CentreFields,
    /// The words.
    pub text: CertificateText,
    /// The number.
    pub number: CertificateNumber,
    /// The full name of the holder.
    pub holder: String,
    /// The day of issue.
    pub issued_on: NaiveDate,
}

/// The paper of a certificate in the register.
///
/// # Errors
/// `Code::NotFound`.
pub fn sheet(reader: &Reader, certificate_id: CertificateId) -> Result<CertificateSheet> {
    let kept = store::get(reader, certificate_id)?;
    let steps = store::steps(reader, kept.sequence)?;
    let issued = steps.first().ok_or_else(|| Code::NotFound.refusal())?;
    let signed = steps
        .iter()
        .find(|step| step.state == CertificateState::Signed);
    let centre = match signed.and_then(|step| step.centre) {
        Some(version) => centre::at(reader, version)?,
        None => centre::get(reader)?,
    };
    Ok(CertificateSheet {
        centre: centre.fields,
        text: store::text(reader, kept.text)?.unwrap_or_default(),
        number: kept.number,
        holder: members::named(reader, kept.member)?.full_name,
        issued_on: issued.day,
    })
}

/// The paper of a certificate that is not issued yet: to look at beforehand.
///
/// # Errors
/// `Code::NotFound` while the centre has no name yet.
pub fn sheet_for(
    reader: &Reader,
    holder: String,
    issued_on: NaiveDate,
    text: CertificateText,
) -> Result<CertificateSheet> {
    Ok(CertificateSheet {
        centre: centre::get(reader)?.fields,
        text,
        number: super::next_number(reader, issued_on)?,
        holder,
        issued_on,
    })
}

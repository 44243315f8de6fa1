//! Giving consent, and withdrawing it. Withdrawing asks less than giving: no text, no proof.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConsentHow, ConsentId, ConsentPurposeId, ConsentStep, is_too_young, store};
use crate::{
    kernel::{Ask, Code, Result, Role, Tx, Write, date, text},
    members::{self, MemberId},
};

/// Writes down that a member agreed with the text of a purpose. Undoing it takes it back as a
/// mistake; the log keeps both.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct GiveConsent {
    /// The member.
    pub member_id: MemberId,
    /// The purpose.
    pub purpose_id: ConsentPurposeId,
    /// The version of the text that the member saw.
    pub version: u32,
    /// How the member let it be known.
    pub how: ConsentHow,
    /// When; today if left out.
    #[serde(default)]
    pub said_on: Option<NaiveDate>,
    /// Whether a parent or guardian said it: for whoever is younger than sixteen.
    #[serde(default)]
    pub by_parent: bool,
    /// Where it can be found: `map 2026`.
    #[serde(default)]
    pub proof: Option<String>,
}

/// Writes down that a member agrees no more. Undoing it takes it back as a mistake.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct WithdrawConsent {
    /// The member.
    pub member_id: MemberId,
    /// The purpose.
    pub purpose_id: ConsentPurposeId,
    /// How the member let it be known, if that was said.
    #[serde(default)]
    pub how: Option<ConsentHow>,
    /// When; today if left out.
    #[serde(default)]
    pub said_on: Option<NaiveDate>,
}

/// What an act on consent leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ConsentReceipt {
    /// The row that was appended.
    pub consent_id: ConsentId,
}

impl Ask for GiveConsent {
    const NAME: &'static str = "consent.give";
    const ROLE: Role = Role::Worker;
    type Answer = ConsentReceipt;
}

impl Write for GiveConsent {
    /// # Errors
    /// `Code::NotFound` for the member, the purpose or the version, `Code::MemberIsErased`,
    /// `Code::PurposeIsRetired`, `Code::DayOutOfRange`, `Code::DayIsToCome`,
    /// `Code::ConsentWasWithdrawn`, `Code::ParentMustAgree`, `Code::TextTooLong`,
    /// `Code::TextHasForbiddenSign`, `Code::LooksLikeCitizenServiceNumber`, in this order.
    fn run(self, tx: &Tx) -> Result<ConsentReceipt> {
        let member = members::sequence(tx, self.member_id)?;
        let purpose = store::purpose(tx, self.purpose_id)?;
        store::must_be_text(tx, purpose, self.version)?;
        members::refuse_erased(tx, member)?;
        if !store::is_asked(tx, purpose)? {
            return Code::PurposeIsRetired.at("purpose_id").refuse();
        }
        let said_on = day(tx, self.said_on)?;
        // Of an older day than the withdrawal it would bring back what somebody took away.
        let last = store::last(tx, member, purpose)?;
        if let Some(last) = last.filter(|last| last.step == ConsentStep::Withdrawn)
            && said_on < last.said_on.min(tx.today())
        {
            return Code::ConsentWasWithdrawn
                .at("said_on")
                .with("day", last.said_on.to_string())
                .refuse();
        }
        let fields = members::get(tx, self.member_id)?.fields;
        if is_too_young(fields.birth_year, said_on) && !self.by_parent {
            return Code::ParentMustAgree.at("by_parent").refuse();
        }
        let proof = text::optional("proof", self.proof.as_deref())?;
        let row = store::NewConsent {
            member,
            purpose,
            version: self.version,
            step: ConsentStep::Given,
            takes_back: None,
            said_on,
            how: Some(self.how),
            by_parent: self.by_parent,
            proof: proof.as_deref(),
        };
        append(tx, &row)
    }

    fn undo(tx: &Tx, receipt: ConsentReceipt) -> Result<()> {
        take_back(tx, &receipt)
    }
}

impl Ask for WithdrawConsent {
    const NAME: &'static str = "consent.withdraw";
    const ROLE: Role = Role::Worker;
    type Answer = ConsentReceipt;
}

impl Write for WithdrawConsent {
    /// # Errors
    /// `Code::NotFound`, `Code::MemberIsErased`, `Code::DayOutOfRange`, `Code::DayIsToCome`,
    /// `Code::ConsentNotGiven`, in this order.
    fn run(self, tx: &Tx) -> Result<ConsentReceipt> {
        let member = members::sequence(tx, self.member_id)?;
        let purpose = store::purpose(tx, self.purpose_id)?;
        members::refuse_erased(tx, member)?;
        let said_on = day(tx, self.said_on)?;
        let last = store::last(tx, member, purpose)?;
        let Some(last) = last.filter(|last| last.step == ConsentStep::Given) else {
            return Code::ConsentNotGiven.at("purpose_id").refuse();
        };
        let row = store::NewConsent {
            member,
            purpose,
            version: last.version,
            step: ConsentStep::Withdrawn,
            takes_back: None,
            said_on,
            how: self.how,
            by_parent: false,
            proof: None,
        };
        append(tx, &row)
    }

    fn undo(tx: &Tx, receipt: ConsentReceipt) -> Result<()> {
        take_back(tx, &receipt)
    }
}

fn day(tx: &Tx, said_on: Option<NaiveDate>) -> Result<NaiveDate> {
    let said_on = date::sensible(said_on.unwrap_or_else(|| tx.today()), "said_on")?;
    if said_on > tx.today() {
        return Code::DayIsToCome.at("said_on").refuse();
    }
    Ok(said_on)
}

fn append(tx: &Tx, row: &store::NewConsent) -> Result<ConsentReceipt> {
    let consent_id = ConsentId::new(tx);
    store::append(tx, consent_id, row)?;
    Ok(ConsentReceipt { consent_id })
}

/// A mistake of the desk is answered by a row that names it, as long as it was the last.
fn take_back(tx: &Tx, receipt: &ConsentReceipt) -> Result<()> {
    let Some((sequence, member, purpose)) = store::by_id(tx, receipt.consent_id)? else {
        return Code::UndoneTooLate.refuse();
    };
    members::refuse_erased(tx, member)?;
    let last = store::last(tx, member, purpose)?;
    let Some(last) = last.filter(|last| last.sequence == sequence) else {
        return Code::UndoneTooLate.refuse();
    };
    let row = store::NewConsent {
        member,
        purpose,
        version: last.version,
        step: ConsentStep::TakenBack,
        takes_back: Some(sequence),
        said_on: tx.today(),
        how: None,
        by_parent: false,
        proof: None,
    };
    append(tx, &row).map(drop)
}

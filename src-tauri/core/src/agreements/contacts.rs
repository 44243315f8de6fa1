//! Moments of contact. They keep the rhythm that was agreed: the next one is due so many weeks
//! after the last. A mistake is retracted with its day and counts no more.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AgreementId, ContactId, Hat, PartyId, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write, date, text};

/// Notes that people spoke with each other. Undoing it removes the note.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct NoteContact {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The day of the conversation; today if left out.
    pub day: Option<NaiveDate>,
    /// The party that was spoken with.
    pub party_id: Option<PartyId>,
    /// The person who was spoken with.
    pub person: Option<String>,
    /// The hat that this person wore.
    pub hat: Option<Hat>,
    /// What was said.
    pub said: Option<String>,
}

/// Retracts a moment of contact that was noted by mistake. Undoing it lets it count again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RetractContact {
    /// The moment of contact.
    pub contact_id: ContactId,
}

/// A moment of contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ContactMoment {
    /// The moment.
    pub contact_id: ContactId,
    /// The day of the conversation.
    pub day: NaiveDate,
    /// The party that was spoken with.
    pub party_id: Option<PartyId>,
    /// What that party is called.
    pub party_name: Option<String>,
    /// The person who was spoken with.
    pub person: Option<String>,
    /// The hat that this person wore.
    pub hat: Option<Hat>,
    /// What was said.
    pub said: Option<String>,
    /// When it was retracted, if it was.
    pub retracted_on: Option<NaiveDate>,
}

/// What an act on a moment of contact leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ContactReceipt {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The moment of contact.
    pub contact_id: ContactId,
}

/// A moment of contact, ready to be kept.
pub(super) struct Checked {
    pub day: NaiveDate,
    pub party: Option<i64>,
    pub person: Option<String>,
    pub hat: Option<Hat>,
    pub said: Option<String>,
}

impl Ask for NoteContact {
    const NAME: &'static str = "agreements.note_contact";
    const ROLE: Role = Role::Worker;
    type Answer = ContactReceipt;
}

impl Write for NoteContact {
    /// # Errors
    /// `Code::NotFound` for the agreement, `Code::DayOutOfRange`, `Code::DayIsToCome`,
    /// `Code::NotFound` for the party, `Code::ContactPartnerMissing`, then those of the texts.
    fn run(self, tx: &Tx) -> Result<ContactReceipt> {
        let agreement = store::get(tx, self.agreement_id)?;
        let day = past_or_today(tx, self.day, "day")?;
        let find = |party_id| store::party(tx, agreement.sequence, party_id, "party_id");
        let party = self.party_id.map(find).transpose()?;
        let person = text::optional("person", self.person.as_deref())?;
        if party.is_none() && person.is_none() {
            return Code::ContactPartnerMissing.at("person").refuse();
        }
        let said = text::optional_note("said", self.said.as_deref())?;
        let contact_id = ContactId::new(tx);
        let checked = Checked {
            day,
            party,
            person,
            hat: self.hat,
            said,
        };
        store::add_contact(tx, contact_id, agreement.sequence, &checked)?;
        Ok(ContactReceipt {
            agreement_id: self.agreement_id,
            contact_id,
        })
    }

    fn undo(tx: &Tx, receipt: ContactReceipt) -> Result<()> {
        store::get_contact(tx, receipt.contact_id)?;
        store::remove_contact(tx, receipt.contact_id)
    }
}

impl Ask for RetractContact {
    const NAME: &'static str = "agreements.retract_contact";
    const ROLE: Role = Role::Worker;
    type Answer = ContactReceipt;
}

impl Write for RetractContact {
    /// # Errors
    /// `Code::NotFound`, `Code::AlreadyUndone`.
    fn run(self, tx: &Tx) -> Result<ContactReceipt> {
        let (agreement_id, retracted_on) = store::get_contact(tx, self.contact_id)?;
        if retracted_on.is_some() {
            return Code::AlreadyUndone.at("contact_id").refuse();
        }
        store::retract_contact(tx, self.contact_id, Some(tx.today()))?;
        Ok(ContactReceipt {
            agreement_id,
            contact_id: self.contact_id,
        })
    }

    fn undo(tx: &Tx, receipt: ContactReceipt) -> Result<()> {
        let (_, retracted_on) = store::get_contact(tx, receipt.contact_id)?;
        if retracted_on.is_none() {
            return Code::UndoneTooLate.refuse();
        }
        store::retract_contact(tx, receipt.contact_id, None)
    }
}

/// A day on which something happened: today if nothing was typed, never one to come.
///
/// # Errors
/// `Code::DayOutOfRange`, `Code::DayIsToCome`.
pub(super) fn past_or_today(tx: &Tx, typed: Option<NaiveDate>, field: &str) -> Result<NaiveDate> {
    let day = date::sensible(typed.unwrap_or_else(|| tx.today()), field)?;
    if day > tx.today() {
        return Code::DayIsToCome
            .at(field)
            .with("day", day.to_string())
            .refuse();
    }
    Ok(day)
}

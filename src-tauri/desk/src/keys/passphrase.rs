//! A passphrase is changed by whoever knows it, or given anew by a manager to somebody who forgot
//! theirs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use wijkboek_core::{
    kernel::{Ask, Code, Result, Role},
    keys::{self, PersonId},
};

use super::people::{PersonChanged, check_notes};
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    files::Done,
};

/// Gives the person at the desk another passphrase.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePassphrase {
    /// The present one.
    pub present: String,
    /// The new one.
    pub passphrase: String,
}

impl Ask for ChangePassphrase {
    const NAME: &'static str = "keys.change_passphrase";
    const ROLE: Role = Role::Reader;
    type Answer = Done;
}

impl AtDesk for ChangePassphrase {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::WaitBeforeTrying`, `Code::WrongPassphrase`, `Code::PassphraseTooShort`,
    /// `Code::PassphraseTaken`.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<Done> {
        let mut ring = desk.own_ring()?;
        let before = ring.clone();
        let act = desk.act(envelope, &json!({}))?;
        let person_id = act.person_id.unwrap_or_default();
        let (ambient, cost) = (desk.ambient(), desk.cost());
        // Whoever finds the desk open may guess here too.
        desk.tried(ring.book_id(), || {
            ring.change_passphrase(person_id, &self.present, &self.passphrase, cost, &ambient)
        })?;
        desk.write_keys(&act, &before, &ring)
    }
}

/// Gives somebody who forgot their passphrase a new one, which they type themselves. The old one
/// opens nothing from then on.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GivePassphrase {
    /// Who forgot it.
    pub person_id: PersonId,
    /// The new one.
    pub passphrase: String,
    /// Erases the confidential notes that nobody could read any more.
    #[serde(default)]
    pub give_up_notes: bool,
}

impl Ask for GivePassphrase {
    const NAME: &'static str = "keys.give_passphrase";
    const ROLE: Role = Role::Manager;
    type Answer = PersonChanged;
}

impl AtDesk for GivePassphrase {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::NotToYourself`: whoever sits at an open desk may not be its person, so one's own asks
    /// for the present one. `Code::NotFound`, `Code::PassphraseTooShort`, `Code::PassphraseTaken`,
    /// `Code::NotesWouldBeLost`.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<PersonChanged> {
        if desk.sits_here(self.person_id) {
            return Code::NotToYourself.refuse();
        }
        let mut ring = desk.own_ring()?;
        let person_id = self.person_id;
        let act = desk.act(envelope, &json!({ "person_id": person_id }))?;
        let (ambient, cost) = (desk.ambient(), desk.cost());
        let (before, folder) = (ring.clone(), desk.folder()?.to_path_buf());
        let book = desk.book_mut()?;
        let key = book.key().clone();
        let written = book.write(&act, |tx| {
            let person = keys::person(tx, person_id.0)?;
            if person.left_at.is_some() {
                return Code::NotFound.refuse();
            }
            // The new key pair opens nothing that was sealed to the old one.
            check_notes(tx, &ring, person_id, self.give_up_notes)?;
            ring.admit(&key, person_id.0, &self.passphrase, cost, &ambient)?;
            if person.role == Role::Confidant {
                ring.appoint(&key, person_id.0, &ambient)?;
            }
            ring.write(&folder)?;
            Ok(PersonChanged { person_id })
        });
        let written = written.map_err(|error| desk.keys_stay(&before, error))?;
        Ok(written.receipt)
    }
}

//! What is kept in confidence, for a confidant who opened the book with their own passphrase. The
//! audit tells that a note was written, by whom and about whom; never what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use wijkboek_core::{
    confidential::{self, ConfidentialNote, ConfidentialNoteId},
    kernel::{Ask, Code, DataKey, Result, Role},
    keys::{self, PersonId},
    members::MemberId,
};

use crate::{
    Desk, Envelope,
    book::PersonAtDesk,
    entry::{AtDesk, Kind},
    files::Done,
};

/// What was said in confidence about a member.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListNotes {
    /// The member.
    pub member_id: MemberId,
}

impl Ask for ListNotes {
    const NAME: &'static str = "confidential.list";
    const ROLE: Role = Role::Confidant;
    type Answer = Vec<ConfidentialNote>;
}

impl AtDesk for ListNotes {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::ConfidenceIsShut` for whoever came with a PIN, `Code::NotLetInYet`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Vec<ConfidentialNote>> {
        let key = desk.confidence()?;
        desk.book()?
            .read(|reader| confidential::list(reader, &key, self.member_id))
    }
}

/// Writes down what was said in confidence about a member.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct WriteNote {
    /// The member.
    pub member_id: MemberId,
    /// What was said.
    pub text: String,
}

/// Which note an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct NoteReceipt {
    /// The note.
    pub note_id: ConfidentialNoteId,
}

impl Ask for WriteNote {
    const NAME: &'static str = "confidential.write";
    const ROLE: Role = Role::Confidant;
    type Answer = NoteReceipt;
}

impl AtDesk for WriteNote {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// Those of `ListNotes` and of `confidential::write`.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<NoteReceipt> {
        let key = desk.confidence()?;
        // Without the text: what is short could be guessed from a digest of it.
        let act = desk.act(envelope, &json!({ "member_id": self.member_id }))?;
        let by = PersonId(act.person_id.unwrap_or_default());
        let written = desk.book_mut()?.write(&act, |tx| {
            let note_id = confidential::write(tx, &key, self.member_id, &self.text, by)?;
            Ok(NoteReceipt { note_id })
        })?;
        Ok(written.receipt)
    }
}

/// Erases a note. It cannot be taken back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct EraseNote {
    /// The note.
    pub note_id: ConfidentialNoteId,
}

impl Ask for EraseNote {
    const NAME: &'static str = "confidential.erase";
    const ROLE: Role = Role::Confidant;
    type Answer = NoteReceipt;
}

impl AtDesk for EraseNote {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<NoteReceipt> {
        desk.confidence()?;
        let (act, note_id) = (desk.act(envelope, &self)?, self.note_id);
        let written = desk.book_mut()?.write(&act, |tx| {
            confidential::erase(tx, note_id)?;
            Ok(NoteReceipt { note_id })
        })?;
        Ok(written.receipt)
    }
}

/// Who waits to be let in to the confidential notes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AskWaiting {}

impl Ask for AskWaiting {
    const NAME: &'static str = "confidential.waiting";
    const ROLE: Role = Role::Confidant;
    type Answer = Vec<PersonAtDesk>;
}

impl AtDesk for AskWaiting {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Vec<PersonAtDesk>> {
        let holding = desk.own_ring()?.confidants();
        let mut people = desk.book()?.read(keys::people)?;
        people.retain(|person| {
            person.role == Role::Confidant
                && person.left_at.is_none()
                && !holding.contains(&person.id.0)
        });
        Ok(people.iter().map(PersonAtDesk::of).collect())
    }
}

/// Lets a confidant whom a manager appointed read the confidential notes too.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct LetIn {
    /// Whom.
    pub person_id: PersonId,
}

impl Ask for LetIn {
    const NAME: &'static str = "confidential.let_in";
    const ROLE: Role = Role::Confidant;
    type Answer = Done;
}

impl AtDesk for LetIn {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// Those of `ListNotes`; `Code::NotFound` for whoever is no confidant.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<Done> {
        let (confidence, mut ring) = (desk.confidence()?, desk.own_ring()?);
        let before = ring.clone();
        let (act, ambient) = (desk.act(envelope, &self)?, desk.ambient());
        let folder = desk.folder()?.to_path_buf();
        let book = desk.book_mut()?;
        let key = book.key().clone();
        let written = book.write(&act, |tx| {
            let person = keys::person(tx, self.person_id.0)?;
            if person.role != Role::Confidant || person.left_at.is_some() {
                return Code::NotFound.refuse();
            }
            ring.let_in(&key, &confidence, person.id.0, &ambient)?;
            ring.write(&folder)?;
            Ok(Done {})
        });
        let written = written.map_err(|error| desk.keys_stay(&before, error))?;
        Ok(written.receipt)
    }
}

impl Desk {
    /// The key of the confidential notes, which only a passphrase brings.
    fn confidence(&self) -> Result<DataKey> {
        let Some(open) = &self.open else {
            return Code::BookIsLocked.refuse();
        };
        if let Some(key) = &open.confidence {
            return Ok(key.clone());
        }
        let holding = self.own_ring()?.confidants();
        if holding.contains(&open.person.id.0) {
            Code::ConfidenceIsShut.refuse()
        } else {
            Code::NotLetInYet.refuse()
        }
    }
}

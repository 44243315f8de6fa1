//! Who comes to the desk, as what, and who leaves. Leaving gives the book another key: whoever
//! left may have kept the file, and must not read what is written from then on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use wijkboek_core::{
    confidential,
    kernel::{Ask, Code, Result, Role, Tx},
    keys::{self, CodeDoubt, DeskPerson, KeyRing, PersonId},
};

use super::NewCode;
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    files::Done,
};

/// Who may sit at the desk, and who did before; those who left stand last.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListPeople {}

/// The people at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PeopleAtDesk {
    /// Everybody, those who left last.
    pub people: Vec<DeskPerson>,
    /// How many notes are kept in confidence; nobody but a confidant reads one.
    pub confidential_notes: u32,
    /// What is the matter with the recovery code, if anything is.
    pub code_doubt: Option<CodeDoubt>,
}

impl Ask for ListPeople {
    const NAME: &'static str = "keys.list_people";
    const ROLE: Role = Role::Manager;
    type Answer = PeopleAtDesk;
}

impl AtDesk for ListPeople {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<PeopleAtDesk> {
        let people = desk.book()?.read(keys::people)?;
        let confidential_notes = desk.book()?.read(confidential::count)?;
        let code_doubt = desk.ring()?.code_doubt();
        Ok(PeopleAtDesk {
            people,
            confidential_notes,
            code_doubt,
        })
    }
}

/// Lets somebody sit at the desk, with a passphrase that they type themselves.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AddPerson {
    /// The name shown at the desk.
    pub name: String,
    /// What this person may do.
    pub role: Role,
    /// The passphrase, which also says who it is.
    pub passphrase: String,
}

/// Whom an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PersonChanged {
    /// The person.
    pub person_id: PersonId,
}

impl Ask for AddPerson {
    const NAME: &'static str = "keys.add_person";
    const ROLE: Role = Role::Manager;
    type Answer = PersonChanged;
}

impl AtDesk for AddPerson {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::PracticeHasNoPassphrase`, `Code::NameMissing`, `Code::DeskNameTaken`,
    /// `Code::PassphraseTooShort`, `Code::PassphraseTaken`, `Code::TooManyPeople`.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<PersonChanged> {
        let mut ring = desk.own_ring()?;
        let act = desk.act(envelope, &json!({ "name": self.name, "role": self.role }))?;
        let (ambient, cost) = (desk.ambient(), desk.cost());
        let (id, folder) = (ambient.uuid(), desk.folder()?.to_path_buf());
        let before = ring.clone();
        let book = desk.book_mut()?;
        let key = book.key().clone();
        let written = book.write(&act, |tx| {
            let person_id = keys::add_person(tx, id, &self.name, self.role)?;
            // Before the commit: a key of somebody whom the book does not know opens nothing, a
            // person without a key could not come in.
            ring.admit(&key, id, &self.passphrase, cost, &ambient)?;
            if self.role == Role::Confidant {
                ring.appoint(&key, id, &ambient)?;
            }
            ring.write(&folder)?;
            Ok(PersonChanged { person_id })
        });
        let written = written.map_err(|error| desk.keys_stay(&before, error))?;
        Ok(written.receipt)
    }
}

/// Calls somebody at the desk by another name, in the list of acts of former days too.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RenamePerson {
    /// Whom.
    pub person_id: PersonId,
    /// The name shown at the desk.
    pub name: String,
}

impl Ask for RenamePerson {
    const NAME: &'static str = "keys.rename_person";
    const ROLE: Role = Role::Manager;
    type Answer = PersonChanged;
}

impl AtDesk for RenamePerson {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<PersonChanged> {
        let (act, person_id) = (desk.act(envelope, &self)?, self.person_id);
        let written = desk.book_mut()?.write(&act, |tx| {
            keys::rename_person(tx, person_id, &self.name)?;
            Ok(PersonChanged { person_id })
        })?;
        desk.look_who_sits()?;
        Ok(written.receipt)
    }
}

/// Gives somebody at the desk another role.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeRole {
    /// Whom.
    pub person_id: PersonId,
    /// What this person may do from now on.
    pub role: Role,
    /// Erases the confidential notes that nobody could read any more.
    #[serde(default)]
    pub give_up_notes: bool,
}

impl Ask for ChangeRole {
    const NAME: &'static str = "keys.change_role";
    const ROLE: Role = Role::Manager;
    type Answer = PersonChanged;
}

impl AtDesk for ChangeRole {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::NotFound`, `Code::LastManager`, `Code::ConfidantsAreTwo`, `Code::NotesWouldBeLost`.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<PersonChanged> {
        let (act, person_id) = (desk.act(envelope, &self)?, self.person_id);
        let mut ring = desk.any_ring()?;
        let (ambient, folder) = (desk.ambient(), desk.folder()?.to_path_buf());
        let before = ring.clone();
        let book = desk.book_mut()?;
        let key = book.key().clone();
        let written = book.write(&act, |tx| {
            let former = keys::person(tx, person_id.0)?.role;
            keys::change_role(tx, person_id, self.role)?;
            if self.role == Role::Confidant {
                ring.appoint(&key, person_id.0, &ambient)?;
                ring.write(&folder)?;
            } else if former == Role::Confidant {
                check_notes(tx, &ring, person_id, self.give_up_notes)?;
            }
            Ok(PersonChanged { person_id })
        });
        let written = written.map_err(|error| desk.keys_stay(&before, error))?;
        // After the commit: a confidant without the key would lose the notes, and one who keeps
        // it too long is no confidant any more, and loses it when the book is opened again.
        if let Err(error) = desk.dismiss_former(&mut ring, person_id) {
            log::warn!("a former confidant still stands in the keys: {error}");
        }
        desk.look_who_sits()?;
        Ok(written.receipt)
    }
}

/// Takes somebody from the desk. The book gets another key and a new recovery code, which is in
/// the answer. Copies of the book from before still open with the passphrases of that time.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RemovePerson {
    /// Whom.
    pub person_id: PersonId,
    /// Erases the confidential notes that nobody could read any more.
    #[serde(default)]
    pub give_up_notes: bool,
}

impl Ask for RemovePerson {
    const NAME: &'static str = "keys.remove_person";
    const ROLE: Role = Role::Manager;
    type Answer = NewCode;
}

impl AtDesk for RemovePerson {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::NotToYourself`: who leaves must not be the one who gets the new recovery code.
    /// `Code::NotFound`, `Code::NotesWouldBeLost`; what the disk said, and then the desk is locked.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<NewCode> {
        if desk.sits_here(self.person_id) {
            return Code::NotToYourself.refuse();
        }
        let ring = desk.own_ring()?;
        let act = desk.act(envelope, &self)?;
        desk.book_mut()?.write(&act, |tx| {
            check_notes(tx, &ring, self.person_id, self.give_up_notes)?;
            keys::leave(tx, self.person_id)?;
            Ok(Done {})
        })?;
        desk.renew_keys(ring)
    }
}

/// Refuses to take the key of the confidential notes from the only confidant who has it, while
/// there are any notes; erases them when that was accepted. Who is a confidant, the book says: a
/// key that was to go may still stand in the ring, and reads nothing from the next opening on.
pub(super) fn check_notes(tx: &Tx, ring: &KeyRing, of: PersonId, give_up: bool) -> Result<()> {
    let notes = confidential::count(tx)?;
    let holders = ring.confidants();
    if notes == 0 || !holders.contains(&of.0) {
        return Ok(());
    }
    let people = keys::people(tx)?;
    let others = |person: &DeskPerson| {
        let here = person.role == Role::Confidant && person.left_at.is_none();
        here && person.id != of && holders.contains(&person.id.0)
    };
    if people.iter().any(others) {
        return Ok(());
    }
    if give_up {
        return confidential::erase_all(tx);
    }
    Code::NotesWouldBeLost.with("count", notes).refuse()
}

impl Desk {
    /// Takes the key of the notes from somebody who is no confidant now. Asked of the book: an act
    /// that is sent once more answers for what was done then, and another may have followed it.
    fn dismiss_former(&self, ring: &mut KeyRing, person_id: PersonId) -> Result<()> {
        if !ring.confidants().contains(&person_id.0) {
            return Ok(());
        }
        let book = self.book()?;
        let role = book.read(|reader| keys::person(reader, person_id.0))?.role;
        if role == Role::Confidant {
            return Ok(());
        }
        ring.dismiss(book.key(), person_id.0, &self.ambient())?;
        ring.write(self.folder()?)
    }

    /// Whether it is this person who sits at the desk.
    pub(super) fn sits_here(&self, id: PersonId) -> bool {
        self.open.as_ref().is_some_and(|open| open.person.id == id)
    }
}

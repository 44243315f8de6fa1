//! Taking somebody's place at an open desk with a PIN. The book stays open, only who sits there
//! changes; so a PIN must never do more than the passphrase of the one before it did, beyond the
//! role of its own person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    kernel::{Ask, Code, Result, Role},
    keys::{self, PersonId, Pin},
};

use crate::{
    BookState, Desk, Envelope,
    book::PersonAtDesk,
    entry::{AtDesk, Kind},
};

/// So many wrong ones lock the desk.
const MOST_WRONG: u32 = 5;

/// The PINs that were chosen since the program started, and how many wrong ones were typed since
/// the book was opened.
#[derive(Default)]
pub(crate) struct Pins {
    pins: Vec<(uuid::Uuid, Pin)>,
    wrong: u32,
}

impl Pins {
    /// A passphrase was typed: whoever guessed has to begin anew.
    pub fn begin(&mut self) {
        self.wrong = 0;
    }
}

/// Chooses a PIN for the person at the desk, good until the program ends.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SetPin {
    /// Six digits or more.
    pub pin: String,
}

impl Ask for SetPin {
    const NAME: &'static str = "keys.set_pin";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for SetPin {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::PinUnfit`, `Code::PracticeHasNoPassphrase`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        let Some(open) = &desk.open else {
            return Code::BookIsLocked.refuse();
        };
        if open.practice {
            return Code::PracticeHasNoPassphrase.refuse();
        }
        let (book_id, person_id) = (open.book.id(), open.person.id);
        let pin = Pin::new(person_id, &self.pin, desk.cost(), &desk.ambient())?;
        let pins = &mut desk.pins.pins;
        pins.retain(|(of, pin)| *of != book_id || pin.person_id() != person_id);
        pins.push((book_id, pin));
        Ok(desk.state())
    }
}

/// Takes the place of whoever sits at the desk, with a PIN. What is kept in confidence stays shut:
/// that asks for the passphrase.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SwitchPerson {
    /// Who comes.
    pub person_id: PersonId,
    /// Their PIN.
    pub pin: String,
}

impl Ask for SwitchPerson {
    const NAME: &'static str = "keys.switch_person";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for SwitchPerson {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::WrongPin` with the tries that are left; `Code::PinBlocked` after the fifth, and then
    /// the desk is locked. `Code::NotFound` for somebody without a PIN, or who left.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        let Some(open) = &mut desk.open else {
            return Code::BookIsLocked.refuse();
        };
        let book_id = open.book.id();
        let theirs =
            |(of, pin): &&(uuid::Uuid, Pin)| *of == book_id && pin.person_id() == self.person_id;
        let Some((_, pin)) = desk.pins.pins.iter().find(theirs) else {
            return Code::NotFound.refuse();
        };
        if !pin.fits(&self.pin)? {
            desk.pins.wrong = desk.pins.wrong.saturating_add(1);
            let left = MOST_WRONG.saturating_sub(desk.pins.wrong);
            if left > 0 {
                return Code::WrongPin.at("pin").with("left", left).refuse();
            }
            desk.put_away();
            return Code::PinBlocked.refuse();
        }
        let id = self.person_id.0;
        let person = open.book.read(|reader| keys::person(reader, id))?;
        if person.left_at.is_some() {
            return Code::NotFound.refuse();
        }
        open.person = person;
        // The wrong ones still count: who has a PIN could otherwise guess all day at another's.
        open.confidence = None;
        Ok(desk.state())
    }
}

impl Desk {
    /// Whoever else can take the place of the person at the desk.
    pub(crate) fn with_pin(&self) -> Result<Vec<PersonAtDesk>> {
        let Some(open) = &self.open else {
            return Ok(Vec::new());
        };
        let mut people = open.book.read(keys::people)?;
        people.retain(|person| {
            let has_pin = |(of, pin): &(uuid::Uuid, Pin)| {
                *of == open.book.id() && pin.person_id() == person.id
            };
            person.left_at.is_none() && self.pins.pins.iter().any(has_pin)
        });
        Ok(people.iter().map(PersonAtDesk::of).collect())
    }
}

//! What lies on the desk, and who sits there.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    backup::restore::present_of,
    kernel::{Ask, BookNotice, LittleSpace, ReadOnlyReason, Result, Role, Standing, folder},
    keys::{DeskPerson, PersonId},
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
};

/// What lies on the desk.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AskState {}

/// How far the way to the book is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum BookPhase {
    /// No book on this computer yet.
    None,
    /// A book, locked.
    Locked,
    /// An open book.
    Open,
}

/// What lies on the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BookState {
    /// How far the way to the book is.
    pub phase: BookPhase,
    /// The book's name, as its folder says it.
    pub name: Option<String>,
    /// The centre whose book it is, when it is open.
    pub centre: Option<String>,
    /// Whether it is the practice book.
    pub practice: bool,
    /// That it is a book which was put aside when a copy took its place.
    pub put_aside: Option<PutAside>,
    /// Who sits at the desk.
    pub person: Option<PersonAtDesk>,
    /// Why nothing can be written in the open book now; nothing when it can.
    pub read_only: Option<ReadOnlyReason>,
    /// That there is little room on the disk of the open book.
    pub little_space: Option<LittleSpace>,
    /// What was found when the book was opened and was not put away since.
    pub notices: Vec<BookNotice>,
    /// Books that were open on this computer, the latest first.
    pub books: Vec<KnownBook>,
    /// After how many seconds without anybody it is locked; nothing where it is not.
    pub lock_after_seconds: Option<u32>,
    /// Who can take the place at this desk with a PIN; the person who sits there too.
    pub with_pin: Vec<PersonAtDesk>,
    /// The version of this program.
    pub version: String,
}

/// A book that was put aside: to look something up in, not to write in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PutAside {
    /// The day on which a copy took its place.
    pub day: NaiveDate,
    /// The place of the present book in the list of known books, where that knows it.
    pub present: Option<u32>,
}

/// Who sits at the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PersonAtDesk {
    /// The person.
    pub person_id: PersonId,
    /// The name shown.
    pub name: String,
    /// What this person may do.
    pub role: Role,
}

/// A book on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct KnownBook {
    /// Its place in the list, by which it is chosen.
    pub place: u32,
    /// Its name.
    pub name: String,
    /// The folder that it stands in: two books may have the same name.
    pub folder: String,
    /// Whether it is the one that lies on the desk.
    pub here: bool,
}

impl PersonAtDesk {
    pub(crate) fn of(person: &DeskPerson) -> Self {
        Self {
            person_id: person.id,
            name: person.name.clone(),
            role: person.role,
        }
    }
}

impl Ask for AskState {
    const NAME: &'static str = "book.state";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for AskState {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        Ok(desk.state())
    }
}

impl Desk {
    fn put_aside(&self) -> Option<PutAside> {
        let (present, day) = present_of(self.folder.as_deref()?)?;
        let mut known = self.settings.books.iter().zip(0u32..);
        let present = known.find(|(book, _)| **book == present && folder::check(book).is_ok());
        Some(PutAside {
            day,
            present: present.map(|(_, place)| place),
        })
    }

    /// What lies on the desk. It is told with what was done, a recovery code among that, so it
    /// refuses nothing: a book that does not answer still lies here, with what is known of it.
    pub(crate) fn state(&self) -> BookState {
        let phase = match (&self.open, &self.folder) {
            (Some(_), _) => BookPhase::Open,
            (None, Some(_)) => BookPhase::Locked,
            (None, None) => BookPhase::None,
        };
        let person = self.open.as_ref();
        let person = person.map(|open| PersonAtDesk::of(&open.person));
        let known = self
            .settings
            .books
            .iter()
            .zip(0u32..)
            .filter(|(book, _)| folder::check(book).is_ok());
        BookState {
            phase,
            name: self.folder.as_deref().map(folder::shown),
            centre: self.centre_name().unwrap_or_default(),
            practice: self.open.as_ref().is_some_and(|open| open.practice),
            put_aside: self.put_aside(),
            person,
            read_only: self
                .open
                .as_ref()
                .and_then(|open| match open.book.standing() {
                    Standing::Writable => None,
                    Standing::ReadOnly(reason) => Some(reason),
                }),
            little_space: self.open.as_ref().and_then(|open| open.book.little_space()),
            notices: self
                .open
                .as_ref()
                .map(|open| open.book.notices().to_vec())
                .unwrap_or_default(),
            books: known
                .map(|(book, place)| KnownBook {
                    place,
                    name: folder::shown(book),
                    folder: book.parent().map(folder::shown).unwrap_or_default(),
                    here: self.folder.as_ref() == Some(book),
                })
                .collect(),
            lock_after_seconds: self
                .locks_after()
                .and_then(|after| u32::try_from(after.num_seconds()).ok()),
            with_pin: self.with_pin().unwrap_or_default(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

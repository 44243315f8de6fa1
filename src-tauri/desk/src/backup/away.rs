//! What was copied to sticks and other folders, for somebody who lost one: also where the book lies
//! locked, or no book at all. The settings of this computer know it; nothing is read of a book but
//! the id that stands unencrypted beside its keys.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;
use wijkboek_core::{
    kernel::{Ask, Result, Role, folder},
    keys::KeyRing,
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
};

/// The places away from this computer, each with the copies that were made there last, of every
/// book.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListAway {}

/// A stick, or another folder, with what is known to stand on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AwayPlace {
    /// What people call it.
    pub name: String,
    /// Whether it can be reached now: then it is not lost.
    pub there: bool,
    /// The last copy of each book that was made there; older ones may stand beside it.
    pub copies: Vec<AwayCopy>,
}

/// A copy at such a place. Every one is encrypted: this program makes no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AwayCopy {
    /// The name of its book, where that book stands on this computer.
    pub book: Option<String>,
    /// The name of the file.
    pub file: String,
    /// When it was made.
    pub made_on: NaiveDate,
}

impl Ask for ListAway {
    const NAME: &'static str = "backup.away";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<AwayPlace>;
}

impl AtDesk for ListAway {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Vec<AwayPlace>> {
        Ok(desk.away())
    }
}

impl Desk {
    /// The places away from this computer, with what was copied there.
    pub(crate) fn away(&self) -> Vec<AwayPlace> {
        let names = self.names_of_books();
        let places = self.settings.places.iter();
        places
            .map(|place| AwayPlace {
                name: place.name.clone(),
                there: place.folder.is_dir(),
                copies: place
                    .last
                    .iter()
                    .map(|(id, copy)| AwayCopy {
                        book: names.get(id).cloned(),
                        file: copy.file.clone(),
                        made_on: copy.made_on,
                    })
                    .collect(),
            })
            .collect()
    }

    /// The books that stand on this computer, by their ids. Keys that do not read name none.
    fn names_of_books(&self) -> BTreeMap<Uuid, String> {
        let books = self.settings.books.iter().chain(&self.folder);
        books
            .filter_map(|book| {
                let ring = KeyRing::read(book).ok()?;
                Some((ring.book_id(), folder::shown(book)))
            })
            .collect()
    }
}

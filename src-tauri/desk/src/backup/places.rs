//! Places away from this computer where copies go: sticks, by the names that people gave them. They
//! belong to the settings of this computer. The one whose copy is oldest is asked for first, so
//! that two sticks take turns and one of them is always elsewhere.

use std::{fs, path::PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;
use wijkboek_core::kernel::{Ask, Code, Result, Role, text};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    settings::{Place, PlaceCopy},
};

/// More sticks than this is not what a centre has.
const MOST: usize = 12;

/// The places to which copies of this book go, the one whose turn it is first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListPlaces {}

/// Gives a stick, or another folder that the person chooses, a name. The same name again is the
/// same place, found elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AddPlace {
    /// What people call it.
    pub name: String,
}

/// Forgets a place. The copies on it stay as they are.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ForgetPlace {
    /// What people call it.
    pub name: String,
}

/// A place to which copies go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PlaceLine {
    /// What people call it.
    pub name: String,
    /// Whether it can be reached now.
    pub there: bool,
    /// When the last copy of this book was made on it.
    pub made_on: Option<NaiveDate>,
    /// Whether it is this one's turn.
    pub next: bool,
}

impl Ask for ListPlaces {
    const NAME: &'static str = "backup.places";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<PlaceLine>;
}

impl AtDesk for ListPlaces {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Vec<PlaceLine>> {
        desk.place_lines()
    }
}

impl Ask for AddPlace {
    const NAME: &'static str = "backup.add_place";
    const ROLE: Role = Role::Manager;
    type Answer = Vec<PlaceLine>;
}

impl AtDesk for AddPlace {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::NameMissing`, `Code::TextTooLong`, `Code::FolderNotFound`, `Code::TargetIsTheBook`,
    /// `Code::TooManyPlaces`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Vec<PlaceLine>> {
        let name = text::line("name", &self.name)?.ok_or_else(|| Code::NameMissing.at("name"))?;
        if let Some(folder) = desk.surroundings().choose_folder() {
            // By its true name: what was typed is meant from where somebody stands now.
            desk.refuse_own(&folder)?;
            let folder = fs::canonicalize(folder)?;
            desk.settings.put_place(name, folder, MOST)?;
            desk.write_settings()?;
        }
        desk.place_lines()
    }
}

impl Ask for ForgetPlace {
    const NAME: &'static str = "backup.forget_place";
    const ROLE: Role = Role::Manager;
    type Answer = Vec<PlaceLine>;
}

impl AtDesk for ForgetPlace {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Vec<PlaceLine>> {
        desk.settings.places.retain(|place| place.name != self.name);
        desk.write_settings()?;
        desk.place_lines()
    }
}

impl Desk {
    fn place_lines(&self) -> Result<Vec<PlaceLine>> {
        let book = self.book()?.id();
        let mut lines: Vec<PlaceLine> = self
            .settings
            .places
            .iter()
            .map(|place| {
                let last = place.last.get(&book);
                PlaceLine {
                    name: place.name.clone(),
                    there: place.folder.is_dir(),
                    made_on: last.map(|copy| copy.made_on),
                    next: false,
                }
            })
            .collect();
        lines.sort_by_key(|line| line.made_on);
        if let Some(first) = lines.first_mut() {
            first.next = true;
        }
        Ok(lines)
    }

    /// The folder of a place, and the copy of this book that was made there last.
    pub(super) fn place(&self, name: &str) -> Result<(PathBuf, Option<PlaceCopy>)> {
        let book = self.book()?.id();
        let place = self.settings.places.iter().find(|place| place.name == name);
        let place = place.ok_or_else(|| Code::NotFound.at("place"))?;
        if !place.folder.is_dir() {
            return Code::CopyTargetIsGone.with("name", name).refuse();
        }
        Ok((place.folder.clone(), place.last.get(&book).cloned()))
    }

    /// Keeps what was made at a place.
    pub(super) fn note_place(&mut self, name: &str, book: Uuid, copy: PlaceCopy) {
        let named = |place: &&mut Place| place.name == name;
        if let Some(place) = self.settings.places.iter_mut().find(named) {
            place.last.insert(book, copy);
        }
    }
}

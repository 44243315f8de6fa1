//! The settings of this computer, not of a book: language, text size, theme, and which books stand
//! here. No name of a person and nothing that a book protects.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wijkboek_core::{
    backup::restore::present_of,
    kernel::{Code, Result, folder, read_bounded, replace},
};

use crate::face::{Face, Language};

const FILE: &str = "settings.json";
const MOST_BOOKS: usize = 8;

/// What this computer remembers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// How the window looks.
    pub face: Face,
    /// Books that were open here, the latest first.
    pub books: Vec<PathBuf>,
    /// When the last checked copy of a book was made here.
    pub copies: BTreeMap<PathBuf, NaiveDate>,
    /// When copies were last put back as a test, by the SHA-256 of their databases.
    pub tested: BTreeMap<String, NaiveDate>,
    /// Sticks and other places to which copies go.
    pub places: Vec<Place>,
    /// After how many minutes without anybody a book is locked, if somebody set it.
    pub lock_after_minutes: Option<u32>,
}

/// A place away from this computer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Place {
    /// What people call it.
    pub name: String,
    /// Where it is found when it is there.
    pub folder: PathBuf,
    /// The last copy of each book that was made there.
    #[serde(default)]
    pub last: BTreeMap<Uuid, PlaceCopy>,
}

/// A copy at a place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PlaceCopy {
    /// Its file.
    pub file: String,
    /// When it was made.
    pub made_on: NaiveDate,
}

/// So many tests of copies are remembered.
const MOST_TESTED: usize = 64;

impl Settings {
    /// What was kept, or the usual settings where nothing can be read: settings are a comfort, and
    /// a damaged file of them must never keep a book closed.
    pub fn read(config_folder: &Path) -> Self {
        read_bounded(&config_folder.join(FILE), 64 * 1024)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    pub fn write(&self, config_folder: &Path) -> Result<()> {
        fs::create_dir_all(config_folder)?;
        replace(&config_folder.join(FILE), &serde_json::to_vec_pretty(self)?)
    }

    /// Puts a book in front; not one that was put aside, which is only looked into.
    pub fn remember(&mut self, book: &Path) {
        if present_of(book).is_some() {
            return;
        }
        self.books.retain(|known| known != book);
        self.books.insert(0, book.to_path_buf());
        self.books.truncate(MOST_BOOKS);
    }

    /// The book that was open last and is still there. One that was put aside may have been
    /// remembered by an earlier version.
    pub fn last_book(&self) -> Option<&PathBuf> {
        let present = |book: &&PathBuf| present_of(book).is_none() && folder::check(book).is_ok();
        self.books.iter().find(present)
    }

    /// Keeps when a checked copy of a book was made.
    pub fn note_copy(&mut self, book: &Path, day: NaiveDate) {
        self.copies.insert(book.to_path_buf(), day);
    }

    /// When the last checked copy of a book was made here.
    pub fn copied_on(&self, book: &Path) -> Option<NaiveDate> {
        self.copies.get(book).copied()
    }

    /// Keeps a place, or where one of this name is found now.
    ///
    /// # Errors
    /// `Code::TooManyPlaces`.
    pub fn put_place(&mut self, name: String, folder: PathBuf, most: usize) -> Result<()> {
        if let Some(known) = self.places.iter_mut().find(|place| place.name == name) {
            known.folder = folder;
        } else if self.places.len() < most {
            let last = BTreeMap::new();
            self.places.push(Place { name, folder, last });
        } else {
            return Code::TooManyPlaces.with("most", most).refuse();
        }
        Ok(())
    }

    /// Keeps when a copy was put back as a test.
    pub fn note_test(&mut self, database_sha256: &str, day: NaiveDate) {
        self.tested.insert(database_sha256.to_owned(), day);
        while self.tested.len() > MOST_TESTED {
            let oldest = self.tested.iter().min_by_key(|(_, day)| **day);
            let Some(oldest) = oldest.map(|(sha256, _)| sha256.clone()) else {
                break;
            };
            self.tested.remove(&oldest);
        }
    }

    /// When a copy was last put back as a test.
    pub fn tested_on(&self, database_sha256: &str) -> Option<NaiveDate> {
        self.tested.get(database_sha256).copied()
    }

    /// Minutes without anybody after which a book is locked: five unless set, and never more than
    /// an hour, whatever the file says.
    pub fn lock_after(&self) -> u32 {
        self.lock_after_minutes.unwrap_or(5).clamp(1, 60)
    }

    pub fn language(&self) -> Language {
        self.face.language
    }
}

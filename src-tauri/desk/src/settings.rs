//! The settings of this computer, not of a book: language, text size, theme, and which books stand
//! here. No name of a person and nothing that a book protects.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use wijkboek_core::kernel::{Result, folder, read_bounded};

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
}

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
        let fresh = config_folder.join("settings.json.new");
        fs::write(&fresh, serde_json::to_vec_pretty(self)?)?;
        fs::rename(fresh, config_folder.join(FILE))?;
        Ok(())
    }

    /// Puts a book in front.
    pub fn remember(&mut self, book: &Path) {
        self.books.retain(|known| known != book);
        self.books.insert(0, book.to_path_buf());
        self.books.truncate(MOST_BOOKS);
    }

    /// The book that was open last and is still there.
    pub fn last_book(&self) -> Option<&PathBuf> {
        self.books.iter().find(|book| folder::check(book).is_ok())
    }

    /// Keeps when a checked copy of a book was made.
    pub fn note_copy(&mut self, book: &Path, day: NaiveDate) {
        self.copies.insert(book.to_path_buf(), day);
    }

    /// When the last checked copy of a book was made here.
    pub fn copied_on(&self, book: &Path) -> Option<NaiveDate> {
        self.copies.get(book).copied()
    }

    pub fn language(&self) -> Language {
        self.face.language
    }
}

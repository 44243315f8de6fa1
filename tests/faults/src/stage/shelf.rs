//! Books to break: one is made and furnished, and every run gets a copy of it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use wijkboek_core::backup;

use super::{BOOK, Neighbourhood, Seat};

/// A furnished book that stays as it is, and what is needed to act in it.
pub struct Shelf {
    home: TempDir,
    /// Who and what is in the book.
    pub neighbourhood: Neighbourhood,
}

impl Shelf {
    /// Makes and furnishes a book.
    ///
    /// # Errors
    /// In words, what the desk refused.
    pub fn new() -> Result<Self, String> {
        let home = fast_folder().map_err(|error| error.to_string())?;
        let neighbourhood = Neighbourhood::make(&mut Seat::at(home.path(), 1), home.path())?;
        // What this computer remembers and the copies that the desk kept are no part of a book that
        // is lent: a small disk has no room for them.
        drop(fs::remove_dir_all(home.path().join("config")));
        drop(fs::remove_dir_all(backup::shelf(&home.path().join(BOOK))));
        Ok(Self {
            home,
            neighbourhood,
        })
    }

    /// Where the book that stays as it is stands.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Puts a copy of it into a folder that may hold an earlier one.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_into(&self, home: &Path) -> io::Result<()> {
        if home.exists() {
            fs::remove_dir_all(home)?;
        }
        copy_folder(self.home.path(), home)
    }
}

/// Copies a folder with all that is in it.
///
/// # Errors
/// What the disk said.
pub fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        // Room that is held back holds nothing, and a small disk has none to hold back.
        if entry.file_name() == "ballast" {
            continue;
        }
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A folder in memory where there is one: for states of a disk that are only looked at.
///
/// # Errors
/// What the disk said.
pub fn fast_folder() -> io::Result<TempDir> {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() {
        tempfile::Builder::new()
            .prefix("wijkboek-")
            .tempdir_in(memory)
    } else {
        slow_folder()
    }
}

/// A folder on the disk.
///
/// # Errors
/// What the disk said.
pub fn slow_folder() -> io::Result<TempDir> {
    tempfile::Builder::new().prefix("wijkboek-").tempdir()
}

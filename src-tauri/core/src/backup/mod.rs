//! A backup is one plain tar file of a manifest, the keys and the database, each as it stands in
//! the book: encrypted. It is only called checked after its database was opened as if restoring,
//! every page, row and reference of it was looked at, and the packed file was read back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::kernel::{Result, beside, make_private};

mod make;
mod manifest;
mod pack;
pub mod restore;
mod thin;
mod unpack;

pub use make::{Checks, Making, make, make_through_sqlite};
pub use manifest::Manifest;
pub use thin::{Kept, may_go};
pub use unpack::{inspect, peek, unpack};

/// The folder beside a book in which the program keeps copies of it by itself.
#[must_use]
pub fn shelf(book: &Path) -> PathBuf {
    book.with_extension("kopieen")
}

/// Makes the shelf, for the eyes of the person at this computer alone.
///
/// # Errors
/// What the disk said.
pub fn put_up_shelf(shelf: &Path) -> Result<()> {
    make_private(shelf)
}

/// Takes away what copies that were cut off, by a kill or a failing disk, left on the shelf under
/// hidden names. Only while nobody works there.
pub fn tidy_shelf(shelf: &Path) {
    for entry in fs::read_dir(shelf).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(".part") {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// A hidden name on the shelf for a copy that is only made to be looked at. The shelf is made.
///
/// # Errors
/// What the disk said.
pub fn draft(shelf: &Path, name: &str) -> Result<PathBuf> {
    put_up_shelf(shelf)?;
    Ok(beside(&shelf.join(name), "database.part"))
}

/// The ending of a backup file.
pub const ENDING: &str = "wijkboek-backup";

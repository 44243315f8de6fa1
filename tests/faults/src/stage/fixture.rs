//! Books of earlier schemas, kept as copies in `tests/fixtures/books`: a copy is what a person
//! would still have of an old book, and every later program must open it.

use std::path::{Path, PathBuf};

use serde_json::json;
use wijkboek_core::{backup, kernel::SCHEMA_VERSION};

use super::{BOOK, Seat, Shelf};

/// Where they stand.
fn shelf() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/books")
}

/// Puts the oldest furnished book that was kept into an empty home.
///
/// # Errors
/// In words, why there is none.
pub fn old_book(home: &Path) -> Result<(), String> {
    let copy = old_books()?
        .into_iter()
        .next()
        .ok_or("no old book was kept")?;
    unpack(&copy, home)
}

/// The copies that were kept, the oldest schema first.
///
/// # Errors
/// In words, why they cannot be found.
pub fn old_books() -> Result<Vec<PathBuf>, String> {
    let found = std::fs::read_dir(shelf()).map_err(|error| error.to_string())?;
    let mut copies: Vec<PathBuf> = found
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == backup::ENDING)
        })
        .collect();
    copies.sort();
    Ok(copies)
}

/// Unpacks a copy into an empty home.
///
/// # Errors
/// In words, why it cannot be read.
pub fn unpack(copy: &Path, home: &Path) -> Result<(), String> {
    let unpacked = backup::unpack(copy, &home.join(BOOK));
    unpacked
        .map(drop)
        .map_err(|error| format!("{}: {error}", copy.display()))
}

/// Keeps a furnished book of the present schema, for the programs to come.
///
/// # Errors
/// In words, why not.
pub fn keep() -> Result<PathBuf, String> {
    let book = Shelf::new()?;
    let name = format!("schema-{SCHEMA_VERSION:04}.{}", backup::ENDING);
    let copy = shelf().join(name);
    std::fs::create_dir_all(shelf()).map_err(|error| error.to_string())?;
    let mut seat = Seat::at(book.home(), 1);
    seat.unlock().map_err(|failure| format!("{failure:?}"))?;
    seat.choose(&copy);
    let made = seat.ask("backup.make", json!({}));
    made.map_err(|failure| format!("{failure:?}"))?;
    Ok(copy)
}

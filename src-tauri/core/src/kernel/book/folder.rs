//! A book is a folder `NAME.wijkboek/` that the program owns: `book.db` (encrypted), `keys.json`
//! (what must be known before it can be opened), `lock`, `closed.json` (how it was left) and
//! `ballast` (room that is held back). They never part. While it is being made `.unfinished` stands
//! among them, and it is no book.

use std::{
    ffi::OsStr,
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{disk::leftover, holder::Holder};
use crate::kernel::{Code, Error, Refusal, Result, new_file, sync_folder};

/// The ending that says that a folder is a book.
pub const ENDING: &str = "wijkboek";
/// The encrypted database.
pub const DATABASE: &str = "book.db";
/// The key slots.
pub const KEYS: &str = "keys.json";
/// Whoever holds this file locked has the book.
pub const LOCK: &str = "lock";
/// Stands in the folder of a book from the beginning of its making until that is whole.
const UNFINISHED: &str = ".unfinished";
/// Everything else that may stand there by then but the lock, with what `replace` leaves.
const PARTS: [&str; 9] = [
    KEYS,
    ".keys.json.new",
    DATABASE,
    "book.db-wal",
    "book.db-journal",
    "book.db-shm",
    "closed.json",
    ".closed.json.new",
    "ballast",
];

/// The database of the book in this folder.
#[must_use]
pub fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// The file with the key slots of the book in this folder.
#[must_use]
pub fn keys(folder: &Path) -> PathBuf {
    folder.join(KEYS)
}

/// Refuses what is not a book: no folder, no keys, no database, one whose making was cut off, or a
/// name that leads elsewhere: what is written under one name would be missing under the other.
///
/// # Errors
/// `Code::BookIsLinked`; `Code::BookIsBarred` where this user of the computer may not look, else
/// `Code::NotABook`, both with the folder's name; `Code::BookIsDamaged` if only a part is there.
pub fn check(folder: &Path) -> Result<()> {
    let there = |path: &PathBuf| {
        fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0)
    };
    let files = [database(folder), keys(folder)];
    let named = [folder.to_path_buf(), folder.join(LOCK)];
    if files.iter().chain(&named).any(|path| is_linked(path)) {
        return Code::BookIsLinked.with("name", shown(folder)).refuse();
    }
    match files.iter().filter(|path| there(path)).count() {
        _ if is_unfinished(folder) => Code::NotABook.with("name", shown(folder)).refuse(),
        2 => Ok(()),
        _ if files
            .iter()
            .any(|path| is_barred(fs::symlink_metadata(path))) =>
        {
            Code::BookIsBarred.with("name", shown(folder)).refuse()
        }
        0 => Code::NotABook.with("name", shown(folder)).refuse(),
        _ => Code::BookIsDamaged.refuse(),
    }
}

/// Makes the folder of a new book, which is none until `finish`, and takes it for this process. What
/// is left there of one that was never finished makes room for it.
///
/// # Errors
/// `Code::FolderExists`, `Code::BookIsInUse` if somebody makes it at this moment,
/// `Code::FolderIsReadOnly`.
pub fn make(folder: &Path) -> Result<File> {
    let exists = || Code::FolderExists.with("name", shown(folder)).refuse();
    if is_unfinished(folder) {
        let held = take(folder)?;
        // It may have been finished between the look and the lock.
        if !is_unfinished(folder) {
            return exists();
        }
        // The lock stays: let go and taken anew, two would hold a file of that name.
        for part in parts(folder) {
            drop(fs::remove_file(part));
        }
        let ours = [UNFINISHED, LOCK].map(OsStr::new);
        for left in fs::read_dir(folder)? {
            if !ours.contains(&left?.file_name().as_os_str()) {
                return exists();
            }
        }
        return Ok(held);
    }
    if folder.exists() && fs::remove_dir(folder).is_err() {
        return exists();
    }
    let mut maker = DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker
        .create(folder)
        .map_err(|error| writable(error, folder))?;
    new_file(&folder.join(UNFINISHED))?;
    take(folder)
}

/// Says that the book in a folder that was made is whole, durably: from here on it is a book.
///
/// # Errors
/// What the disk said; then it is to be abandoned.
pub fn finish(folder: &Path) -> Result<()> {
    fs::remove_file(folder.join(UNFINISHED))?;
    sync_folder(folder)?;
    sync_folder(folder.parent().unwrap_or_else(|| Path::new(".")))
}

/// Takes away a book whose making failed: what the program puts there by name and nothing else. The
/// sign that it is none goes last, so that what a failing disk keeps of it is none either. Only who
/// holds the folder may: somebody who came after may be making theirs here.
pub fn abandon(folder: &Path, _held: &File) {
    // Where the last step failed the sign may be gone already. Without it what is left would be half
    // a book, and no longer a whole one.
    if new_file(&folder.join(UNFINISHED)).is_err() && !is_unfinished(folder) {
        return;
    }
    let parts = parts(folder).into_iter().chain([folder.join(LOCK)]);
    let left = parts.filter(|part| fs::remove_file(part).is_err() && part.exists());
    if left.count() == 0 {
        drop(fs::remove_file(folder.join(UNFINISHED)));
        drop(fs::remove_dir(folder));
    }
}

/// What the program may have put into the folder of a book, but for its sign and its lock.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let named = PARTS.map(|part| folder.join(part)).into_iter();
    named.chain(leftover::all(folder)).collect()
}

/// Whether a book was begun here and never finished.
#[must_use]
pub fn is_unfinished(folder: &Path) -> bool {
    folder.join(UNFINISHED).exists()
}

/// Takes the book for this process. The lock, not the file, is the state: it goes with the
/// process, so a crash leaves nothing behind that must be cleaned up.
///
/// # Errors
/// `Code::BookIsInUse`, `Code::FolderIsReadOnly`.
pub fn take(folder: &Path) -> Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join(LOCK))
        .map_err(|error| writable(error, folder))?;
    held(file, folder)
}

/// The same where nothing may be written: then a lock that is there already is held.
///
/// # Errors
/// `Code::BookIsInUse`, `Code::FolderIsReadOnly`.
pub(super) fn take_if_it_can(folder: &Path) -> Result<File> {
    match take(folder) {
        Err(error) if error.code() == Some(Code::FolderIsReadOnly) => {
            let file = File::open(folder.join(LOCK)).map_err(|_| error)?;
            held(file, folder)
        }
        taken => taken,
    }
}

/// Refuses because nothing may be written in this folder.
///
/// # Errors
/// Always `Code::FolderIsReadOnly`.
pub(super) fn read_only<T>(folder: &Path) -> Result<T> {
    Code::FolderIsReadOnly.with("name", shown(folder)).refuse()
}

fn held(file: File, folder: &Path) -> Result<File> {
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(in_use(folder).into()),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// By whom, where they wrote that down.
fn in_use(folder: &Path) -> Refusal {
    let refusal = Code::BookIsInUse.with("name", shown(folder));
    match Holder::of(folder) {
        Some(by) => refusal.with("user", by.user).with("program", by.program),
        None => refusal,
    }
}

/// The folder's name without its ending, as people know the book.
#[must_use]
pub fn shown(folder: &Path) -> String {
    folder
        .file_stem()
        .unwrap_or(folder.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The name of a book, `de-nieuwe-jutter`, as people would write it at the start of a line; `ij` is
/// one letter. The face does the same.
#[must_use]
pub fn written(name: &str) -> String {
    let first = match name.chars().next() {
        _ if name.starts_with("ij") => 2,
        first => first.map_or(0, char::len_utf8),
    };
    let (first, rest) = name.split_at(first);
    format!("{}{rest}", first.to_uppercase()).replace('-', " ")
}

fn is_linked(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| {
        #[cfg(unix)]
        let twice = found.is_file() && std::os::unix::fs::MetadataExt::nlink(&found) > 1;
        #[cfg(not(unix))]
        let twice = false;
        twice || found.file_type().is_symlink()
    })
}

fn is_barred(found: std::io::Result<fs::Metadata>) -> bool {
    found.is_err_and(|error| error.kind() == ErrorKind::PermissionDenied)
}

fn writable(error: std::io::Error, folder: &Path) -> Error {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Code::FolderIsReadOnly.with("name", shown(folder)).into()
        }
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_nobody_may_look_into_is_told_apart_from_one_that_is_not_there() {
        assert!(is_barred(Err(ErrorKind::PermissionDenied.into())));
        assert!(!is_barred(Err(ErrorKind::NotFound.into())));
        assert!(!is_barred(std::fs::symlink_metadata(".")));
    }

    #[test]
    fn a_book_that_was_not_finished_is_none_and_makes_room_for_the_next_and_nothing_else_does() {
        let home = tempfile::tempdir().unwrap();
        let book = home.path().join("a.wijkboek");
        let code = |outcome: Result<()>| outcome.err().and_then(|error| error.code());
        for extra in [None, Some("brief.odt")] {
            make(&book).unwrap();
            for part in [DATABASE, KEYS].into_iter().chain(extra) {
                fs::write(book.join(part), "x").unwrap();
            }
            assert_eq!(code(check(&book)), Some(Code::NotABook));
            let expected = extra.map(|_| Code::FolderExists);
            assert_eq!(code(make(&book).map(drop)), expected, "{extra:?}");
            assert_eq!(book.join("brief.odt").exists(), extra.is_some());
            drop(fs::remove_dir_all(&book));
        }
        make(&book).unwrap();
        for part in [DATABASE, KEYS] {
            fs::write(book.join(part), "x").unwrap();
        }
        finish(&book).unwrap();
        check(&book).unwrap();
        assert_eq!(code(make(&book).map(drop)), Some(Code::FolderExists));
        abandon(&book, &take(&book).unwrap());
        assert!(!book.exists());
    }

    #[test]
    fn a_book_is_held_from_the_first_moment_of_its_making() {
        let home = tempfile::tempdir().unwrap();
        let book = home.path().join("a.wijkboek");
        let code = |outcome: Result<File>| outcome.err().and_then(|error| error.code());
        let held = make(&book).unwrap();
        assert_eq!(code(make(&book)), Some(Code::BookIsInUse));
        drop(held);
        let held = make(&book).unwrap();
        assert_eq!(code(make(&book)), Some(Code::BookIsInUse));
        drop(held);
    }

    #[test]
    fn the_folder_of_a_book_is_written_as_its_name_and_ij_is_one_letter() {
        for (name, expected) in [
            ("de-nieuwe-jutter", "De nieuwe jutter"),
            ("ijsbaan", "IJsbaan"),
            ("één-huis", "Één huis"),
            ("", ""),
        ] {
            assert_eq!(written(name), expected);
        }
    }
}

//! The swap itself, and mending one that was cut off. The note stands in the new book from before
//! the swap until the old one has its new name: where it stands says how far the swap has come.

use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::kernel::{Code, Result, folder, new_file, read_bounded, sync_folder};

/// The note in the new book.
const NOTE: &str = "restored.json";
/// What is longer is no note of ours, in bytes.
const NOTE_MOST: u64 = 4096;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    /// The name under which the old book is kept.
    kept: String,
}

/// Where a copy of the book in this folder is unpacked.
pub(super) fn staging(book: &Path) -> PathBuf {
    book.with_file_name(format!(".{}.terugzetten", folder::shown(book)))
}

/// Puts the staged book in the place of the old one, which gets the kept name. Nobody may have
/// either open.
///
/// # Errors
/// `Code::BookIsInUse`, `Code::FolderExists` for the kept name, or what the disk said; then the old
/// book stands there. `Code::OutcomeUnknown` once its name is gone: then `mend` does the rest.
pub(super) fn swap(book: &Path, staged: &Path, kept: &Path) -> Result<()> {
    if kept.exists() {
        return Code::FolderExists
            .with("name", folder::shown(kept))
            .refuse();
    }
    // Held until the old book has its new name: the lock goes with the folder, not with the name.
    let _held = if book.exists() {
        Some(folder::take(book)?)
    } else {
        None
    };
    write_note(staged, kept)?;
    if book.exists() && exchange(staged, book).is_err() {
        fs::rename(book, kept)?;
    }
    // Whatever fails from here on, the copy takes the place of the book, now or when that is opened:
    // nobody may be told that it does not.
    sync_folder(home(book))
        .and_then(|()| mend(book))
        .map_err(|_| Code::OutcomeUnknown.refusal().into())
}

/// Finishes a swap that was cut off; does nothing where there was none. One that did not come so far
/// that the old book was touched is left to `clear`.
///
/// # Errors
/// What the disk said; then the same is found and done the next time.
pub fn mend(book: &Path) -> Result<()> {
    let staged = staging(book);
    if let Some(note) = read_note(book)? {
        // The new book stands in its place. The old one may still have the staged name.
        if staged.exists() {
            fs::rename(&staged, home(book).join(note.kept))?;
        }
        sync_folder(home(book))?;
        fs::remove_file(book.join(NOTE))?;
        return sync_folder(book);
    }
    if !staged.exists() {
        return Ok(());
    }
    if !book.exists() && read_note(&staged)?.is_some() {
        // Between the two renames: the old book has its new name, and the new one is whole.
        fs::rename(&staged, book)?;
        sync_folder(home(book))?;
        return mend(book);
    }
    Ok(())
}

/// Mends, and takes away what an earlier look at a copy left behind.
///
/// # Errors
/// What the disk said.
pub fn clear(book: &Path) -> Result<()> {
    mend(book)?;
    let staged = staging(book);
    // A note in the book that does not read any more says that the staged one may be the old book.
    let doubtful = fs::symlink_metadata(book.join(NOTE)).is_ok();
    if staged.exists() && !doubtful && (book.exists() || read_note(&staged)?.is_none()) {
        // Not swapped: what is staged is only unpacked from a copy that still is where it was.
        fs::remove_dir_all(&staged)?;
        sync_folder(home(book))?;
    }
    Ok(())
}

fn write_note(staged: &Path, kept: &Path) -> Result<()> {
    let kept = kept.file_name().unwrap_or_default();
    let note = Note {
        kept: kept.to_string_lossy().into_owned(),
    };
    drop(fs::remove_file(staged.join(NOTE)));
    let mut file = new_file(&staged.join(NOTE))?;
    file.write_all(&serde_json::to_vec(&note)?)?;
    file.sync_all()?;
    sync_folder(staged)?;
    sync_folder(home(staged))
}

/// A note that was written whole, with nothing in it but a name.
///
/// # Errors
/// What the disk said of a note that is there: taken for none, the old book under the staged name
/// would be taken for a copy that may go.
fn read_note(book: &Path) -> Result<Option<Note>> {
    let path = book.join(NOTE);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() && found.len() <= NOTE_MOST => {}
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => return Ok(None),
    }
    let bytes = read_bounded(&path, NOTE_MOST)?;
    let Ok(note) = serde_json::from_slice::<Note>(&bytes) else {
        return Ok(None);
    };
    let name = Path::new(&note.kept);
    Ok((name.file_name() == Some(name.as_os_str())).then_some(note))
}

fn home(book: &Path) -> &Path {
    book.parent().unwrap_or_else(|| Path::new("."))
}

/// Exchanges two names at once, where the file system can.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{super::kept_name, *};

    /// A home with an old book and a staged new one, as `swap` finds them; nothing but a word in
    /// each tells them apart.
    struct Scene {
        _home: tempfile::TempDir,
        book: PathBuf,
        kept: PathBuf,
    }

    /// What was done before the power went.
    type Cut = fn(&Scene);

    fn scene() -> Scene {
        let home = tempfile::tempdir().unwrap();
        let book = home.path().join("jutter.wijkboek");
        let kept = kept_name(&book, DateTime::UNIX_EPOCH);
        for (folder, word) in [(&book, "old"), (&staging(&book), "new")] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("word"), word).unwrap();
        }
        Scene {
            _home: home,
            book,
            kept,
        }
    }

    fn word(book: &Path) -> String {
        fs::read_to_string(book.join("word")).unwrap_or_default()
    }

    impl Scene {
        fn stands(&self, here: &str, kept: &str) {
            assert_eq!(
                (word(&self.book).as_str(), word(&self.kept).as_str()),
                (here, kept)
            );
            assert!(!staging(&self.book).exists() && !self.book.join(NOTE).exists());
        }
    }

    #[test]
    fn a_swap_puts_the_new_book_there_and_keeps_the_old_one() {
        let scene = scene();
        swap(&scene.book, &staging(&scene.book), &scene.kept).unwrap();
        scene.stands("new", "old");
        mend(&scene.book).unwrap();
        scene.stands("new", "old");
        let next = kept_name(&scene.book, DateTime::UNIX_EPOCH);
        assert!(next.ends_with("jutter-voor-terugzetten-1970-01-01-2.wijkboek"));
    }

    #[test]
    fn a_swap_that_is_cut_off_leaves_the_old_or_the_new_book_whatever_happens() {
        // Before the note, after it, after the exchange, and after either of the two renames.
        let cuts: [(Cut, &str, &str); 5] = [
            (|_| (), "old", ""),
            (
                |it| write_note(&staging(&it.book), &it.kept).unwrap(),
                "old",
                "",
            ),
            (
                |it| {
                    write_note(&staging(&it.book), &it.kept).unwrap();
                    exchange(&staging(&it.book), &it.book).unwrap();
                },
                "new",
                "old",
            ),
            (
                |it| {
                    write_note(&staging(&it.book), &it.kept).unwrap();
                    fs::rename(&it.book, &it.kept).unwrap();
                },
                "new",
                "old",
            ),
            (
                |it| {
                    write_note(&staging(&it.book), &it.kept).unwrap();
                    fs::rename(&it.book, &it.kept).unwrap();
                    fs::rename(staging(&it.book), &it.book).unwrap();
                },
                "new",
                "old",
            ),
        ];
        for (cut, here, kept) in cuts {
            let scene = scene();
            cut(&scene);
            mend(&scene.book).unwrap();
            assert_eq!(word(&scene.book), here);
            clear(&scene.book).unwrap();
            scene.stands(here, kept);
        }
    }

    #[test]
    fn a_swap_that_fails_when_the_name_has_changed_is_not_told_as_not_done() {
        let scene = scene();
        let kept = scene.kept.with_file_name("k".repeat(300));
        let outcome = swap(&scene.book, &staging(&scene.book), &kept);
        let code = outcome.err().and_then(|error| error.code());
        assert_eq!(code, Some(Code::OutcomeUnknown));
        // What stood there before is neither lost nor taken for a copy that may go.
        assert!(clear(&scene.book).is_err());
        assert_eq!(word(&scene.book), "new");
        assert_eq!(word(&staging(&scene.book)), "old");
    }

    #[test]
    fn a_note_that_leads_elsewhere_is_no_note() {
        let scene = scene();
        for kept in ["../elsewhere", "/tmp/elsewhere", "a/b", ""] {
            fs::write(scene.book.join(NOTE), format!(r#"{{"kept":"{kept}"}}"#)).unwrap();
            assert!(read_note(&scene.book).unwrap().is_none(), "{kept}");
        }
        // Nor does anything go because of it that may be the book of before.
        clear(&scene.book).unwrap();
        assert_eq!(word(&staging(&scene.book)), "new");
    }
}

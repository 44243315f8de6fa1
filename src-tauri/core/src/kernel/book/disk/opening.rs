//! The way to an open book, each step with its own refusal: the place, the rights, how it was left,
//! what kind of file it is, the connection, a look through it, the schema. Nothing opens the
//! database outside of SQLite after this: closing it there would give up SQLite's locks.

use std::{
    fs::{self, File},
    io::Read as _,
    path::Path,
    sync::Arc,
};

use rusqlite::Connection;
use uuid::Uuid;

use super::{
    Health, ReadOnlyReason,
    closed::{self, Left},
    leftover, space,
};
use crate::kernel::{
    Ambient, Code, DataKey, Result,
    book::{connection, copy, folder, migrate, upkeep},
};

/// What is there when a book was opened. The handle was opened before SQLite opened the file.
pub(in crate::kernel::book) struct Opened {
    pub connection: Connection,
    pub file: Arc<File>,
    pub health: Health,
}

/// Opens the database of the book in this folder, whose lock is held. Where nothing may be written
/// the book opens to be read, if it was closed in good order.
///
/// # Errors
/// `Code::NotABook`, `Code::FolderIsReadOnly`, `Code::BookIsInUse`, `Code::BookIsDamaged`,
/// `Code::BookIsNewer`; what the disk said.
pub(in crate::kernel::book) fn open(
    folder: &Path,
    id: Uuid,
    key: &DataKey,
    ambient: &Ambient,
) -> Result<Opened> {
    must_be_ours(folder)?;
    let left = Left::of(folder, id);
    if !may_write(folder, ambient) {
        return open_to_read(folder, key, left);
    }
    keep_from_others(folder);
    let set_aside = if left.in_good_order {
        closed::set_aside(folder, ambient.now())?
    } else {
        None
    };
    closed::say_open(folder, id, left.checked_on)?;
    let file = copy::handle(&folder::database(folder), false)?;
    let mut connection = connection::open(&folder::database(folder), key, false)?;
    if let Err(error) = migrate::must_be_known(&connection) {
        drop(connection);
        if left.in_good_order {
            // Nothing was written: it is as it was.
            closed::say_closed(folder, id, left.checked_on)?;
        }
        return Err(error);
    }
    let mut checked_on = left.checked_on;
    if left.wants_a_check(ambient.today()) {
        upkeep::look_through(&connection)?;
        checked_on = Some(ambient.today());
    }
    migrate::bring_up(&mut connection, folder, key, ambient)?;
    space::lay_ballast(ambient.disk(), folder);
    keep_from_others(folder);
    leftover::forget_old(folder, ambient.today());
    let mut health = Health::of(folder, checked_on);
    if !space::has_room(ambient.disk(), folder) {
        space::let_ballast_go(folder);
        health.only_read(ReadOnlyReason::DiskFull);
    }
    health.was_set_aside(set_aside);
    Ok(Opened {
        connection,
        file,
        health,
    })
}

/// Makes the database of a new book.
///
/// # Errors
/// Those of opening one.
pub(in crate::kernel::book) fn make(
    folder: &Path,
    id: Uuid,
    key: &DataKey,
    ambient: &Ambient,
) -> Result<Opened> {
    let checked_on = Some(ambient.today());
    closed::say_open(folder, id, checked_on)?;
    let file = copy::handle(&folder::database(folder), true)?;
    let mut connection = connection::open(&folder::database(folder), key, true)?;
    migrate::bring_up(&mut connection, folder, key, ambient)?;
    space::lay_ballast(ambient.disk(), folder);
    keep_from_others(folder);
    Ok(Opened {
        connection,
        file,
        health: Health::of(folder, checked_on),
    })
}

/// Whether the folder and what SQLite writes in it may be written.
pub(super) fn may_write(folder: &Path, ambient: &Ambient) -> bool {
    [folder.to_path_buf(), folder::database(folder)]
        .iter()
        .all(|path| ambient.disk().may_write(path))
}

/// As it stands, without a log and without a lock of SQLite's: only for a file that nobody changes.
fn open_to_read(folder: &Path, key: &DataKey, left: Left) -> Result<Opened> {
    if !left.in_good_order || !closed::logs(folder).is_empty() {
        return folder::read_only(folder);
    }
    let file = copy::handle(&folder::database(folder), false)?;
    let connection = connection::open_to_read(&folder::database(folder), key)?;
    migrate::must_be_known(&connection)?;
    if !migrate::is_present(&connection)? {
        return folder::read_only(folder);
    }
    let mut health = Health::of(folder, left.checked_on);
    health.only_read(ReadOnlyReason::FolderNotWritable);
    Ok(Opened {
        connection,
        file,
        health,
    })
}

/// Refuses what is plainly no database of ours, before SQLite looks at it: text, and a database
/// that is not encrypted. Ours begins with random bytes.
fn must_be_ours(folder: &Path) -> Result<()> {
    let mut start = Vec::new();
    File::open(folder::database(folder))
        .and_then(|file| file.take(512).read_to_end(&mut start))
        .map_err(|_| Code::FileUnreadable.with("name", folder::shown(folder)))?;
    let plain = start.starts_with(b"SQLite format 3\0");
    let text = std::str::from_utf8(&start)
        .is_ok_and(|text| !text.contains(|sign: char| sign.is_control() && !sign.is_whitespace()));
    if plain || text {
        return Code::NotABook.with("name", folder::shown(folder)).refuse();
    }
    Ok(())
}

/// Takes away what others on this computer may do with the book. Some disks know no such rights;
/// that keeps nobody from a book.
fn keep_from_others(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let set = |path: &Path, mode: u32| {
            let found = fs::symlink_metadata(path);
            if found.is_ok_and(|found| found.permissions().mode() & 0o777 != mode) {
                drop(fs::set_permissions(path, fs::Permissions::from_mode(mode)));
            }
        };
        set(folder, 0o700);
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                set(&entry.path(), 0o600);
            }
        }
    }
    #[cfg(not(unix))]
    let _ = folder;
}

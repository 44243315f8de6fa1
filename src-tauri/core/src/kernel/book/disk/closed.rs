//! How a book was left: `closed.json` beside the database says whether it was closed in good order,
//! and of which file that was said. A log that lies beside a file closed in good order belongs to
//! something else: SQLite would play it into the book without a word, so it is set aside unopened.
//! A copy or a restored backup has no such file: how that was left is not known.

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::leftover::SET_ASIDE;
use crate::kernel::{Result, book::folder, read_bounded, replace, sync_folder};

const NAME: &str = "closed.json";
const FORMAT: &str = "wijkboek-closed";
const VERSION: u32 = 1;
const MOST_BYTES: u64 = 4096;
/// What the digest is taken of: SQLCipher writes each page with a number of its own, so no two
/// writes of the first page are alike.
const FIRST_PAGE: u64 = 4096;
/// After so many days a book is looked through again when it is opened.
const DAYS_BETWEEN_CHECKS: i64 = 7;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    format: String,
    version: u32,
    book_id: Uuid,
    closed: bool,
    bytes: u64,
    first_page_sha256: String,
    checked_on: Option<NaiveDate>,
}

/// How a book was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Left {
    /// Closed in good order, and the file is still the one of which that was said.
    pub in_good_order: bool,
    /// When all of it was looked through last.
    pub checked_on: Option<NaiveDate>,
}

impl Left {
    /// How the book in this folder was left.
    pub fn of(folder: &Path, book_id: Uuid) -> Self {
        let mark = read_bounded(&folder.join(NAME), MOST_BYTES)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Mark>(&bytes).ok())
            .filter(|mark| {
                (mark.format.as_str(), mark.version, mark.book_id) == (FORMAT, VERSION, book_id)
            });
        let Some(mark) = mark else {
            return Self {
                in_good_order: false,
                checked_on: None,
            };
        };
        let same = || {
            first_page(folder).is_ok_and(|(bytes, digest)| {
                bytes == mark.bytes && digest == mark.first_page_sha256
            })
        };
        Self {
            in_good_order: mark.closed && same(),
            checked_on: mark.checked_on,
        }
    }

    /// Whether the book is looked through before anybody works in it.
    pub fn wants_a_check(&self, today: NaiveDate) -> bool {
        let lately = self.checked_on.is_some_and(|day| {
            (0..DAYS_BETWEEN_CHECKS).contains(&today.signed_duration_since(day).num_days())
        });
        !self.in_good_order || !lately
    }
}

/// Says that the book is open, durably, before anything is written in it.
///
/// # Errors
/// What the disk said; then the file says what it said before.
pub(super) fn say_open(folder: &Path, book_id: Uuid, checked_on: Option<NaiveDate>) -> Result<()> {
    let written = write(folder, book_id, false, checked_on);
    if written.is_ok() || !folder.join(NAME).exists() {
        return written;
    }
    // A full disk has no room to say so; it still has room to say nothing any more.
    fs::remove_file(folder.join(NAME))?;
    sync_folder(folder)
}

/// Says that the book was closed in good order. The connection is gone by now.
///
/// # Errors
/// What the disk said; then the book counts as left open.
pub(super) fn say_closed(
    folder: &Path,
    book_id: Uuid,
    checked_on: Option<NaiveDate>,
) -> Result<()> {
    // First that the log is gone: it must not come back beside a file that was closed.
    sync_folder(folder)?;
    write(folder, book_id, true, checked_on)
}

fn write(folder: &Path, book_id: Uuid, closed: bool, checked_on: Option<NaiveDate>) -> Result<()> {
    let (bytes, first_page_sha256) = if closed {
        first_page(folder)?
    } else {
        (0, String::new())
    };
    let mark = serde_json::to_vec_pretty(&Mark {
        format: FORMAT.into(),
        version: VERSION,
        book_id,
        closed,
        bytes,
        first_page_sha256,
        checked_on,
    })?;
    replace(&folder.join(NAME), &mark)
}

/// The size of the database and the digest of its first page. Only for a file that nobody has
/// open: closing it here would give up the locks that SQLite holds on it.
fn first_page(folder: &Path) -> Result<(u64, String)> {
    let file = File::open(folder::database(folder))?;
    let bytes = file.metadata()?.len();
    let mut page = Vec::new();
    file.take(FIRST_PAGE).read_to_end(&mut page)?;
    Ok((bytes, hex::encode(Sha256::digest(&page))))
}

/// The logs beside the database that hold something.
pub(super) fn logs(folder: &Path) -> Vec<PathBuf> {
    ["book.db-wal", "book.db-journal"]
        .map(|name| folder.join(name))
        .into_iter()
        .filter(|path| fs::symlink_metadata(path).is_ok_and(|found| found.len() > 0))
        .collect()
}

/// Moves the logs out of SQLite's sight, into the folder under a name with the time in it. Answers
/// the name of the first.
///
/// # Errors
/// What the disk said.
pub(super) fn set_aside(folder: &Path, now: DateTime<Utc>) -> Result<Option<String>> {
    let mut first = None;
    for log in logs(folder) {
        let old = log
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let time = now.format("%Y%m%d-%H%M%S");
        let free = (0..1000u32)
            .map(|number| match number {
                0 => format!("{SET_ASIDE}{time}-{old}"),
                _ => format!("{SET_ASIDE}{time}-{number}-{old}"),
            })
            .find(|name| !folder.join(name).exists());
        let Some(name) = free else {
            continue;
        };
        fs::rename(&log, folder.join(&name))?;
        first = first.or(Some(name));
    }
    sync_folder(folder)?;
    Ok(first)
}

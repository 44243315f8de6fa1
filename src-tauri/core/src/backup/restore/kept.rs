//! The books that a restore put aside, beside the one that took their place. They are known by
//! their names alone: nothing else in that folder is ever listed here, or taken away.

use std::{
    cmp::Reverse,
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    backup::shelf,
    kernel::{Code, Result, folder},
};

/// What stands between the name of a book and the day on which it was put aside.
const MARK: &str = "-voor-terugzetten-";

/// A book that was put aside when a copy took its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBook {
    /// Where it stands.
    pub folder: PathBuf,
    /// The day on which it was put aside.
    pub day: NaiveDate,
    /// How much room its files take, with the copies on its shelf.
    pub bytes: u64,
}

/// A free name for the present book when a copy takes its place.
#[must_use]
pub fn kept_name(book: &Path, now: DateTime<Utc>) -> PathBuf {
    let (name, day) = (folder::shown(book), now.format("%Y-%m-%d"));
    let named = |number: u32| {
        let number = if number < 2 {
            String::new()
        } else {
            format!("-{number}")
        };
        let kept = format!("{name}{MARK}{day}{number}.{}", folder::ENDING);
        book.with_file_name(kept)
    };
    let free = (1..10_000).map(named).find(|kept| !kept.exists());
    free.unwrap_or_else(|| named(1))
}

/// The books that were put aside for the book in this folder, the latest first.
#[must_use]
pub fn kept(book: &Path) -> Vec<KeptBook> {
    let home = book.parent().unwrap_or_else(|| Path::new("."));
    let entries = fs::read_dir(home).into_iter().flatten().flatten();
    let mut found: Vec<((NaiveDate, u32), KeptBook)> = entries
        // A name that leads elsewhere is none of ours.
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| {
            let folder = entry.path();
            let place = put_aside(book, &folder)?;
            let bytes = size(&folder).saturating_add(size(&shelf(&folder)));
            let day = place.0;
            Some((place, KeptBook { folder, day, bytes }))
        })
        .collect();
    found.sort_by_key(|(place, _)| Reverse(*place));
    found.into_iter().map(|(_, book)| book).collect()
}

/// The book that was put aside under this name.
///
/// # Errors
/// `Code::NotFound`.
pub fn find_kept(book: &Path, name: &str) -> Result<KeptBook> {
    let mut kept = kept(book).into_iter();
    let found = kept.find(|one| folder::shown(&one.folder) == name);
    found.ok_or_else(|| Code::NotFound.at("name").into())
}

/// For which book this one was put aside, and when, by its name alone: also where that book is
/// gone. Nothing for a book that was not put aside.
#[must_use]
pub fn present_of(kept: &Path) -> Option<(PathBuf, NaiveDate)> {
    let name = folder::shown(kept);
    let (present, _) = name.rsplit_once(MARK)?;
    let present = kept.with_file_name(format!("{present}.{}", folder::ENDING));
    let (day, _) = put_aside(&present, kept)?;
    Some((present, day))
}

/// Whether it can be taken away: nobody may have it open.
///
/// # Errors
/// `Code::BookIsInUse`, `Code::FolderIsReadOnly`.
pub fn may_go(kept: &KeptBook) -> Result<()> {
    folder::take(&kept.folder).map(drop)
}

/// Takes it away for ever, with the copies of it on its shelf; its keys first and its folder last,
/// so that what is left of it if this breaks off opens no more, and is still listed.
///
/// # Errors
/// `Code::BookIsInUse`, or what the disk said.
pub fn take_away(kept: &KeptBook) -> Result<()> {
    may_go(kept)?;
    let keys = folder::keys(&kept.folder);
    if keys.exists() {
        fs::remove_file(keys)?;
    }
    let shelf = shelf(&kept.folder);
    if shelf.exists() {
        fs::remove_dir_all(shelf)?;
    }
    Ok(fs::remove_dir_all(&kept.folder)?)
}

/// The day in the name of a folder, and the how manieth of that day it is, if it is the name of a
/// book put aside for this one.
fn put_aside(book: &Path, kept: &Path) -> Option<(NaiveDate, u32)> {
    if kept
        .extension()
        .is_none_or(|ending| ending != folder::ENDING)
    {
        return None;
    }
    let name = folder::shown(kept);
    let rest = name
        .strip_prefix(&folder::shown(book))?
        .strip_prefix(MARK)?;
    let (day, number) = rest.split_at_checked(10)?;
    let number = match number.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|sign| sign.is_ascii_digit()) => digits.parse().ok()?,
        None if number.is_empty() => 1,
        _ => return None,
    };
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some((day, number))
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.filter_map(|entry| entry.metadata().ok());
    sizes
        .filter(std::fs::Metadata::is_file)
        .map(|file| file.len())
        .sum()
}

//! What the program laid aside in the folder of a book: copies from before an update, and logs that
//! belonged to something else. They hold the names of people too, so they go after a year, which is
//! as long as a copy is kept; and a copy from before an update goes when the book gets another key,
//! since its own opens nothing any more for those who stay. One that was cut off while it was made
//! has a hidden name, and goes at the next opening: nothing ever asks for it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{Months, NaiveDate};

/// The beginning of the name of a copy that was made before an update.
pub(in crate::kernel::book) const BEFORE_UPDATE: &str = "before-update-";
/// The beginning of the name of a log that was set aside.
pub(super) const SET_ASIDE: &str = "set-aside-";
/// So long they are kept.
const KEPT: Months = Months::new(12);

/// Takes away what was laid aside a year ago, and what was never finished. One that cannot be taken
/// away stays.
pub(super) fn forget_old(folder: &Path, today: NaiveDate) {
    let Some(limit) = today.checked_sub_months(KEPT) else {
        return;
    };
    for path in all(folder) {
        if is_hidden(&path) || laid_on(&path).is_some_and(|day| day < limit) {
            drop(fs::remove_file(path));
        }
    }
}

/// Takes away the copies from before an update, which another key than that of the book opens.
pub(in crate::kernel::book) fn forget_updates(folder: &Path) {
    for path in beginning_with(folder, &[BEFORE_UPDATE]) {
        drop(fs::remove_file(path));
    }
}

/// What was laid aside in this folder.
pub(in crate::kernel::book) fn all(folder: &Path) -> Vec<PathBuf> {
    beginning_with(folder, &[BEFORE_UPDATE, SET_ASIDE])
}

fn beginning_with(folder: &Path, names: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let name = name.strip_prefix('.').unwrap_or(&name);
            names.iter().any(|beginning| name.starts_with(beginning))
        })
        .map(|entry| entry.path())
        .collect()
}

/// Whether it is what `beside` names: a copy that was not finished. Nobody makes one now: whoever
/// looks here holds the lock of the book.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with('.')
}

/// The day that stands in the name.
fn laid_on(path: &Path) -> Option<NaiveDate> {
    path.file_name()?
        .to_str()?
        .split('-')
        .find_map(|part| NaiveDate::parse_from_str(part, "%Y%m%d").ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_laid_aside_goes_after_a_year_and_nothing_else_does() {
        let home = tempfile::tempdir().unwrap();
        let names = [
            "before-update-v8-20251125-101112.db",
            "before-update-v8-20251126-101112.db",
            "set-aside-20240101-101112-book.db-wal",
            "book-20240101.db",
            "before-update-v8.db",
            ".before-update-v8-20261125-101112.db.part",
            ".book.db.part",
        ];
        for name in names {
            fs::write(home.path().join(name), "x").unwrap();
        }
        let left = || names.map(|name| home.path().join(name).exists());
        forget_old(home.path(), NaiveDate::from_ymd_opt(2026, 11, 26).unwrap());
        assert_eq!(left(), [false, true, false, true, true, false, true]);
        fs::write(home.path().join(names[5]), "x").unwrap();
        forget_updates(home.path());
        assert_eq!(left(), [false, false, false, true, false, false, true]);
    }
}

//! Whether a book can be written in. After an error of the disk the connection is dropped, the book
//! opened again and the operation looked up; only then somebody is told whether it was saved. When
//! that does not help the book is only read from: lists, papers, exports and copies go on.

use std::{fs, io::ErrorKind, path::Path};

use chrono::NaiveDate;
use rusqlite::{Connection, ErrorCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ts_rs::TS;

use super::{BookNotice, closed, opening, space};
use crate::kernel::{
    Act, Code, Error, Result, Written,
    book::{Book, audit, connection, copy, folder},
};

/// Whether acts can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They can.
    Writable,
    /// They cannot; everything else goes on.
    ReadOnly(ReadOnlyReason),
}

/// Why a book is only read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReadOnlyReason {
    /// Nothing may be written in the folder.
    FolderNotWritable,
    /// The folder was taken away or moved while the book was open.
    FolderGone,
    /// The disk is full.
    DiskFull,
    /// The disk failed twice in a row, or does not answer any more.
    DiskFailed,
    /// A part of the book does not read as it was written: changing it would make that worse.
    Damaged,
}

impl ReadOnlyReason {
    /// The name under which the word files and programs know it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::FolderNotWritable => "folder_not_writable",
            Self::FolderGone => "folder_gone",
            Self::DiskFull => "disk_full",
            Self::DiskFailed => "disk_failed",
            Self::Damaged => "damaged",
        }
    }
}

/// What is known of the disk under an open book.
pub(in crate::kernel::book) struct Health {
    standing: Standing,
    /// Failures since the last act that was saved.
    failures: u32,
    /// Whether there is a connection at all.
    reachable: bool,
    /// The file that was opened; its name may lead to another one later, or to none.
    file: Option<FileId>,
    /// When all of the book was looked through last.
    checked_on: Option<NaiveDate>,
    /// What was found when it was opened.
    pub(super) notices: Vec<BookNotice>,
}

impl Health {
    /// That of a book whose database was just opened.
    pub fn of(folder: &Path, checked_on: Option<NaiveDate>) -> Self {
        Self {
            standing: Standing::Writable,
            failures: 0,
            reachable: true,
            file: FileId::of(&folder::database(folder)),
            checked_on,
            notices: Vec::new(),
        }
    }

    /// Nothing is written from here on.
    pub fn only_read(&mut self, reason: ReadOnlyReason) {
        self.standing = Standing::ReadOnly(reason);
    }

    /// A log that was not of this book lies under another name now.
    pub fn was_set_aside(&mut self, name: Option<String>) {
        self.notices.extend(name.map(BookNotice::foreign_log));
    }

    /// An act was saved.
    pub fn went_well(&mut self) {
        self.failures = 0;
    }

    /// Refuses when there is nothing to read from.
    pub fn reachable(&self) -> Result<()> {
        if self.reachable {
            Ok(())
        } else {
            Err(std::io::Error::other("the book is out of reach").into())
        }
    }
}

impl Book {
    /// Whether acts can be written now, as far as is known.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.health.standing
    }

    /// Refuses when nothing can be written.
    ///
    /// # Errors
    /// `Code::BookIsReadOnly` with its `reason`.
    pub fn writable(&mut self) -> Result<()> {
        let there = FileId::of(&folder::database(&self.folder));
        if self.health.standing == Standing::Writable && there != self.health.file {
            // What SQLite writes now would go into a file that nobody finds again.
            self.health.standing = Standing::ReadOnly(ReadOnlyReason::FolderGone);
        }
        match self.health.standing {
            Standing::Writable => Ok(()),
            Standing::ReadOnly(reason) => {
                Code::BookIsReadOnly.with("reason", reason.key()).refuse()
            }
        }
    }

    /// Tries to write again after the book was only read from; answers how it stands now.
    pub fn try_again(&mut self) -> Standing {
        let Standing::ReadOnly(before) = self.health.standing else {
            return Standing::Writable;
        };
        match self.write_again(before) {
            Ok(()) => {
                space::lay_ballast(self.ambient.disk(), &self.folder);
                self.health.failures = 0;
                self.health.standing = Standing::Writable;
            }
            Err(error) => self.health.only_read(reason(&error).unwrap_or(before)),
        }
        self.health.standing
    }

    fn write_again(&mut self, before: ReadOnlyReason) -> Result<()> {
        let disk = self.ambient.disk();
        if !space::has_room(disk, &self.folder) {
            return Err(std::io::Error::from(ErrorKind::StorageFull).into());
        }
        if before == ReadOnlyReason::FolderNotWritable {
            if !opening::may_write(&self.folder, &self.ambient) {
                return folder::read_only(&self.folder);
            }
            closed::say_open(&self.folder, self.id, self.health.checked_on)?;
        }
        self.reopen()?;
        connection::prove(&self.connection)
    }

    /// Brings all that was written into the one file. Done when nobody asks anything: whoever
    /// copies the folder then has it all. A disk that fails here takes nothing away: it stays in
    /// the log beside the file.
    pub fn rest(&mut self) {
        // While a copy is made of the file, nothing may be moved into it.
        if self.health.reachable
            && self.health.standing == Standing::Writable
            && !self.is_held_still()
        {
            drop(self.holding.let_go(&self.connection));
            drop(connection::checkpoint(&self.connection));
        }
    }

    /// A failing disk leaves it open whether the commit happened. Asks a fresh connection, and
    /// believes what it reads there only after it was written once more: after an error of the
    /// disk, what is read may stand in memory alone.
    pub(in crate::kernel::book) fn settle<T: DeserializeOwned>(
        &mut self,
        act: &Act,
        failure: Error,
    ) -> Result<Written<T>> {
        self.health.failures = self.health.failures.saturating_add(1);
        if reason(&failure) == Some(ReadOnlyReason::DiskFull) {
            space::let_ballast_go(&self.folder);
        }
        let reopened = self.reopen();
        let proven = reopened.is_ok() && connection::checkpoint(&self.connection).is_ok();
        let found = reopened.and_then(|()| audit::repeated(&self.connection, act));
        let again = found.as_ref().err().and_then(reason);
        let twice = self.health.failures > 1;
        let failed = (twice || !proven).then_some(ReadOnlyReason::DiskFailed);
        let reason = reason(&failure).or(again).or(failed);
        if let Some(reason) = reason {
            self.health.only_read(reason);
        }
        match found {
            Ok(Some(written)) if proven => Ok(written),
            Ok(None) => Err(failure),
            _ => Code::OutcomeUnknown.refuse(),
        }
    }

    /// Lets go of the connection and opens another one. Where the file is gone the present
    /// connection stays: it may be the last way to what stands in it.
    pub(in crate::kernel::book) fn reopen(&mut self) -> Result<()> {
        if FileId::of(&folder::database(&self.folder)).is_none() {
            return Err(std::io::Error::from(ErrorKind::NotFound).into());
        }
        let nothing = Connection::open_in_memory()?;
        self.health.reachable = false;
        // Whoever copies the file hears that it is about to change, and lets go of it. Then the
        // handle on it goes too: after the connection, and a new one comes before the next one.
        self.holding = copy::Holding::default();
        drop(std::mem::replace(&mut self.connection, nothing));
        self.file = copy::handle(&folder::database(&self.folder), false)?;
        self.connection = connection::open(&folder::database(&self.folder), &self.key, false)?;
        self.health.reachable = true;
        self.health.file = FileId::of(&folder::database(&self.folder));
        Ok(())
    }

    /// Closes the book and says so beside it, if all of it is in the file and nothing is in doubt.
    /// Otherwise it counts as left open, and is looked through when it is opened again.
    pub(in crate::kernel::book) fn leave(&mut self) {
        // Whoever still reads the file beside the desk lets go of it first.
        self.holding = copy::Holding::default();
        let sound = !std::thread::panicking()
            && self.health.reachable().is_ok()
            && self.writable().is_ok()
            && self.connection.is_autocommit()
            && connection::checkpoint(&self.connection).is_ok();
        let Ok(nothing) = Connection::open_in_memory() else {
            return;
        };
        let connection = std::mem::replace(&mut self.connection, nothing);
        if connection.close().is_ok() && sound && closed::logs(&self.folder).is_empty() {
            drop(closed::say_closed(
                &self.folder,
                self.id,
                self.health.checked_on,
            ));
        }
    }
}

/// What an error says by itself of why nothing can be written.
fn reason(error: &Error) -> Option<ReadOnlyReason> {
    match error {
        Error::Refused(refusal) => match refusal.code {
            Code::BookIsDamaged => Some(ReadOnlyReason::Damaged),
            Code::FolderIsReadOnly => Some(ReadOnlyReason::FolderNotWritable),
            _ => None,
        },
        Error::Database(error) => match error.sqlite_error_code()? {
            ErrorCode::DiskFull => Some(ReadOnlyReason::DiskFull),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some(ReadOnlyReason::Damaged),
            ErrorCode::CannotOpen => Some(ReadOnlyReason::FolderGone),
            _ => None,
        },
        Error::Io(error) => match error.kind() {
            ErrorKind::NotFound => Some(ReadOnlyReason::FolderGone),
            ErrorKind::StorageFull => Some(ReadOnlyReason::DiskFull),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Some(ReadOnlyReason::FolderNotWritable)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Which file a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileId {
    #[cfg(unix)]
    device_and_number: (u64, u64),
}

impl FileId {
    fn of(path: &Path) -> Option<Self> {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt as _;
        fs::symlink_metadata(path).ok().map(|_found| Self {
            #[cfg(unix)]
            device_and_number: (_found.dev(), _found.ino()),
        })
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;
    use uuid::Uuid;

    use super::*;
    use crate::kernel::{Ambient, Clock, DataKey, Entropy};

    struct Still;

    impl Clock for Still {
        fn now(&self) -> chrono::DateTime<chrono::Utc> {
            chrono::DateTime::UNIX_EPOCH
        }

        fn today(&self) -> chrono::NaiveDate {
            chrono::NaiveDate::MIN
        }
    }

    impl Entropy for Still {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn what_was_committed_although_the_disk_failed_is_told_as_saved() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a.wijkboek");
        let held = folder::make(&folder).unwrap();
        let ambient = Ambient::new(Still, Still);
        let key = DataKey::random(&ambient);
        let mut book = Book::create(&folder, held, Uuid::from_u128(1), key, ambient).unwrap();
        folder::finish(&folder).unwrap();
        let act = |number| Act {
            operation_id: Uuid::from_u128(number),
            command: "test".into(),
            question: Vec::new(),
            person_id: None,
            undoes: None,
        };
        let saved = book.write(&act(1), |_| Ok(())).unwrap();
        let failure = || {
            let error = ffi::Error::new(ffi::SQLITE_IOERR_FSYNC);
            Error::from(rusqlite::Error::SqliteFailure(error, None))
        };
        assert_eq!(book.settle(&act(1), failure()).unwrap(), saved);
        assert_eq!(book.standing(), Standing::Writable);
        book.write(&act(2), |_| Ok(())).unwrap();
        let lost: Result<Written<()>> = book.settle(&act(3), failure());
        assert!(matches!(lost, Err(Error::Database(_))));
    }
}

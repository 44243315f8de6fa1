//! The book and its doors. Reading goes through `read`, every change through `write` (one
//! transaction, one operation id, one audit row), upkeep that SQLite refuses there through
//! `maintain`. Between writes the connection is `query_only`, so a reading function that would
//! change something fails instead of doing it.

mod audit;
mod connection;
mod copy;
mod data_key;
mod disk;
pub mod folder;
mod holder;
mod migrate;
mod upkeep;

use std::{
    cell::Cell,
    collections::HashSet,
    fs::File,
    ops::Deref,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{Connection, ErrorCode};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

pub use audit::{Act, AuditLine, Written};
pub(crate) use copy::Scratch;
pub use copy::{Moment, OpenCopy, RawCopy, Still};
pub use data_key::DataKey;
pub(super) use disk::SystemDisk;
pub use disk::{BookNotice, LittleSpace, NoticeKind, Place, ReadOnlyReason, Standing};
pub use holder::Holder;
pub use migrate::SCHEMA_VERSION;
pub(crate) use migrate::known_schema;
pub use upkeep::Upkeep;

use super::{Ambient, Code, Error, PersonalRecord, Progress, Result, date};
use connection::Door;
use disk::opening;

/// An open book. Dropping it checkpoints, closes and gives up the lock. The order of the fields is
/// the order in which they go: first who reads the file beside the desk, then the connection, then
/// the handle that was read from, then the lock.
pub struct Book {
    holding: copy::Holding,
    connection: Connection,
    file: Arc<File>,
    folder: PathBuf,
    key: DataKey,
    id: Uuid,
    ambient: Ambient,
    progress: Progress,
    health: disk::Health,
    lock: File,
}

impl Book {
    /// Writes the database of a new book into a folder that was just made and is held.
    ///
    /// # Errors
    /// `Code::BookOnNetwork`, `Code::BookOnStick`, `Code::BookInSyncedFolder`, in this order, or
    /// what the disk said.
    pub fn create(
        folder: &Path,
        lock: File,
        id: Uuid,
        key: DataKey,
        ambient: Ambient,
    ) -> Result<Self> {
        ambient.disk().place(folder).must_be_local()?;
        let folder = &std::fs::canonicalize(folder)?;
        Holder::sign(ambient.holder(), &lock);
        let opened = opening::make(folder, id, &key, &ambient)?;
        let mut book = Self::of(folder, id, key, ambient, opened, lock);
        let made_at = book.ambient.now().timestamp_millis();
        book.maintain(|upkeep| {
            upkeep.connection().execute(
                "INSERT INTO book (only, id, made_at) VALUES (1, ?1, ?2)",
                (id.as_bytes().as_slice(), made_at),
            )?;
            Ok(())
        })?;
        Ok(book)
    }

    /// Opens the book in a folder. Where nothing may be written it opens to be read.
    ///
    /// # Errors
    /// `Code::BookIsLinked`, `Code::NotABook`, `Code::BookOnNetwork`, `Code::BookOnStick`,
    /// `Code::BookInSyncedFolder`, `Code::BookIsInUse`, `Code::FolderIsReadOnly`,
    /// `Code::BookIsDamaged`, `Code::BookIsNewer`.
    pub fn open(folder: &Path, id: Uuid, key: DataKey, ambient: Ambient) -> Result<Self> {
        folder::check(folder)?;
        ambient.disk().place(folder).must_be_local()?;
        // By its true name: SQLite takes no path with a link in it.
        let folder = &std::fs::canonicalize(folder)?;
        let lock = folder::take_if_it_can(folder)?;
        Holder::sign(ambient.holder(), &lock);
        let opened = opening::open(folder, id, &key, &ambient)?;
        let mut book = Self::of(folder, id, key, ambient, opened, lock);
        let found: Vec<u8> = book
            .connection
            .query_row("SELECT id FROM book", [], |row| row.get(0))?;
        if found != id.as_bytes().as_slice() {
            return Code::BookIsDamaged.refuse();
        }
        book.look_at_the_clock()?;
        Ok(book)
    }

    fn of(
        folder: &Path,
        id: Uuid,
        key: DataKey,
        ambient: Ambient,
        opened: opening::Opened,
        lock: File,
    ) -> Self {
        Self {
            holding: copy::Holding::default(),
            connection: opened.connection,
            file: opened.file,
            folder: folder.to_path_buf(),
            key,
            id,
            ambient,
            progress: Progress::default(),
            health: opened.health,
            lock,
        }
    }

    /// Which book this is, for ever.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The key of its database, for what is sealed with it.
    #[must_use]
    pub fn key(&self) -> &DataKey {
        &self.key
    }

    /// Encrypts the database with another key, in one transaction. The log of changes is emptied
    /// before, so that nothing waits in it under the old key, and after, so that nothing under the
    /// old key stays in the file.
    ///
    /// # Errors
    /// What SQLite said; `Broken` if it does not open with the next key. Then it may have either
    /// key: the book must be closed and opened with the one that fits.
    pub fn rekey(&mut self, next: DataKey) -> Result<()> {
        self.maintain(|upkeep| upkeep.rekey(&next))?;
        self.key = next;
        // SQLCipher answers that all went well also where it could not read or write a page and
        // left everything as it was. Were it believed, the only key that opens the book would go.
        self.reopen().map_err(|error| {
            Error::broken(format!("the book does not open with its next key: {error}"))
        })?;
        disk::leftover::forget_updates(&self.folder);
        Ok(())
    }

    /// Where it stands.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The clock and the randomness that it was opened with.
    #[must_use]
    pub fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// Its key, for looking at copies of it.
    #[must_use]
    pub fn data_key(&self) -> DataKey {
        self.key.clone()
    }

    /// Lets the next piece of work tell how far it is, and be stopped.
    pub fn follow(&mut self, progress: Progress) {
        self.progress = progress;
    }

    /// Reads. All that `look` sees is of one moment.
    ///
    /// # Errors
    /// What `look` refuses.
    pub fn read<T>(&self, look: impl FnOnce(&Reader) -> Result<T>) -> Result<T> {
        self.health.reachable()?;
        look(&self.reader())
    }

    /// Reads what an act left that was just written. It is done: a disk that fails at this may not
    /// have it said that it is not.
    ///
    /// # Errors
    /// `Code::OutcomeUnknown` for SQLite's answer; else what `look` refuses.
    pub fn read_back<T>(&self, look: impl FnOnce(&Reader) -> Result<T>) -> Result<T> {
        self.read(look).map_err(|error| match error {
            Error::Database(_) => Code::OutcomeUnknown.refusal().into(),
            other => other,
        })
    }

    /// Changes the book: `change`, its audit row and its operation id in one transaction, durable
    /// when this returns. The same operation again answers with the first result.
    ///
    /// # Errors
    /// `Code::OperationIdReused` if the id came with another question; `Code::BookIsReadOnly`; what
    /// `change` refuses, and then nothing has changed; `Code::OutcomeUnknown` if the disk failed
    /// and would not tell.
    pub fn write<T: Serialize + DeserializeOwned>(
        &mut self,
        act: &Act,
        change: impl FnOnce(&Tx) -> Result<T>,
    ) -> Result<Written<T>> {
        if self.health.reachable().is_ok()
            && let Some(first) = audit::repeated(&self.connection, act)?
        {
            return Ok(first);
        }
        self.writable()?;
        self.holding.let_go(&self.connection)?;
        match self.transact(act, change) {
            Ok(written) => {
                self.health.went_well();
                Ok(written)
            }
            Err(failure) if self.is_in_doubt(&failure) => self.settle(act, failure),
            Err(failure) => Err(failure),
        }
    }

    /// Upkeep that needs the bare connection: copying, verifying, re-keying. It goes on where acts
    /// cannot be written; whoever changes something through it asks `writable` first.
    ///
    /// # Errors
    /// What `work` refuses.
    pub fn maintain<T>(&mut self, work: impl FnOnce(&mut Upkeep) -> Result<T>) -> Result<T> {
        self.health.reachable()?;
        let _shift = upkeep::Shift::begin(&self.connection, self.progress.clone())?;
        work(&mut Upkeep::new(&self.key, self.reader(), &self.holding)).map_err(stopped)
    }

    /// Holds the book's file still, for a copy that another thread makes of it. The desk goes on
    /// meanwhile; what it writes is not in the copy.
    ///
    /// # Errors
    /// `Code::CopyIsBeingMade`; what SQLite or the disk said.
    pub fn hold_still(&mut self) -> Result<Still> {
        self.health.reachable()?;
        copy::hold(&mut self.holding, &self.file, &self.connection, &self.key)
    }

    /// Whether a copy of the file is being made: then nothing may be moved into it.
    #[must_use]
    pub fn is_held_still(&self) -> bool {
        self.holding.is_read()
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            connection: &self.connection,
            ambient: &self.ambient,
            progress: &self.progress,
        }
    }

    fn transact<T: Serialize>(
        &self,
        act: &Act,
        change: impl FnOnce(&Tx) -> Result<T>,
    ) -> Result<Written<T>> {
        let _door = Door::open(&self.connection)?;
        self.connection
            .prepare_cached("BEGIN IMMEDIATE")?
            .execute([])?;
        let tx = Tx {
            reader: self.reader(),
            in_bulk: Cell::new(false),
        };
        change(&tx)
            .and_then(|result| audit::record(&tx, act, result))
            .and_then(|written| {
                self.connection.prepare_cached("COMMIT")?.execute([])?;
                Ok(written)
            })
    }

    /// Whether a failed act may have been saved all the same, or has left a transaction open that
    /// could not be rolled back.
    fn is_in_doubt(&self, failure: &Error) -> bool {
        let doubtful = match failure {
            Error::Database(error) => audit::leaves_doubt(error),
            _ => false,
        };
        doubtful || !self.connection.is_autocommit()
    }
}

/// A book that is let go is closed in good order, if it can be.
impl Drop for Book {
    fn drop(&mut self) {
        self.leave();
        // The next one may have no right to write a name here, and would be taken for this one.
        Holder::sign(None, &self.lock);
    }
}

/// What a reading function needs. It comes only from a book.
pub struct Reader<'book> {
    connection: &'book Connection,
    ambient: &'book Ambient,
    progress: &'book Progress,
}

impl Reader<'_> {
    pub(crate) fn connection(&self) -> &Connection {
        self.connection
    }

    pub(crate) fn ambient(&self) -> &Ambient {
        self.ambient
    }

    /// The present day at the desk.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        self.ambient.today()
    }

    /// The present instant, in UTC.
    #[must_use]
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.ambient.now()
    }

    /// The day on which this book was made.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn made_on(&self) -> Result<chrono::NaiveDate> {
        Ok(self.made_at()?.date_naive())
    }

    /// When this book was made.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn made_at(&self) -> Result<chrono::DateTime<chrono::Utc>> {
        let made_at: date::Instant =
            self.connection
                .query_row("SELECT made_at FROM book", [], |row| row.get(0))?;
        Ok(made_at.0)
    }

    /// How far long work is; it stops here when asked to.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        self.progress
    }

    /// One act by its operation.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn act(&self, operation_id: Uuid) -> Result<Option<AuditLine>> {
        audit::find(self.connection, operation_id)
    }

    /// The acts that were done with one of these things, or by one of them, as records.
    ///
    /// # Errors
    /// SQLite's answer.
    pub(crate) fn acts_naming(&self, ids: &HashSet<Uuid>) -> Result<Vec<PersonalRecord>> {
        let acts = audit::naming(self.connection, ids)?;
        Ok(acts.iter().map(AuditLine::record).collect())
    }

    /// The acts of this book that came after one, the latest first: how many, and some of them.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn acts_after(&self, sequence: i64, limit: usize) -> Result<(u64, Vec<AuditLine>)> {
        audit::after(self.connection, sequence, limit)
    }

    /// The acts of this book, the latest first; or only those before one, by its place in the order
    /// of the book.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn audit(&self, before: Option<i64>, limit: usize) -> Result<Vec<AuditLine>> {
        audit::latest(self.connection, before, limit)
    }
}

/// What a writing function needs. It comes only from `Book::write`, inside its transaction.
pub struct Tx<'book> {
    reader: Reader<'book>,
    in_bulk: Cell<bool>,
}

impl<'book> Deref for Tx<'book> {
    type Target = Reader<'book>;

    fn deref(&self) -> &Reader<'book> {
        &self.reader
    }
}

/// However an act ends, it leaves nothing open behind it.
impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.in_bulk.get() {
            drop(connection::cache_at_rest(self.connection));
        }
    }
}

impl Tx<'_> {
    /// A large page cache until the end of this act: for imports.
    ///
    /// # Errors
    /// SQLite's answer.
    pub(crate) fn work_in_bulk(&self) -> Result<()> {
        self.in_bulk.set(true);
        connection::cache_at_work(self.connection)
    }

    /// Lets nobody guess any more at what was asked before this act, for who erases texts. A
    /// repeated operation of before is then known by its id and command alone.
    ///
    /// # Errors
    /// SQLite's answer.
    pub(crate) fn forget_questions(&self) -> Result<()> {
        audit::forget_questions(self)
    }
}

fn stopped(error: Error) -> Error {
    match error {
        Error::Database(error)
            if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) =>
        {
            Code::Stopped.refusal().into()
        }
        other => other,
    }
}

//! The file of an open book, held still while another thread copies it.
//!
//! There is one connection with an exclusive lock, and `VACUUM INTO` is one statement: it holds the
//! desk for seconds, and a `Backup` of SQLite kept across questions fights over the connection. So
//! the copy is made of the file, beside the desk. At the start everything that stands in the `-wal`
//! is moved into the file and automatic moving is switched off: from then on SQLite writes into
//! the `-wal` only, and the file stays, byte for byte, the book of that moment.
//!
//! Closing any handle of a file drops all locks that its process holds on it (POSIX), SQLite's
//! included. Hence one handle, opened before SQLite opens the file and closed after SQLite closed
//! it; it is read at places, so it has no position that two readers could fight over. Where SQLite
//! has to touch the file after all (the book is closed, or opened anew after a failing disk), the
//! copy is spoilt, says so and is never called good.

use std::{
    fs::{File, OpenOptions},
    io::{self, Seek as _, SeekFrom, Write as _},
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::{Moment, Scratch};
use crate::kernel::{Code, DataKey, Error, Progress, Result, new_file};

/// So much is read between two looks at whether the copy should stop.
const CHUNK: u64 = 1 << 20;
/// Here SQLite keeps its locks and never a page: on Windows these bytes cannot even be read.
const LOCK_BYTES: u64 = 1 << 30;
/// The size of SQLCipher's pages, and so of the hole around the lock bytes.
const PAGE: u64 = 4096;
/// The number of pages in the `-wal` at which SQLite moves them into the file.
const MOVES_AT: i32 = 200;

/// The handle on the file of a book that `Still` reads from.
///
/// # Errors
/// What the disk said.
pub(in crate::kernel::book) fn handle(database: &Path, make: bool) -> Result<Arc<File>> {
    let mut options = OpenOptions::new();
    options.read(true);
    if make {
        options.write(true).create(true).truncate(false);
    }
    Ok(Arc::new(options.open(database)?))
}

/// What a book knows of the copy that is being made of its file. When it goes, before the
/// connection does, it spoils what is still being read and waits until nobody reads any more.
#[derive(Default)]
pub(in crate::kernel::book) struct Holding(Option<Arc<Reading>>);

impl Holding {
    /// Whether somebody is reading the file: then nothing may be moved into it.
    pub fn is_read(&self) -> bool {
        self.0.as_ref().is_some_and(|reading| !reading.lock().over)
    }

    /// What is being read is no longer of one moment.
    pub fn spoil(&self) {
        if let Some(reading) = &self.0 {
            reading.lock().spoilt = true;
        }
    }

    /// Lets SQLite move pages into the file again, once the reading is over.
    ///
    /// # Errors
    /// SQLite's answer.
    pub fn let_go(&mut self, connection: &Connection) -> Result<()> {
        if self.0.is_some() && !self.is_read() {
            self.0 = None;
            moves_at(connection, MOVES_AT)?;
        }
        Ok(())
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        self.spoil();
        if let Some(reading) = &self.0 {
            reading.wait();
        }
    }
}

/// One reading of the file, as the book and the reader both know it.
#[derive(Default)]
struct Reading {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// SQLite wrote into the file meanwhile, or is about to.
    spoilt: bool,
    /// The reader has let go of the handle.
    over: bool,
}

impl Reading {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self) {
        let over = self.changed.wait_while(self.lock(), |state| !state.over);
        drop(over.unwrap_or_else(PoisonError::into_inner));
    }
}

/// The right to read the file of a book as it was at one moment. It goes to another thread.
pub struct Still {
    file: Option<Arc<File>>,
    reading: Arc<Reading>,
    bytes: u64,
    key: DataKey,
    moment: Moment,
}

/// Holds the file still: moves everything that was committed into it, and lets nothing follow.
///
/// # Errors
/// `Code::CopyIsBeingMade` if it is held already; SQLite's answer; `Broken` if not everything
/// could be moved. Then the book goes on as before.
pub(in crate::kernel::book) fn hold(
    holding: &mut Holding,
    file: &Arc<File>,
    connection: &Connection,
    key: &DataKey,
) -> Result<Still> {
    holding.let_go(connection)?;
    if holding.0.is_some() {
        return Code::CopyIsBeingMade.refuse();
    }
    moves_at(connection, 0)?;
    let held = settle(connection, file).and_then(|bytes| Ok((bytes, Moment::of(connection)?)));
    let (bytes, moment) = match held {
        Ok(held) => held,
        Err(error) => {
            moves_at(connection, MOVES_AT)?;
            return Err(error);
        }
    };
    let reading = Arc::new(Reading::default());
    holding.0 = Some(Arc::clone(&reading));
    Ok(Still {
        file: Some(Arc::clone(file)),
        reading,
        bytes,
        key: key.clone(),
        moment,
    })
}

/// Moves the `-wal` into the file and answers how many bytes the book then has.
fn settle(connection: &Connection, file: &File) -> Result<u64> {
    let moved: (i64, i64, i64) =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    // Not busy, and nothing left in the log: anything else is not the whole book.
    if moved != (0, 0, 0) {
        return Err(Error::broken(format!("the log was not emptied: {moved:?}")));
    }
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let (bytes, found) = (
        pages.unsigned_abs().saturating_mul(PAGE),
        file.metadata()?.len(),
    );
    if bytes == found {
        Ok(bytes)
    } else {
        Err(Error::broken(format!(
            "a file of {found} bytes holds {pages} pages"
        )))
    }
}

fn moves_at(connection: &Connection, pages: i32) -> Result<()> {
    connection.pragma_update_and_check(None, "wal_autocheckpoint", pages, |row| {
        if row.get::<_, i32>(0)? == pages {
            Ok(())
        } else {
            Err(rusqlite::Error::QueryReturnedNoRows)
        }
    })?;
    Ok(())
}

impl Still {
    /// How many bytes the book has.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What the desk noted at the moment.
    #[must_use]
    pub fn moment(&self) -> &Moment {
        &self.moment
    }

    /// Copies the file into a new one. `tell` is asked after each part how many bytes are ready.
    ///
    /// # Errors
    /// `Code::Stopped`, `Code::CopyWasSpoilt`, or what the disk said; then nothing is left.
    pub fn copy(mut self, target: &Path, progress: &Progress) -> Result<RawCopy> {
        let scratch = Scratch::new(target.to_path_buf());
        let mut into = new_file(target)?;
        let file = self.file.take();
        let sha256 = file
            .as_deref()
            .ok_or_else(|| Error::broken("a file that was read already"))
            .and_then(|file| {
                let mut read = |buffer: &mut [u8], at| read_at(file, buffer, at);
                let going_on = |done: u64| {
                    progress.step(mebibytes(done), mebibytes(self.bytes))?;
                    self.refuse_spoilt()
                };
                pour(&mut read, &mut into, self.bytes, LOCK_BYTES, going_on)
            });
        // Within the lock: what is not spoilt here was read before anything touched the file.
        let outcome = sha256.and_then(|sha256| self.refuse_spoilt().map(|()| sha256));
        drop(file);
        let sha256 = outcome?;
        into.sync_all()?;
        Ok(RawCopy {
            sha256,
            bytes: self.bytes,
            key: self.key.clone(),
            moment: self.moment.clone(),
            scratch,
        })
    }

    fn refuse_spoilt(&self) -> Result<()> {
        if self.reading.lock().spoilt {
            Code::CopyWasSpoilt.refuse()
        } else {
            Ok(())
        }
    }
}

impl Drop for Still {
    fn drop(&mut self) {
        // First the handle, then the word: who waits may close the file after it.
        self.file = None;
        self.reading.lock().over = true;
        self.reading.changed.notify_all();
    }
}

/// The bytes of a book at one moment, in a file that goes when this goes. Nobody has checked them.
pub struct RawCopy {
    sha256: String,
    bytes: u64,
    key: DataKey,
    moment: Moment,
    scratch: Scratch,
}

impl RawCopy {
    /// A copy that SQLite made by itself, on the desk's thread.
    pub(super) fn of(scratch: Scratch, key: &DataKey, moment: Moment) -> Result<Self> {
        let mut file = File::open(scratch.path())?;
        let mut digest = Sha256::new();
        let bytes = io::copy(&mut file, &mut DigestWriter(&mut digest))?;
        Ok(Self {
            sha256: hex::encode(digest.finalize()),
            bytes,
            key: key.clone(),
            moment,
            scratch,
        })
    }

    /// Where it stands.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.scratch.path()
    }

    /// Its size and its SHA-256, as it was read from the book.
    #[must_use]
    pub fn digest(&self) -> (u64, &str) {
        (self.bytes, &self.sha256)
    }

    /// What the desk noted at the moment of which it is.
    #[must_use]
    pub fn moment(&self) -> &Moment {
        &self.moment
    }

    pub(super) fn key(&self) -> &DataKey {
        &self.key
    }
}

/// Lets bytes be digested as they are copied.
struct DigestWriter<'digest>(&'digest mut Sha256);

impl io::Write for DigestWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Copies `bytes` bytes part by part, around the page that holds only locks. Answers the SHA-256.
fn pour(
    read: &mut impl FnMut(&mut [u8], u64) -> io::Result<()>,
    into: &mut File,
    bytes: u64,
    lock_bytes: u64,
    going_on: impl Fn(u64) -> Result<()>,
) -> Result<String> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; usize::try_from(CHUNK).unwrap_or(1 << 16)];
    let mut at = 0u64;
    going_on(at)?;
    while at < bytes {
        let end = match at {
            _ if at < lock_bytes => bytes.min(lock_bytes),
            _ if at == lock_bytes => bytes.min(lock_bytes.saturating_add(PAGE)),
            _ => bytes,
        };
        let length = usize::try_from(end.saturating_sub(at).min(CHUNK)).unwrap_or_default();
        let part = buffer
            .get_mut(..length)
            .ok_or_else(|| Error::broken("a part larger than its room"))?;
        if at == lock_bytes {
            part.fill(0);
            into.seek(SeekFrom::Start(at))?;
        } else {
            read(part, at)?;
        }
        into.write_all(part)?;
        digest.update(&*part);
        at = at.saturating_add(length as u64);
        going_on(at)?;
    }
    Ok(hex::encode(digest.finalize()))
}

fn mebibytes(bytes: u64) -> usize {
    usize::try_from(bytes.div_ceil(CHUNK)).unwrap_or(usize::MAX)
}

#[cfg(unix)]
fn read_at(file: &File, part: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, part, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut part: &mut [u8], mut at: u64) -> io::Result<()> {
    while !part.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, part, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        part = part.get_mut(read..).unwrap_or_default();
        at = at.saturating_add(read as u64);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_with_the_locks_is_never_read_and_all_others_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy");
        let (bytes, locks) = (3 * CHUNK + 2 * PAGE, CHUNK + 2 * PAGE);
        let mut read = |part: &mut [u8], at: u64| {
            assert!(at >= locks + PAGE || at + part.len() as u64 <= locks);
            part.fill(7);
            Ok(())
        };
        let mut into = File::create_new(&path).unwrap();
        let digest = pour(&mut read, &mut into, bytes, locks, |_| Ok(())).unwrap();
        let copied = std::fs::read(&path).unwrap();
        assert_eq!(copied.len() as u64, bytes);
        let hole = usize::try_from(locks).unwrap()..usize::try_from(locks + PAGE).unwrap();
        let zeros = copied.iter().enumerate().filter(|(_, byte)| **byte == 0);
        assert!(zeros.map(|(at, _)| at).eq(hole));
        assert_eq!(digest, hex::encode(Sha256::digest(&copied)));
    }
}

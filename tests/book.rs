//! A book for tests: in a temporary folder, with a clock that stands where the test puts it and
//! randomness from a counter, so that every run is the same.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use tempfile::TempDir;
use uuid::Uuid;
use wijkboek_core::{
    kernel::{
        Act, Ambient, Book, Clock, Code, DataKey, Entropy, Error, Read, Result, Tx, Write, folder,
    },
    keys::{Cost, KeyRing},
};

use crate::disk::TestDisk;

/// The day on which tests live unless they say otherwise.
pub const TODAY: &str = "2026-11-23";
pub const PASSPHRASE: &str = "kip huis boot laan";

pub struct TestBook {
    pub book: Book,
    pub ambient: Ambient,
    clock: TestClock,
    pub _home: TempDir,
    acts: u64,
}

impl TestBook {
    pub fn new() -> Self {
        Self::since(TODAY)
    }

    /// A book that was made on a certain day; the clock stands there.
    pub fn since(day: &str) -> Self {
        Self::made(day, TestDisk::default())
    }

    /// A book on a disk of which the test tells.
    pub fn on_disk(disk: TestDisk) -> Self {
        Self::made(TODAY, disk)
    }

    fn made(day: &str, disk: TestDisk) -> Self {
        let home = tempfile::tempdir().unwrap();
        let clock = TestClock::at(day);
        let ambient = Ambient::new(clock.clone(), Counter::default()).with_disk(disk);
        let folder = home.path().join("test.wijkboek");
        let held = folder::make(&folder).unwrap();
        let (id, person, key) = (ambient.uuid(), ambient.uuid(), DataKey::random(&ambient));
        let (ring, _) =
            KeyRing::create(id, &key, person, PASSPHRASE, Cost::CHEAP, &ambient).unwrap();
        ring.write(&folder).unwrap();
        let book = Book::create(&folder, held, id, key, ambient.clone()).unwrap();
        folder::finish(&folder).unwrap();
        Self {
            book,
            ambient,
            clock,
            _home: home,
            acts: 0,
        }
    }

    /// Puts the clock on another day, at noon.
    pub fn on(&mut self, day: &str) -> &mut Self {
        self.clock.set(day);
        self
    }

    /// Does a command, as a new act each time.
    pub fn does<C: Write>(&mut self, command: C) -> Result<C::Answer> {
        let act = self.act::<C>(&command);
        Ok(self.book.write(&act, |tx| command.run(tx))?.receipt)
    }

    /// Takes a command back, given its receipt.
    pub fn undoes<C: Write>(&mut self, receipt: C::Answer) -> Result<()> {
        self.acts += 1;
        let act = Act {
            operation_id: Uuid::from_u128(self.acts.into()),
            command: "desk.undo".into(),
            question: Vec::new(),
            person_id: None,
            undoes: None,
        };
        self.book.write(&act, |tx| C::undo(tx, receipt)).map(drop)
    }

    /// An act that is no command of the core's own.
    pub fn acts<T: Serialize + DeserializeOwned>(
        &mut self,
        change: impl FnOnce(&Tx) -> Result<T>,
    ) -> Result<T> {
        self.acts += 1;
        let act = Act {
            operation_id: Uuid::from_u128(self.acts.into()),
            command: "test".into(),
            question: Vec::new(),
            person_id: None,
            undoes: None,
        };
        Ok(self.book.write(&act, change)?.receipt)
    }

    pub fn asks<C: Read>(&self, command: C) -> Result<C::Answer> {
        self.book.read(|reader| command.run(reader))
    }

    pub fn folder(&self) -> PathBuf {
        self.book.folder().to_path_buf()
    }

    pub fn act<C: Write>(&mut self, command: &C) -> Act {
        self.acts += 1;
        Act {
            operation_id: Uuid::from_u128(self.acts.into()),
            command: C::NAME.into(),
            question: serde_json::to_vec(command).unwrap(),
            person_id: None,
            undoes: None,
        }
    }

    /// Closes the book and opens its database by hand, past every rule of the core.
    pub fn by_hand(self) -> (rusqlite::Connection, TempDir) {
        let folder = self.folder();
        let key = raw_key(&folder);
        drop(self.book);
        (open_by_hand(&folder, &key), self._home)
    }

    /// The book in this folder, opened again.
    pub fn again(folder: &Path, ambient: Ambient, home: TempDir) -> Self {
        Self {
            book: Self::open_again(folder, &ambient).unwrap(),
            ambient,
            clock: TestClock::at(TODAY),
            _home: home,
            acts: 0,
        }
    }

    pub fn open_again(folder: &Path, ambient: &Ambient) -> Result<Book> {
        let ring = KeyRing::read(folder)?;
        let opened = ring.open(PASSPHRASE)?;
        Book::open(folder, ring.book_id(), opened.key, ambient.clone())
    }
}

/// A keyed connection that knows no rule but those of the database.
pub fn open_by_hand(folder: &Path, key: &str) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(folder.join("book.db")).unwrap();
    connection.pragma_update(None, "key", key).unwrap();
    connection
        .pragma_update(None, "foreign_keys", "ON")
        .unwrap();
    connection
}

/// The data key of a test book, as SQLCipher takes it.
pub fn raw_key(folder: &Path) -> String {
    KeyRing::read(folder)
        .unwrap()
        .open(PASSPHRASE)
        .unwrap()
        .key
        .pragma()
        .to_string()
}

pub fn code<T>(result: &Result<T>) -> Option<Code> {
    result.as_ref().err().and_then(Error::code)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[derive(Clone)]
pub struct TestClock(Arc<Mutex<DateTime<Utc>>>);

impl TestClock {
    pub fn at(text: &str) -> Self {
        Self(Arc::new(Mutex::new(noon(text))))
    }

    pub fn forward(&self, seconds: i64) {
        *self.0.lock().unwrap() += chrono::TimeDelta::seconds(seconds);
    }

    pub fn set(&self, text: &str) {
        *self.0.lock().unwrap() = noon(text);
    }
}

fn noon(text: &str) -> DateTime<Utc> {
    day(text)
        .and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap())
        .and_utc()
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
}

/// Different bytes at each call, the same in each run.
#[derive(Default)]
pub struct Counter(AtomicU64);

impl Entropy for Counter {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let value = self.0.fetch_add(1, Ordering::Relaxed);
            let mixed = value.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ value;
            chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
        }
    }
}

//! Somebody at a desk in a folder of the test's own: the same `Desk::call` as the window's, with
//! cheap keys, seeded randomness and a clock that the test moves.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    thread,
    time::Duration,
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;
use wijkboek_core::{
    kernel::{Ambient, Clock, Entropy, Failure, Holder},
    keys::Cost,
};
use wijkboek_desk::{Desk, Envelope, Purpose, Surroundings};

use super::Dice;

/// What the folder of a book is called here.
pub const BOOK: &str = "buurt.wijkboek";
/// Who opens every book here.
pub const PASSPHRASE: &str = "kip huis boot laan";
/// What somebody types a passphrase for.
const TRIES: [&str; 6] = [
    "backup.look",
    "backup.restore",
    "backup.test",
    "book.recover",
    "book.unlock",
    "keys.change_passphrase",
];
/// The instant at which everything begins.
pub const BEGINNING: &str = "2026-11-23T12:00:00Z";

/// A desk with somebody at it.
pub struct Seat {
    /// The desk.
    pub desk: Desk,
    /// Its clock.
    pub clock: SteppingClock,
    ambient: Ambient,
    dialogs: Arc<Mutex<VecDeque<PathBuf>>>,
}

impl Seat {
    /// A desk with the book of this home, locked.
    #[must_use]
    pub fn at(home: &Path, seed: u64) -> Self {
        Self::with(home, seed, SteppingClock::new())
    }

    /// The same with a certain clock.
    #[must_use]
    pub fn with(home: &Path, seed: u64, clock: SteppingClock) -> Self {
        let ambient = Ambient::new(clock.clone(), SeededEntropy::new(seed));
        Self::around(home, clock, ambient)
    }

    /// The same, saying who works there.
    #[must_use]
    pub fn held_by(home: &Path, seed: u64, holder: Holder) -> Self {
        let clock = SteppingClock::new();
        let ambient = Ambient::new(clock.clone(), SeededEntropy::new(seed));
        Self::around(home, clock, ambient.held_by(holder))
    }

    fn around(home: &Path, clock: SteppingClock, ambient: Ambient) -> Self {
        let dialogs = Arc::default();
        let surroundings = Room {
            home: home.to_path_buf(),
            ambient: ambient.clone(),
            dialogs: Arc::clone(&dialogs),
        };
        Self {
            desk: Desk::new(Box::new(surroundings)).with_book(&home.join(BOOK)),
            clock,
            ambient,
            dialogs,
        }
    }

    /// Opens the book.
    ///
    /// # Errors
    /// Why it does not open.
    pub fn unlock(&mut self) -> Result<Value, Failure> {
        self.unlock_in_time(PASSPHRASE)
    }

    /// The same for somebody else's passphrase.
    ///
    /// # Errors
    /// Why it does not open.
    pub fn unlock_in_time(&mut self, passphrase: &str) -> Result<Value, Failure> {
        let mut tries = 0;
        loop {
            match self.unlock_as(passphrase) {
                // A process that another worker of the suite begins at this moment has a copy of
                // the lock that we had, until it runs its own program.
                Err(failure) if failure.code == "BookIsInUse" && tries < 50 => {
                    tries += 1;
                    thread::sleep(Duration::from_millis(20));
                }
                outcome => return outcome,
            }
        }
    }

    /// Opens the book as whoever has this passphrase, or is told at once why not.
    ///
    /// # Errors
    /// Why it does not open.
    pub fn unlock_as(&mut self, passphrase: &str) -> Result<Value, Failure> {
        self.ask("book.unlock", json!({ "passphrase": passphrase }))
    }

    /// Closes the book.
    ///
    /// # Errors
    /// Why not.
    pub fn lock(&mut self) -> Result<Value, Failure> {
        self.ask("book.lock", json!({}))
    }

    /// Asks something, as an act of its own.
    ///
    /// # Errors
    /// What the desk says.
    pub fn ask(&mut self, command: &str, question: Value) -> Result<Value, Failure> {
        let operation_id = self.ambient.uuid();
        self.ask_as(operation_id, command, question)
    }

    /// Asks something as a certain act.
    ///
    /// # Errors
    /// What the desk says.
    pub fn ask_as(
        &mut self,
        operation_id: Uuid,
        command: &str,
        question: Value,
    ) -> Result<Value, Failure> {
        // Whoever types a passphrase takes longer than any wait for wrong ones before it.
        if TRIES.contains(&command) {
            self.clock.jump(31);
        }
        self.desk.call(&Envelope {
            operation_id: Some(operation_id),
            ..Envelope::question(command, question)
        })
    }

    /// A new operation id.
    #[must_use]
    pub fn operation(&self) -> Uuid {
        self.ambient.uuid()
    }

    /// Answers the next file dialog.
    pub fn choose(&mut self, path: &Path) {
        let mut dialogs = self.dialogs.lock().unwrap_or_else(PoisonError::into_inner);
        dialogs.push_back(path.to_path_buf());
    }

    /// Forgets answers to dialogs that were not shown.
    pub fn forget_choices(&mut self) {
        let mut dialogs = self.dialogs.lock().unwrap_or_else(PoisonError::into_inner);
        dialogs.clear();
    }

    /// The clock and randomness of this desk.
    #[must_use]
    pub fn ambient(&self) -> &Ambient {
        &self.ambient
    }
}

/// The machine around the desk.
struct Room {
    home: PathBuf,
    ambient: Ambient,
    dialogs: Arc<Mutex<VecDeque<PathBuf>>>,
}

impl Room {
    fn next(&self) -> Option<PathBuf> {
        let mut dialogs = self.dialogs.lock().unwrap_or_else(PoisonError::into_inner);
        dialogs.pop_front()
    }
}

impl Surroundings for Room {
    fn ambient(&self) -> Ambient {
        self.ambient.clone()
    }

    fn cost(&self) -> Cost {
        Cost::CHEAP
    }

    fn lock_after(&self, _: u32) -> Option<Duration> {
        // The clock here jumps by years: nobody would be let at the desk.
        None
    }

    fn data_folder(&self) -> PathBuf {
        self.home.join("data")
    }

    fn config_folder(&self) -> PathBuf {
        self.home.join("config")
    }

    fn choose_file(&mut self, _: Purpose) -> Option<PathBuf> {
        self.next()
    }

    fn choose_target(&mut self, _: &str) -> Option<PathBuf> {
        self.next()
    }

    fn choose_book(&mut self) -> Option<PathBuf> {
        self.next()
    }

    fn show(&mut self, _: &Path) {}
}

/// A clock that goes one millisecond further at each look, and jumps where a test puts it; its
/// zone is UTC until a test moves it too.
#[derive(Clone)]
pub struct SteppingClock {
    millis: Arc<AtomicI64>,
    /// Minutes that the desk is ahead of UTC.
    ahead: Arc<AtomicI64>,
}

impl Default for SteppingClock {
    fn default() -> Self {
        Self::new()
    }
}

impl SteppingClock {
    /// A clock at the beginning.
    #[must_use]
    pub fn new() -> Self {
        let beginning: DateTime<Utc> = BEGINNING.parse().unwrap_or_default();
        Self {
            millis: Arc::new(AtomicI64::new(beginning.timestamp_millis())),
            ahead: Arc::default(),
        }
    }

    /// Puts it at an instant.
    pub fn set(&self, now: DateTime<Utc>) {
        self.millis.store(now.timestamp_millis(), Ordering::Relaxed);
    }

    /// Moves it by so many seconds, forward or back.
    pub fn jump(&self, seconds: i64) {
        self.millis
            .fetch_add(seconds.saturating_mul(1000), Ordering::Relaxed);
    }

    /// Puts the desk into another zone, so many minutes ahead of UTC.
    pub fn travel(&self, ahead: i64) {
        self.ahead.store(ahead, Ordering::Relaxed);
    }
}

impl Clock for SteppingClock {
    fn now(&self) -> DateTime<Utc> {
        let millis = self.millis.fetch_add(1, Ordering::Relaxed);
        DateTime::from_timestamp_millis(millis).unwrap_or_default()
    }

    fn today(&self) -> NaiveDate {
        let ahead = TimeDelta::minutes(self.ahead.load(Ordering::Relaxed));
        (self.now() + ahead).date_naive()
    }
}

struct SeededEntropy(Mutex<Dice>);

impl SeededEntropy {
    fn new(seed: u64) -> Self {
        Self(Mutex::new(Dice::new(seed)))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut dice = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        dice.fill(bytes);
    }
}

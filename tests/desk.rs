//! A desk for tests: temporary folders, cheap keys, dialogs answered from a list. What the window
//! and `wijk` ask goes through the same `Desk::call`.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;
use wijkboek_core::{kernel::Ambient, keys::Cost};
use wijkboek_desk::{Desk, Envelope, Purpose, Surroundings};

use crate::{
    book::{Counter, PASSPHRASE, TODAY, TestClock},
    disk::TestDisk,
};

/// What somebody types a passphrase for.
const TRIES: [&str; 6] = [
    "backup.look",
    "backup.restore",
    "backup.test",
    "book.recover",
    "book.unlock",
    "keys.change_passphrase",
];

pub struct TestDesk {
    pub desk: Desk,
    pub home: TempDir,
    pub clock: TestClock,
    pub disk: TestDisk,
    dialogs: Arc<Mutex<VecDeque<PathBuf>>>,
    ambient: Ambient,
    /// Whether a desk at which nobody sits is locked. Most tests move the clock by days.
    pub locks: Arc<AtomicBool>,
}

impl TestDesk {
    /// A desk on a computer that has no book yet.
    pub fn empty() -> Self {
        let home = tempfile::tempdir().unwrap();
        let clock = TestClock::at(TODAY);
        let disk = TestDisk::default();
        let ambient = Ambient::new(clock.clone(), Counter::default()).with_disk(disk.clone());
        let (dialogs, locks) = (Arc::default(), Arc::default());
        let desk = desk(home.path(), &ambient, &dialogs, &locks);
        Self {
            desk,
            home,
            clock,
            disk,
            dialogs,
            ambient,
            locks,
        }
    }

    /// A desk with an open book of the Nieuwe Jutter.
    pub fn open() -> Self {
        let mut desk = Self::empty();
        desk.ok("book.create", new_book("De Nieuwe Jutter"));
        desk
    }

    /// Asks something that must succeed.
    pub fn ok(&mut self, command: &str, question: Value) -> Value {
        let answer = self.ask(command, question.clone());
        answer.unwrap_or_else(|failure| panic!("{command} {question}: {failure}"))
    }

    /// Asks something that must be refused; answers the code.
    pub fn code(&mut self, command: &str, question: Value) -> String {
        let failure = self.ask(command, question).expect_err(command);
        failure["code"].as_str().unwrap().to_owned()
    }

    pub fn ask(&mut self, command: &str, question: Value) -> Result<Value, Value> {
        // Whoever types a passphrase takes longer than any wait for wrong ones before it.
        if TRIES.contains(&command) {
            self.clock.forward(31);
        }
        let operation_id = self.ambient.uuid();
        self.ask_as(operation_id, command, question)
    }

    pub fn ask_as(
        &mut self,
        operation_id: Uuid,
        command: &str,
        question: Value,
    ) -> Result<Value, Value> {
        let envelope = Envelope {
            operation_id: Some(operation_id),
            ..Envelope::question(command, question)
        };
        self.desk
            .call(&envelope)
            .map_err(|failure| serde_json::to_value(failure).unwrap())
    }

    /// Answers the next file dialog.
    pub fn choose(&mut self, path: impl AsRef<Path>) {
        self.dialogs
            .lock()
            .unwrap()
            .push_back(path.as_ref().to_path_buf());
    }

    /// The program is closed and started again.
    pub fn restart(&mut self) {
        // The old desk goes first: it holds the lock of its book.
        self.desk = desk(
            &self.home.path().join("elsewhere"),
            &self.ambient,
            &self.dialogs,
            &self.locks,
        );
        self.desk = desk(self.home.path(), &self.ambient, &self.dialogs, &self.locks);
    }

    pub fn book_folder(&mut self) -> PathBuf {
        PathBuf::from(self.ok("book.where", json!({}))["folder"].as_str().unwrap())
    }
}

pub fn new_book(centre: &str) -> Value {
    json!({ "centre": centre, "place": "Utrecht", "person": "Anja Bos", "passphrase": PASSPHRASE })
}

fn desk(
    home: &Path,
    ambient: &Ambient,
    dialogs: &Arc<Mutex<VecDeque<PathBuf>>>,
    locks: &Arc<AtomicBool>,
) -> Desk {
    Desk::new(Box::new(TestSurroundings {
        home: home.to_path_buf(),
        ambient: ambient.clone(),
        dialogs: dialogs.clone(),
        locks: locks.clone(),
    }))
}

struct TestSurroundings {
    home: PathBuf,
    ambient: Ambient,
    dialogs: Arc<Mutex<VecDeque<PathBuf>>>,
    locks: Arc<AtomicBool>,
}

impl TestSurroundings {
    fn next(&self) -> Option<PathBuf> {
        self.dialogs.lock().unwrap().pop_front()
    }
}

impl Surroundings for TestSurroundings {
    fn ambient(&self) -> Ambient {
        self.ambient.clone()
    }

    fn cost(&self) -> Cost {
        Cost::CHEAP
    }

    fn lock_after(&self, minutes: u32) -> Option<Duration> {
        let after = Duration::from_secs(u64::from(minutes) * 60);
        self.locks.load(Ordering::Relaxed).then_some(after)
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

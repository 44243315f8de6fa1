//! The book that everything is measured on, and desks to sit at with a copy of it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;
use wijkboek_core::{
    kernel::{Ambient, Clock, Entropy, Failure, SCHEMA_VERSION},
    keys::Cost,
};
use wijkboek_desk::{Desk, Envelope, Purpose, Surroundings};

use crate::{
    Result,
    table::{spoken, timed},
    town::{self, IN_ONE_FILE, MEMBERS, TRANSFERS},
};

/// The passphrase of every book here.
pub const PASSPHRASE: &str = "kip huis boot laan";
/// What the folder of a book is called.
pub const BOOK: &str = "stad.wijkboek";
/// Goes up when the town changes: a book of another town is made anew.
const EDITION: u32 = 1;
/// The book begins on this day, so that a quarter of it is over.
const BEGINNING: &str = "2026-07-01T09:00:00Z";
/// The day on which everything is measured.
pub const TODAY: &str = "2026-11-23T12:00:00Z";

/// Where the measured book stands.
pub struct Library {
    folder: PathBuf,
}

impl Library {
    /// Finds the book, or makes it.
    pub fn open() -> Result<Self> {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        let name = format!("book-{EDITION}-{SCHEMA_VERSION}");
        let folder = target.join("bench").join(name);
        if !folder.join(BOOK).exists() {
            eprintln!("making a book of {MEMBERS} members and {TRANSFERS} transfers");
            fs::create_dir_all(target.join("bench"))?;
            let home = TempDir::new_in(target.join("bench"))?;
            let ((), time) = timed(|| make(home.path()))?;
            eprintln!("  made in {}", spoken(time));
            fs::rename(home.keep(), &folder)?;
        }
        Ok(Self { folder })
    }

    /// A copy of the book, for a part that writes or must not be written to by another.
    pub fn lend(&self) -> Result<Lent> {
        let home = TempDir::new_in(&self.folder)?;
        let (from, to) = (self.folder.join(BOOK), home.path().join(BOOK));
        fs::create_dir(&to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
        Ok(Lent { home })
    }
}

/// A copy of the book that goes when it is let go.
pub struct Lent {
    home: TempDir,
}

impl Lent {
    /// The folder that the book lies in.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The book itself.
    pub fn book(&self) -> PathBuf {
        self.home.path().join(BOOK)
    }

    /// A desk with the copy open on it.
    pub fn sit(&self) -> Result<Seat> {
        let mut seat = Seat::at(self.home(), TODAY);
        seat.ask("book.unlock", json!({ "passphrase": PASSPHRASE }))?;
        Ok(seat)
    }
}

/// Somebody at a desk.
pub struct Seat {
    pub desk: Desk,
    clock: TownClock,
    ambient: Ambient,
}

impl Seat {
    /// A desk with the book of this home, locked.
    pub fn at(home: &Path, now: &str) -> Self {
        let clock = TownClock::at(now);
        let ambient = Ambient::new(clock.clone(), Counter::default());
        let surroundings = TownHall {
            home: home.to_path_buf(),
            ambient: ambient.clone(),
        };
        let desk = Desk::new(Box::new(surroundings)).with_book(&home.join(BOOK));
        Self {
            desk,
            clock,
            ambient,
        }
    }

    /// Asks something that must succeed.
    pub fn ask(&mut self, command: &str, question: Value) -> Result<Value> {
        let envelope = Envelope {
            operation_id: Some(Uuid::now_v7()),
            ..Envelope::question(command, question)
        };
        let said = |failure: Failure| format!("{command}: {} {:?}", failure.code, failure.details);
        Ok(self.desk.call(&envelope).map_err(said)?)
    }

    /// Imports a file.
    pub fn import(&mut self, what: &str, file: &Path, mapping: Value) -> Result<Value> {
        let file = self.desk.keep_file(file.to_path_buf()).file;
        let command = format!("import.apply_{what}");
        self.ask(&command, json!({ "file": file, "mapping": mapping }))
    }

    /// A new account of an organisation that takes part.
    pub fn partner(&mut self, name: &str, kind: &str) -> Result<Value> {
        let organisation = json!({
            "kind": "organisation", "fields": { "name": name }, "membership": "active",
        });
        let member = self.ask("members.admit", organisation)?;
        let account = json!({ "kind": kind, "member_id": member["member_id"] });
        Ok(self.ask("credits.open_account", account)?["account_id"].take())
    }

    /// Randomness and clock of this desk.
    pub fn ambient(&self) -> &Ambient {
        &self.ambient
    }
}

/// Says how the columns of a file are to be read.
pub fn mapping(what: &str) -> Value {
    if what == "members" {
        return json!({ "columns": {}, "memberships": {}, "letters": {} });
    }
    json!({
        "from": "from", "to": "to", "amount": "amount", "at": "at", "id": "id",
        "minutes_per_unit": 1, "issuers": [town::ISSUER], "source": "stad",
    })
}

/// Makes the book as a town would: a list of members, then file after file of old transfers, then
/// hours of a quarter that is over by today.
fn make(home: &Path) -> Result<()> {
    let mut seat = Seat::at(home, BEGINNING);
    let made = json!({ "centre": "De Stad", "person": "Anja Bos", "passphrase": PASSPHRASE });
    seat.ask("book.create", made)?;
    let list = home.join("leden.csv");
    fs::write(&list, town::members(0, MEMBERS))?;
    let done = seat.import("members", &list, mapping("members"))?;
    eprintln!("  members: {} taken, {} held", done["taken"], done["held"]);
    fs::remove_file(&list)?;
    for from in (0..TRANSFERS).step_by(usize::try_from(IN_ONE_FILE)?) {
        let file = home.join(format!("boekingen-{from}.csv"));
        fs::write(&file, town::transfers(from, from + IN_ONE_FILE))?;
        let done = seat.import("transfers", &file, mapping("transfers"))?;
        eprintln!("  transfers: {} posted", done["posted"]);
        fs::remove_file(&file)?;
    }
    hours(&mut seat)
}

/// Hours that members gave in the quarter that the snapshot tells.
fn hours(seat: &mut Seat) -> Result<()> {
    seat.clock.set("2026-08-10T10:00:00Z");
    let themes = ["Samen eten", "Buurttuin", "Taalles"].map(|name| json!({ "name": name }));
    seat.ask(
        "credits.change_themes",
        json!({ "version": 0, "themes": themes }),
    )?;
    let list = seat.ask("credits.themes", json!({}))?;
    let issuing = seat.partner("Buurthuis", "issuing")?;
    let members = seat.ask("members.list", json!({ "limit": 500 }))?;
    for (place, member) in members["rows"].as_array().into_iter().flatten().enumerate() {
        let theme = &list["themes"][place % 3]["theme_id"];
        let earn = json!({
            "from": issuing, "to": { "member_id": member["member_id"] },
            "minutes": 60 + 15 * (place % 8), "theme_id": theme,
        });
        seat.ask("credits.earn", earn)?;
    }
    Ok(())
}

struct TownHall {
    home: PathBuf,
    ambient: Ambient,
}

impl Surroundings for TownHall {
    fn ambient(&self) -> Ambient {
        self.ambient.clone()
    }

    fn cost(&self) -> Cost {
        Cost::CHEAP
    }

    fn lock_after(&self, _: u32) -> Option<Duration> {
        None
    }

    fn data_folder(&self) -> PathBuf {
        self.home.clone()
    }

    fn config_folder(&self) -> PathBuf {
        self.home.join("config")
    }

    fn choose_file(&mut self, _: Purpose) -> Option<PathBuf> {
        None
    }

    fn choose_target(&mut self, suggested: &str) -> Option<PathBuf> {
        Some(self.home.join(suggested))
    }

    fn choose_book(&mut self) -> Option<PathBuf> {
        None
    }

    fn show(&mut self, _: &Path) {}
}

#[derive(Clone)]
struct TownClock(Arc<Mutex<DateTime<Utc>>>);

impl TownClock {
    fn at(now: &str) -> Self {
        let clock = Self(Arc::default());
        clock.set(now);
        clock
    }

    fn set(&self, now: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now.parse().unwrap_or_default();
    }
}

impl Clock for TownClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
}

/// Different bytes at each call, the same in each run.
#[derive(Default)]
struct Counter(AtomicU64);

impl Entropy for Counter {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let value = town::mixed(self.0.fetch_add(1, Ordering::Relaxed));
            for (byte, random) in chunk.iter_mut().zip(value.to_le_bytes()) {
                *byte = random;
            }
        }
    }
}

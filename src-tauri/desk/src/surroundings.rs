//! What the desk needs of the machine: folders, file dialogs, a viewer, the clock, randomness. The
//! window answers with native dialogs, `wijk` with the paths on its command line, tests with
//! temporary folders.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, Utc};
use wijkboek_core::{
    kernel::{Ambient, Clock, Entropy, Holder, Language, folder},
    keys::Cost,
};

/// What a file is chosen for; the dialog's title comes from the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A list of members or of transfers to import.
    Import,
    /// A backup to open.
    Backup,
    /// A snapshot to check.
    Snapshot,
    /// A paper, a list or a snapshot to write.
    Write,
    /// The folder of a book.
    Book,
}

/// The machine around the desk.
pub trait Surroundings: Send {
    /// Clock and randomness.
    fn ambient(&self) -> Ambient {
        real_ambient()
    }

    /// What a passphrase costs to try.
    fn cost(&self) -> Cost {
        Cost::STANDARD
    }

    /// After how long without anybody the book is locked, where this computer is set to so many
    /// minutes; nothing where that makes no sense.
    fn lock_after(&self, minutes: u32) -> Option<Duration> {
        Some(Duration::from_secs(u64::from(minutes).saturating_mul(60)))
    }

    /// The language of papers and lists, where another one was asked for than this computer is
    /// set to.
    fn language(&self) -> Option<Language> {
        None
    }

    /// Where new books are made.
    fn data_folder(&self) -> PathBuf;

    /// Where the practice book stands.
    fn practice_folder(&self) -> PathBuf {
        self.data_folder()
            .join("oefenboek")
            .with_extension(folder::ENDING)
    }

    /// Where the settings of this computer stand.
    fn config_folder(&self) -> PathBuf;

    /// What the clock on the wall says at an instant.
    fn on_the_wall(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&Local).naive_local()
    }

    /// Lets the person choose a file to read; nothing if they changed their mind.
    fn choose_file(&mut self, purpose: Purpose) -> Option<PathBuf>;

    /// Lets the person choose where to write, starting from a suggested name.
    fn choose_target(&mut self, suggested: &str) -> Option<PathBuf>;

    /// Lets the person choose the folder of a book.
    fn choose_book(&mut self) -> Option<PathBuf>;

    /// Lets the person choose a folder for copies: a stick.
    fn choose_folder(&mut self) -> Option<PathBuf> {
        self.choose_book()
    }

    /// Shows a file that was written in the program that people use for it.
    fn show(&mut self, path: &Path);
}

/// The clock of this machine and the randomness of its operating system.
#[must_use]
pub fn real_ambient() -> Ambient {
    let ambient = Ambient::new(SystemClock, SystemEntropy);
    match at_this_computer() {
        Some(holder) => ambient.held_by(holder),
        None => ambient,
    }
}

/// Who uses this computer, and with which program, as the operating system calls them.
fn at_this_computer() -> Option<Holder> {
    let user = ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()))?;
    let program = std::env::current_exe().ok()?;
    Some(Holder {
        user,
        program: program.file_stem()?.to_string_lossy().into_owned(),
    })
}

/// Keeps the memory of this process, which may hold a key, from being written to the disk when it
/// crashes. A system that knows no such limit is no worse off than before.
pub fn leave_no_dump() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        let _ = setrlimit(Resource::Core, none);
    }
}

/// The same randomness with a clock that stands still, for a test that needs a past: `now` as in
/// `2026-07-10T10:00:00Z`. Nothing if that is no instant.
#[must_use]
pub fn ambient_at(now: &str) -> Option<Ambient> {
    let now = now.trim().parse().ok()?;
    Some(Ambient::new(StoppedClock(now), SystemEntropy))
}

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn today(&self) -> NaiveDate {
        Local::now().date_naive()
    }
}

struct StoppedClock(DateTime<Utc>);

impl Clock for StoppedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }

    fn today(&self) -> NaiveDate {
        self.0.date_naive()
    }
}

struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness no key may be made: a machine that has none must not go on.
        #[allow(clippy::expect_used)]
        getrandom::fill(bytes).expect("the operating system gives randomness");
    }
}

//! F3 for work on the files beside the book that is no act in it: a copy is made, on a stick or on
//! the shelf, a copy takes the place of the book, a book is made, the recovery code is used. What
//! was told is held against the files that are found, each opened as a book; asked again on a good
//! disk it is done, and nothing hidden is left behind by then.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    rc::Rc,
};

use serde_json::{Value, json};
use uuid::Uuid;
use wijkboek_core::{backup, kernel::Failure, keys::KeyRing};

use super::nth::{Asked, Lab, Outcome, Told};
use crate::{
    shim::{Armed, disarm, has_failed, watch},
    stage::{
        Acknowledged, BOOK, Dice, FRESH, Folk, Mark, Marked, PASSPHRASE, Seat, Shelf, Truth,
        WORKER, acts_of, copy_folder,
    },
};

/// A copy that lies there already.
const COPY: &str = "kopie.wijkboek-backup";
/// The same on the shelf beside the book.
const ON_SHELF: &str = "2026-11-22-120000-00000000.wijkboek-backup";

/// Work on files, and how it is judged.
struct Work {
    name: &'static str,
    /// Whether the book lies open when it is asked.
    open: bool,
    /// The question; its dialogs are answered.
    question: fn(&mut Seat, &Path, &Stock) -> Value,
    /// Whether what was told is true; then, whether it stands there done.
    judge: fn(&Found) -> Result<bool, String>,
}

const WORKS: [Work; 5] = [
    Work {
        name: "backup.make",
        open: true,
        question: |seat, home, _| {
            seat.choose(&home.join(COPY));
            json!({})
        },
        judge: |found| {
            let named = |answer: &Value| {
                let name = answer["file"]["name"].as_str().unwrap_or_default();
                found.home.join(name)
            };
            found.copies(named)
        },
    },
    Work {
        name: "backup.keep",
        open: true,
        question: |_, _, _| json!({}),
        judge: |found| {
            let of_manifest = |answer: &Value| {
                let mut copies = ending_as_copy(&found.shelf()).into_iter();
                let same = |copy: &PathBuf| {
                    let peeked = backup::peek(copy).ok();
                    peeked.is_some_and(|manifest| json!(manifest) == *answer)
                };
                copies.find(same).unwrap_or_default()
            };
            found.copies(of_manifest)
        },
    },
    Work {
        name: "backup.restore",
        open: true,
        question: |seat, home, _| json!({ "file": seat.desk.keep_file(home.join(COPY)).file }),
        judge: |found| found.restored(),
    },
    Work {
        name: CREATE,
        open: false,
        question: |_, _, _| json!({ "centre": "De Buurt", "person": "Anja Bos", "passphrase": PASSPHRASE }),
        judge: |found| found.created(),
    },
    Work {
        name: "book.recover",
        open: false,
        question: |_, _, stock| json!({ "recovery_code": stock.code, "passphrase": FRESH }),
        judge: |found| found.recovered(),
    },
];

const CREATE: &str = "book.create";

/// A book with an older copy of it, in which more was done since. It stays as it is.
struct Stock {
    home: PathBuf,
    code: String,
    /// What the copy is, byte for byte.
    copy: Vec<u8>,
    /// What stands in the copy.
    copied: Vec<Acknowledged>,
    /// What was done since.
    since: Vec<Acknowledged>,
}

impl Stock {
    fn new(shelf: &Shelf, home: &Path) -> Result<Self, String> {
        let failed = |failure: Failure| format!("{failure:?}");
        shelf.put_into(home).map_err(said)?;
        // The one that is there to be taken away is not one that a restore puts aside.
        for other in kept_books(home) {
            fs::remove_dir_all(other).map_err(said)?;
        }
        let copied = acts_of(home)?;
        let mut seat = Seat::at(home, 1);
        seat.unlock().map_err(failed)?;
        seat.choose(&home.join(COPY));
        seat.ask("backup.make", json!({})).map_err(failed)?;
        let mut folk = Folk::find(&mut seat).map_err(failed)?;
        let mut dice = Dice::new(1);
        for _ in 0..4 {
            folk.act(&mut seat, &mut dice).map_err(failed)?;
        }
        drop(seat);
        let is_new = |act: &Acknowledged| {
            let same = |one: &Acknowledged| one.operation_id == act.operation_id;
            !copied.iter().any(same)
        };
        let since = acts_of(home)?.into_iter().filter(is_new).collect();
        let kept = backup::shelf(&home.join(BOOK));
        fs::create_dir_all(&kept).map_err(said)?;
        fs::copy(home.join(COPY), kept.join(ON_SHELF)).map_err(said)?;
        Ok(Self {
            home: home.to_path_buf(),
            code: shelf.neighbourhood.code.clone(),
            copy: fs::read(home.join(COPY)).map_err(said)?,
            copied,
            since,
        })
    }
}

/// Work as it is asked, with what it is asked of.
pub(super) struct Task {
    work: Work,
    stock: Rc<Stock>,
}

impl Task {
    /// All of it, of a book that is made ready in this folder.
    ///
    /// # Errors
    /// In words, why that could not be made.
    pub fn all(shelf: &Shelf, place: &Path) -> Result<Vec<Self>, String> {
        let stock = Rc::new(Stock::new(shelf, place)?);
        let task = |work| Self {
            work,
            stock: Rc::clone(&stock),
        };
        Ok(WORKS.into_iter().map(task).collect())
    }

    /// Lays ready what it is done with.
    fn prepare(&self, home: &Path) -> io::Result<()> {
        if home.exists() {
            fs::remove_dir_all(home)?;
        }
        match self.work.name {
            CREATE => fs::create_dir_all(home),
            _ => copy_folder(&self.stock.home, home),
        }
    }

    /// Somebody comes and is about to ask it.
    fn come(&self, home: &Path, seed: u64) -> Result<(Seat, Value), String> {
        let mut seat = Seat::at(home, seed);
        if self.work.open {
            seat.unlock().map_err(|failure| format!("{failure:?}"))?;
        }
        let question = (self.work.question)(&mut seat, home, &self.stock);
        Ok((seat, question))
    }

    /// What was told is true; asked again it is done, and then nothing is left behind.
    fn judge(
        &self,
        lab: &mut Lab,
        operation_id: Uuid,
        told: &Result<Value, Failure>,
    ) -> Result<Told, String> {
        let done = (self.work.judge)(&self.found(lab, told))?;
        if !done || (self.work.open && !hidden(&lab.home).is_empty()) {
            let afterwards = |why: String| format!("asked again after {}: {why}", spoken(told));
            let come = self.come(&lab.home, lab.dice.next());
            let (mut seat, question) = come.map_err(afterwards)?;
            let again = seat.ask_as(operation_id, self.work.name, question);
            drop(seat);
            let done = (self.work.judge)(&self.found(lab, &again)).map_err(afterwards)?;
            if again.is_err() || !done {
                return Err(afterwards(spoken(&again)));
            }
        }
        match hidden(&lab.home).first() {
            Some(left) => Err(format!("told {}, left behind: {left}", spoken(told))),
            None => Ok(Told::of(told)),
        }
    }

    fn found<'a>(&'a self, lab: &'a mut Lab, told: &'a Result<Value, Failure>) -> Found<'a> {
        Found {
            home: &lab.home,
            stock: &self.stock,
            told,
            seed: lab.dice.next(),
        }
    }
}

impl Asked for Task {
    fn name(&self) -> &str {
        self.work.name
    }

    fn ask(&self, lab: &mut Lab, armed: Armed) -> Result<Outcome, String> {
        self.prepare(&lab.home).map_err(said)?;
        let (mut seat, question) = self.come(&lab.home, lab.dice.next())?;
        let operation_id = seat.operation();
        watch(&lab.home);
        armed.arm();
        let told = seat.ask_as(operation_id, self.work.name, question);
        // Now and then the disk is well again while the desk still stands there.
        let mut calls = 0;
        let goes_on = has_failed() && lab.dice.per_cent(50);
        let mut went_on = Ok(());
        if goes_on {
            (calls, _) = disarm();
            if self.work.name != CREATE || told.is_ok() {
                went_on = go_on(&mut seat);
            }
        }
        // Otherwise it closes on the failing disk too.
        drop(seat);
        if !goes_on {
            (calls, _) = disarm();
        }
        let went_on = went_on.map_err(|why| format!("told {}, {why}", spoken(&told)));
        let outcome = went_on.and_then(|()| self.judge(lab, operation_id, &told));
        Ok((calls, outcome))
    }
}

/// The same desk opens the book once more.
fn go_on(seat: &mut Seat) -> Result<(), String> {
    let locked = seat.lock();
    locked.map_err(|failure| format!("the desk does not lock: {failure:?}"))?;
    let opened = seat.unlock_as(PASSPHRASE);
    let opened = opened.or_else(|_| seat.unlock_as(FRESH)).map(drop);
    opened.map_err(|failure| format!("the desk does not go on: {failure:?}"))
}

/// What is found after it was asked.
struct Found<'a> {
    home: &'a Path,
    stock: &'a Stock,
    told: &'a Result<Value, Failure>,
    seed: u64,
}

impl Found<'_> {
    fn book(&self) -> PathBuf {
        self.home.join(BOOK)
    }

    fn shelf(&self) -> PathBuf {
        backup::shelf(&self.book())
    }

    /// Whether everything that was ever done in the book stands in what was found.
    fn all_in(&self, truth: &Truth) -> Result<(), String> {
        truth.holds(&self.stock.copied)?;
        truth.holds(&self.stock.since)
    }

    /// The book lost nothing, the older copies are as they were, and all that has the name of a
    /// copy is one, with every act in it; one that was told is there.
    fn copies(&self, named: impl Fn(&Value) -> PathBuf) -> Result<bool, String> {
        self.all_in(&Truth::of(self.home, self.seed)?)?;
        let mut older = 0;
        let mut newer = Vec::new();
        for copy in [self.home, &self.shelf()].map(ending_as_copy).concat() {
            if fs::read(&copy).map_err(said)? == self.stock.copy {
                older += 1;
                continue;
            }
            let name = copy.display();
            let back = self.elsewhere();
            let unpacked = backup::unpack(&copy, &back.join(BOOK));
            unpacked.map_err(|error| format!("{name}, called a copy: {error}"))?;
            let held = Truth::of(&back, 1).and_then(|truth| self.all_in(&truth));
            held.map_err(|fault| format!("{name}, called a copy: {fault}"))?;
            newer.push(copy);
        }
        match self.told {
            _ if older != 2 => Err("an older copy is lost or another".into()),
            Ok(answer) if !newer.contains(&named(answer)) => {
                Err("told that a copy was made, and it is not there".into())
            }
            told => Ok(told.is_ok()),
        }
    }

    /// The book is the one of before, with all of it and nothing put aside, or the one in the copy,
    /// and then the one of before is kept whole.
    fn restored(&self) -> Result<bool, String> {
        let truth = Truth::of(self.home, self.seed)?;
        truth.holds(&self.stock.copied)?;
        let kept = kept_books(self.home);
        if truth.holds(&self.stock.since).is_ok() {
            return match Told::of(self.told) {
                Told::Done => Err("told that the copy was put back, and it was not".into()),
                _ if !kept.is_empty() => Err("the book stands there and is put aside too".into()),
                _ => Ok(false),
            };
        }
        if truth.acts.len() > self.stock.copied.len() {
            return Err("more stands in the book than in the copy".into());
        }
        let mut whole = false;
        for book in &kept {
            let elsewhere = self.elsewhere();
            copy_folder(book, &elsewhere.join(BOOK)).map_err(said)?;
            let old = Truth::of(&elsewhere, 1).map_err(|fault| format!("put aside: {fault}"))?;
            whole |= self.all_in(&old).is_ok();
        }
        match self.told {
            _ if !whole => Err("the book of before is not kept".into()),
            Ok(answer) => {
                let name = answer["kept"].as_str().unwrap_or_default();
                let named = |book: &PathBuf| book.file_stem() == Some(OsStr::new(name));
                let there = kept.iter().any(named);
                there
                    .then_some(true)
                    .ok_or("it is kept under another name".into())
            }
            Err(_) if Told::of(self.told) == Told::CannotTell => Ok(false),
            Err(failure) => Err(format!("told {}, and the copy is put back", failure.code)),
        }
    }

    /// The book that was told opens with the passphrase and with its code; otherwise there is none.
    fn created(&self) -> Result<bool, String> {
        let opens = KeyRing::read(&self.book()).and_then(|ring| ring.open(PASSPHRASE));
        match self.told {
            Ok(answer) => {
                self.code_opens(answer)?;
                let truth = Truth::of(self.home, self.seed)?;
                match truth.acts.values().any(|(command, _)| command == CREATE) {
                    true => Ok(true),
                    false => Err("a book in which nobody made it".into()),
                }
            }
            Err(_) if Told::of(self.told) == Told::CannotTell && opens.is_ok() => {
                Truth::of(self.home, self.seed).map(|_| true)
            }
            Err(failure) if opens.is_ok() => {
                Err(format!("told {}, and the book is made", failure.code))
            }
            Err(_) => {
                let state = Seat::at(self.home, self.seed).ask("book.state", json!({}));
                let state = state.map_err(|failure| format!("no state: {failure:?}"))?;
                match state["books"] == json!([]) {
                    true => Ok(false),
                    false => Err("half a book is listed".into()),
                }
            }
        }
    }

    /// The new passphrase and the new code open the book and the old ones do not, or the other way
    /// round. Nobody else is shut out.
    fn recovered(&self) -> Result<bool, String> {
        let mark = Mark {
            opens: Some(FRESH.to_owned()),
            shut: Some(PASSPHRASE.to_owned()),
            shut_code: Some(self.stock.code.clone()),
            ..Mark::default()
        };
        let marked = mark.find(self.home)?;
        let present = match marked {
            Marked::Done => FRESH,
            Marked::NotDone => PASSPHRASE,
            Marked::Half => return Err("the keys are half changed".into()),
        };
        for passphrase in [WORKER, present] {
            let truth = Truth::seen_by(passphrase, self.home, self.seed)?;
            self.all_in(&truth)?;
        }
        let done = marked == Marked::Done;
        match self.told {
            Ok(answer) if done => self.code_opens(answer)?,
            Ok(_) => return Err("told that it was done, and the old code holds".into()),
            Err(failure) if done && Told::of(self.told) == Told::NotDone => {
                return Err(format!("told {}, and the old code is gone", failure.code));
            }
            Err(_) => {}
        }
        Ok(done)
    }

    fn code_opens(&self, answer: &Value) -> Result<(), String> {
        let code = answer["recovery_code"].as_str().unwrap_or_default();
        let opened = KeyRing::read(&self.book()).and_then(|ring| ring.open_with_code(code));
        let opened = opened.map(drop);
        opened.map_err(|error| format!("the code that was told: {error}"))
    }

    /// An empty place beside the home.
    fn elsewhere(&self) -> PathBuf {
        let elsewhere = self.home.with_file_name("elsewhere");
        drop(fs::remove_dir_all(&elsewhere));
        elsewhere
    }
}

fn spoken(told: &Result<Value, Failure>) -> String {
    match told {
        Ok(_) => "done".to_owned(),
        Err(failure) => failure.code.clone(),
    }
}

fn said(error: io::Error) -> String {
    error.to_string()
}

fn names_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// Everything in a folder that has the name of a copy.
fn ending_as_copy(folder: &Path) -> Vec<PathBuf> {
    let mut found = names_in(folder);
    found.retain(|path| path.extension() == Some(OsStr::new(backup::ENDING)));
    found
}

/// The books that were put aside.
fn kept_books(home: &Path) -> Vec<PathBuf> {
    let mut found = names_in(home);
    found.retain(|path| path.to_string_lossy().contains("-voor-terugzetten-"));
    found
}

/// What has a hidden name in a home or a folder in it: nothing is called so but what is not
/// finished. Not counted is what the next writing of the same goes over, and the second name of a
/// copy that stands there under its own: that is one file.
fn hidden(home: &Path) -> Vec<String> {
    let folders = names_in(home).into_iter().chain([home.to_path_buf()]);
    let mut found = Vec::new();
    for path in folders.flat_map(|folder| names_in(&folder)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(own) = name.strip_prefix('.') else {
            continue;
        };
        let own = own.strip_suffix(".part").unwrap_or_default();
        let is_copy = own.ends_with(backup::ENDING) && path.with_file_name(own).exists();
        if !is_copy && !name.ends_with(".json.new") {
            found.push(name.into_owned());
        }
    }
    found
}

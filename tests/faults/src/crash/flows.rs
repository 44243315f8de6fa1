//! The flows of F2: what people do while the power may go, and what must then be found. In each the
//! desk says what it did, line by line; what it said by then is what is held against the book.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use wijkboek_core::{backup, keys::KeyRing};

use crate::stage::{
    Acknowledged, BOOK, Dice, Folk, Seat, Shelf, Truth, WORKER, acts_of, old_book, raw_key,
};

/// The copy that a flow makes or puts back.
const COPY: &str = "kopie.wijkboek-backup";
/// What stood in the copy that is put back.
const COPIED: &str = "copied.json";
/// The key that the book had before it got another one.
const KEY: &str = "key.txt";

/// Something that people do, during which the power may go.
pub struct Flow {
    /// One word.
    pub name: &'static str,
    /// For the table.
    pub what: &'static str,
    /// Lays the book ready in a home that is not there yet.
    pub prepare: fn(&Shelf, &Path) -> Result<(), String>,
    act: fn(&mut Hand) -> Result<(), String>,
    /// Whether what is found is what was told.
    pub check: fn(&Found) -> Result<(), String>,
}

/// What is found after the power went, and what had been told until then.
pub struct Found<'a> {
    /// The home with the book.
    pub home: &'a Path,
    /// Every act that stood in the book beforehand.
    pub before: &'a [Acknowledged],
    /// What the desk said since.
    pub told: &'a [Acknowledged],
    /// What stands in the book now.
    pub truth: &'a Truth,
}

/// Every flow, in the order of the plan.
pub const FLOWS: &[Flow] = &[
    Flow {
        name: "entry",
        what: "power lost while booking",
        prepare: take_from_shelf,
        act: |hand| hand.book(60),
        check: nothing_is_lost,
    },
    Flow {
        name: "migration",
        what: "power lost while an old book is updated",
        prepare: |_, home| old_book(home),
        act: |hand| hand.book(3),
        check: nothing_is_lost,
    },
    Flow {
        name: "copy",
        what: "power lost while a copy is made and put in its place",
        prepare: take_from_shelf,
        act: copy,
        check: check_copy,
    },
    Flow {
        name: "restore",
        what: "power lost while a copy takes the place of the book",
        prepare: prepare_restore,
        act: restore,
        check: check_restore,
    },
    Flow {
        name: "rekey",
        what: "power lost while the book gets another key",
        prepare: prepare_rekey,
        act: rekey,
        check: check_rekey,
    },
];

/// The flow of this name.
///
/// # Errors
/// In words, that there is none.
pub fn flow(name: &str) -> Result<&'static Flow, String> {
    let found = FLOWS.iter().find(|flow| flow.name == name);
    found.ok_or_else(|| format!("no flow is called {name}"))
}

/// The process under the shim: it does a flow and says what the desk said.
///
/// # Errors
/// In words, what the desk refused.
pub fn child(name: &str, home: &Path, seed: u64) -> Result<(), String> {
    let flow = flow(name)?;
    let mut hand = Hand::at(home, seed)?;
    (flow.act)(&mut hand).map_err(|fault| format!("{name}: {fault}"))
}

/// Whoever does the flow.
struct Hand {
    home: PathBuf,
    seat: Seat,
    folk: Folk,
    dice: Dice,
}

impl Hand {
    fn at(home: &Path, seed: u64) -> Result<Self, String> {
        let mut seat = Seat::at(home, seed);
        seat.unlock().map_err(|failure| format!("{failure:?}"))?;
        let folk = Folk::find(&mut seat).map_err(|failure| format!("{failure:?}"))?;
        Ok(Self {
            home: home.to_path_buf(),
            seat,
            folk,
            dice: Dice::new(seed),
        })
    }

    fn book(&mut self, most: u64) -> Result<(), String> {
        for _ in 0..most {
            let done = self.folk.act(&mut self.seat, &mut self.dice);
            if let Some(done) = done.map_err(|failure| format!("{failure:?}"))? {
                done.tell()?;
            }
        }
        Ok(())
    }

    /// Asks for work that is no act in the book, and says what came of it.
    fn work(&mut self, command: &str, question: Value) -> Result<(), String> {
        let answer = self.seat.ask(command, question);
        let answer = answer.map_err(|failure| format!("{command}: {failure:?}"))?;
        Acknowledged::work(command, answer).tell()
    }
}

fn take_from_shelf(shelf: &Shelf, home: &Path) -> Result<(), String> {
    shelf.put_into(home).map_err(|error| error.to_string())
}

/// What was told is no act in the book but work on it.
fn is_work(told: &Acknowledged) -> bool {
    told.operation_id.is_nil()
}

fn acts(told: &[Acknowledged]) -> Vec<Acknowledged> {
    let acts = told.iter().filter(|act| !is_work(act));
    acts.cloned().collect()
}

/// Every act of before is there, and every one that was told.
fn nothing_is_lost(found: &Found) -> Result<(), String> {
    found.truth.holds(found.before)?;
    found.truth.holds(&acts(found.told))
}

fn copy(hand: &mut Hand) -> Result<(), String> {
    hand.book(2)?;
    hand.seat.choose(&hand.home.join(COPY));
    hand.work("backup.make", json!({}))?;
    hand.book(2)
}

/// Nothing is lost; a copy that has its name is whole, and one that was told is there.
fn check_copy(found: &Found) -> Result<(), String> {
    nothing_is_lost(found)?;
    let copy = found.home.join(COPY);
    let was_told = found.told.iter().any(is_work);
    if !copy.exists() {
        return match was_told {
            true => Err("a copy that was told is not there".into()),
            false => Ok(()),
        };
    }
    let other = found.home.join("elsewhere");
    match backup::unpack(&copy, &other.join(BOOK)) {
        Ok(_) => Truth::of(&other, 1).map(drop),
        // It had its name, but the power went before anybody was told: the next one is not harmed.
        Err(_) if !was_told => Ok(()),
        Err(error) => Err(format!("a copy that was told is damaged: {error}")),
    }
}

/// A book with a copy of it, in which more was done since.
fn prepare_restore(shelf: &Shelf, home: &Path) -> Result<(), String> {
    take_from_shelf(shelf, home)?;
    // The one that is there to be taken away is not the one that this flow puts aside.
    if let Some(other) = kept_book(home)? {
        fs::remove_dir_all(other).map_err(|error| error.to_string())?;
    }
    let copied = acts_of(home)?;
    let copied = serde_json::to_vec(&copied).map_err(|error| error.to_string())?;
    fs::write(home.join(COPIED), copied).map_err(|error| error.to_string())?;
    let mut hand = Hand::at(home, 1)?;
    hand.seat.choose(&home.join(COPY));
    let made = hand.seat.ask("backup.make", json!({}));
    made.map_err(|failure| format!("{failure:?}"))?;
    for _ in 0..4 {
        let done = hand.folk.act(&mut hand.seat, &mut hand.dice);
        done.map_err(|failure| format!("{failure:?}"))?;
    }
    Ok(())
}

fn restore(hand: &mut Hand) -> Result<(), String> {
    hand.book(2)?;
    let copy = hand.seat.desk.keep_file(hand.home.join(COPY));
    hand.work("backup.restore", json!({ "file": copy.file }))?;
    let said = |failure| format!("afterwards: {failure:?}");
    hand.seat.unlock().map_err(said)?;
    hand.folk = Folk::find(&mut hand.seat).map_err(said)?;
    hand.book(2)
}

/// Either the old book stands there, with all that was done in it, or the copy does; then the old
/// book is kept beside it, whole.
fn check_restore(found: &Found) -> Result<(), String> {
    let restored = found.told.iter().position(is_work);
    let (first, later) = found.told.split_at(restored.unwrap_or(found.told.len()));
    let Some(kept) = kept_book(found.home)? else {
        if restored.is_some() {
            return Err("the book of before is not kept".into());
        }
        return nothing_is_lost(found);
    };
    let copied = fs::read(found.home.join(COPIED)).map_err(|error| error.to_string())?;
    let copied: Vec<Acknowledged> =
        serde_json::from_slice(&copied).map_err(|error| error.to_string())?;
    found.truth.holds(&copied)?;
    found.truth.holds(&acts(later))?;
    let new = copied.len() + acts(later).len();
    // One more may have been done and not yet told.
    if found.truth.acts.len() > new + 1 {
        return Err("more stands in the copy than was put back".into());
    }
    let elsewhere = found.home.join("elsewhere");
    fs::create_dir(&elsewhere).map_err(|error| error.to_string())?;
    fs::rename(kept, elsewhere.join(BOOK)).map_err(|error| error.to_string())?;
    let old = Truth::of(&elsewhere, 1).map_err(|fault| format!("the kept book: {fault}"))?;
    let held = old.holds(found.before).and_then(|()| old.holds(first));
    held.map_err(|fault| format!("the kept book: {fault}"))
}

/// The book that stood there before the copy.
fn kept_book(home: &Path) -> Result<Option<PathBuf>, String> {
    let found = fs::read_dir(home).map_err(|error| error.to_string())?;
    let mut paths = found.flatten().map(|entry| entry.path());
    Ok(paths.find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.contains("-voor-terugzetten-")
    }))
}

fn prepare_rekey(shelf: &Shelf, home: &Path) -> Result<(), String> {
    take_from_shelf(shelf, home)?;
    let key = raw_key(&home.join(BOOK))?;
    fs::write(home.join(KEY), key).map_err(|error| error.to_string())
}

/// The commands that give the book another key.
const REKEYING: [&str; 2] = ["keys.new_key", "keys.remove_person"];

/// Another key, and another one because somebody leaves.
fn rekey(hand: &mut Hand) -> Result<(), String> {
    let said = |failure| format!("{failure:?}");
    let people = hand.seat.ask("keys.list_people", json!({})).map_err(said)?;
    let people = people["people"].as_array().cloned().unwrap_or_default();
    let worker = people.iter().find(|person| person["role"] == "worker");
    let worker = worker.map(|person| person["id"].clone());
    for (command, question) in REKEYING
        .into_iter()
        .zip([json!({}), json!({ "person_id": worker })])
    {
        hand.book(2)?;
        let operation_id = hand.seat.operation();
        let answer = hand.seat.ask_as(operation_id, command, question);
        let answer = answer.map_err(said)?;
        // The book keeps that it was done, not the code.
        Acknowledged {
            operation_id,
            command: command.into(),
            receipt: json!({}),
        }
        .tell()?;
        Acknowledged::work(command, answer).tell()?;
    }
    hand.book(2)
}

/// Nothing is lost; the old key opens nothing once the new one was told, nor does the passphrase of
/// whoever left, and the last recovery code that was told opens the book.
fn check_rekey(found: &Found) -> Result<(), String> {
    nothing_is_lost(found)?;
    let told: Vec<&str> = found
        .told
        .iter()
        .filter(|told| is_work(told))
        .filter_map(|told| told.receipt["recovery_code"].as_str())
        .collect();
    let Some(last) = told.last() else {
        return Ok(());
    };
    let book = found.home.join(BOOK);
    let before = fs::read_to_string(found.home.join(KEY)).map_err(|error| error.to_string())?;
    if raw_key(&book)? == before {
        return Err("the book still has the key of before".into());
    }
    let ring = KeyRing::read(&book).map_err(|error| error.to_string())?;
    if told.len() == REKEYING.len() && ring.open(WORKER).is_ok() {
        return Err("whoever left still opens the keys".into());
    }
    let begun = found.truth.acts.values();
    let begun = begun.filter(|act| REKEYING.contains(&&*act.0)).count();
    if begun > told.len() {
        // The next one had begun; its code may be the good one, and nobody was told it.
        return Ok(());
    }
    let opened = ring.open_with_code(last).map(drop);
    opened.map_err(|error| format!("the code that was told: {error}"))
}

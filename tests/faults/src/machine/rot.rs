//! F6: bits rot. In every file of a book and in a copy of it, bits are flipped, bytes and pages
//! wiped or exchanged. The book must then say that it is damaged, or be the same as before: also
//! where the process was killed, and its log stands beside the book.
//!
//! One case cannot be told apart: a damaged end of the log of a process that was killed looks like
//! the log of one that was killed a moment earlier, and SQLite opens the book as of that moment.
//! That is no harmless damage: acts are gone. It is counted by itself, the book must be whole and
//! as it was after some earlier act, and damage of anything but that log may not lead there.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::json;
use tempfile::TempDir;
use wijkboek_core::{backup, kernel::folder};

use crate::crash::kill::book_and_die;
use crate::{
    Budget, Report, Tally,
    report::{Row, Verdict, spelled},
    spread::{cores, spread},
    stage::{Acknowledged, BOOK, Dice, Seat, Shelf, Truth, content, copy_folder, fast_folder},
};

const PAGE: usize = 4096;
/// The copy of the book that is damaged too.
const COPY: &str = "kopie.wijkboek-backup";

const LOG: &str = "log";
/// What becomes of a damaged book.
const DETECTED: &str = "detected";
const HARMLESS: &str = "harmless";
const EARLIER: &str = "opened as of an earlier act";

/// What is damaged.
struct Victims {
    shelf: Shelf,
    /// A home whose process was killed, so that a log stands beside the book.
    killed: TempDir,
    acknowledged: Vec<Acknowledged>,
    /// What stands in the book of the shelf, and in that of the killed process.
    content: String,
    content_of_killed: String,
}

/// Damages `budget` files.
///
/// # Errors
/// In words, why it could not be tried.
pub fn rot(program: &Path, budget: &Budget) -> Result<Report, String> {
    let victims = Victims::make(program, budget.seed)?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        victims.damage(place.path(), &mut dice, tally)
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("rot", budget.seed);
    let found = |of: &str| {
        [DETECTED, HARMLESS, EARLIER]
            .map(|told| format!("{} {told}", spelled(tally.of(&format!("{told}{of}")))))
            .join(", ")
    };
    let mut report = Report::of(tally.row(
        "F6",
        "bits, bytes and pages damaged in book, keys, copy and log",
        found(""),
        "detected or harmless but in the log of a killed process, 0 panics",
    ));
    report.rows.push(Row {
        method: "F6",
        what: "of these, in the log of a killed process".into(),
        runs: tally.of(LOG),
        found: found(&format!(" in {LOG}")),
        hold: "whole, as of some act".into(),
        verdict: if tally.faults.is_empty() {
            Verdict::Told
        } else {
            Verdict::Missed
        },
    });
    Ok(report)
}

impl Victims {
    fn make(program: &Path, seed: u64) -> Result<Self, String> {
        let shelf = Shelf::new()?;
        let said = |error: std::io::Error| error.to_string();
        let copy = shelf.home().join(COPY);
        let mut seat = Seat::at(shelf.home(), seed);
        seat.unlock().map_err(|failure| format!("{failure:?}"))?;
        seat.choose(&copy);
        let made = seat.ask("backup.make", json!({}));
        made.map_err(|failure| format!("{failure:?}"))?;
        drop(seat);
        let killed = fast_folder().map_err(said)?;
        copy_folder(shelf.home(), killed.path()).map_err(said)?;
        let mut acknowledged = Vec::new();
        // A log is left unless the process died just after it was moved into the book.
        for attempt in 0..20 {
            let more = Duration::from_millis(20);
            acknowledged.extend(book_and_die(program, killed.path(), seed + attempt, more)?);
            if log_of(killed.path())
                .metadata()
                .is_ok_and(|log| log.len() > 0)
            {
                break;
            }
        }
        // The control: undamaged, that log gives back every act, and each time the same book.
        let control = || -> Result<String, String> {
            let control = fast_folder().map_err(said)?;
            copy_folder(killed.path(), control.path()).map_err(said)?;
            Truth::of(control.path(), 1)?.holds(&acknowledged)?;
            content(control.path())
        };
        let content_of_killed = control()?;
        if control()? != content_of_killed {
            return Err("the book of a killed process is another one each time".into());
        }
        Ok(Self {
            content: content(shelf.home())?,
            content_of_killed,
            shelf,
            killed,
            acknowledged,
        })
    }

    fn damage(&self, place: &Path, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
        let home = place.join("home");
        let killed = dice.per_cent(25);
        let (from, before) = if killed {
            (self.killed.path(), &self.content_of_killed)
        } else {
            (self.shelf.home(), &self.content)
        };
        if home.exists() {
            fs::remove_dir_all(&home).map_err(|error| error.to_string())?;
        }
        copy_folder(from, &home).map_err(|error| error.to_string())?;
        let book = home.join(BOOK);
        let (victim, weight) = match dice.below(100) {
            0..60 if killed => (log_of(&home), LOG),
            0..60 => (folder::database(&book), "book"),
            60..80 => (folder::keys(&book), "keys"),
            _ if killed => (folder::database(&book), "book"),
            _ => (home.join(COPY), "copy"),
        };
        let mut bytes = fs::read(&victim).map_err(|error| error.to_string())?;
        let how = spoil(&mut bytes, dice);
        fs::write(&victim, &bytes).map_err(|error| error.to_string())?;
        tally.count(weight);
        let told = match weight {
            "copy" => self.look_at_copy(&home, &victim),
            LOG => self.look_at_log(&home),
            _ => look_at_book(&home, before),
        };
        let told = told.map_err(|fault| format!("{weight}, {how}: {fault}"))?;
        tally.count(told);
        tally.count(&format!("{told} in {weight}"));
        Ok(())
    }

    /// The copy is refused, or unpacks into the same book.
    fn look_at_copy(&self, home: &Path, copy: &Path) -> Result<&'static str, String> {
        let other = home.join("elsewhere");
        if backup::unpack(copy, &other.join(BOOK)).is_err() {
            return Ok(DETECTED);
        }
        look_at_book(&other, &self.content)
    }

    /// The book says that it is damaged, or holds all, or all up to some act.
    fn look_at_log(&self, home: &Path) -> Result<&'static str, String> {
        let Ok(truth) = Truth::of(home, 1) else {
            return Ok(DETECTED);
        };
        let there = |act: &Acknowledged| truth.acts.contains_key(&act.operation_id);
        let kept = self
            .acknowledged
            .iter()
            .take_while(|act| there(act))
            .count();
        truth.holds(&self.acknowledged[..kept])?;
        if self.acknowledged[kept..].iter().any(there) {
            return Err("an act is gone from the middle".into());
        }
        if kept < self.acknowledged.len() {
            return Ok(EARLIER);
        }
        // The process may have died after an act that nobody was told of any more.
        let before = &self.content_of_killed;
        let untold = content(home)? != *before;
        Ok(if untold { EARLIER } else { HARMLESS })
    }
}

/// The book says that it is damaged, or is the same as before.
fn look_at_book(home: &Path, before: &str) -> Result<&'static str, String> {
    if Truth::of(home, 1).is_err() {
        return Ok(DETECTED);
    }
    if content(home)? == before {
        Ok(HARMLESS)
    } else {
        Err("the book opens, is sound and says something else".into())
    }
}

fn log_of(home: &Path) -> PathBuf {
    home.join(BOOK).join("book.db-wal")
}

/// Spoils something, and says what.
fn spoil(bytes: &mut [u8], dice: &mut Dice) -> String {
    if bytes.is_empty() {
        return "nothing to spoil".into();
    }
    let at = dice.place(bytes.len());
    let pages = bytes.len() / PAGE;
    match dice.below(10) {
        0..6 => {
            let bit = dice.below(8);
            bytes[at] ^= 1 << bit;
            format!("bit {bit} of byte {at}")
        }
        6 => {
            let end = (at + 1 + dice.place(64)).min(bytes.len());
            bytes[at..end].fill(0);
            format!("zeroes at {at}..{end}")
        }
        7 => {
            let end = (at + 1 + dice.place(64)).min(bytes.len());
            dice.fill(&mut bytes[at..end]);
            format!("noise at {at}..{end}")
        }
        8 if pages > 1 => {
            let page = dice.place(pages);
            bytes[page * PAGE..][..PAGE].fill(0);
            format!("page {page} wiped")
        }
        _ if pages > 1 => {
            let (one, other) = (dice.place(pages), dice.place(pages));
            for byte in 0..PAGE {
                bytes.swap(one * PAGE + byte, other * PAGE + byte);
            }
            format!("pages {one} and {other} exchanged")
        }
        _ => {
            let other = dice.place(bytes.len());
            bytes.swap(at, other);
            format!("bytes {at} and {other} exchanged")
        }
    }
}

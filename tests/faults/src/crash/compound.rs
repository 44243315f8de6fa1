//! F4: trouble does not come alone. A process was killed or the power went, and while the book is
//! opened again a call fails, once or from then on. Whatever that first opening said, the next one
//! on a disk that works must find every acknowledged act.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use super::kill::book_and_die;
use crate::{
    Budget, Report, Tally,
    elsewhere::{self, under},
    shim::{Armed, Shim, disarm, watch},
    stage::{Acknowledged, Dice, Seat, Shelf, Truth, copy_folder, fast_folder},
};

const KINDS: &[&str] = &["eio", "enospc", "short", "sync", "pull"];
/// So many accidents come first.
const ACCIDENTS: u64 = 12;
const TOLD: &str = "told.json";

/// Fails `budget` openings after accidents.
///
/// # Errors
/// In words, why it could not be tried.
pub fn compound(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shim = match Shim::build() {
        Ok(shim) => shim,
        Err(why) => return Ok(Report::skipped("F4", "trouble upon trouble", &why)),
    };
    let place = fast_folder().map_err(|error| error.to_string())?;
    let shelf = Shelf::new()?;
    let mut dice = Dice::new(budget.seed);
    for number in 0..ACCIDENTS.min(budget.most) {
        let home = place.path().join(format!("accident-{number}"));
        shelf.put_into(&home).map_err(|error| error.to_string())?;
        let delay = Duration::from_micros(3_000 + dice.below(60_000));
        let told = book_and_die(program, &home, dice.next(), delay)?;
        let told = serde_json::to_vec(&told).map_err(|error| error.to_string())?;
        fs::write(home.join(TOLD), told).map_err(|error| error.to_string())?;
    }
    let tally = under(&shim, program, "compound", place.path(), budget)?;
    let found = format!(
        "{} opened all the same, {} at the next try, {} acts told",
        tally.of("at once"),
        tally.of("later"),
        tally.of("acts"),
    );
    let what = "a call fails while a book is opened after a kill";
    Ok(Report::of(tally.row(
        "F4",
        what,
        found,
        "0 lost, 0 corrupt",
    )))
}

/// The process under the shim.
///
/// # Errors
/// In words, why it could not begin.
pub fn child(place: &Path, budget: &Budget) -> Result<(), String> {
    let found = fs::read_dir(place).map_err(|error| error.to_string())?;
    let mut accidents: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).collect();
    accidents.retain(|path| path.join(TOLD).exists());
    accidents.sort();
    let mut tally = Tally::default();
    for number in 0..budget.most {
        if budget.is_spent() {
            break;
        }
        let mut dice = Dice::of_run(budget.seed, number);
        let outcome = one(
            place,
            dice.one_of(&accidents).clone(),
            &mut dice,
            &mut tally,
        );
        tally.runs += 1;
        if let Err(fault) = outcome {
            tally.faults.push(format!("run {number}: {fault}"));
        }
    }
    elsewhere::tell(&tally)
}

fn one(place: &Path, accident: PathBuf, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let home = place.join("home");
    drop(fs::remove_dir_all(&home));
    copy_folder(&accident, &home).map_err(said)?;
    let told = fs::read(home.join(TOLD)).map_err(said)?;
    let told: Vec<Acknowledged> =
        serde_json::from_slice(&told).map_err(|error| error.to_string())?;
    tally.add("acts", told.len() as u64);
    let armed = Armed {
        kind: KINDS[dice.place(KINDS.len())],
        number: 1 + dice.below(40),
        sticky: dice.per_cent(50),
    };
    let mut seat = Seat::at(&home, dice.next());
    watch(&home);
    armed.arm();
    let opened = seat.unlock();
    drop(seat);
    disarm();
    tally.count(if opened.is_ok() { "at once" } else { "later" });
    let truth = Truth::of(&home, dice.next()).map_err(|fault| format!("{armed:?}: {fault}"))?;
    truth
        .holds(&told)
        .map_err(|fault| format!("{armed:?}: {fault}"))
}

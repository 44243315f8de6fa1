//! F4: trouble does not come alone. A process was killed, or the power went in one of the flows, and
//! while the book is opened again a call fails, once or from then on. Whatever that first opening said, the next one
//! on a disk that works must find every acknowledged act.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{
    flows::{FLOWS, Found, flow},
    kill::book_and_die,
    power::Studio,
};
use crate::{
    Budget, Report, Tally,
    elsewhere::{self, under},
    shim::{Armed, Shim, disarm, watch},
    stage::{Acknowledged, Dice, Seat, Shelf, Truth, copy_folder, fast_folder},
};

const KINDS: &[&str] = &["eio", "enospc", "short", "sync", "read", "pull"];
/// Up to so many calls in, the second one comes.
const WITHIN: &[u64] = &[10, 40, 200];
const ACCIDENT: &str = "accident.json";

/// What is known of an accident beside the disk that it left.
#[derive(Serialize, Deserialize)]
struct Accident {
    flow: String,
    before: Vec<Acknowledged>,
    told: Vec<Acknowledged>,
}

/// Fails `budget` openings after accidents.
///
/// # Errors
/// In words, why it could not be tried.
pub fn compound(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shim = match Shim::build()? {
        Ok(shim) => shim,
        Err(why) => return Ok(Report::skipped("F4", "trouble upon trouble", &why)),
    };
    let place = fast_folder().map_err(|error| error.to_string())?;
    let shelf = Shelf::new()?;
    let studio = Studio {
        program,
        shim: &shim,
        shelf: &shelf,
    };
    // One for every twenty openings.
    let each = (budget.most / 20 / FLOWS.len() as u64).clamp(1, 10);
    let accidents = have_accidents(&studio, place.path(), each, budget.seed)?;
    let tally = under(&shim, program, "compound", place.path(), budget)?;
    let found = format!(
        "{accidents} accidents; {} opened all the same, {} at the next try, {} acts told",
        tally.of("at once"),
        tally.of("later"),
        tally.of("acts"),
    );
    let what = "a call fails while a book is opened after a kill or without power";
    Ok(Report::of(tally.row(
        "F4",
        what,
        found,
        "0 lost, 0 corrupt",
    )))
}

/// Kills processes that book, and takes the power from every flow; answers how many there were.
fn have_accidents(studio: &Studio, place: &Path, each: u64, seed: u64) -> Result<u64, String> {
    let said = |error: std::io::Error| error.to_string();
    let mut dice = Dice::new(seed);
    let mut number = 0;
    let keep = |accident: &Accident, home: &Path| -> Result<(), String> {
        let bytes = serde_json::to_vec(accident).map_err(|error| error.to_string())?;
        fs::write(home.join(ACCIDENT), bytes).map_err(said)
    };
    let mut next = || {
        number += 1;
        place.join(format!("accident-{number}"))
    };
    for _ in 0..each {
        let home = next();
        studio.shelf.put_into(&home).map_err(said)?;
        let delay = Duration::from_micros(3_000 + dice.below(60_000));
        let accident = Accident {
            flow: "entry".into(),
            before: Vec::new(),
            told: book_and_die(studio.program, &home, dice.next(), delay)?,
        };
        keep(&accident, &home)?;
    }
    for (place, flow) in FLOWS.iter().enumerate() {
        let recording = studio.record(flow, seed + place as u64)?;
        for _ in 0..each {
            let home = next();
            let accident = Accident {
                flow: flow.name.into(),
                before: recording.before.clone(),
                told: recording.lose_power(&mut dice, &home)?,
            };
            keep(&accident, &home)?;
        }
    }
    Ok(number)
}

/// The process under the shim.
///
/// # Errors
/// In words, why it could not begin.
pub fn child(place: &Path, budget: &Budget) -> Result<(), String> {
    let found = fs::read_dir(place).map_err(|error| error.to_string())?;
    let mut accidents: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).collect();
    accidents.retain(|path| path.join(ACCIDENT).exists());
    accidents.sort();
    let mut tally = Tally::default();
    for number in 0..budget.most {
        if budget.is_spent() {
            break;
        }
        let mut dice = Dice::of_run(budget.seed, number);
        let accident = dice.one_of(&accidents).clone();
        let outcome = one(place, &accident, &mut dice, &mut tally);
        tally.runs += 1;
        if let Err(fault) = outcome {
            tally.faults.push(format!("run {number}: {fault}"));
        }
    }
    elsewhere::tell(&tally)
}

fn one(place: &Path, accident: &Path, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let home = place.join("home");
    drop(fs::remove_dir_all(&home));
    copy_folder(accident, &home).map_err(said)?;
    let found = fs::read(home.join(ACCIDENT)).map_err(said)?;
    let accident: Accident = serde_json::from_slice(&found).map_err(|error| error.to_string())?;
    tally.add("acts", accident.told.len() as u64);
    let within = dice.one_of(WITHIN);
    let armed = Armed {
        kind: KINDS[dice.place(KINDS.len())],
        number: 1 + dice.below(*within),
        sticky: dice.per_cent(50),
    };
    watch(&home);
    armed.arm();
    // What a restore left undone is mended as soon as there is a desk.
    let mut seat = Seat::at(&home, dice.next());
    let opened = seat.unlock();
    drop(seat);
    disarm();
    tally.count(if opened.is_ok() { "at once" } else { "later" });
    let told = |fault| format!("{}, {armed:?}: {fault}", accident.flow);
    let truth = Truth::of(&home, dice.next()).map_err(told)?;
    let found = Found {
        home: &home,
        before: &accident.before,
        told: &accident.told,
        truth: &truth,
    };
    (flow(&accident.flow)?.check)(&found).map_err(told)
}

//! F11: a copy is written to a stick that is pulled out, is full, fails, loses half a write, or says
//! that it is larger than it is, so that what is written last lands on what was written first. A
//! copy may only be called made when it can be put back. An older copy lies on the stick, half the
//! time under the name that is asked for: it is good afterwards, and so is whatever else has a
//! copy's name there. What is told when none was made fits the trouble.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;
use wijkboek_core::backup;

use crate::{
    Budget, Report, Tally,
    elsewhere::{self, under},
    shim::{Armed, Shim, disarm, leave_space, watch, wrap_at},
    stage::{BOOK, Dice, Seat, Shelf, Truth, fast_folder},
};

const OLDER: &str = "oud.wijkboek-backup";
const NEWER: &str = "kopie.wijkboek-backup";
const TOLD: &str = "told ";
/// What is told of a stick that answers with errors.
const FAILS: &[&str] = &["CopyTargetIsGone"];

/// Makes `budget` copies on bad sticks.
///
/// # Errors
/// In words, why it could not be tried.
pub fn stick(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shim = match Shim::build()? {
        Ok(shim) => shim,
        Err(why) => return Ok(Report::skipped("F11", "a bad stick", &why)),
    };
    let place = fast_folder().map_err(|error| error.to_string())?;
    let tally = under(&shim, program, "stick", place.path(), budget)?;
    let codes = tally.counts.iter().filter_map(|(what, count)| {
        let code = what.strip_prefix(TOLD)?;
        Some(format!("{count} {code}"))
    });
    let found = format!(
        "{} called made and good, {} refused ({}), {} older copies still good",
        tally.of("made"),
        tally.of("refused"),
        codes.collect::<Vec<_>>().join(", "),
        tally.of("older"),
    );
    let what = "a copy to a stick that is pulled, full, fails or is smaller than it says";
    Ok(Report::of(tally.row(
        "F11",
        what,
        found,
        "none called made that is not good, the older one good, the code fits",
    )))
}

/// The process under the shim.
///
/// # Errors
/// In words, why it could not begin.
pub fn child(place: &Path, budget: &Budget) -> Result<(), String> {
    let shelf = Shelf::new()?;
    let mut tally = Tally::default();
    let size = fs::metadata(shelf.home().join(BOOK).join("book.db"));
    let size = size.map_err(|error| error.to_string())?.len();
    for number in 0..budget.most {
        if budget.is_spent() {
            break;
        }
        let mut dice = Dice::of_run(budget.seed, number);
        let outcome = one(&shelf, place, size, &mut dice, &mut tally);
        tally.runs += 1;
        if let Err(fault) = outcome {
            tally.faults.push(format!("run {number}: {fault}"));
        }
    }
    elsewhere::tell(&tally)
}

fn one(
    shelf: &Shelf,
    place: &Path,
    size: u64,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let (home, stick) = (place.join("home"), place.join("stick"));
    for folder in [&stick, &place.join("back")] {
        drop(fs::remove_dir_all(folder));
    }
    shelf.put_into(&home).map_err(said)?;
    fs::create_dir(&stick).map_err(said)?;
    let mut seat = Seat::at(&home, dice.next());
    seat.unlock().map_err(|failure| format!("{failure:?}"))?;
    seat.choose(&stick.join(OLDER));
    let older = seat.ask("backup.make", json!({}));
    older.map_err(|failure| format!("on a good stick: {failure:?}"))?;
    watch(&stick);
    let trouble = begin(dice, size);
    let target = stick.join(if dice.per_cent(50) { OLDER } else { NEWER });
    seat.choose(&target);
    let made = seat.ask("backup.make", json!({}));
    disarm();
    leave_space(-1);
    wrap_at(-1);
    let what = trouble.what;
    // The book goes on, whatever the stick did.
    let state = seat.ask("members.list", json!({}));
    state.map_err(|failure| format!("{what}: the book suffers: {failure:?}"))?;
    drop(seat);
    let copies = copies_on(&stick).map_err(said)?;
    for copy in &copies {
        let name = copy.file_name().unwrap_or_default().to_string_lossy();
        let back = place.join("back");
        drop(fs::remove_dir_all(&back));
        let good = backup::unpack(copy, &back.join(BOOK)).map_err(|error| error.to_string());
        let good = good.and_then(|_| Truth::of(&back, 1));
        good.map_err(|fault| format!("{what}, {name}, told {made:?}: {fault}"))?;
    }
    if !copies.contains(&stick.join(OLDER)) {
        return Err(format!("{what}: the older copy is gone"));
    }
    tally.count("older");
    match made {
        Ok(_) if copies.len() < 2 => Err(format!("{what}: called made, and is not there")),
        Ok(_) => {
            tally.count("made");
            Ok(())
        }
        Err(failure) => {
            tally.count("refused");
            tally.count(&format!("{TOLD}{}", failure.code));
            if trouble.told.contains(&failure.code.as_str()) {
                Ok(())
            } else {
                Err(format!("{what}: told {}", failure.code))
            }
        }
    }
}

/// Everything on a stick that has the name of a copy.
fn copies_on(stick: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(stick)?.flatten().map(|entry| entry.path());
    let is_copy = |path: &PathBuf| path.extension().is_some_and(|end| end == backup::ENDING);
    Ok(entries.filter(is_copy).collect())
}

/// What ails a stick, and what may be told of it.
struct Trouble {
    what: &'static str,
    told: &'static [&'static str],
}

/// Lets the stick fail from now on, in one of six ways.
fn begin(dice: &mut Dice, size: u64) -> Trouble {
    let some = i64::try_from(dice.below(size * 2)).unwrap_or(0);
    let arm = |kind, number, sticky| {
        Armed {
            kind,
            number,
            sticky,
        }
        .arm();
    };
    let (what, told): (_, &[&str]) = match dice.below(6) {
        0 => {
            arm("pull", 1 + dice.below(200), true);
            ("pulled", FAILS)
        }
        1 => {
            leave_space(some);
            ("full", &["CopyTargetIsFull"])
        }
        2 => {
            arm("eio", 1, true);
            ("takes nothing", FAILS)
        }
        3 => {
            wrap_at(some - some % 4096);
            ("smaller than it says", &["CopyTargetLies"])
        }
        4 => {
            let sticky = dice.per_cent(50);
            arm("short", 1 + dice.below(200), sticky);
            // After a write that was cut short there is no room for the rest.
            ("half a write", &["CopyTargetIsFull"])
        }
        _ => {
            let sticky = dice.per_cent(50);
            arm("sync", 1 + dice.below(10), sticky);
            ("a failing sync", FAILS)
        }
    };
    Trouble { what, told }
}

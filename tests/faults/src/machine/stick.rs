//! F11: a copy is written to a stick that is pulled out, is full, may not be written, loses half a
//! write, or says that it is larger than it is, so that what is written last lands on what was
//! written first. A copy may only be called made when it can be put back.

use std::{fs, path::Path};

use serde_json::json;
use wijkboek_core::backup;

use crate::{
    Budget, Report, Tally,
    elsewhere::{self, under},
    shim::{Armed, Shim, disarm, leave_space, watch, wrap_at},
    stage::{BOOK, Dice, Seat, Shelf, Truth, fast_folder},
};

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
    let found = format!(
        "{} called made and good, {} refused",
        tally.of("made"),
        tally.of("refused"),
    );
    let what = "a copy to a stick that is pulled, full, read-only or smaller than it says";
    Ok(Report::of(tally.row(
        "F11",
        what,
        found,
        "none called made that is not good",
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
    let target = stick.join("kopie.wijkboek-backup");
    let mut seat = Seat::at(&home, dice.next());
    seat.unlock().map_err(|failure| format!("{failure:?}"))?;
    watch(&stick);
    let some = i64::try_from(dice.below(size * 2)).unwrap_or(0);
    let what = match dice.below(6) {
        0 => {
            Armed {
                kind: "pull",
                number: 1 + dice.below(200),
                sticky: true,
            }
            .arm();
            "pulled"
        }
        1 => {
            leave_space(some);
            "full"
        }
        2 => {
            Armed {
                kind: "eio",
                number: 1,
                sticky: true,
            }
            .arm();
            "not to be written"
        }
        3 => {
            wrap_at(some - some % 4096);
            "smaller than it says"
        }
        4 => {
            Armed {
                kind: "short",
                number: 1 + dice.below(200),
                sticky: dice.per_cent(50),
            }
            .arm();
            "half a write"
        }
        _ => {
            Armed {
                kind: "sync",
                number: 1 + dice.below(10),
                sticky: dice.per_cent(50),
            }
            .arm();
            "a failing sync"
        }
    };
    seat.choose(&target);
    let made = seat.ask("backup.make", json!({}));
    disarm();
    leave_space(-1);
    wrap_at(-1);
    // The book goes on, whatever the stick did.
    let state = seat.ask("members.list", json!({}));
    state.map_err(|failure| format!("{what}: the book suffers: {failure:?}"))?;
    drop(seat);
    let back = place.join("back");
    let good = backup::unpack(&target, &back.join(BOOK));
    match made {
        Ok(_) => {
            tally.count("made");
            good.map_err(|error| format!("{what}: called made, and {error}"))?;
            Truth::of(&back, 1)
                .map(drop)
                .map_err(|fault| format!("{what}: {fault}"))
        }
        Err(_) => {
            tally.count("refused");
            Ok(())
        }
    }
}

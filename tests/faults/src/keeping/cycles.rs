//! F10: a copy is made, verified, damaged, put back. What is put back is what was there when the
//! copy was made; a damaged copy is refused, or is the same all the same.

use std::{fs, path::Path};

use serde_json::json;
use tempfile::TempDir;
use wijkboek_core::backup;

use crate::{
    Budget, Report, Tally,
    spread::{cores, spread},
    stage::{BOOK, Dice, Folk, Seat, Shelf, Truth, content, fast_folder},
};

/// Goes round `budget` times.
///
/// # Errors
/// In words, why it could not be tried.
pub fn cycles(_: &Path, budget: &Budget) -> Result<Report, String> {
    let shelf = Shelf::new()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        one(&shelf, place.path(), &mut dice, tally)
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("cycles", budget.seed);
    let found = format!(
        "{} put back equal, {} damaged ones refused",
        tally.of("equal"),
        tally.of("refused"),
    );
    let hold = "all equal, every damaged copy refused";
    Ok(Report::of(tally.row(
        "F10",
        "copy made, damaged, put back",
        found,
        hold,
    )))
}

fn one(shelf: &Shelf, place: &Path, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    for entry in fs::read_dir(place).map_err(said)?.flatten() {
        drop(fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path())));
    }
    let (home, copy) = (place.join("home"), place.join("kopie.wijkboek-backup"));
    shelf.put_into(&home).map_err(said)?;
    let mut seat = Seat::at(&home, dice.next());
    let failed = |failure| format!("{failure:?}");
    seat.unlock().map_err(failed)?;
    let mut folk = Folk::find(&mut seat).map_err(failed)?;
    for _ in 0..dice.below(8) {
        folk.act(&mut seat, dice).map_err(failed)?;
    }
    seat.choose(&copy);
    let made = seat.ask("backup.make", json!({})).map_err(failed)?;
    drop(seat);
    let there = content(&home)?;
    let last = Truth::by_hand(&home)?.acts.len();
    if made["manifest"]["last_act"] != json!(last) {
        return Err(format!(
            "the manifest says {}, not {last}",
            made["manifest"]["last_act"]
        ));
    }
    // More is done after the copy; none of it may come back with it.
    let mut seat = Seat::at(&home, dice.next());
    seat.unlock().map_err(failed)?;
    for _ in 0..3 {
        folk.act(&mut seat, dice).map_err(failed)?;
    }
    drop(seat);
    let back = place.join("back");
    backup::unpack(&copy, &back.join(BOOK)).map_err(|error| error.to_string())?;
    Truth::of(&back, 1)?;
    if content(&back)? != there {
        return Err("what was put back is not what was there".into());
    }
    tally.count("equal");
    damage(&copy, dice).map_err(said)?;
    let worse = place.join("worse");
    match backup::unpack(&copy, &worse.join(BOOK)) {
        Err(_) => tally.count("refused"),
        // The time in a tar header, for one, says nothing of the book.
        Ok(_) if content(&worse)? == there => tally.count("harmless"),
        Ok(_) => return Err("a damaged copy is put back".into()),
    }
    Ok(())
}

/// One byte becomes another.
fn damage(copy: &Path, dice: &mut Dice) -> std::io::Result<()> {
    let mut bytes = fs::read(copy)?;
    let at = dice.place(bytes.len());
    bytes[at] ^= 1 << dice.below(8);
    fs::write(copy, bytes)
}

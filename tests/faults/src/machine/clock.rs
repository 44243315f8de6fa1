//! F8: the clock jumps, forward and back: an hour, ten years, to 1970, to 2100, over the change of
//! summer time, onto a leap day; and the zone of the
//! desk changes. The order of the book comes from its sequence and stays gapless;
//! no act is lost, no question breaks.

use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::zones;
use crate::{
    Budget, Report, Tally,
    spread::{cores, spread},
    stage::{Dice, Folk, Seat, Shelf, Truth, fast_folder},
};

/// Where a clock may find itself.
const PLACES: &[&str] = &[
    "1970-01-01T00:00:00Z",
    "2000-02-29T12:00:00Z",
    "2026-03-29T00:59:59Z",
    "2026-10-25T00:59:59Z",
    "2026-10-25T01:30:00Z",
    "2028-02-29T23:59:59Z",
    "2100-01-01T00:00:00Z",
    "2026-11-23T12:00:00Z",
];
const JUMPS: &[i64] = &[-3_600, 3_600, -86_400, 315_360_000, -315_360_000, 1];
/// Questions that count days.
const QUESTIONS: &[&str] = &[
    "today.get",
    "agreements.list",
    "members.list",
    "credits.totals",
    "certificates.list",
    "snapshot.quarters",
    "desk.acts",
];

/// Lives `budget` days with a clock that jumps.
///
/// # Errors
/// In words, why it could not be tried.
pub fn clock(_: &Path, budget: &Budget) -> Result<Report, String> {
    let shelf = Shelf::new()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        one(&shelf, place.path(), &mut dice, tally)
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("clock", budget.seed);
    let found = format!("{} acts at {} moments", tally.of("acts"), tally.of("jumps"));
    let hold = "ordered by sequence, 0 lost, no question breaks";
    let mut report = Report::of(tally.row("F8", "the clock jumps while people book", found, hold));
    report.add(zones::zones(&shelf, budget)?);
    Ok(report)
}

fn one(shelf: &Shelf, place: &Path, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
    let home = place.join("home");
    shelf.put_into(&home).map_err(|error| error.to_string())?;
    let mut seat = Seat::at(&home, dice.next());
    let said = |failure| format!("{failure:?}");
    seat.unlock().map_err(said)?;
    let mut folk = Folk::find(&mut seat).map_err(said)?;
    let mut told = Vec::new();
    for _ in 0..12 {
        if dice.per_cent(50) {
            seat.clock
                .set(dice.one_of(PLACES).parse().unwrap_or_default());
        } else {
            seat.clock.jump(*dice.one_of(JUMPS));
        }
        tally.count("jumps");
        for _ in 0..3 {
            told.extend(folk.act(&mut seat, dice).map_err(said)?);
        }
        let limited = |command: &str| match command {
            "desk.acts" => json!({ "limit": 5 }),
            _ => json!({}),
        };
        let command = *dice.one_of(QUESTIONS);
        if let Err(failure) = seat.ask(command, limited(command))
            && crate::stage::is_fault(&failure)
        {
            return Err(format!("{command}: {failure:?}"));
        }
    }
    in_order(&mut seat)?;
    drop(seat);
    tally.add("acts", told.len() as u64);
    Truth::of(&home, dice.next())?.holds(&told)
}

/// The acts stand in the order of the book, without a gap.
pub(super) fn in_order(seat: &mut Seat) -> Result<(), String> {
    let acts = seat.ask("desk.acts", json!({ "limit": 500 }));
    let acts = acts.map_err(|failure| format!("{failure:?}"))?;
    let acts = acts.as_array().cloned().unwrap_or_default();
    let order: Vec<i64> = acts
        .iter()
        .filter_map(|act| act["sequence"].as_i64())
        .collect();
    if order.windows(2).all(|pair| pair[0] == pair[1] + 1) {
        Ok(())
    } else {
        Err("the acts are not in the order of the book".into())
    }
}

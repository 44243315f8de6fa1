//! F7: there is too little memory. A process that books is given less and less of it, until it does
//! not even begin; or the n-th allocation of its work gets nothing, once or from then on. It may end
//! as it likes; what it was told was done is done, and what it was told was not done is not.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use tempfile::TempDir;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Budget, Report, Tally,
    report::spelled,
    shim::{Shim, feed, starve},
    spread::{cores, spread},
    stage::{Acknowledged, Dice, Folk, Seat, Shelf, Truth, fast_folder},
};

const MIB: u64 = 1024 * 1024;
/// The most allocations that pass before one gets nothing.
const MOST: u64 = 5_000;
/// An allocation costs less than a process that does not begin: there are so many for one of those.
const EACH: u64 = 3;
const TOLD: &str = "told ";

/// A line of a process of which an allocation fails.
#[derive(Serialize, Deserialize)]
enum Line {
    /// An act that was done.
    Done(Acknowledged),
    /// An act of which the desk said this.
    Refused(Uuid, String),
    /// The end, and how many allocations got nothing.
    End(u64),
}

/// Starves `budget` processes.
///
/// # Errors
/// In words, why it could not be tried.
pub fn memory(program: &Path, budget: &Budget) -> Result<Report, String> {
    let mut report = little(program, budget)?;
    report.add(nth(program, budget)?);
    Ok(report)
}

/// Processes with a bound on their memory.
fn little(program: &Path, budget: &Budget) -> Result<Report, String> {
    let what = "a process that books gets less and less memory";
    if Command::new("prlimit").arg("--version").output().is_err() {
        return Ok(Report::skipped("F7", what, "there is no prlimit"));
    }
    let shelf = Shelf::new()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        let home = place.path().join("home");
        shelf.put_into(&home).map_err(|error| error.to_string())?;
        // Somewhere between too little to be started and enough for everything.
        let most = 8 * MIB + dice.below(400 * MIB);
        let done = Command::new("prlimit")
            .arg(format!("--as={most}"))
            .arg(program)
            .args(["child", "some"])
            .arg(&home)
            .arg(dice.next().to_string())
            .stderr(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&done.stdout);
        let told: Vec<Acknowledged> = said
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        tally.add("acts", told.len() as u64);
        tally.count(match (done.status.success(), told.is_empty()) {
            (true, _) => "enough",
            (false, true) => "too little to begin",
            (false, false) => "ended half way",
        });
        Truth::of(&home, dice.next())?.holds(&told)
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("memory", budget.seed);
    let found = format!(
        "{} had enough, {} did not begin, {} ended half way; {} acts told",
        tally.of("enough"),
        tally.of("too little to begin"),
        tally.of("ended half way"),
        tally.of("acts"),
    );
    Ok(Report::of(tally.row(
        "F7",
        what,
        found,
        "0 lost, 0 corrupt",
    )))
}

/// Processes of which an allocation fails.
fn nth(program: &Path, budget: &Budget) -> Result<Report, String> {
    let what = "an allocation of a process that books fails, or all from there on";
    let shim = match Shim::build()? {
        Ok(shim) => shim,
        Err(why) => return Ok(Report::skipped("F7", what, &why)),
    };
    let shelf = Shelf::new()?;
    let budget = Budget {
        most: budget.most.saturating_mul(EACH),
        ..*budget
    };
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        let home = place.path().join("home");
        shelf.put_into(&home).map_err(|error| error.to_string())?;
        let done = shim
            .command(program, &place.path().join("no files"))
            .args(["child", "starve"])
            .arg(&home)
            .arg(dice.next().to_string())
            .stderr(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&done.stdout);
        let lines = said.lines().flat_map(serde_json::from_str);
        let lines: Vec<Line> = lines.collect();
        if !done.status.success() {
            tally.count("ended half way");
        }
        let judged = judge(&home, &lines, &mut dice, tally);
        judged.and_then(|()| match done.status.code() {
            // Rust ends a process that gets no memory; an alarm ends one that waits for ever.
            None if done.status.to_string().contains("SIGALRM") => Err("it waits for ever".into()),
            _ => Ok(()),
        })
    };
    let tally = spread(&budget, cores(), place, run)?;
    tally.tell("memory, nth", budget.seed);
    let codes = tally.counts.iter().filter_map(|(what, count)| {
        let code = what.strip_prefix(TOLD)?;
        Some(format!("{} {code}", spelled(*count)))
    });
    let found = format!(
        "{} ended half way, {} went on, {} without one; {} acts told done, 0 lost; else told: {}",
        tally.of("ended half way"),
        tally.of("went on"),
        tally.of("without one"),
        spelled(tally.of("acts")),
        codes.collect::<Vec<_>>().join(", "),
    );
    Ok(Report::of(tally.row(
        "F7",
        what,
        found,
        "told = true in all, 0 lost, 0 corrupt",
    )))
}

/// Whether the book is sound and what was told of each act is true.
fn judge(home: &Path, lines: &[Line], dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
    let truth = Truth::of(home, dice.next())?;
    for line in lines {
        match line {
            Line::Done(act) => {
                tally.count("acts");
                truth.holds(std::slice::from_ref(act))?;
            }
            Line::Refused(id, code) => {
                tally.count(&format!("{TOLD}{code}"));
                if code != "OutcomeUnknown" && truth.acts.contains_key(id) {
                    return Err(format!("told {code} and it is done"));
                }
            }
            Line::End(0) => tally.count("without one"),
            Line::End(_) => tally.count("went on"),
        }
    }
    Ok(())
}

/// The process of which an allocation fails: of opening the book, or of booking.
///
/// # Errors
/// In words, what the desk said before it booked.
pub fn child(home: &Path, seed: u64) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    let (number, lasting) = (1 + dice.below(MOST), dice.per_cent(50));
    let early = dice.per_cent(30);
    let mut seat = Seat::at(home, seed);
    if early {
        starve(number, lasting);
    }
    let said = |failure| format!("{failure:?}");
    seat.unlock().map_err(said)?;
    let mut folk = Folk::find(&mut seat).map_err(said)?;
    if !early {
        starve(number, lasting);
    }
    for _ in 0..40 {
        let line = match folk.attempt(&mut seat, &mut dice) {
            Ok(done) => Line::Done(done),
            Err((id, failure)) => Line::Refused(id, failure.code),
        };
        tell(&line);
    }
    drop(seat);
    tell(&Line::End(feed()));
    Ok(())
}

fn tell(line: &Line) {
    println!("{}", serde_json::to_string(line).unwrap_or_default());
}

//! F1: a process that books is killed in the middle of it. Every act that it was told was done must
//! be there when the book is opened again, whole, and opening it may not take two seconds.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

use crate::{
    Budget, Report, Tally,
    report::spelled,
    spread::{cores, spread},
    stage::{Acknowledged, Dice, Folk, Seat, Shelf, Truth, slow_folder},
};

/// A book is used for so many kills, then a fresh one is taken.
const KILLS_OF_ONE_BOOK: u64 = 100;
/// The most that opening again may take.
const MOST_OPENING: Duration = Duration::from_secs(2);

/// One worker's book, with all that was ever acknowledged in it.
struct Place {
    _home: TempDir,
    book_home: PathBuf,
    acknowledged: Vec<Acknowledged>,
    kills: u64,
}

/// Kills `budget` processes at the seed's moments.
///
/// # Errors
/// In words, why it could not be tried.
pub fn kill(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shelf = Shelf::new()?;
    let place = |_| {
        let home = slow_folder().map_err(|error| error.to_string())?;
        Ok(Place {
            book_home: home.path().join("home"),
            _home: home,
            acknowledged: Vec::new(),
            kills: 0,
        })
    };
    let run = |place: &mut Place, number: u64, tally: &mut Tally| {
        if place.kills.is_multiple_of(KILLS_OF_ONE_BOOK) {
            shelf
                .put_into(&place.book_home)
                .map_err(|error| error.to_string())?;
            place.acknowledged.clear();
        }
        place.kills += 1;
        let mut dice = Dice::of_run(budget.seed, number);
        let outcome = one(program, place, budget.timed, &mut dice, tally);
        if outcome.is_err() {
            // The next one begins with a fresh book.
            place.kills = 0;
        }
        outcome
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("kill", budget.seed);
    let found = format!(
        "{} acts acknowledged, 0 lost; opened again within {} ms",
        spelled(tally.of("acts")),
        tally.longest.as_millis(),
    );
    let found = if tally.faults.is_empty() {
        found
    } else {
        format!("{} acts acknowledged", spelled(tally.of("acts")))
    };
    Ok(Report::of(tally.row(
        "F1",
        "process killed while booking",
        found,
        "0 acknowledged lost, 0 half, sound, opened within 2 s",
    )))
}

fn one(
    program: &Path,
    place: &mut Place,
    timed: bool,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    let seed = dice.next();
    let delay = Duration::from_micros(3_000 + dice.below(30_000));
    let fresh = book_and_die(program, &place.book_home, seed, delay)?;
    tally.add("acts", fresh.len() as u64);
    place.acknowledged.extend(fresh);
    let truth = Truth::of(&place.book_home, dice.next())?;
    truth.holds(&place.acknowledged)?;
    tally.took(truth.opening);
    if timed && truth.opening > MOST_OPENING {
        return Err(format!("opening took {:?}", truth.opening));
    }
    Ok(())
}

/// Starts a process that books, kills it some time after its first act, and tells what it was told.
///
/// # Errors
/// In words, why it did not even begin.
pub fn book_and_die(
    program: &Path,
    home: &Path,
    seed: u64,
    delay: Duration,
) -> Result<Vec<Acknowledged>, String> {
    let mut child = Command::new(program)
        .args(["child", "book"])
        .arg(home)
        .arg(seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("no process: {error}"))?;
    let outcome = follow(&mut child, delay);
    drop(child.kill());
    drop(child.wait());
    outcome
}

fn follow(child: &mut Child, delay: Duration) -> Result<Vec<Acknowledged>, String> {
    let stdout = child.stdout.take().ok_or("no output")?;
    let mut lines = BufReader::new(stdout);
    let mut first = String::new();
    drop(lines.read_line(&mut first));
    if first.is_empty() {
        let mut said = String::new();
        if let Some(mut stderr) = child.stderr.take() {
            drop(stderr.read_to_string(&mut said));
        }
        return Err(format!("it did not begin: {said}"));
    }
    thread::sleep(delay);
    child.kill().map_err(|error| error.to_string())?;
    let mut rest = String::new();
    drop(lines.read_to_string(&mut rest));
    // A line is written at once, so what was cut off was never said.
    let whole = [first, rest].concat();
    let ended = whole.rfind('\n').map_or("", |end| &whole[..end]);
    ended
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{line}: {error}")))
        .collect()
}

/// The process that is killed: it books until then, and says each act after the desk said it.
///
/// # Errors
/// In words, what the desk said.
pub fn child(home: &Path, seed: u64, most: u64) -> Result<(), String> {
    let said = |failure| format!("{failure:?}");
    let mut seat = Seat::at(home, seed);
    seat.unlock().map_err(said)?;
    let mut folk = Folk::find(&mut seat).map_err(said)?;
    let mut dice = Dice::new(seed);
    for _ in 0..most {
        if let Some(done) = folk.act(&mut seat, &mut dice).map_err(said)? {
            done.tell()?;
        }
    }
    Ok(())
}

//! F9: the same book twice. By its own path, through a link to its folder, or as the same file in a
//! folder of its own: one process has it, the other is told so at once, and a process that was
//! killed leaves no lock behind. Another user of the computer is told so too.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;
use wijkboek_core::kernel::folder;

use super::visitors;
use crate::{
    Budget, Report, Tally,
    spread::spread,
    stage::{BOOK, Dice, PASSPHRASE, Seat, Shelf, fast_folder},
};

/// A refusal may take so long.
pub(super) const MOST_WAITING: Duration = Duration::from_secs(1);

/// Opens the same book twice, `budget` times.
///
/// # Errors
/// In words, why it could not be tried.
pub fn instances(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shelf = Shelf::new()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        one(
            program,
            &shelf,
            place.path(),
            budget.timed,
            &mut dice,
            tally,
        )
    };
    let tally = spread(budget, 1, place, run)?;
    tally.tell("instances", budget.seed);
    let mut report = Report::of(tally.row(
        "F9",
        "the same book opened twice, by path, link and hard link",
        format!("refused within {} ms", tally.longest.as_millis()),
        "one writer, refused within 1 s, no lock left",
    ));
    report.add(visitors::visitors(program, &shelf, budget)?);
    Ok(report)
}

fn one(
    program: &Path,
    shelf: &Shelf,
    place: &Path,
    timed: bool,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let (home, second) = (place.join("home"), place.join("second"));
    shelf.put_into(&home).map_err(said)?;
    drop(fs::remove_dir_all(&second));
    fs::create_dir(&second).map_err(said)?;
    let mut first = Process::start(program, &home)?;
    let seen = match dice.below(3) {
        0 => home.clone(),
        1 => {
            link(&home.join(BOOK), &second.join(BOOK)).map_err(said)?;
            second.clone()
        }
        _ => {
            let (from, to) = (home.join(BOOK), second.join(BOOK));
            fs::create_dir(&to).map_err(said)?;
            fs::hard_link(folder::database(&from), folder::database(&to)).map_err(said)?;
            fs::copy(folder::keys(&from), folder::keys(&to)).map_err(said)?;
            second.clone()
        }
    };
    let start = Instant::now();
    let mut seat = Seat::at(&seen, dice.next());
    let refused = seat.unlock_as(PASSPHRASE);
    let waited = start.elapsed();
    tally.took(waited);
    match refused {
        Ok(_) => return Err(format!("two have it: {}", seen.display())),
        Err(failure) if failure.code == "BookIsInUse" => {}
        // A file with two names is refused whether or not somebody has it.
        Err(failure) if failure.code == "BookIsLinked" && seen != home => {}
        Err(failure) => return Err(format!("told {} instead", failure.code)),
    }
    if timed && waited > MOST_WAITING {
        return Err(format!("told only after {waited:?}"));
    }
    first.kill();
    let mut seat = Seat::at(&home, dice.next());
    drop(fs::remove_dir_all(&second));
    seat.unlock()
        .map(drop)
        .map_err(|failure| format!("a killed process still has it: {}", failure.code))
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

/// A process that has the book.
pub(super) struct Process(Child);

impl Process {
    fn start(program: &Path, home: &Path) -> Result<Self, String> {
        let mut command = Command::new(program);
        Self::of(command.args(["child", "hold"]).arg(home))
    }

    /// Starts it, and waits until it has the book.
    pub(super) fn of(command: &mut Command) -> Result<Self, String> {
        let child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("no process: {error}"))?;
        let mut holder = Self(child);
        let stdout = holder.0.stdout.take().ok_or("no output")?;
        let mut line = String::new();
        drop(BufReader::new(stdout).read_line(&mut line));
        if line.trim() == "open" {
            Ok(holder)
        } else {
            Err(format!("the first does not open it: {line}"))
        }
    }

    pub(super) fn kill(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The process that has the book until its standard input ends.
///
/// # Errors
/// None: whoever started it reads what it says.
pub fn child(home: &Path) -> Result<(), String> {
    let mut seat = Seat::held_by(home, u64::from(std::process::id()), visitors::owner());
    match seat.unlock() {
        Ok(_) => println!("open"),
        Err(failure) => println!("{}", failure.code),
    }
    let mut rest = String::new();
    drop(std::io::stdin().read_line(&mut rest));
    Ok(())
}

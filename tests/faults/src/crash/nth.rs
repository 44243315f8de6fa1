//! F3: the n-th call to the system fails, for n from 1 until all of it passes, for every command
//! that writes: an act in the book (`act.rs`), or work on the files beside it (`work.rs`). Once or
//! from then on, as a broken disk, a full one, half a write, a failed sync, a file that cannot be
//! opened or read. What the desk told (done, not done, cannot tell) must be the truth when the book
//! is opened again, and the same asked again must then be done; and it may not say of most that it
//! cannot tell.
//!
//! All of it happens in one process under the shim, which is armed just before the question and
//! disarmed after it: thousands of processes would only cost time.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use serde_json::Value;
use wijkboek_core::kernel::Failure;

use super::work::Task;
use crate::{
    Budget, Report, Tally,
    elsewhere::{self, elsewhere},
    report::{Row, spelled},
    shim::{Armed, Shim},
    spread::cores,
    stage::{Dice, Shelf, fast_folder},
};

/// The ways in which a call fails, and whether all later ones do too.
const WAYS: &[(&str, bool)] = &[
    ("eio", false),
    ("eio", true),
    ("enospc", false),
    ("enospc", true),
    ("short", false),
    ("short", true),
    ("sync", false),
    ("sync", true),
    ("read", false),
    ("read", true),
];

/// What is asked: a word for its processes, what is said of it when all calls failed, and when the
/// dice chose.
const ROWS: [[&str; 3]; 2] = [
    [
        "act",
        "every call of every command that writes fails",
        "calls of commands that write fail, as the dice fall",
    ],
    [
        "work",
        "every call of work on files beside the book fails",
        "calls of work on files beside the book fail, as the dice fall",
    ],
];

/// Names the commands to look at, or a room of them (`keys.`).
const ONLY: &str = "WIJKBOEK_ONLY";
/// Most of the calls of these come while the book gets another key; then nobody can tell before it
/// is opened which one it has. Of no other command may it be said of more than half: one time in
/// five is the most that was found.
const DOUBTFUL: [&str; 2] = ["keys.new_key", "keys.remove_person"];
/// A command is not worth fewer runs.
const LEAST_OF_ONE: u64 = 40;

/// What the desk said of what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Done,
    NotDone,
    CannotTell,
}

impl Told {
    pub fn of(answer: &Result<Value, Failure>) -> Self {
        match answer {
            Ok(_) => Self::Done,
            Err(failure) if failure.code == "OutcomeUnknown" => Self::CannotTell,
            Err(_) => Self::NotDone,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NotDone => "not done",
            Self::CannotTell => "cannot tell",
        }
    }
}

/// How many calls there were, and what was told, if that was true.
pub(super) type Outcome = (u64, Result<Told, String>);

/// Something that is asked while a call fails.
pub(super) trait Asked {
    /// The name of the command.
    fn name(&self) -> &str;

    /// Asks it once with a call failing, and holds what was told against what is found.
    ///
    /// # Errors
    /// In words, why it could not be asked.
    fn ask(&self, lab: &mut Lab, armed: Armed) -> Result<Outcome, String>;
}

/// Fails calls: all of them for every command when the budget allows, or as many as it does, chosen
/// by the dice.
///
/// # Errors
/// In words, why it could not be tried.
pub fn nth(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shim = match Shim::build()? {
        Ok(shim) => shim,
        Err(why) => return Ok(Report::skipped("F3", "the n-th call fails", &why)),
    };
    let place = fast_folder().map_err(|error| error.to_string())?;
    let mut report = Report::default();
    for (number, [kind, whole, cut]) in ROWS.iter().enumerate() {
        // A number of runs is meant for each row; a length of time for all of them together.
        let left = (ROWS.len() - number) as u64;
        let budget = Budget {
            most: budget.most,
            ..budget.share(1, left)
        };
        let place = place.path().join(kind);
        let tally = beside_each_other(program, &shim, kind, &place, &budget)?;
        if tally.of("commands") == 0 && !only().is_empty() {
            continue;
        }
        tally.tell("nth", budget.seed);
        if !only().is_empty() {
            tell_each(&tally);
        }
        let what = if tally.of("cut") == 0 { whole } else { cut };
        report.rows.push(row(what, &tally));
    }
    if report.rows.is_empty() {
        return Err(format!("no command that writes begins with {}", only()));
    }
    Ok(report)
}

fn row(what: &str, tally: &Tally) -> Row {
    let told = [Told::Done, Told::NotDone, Told::CannotTell]
        .map(|told| format!("{} {}", spelled(tally.of(told.words())), told.words()))
        .join(", ");
    let found = format!("{} commands; told: {told}", tally.of("commands"));
    let hold = "told = true in all, 0 lost, 0 corrupt, cannot tell of at most half of one command";
    tally.row("F3", what, found, hold)
}

/// Says on standard error what was told of each command.
fn tell_each(tally: &Tally) {
    for (what, number) in &tally.counts {
        if what.contains(": ") {
            eprintln!("  {what}: {}", spelled(*number));
        }
    }
}

fn only() -> String {
    std::env::var(ONLY).unwrap_or_default()
}

/// A process for each core, which deal out the commands among them: a shim fails the calls of one
/// process.
fn beside_each_other(
    program: &Path,
    shim: &Shim,
    kind: &str,
    place: &Path,
    budget: &Budget,
) -> Result<Tally, String> {
    let workers = cores();
    let share = Budget {
        most: budget.most.div_ceil(workers as u64),
        ..*budget
    };
    let work = |worker: usize| {
        let place = place.join(worker.to_string());
        let mut command = shim.command(program, &place);
        command.args(["child", "nth", kind]).arg(&place);
        command.args([worker, workers].map(|number| number.to_string()));
        elsewhere(command, &share)
    };
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || work(worker)))
            .collect();
        let mut whole = Tally::default();
        for thread in threads {
            whole.join(thread.join().map_err(|_| "a worker panicked")??);
        }
        Ok(whole)
    })
}

/// The process under the shim: the `worker`-th of so many.
///
/// # Errors
/// In words, why it could not begin.
pub fn child(
    kind: &str,
    place: &Path,
    worker: u64,
    workers: u64,
    budget: &Budget,
) -> Result<(), String> {
    fs::create_dir_all(place).map_err(|error| error.to_string())?;
    let shelf = Shelf::new()?;
    let tasks = match kind {
        "work" => Task::all(&shelf, &place.join("stock"))?,
        _ => Vec::new(),
    };
    let all: Vec<&dyn Asked> = if tasks.is_empty() {
        let samples = shelf.neighbourhood.samples.iter();
        samples.map(|sample| sample as &dyn Asked).collect()
    } else {
        tasks.iter().map(|task| task as &dyn Asked).collect()
    };
    let only = only();
    let named = all.iter().filter(|asked| asked.name().starts_with(&only));
    let dealt = (0..workers).cycle().zip(named);
    let mine = dealt.filter(|(whose, _)| *whose == worker);
    let mut mine: Vec<&dyn Asked> = mine.map(|(_, asked)| *asked).collect();
    let mut tally = Tally::default();
    let mut lab = Lab {
        shelf: &shelf,
        home: place.join("home"),
        dice: Dice::new(budget.seed),
    };
    // Few runs say more of a few commands than of all of them.
    let worth = usize::try_from(budget.most / LEAST_OF_ONE)
        .unwrap_or(usize::MAX)
        .max(1);
    while mine.len() > worth {
        mine.swap_remove(lab.dice.place(mine.len()));
        tally.count("cut");
    }
    let mut commands = 0;
    for asked in &mine {
        // As many runs for each command; what one leaves, the next ones get.
        let left = (mine.len() as u64) - commands;
        let share = (budget.most.saturating_sub(tally.runs) / left).max(1);
        lab.every_call(*asked, budget, share, &mut tally)?;
        commands += 1;
    }
    tally.add("commands", commands);
    elsewhere::tell(&tally)
}

/// Where it is tried.
pub(super) struct Lab<'a> {
    pub shelf: &'a Shelf,
    pub home: PathBuf,
    pub dice: Dice,
}

impl Lab<'_> {
    /// Fails every call of one command, or `share` of them.
    fn every_call(
        &mut self,
        asked: &dyn Asked,
        budget: &Budget,
        share: u64,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let name = asked.name();
        let mut cases = Vec::new();
        let mut calls = 0;
        for &(kind, sticky) in WAYS {
            if !sticky {
                // A call that never comes: how many there are.
                let beyond = Armed {
                    kind,
                    number: u64::MAX / 2,
                    sticky,
                };
                let (counted, outcome) = asked.ask(self, beyond)?;
                outcome.map_err(|fault| format!("{name} without one: {fault}"))?;
                calls = counted;
            }
            cases.extend((1..=calls).map(|number| Armed {
                kind,
                number,
                sticky,
            }));
        }
        while cases.len() as u64 > share {
            cases.swap_remove(self.dice.place(cases.len()));
            tally.count("cut");
        }
        let (mut asked_so_often, mut doubts) = (0, 0);
        for armed in cases {
            if budget.is_spent() {
                tally.count("cut");
                continue;
            }
            let (_, outcome) = asked.ask(self, armed)?;
            tally.runs += 1;
            asked_so_often += 1;
            match outcome {
                Ok(told) => {
                    doubts += u64::from(told == Told::CannotTell);
                    tally.count(told.words());
                    tally.count(&format!("{name}: {}", told.words()));
                }
                Err(fault) => {
                    let fault = format!("{name}, {armed:?}: {fault}");
                    tally.faults.push(fault);
                }
            }
        }
        if doubts * 2 > asked_so_often && !DOUBTFUL.contains(&name) {
            let fault = format!("{name}: cannot tell {doubts} of {asked_so_often} times");
            tally.faults.push(fault);
        }
        Ok(())
    }
}

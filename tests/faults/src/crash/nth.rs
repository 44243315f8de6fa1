//! F3: the n-th call to the system fails, for n from 1 until a whole act passes, for every command
//! that writes: once or from then on, as a broken disk, a full one, half a write, a failed sync, a
//! file that cannot be opened or read.
//! What the desk told (done, not done, cannot tell) must be the truth when the book is opened
//! again, and the same act asked again must then be done exactly once.
//!
//! All of it happens in one process under the shim, which is armed just before the act and disarmed
//! after it: thousands of processes would only cost time.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use serde_json::Value;
use uuid::Uuid;
use wijkboek_core::{kernel::Failure, keys::KeyRing};

use crate::{
    Budget, Report, Tally,
    elsewhere::{self, elsewhere},
    report::spelled,
    shim::{Armed, Shim, disarm, watch},
    spread::cores,
    stage::{BOOK, Dice, Marked, Sample, Seat, Shelf, Truth, fast_folder},
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

/// Names the commands to look at, or a room of them (`keys.`).
const ONLY: &str = "WIJKBOEK_ONLY";
/// A command is not worth fewer runs.
const LEAST_OF_ONE: u64 = 40;

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
    let tally = beside_each_other(program, &shim, place.path(), budget)?;
    tally.tell("nth", budget.seed);
    let told = ["done", "not done", "cannot tell"]
        .map(|what| format!("{} {what}", spelled(tally.of(what))))
        .join(", ");
    let found = format!("{} commands; told: {told}", tally.of("commands"));
    let whole = if tally.of("cut") == 0 {
        "every call of every command that writes fails"
    } else {
        "calls of commands that write fail, as the dice fall"
    };
    Ok(Report::of(tally.row(
        "F3",
        whole,
        found,
        "told = true in all, 0 lost, 0 corrupt",
    )))
}

/// A process for each core, which deal out the commands among them: a shim fails the calls of one
/// process.
fn beside_each_other(
    program: &Path,
    shim: &Shim,
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
        command.args(["child", "nth"]).arg(&place);
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
pub fn child(place: &Path, worker: u64, workers: u64, budget: &Budget) -> Result<(), String> {
    fs::create_dir_all(place).map_err(|error| error.to_string())?;
    let shelf = Shelf::new()?;
    let mut tally = Tally::default();
    let mut lab = Lab {
        shelf: &shelf,
        home: place.join("home"),
        dice: Dice::new(budget.seed),
    };
    let only = std::env::var(ONLY).unwrap_or_default();
    let samples = shelf.neighbourhood.samples.iter();
    let samples = samples.filter(|sample| sample.command.starts_with(&only));
    let dealt = (0..workers).cycle().zip(samples);
    let mine = dealt.filter(|(whose, _)| *whose == worker);
    let mut samples: Vec<&Sample> = mine.map(|(_, sample)| sample).collect();
    // Few runs say more of a few commands than of all of them.
    let worth = usize::try_from(budget.most / LEAST_OF_ONE)
        .unwrap_or(usize::MAX)
        .max(1);
    while samples.len() > worth {
        samples.swap_remove(lab.dice.place(samples.len()));
        tally.count("cut");
    }
    let mut commands = 0;
    for sample in &samples {
        // As many runs for each command; what one leaves, the next ones get.
        let left = (samples.len() as u64) - commands;
        let share = (budget.most.saturating_sub(tally.runs) / left).max(1);
        lab.command(sample, budget, share, &mut tally)?;
        commands += 1;
    }
    tally.add("commands", commands);
    elsewhere::tell(&tally)
}

struct Lab<'a> {
    shelf: &'a Shelf,
    home: PathBuf,
    dice: Dice,
}

impl Lab<'_> {
    /// Fails every call of one command, or `share` of them.
    fn command(
        &mut self,
        sample: &Sample,
        budget: &Budget,
        share: u64,
        tally: &mut Tally,
    ) -> Result<(), String> {
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
                let (counted, outcome) = self.one(sample, beyond)?;
                outcome.map_err(|fault| format!("{} without one: {fault}", sample.command))?;
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
        for armed in cases {
            if budget.is_spent() {
                tally.count("cut");
                continue;
            }
            let (_, outcome) = self.one(sample, armed)?;
            tally.runs += 1;
            match outcome {
                Ok(told) => tally.count(told),
                Err(fault) => {
                    let fault = format!("{}, {armed:?}: {fault}", sample.command);
                    tally.faults.push(fault);
                }
            }
        }
        Ok(())
    }

    /// Asks once with one call failing. Answers how many calls there were, and what was told.
    fn one(
        &mut self,
        sample: &Sample,
        armed: Armed,
    ) -> Result<(u64, Result<&'static str, String>), String> {
        let said = |error: std::io::Error| error.to_string();
        self.shelf.put_into(&self.home).map_err(said)?;
        let seed = self.dice.next();
        let mut seat = Seat::at(&self.home, seed);
        let came = seat.unlock_as(&sample.passphrase);
        came.map_err(|failure| format!("{failure:?}"))?;
        let question = sample.prepare(&mut seat, &self.home).map_err(said)?;
        let operation_id = seat.operation();
        watch(&self.home);
        armed.arm();
        let told = seat.ask_as(operation_id, &sample.command, question.clone());
        // The desk closes on the failing disk too.
        drop(seat);
        let (calls, _) = disarm();
        let outcome = self.judge(sample, operation_id, &told);
        Ok((calls, outcome))
    }

    /// Whether what was told is the truth, in the book and in the keys beside it.
    fn judge(
        &mut self,
        sample: &Sample,
        operation_id: Uuid,
        told: &Result<Value, Failure>,
    ) -> Result<&'static str, String> {
        let truth = Truth::of(&self.home, self.dice.next())?;
        let kept = truth.acts.contains_key(&operation_id);
        let keys = self.keys(sample)?;
        // Of what changes the keys, people see the keys, not that the book says so.
        let done = keys.map_or(kept, |found| found != Marked::NotDone);
        let told = match told {
            Ok(_) if !kept => return Err("told that it was done, and it is lost".into()),
            Ok(_) if keys.is_some_and(|found| found != Marked::Done) => {
                return Err(format!("told that it was done, and the keys are {keys:?}"));
            }
            Ok(answer) => {
                self.check_code(answer)?;
                "done"
            }
            Err(failure) if failure.code == "OutcomeUnknown" => "cannot tell",
            // The file did not become; that the book keeps what it would hold is no other truth.
            Err(_) if sample.target.is_some() => "not done",
            Err(failure) if done => {
                let keys =
                    keys.map_or_else(String::new, |found| format!(" in the keys: {found:?}"));
                return Err(format!("told {} and it is done{keys}", failure.code));
            }
            Err(_) => "not done",
        };
        self.again(sample, operation_id, kept && keys == Some(Marked::Done))?;
        Ok(told)
    }

    fn keys(&self, sample: &Sample) -> Result<Option<Marked>, String> {
        let mark = sample.mark.as_ref();
        mark.map(|mark| mark.find(&self.home)).transpose()
    }

    /// A recovery code that was told opens the book.
    fn check_code(&self, answer: &Value) -> Result<(), String> {
        let Some(code) = answer["recovery_code"].as_str() else {
            return Ok(());
        };
        let ring = KeyRing::read(&self.home.join(BOOK));
        let opened = ring.and_then(|ring| ring.open_with_code(code));
        let opened = opened.map(drop);
        opened.map_err(|error| format!("the code that was told: {error}"))
    }

    /// The same act once more, on a disk that works: it is done, and once.
    fn again(&mut self, sample: &Sample, operation_id: Uuid, done: bool) -> Result<(), String> {
        if done {
            // Keys that were changed are not what the same question is about any more.
            return Ok(());
        }
        let mut seat = Seat::at(&self.home, self.dice.next());
        let said = |failure: Failure| format!("afterwards: {failure:?}");
        seat.unlock_as(&sample.passphrase).map_err(said)?;
        let question = sample.prepare(&mut seat, &self.home);
        let mut question = question.map_err(|error| error.to_string())?;
        if let Some(name) = &sample.target {
            // It may have been written before, or its signature.
            let target = self.home.join(name);
            drop(fs::remove_file(target.with_added_extension("minisig")));
            drop(fs::remove_file(target));
        }
        let outcome = match seat.ask_as(operation_id, &sample.command, question.clone()) {
            // The handle of a file is part of the question, and it is another one by now.
            Err(failure) if failure.code == "OperationIdReused" && sample.file.is_some() => {
                question.take();
                Ok(())
            }
            other => other.map(drop).map_err(said),
        };
        drop(seat);
        outcome?;
        let truth = Truth::by_hand(&self.home)?;
        let keys = self.keys(sample)?;
        if keys.is_some_and(|found| found != Marked::Done) {
            return Err(format!("asked again, the keys are {keys:?}"));
        }
        if truth.acts.contains_key(&operation_id) {
            Ok(())
        } else {
            Err(format!(
                "asked again, {} is not there",
                self.home.join(BOOK).display()
            ))
        }
    }
}

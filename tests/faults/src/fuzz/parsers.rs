//! F13: every reader of bytes from outside gets bytes that were once right: bits turned, parts
//! doubled, cut, exchanged, words put in that have a meaning somewhere, brackets a hundred thousand
//! deep. It may refuse them; it may not panic, take a second, or fill the memory.
//!
//! It runs in a process of its own, so that one that dies is seen, and its memory is its own.

use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::readers::{Bench, Parser, readers};
use crate::{
    Budget, Report,
    report::{Row, Tally, is_optimised, spelled},
    spread::cores,
    stage::{Dice, Shelf},
};

/// A reader may take so long.
const MOST_TIME: Duration = Duration::from_secs(1);
/// The process may hold so much, in KiB.
const MOST_MEMORY: u64 = 256 * 1024;

/// What one process found.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Found {
    runs: BTreeMap<String, u64>,
    faults: Vec<String>,
    longest: Duration,
    slowest: String,
    memory: u64,
    /// With whom the memory grew last.
    heaviest: String,
}

/// Gives `budget` times something to each reader.
///
/// # Errors
/// In words, why it could not be tried.
pub fn parsers(program: &Path, budget: &Budget) -> Result<Report, String> {
    let seconds = budget.until.map_or(0, |until| {
        until
            .saturating_duration_since(Instant::now())
            .as_secs()
            .max(1)
    });
    // One process for each core; each throws its own dice.
    let workers = cores() as u64;
    let most = budget.most.div_ceil(workers);
    let reading = (0..workers).map(|worker| {
        Command::new(program)
            .args(["child", "parsers"])
            .args([budget.seed + worker, most, seconds].map(|number| number.to_string()))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())
    });
    let reading: Vec<Child> = reading.collect::<Result<_, _>>()?;
    let mut found = Found::default();
    for process in reading {
        let done = process.wait_with_output();
        found.join(told(&done.map_err(|error| error.to_string())?)?);
    }
    let mut tally = Tally {
        runs: found.runs.values().sum(),
        faults: found.faults,
        ..Tally::default()
    };
    if found.memory > MOST_MEMORY {
        let (memory, heaviest) = (found.memory, &found.heaviest);
        tally
            .faults
            .push(format!("{memory} KiB of memory after {heaviest}"));
    }
    if budget.timed && is_optimised() && found.longest > MOST_TIME {
        tally
            .faults
            .push(format!("{} took {:?}", found.slowest, found.longest));
    }
    tally.tell("parsers", budget.seed);
    let each: Vec<String> = found
        .runs
        .iter()
        .map(|(name, runs)| format!("{name} {}", spelled(*runs)))
        .collect();
    let row: Row = tally.row(
        "F13",
        "bytes from outside to every reader",
        format!(
            "{}; the slowest ({}) took {} ms, most memory {} MiB ({})",
            each.join(", "),
            found.slowest,
            found.longest.as_millis(),
            found.memory / 1024,
            found.heaviest,
        ),
        "0 panics, 256 MiB, 1 s",
    );
    Ok(Report::of(row))
}

/// What a process said, or how it died.
fn told(done: &Output) -> Result<Found, String> {
    if done.status.success() {
        return serde_json::from_slice(&done.stdout).map_err(|error| error.to_string());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let last: String = said.lines().rev().take(3).collect::<Vec<_>>().join(" / ");
    Ok(Found {
        faults: vec![format!("the process died: {}; {last}", done.status)],
        ..Found::default()
    })
}

impl Found {
    fn join(&mut self, other: Self) {
        for (name, runs) in other.runs {
            *self.runs.entry(name).or_default() += runs;
        }
        self.faults.extend(other.faults);
        if other.memory > self.memory {
            (self.memory, self.heaviest) = (other.memory, other.heaviest);
        }
        if other.longest > self.longest {
            (self.longest, self.slowest) = (other.longest, other.slowest);
        }
    }
}

/// The process that reads.
///
/// # Errors
/// In words, why it could not begin.
pub fn child(whole: &Budget) -> Result<(), String> {
    let shelf = Shelf::new()?;
    let bench = Bench::new(&shelf)?;
    let parsers = readers(&shelf)?;
    let mut found = Found::default();
    let mut left: u64 = parsers.iter().map(|parser| parser.share).sum();
    for parser in &parsers {
        // A number of runs is meant for each reader; a length of time for all of them together.
        let budget = Budget {
            most: whole.most.div_ceil(parser.weight),
            ..whole.share(parser.share, left)
        };
        feed(parser, &bench, &budget, &mut found);
        left -= parser.share;
    }
    println!(
        "{}",
        serde_json::to_string(&found).map_err(|error| error.to_string())?
    );
    Ok(())
}

/// What this thread had of a core. The clock on the wall would count what others did meanwhile.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(time.tv_sec.unsigned_abs(), nanoseconds)
}

fn feed(parser: &Parser, bench: &Bench, budget: &Budget, found: &mut Found) {
    let mut runs = 0;
    while runs < budget.most && !budget.is_spent() {
        let mut dice = Dice::of_run(budget.seed, runs);
        let bytes = mutated(&parser.seeds, &mut dice);
        let before = worked();
        let outcome = catch_unwind(AssertUnwindSafe(|| (parser.read)(bench, &bytes)));
        let time = worked().saturating_sub(before);
        if time > found.longest {
            found.longest = time;
            found.slowest = format!("{}, run {runs}", parser.name);
        }
        if outcome.is_err() && found.faults.len() < 20 {
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
            found.faults.push(format!(
                "{}, seed {}, run {runs}: a panic at {shown:?}",
                parser.name, budget.seed
            ));
        }
        runs += 1;
    }
    found.runs.insert(parser.name.to_owned(), runs);
    let memory = peak_memory();
    if memory > found.memory {
        (found.memory, found.heaviest) = (memory, parser.name.to_owned());
    }
}

/// Words that mean something to some reader.
const WORDS: &[&str] = &[
    "\"",
    ";",
    ",",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\u{0}",
    "{",
    "}",
    "[",
    "]",
    ":",
    "null",
    "true",
    "1e400",
    "-0",
    "9223372036854775808",
    "0x",
    "NaN",
    "\\ud800",
    "\u{feff}",
    "\u{202e}",
    "../",
    "31-2-2020",
    "1-1-1",
    "29 feb 2025",
    "0001-01-01",
    "'",
    "=",
    "@",
    "%",
    "\u{301}",
    "ÿ",
    "Ĳ",
];

fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = dice.one_of(seeds).clone();
    for _ in 0..=dice.below(6) {
        mutate(&mut bytes, seeds, dice);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.place(bytes.len() + 1);
    let end = (at + dice.place(40)).min(bytes.len());
    match dice.below(12) {
        0..3 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        3 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
        4..7 => {
            let word = dice.one_of(WORDS).as_bytes();
            bytes.splice(at..at, word.iter().copied());
        }
        7 => {
            bytes.drain(at..end);
        }
        8 => {
            let part = bytes[at..end].to_vec();
            for _ in 0..=dice.below(5) {
                bytes.splice(at..at, part.iter().copied());
            }
        }
        9 => {
            let other = dice.one_of(seeds);
            let from = dice.place(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        10 => bytes.truncate(at),
        _ if dice.per_cent(2) => {
            let word = dice.one_of(WORDS).repeat(dice.place(100_000));
            bytes.splice(at..at, word.bytes());
        }
        _ => {}
    }
}

/// The most memory that this process ever held, in KiB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

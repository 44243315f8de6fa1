//! What `./dev soak` runs: the parts by name, each with the number of runs that a release asks for
//! unless another number or a length of time is given: `kill`, `kill:500`, `kill:10m`, `seed:7`.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use crate::{
    Budget, Report,
    crash::{compound, kill, nth, power},
    fuzz::{calls, model, parsers},
    keeping::{cost, cycles, leak, migration, network},
    machine::{clock, full, instances, memory, rot, stick},
    report::machine,
};

type Method = fn(&Path, &Budget) -> Result<Report, String>;

/// A part of the soak.
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// How often it runs before a release.
    pub release: u64,
    /// How often it runs for every commit.
    pub commit: u64,
    /// What it does.
    pub run: Method,
}

/// Every part, in the order of the plan.
pub const PARTS: &[Part] = &[
    part("kill", 10_000, 300, kill::kill),
    part("power", 10_000, 300, power::power),
    part("nth", u64::MAX, 150, nth::nth),
    part("compound", 2_000, 40, compound::compound),
    part("full", 200, 8, full::full),
    part("rot", 20_000, 500, rot::rot),
    part("memory", 500, 8, memory::memory),
    part("clock", 200, 20, clock::clock),
    part("instances", 1_000, 10, instances::instances),
    part("cycles", 1_000, 50, cycles::cycles),
    part("stick", 500, 20, stick::stick),
    part("migration", u64::MAX, 100, migration::migration),
    part("parsers", 100_000_000, 10_000, parsers::parsers),
    part("calls", 10_000_000, 10_000, calls::calls),
    part("model", 100_000, 20, model::model),
    part("leak", 20, 1, leak::leak),
    part("network", 1, 1, network::network),
    part("cost", 40, 2, cost::cost),
];

const fn part(name: &'static str, release: u64, commit: u64, run: Method) -> Part {
    Part {
        name,
        release,
        commit,
        run,
    }
}

/// Runs the parts that are named, or all, and prints a table. Whether every number was held.
///
/// # Errors
/// In words, what was asked wrongly.
pub fn soak(program: &Path, asked: &[String]) -> Result<bool, String> {
    let (mut seed, mut wanted) = (20_261_123, Vec::new());
    for word in asked {
        let (name, amount) = word.split_once(':').unwrap_or((word, ""));
        if name == "seed" {
            seed = amount.parse().map_err(|_| format!("{word}: no number"))?;
            continue;
        }
        let part = PARTS.iter().find(|part| part.name == name).ok_or_else(|| {
            let known: Vec<_> = PARTS.iter().map(|part| part.name).collect();
            format!("no part is called {name}; there are: {}", known.join(" "))
        })?;
        wanted.push((part, amount));
    }
    if wanted.is_empty() {
        wanted = PARTS.iter().map(|part| (part, "")).collect();
    }
    let mut report = Report::default();
    for (part, amount) in wanted {
        let budget = budget(part, amount, seed)?;
        eprintln!("{}: {}", part.name, described(&budget));
        let start = Instant::now();
        let found = (part.run)(program, &budget).map_err(|why| format!("{}: {why}", part.name))?;
        eprintln!(
            "{} took {:.0} s\n{found}",
            part.name,
            start.elapsed().as_secs_f64()
        );
        report.add(found);
    }
    println!("{}, seed {seed}\n\n{report}", machine());
    Ok(report.held())
}

fn budget(part: &Part, amount: &str, seed: u64) -> Result<Budget, String> {
    let wrong = || {
        format!(
            "{}:{amount}: neither a number nor a time (90s, 5m, 1h)",
            part.name
        )
    };
    let runs = Budget {
        timed: true,
        ..Budget::runs(part.release, seed)
    };
    if amount.is_empty() {
        return Ok(runs);
    }
    if let Ok(most) = amount.parse() {
        return Ok(Budget { most, ..runs });
    }
    let (number, unit) = amount.split_at(amount.len() - 1);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let seconds = match unit {
        "s" => number,
        "m" => number * 60,
        "h" => number * 3600,
        _ => return Err(wrong()),
    };
    Ok(Budget {
        most: u64::MAX,
        until: Some(Instant::now() + Duration::from_secs(seconds)),
        ..runs
    })
}

fn described(budget: &Budget) -> String {
    match budget.until {
        Some(until) => {
            let seconds = until.saturating_duration_since(Instant::now()).as_secs();
            format!("for {} s", seconds + 1)
        }
        None if budget.most == u64::MAX => "every case".into(),
        None => format!("{} runs", crate::report::spelled(budget.most)),
    }
}

//! What a method found, as rows of a table: how many runs, what was found in them, what is to hold.
//! A row that is missed makes the soak fail; a method that cannot run here says so and why.

use std::{
    collections::BTreeMap,
    fmt, fs,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

/// What became of a number to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was held.
    Held,
    /// It was not.
    Missed,
    /// There is nothing to hold: it is told.
    Told,
    /// It could not be tried here, and why.
    Skipped(String),
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// `F1`.
    pub method: &'static str,
    /// What was done.
    pub what: String,
    /// How often.
    pub runs: u64,
    /// What was found.
    pub found: String,
    /// What is to hold.
    pub hold: String,
    /// Whether it did.
    pub verdict: Verdict,
}

/// The rows of a method.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// In the order in which they are shown.
    pub rows: Vec<Row>,
}

impl Report {
    /// One row.
    #[must_use]
    pub fn of(row: Row) -> Self {
        Self { rows: vec![row] }
    }

    /// A method that cannot be tried here.
    #[must_use]
    pub fn skipped(method: &'static str, what: &str, why: &str) -> Self {
        Self::of(Row {
            method,
            what: what.to_owned(),
            runs: 0,
            found: format!("skipped: {why}"),
            hold: String::new(),
            verdict: Verdict::Skipped(why.to_owned()),
        })
    }

    /// Whether nothing was missed.
    #[must_use]
    pub fn held(&self) -> bool {
        self.rows.iter().all(|row| row.verdict != Verdict::Missed)
    }

    /// More rows.
    pub fn add(&mut self, other: Self) {
        self.rows.extend(other.rows);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| | what | runs | found | to hold | |")?;
        writeln!(formatter, "| --- | --- | --- | --- | --- | --- |")?;
        for row in &self.rows {
            let verdict = match &row.verdict {
                Verdict::Held => "held",
                Verdict::Missed => "missed",
                Verdict::Told => "",
                Verdict::Skipped(_) => "skipped",
            };
            let (method, what, runs) = (row.method, &row.what, spelled(row.runs));
            let (found, hold) = (&row.found, &row.hold);
            writeln!(
                formatter,
                "| {method} | {what} | {runs} | {found} | {hold} | {verdict} |"
            )?;
        }
        Ok(())
    }
}

/// How much a method may do: a number of runs, a length of time, or both.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// The most runs.
    pub most: u64,
    /// When to stop.
    pub until: Option<Instant>,
    /// Where the dice start.
    pub seed: u64,
    /// Whether lengths of time are judged. A commit's tests do not: their machine may be busy.
    pub timed: bool,
}

impl Budget {
    /// So many runs.
    #[must_use]
    pub fn runs(most: u64, seed: u64) -> Self {
        Self {
            most,
            until: None,
            seed,
            timed: false,
        }
    }

    /// Whether the time is over.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() >= until)
    }

    /// The same with another number of runs, in `numerator / denominator` of this one.
    #[must_use]
    pub fn share(&self, numerator: u64, denominator: u64) -> Self {
        let until = self.until.map(|until| {
            let left = until.saturating_duration_since(Instant::now());
            let part = left.as_secs_f64() * numerator as f64 / denominator as f64;
            Instant::now() + Duration::from_secs_f64(part)
        });
        Self {
            most: (self.most.saturating_mul(numerator) / denominator).max(1),
            until,
            ..*self
        }
    }
}

/// What many runs found: how many there were, what was counted, and what went wrong.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tally {
    /// How many runs were finished.
    pub runs: u64,
    /// What was counted.
    pub counts: BTreeMap<String, u64>,
    /// The longest that something took.
    pub longest: Duration,
    /// What went wrong, with the number of the run.
    pub faults: Vec<String>,
}

impl Tally {
    /// Counts one more of something.
    pub fn count(&mut self, what: &str) {
        self.add(what, 1);
    }

    /// Counts so many more of something.
    pub fn add(&mut self, what: &str, number: u64) {
        *self.counts.entry(what.to_owned()).or_default() += number;
    }

    /// How many there were of something.
    #[must_use]
    pub fn of(&self, what: &str) -> u64 {
        self.counts.get(what).copied().unwrap_or_default()
    }

    /// Keeps the longest.
    pub fn took(&mut self, time: Duration) {
        self.longest = self.longest.max(time);
    }

    /// Puts another's beside this one's.
    pub fn join(&mut self, other: Self) {
        self.runs += other.runs;
        for (what, number) in other.counts {
            self.add(&what, number);
        }
        self.longest = self.longest.max(other.longest);
        self.faults.extend(other.faults);
    }

    /// Says on standard error what went wrong, so that it can be thrown again.
    pub fn tell(&self, method: &str, seed: u64) {
        for fault in self.faults.iter().take(12) {
            eprintln!("  {method}, seed {seed}: {fault}");
        }
        if self.faults.len() > 12 {
            eprintln!("  {method}: and {} more", self.faults.len() - 12);
        }
    }

    /// A row that is held when nothing went wrong.
    #[must_use]
    pub fn row(&self, method: &'static str, what: &str, found: String, hold: &str) -> Row {
        let (verdict, found) = match self.faults.len() {
            // What was not tried was not held.
            0 if self.runs == 0 => (Verdict::Missed, "not one run".to_owned()),
            0 => (Verdict::Held, found),
            some => (Verdict::Missed, format!("{some} wrong; {found}")),
        };
        Row {
            method,
            what: what.to_owned(),
            runs: self.runs,
            found,
            hold: hold.to_owned(),
            verdict,
        }
    }
}

/// `10,000`.
#[must_use]
pub fn spelled(number: u64) -> String {
    let digits = number.to_string();
    let mut spelled = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            spelled.push(',');
        }
        spelled.push(digit);
    }
    spelled
}

/// Whether this build is as fast as the one that people have.
#[must_use]
pub fn is_optimised() -> bool {
    !cfg!(debug_assertions)
}

/// The machine and the day, for the head of the table.
#[must_use]
pub fn machine() -> String {
    let line = |file: &str, name: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let found = text.lines().find(|line| line.starts_with(name));
        found.and_then(|line| Some(line.split_once(':')?.1.trim().to_owned()))
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let processor = line("/proc/cpuinfo", "model name").unwrap_or_default();
    let memory = line("/proc/meminfo", "MemTotal").unwrap_or_default();
    let day = chrono::Local::now().date_naive();
    let build = match is_optimised() {
        true => "optimised build",
        false => "unoptimised build",
    };
    format!("{day}, {build}, {cores} cores ({processor}), {memory} of memory")
}

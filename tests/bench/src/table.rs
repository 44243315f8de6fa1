//! What was measured, as a table: what, at which size, what was found, what is to hold.

use std::{
    fmt, fs,
    time::{Duration, Instant},
};

use crate::Result;

/// What was measured so far.
#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 5]>,
}

impl Table {
    /// Adds a row. `held` is nothing where there is no number to hold.
    pub fn add(&mut self, what: &str, at: &str, found: String, hold: &str, held: Option<bool>) {
        let verdict = held.map_or("", |held| if held { "held" } else { "missed" });
        eprintln!("  {what}: {found} {verdict}");
        self.rows.push([
            what.to_owned(),
            at.to_owned(),
            found,
            hold.to_owned(),
            verdict.to_owned(),
        ]);
    }

    /// Adds a length of time that is to stay within a limit.
    pub fn within(&mut self, what: &str, at: &str, found: Duration, limit: Duration) {
        let hold = format!("≤ {}", spoken(limit));
        self.add(what, at, spoken(found), &hold, Some(found <= limit));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}\n", machine())?;
        writeln!(formatter, "| what | at | found | hold | |")?;
        writeln!(formatter, "| --- | --- | --- | --- | --- |")?;
        for row in &self.rows {
            writeln!(formatter, "| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}

/// The machine that it was measured on.
fn machine() -> String {
    let line = |file: &str, name: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let found = text.lines().find(|line| line.starts_with(name));
        found.and_then(|line| Some(line.split_once(':')?.1.trim().to_owned()))
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let processor = line("/proc/cpuinfo", "model name").unwrap_or_default();
    let memory = line("/proc/meminfo", "MemTotal").unwrap_or_default();
    let day = chrono::Local::now().date_naive();
    format!("{day}, release build, {cores} cores ({processor}), {memory} of memory")
}

/// A length of time as people say it.
pub fn spoken(time: Duration) -> String {
    let micros = time.as_micros();
    match micros {
        0..1_000 => format!("{micros} µs"),
        1_000..1_000_000 => format!("{:.1} ms", time.as_secs_f64() * 1e3),
        _ => format!("{:.2} s", time.as_secs_f64()),
    }
}

/// How long something takes, with what came of it.
pub fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, Duration)> {
    let start = Instant::now();
    let outcome = work()?;
    Ok((outcome, start.elapsed()))
}

/// The median of three runs.
pub fn thrice(mut work: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut times = [
        timed(&mut work)?.1,
        timed(&mut work)?.1,
        timed(&mut work)?.1,
    ];
    times.sort_unstable();
    Ok(share(&times, 50))
}

/// What so many per cent of sorted values do not exceed.
pub fn share<T: Copy + Default>(sorted: &[T], per_cent: usize) -> T {
    let place = sorted.len().saturating_mul(per_cent).div_euclid(100);
    let last = sorted.len().saturating_sub(1);
    sorted.get(place.min(last)).copied().unwrap_or_default()
}

//! Runs in a process of their own: under the shim, in a name space with a small disk, with little
//! memory. The process gets the budget in its words and says what it found on standard output.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{Budget, Tally, shim::Shim};

/// Runs the rest of a method there.
///
/// # Errors
/// In words, how the process ended.
pub fn elsewhere(mut command: Command, budget: &Budget) -> Result<Tally, String> {
    let seconds = budget.until.map_or(0, |until| {
        let left = until.saturating_duration_since(Instant::now());
        left.as_secs().max(1)
    });
    let done = command
        .args([budget.seed, budget.most, seconds].map(|number| number.to_string()))
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| format!("no process: {error}"))?;
    let said = String::from_utf8_lossy(&done.stderr);
    if !done.status.success() {
        let last: Vec<&str> = said.lines().rev().take(3).collect();
        return Err(format!(
            "the process ended: {}; {}",
            done.status,
            last.join(" / ")
        ));
    }
    serde_json::from_slice(&done.stdout).map_err(|error| format!("it said nothing: {error}"))
}

/// Runs the rest of a method there under the shim, at this place.
///
/// # Errors
/// In words, how the process ended.
pub fn under(
    shim: &Shim,
    program: &Path,
    name: &str,
    place: &Path,
    budget: &Budget,
) -> Result<Tally, String> {
    let mut command = shim.command(program, place);
    command.args(["child", name]).arg(place);
    let tally = elsewhere(command, budget)?;
    tally.tell(name, budget.seed);
    Ok(tally)
}

/// The budget out of a process's words.
#[must_use]
pub fn budget(seed: &str, most: &str, seconds: &str) -> Budget {
    let number = |word: &str| word.parse::<u64>().unwrap_or(0);
    let seconds = number(seconds);
    Budget {
        most: number(most),
        until: (seconds > 0).then(|| Instant::now() + Duration::from_secs(seconds)),
        seed: number(seed),
        timed: false,
    }
}

/// Says what was found.
///
/// # Errors
/// Never in practice.
pub fn tell(tally: &Tally) -> Result<(), String> {
    println!(
        "{}",
        serde_json::to_string(tally).map_err(|error| error.to_string())?
    );
    Ok(())
}

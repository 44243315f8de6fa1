//! F7: there is too little memory. A process that books is given less and less of it, until it does
//! not even begin. It may end as it likes; what it was told was done is done.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::{
    Budget, Report, Tally,
    spread::{cores, spread},
    stage::{Acknowledged, Dice, Shelf, Truth, fast_folder},
};

const MIB: u64 = 1024 * 1024;

/// Starves `budget` processes.
///
/// # Errors
/// In words, why it could not be tried.
pub fn memory(program: &Path, budget: &Budget) -> Result<Report, String> {
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

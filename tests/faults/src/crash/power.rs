//! F2: the power goes. What a process does to its files is written down by the shim; from that,
//! disks are imagined on which what was not synced is missing, reordered or torn, and the book on
//! each is opened and looked at, flow by flow.

use std::{fs, path::Path, process::Stdio};

use tempfile::TempDir;

use super::{
    controls,
    flows::{FLOWS, Flow, Found},
};
use crate::{
    Budget, Report, Tally,
    report::spelled,
    shim::{Disk, Event, Shim, read_log},
    spread::{cores, spread},
    stage::{Acknowledged, Dice, Shelf, Truth, acts_of, fast_folder},
};

/// A flow is recorded anew for so many images.
const IMAGES_OF_ONE_RECORDING: u64 = 250;

/// Loses the power `budget` times in each flow and in each control.
///
/// # Errors
/// In words, why it could not be tried.
pub fn power(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shim = match Shim::build()? {
        Ok(shim) => shim,
        Err(why) => return Ok(Report::skipped("F2", "power lost", &why)),
    };
    let shelf = Shelf::new()?;
    let studio = Studio {
        program,
        shim: &shim,
        shelf: &shelf,
    };
    let mut report = Report::default();
    let parts = FLOWS.len() as u64 + 1;
    for (number, flow) in FLOWS.iter().enumerate() {
        // A number of images is meant for each flow; a length of time for all of them together.
        let left = parts - number as u64;
        let budget = match budget.until {
            Some(_) => Budget {
                most: budget.most,
                ..budget.share(1, left)
            },
            None => *budget,
        };
        report.add(lose(&studio, flow, &budget)?);
    }
    report.add(controls::controls(program, &shim, budget)?);
    Ok(report)
}

fn lose(studio: &Studio, flow: &Flow, budget: &Budget) -> Result<Report, String> {
    // Recording takes time itself.
    let most = if budget.until.is_some() { 4 } else { 40 };
    let wanted = budget.most.div_ceil(IMAGES_OF_ONE_RECORDING);
    let wanted = wanted.clamp(2, most);
    let recordings: Vec<Recording> = (0..wanted)
        .map(|number| studio.record(flow, budget.seed + number))
        .collect::<Result<_, _>>()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        let recording = dice.one_of(&recordings);
        let home = place.path().join("home");
        let told = recording.lose_power(&mut dice, &home)?;
        tally.add("acts", told.len() as u64);
        let truth = Truth::of(&home, 1)?;
        (flow.check)(&Found {
            home: &home,
            before: &recording.before,
            told: &told,
            truth: &truth,
        })
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell(&format!("power, {}", flow.name), budget.seed);
    let events: usize = recordings
        .iter()
        .map(|recording| recording.events.len())
        .sum();
    let found = format!(
        "{} acts told before, 0 lost ({} recordings, {} calls)",
        spelled(tally.of("acts")),
        recordings.len(),
        spelled(events as u64),
    );
    Ok(Report::of(tally.row(
        "F2",
        flow.what,
        found,
        "0 lost, 0 corrupt",
    )))
}

/// What recordings are made with.
pub(super) struct Studio<'a> {
    pub program: &'a Path,
    pub shim: &'a Shim,
    pub shelf: &'a Shelf,
}

/// A flow as it was done once.
pub(super) struct Recording {
    pub before: Vec<Acknowledged>,
    disk: Disk,
    events: Vec<Event>,
}

impl Studio<'_> {
    /// Does a flow under the shim. Odd seeds get a disk that cannot exchange two names at once.
    pub fn record(&self, flow: &Flow, seed: u64) -> Result<Recording, String> {
        let said = |error: std::io::Error| error.to_string();
        let place = fast_folder().map_err(said)?;
        let home = place.path().join("home");
        (flow.prepare)(self.shelf, &home)?;
        let before = acts_of(&home)?;
        let disk = Disk::of(&home).map_err(said)?;
        let log = place.path().join("log");
        let done = self
            .shim
            .command(self.program, &home)
            .args(["child", "flow", flow.name])
            .arg(&home)
            .arg(seed.to_string())
            .env("WIJKBOEK_SHIM_LOG", &log)
            .env("WIJKBOEK_SHIM_PLAIN", (seed % 2).to_string())
            .stdout(Stdio::null())
            .output()
            .map_err(said)?;
        if !done.status.success() {
            return Err(String::from_utf8_lossy(&done.stderr).into_owned());
        }
        let events = read_log(&log)?;
        if events.len() < 10 {
            return Err(format!("the shim saw only {} calls", events.len()));
        }
        Ok(Recording {
            before,
            disk,
            events,
        })
    }
}

impl Recording {
    /// Lets the power go somewhere in it, and puts what may be left into a home. Answers what had
    /// been told until then.
    pub fn lose_power(&self, dice: &mut Dice, home: &Path) -> Result<Vec<Acknowledged>, String> {
        let said = |error: std::io::Error| error.to_string();
        let reached = dice.place(self.events.len() + 1);
        let mut disk = self.disk.clone();
        let mut told = Vec::new();
        for event in &self.events[..reached] {
            disk.feed(event);
            if let Event::Told(line) = event {
                told.push(serde_json::from_slice(line).map_err(|error| error.to_string())?);
            }
        }
        if home.exists() {
            fs::remove_dir_all(home).map_err(said)?;
        }
        fs::create_dir(home).map_err(said)?;
        disk.lose_power(dice, home).map_err(said)?;
        Ok(told)
    }
}

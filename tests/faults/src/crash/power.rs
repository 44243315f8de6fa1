//! F2: the power goes. What a process does to its files is written down by the shim; from that,
//! disks are imagined on which what was not synced is missing, reordered or torn, and the book on
//! each is opened and looked at. Flow by flow: bookings, an update of an old book, a copy.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::json;
use tempfile::TempDir;
use wijkboek_core::backup;

use super::controls;
use crate::{
    Budget, Report, Tally,
    report::spelled,
    shim::{Disk, Event, Shim, read_log},
    spread::{cores, spread},
    stage::{Acknowledged, BOOK, Dice, Folk, Seat, Shelf, Truth, fast_folder, old_book},
};

/// A flow is recorded anew for so many images.
const IMAGES_OF_ONE_RECORDING: u64 = 250;
/// The copy that a flow makes.
const COPY: &str = "kopie.wijkboek-backup";

/// Something that people do, during which the power may go.
struct Flow {
    name: &'static str,
    what: &'static str,
    prepare: fn(&Path) -> Result<(), String>,
    check: fn(&Found) -> Result<(), String>,
}

/// What is found after the power went, and what had been told until then.
struct Found<'a> {
    home: &'a Path,
    before: &'a [Acknowledged],
    told: &'a [Acknowledged],
    truth: &'a Truth,
}

const FLOWS: &[Flow] = &[
    Flow {
        name: "entry",
        what: "power lost while booking",
        prepare: |home| {
            Shelf::new()?
                .put_into(home)
                .map_err(|error| error.to_string())
        },
        check: nothing_is_lost,
    },
    Flow {
        name: "migration",
        what: "power lost while an old book is updated",
        prepare: old_book,
        check: nothing_is_lost,
    },
    Flow {
        name: "copy",
        what: "power lost while a copy is made",
        prepare: |home| {
            Shelf::new()?
                .put_into(home)
                .map_err(|error| error.to_string())
        },
        check: check_copy,
    },
];

/// Loses the power `budget` times in each flow and in each control.
///
/// # Errors
/// In words, why it could not be tried.
pub fn power(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shim = match Shim::build() {
        Ok(shim) => shim,
        Err(why) => return Ok(Report::skipped("F2", "power lost", &why)),
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
        report.add(lose(program, &shim, flow, &budget)?);
    }
    report.add(controls::controls(program, &shim, budget)?);
    Ok(report)
}

fn lose(program: &Path, shim: &Shim, flow: &Flow, budget: &Budget) -> Result<Report, String> {
    // Recording takes time itself.
    let most = if budget.until.is_some() { 4 } else { 40 };
    let wanted = budget.most.div_ceil(IMAGES_OF_ONE_RECORDING);
    let wanted = wanted.clamp(2, most);
    let recordings: Vec<Recording> = (0..wanted)
        .map(|number| Recording::of(program, shim, flow, budget.seed + number))
        .collect::<Result<_, _>>()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        let recording = dice.one_of(&recordings);
        let home = place.path().join("home");
        let told = recording.image(&mut dice, &home)?;
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

/// What was told is no act in the book but work on it.
fn is_work(told: &Acknowledged) -> bool {
    told.operation_id.is_nil()
}

/// A flow as it was done once.
struct Recording {
    before: Vec<Acknowledged>,
    disk: Disk,
    events: Vec<Event>,
}

impl Recording {
    fn of(program: &Path, shim: &Shim, flow: &Flow, seed: u64) -> Result<Self, String> {
        let said = |error: std::io::Error| error.to_string();
        let place = fast_folder().map_err(said)?;
        let home = place.path().join("home");
        (flow.prepare)(&home)?;
        let before = acts_of(&home)?;
        let disk = Disk::of(&home).map_err(said)?;
        let log = place.path().join("log");
        let done = shim
            .command(program, &home)
            .args(["child", "flow", flow.name])
            .arg(&home)
            .arg(seed.to_string())
            .env("WIJKBOEK_SHIM_LOG", &log)
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
        Ok(Self {
            before,
            disk,
            events,
        })
    }

    /// Lets the power go somewhere in it. Answers what had been told until then.
    fn image(&self, dice: &mut Dice, home: &Path) -> Result<Vec<Acknowledged>, String> {
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

/// Every act that is in a book, as if each had been acknowledged.
fn acts_of(home: &Path) -> Result<Vec<Acknowledged>, String> {
    let truth = Truth::by_hand(home)?;
    let acts = truth.acts.into_iter();
    Ok(acts
        .map(|(operation_id, (command, receipt))| Acknowledged {
            operation_id,
            command,
            receipt,
        })
        .collect())
}

/// Every act of before is there, and every one that was told.
fn nothing_is_lost(found: &Found) -> Result<(), String> {
    found.truth.holds(found.before)?;
    let acts: Vec<_> = found
        .told
        .iter()
        .filter(|act| !is_work(act))
        .cloned()
        .collect();
    found.truth.holds(&acts)
}

/// Nothing is lost; a copy that has its name is whole, and one that was told is there.
fn check_copy(found: &Found) -> Result<(), String> {
    nothing_is_lost(found)?;
    let copy = found.home.join(COPY);
    let was_told = found.told.iter().any(is_work);
    if !copy.exists() {
        return match was_told {
            true => Err("a copy that was told is not there".into()),
            false => Ok(()),
        };
    }
    let other = found.home.join("elsewhere");
    match backup::unpack(&copy, &other.join(BOOK)) {
        Ok(_) => Truth::of(&other, 1).map(drop),
        // It had its name, but the power went before anybody was told: the next one is not harmed.
        Err(_) if !was_told => Ok(()),
        Err(error) => Err(format!("a copy that was told is damaged: {error}")),
    }
}

/// The process under the shim: it does a flow and says what the desk said.
///
/// # Errors
/// In words, what the desk refused.
pub fn child(flow: &str, home: &Path, seed: u64) -> Result<(), String> {
    let mut seat = Seat::at(home, seed);
    let said = |failure| format!("{flow}: {failure:?}");
    seat.unlock().map_err(said)?;
    let mut folk = Folk::find(&mut seat).map_err(said)?;
    let mut dice = Dice::new(seed);
    let mut book = |seat: &mut Seat, most: u64| -> Result<(), String> {
        for _ in 0..most {
            if let Some(done) = folk.act(seat, &mut dice).map_err(said)? {
                done.tell()?;
            }
        }
        Ok(())
    };
    match flow {
        "entry" => book(&mut seat, 60),
        "migration" => book(&mut seat, 3),
        "copy" => {
            book(&mut seat, 2)?;
            seat.choose(&PathBuf::from(home).join(COPY));
            let receipt = seat.ask("backup.make", json!({})).map_err(said)?;
            Acknowledged::work("backup.make", receipt).tell()?;
            book(&mut seat, 2)
        }
        _ => Err(format!("no flow is called {flow}")),
    }
}

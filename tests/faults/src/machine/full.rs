//! F5: the disk fills up. A file system of 2, 8 or 32 MiB in a name space of our own is filled to
//! some level, and people book until nothing fits any more. What they were told is kept, what they
//! are told then says why, and when there is room again the book goes on.
//!
//! Where no file system can be mounted, the shim plays a full disk.

use std::{fs, path::Path, process::Command};

use crate::{
    Budget, Report, Tally,
    elsewhere::{self, elsewhere},
    shim::{Shim, leave_space, watch},
    stage::{Dice, Folk, Seat, Shelf, Truth, fast_folder},
};

/// The failures that say why: the disk is full, or nobody can tell, or writing is over for now.
const SAID: &[&str] = &[
    "DiskIsFull",
    "OutcomeUnknown",
    "BookIsReadOnly",
    "Database",
    "Disk",
];
const SIZES: &[&str] = &["2m", "8m", "32m"];

/// Fills `budget` disks.
///
/// # Errors
/// In words, why it could not be tried.
pub fn full(program: &Path, budget: &Budget) -> Result<Report, String> {
    let place = fast_folder().map_err(|error| error.to_string())?;
    let mut report = Report::default();
    // Whether it may be done is asked first: what goes wrong later is no reason to leave it out.
    match small_disk(place.path(), "2m").arg("true").output() {
        Ok(tried) if tried.status.success() => {
            let mut mounted = Tally::default();
            for size in SIZES {
                let mut command = small_disk(place.path(), size);
                command.arg(program).args(["child", "full", "mounted"]);
                command.arg(place.path());
                let budget = budget.share(1, SIZES.len() as u64 + 1);
                mounted.join(elsewhere(command, &budget)?);
            }
            let what = "disks of 2, 8 and 32 MiB fill up";
            report.rows.push(row(&mounted, what, budget));
        }
        _ => {
            let why = "no file system can be mounted here";
            report.add(Report::skipped("F5", "a small disk fills up", why));
        }
    }
    match Shim::build()? {
        Err(why) => report.add(Report::skipped("F5", "the shim plays a full disk", &why)),
        Ok(shim) => {
            let mut command = shim.command(program, place.path());
            command.args(["child", "full", "played"]).arg(place.path());
            let tally = elsewhere(command, &budget.share(1, 2))?;
            report
                .rows
                .push(row(&tally, "the shim plays a full disk", budget));
        }
    }
    Ok(report)
}

/// How to start something with a small disk of its own at this place.
fn small_disk(place: &Path, size: &str) -> Command {
    let script = "mount -t tmpfs -o size=\"$1\" wijkboek \"$0\" && shift && exec \"$@\"";
    let mut command = Command::new("unshare");
    command
        .args(["-m", "--propagation", "private", "sh", "-c", script])
        .arg(place)
        .arg(size);
    command
}

fn row(tally: &Tally, what: &str, budget: &Budget) -> crate::report::Row {
    tally.tell("full", budget.seed);
    let codes: Vec<String> = tally
        .counts
        .iter()
        .filter(|(what, _)| what.starts_with("told "))
        .map(|(what, count)| format!("{count} {}", what.trim_start_matches("told ")))
        .collect();
    let found = format!("{} acts kept; told: {}", tally.of("acts"), codes.join(", "));
    tally.row("F5", what, found, "said so, 0 lost, goes on with room")
}

/// The process with the small disk.
///
/// # Errors
/// In words, why it could not begin.
pub fn child(how: &str, place: &Path, budget: &Budget) -> Result<(), String> {
    let shelf = Shelf::new()?;
    let mut tally = Tally::default();
    for number in 0..budget.most {
        if budget.is_spent() {
            break;
        }
        let mut dice = Dice::of_run(budget.seed, number);
        let outcome = one(&shelf, how == "played", place, &mut dice, &mut tally);
        tally.runs += 1;
        if let Err(fault) = outcome {
            tally.faults.push(format!("run {number}: {fault}"));
        }
    }
    elsewhere::tell(&tally)
}

fn one(
    shelf: &Shelf,
    played: bool,
    place: &Path,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    let (home, filler) = (place.join("home"), place.join("filler"));
    drop(fs::remove_file(&filler));
    shelf.put_into(&home).map_err(|error| error.to_string())?;
    let mut seat = Seat::at(&home, dice.next());
    let said = |failure| format!("{failure:?}");
    seat.unlock().map_err(said)?;
    let mut folk = Folk::find(&mut seat).map_err(said)?;
    let room = dice.below(400_000);
    if played {
        watch(&home);
        leave_space(i64::try_from(room).unwrap_or(0));
    } else {
        fill(&filler, room);
    }
    let mut told = Vec::new();
    let mut outcome = Ok(());
    for _ in 0..400 {
        match folk.act(&mut seat, dice) {
            Ok(act) => told.extend(act),
            Err(failure) => {
                tally.count(&format!("told {}", failure.code));
                if !SAID.contains(&failure.code.as_str()) {
                    outcome = Err(format!("told {}", failure.code));
                }
                break;
            }
        }
    }
    drop(seat);
    leave_space(-1);
    drop(fs::remove_file(&filler));
    outcome?;
    tally.add("acts", told.len() as u64);
    // There is room again.
    let mut seat = Seat::at(&home, dice.next());
    seat.unlock().map_err(said)?;
    let mut folk = Folk::find(&mut seat).map_err(said)?;
    for _ in 0..5 {
        told.extend(folk.act(&mut seat, dice).map_err(said)?);
    }
    drop(seat);
    Truth::of(&home, dice.next())?.holds(&told)
}

/// Takes all room but so many bytes.
fn fill(filler: &Path, room: u64) {
    use std::io::Write as _;
    let Ok(mut file) = fs::File::create(filler) else {
        return;
    };
    let block = [7u8; 4096];
    let mut size = 0u64;
    while file.write_all(&block).is_ok() {
        size += 4096;
    }
    drop(file.set_len(size.saturating_sub(room)));
}

//! F9: another user of the computer opens the book, by the dialog, with a passphrase of it. While
//! its owner has it, and after the owner's process was killed, with rights from none to all. They
//! are told at once that they may not look, that it is in use and by whom, or that nothing may be
//! written there, and change nothing. Needs a process that may become another user's.

use std::{
    collections::BTreeMap,
    fs::{self, Permissions},
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _},
        process::CommandExt as _,
    },
    path::Path,
    process::Command,
    time::Instant,
};

use serde_json::json;
use tempfile::TempDir;
use wijkboek_core::kernel::{Failure, Holder};

use super::instances::{MOST_WAITING, Process};
use crate::{
    Budget, Report, Tally,
    spread::spread,
    stage::{BOOK, Dice, PASSPHRASE, Seat, Shelf, fast_folder},
};

const WHAT: &str = "the book of another user of the computer";
/// `nobody`.
const VISITOR: u32 = 65534;
/// The rights of the folder and of the files in it: as the program sets them, to look, to write.
const RIGHTS: [(u32, u32); 3] = [(0o700, 0o600), (0o755, 0o644), (0o777, 0o666)];

/// Who has the book.
pub(super) fn owner() -> Holder {
    Holder {
        user: "anja".into(),
        program: "wijkboek".into(),
    }
}

/// Lets another user at the book, `budget` times.
pub(super) fn visitors(program: &Path, shelf: &Shelf, budget: &Budget) -> Result<Report, String> {
    if let Err(why) = as_visitor(program)
        .args(["child", "visit", "/", "/"])
        .output()
    {
        return Ok(Report::skipped(
            "F9",
            WHAT,
            &format!("no process of theirs: {why}"),
        ));
    }
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        let place = place.path();
        one(program, shelf, place, budget.timed, &mut dice, tally)
    };
    let tally = spread(budget, 1, place, run)?;
    tally.tell("visitors", budget.seed);
    let told: Vec<String> = tally
        .counts
        .iter()
        .map(|(code, times)| format!("{code} {times}"))
        .collect();
    let told = told.join(", ");
    Ok(Report::of(tally.row(
        "F9",
        WHAT,
        format!("{told}; within {} ms", tally.longest.as_millis()),
        "told by whom it is in use, or what they may not, within 1 s, and nothing changed",
    )))
}

fn one(
    program: &Path,
    shelf: &Shelf,
    place: &Path,
    timed: bool,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let (home, own) = (place.join("home"), place.join("own"));
    let book = home.join(BOOK);
    shelf.put_into(&home).map_err(said)?;
    drop(fs::remove_dir_all(&own));
    fs::create_dir(&own).map_err(said)?;
    std::os::unix::fs::chown(&own, Some(VISITOR), Some(VISITOR)).map_err(said)?;
    for folder in [place, &home] {
        fs::set_permissions(folder, Permissions::from_mode(0o755)).map_err(said)?;
    }
    let mut first = Process::of(Command::new(program).args(["child", "hold"]).arg(&home))?;
    let (folder, file) = *dice.one_of(&RIGHTS);
    open_up(&book, folder, file).map_err(said)?;
    let mut visit = |held: bool| {
        let before = state(&book).map_err(said)?;
        let start = Instant::now();
        let failure = visit(program, &book, &own)?;
        let waited = start.elapsed();
        tally.took(waited);
        tally.count(&failure.code);
        let owner = json!({ "user": owner().user, "program": owner().program });
        let by = json!({ "user": failure.details.get("user"),
                         "program": failure.details.get("program") });
        let right = match failure.code.as_str() {
            "BookIsBarred" => folder == 0o700,
            "BookIsInUse" => held && folder != 0o700 && by == owner,
            "FolderIsReadOnly" => !held && folder == 0o755,
            _ => false,
        };
        if !right {
            return Err(format!("with {folder:o}, held {held}: told {failure:?}"));
        }
        if timed && waited > MOST_WAITING {
            return Err(format!("told only after {waited:?}"));
        }
        if state(&book).map_err(said)? == before {
            Ok(())
        } else {
            Err(format!("with {folder:o}, held {held}: something changed"))
        }
    };
    visit(true)?;
    first.kill();
    // Who may write in a book that nobody has may open it.
    if folder != 0o777 {
        visit(false)?;
    }
    let mut seat = Seat::held_by(&home, dice.next(), owner());
    let opened = seat.unlock().map(drop);
    opened.map_err(|failure| format!("its owner is kept out: {}", failure.code))?;
    drop(seat);
    if folder == 0o755 {
        open_up(&book, folder, file).map_err(said)?;
        read_by_a_visitor(program, &home, &own, dice)?;
    }
    Ok(())
}

/// Somebody who may only look has it open. They cannot write down who they are, and its owner is
/// not told that it is the owner.
fn read_by_a_visitor(
    program: &Path,
    home: &Path,
    own: &Path,
    dice: &mut Dice,
) -> Result<(), String> {
    let mut command = as_visitor(program);
    let command = command
        .args(["child", "visit"])
        .args([&home.join(BOOK), own]);
    let mut reading = Process::of(command)?;
    let told = Seat::held_by(home, dice.next(), owner()).unlock_as(PASSPHRASE);
    reading.kill();
    match told {
        Err(failure) if failure.code == "BookIsInUse" && !failure.details.contains_key("user") => {
            Ok(())
        }
        told => Err(format!("read by a visitor, its owner is told {told:?}")),
    }
}

/// What another user is told who chooses this book and types its passphrase.
fn visit(program: &Path, book: &Path, own: &Path) -> Result<Failure, String> {
    let mut command = as_visitor(program);
    command.args(["child", "visit"]).args([book, own]);
    let done = command.output().map_err(|error| error.to_string())?;
    if done.stdout == b"open\n" {
        return Err("they have it too".into());
    }
    let told = serde_json::from_slice(&done.stdout);
    told.map_err(|_| String::from_utf8_lossy(&done.stderr).into_owned())
}

fn as_visitor(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.uid(VISITOR).gid(VISITOR).current_dir("/");
    command
}

/// Gives others rights that the program itself takes away.
fn open_up(book: &Path, folder: u32, file: u32) -> std::io::Result<()> {
    for entry in fs::read_dir(book)? {
        fs::set_permissions(entry?.path(), Permissions::from_mode(file))?;
    }
    fs::set_permissions(book, Permissions::from_mode(folder))
}

/// A file: its rights, its owner, when it was changed, and what is in it.
type Left = (u32, u32, i64, Vec<u8>);

/// Every file of a book by its name.
fn state(book: &Path) -> std::io::Result<BTreeMap<String, Left>> {
    let file = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry?;
        let found = entry.metadata()?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let bytes = fs::read(entry.path())?;
        Ok((name, (found.mode(), found.uid(), found.mtime_nsec(), bytes)))
    };
    fs::read_dir(book)?.map(file).collect()
}

/// The process of another user.
///
/// # Errors
/// None: whoever started it reads what it says.
pub fn child(book: &Path, own: &Path) -> Result<(), String> {
    let holder = Holder {
        user: "bram".into(),
        program: "wijk".into(),
    };
    let mut seat = Seat::held_by(own, u64::from(std::process::id()), holder);
    seat.choose(book);
    let opened = seat
        .ask("book.choose", json!({}))
        .and_then(|_| seat.unlock_as(PASSPHRASE));
    match opened {
        Ok(_) => println!("open"),
        Err(failure) => println!("{}", json!(failure)),
    }
    let mut rest = String::new();
    drop(std::io::stdin().read_line(&mut rest));
    Ok(())
}

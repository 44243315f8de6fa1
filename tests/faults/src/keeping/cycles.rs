//! F10: a copy is made, looked at, tried, put back and damaged, by the desk's own commands and by
//! unpacking it beside them. What is put back is what was there when the copy was made, with the
//! heads of both chains that its manifest names; a damaged copy is refused by all of them, and the
//! book stays what it was, or it is the same all the same: that is counted apart.

use std::{fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;
use wijkboek_core::{backup, kernel::Failure};

use crate::{
    Budget, Report, Tally,
    spread::{cores, spread},
    stage::{BOOK, Dice, Folk, PASSPHRASE, Seat, Shelf, Truth, content, fast_folder, heads},
};

/// What a damaged copy may be refused with.
const REFUSED: &[&str] = &["BackupIsDamaged", "NotABackup"];

/// Goes round `budget` times.
///
/// # Errors
/// In words, why it could not be tried.
pub fn cycles(_: &Path, budget: &Budget) -> Result<Report, String> {
    let shelf = Shelf::new()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        one(&shelf, place.path(), &mut dice, tally)
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("cycles", budget.seed);
    let found = format!(
        "{} put back equal by hand and {} by the desk, {} damaged ones refused, {} harmless",
        tally.of("equal"),
        tally.of("restored"),
        tally.of("refused"),
        tally.of("harmless"),
    );
    let hold = "all equal, heads as the manifest says, every damaged copy refused or harmless";
    Ok(Report::of(tally.row(
        "F10",
        "copy made, looked at, tried, damaged, put back",
        found,
        hold,
    )))
}

fn one(shelf: &Shelf, place: &Path, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
    for entry in fs::read_dir(place).map_err(said)?.flatten() {
        drop(fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path())));
    }
    let (home, copy) = (place.join("home"), place.join("kopie.wijkboek-backup"));
    shelf.put_into(&home).map_err(said)?;
    let mut seat = Seat::at(&home, dice.next());
    seat.unlock().map_err(failed)?;
    let mut folk = Folk::find(&mut seat).map_err(failed)?;
    act(&mut folk, &mut seat, 8, dice)?;
    seat.choose(&copy);
    let manifest = seat.ask("backup.make", json!({})).map_err(failed)?["manifest"].take();
    drop(seat);
    let there = Moment::of(&home)?;
    there.must_be(&manifest)?;
    // More is done after the copy; none of it may come back with it.
    let mut seat = Seat::at(&home, dice.next());
    seat.unlock().map_err(failed)?;
    let since = act(&mut folk, &mut seat, 4, dice)?;
    let looked = ask(&mut seat, "backup.look", &copy).map_err(failed)?;
    if looked["manifest"] != manifest || looked["lost"]["acts"] != json!(since) {
        return Err(format!("{since} acts came since, and a look says {looked}"));
    }
    if ask(&mut seat, "backup.test", &copy).map_err(failed)? != manifest {
        return Err("a try says something else than the manifest".into());
    }
    drop(seat);
    let back = place.join("back");
    backup::unpack(&copy, &back.join(BOOK)).map_err(|error| error.to_string())?;
    Truth::of(&back, 1)?;
    there.must_stand_in(&back, "what was unpacked")?;
    tally.count("equal");
    let worse = place.join("worse.wijkboek-backup");
    fs::copy(&copy, &worse).map_err(said)?;
    damage(&worse, dice).map_err(said)?;
    let harmless = refused(&home, &worse, &there, place, dice)?;
    tally.count(if harmless { "harmless" } else { "refused" });
    // The good one at last takes the place of the book.
    let mut seat = Seat::at(&home, dice.next());
    ask(&mut seat, "backup.restore", &copy).map_err(failed)?;
    drop(seat);
    Truth::of(&home, 1)?;
    there.must_stand_in(&home, "what the desk put back")?;
    tally.count("restored");
    Ok(())
}

/// Whether a damaged copy is the same all the same. If not, all that reads a copy refuses it, and
/// the book is what it was.
fn refused(
    home: &Path,
    copy: &Path,
    there: &Moment,
    place: &Path,
    dice: &mut Dice,
) -> Result<bool, String> {
    let other = place.join("worse");
    let unpacked = backup::unpack(copy, &other.join(BOOK));
    if unpacked.is_ok() {
        // The time in a tar header, for one, says nothing of the book.
        there.must_stand_in(&other, "what was unpacked of a damaged copy")?;
        return Ok(true);
    }
    let before = content(home)?;
    let mut seat = Seat::at(home, dice.next());
    seat.unlock().map_err(failed)?;
    for command in ["backup.look", "backup.test", "backup.restore"] {
        match ask(&mut seat, command, copy) {
            Err(failure) if REFUSED.contains(&failure.code.as_str()) => {}
            Err(failure) => return Err(format!("{command} of a damaged copy: {failure:?}")),
            Ok(_) => return Err(format!("{command} takes a damaged copy")),
        }
    }
    drop(seat);
    if content(home)? == before {
        Ok(false)
    } else {
        Err("a copy that was refused changed the book".into())
    }
}

fn said(error: std::io::Error) -> String {
    error.to_string()
}

fn failed(failure: Failure) -> String {
    format!("{failure:?}")
}

/// Does fewer acts than this; answers how many were done.
fn act(folk: &mut Folk, seat: &mut Seat, most: u64, dice: &mut Dice) -> Result<u64, String> {
    let mut done = 0;
    for _ in 0..dice.below(most) {
        done += u64::from(folk.act(seat, dice).map_err(failed)?.is_some());
    }
    Ok(done)
}

/// Asks something of a copy.
fn ask(seat: &mut Seat, command: &str, copy: &Path) -> Result<Value, Failure> {
    let file = seat.desk.keep_file(copy.to_path_buf()).file;
    seat.ask(command, json!({ "file": file, "passphrase": PASSPHRASE }))
}

/// A book at the moment when it was copied.
struct Moment {
    content: String,
    heads: Value,
    last: usize,
}

impl Moment {
    fn of(home: &Path) -> Result<Self, String> {
        Ok(Self {
            content: content(home)?,
            heads: heads(home)?,
            last: Truth::by_hand(home)?.acts.len(),
        })
    }

    /// The manifest of its copy says so.
    fn must_be(&self, manifest: &Value) -> Result<(), String> {
        let said = json!({ "audit": manifest["audit_head"], "ledger": manifest["ledger_head"] });
        if manifest["last_act"] == json!(self.last) && said == self.heads {
            Ok(())
        } else {
            Err(format!("the manifest says {manifest}, not {}", self.heads))
        }
    }

    /// This is what stands there: every row, and the heads of both chains.
    fn must_stand_in(&self, home: &Path, what: &str) -> Result<(), String> {
        let heads = heads(home)?;
        if heads != self.heads {
            return Err(format!("{what} has the heads {heads}, not {}", self.heads));
        }
        if content(home)? == self.content {
            Ok(())
        } else {
            Err(format!("{what} is not what was there"))
        }
    }
}

/// One byte becomes another.
fn damage(copy: &Path, dice: &mut Dice) -> std::io::Result<()> {
    let mut bytes = fs::read(copy)?;
    let at = dice.place(bytes.len());
    bytes[at] ^= 1 << dice.below(8);
    fs::write(copy, bytes)
}

//! F14: every command on the list is asked, in sequences that a window would never make: by every
//! role in turn, with the book open, locked, exchanged, with questions out of the commands' own schemas. No
//! call may panic, answer beyond the role of whoever asks, answer from a locked book, or leave the
//! book other than sound, its sums at zero and its audit without a gap.

use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;
use wijkboek_core::kernel::Role;
use wijkboek_desk::{Entry, Kind};

use super::question::Inquirer;
use crate::{
    Budget, Report, Tally,
    report::{Row, Verdict, spelled},
    spread::{cores, spread},
    stage::{Dice, STAFF, Sample, Seat, Shelf, Truth, fast_folder},
};

/// The book is looked at after so many calls, and another begins.
const CALLS_OF_ONE_BOOK: u64 = 500;
/// After so many calls somebody else comes to the desk.
const CALLS_OF_ONE_PERSON: u64 = 40;
/// Who comes to the desk after whom, by their places in the staff: everybody, in every second place
/// the manager, who may ask most. In turn, because chance leaves somebody out of a short run.
const TURNS: [usize; 8] = [0, 1, 0, 2, 0, 3, 0, 4];
/// These set type or fill a whole book; asked as often as the others they would be all there is.
const SLOW: &[&str] = &[
    "book.practice",
    "book.verify",
    "backup.make",
    "backup.open",
    "certificates.paper",
    "certificates.preview",
    "certificates.save_paper",
    "certificates.save_register",
    "credits.save_statement",
];

/// Asks `budget` questions.
///
/// # Errors
/// In words, why it could not be tried.
pub fn calls(_: &Path, budget: &Budget) -> Result<Report, String> {
    let shelf = Shelf::new()?;
    let entries: Vec<Listed> = wijkboek_desk::list().into_iter().map(Listed::new).collect();
    let place = |worker: usize| Room::new(&shelf, worker as u64);
    let run = |room: &mut Room, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        if number.is_multiple_of(CALLS_OF_ONE_BOOK) || room.asked >= CALLS_OF_ONE_BOOK {
            let outcome = room.look();
            room.renew(&shelf, dice.next())?;
            outcome?;
        }
        room.asked += 1;
        room.call(&entries, &mut dice, tally)
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("calls", budget.seed);
    let asked = |name: &str| tally.of(&format!("asked {name}"));
    let (fewest, name) = entries
        .iter()
        .filter(|listed| !SLOW.contains(&listed.entry.name))
        .map(|listed| (asked(listed.entry.name), listed.entry.name))
        .min()
        .unwrap_or_default();
    let answered: Vec<&Listed> = entries
        .iter()
        .filter(|listed| tally.of(&format!("done {}", listed.entry.name)) == 0)
        .collect();
    let never: Vec<&str> = answered.iter().map(|listed| listed.entry.name).collect();
    let mut report = Report::of(tally.row(
        "F14",
        "questions to every command, in any order, by every role",
        format!(
            "{} answered, {} refused; {} commands, the least asked {} times ({name})",
            spelled(tally.of("answered")),
            spelled(tally.of("refused")),
            entries.len(),
            spelled(fewest),
        ),
        "0 panics, 0 broken rules, 0 beyond a role",
    ));
    report.rows.push(by_role(&tally));
    report.rows.push(Row {
        method: "F14",
        what: "commands whose every question was refused".into(),
        runs: tally.runs,
        found: never.join(", "),
        hold: String::new(),
        verdict: Verdict::Told,
    });
    Ok(report)
}

/// Who asked. A role that never asked was not tried.
fn by_role(tally: &Tally) -> Row {
    let mut asked = ["reader", "worker", "manager", "confidant", "locked"].map(|who| {
        let [asked, answered] =
            ["asked by", "answered"].map(|did| tally.of(&format!("{did} {who}")));
        (who, asked, answered)
    });
    let least = asked.iter().map(|(_, asked, _)| *asked).min();
    asked.sort_by_key(|(_, asked, _)| std::cmp::Reverse(*asked));
    let told = asked.map(|(who, asked, answered)| {
        let [asked, answered] = [asked, answered].map(spelled);
        format!("{who} {asked}, {answered} answered")
    });
    let few = least.unwrap_or(0) == 0;
    Row {
        method: "F14",
        what: "of these, by role, or with the book locked".into(),
        runs: tally.runs,
        found: format!(
            "{}; {} refused for the role",
            told.join("; "),
            spelled(tally.of("RoleTooSmall"))
        ),
        hold: "each is tried".into(),
        verdict: if few { Verdict::Missed } else { Verdict::Held },
    }
}

/// A command with the schema of its question.
struct Listed {
    entry: Entry,
    schema: Value,
}

impl Listed {
    fn new(entry: Entry) -> Self {
        let schema = (entry.question)().to_value();
        Self { entry, schema }
    }
}

/// Where one worker asks.
struct Room {
    place: TempDir,
    home: PathBuf,
    seat: Seat,
    inquirer: Inquirer,
    samples: BTreeMap<String, Sample>,
    asked: u64,
    turn: usize,
    files: u64,
    /// The acts that were answered in the book, with when.
    operations: Vec<Uuid>,
}

impl Room {
    fn new(shelf: &Shelf, seed: u64) -> Result<Self, String> {
        let place = fast_folder().map_err(|error| error.to_string())?;
        let home = place.path().join("home");
        let samples = shelf.neighbourhood.samples.iter();
        let mut room = Self {
            seat: Seat::at(&home, seed),
            home,
            place,
            inquirer: Inquirer::new(),
            samples: samples
                .map(|sample| (sample.command.clone(), sample.clone()))
                .collect(),
            asked: 0,
            // Where the workers are two, the second one begins with those who come late.
            turn: usize::try_from(seed).unwrap_or_default() * TURNS.len() / 2,
            files: 0,
            operations: Vec::new(),
        };
        room.renew(shelf, seed)?;
        Ok(room)
    }

    /// A fresh copy of the book, and a desk that knows nothing.
    fn renew(&mut self, shelf: &Shelf, seed: u64) -> Result<(), String> {
        let said = |error: std::io::Error| error.to_string();
        // The desk goes first: it holds the lock.
        self.seat = Seat::at(&self.place.path().join("nowhere"), 0);
        for entry in fs::read_dir(self.place.path()).map_err(said)? {
            let path = entry.map_err(said)?.path();
            drop(fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path)));
        }
        shelf.put_into(&self.home).map_err(said)?;
        self.seat = Seat::at(&self.home, seed);
        let (passphrase, role) = self.next_person();
        let came = self.seat.unlock_as(passphrase);
        let came = came.map_err(|failure| format!("{failure:?}"))?;
        if came["person"]["role"] != role {
            return Err(format!("a {role} comes in as {}", came["person"]));
        }
        self.inquirer = Inquirer::new();
        self.operations.clear();
        for command in ["members.list", "credits.accounts", "agreements.list"] {
            let answer = self.seat.ask(command, json!({}));
            self.inquirer.hear(&answer.unwrap_or_default());
        }
        self.asked = 0;
        Ok(())
    }

    /// The book after all of it.
    fn look(&mut self) -> Result<(), String> {
        if self.asked == 0 {
            return Ok(());
        }
        self.seat = Seat::at(&self.place.path().join("nowhere"), 0);
        match Truth::of(&self.home, 1) {
            Ok(truth) => {
                let lost = self
                    .operations
                    .iter()
                    .find(|id| !truth.acts.contains_key(id));
                lost.map_or(Ok(()), |id| Err(format!("an answered act is lost: {id}")))
            }
            // Somebody gave the book another passphrase, as anybody may.
            Err(why) if why.contains("WrongPassphrase") => Ok(()),
            Err(why) => Err(why),
        }
    }

    fn call(
        &mut self,
        entries: &[Listed],
        dice: &mut Dice,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let listed = self.choose(entries, dice);
        let entry = &listed.entry;
        let question = self.ready(listed, dice);
        let operation_id = match dice.below(40) {
            0 if !self.operations.is_empty() => *dice.one_of(&self.operations),
            _ => self.seat.operation(),
        };
        let before = self.state()?;
        let who = match &before["phase"] {
            open if open == "open" => before["person"]["role"].as_str().unwrap_or("nobody"),
            _ => "locked",
        };
        tally.count(&format!("asked by {who}"));
        tally.count(&format!("asked {}", entry.name));
        let seat = &mut self.seat;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            seat.ask_as(operation_id, entry.name, question.clone())
        }));
        let Ok(outcome) = outcome else {
            self.asked = CALLS_OF_ONE_BOOK;
            return Err(format!("{} panics at {}", entry.name, shortened(&question)));
        };
        match outcome {
            Ok(answer) => {
                tally.count("answered");
                tally.count(&format!("answered {who}"));
                tally.count(&format!("done {}", entry.name));
                self.inquirer.hear(&answer);
                self.check_right(entry, &before)?;
                if entry.name == "backup.restore" {
                    // What was done after the copy goes, as was asked.
                    self.operations.clear();
                }
                // Nothing is answered when a dialog was cancelled, and nothing done.
                if entry.writes && !answer.is_null() && before["name"] == "buurt" {
                    self.operations.push(operation_id);
                    self.inquirer.keep("operation_id", operation_id);
                }
            }
            Err(failure) => {
                tally.count("refused");
                if failure.code == "RoleTooSmall" {
                    tally.count("RoleTooSmall");
                }
                if ["Broken", "BookIsDamaged", "OutcomeUnknown"].contains(&failure.code.as_str()) {
                    let question = shortened(&question);
                    return Err(format!("{}: {} at {question}", entry.name, failure.code));
                }
            }
        }
        self.open_again(dice);
        Ok(())
    }

    fn choose<'a>(&self, entries: &'a [Listed], dice: &mut Dice) -> &'a Listed {
        loop {
            let listed = dice.one_of(entries);
            if !SLOW.contains(&listed.entry.name) || dice.per_cent(1) {
                return listed;
            }
        }
    }

    /// A question, with files to choose: sometimes the sample's, mostly out of the schema.
    fn ready(&mut self, listed: &Listed, dice: &mut Dice) -> Value {
        self.seat.forget_choices();
        self.files += 1;
        let path = self.place.path().join(format!("bestand-{}", self.files));
        if dice.per_cent(50) {
            self.seat.choose(&path);
        }
        let sample = self.samples.get(listed.entry.name);
        if let Some(sample) = sample.filter(|_| dice.per_cent(15)) {
            let clock = self.seat.clock.clone();
            let question = sample.prepare(&mut self.seat, self.place.path());
            if sample.now.is_none() {
                return question.unwrap_or_default();
            }
            clock.jump(1);
            return question.unwrap_or_default();
        }
        if dice.per_cent(20) {
            let text = "Nr;Naam;Adres\n1;Riet van den Berg;Dreef 1\n2;Kok, B.;Dreef 2a\n";
            if fs::write(&path, text).is_ok() {
                let handle = self.seat.desk.keep_file(path).file;
                self.inquirer.keep("file", handle.0);
            }
        }
        self.inquirer.question(&listed.schema, dice)
    }

    /// Whoever was answered had the right to be.
    fn check_right(&self, entry: &Entry, before: &Value) -> Result<(), String> {
        let open = before["phase"] == "open";
        let anybody = matches!(entry.kind, Kind::BeforeUnlock | Kind::Job);
        if anybody && (!open || entry.role == Role::Reader) {
            return Ok(());
        }
        if !open {
            return Err(format!("{} answers from a locked book", entry.name));
        }
        let role = before["person"]["role"].clone();
        let role: Role = serde_json::from_value(role).map_err(|error| error.to_string())?;
        if role.covers(entry.role) {
            Ok(())
        } else {
            Err(format!("{} answers a {role:?}", entry.name))
        }
    }

    fn state(&mut self) -> Result<Value, String> {
        let state = self.seat.ask("book.state", json!({}));
        state.map_err(|failure| format!("the state: {failure:?}"))
    }

    /// Whose turn it is to come to the desk.
    fn next_person(&mut self) -> (&'static str, &'static str) {
        self.turn = (self.turn + 1) % TURNS.len();
        STAFF[TURNS[self.turn]]
    }

    /// A book that lies locked is opened soon, or little would be asked of it; and from time to
    /// time somebody else comes to the desk.
    fn open_again(&mut self, dice: &mut Dice) {
        let state = self.state().unwrap_or_default();
        let (open, practice) = (state["phase"] == "open", state["practice"] == true);
        let changes = open && !practice && self.asked.is_multiple_of(CALLS_OF_ONE_PERSON);
        if !changes && (open && !practice || !dice.per_cent(40)) {
            return;
        }
        let (passphrase, _) = self.next_person();
        if changes {
            drop(self.seat.lock());
        }
        if practice || self.seat.unlock_as(passphrase).is_err() && self.seat.unlock().is_err() {
            let seed = dice.next();
            self.seat = Seat::at(&self.place.path().join("nowhere"), 0);
            self.seat = Seat::at(&self.home, seed);
            drop(self.seat.unlock());
        }
    }
}

fn shortened(question: &Value) -> String {
    let text = question.to_string();
    text.chars().take(300).collect()
}

//! F15: a small ledger of our own beside the book's. Both live the same life: hours earned, given,
//! spent, reversed and taken back, the program killed, a copy made and put back. What the model
//! says must come is what the book does, and after every few steps all balances are the same.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    Budget, Report, Tally,
    report::spelled,
    spread::{cores, spread},
    stage::{BOOK, Dice, Folk, Seat, Shelf, Truth, copy_folder, fast_folder},
};

/// Steps of one life.
const STEPS: u64 = 200;
/// Balances are compared after so many.
const COMPARED: u64 = 20;

/// The model: who holds what, and which bookings stand.
#[derive(Clone, Default)]
struct Ledger {
    balances: BTreeMap<String, i64>,
    /// Bookings that stand: by transfer, with the act that made each.
    standing: Vec<Booking>,
}

#[derive(Clone)]
struct Booking {
    transfer: String,
    operation: Uuid,
    giver: String,
    receiver: String,
    minutes: i64,
}

/// Lives `budget` lives.
///
/// # Errors
/// In words, why it could not be tried.
pub fn model(_: &Path, budget: &Budget) -> Result<Report, String> {
    let shelf = Shelf::new()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        let mut life = Life::begin(&shelf, place.path(), &mut dice)?;
        for step in 0..STEPS {
            life.step(&mut dice, tally)
                .map_err(|fault| format!("step {step}: {fault}"))?;
            if step % COMPARED == 0 {
                life.compare()
                    .map_err(|fault| format!("step {step}: {fault}"))?;
            }
        }
        life.compare()?;
        life.end()
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("model", budget.seed);
    let found = format!(
        "{} booked, {} refused as foretold, {} crashes, {} copies put back",
        spelled(tally.of("booked")),
        spelled(tally.of("refused")),
        spelled(tally.of("crashes")),
        spelled(tally.of("restores")),
    );
    let what = format!("lives of {STEPS} steps, the book beside a model");
    Ok(Report::of(tally.row("F15", &what, found, "equal, sum 0")))
}

struct Life {
    place: PathBuf,
    home: PathBuf,
    seat: Seat,
    folk: Folk,
    ledger: Ledger,
    /// A copy that was made, with the ledger of that moment.
    copy: Option<(PathBuf, Ledger)>,
    numbers: u64,
}

impl Life {
    fn begin(shelf: &Shelf, place: &Path, dice: &mut Dice) -> Result<Self, String> {
        for entry in fs::read_dir(place)
            .map_err(|error| error.to_string())?
            .flatten()
        {
            drop(fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path())));
        }
        let home = place.join("home-0");
        shelf.put_into(&home).map_err(|error| error.to_string())?;
        let mut seat = Seat::at(&home, dice.next());
        let said = |failure| format!("{failure:?}");
        seat.unlock().map_err(said)?;
        let folk = Folk::find(&mut seat).map_err(said)?;
        let mut life = Self {
            place: place.to_path_buf(),
            home,
            seat,
            folk,
            ledger: Ledger::default(),
            copy: None,
            numbers: 0,
        };
        life.ledger.balances = life.balances()?;
        Ok(life)
    }

    fn step(&mut self, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
        match dice.below(100) {
            0..40 => {
                let (from, to) = (text(&self.folk.issuing), self.member(dice));
                self.book("credits.earn", json!(from), &from, &to, dice, tally)
            }
            40..60 => {
                let (from, to) = (self.member(dice), self.member(dice));
                self.book(
                    "credits.give",
                    json!({ "member_id": from }),
                    &from,
                    &to,
                    dice,
                    tally,
                )
            }
            60..75 => {
                let (from, to) = (self.member(dice), text(&self.folk.redeeming));
                self.book(
                    "credits.spend",
                    json!({ "member_id": from }),
                    &from,
                    &to,
                    dice,
                    tally,
                )
            }
            75..83 => self.take_back(dice, tally, true),
            83..91 => self.take_back(dice, tally, false),
            91..97 => self.crash(dice, tally),
            97..99 => self.make_copy(dice),
            _ => self.put_back(dice, tally),
        }
    }

    fn member(&self, dice: &mut Dice) -> String {
        text(dice.one_of(&self.folk.members))
    }

    fn book(
        &mut self,
        command: &str,
        from: Value,
        giver: &str,
        receiver: &str,
        dice: &mut Dice,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let minutes = match dice.below(10) {
            0 => 0,
            1 => -5,
            _ => i64::try_from(dice.below(900)).unwrap_or(0) + 1,
        };
        let to = match command {
            "credits.spend" => json!(receiver),
            _ => json!({ "member_id": receiver }),
        };
        let held = self.balance(giver);
        let foretold = if minutes <= 0 {
            Err("AmountMustBePositive")
        } else if giver == receiver {
            Err("AccountsMustDiffer")
        } else if command != "credits.earn" && held < minutes {
            Err("BelowFloor")
        } else {
            Ok(())
        };
        let operation = self.seat.operation();
        let question = json!({ "from": from, "to": to, "minutes": minutes });
        let outcome = self.seat.ask_as(operation, command, question);
        match (outcome, foretold) {
            (Ok(receipt), Ok(())) => {
                tally.count("booked");
                self.ledger.moves(giver, receiver, minutes);
                self.ledger.standing.push(Booking {
                    transfer: text(&receipt["transfer_id"]),
                    operation,
                    giver: giver.to_owned(),
                    receiver: receiver.to_owned(),
                    minutes,
                });
                Ok(())
            }
            (Err(failure), Err(code)) if failure.code == code => {
                tally.count("refused");
                Ok(())
            }
            (outcome, foretold) => Err(format!(
                "{command} {minutes}: {outcome:?}, foretold {foretold:?}"
            )),
        }
    }

    fn balance(&self, who: &str) -> i64 {
        self.ledger.balances.get(who).copied().unwrap_or(0)
    }

    /// Reverses a booking that stands, or takes its act back; a second time is refused.
    fn take_back(
        &mut self,
        dice: &mut Dice,
        tally: &mut Tally,
        reverse: bool,
    ) -> Result<(), String> {
        if self.ledger.standing.is_empty() {
            return Ok(());
        }
        let place = dice.place(self.ledger.standing.len());
        let booking = self.ledger.standing.remove(place);
        let (command, question) = if reverse {
            (
                "credits.reverse",
                json!({ "transfer_id": booking.transfer }),
            )
        } else {
            ("desk.undo", json!({ "operation_id": booking.operation }))
        };
        let outcome = self.seat.ask(command, question);
        outcome.map_err(|failure| format!("{command}: {failure:?}"))?;
        self.ledger
            .moves(&booking.receiver, &booking.giver, booking.minutes);
        tally.count("booked");
        let again = json!({ "transfer_id": booking.transfer });
        match self.seat.ask("credits.reverse", again) {
            Err(failure) if failure.code == "AlreadyReversed" => {
                tally.count("refused");
                Ok(())
            }
            other => Err(format!("reversed twice: {other:?}")),
        }
    }

    /// The program is killed: what stands in its files at this moment is all that is left.
    fn crash(&mut self, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
        self.numbers += 1;
        let next = self.place.join(format!("home-{}", self.numbers));
        copy_folder(&self.home, &next).map_err(|error| error.to_string())?;
        tally.count("crashes");
        self.open(next, dice)
    }

    fn make_copy(&mut self, _: &mut Dice) -> Result<(), String> {
        self.numbers += 1;
        let path = self
            .place
            .join(format!("kopie-{}.wijkboek-backup", self.numbers));
        self.seat.choose(&path);
        let made = self.seat.ask("backup.make", json!({}));
        made.map_err(|failure| format!("a copy: {failure:?}"))?;
        self.copy = Some((path, self.ledger.clone()));
        Ok(())
    }

    fn put_back(&mut self, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
        let Some((path, ledger)) = self.copy.clone() else {
            return Ok(());
        };
        self.numbers += 1;
        let next = self.place.join(format!("home-{}", self.numbers));
        let unpacked = wijkboek_core::backup::unpack(&path, &next.join(BOOK));
        unpacked.map_err(|error| format!("a copy does not open: {error}"))?;
        self.ledger = ledger;
        tally.count("restores");
        self.open(next, dice)
    }

    fn open(&mut self, home: PathBuf, dice: &mut Dice) -> Result<(), String> {
        self.seat = Seat::at(&home, dice.next());
        drop(fs::remove_dir_all(&self.home));
        self.home = home;
        let said = |failure| format!("{failure:?}");
        self.seat.unlock().map(drop).map_err(said)
    }

    /// All balances of the book, by member, or by account where that issues or redeems.
    fn balances(&mut self) -> Result<BTreeMap<String, i64>, String> {
        let question = json!({ "limit": 500 });
        let answer = self.seat.ask("credits.accounts", question);
        let answer = answer.map_err(|failure| format!("{failure:?}"))?;
        let rows = answer["rows"].as_array().cloned().unwrap_or_default();
        Ok(rows
            .iter()
            .map(|row| {
                let own = row["kind"] == "member";
                let who = if own {
                    &row["member_id"]
                } else {
                    &row["account_id"]
                };
                (text(who), row["balance_minutes"].as_i64().unwrap_or(0))
            })
            .collect())
    }

    fn compare(&mut self) -> Result<(), String> {
        let found = self.balances()?;
        if found.values().sum::<i64>() != 0 {
            return Err("the balances do not add up to nothing".into());
        }
        let differs = |who: &&String| found.get(*who).copied().unwrap_or(0) != self.balance(who);
        match self
            .ledger
            .balances
            .keys()
            .chain(found.keys())
            .find(differs)
        {
            None => Ok(()),
            Some(who) => Err(format!(
                "{who} holds {:?}, and by the model {}",
                found.get(who),
                self.balance(who)
            )),
        }
    }

    fn end(mut self) -> Result<(), String> {
        self.seat.lock().map_err(|failure| format!("{failure:?}"))?;
        drop(self.seat);
        Truth::of(&self.home, 1).map(drop)
    }
}

impl Ledger {
    fn moves(&mut self, giver: &str, receiver: &str, minutes: i64) {
        *self.balances.entry(giver.to_owned()).or_default() -= minutes;
        *self.balances.entry(receiver.to_owned()).or_default() += minutes;
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

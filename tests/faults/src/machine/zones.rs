//! F8: the zone of the clock changes: summer time comes and goes, the computer travels, somebody
//! sets the wrong place; around midnight, so that the day at the desk is another one than in UTC,
//! also on a leap day. The day may go back while time goes on. What is booked counts for the day at
//! the desk, no wait grows or is cut short, and only a clock that went back is told as one.

use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;
use wijkboek_core::kernel::{Clock as _, Failure};
use wijkboek_desk::Envelope;

use crate::{
    Budget, Report, Tally,
    machine::clock::in_order,
    spread::{cores, spread},
    stage::{Acknowledged, Dice, Folk, PASSPHRASE, Seat, Shelf, Truth, fast_folder},
};

/// An instant at which the zone changes, in minutes ahead of UTC before and after it.
const CHANGES: &[(&str, i64, i64)] = &[
    // Summer time ends, an hour comes twice; the evening of that day with either.
    ("2026-10-25T01:00:00Z", 120, 60),
    ("2026-10-25T22:30:00Z", 120, 60),
    // It begins, an hour is left out.
    ("2027-03-28T01:00:00Z", 60, 120),
    ("2027-03-28T22:30:00Z", 60, 120),
    // A leap day begins, and ends, and begins once more.
    ("2028-02-28T23:30:00Z", 60, 0),
    ("2028-02-29T10:30:00Z", 14 * 60, -11 * 60),
    ("2028-02-29T23:59:59Z", 0, 60),
    ("2028-02-29T23:59:59Z", 60, -210),
    // A year and a quarter begin; thirty days after somebody asked to be forgotten.
    ("2026-12-31T23:30:00Z", 60, 0),
    ("2026-12-22T23:30:00Z", 0, 60),
    ("2026-12-22T23:30:00Z", 60, 0),
];
/// The zones at both ends of the earth, and some of those that are no whole hour.
const ZONES: &[i64] = &[-660, -210, 0, 60, 120, 345, 765, 840];
/// So many days somebody has to think it over.
const DAYS_TO_TAKE_BACK: i64 = 30;

/// Lives `budget` days with a desk whose zone changes.
pub(super) fn zones(shelf: &Shelf, budget: &Budget) -> Result<Report, String> {
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        one(shelf, place.path(), &mut dice, tally)
    };
    let tally = spread(budget, cores(), place, run)?;
    tally.tell("zones", budget.seed);
    let found = format!(
        "{} acts, {} of them on another day than in UTC; {} times opened, {} times told that the \
         clock went back",
        tally.of("acts"),
        tally.of("another day"),
        tally.of("opened"),
        tally.of("behind"),
    );
    Ok(Report::of(tally.row(
        "F8",
        "the zone of the clock changes, over summer time and a leap day",
        found,
        "ordered by sequence, 0 lost, the day of the desk, no wait cut short or below zero",
    )))
}

fn one(shelf: &Shelf, place: &Path, dice: &mut Dice, tally: &mut Tally) -> Result<(), String> {
    let home = place.join("home");
    shelf.put_into(&home).map_err(|error| error.to_string())?;
    let mut seat = Seat::at(&home, dice.next());
    seat.unlock().map_err(said)?;
    let mut folk = Folk::find(&mut seat).map_err(said)?;
    let mut told = Vec::new();
    for _ in 0..8 {
        let &(instant, before, after) = dice.one_of(CHANGES);
        let instant: DateTime<Utc> = instant.parse().unwrap_or_default();
        seat.clock.set(instant - TimeDelta::seconds(1));
        seat.clock.travel(before);
        told.extend(book(&mut folk, &mut seat, dice, tally)?);
        seat.clock.set(instant);
        let chance = *dice.one_of(ZONES);
        let ahead = if dice.per_cent(70) { after } else { chance };
        if dice.per_cent(50) {
            seat.clock.travel(ahead);
        } else {
            open_again(&mut seat, dice, ahead, tally)?;
        }
        told.extend(book(&mut folk, &mut seat, dice, tally)?);
        days_are_right(&mut seat)?;
    }
    in_order(&mut seat)?;
    drop(seat);
    tally.add("acts", told.len() as u64);
    Truth::of(&home, dice.next())?.holds(&told)
}

/// Some acts, each of which counts for the day at the desk.
fn book(
    folk: &mut Folk,
    seat: &mut Seat,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<Vec<Acknowledged>, String> {
    let mut told = Vec::new();
    for _ in 0..2 {
        let Some(done) = folk.act(seat, dice).map_err(said)? else {
            continue;
        };
        let (today, utc) = (seat.clock.today(), seat.clock.now().date_naive());
        tally.add("another day", u64::from(today != utc));
        if done.receipt["transfer_id"].is_string() {
            let last = seat.ask("credits.recent", json!({ "limit": 1 }));
            let last = last.map_err(said)?["rows"][0].take();
            let day = &last["happened_on"];
            if last["transfer_id"] != done.receipt["transfer_id"] || *day != json!(today) {
                return Err(format!("booked for {day} on {today} ({utc} in UTC)"));
            }
        }
        told.push(done);
    }
    Ok(told)
}

/// The book is closed, a wrong passphrase is typed, the zone changes, and it is opened.
fn open_again(
    seat: &mut Seat,
    dice: &mut Dice,
    ahead: i64,
    tally: &mut Tally,
) -> Result<(), String> {
    let last = seat.ask("desk.acts", json!({ "limit": 1 })).map_err(said)?;
    let last = last[0]["recorded_at"].as_str().map(str::parse);
    let last: DateTime<Utc> = last.and_then(Result::ok).ok_or("no last act")?;
    let wait = erasures(seat)?;
    seat.lock().map_err(said)?;
    let waiting = seconds(typed(seat, "kip huis boot laan fiets").err().as_ref())?;
    seat.clock.travel(ahead);
    let jumps = dice.per_cent(30);
    if jumps {
        seat.clock
            .jump(*dice.one_of(&[-3600, -61, -59, -1, 61, 86_400]));
    }
    match typed(seat, PASSPHRASE) {
        Ok(_) if jumps => {}
        Ok(_) => return Err("another zone ended a wait".into()),
        Err(failure) if failure.code == "WaitBeforeTrying" => {
            let left = seconds(Some(&failure))?;
            if left > waiting {
                return Err(format!("a wait of {waiting} s grew to {left} s"));
            }
            seat.clock.jump(left);
            typed(seat, PASSPHRASE).map_err(said)?;
        }
        Err(failure) => return Err(said(failure)),
    }
    tally.count("opened");
    let state = seat.ask("book.state", json!({})).map_err(said)?;
    let behind = state["notices"] == json!([]);
    let (behind, now) = (!behind, seat.clock.now());
    // The clock went some milliseconds further since it was compared.
    let expected = [TimeDelta::seconds(60), TimeDelta::seconds(59)].map(|least| last - now > least);
    if !expected.contains(&behind) {
        return Err(format!("told {}: {last} and {now}", state["notices"]));
    }
    tally.add("behind", u64::from(behind));
    let today = seat.clock.today();
    let left = erasures(seat)?;
    let cut_short = |(member, due): &&(Value, NaiveDate)| {
        *due > today && !left.iter().any(|(other, _)| other == member)
    };
    match wait.iter().find(cut_short) {
        Some((_, due)) => Err(format!("erased on {today}, due on {due}")),
        None => Ok(()),
    }
}

/// Types a passphrase without waiting.
fn typed(seat: &mut Seat, passphrase: &str) -> Result<Value, Failure> {
    let question = json!({ "passphrase": passphrase });
    seat.desk.call(&Envelope::question("book.unlock", question))
}

/// How long somebody must wait: a second at least, half a minute at most.
fn seconds(refused: Option<&Failure>) -> Result<i64, String> {
    let seconds = refused.and_then(|failure| json!(failure.details)["seconds"].as_i64());
    seconds
        .filter(|seconds| (1..=30).contains(seconds))
        .ok_or_else(|| format!("no wait, or not one of 1 to 30 s: {refused:?}"))
}

/// Who asked to be forgotten, each with the day on which that is done.
fn erasures(seat: &mut Seat) -> Result<Vec<(Value, NaiveDate)>, String> {
    let rows = seat.ask("privacy.erasures", json!({})).map_err(said)?;
    let rows = rows.as_array().cloned().unwrap_or_default();
    let read = |row: Value| {
        let (asked, due) = (day(&row["requested_on"])?, day(&row["due_on"])?);
        if (due - asked).num_days() == DAYS_TO_TAKE_BACK {
            Ok((row["member_id"].clone(), due))
        } else {
            Err(format!("asked on {asked}, due on {due}"))
        }
    };
    rows.into_iter().map(read).collect()
}

/// The day is that of the desk, and what is told of days and months is not below zero.
fn days_are_right(seat: &mut Seat) -> Result<(), String> {
    let today = seat.clock.today();
    let answer = seat.ask("today.get", json!({})).map_err(said)?;
    if day(&answer["day"])? != today {
        return Err(format!("{} is told on {today}", answer["day"]));
    }
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    for item in items {
        // How long until a review is told as below zero.
        let below = |field: &str| item[field].as_i64().is_some_and(|number| number < 0);
        if item["kind"] != "review_due" && (below("days") || below("months")) {
            return Err(format!("on {today}: {item}"));
        }
    }
    for question in ["agreements.list", "members.list"] {
        let on = seat.ask(question, json!({})).map_err(said)?["on"].take();
        if day(&on)? != today {
            return Err(format!("{question} is of {on} on {today}"));
        }
    }
    for question in [
        "privacy.passed",
        "certificates.list",
        "credits.totals",
        "snapshot.quarters",
    ] {
        seat.ask(question, json!({})).map_err(said)?;
    }
    Ok(())
}

fn day(value: &Value) -> Result<NaiveDate, String> {
    let day = value.as_str().and_then(|text| text.parse().ok());
    day.ok_or_else(|| format!("no day: {value}"))
}

fn said(failure: Failure) -> String {
    format!("{failure:?}")
}

//! What encryption costs: bare rusqlite with the book's settings makes durable bookings with and
//! without the key, in turns. What counts is the share of the rate of bookings that is lost, by the
//! median of the turns. It is judged in an optimised build only.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::Connection;

use crate::{
    Budget, Report,
    report::{Row, Verdict, is_optimised},
    stage::{Dice, slow_folder},
};

const BOOKINGS: u32 = 200;
const KEY: &str = "x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'";
/// The most of the rate of durable bookings that it may cost, in per cent.
const MOST: i64 = 30;

/// Takes `budget` turns.
///
/// # Errors
/// In words, what SQLite said.
pub fn cost(_: &Path, budget: &Budget) -> Result<Report, String> {
    let rates = measure(budget).map_err(|error| error.to_string())?;
    let runs = rates.len() as u64;
    let lost = lost(rates);
    let verdict = if !budget.timed || !is_optimised() {
        Verdict::Told
    } else if is_borne(lost) {
        Verdict::Held
    } else {
        Verdict::Missed
    };
    Ok(Report::of(Row {
        method: "cost",
        what: format!("encryption, {BOOKINGS} durable bookings a turn"),
        runs,
        found: format!("{} % of the rate lost (median)", tenths(lost)),
        hold: format!("≤ {MOST} %"),
        verdict,
    }))
}

/// The median of what is lost of the rate, in thousandths; below zero where encryption was faster.
fn lost(mut rates: Vec<u128>) -> i64 {
    rates.sort_unstable();
    let median = rates.get(rates.len() / 2).copied().unwrap_or(1_000);
    1_000 - i64::try_from(median).unwrap_or(i64::MAX)
}

fn is_borne(lost: i64) -> bool {
    lost <= MOST * 10
}

/// `-0.5` for five thousandths below zero: per cent with one decimal.
fn tenths(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let whole = thousandths.unsigned_abs();
    format!("{sign}{}.{}", whole / 10, whole % 10)
}

/// The rate with the key, in thousandths of the rate without, of as many bookings in as long.
fn rate(without: Duration, with: Duration) -> u128 {
    without.as_nanos() * 1_000 / with.as_nanos().max(1)
}

/// That rate, turn by turn.
fn measure(budget: &Budget) -> Result<Vec<u128>, Box<dyn std::error::Error>> {
    let place = slow_folder()?;
    let plain = open(&place.path().join("plain.db"), false)?;
    let keyed = open(&place.path().join("keyed.db"), true)?;
    let mut next = 0;
    let mut book = |connection: &Connection| -> rusqlite::Result<Duration> {
        let start = Instant::now();
        for _ in 0..BOOKINGS {
            next += 1;
            one(connection, next)?;
        }
        Ok(start.elapsed())
    };
    book(&plain)?;
    book(&keyed)?;
    let mut rates = Vec::new();
    for turn in 0..budget.most {
        if budget.is_spent() {
            break;
        }
        let (without, with) = if turn % 2 == 0 {
            (book(&plain)?, book(&keyed)?)
        } else {
            let with = book(&keyed)?;
            (book(&plain)?, with)
        };
        rates.push(rate(without, with));
    }
    Ok(rates)
}

fn open(path: &Path, keyed: bool) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    if keyed {
        connection.pragma_update(None, "key", KEY)?;
    }
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 200;
         PRAGMA journal_size_limit = 1048576; PRAGMA cache_size = -40000;
         CREATE TABLE transfer (
             sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, recorded_at INTEGER NOT NULL,
             giver INTEGER NOT NULL, receiver INTEGER NOT NULL, minutes INTEGER NOT NULL
         ) STRICT;
         CREATE INDEX transfer_given ON transfer (giver, recorded_at, sequence, minutes);
         CREATE INDEX transfer_received ON transfer (receiver, recorded_at, sequence, minutes);
         CREATE TABLE audit (
             sequence INTEGER PRIMARY KEY, operation_id BLOB NOT NULL UNIQUE, result TEXT NOT NULL
         ) STRICT;",
    )?;
    Ok(connection)
}

fn one(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    let mut id = [0; 16];
    Dice::new(number.unsigned_abs()).fill(&mut id);
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    connection
        .prepare_cached("INSERT INTO transfer VALUES (?1, ?2, 1795780800000, 1, ?3, 90)")?
        .execute((number, id.as_slice(), 2 + number % 500))?;
    connection
        .prepare_cached("INSERT INTO audit VALUES (?1, ?2, ?3)")?
        .execute((
            number,
            id.as_slice(),
            "{\"transfer_id\":\"0192\",\"number\":41}",
        ))?;
    connection.prepare_cached("COMMIT")?.execute([])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_a_share_of_the_rate_and_not_of_the_time() {
        let turn = |without: u64, with: u64| {
            let rate = rate(Duration::from_millis(without), Duration::from_millis(with));
            lost(vec![rate])
        };
        // A booking that takes 40 % more time is 28.6 % fewer of them in the same time.
        for (without, with, told, borne) in [
            (100, 100, "0.0", true),
            (100, 140, "28.6", true),
            (70, 100, "30.0", true),
            (100, 143, "30.1", false),
            (100, 200, "50.0", false),
            (100, 80, "-25.0", true),
        ] {
            let lost = turn(without, with);
            assert_eq!(
                (tenths(lost).as_str(), is_borne(lost)),
                (told, borne),
                "{with}"
            );
        }
        assert_eq!(lost(vec![900, 500, 700]), 300, "the median counts");
    }
}

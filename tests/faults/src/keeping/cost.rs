//! What encryption costs: bare rusqlite with the book's settings makes durable bookings with and
//! without the key, in turns, and the median of the ratios counts. It is
//! judged in an optimised build only.

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
/// The most that it may cost, in per cent.
const MOST: i64 = 30;

/// Takes `budget` turns.
///
/// # Errors
/// In words, what SQLite said.
pub fn cost(_: &Path, budget: &Budget) -> Result<Report, String> {
    let measured = measure(budget).map_err(|error| error.to_string())?;
    let mut ratios = measured;
    ratios.sort_unstable();
    let median = ratios.get(ratios.len() / 2).copied().unwrap_or(1_000);
    let extra = i64::try_from(median).unwrap_or(i64::MAX) - 1_000;
    let verdict = if !budget.timed || !is_optimised() {
        Verdict::Told
    } else if extra <= MOST * 10 {
        Verdict::Held
    } else {
        Verdict::Missed
    };
    Ok(Report::of(Row {
        method: "cost",
        what: format!("encryption, {BOOKINGS} durable bookings a turn"),
        runs: ratios.len() as u64,
        found: format!("{}.{} % more time (median)", extra / 10, (extra % 10).abs()),
        hold: format!("≤ {MOST} %"),
        verdict,
    }))
}

/// Time with the key, in thousandths of the time without, turn by turn.
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
    let mut ratios = Vec::new();
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
        ratios.push(with.as_nanos() * 1_000 / without.as_nanos().max(1));
    }
    Ok(ratios)
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

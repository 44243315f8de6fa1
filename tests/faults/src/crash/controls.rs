//! The negative controls of F2: bare SQLite with weaker settings, under the same shim and on the
//! same imagined disks. They must lose acts or be corrupt in a good share of them; if they did not,
//! the method would see nothing, and what it says of the book would be worth nothing. With the
//! book's own settings bare SQLite must lose nothing.

use std::{fs, io::Write as _, path::Path, process::Stdio};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::{
    Budget, Report, Tally,
    report::{Row, Verdict},
    shim::{Disk, Event, Shim, read_log},
    spread::{cores, spread},
    stage::{Dice, fast_folder},
};

const FILE: &str = "bare.db";
const KEY: &str = "x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'";
const TRANSACTIONS: i64 = 60;

/// A way to set SQLite, and the least share of images, in per cent, in which it must fail.
struct Setting {
    name: &'static str,
    journal: &'static str,
    synchronous: &'static str,
    least: u64,
}

const SETTINGS: &[Setting] = &[
    Setting {
        name: "off",
        journal: "WAL",
        synchronous: "OFF",
        least: 20,
    },
    Setting {
        name: "normal",
        journal: "WAL",
        synchronous: "NORMAL",
        least: 20,
    },
    Setting {
        name: "delete",
        journal: "DELETE",
        synchronous: "FULL",
        least: 3,
    },
    Setting {
        name: "full",
        journal: "WAL",
        synchronous: "FULL",
        least: 0,
    },
];

/// Loses the power under each setting.
///
/// # Errors
/// In words, why it could not be tried.
pub fn controls(program: &Path, shim: &Shim, budget: &Budget) -> Result<Report, String> {
    let mut report = Report::default();
    for (number, setting) in SETTINGS.iter().enumerate() {
        let left = (SETTINGS.len() - number) as u64;
        let budget = match budget.until {
            Some(_) => Budget {
                most: budget.most,
                ..budget.share(1, left)
            },
            None => *budget,
        };
        report.rows.push(control(program, shim, setting, &budget)?);
    }
    Ok(report)
}

fn control(program: &Path, shim: &Shim, setting: &Setting, budget: &Budget) -> Result<Row, String> {
    let said = |error: std::io::Error| error.to_string();
    let place = fast_folder().map_err(said)?;
    let home = place.path().join("home");
    fs::create_dir(&home).map_err(said)?;
    make(&home).map_err(|error| error.to_string())?;
    let disk = Disk::of(&home).map_err(said)?;
    let log = place.path().join("log");
    let done = shim
        .command(program, &home)
        .args(["child", "bare", setting.name])
        .arg(&home)
        .env("WIJKBOEK_SHIM_LOG", &log)
        .stdout(Stdio::null())
        .output()
        .map_err(said)?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    let events = read_log(&log)?;
    let place = |_| fast_folder().map_err(said);
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let mut dice = Dice::of_run(budget.seed, number);
        let reached = dice.place(events.len() + 1);
        let mut disk = disk.clone();
        let mut told = 0;
        for event in &events[..reached] {
            disk.feed(event);
            told += i64::from(matches!(event, Event::Told(_)));
        }
        let image = place.path().join("image");
        if image.exists() {
            fs::remove_dir_all(&image).map_err(said)?;
        }
        fs::create_dir(&image).map_err(said)?;
        disk.lose_power(&mut dice, &image).map_err(said)?;
        match look(&image) {
            Err(_) => tally.count("corrupt"),
            Ok(found) if found < told => tally.count("lost"),
            Ok(_) => tally.count("good"),
        }
        Ok(())
    };
    let tally = spread(budget, cores(), place, run)?;
    let bad = tally.of("corrupt") + tally.of("lost");
    let share = bad * 100 / tally.runs.max(1);
    let held = if setting.least == 0 {
        bad == 0
    } else {
        share >= setting.least
    };
    let hold = match setting.least {
        0 => "0 lost, 0 corrupt".to_owned(),
        least => format!("must fail in {least} % or more"),
    };
    Ok(Row {
        method: "F2",
        what: format!(
            "control: bare SQLite, {} and {}",
            setting.journal, setting.synchronous
        ),
        runs: tally.runs,
        found: format!("{} lost, {} corrupt", tally.of("lost"), tally.of("corrupt")),
        hold,
        verdict: if held { Verdict::Held } else { Verdict::Missed },
    })
}

fn make(home: &Path) -> rusqlite::Result<()> {
    let connection = Connection::open(home.join(FILE))?;
    connection.pragma_update(None, "key", KEY)?;
    connection.execute_batch(
        "CREATE TABLE act (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
         CREATE INDEX act_by_text ON act (text);",
    )
}

/// How many transactions stand in it; each has four rows.
fn look(home: &Path) -> Result<i64, String> {
    let read = || -> rusqlite::Result<(String, i64)> {
        let connection = Connection::open(home.join(FILE))?;
        connection.pragma_update(None, "cipher_log_level", "NONE")?;
        connection.pragma_update(None, "key", KEY)?;
        let sound = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let rows = connection.query_row("SELECT count(*) FROM act", [], |row| row.get(0))?;
        Ok((sound, rows))
    };
    match read() {
        Ok((sound, rows)) if sound == "ok" && rows % 4 == 0 => Ok(rows / 4),
        Ok((sound, rows)) => Err(format!("{sound}, {rows} rows")),
        Err(error) => Err(error.to_string()),
    }
}

/// The process under the shim: it inserts four rows in each transaction, and says each after its
/// commit.
///
/// # Errors
/// In words, what SQLite said.
pub fn child(name: &str, home: &Path) -> Result<(), String> {
    let setting = SETTINGS.iter().find(|setting| setting.name == name);
    let setting = setting.ok_or("no such setting")?;
    insert(setting, home).map_err(|error| error.to_string())
}

fn insert(setting: &Setting, home: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let connection = Connection::open(home.join(FILE))?;
    connection.pragma_update(None, "key", KEY)?;
    // A journal is only removed after each transaction while the lock is not held for ever.
    if setting.journal == "WAL" {
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    }
    connection.pragma_update_and_check(None, "journal_mode", setting.journal, |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", setting.synchronous)?;
    connection.pragma_update(None, "wal_autocheckpoint", 20)?;
    let mut told = std::io::stdout().lock();
    for number in 0..TRANSACTIONS {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for row in 0..4 {
            let text = format!("{number:08}-{row}").repeat(20);
            connection.execute(
                "INSERT INTO act (number, text) VALUES (?1, ?2)",
                (number * 4 + row, text),
            )?;
        }
        connection.execute_batch("COMMIT")?;
        told.write_all(format!("{number}\n").as_bytes())?;
        told.flush()?;
    }
    Ok(())
}

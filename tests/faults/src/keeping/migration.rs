//! F12: an old book is updated while the machine lets it down at every call: it dies there, or the
//! disk is full from there on. Between two calls the disk is the same, so whoever is killed at every
//! call is killed between any two statements too. The book is then the old one or the new one, never something
//! between: everything in it is as it was, it opens, and a copy that was made beforehand is whole.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
};
use tempfile::TempDir;
use wijkboek_core::kernel::SCHEMA_VERSION;

use crate::{
    Budget, Report, Tally,
    elsewhere::{self, under},
    report::{Row, spelled},
    shim::{Armed, Shim, disarm, watch},
    spread::{cores, spread},
    stage::{BOOK, Dice, Seat, Shelf, Truth, copy_folder, fast_folder, old_books, raw_key, unpack},
};

const WAYS: &[(&str, bool)] = &[
    ("pull", true),
    ("enospc", true),
    ("eio", false),
    ("sync", false),
];

/// The schema since which a desk has confidants.
const CONFIDANTS: usize = 11;

/// A book is not worth fewer runs.
const LEAST_OF_ONE: u64 = 4;

const HOLD: &str = "old or new, never between";

/// Updates every old book with a call failing: every call, or as many as the budget allows.
///
/// # Errors
/// In words, why it could not be tried.
pub fn migration(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shim = match Shim::build()? {
        Ok(shim) => shim,
        Err(why) => return Ok(Report::skipped("F12", "an old book is updated", &why)),
    };
    let place = fast_folder().map_err(|error| error.to_string())?;
    let tally = under(&shim, program, "migration", place.path(), budget)?;
    let found = format!(
        "{} old books; {} updated all the same, {} at the next opening",
        tally.of("books"),
        tally.of("at once"),
        tally.of("later"),
    );
    let what = "an old book is updated and a call fails or all from there on";
    let mut report = Report::of(tally.row("F12", what, found, HOLD));
    report.rows.push(killed(program, &shim, budget)?);
    Ok(report)
}

/// Updates every old book in a process that is killed at a call: at every one, or as many as the
/// budget allows.
fn killed(program: &Path, shim: &Shim, budget: &Budget) -> Result<Row, String> {
    let said = |error: std::io::Error| error.to_string();
    let place = fast_folder().map_err(said)?;
    let books = books(&place.path().join("old"))?;
    let update = |book: &Old, home: &Path, number: u64| -> Result<u64, String> {
        drop(fs::remove_dir_all(home));
        copy_folder(&book.home, home).map_err(said)?;
        let mut command = shim.command(program, home);
        command.args(["child", "update"]).arg(home);
        let done = command.arg(number.to_string()).output().map_err(said)?;
        let calls = String::from_utf8_lossy(&done.stdout);
        Ok(calls.trim().parse().unwrap_or(0))
    };
    let mut dice = Dice::new(budget.seed);
    let mut cases = Vec::new();
    for book in &books {
        let calls = update(book, &place.path().join("count"), u64::MAX / 2)?;
        if calls == 0 {
            return Err(format!("{}: no call was counted", book.name));
        }
        cases.extend((1..=calls).map(|number| (book, number)));
    }
    let all = cases.len() as u64;
    while cases.len() as u64 > budget.most {
        cases.swap_remove(dice.place(cases.len()));
    }
    let budget = Budget {
        most: cases.len() as u64,
        ..*budget
    };
    let place = |_| fast_folder().map_err(said);
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        let (book, number) = cases[usize::try_from(number).unwrap_or(0)];
        let home = place.path().join("home");
        if update(book, &home, number)? > 0 {
            tally.count("in time");
        }
        let found = book.look(&home, &mut Dice::of_run(budget.seed, number));
        found.map_err(|fault| format!("{}, killed at {number}: {fault}", book.name))
    };
    let tally = spread(&budget, cores(), place, run)?;
    tally.tell("migration, killed", budget.seed);
    let found = format!(
        "{} old books, {} calls, {} not killed in time",
        books.len(),
        spelled(all),
        tally.of("in time")
    );
    Ok(tally.row(
        "F12",
        "an old book is updated by a process that is killed",
        found,
        HOLD,
    ))
}

/// The process that updates and is killed at a call; it says how many there were if it was not.
///
/// # Errors
/// In words, why the book does not open.
pub fn update(home: &Path, number: u64) -> Result<(), String> {
    let mut seat = Seat::at(home, 1);
    let armed = Armed {
        kind: "kill",
        number,
        sticky: true,
    };
    armed.arm();
    let opened = seat.unlock();
    drop(seat);
    let (calls, _) = disarm();
    println!("{calls}");
    opened.map(drop).map_err(|failure| format!("{failure:?}"))
}

/// The process under the shim.
///
/// # Errors
/// In words, why it could not begin.
pub fn child(place: &Path, budget: &Budget) -> Result<(), String> {
    let mut books = books(&place.join("old"))?;
    let mut tally = Tally::default();
    let mut dice = Dice::new(budget.seed);
    // Few runs say more of a few books than of all of them, whose calls are counted beforehand.
    let worth = (budget.most / LEAST_OF_ONE).max(1);
    while books.len() as u64 > worth {
        books.swap_remove(dice.place(books.len()));
    }
    tally.add("books", books.len() as u64);
    let mut cases = Vec::new();
    for book in &books {
        for &(kind, sticky) in WAYS {
            let beyond = Armed {
                kind,
                number: u64::MAX / 2,
                sticky,
            };
            let (calls, outcome) = book.update(place, beyond, &mut dice, &mut Tally::default());
            outcome.map_err(|fault| format!("{}: {fault}", book.name))?;
            cases.extend((1..=calls).map(|number| {
                (
                    book,
                    Armed {
                        kind,
                        number,
                        sticky,
                    },
                )
            }));
        }
    }
    while cases.len() as u64 > budget.most {
        cases.swap_remove(dice.place(cases.len()));
    }
    for (book, armed) in cases {
        if budget.is_spent() {
            break;
        }
        let (_, outcome) = book.update(place, armed, &mut dice, &mut tally);
        tally.runs += 1;
        if let Err(fault) = outcome {
            tally
                .faults
                .push(format!("{}, {armed:?}: {fault}", book.name));
        }
    }
    elsewhere::tell(&tally)
}

/// A book of an earlier schema.
struct Old {
    name: String,
    home: PathBuf,
    rows: BTreeMap<String, i64>,
}

impl Old {
    fn update(
        &self,
        place: &Path,
        armed: Armed,
        dice: &mut Dice,
        tally: &mut Tally,
    ) -> (u64, Result<(), String>) {
        let home = place.join("home");
        drop(fs::remove_dir_all(&home));
        if let Err(error) = copy_folder(&self.home, &home) {
            return (0, Err(error.to_string()));
        }
        let mut seat = Seat::at(&home, dice.next());
        watch(&home);
        armed.arm();
        let opened = seat.unlock();
        drop(seat);
        let (calls, _) = disarm();
        tally.count(if opened.is_ok() { "at once" } else { "later" });
        (calls, self.look(&home, dice))
    }

    /// It opens, and what was in it is there.
    fn look(&self, home: &Path, dice: &mut Dice) -> Result<(), String> {
        Truth::of(home, dice.next())?;
        let found = rows(home)?;
        for (table, count) in &self.rows {
            if found.get(table) != Some(count) {
                return Err(format!(
                    "{table} had {count} rows and has {:?}",
                    found.get(table)
                ));
            }
        }
        for entry in fs::read_dir(home.join(BOOK)).map_err(|error| error.to_string())? {
            let path = entry.map_err(|error| error.to_string())?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name.starts_with("before-update") && name.ends_with(".db") {
                sound(&path, &raw_key(&home.join(BOOK))?)
                    .map_err(|error| format!("{name} is not whole: {error}"))?;
            }
        }
        Ok(())
    }
}

fn sound(path: &Path, key: &str) -> Result<(), String> {
    let read = || -> rusqlite::Result<String> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "key", key)?;
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
    };
    match read() {
        Ok(found) if found == "ok" => Ok(()),
        Ok(found) => Err(found),
        Err(error) => Err(error.to_string()),
    }
}

/// How many rows each table has.
fn rows(home: &Path) -> Result<BTreeMap<String, i64>, String> {
    let key = raw_key(&home.join(BOOK))?;
    let read = || -> rusqlite::Result<BTreeMap<String, i64>> {
        let connection = Connection::open(home.join(BOOK).join("book.db"))?;
        connection.pragma_update(None, "key", &key)?;
        let mut tables = connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             AND name NOT LIKE 'member_words%'",
        )?;
        let names: Vec<String> = tables
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        names
            .into_iter()
            .map(|name| {
                let sql = format!("SELECT count(*) FROM \"{name}\"");
                let count = connection.query_row(&sql, [], |row| row.get(0))?;
                Ok((name, count))
            })
            .collect()
    };
    read().map_err(|error| error.to_string())
}

/// Every furnished book that was kept, and an empty one of every other earlier schema.
fn books(place: &Path) -> Result<Vec<Old>, String> {
    let mut books = Vec::new();
    for copy in old_books()? {
        let name = copy
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let home = place.join(&name);
        unpack(&copy, &home)?;
        books.push((name, home));
    }
    let shelf = Shelf::new()?;
    for schema in 1..SCHEMA_VERSION {
        let home = place.join(format!("empty-{schema}"));
        shelf.put_into(&home).map_err(|error| error.to_string())?;
        age(&home, schema)?;
        books.push((format!("empty-{schema}"), home));
    }
    let furnished = |(name, home): (String, PathBuf)| {
        let rows = rows(&home)?;
        Ok(Old { name, home, rows })
    };
    books.into_iter().map(furnished).collect()
}

/// Lends the functions that the program lends its steps. All but the salt are for rows that were
/// there before, and here there are none: whoever calls one is told so.
fn lend(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8;
    let salt = |_: &Context| Ok([7u8; 16].to_vec());
    connection.create_scalar_function("random_salt", 0, flags, salt)?;
    for (name, arguments) in [("commitment", 2), ("chain_start", 2), ("chain_link", -1)] {
        let refuse = |_: &Context| -> rusqlite::Result<i64> { Err(rusqlite::Error::InvalidQuery) };
        connection.create_scalar_function(name, arguments, flags, refuse)?;
    }
    Ok(())
}

/// Makes a book an empty one of an earlier schema, with the keys of the present one and those who
/// have them.
fn age(home: &Path, schema: usize) -> Result<(), String> {
    let (database, key) = (home.join(BOOK).join("book.db"), raw_key(&home.join(BOOK))?);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/core/migrations");
    let found = fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut steps: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).collect();
    steps.sort();
    let make = || -> Result<(), Box<dyn std::error::Error>> {
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(&database)?;
            connection.pragma_update(None, "key", &key)?;
            Ok(connection)
        };
        let present = open()?;
        let id: Vec<u8> = present.query_row("SELECT id FROM book", [], |row| row.get(0))?;
        let mut statement = present.prepare("SELECT id, name, role FROM desk_person")?;
        let person = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let people: Vec<(Vec<u8>, String, String)> = statement
            .query_map([], person)?
            .collect::<rusqlite::Result<_>>()?;
        drop(statement);
        drop(present);
        fs::remove_file(&database)?;
        let old = open()?;
        lend(&old)?;
        for step in steps.iter().take(schema) {
            old.execute_batch(&fs::read_to_string(step)?)?;
        }
        old.execute(
            "INSERT INTO book (only, id, made_at) VALUES (1, ?1, 0)",
            [id],
        )?;
        for (person, name, role) in people {
            let early = schema < CONFIDANTS && role == "confidant";
            let role = if early { "worker" } else { &role };
            old.execute(
                "INSERT INTO desk_person (id, name, role, added_at) VALUES (?1, ?2, ?3, 0)",
                (person, name, role),
            )?;
        }
        old.pragma_update(None, "user_version", i64::try_from(schema)?)?;
        Ok(())
    };
    make().map_err(|error| format!("schema {schema}: {error}"))
}

//! Looking things up in a large book: search while typing, a statement, all balances, the whole
//! book verified, a snapshot; and the memory of a desk that only waits.

use std::{env, fs, process::Command, time::Duration};

use serde_json::{Value, json};

use crate::{
    Result,
    library::{Lent, Library, PASSPHRASE, Seat, TODAY},
    table::{Table, share, spoken, thrice, timed},
    town,
};

/// The word that asks this program to sit at rest.
pub const AT_REST: &str = "--at-rest";
const FULL: &str = "100,000 members, 1,000,000 transfers";
const MIB: u64 = 1 << 20;

/// Measures everything that only reads.
pub fn measure(library: &Library, table: &mut Table) -> Result<()> {
    let lent = library.lend()?;
    let (mut seat, opened) = timed(|| lent.sit())?;
    table.add("a book opened (keys apart)", FULL, spoken(opened), "", None);
    statements(&mut seat, table)?;
    search(&mut seat, table)?;
    let verify = thrice(|| {
        let sound = seat.ask("book.verify", json!({}))?["sound"].take();
        if sound == json!(true) {
            Ok(())
        } else {
            Err("the book is not sound".into())
        }
    })?;
    table.within("whole book verified", FULL, verify, Duration::from_secs(4));
    let snapshot = thrice(|| {
        seat.ask("snapshot.preview", json!({ "quarter": "2026Q3" }))
            .map(drop)
    })?;
    table.within(
        "municipal snapshot",
        FULL,
        snapshot,
        Duration::from_millis(1_500),
    );
    let balances = thrice(|| seat.ask("credits.balances", json!({})).map(drop))?;
    table.add("all balances, to a list", FULL, spoken(balances), "", None);
    let today = thrice(|| seat.ask("today.get", json!({})).map(drop))?;
    table.add("Vandaag", FULL, spoken(today), "", None);
    drop(seat);
    memory(&lent, table)
}

/// Balance and last fifty lines: of many accounts, and of the one with most lines.
fn statements(seat: &mut Seat, table: &mut Table) -> Result<()> {
    let list = seat.ask("credits.accounts", json!({ "limit": 500 }))?;
    let accounts = list["rows"].as_array().cloned().unwrap_or_default();
    let mut times = Vec::new();
    for account in &accounts {
        let question = json!({ "account_id": account["account_id"], "limit": 50 });
        times.push(timed(|| seat.ask("credits.statement", question))?.1);
    }
    times.sort_unstable();
    let limit = Duration::from_millis(2);
    table.within(
        "balance and last 50 lines, half within",
        FULL,
        share(&times, 50),
        limit,
    );
    table.within("the same, 99 of 100 within", FULL, share(&times, 99), limit);
    let issuer = seat.ask(
        "credits.accounts",
        json!({ "text": town::ISSUER, "limit": 1 }),
    )?;
    let question = json!({ "account_id": issuer["rows"][0]["account_id"], "limit": 50 });
    let busiest = thrice(|| seat.ask("credits.statement", question.clone()).map(drop))?;
    table.add(
        "the same, account with a third of all lines",
        FULL,
        spoken(busiest),
        "",
        None,
    );
    Ok(())
}

/// Every short prefix there is, and those that people of the town would type.
fn search(seat: &mut Seat, table: &mut Table) -> Result<()> {
    let letters = 'a'..='z';
    let pairs = letters
        .clone()
        .flat_map(|one| ('a'..='z').map(move |two| format!("{one}{two}")));
    let mut typed: Vec<String> = letters.map(String::from).chain(pairs).collect();
    typed.extend((0..100).map(|number| number.to_string()));
    for place in (0..town::MEMBERS).step_by(503) {
        let person = town::person(place);
        let words: Vec<&str> = person.name.split(' ').collect();
        for word in &words {
            let prefixes = word.char_indices().skip(1);
            typed.extend(
                prefixes
                    .filter_map(|(end, _)| word.get(..end))
                    .map(str::to_owned),
            );
        }
        typed.push(person.name.clone());
        typed.push(format!("{} {}", person.street, person.house));
    }
    let mut times: Vec<(Duration, usize)> = Vec::new();
    for (place, text) in typed.iter().enumerate() {
        times.push((
            timed(|| seat.ask("members.list", json!({ "text": text })))?.1,
            place,
        ));
    }
    times.sort_unstable();
    let (p99, _) = share(&times, 99);
    let (slowest, place) = share(&times, 100);
    table.within(
        "search as you type, 99 of 100 within",
        "100,000 members",
        p99,
        Duration::from_millis(10),
    );
    let text = typed.get(place).cloned().unwrap_or_default();
    table.add(
        "the same, half within, and the slowest",
        &format!("{} prefixes", typed.len()),
        format!(
            "{}; {} for “{text}”",
            spoken(share(&times, 50).0),
            spoken(slowest)
        ),
        "",
        None,
    );
    Ok(())
}

fn memory(lent: &Lent, table: &mut Table) -> Result<()> {
    let resident = asked_of_another(&[AT_REST, &lent.home().to_string_lossy()])?;
    let bytes = resident["resident"].as_u64().unwrap_or_default();
    table.add(
        "memory of the core at rest",
        FULL,
        format!("{} MB", bytes / MIB),
        "≤ 80 MB",
        Some(bytes <= 80 * MIB),
    );
    Ok(())
}

/// Runs this program once more and reads the line that it prints.
pub fn asked_of_another(words: &[&str]) -> Result<Value> {
    let output = Command::new(env::current_exe()?).args(words).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Opens a book, looks around in it as somebody at the counter would, and tells how much memory
/// that takes then.
pub fn at_rest(home: Option<&String>) -> Result<()> {
    let home = home.ok_or("where is the book?")?;
    let mut seat = Seat::at(home.as_ref(), TODAY);
    seat.ask("book.unlock", json!({ "passphrase": PASSPHRASE }))?;
    for (command, question) in [
        ("today.get", json!({})),
        ("members.list", json!({})),
        ("members.list", json!({ "text": "ber" })),
        ("credits.accounts", json!({})),
        ("certificates.list", json!({})),
        ("agreements.list", json!({})),
    ] {
        seat.ask(command, question)?;
    }
    println!("{}", json!({ "resident": status("VmRSS:")? }));
    Ok(())
}

/// A line of this process's own account of its memory, in bytes.
pub fn status(name: &str) -> Result<u64> {
    let text = fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    Ok(kib.ok_or("this system does not tell how much memory is in use")? * 1_024)
}

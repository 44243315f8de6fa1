//! Importing into a large book: a list of members and a file of transfers, checks and the one
//! transaction included; and how much memory that takes, for a small file and a large one.

use std::{fs, time::Duration};

use serde_json::json;

use crate::{
    Result,
    library::{Library, PASSPHRASE, Seat, mapping},
    looking::{asked_of_another, status},
    table::{Table, timed},
    town::{self, IN_ONE_FILE, MEMBERS, TRANSFERS},
};

/// The word that asks this program to import a file and to tell its memory.
pub const AT_WORK: &str = "--at-work";
const LIMIT: Duration = Duration::from_secs(3);
const MIB: u64 = 1 << 20;

/// Measures both imports.
pub fn measure(library: &Library, table: &mut Table) -> Result<()> {
    let lent = library.lend()?;
    let mut seat = lent.sit()?;
    let list = lent.home().join("nieuwe-leden.csv");
    fs::write(&list, town::members(MEMBERS, MEMBERS * 2))?;
    let (done, time) = timed(|| seat.import("members", &list, mapping("members")))?;
    let at = format!(
        "a full book; {} taken, {} held",
        done["taken"], done["held"]
    );
    table.within("import of 100,000 members", &at, time, LIMIT);

    let file = lent.home().join("meer-boekingen.csv");
    fs::write(&file, town::transfers(TRANSFERS, TRANSFERS + IN_ONE_FILE))?;
    let (done, time) = timed(|| seat.import("transfers", &file, mapping("transfers")))?;
    let at = format!("a full book; {} posted", done["posted"]);
    table.within("import of 100,000 transfers", &at, time, LIMIT);
    drop((seat, lent));

    for what in ["members", "transfers"] {
        let mut peaks = Vec::new();
        for rows in [10_000, 100_000] {
            let lent = library.lend()?;
            let file = lent.home().join("lijst.csv");
            fs::write(
                &file,
                if what == "members" {
                    town::members(MEMBERS, MEMBERS + rows)
                } else {
                    town::transfers(TRANSFERS, TRANSFERS + rows)
                },
            )?;
            let home = lent.home().to_string_lossy().into_owned();
            let told = asked_of_another(&[AT_WORK, what, &home, &file.to_string_lossy()])?;
            peaks.push(told["peak"].as_u64().unwrap_or_default() / MIB);
        }
        let (small, large) = (peaks.first().copied(), peaks.last().copied());
        let (small, large) = (small.unwrap_or_default(), large.unwrap_or_default());
        table.add(
            &format!("most memory while importing {what}"),
            "10,000 and 100,000 rows",
            format!("{small} and {large} MB"),
            "flat: a quarter more at most",
            Some(large * 4 <= small * 5),
        );
    }
    Ok(())
}

/// Imports a file into the book of a home and tells the most memory that it took.
pub fn at_work(words: &[String]) -> Result<()> {
    let [_, what, home, file] = words else {
        return Err("what, where, and which file?".into());
    };
    let mut seat = Seat::at(home.as_ref(), crate::library::TODAY);
    seat.ask("book.unlock", json!({ "passphrase": PASSPHRASE }))?;
    seat.import(what, file.as_ref(), mapping(what))?;
    println!("{}", json!({ "peak": status("VmHWM:")? }));
    Ok(())
}

//! F19: a bird of its own in every text that people type, through a whole story: members, bookings,
//! an import, a certificate, an agreement, a copy, a snapshot, a wrong passphrase, a repeated
//! question, a crash. Then everything that stands on the disk outside the encrypted book is
//! searched for birds, for the passphrase and for the key. The memory of the process after it was
//! locked is searched too; what is found there is told and not held.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::json;
use tempfile::TempDir;

use crate::{
    Budget, Report, Tally,
    report::{Row, Verdict},
    spread::spread,
    stage::{BOOK, Folk, PASSPHRASE, Seat, Shelf, fast_folder, raw_key},
};

/// In every text of the story, and nowhere else.
const BIRD: &str = "Zilvermeeuw";

/// Tells the story `budget` times.
///
/// # Errors
/// In words, why it could not be tried.
pub fn leak(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shelf = Shelf::new()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run = |place: &mut TempDir, number: u64, tally: &mut Tally| {
        one(program, &shelf, place.path(), budget.seed + number, tally)
    };
    let tally = spread(budget, 1, place, run)?;
    tally.tell("leak", budget.seed);
    let found = format!("{} files searched, 0 hits", tally.of("files"));
    let what = "birds, passphrase and key searched on disk after a story";
    let mut report = Report::of(tally.row("F19", what, found, "0 outside the encrypted book"));
    report.rows.push(Row {
        method: "F19",
        what: "the key searched in the memory of a locked desk".into(),
        runs: tally.of("memories"),
        found: format!("{} copies of it", tally.of("keys in memory")),
        hold: "told".into(),
        verdict: Verdict::Told,
    });
    Ok(report)
}

fn one(
    program: &Path,
    shelf: &Shelf,
    place: &Path,
    seed: u64,
    tally: &mut Tally,
) -> Result<(), String> {
    let home = place.join("home");
    shelf.put_into(&home).map_err(|error| error.to_string())?;
    let elsewhere = place.join("machine");
    drop(fs::remove_dir_all(&elsewhere));
    for folder in ["home", "tmp"] {
        fs::create_dir_all(elsewhere.join(folder)).map_err(|error| error.to_string())?;
    }
    let mut teller = Command::new(program)
        .args(["child", "story"])
        .arg(&home)
        .arg(seed.to_string())
        .env("HOME", elsewhere.join("home"))
        .env("TMPDIR", elsewhere.join("tmp"))
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_CACHE_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::create(elsewhere.join("stderr")).map_err(|error| error.to_string())?)
        .spawn()
        .map_err(|error| error.to_string())?;
    let outcome = follow(&mut teller, &home, tally);
    drop(teller.kill());
    drop(teller.wait());
    outcome?;
    let key = raw_key(&home.join(BOOK))?;
    let key = key.trim_start_matches("x'").trim_end_matches('\'');
    let raw = bytes(key);
    let wanted: [(&str, &[u8]); 4] = [
        ("a bird", BIRD.as_bytes()),
        ("the passphrase", PASSPHRASE.as_bytes()),
        ("the key", key.as_bytes()),
        ("the raw key", &raw),
    ];
    for path in files(place) {
        let found = fs::read(&path).map_err(|error| error.to_string())?;
        tally.count("files");
        for (what, needle) in wanted {
            if contains(&found, needle) {
                return Err(format!("{what} stands in {}", path.display()));
            }
        }
    }
    Ok(())
}

fn follow(teller: &mut Child, home: &Path, tally: &mut Tally) -> Result<(), String> {
    let stdout = teller.stdout.take().ok_or("no output")?;
    let mut line = String::new();
    drop(BufReader::new(stdout).read_line(&mut line));
    if line.trim() != "locked" {
        return Err(format!("the story stops: {line}"));
    }
    let key = raw_key(&home.join(BOOK))?;
    let raw = bytes(key.trim_start_matches("x'").trim_end_matches('\''));
    if let Some(found) = in_memory(teller.id(), &raw) {
        tally.count("memories");
        tally.add("keys in memory", found);
    }
    Ok(())
}

/// The story, up to a locked desk.
///
/// # Errors
/// In words, where it stops.
pub fn child(home: &Path, seed: u64) -> Result<(), String> {
    let mut seat = Seat::at(home, seed);
    let mut told = |command: &str, question| {
        let answer = seat.ask(command, question);
        answer.map_err(|failure| format!("{command}: {failure:?}"))
    };
    let bird = |name: &str| format!("{BIRD}{name}");
    drop(told(
        "book.unlock",
        json!({ "passphrase": "iets heel anders" }),
    ));
    told("book.unlock", json!({ "passphrase": PASSPHRASE }))?;
    let person = json!({
        "kind": "person", "membership": "active",
        "fields": { "given_name": bird("Given"), "family_name": bird("Family"),
                    "street": bird("Street"), "house_number": 4, "town": bird("Town"),
                    "note": bird("Note") },
    });
    let member = told("members.admit", person)?["member_id"].take();
    drop(told(
        "members.admit",
        json!({ "kind": "person", "fields": { "name": bird("Wrong") } }),
    ));
    told("search.find", json!({ "text": bird("Given") })).ok();
    told("certificates.issue", json!({ "member_id": member }))?;
    let folk = Folk::find(&mut seat).map_err(|failure| format!("{failure:?}"))?;
    let told = |seat: &mut Seat, command: &str, question| {
        let answer = seat.ask(command, question);
        answer.map_err(|failure| format!("{command}: {failure:?}"))
    };
    let earn = json!({ "from": folk.issuing, "to": { "member_id": member }, "minutes": 60,
                       "memo": bird("Memo") });
    told(&mut seat, "credits.earn", earn)?;
    let talk = json!({ "agreement_id": folk.agreement, "person": bird("Spoken"),
                       "said": bird("Said") });
    told(&mut seat, "agreements.note_contact", talk)?;
    seat.choose(&home.join("kopie.wijkboek-backup"));
    told(&mut seat, "backup.make", json!({}))?;
    told(&mut seat, "book.verify", json!({}))?;
    seat.clock
        .set("2027-01-15T12:00:00Z".parse().unwrap_or_default());
    seat.choose(&home.join("moment.json"));
    told(&mut seat, "snapshot.write", json!({ "quarter": "2026Q4" }))?;
    told(&mut seat, "book.lock", json!({}))?;
    println!("locked");
    // Whoever looks into this memory says when it has seen enough.
    let mut line = String::new();
    drop(std::io::stdin().read_line(&mut line));
    Ok(())
}

/// How often something stands in the memory of a process; nothing where it may not be looked at.
fn in_memory(process: u32, needle: &[u8]) -> Option<u64> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mut memory = File::open(format!("/proc/{process}/mem")).ok()?;
    let mut found = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split_whitespace().next()?.split_once('-')?;
        let from = u64::from_str_radix(from, 16).ok()?;
        let length = u64::from_str_radix(to, 16).ok()?.saturating_sub(from);
        let mut part = vec![0; usize::try_from(length).ok()?];
        if memory.seek(SeekFrom::Start(from)).is_ok() && memory.read_exact(&mut part).is_ok() {
            let hits = part
                .windows(needle.len())
                .filter(|window| *window == needle);
            found += hits.count() as u64;
        }
    }
    Some(found)
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at: usize| {
        hex.get(at..at + 2)
            .and_then(|two| u8::from_str_radix(two, 16).ok())
    };
    (0..hex.len()).step_by(2).filter_map(pair).collect()
}

fn files(place: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(place) else {
        return Vec::new();
    };
    entries
        .flatten()
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

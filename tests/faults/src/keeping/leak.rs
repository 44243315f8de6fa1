//! F19: a bird in every text that people type, through a whole story (`story.rs`). Then everything
//! that stands on the disk outside the encrypted book is searched for birds, for the passphrase and
//! for the key: also what a killed process leaves there. A list that people import is their own
//! file; the search must find the birds in that, or it would find none anywhere.
//!
//! The memory of the process is searched too, for all three. While the book is open they must be
//! found there, or the search was blind. After it was locked no key may be there; what people typed
//! is told and not held, for the story itself knows its passphrases and texts by heart.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use super::story::{self, BIRD, SAMPLES};
use crate::{
    Budget, Report, Tally,
    report::{Row, Verdict},
    spread::spread,
    stage::{BOOK, PASSPHRASE, Shelf, fast_folder, raw_key},
};

/// What is searched for.
const BIRDS: &str = "birds";
const TYPED: &str = "passphrases";
const KEYS: &str = "keys";
const HEX: &str = "keys in hexadecimal";
/// What may not stand on the disk outside of the book; a file of one's own holds the control.
const OWN: &str = "own";

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
    let found = format!(
        "{} files searched, 0 hits; birds seen in {} of people's own",
        tally.of("files"),
        tally.of("controls")
    );
    let what = "birds, passphrase and key searched on disk after a story and a kill";
    let hold = "0 outside the encrypted book, the control is seen";
    let mut report = Report::of(tally.row("F19", what, found, hold));
    for (moment, what) in [
        (
            "open",
            "the same in the memory of an open desk: the control",
        ),
        ("locked", "the same in the memory of a locked desk"),
    ] {
        let hits = [BIRDS, TYPED, KEYS, HEX]
            .map(|what| format!("{} {what}", tally.of(&format!("{what} {moment}"))));
        let (hold, verdict) = match moment {
            "open" => ("some", Verdict::Told),
            _ => ("no key", Verdict::Held),
        };
        report.rows.push(Row {
            method: "F19",
            what: what.into(),
            runs: tally.of(&format!("memories {moment}")),
            found: format!(
                "{}; {} regions could not be read",
                hits.join(", "),
                tally.of(&format!("unread {moment}"))
            ),
            hold: hold.into(),
            verdict,
        });
    }
    Ok(report)
}

/// Lays a book and the questions of the story ready: a home, and a folder with what people keep
/// outside of the book themselves.
///
/// # Errors
/// What the disk said.
pub fn lay_ready(shelf: &Shelf, place: &Path) -> Result<(PathBuf, PathBuf), String> {
    let (home, own) = (place.join("home"), place.join(OWN));
    let lay = || -> Result<(), Box<dyn std::error::Error>> {
        shelf.put_into(&home)?;
        drop(fs::remove_dir_all(&own));
        fs::create_dir(&own)?;
        let samples = story::told(&shelf.neighbourhood.samples);
        fs::write(own.join(SAMPLES), serde_json::to_vec(&samples)?)?;
        Ok(())
    };
    lay().map_err(|error| error.to_string())?;
    Ok((home, own))
}

fn one(
    program: &Path,
    shelf: &Shelf,
    place: &Path,
    seed: u64,
    tally: &mut Tally,
) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let (home, own) = lay_ready(shelf, place)?;
    let elsewhere = place.join("machine");
    drop(fs::remove_dir_all(&elsewhere));
    for folder in ["home", "tmp"] {
        fs::create_dir_all(elsewhere.join(folder)).map_err(said)?;
    }
    let key = raw_key(&home.join(BOOK))?;
    let key = key
        .trim_start_matches("x'")
        .trim_end_matches('\'')
        .to_owned();
    let raw = bytes(&key);
    let wanted: [(&str, &[u8]); 4] = [
        (BIRDS, BIRD.as_bytes()),
        (TYPED, PASSPHRASE.as_bytes()),
        (KEYS, &raw),
        (HEX, key.as_bytes()),
    ];
    let mut teller = Command::new(program)
        .args(["child", "story"])
        .args([&home, &own])
        .arg(seed.to_string())
        .env("HOME", elsewhere.join("home"))
        .env("TMPDIR", elsewhere.join("tmp"))
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_CACHE_HOME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::create(elsewhere.join("stderr")).map_err(said)?)
        .spawn()
        .map_err(said)?;
    let outcome = follow(&mut teller, &wanted, tally);
    drop(teller.kill());
    drop(teller.wait());
    outcome.map_err(|fault| {
        let stderr = fs::read_to_string(elsewhere.join("stderr")).unwrap_or_default();
        format!("{fault}: {stderr}")
    })?;
    for path in files(place) {
        let found = fs::read(&path).map_err(said)?;
        if path.starts_with(&own) {
            let seen = hits(&found, BIRD.as_bytes()) > 0;
            tally.add("controls", u64::from(seen));
            continue;
        }
        tally.count("files");
        if let Some((what, _)) = wanted.iter().find(|(_, needle)| hits(&found, needle) > 0) {
            return Err(format!("{what} stand in {}", path.display()));
        }
    }
    if tally.of("controls") == 0 {
        return Err("the search does not even see the birds in a list to import".into());
    }
    Ok(())
}

/// Listens to the story: looks into its memory while the book is open and after it was locked, and
/// ends it, by the one who called, when it is open again.
fn follow(teller: &mut Child, wanted: &[(&str, &[u8])], tally: &mut Tally) -> Result<(), String> {
    let mut told = BufReader::new(teller.stdout.take().ok_or("no output")?);
    let mut answer = teller.stdin.take().ok_or("no input")?;
    for word in ["open", "locked", "again"] {
        let mut line = String::new();
        drop(told.read_line(&mut line));
        if line.trim() != word {
            return Err(format!("the story stops before it is {word}"));
        }
        if word == "again" {
            return Ok(());
        }
        let needles: Vec<&[u8]> = wanted.iter().map(|(_, needle)| *needle).collect();
        if let Some((found, unread)) = in_memory(teller.id(), &needles) {
            if word == "open" && found[..3].contains(&0) {
                return Err(format!(
                    "the search of an open desk's memory is blind: {found:?}"
                ));
            }
            if word == "locked" && found[2..] != [0, 0] {
                return Err(format!(
                    "a key stands in the memory of a locked desk: {found:?}"
                ));
            }
            tally.count(&format!("memories {word}"));
            tally.add(&format!("unread {word}"), unread);
            for ((what, _), number) in wanted.iter().zip(found) {
                tally.add(&format!("{what} {word}"), number);
            }
        }
        answer.write_all(b"\n").map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// How often each of these stands in the memory of a process that it can write, and how many
/// regions of that could not be read; nothing where none of it may be looked at.
fn in_memory(process: u32, needles: &[&[u8]]) -> Option<(Vec<u64>, u64)> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mut memory = File::open(format!("/proc/{process}/mem")).ok()?;
    let (mut found, mut unread) = (vec![0; needles.len()], 0);
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split_whitespace().next()?.split_once('-')?;
        let from = u64::from_str_radix(from, 16).ok()?;
        let length = u64::from_str_radix(to, 16).ok()?.saturating_sub(from);
        let mut part = vec![0; usize::try_from(length).ok()?];
        let read = memory.seek(SeekFrom::Start(from));
        if read.and_then(|_| memory.read_exact(&mut part)).is_err() {
            unread += 1;
            continue;
        }
        for (found, needle) in found.iter_mut().zip(needles) {
            *found += hits(&part, needle);
        }
    }
    Some((found, unread))
}

/// How often something stands in bytes.
fn hits(bytes: &[u8], needle: &[u8]) -> u64 {
    let Some((first, rest)) = needle.split_first() else {
        return 0;
    };
    let (mut left, mut found) = (bytes, 0);
    // The library's search for one byte is quick in every build.
    while left.skip_until(*first).is_ok_and(|passed| passed > 0) {
        found += u64::from(left.starts_with(rest));
    }
    found
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

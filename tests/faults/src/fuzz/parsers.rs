//! F13: every reader of bytes from outside gets bytes that were once right: bits turned, parts
//! doubled, cut, exchanged, words put in that have a meaning somewhere, brackets a hundred thousand
//! deep. It may refuse them; it may not panic, take a second, or fill the memory.
//!
//! It runs in a process of its own, so that one that dies is seen, and its memory is its own.

use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use serde_json::json;
use tempfile::TempDir;
use wijkboek_core::{
    backup,
    credits::history,
    import::{self, MembersMapping, MembersToImport},
    kernel::{Book, Quarter, fold, folder, text},
    keys::{KeyRing, RecoveryCode},
    snapshot::{self, Delivery, Neighbour, Sender},
    table::Table,
};
use wijkboek_desk::Envelope;

use crate::{
    Budget, Report,
    report::{Row, Tally, is_optimised, spelled},
    spread::cores,
    stage::{BOOK, Dice, PASSPHRASE, Seat, Shelf, fast_folder},
};

/// A reader may take so long.
const MOST_TIME: Duration = Duration::from_secs(1);
/// The process may hold so much, in KiB.
const MOST_MEMORY: u64 = 256 * 1024;

/// A reader, with bytes that are right for it.
struct Parser {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    read: fn(&Bench, &[u8]),
    /// So much of the budget: what goes through a file or the book is slower.
    share: u64,
}

/// What readers need that do not read from memory alone.
struct Bench {
    place: TempDir,
    book: Book,
}

/// What one process found.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Found {
    runs: BTreeMap<String, u64>,
    faults: Vec<String>,
    longest: Duration,
    slowest: String,
    memory: u64,
}

/// Gives `budget` times something to each reader.
///
/// # Errors
/// In words, why it could not be tried.
pub fn parsers(program: &Path, budget: &Budget) -> Result<Report, String> {
    let seconds = budget.until.map_or(0, |until| {
        until
            .saturating_duration_since(Instant::now())
            .as_secs()
            .max(1)
    });
    // One process for each core; each throws its own dice.
    let workers = cores() as u64;
    let most = budget.most.div_ceil(workers);
    let reading = (0..workers).map(|worker| {
        Command::new(program)
            .args(["child", "parsers"])
            .args([budget.seed + worker, most, seconds].map(|number| number.to_string()))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())
    });
    let reading: Vec<Child> = reading.collect::<Result<_, _>>()?;
    let mut found = Found::default();
    for process in reading {
        let done = process.wait_with_output();
        found.join(told(&done.map_err(|error| error.to_string())?)?);
    }
    let mut tally = Tally {
        runs: found.runs.values().sum(),
        faults: found.faults,
        ..Tally::default()
    };
    if found.memory > MOST_MEMORY {
        tally.faults.push(format!("{} KiB of memory", found.memory));
    }
    if budget.timed && is_optimised() && found.longest > MOST_TIME {
        tally
            .faults
            .push(format!("{} took {:?}", found.slowest, found.longest));
    }
    tally.tell("parsers", budget.seed);
    let each: Vec<String> = found
        .runs
        .iter()
        .map(|(name, runs)| format!("{name} {}", spelled(*runs)))
        .collect();
    let row: Row = tally.row(
        "F13",
        "bytes from outside to every reader",
        format!(
            "{}; the slowest ({}) took {} ms, most memory {} MiB",
            each.join(", "),
            found.slowest,
            found.longest.as_millis(),
            found.memory / 1024,
        ),
        "0 panics, 256 MiB, 1 s",
    );
    Ok(Report::of(row))
}

/// What a process said, or how it died.
fn told(done: &Output) -> Result<Found, String> {
    if done.status.success() {
        return serde_json::from_slice(&done.stdout).map_err(|error| error.to_string());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let last: String = said.lines().rev().take(3).collect::<Vec<_>>().join(" / ");
    Ok(Found {
        faults: vec![format!("the process died: {}; {last}", done.status)],
        ..Found::default()
    })
}

impl Found {
    fn join(&mut self, other: Self) {
        for (name, runs) in other.runs {
            *self.runs.entry(name).or_default() += runs;
        }
        self.faults.extend(other.faults);
        self.memory = self.memory.max(other.memory);
        if other.longest > self.longest {
            (self.longest, self.slowest) = (other.longest, other.slowest);
        }
    }
}

/// The process that reads.
///
/// # Errors
/// In words, why it could not begin.
pub fn child(whole: &Budget) -> Result<(), String> {
    let shelf = Shelf::new()?;
    let bench = Bench::new(&shelf)?;
    let parsers = readers(&shelf)?;
    let mut found = Found::default();
    let mut left: u64 = parsers.iter().map(|parser| parser.share).sum();
    for parser in &parsers {
        // A number of runs is meant for each reader; a length of time for all of them together.
        let budget = Budget {
            most: whole.most,
            ..whole.share(parser.share, left)
        };
        feed(parser, &bench, &budget, &mut found);
        left -= parser.share;
    }
    found.memory = peak_memory();
    println!(
        "{}",
        serde_json::to_string(&found).map_err(|error| error.to_string())?
    );
    Ok(())
}

/// What this thread had of a core. The clock on the wall would count what others did meanwhile.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(time.tv_sec.unsigned_abs(), nanoseconds)
}

fn feed(parser: &Parser, bench: &Bench, budget: &Budget, found: &mut Found) {
    let mut runs = 0;
    while runs < budget.most && !budget.is_spent() {
        let mut dice = Dice::of_run(budget.seed, runs);
        let bytes = mutated(&parser.seeds, &mut dice);
        let before = worked();
        let outcome = catch_unwind(AssertUnwindSafe(|| (parser.read)(bench, &bytes)));
        let time = worked().saturating_sub(before);
        if time > found.longest {
            found.longest = time;
            found.slowest = format!("{}, run {runs}", parser.name);
        }
        if outcome.is_err() && found.faults.len() < 20 {
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
            found.faults.push(format!(
                "{}, seed {}, run {runs}: a panic at {shown:?}",
                parser.name, budget.seed
            ));
        }
        runs += 1;
    }
    found.runs.insert(parser.name.to_owned(), runs);
}

impl Bench {
    fn new(shelf: &Shelf) -> Result<Self, String> {
        let place = fast_folder().map_err(|error| error.to_string())?;
        shelf
            .put_into(place.path())
            .map_err(|error| error.to_string())?;
        let path = place.path().join(BOOK);
        let open = || {
            let ring = KeyRing::read(&path)?;
            let opened = ring.open(PASSPHRASE)?;
            let seat = Seat::at(place.path(), 1);
            Book::open(&path, ring.book_id(), opened.key, seat.ambient().clone())
        };
        let book = open().map_err(|error| error.to_string())?;
        let other = place.path().join("other.wijkboek");
        fs::create_dir(&other).map_err(|error| error.to_string())?;
        fs::write(folder::database(&other), "not empty").map_err(|error| error.to_string())?;
        fs::create_dir_all(place.path().join("config")).map_err(|error| error.to_string())?;
        Ok(Self { place, book })
    }
}

fn readers(shelf: &Shelf) -> Result<Vec<Parser>, String> {
    let said = |error: std::io::Error| error.to_string();
    let keys = fs::read(folder::keys(&shelf.home().join(BOOK))).map_err(said)?;
    let copy = shelf.home().join("kopie.wijkboek-backup");
    let mut seat = Seat::at(shelf.home(), 3);
    seat.unlock().map_err(|failure| format!("{failure:?}"))?;
    seat.choose(&copy);
    let made = seat.ask("backup.make", json!({}));
    made.map_err(|failure| format!("{failure:?}"))?;
    drop(seat);
    // The head of a copy is what is read with care; the rest is only hashed.
    let mut head = fs::read(&copy).map_err(said)?;
    head.truncate(6000);
    let texts = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    let lists: Vec<Vec<u8>> = vec![
        b"Nr;Naam;Adres;Postcode;Plaats;Lid sinds;Soort\n\
          71;Mevr. T. Held;Dreef 1a-II;1234SA;Utrecht;31-2-2020;passief\n"
            .to_vec(),
        "\u{feff}naam,straat,geboren,telefoon\r\n\
         \"Berg, R. van den\",\"Kerkstraat 41\",1 mrt 1952,0612345678\r\n"
            .as_bytes()
            .to_vec(),
        b"lidnr\tvoornaam\tachternaam\te-mail\n1\tRiet\tvan den Berg\triet@voorbeeld.nl\n".to_vec(),
        vec![
            0xFF, 0xFE, b'n', 0, b'a', 0, b'a', 0, b'm', 0, b'\n', 0, b'B', 0, b'\n', 0,
        ],
    ];
    let transfers: Vec<Vec<u8>> = vec![
        b"from,to,amount,at,id\nJan,Piet,60,2020-01-01,r1\nBank,Jan,1.5,2020-01-02 10:00,r2\n"
            .to_vec(),
        b"source;target;weight;timeset;id\na;b;1,25;2020-01-25 19:13:17.731529;7\n".to_vec(),
        b"van;naar;uren;datum\nA;B;-0,5;1-2-2020\n".to_vec(),
    ];
    let envelope = texts(&[
        r#"{"command":"members.list","question":{"text":"berg","limit":9}}"#,
        r#"{"command":"credits.earn","operation_id":"018f2f6e-0000-7000-8000-000000000002",
            "question":{"from":"018f2f6e-0000-7000-8000-000000000000","minutes":90,
            "to":{"member_id":"018f2f6e-0000-7000-8000-000000000001"}}}"#,
    ]);
    let parser = |name, seeds, share, read| Parser {
        name,
        seeds,
        read,
        share,
    };
    let settings = texts(&[r#"{"face":{"language":"nl","theme":"dark","zoom":120},
            "books":["/tmp/a.wijkboek"],"copies":{"/tmp/a.wijkboek":"2026-11-23"}}"#]);
    Ok(vec![
        parser("table", lists.clone(), 6, |_, bytes| {
            drop(Table::read(bytes))
        }),
        parser("members", lists, 6, |bench, bytes| {
            let (mapping, decisions) = (MembersMapping::default(), Vec::new());
            let list = MembersToImport {
                source: "lijst",
                bytes,
                mapping: &mapping,
                decisions: &decisions,
            };
            drop(
                bench
                    .book
                    .read(|reader| import::preview_members(reader, &list)),
            );
        }),
        parser("transfers", transfers, 6, |bench, bytes| {
            let Ok(table) = Table::read(bytes) else {
                return;
            };
            let Ok(mapping) = history::guess(&table).mapping(&table) else {
                return;
            };
            if let Ok(file) = history::read(&table, &mapping, "oud") {
                drop(bench.book.read(|reader| history::preview(reader, &file)));
            }
        }),
        parser("keys", vec![keys], 3, |bench, bytes| {
            let other = bench.place.path().join("other.wijkboek");
            drop(fs::write(folder::keys(&other), bytes));
            drop(KeyRing::read(&other));
        }),
        parser("copy", vec![head], 3, |bench, bytes| {
            let path = bench.place.path().join("vreemd.wijkboek-backup");
            drop(fs::write(&path, bytes));
            drop(backup::inspect(&path));
        }),
        parser("settings", settings, 2, |bench, bytes| {
            let path = bench.place.path().join("config/settings.json");
            drop(fs::write(path, bytes));
            drop(Seat::at(bench.place.path(), 1));
        }),
        parser("envelope", envelope, 4, |_, bytes| {
            drop(serde_json::from_slice::<Envelope>(bytes));
        }),
        parser(
            "recovery code",
            texts(&["ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"]),
            2,
            |_, bytes| {
                drop(RecoveryCode::read(&String::from_utf8_lossy(bytes)));
            },
        ),
        parser("snapshot", vec![SNAPSHOT.to_vec()], 4, |_, bytes| {
            drop(checked(bytes, SIGNATURE));
        }),
        parser("signature", vec![SIGNATURE.to_vec()], 2, |_, bytes| {
            drop(checked(SNAPSHOT, bytes));
        }),
        parser("sender", vec![SENDER.to_vec()], 1, |_, bytes| {
            drop(String::from_utf8_lossy(bytes).parse::<Sender>());
        }),
        parser(
            "quarter",
            texts(&["2026Q3", "0001Q1", "9999Q4"]),
            1,
            |_, bytes| {
                if let Ok(quarter) = String::from_utf8_lossy(bytes).parse::<Quarter>() {
                    drop((quarter.first_day(), quarter.end()));
                }
            },
        ),
        parser(
            "text",
            texts(&[
                "Riet van den Berg 111222333",
                "e\u{301}\u{200d}👵🏽",
                "123456782 en 12.34.56.782",
            ]),
            4,
            |_, bytes| {
                let typed = String::from_utf8_lossy(bytes);
                drop((
                    text::line("a", &typed),
                    text::note("a", &typed),
                    fold(&typed),
                ));
                drop(text::blot_citizen_service_numbers(&typed));
            },
        ),
    ])
}

const SNAPSHOT: &[u8] = include_bytes!("../../../fixtures/snapshot-v2.json");
const SIGNATURE: &[u8] = include_bytes!("../../../fixtures/snapshot-v2.json.minisig");
const SENDER: &[u8] = include_bytes!("../../../fixtures/snapshot-v2.pub");

/// A delivery beside another one of the same bytes.
fn checked(file: &[u8], signature: &[u8]) -> snapshot::SnapshotChecked {
    let delivery = Delivery {
        name: "moment.json",
        file,
        signature: Some(signature),
    };
    let known: Option<Sender> = String::from_utf8_lossy(SENDER).parse().ok();
    let beside: Vec<Neighbour> = Neighbour::read(&delivery).into_iter().collect();
    snapshot::check(&delivery, known.as_ref(), &beside)
}

/// Words that mean something to some reader.
const WORDS: &[&str] = &[
    "\"",
    ";",
    ",",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\u{0}",
    "{",
    "}",
    "[",
    "]",
    ":",
    "null",
    "true",
    "1e400",
    "-0",
    "9223372036854775808",
    "0x",
    "NaN",
    "\\ud800",
    "\u{feff}",
    "\u{202e}",
    "../",
    "31-2-2020",
    "1-1-1",
    "29 feb 2025",
    "0001-01-01",
    "'",
    "=",
    "@",
    "%",
    "\u{301}",
    "ÿ",
    "Ĳ",
];

fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = dice.one_of(seeds).clone();
    for _ in 0..=dice.below(6) {
        mutate(&mut bytes, seeds, dice);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.place(bytes.len() + 1);
    let end = (at + dice.place(40)).min(bytes.len());
    match dice.below(12) {
        0..3 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        3 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
        4..7 => {
            let word = dice.one_of(WORDS).as_bytes();
            bytes.splice(at..at, word.iter().copied());
        }
        7 => {
            bytes.drain(at..end);
        }
        8 => {
            let part = bytes[at..end].to_vec();
            for _ in 0..=dice.below(5) {
                bytes.splice(at..at, part.iter().copied());
            }
        }
        9 => {
            let other = dice.one_of(seeds);
            let from = dice.place(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        10 => bytes.truncate(at),
        _ if dice.per_cent(2) => {
            let word = dice.one_of(WORDS).repeat(dice.place(100_000));
            bytes.splice(at..at, word.bytes());
        }
        _ => {}
    }
}

/// The most memory that this process ever held, in KiB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

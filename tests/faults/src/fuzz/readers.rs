//! The readers of bytes from outside, each with bytes that are right for it: lists of other
//! programs and what people say about them, files that the program itself wrote and a broken disk
//! gives back, what somebody else sends or leaves in a folder, what people type off paper. A reader
//! that must answer one way whatever stands there says so here by a panic.
//!
//! The table of mounts is the system's own; it is read in a test beside its reader.

use std::{
    ffi::OsStr,
    fs::{self, File},
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
};

use chrono::DateTime;
use serde_json::{Value, json};
use tempfile::TempDir;
use wijkboek_core::{
    backup::{self, Kept, restore},
    credits::{self, history},
    import::{self, MembersMapping, MembersToImport, RowDecision},
    kernel::{Book, Code, Failure, Noted, Quarter, find_act, fold, folder, text},
    keys::{self, KeyRing, RecoveryCode},
    snapshot::{self, Delivery, Neighbour, Sender},
    table::Table,
};
use wijkboek_desk::{CreateBook, Envelope, read_question};

use crate::stage::{BOOK, PASSPHRASE, Seat, Shelf, fast_folder};

/// A reader, with bytes that are right for it.
pub(super) struct Parser {
    pub name: &'static str,
    pub seeds: Vec<Vec<u8>>,
    pub read: fn(&Bench, &[u8]),
    /// So much of the budget: what goes through a file or the book is slower.
    pub share: u64,
    /// Of a number of runs, one in so many: a whole book is opened for each.
    pub weight: u64,
}

/// What readers need that do not read from memory alone.
pub(super) struct Bench {
    place: TempDir,
    book: Book,
    /// The lock of a book that somebody has.
    _held: File,
}

impl Bench {
    pub fn new(shelf: &Shelf) -> Result<Self, String> {
        let said = |error: std::io::Error| error.to_string();
        let place = fast_folder().map_err(said)?;
        shelf.put_into(place.path()).map_err(said)?;
        shelf.put_into(&place.path().join("left")).map_err(said)?;
        let path = place.path().join(BOOK);
        let open = || {
            let ring = KeyRing::read(&path)?;
            let opened = ring.open(PASSPHRASE)?;
            let seat = Seat::at(place.path(), 1);
            Book::open(&path, ring.book_id(), opened.key, seat.ambient().clone())
        };
        let book = open().map_err(|error| error.to_string())?;
        let other = place.path().join("other.wijkboek");
        fs::create_dir(&other).map_err(said)?;
        fs::write(folder::database(&other), "not empty").map_err(said)?;
        fs::create_dir_all(place.path().join("config")).map_err(said)?;
        let held = folder::take(&other).map_err(|error| error.to_string())?;
        Ok(Self {
            place,
            book,
            _held: held,
        })
    }

    fn at(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Puts bytes into a file, and answers where it is.
    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.at(name);
        drop(fs::write(&path, bytes));
        path
    }
}

/// Every reader.
pub(super) fn readers(shelf: &Shelf) -> Result<Vec<Parser>, String> {
    let mut readers = lists();
    readers.extend(files(shelf)?);
    readers.extend(leftovers(shelf)?);
    readers.extend(sent());
    readers.extend(typed());
    Ok(readers)
}

fn parser(name: &'static str, seeds: Vec<Vec<u8>>, share: u64, read: fn(&Bench, &[u8])) -> Parser {
    Parser {
        name,
        seeds,
        read,
        share,
        weight: 1,
    }
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

const LIST: &[u8] = b"Nr;Naam;Adres;Postcode;Plaats;Lid sinds;Soort\n\
    71;Mevr. T. Held;Dreef 1a-II;1234SA;Utrecht;31-2-2020;passief\n";
const TRANSFERS: &[u8] =
    b"from,to,amount,at,id\nJan,Piet,60,2020-01-01,r1\nBank,Jan,1.5,2020-01-02 10:00,r2\n";

/// Lists of other programs, and what people say about them.
fn lists() -> Vec<Parser> {
    let lists = vec![
        LIST.to_vec(),
        "\u{feff}naam,straat,geboren,telefoon\r\n\
         \"Berg, R. van den\",\"Kerkstraat 41\",1 mrt 1952,0612345678\r\n"
            .as_bytes()
            .to_vec(),
        b"lidnr\tvoornaam\tachternaam\te-mail\n1\tRiet\tvan den Berg\triet@voorbeeld.nl\n".to_vec(),
        vec![
            0xFF, 0xFE, b'n', 0, b'a', 0, b'a', 0, b'm', 0, b'\n', 0, b'B', 0, b'\n', 0,
        ],
    ];
    let transfers = vec![
        TRANSFERS.to_vec(),
        b"source;target;weight;timeset;id\na;b;1,25;2020-01-25 19:13:17.731529;7\n".to_vec(),
        b"van;naar;uren;datum\nA;B;-0,5;1-2-2020\n".to_vec(),
    ];
    let decisions = texts(&[
        r#"[{"line":2,"decision":"take"},{"line":3,"decision":"skip"}]"#,
        r#"[{"line":2,"decision":"merge","into":1,"corrections":{"joined_on":"1-2-2020",
            "name":null}}]"#,
    ]);
    let columns = texts(&[r#"{"columns":{"Nr":"number","Soort":null,"Adres":"note"},
        "memberships":{"passief":"passive"},"letters":{"Ren?":"René"}}"#]);
    let mapping = texts(&[
        r#"{"from":"from","to":"to","amount":"amount","at":"at","id":"id",
        "kind":null,"minutes_per_unit":60,"issuers":["Bank"],"decimal_sign":"."}"#,
    ]);
    vec![
        parser("table", lists.clone(), 6, |_, bytes| {
            drop(Table::read(bytes));
        }),
        parser("members", lists, 6, |bench, bytes| {
            preview(bench, bytes, &MembersMapping::default(), &[]);
        }),
        parser("columns", columns, 3, |bench, bytes| {
            if let Ok(mapping) = serde_json::from_slice(bytes) {
                preview(bench, LIST, &mapping, &[]);
            }
        }),
        parser("decisions", decisions, 3, |bench, bytes| {
            if let Ok(decisions) = serde_json::from_slice::<Vec<RowDecision>>(bytes) {
                preview(bench, LIST, &MembersMapping::default(), &decisions);
            }
        }),
        parser("transfers", transfers, 6, |bench, bytes| {
            let Ok(table) = Table::read(bytes) else {
                return;
            };
            if let Ok(mapping) = history::guess(&table).mapping(&table) {
                preview_transfers(bench, &table, &mapping);
            }
        }),
        parser("mapping", mapping, 3, |bench, bytes| {
            if let (Ok(table), Ok(mapping)) =
                (Table::read(TRANSFERS), serde_json::from_slice(bytes))
            {
                preview_transfers(bench, &table, &mapping);
            }
        }),
    ]
}

fn preview(bench: &Bench, bytes: &[u8], mapping: &MembersMapping, decisions: &[RowDecision]) {
    let list = MembersToImport {
        source: "lijst",
        bytes,
        mapping,
        decisions,
    };
    let book = &bench.book;
    drop(book.read(|reader| import::preview_members(reader, &list)));
}

fn preview_transfers(bench: &Bench, table: &Table, mapping: &history::TransferMapping) {
    if let Ok(file) = history::read(table, mapping, "oud") {
        drop(bench.book.read(|reader| history::preview(reader, &file)));
    }
}

/// What the program wrote: keys, copies, settings.
fn files(shelf: &Shelf) -> Result<Vec<Parser>, String> {
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
    let settings = texts(&[r#"{"face":{"language":"nl","theme":"dark","zoom":120},
        "books":["/tmp/a.wijkboek"],"copies":{"/tmp/a.wijkboek":"2026-11-23"},
        "tested":{"3f9a":"2026-11-23"},"lock_after_minutes":5,
        "places":[{"name":"Blauw","folder":"/media/blauw","last":
        {"018f2f6e-0000-7000-8000-000000000000":
        {"file":"kopie.wijkboek-backup","made_on":"2026-11-23"}}}]}"#]);
    Ok(vec![
        parser("keys", vec![keys], 3, |bench, bytes| {
            bench.put("other.wijkboek/keys.json", bytes);
            drop(KeyRing::read(&bench.at("other.wijkboek")));
        }),
        parser("copy", vec![head], 3, |bench, bytes| {
            let path = bench.put("vreemd.wijkboek-backup", bytes);
            drop(backup::inspect(&path));
            if let Ok(manifest) = backup::peek(&path) {
                let made = [manifest.made_at, DateTime::UNIX_EPOCH];
                let kept = made.map(|made_at| Kept {
                    made_at,
                    checked: true,
                });
                let now = manifest.last_act_at.unwrap_or_default();
                drop(backup::may_go(&kept, now));
            }
        }),
        parser("settings", settings, 2, |bench, bytes| {
            bench.put("config/settings.json", bytes);
            let mut seat = Seat::at(bench.place.path(), 1);
            for question in ["book.state", "face.settings", "backup.away"] {
                let answer = seat.ask(question, json!({}));
                answer.unwrap_or_else(|failure| panic!("{question}: {failure:?}"));
            }
        }),
    ])
}

/// What lies in and beside the folder of a book: how it was left, who has it, what a restore still
/// had to do, the names there. None of it may keep anybody from the book.
fn leftovers(shelf: &Shelf) -> Result<Vec<Parser>, String> {
    let mark = shelf.home().join(BOOK).join("closed.json");
    let mark = fs::read(mark).map_err(|error| error.to_string())?;
    let opening = parser("how it was left", vec![mark], 6, |bench, bytes| {
        bench.put("left/buurt.wijkboek/closed.json", bytes);
        let mut seat = Seat::at(&bench.at("left"), 1);
        let opened = seat.unlock_as(PASSPHRASE);
        opened.unwrap_or_else(|failure| panic!("it does not open: {failure:?}"));
    });
    let holders = texts(&[
        r#"{"user":"anja","program":"wijkboek"}"#,
        r#"{"user":"BUURT\\Riet van den Berg","program":"wijk"}"#,
    ]);
    let notes = texts(&[r#"{"kept":"wissel-voor-terugzetten-2026-11-23.wijkboek"}"#]);
    let names = texts(&[
        "wissel-voor-terugzetten-2026-11-23-2.wijkboek",
        "een-voor-terugzetten-2026-11-23-voor-terugzetten-2026-11-24.wijkboek",
        "ijsbaan",
    ]);
    Ok(vec![
        Parser {
            weight: 20,
            ..opening
        },
        parser("lock", holders, 2, |bench, bytes| {
            bench.put("other.wijkboek/lock", bytes);
            let refused = folder::take(&bench.at("other.wijkboek")).map(drop);
            let error = refused.err().unwrap_or_else(|| panic!("two have it"));
            assert_eq!(error.code(), Some(Code::BookIsInUse));
            let named = Failure::from(error).details;
            let shown = |name: &Value| {
                let name = name.as_str().unwrap_or_default();
                name.chars().count() <= 40 && !name.chars().any(char::is_control)
            };
            assert!(named.values().all(shown), "{named:?}");
        }),
        parser("note of a restore", notes, 2, |bench, bytes| {
            let (home, beside) = (bench.at("swap"), bench.at("swap/wissel.wijkboek"));
            drop(fs::remove_dir_all(&home));
            drop(fs::create_dir_all(home.join(".wissel.terugzetten")));
            drop(fs::create_dir_all(&beside));
            bench.put("swap/wissel.wijkboek/restored.json", bytes);
            let before = names_in(bench.place.path());
            drop(restore::mend(&beside));
            drop(restore::clear(&beside));
            assert!(beside.is_dir(), "the book is gone");
            assert_eq!(names_in(bench.place.path()), before, "it went elsewhere");
        }),
        parser("names", names, 1, |bench, bytes| {
            let path = bench.place.path().join(OsStr::from_bytes(bytes));
            drop(restore::present_of(&path));
            drop(folder::written(&folder::shown(&path)));
        }),
    ])
}

fn names_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    names.sort();
    names
}

/// What another computer or program sends.
fn sent() -> Vec<Parser> {
    let envelope = texts(&[
        r#"{"command":"members.list","question":{"text":"berg","limit":9}}"#,
        r#"{"command":"credits.earn","operation_id":"018f2f6e-0000-7000-8000-000000000002",
            "question":{"from":"018f2f6e-0000-7000-8000-000000000000","minutes":90,
            "to":{"member_id":"018f2f6e-0000-7000-8000-000000000001"}}}"#,
        r#"{"centre":"De Jutter","place":"Utrecht","person":"Anja","passphrase":"kip huis"}"#,
    ]);
    vec![
        parser("envelope", envelope, 4, |_, bytes| {
            drop(serde_json::from_slice::<Envelope>(bytes));
            if let Ok(question) = serde_json::from_slice(bytes) {
                drop(read_question::<CreateBook>(&question));
            }
        }),
        parser("snapshot", vec![SNAPSHOT.to_vec()], 4, |_, bytes| {
            drop(checked(bytes, SIGNATURE));
        }),
        parser("signature", vec![SIGNATURE.to_vec()], 2, |_, bytes| {
            drop(checked(SNAPSHOT, bytes));
        }),
    ]
}

/// What people type, some of it off paper.
fn typed() -> Vec<Parser> {
    let code = texts(&["ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"]);
    let heads = texts(&[
        "1.204: 3f9a 3f9a 3f9a 3f9a 3f9a 3f9a",
        "12:3F9A3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a",
    ]);
    let said = texts(&[
        "Riet van den Berg 111222333",
        "e\u{301}\u{200d}👵🏽",
        "123456782 en 12.34.56.782",
    ]);
    vec![
        parser("recovery code", code, 2, |_, bytes| {
            drop(RecoveryCode::read(&String::from_utf8_lossy(bytes)));
        }),
        parser("passphrase", texts(&[PASSPHRASE]), 1, |_, bytes| {
            drop(keys::check_passphrase(&String::from_utf8_lossy(bytes)));
        }),
        parser("sender", vec![SENDER.to_vec()], 1, |_, bytes| {
            drop(String::from_utf8_lossy(bytes).parse::<Sender>());
        }),
        parser("head", heads, 2, |bench, bytes| {
            let Ok(noted) = String::from_utf8_lossy(bytes).parse::<Noted>() else {
                return;
            };
            let found = bench.book.read(|reader| {
                let act = find_act(reader, &noted)?;
                Ok((act, credits::find_transfer(reader, &noted)?))
            });
            found.unwrap();
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
        parser("text", said, 4, |_, bytes| {
            let typed = String::from_utf8_lossy(bytes);
            drop((
                text::line("a", &typed),
                text::line_of_digits("a", &typed),
                text::note("a", &typed),
                fold(&typed),
            ));
            // What was blotted out holds no number any more.
            let blotted = text::blot_citizen_service_numbers(&typed);
            assert!(!text::holds_citizen_service_number(&blotted));
        }),
    ]
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

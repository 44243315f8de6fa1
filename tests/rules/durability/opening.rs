//! The way to an open book: each thing that can be wrong with its folder has its own answer, and
//! what does not belong to the book is never taken into it.

use std::{fs, path::Path};

use serde_json::{Value, json};
use wijkboek_core::kernel::Place;

use crate::{
    book::{PASSPHRASE, open_by_hand, raw_key},
    desk::TestDesk,
};

fn unlock() -> Value {
    json!({ "passphrase": PASSPHRASE })
}

fn riet() -> Value {
    json!({
        "kind": "person",
        "fields": { "given_name": "Riet", "family_name": "Berg" },
        "membership": "active",
    })
}

/// A desk with a locked book of one member.
fn locked() -> (TestDesk, std::path::PathBuf) {
    let mut desk = TestDesk::open();
    desk.ok("members.admit", riet());
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    (desk, folder)
}

fn logs_set_aside(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("set-aside-"))
        .collect();
    names.sort();
    names
}

/// A log with acts in it, as a book leaves it that is cut off.
fn log_of(folder: &Path) -> Vec<u8> {
    let by_hand = open_by_hand(folder, &raw_key(folder));
    by_hand.pragma_update(None, "journal_mode", "WAL").unwrap();
    by_hand
        .execute_batch("CREATE TABLE something_else (text TEXT)")
        .unwrap();
    fs::read(folder.join("book.db-wal")).unwrap()
}

#[test]
fn a_book_stands_on_a_disk_of_this_computer_or_is_told_what_to_do() {
    let (mut desk, folder) = locked();
    for (place, code) in [
        (Place::Network, "BookOnNetwork"),
        (Place::Removable, "BookOnStick"),
        (Place::Synced("Dropbox".into()), "BookInSyncedFolder"),
    ] {
        desk.disk.stands(place);
        assert_eq!(desk.code("book.unlock", unlock()), code);
        desk.choose(&folder);
        assert_eq!(desk.code("book.choose", json!({})), code);
        let new = crate::desk::new_book("Een Ander");
        assert_eq!(desk.code("book.create", new), code);
        assert_eq!(desk.code("book.practice", json!({})), code);
    }
    desk.disk.stands(Place::Local);
    desk.ok("book.unlock", unlock());
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);
    // A refused book leaves no folder behind.
    let books = fs::read_dir(desk.home.path().join("data"))
        .unwrap()
        .filter(|entry| {
            let path = entry.as_ref().unwrap().path();
            path.extension().is_some_and(|ending| ending == "wijkboek")
        })
        .count();
    assert_eq!(books, 1);
}

#[cfg(unix)]
#[test]
fn a_folder_or_a_file_under_a_second_name_is_not_opened() {
    let (mut desk, folder) = locked();
    let alias = desk.home.path().join("alias.wijkboek");
    std::os::unix::fs::symlink(&folder, &alias).unwrap();
    desk.choose(&alias);
    assert_eq!(desk.code("book.choose", json!({})), "BookIsLinked");

    let (database, elsewhere) = (folder.join("book.db"), desk.home.path().join("elsewhere"));
    fs::hard_link(&database, &elsewhere).unwrap();
    assert_eq!(desk.code("book.unlock", unlock()), "BookIsLinked");
    fs::remove_file(&database).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &database).unwrap();
    assert_eq!(desk.code("book.unlock", unlock()), "BookIsLinked");
    fs::remove_file(&database).unwrap();
    fs::rename(&elsewhere, &database).unwrap();
    desk.ok("book.unlock", unlock());
}

#[test]
fn no_file_of_shared_memory_is_laid_beside_the_log() {
    let (mut desk, folder) = locked();
    desk.ok("book.unlock", unlock());
    desk.ok("members.admit", riet());
    assert!(folder.join("book.db-wal").exists(), "the control");
    assert!(!folder.join("book.db-shm").exists());
}

#[test]
fn what_is_no_book_and_what_is_a_damaged_one_are_told_apart() {
    let (mut desk, folder) = locked();
    let database = folder.join("book.db");
    let good = fs::read(&database).unwrap();
    let plain = desk.home.path().join("plain.db");
    rusqlite::Connection::open(&plain)
        .unwrap()
        .execute_batch("CREATE TABLE note (text TEXT)")
        .unwrap();
    let mut other = TestDesk::empty();
    // Every desk of a test throws the same dice: this one has thrown before, so its key differs.
    other.ok("book.state", json!({}));
    other.ok("book.create", crate::desk::new_book("De Nieuwe Jutter"));
    let other_folder = other.book_folder();
    other.ok("book.lock", json!({}));
    let one_page_less = good[..good.len() - 4096].to_vec();
    for (what, bytes, code) in [
        ("text", b"lief dagboek".to_vec(), "NotABook"),
        ("nothing", Vec::new(), "BookIsDamaged"),
        ("another program", fs::read(plain).unwrap(), "NotABook"),
        ("one page less", one_page_less, "BookIsDamaged"),
        ("zeros", vec![0; good.len()], "BookIsDamaged"),
        (
            "another book",
            fs::read(other_folder.join("book.db")).unwrap(),
            "BookIsDamaged",
        ),
    ] {
        fs::write(&database, &bytes).unwrap();
        assert_eq!(desk.code("book.unlock", unlock()), code, "{what}");
        assert_eq!(fs::read(&database).unwrap(), bytes, "{what} was touched");
    }
    fs::write(&database, &good).unwrap();
    desk.ok("book.unlock", unlock());
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);
}

#[test]
fn one_bit_is_found_before_anybody_works_in_a_book_that_was_cut_off() {
    let (mut desk, folder) = locked();
    let database = folder.join("book.db");
    let good = fs::read(&database).unwrap();
    fs::remove_file(folder.join("closed.json")).unwrap();
    for page in (0..good.len() / 4096).step_by(12) {
        let mut bytes = good.clone();
        bytes[page * 4096 + 2000] ^= 4;
        fs::write(&database, &bytes).unwrap();
        assert_eq!(
            desk.code("book.unlock", unlock()),
            "BookIsDamaged",
            "page {page}"
        );
    }
    fs::write(&database, &good).unwrap();
    desk.ok("book.unlock", unlock());
}

#[test]
fn a_log_beside_a_book_that_was_closed_in_good_order_is_set_aside_and_told() {
    let (mut desk, folder) = locked();
    // An old log of this very book: SQLite would play it in without a word.
    let copy = desk.home.path().join("copy.wijkboek");
    fs::create_dir(&copy).unwrap();
    for name in ["book.db", "keys.json"] {
        fs::copy(folder.join(name), copy.join(name)).unwrap();
    }
    let log = log_of(&copy);
    fs::write(folder.join("book.db-wal"), &log).unwrap();
    fs::write(folder.join("book.db-journal"), "something").unwrap();
    let before = fs::read(folder.join("book.db")).unwrap();

    let state = desk.ok("book.unlock", unlock());
    let aside = logs_set_aside(&folder);
    assert_eq!(aside.len(), 2, "{aside:?}");
    assert_eq!(fs::read(folder.join(&aside[1])).unwrap(), log);
    assert_eq!(state["notices"][0]["kind"], "foreign_log");
    assert_eq!(state["notices"][0]["name"], aside[1]);
    let list = desk.ok("members.list", json!({}));
    assert_eq!(list["rows"][0]["full_name"], "Riet Berg");
    let state = desk.ok("book.put_away", json!({ "notice": "foreign_log" }));
    assert_eq!(state["notices"], json!([]));
    desk.ok("book.lock", json!({}));
    assert_eq!(fs::read(folder.join("book.db")).unwrap(), before);
    let state = desk.ok("book.unlock", unlock());
    assert_eq!(state["notices"], json!([]));
}

#[test]
fn the_log_of_a_book_that_was_cut_off_is_played_in() {
    let (mut desk, folder) = locked();
    let cut = desk.home.path().join("cut.wijkboek");
    desk.ok("book.unlock", unlock());
    let bram = json!({
        "kind": "person",
        "fields": { "given_name": "Bram", "family_name": "Bos" },
        "membership": "active",
    });
    desk.ok("members.admit", bram);
    // The folder as a power cut would leave it, while the book is open. Copying gives up no lock
    // that this test needs.
    fs::create_dir(&cut).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, cut.join(path.file_name().unwrap())).unwrap();
    }
    assert!(fs::metadata(cut.join("book.db-wal")).unwrap().len() > 0);
    desk.ok("book.lock", json!({}));
    desk.choose(&cut);
    desk.ok("book.choose", json!({}));
    let state = desk.ok("book.unlock", unlock());
    assert_eq!(state["notices"], json!([]));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 2);
    assert!(logs_set_aside(&cut).is_empty());
}

#[test]
fn a_folder_in_which_nothing_may_be_written_opens_to_be_read_if_it_was_closed_in_good_order() {
    let (mut desk, folder) = locked();
    desk.disk.lets_write(false);
    let state = desk.ok("book.unlock", unlock());
    assert_eq!(state["read_only"], "folder_not_writable");
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);
    let refused = desk.ask("members.admit", riet()).unwrap_err();
    assert_eq!(refused["code"], "BookIsReadOnly");
    assert_eq!(refused["details"]["reason"], "folder_not_writable");
    let copy = desk.home.path().join("kopie.wijkboek-backup");
    desk.choose(&copy);
    desk.ok("backup.make", json!({}));
    assert!(copy.exists());
    desk.ok("book.verify", json!({}));
    let found = desk.ok("book.verify", json!({ "full": true }));
    // No copy of it can be made here, and that is said.
    assert_eq!(
        (&found["sound"], &found["full"]),
        (&json!(true), &json!(false))
    );
    let list = desk.home.path().join("leden.csv");
    fs::write(&list, "Voornaam;Achternaam\nBram;Bos\n").unwrap();
    desk.choose(&list);
    let file = desk.ok("files.choose", json!({}))["file"].clone();
    let import = json!({ "file": file });
    assert_eq!(desk.code("import.apply_members", import), "BookIsReadOnly");
    assert_eq!(desk.code("backup.keep", json!({})), "FolderIsReadOnly");
    let state = desk.ok("book.try_again", json!({}));
    assert_eq!(state["read_only"], "folder_not_writable");
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);

    desk.disk.lets_write(true);
    let state = desk.ok("book.try_again", json!({}));
    assert_eq!(state["read_only"], json!(null));
    desk.ok("members.admit", riet());
    desk.ok("book.lock", json!({}));

    // Not closed in good order: what stands in a log could not be read.
    fs::remove_file(folder.join("closed.json")).unwrap();
    desk.disk.lets_write(false);
    assert_eq!(desk.code("book.unlock", unlock()), "FolderIsReadOnly");
    desk.disk.lets_write(true);
    desk.ok("book.unlock", unlock());
    assert_eq!(desk.ok("members.list", json!({}))["total"], 2);
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_look_into_the_folder_of_a_book() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (mut desk, folder) = locked();
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("book.db")), 0o600);
    let copy = folder.join("before-update-v1-20260101-000000.db");
    fs::write(&copy, "x").unwrap();
    for path in [
        &folder,
        &folder.join("keys.json"),
        &folder.join("lock"),
        &copy,
    ] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    desk.ok("book.unlock", unlock());
    desk.ok("members.admit", riet());
    assert_eq!(mode(&folder), 0o700);
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_book_is_looked_through_after_it_was_cut_off_and_once_a_week() {
    let (mut desk, folder) = locked();
    let mark = folder.join("closed.json");
    for (day, cut_off, expected) in [
        ("2026-11-23", false, "2026-11-23"),
        ("2026-11-29", false, "2026-11-23"),
        ("2026-11-30", false, "2026-11-30"),
        ("2026-12-01", true, "2026-12-01"),
        ("2026-12-02", false, "2026-12-01"),
        // The clock was set back: nobody knows how long ago it was.
        ("2026-11-25", false, "2026-11-25"),
    ] {
        desk.clock.set(day);
        if cut_off {
            let text = fs::read_to_string(&mark).unwrap();
            fs::write(&mark, text.replace("\"closed\": true", "\"closed\": false")).unwrap();
        }
        desk.ok("book.unlock", unlock());
        let open: Value = serde_json::from_slice(&fs::read(&mark).unwrap()).unwrap();
        assert_eq!(open["closed"], json!(false));
        desk.ok("book.lock", json!({}));
        let closed: Value = serde_json::from_slice(&fs::read(&mark).unwrap()).unwrap();
        assert_eq!(closed["closed"], json!(true));
        assert_eq!(closed["checked_on"], expected, "on {day}");
    }
}

#[test]
fn a_clock_before_the_last_act_is_told_with_both_times_and_the_order_goes_on() {
    let mut desk = TestDesk::open();
    desk.ok("members.admit", riet());
    for day in ["1970-01-02", "2016-11-23", "2026-11-22"] {
        desk.clock.set(day);
        desk.ok("book.lock", json!({}));
        let state = desk.ok("book.unlock", unlock());
        let notice = &state["notices"][0];
        assert_eq!(notice["kind"], "clock_behind", "{day}");
        assert!(notice["now"].as_str().unwrap().starts_with(day));
        let last = notice["last"].as_str().unwrap();
        assert!(last.starts_with("2026-11-23T12:"), "{last}");
        for command in [
            "today.get",
            "members.list",
            "agreements.list",
            "credits.accounts",
        ] {
            desk.ok(command, json!({}));
        }
    }
    // An act of yesterday still comes after the one of today.
    desk.ok("members.admit", riet());
    let acts = desk.ok("desk.acts", json!({ "limit": 2 }));
    let when = |place: usize| acts[place]["recorded_at"].as_str().unwrap().to_owned();
    assert!(when(0) < when(1), "{acts}");

    desk.clock.set("2026-11-23");
    desk.ok("book.lock", json!({}));
    let state = desk.ok("book.unlock", unlock());
    assert_eq!(state["notices"], json!([]));
    desk.clock.set("2100-01-01");
    desk.ok("today.get", json!({}));
}

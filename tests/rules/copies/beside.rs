//! A copy that is made beside the desk, while the desk goes on.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Barrier},
    thread,
};

use rusqlite::Connection;
use serde_json::json;
use wijkboek_core::{
    backup::{self, Making},
    kernel::{Code, OpenCopy, Progress, Reader, Result},
};
use wijkboek_desk::{Begun, Desk, Envelope};

use crate::{
    book::{PASSPHRASE, TestBook, code, open_by_hand, raw_key},
    desk::TestDesk,
    rules::members::person,
};

fn nothing_more(_: &Reader) -> Result<()> {
    Ok(())
}

fn target(test: &TestBook) -> PathBuf {
    test.folder().with_extension(backup::ENDING)
}

/// The members in a backup, by hand.
fn members_in(backup: &Path, key: &str) -> i64 {
    let home = tempfile::tempdir().unwrap();
    let book = home.path().join("unpacked.wijkboek");
    backup::unpack(backup, &book).unwrap();
    count(&open_by_hand(&book, key))
}

fn count(connection: &Connection) -> i64 {
    let found = connection.query_row("SELECT count(*) FROM member", [], |row| row.get(0));
    found.unwrap()
}

#[test]
fn what_is_booked_during_a_copy_is_in_the_book_and_not_in_the_copy() {
    let mut test = TestBook::new();
    let key = raw_key(&test.folder());
    for number in 0..40 {
        test.does(person(&format!("Voor{number}"), "", "Berg"))
            .unwrap();
    }
    let database = test.folder().join("book.db");
    let making = Making::begin(&mut test.book).unwrap();
    let then = fs::read(&database).unwrap();
    assert!(test.book.is_held_still());
    // More than SQLite leaves in its log by itself.
    for number in 0..120 {
        test.does(person(&format!("Na{number}"), "", "Berg"))
            .unwrap();
    }
    assert!(fs::read(&database).unwrap() == then, "the file stays still");
    let log = fs::metadata(database.with_extension("db-wal"))
        .unwrap()
        .len();
    assert!(log > 200 * 4096, "the bookings stand in the log: {log}");

    let (target, shelf) = (target(&test), backup::shelf(&test.folder()));
    let made = making.finish(&shelf, &target, nothing_more, &Progress::default());
    let made = made.unwrap();
    assert_eq!(made.last_act, 40);
    assert_eq!(made.rows_of("member"), Some(40));
    assert_eq!(members_in(&target, &key), 40);

    // The next booking lets SQLite move its log again.
    assert!(!test.book.is_held_still());
    test.does(person("Later", "", "Berg")).unwrap();
    assert!(fs::read(&database).unwrap() != then);
    let (by_hand, _home) = test.by_hand();
    assert_eq!(count(&by_hand), 161);
}

#[test]
fn a_copy_of_a_book_with_many_pages_equals_it_byte_for_byte() {
    let mut test = TestBook::new();
    for number in 0..200 {
        test.does(person(&format!("Lid{number}"), "", "Berg"))
            .unwrap();
    }
    let raw = test.folder().with_extension("raw");
    let still = test.book.hold_still().unwrap();
    let copied = still.copy(&raw, &Progress::default()).unwrap();
    assert!(fs::read(&raw).unwrap() == fs::read(test.folder().join("book.db")).unwrap());
    let opened = OpenCopy::of(&copied, test.ambient.clone(), Progress::default()).unwrap();
    opened.check().unwrap();
    assert_eq!(opened.moment().unwrap(), *copied.moment());
    assert!(!test.folder().with_extension("raw-wal").exists());
    drop((opened, copied));
    assert!(!raw.exists(), "what nobody checked does not stay");
}

#[test]
fn only_one_copy_is_made_at_a_time_and_one_that_is_not_made_holds_nothing() {
    let mut test = TestBook::new();
    let first = Making::begin(&mut test.book).unwrap();
    let second = Making::begin(&mut test.book).map(drop);
    assert_eq!(code(&second), Some(Code::CopyIsBeingMade));
    drop(first);
    assert!(Making::begin(&mut test.book).is_ok());
}

#[test]
fn a_copy_of_a_book_that_closes_meanwhile_is_spoilt_and_leaves_nothing() {
    let mut test = TestBook::new();
    test.does(person("Riet", "", "Berg")).unwrap();
    let (target, shelf) = (target(&test), backup::shelf(&test.folder()));
    let making = Making::begin(&mut test.book).unwrap();
    let TestBook { book, _home, .. } = test;
    // Closing waits for the copier, and the copier hears that the book is closing.
    let gate = Arc::new(Barrier::new(2));
    let copier = thread::spawn({
        let (gate, target, shelf) = (Arc::clone(&gate), target.clone(), shelf.clone());
        move || {
            gate.wait();
            thread::sleep(std::time::Duration::from_millis(100));
            making.finish(&shelf, &target, nothing_more, &Progress::default())
        }
    });
    gate.wait();
    drop(book);
    assert_eq!(code(&copier.join().unwrap()), Some(Code::CopyWasSpoilt));
    assert!(!target.exists());
    assert_eq!(fs::read_dir(shelf).unwrap().count(), 0);
}

#[test]
fn a_copy_is_spoilt_when_pages_must_be_moved_into_the_file_meanwhile() {
    let mut test = TestBook::new();
    let (target, shelf) = (target(&test), backup::shelf(&test.folder()));
    let making = Making::begin(&mut test.book).unwrap();
    test.does(person("Riet", "", "Berg")).unwrap();
    // Resting waits; taking traces of what was erased out of the log does not.
    test.book.rest();
    assert!(test.book.is_held_still());
    let traces = test.book.maintain(|upkeep| upkeep.leave_no_trace());
    traces.unwrap();
    let made = making.finish(&shelf, &target, nothing_more, &Progress::default());
    assert_eq!(code(&made), Some(Code::CopyWasSpoilt));
    assert!(!target.exists());
    backup::make(&mut test.book, &target, nothing_more).unwrap();
}

#[test]
fn a_copy_that_reads_otherwise_than_the_desk_noted_is_refused() {
    let mut test = TestBook::new();
    test.does(person("Riet", "", "Berg")).unwrap();
    let (target, shelf) = (target(&test), backup::shelf(&test.folder()));
    let unsound = |_: &Reader| Code::BookIsDamaged.refuse();
    let refused = backup::make(&mut test.book, &target, unsound);
    assert_eq!(code(&refused), Some(Code::BookIsDamaged));
    assert!(!target.exists() && !shelf.exists());
    assert_eq!(fs::read_dir(test._home.path()).unwrap().count(), 1);
}

#[test]
fn a_damaged_page_is_found_in_the_copy_and_nothing_is_called_good() {
    let mut test = TestBook::new();
    for number in 0..40 {
        test.does(person(&format!("Lid{number}"), "", "Berg"))
            .unwrap();
    }
    let (folder, ambient) = (test.folder(), test.ambient.clone());
    let TestBook { book, _home, .. } = test;
    drop(book);
    let database = folder.join("book.db");
    let good = fs::read(&database).unwrap();
    let target = folder.with_extension(backup::ENDING);
    let mut opened = 0;
    for page in (2..good.len() / 4096).step_by(7) {
        let mut bytes = good.clone();
        bytes[page * 4096 + 1000] ^= 1;
        fs::write(&database, bytes).unwrap();
        // Some pages are come by at opening: then there is no book to copy.
        if let Ok(mut book) = TestBook::open_again(&folder, &ambient) {
            opened += 1;
            let made = backup::make(&mut book, &target, nothing_more);
            assert!(made.is_err(), "page {page}");
            assert!(!target.exists(), "page {page}");
        }
    }
    assert!(opened > 0, "every page is come by at opening");
}

#[test]
fn the_desk_answers_while_a_copy_is_made_and_a_lock_stops_it() {
    let mut test = TestDesk::open();
    let target = test.home.path().join("kopie.wijkboek-backup");
    test.choose(&target);
    let work = begun(&mut test.desk, "backup.make");
    test.ok("members.list", json!({}));
    assert_eq!(
        test.code("book.verify", json!({ "full": true })),
        "CopyIsBeingMade"
    );
    // Somebody carries it out, and the desk is locked before it is ready.
    let worker = thread::spawn(move || work.carry_out());
    test.ok("book.lock", json!({}));
    let ended = test.desk.end(worker.join().unwrap());
    match ended {
        // It was ready before: then it is a good copy.
        Ok(made) => assert_eq!(made["manifest"]["last_act"], 1),
        Err(failure) => {
            assert!(
                ["Stopped", "CopyWasSpoilt"].contains(&failure.code.as_str()),
                "{failure:?}"
            );
            assert!(!target.exists());
        }
    }
    test.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(
        test.ok("book.verify", json!({ "full": true }))["sound"],
        true
    );
}

#[test]
fn work_that_nobody_carries_out_holds_nobody_up() {
    let mut test = TestDesk::open();
    test.choose(test.home.path().join("kopie.wijkboek-backup"));
    drop(begun(&mut test.desk, "backup.make"));
    test.ok("book.lock", json!({}));
    assert!(!test.home.path().join("kopie.wijkboek-backup").exists());
}

fn begun(desk: &mut Desk, command: &str) -> wijkboek_desk::Work {
    match desk.begin(&Envelope::question(command, json!({}))) {
        Begun::Beside(work) => work,
        Begun::Answered(answer) => panic!("{command} was answered at once: {answer:?}"),
    }
}

//! A disk that fills up: told in good time, the daily work first, and writing again when there is
//! room.

use std::fs;

use rusqlite::ffi;
use serde_json::json;
use wijkboek_core::{
    backup,
    kernel::{Code, Error, ReadOnlyReason, Result, Standing},
    members::ListMembers,
};

use crate::{
    book::{PASSPHRASE, TestBook, code},
    desk::TestDesk,
    disk::TestDisk,
    rules::members::person,
};

const BALLAST: u64 = 8 << 20;

#[test]
fn little_room_is_told_and_imports_and_copies_wait_while_daily_work_goes_on() {
    let mut desk = TestDesk::open();
    let list = desk.home.path().join("leden.csv");
    fs::write(&list, "Naam;Soort\nRiet Berg;actief\n").unwrap();
    let little = |desk: &mut TestDesk| desk.ok("book.state", json!({}))["little_space"].clone();
    desk.disk.has(1024);
    assert_eq!(little(&mut desk), json!(null));
    desk.disk.has(1023);
    assert_eq!(
        little(&mut desk),
        json!({ "megabytes": 1023, "scarce": false })
    );
    desk.disk.has(99);
    assert_eq!(
        little(&mut desk),
        json!({ "megabytes": 99, "scarce": true })
    );

    let file = desk.desk.keep_file(list).file;
    let question = json!({ "file": file });
    desk.ok("import.preview_members", question.clone());
    let refused = desk
        .ask("import.apply_members", question.clone())
        .unwrap_err();
    assert_eq!(refused["code"], "DiskAlmostFull");
    assert_eq!(refused["details"]["megabytes"], 99);
    assert_eq!(
        desk.code("import.apply_transfers", question.clone()),
        "DiskAlmostFull"
    );
    let copy = desk.home.path().join("kopie.wijkboek-backup");
    desk.choose(&copy);
    assert_eq!(desk.code("backup.make", json!({})), "DiskAlmostFull");
    assert!(!copy.exists());
    let bram = json!({
        "kind": "person",
        "fields": { "given_name": "Bram", "family_name": "Bos" },
        "membership": "active",
    });
    desk.ok("members.admit", bram);

    desk.disk.has(100);
    desk.ok("import.apply_members", question);
    desk.choose(&copy);
    desk.ok("backup.make", json!({}));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 2);
}

fn full(test: &mut TestBook) -> Option<Code> {
    let outcome = test.acts(|_| -> Result<()> {
        let error = ffi::Error::new(ffi::SQLITE_FULL);
        Err(Error::from(rusqlite::Error::SqliteFailure(error, None)))
    });
    outcome.unwrap_err();
    code(&test.does(person("Bram", "", "Bos")))
}

#[test]
fn room_is_held_back_and_let_go_when_the_disk_is_full_until_there_is_room_again() {
    let disk = TestDisk::default();
    let mut test = TestBook::on_disk(disk.clone());
    let ballast = test.folder().join("ballast");
    assert_eq!(fs::metadata(&ballast).unwrap().len(), BALLAST);
    test.does(person("Riet", "", "Berg")).unwrap();
    disk.has(0);
    assert_eq!(full(&mut test), Some(Code::BookIsReadOnly));
    let is_full = Standing::ReadOnly(ReadOnlyReason::DiskFull);
    assert_eq!(test.book.standing(), is_full);
    assert_eq!(fs::metadata(&ballast).unwrap().len(), 0);
    assert_eq!(test.asks(ListMembers::default()).unwrap().total, 1);
    // What was let go is no room for new work.
    disk.has(8);
    assert_eq!(test.book.try_again(), is_full);
    disk.has(50);
    assert_eq!(test.book.try_again(), Standing::Writable);
    assert_eq!(fs::metadata(&ballast).unwrap().len(), BALLAST);
    test.does(person("Bram", "", "Bos")).unwrap();
}

#[test]
fn a_book_on_a_full_disk_opens_to_be_read_and_is_written_again_when_it_opens_with_room() {
    let mut desk = TestDesk::open();
    let folder = desk.book_folder();
    let unlock = json!({ "passphrase": PASSPHRASE });
    let ballast = folder.join("ballast");
    desk.ok("book.lock", json!({}));
    assert!(ballast.exists());
    desk.disk.has(0);
    let state = desk.ok("book.unlock", unlock.clone());
    assert_eq!(state["read_only"], "disk_full");
    assert_eq!(fs::metadata(&ballast).unwrap().len(), 0);
    // What was let go is no room for new work, not for who opens the book again either.
    desk.disk.has(8);
    let state = desk.ok("book.try_again", json!({}));
    assert_eq!(state["read_only"], "disk_full");
    assert_eq!(
        desk.ok("book.verify", json!({ "full": true }))["sound"],
        true
    );
    desk.ok("book.lock", json!({}));
    let state = desk.ok("book.unlock", unlock.clone());
    assert_eq!(state["read_only"], "disk_full");
    desk.ok("book.lock", json!({}));
    desk.disk.has(500);
    let state = desk.ok("book.unlock", unlock);
    assert_eq!(state["read_only"], json!(null));
    assert_eq!(fs::metadata(ballast).unwrap().len(), BALLAST);
}

#[test]
fn a_book_at_rest_is_whole_in_one_file() {
    let mut desk = TestDesk::open();
    let folder = desk.book_folder();
    let log = folder.join("book.db-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0);
    desk.desk.rest();
    assert_eq!(fs::metadata(&log).unwrap().len(), 0);
    desk.ok("book.lock", json!({}));
    desk.desk.rest();
    assert!(!log.exists());
}

#[test]
fn a_copy_on_another_disk_is_made_however_full_this_one_is() {
    let elsewhere = std::path::Path::new("/dev/shm");
    let Ok(elsewhere) = tempfile::tempdir_in(elsewhere) else {
        eprintln!("skipped: there is no second disk here");
        return;
    };
    let disk = TestDisk::default();
    let mut test = TestBook::on_disk(disk.clone());
    disk.has(20);
    let here = test.folder().with_extension("wijkboek-backup");
    let refused = backup::make(&mut test.book, &here, |_| Ok(()));
    assert_eq!(code(&refused), Some(Code::DiskAlmostFull));
    backup::make(
        &mut test.book,
        &elsewhere.path().join("kopie.wijkboek-backup"),
        |_| Ok(()),
    )
    .unwrap();
}

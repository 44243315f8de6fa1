//! A disk that fails: what is told about the act, and whether the book is written in afterwards.

use rusqlite::ffi;
use serde_json::json;
use wijkboek_core::{
    backup,
    kernel::{Code, Error, Failure, ReadOnlyReason, Result, Standing, Write},
    members::ListMembers,
};

use crate::{
    book::{TestBook, code},
    desk::TestDesk,
    rules::members::person,
};

/// An act during which the disk answers like this.
fn fails(test: &mut TestBook, answer: i32) -> Result<()> {
    test.acts(|_| {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(answer), None);
        Err(Error::from(error))
    })
}

fn told(outcome: Result<()>) -> String {
    Failure::from(outcome.unwrap_err()).code
}

#[test]
fn one_failure_of_the_disk_is_told_and_the_book_goes_on() {
    let mut test = TestBook::new();
    test.does(person("Riet", "", "Berg")).unwrap();
    assert_eq!(told(fails(&mut test, ffi::SQLITE_IOERR_WRITE)), "Disk");
    assert_eq!(test.book.standing(), Standing::Writable);
    test.does(person("Bram", "", "Bos")).unwrap();
    assert_eq!(told(fails(&mut test, ffi::SQLITE_IOERR_FSYNC)), "Disk");
    assert_eq!(test.book.standing(), Standing::Writable);
    assert_eq!(test.asks(ListMembers::default()).unwrap().total, 2);
}

#[test]
fn after_two_failures_in_a_row_the_book_is_only_read_from_until_it_can_be_written_again() {
    let mut test = TestBook::new();
    test.does(person("Riet", "", "Berg")).unwrap();
    for _ in 0..2 {
        assert_eq!(told(fails(&mut test, ffi::SQLITE_IOERR_WRITE)), "Disk");
    }
    let failed = Standing::ReadOnly(ReadOnlyReason::DiskFailed);
    assert_eq!(test.book.standing(), failed);
    let refused = test.does(person("Bram", "", "Bos"));
    assert_eq!(code(&refused), Some(Code::BookIsReadOnly));
    assert_eq!(
        Failure::from(refused.map(drop).unwrap_err()).details["reason"],
        "disk_failed"
    );
    // Everything but writing goes on.
    assert_eq!(test.asks(ListMembers::default()).unwrap().total, 1);
    let copy = test.folder().with_extension("wijkboek-backup");
    backup::make(&mut test.book, &copy, |_| Ok(())).unwrap();

    assert_eq!(test.book.try_again(), Standing::Writable);
    test.does(person("Bram", "", "Bos")).unwrap();
    assert_eq!(test.asks(ListMembers::default()).unwrap().total, 2);
}

#[test]
fn a_full_disk_and_a_damaged_book_are_not_written_in_again_by_themselves() {
    for (answer, said, reason) in [
        (ffi::SQLITE_FULL, "DiskIsFull", ReadOnlyReason::DiskFull),
        (
            ffi::SQLITE_CORRUPT,
            "BookIsDamaged",
            ReadOnlyReason::Damaged,
        ),
        (ffi::SQLITE_NOTADB, "BookIsDamaged", ReadOnlyReason::Damaged),
    ] {
        let mut test = TestBook::new();
        assert_eq!(told(fails(&mut test, answer)), said);
        assert_eq!(test.book.standing(), Standing::ReadOnly(reason));
        let refused = test.does(person("Bram", "", "Bos"));
        assert_eq!(code(&refused), Some(Code::BookIsReadOnly));
        assert_eq!(test.asks(ListMembers::default()).unwrap().total, 0);
    }
}

#[test]
fn a_repeated_act_is_answered_even_when_nothing_can_be_written() {
    let mut test = TestBook::new();
    let command = person("Riet", "", "Berg");
    let act = test.act(&command);
    let first = test.book.write(&act, |tx| command.clone().run(tx)).unwrap();
    fails(&mut test, ffi::SQLITE_FULL).unwrap_err();
    let again = test.book.write(&act, |tx| command.clone().run(tx));
    assert_eq!(again.unwrap(), first);
}

#[test]
fn nothing_is_written_into_a_book_whose_folder_was_taken_away() {
    let mut test = TestBook::new();
    test.does(person("Riet", "", "Berg")).unwrap();
    let (folder, elsewhere) = (test.folder(), test.folder().with_extension("moved"));
    std::fs::rename(&folder, &elsewhere).unwrap();
    let refused = test.does(person("Bram", "", "Bos"));
    assert_eq!(code(&refused), Some(Code::BookIsReadOnly));
    let gone = Standing::ReadOnly(ReadOnlyReason::FolderGone);
    assert_eq!(test.book.standing(), gone);
    assert_eq!(test.asks(ListMembers::default()).unwrap().total, 1);
    // What is still open can be saved elsewhere.
    let copy = folder.with_extension("db");
    test.book.maintain(|upkeep| upkeep.copy(&copy)).unwrap();
    assert!(copy.exists());

    assert_eq!(test.book.try_again(), gone);
    std::fs::rename(&elsewhere, &folder).unwrap();
    assert_eq!(test.book.try_again(), Standing::Writable);
    test.does(person("Bram", "", "Bos")).unwrap();
    assert_eq!(test.asks(ListMembers::default()).unwrap().total, 2);
}

#[test]
fn whether_an_act_was_saved_is_called_unknown_when_the_book_cannot_be_asked() {
    let mut test = TestBook::new();
    let (folder, elsewhere) = (test.folder(), test.folder().with_extension("moved"));
    let outcome = test.acts(|_| -> Result<()> {
        std::fs::rename(&folder, &elsewhere).unwrap();
        let error = ffi::Error::new(ffi::SQLITE_IOERR_FSYNC);
        Err(rusqlite::Error::SqliteFailure(error, None).into())
    });
    assert_eq!(code(&outcome), Some(Code::OutcomeUnknown));
    let gone = Standing::ReadOnly(ReadOnlyReason::FolderGone);
    assert_eq!(test.book.standing(), gone);
    std::fs::rename(&elsewhere, &folder).unwrap();
    assert_eq!(test.book.try_again(), Standing::Writable);
}

#[test]
fn a_book_that_was_swapped_for_something_else_is_neither_read_nor_written() {
    let mut test = TestBook::new();
    let folder = test.folder();
    std::fs::rename(&folder, folder.with_extension("moved")).unwrap();
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("book.db"), vec![7; 8192]).unwrap();
    let outcome = fails(&mut test, ffi::SQLITE_IOERR_WRITE);
    assert_eq!(code(&outcome), Some(Code::BookIsReadOnly));
    assert_eq!(
        test.book.try_again(),
        Standing::ReadOnly(ReadOnlyReason::Damaged)
    );
    assert_eq!(told(test.asks(ListMembers::default()).map(drop)), "Disk");
}

#[test]
fn the_desk_tells_how_the_book_stands_and_tries_again_when_asked() {
    let mut desk = TestDesk::open();
    assert_eq!(desk.ok("book.state", json!({}))["read_only"], json!(null));
    let folder = desk.book_folder();
    let elsewhere = folder.with_extension("moved");
    std::fs::rename(&folder, &elsewhere).unwrap();
    let riet = json!({
        "kind": "person",
        "fields": { "given_name": "Riet", "family_name": "Berg" },
        "membership": "active",
    });
    let refused = desk.ask("members.admit", riet);
    let refused = refused.unwrap_err();
    assert_eq!(refused["code"], "BookIsReadOnly", "{refused}");
    assert_eq!(refused["details"]["reason"], "folder_gone");
    let state = desk.ok("book.try_again", json!({}));
    assert_eq!(state["read_only"], "folder_gone");
    std::fs::rename(&elsewhere, &folder).unwrap();
    let state = desk.ok("book.try_again", json!({}));
    assert_eq!(state["read_only"], json!(null));
}

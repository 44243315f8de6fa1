//! Another key for the book, broken off at every point: it opens, for those who stay.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;
use uuid::Uuid;
use wijkboek_core::{
    kernel::{Act, Ambient, Book, DataKey},
    keys::{self, CodeDoubt, Cost, KeyRing},
};

use super::people::{WORKER, comes, staffed};
use crate::book::{Counter, PASSPHRASE, TODAY, TestClock, open_by_hand};

/// The files of a book as they are at this moment, as a power cut would leave them.
fn frozen(folder: &Path) -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let copy = home.path().join("kopie.wijkboek");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    (home, copy)
}

fn ambient() -> Ambient {
    Ambient::new(TestClock::at(TODAY), Counter::default())
}

/// Whether a passphrase opens the book that stands in this folder, as the desk would.
fn opens(folder: &Path, passphrase: &str) -> bool {
    let mut ring = KeyRing::read(folder).unwrap();
    let Ok(opened) = ring.open(passphrase) else {
        return false;
    };
    let secret = Some((passphrase, Cost::CHEAP));
    keys::open_book(folder, &mut ring, &opened, secret, ambient()).is_ok()
}

fn data_key(folder: &Path) -> DataKey {
    KeyRing::read(folder).unwrap().open(PASSPHRASE).unwrap().key
}

#[test]
fn another_key_opens_nothing_with_the_old_one_and_all_with_the_passphrases() {
    let (mut desk, _, worker) = staffed();
    let folder = desk.book_folder();
    let (_home, before) = frozen(&folder);
    let old = data_key(&folder);
    desk.ok("keys.remove_person", json!({ "person_id": worker }));
    desk.ok("book.lock", json!({}));
    let id = KeyRing::read(&folder).unwrap().book_id();
    assert!(Book::open(&folder, id, old, ambient()).is_err());
    assert!(opens(&folder, PASSPHRASE));
    assert!(opens(&folder, "zon maan sterren lucht"));
    assert!(!opens(&folder, WORKER));
    assert!(!folder.join("book.db-wal").exists());
    // What was copied before still opens with the passphrases of that time: this is said to people.
    assert!(opens(&before, WORKER));
    comes(&mut desk, PASSPHRASE);
    assert_eq!(desk.ok("book.verify", json!({}))["sound"], true);
}

/// A copy of the book at each step of a change of key in which the worker is sent away.
fn steps() -> Vec<(tempfile::TempDir, PathBuf)> {
    let (mut desk, _, worker) = staffed();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let mut ring = KeyRing::read(&folder).unwrap();
    assert_ne!(ring.code_doubt(), Some(CodeDoubt::Old));
    let opened = ring.open(PASSPHRASE).unwrap();
    let mut book = keys::open_book(&folder, &mut ring, &opened, None, ambient()).unwrap();
    let act = Act {
        operation_id: Uuid::from_u128(7),
        command: "test".into(),
        question: Vec::new(),
        person_id: None,
        undoes: None,
    };
    let worker = serde_json::from_value(worker).unwrap();
    let mut copies = Vec::new();
    book.write(&act, |tx| keys::leave(tx, worker)).unwrap();
    copies.push(frozen(&folder));
    let watch = |_| copies.push(frozen(&folder));
    keys::renew(&mut book, &mut ring, opened.person_id, Cost::CHEAP, watch).unwrap();
    copies.push(frozen(&folder));
    copies
}

#[test]
fn after_a_fall_at_any_step_the_book_opens_for_those_who_stay_and_is_tidied() {
    let steps = steps();
    assert_eq!(steps.len(), 4);
    let old = data_key(&steps[0].1);
    for (step, (_home, folder)) in steps.iter().enumerate() {
        assert!(!opens(folder, WORKER), "step {step}");
        for _ in 0..2 {
            assert!(opens(folder, PASSPHRASE), "step {step}");
            assert!(opens(folder, "zon maan sterren lucht"), "step {step}");
        }
        let ring = KeyRing::read(folder).unwrap();
        assert_eq!(ring.people().count(), 2, "step {step}");
        assert!(ring.open(PASSPHRASE).unwrap().next.is_none(), "step {step}");
        // Nobody was there to write a code down, so a manager is asked for it.
        let doubt = if step < 3 {
            CodeDoubt::Old
        } else {
            CodeDoubt::Unproven
        };
        assert_eq!(ring.code_doubt(), Some(doubt), "step {step}");
    }
    let keys: Vec<_> = steps.iter().map(|(_, at)| data_key(at).pragma()).collect();
    assert_eq!(keys[2], keys[3]);
    for step in [0, 1] {
        assert_ne!(
            keys[step],
            old.pragma(),
            "what was not done, was done at opening"
        );
    }
}

#[test]
fn a_page_that_does_not_read_leaves_the_key_that_opens_the_book() {
    let (mut desk, _, _) = staffed();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let pages = fs::read(folder.join("book.db")).unwrap().len() / 4096;
    let bend = |book: &Path, page: usize| {
        let mut bytes = fs::read(book.join("book.db")).unwrap();
        bytes[page * 4096 + 1000] ^= 1;
        fs::write(book.join("book.db"), bytes).unwrap();
    };
    let mut opened = 0;
    for page in (2..pages).step_by(7) {
        let (_home, damaged) = frozen(&folder);
        bend(&damaged, page);
        let mut ring = KeyRing::read(&damaged).unwrap();
        let by = ring.open(PASSPHRASE).unwrap();
        // Some pages are come by at opening: then nobody can give it another key.
        let Ok(mut book) = keys::open_book(&damaged, &mut ring, &by, None, ambient()) else {
            continue;
        };
        opened += 1;
        let renewed = keys::renew(&mut book, &mut ring, by.person_id, Cost::CHEAP, |_| ());
        assert!(renewed.is_err(), "page {page}");
        drop(book);
        bend(&damaged, page);
        assert!(opens(&damaged, PASSPHRASE), "page {page}");
    }
    assert!(opened > 0, "every page is come by at opening");
}

#[test]
fn a_power_cut_while_the_pages_are_encrypted_leaves_one_key_or_the_other() {
    let steps = steps();
    let (_home, both) = &steps[1];
    let opened = KeyRing::read(both).unwrap().open(PASSPHRASE).unwrap();
    let next = opened.next.unwrap();
    // By hand, to stop where the program does not: the log is full and the file untouched.
    let by_hand = open_by_hand(both, &opened.key.pragma());
    let set = |name: &str, value: &str| {
        drop(by_hand.pragma_update_and_check(None, name, value, |_| Ok(())));
    };
    set("locking_mode", "EXCLUSIVE");
    set("journal_mode", "WAL");
    set("wal_autocheckpoint", "0");
    by_hand
        .pragma_update(None, "rekey", next.pragma().as_str())
        .unwrap();
    let (home, whole) = frozen(both);
    let log = fs::read(whole.join("book.db-wal")).unwrap();
    assert!(log.len() > 100_000, "the pages wait in the log");
    drop(by_hand);

    let mut kept = [0, 0];
    for part in 0..=20 {
        let (_home, cut) = frozen(&whole);
        let length = log.len() * part / 20;
        fs::write(cut.join("book.db-wal"), &log[..length]).unwrap();
        assert!(opens(&cut, PASSPHRASE), "{part}/20 of the log");
        let now = data_key(&cut).pragma();
        kept[usize::from(now == next.pragma())] += 1;
        let check: String = open_by_hand(&cut, &now)
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(check, "ok", "{part}/20 of the log");
    }
    assert_eq!(kept, [20, 1], "only the whole log has the next key");
    drop(home);
}

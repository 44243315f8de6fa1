//! Books of every earlier schema still open: a verified copy first, then step by step.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::functions::FunctionFlags;
use tempfile::TempDir;
use wijkboek_core::{
    credits::{CheckLedger, ledger_head},
    kernel::{Ambient, Code, Read as _, SCHEMA_VERSION, audit_head, check_audit},
};

use crate::{
    book::{TestBook, code, open_by_hand, raw_key},
    disk::TestDisk,
};

/// The migrations in their order, as they stand in the sources.
fn steps() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/core/migrations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
}

/// Puts a database of an earlier schema in the place of the present one.
fn age(folder: &Path, schema: usize) {
    let key = raw_key(folder);
    let id: Vec<u8> = {
        let present = open_by_hand(folder, &key);
        present
            .query_row("SELECT id FROM book", [], |row| row.get(0))
            .unwrap()
    };
    fs::remove_file(folder.join("book.db")).unwrap();
    let old = open_by_hand(folder, &key);
    // What the program lends to its migrations. No row is there yet that the others could be asked
    // of; the signing key is made all the same.
    let salt = |_: &rusqlite::functions::Context| Ok([7u8; 16].to_vec());
    old.create_scalar_function("random_salt", 0, FunctionFlags::SQLITE_UTF8, salt)
        .unwrap();
    for (name, arguments) in [("commitment", 2), ("chain_start", 2), ("chain_link", -1)] {
        old.create_scalar_function(name, arguments, FunctionFlags::SQLITE_UTF8, |_| {
            Err::<i64, _>(rusqlite::Error::InvalidQuery)
        })
        .unwrap();
    }
    for sql in steps().iter().take(schema) {
        old.execute_batch(sql).unwrap();
    }
    old.execute(
        "INSERT INTO book (only, id, made_at) VALUES (1, ?1, 0)",
        [id],
    )
    .unwrap();
    old.pragma_update(None, "user_version", i64::try_from(schema).unwrap())
        .unwrap();
}

#[test]
fn every_step_has_its_number_and_is_known_to_the_program() {
    assert_eq!(steps().len(), SCHEMA_VERSION);
}

#[test]
fn a_book_of_every_earlier_schema_opens_and_leaves_a_verified_copy() {
    for schema in 1..SCHEMA_VERSION {
        let TestBook {
            book,
            ambient,
            _home,
            ..
        } = TestBook::new();
        let folder = book.folder().to_path_buf();
        drop(book);
        age(&folder, schema);
        let book = TestBook::open_again(&folder, &ambient)
            .unwrap_or_else(|error| panic!("schema {schema}: {error}"));
        drop(book);
        let copies: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with(&format!("before-update-v{schema}-")))
            .collect();
        assert_eq!(copies.len(), 1, "schema {schema}");
        let key = raw_key(&folder);
        let copy = rusqlite::Connection::open(folder.join(&copies[0])).unwrap();
        copy.pragma_update(None, "key", key).unwrap();
        let found: usize = copy
            .pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))
            .unwrap() as usize;
        assert_eq!(found, schema);
    }
}

#[test]
fn a_book_that_cannot_be_copied_first_is_not_updated() {
    let (folder, ambient, _home) = older_book(TestDisk::default());
    // The clock of the test stands still, so the name of the copy is known; as long as it is made,
    // it has another.
    let part = folder.join(format!(".{}.part", copy_name()));
    fs::create_dir(&part).unwrap();
    let refused = TestBook::open_again(&folder, &ambient);
    assert!(refused.is_err());
    assert_eq!(schema_by_hand(&folder), SCHEMA_VERSION - 1);
    fs::remove_dir(&part).unwrap();
    assert!(TestBook::open_again(&folder, &ambient).is_ok());
}

#[test]
fn a_copy_before_an_update_spares_what_stands_under_its_name() {
    let (folder, ambient, _home) = older_book(TestDisk::default());
    fs::write(folder.join(copy_name()), "something else").unwrap();
    drop(TestBook::open_again(&folder, &ambient).unwrap());
    assert_eq!(
        fs::read_to_string(folder.join(copy_name())).unwrap(),
        "something else"
    );
    let second = copy_name().replace(".db", "-2.db");
    assert!(folder.join(second).is_file());
}

#[test]
fn a_book_is_not_updated_on_a_disk_without_room_for_three_of_it() {
    let disk = TestDisk::default();
    let (folder, ambient, _home) = older_book(disk.clone());
    disk.has(0);
    let refused = TestBook::open_again(&folder, &ambient);
    assert_eq!(code(&refused.map(drop)), Some(Code::NoRoomToUpdate));
    assert_eq!(schema_by_hand(&folder), SCHEMA_VERSION - 1);
    disk.has(100);
    assert!(TestBook::open_again(&folder, &ambient).is_ok());
}

/// A closed book of the schema before the present one.
fn older_book(disk: TestDisk) -> (PathBuf, Ambient, TempDir) {
    let TestBook {
        book,
        ambient,
        _home,
        ..
    } = TestBook::on_disk(disk);
    let folder = book.folder().to_path_buf();
    drop(book);
    age(&folder, SCHEMA_VERSION - 1);
    (folder, ambient, _home)
}

fn copy_name() -> String {
    format!("before-update-v{}-20261123-120000.db", SCHEMA_VERSION - 1)
}

fn schema_by_hand(folder: &Path) -> usize {
    let by_hand = open_by_hand(folder, &raw_key(folder));
    let found: u32 = by_hand
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    found as usize
}

#[test]
fn what_stood_in_a_book_before_the_chains_is_linked_when_it_is_updated() {
    let TestBook {
        book,
        ambient,
        _home,
        ..
    } = TestBook::new();
    let folder = book.folder().to_path_buf();
    drop(book);
    age(&folder, 8);
    let old = open_by_hand(&folder, &raw_key(&folder));
    old.execute_batch(include_str!("../fixtures/book-v8.sql"))
        .unwrap();
    drop(old);
    let book = TestBook::open_again(&folder, &ambient).unwrap();
    let (ledger, audit, heads) = book
        .read(|reader| {
            let heads = (ledger_head(reader)?.sequence, audit_head(reader)?.sequence);
            Ok((CheckLedger {}.run(reader)?, check_audit(reader)?, heads))
        })
        .unwrap();
    assert_eq!(heads, (4, 5), "every transfer and every act has its link");
    assert_eq!((ledger.transfers, ledger.chain_breaks_at), (4, None));
    assert_eq!(ledger.faults, []);
    assert_eq!((audit.acts, audit.first_bad), (5, None));
    drop(book);
    let by_hand = open_by_hand(&folder, &raw_key(&folder));
    let memos: (i64, i64, String) = by_hand
        .query_row(
            "SELECT count(*), count(DISTINCT salt), min(memo) FROM transfer_memo",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(memos, (2, 2, "Appeltaart".into()));
    // Lent for the migration only.
    assert!(
        by_hand
            .query_row("SELECT random_salt()", [], |_| Ok(()))
            .is_err()
    );
}

//! The signature of the centre: of the exact bytes, in a file that minisign takes, with a key that
//! the book makes once.

use std::{fs, path::Path};

use minisign_verify::{PublicKey, Signature};
use serde_json::{Value, json};
use uuid::Uuid;
use wijkboek_core::{
    kernel::{Act, Ambient, Book, Read as _},
    snapshot::{self, Delivery, Sender, ShowSigningKey, SnapshotFinding},
};

use super::{filled, preview};
use crate::{
    book::{Counter, PASSPHRASE, TestBook, TestClock},
    desk::TestDesk,
    wire::fresh,
};

/// The file of a quarter and its signature, made for good.
fn made(book: &mut TestBook, quarter: &str) -> (Vec<u8>, String) {
    let quarter = quarter.parse().unwrap();
    let act = Act {
        operation_id: Uuid::from_u128(u128::MAX),
        command: "snapshot.write".into(),
        question: Vec::new(),
        person_id: None,
        undoes: None,
    };
    let made = book.book.write(&act, |tx| snapshot::make(tx, quarter));
    assert_eq!(made.unwrap().receipt.sequence, 1);
    let file = book.book.read(|reader| snapshot::bytes(reader, quarter));
    let signature = book
        .book
        .read(|reader| snapshot::signature(reader, quarter));
    (file.unwrap(), signature.unwrap().unwrap())
}

#[test]
fn another_program_accepts_the_signature_and_nothing_else() {
    let (mut book, _) = filled(20, 14, 6);
    let (file, signature) = made(&mut book, "2026Q2");
    let key = book.asks(ShowSigningKey {}).unwrap().public_key;
    let key = PublicKey::from_base64(&key).unwrap();
    let read = Signature::decode(&signature).unwrap();
    // Prehashed only: the last argument refuses the older kind.
    key.verify(&file, &read, false).unwrap();
    let sha256 = preview(&book, "2026Q2").sha256;
    let comment = format!("De Nieuwe Jutter|1|2026Q2|{sha256}");
    assert_eq!(read.trusted_comment(), comment);
    let mut other = file.clone();
    other[40] ^= 1;
    assert!(key.verify(&other, &read, false).is_err());
    let bent = signature.replace("|1|", "|2|");
    let bent = Signature::decode(&bent).unwrap();
    assert!(key.verify(&file, &bent, false).is_err());
    // The same each time.
    assert_eq!(made(&mut book, "2026Q2"), (file, signature));
}

#[test]
fn each_book_has_its_own_key_from_the_start_and_keeps_it() {
    let book = TestBook::new();
    let shown = book.asks(ShowSigningKey {}).unwrap();
    let groups: Vec<&str> = shown.fingerprint.split(' ').collect();
    assert_eq!(groups.len(), 8);
    assert!(groups.iter().all(|group| group.len() == 4));
    let (folder, ambient) = (book.folder(), book.ambient.clone());
    let (by_hand, home) = book.by_hand();
    for sql in [
        "UPDATE signing_key SET seed = zeroblob(32)",
        "DELETE FROM signing_key",
        "INSERT INTO signing_key (only, seed) VALUES (2, zeroblob(32))",
        "INSERT OR REPLACE INTO signing_key (only, seed) VALUES (1, zeroblob(32))",
    ] {
        assert!(by_hand.execute(sql, []).is_err(), "{sql}");
    }
    let halves: (Vec<u8>, Vec<u8>) = by_hand
        .query_row(
            "SELECT substr(seed, 1, 16), substr(seed, 17) FROM signing_key WHERE length(seed) = 32",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_ne!(halves.0, halves.1);
    drop(by_hand);
    let again = TestBook::again(&folder, ambient, home);
    assert_eq!(again.asks(ShowSigningKey {}).unwrap(), shown);

    let mut desks = [TestDesk::empty(), TestDesk::empty()];
    // The second begins elsewhere in the same chances.
    desks[1].ok("keys.suggest_passphrase", json!({}));
    let keys = desks.each_mut().map(|desk| {
        desk.ok("book.create", crate::desk::new_book("De Nieuwe Jutter"));
        desk.ok("snapshot.key", json!({}))
    });
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn a_copy_that_is_put_back_signs_with_the_same_key() {
    let mut desk = TestDesk::open();
    let key = desk.ok("snapshot.key", json!({}));
    let copy = desk.home.path().join("kopie.wijkboek-backup");
    desk.choose(&copy);
    desk.ok("backup.make", json!({}));
    desk.choose(&copy);
    let chosen = desk.ok("backup.choose", json!({}));
    let question = json!({ "file": chosen["file"] });
    desk.ok("backup.restore", question);
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(desk.ok("snapshot.key", json!({})), key);
}

#[test]
fn the_file_and_its_signature_are_written_both_or_neither() {
    let mut desk = TestDesk::open();
    desk.clock.set("2027-01-02");
    let question = json!({ "quarter": "2026Q4" });
    let preview = desk.ok("snapshot.preview", question.clone());
    assert_eq!(
        preview["signature_file"],
        "de-nieuwe-jutter-2026q4.json.minisig"
    );
    let path = desk.home.path().join("moment.json");
    let sealed = desk.home.path().join("moment.json.minisig");
    fs::write(&sealed, "mine").unwrap();
    desk.choose(&path);
    let refused = desk.ask("snapshot.write", question.clone()).unwrap_err();
    assert_eq!(refused["code"], "FileExists");
    assert_eq!(refused["details"]["name"], "moment.json.minisig");
    assert_eq!(desk.ok("snapshot.list", json!({})), json!([]));
    assert!(!path.exists());
    assert_eq!(fs::read(&sealed).unwrap(), b"mine");
    fs::remove_file(&sealed).unwrap();

    desk.choose(&path);
    let written = desk.ok("snapshot.write", question);
    assert_eq!(written["signature_file"], "moment.json.minisig");
    assert_eq!(fs::read_to_string(&path).unwrap(), preview["json"]);
    let key = desk.ok("snapshot.key", json!({}));
    let key = PublicKey::from_base64(key["public_key"].as_str().unwrap()).unwrap();
    let signature = Signature::from_file(&sealed).unwrap();
    key.verify(&fs::read(&path).unwrap(), &signature, false)
        .unwrap();
}

/// A book with a seed that a test chose.
fn with_seed(seed: [u8; 32]) -> TestBook {
    let (book, _) = filled(20, 14, 6);
    let (folder, ambient) = (book.folder(), book.ambient.clone());
    let (by_hand, home) = book.by_hand();
    let trigger = "signing_key_is_never_changed";
    let sql: String = by_hand
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = ?1",
            [trigger],
            |row| row.get(0),
        )
        .unwrap();
    by_hand
        .execute_batch(&format!("DROP TRIGGER {trigger}"))
        .unwrap();
    by_hand
        .execute("UPDATE signing_key SET seed = ?1", [seed.to_vec()])
        .unwrap();
    by_hand.execute_batch(&sql).unwrap();
    drop(by_hand);
    TestBook::again(&folder, ambient, home)
}

#[test]
fn a_file_of_format_2_stays_as_it_was_made() {
    let mut book = with_seed([7; 32]);
    let (file, signature) = made(&mut book, "2026Q3");
    let key = book.asks(ShowSigningKey {}).unwrap().public_key;
    fresh(
        "tests/fixtures/snapshot-v2.json",
        std::str::from_utf8(&file).unwrap(),
    );
    fresh("tests/fixtures/snapshot-v2.json.minisig", &signature);
    let paper = format!("untrusted comment: minisign public key\n{key}\n");
    fresh("tests/fixtures/snapshot-v2.pub", &paper);

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let (file, signature) = (read("snapshot-v2.json"), read("snapshot-v2.json.minisig"));
    let delivery = Delivery {
        name: "snapshot-v2.json",
        file: &file,
        signature: Some(&signature),
    };
    let sender: Sender = paper.parse().unwrap();
    let checked = snapshot::check(&delivery, Some(&sender), &[]);
    assert_eq!(checked.finding, SnapshotFinding::Genuine);
    let value: Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(value.to_string().as_bytes(), file, "canonical");
}

#[test]
fn a_book_that_is_brought_to_this_schema_gets_a_key() {
    // The migration draws from the same chances as all else: another book, another key.
    let home = tempfile::tempdir().unwrap();
    let ambient = Ambient::new(TestClock::at("2026-11-23"), Counter::default());
    let folder = home.path().join("oud.wijkboek");
    let copy =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/books/schema-0015.wijkboek-backup");
    wijkboek_core::backup::unpack(&copy, &folder).unwrap();
    let open = || -> Book { TestBook::open_again(&folder, &ambient).unwrap() };
    let key = |book: &Book| {
        let shown = book.read(|reader| ShowSigningKey {}.run(reader));
        shown.unwrap()
    };
    let first = key(&open());
    assert_eq!(key(&open()), first);
}

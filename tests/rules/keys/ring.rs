//! `keys.json`: the released versions open, and what was moved or changed in it does not.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::people::{WORKER, comes, staffed};
use crate::{
    book::PASSPHRASE,
    desk::{TestDesk, new_book},
};

const OLD_CODE: &str = "DR5W-5TV9-XZM9-7CSF-WA6P-FTP0-KDZ0-TFY7";

/// A desk with the book of version 1 from the fixtures, locked.
fn old_book() -> (TestDesk, std::path::PathBuf) {
    let mut desk = TestDesk::empty();
    let folder = desk.home.path().join("oud.wijkboek");
    fs::create_dir(&folder).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/books/keys-1");
    for name in ["book.db", "keys.json"] {
        fs::copy(fixture.join(name), folder.join(name)).unwrap();
    }
    desk.choose(&folder);
    desk.ok("book.choose", json!({}));
    (desk, folder)
}

fn keys(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("keys.json")).unwrap()).unwrap()
}

fn write(folder: &Path, keys: &Value) {
    fs::write(folder.join("keys.json"), serde_json::to_vec(keys).unwrap()).unwrap();
}

#[test]
fn a_ring_of_version_1_opens_and_becomes_one_of_version_2() {
    let (mut desk, folder) = old_book();
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": WORKER })),
        "WrongPassphrase"
    );
    assert_eq!(
        keys(&folder)["version"],
        1,
        "a wrong passphrase writes nothing"
    );
    assert_eq!(comes(&mut desk, PASSPHRASE), "Anja Bos");
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);
    let now = keys(&folder);
    assert_eq!(
        (&now["version"], now["held"].as_array().unwrap().len()),
        (&json!(2), 1)
    );
    assert_eq!(
        now["slots"].as_array().unwrap().len(),
        1,
        "the code waits for a new one"
    );
    assert_eq!(comes(&mut desk, PASSPHRASE), "Anja Bos");
    desk.ok("keys.new_recovery_code", json!({}));
    assert_eq!(keys(&folder)["slots"], Value::Null);
}

#[test]
fn the_recovery_code_of_version_1_still_opens_before_and_after() {
    for unlocked_before in [false, true] {
        let (mut desk, folder) = old_book();
        if unlocked_before {
            comes(&mut desk, PASSPHRASE);
            desk.ok("book.lock", json!({}));
        }
        let recover = json!({ "recovery_code": OLD_CODE, "passphrase": "een heel nieuwe zin" });
        desk.ok("book.recover", recover);
        assert_eq!(keys(&folder)["slots"], Value::Null);
        assert_eq!(comes(&mut desk, "een heel nieuwe zin"), "Anja Bos");
    }
}

#[test]
fn a_book_of_version_1_can_be_given_another_key() {
    let (mut desk, _) = old_book();
    comes(&mut desk, PASSPHRASE);
    let fresh = desk.ok("keys.new_key", json!({}));
    assert_eq!(comes(&mut desk, PASSPHRASE), "Anja Bos");
    desk.ok("book.lock", json!({}));
    let with = |code: &Value| json!({ "recovery_code": code, "passphrase": "een heel nieuwe zin" });
    assert_eq!(
        desk.code("book.recover", with(&json!(OLD_CODE))),
        "WrongRecoveryCode"
    );
    desk.ok("book.recover", with(&fresh["recovery_code"]));
}

#[test]
fn keys_of_one_person_do_not_open_as_another() {
    let (mut desk, ..) = staffed();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let good = keys(&folder);
    let refused = |desk: &mut TestDesk, ring: &Value, code: &str| {
        write(&folder, ring);
        for passphrase in [PASSPHRASE, WORKER] {
            assert_eq!(
                desk.code("book.unlock", json!({ "passphrase": passphrase })),
                code
            );
        }
    };
    // The worker's lock under the manager's name, and the other way round.
    let mut swapped = good.clone();
    swapped["held"][0]["holder"] = good["held"][3]["holder"].clone();
    swapped["held"][3]["holder"] = good["held"][0]["holder"].clone();
    refused(&mut desk, &swapped, "WrongPassphrase");
    // The manager's sealed key in the worker's place.
    let mut moved = good.clone();
    moved["held"][3]["data"] = good["held"][0]["data"].clone();
    moved["held"][0]["data"] = good["held"][3]["data"].clone();
    refused(&mut desk, &moved, "KeysUnreadable");
    // A stranger's public key, which waits for the next key of the book.
    let mut planted = good.clone();
    planted["held"][1]["public"] = json!("09".repeat(32));
    refused(&mut desk, &planted, "KeysUnreadable");
    // Nobody vouches for it, or it says that it is of the time when nobody did.
    let mut bare = planted.clone();
    bare.as_object_mut().unwrap().remove("seals");
    bare["version"] = json!(1);
    refused(&mut desk, &bare, "KeysUnreadable");
    write(&folder, &good);
    assert_eq!(comes(&mut desk, WORKER), "Fatima");
}

#[test]
fn keys_of_one_book_do_not_open_another() {
    let (mut desk, ..) = staffed();
    let (first, mine) = (desk.book_folder(), keys(&desk.book_folder()));
    desk.ok("book.choose", json!({ "new": true }));
    desk.ok("book.create", new_book("De Andere Jutter"));
    let second = desk.book_folder();
    assert_ne!(first, second);
    desk.ok("book.lock", json!({}));
    let mut theirs = keys(&second);
    theirs["held"][0] = mine["held"][0].clone();
    write(&second, &theirs);
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": PASSPHRASE })),
        "WrongPassphrase"
    );
}

#[test]
fn keys_that_are_changed_while_the_book_is_open_are_not_worked_upon() {
    let (mut desk, _, worker) = staffed();
    let folder = desk.book_folder();
    let good = keys(&folder);
    let mut planted = good.clone();
    planted["held"][1]["public"] = json!("09".repeat(32));
    write(&folder, &planted);
    let remove = json!({ "person_id": worker });
    assert_eq!(
        desk.code("keys.remove_person", remove.clone()),
        "KeysUnreadable"
    );
    assert_eq!(desk.code("keys.new_key", json!({})), "KeysUnreadable");
    write(&folder, &good);
    desk.ok("keys.remove_person", remove);
}

#[test]
fn a_ring_that_asks_for_a_terabyte_or_for_a_thousand_locks_is_refused_at_once() {
    let (mut desk, ..) = staffed();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let good = keys(&folder);
    let mut greedy = good.clone();
    greedy["held"][3]["private"]["cost"]["memory_kib"] = json!(1u64 << 30);
    let mut crowd = good.clone();
    crowd["held"] = json!(vec![good["held"][0].clone(); 100]);
    for ring in [greedy, crowd] {
        write(&folder, &ring);
        assert_eq!(
            desk.code("book.unlock", json!({ "passphrase": PASSPHRASE })),
            "KeysUnreadable"
        );
    }
}

#[test]
fn a_passphrase_fits_however_its_letters_were_composed() {
    let mut desk = TestDesk::open();
    // é as one sign, and as an e with an accent after it.
    let (one, other) = ("caf\u{e9} bij de brug", "cafe\u{301} bij de brug");
    desk.ok("keys.add_person", super::people::add("Zoë", "worker", one));
    assert_eq!(comes(&mut desk, other), "Zoë");
}

#[test]
fn an_open_key_laid_beside_the_keys_of_people_opens_nothing() {
    let mut desk = TestDesk::open();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let mut planted = keys(&folder);
    planted["practice"] = json!({
        "person_id": "018f2f6e-0000-7000-8000-000000000000",
        "key": "00".repeat(32),
    });
    write(&folder, &planted);
    let ask = json!({ "passphrase": PASSPHRASE });
    assert_eq!(desk.code("book.unlock", ask), "KeysUnreadable");
}

#[test]
#[cfg(unix)]
fn nobody_else_reads_the_keys_after_they_were_written_anew() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut desk = TestDesk::open();
    let new = json!({ "present": PASSPHRASE, "passphrase": "een heel andere wachtzin" });
    desk.ok("keys.change_passphrase", new);
    let file = desk.book_folder().join("keys.json");
    let mode = fs::metadata(file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

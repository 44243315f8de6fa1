//! Acts that write in the keys too, and break off between the book and these: what is told is true
//! of both.

use std::{fs, path::Path};

use serde_json::{Value, json};
use wijkboek_core::keys::KeyRing;

use super::people::{WORKER, add, comes, staffed};
use crate::{
    book::{PASSPHRASE, open_by_hand, raw_key},
    desk::TestDesk,
};

const FRESH: &str = "een heel nieuwe zin";
const CONFIDANT: &str = "brood kaas melk appel";

/// The book refuses to keep that this was done: its transaction is rolled back after the keys were
/// written.
fn refuse_to_keep(folder: &Path, command: &str) {
    let book = open_by_hand(folder, &raw_key(folder));
    let trigger = format!(
        "CREATE TRIGGER broken_off BEFORE INSERT ON audit WHEN new.command = '{command}'
         BEGIN SELECT RAISE(ABORT, 'broken off'); END"
    );
    book.execute_batch(&trigger).unwrap();
}

/// No keys can be written in this folder.
fn block_keys(folder: &Path) {
    fs::create_dir_all(folder.join(".keys.json.new/full")).unwrap();
}

fn free_keys(folder: &Path) {
    fs::remove_dir_all(folder.join(".keys.json.new")).unwrap();
}

fn keys(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("keys.json")).unwrap()
}

fn opens(folder: &Path, passphrase: &str) -> bool {
    KeyRing::read(folder).unwrap().open(passphrase).is_ok()
}

/// A desk at which the book keeps no act of this command.
fn broken(command: &str) -> (TestDesk, Value) {
    let (mut desk, _, worker) = staffed();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    refuse_to_keep(&folder, command);
    comes(&mut desk, PASSPHRASE);
    (desk, worker)
}

#[test]
fn a_passphrase_that_was_not_given_opens_nothing_and_the_one_of_before_does() {
    let (mut desk, worker) = broken("keys.give_passphrase");
    let folder = desk.book_folder();
    let give = json!({ "person_id": worker, "passphrase": FRESH });
    assert_eq!(desk.code("keys.give_passphrase", give), "Database");
    assert!(opens(&folder, WORKER) && !opens(&folder, FRESH));
    assert_eq!(comes(&mut desk, WORKER), "Fatima");
}

#[test]
fn somebody_who_was_not_let_to_the_desk_does_not_stand_in_the_keys() {
    let (mut desk, _) = broken("keys.add_person");
    let folder = desk.book_folder();
    let before = keys(&folder);
    let question = add("Gijs", "worker", FRESH);
    assert_eq!(desk.code("keys.add_person", question), "Database");
    assert_eq!(keys(&folder), before);
    // Otherwise the next opening would take a stranger out, and a new recovery code be needed.
    comes(&mut desk, PASSPHRASE);
    assert_eq!(keys(&folder), before);
}

#[test]
fn a_confidant_who_was_not_appointed_gets_no_key_and_one_who_stays_keeps_it() {
    let (mut desk, worker) = broken("keys.change_role");
    let folder = desk.book_folder();
    let ria = desk.ok("keys.add_person", add("Ria", "confidant", CONFIDANT))["person_id"].clone();
    let confidants = |folder: &Path| json!(KeyRing::read(folder).unwrap().confidants());
    assert_eq!(confidants(&folder), json!([ria]));
    for (person, role) in [(&ria, "worker"), (&worker, "confidant")] {
        let change = json!({ "person_id": person, "role": role, "give_up_notes": true });
        assert_eq!(desk.code("keys.change_role", change), "Database");
        assert_eq!(confidants(&folder), json!([ria]), "{role}");
    }
}

#[test]
fn whoever_holds_the_key_of_the_notes_and_is_no_confidant_loses_it_at_the_next_opening() {
    let (mut desk, ..) = staffed();
    let folder = desk.book_folder();
    let ria = desk.ok("keys.add_person", add("Ria", "confidant", CONFIDANT))["person_id"].clone();
    let change = |role: &str| json!({ "person_id": ria, "role": role });
    // The book knows it, the keys cannot be written: broken off between the two.
    block_keys(&folder);
    desk.ok("keys.change_role", change("worker"));
    let confidants = |folder: &Path| KeyRing::read(folder).unwrap().confidants().len();
    assert_eq!(confidants(&folder), 1);
    free_keys(&folder);
    comes(&mut desk, PASSPHRASE);
    assert_eq!(confidants(&folder), 0);
    desk.ok("keys.change_role", change("confidant"));
    assert_eq!(confidants(&folder), 1);
}

#[test]
fn a_passphrase_or_a_code_that_could_not_be_written_is_the_one_of_before() {
    let (mut desk, ..) = staffed();
    let folder = desk.book_folder();
    let before = keys(&folder);
    block_keys(&folder);
    let change = json!({ "present": PASSPHRASE, "passphrase": FRESH });
    assert_eq!(desk.code("keys.change_passphrase", change), "Disk");
    assert_eq!(desk.code("keys.new_recovery_code", json!({})), "Disk");
    assert_eq!(keys(&folder), before);
    free_keys(&folder);
    assert_eq!(comes(&mut desk, PASSPHRASE), "Anja Bos");
}

#[test]
fn whether_somebody_left_is_called_unknown_when_the_book_could_not_get_another_key() {
    let (mut desk, _, worker) = staffed();
    let folder = desk.book_folder();
    block_keys(&folder);
    let remove = json!({ "person_id": worker });
    assert_eq!(desk.code("keys.remove_person", remove), "OutcomeUnknown");
    assert_eq!(desk.ok("book.state", json!({}))["phase"], "locked");
    free_keys(&folder);
    // The book knew it: whoever left does not come in, and the next opening gives another key.
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": WORKER })),
        "WrongPassphrase"
    );
    assert_eq!(comes(&mut desk, PASSPHRASE), "Anja Bos");
    assert!(!opens(&folder, WORKER));
}

#[test]
fn a_recovery_code_that_could_not_be_used_up_still_holds() {
    let (mut desk, ..) = staffed();
    let folder = desk.book_folder();
    let code = desk.ok("keys.new_recovery_code", json!({}))["recovery_code"].take();
    desk.ok("book.lock", json!({}));
    let before = keys(&folder);
    block_keys(&folder);
    let recover = json!({ "recovery_code": code, "passphrase": FRESH });
    assert_eq!(desk.code("book.recover", recover.clone()), "Disk");
    assert_eq!(desk.ok("book.state", json!({}))["phase"], "locked");
    assert!(keys(&folder) == before && !opens(&folder, FRESH));
    free_keys(&folder);
    desk.ok("book.recover", recover.clone());
    assert!(opens(&folder, FRESH));
    assert_eq!(desk.code("book.recover", recover), "WrongRecoveryCode");
}

#[test]
fn an_act_that_is_sent_once_more_takes_no_key_from_who_became_a_confidant_since() {
    let (mut desk, ..) = staffed();
    let folder = desk.book_folder();
    let ria = desk.ok("keys.add_person", add("Ria", "confidant", CONFIDANT))["person_id"].clone();
    let change = |role: &str| json!({ "person_id": ria, "role": role });
    let first = uuid::Uuid::from_u128(9);
    let sent = |desk: &mut TestDesk| desk.ask_as(first, "keys.change_role", change("worker"));
    let receipt = sent(&mut desk).unwrap();
    let confidants = || KeyRing::read(&folder).unwrap().confidants().len();
    assert_eq!(confidants(), 0);
    desk.ok("keys.change_role", change("confidant"));
    assert_eq!(confidants(), 1);
    assert_eq!(sent(&mut desk), Ok(receipt));
    assert_eq!(confidants(), 1);
}

#[test]
fn a_former_confidant_who_still_stands_in_the_keys_does_not_count_where_notes_would_be_lost() {
    let (mut desk, ..) = staffed();
    let folder = desk.book_folder();
    let member = desk.ok(
        "members.admit",
        json!({ "kind": "person", "membership": "active", "fields": { "family_name": "Berg" } }),
    )["member_id"]
        .take();
    let ria = desk.ok("keys.add_person", add("Ria", "confidant", CONFIDANT))["person_id"].take();
    let joost = desk.ok("keys.add_person", add("Joost", "confidant", FRESH))["person_id"].take();
    comes(&mut desk, CONFIDANT);
    desk.ok(
        "confidential.write",
        json!({ "member_id": member, "text": "slaapt slecht" }),
    );
    desk.ok("confidential.let_in", json!({ "person_id": joost }));
    comes(&mut desk, PASSPHRASE);
    let to_worker = |person: &Value| json!({ "person_id": person, "role": "worker" });
    block_keys(&folder);
    desk.ok("keys.change_role", to_worker(&joost));
    free_keys(&folder);
    assert_eq!(KeyRing::read(&folder).unwrap().confidants().len(), 2);
    let lost = desk.code("keys.change_role", to_worker(&ria));
    assert_eq!(lost, "NotesWouldBeLost");
}

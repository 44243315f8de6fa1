//! Taking somebody's place with a PIN, at an open desk only.

use serde_json::{Value, json};

use super::people::{WORKER, comes, staffed};
use crate::{book::PASSPHRASE, desk::TestDesk};

const PIN: &str = "274981";

/// A desk with the manager in front of it; the worker has a PIN.
fn with_pin() -> (TestDesk, Value) {
    let (mut desk, _, worker) = staffed();
    comes(&mut desk, WORKER);
    desk.ok("keys.set_pin", json!({ "pin": PIN }));
    comes(&mut desk, PASSPHRASE);
    (desk, worker)
}

fn switch(id: &Value, pin: &str) -> Value {
    json!({ "person_id": id, "pin": pin })
}

#[test]
fn a_pin_changes_who_sits_there_and_what_may_be_asked() {
    let (mut desk, worker) = with_pin();
    let state = desk.ok("book.state", json!({}));
    assert_eq!(state["with_pin"][0]["name"], "Fatima");
    let state = desk.ok("keys.switch_person", switch(&worker, PIN));
    assert_eq!(state["person"]["name"], "Fatima");
    assert_eq!(desk.code("keys.list_people", json!({})), "RoleTooSmall");
    desk.ok(
        "members.admit",
        json!({ "kind": "person", "membership": "active", "fields": { "family_name": "Berg" } }),
    );
    assert_eq!(
        desk.ok("desk.acts", json!({ "limit": 1 }))[0]["person"],
        "Fatima"
    );
}

#[test]
fn five_wrong_pins_lock_the_desk_and_nothing_else_happens() {
    let (mut desk, worker) = with_pin();
    for left in [4, 3, 2, 1] {
        let refused = desk
            .ask("keys.switch_person", switch(&worker, "918274"))
            .unwrap_err();
        assert_eq!(
            (&refused["code"], &refused["details"]["left"]),
            (&json!("WrongPin"), &json!(left))
        );
        assert_eq!(
            desk.ok("book.state", json!({}))["person"]["name"],
            "Anja Bos"
        );
    }
    assert_eq!(
        desk.code("keys.switch_person", switch(&worker, "918274")),
        "PinBlocked"
    );
    assert_eq!(desk.ok("book.state", json!({}))["phase"], "locked");
    assert_eq!(
        desk.code("keys.switch_person", switch(&worker, PIN)),
        "BookIsLocked"
    );
    assert_eq!(comes(&mut desk, PASSPHRASE), "Anja Bos");
    desk.ok("keys.switch_person", switch(&worker, PIN));
}

#[test]
fn a_pin_opens_no_book_and_is_forgotten_when_the_program_ends() {
    let (mut desk, worker) = with_pin();
    desk.ok("book.lock", json!({}));
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": PIN })),
        "WrongPassphrase"
    );
    desk.restart();
    comes(&mut desk, PASSPHRASE);
    assert_eq!(desk.ok("book.state", json!({}))["with_pin"], json!([]));
    assert_eq!(
        desk.code("keys.switch_person", switch(&worker, PIN)),
        "NotFound"
    );
}

#[test]
fn who_left_has_no_pin_any_more() {
    let (mut desk, worker) = with_pin();
    desk.ok("keys.remove_person", json!({ "person_id": worker }));
    assert_eq!(desk.ok("book.state", json!({}))["with_pin"], json!([]));
    assert_eq!(
        desk.code("keys.switch_person", switch(&worker, PIN)),
        "NotFound"
    );
}

#[test]
fn a_pin_is_not_one_that_everybody_tries_first() {
    let mut desk = TestDesk::open();
    for wrong in ["", "12345", "123456", "000000", "abcdef"] {
        assert_eq!(
            desk.code("keys.set_pin", json!({ "pin": wrong })),
            "PinUnfit"
        );
    }
    desk.ok("keys.set_pin", json!({ "pin": PIN }));
}

//! What is kept in confidence: who reads it, who does not, and when it is lost.

use std::fs;

use serde_json::{Value, json};

use super::keys::people::{WORKER, add, comes, staffed};
use crate::{
    book::{PASSPHRASE, open_by_hand, raw_key},
    desk::TestDesk,
};

const FIRST: &str = "brood kaas melk appel";
const SECOND: &str = "sneeuw hagel regen zon";
const SAID: &str = "Ze slaapt slecht sinds de brand";

/// A desk with a member and a confidant, who sits at it.
fn entrusted() -> (TestDesk, Value) {
    let (mut desk, ..) = staffed();
    let member = desk.ok(
        "members.admit",
        json!({ "kind": "person", "membership": "active", "fields": { "family_name": "Berg" } }),
    );
    desk.ok("keys.add_person", add("Ria", "confidant", FIRST));
    comes(&mut desk, FIRST);
    (desk, member["member_id"].clone())
}

fn write(desk: &mut TestDesk, member: &Value) -> Value {
    let question = json!({ "member_id": member, "text": SAID });
    desk.ok("confidential.write", question)["note_id"].clone()
}

fn list(member: &Value) -> Value {
    json!({ "member_id": member })
}

fn id_of(desk: &mut TestDesk, name: &str) -> Value {
    let people = desk.ok("keys.list_people", json!({}))["people"].clone();
    let people = people.as_array().unwrap();
    let found = people.iter().find(|person| person["name"] == name);
    found.unwrap()["id"].clone()
}

#[test]
fn a_confidant_reads_what_was_said_and_nobody_else_does() {
    let (mut desk, member) = entrusted();
    assert_eq!(desk.ok("confidential.list", list(&member)), json!([]));
    let note = write(&mut desk, &member);
    let notes = desk.ok("confidential.list", list(&member));
    assert_eq!(
        (&notes[0]["text"], &notes[0]["written_by"]),
        (&json!(SAID), &json!("Ria"))
    );
    assert_eq!(desk.code("keys.list_people", json!({})), "RoleTooSmall");
    for passphrase in [PASSPHRASE, WORKER] {
        comes(&mut desk, passphrase);
        assert_eq!(
            desk.code("confidential.list", list(&member)),
            "RoleTooSmall"
        );
        let erase = json!({ "note_id": note });
        assert_eq!(desk.code("confidential.erase", erase), "RoleTooSmall");
    }
    comes(&mut desk, PASSPHRASE);
    assert_eq!(
        desk.ok("keys.list_people", json!({}))["confidential_notes"],
        1
    );
    comes(&mut desk, FIRST);
    desk.ok("confidential.erase", json!({ "note_id": note }));
    assert_eq!(
        desk.code("confidential.erase", json!({ "note_id": note })),
        "NotFound"
    );
    assert_eq!(desk.ok("confidential.list", list(&member)), json!([]));
}

#[test]
fn a_note_needs_words_and_a_member() {
    let (mut desk, member) = entrusted();
    let write = |member: &Value, text: &str| json!({ "member_id": member, "text": text });
    assert_eq!(
        desk.code("confidential.write", write(&member, " ")),
        "NoteMissing"
    );
    let nobody = json!(uuid::Uuid::nil());
    assert_eq!(
        desk.code("confidential.write", write(&nobody, SAID)),
        "NotFound"
    );
    let number = write(&member, "zijn nummer is 692.143.877");
    assert_eq!(
        desk.code("confidential.write", number),
        "LooksLikeCitizenServiceNumber"
    );
    let long = "x".repeat(20_001);
    assert_eq!(
        desk.code("confidential.write", write(&member, &long)),
        "TextTooLong"
    );
}

#[test]
fn the_key_of_the_book_opens_no_note_and_no_note_fits_in_anothers_place() {
    let (mut desk, member) = entrusted();
    write(&mut desk, &member);
    write(&mut desk, &member);
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let book = open_by_hand(&folder, &raw_key(&folder));
    let found: i64 = book
        .query_row(
            "SELECT count(*) FROM confidential_note
             WHERE instr(sealed, CAST('slaapt' AS BLOB)) > 0",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(found, 0);
    // One note is put in the place of the other, by hand.
    book.execute(
        "UPDATE confidential_note SET (nonce, sealed) =
            (SELECT nonce, sealed FROM confidential_note ORDER BY id LIMIT 1)",
        [],
    )
    .unwrap();
    drop(book);
    desk.ok("book.unlock", json!({ "passphrase": FIRST }));
    let notes = desk.ok("confidential.list", list(&member));
    let read: Vec<&Value> = notes
        .as_array()
        .unwrap()
        .iter()
        .map(|note| &note["text"])
        .collect();
    assert_eq!(
        read.iter().filter(|text| text.is_null()).count(),
        1,
        "{notes}"
    );
}

#[test]
fn a_further_confidant_is_let_in_by_the_first_and_not_by_a_manager() {
    let (mut desk, member) = entrusted();
    write(&mut desk, &member);
    comes(&mut desk, PASSPHRASE);
    let second = desk.ok("keys.add_person", add("Joost", "confidant", SECOND));
    let let_in = json!({ "person_id": second["person_id"] });
    assert_eq!(
        desk.code("confidential.let_in", let_in.clone()),
        "RoleTooSmall"
    );
    assert_eq!(
        desk.code(
            "keys.add_person",
            add("Bert", "confidant", "nog een andere zin")
        ),
        "ConfidantsAreTwo"
    );
    comes(&mut desk, SECOND);
    assert_eq!(desk.code("confidential.list", list(&member)), "NotLetInYet");
    assert_eq!(
        desk.code("confidential.let_in", let_in.clone()),
        "NotLetInYet"
    );
    comes(&mut desk, FIRST);
    assert_eq!(
        desk.ok("confidential.waiting", json!({}))[0]["name"],
        "Joost"
    );
    desk.ok("confidential.let_in", let_in);
    assert_eq!(desk.ok("confidential.waiting", json!({})), json!([]));
    comes(&mut desk, SECOND);
    assert_eq!(desk.ok("confidential.list", list(&member))[0]["text"], SAID);
    // Another key for the book leaves the notes readable.
    comes(&mut desk, PASSPHRASE);
    desk.ok("keys.new_key", json!({}));
    comes(&mut desk, FIRST);
    assert_eq!(desk.ok("confidential.list", list(&member))[0]["text"], SAID);
}

#[test]
fn a_pin_does_not_open_what_is_kept_in_confidence() {
    let (mut desk, member) = entrusted();
    write(&mut desk, &member);
    desk.ok("keys.set_pin", json!({ "pin": "274981" }));
    let me = desk.ok("book.state", json!({}))["person"]["person_id"].clone();
    comes(&mut desk, WORKER);
    desk.ok(
        "keys.switch_person",
        json!({ "person_id": me, "pin": "274981" }),
    );
    assert_eq!(
        desk.code("confidential.list", list(&member)),
        "ConfidenceIsShut"
    );
    comes(&mut desk, FIRST);
    assert_eq!(desk.ok("confidential.list", list(&member))[0]["text"], SAID);
}

#[test]
fn notes_are_lost_with_the_last_confidant_and_only_when_that_was_accepted() {
    for (command, detail) in [
        ("keys.remove_person", json!({})),
        ("keys.change_role", json!({ "role": "worker" })),
        (
            "keys.give_passphrase",
            json!({ "passphrase": "een heel nieuwe zin" }),
        ),
    ] {
        let (mut desk, member) = entrusted();
        write(&mut desk, &member);
        comes(&mut desk, PASSPHRASE);
        let mut question = detail;
        question["person_id"] = id_of(&mut desk, "Ria");
        let refused = desk.ask(command, question.clone()).unwrap_err();
        assert_eq!(
            (&refused["code"], &refused["details"]["count"]),
            (&json!("NotesWouldBeLost"), &json!(1)),
            "{command}"
        );
        question["give_up_notes"] = json!(true);
        desk.ok(command, question);
        let left = desk.ok("keys.list_people", json!({}))["confidential_notes"].clone();
        assert_eq!(left, 0, "{command}");
    }
}

#[test]
fn the_recovery_code_does_not_open_what_is_kept_in_confidence() {
    let (mut desk, member) = entrusted();
    write(&mut desk, &member);
    comes(&mut desk, PASSPHRASE);
    let code = desk.ok("keys.new_recovery_code", json!({}));
    let folder = desk.book_folder();
    let keys: Value = serde_json::from_slice(&fs::read(folder.join("keys.json")).unwrap()).unwrap();
    let holding = keys["held"].as_array().unwrap().iter();
    let holding: Vec<&Value> = holding
        .filter(|held| held["confidence"].is_object())
        .map(|held| &held["holder"]["kind"])
        .collect();
    assert_eq!(holding, ["person"], "one person has the key, and no code");
    desk.ok("book.lock", json!({}));
    desk.ok(
        "book.recover",
        json!({ "recovery_code": code["recovery_code"], "passphrase": "een heel nieuwe zin" }),
    );
    assert_eq!(
        desk.code("confidential.list", list(&member)),
        "RoleTooSmall"
    );
}

#[test]
fn the_acts_tell_that_a_note_was_written_and_not_what() {
    let (mut desk, member) = entrusted();
    write(&mut desk, &member);
    let acts = desk.ok("desk.acts", json!({ "limit": 1 }));
    assert_eq!(
        (&acts[0]["command"], &acts[0]["person"]),
        (&json!("confidential.write"), &json!("Ria"))
    );
    // Whoever makes a copy of everything there is finds the words nowhere.
    desk.ok("book.lock", json!({}));
    for file in super::keys::people::files(desk.home.path()) {
        let bytes = fs::read(&file).unwrap();
        let found = bytes.windows(6).any(|window| window == b"slaapt");
        assert!(!found, "{}", file.display());
    }
}

#[test]
fn a_member_is_told_on_paper_that_a_note_was_written_and_not_what_it_says() {
    let (mut desk, member) = entrusted();
    write(&mut desk, &member);
    comes(&mut desk, PASSPHRASE);
    for form in ["pdf", "json"] {
        let path = desk.home.path().join(format!("gegevens.{form}"));
        desk.choose(&path);
        let question = json!({ "member_id": member, "form": form });
        desk.ok("privacy.save_person", question);
        let file = fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&file);
        assert!(
            form == "pdf" || text.contains("confidential_note"),
            "{text}"
        );
        assert!(!text.contains("slaapt"), "{text}");
    }
}

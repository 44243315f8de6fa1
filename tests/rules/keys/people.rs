//! Several people at one desk: who lets whom in, who stays, and who no longer opens anything.

use serde_json::{Value, json};

use crate::{book::PASSPHRASE, desk::TestDesk};

pub const WORKER: &str = "tas fiets molen regen";

pub fn add(name: &str, role: &str, passphrase: &str) -> Value {
    json!({ "name": name, "role": role, "passphrase": passphrase })
}

/// Locks the desk and opens it as whoever has this passphrase; answers their name.
pub fn comes(desk: &mut TestDesk, passphrase: &str) -> Value {
    desk.ok("book.lock", json!({}));
    let state = desk.ok("book.unlock", json!({ "passphrase": passphrase }));
    state["person"]["name"].clone()
}

/// A desk with a second manager and a worker; their ids.
pub fn staffed() -> (TestDesk, Value, Value) {
    let mut desk = TestDesk::open();
    let second = desk.ok(
        "keys.add_person",
        add("Bram", "manager", "zon maan sterren lucht"),
    );
    let worker = desk.ok("keys.add_person", add("Fatima", "worker", WORKER));
    (
        desk,
        second["person_id"].clone(),
        worker["person_id"].clone(),
    )
}

#[test]
fn a_passphrase_says_who_comes_and_each_act_says_who_did_it() {
    let (mut desk, ..) = staffed();
    assert_eq!(comes(&mut desk, WORKER), "Fatima");
    desk.ok(
        "members.admit",
        json!({ "kind": "person", "membership": "active", "fields": { "family_name": "Berg" } }),
    );
    assert_eq!(
        desk.code("keys.list_people", json!({})),
        "RoleTooSmall",
        "a worker is no manager"
    );
    assert_eq!(comes(&mut desk, PASSPHRASE), "Anja Bos");
    let acts = desk.ok("desk.acts", json!({ "limit": 2 }));
    assert_eq!(acts[0]["person"], "Fatima");
    assert_eq!(acts[1]["person"], "Anja Bos");
    let people = desk.ok("keys.list_people", json!({}));
    let names: Vec<&str> = people["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Anja Bos", "Bram", "Fatima"]);
}

#[test]
fn nobody_comes_in_under_a_name_or_with_a_passphrase_that_is_in_use() {
    let (mut desk, ..) = staffed();
    let name = "keys.add_person";
    for (wrong, code) in [
        (add(" ", "worker", "een heel nieuwe zin"), "NameMissing"),
        (
            add("Fatima", "worker", "een heel nieuwe zin"),
            "DeskNameTaken",
        ),
        (add("Gijs", "worker", "kort"), "PassphraseTooShort"),
        (
            add("Gijs", "worker", "jajajajajajajajaja"),
            "PassphraseTooPlain",
        ),
        (add("Gijs", "worker", WORKER), "PassphraseTaken"),
        (
            add("Gijs", "chief", "een heel nieuwe zin"),
            "QuestionUnreadable",
        ),
    ] {
        assert_eq!(desk.code(name, wrong.clone()), code, "{wrong}");
    }
    let change = json!({ "present": PASSPHRASE, "passphrase": WORKER });
    assert_eq!(
        desk.code("keys.change_passphrase", change),
        "PassphraseTaken"
    );
    assert_eq!(
        desk.ok("keys.list_people", json!({}))["people"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    desk.ok(name, add("Gijs", "reader", "een heel nieuwe zin"));
    assert_eq!(comes(&mut desk, "een heel nieuwe zin"), "Gijs");
}

#[test]
fn ones_passphrase_is_changed_with_ones_own_and_not_with_a_colleagues() {
    let (mut desk, ..) = staffed();
    let change = |present: &str| json!({ "present": present, "passphrase": "een heel nieuwe zin" });
    let name = "keys.change_passphrase";
    assert_eq!(desk.code(name, change(WORKER)), "WrongPassphrase");
    desk.ok(name, change(PASSPHRASE));
    assert_eq!(comes(&mut desk, "een heel nieuwe zin"), "Anja Bos");
    assert_eq!(comes(&mut desk, WORKER), "Fatima");
}

#[test]
fn a_manager_gives_a_new_passphrase_to_whoever_forgot_theirs_and_not_to_themselves() {
    let (mut desk, _, worker) = staffed();
    let me = desk.ok("book.state", json!({}))["person"]["person_id"].clone();
    let give = |id: &Value| json!({ "person_id": id, "passphrase": "een heel nieuwe zin" });
    assert_eq!(
        desk.code("keys.give_passphrase", give(&me)),
        "NotToYourself"
    );
    desk.ok("keys.give_passphrase", give(&worker));
    desk.ok("book.lock", json!({}));
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": WORKER })),
        "WrongPassphrase"
    );
    assert_eq!(comes(&mut desk, "een heel nieuwe zin"), "Fatima");
}

#[test]
fn one_manager_stays_and_nobody_takes_themselves_away() {
    let mut desk = TestDesk::open();
    let me = desk.ok("book.state", json!({}))["person"]["person_id"].clone();
    let role = |id: &Value, role: &str| json!({ "person_id": id, "role": role });
    assert_eq!(
        desk.code("keys.change_role", role(&me, "worker")),
        "LastManager"
    );
    assert_eq!(
        desk.code("keys.remove_person", json!({ "person_id": me })),
        "NotToYourself"
    );
    let second = desk.ok(
        "keys.add_person",
        add("Bram", "manager", "zon maan sterren lucht"),
    );
    desk.ok("keys.change_role", role(&me, "worker"));
    assert_eq!(
        desk.ok("book.state", json!({}))["person"]["role"],
        "worker",
        "the role holds at once"
    );
    assert_eq!(desk.code("keys.list_people", json!({})), "RoleTooSmall");
    comes(&mut desk, "zon maan sterren lucht");
    let other = role(&second["person_id"], "reader");
    assert_eq!(desk.code("keys.change_role", other), "LastManager");
    desk.ok("keys.change_role", role(&me, "manager"));
}

#[test]
fn a_renamed_person_is_called_so_in_former_acts_too() {
    let (mut desk, _, worker) = staffed();
    let rename = |name: &str| json!({ "person_id": worker, "name": name });
    assert_eq!(
        desk.code("keys.rename_person", rename("Bram")),
        "DeskNameTaken"
    );
    comes(&mut desk, WORKER);
    desk.ok(
        "members.admit",
        json!({ "kind": "person", "membership": "active", "fields": { "family_name": "Berg" } }),
    );
    comes(&mut desk, PASSPHRASE);
    desk.ok("keys.rename_person", rename("Fatima Aydin"));
    assert_eq!(
        desk.ok("desk.acts", json!({ "limit": 2 }))[1]["person"],
        "Fatima Aydin"
    );
}

#[test]
fn who_leaves_opens_nothing_and_stays_in_the_acts() {
    let (mut desk, _, worker) = staffed();
    comes(&mut desk, WORKER);
    desk.ok(
        "members.admit",
        json!({ "kind": "person", "membership": "active", "fields": { "family_name": "Berg" } }),
    );
    comes(&mut desk, PASSPHRASE);
    let removed = desk.ok("keys.remove_person", json!({ "person_id": worker }));
    assert_eq!(removed["recovery_code"].as_str().unwrap().len(), 39);
    assert_eq!(
        desk.ok("members.list", json!({}))["total"],
        1,
        "the desk goes on"
    );
    let people = desk.ok("keys.list_people", json!({}));
    assert_eq!(people["people"][2]["name"], "Fatima");
    assert!(people["people"][2]["left_at"].is_string());
    assert_eq!(
        desk.ok("desk.acts", json!({ "limit": 3 }))[1]["person"],
        "Fatima"
    );

    let again = json!({ "person_id": worker });
    assert_eq!(desk.code("keys.remove_person", again.clone()), "NotFound");
    let role = json!({ "person_id": worker, "role": "manager" });
    assert_eq!(desk.code("keys.change_role", role), "NotFound");
    let give = json!({ "person_id": worker, "passphrase": "een heel nieuwe zin" });
    assert_eq!(desk.code("keys.give_passphrase", give), "NotFound");
    desk.ok("book.lock", json!({}));
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": WORKER })),
        "WrongPassphrase"
    );
    // The name is free again, and so is the passphrase.
    comes(&mut desk, PASSPHRASE);
    desk.ok("keys.add_person", add("Fatima", "reader", WORKER));
    assert_eq!(comes(&mut desk, WORKER), "Fatima");
}

#[test]
fn a_new_recovery_code_makes_the_old_paper_worthless() {
    let mut desk = TestDesk::empty();
    let made = desk.ok("book.create", crate::desk::new_book("De Nieuwe Jutter"));
    let fresh = desk.ok("keys.new_recovery_code", json!({}));
    desk.ok("book.lock", json!({}));
    let with = |code: &Value| json!({ "recovery_code": code, "passphrase": "een heel nieuwe zin" });
    assert_eq!(
        desk.code("book.recover", with(&made["recovery_code"])),
        "WrongRecoveryCode"
    );
    desk.ok("book.recover", with(&fresh["recovery_code"]));
    assert_eq!(comes(&mut desk, "een heel nieuwe zin"), "Anja Bos");
}

#[test]
fn a_recovery_code_is_in_doubt_until_somebody_types_it_from_the_paper() {
    let mut desk = TestDesk::empty();
    let made = desk.ok("book.create", crate::desk::new_book("De Nieuwe Jutter"));
    let code = |made: &Value| json!({ "recovery_code": made["recovery_code"] });
    let doubt = |desk: &mut TestDesk| {
        let listed = desk.ok("keys.list_people", json!({}))["code_doubt"].clone();
        let listed = listed == "unproven";
        let today = desk.ok("today.get", json!({}));
        let asked = |item: &Value| item["kind"] == "code_in_doubt";
        assert_eq!(today["items"].as_array().unwrap().iter().any(asked), listed);
        listed
    };
    assert!(
        doubt(&mut desk),
        "the power may have gone before anybody saw it"
    );
    let slip = json!({ "recovery_code": "ABCD" });
    assert_eq!(
        desk.code("keys.prove_recovery_code", slip),
        "RecoveryCodeMistyped"
    );
    assert!(doubt(&mut desk));
    desk.ok("keys.prove_recovery_code", code(&made));
    assert!(!doubt(&mut desk));
    desk.restart();
    comes(&mut desk, PASSPHRASE);
    assert!(!doubt(&mut desk));
    let fresh = desk.ok("keys.new_recovery_code", json!({}));
    assert!(doubt(&mut desk));
    // The old paper is proof of nothing.
    assert_eq!(
        desk.code("keys.prove_recovery_code", code(&made)),
        "WrongRecoveryCode"
    );
    desk.clock.forward(60);
    desk.ok("keys.prove_recovery_code", code(&fresh));
    assert!(!doubt(&mut desk));
    desk.ok("keys.new_key", json!({}));
    assert!(doubt(&mut desk));
}

#[test]
fn a_recovery_code_goes_on_paper_and_leaves_no_other_file() {
    let mut desk = TestDesk::open();
    let code = desk.ok("keys.new_recovery_code", json!({}));
    let home = desk.home.path().to_path_buf();
    let before = files(&home);
    desk.choose(home.join("code.pdf"));
    let saved = desk.ok("keys.save_recovery_code", code.clone());
    assert_eq!(saved["name"], "code.pdf");
    let paper = std::fs::read(home.join("code.pdf")).unwrap();
    assert!(paper.starts_with(b"%PDF"));
    assert_eq!(files(&home).len(), before.len() + 1);
    // Another code, or one with a slip, is not printed: that paper would open nothing.
    let other = json!({ "recovery_code": "DR5W-5TV9-XZM9-7CSF-WA6P-FTP0-KDZ0-TFY7" });
    assert_eq!(
        desk.code("keys.save_recovery_code", other),
        "WrongRecoveryCode"
    );
    let slip = json!({ "recovery_code": "ABCD" });
    assert_eq!(
        desk.code("keys.save_recovery_code", slip),
        "RecoveryCodeMistyped"
    );
    assert_eq!(desk.ok("keys.save_recovery_code", code), Value::Null); // Cancelled.
}

/// Every file below a folder.
pub fn files(place: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(place).unwrap().map(Result::unwrap);
    entries
        .flat_map(|entry| match entry.path() {
            folder if folder.is_dir() => files(&folder),
            file => vec![file],
        })
        .collect()
}

#[test]
fn the_recovery_code_opens_as_a_manager_also_when_who_made_it_is_none_any_more() {
    let (mut desk, _, _) = staffed();
    let me = desk.ok("book.state", json!({}))["person"]["person_id"].clone();
    let code = desk.ok("keys.new_recovery_code", json!({}));
    desk.ok(
        "keys.change_role",
        json!({ "person_id": me, "role": "reader" }),
    );
    desk.ok("book.lock", json!({}));
    let recovered = desk.ok(
        "book.recover",
        json!({ "recovery_code": code["recovery_code"], "passphrase": "een heel nieuwe zin" }),
    );
    assert_eq!(recovered["state"]["person"]["name"], "Bram");
    assert_eq!(recovered["state"]["person"]["role"], "manager");
    assert_eq!(comes(&mut desk, PASSPHRASE), "Anja Bos");
}

#[test]
fn a_passphrase_is_offered_before_there_is_a_book_and_another_each_time() {
    let mut desk = TestDesk::empty();
    let one = desk.ok("keys.suggest_passphrase", json!({}));
    let other = desk.ok("keys.suggest_passphrase", json!({}));
    assert_ne!(one["passphrase"], other["passphrase"]);
    let words = one["passphrase"].as_str().unwrap().split(' ').count();
    assert_eq!((words, one["bits"].as_u64()), (5, Some(50)));
}

#[test]
fn a_practice_book_has_no_passphrases_to_give() {
    let mut desk = TestDesk::empty();
    desk.ok("book.practice", json!({}));
    let wrong = add("Gijs", "worker", "een heel nieuwe zin");
    assert_eq!(
        desk.code("keys.add_person", wrong),
        "PracticeHasNoPassphrase"
    );
    for name in ["keys.new_key", "keys.new_recovery_code"] {
        assert_eq!(desk.code(name, json!({})), "PracticeHasNoPassphrase");
    }
}

#[test]
fn a_desk_has_room_for_forty_people_and_says_so_to_the_next() {
    let mut desk = TestDesk::open();
    for number in 2..=40 {
        let passphrase = format!("woorden die {number} keer anders zijn");
        let name = format!("Vrijwilliger {number}");
        desk.ok("keys.add_person", add(&name, "reader", &passphrase));
    }
    let refused = desk.ask("keys.add_person", add("Nog een", "reader", WORKER));
    let refused = refused.unwrap_err();
    assert_eq!(
        (&refused["code"], &refused["details"]["most"]),
        (&json!("TooManyPeople"), &json!(40))
    );
    let people = desk.ok("keys.list_people", json!({}));
    let people = people["people"].as_array().unwrap();
    assert_eq!(people.len(), 40);
}

//! Copies that are listed, looked at, tried and put back; and what is refused on the way.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use wijkboek_core::backup;

use crate::{
    book::{PASSPHRASE, TestBook, open_by_hand, raw_key},
    desk::{TestDesk, new_book},
};

pub(super) fn riet(given: &str) -> Value {
    let fields = json!({ "given_name": given, "family_name": "Berg" });
    json!({ "kind": "person", "fields": fields, "membership": "active" })
}

pub(super) fn admit(desk: &mut TestDesk, given: &str) {
    desk.ok("members.admit", riet(given));
}

fn total(desk: &mut TestDesk) -> u64 {
    desk.ok("members.list", json!({}))["total"]
        .as_u64()
        .unwrap()
}

/// The newest copy on the shelf.
pub(super) fn newest(desk: &mut TestDesk) -> Value {
    desk.ok("backup.list", json!({}))[0].clone()
}

pub(super) fn unlock(desk: &mut TestDesk) {
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
}

#[test]
fn a_restore_shows_what_is_lost_puts_the_copy_there_and_keeps_the_present_book() {
    let mut desk = TestDesk::open();
    admit(&mut desk, "Riet");
    desk.ok("backup.keep", json!({}));
    for given in ["Bram", "Cor", "Dirk"] {
        admit(&mut desk, given);
    }
    let copy = newest(&mut desk);
    assert_eq!(
        (&copy["standing"], &copy["members"]),
        (&json!("checked"), &json!(1))
    );
    let file = json!({ "file": copy["file"] });
    let looked = desk.ok("backup.look", file.clone());
    assert_eq!(looked["centre"], "De Nieuwe Jutter");
    assert_eq!(
        (&looked["of_another"], &looked["lost"]["acts"]),
        (&json!(false), &json!(3))
    );
    let latest = looked["lost"]["latest"].as_array().unwrap();
    assert_eq!(
        (latest.len(), &latest[0]["command"]),
        (3, &json!("members.admit"))
    );
    assert_eq!(latest[0]["person"], "Anja Bos");
    assert_eq!(total(&mut desk), 4, "looking changes nothing");

    let restored = desk.ok("backup.restore", file);
    assert_eq!(restored["state"]["phase"], "locked");
    assert_eq!(desk.code("members.list", json!({})), "BookIsLocked");
    unlock(&mut desk);
    assert_eq!(total(&mut desk), 1);
    // The book of before is kept as a book, and the way back is a restore as well.
    let kept = desk
        .book_folder()
        .with_file_name("de-nieuwe-jutter-voor-terugzetten-2026-11-23.wijkboek");
    assert_eq!(
        restored["kept"],
        "de-nieuwe-jutter-voor-terugzetten-2026-11-23"
    );
    assert!(kept.join("book.db").exists());
    let before = newest(&mut desk);
    assert_eq!(before["last_act"], 5, "a copy was made just before");
    let back = desk.ok("backup.look", json!({ "file": before["file"] }));
    assert_eq!(back["lost"]["acts"], 0);
    desk.ok("backup.restore", json!({ "file": before["file"] }));
    unlock(&mut desk);
    assert_eq!(total(&mut desk), 4);
    assert_eq!(desk.ok("book.verify", json!({}))["sound"], true);
}

#[test]
fn a_book_that_went_another_way_than_its_copy_loses_what_they_do_not_share() {
    let mut desk = TestDesk::open();
    admit(&mut desk, "Riet");
    desk.ok("backup.keep", json!({}));
    let early = newest(&mut desk);
    admit(&mut desk, "Bram");
    admit(&mut desk, "Cor");
    desk.clock.set("2026-11-24");
    desk.ok("backup.keep", json!({}));
    let late = newest(&mut desk);
    assert_eq!(late["last_act"], 4);
    desk.ok("backup.restore", json!({ "file": early["file"] }));
    unlock(&mut desk);
    admit(&mut desk, "Dirk");
    // Two acts in the copy are not in this book, and one of this book is not in the copy.
    let looked = desk.ok("backup.look", json!({ "file": late["file"] }));
    assert_eq!(looked["lost"]["acts"], 1);
}

#[test]
fn a_copy_is_tried_in_a_folder_of_its_own_and_then_it_says_so() {
    let mut desk = TestDesk::open();
    admit(&mut desk, "Riet");
    desk.ok("backup.keep", json!({}));
    let copy = newest(&mut desk);
    let tested = desk.ok("backup.test", json!({ "file": copy["file"] }));
    assert_eq!(tested["last_act"], 2);
    let copy = newest(&mut desk);
    assert_eq!(
        (&copy["standing"], &copy["tested_on"]),
        (&json!("tested"), &json!("2026-11-23"))
    );
    // The book, its shelf, and nothing that was unpacked.
    assert_eq!(
        fs::read_dir(desk.home.path().join("data")).unwrap().count(),
        2
    );
}

#[test]
fn a_damaged_copy_is_neither_looked_at_nor_tried_nor_put_back() {
    let mut desk = TestDesk::open();
    desk.ok("backup.keep", json!({}));
    let copy = newest(&mut desk);
    let path = shelf(&mut desk).join(copy["name"].as_str().unwrap());
    let good = fs::read(&path).unwrap();
    for place in [700, good.len() / 2, good.len() - 2000] {
        let mut bad = good.clone();
        bad[place] ^= 1;
        fs::write(&path, bad).unwrap();
        for command in ["backup.look", "backup.test", "backup.restore"] {
            let code = desk.code(command, json!({ "file": copy["file"] }));
            assert!(
                ["BackupIsDamaged", "NotABackup"].contains(&code.as_str()),
                "{code}"
            );
        }
    }
    assert_eq!(total(&mut desk), 0, "the book lies open as before");
}

#[test]
fn a_copy_with_a_schema_that_is_not_ours_is_refused() {
    let mut desk = TestDesk::open();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let key = raw_key(&folder);
    for hostile in [
        "CREATE VIEW people AS SELECT 1",
        "CREATE TRIGGER quiet AFTER INSERT ON member BEGIN DELETE FROM member; END",
        "CREATE TABLE extra (text TEXT) STRICT",
    ] {
        let by_hand = open_by_hand(&folder, &key);
        by_hand.execute_batch(hostile).unwrap();
        drop(by_hand);
        // The book itself carries it here; a copy of it is refused all the same.
        let book = TestBook::open_again(&folder, &wijkboek_desk::real_ambient());
        let target = desk.home.path().join("hostile.wijkboek-backup");
        backup::make(&mut book.unwrap(), &target, |_| Ok(())).unwrap();
        desk.choose(&target);
        let chosen = desk.ok("backup.choose", json!({}));
        let question = json!({ "file": chosen["file"], "passphrase": PASSPHRASE });
        for command in ["backup.look", "backup.test", "backup.restore"] {
            assert_eq!(
                desk.code(command, question.clone()),
                "BackupIsForeign",
                "{hostile}"
            );
        }
        fs::remove_file(&target).unwrap();
        let by_hand = open_by_hand(&folder, &key);
        let name = hostile.split(' ').nth(2).unwrap();
        let kind = hostile.split(' ').nth(1).unwrap();
        by_hand
            .execute_batch(&format!("DROP {kind} {name}"))
            .unwrap();
    }
    unlock(&mut desk);
}

#[test]
fn the_copy_of_another_centre_asks_its_passphrase_and_its_name() {
    let mut desk = TestDesk::empty();
    desk.ok("book.create", new_book("Het Anker"));
    admit(&mut desk, "Riet");
    let target = desk.home.path().join("anker.wijkboek-backup");
    desk.choose(&target);
    desk.ok("backup.make", json!({}));
    desk.ok("book.choose", json!({ "new": true }));
    desk.ok("book.create", new_book("De Nieuwe Jutter"));
    desk.choose(&target);
    let file = desk.ok("backup.choose", json!({}))["file"].clone();
    // Whose passphrase is meant is said both times.
    let wrong = json!({ "file": file, "passphrase": "kip huis boot lamp" });
    for (question, code) in [
        (json!({ "file": file }), "BackupAsksPassphrase"),
        (wrong, "WrongPassphrase"),
    ] {
        let refused = desk.ask("backup.look", question).unwrap_err();
        let details = &refused["details"];
        assert_eq!(
            (&refused["code"], &details["copy"]),
            (&json!(code), &json!("Het anker"))
        );
        let made_at = details["made_at"].as_str().unwrap();
        assert!(made_at.starts_with("2026-11-23T"), "{made_at}");
    }
    let right = json!({ "file": file, "passphrase": PASSPHRASE });
    let looked = desk.ok("backup.look", right.clone());
    assert_eq!(
        (&looked["centre"], &looked["of_another"]),
        (&json!("Het Anker"), &json!(true))
    );
    assert_eq!(looked["lost"], Value::Null);

    let refused = desk.ask("backup.restore", right.clone()).unwrap_err();
    assert_eq!(refused["code"], "OtherCentreUnconfirmed");
    assert_eq!(refused["details"]["centre"], "Het Anker");
    let mut typed = right;
    typed["centre"] = json!("De Nieuwe Jutter");
    assert_eq!(
        desk.code("backup.restore", typed.clone()),
        "OtherCentreUnconfirmed"
    );
    assert_eq!(total(&mut desk), 0);
    typed["centre"] = json!("het anker");
    let restored = desk.ok("backup.restore", typed);
    // The book that lay here knows nothing of who was erased there since.
    assert_eq!(restored["erasures_unknown"], true);
    assert_eq!(
        restored["kept"].as_str().map(|kept| kept.contains("voor")),
        Some(true)
    );
    unlock(&mut desk);
    assert_eq!(total(&mut desk), 1);
}

#[test]
fn a_book_that_does_not_open_any_more_is_brought_back_from_the_lock_screen() {
    let mut desk = TestDesk::open();
    admit(&mut desk, "Riet");
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    fs::write(folder.join("book.db"), vec![7; 8192]).unwrap();
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": PASSPHRASE })),
        "BookIsDamaged"
    );
    let copy = newest(&mut desk);
    let question = json!({ "file": copy["file"], "passphrase": PASSPHRASE });
    assert_eq!(
        desk.ok("backup.look", question.clone())["lost"],
        Value::Null
    );
    desk.ok("backup.restore", question);
    unlock(&mut desk);
    assert_eq!(total(&mut desk), 1);
}

#[test]
fn a_restore_that_was_cut_off_is_finished_by_the_desk_that_began_it_too() {
    let mut desk = TestDesk::open();
    admit(&mut desk, "Riet");
    let book = desk.book_folder();
    desk.ok("book.lock", json!({}));
    // Between two renames: the book of before has its other name, the copy not yet its own.
    let staged = book.with_file_name(".de-nieuwe-jutter.terugzetten");
    fs::rename(&book, &staged).unwrap();
    fs::write(staged.join("restored.json"), r#"{"kept":"x.wijkboek"}"#).unwrap();
    unlock(&mut desk);
    assert_eq!(total(&mut desk), 1);
    assert!(!staged.exists());
}

#[test]
fn an_import_is_preceded_by_a_copy() {
    let mut desk = TestDesk::open();
    admit(&mut desk, "Riet");
    let list = desk.home.path().join("leden.csv");
    fs::write(&list, "Voornaam;Achternaam\nBram;Bos\n").unwrap();
    desk.choose(&list);
    let file = desk.ok("files.choose", json!({}))["file"].clone();
    drop(desk.ask("import.apply_members", json!({ "file": file })));
    let copy = newest(&mut desk);
    assert_eq!(
        (&copy["last_act"], &copy["members"]),
        (&json!(2), &json!(1))
    );
}

#[test]
fn two_sticks_take_turns_and_the_older_copy_on_each_is_looked_at_again() {
    let mut desk = TestDesk::open();
    for name in ["Blauw", "Rood"] {
        let folder = desk.home.path().join(name);
        fs::create_dir(&folder).unwrap();
        desk.choose(&folder);
        desk.ok("backup.add_place", json!({ "name": name }));
    }
    let turn = |desk: &mut TestDesk| {
        let places = desk.ok("backup.places", json!({}));
        let next = places
            .as_array()
            .unwrap()
            .iter()
            .find(|place| place["next"] == true);
        next.unwrap()["name"].as_str().unwrap().to_owned()
    };
    assert_eq!(turn(&mut desk), "Blauw");
    let made = desk.ok("backup.make", json!({ "place": "Blauw" }));
    assert_eq!(
        (&made["previous"], turn(&mut desk).as_str()),
        (&Value::Null, "Rood")
    );
    desk.clock.set("2026-11-25");
    desk.ok("backup.make", json!({ "place": "Rood" }));
    assert_eq!(turn(&mut desk), "Blauw");
    desk.clock.set("2026-11-30");
    let again = desk.ok("backup.make", json!({ "place": "Blauw" }));
    assert_eq!(
        again["previous"],
        json!({ "made_on": "2026-11-23", "sound": true })
    );

    // A stick that lies says so at the latest when the next copy is made on it.
    let path = desk
        .home
        .path()
        .join("Blauw")
        .join(again["file"]["name"].as_str().unwrap());
    let mut bytes = fs::read(&path).unwrap();
    let place = bytes.len() - 3000;
    bytes[place] ^= 1;
    fs::write(&path, bytes).unwrap();
    desk.clock.set("2026-12-01");
    let third = desk.ok("backup.make", json!({ "place": "Blauw" }));
    assert_eq!(
        third["previous"],
        json!({ "made_on": "2026-11-30", "sound": false })
    );

    fs::remove_dir_all(desk.home.path().join("Rood")).unwrap();
    assert_eq!(
        desk.code("backup.make", json!({ "place": "Rood" })),
        "CopyTargetIsGone"
    );
    let inside = desk.book_folder();
    desk.choose(inside);
    assert_eq!(
        desk.code("backup.add_place", json!({ "name": "Boek" })),
        "TargetIsTheBook"
    );
    let left = desk.ok("backup.forget_place", json!({ "name": "Rood" }));
    assert_eq!(left.as_array().unwrap().len(), 1);
    let sticks = (0..12).map(|number| {
        let folder = desk.home.path().join(format!("stick-{number}"));
        fs::create_dir(&folder).unwrap();
        desk.choose(&folder);
        desk.ask(
            "backup.add_place",
            json!({ "name": format!("Stick {number}") }),
        )
    });
    let refused: Vec<Value> = sticks.filter_map(Result::err).collect();
    assert_eq!(
        (
            refused.len(),
            &refused[0]["code"],
            &refused[0]["details"]["most"]
        ),
        (1, &json!("TooManyPlaces"), &json!(12))
    );
}

pub(super) fn shelf(desk: &mut TestDesk) -> PathBuf {
    backup::shelf(&desk.book_folder())
}

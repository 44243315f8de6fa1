//! The desk: opening, locking, roles, undo, backups, and everything that can be wrong with a book.

use std::fs;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    book::PASSPHRASE,
    desk::{TestDesk, new_book},
};

fn riet() -> Value {
    json!({
        "kind": "person",
        "fields": { "given_name": "Riet", "prefix": "van den", "family_name": "Berg" },
        "membership": "active",
    })
}

#[test]
fn a_first_start_leads_to_an_open_book_with_its_manager_at_the_desk() {
    let mut desk = TestDesk::empty();
    assert_eq!(desk.ok("book.state", json!({}))["phase"], "none");
    assert_eq!(desk.code("members.list", json!({})), "BookIsLocked");
    let made = desk.ok("book.create", new_book("De Nieuwe Jutter"));
    assert_eq!(made["recovery_code"].as_str().unwrap().len(), 39);
    assert_eq!(made["state"]["phase"], "open");
    assert_eq!(made["state"]["person"]["name"], "Anja Bos");
    assert_eq!(made["state"]["person"]["role"], "manager");
    assert_eq!(desk.ok("members.list", json!({}))["total"], 0);
}

#[test]
fn a_book_that_cannot_be_made_leaves_nothing_behind() {
    let mut desk = TestDesk::empty();
    for (wrong, code) in [
        (
            json!({ "centre": " ", "person": "Anja", "passphrase": PASSPHRASE }),
            "NameMissing",
        ),
        (
            json!({ "centre": "Jutter", "person": "", "passphrase": PASSPHRASE }),
            "NameMissing",
        ),
        (
            json!({ "centre": "Jutter", "person": "A", "passphrase": "kort" }),
            "PassphraseTooShort",
        ),
        (
            json!({ "centre": "Jutter", "person": "A", "passphrase": "aaaaaaaaaaaaaaaaaaaa" }),
            "PassphraseTooPlain",
        ),
        (json!({ "centre": "Jutter" }), "QuestionUnreadable"),
    ] {
        assert_eq!(desk.code("book.create", wrong), code);
    }
    assert_eq!(desk.ok("book.state", json!({}))["phase"], "none");
    assert!(!desk.home.path().join("data").exists());
}

#[test]
fn a_locked_book_opens_with_its_passphrase_and_nothing_else() {
    let mut desk = TestDesk::open();
    desk.ok("members.admit", riet());
    assert_eq!(desk.ok("book.lock", json!({}))["phase"], "locked");
    assert_eq!(desk.code("members.list", json!({})), "BookIsLocked");
    let wrong = desk.ask("book.unlock", json!({ "passphrase": "iets heel anders" }));
    assert_eq!(
        wrong.unwrap_err(),
        json!({
            "code": "WrongPassphrase",
            "details": { "field": "passphrase", "seconds": 1, "many": false }
        })
    );
    desk.ok(
        "book.unlock",
        json!({ "passphrase": format!("  {PASSPHRASE} ") }),
    );
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);

    desk.restart();
    assert_eq!(desk.ok("book.state", json!({}))["phase"], "locked");
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);
}

#[test]
fn the_recovery_code_gives_a_new_passphrase_once() {
    let mut desk = TestDesk::empty();
    let made = desk.ok("book.create", new_book("De Nieuwe Jutter"));
    let code = made["recovery_code"].as_str().unwrap().to_lowercase();
    desk.ok("book.lock", json!({}));
    let with =
        |code: &str, passphrase: &str| json!({ "recovery_code": code, "passphrase": passphrase });
    assert_eq!(
        desk.code("book.recover", with("ABCD", "vier nieuwe woorden")),
        "RecoveryCodeMistyped"
    );
    assert_eq!(
        desk.code("book.recover", with(&code, "kort")),
        "PassphraseTooShort"
    );
    assert_eq!(
        desk.code("book.recover", with(&code, "123456789012")),
        "PassphraseTooPlain"
    );
    let fresh = desk.ok("book.recover", with(&code, "vier nieuwe woorden"));
    assert_ne!(fresh["recovery_code"], made["recovery_code"]);
    desk.ok("book.lock", json!({}));
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": PASSPHRASE })),
        "WrongPassphrase"
    );
    assert_eq!(
        desk.code("book.recover", with(&code, "weer een andere zin")),
        "WrongRecoveryCode"
    );
    desk.ok(
        "book.unlock",
        json!({ "passphrase": "vier nieuwe woorden" }),
    );
}

#[test]
fn a_passphrase_is_changed_only_by_whoever_knows_it() {
    let mut desk = TestDesk::open();
    let change = |present: &str, new: &str| json!({ "present": present, "passphrase": new });
    let name = "keys.change_passphrase";
    assert_eq!(
        desk.code(name, change("onzin onzin onzin", "een nieuwe zin")),
        "WrongPassphrase"
    );
    assert_eq!(
        desk.code(name, change(PASSPHRASE, "kort")),
        "PassphraseTooShort"
    );
    assert_eq!(
        desk.code(name, change(PASSPHRASE, "onzin onzin onzin")),
        "PassphraseTooPlain"
    );
    desk.ok(name, change(PASSPHRASE, "een nieuwe zin"));
    desk.ok("book.lock", json!({}));
    assert_eq!(
        desk.code("book.unlock", json!({ "passphrase": PASSPHRASE })),
        "WrongPassphrase"
    );
    desk.ok("book.unlock", json!({ "passphrase": "een nieuwe zin" }));
}

#[test]
fn an_act_is_done_once_and_can_be_taken_back_once() {
    let mut desk = TestDesk::open();
    let id = Uuid::from_u128(7);
    let first = desk.ask_as(id, "members.admit", riet()).unwrap();
    assert_eq!(desk.ask_as(id, "members.admit", riet()).unwrap(), first);
    let mut other = riet();
    other["membership"] = json!("friend");
    let reused = desk.ask_as(id, "members.admit", other).unwrap_err();
    assert_eq!(reused["code"], "OperationIdReused");
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);

    desk.ok("desk.undo", json!({ "operation_id": id }));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 0);
    assert_eq!(
        desk.code("desk.undo", json!({ "operation_id": id })),
        "AlreadyUndone"
    );
    assert_eq!(
        desk.code("desk.undo", json!({ "operation_id": Uuid::nil() })),
        "NotFound"
    );
    let acts = desk.ok("desk.acts", json!({ "limit": 10 }));
    assert_eq!(acts[0]["command"], "desk.undo");
    assert_eq!(
        (&acts[1]["command"], &acts[1]["undone"]),
        (&json!("members.admit"), &json!(true))
    );
    assert_eq!(acts[1]["person"], "Anja Bos");
    let before = json!({ "limit": 10, "before": acts[1]["sequence"] });
    let earlier = desk.ok("desk.acts", before);
    assert_eq!(earlier[0], acts[2]);
    assert_eq!(
        earlier.as_array().unwrap().len() + 2,
        acts.as_array().unwrap().len()
    );
    // The making of the book is an act too, and none that can be taken back.
    let first = earlier.as_array().unwrap().last().unwrap();
    let made = json!({ "operation_id": first["operation_id"] });
    assert_eq!(desk.code("desk.undo", made), "CannotBeUndone");
}

#[test]
fn what_is_not_on_the_list_or_not_of_its_shape_is_refused() {
    let mut desk = TestDesk::open();
    assert_eq!(desk.code("members.drop", json!({})), "CommandUnknown");
    assert_eq!(
        desk.code("members.list", json!({ "sql": "x" })),
        "QuestionUnreadable"
    );
    assert_eq!(desk.code("members.list", json!([])), "QuestionUnreadable");
    assert_eq!(
        desk.code("members.get", json!({ "member_id": "x" })),
        "QuestionUnreadable"
    );
    let without = wijkboek_desk::Envelope::question("members.admit", riet());
    assert_eq!(
        desk.desk.call(&without).unwrap_err().code,
        "OperationIdMissing"
    );
    assert_eq!(desk.ok("members.list", Value::Null)["total"], 0);
}

#[test]
fn a_copy_is_verified_and_opens_as_a_book_of_its_own() {
    let mut desk = TestDesk::open();
    desk.ok("members.admit", riet());
    let target = desk.home.path().join("kopie.wijkboek-backup");
    desk.choose(&target);
    let made = desk.ok("backup.make", json!({}));
    assert_eq!(made["manifest"]["last_act"], 2);
    // A file that is there is never replaced, and the folder of the book takes none.
    let (before, inside) = (fs::read(&target).unwrap(), desk.book_folder());
    desk.choose(&target);
    let second = desk.ok("backup.make", json!({}));
    assert_eq!(second["file"]["name"], "kopie-2.wijkboek-backup");
    assert_eq!(fs::read(&target).unwrap(), before);
    for refused in [inside.join("kopie.wijkboek-backup"), inside.join("book.db")] {
        desk.choose(refused);
        assert_eq!(desk.code("backup.make", json!({})), "TargetIsTheBook");
    }
    assert_eq!(desk.ok("backup.make", json!({})), Value::Null); // The dialog was cancelled.

    desk.ok("members.admit", riet());
    desk.choose(&target);
    let opened = desk.ok("backup.open", json!({}));
    assert_eq!(opened["state"]["phase"], "locked");
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);
    let books = desk.ok("book.state", json!({}))["books"].clone();
    let here: Vec<bool> = books
        .as_array()
        .unwrap()
        .iter()
        .map(|book| book["here"].as_bool().unwrap())
        .collect();
    assert_eq!(here, [true, false], "{books}");
    desk.ok("book.choose", json!({ "place": 1 }));
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 2);
    // Once more: the copy as it was made, not what became of it since.
    desk.ok("book.choose", json!({ "place": 1 }));
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    desk.ok("members.admit", riet());
    desk.choose(&target);
    desk.ok("backup.open", json!({}));
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 1);
}

#[test]
fn a_copy_leaves_the_files_around_it_alone() {
    let mut desk = TestDesk::open();
    let others = ["kopie.part", "kopie.database.part"].map(|name| desk.home.path().join(name));
    for other in &others {
        fs::write(other, "half a download").unwrap();
    }
    desk.choose(desk.home.path().join("kopie.wijkboek-backup"));
    desk.ok("backup.make", json!({}));
    for other in &others {
        assert_eq!(fs::read(other).unwrap(), b"half a download");
    }
    // These two, the copy, and the folders of the book and the settings.
    assert_eq!(fs::read_dir(desk.home.path()).unwrap().count(), 5);
}

#[test]
fn a_damaged_or_foreign_copy_is_refused_and_leaves_nothing() {
    let mut desk = TestDesk::open();
    let target = desk.home.path().join("kopie.wijkboek-backup");
    desk.choose(&target);
    desk.ok("backup.make", json!({}));
    let good = fs::read(&target).unwrap();
    let wrong = desk.home.path().join("wrong.wijkboek-backup");
    let mut refused = |bytes: &[u8]| {
        fs::write(&wrong, bytes).unwrap();
        desk.choose(&wrong);
        desk.code("backup.open", json!({}))
    };
    let mut flipped = good.clone();
    let place = good.len() / 2;
    flipped[place] ^= 1;
    assert_eq!(refused(&flipped), "BackupIsDamaged");
    assert_eq!(refused(&good[..good.len() / 2]), "BackupIsDamaged");
    assert_eq!(refused(b"PK\x03\x04 something else"), "NotABackup");
    assert_eq!(refused(b""), "NotABackup");
    // The book and the shelf beside it.
    let books = fs::read_dir(desk.home.path().join("data")).unwrap().count();
    assert_eq!(books, 2);
}

#[test]
fn everything_that_can_be_wrong_with_a_book_has_its_own_answer() {
    let mut desk = TestDesk::open();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let unlock = json!({ "passphrase": PASSPHRASE });

    desk.choose(desk.home.path().join("nowhere"));
    assert_eq!(desk.code("book.choose", json!({})), "NotABook");
    let text = desk.home.path().join("tekst.wijkboek");
    fs::create_dir(&text).unwrap();
    fs::write(text.join("book.db"), "hallo").unwrap();
    fs::write(text.join("keys.json"), "hallo").unwrap();
    desk.choose(&text);
    assert_eq!(desk.code("book.choose", json!({})), "KeysUnreadable");

    let keys = fs::read_to_string(folder.join("keys.json")).unwrap();
    fs::write(
        folder.join("keys.json"),
        keys.replace("\"version\": 2", "\"version\": 9"),
    )
    .unwrap();
    assert_eq!(desk.code("book.unlock", unlock.clone()), "BookIsNewer");
    let greedy = keys.replace("\"memory_kib\": 64", "\"memory_kib\": 1073741824");
    fs::write(folder.join("keys.json"), greedy).unwrap();
    assert_eq!(desk.code("book.unlock", unlock.clone()), "KeysUnreadable");
    fs::remove_file(folder.join("keys.json")).unwrap();
    desk.choose(&folder);
    assert_eq!(desk.code("book.choose", json!({})), "BookIsDamaged"); // A part of it is there.
    assert_eq!(desk.code("book.unlock", unlock.clone()), "BookIsDamaged");
    fs::write(folder.join("keys.json"), &keys).unwrap();

    let database = fs::read(folder.join("book.db")).unwrap();
    let mut damaged = database.clone();
    damaged[100] ^= 1;
    fs::write(folder.join("book.db"), &damaged).unwrap();
    assert_eq!(desk.code("book.unlock", unlock.clone()), "BookIsDamaged");
    fs::write(folder.join("book.db"), &database).unwrap();
    desk.ok("book.unlock", unlock);
}

#[test]
fn a_second_desk_on_the_same_book_is_told_so() {
    let mut desk = TestDesk::open();
    let folder = desk.book_folder();
    let mut second = TestDesk::empty();
    second.choose(&folder);
    second.ok("book.choose", json!({}));
    assert_eq!(
        second.code("book.unlock", json!({ "passphrase": PASSPHRASE })),
        "BookIsInUse"
    );
    desk.ok("members.admit", riet());
    desk.ok("book.lock", json!({}));
    second.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
}

#[test]
fn the_practice_book_needs_no_passphrase_and_leaves_the_real_one_alone() {
    let mut desk = TestDesk::open();
    let state = desk.ok("book.practice", json!({}));
    assert_eq!(
        (&state["practice"], &state["phase"]),
        (&json!(true), &json!("open"))
    );
    let change = json!({ "present": "", "passphrase": "een nieuwe zin" });
    assert_eq!(
        desk.code("keys.change_passphrase", change),
        "PracticeHasNoPassphrase"
    );
    desk.ok("members.admit", riet());
    let back = desk.ok("book.leave_practice", json!({}));
    assert_eq!(
        (&back["practice"], &back["phase"]),
        (&json!(false), &json!("locked"))
    );
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 0);
}

#[test]
fn a_copy_of_a_practice_book_takes_no_real_books_place() {
    let mut desk = TestDesk::empty();
    let nothing = json!({ "passphrase": PASSPHRASE });
    assert_eq!(desk.code("book.unlock", nothing), "NoBookYet");
    desk.ok("book.practice", json!({}));
    let copy = desk.home.path().join("oefen.wijkboek-backup");
    desk.choose(&copy);
    desk.ok("backup.make", json!({}));
    desk.ok("book.leave_practice", json!({}));
    desk.ok("book.create", new_book("De Nieuwe Jutter"));
    desk.choose(&copy);
    let file = desk.ok("files.choose", json!({}))["file"].clone();
    assert_eq!(
        desk.code("backup.restore", json!({ "file": file })),
        "CopyIsOfAnotherKind"
    );
    assert_eq!(desk.ok("book.state", json!({}))["practice"], false);
}

#[test]
fn only_a_practice_book_makes_room_for_a_practice_book() {
    let mut desk = TestDesk::empty();
    let folder = desk.home.path().join("data/oefenboek.wijkboek");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("brief.txt"), "lief dagboek").unwrap();
    for question in [json!({}), json!({ "anew": true })] {
        assert_eq!(desk.code("book.practice", question), "NotAPracticeBook");
        assert!(folder.join("brief.txt").exists());
    }
    fs::remove_dir_all(&folder).unwrap();
    desk.ok("book.practice", json!({}));
    desk.ok("book.practice", json!({ "anew": true }));
}

#[test]
fn a_practice_book_that_was_made_or_taken_away_in_part_is_made_again_whole() {
    let mut desk = TestDesk::empty();
    let folder = desk.home.path().join("data/oefenboek.wijkboek");
    desk.ok("book.practice", json!({}));
    let whole = desk.ok("members.list", json!({}))["total"].clone();
    desk.ok("members.admit", riet());
    for gone in [&[][..], &["keys.json"], &["book.db", "closed.json"]] {
        desk.ok("book.leave_practice", json!({}));
        fs::write(folder.join(".unfinished"), "").unwrap();
        for part in gone {
            fs::remove_file(folder.join(part)).unwrap();
        }
        desk.ok("book.practice", json!({}));
        assert_eq!(
            desk.ok("members.list", json!({}))["total"],
            whole,
            "{gone:?}"
        );
        assert!(!folder.join(".unfinished").exists());
    }
}

#[test]
fn settings_that_cannot_be_kept_keep_nobody_from_a_book() {
    let mut desk = TestDesk::empty();
    fs::write(desk.home.path().join("config"), "in the way of a folder").unwrap();
    let made = desk.ok("book.create", new_book("De Nieuwe Jutter"));
    desk.ok("book.lock", json!({}));
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    desk.ok("book.lock", json!({}));
    let recover =
        json!({ "recovery_code": made["recovery_code"], "passphrase": "een nieuwe lange zin" });
    desk.ok("book.recover", recover);
    assert_eq!(desk.code("face.change", json!({ "zoom": 150 })), "Disk");
}

#[test]
fn the_looks_of_the_window_are_remembered_by_the_computer() {
    let mut desk = TestDesk::empty();
    assert_eq!(
        desk.code("face.change", json!({ "zoom": 500 })),
        "NumberOutOfRange"
    );
    desk.ok("face.change", json!({ "language": "en", "zoom": 150 }));
    desk.restart();
    let face = desk.ok("face.settings", json!({}));
    assert_eq!(
        face,
        json!({ "language": "en", "theme": "system", "zoom": 150 })
    );
}

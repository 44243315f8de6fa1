//! Books that a restore put aside: listed, opened and taken away, and nothing else ever is.

use std::fs;

use serde_json::{Value, json};

use crate::{book::PASSPHRASE, desk::TestDesk};

/// A desk whose book was put back from a copy; the name under which the one before is kept.
fn put_back() -> (TestDesk, String) {
    let mut desk = TestDesk::open();
    desk.ok("backup.keep", json!({}));
    let copy = desk.ok("backup.list", json!({}))[0]["file"].take();
    let kept = desk.ok("backup.restore", json!({ "file": copy }))["kept"].take();
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    (desk, kept.as_str().unwrap().to_owned())
}

fn names(desk: &mut TestDesk) -> Vec<String> {
    let kept = desk.ok("backup.kept", json!({}));
    let names = kept.as_array().unwrap().iter();
    names
        .map(|book| book["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_book_that_was_put_aside_is_listed_with_its_day_and_size_and_opens_as_it_was() {
    let (mut desk, kept) = put_back();
    let found = desk.ok("backup.kept", json!({}));
    assert_eq!(
        (&found[0]["name"], &found[0]["day"]),
        (&json!(kept), &json!("2026-11-23"))
    );
    assert!(found[0]["bytes"].as_u64().unwrap() > 100_000);
    let state = desk.ok("backup.open_kept", json!({ "name": kept }));
    assert_eq!(
        (&state["phase"], &state["name"]),
        (&json!("locked"), &json!(kept))
    );
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    // It is itself the book on the desk now: it does not list itself.
    assert!(names(&mut desk).is_empty());
    assert_eq!(
        desk.code("backup.remove_kept", json!({ "name": kept })),
        "NotFound"
    );
}

#[test]
fn a_book_that_was_put_aside_goes_for_ever_and_the_audit_says_so() {
    let (mut desk, kept) = put_back();
    let book = desk.book_folder();
    let folder = book.with_file_name(format!("{kept}.wijkboek"));
    let held = fs::File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join("lock"))
        .unwrap();
    held.lock().unwrap();
    let question = json!({ "name": kept });
    assert_eq!(
        desk.code("backup.remove_kept", question.clone()),
        "BookIsInUse"
    );
    assert!(folder.join("book.db").exists());
    drop(held);

    let id = uuid::Uuid::from_u128(9);
    let removed = desk.ask_as(id, "backup.remove_kept", question.clone());
    assert_eq!(removed, Ok(json!({})));
    assert!(!folder.exists() && book.join("book.db").exists());
    // Sent once more, it is the same act; by another one it is not there any more.
    assert_eq!(
        desk.ask_as(id, "backup.remove_kept", question.clone()),
        Ok(json!({}))
    );
    assert_eq!(desk.code("backup.remove_kept", question), "NotFound");
    let acts = desk.ok("desk.acts", json!({ "limit": 1 }));
    assert_eq!(acts[0]["command"], "backup.remove_kept");
}

/// Lays the present book on the desk again and opens it.
fn back_to_now(desk: &mut TestDesk) {
    let place = desk.ok("book.state", json!({}))["put_aside"]["present"].take();
    desk.ok("book.choose", json!({ "place": place }));
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
}

fn admit(desk: &mut TestDesk) {
    desk.ok(
        "members.admit",
        json!({ "kind": "person", "membership": "active", "fields": { "family_name": "Berg" } }),
    );
}

#[test]
fn of_a_book_that_was_put_aside_and_opened_nothing_is_left_behind_when_it_is_taken_away() {
    let (mut desk, kept) = put_back();
    let folder = desk
        .book_folder()
        .with_file_name(format!("{kept}.wijkboek"));
    let shelf = folder.with_extension("kopieen");
    desk.ok("backup.open_kept", json!({ "name": kept }));
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    admit(&mut desk);
    desk.ok("book.lock", json!({}));
    assert!(!shelf.exists(), "no copy of it is made by itself");
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    desk.ok("backup.keep", json!({}));
    assert!(shelf.exists(), "one that somebody asks for is");
    back_to_now(&mut desk);
    let own_shelf = desk.book_folder().with_extension("kopieen");
    desk.ok("backup.remove_kept", json!({ "name": kept }));
    assert!(!folder.exists() && !shelf.exists() && own_shelf.exists());
}

#[test]
fn a_book_that_was_put_aside_says_so_and_the_next_start_is_with_the_present_one() {
    let (mut desk, kept) = put_back();
    let present = desk.ok("book.state", json!({}));
    let aside = desk
        .book_folder()
        .with_file_name(format!("{kept}.wijkboek"));
    assert_eq!(present["put_aside"], Value::Null);
    desk.ok("backup.open_kept", json!({ "name": kept }));
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    let state = desk.ok("book.state", json!({}));
    assert_eq!(
        state["put_aside"],
        json!({ "day": "2026-11-23", "present": 0 })
    );
    let known = state["books"].as_array().unwrap();
    assert!(known.iter().all(|book| book["name"] != kept));
    desk.restart();
    assert_eq!(desk.ok("book.state", json!({}))["name"], present["name"]);
    // An earlier version remembered it as the last one.
    let settings = desk.home.path().join("config/settings.json");
    let mut known: Value = serde_json::from_slice(&fs::read(&settings).unwrap()).unwrap();
    known["books"]
        .as_array_mut()
        .unwrap()
        .insert(0, json!(aside));
    fs::write(&settings, known.to_string()).unwrap();
    desk.restart();
    assert_eq!(desk.ok("book.state", json!({}))["name"], present["name"]);
}

#[test]
fn what_only_looks_like_a_book_put_aside_is_neither_listed_nor_taken_away() {
    let (mut desk, kept) = put_back();
    let book = desk.book_folder();
    let own = book.file_stem().unwrap().to_str().unwrap().to_owned();
    let others = [
        own.clone(),
        format!("{own}-voor-terugzetten-"),
        format!("{own}-voor-terugzetten-gisteren"),
        format!("{own}-voor-terugzetten-2026-13-40"),
        format!("{own}-voor-terugzetten-2026-11-23-foto"),
        format!("{own}-voor-terugzetten-2026-11-23-"),
        "een-ander-voor-terugzetten-2026-11-23".to_owned(),
        "../buiten".to_owned(),
        String::new(),
    ];
    for name in &others {
        let folder = book.with_file_name(format!("{name}.wijkboek"));
        if !name.contains('/') {
            drop(fs::create_dir(&folder));
        }
        let code = desk.code("backup.remove_kept", json!({ "name": name }));
        assert_eq!(code, "NotFound", "{name}");
        let code = desk.code("backup.open_kept", json!({ "name": name }));
        assert_eq!(code, "NotFound", "{name}");
    }
    #[cfg(unix)]
    {
        let link = book.with_file_name(format!("{own}-voor-terugzetten-2026-11-22.wijkboek"));
        std::os::unix::fs::symlink(&book, link).unwrap();
    }
    let file = book.with_file_name(format!("{own}-voor-terugzetten-2026-11-21.wijkboek"));
    fs::write(file, "no folder").unwrap();
    assert_eq!(names(&mut desk), [kept.as_str()]);
    let second = book.with_file_name(format!("{kept}-2.wijkboek"));
    fs::create_dir(second).unwrap();
    assert_eq!(names(&mut desk), [format!("{kept}-2"), kept]);
    assert_ne!(desk.ok("book.state", json!({})), Value::Null);
}

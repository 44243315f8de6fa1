//! A stick or computer that is gone: what was on it, and the sheet about it, asked also while the
//! book is locked, since whoever finds out may not be able to open it.

use std::fs;

use serde_json::{Value, json};

use crate::desk::TestDesk;

fn stick(desk: &mut TestDesk, name: &str) {
    let folder = desk.home.path().join(name);
    fs::create_dir(&folder).unwrap();
    desk.choose(&folder);
    desk.ok("backup.add_place", json!({ "name": name }));
}

fn sheet(desk: &mut TestDesk, file: &str, places: &[&str]) -> Value {
    let path = desk.home.path().join(file);
    desk.choose(&path);
    let question = json!({
        "noticed_at": "2026-11-23T11:05:00Z",
        "places": places,
        "computer": places.is_empty(),
        "readable": places.is_empty(),
        "secret": "unknown",
    });
    let written = desk.ok("privacy.save_loss", question);
    assert!(fs::read(path).unwrap().starts_with(b"%PDF-1.7"));
    written
}

#[test]
fn a_locked_desk_tells_what_was_copied_where_and_nothing_of_the_book() {
    let mut desk = TestDesk::open();
    stick(&mut desk, "Blauw");
    stick(&mut desk, "Rood");
    desk.ok("backup.make", json!({ "place": "Blauw" }));
    let book = desk.book_folder();
    desk.ok("book.lock", json!({}));
    assert_eq!(desk.code("backup.places", json!({})), "BookIsLocked");
    fs::remove_dir_all(desk.home.path().join("Blauw")).unwrap();
    let away = desk.ok("backup.away", json!({}));
    let copy = &away[0]["copies"][0];
    assert_eq!(
        away,
        json!([
            { "name": "Blauw", "there": false, "copies": [copy] },
            { "name": "Rood", "there": true, "copies": [] },
        ])
    );
    assert_eq!(copy["made_on"], "2026-11-23");
    assert_eq!(copy["book"], "de-nieuwe-jutter");
    assert!(copy["file"].as_str().unwrap().ends_with(".wijkboek-backup"));

    // A book whose keys do not read has no name, and its copy is told all the same.
    fs::write(book.join("keys.json"), "{").unwrap();
    let away = desk.ok("backup.away", json!({}));
    assert_eq!(away[0]["copies"][0]["book"], Value::Null);
}

#[test]
fn the_sheet_about_a_loss_is_made_of_an_open_book_a_locked_one_and_none() {
    let mut desk = TestDesk::empty();
    sheet(&mut desk, "none.pdf", &[]);
    let mut desk = TestDesk::open();
    stick(&mut desk, "Blauw");
    desk.ok("backup.make", json!({ "place": "Blauw" }));
    sheet(&mut desk, "open.pdf", &["Blauw", "Blauw"]);
    desk.ok("book.lock", json!({}));
    let written = sheet(&mut desk, "locked.pdf", &["Blauw"]);
    assert_eq!(written["name"], "locked.pdf");
}

#[test]
fn a_loss_was_noticed_before_now_and_at_a_place_that_this_computer_knows() {
    let mut desk = TestDesk::open();
    stick(&mut desk, "Blauw");
    desk.clock.set("2026-11-24");
    let loss = |noticed_at: &str, places: &[&str]| {
        json!({
            "noticed_at": noticed_at, "places": places,
            "computer": true, "readable": false, "secret": "no",
        })
    };
    for (noticed_at, places, code) in [
        ("2026-11-24T12:01:00Z", &["Blauw"][..], "DayIsToCome"),
        ("2026-11-25T12:00:00Z", &[], "DayIsToCome"),
        ("+262142-12-31T23:59:59Z", &[], "DayIsToCome"),
        ("0001-01-01T00:00:00Z", &[], "DayOutOfRange"),
        ("2026-11-24T12:00:00Z", &["Rood"], "NotFound"),
        ("2026-11-24T12:00:00Z", &["Blauw", "blauw"], "NotFound"),
    ] {
        let refused = desk.code("privacy.save_loss", loss(noticed_at, places));
        assert_eq!(refused, code, "{noticed_at} {places:?}");
    }
    for (file, noticed_at, places) in [
        ("now.pdf", "2026-11-24T12:00:00Z", &["Blauw"][..]),
        ("before.pdf", "2019-01-01T00:00:00Z", &[]),
    ] {
        let path = desk.home.path().join(file);
        desk.choose(&path);
        desk.ok("privacy.save_loss", loss(noticed_at, places));
        assert!(path.exists(), "{file}");
    }
    // A stick that was forgotten meanwhile is known no more.
    desk.ok("backup.forget_place", json!({ "name": "Blauw" }));
    let gone = loss("2026-11-24T12:00:00Z", &["Blauw"]);
    assert_eq!(desk.code("privacy.save_loss", gone), "NotFound");
}

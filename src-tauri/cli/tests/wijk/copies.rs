//! Copies that are put back from the command line: what is said first, whose passphrase is asked.

use serde_json::Value;

use crate::{Desk, PASSPHRASE, riet};

#[test]
fn a_copy_is_tried_and_put_back_without_a_window_when_somebody_says_yes() {
    let desk = Desk::with_book();
    let backup = desk.path("kopie.wijkboek-backup");
    let file = backup.to_str().unwrap();
    desk.json(&["backup", "--out", file]);
    desk.json(&["call", "members.admit", &riet().to_string()]);
    assert_eq!(desk.json(&["restore", file, "--test"])["last_act"], 1);
    // What would be lost is shown, though nobody can say yes.
    let output = desk.run(&["restore", file, "--json"]);
    let read = |bytes: &[u8]| -> Value { serde_json::from_slice(bytes).unwrap() };
    let (looked, failure) = (read(&output.stdout), read(&output.stderr));
    assert_eq!(looked["lost"]["acts"], 1);
    assert_eq!(failure["code"], "ConfirmationMissing");
    assert_eq!(output.status.code(), Some(3));
    let output = desk.run(&["restore", file]);
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("1 handeling na deze kopie"), "{told}");
    assert!(told.contains("Lid toegevoegd  Beheerder"), "{told}");
    assert!(!told.contains('{') && !told.contains("members"), "{told}");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(desk.json(&["call", "members.list"])["total"], 1);
    desk.json(&["restore", file, "--yes"]);
    assert_eq!(desk.json(&["call", "members.list"])["total"], 0);
    // The way back is on the shelf: a copy was made just before.
    let copies = desk.json(&["backup", "--list"]);
    assert_eq!(copies[0]["last_act"], 2);
}

#[test]
fn a_copy_becomes_the_book_where_none_lies_and_none_is_said_to_be_kept() {
    let (desk, anew) = (Desk::with_book(), Desk::without_book(PASSPHRASE));
    let backup = desk.path("kopie.wijkboek-backup");
    let file = backup.to_str().unwrap();
    desk.json(&["backup", "--out", file]);
    let restored = anew.json(&["restore", file, "--yes"]);
    assert_eq!(restored["kept"], Value::Null);
    assert_eq!(restored["erasures_unknown"], true);
    assert_eq!(
        anew.json(&["call", "centre.get"])["fields"]["name"],
        "De Nieuwe Jutter"
    );
}

#[test]
fn a_copy_says_whose_passphrase_it_asks_and_what_is_no_copy_may_be_a_damaged_one() {
    let (desk, other) = (Desk::opened_by("koffie fiets lamp raam"), Desk::with_book());
    let backup = desk.path("kopie.wijkboek-backup");
    let file = backup.to_str().unwrap();
    desk.json(&["backup", "--out", file]);
    let said = |arguments: &[&str]| {
        let output = other.run(arguments);
        assert_eq!(output.status.code(), Some(3));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let told = said(&["restore", file]);
    assert!(
        told.contains("past niet op de kopie van het boek “Boek”"),
        "{told}"
    );
    // That of the copy is another one than that of the book.
    let then = desk.path("passphrase");
    let restore = ["restore", file, "--yes", "--copy-passphrase-file"];
    let mut restore = [&restore[..], &[then.to_str().unwrap()]].concat();
    assert!(said(&restore).contains("--centre"));
    restore.extend(["--centre", "De Nieuwe Jutter"]);
    let kept = other.json(&restore)["kept"].clone();
    assert!(
        kept.as_str().unwrap().contains("voor-terugzetten"),
        "{kept}"
    );
    // The first signs of the file are the first that a bad stick spoils.
    let mut bytes = std::fs::read(&backup).unwrap();
    bytes[..16].fill(0);
    std::fs::write(&backup, bytes).unwrap();
    let told = said(&["restore", file]);
    assert!(told.contains("aan het begin beschadigd"), "{told}");
}

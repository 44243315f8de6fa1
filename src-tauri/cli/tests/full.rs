//! A disk that is really full, under a program that really runs: a small disk of its own, filled
//! while the book is open.
#![cfg(target_os = "linux")]

use std::{fs, process::Command};

use serde_json::{Value, json};

/// Mounts a small disk that nobody else sees, makes a book on it, fills the disk after the first
/// answer, and makes room again.
const STORY: &str = r#"
mount -t tmpfs -o size=40m none "$PLACE" || exit 77
ask() { "$WIJK" "$@" --book "$PLACE/boek.wijkboek" --passphrase-file "$PASSPHRASE" --json; }
ask new --centre "De Nieuwe Jutter" >/dev/null || exit 1
{
    head -n 1 "$LINES"
    until [ -s "$OUT" ]; do sleep 0.05; done
    dd if=/dev/zero of="$PLACE/filler" bs=64k 2>/dev/null
    tail -n +2 "$LINES"
} | ask call --lines >"$OUT"
rm "$PLACE/filler"
ask call members.list >"$OUT.list" || exit 1
ask call members.admit "$(head -n 1 "$LINES" | sed 's/.*"question"://; s/}$//')" >"$OUT.again"
"#;

#[test]
fn on_a_full_disk_nothing_is_acknowledged_that_is_lost_and_room_makes_it_go_on() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name);
    fs::create_dir(path("disk")).unwrap();
    fs::write(path("passphrase"), "kip huis boot laan").unwrap();
    let member = json!({
        "kind": "person",
        "fields": { "given_name": "Riet", "family_name": "Berg" },
        "membership": "active",
    });
    let line = |number: u128| {
        let op_id = uuid::Uuid::from_u128(number + 1).to_string();
        json!({ "command": "members.admit", "op_id": op_id, "question": member }).to_string()
    };
    let lines: Vec<String> = (0..60).map(line).collect();
    fs::write(path("lines"), lines.join("\n") + "\n").unwrap();
    let status = Command::new("unshare")
        .args(["-rm", "sh", "-c", STORY])
        .env("WIJK", env!("CARGO_BIN_EXE_wijk"))
        .env("PLACE", path("disk"))
        .env("PASSPHRASE", path("passphrase"))
        .env("LINES", path("lines"))
        .env("OUT", path("out"))
        .env("XDG_DATA_HOME", path("data"))
        .env("XDG_CONFIG_HOME", path("config"))
        .status();
    if !status
        .as_ref()
        .is_ok_and(|status| status.code() != Some(77))
    {
        eprintln!("skipped: no small disk can be mounted here ({status:?})");
        return;
    }
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    let answers: Vec<Value> = read("out")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), lines.len());
    let saved = answers
        .iter()
        .filter(|answer| answer.get("answer").is_some())
        .count();
    let codes: Vec<&str> = answers
        .iter()
        .filter_map(|answer| answer.pointer("/error/code")?.as_str())
        .collect();
    assert!(saved >= 1 && saved < lines.len(), "{saved} were saved");
    assert_eq!(codes[0], "DiskIsFull", "{codes:?}");
    assert!(codes[1..].iter().all(|code| *code == "BookIsReadOnly"));
    assert_eq!(
        answers[saved + 1]["error"]["details"]["reason"],
        "disk_full"
    );

    let list: Value = serde_json::from_str(&read("out.list")).unwrap();
    assert_eq!(list["total"], saved);
    let again: Value = serde_json::from_str(&read("out.again")).unwrap();
    assert_eq!(again["number"], saved + 1);
}

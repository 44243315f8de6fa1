//! Secrets stay where they belong: none of them stands in any file outside of the encrypted
//! database, in what is logged, or in an answer that did not ask for it.

use std::{fs, sync::Mutex};

use log::{LevelFilter, Log, Metadata, Record};
use serde_json::json;

use super::people::{add, files};
use crate::desk::TestDesk;

/// A word of each secret that no other test data has.
const FIRST: &str = "kanarie fluit boven water";
const CHANGED: &str = "parkiet fluit boven water";
const WORKER: &str = "merelzang klinkt over straat";
const PIN: &str = "583920";

static SAID: Mutex<String> = Mutex::new(String::new());

struct Listener;

impl Log for Listener {
    fn enabled(&self, _: &Metadata) -> bool {
        true
    }

    fn log(&self, record: &Record) {
        SAID.lock()
            .unwrap()
            .push_str(&format!("{}\n", record.args()));
    }

    fn flush(&self) {}
}

#[test]
fn no_secret_stands_in_a_file_or_a_log() {
    log::set_logger(&Listener).unwrap();
    log::set_max_level(LevelFilter::Trace);
    let mut desk = TestDesk::empty();
    let made = desk.ok(
        "book.create",
        json!({ "centre": "De Jutter", "person": "Anja", "passphrase": FIRST }),
    );
    desk.ok("keys.add_person", add("Fatima", "worker", WORKER));
    let change = json!({ "present": FIRST, "passphrase": CHANGED });
    desk.ok("keys.change_passphrase", change);
    desk.ok("keys.set_pin", json!({ "pin": PIN }));
    let code = desk.ok("keys.new_key", json!({}));
    // Refused ones are spoken of too.
    for wrong in [
        json!({ "passphrase": FIRST }),
        json!({ "passphrase": [WORKER] }),
    ] {
        desk.ask("book.unlock", wrong).unwrap_err();
    }
    fs::write(desk.home.path().join("data/in-the-way"), "").unwrap();
    desk.choose(desk.home.path().join("data/in-the-way"));
    desk.ask("keys.save_recovery_code", code.clone())
        .unwrap_err();
    let acts = desk.ok("desk.acts", json!({ "limit": 100 })).to_string();
    let state = desk.ok("book.state", json!({})).to_string();
    desk.choose(desk.home.path().join("kopie.wijkboek-backup"));
    desk.ok("backup.make", json!({}));
    desk.ok("book.lock", json!({}));

    let codes = [&made["recovery_code"], &code["recovery_code"]].map(|code| code.as_str().unwrap());
    let secrets = [
        "kanarie",
        "parkiet",
        "merelzang",
        PIN,
        &codes[0][..9],
        &codes[1][..9],
    ];
    log::error!("the listener hears");
    let said = SAID.lock().unwrap().clone();
    assert!(said.contains("the listener hears"));
    for secret in secrets {
        assert!(!said.contains(secret), "{secret} in the log: {said}");
        assert!(
            !acts.contains(secret) && !state.contains(secret),
            "{secret}"
        );
        for file in files(desk.home.path()) {
            let bytes = fs::read(&file).unwrap();
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} in {}", file.display());
        }
    }
}

//! Snapshots from the command line: writing one with its signature, and checking one that somebody
//! received, also where there is no book.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::{Map, Value, json};
use wijkboek_desk::Failure;

use crate::{
    arguments::{Common, Language, Snapshot},
    run::{Outcome, ask, desk, open, open_if_it_can},
    shown, words,
};

/// What cannot be read, or not be checked at all.
const UNREADABLE: u8 = 4;
/// A key file is no longer than this.
const MOST_KEY_BYTES: u64 = 1024;

/// Writes a snapshot, or shows the key that signs it.
///
/// # Errors
/// The desk's refusal.
pub fn carry_out(common: &Common, asked: Snapshot) -> Outcome<()> {
    if asked.show_key {
        let mut desk = open(common, Vec::new())?;
        let key = ask(&mut desk, "snapshot.key", json!({}))?;
        return shown::result(&key, !common.json);
    }
    let mut desk = open(common, asked.out.into_iter().collect::<Vec<_>>())?;
    let question = json!({ "quarter": asked.quarter });
    let answer = ask(&mut desk, "snapshot.write", question)?;
    shown::result(&answer, !common.json)
}

/// Checks a snapshot. Here the exit code is the verdict.
pub fn check(common: &Common, file: PathBuf, key: Option<String>) -> ExitCode {
    match checked(common, file, key) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            shown::failure(&failure, common);
            ExitCode::from(UNREADABLE)
        }
    }
}

fn checked(common: &Common, file: PathBuf, key: Option<String>) -> Outcome<u8> {
    // Whoever gives a key needs no book, and is asked for no passphrase.
    let mut desk = match &key {
        Some(_) => desk(common, vec![file]),
        None => open_if_it_can(common, vec![file]).0,
    };
    let key = key.map(|key| typed_or_read(&key)).transpose()?;
    let answer = ask(&mut desk, "snapshot.check", json!({ "key": key }))?;
    if common.json {
        shown::result(&answer, false)?;
    } else {
        for line in lines(&answer, common.language()) {
            shown::line(&line)?;
        }
    }
    Ok(code(&answer))
}

/// A key as it was typed, or what stands in the file of that name.
fn typed_or_read(key: &str) -> Outcome<String> {
    let path = Path::new(key);
    if !path.is_file() {
        return Ok(key.to_owned());
    }
    let unreadable = |_| Failure::plain("SenderUnreadable");
    if path.metadata().map_err(unreadable)?.len() > MOST_KEY_BYTES {
        return Err(Failure::plain("SenderUnreadable"));
    }
    std::fs::read_to_string(path).map_err(unreadable)
}

fn code(answer: &Value) -> u8 {
    match answer.get("verdict").and_then(Value::as_str) {
        Some("genuine") => 0,
        Some("changed") => 1,
        Some("unknown_sender") => 2,
        Some("out_of_order") => 3,
        _ => UNREADABLE,
    }
}

/// What the window says too: the verdict, what was found, of whom it is, what is not proved.
fn lines(answer: &Value, language: Language) -> Vec<String> {
    let text = |key: &str| answer.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut values: Map<String, Value> = match answer.get("about") {
        Some(Value::Object(about)) => about.clone(),
        _ => Map::new(),
    };
    let missing = answer.get("missing").and_then(Value::as_array);
    let numbers: Vec<String> = missing
        .into_iter()
        .flatten()
        .map(Value::to_string)
        .collect();
    values.insert("missing".into(), json!(numbers.join(", ")));
    values.insert("file".into(), json!(text("file")));
    values.insert("other".into(), json!(text("other")));
    let said = |path: &[&str]| {
        let path = [&["snapshot", "check"], path].concat();
        words::told(language, &path, &values)
    };
    let mut lines = vec![
        said(&["verdicts", text("verdict")]),
        said(&["findings", text("finding")]),
    ];
    if values.contains_key("sequence") {
        lines.push(said(&["about"]));
        lines.push(said(&["sender"]));
        lines.push(said(&["limit"]));
    }
    lines.into_iter().flatten().collect()
}

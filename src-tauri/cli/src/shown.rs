//! How outcomes leave the program: results on standard output, failures on standard error, and
//! an exit code that differs for each kind.

use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::Mutex,
};

use serde_json::{Value, json};
use wijkboek_desk::Failure;

use crate::{arguments::Common, words};

/// The person may act upon it: a refusal.
const REFUSED: u8 = 3;
/// It was asked in a way that nothing answers to, as where an argument is missing.
const USED_WRONGLY: u8 = 2;
/// Ours or the machine's: not to be mended by asking otherwise.
const BROKEN: u8 = 1;

/// The warnings that were told: what they say is not said a second time when it stops an act.
static TOLD: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Writes a result.
///
/// # Errors
/// `OutputLost`: what was asked is done, but nobody can read the answer.
pub fn result(value: &Value, pretty: bool) -> Result<(), Failure> {
    let text = if pretty {
        serde_json::to_string_pretty(value)
    } else {
        serde_json::to_string(value)
    };
    line(&text.unwrap_or_default())
}

/// Writes one line and flushes it. A closed pipe is nobody's mistake.
///
/// # Errors
/// `OutputLost`.
pub fn line(text: &str) -> Result<(), Failure> {
    match written(text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(lost()),
        _ => Ok(()),
    }
}

/// Writes what is shown only once: where standard output takes nothing, on standard error.
///
/// # Errors
/// `OutputLost`.
pub fn once(text: &str) -> Result<(), Failure> {
    written(text).map_err(|_| {
        drop(writeln!(io::stderr().lock(), "{text}"));
        lost()
    })
}

fn written(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}

fn lost() -> Failure {
    Failure::plain("OutputLost")
}

/// Writes a failure: the sentence for people, then the code with its details for programs.
pub fn failure(failure: &Failure, common: &Common) -> ExitCode {
    let mut out = io::stderr().lock();
    let sentence = words::sentence(failure, common.language());
    let told = TOLD.lock().is_ok_and(|told| told.contains(&sentence));
    if !common.json && !told {
        drop(writeln!(out, "{sentence}"));
    }
    drop(writeln!(
        out,
        "{}",
        serde_json::to_string(failure).unwrap_or_default()
    ));
    ExitCode::from(exit_code(failure))
}

/// Writes what the window shows above the book: why nothing can be written, that there is little
/// room, what was found when it was opened.
pub fn warnings(state: &Value, common: &Common) {
    let mut told: Vec<(&str, String, &Value)> = Vec::new();
    if let Some(reason) = state.get("read_only").and_then(Value::as_str) {
        told.push(("reasons", reason.to_owned(), state));
    }
    // What is said of a full disk is said already.
    let full = state.get("read_only").and_then(Value::as_str) == Some("disk_full");
    if let Some(space) = state
        .get("little_space")
        .filter(|space| space.is_object() && !full)
    {
        let scarce = space.get("scarce").and_then(Value::as_bool) == Some(true);
        let key = if scarce { "scarce" } else { "little" };
        told.push(("space", key.to_owned(), space));
    }
    let notices = state.get("notices").and_then(Value::as_array);
    for notice in notices.into_iter().flatten() {
        let kind = notice.get("kind").and_then(Value::as_str);
        told.push(("notices", kind.unwrap_or_default().to_owned(), notice));
    }
    let mut out = io::stderr().lock();
    for (group, key, values) in told {
        if common.json {
            drop(writeln!(out, "{}", json!({ "warning": key })));
        } else {
            let path = ["standing", group, key.as_str()];
            let values = values.as_object().cloned().unwrap_or_default();
            let text = words::told(common.language(), &path, &values).unwrap_or(key);
            drop(writeln!(out, "{text}"));
            if let Ok(mut told) = TOLD.lock() {
                told.push(text);
            }
        }
    }
}

fn exit_code(failure: &Failure) -> u8 {
    let ours = [
        "Broken",
        "Database",
        "Disk",
        "OutputLost",
        "OutcomeUnknown",
        "BookIsDamaged",
    ];
    let wrongly = ["CommandUnknown", "FileMissing", "QuestionUnreadable"];
    match failure.code.as_str() {
        code if ours.contains(&code) => BROKEN,
        code if wrongly.contains(&code) => USED_WRONGLY,
        _ => REFUSED,
    }
}

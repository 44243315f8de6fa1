//! How outcomes leave the program: results on standard output, failures on standard error, and
//! an exit code that differs for each kind.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use serde_json::Value;
use wijkboek_desk::Failure;

use crate::{arguments::Common, words};

/// The person may act upon it: a refusal.
const REFUSED: u8 = 3;
/// Ours or the machine's: not to be mended by asking otherwise.
const BROKEN: u8 = 1;

/// Writes a result. A closed pipe is nobody's mistake.
pub fn result(value: &Value, pretty: bool) {
    let text = if pretty {
        serde_json::to_string_pretty(value)
    } else {
        serde_json::to_string(value)
    };
    line(&text.unwrap_or_default());
}

/// Writes one line and flushes it.
pub fn line(text: &str) {
    let mut out = io::stdout().lock();
    drop(writeln!(out, "{text}").and_then(|()| out.flush()));
}

/// Writes a failure: the sentence for people, then the code with its details for programs.
pub fn failure(failure: &Failure, common: &Common) -> ExitCode {
    let mut out = io::stderr().lock();
    if !common.json {
        drop(writeln!(
            out,
            "{}",
            words::sentence(failure, common.language)
        ));
    }
    drop(writeln!(
        out,
        "{}",
        serde_json::to_string(failure).unwrap_or_default()
    ));
    ExitCode::from(exit_code(failure))
}

fn exit_code(failure: &Failure) -> u8 {
    let ours = [
        "Broken",
        "Database",
        "Disk",
        "OutcomeUnknown",
        "BookIsDamaged",
    ];
    if ours.contains(&failure.code.as_str()) {
        BROKEN
    } else {
        REFUSED
    }
}

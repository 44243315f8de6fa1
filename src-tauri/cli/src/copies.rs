//! Copies from the command line: making, listing, and putting one back.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::PathBuf,
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use wijkboek_desk::{Desk, Failure};

use crate::{
    arguments::{Common, Restore},
    losses,
    run::{Outcome, ask, asked_passphrase, desk, open, open_if_it_can},
    shown,
    surroundings::Paths,
    words,
};

/// Makes a copy at this path, or beside the book. Where a file stands there, the copy gets a number.
///
/// # Errors
/// The desk's refusal.
pub fn make(common: &Common, out: Option<PathBuf>) -> Outcome<()> {
    let paths = Paths::default();
    let mut desk = open(common, paths.clone())?;
    let target = match out {
        Some(path) => path,
        None => beside_the_book(&mut desk)?,
    };
    paths.add(target.clone());
    let made = ask(&mut desk, "backup.make", json!({}))?;
    let name = made.pointer("/file/name").and_then(Value::as_str);
    let file = target.with_file_name(name.unwrap_or_default());
    let said = json!({ "file": file.to_string_lossy(), "manifest": made.get("manifest") });
    shown::result(&said, !common.json)
}

fn beside_the_book(desk: &mut Desk) -> Outcome<PathBuf> {
    let place = ask(desk, "book.where", json!({}))?;
    let folder = place.get("folder").and_then(Value::as_str);
    let time = wijkboek_desk::real_ambient()
        .now()
        .format("%Y-%m-%d-%H%M%S");
    let folder = PathBuf::from(folder.unwrap_or_default());
    Ok(folder.with_extension(format!("{time}.wijkboek-backup")))
}

/// Lists the copies beside the book. No passphrase is asked: they say of themselves what they are.
///
/// # Errors
/// The desk's refusal.
pub fn list(common: &Common) -> Outcome<()> {
    let mut desk = desk(common, Paths::default());
    let copies = ask(&mut desk, "backup.list", json!({}))?;
    if common.json {
        return shown::result(&copies, false);
    }
    for copy in copies.as_array().into_iter().flatten() {
        let text = |key: &str| copy.get(key).map(plain).unwrap_or_default();
        shown::line(&format!(
            "{}  {:>8}  {:<8}  {}",
            text("made_at"),
            text("last_act"),
            text("standing"),
            text("name")
        ))?;
    }
    Ok(())
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Puts a copy in the place of the book, or tries it. What would be lost is shown first, also where
/// nobody can be asked.
///
/// # Errors
/// The desk's refusal; `ConfirmationMissing` where nobody can be asked.
pub fn restore(common: &Common, asked: Restore) -> Outcome<()> {
    let (mut desk, _) = open_if_it_can(common, Vec::new());
    let mut question = json!({ "file": desk.keep_file(asked.file.clone()).file });
    let command = if asked.test {
        "backup.test"
    } else {
        "backup.look"
    };
    let looked = match ask(&mut desk, command, question.clone()) {
        Err(failure) if failure.code == "BackupAsksPassphrase" => {
            let passphrase = passphrase_of(&failure, common, &asked)?;
            set(&mut question, "passphrase", passphrase);
            ask_patiently(&mut desk, command, &question)?
        }
        looked => looked?,
    };
    if asked.test {
        let tested = words::find(common.language(), &["backup", "restore", "tested"]);
        return tell(common, &looked, tested.into_iter().collect());
    }
    let mut centre = asked.centre;
    if !asked.yes {
        tell(common, &looked, losses::lines(&looked, common.language()))?;
        if !io::stdin().is_terminal() {
            return Err(Failure::plain("ConfirmationMissing"));
        }
        let other = looked.get("of_another") == Some(&Value::Bool(true));
        let agreed = if other && centre.is_none() {
            centre = typed_centre(common, &looked);
            centre.is_some()
        } else {
            agreed(common)
        };
        if !agreed {
            say(&words::find(common.language(), &["cli", "unchanged"]).unwrap_or_default());
            return Ok(());
        }
    }
    if let Some(centre) = centre {
        set(&mut question, "centre", centre);
    }
    let restored = ask_patiently(&mut desk, "backup.restore", &question)?;
    if !common.json && restored.get("erasures_unknown") == Some(&Value::Bool(true)) {
        let path = ["backup", "restore", "erasures_unknown"];
        say(&words::find(common.language(), &path).unwrap_or_default());
    }
    let done = losses::afterwards(&restored, common.language());
    tell(common, &restored, done)
}

/// The answer for programs, or these lines for people.
fn tell(common: &Common, answer: &Value, lines: Vec<String>) -> Outcome<()> {
    if common.json {
        return shown::result(answer, false);
    }
    lines.iter().try_for_each(|line| shown::line(line))
}

/// Asks for the passphrase of a copy. That of the book was typed a moment before, so first it is
/// said which copy this one is of.
fn passphrase_of(failure: &Failure, common: &Common, asked: &Restore) -> Outcome<String> {
    let file = asked.copy_passphrase_file.as_deref();
    let file = file.or(common.passphrase_file.as_deref());
    if !common.json && file.is_none() {
        say(&words::sentence(failure, common.language()));
    }
    asked_passphrase(common, file, "passphraseThen")
}

fn say(sentence: &str) {
    drop(writeln!(io::stderr().lock(), "{sentence}"));
}

/// Asks what takes a passphrase. That of the copy may not be that of the book, on which it was tried
/// first; somebody at a terminal lets the program wait for them.
fn ask_patiently(desk: &mut Desk, command: &str, question: &Value) -> Outcome<Value> {
    match ask(desk, command, question.clone()) {
        Err(failure) if failure.code == "WaitBeforeTrying" => {
            let seconds = failure.details.get("seconds").and_then(Value::as_u64);
            thread::sleep(Duration::from_secs(seconds.unwrap_or(1)));
            ask(desk, command, question.clone())
        }
        answer => answer,
    }
}

fn set(question: &mut Value, key: &str, value: String) {
    if let Some(fields) = question.as_object_mut() {
        fields.insert(key.to_owned(), Value::String(value));
    }
}

/// Asks once more at the terminal, until it is yes or no; nothing more to read is a no.
fn agreed(common: &Common) -> bool {
    let word = words::find(common.language(), &["cli", "restore"]).unwrap_or_default();
    loop {
        match answer_to(&word)
            .map(|answer| answer.to_lowercase())
            .as_deref()
        {
            Some("j" | "ja" | "y" | "yes") => return true,
            Some("n" | "nee" | "no") | None => return false,
            _ => {}
        }
    }
}

/// The name of another centre, as it is typed at the terminal; nothing is a no.
fn typed_centre(common: &Common, looked: &Value) -> Option<String> {
    let values = looked.as_object()?;
    let word = words::told(common.language(), &["cli", "restore_other"], values)?;
    answer_to(&word)
        .filter(|answer| !["", "n", "nee", "no"].contains(&answer.to_lowercase().as_str()))
}

fn answer_to(word: &str) -> Option<String> {
    let mut terminal = io::stderr().lock();
    drop(write!(terminal, "{word} ").and_then(|()| terminal.flush()));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer).unwrap_or_default();
    (read > 0).then(|| answer.trim().to_owned())
}

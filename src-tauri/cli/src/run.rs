//! From arguments to questions for the desk.

use std::{
    fs::File,
    io::{self, BufRead, IsTerminal as _, Read},
    path::{Path, PathBuf},
    process::ExitCode,
};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use wijkboek_desk::{Desk, Envelope, Failure, MOST_BYTES, read_question};

use crate::{
    arguments::{Arguments, Call, Common, Imported, Snapshot, Task},
    copies, shown, snapshot,
    surroundings::{CommandLine, Paths, absolute},
    words,
};

pub(crate) type Outcome<T> = Result<T, Failure>;

/// Does what was asked.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { task, mut common } = arguments;
    common.book = common.book.map(absolute);
    if let Task::Snapshot(Snapshot {
        check: Some(file),
        key,
        ..
    }) = task
    {
        return snapshot::check(&common, file, key);
    }
    match carry_out(task, &common) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => shown::failure(&failure, &common),
    }
}

fn carry_out(task: Task, common: &Common) -> Outcome<()> {
    match task {
        Task::Commands => commands(common),
        Task::New {
            centre,
            place,
            person,
        } => new(common, &centre, place, &person),
        Task::Call(call) if call.lines => lines(common, call.file),
        Task::Call(call) => one(common, call),
        Task::Import {
            what,
            file,
            mapping,
            decisions,
            apply,
        } => import(
            common,
            what,
            file,
            mapping.as_deref(),
            decisions.as_deref(),
            apply,
        ),
        Task::Snapshot(asked) => snapshot::carry_out(common, asked),
        Task::Balances { csv } => balances(common, csv),
        Task::Verify { full, head } => verify(common, full, head),
        Task::Backup { list: true, .. } => copies::list(common),
        Task::Backup { out, .. } => copies::make(common, out),
        Task::Restore(restore) => copies::restore(common, restore),
        Task::Demo => {
            let mut desk = desk(common, Vec::new());
            let state = ask(&mut desk, "book.practice", json!({ "anew": true }))?;
            shown::result(&state, !common.json)
        }
    }
}

/// A desk with a locked book.
pub(crate) fn desk(common: &Common, paths: impl Into<Paths>) -> Desk {
    let surroundings = CommandLine {
        paths: paths.into(),
        book: common.book.clone(),
        language: common.language,
    };
    let desk = Desk::new(Box::new(surroundings));
    match &common.book {
        Some(folder) => desk.with_book(folder),
        None => desk,
    }
}

/// A desk with an open book.
pub(crate) fn open(common: &Common, paths: impl Into<Paths>) -> Outcome<Desk> {
    let (desk, barred) = open_if_it_can(common, paths);
    barred.map_or(Ok(desk), Err)
}

/// A desk, and why its book did not open: some commands answer without one.
pub(crate) fn open_if_it_can(common: &Common, paths: impl Into<Paths>) -> (Desk, Option<Failure>) {
    let mut desk = desk(common, paths);
    let mut unlock = |passphrase: String| {
        ask(
            &mut desk,
            "book.unlock",
            json!({ "passphrase": passphrase }),
        )
    };
    // A practice book takes any passphrase, so the empty one is tried before somebody is asked.
    let opened = match unlock(String::new()) {
        Err(failure) if failure.code == "WrongPassphrase" => {
            passphrase(common, false).and_then(unlock)
        }
        opened => opened,
    };
    if let Ok(state) = &opened {
        shown::warnings(state, common);
    }
    (desk, opened.err())
}

/// A desk that is asked whatever stands on the command line.
struct Asked {
    desk: Desk,
    /// Why its book did not open.
    barred: Option<Failure>,
    paths: Paths,
}

impl Asked {
    fn begin(common: &Common, paths: Vec<PathBuf>) -> Self {
        let paths = Paths::from(paths);
        let (desk, barred) = open_if_it_can(common, paths.clone());
        Self {
            desk,
            barred,
            paths,
        }
    }

    /// Asks the desk. What needs a book that did not open is answered by why it did not, and what
    /// found no file to work with is no answer.
    fn answer(&mut self, envelope: &Envelope) -> Outcome<Value> {
        let answered = self.desk.call(envelope);
        let missed = self.paths.missed();
        match (answered, &self.barred) {
            (Ok(_), _) if missed => Err(Failure::plain("FileMissing")),
            (Err(failure), Some(barred)) if failure.code == "BookIsLocked" => Err(barred.clone()),
            (answered, _) => answered,
        }
    }
}

fn passphrase(common: &Common, twice: bool) -> Outcome<String> {
    let file = common.passphrase_file.as_deref();
    let first = asked_passphrase(common, file, "passphrase")?;
    if twice && asked_passphrase(common, file, "passphraseAgain")? != first {
        return Err(Failure::plain("PassphrasesDiffer"));
    }
    Ok(first)
}

/// A passphrase from its file, or from the terminal after a word of `cli`.
pub(crate) fn asked_passphrase(
    common: &Common,
    file: Option<&Path>,
    word: &str,
) -> Outcome<String> {
    if let Some(path) = file {
        let text = read_text(path)?;
        return Ok(text.lines().next().unwrap_or_default().to_owned());
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::plain("PassphraseMissing"));
    }
    let word = words::find(common.language(), &["cli", word]).unwrap_or_default();
    rpassword::prompt_password(format!("{word} ")).map_err(|_| Failure::plain("PassphraseMissing"))
}

pub(crate) fn ask(desk: &mut Desk, command: &str, question: Value) -> Outcome<Value> {
    desk.call(&Envelope {
        operation_id: Some(Uuid::now_v7()),
        ..Envelope::question(command, question)
    })
}

fn new(common: &Common, centre: &str, place: Option<String>, person: &str) -> Outcome<()> {
    let passphrase = passphrase(common, true)?;
    let mut desk = desk(common, Vec::new());
    if common.book.is_none() {
        ask(&mut desk, "book.choose", json!({ "new": true }))?;
    }
    let question =
        json!({ "centre": centre, "place": place, "person": person, "passphrase": passphrase });
    let made = ask(&mut desk, "book.create", question)?;
    if common.json {
        return shown::once(&made.to_string());
    }
    let word = |key: &str| words::find(common.language(), &["cli", key]).unwrap_or_default();
    let code = made
        .get("recovery_code")
        .and_then(Value::as_str)
        .unwrap_or_default();
    shown::once(&format!(
        "{}\n\n    {code}\n\n{}",
        word("recoveryCode"),
        word("keepIt")
    ))
}

fn commands(common: &Common) -> Outcome<()> {
    let entries = wijkboek_desk::list();
    if common.json {
        let described: Vec<Value> = entries
            .iter()
            .map(|entry| {
                json!({
                    "command": entry.name,
                    "role": entry.role,
                    "kind": entry.kind,
                    "needs_operation_id": entry.writes,
                    "question": (entry.question)(),
                    "answer": (entry.answer)(),
                })
            })
            .collect();
        return shown::result(&Value::Array(described), true);
    }
    for entry in entries {
        let schema = (entry.question)();
        let about = schema
            .get("description")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let first = about
            .split("\n\n")
            .next()
            .unwrap_or_default()
            .replace('\n', " ");
        shown::line(&format!("{:<28} {first}", entry.name))?;
    }
    Ok(())
}

fn one(common: &Common, call: Call) -> Outcome<()> {
    let text = match call.question.as_deref() {
        Some("-") => bounded(io::stdin(), Path::new("-"))?,
        Some(text) => text.to_owned(),
        None => "{}".to_owned(),
    };
    let question = serde_json::from_str(&text).map_err(|error| no_json(&error))?;
    let envelope = Envelope {
        operation_id: Some(call.op_id.unwrap_or_else(Uuid::now_v7)),
        ..Envelope::question(&call.name.unwrap_or_default(), question)
    };
    let answer = Asked::begin(common, call.file).answer(&envelope)?;
    shown::result(&answer, !common.json)
}

/// A line of `wijk call --lines`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Line {
    command: String,
    #[serde(default)]
    question: Value,
    #[serde(default)]
    op_id: Option<Uuid>,
}

impl Line {
    fn read(bytes: &[u8]) -> Outcome<Self> {
        let given: Value = serde_json::from_slice(bytes).map_err(|error| no_json(&error))?;
        Ok(read_question(&given)?)
    }
}

/// Every line gets exactly one answer, flushed only after the commit, refusals included.
///
/// # Errors
/// `LinesRefused`, after the last line.
fn lines(common: &Common, paths: Vec<PathBuf>) -> Outcome<()> {
    let mut asked = Asked::begin(common, paths);
    // Bytes, since a line that is no text gets its answer too.
    let mut input = io::stdin().lock();
    let (mut count, mut refused) = (0u64, 0u64);
    while let Some(line) = next_line(&mut input).map_err(|_| unreadable(Path::new("-")))? {
        let parsed = if line.len() > MOST_BYTES {
            Err(too_large())
        } else {
            Line::read(&line)
        };
        let (op_id, outcome) = match parsed {
            Err(failure) => (None, Err(failure)),
            Ok(line) => {
                let envelope = Envelope {
                    operation_id: line.op_id,
                    ..Envelope::question(&line.command, line.question)
                };
                (line.op_id, asked.answer(&envelope))
            }
        };
        count = count.saturating_add(1);
        let said = match outcome {
            Ok(answer) => json!({ "op_id": op_id, "answer": answer }),
            Err(failure) => {
                refused = refused.saturating_add(1);
                json!({ "op_id": op_id, "error": failure })
            }
        };
        shown::result(&said, false)?;
    }
    if refused == 0 {
        return Ok(());
    }
    let mut failure = Failure::plain("LinesRefused");
    failure.details.insert("refused".into(), json!(refused));
    failure.details.insert("count".into(), json!(count));
    Err(failure)
}

/// The next line, of which no more is kept than a question can hold.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let most = (MOST_BYTES as u64).saturating_add(1);
    input.by_ref().take(most).read_until(b'\n', &mut line)?;
    if line.len() > MOST_BYTES && line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(Some(line).filter(|line| !line.is_empty()))
}

fn too_large() -> Failure {
    let mut failure = Failure::plain("QuestionTooLarge");
    failure.details.insert("most".into(), json!(MOST_BYTES));
    failure
}

fn import(
    common: &Common,
    what: Imported,
    file: PathBuf,
    mapping: Option<&Path>,
    decisions: Option<&Path>,
    apply: bool,
) -> Outcome<()> {
    let mut question = Map::new();
    for (name, path) in [("mapping", mapping), ("decisions", decisions)] {
        if let Some(path) = path {
            question.insert(name.into(), json_file(path)?);
        }
    }
    let mut desk = open(common, Vec::new())?;
    let chosen = desk.keep_file(file);
    question.insert("file".into(), json!(chosen.file));
    let room = match what {
        Imported::Members => "members",
        Imported::Transfers => "transfers",
    };
    let command = format!("import.{}_{room}", if apply { "apply" } else { "preview" });
    let answer = ask(&mut desk, &command, Value::Object(question))?;
    shown::result(&answer, !common.json)
}

fn balances(common: &Common, csv: bool) -> Outcome<()> {
    let mut desk = open(common, Vec::new())?;
    let answer = ask(&mut desk, "credits.balances", json!({}))?;
    if !csv {
        return shown::result(&answer, !common.json);
    }
    shown::line(
        answer
            .get("csv")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim_end(),
    )
}

/// A head is looked for as well: the one says that the chain holds, the other that it is the same.
fn verify(common: &Common, full: bool, head: Option<String>) -> Outcome<()> {
    let mut desk = open(common, Vec::new())?;
    let mut answer = ask(&mut desk, "book.verify", json!({ "full": full }))?;
    let sound = answer.get("sound") == Some(&Value::Bool(true));
    let mut sought = Ok(());
    if let (Some(head), Some(answer)) = (head, answer.as_object_mut()) {
        let found = ask(&mut desk, "book.find_head", json!({ "head": head }));
        let found = found.unwrap_or_else(|failure| {
            sought = Err(failure);
            Value::Null
        });
        answer.insert("head".into(), found);
    }
    shown::result(&answer, !common.json)?;
    if sound {
        sought
    } else {
        Err(Failure::plain("BookIsDamaged"))
    }
}

fn json_file(path: &Path) -> Outcome<Value> {
    let text = read_text(path)?;
    serde_json::from_str(&text).map_err(|error| no_json(&error))
}

/// Where something from outside stops being JSON. What stands there is not said again.
fn no_json(error: &serde_json::Error) -> Failure {
    let reason = if error.is_eof() { "cut_off" } else { "no_json" };
    let mut failure = Failure::plain("QuestionUnreadable");
    failure.details = Map::from_iter([
        ("reason".to_owned(), json!(reason)),
        ("line".to_owned(), json!(error.line())),
        ("column".to_owned(), json!(error.column())),
    ]);
    failure
}

/// What stands in a file, which may be a pipe.
fn read_text(path: &Path) -> Outcome<String> {
    bounded(File::open(path).map_err(|_| unreadable(path))?, path)
}

fn bounded(from: impl Read, path: &Path) -> Outcome<String> {
    let mut text = String::new();
    from.take((MOST_BYTES as u64).saturating_add(1))
        .read_to_string(&mut text)
        .map_err(|_| unreadable(path))?;
    if text.len() > MOST_BYTES {
        return Err(too_large());
    }
    Ok(text)
}

fn unreadable(path: &Path) -> Failure {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut failure = Failure::plain("FileUnreadable");
    failure.details.insert("name".into(), json!(name));
    failure
}

//! The program as a person or a script meets it: arguments in, lines out, exit codes.

mod copies;
mod snapshot;

use std::{
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

const PASSPHRASE: &str = "kip huis boot laan";

/// A computer of its own, with a book on it.
struct Desk {
    home: TempDir,
}

// Said once more, so that what the tests share may fail as loudly as they do.
#[cfg(test)]
impl Desk {
    fn with_book() -> Self {
        Self::opened_by(PASSPHRASE)
    }

    fn without_book(passphrase: &str) -> Self {
        let desk = Self {
            home: tempfile::tempdir().unwrap(),
        };
        std::fs::write(desk.path("passphrase"), passphrase).unwrap();
        desk
    }

    fn opened_by(passphrase: &str) -> Self {
        let desk = Self::without_book(passphrase);
        let made = desk.json(&["new", "--centre", "De Nieuwe Jutter"]);
        assert_eq!(made["recovery_code"].as_str().unwrap().len(), 39);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijk"));
        command
            .args(arguments)
            .arg("--book")
            .arg(self.path("boek.wijkboek"))
            .arg("--passphrase-file")
            .arg(self.path("passphrase"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The result of something that must succeed, as JSON.
    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--json"]].concat());
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// The exit code and the failure of something that must not succeed.
    fn failure(&self, arguments: &[&str]) -> (i32, Value) {
        let output = self.run(&[arguments, &["--json"]].concat());
        assert!(
            output.stdout.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        let failure = serde_json::from_slice(&output.stderr).unwrap();
        (output.status.code().unwrap(), failure)
    }

    fn lines(&self, lines: &[Value]) -> Vec<Value> {
        let text = |line: &Value| {
            line.as_str()
                .map_or_else(|| line.to_string(), str::to_owned)
        };
        let lines: Vec<String> = lines.iter().map(text).collect();
        self.answers((lines.join("\n") + "\n").as_bytes())
    }

    /// A process that waits for questions, one a line.
    fn listening(&self) -> Child {
        let mut command = self.command(&["call", "--lines"]);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        piped.spawn().unwrap()
    }

    /// What comes of these bytes on standard input, line by line.
    fn answers(&self, bytes: &[u8]) -> Vec<Value> {
        let mut child = self.listening();
        let mut input = child.stdin.take().unwrap();
        input.write_all(bytes).unwrap();
        drop(input);
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        let lines: Vec<Value> = lines.collect();
        let refused = lines.iter().any(|line| !line["error"].is_null());
        let ends = if refused { 3 } else { 0 };
        assert_eq!(output.status.code(), Some(ends), "{lines:?}");
        lines
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_crashes_leaves_no_key_in_a_file() {
    let desk = Desk::with_book();
    let mut child = desk.listening();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"{\"command\":\"book.state\"}\n").unwrap();
    // Its first answer says that it is under way.
    let mut answer = [0];
    child
        .stdout
        .take()
        .unwrap()
        .read_exact(&mut answer)
        .unwrap();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    drop(input);
    child.wait().unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    assert_eq!(
        core.split_whitespace().rev().take(3).collect::<Vec<_>>(),
        ["bytes", "0", "0"]
    );
}

fn riet() -> Value {
    json!({ "kind": "person", "fields": { "family_name": "Berg" }, "membership": "active" })
}

#[test]
fn a_book_is_made_asked_and_checked_without_a_window() {
    let desk = Desk::with_book();
    let admitted = desk.json(&["call", "members.admit", &riet().to_string()]);
    assert_eq!(admitted["number"], 1);
    assert_eq!(desk.json(&["call", "members.list"])["total"], 1);
    assert_eq!(desk.json(&["verify"])["sound"], true);
    let backup = desk.path("kopie.wijkboek-backup");
    let made = desk.json(&["backup", "--out", backup.to_str().unwrap()]);
    assert_eq!(made["manifest"]["last_act"], 2);
    assert!(backup.exists());
    assert_eq!(desk.json(&["verify", "--full"])["sound"], true);
}

#[test]
fn a_book_named_from_where_somebody_stands_is_the_same_one_from_elsewhere() {
    let desk = Desk::with_book();
    let elsewhere = desk.path("elders");
    std::fs::create_dir(&elsewhere).unwrap();
    let ask = |from: &std::path::Path, book: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijk"));
        command.args(["call", "book.where"]).args(book);
        command
            .arg("--passphrase-file")
            .arg(desk.path("passphrase"));
        command.env("XDG_DATA_HOME", desk.path("data"));
        command.env("XDG_CONFIG_HOME", desk.path("config"));
        let output = command.current_dir(from).output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        PathBuf::from(answer["folder"].as_str().unwrap())
    };
    let book = desk.path("boek.wijkboek");
    assert_eq!(ask(desk.home.path(), &["--book", "boek.wijkboek"]), book);
    // Opened last there, it is found from here without being named.
    assert_eq!(ask(&elsewhere, &[]), book);
}

#[test]
fn a_head_that_was_noted_elsewhere_is_found_or_said_to_be_missing() {
    let desk = Desk::with_book();
    let heads = desk.json(&["call", "book.heads"]);
    let code = heads["audit"]["code"].as_str().unwrap();
    desk.json(&["call", "members.admit", &riet().to_string()]);
    let verified = desk.json(&["verify", "--head", &format!("1: {code}")]);
    assert_eq!(verified["sound"], true);
    assert_eq!(
        (&verified["head"]["chain"], &verified["head"]["since"]),
        (&json!("audit"), &json!(1))
    );
    let strange = "0123 4567 89ab cdef";
    let output = desk.run(&["verify", "--head", strange, "--json"]);
    let verified: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&verified["sound"], &verified["head"]),
        (&json!(true), &Value::Null)
    );
    let failure: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(failure["code"], "HeadNotFound");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn each_kind_of_outcome_has_its_own_exit_code() {
    let desk = Desk::with_book();
    let nameless = r#"{"kind":"person","fields":{},"membership":"active"}"#;
    let (code, failure) = desk.failure(&["call", "members.admit", nameless]);
    assert_eq!((code, &failure["code"]), (3, &json!("FamilyNameMissing")));
    assert_eq!(failure["details"]["field"], "family_name");
    let (code, failure) = desk.failure(&["new", "--centre", "Nog een"]);
    assert_eq!((code, &failure["code"]), (3, &json!("FolderExists")));
    let (code, failure) = desk.failure(&["call", "members.list", "{"]);
    assert_eq!((code, &failure["code"]), (2, &json!("QuestionUnreadable")));
    let (code, failure) = desk.failure(&["call", "members.list", r#"{"limit":"x"}"#]);
    assert_eq!((code, &failure["code"]), (2, &json!("QuestionUnreadable")));
    let (code, failure) = desk.failure(&["call", "members.dance"]);
    assert_eq!((code, &failure["code"]), (2, &json!("CommandUnknown")));
    std::fs::write(desk.path("passphrase"), "een heel andere zin").unwrap();
    let (code, failure) = desk.failure(&["verify"]);
    assert_eq!((code, &failure["code"]), (3, &json!("WrongPassphrase")));
    // What asks for a book says why it did not open; what asks for none answers all the same.
    let (code, failure) = desk.failure(&["call", "members.list"]);
    assert_eq!((code, &failure["code"]), (3, &json!("WrongPassphrase")));
    let said = desk.lines(&[json!({ "command": "members.list" })]);
    assert_eq!(said[0]["error"]["code"], "WrongPassphrase");
    assert_eq!(desk.json(&["call", "book.state"])["phase"], "locked");
    assert_eq!(desk.run(&["dance"]).status.code(), Some(2));
    assert_eq!(desk.run(&["call"]).status.code(), Some(2));
}

#[test]
fn a_refusal_for_people_says_what_to_do_in_their_language() {
    let desk = Desk::with_book();
    let nameless = r#"{"kind":"person","fields":{},"membership":"active"}"#;
    let misread = r#"{"kind":"person","fields":{"family_name":7},"membership":"active"}"#;
    let never = r#"{"kind":"person","fields":{"family_name":"Berg"},"membership":"active",
        "from_day":"0202-11-23"}"#;
    for (language, question, words) in [
        ("nl", nameless, "Vul een naam in."),
        ("en", nameless, "Fill in a name."),
        ("nl", misread, "Bij “fields.family_name” hoort een tekst."),
        ("en", misread, "“fields.family_name” is a text."),
        ("nl", never, "Kies een jaar van 1900 tot en met 2199."),
        ("en", never, "Choose a year from 1900 to 2199."),
    ] {
        let output = desk.run(&["call", "members.admit", question, "--language", language]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(words), "{language}: {said}");
    }
}

#[test]
fn a_sheet_is_in_the_language_asked_for_or_in_that_of_this_computer() {
    let desk = Desk::with_book();
    let lost = r#"{"noticed_at":"2026-01-02T12:00:00Z","places":[],"computer":true,
        "readable":false,"secret":"unknown"}"#;
    let asked: [(&str, &[&str], &str); 3] = [
        ("nl", &["--language", "en"], "Stick or computer lost"),
        ("en", &[], "Stick or computer lost"),
        ("en", &["--language", "nl"], "Stick of computer kwijt"),
    ];
    for (number, (set, language, title)) in asked.iter().enumerate() {
        let settings = json!({ "language": set }).to_string();
        desk.json(&["call", "face.change", &settings]);
        let sheet = desk.path(&format!("{number}.pdf"));
        let file = sheet.to_string_lossy();
        let call = ["call", "privacy.save_loss", lost, "--file", &file];
        desk.json(&[&call, *language].concat());
        let mut read = Command::new("pdftotext");
        let read = read.arg(&sheet).arg("-").output();
        let read = read.expect("pdftotext, of poppler-utils").stdout;
        let told = String::from_utf8(read).unwrap();
        assert!(told.contains(title), "{set}, {language:?}: {told}");
    }
}

#[test]
fn every_line_gets_exactly_one_answer_and_a_repeated_one_the_same() {
    let desk = Desk::with_book();
    let act = json!({
        "command": "members.admit",
        "question": riet(),
        "op_id": "0192f0c1-2d3e-7a4b-8c5d-6e7f80910203",
    });
    let answers = desk.lines(&[
        act.clone(),
        json!("this is not json"),
        json!({ "command": "members.list" }),
        act,
        json!({ "command": "members.admit", "question": riet() }),
        json!({ "command": "members.list", "question": { "wrong": 1 } }),
    ]);
    assert_eq!(answers.len(), 6);
    assert_eq!(answers[0]["op_id"], "0192f0c1-2d3e-7a4b-8c5d-6e7f80910203");
    assert_eq!(answers[1]["error"]["code"], "QuestionUnreadable");
    assert_eq!(answers[2]["answer"]["total"], 1);
    assert_eq!(answers[3], answers[0]);
    assert_eq!(answers[4]["error"]["code"], "OperationIdMissing");
    assert_eq!(answers[5]["error"]["code"], "QuestionUnreadable");
}

#[test]
fn a_command_that_works_with_a_file_takes_it_from_the_command_line_or_is_refused() {
    let desk = Desk::with_book();
    let stick = desk.path("stick");
    std::fs::create_dir(&stick).unwrap();
    let place = r#"{"name":"Blauw"}"#;
    let question = ["call", "backup.add_place", place];
    let (code, failure) = desk.failure(&question);
    assert_eq!((code, &failure["code"]), (2, &json!("FileMissing")));
    let (code, failure) = desk.failure(&["call", "backup.make"]);
    assert_eq!((code, &failure["code"]), (2, &json!("FileMissing")));
    assert_eq!(desk.json(&["call", "backup.places"]), json!([]));
    let added = desk.json(&[&question[..], &["--file", stick.to_str().unwrap()]].concat());
    assert_eq!(added[0]["name"], "Blauw");
    desk.json(&["call", "backup.make", r#"{"place":"Blauw"}"#]);
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 1);
    let said = desk.lines(&[
        json!({ "command": "files.choose" }),
        json!({ "command": "book.state" }),
    ]);
    assert_eq!(said[0]["error"]["code"], "FileMissing");
    assert_eq!(said[1]["answer"]["phase"], "open");
}

#[test]
fn every_command_describes_itself() {
    let desk = Desk::with_book();
    let commands = desk.json(&["commands"]);
    let commands = commands.as_array().unwrap();
    assert!(commands.len() > 25);
    for command in commands {
        assert!(command["question"].is_object(), "{command}");
        assert!(command["answer"].is_object(), "{command}");
    }
}

#[test]
fn the_practice_book_needs_no_passphrase() {
    let desk = Desk {
        home: tempfile::tempdir().unwrap(),
    };
    assert_eq!(desk.json(&["demo"])["practice"], true);
    assert_eq!(desk.json(&["verify"])["sound"], true);
}

#[test]
fn a_real_book_never_makes_room_for_the_practice_book() {
    let desk = Desk::with_book();
    let (code, failure) = desk.failure(&["demo"]);
    assert_eq!((code, &failure["code"]), (3, &json!("NotAPracticeBook")));
    assert_eq!(desk.json(&["verify"])["sound"], true);
}

#[test]
fn an_answer_that_nobody_can_read_is_no_success() {
    let desk = Desk::with_book();
    let full = || {
        Stdio::from(
            std::fs::File::options()
                .write(true)
                .open("/dev/full")
                .unwrap(),
        )
    };
    let output = desk.command(&["balances", "--csv"]).stdout(full()).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("OutputLost"));

    let another = desk.path("ander.wijkboek");
    let output = Command::new(env!("CARGO_BIN_EXE_wijk"))
        .args(["new", "--centre", "Ander", "--book"])
        .arg(&another)
        .arg("--passphrase-file")
        .arg(desk.path("passphrase"))
        .env("XDG_CONFIG_HOME", desk.path("config"))
        .stdout(full())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let code = |line: &str| line.trim().len() == 39 && line.contains('-');
    assert!(told.lines().any(code), "the recovery code is lost: {told}");
}

#[test]
fn a_line_that_is_no_text_gets_its_answer_like_the_others() {
    let desk = Desk::with_book();
    let said = desk.answers(b"\xff\xfe\n{\"command\":\"book.state\"}\n{\"comand\":1}\n");
    assert_eq!(said.len(), 3);
    assert_eq!(said[0]["error"]["code"], "QuestionUnreadable");
    assert_eq!(said[1]["answer"]["phase"], "open");
    let details = &said[2]["error"]["details"];
    assert_eq!(details["reason"], "unknown");
    assert_eq!(details["choices"], "command, op_id, question");
}

#[test]
fn a_file_is_made_in_a_folder_that_is_there() {
    let desk = Desk::with_book();
    let nowhere = desk.path("nergens").join("kopie.wijkboek-backup");
    let (code, failure) = desk.failure(&["backup", "--out", &nowhere.to_string_lossy()]);
    assert_eq!((code, &failure["code"]), (3, &json!("FolderNotFound")));
    assert_eq!(failure["details"]["name"], "nergens");
    assert!(!nowhere.exists());
    let name = desk.path(&format!("{}.wijkboek-backup", "kopie".repeat(60)));
    let (code, failure) = desk.failure(&["backup", "--out", &name.to_string_lossy()]);
    assert_eq!((code, &failure["code"]), (3, &json!("FileNameImpossible")));
}

#[test]
fn what_is_imported_is_said_well_or_not_at_all() {
    let desk = Desk::with_book();
    let list = desk.path("boekingen.csv");
    let rows = "id,from,to,amount,at\n1,a,b,5,2024-01-02T10:00:00Z\n";
    std::fs::write(&list, rows).unwrap();
    let list = list.to_string_lossy();
    // What is guessed is shown; it is not taken over while somebody would stand below zero by it.
    let seen = desk.json(&["import", "transfers", &list]);
    assert_eq!(seen["below_zero_count"], 1);
    let (code, failure) = desk.failure(&["import", "transfers", &list, "--apply"]);
    assert_eq!((code, &failure["code"]), (3, &json!("IssuersMissing")));
    assert_eq!(failure["details"]["name"], "a");
    let mapping = desk.path("m.json");
    std::fs::write(&mapping, "{ \"from\": ").unwrap();
    let mapping = mapping.to_string_lossy();
    let output = desk.run(&["import", "transfers", &list, "--mapping", &mapping]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("de tekst houdt te vroeg op"), "{said}");
    std::fs::write(desk.path("m.json"), "{ \"from\": , }").unwrap();
    let output = desk.run(&["import", "transfers", &list, "--mapping", &mapping]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("geen JSON: op regel 1"), "{said}");
}

#[test]
fn a_book_of_another_user_is_named_and_left_alone() {
    let desk = Desk::with_book();
    let folder = desk.path("boek.wijkboek");
    for (mode, code) in [(0o700, "BookIsBarred"), (0o755, "FolderIsReadOnly")] {
        if !lock_for_others(&folder, mode) {
            println!("skipped: this file system lets everybody write");
            return;
        }
        let Some(failure) = as_another_user(&desk) else {
            println!("skipped: this user cannot become another one");
            return;
        };
        assert_eq!(failure["code"], code);
    }
    assert_eq!(desk.json(&["verify"])["sound"], true);
}

/// What the program says when another user of the computer runs it.
fn as_another_user(desk: &Desk) -> Option<Value> {
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    let wijk = desk.command(&["verify", "--json"]);
    command
        .arg(wijk.get_program())
        .args(wijk.get_args())
        .stdin(Stdio::null());
    let output = command.output().ok()?;
    serde_json::from_slice(&output.stderr).ok()
}

/// Lets nobody but the owner write, and others look as the mode of the folder says.
fn lock_for_others(folder: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).is_ok()
    };
    let files = ["book.db", "keys.json", "lock"]
        .iter()
        .all(|name| set(&folder.join(name), 0o644));
    files && set(folder, mode) && folder.parent().is_some_and(|home| set(home, 0o755))
}

//! What the window may not do and what may come in: read from the sources and settings where
//! nothing runs yet, and tried at the desk where something does.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};
use wijkboek_core::{
    kernel::Code,
    members::{GetMember, ListMembers},
};

use crate::{
    book::{PASSPHRASE, TestBook, code, open_by_hand, raw_key},
    desk::TestDesk,
    rules::members::person,
};

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json_of(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

#[test]
fn the_page_may_ask_one_command_and_no_other_door_is_opened_for_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/capabilities");
    let files: Vec<_> = fs::read_dir(folder).unwrap().collect();
    assert_eq!(files.len(), 1, "one file says what the page may ask");
    let capability = json_of("src-tauri/capabilities/main.json");
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["permissions"], json!(["allow-call"]));
    assert_eq!(capability.get("remote"), None);
    // Handlers, permissions and the list that the build knows are the same.
    assert!(text("src-tauri/build.rs").contains(".commands(&[\"call\"])"));
    let shell = text("src-tauri/src/shell.rs");
    assert!(shell.contains("generate_handler![call]"));
    let handlers: usize = ["shell", "counter", "dialogs", "main", "profile", "renderer"]
        .map(|file| text(&format!("src-tauri/src/{file}.rs")))
        .iter()
        .map(|source| source.matches("#[tauri::command]").count())
        .sum();
    assert_eq!(handlers, 1);
    for door in [
        ".on_navigation(is_our_page)",
        ".on_new_window(|_, _| NewWindowResponse::Deny)",
        ".on_download(|_, _| false)",
        ".on_permission_request(|_, _| PermissionResponse::Deny)",
        ".devtools(cfg!(debug_assertions))",
        // What stands behind the program's name when it is started again is not looked at.
        "|app, _arguments, _folder| raise(app)",
    ] {
        assert!(shell.contains(door), "{door}");
    }
}

#[test]
fn the_window_is_set_up_with_every_wall() {
    let config = json_of("src-tauri/tauri.conf.json");
    let security = &config["app"]["security"];
    let policy = security["csp"].as_object().unwrap();
    let policy: BTreeMap<&str, &str> = policy
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
        .collect();
    let due = BTreeMap::from([
        ("default-src", "'none'"),
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("img-src", "'self' data:"),
        ("font-src", "'self'"),
        ("connect-src", "ipc: http://ipc.localhost"),
        ("form-action", "'none'"),
        ("base-uri", "'none'"),
        ("object-src", "'none'"),
    ]);
    assert_eq!(policy, due);
    assert_eq!(security["freezePrototype"], true);
    // The isolation pattern answers no command on WebKitGTK; the others open what is shut.
    for absent in [
        "pattern",
        "assetProtocol",
        "dangerousDisableAssetCspModification",
        "capabilities",
    ] {
        assert_eq!(security.get(absent), None, "{absent}");
    }
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert_eq!(config.get("plugins"), None, "no updater, no deep links");
    let windows = config["app"]["windows"].as_array().unwrap();
    assert_eq!(windows.len(), 1);
    assert_eq!(windows[0]["label"], "main");
    assert_eq!(windows[0]["dragDropEnabled"], false);
    assert_eq!(windows[0].get("devtools"), None, "the shell decides it");
    let starter = text("src-tauri/wijkboek.desktop");
    assert!(!starter.contains("MimeType") && !starter.contains("%u"));
    for manifest in ["Cargo.toml", "src-tauri/Cargo.toml"] {
        let manifest = text(manifest);
        for feature in ["\"devtools\"", "protocol-asset", "tauri-plugin-deep-link"] {
            assert!(!manifest.contains(feature), "{feature}");
        }
    }
}

#[test]
fn what_is_built_in_is_named_to_the_last_number() {
    let manifest = text("Cargo.toml");
    let table = manifest.split("[workspace.dependencies]").nth(1).unwrap();
    let table = table.split("\n[").next().unwrap();
    let mut pinned = 0;
    for line in table.lines().filter(|line| line.contains(" = ")) {
        if line.contains("path = ") {
            continue;
        }
        assert!(line.contains("\"=") && line.contains('.'), "{line}");
        pinned += 1;
    }
    assert!(pinned > 30, "the walk found the table");
    let face = json_of("ui/package.json");
    for part in ["dependencies", "devDependencies"] {
        for (name, version) in face[part].as_object().unwrap() {
            let version = version.as_str().unwrap();
            let exact = version
                .bytes()
                .all(|sign| sign.is_ascii_digit() || sign == b'.');
            assert!(exact, "{name} {version}");
        }
    }
    let packages = json_of("ui/package-lock.json")["packages"].clone();
    for (path, package) in packages.as_object().unwrap() {
        let own = path.is_empty();
        assert!(
            own || package["integrity"].is_string(),
            "{path} has no digest"
        );
    }
    let lock = text("Cargo.lock");
    for package in lock.split("[[package]]").skip(1) {
        let foreign = package.contains("\nsource = ");
        assert!(!foreign || package.contains("\nchecksum = "), "{package}");
        assert!(!package.contains("source = \"git"), "{package}");
    }
}

#[test]
fn every_hole_that_is_let_be_has_a_day_on_which_it_is_looked_at_again() {
    let deny = text("deny.toml");
    let ignored = deny.matches("[[advisories.ignore]]").count();
    let dated = deny
        .lines()
        .filter_map(|line| line.trim().strip_prefix("reason = \"until "))
        .filter(|rest| {
            rest.get(..10)
                .is_some_and(|day| day.parse::<chrono::NaiveDate>().is_ok())
        })
        .count();
    assert!(ignored > 0 && dated == ignored, "{dated} of {ignored}");
    assert!(!deny.contains("ignore = ["), "exceptions stand one by one");
}

#[test]
fn a_question_of_no_shape_is_refused_without_a_trace_and_the_desk_goes_on() {
    let mut desk = TestDesk::open();
    let acts = |desk: &mut TestDesk| desk.ok("book.heads", json!({}))["audit"].clone();
    let before = acts(&mut desk);
    let mut deep = json!("x");
    for _ in 0..120 {
        deep = json!([deep]);
    }
    let huge = "x".repeat(50 << 20);
    let new = json!({ "kind": "person", "membership": "active",
        "fields": { "family_name": "Berg" } });
    let with = |pointer: &str, value: Value| {
        let mut question = new.clone();
        *question.pointer_mut(pointer).unwrap() = value;
        question
    };
    let mut extra = new.clone();
    extra["sql"] = json!("DROP TABLE member");
    for (command, question, expected) in [
        ("members.drop", json!({}), "CommandUnknown"),
        ("", json!({}), "CommandUnknown"),
        ("members.admit", extra, "QuestionUnreadable"),
        (
            "members.admit",
            with("/kind", json!(7)),
            "QuestionUnreadable",
        ),
        (
            "members.admit",
            with("/fields/family_name", json!(1.5)),
            "QuestionUnreadable",
        ),
        (
            "members.admit",
            with("/fields", deep.clone()),
            "QuestionUnreadable",
        ),
        ("members.admit", json!([new]), "QuestionUnreadable"),
        ("members.admit", deep, "QuestionUnreadable"),
        (
            "members.admit",
            with("/fields/family_name", json!(huge)),
            "QuestionTooLarge",
        ),
        (
            "members.admit",
            with("/kind", json!(huge)),
            "QuestionTooLarge",
        ),
        ("members.list", json!({ "text": huge }), "QuestionTooLarge"),
        (
            "members.list",
            json!(vec![Value::Null; 9 << 20]),
            "QuestionTooLarge",
        ),
        (&huge, json!({}), "QuestionTooLarge"),
    ] {
        let failure = desk.ask(command, question).unwrap_err();
        let name: String = command.chars().take(20).collect();
        assert_eq!(failure["code"], expected, "{name}");
        assert!(
            failure.to_string().len() < 1_000,
            "the answer stays short: {name}"
        );
    }
    assert_eq!(acts(&mut desk), before, "a refusal is no act");
    assert_eq!(desk.ok("members.list", json!({}))["total"], 0);
}

/// Something that was typed, with words in it that serde says too.
const SECRET: &str = "kip, expected `huis`: boot";

/// Asks what does not read, and looks what is told of each: the reason and the place.
fn misread<const COUNT: usize>(command: &str, questions: [(Value, &str); COUNT]) {
    let mut desk = TestDesk::open();
    for (question, expected) in questions {
        let failure = desk.ask(command, question).unwrap_err();
        assert_eq!(failure["code"], "QuestionUnreadable", "{expected}");
        assert!(!failure.to_string().contains("boot"), "{failure}");
        let detail = |key: &str| failure["details"][key].as_str().unwrap_or_default();
        let told = format!("{} {}", detail("reason"), detail("place"));
        assert_eq!(told.trim(), expected, "{command}");
        assert!(detail("place").contains(detail("field")), "{failure}");
    }
}

#[test]
fn what_was_typed_in_the_wrong_place_is_not_said_again() {
    let person = |role: Value, name: Value| {
        let passphrase = "koffie fiets lamp raam";
        json!({ "name": name, "passphrase": passphrase, "role": role })
    };
    misread(
        "keys.add_person",
        [
            (person(json!(SECRET), json!("Bram")), "choice role"),
            (person(json!("worker"), json!({ (SECRET): 1 })), "text name"),
        ],
    );
    misread(
        "members.list",
        [
            (json!({ "limit": SECRET }), "number limit"),
            (json!({ "limit": -1 }), "number_unfit limit"),
            (json!({ (SECRET): 1 }), "unknown"),
            (json!([SECRET]), "no_object"),
            (json!(SECRET), "no_object"),
        ],
    );
    misread("book.lock", [(json!({ (SECRET): 1 }), "no_fields")]);
    misread("book.choose", [(json!({ "new": SECRET }), "yes_or_no new")]);
    misread(
        "members.get",
        [
            (json!({}), "missing member_id"),
            (json!({ "member_id": SECRET }), "id member_id"),
        ],
    );
    misread(
        "privacy.request_erasure",
        [
            (json!({ "member_ids": SECRET }), "list member_ids"),
            (json!({ "member_ids": [SECRET] }), "id member_ids[0]"),
        ],
    );
    let mut desk = TestDesk::open();
    assert_eq!(desk.ok("members.list", json!({ "limit": 1 }))["total"], 0);
}

#[test]
fn a_question_that_does_not_read_is_told_where_also_within() {
    let with = |place: &str, value: Value| {
        let mut new = json!({ "kind": "person", "membership": "active",
            "fields": { "family_name": "Berg" }, "from_day": "2026-11-01" });
        *new.pointer_mut(place).unwrap() = value;
        new
    };
    let mut desk = TestDesk::open();
    desk.ok("members.admit", with("/kind", json!("person")));
    let inside = json!({ "family_name": "Berg", (SECRET): 1 });
    misread(
        "members.admit",
        [
            (with("/kind", json!(SECRET)), "choice kind"),
            (with("/fields", json!(SECRET)), "object fields"),
            (with("/fields", inside), "unknown_in fields"),
            (
                with("/fields/family_name", json!(7)),
                "text fields.family_name",
            ),
            (with("/from_day", json!(SECRET)), "day from_day"),
            (with("/from_day", json!("31-02-2026")), "day from_day"),
            (
                with("/from_day", json!("2026-02-31")),
                "no_such_day from_day",
            ),
        ],
    );
}

#[test]
fn no_field_of_any_command_says_again_what_was_typed_there() {
    let mut desk = TestDesk::open();
    let mut asked = 0;
    for entry in wijkboek_desk::list() {
        let schema = (entry.question)().to_value();
        let fields = schema["properties"].as_object();
        for field in fields.into_iter().flat_map(serde_json::Map::keys) {
            // Neither an object nor a text fits everywhere, so one of them is refused nearly always.
            for wrong in [json!({ (SECRET): SECRET }), json!(SECRET)] {
                let Err(failure) = desk.ask(entry.name, json!({ (field): wrong })) else {
                    continue;
                };
                if failure["code"] != "QuestionUnreadable" {
                    continue; // Read, and refused for what it says or for who asks.
                }
                let told = format!("{} {field}: {failure}", entry.name);
                assert!(!told.contains("boot"), "{told}");
                assert!(failure["details"]["place"].is_string(), "{told}");
                asked += 1;
            }
        }
    }
    assert!(asked > 200, "{asked}");
}

#[test]
fn every_reason_for_which_a_question_does_not_read_has_its_sentence() {
    let reasons = wijkboek_desk::MISREAD;
    for language in ["nl", "en"] {
        let words = json_of(&format!("ui/src/words/{language}.json"));
        let mut told = words["cli"]["misread"].as_object().unwrap().clone();
        // Only a terminal hears of what is no JSON.
        assert!(told.remove("no_json").is_some() && told.remove("cut_off").is_some());
        let mut sentences: Vec<&str> = told.keys().map(String::as_str).collect();
        let mut known = reasons.to_vec();
        sentences.sort_unstable();
        known.sort_unstable();
        assert_eq!(sentences, known, "{language}");
        for (reason, sentence) in &told {
            let named = sentence.as_str().unwrap().contains("{{place}}");
            let whole = ["no_object", "unknown", "no_fields", "whole"];
            assert_eq!(named, !whole.contains(&reason.as_str()), "{reason}");
        }
    }
}

#[test]
fn what_is_no_command_is_not_said_again_and_a_misspelt_one_is() {
    let mut desk = TestDesk::open();
    for (asked, told) in [
        ("groen geheim woord", "…"),
        ("kiphuisbootlaan", "…"),
        ("members.lst", "members.lst"),
    ] {
        let failure = desk.ask(asked, json!({})).unwrap_err();
        assert_eq!(failure["code"], "CommandUnknown");
        assert_eq!(failure["details"]["command"], told);
    }
}

#[test]
fn a_role_reaches_as_far_as_the_list_says_and_no_further() {
    let mut desk = TestDesk::open();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let by_hand = open_by_hand(&folder, &raw_key(&folder));
    by_hand
        .execute("UPDATE desk_person SET role = 'reader'", [])
        .unwrap();
    drop(by_hand);
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    let mut refused = 0;
    for entry in wijkboek_desk::list() {
        let before_unlock = matches!(
            entry.kind,
            wijkboek_desk::Kind::BeforeUnlock | wijkboek_desk::Kind::Job
        );
        if before_unlock || entry.role == wijkboek_core::kernel::Role::Reader {
            continue;
        }
        // Refused before the question is read: this one fits no command.
        let question = json!({ "nobody": "knows" });
        let failure = desk.ask(entry.name, question).unwrap_err();
        assert_eq!(failure["code"], "RoleTooSmall", "{}", entry.name);
        assert_eq!(
            failure["details"]["role"],
            json!(entry.role),
            "{}",
            entry.name
        );
        refused += 1;
    }
    assert!(refused > 20);
    assert_eq!(desk.ok("members.list", json!({}))["total"], 0);
}

#[test]
fn signs_of_every_kind_are_kept_composed_and_found_either_way() {
    let mut book = TestBook::new();
    for (given, family, kept, sought) in [
        (
            "Zoe\u{308}",
            "Smit",
            "Zoë Smit",
            &["Zoë", "Zoe\u{308}", "zoe"][..],
        ),
        (
            "Rene\u{301}",
            "IJsbrandy",
            "René IJsbrandy",
            &["ijsb", "IJS", "René ij"],
        ),
        (
            "Ay\u{308}a",
            "\u{132}sland",
            "Aÿa \u{132}sland",
            &["aÿa", "Ay\u{308}a", "ijsl"],
        ),
        ("Bep 🌻", "Braak", "Bep 🌻 Braak", &["bep braak", "Braak"]),
    ] {
        let admitted = book.does(person(given, "", family)).unwrap();
        let member_id = admitted.member_id;
        let fields = book.asks(GetMember { member_id }).unwrap().fields;
        let name = [fields.given_name.unwrap(), fields.family_name.unwrap()].join(" ");
        assert_eq!(name, kept);
        for text in sought {
            let question = ListMembers {
                text: Some((*text).into()),
                ..ListMembers::default()
            };
            let rows = book.asks(question).unwrap().rows;
            assert_eq!(rows.len(), 1, "{text} finds {kept}");
            assert_eq!(rows[0].member_id, member_id, "{text} finds {kept}");
        }
    }
}

#[test]
fn a_search_is_taken_by_the_letter_however_long_it_is() {
    let mut book = TestBook::new();
    book.does(person("Riet", "van den", "Berg")).unwrap();
    let long = "ab ".repeat(10_000 / 3);
    let regex = "(a+)+$".repeat(50);
    for text in [
        "%",
        "_",
        "\"",
        "*",
        ".*",
        "[a-z]",
        "b*g",
        &"a".repeat(10_000),
        &long,
        &regex,
    ] {
        let question = ListMembers {
            text: Some(text.into()),
            ..ListMembers::default()
        };
        let found = book.asks(question).map(|list| list.rows.len());
        let none = matches!(found, Ok(0)) || code(&found) == Some(Code::TextTooLong);
        assert!(none, "{}: {found:?}", text.get(..20).unwrap_or(text));
    }
}

//! The house keeps its rooms: who may know whom, where SQL stands, how long a file may grow, and
//! which words and habits stay outside. It reads sources as text, so it says what the compiler
//! cannot.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A source file: its path from the root, and what stands in it.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The file without its tests: what only tests do is theirs to decide.
    pub fn product(&self) -> &str {
        self.text.split("\n#[cfg(test)]").next().unwrap()
    }

    fn is(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

pub fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    let mut sources: Vec<Source> = found
        .into_iter()
        .filter(|path| {
            endings
                .iter()
                .any(|ending| path.to_string_lossy().ends_with(ending))
        })
        .map(|path| Source {
            text: fs::read_to_string(&path).unwrap(),
            path: path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .into_owned(),
        })
        .collect();
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name());
        let skipped = ["target", "node_modules", "dist", "gen", "out", ".git"];
        if path.is_dir() && !skipped.contains(&name.to_string_lossy().as_ref()) {
            walk(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

/// Fails with every place where something stands that may not stand there.
fn nowhere(sources: &[Source], forbidden: &[&str], why: &str) {
    let places: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            source
                .product()
                .lines()
                .enumerate()
                .filter_map(move |(number, line)| {
                    let word = forbidden.iter().find(|word| line.contains(**word))?;
                    let comment = line.trim_start().starts_with("//");
                    (!comment).then(|| format!("{}:{}: {word}", source.path, number + 1))
                })
        })
        .collect();
    assert!(places.is_empty(), "{why}:\n{}", places.join("\n"));
}

#[test]
fn what_is_written_goes_where_the_desk_looked_first() {
    let mut desk = sources("src-tauri/desk/src", &[".rs"]);
    desk.retain(|source| !source.path.ends_with("desk/src/files.rs"));
    let ways = ["surroundings().choose_target", "surroundings.choose_target"];
    let why = "`Desk::choose_target` keeps files out of the folders of books";
    nowhere(&desk, &ways, why);
}

/// Where the file of a book is named: the room that opens it, and what handles books that nobody
/// has open (copies unpacked, staged, looked for).
const KNOW_THE_FILE: [&str; 6] = [
    "core/src/kernel/book/disk/",
    "core/src/kernel/book/folder.rs",
    "core/src/backup/unpack.rs",
    "core/src/backup/restore/staged.rs",
    "desk/src/files.rs",
    "desk/src/backup/look.rs",
];

#[test]
fn nobody_opens_the_file_of_a_book_past_sqlite() {
    // On POSIX closing any handle of a file gives up every lock that SQLite holds on it.
    let mut others = sources("src-tauri", &[".rs"]);
    others.retain(|source| {
        let knows = |room: &&str| source.path.contains(*room);
        source.path.contains("/src/") && !KNOW_THE_FILE.iter().any(knows)
    });
    let why = "only the room that opens a book knows its file";
    nowhere(
        &others,
        &["folder::database(", "join(DATABASE", "join(\"book.db"],
        why,
    );
    // There it is opened by hand before SQLite has it, or after, and at these two places.
    let disk = sources("src-tauri/core/src/kernel/book/disk", &[".rs"]);
    let ways = [
        "File::open(",
        "OpenOptions::new()",
        "fs::read(",
        "fs::copy(",
    ];
    let by_hand: Vec<&str> = disk
        .iter()
        .filter(|source| {
            let lines = source.product().lines();
            let mut opens = lines.filter(|line| ways.iter().any(|way| line.contains(way)));
            opens.any(|line| line.contains("database("))
        })
        .map(|source| source.path.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(by_hand, ["closed.rs", "opening.rs"]);
}

#[test]
fn the_core_asks_nothing_of_the_machine_by_itself() {
    let core = sources("src-tauri/core/src", &[".rs"]);
    assert!(core.len() > 20, "the walk found the core");
    nowhere(
        &core,
        &[
            "Utc::now",
            "Local::now",
            "SystemTime::now",
            "Instant::now",
            "std::env",
            "std::net",
            "std::process",
            "getrandom",
            "tauri",
            "home_dir",
            "now_v7",
            "new_v4",
            "println!",
            "eprintln!",
        ],
        "the core is handed what it needs",
    );
}

#[test]
fn sql_stands_in_store_files_and_in_the_kernel_only() {
    let statements = [
        "SELECT ",
        "INSERT INTO",
        "INSERT OR",
        "UPDATE ",
        "DELETE FROM",
        "PRAGMA ",
        "CREATE TABLE",
    ];
    let outside: Vec<Source> = ["core/src", "desk/src", "cli/src", "print/src", "src"]
        .iter()
        .flat_map(|folder| sources(&format!("src-tauri/{folder}"), &[".rs"]))
        .filter(|source| {
            !source.path.contains("/kernel/")
                && !source.path.ends_with("/store.rs")
                && !source.path.contains("/store/")
        })
        .collect();
    assert!(outside.len() > 30, "the walk found the rooms");
    nowhere(&outside, &statements, "SQL stands in store.rs");
    let mut stores = sources("src-tauri/core/src", &[".rs"]);
    stores.retain(|source| source.is(&["/store.rs"]) || source.path.contains("/store/"));
    assert!(stores.len() > 10, "the walk found the stores");
    nowhere(
        &stores,
        &["format!("],
        "SQL is never put together from values",
    );
}

#[test]
fn the_rooms_of_the_core_know_no_others_than_is_drawn() {
    let drawn = [
        "agreements → kernel members",
        "backup → credits kernel",
        "centre → kernel",
        "certificates → centre kernel members",
        "confidential → kernel keys members",
        "consent → kernel members",
        "credits → kernel members table",
        "import → kernel members table",
        "kernel →",
        "keys → kernel",
        "members → kernel",
        "privacy → agreements centre certificates confidential consent credits import kernel keys members",
        "search → agreements kernel members",
        "snapshot → agreements centre certificates credits kernel members",
        "table → kernel",
        "today → agreements centre import kernel members privacy",
    ];
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources("src-tauri/core/src", &[".rs"]) {
        let path = source.path.strip_prefix("src-tauri/core/src/").unwrap();
        let Some((room, _)) = path.split_once('/') else {
            continue; // lib.rs names them all.
        };
        let named = rooms_named(source.product());
        known.entry(room.to_owned()).or_default().extend(named);
    }
    let rooms: BTreeSet<String> = known.keys().cloned().collect();
    let arrows: Vec<String> = known
        .into_iter()
        .map(|(room, named)| {
            let others = named.iter().filter(|name| **name != room);
            let others: Vec<&str> = others
                .filter(|name| rooms.contains(*name))
                .map(String::as_str)
                .collect();
            format!("{room} → {}", others.join(" "))
                .trim_end()
                .to_owned()
        })
        .collect();
    assert_eq!(arrows, drawn);
}

/// What stands after `crate::`, also inside braces.
fn rooms_named(text: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        let letters = text.trim_start().chars();
        letters
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect()
    };
    let mut named = Vec::new();
    for rest in text.split("crate::").skip(1) {
        let Some(inside) = rest.strip_prefix('{') else {
            named.push(name(rest));
            continue;
        };
        let (mut depth, mut start) = (0_u32, 0);
        for (at, letter) in inside.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    named.push(name(&inside[start..at]));
                    start = at + 1;
                    if letter == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    named
}

#[test]
fn only_one_room_of_the_face_knows_tauri_and_rooms_do_not_know_each_other() {
    let face = sources("ui/src", &[".ts", ".svelte"]);
    let outside: Vec<Source> = face
        .into_iter()
        .filter(|source| !source.path.starts_with("ui/src/api/"))
        .collect();
    nowhere(
        &outside,
        &["@tauri-apps", "__TAURI"],
        "only ui/src/api knows Tauri",
    );
    let shared = ["shared", "words", "api", "testing"];
    for source in &outside {
        let Some(room) = source
            .path
            .strip_prefix("ui/src/")
            .and_then(|path| path.split_once('/'))
        else {
            continue; // App, main and the list of rooms compose all of them.
        };
        // The frame shows every room; tests may look anywhere.
        if room.0 == "frame" || source.path.ends_with(".test.ts") {
            continue;
        }
        for line in source.text.lines().filter(|line| line.contains("import")) {
            let Some(from) = line.split(['"', '\'']).nth(1) else {
                continue;
            };
            let Some(other) = from
                .strip_prefix("../")
                .and_then(|path| path.split('/').next())
            else {
                continue;
            };
            assert!(
                other == ".." || shared.contains(&other) || other == room.0,
                "{} imports from the room {other}",
                source.path
            );
        }
    }
}

#[test]
fn the_face_keeps_out_what_deceives_or_leaks() {
    let face = sources("ui/src", &[".ts", ".svelte"]);
    assert!(face.len() > 30, "the walk found the face");
    nowhere(
        &face,
        &[
            "{@html",
            "innerHTML",
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "eval(",
        ],
        "the face shows text as text and stores nothing",
    );
    nowhere(
        &face,
        &[" title=\""],
        "tooltips are not read by everybody; write the words",
    );
}

#[test]
fn no_file_outgrows_its_room() {
    let mut long = Vec::new();
    let product = sources("src-tauri", &[".rs"]);
    let tests = sources("tests", &[".rs"]);
    let face = sources("ui/src", &[".svelte", ".ts", ".css"]);
    for (sources, most) in [(product, 500), (tests, 500), (face, 300)] {
        for source in sources.iter().filter(|source| !source.is(&["api/wire.ts"])) {
            let lines = source.text.lines().count();
            if lines > most {
                long.push(format!("{}: {lines} lines, at most {most}", source.path));
            }
        }
    }
    assert!(long.is_empty(), "carve, do not stuff:\n{}", long.join("\n"));
}

#[test]
fn a_room_of_the_core_holds_at_most_seven_files_and_a_few_more_of_commands() {
    let mut rooms: BTreeMap<String, usize> = BTreeMap::new();
    for source in sources("src-tauri/core/src", &[".rs"]) {
        let folder = source.path.rsplit_once('/').unwrap().0.to_owned();
        *rooms.entry(folder).or_default() += 1;
    }
    for (room, files) in rooms {
        assert!(files <= 9, "{room} holds {files} files: it wants sub-rooms");
    }
}

#[test]
fn every_module_opens_with_what_it_is() {
    for folder in ["src-tauri", "tests"] {
        for source in sources(folder, &[".rs"]) {
            assert!(
                source.text.starts_with("//!"),
                "{} has no header",
                source.path
            );
        }
    }
}

#[test]
fn names_say_what_a_thing_is() {
    let banned = [
        "Manager", "Helper", "Util", "Utils", "Service", "Info", "Data",
    ];
    for source in sources("src-tauri", &[".rs"]) {
        for line in source.text.lines() {
            let mut line = line.trim_start();
            if let Some(rest) = line.strip_prefix("pub") {
                let shown_to = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
                line = shown_to.map_or(rest, |(_, rest)| rest).trim_start();
            }
            let named = ["struct ", "enum ", "trait ", "type "]
                .iter()
                .find_map(|kind| line.strip_prefix(kind));
            let Some(name) = named.and_then(|rest| rest.split([' ', '<', '(', ';', '{']).next())
            else {
                continue;
            };
            assert!(
                !banned.iter().any(|word| name.ends_with(word)),
                "{}: {name} says nothing",
                source.path
            );
        }
        let inner = source.text.lines().find(|line| {
            line.split_once("fn ").is_some_and(|(_, name)| {
                name.split(['(', '<'])
                    .next()
                    .unwrap_or_default()
                    .ends_with("_inner")
            })
        });
        assert!(inner.is_none(), "{}: {inner:?} says nothing", source.path);
    }
}

#[test]
fn the_house_speaks_of_itself_alone() {
    let all = ["src-tauri", "ui/src", "tests"]
        .iter()
        .flat_map(|folder| sources(folder, &[".rs", ".ts", ".svelte", ".json", ".sql", ".toml"]));
    // Written in two parts, or this file would find itself.
    let foreign = [
        concat!("../sha", "red/"),
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
    ];
    for source in all {
        for word in foreign {
            let own = source.path.starts_with("ui/src") && word.starts_with("..");
            assert!(
                own || !source.text.contains(word),
                "{} speaks of {word}",
                source.path
            );
        }
    }
}

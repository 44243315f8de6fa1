//! Files that leave the house: who may read them, and where none is put.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::desk::TestDesk;

/// Everything that is written to a file that somebody chooses goes one of these ways.
fn writers() -> [(&'static str, Value); 5] {
    [
        ("members.export", json!({ "list": {} })),
        ("privacy.save_register", json!({})),
        ("credits.save_accounts", json!({ "list": {} })),
        ("snapshot.write", json!({ "quarter": "2026Q4" })),
        ("backup.make", json!({})),
    ]
}

#[cfg(unix)]
#[test]
fn what_is_written_is_read_by_nobody_else_at_this_computer() {
    use std::os::unix::fs::PermissionsExt as _;

    let mut desk = TestDesk::open();
    desk.clock.set("2027-01-02");
    for (command, question) in writers() {
        let path = desk.home.path().join(command);
        desk.choose(&path);
        assert_ne!(desk.ok(command, question), Value::Null, "{command}");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{command}");
    }
}

#[test]
fn nothing_is_put_where_the_program_keeps_books_and_copies_by_whatever_way() {
    let mut desk = TestDesk::open();
    desk.clock.set("2027-01-02");
    let book = desk.book_folder();
    let shelf = book.with_extension("kopieen");
    let below = shelf.join("mijn lijsten");
    fs::create_dir_all(&below).unwrap();
    let home = desk.home.path().to_path_buf();
    let other = home.join("oud.wijkboek");
    fs::create_dir_all(home.join("oud.kopieen")).unwrap();
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("keys.json"), "{}").unwrap();
    // A book is one by what is in it, whatever its folder is called.
    let bare = home.join("zomaar");
    for folder in [&bare, &home.join("zomaar.kopieen")] {
        fs::create_dir_all(folder).unwrap();
    }
    for part in ["keys.json", "book.db"] {
        fs::write(bare.join(part), "{}").unwrap();
    }
    let around = below.join("..").join("..").join(book.file_name().unwrap());
    let mut refused = vec![
        book.clone(),
        shelf.clone(),
        below,
        around,
        other,
        home.join("oud.kopieen"),
        home.join("zomaar.kopieen"),
        bare,
    ];
    #[cfg(unix)]
    for (name, to) in [("boek", &book), ("plank", &shelf)] {
        std::os::unix::fs::symlink(to, home.join(name)).unwrap();
        refused.push(home.join(name));
    }
    let before = held(&[&book, &shelf]);
    for folder in refused {
        for (command, question) in writers() {
            desk.choose(folder.join("lijst"));
            assert_eq!(
                desk.code(command, question),
                "TargetIsTheBook",
                "{folder:?}"
            );
        }
        desk.choose(&folder);
        let place = json!({ "name": "Boek" });
        assert_eq!(
            desk.code("backup.add_place", place),
            "TargetIsTheBook",
            "{folder:?}"
        );
    }
    assert_eq!(held(&[&book, &shelf]), before);
    assert_eq!(
        desk.ok("snapshot.list", json!({})),
        json!([]),
        "nothing was made either"
    );
}

#[test]
fn what_only_stands_beside_a_book_or_is_called_like_one_takes_files() {
    let mut desk = TestDesk::open();
    let data = desk.book_folder().parent().unwrap().to_path_buf();
    let named = ["leeg.wijkboek", "leeg.kopieen", "lijsten"].map(|name| data.join(name));
    named
        .iter()
        .for_each(|folder| fs::create_dir_all(folder).unwrap());
    // What another program keeps under such a name bars nothing that lies below.
    fs::write(data.join("keys.json"), "{}").unwrap();
    for folder in named.iter().chain([&data]) {
        desk.choose(folder.join("leden.csv"));
        desk.ok("members.export", json!({ "list": {} }));
    }
    desk.choose(data.join("nergens").join("leden.csv"));
    let list = json!({ "list": {} });
    assert_eq!(desk.code("members.export", list), "FolderNotFound");
}

fn held(folders: &[&Path]) -> Vec<PathBuf> {
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names
}

//! Copies that come by themselves: when, what is told of those that fail, and the shelf they lie on.

use std::{
    fs,
    io::{Seek as _, SeekFrom, Write as _},
    path::PathBuf,
};

use serde_json::json;

use super::restore::{admit, shelf, unlock};
use crate::desk::{TestDesk, new_book};

#[test]
fn copies_come_by_themselves_when_something_changed_and_not_otherwise() {
    let mut desk = TestDesk::open();
    let copies = |desk: &mut TestDesk| desk.ok("backup.list", json!({})).as_array().unwrap().len();
    assert_eq!(rest(&mut desk, "2026-11-23"), None, "a new book waits");
    assert_eq!(rest(&mut desk, "2026-11-24"), Some(true));
    assert_eq!(rest(&mut desk, "2026-11-25"), None, "nothing changed");
    admit(&mut desk, "Riet");
    assert_eq!(rest(&mut desk, "2026-11-26"), Some(true));
    assert_eq!(copies(&mut desk), 2);
    // Closing makes one of what changed meanwhile, and only then.
    desk.ok("book.lock", json!({}));
    assert_eq!(copies(&mut desk), 2);
    unlock(&mut desk);
    admit(&mut desk, "Bram");
    desk.ok("book.lock", json!({}));
    assert_eq!(copies(&mut desk), 3);
    assert_eq!(
        rest(&mut desk, "2026-11-27"),
        None,
        "a locked desk has no key to make one with"
    );
}

/// Lets the desk rest on this day, and answers what became of the copy, if one was begun.
fn rest(desk: &mut TestDesk, day: &str) -> Option<bool> {
    desk.clock.set(day);
    let work = desk.desk.rest()?;
    Some(desk.desk.end(work.carry_out()).is_ok())
}

#[test]
fn a_copy_that_does_not_come_by_itself_is_told_until_the_next_one_does() {
    let mut desk = TestDesk::open();
    let shelf = shelf(&mut desk);
    let told = |desk: &mut TestDesk| {
        let today = desk.ok("today.get", json!({}));
        let items = today["items"].as_array().unwrap().clone();
        let failed = items.into_iter().find(|item| item["kind"] == "copy_failed");
        failed.map(|item| item["damaged"] == true)
    };
    fs::write(&shelf, "in the way of a folder").unwrap();
    assert_eq!(rest(&mut desk, "2026-11-24"), None);
    assert_eq!(told(&mut desk), Some(false));
    // Closing fails no less, and whoever comes back still hears of it.
    desk.ok("book.lock", json!({}));
    unlock(&mut desk);
    assert_eq!(told(&mut desk), Some(false));
    // Of another book nothing is said.
    let first = desk.book_folder();
    desk.ok("book.create", new_book("De Buren"));
    assert_eq!(told(&mut desk), None);
    desk.ok("book.lock", json!({}));
    desk.choose(&first);
    desk.ok("book.choose", json!({}));
    unlock(&mut desk);
    fs::remove_file(&shelf).unwrap();
    assert_eq!(rest(&mut desk, "2026-11-25"), Some(true));
    assert_eq!(told(&mut desk), None);
    // What somebody makes by hand settles it as well.
    admit(&mut desk, "Cor");
    fs::rename(&shelf, shelf.with_extension("away")).unwrap();
    fs::write(&shelf, "in the way of a folder").unwrap();
    assert_eq!(rest(&mut desk, "2026-11-26"), None);
    assert_eq!(told(&mut desk), Some(false));
    fs::remove_file(&shelf).unwrap();
    desk.ok("backup.keep", json!({}));
    assert_eq!(told(&mut desk), None);

    // A page that turned bad is found by the copy, and by nobody else.
    admit(&mut desk, "Riet");
    let database = desk.book_folder().join("book.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096 + 100;
    bytes[middle] ^= 1;
    let mut file = fs::OpenOptions::new().write(true).open(&database).unwrap();
    file.seek(SeekFrom::Start(middle as u64)).unwrap();
    file.write_all(&bytes[middle..=middle]).unwrap();
    assert_eq!(rest(&mut desk, "2026-11-28"), Some(false));
    assert_eq!(told(&mut desk), Some(true));
}

#[test]
fn a_copy_of_a_clock_that_ran_ahead_does_not_make_others_come_all_the_time() {
    let mut desk = TestDesk::open();
    assert_eq!(rest(&mut desk, "2100-01-01"), Some(true));
    admit(&mut desk, "Riet");
    assert_eq!(rest(&mut desk, "2026-11-24"), Some(true));
    for _ in 0..3 {
        desk.clock.forward(120);
        assert!(desk.desk.rest().is_none(), "nothing changed");
    }
    admit(&mut desk, "Bram");
    desk.clock.forward(120);
    assert!(
        desk.desk.rest().is_none(),
        "a change waits for half an hour"
    );
    desk.clock.forward(31 * 60);
    assert!(desk.desk.rest().is_some());
}

#[test]
fn the_shelf_is_private_and_its_names_are_the_programs_own() {
    let mut desk = TestDesk::empty();
    desk.ok("book.create", new_book("../../x CON a:b"));
    desk.ok("backup.keep", json!({}));
    let shelf = shelf(&mut desk);
    let file = fs::read_dir(&shelf).unwrap().next().unwrap().unwrap();
    let name = file.file_name().into_string().unwrap();
    assert!(name.starts_with("2026-11-23-120000-"), "{name}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(shelf), mode(file.path())), (0o700, 0o600));
    }
}

#[test]
fn what_a_copy_that_was_cut_off_left_on_the_shelf_goes_with_the_next_one() {
    let mut desk = TestDesk::open();
    desk.ok("backup.keep", json!({}));
    let shelf = shelf(&mut desk);
    let left = shelf.join(".2026-11-22-120000-1a2b3c4d.wijkboek-backup.part");
    let others = shelf.join("brief.part");
    for path in [&left, &others] {
        fs::write(path, "half").unwrap();
    }
    desk.ok("backup.keep", json!({}));
    assert_eq!((left.exists(), others.exists()), (false, true));
    assert_eq!(
        desk.ok("backup.list", json!({})).as_array().unwrap().len(),
        2
    );
}

//! What is generated is fresh: `wire.ts` says exactly what the desk's list says. To write it anew:
//! `WIJKBOEK_WRITE=1 cargo test -p wijkboek-tests wire`.

use std::{fs, path::Path};

/// Compares a committed file with what it should be, or writes it when asked to.
pub fn fresh(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    if std::env::var_os("WIJKBOEK_WRITE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, expected).unwrap();
        return;
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is stale: WIJKBOEK_WRITE=1 cargo test -p wijkboek-tests",
        path.display()
    );
}

#[test]
fn the_types_of_the_window_are_those_of_the_list() {
    fresh(
        "ui/src/api/wire.ts",
        &wijkboek_desk::wire::typescript().unwrap(),
    );
}

#[test]
fn every_command_has_a_name_of_its_own_and_says_what_it_does() {
    let list = wijkboek_desk::list();
    for pair in list.windows(2) {
        assert!(pair[0].name < pair[1].name, "{} stands twice", pair[0].name);
    }
    for entry in list {
        let schema = (entry.question)();
        let about = schema
            .get("description")
            .and_then(|about| about.as_str())
            .unwrap_or_default();
        assert!(about.len() > 10, "{} says nothing of itself", entry.name);
    }
}

#[test]
fn the_window_and_the_books_take_the_same_years() {
    let years = wijkboek_core::kernel::date::YEARS;
    let said = format!(
        "const YEARS = {{ first: {}, last: {} }};",
        years.start,
        years.end - 1
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/shared/date.ts");
    assert!(fs::read_to_string(path).unwrap().contains(&said), "{said}");
}

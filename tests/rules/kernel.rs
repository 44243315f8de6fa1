//! The book and its doors.

use std::fs;

use serde_json::{Value, json};
use wijkboek_core::{
    kernel::{Book, Code, Failure, Holder, Progress, Write},
    members::{AdmitMember, ListMembers},
};

use super::members::person;
use crate::book::{TestBook, code};

#[test]
fn the_same_operation_again_answers_with_the_first_result() {
    let mut test = TestBook::new();
    let command = person("Riet", "van den", "Berg");
    let act = test.act::<AdmitMember>(&command);
    let first = test.book.write(&act, |tx| command.clone().run(tx)).unwrap();
    let again = test.book.write(&act, |tx| command.clone().run(tx)).unwrap();
    assert_eq!(first, again);
    assert_eq!(test.asks(ListMembers::default()).unwrap().total, 1);

    let mut other = act.clone();
    other.question = b"{}".to_vec();
    let refused = test.book.write(&other, |tx| command.clone().run(tx));
    assert_eq!(code(&refused), Some(Code::OperationIdReused));
}

#[test]
fn a_refused_act_leaves_nothing_behind() {
    let mut test = TestBook::new();
    let refused = test.does(person("Riet", "van den", ""));
    assert_eq!(code(&refused), Some(Code::FamilyNameMissing));
    assert!(
        test.book
            .read(|reader| reader.audit(None, 10))
            .unwrap()
            .is_empty()
    );
    assert_eq!(test.does(person("Riet", "", "Berg")).unwrap().number, 1);
}

#[test]
fn a_second_opening_is_refused_and_the_first_goes_on() {
    let mut test = TestBook::new();
    let second = TestBook::open_again(&test.folder(), &test.ambient);
    assert_eq!(
        second.map(drop).err().and_then(|error| error.code()),
        Some(Code::BookIsInUse)
    );
    assert!(test.does(person("Riet", "", "Berg")).is_ok());
}

#[test]
fn a_closed_book_opens_again_with_everything_in_it() {
    let mut test = TestBook::new();
    test.does(person("Riet", "", "Berg")).unwrap();
    let (folder, ambient) = (test.folder(), test.ambient.clone());
    let TestBook { book, _home, .. } = test;
    drop(book);
    let book = TestBook::open_again(&folder, &ambient).unwrap();
    let list = book.read(|reader| wijkboek_core::members::list(reader, &ListMembers::default()));
    assert_eq!(list.unwrap().rows[0].full_name, "Riet Berg");
}

#[test]
fn the_audit_cannot_be_changed_or_deleted_even_by_hand() {
    let mut test = TestBook::new();
    test.does(person("Riet", "", "Berg")).unwrap();
    let (by_hand, _home) = test.by_hand();
    for sql in ["DELETE FROM audit", "UPDATE audit SET command = 'x'"] {
        assert!(by_hand.execute(sql, []).is_err(), "{sql}");
    }
    assert!(by_hand.execute("DELETE FROM member_number", []).is_err());
}

#[test]
fn the_database_is_unreadable_without_its_key() {
    let mut test = TestBook::new();
    test.does(person("Canary", "", "Kanarievogel")).unwrap();
    let folder = test.folder();
    let TestBook { book, _home, .. } = test;
    drop(book);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(12).any(|window| window == b"Kanarievogel"));
    }
    let plain = rusqlite::Connection::open(folder.join("book.db")).unwrap();
    assert!(
        plain
            .query_row("SELECT count(*) FROM member", [], |_| Ok(()))
            .is_err()
    );
}

#[test]
fn a_newer_book_is_refused_untouched() {
    let test = TestBook::new();
    let (folder, ambient) = (test.folder(), test.ambient.clone());
    let (by_hand, _home) = test.by_hand();
    by_hand.pragma_update(None, "user_version", 999).unwrap();
    drop(by_hand);
    let before = std::fs::read(folder.join("book.db")).unwrap();
    let opened: Result<Book, _> = TestBook::open_again(&folder, &ambient);
    assert_eq!(
        opened.map(drop).err().and_then(|error| error.code()),
        Some(Code::BookIsNewer)
    );
    assert_eq!(std::fs::read(folder.join("book.db")).unwrap(), before);
}

#[test]
fn upkeep_stops_when_it_is_asked_to_and_the_book_goes_on() {
    let mut test = TestBook::new();
    let progress = Progress::default();
    progress.stop();
    test.book.follow(progress);
    let checked = test.book.maintain(|upkeep| upkeep.check(&[]));
    assert_eq!(code(&checked), Some(Code::Stopped));
    let target = test.folder().with_extension("wijkboek-backup");
    let copied = wijkboek_core::backup::make(&mut test.book, &target, |_| Ok(()));
    assert_eq!(code(&copied), Some(Code::Stopped));
    let copied = test.book.maintain(|upkeep| upkeep.copy(&target));
    assert_eq!(code(&copied), Some(Code::Stopped));
    assert!(!target.exists());

    test.book.follow(Progress::default());
    test.book.maintain(|upkeep| upkeep.check(&[])).unwrap();
    wijkboek_core::backup::make(&mut test.book, &target, |_| Ok(())).unwrap();
}

#[test]
fn a_second_opening_is_told_who_has_the_book_and_garbage_in_the_lock_tells_nothing() {
    let test = TestBook::new();
    let (folder, ambient) = (test.folder(), test.ambient.clone());
    let TestBook { book, _home, .. } = test;
    drop(book);
    let anja = Holder {
        user: "anja".to_owned(),
        program: "wijk".to_owned(),
    };
    let held = TestBook::open_again(&folder, &ambient.clone().held_by(anja)).unwrap();
    let told = || {
        let refused = TestBook::open_again(&folder, &ambient).map(drop);
        let failure = serde_json::to_value(Failure::from(refused.unwrap_err())).unwrap();
        assert_eq!(failure["code"], "BookIsInUse");
        (
            failure["details"]["user"].clone(),
            failure["details"]["program"].clone(),
        )
    };
    let nobody = (Value::Null, Value::Null);
    assert_eq!(told(), (json!("anja"), json!("wijk")));
    let script = r#"{"user":"<script>","program":"wijk"}"#.to_owned();
    let long = format!(r#"{{"user":"{}","program":"wijk"}}"#, "a".repeat(50));
    let many = "x".repeat(100_000);
    for garbage in [script, long, many, "{".to_owned(), String::new()] {
        fs::write(folder.join("lock"), &garbage).unwrap();
        assert_eq!(told(), nobody, "{}", &garbage[..garbage.len().min(60)]);
    }
    drop(held);
    let anja = r#"{"user":"anja","program":"wijk"}"#;
    // Whoever does not say who they are leaves no name of somebody before.
    fs::write(folder.join("lock"), anja).unwrap();
    let held = TestBook::open_again(&folder, &ambient).unwrap();
    assert_eq!(told(), nobody);
    // Nor does whoever let go of the book: the next one may not be able to write a name.
    fs::write(folder.join("lock"), anja).unwrap();
    drop(held);
    assert_eq!(fs::read(folder.join("lock")).unwrap(), b"");
}

//! Who may ask what: over the whole list, so that a command that is added is asked too.

use serde_json::json;
use wijkboek_core::kernel::Role;
use wijkboek_desk::{Kind, list};

use super::people::{add, comes};
use crate::{book::PASSPHRASE, desk::TestDesk};

const PEOPLE: [(Role, &str, &str); 4] = [
    (Role::Reader, "reader", "tas fiets molen regen"),
    (Role::Worker, "worker", "zon maan sterren lucht"),
    (Role::Manager, "manager", PASSPHRASE),
    (Role::Confidant, "confidant", "brood kaas melk appel"),
];

/// Written out here, apart from the program's own words for it.
fn may(role: Role, asked: Role) -> bool {
    match role {
        Role::Reader => asked == Role::Reader,
        Role::Worker => matches!(asked, Role::Reader | Role::Worker),
        Role::Manager => matches!(asked, Role::Reader | Role::Worker | Role::Manager),
        Role::Confidant => matches!(asked, Role::Reader | Role::Worker | Role::Confidant),
    }
}

#[test]
fn each_role_may_ask_what_the_list_says_and_nothing_else() {
    let mut desk = TestDesk::open();
    for (role, name, passphrase) in PEOPLE {
        if role != Role::Manager {
            desk.ok("keys.add_person", add(name, name, passphrase));
        }
    }
    for (role, name, passphrase) in PEOPLE {
        comes(&mut desk, passphrase);
        for entry in list() {
            if matches!(entry.kind, Kind::BeforeUnlock | Kind::Job) {
                continue;
            }
            // A question that reads as none: whoever may ask gets so far, and nothing is done.
            let code = desk.code(entry.name, json!({ "no such field": 1 }));
            let expected = if may(role, entry.role) {
                "QuestionUnreadable"
            } else {
                "RoleTooSmall"
            };
            assert_eq!(code, expected, "{name} asks {}", entry.name);
        }
    }
}

#[test]
fn while_the_book_is_locked_only_what_opens_it_answers() {
    let mut desk = TestDesk::open();
    desk.ok("book.lock", json!({}));
    let mut answers = Vec::new();
    for entry in list() {
        if entry.kind == Kind::Job {
            continue; // Knows no book: only how far work is of which one has the id.
        }
        match desk
            .code(entry.name, json!({ "no such field": 1 }))
            .as_str()
        {
            "BookIsLocked" => assert_ne!(entry.kind, Kind::BeforeUnlock, "{}", entry.name),
            "QuestionUnreadable" => answers.push(entry.name),
            other => panic!("{}: {other}", entry.name),
        }
    }
    // Whatever joins this list must read nothing of the book that lies here.
    assert_eq!(
        answers,
        [
            "backup.away",
            "backup.choose",
            "backup.list",
            "backup.look",
            "backup.open",
            "backup.restore",
            "backup.test",
            "book.choose",
            "book.create",
            "book.leave_practice",
            "book.lock",
            "book.practice",
            "book.recover",
            "book.state",
            "book.unlock",
            "face.change",
            "face.settings",
            "keys.suggest_passphrase",
            "privacy.save_loss",
            "snapshot.check",
        ]
    );
}

#[test]
fn what_somebody_may_not_do_they_may_not_take_back_either() {
    let mut desk = TestDesk::open();
    desk.ok("keys.add_person", add("Fatima", "worker", PEOPLE[1].2));
    let id = uuid::Uuid::from_u128(7);
    let themes = desk.ok("credits.themes", json!({}));
    let question = json!({ "version": themes["version"], "themes": themes["themes"] });
    desk.ask_as(id, "credits.change_themes", question).unwrap();
    comes(&mut desk, PEOPLE[1].2);
    assert_eq!(
        desk.code("desk.undo", json!({ "operation_id": id })),
        "RoleTooSmall"
    );
    comes(&mut desk, PASSPHRASE);
    desk.ok("desk.undo", json!({ "operation_id": id }));
}

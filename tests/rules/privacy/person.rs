//! Everything that is held about one person, and nothing about another.

use std::fs;

use serde_json::{Value, json};
use wijkboek_core::{personal_fields, privacy};

use super::birds::{CANARY, TIT, nest};
use crate::{desk::TestDesk, wire::fresh};

fn saved(desk: &mut TestDesk, member_id: &Value, form: &str) -> Vec<u8> {
    let path = desk
        .home
        .path()
        .join(format!("{}.{form}", member_id.as_str().unwrap()));
    desk.choose(&path);
    desk.ok(
        "privacy.save_person",
        json!({ "member_id": member_id, "form": form }),
    );
    fs::read(path).unwrap()
}

#[test]
fn every_personal_field_of_a_member_is_shown_to_that_member_and_none_of_another() {
    let (mut desk, members) = nest();
    for (bird, other, member_id) in [(CANARY, TIT, &members[0]), (TIT, CANARY, &members[1])] {
        let file = String::from_utf8(saved(&mut desk, member_id, "json")).unwrap();
        for field in personal_fields() {
            // Only one bird sits at the desk.
            let elsewhere = field.table == "desk_person" && bird.name == TIT.name;
            let Some(planted) = bird.planted(&field).filter(|_| !elsewhere) else {
                continue;
            };
            let (table, column) = (field.table, field.column);
            assert!(
                file.contains(&planted),
                "{table}.{column} is not told: {planted}\n{file}"
            );
        }
        let lower = file.to_lowercase();
        assert!(
            !lower.contains(&other.name.to_lowercase()),
            "{} is told: {file}",
            other.name
        );
    }
}

#[test]
fn what_is_held_is_shown_to_a_manager_alone_and_about_somebody_who_is_there() {
    let (mut desk, members) = nest();
    let shown = desk.ok("privacy.person", json!({ "member_id": members[0] }));
    assert_eq!(shown["full_name"], CANARY.full_name());
    let kinds: Vec<&str> = shown["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["kind"].as_str().unwrap())
        .collect();
    for kind in [
        "member",
        "membership",
        "transfer",
        "certificate",
        "import_held",
        "act",
    ] {
        assert!(kinds.contains(&kind), "{kind} is missing from {kinds:?}");
    }
    let nobody = json!({ "member_id": "00000000-0000-7000-8000-000000000000" });
    assert_eq!(desk.code("privacy.person", nobody), "NotFound");
    let entry = wijkboek_desk::list()
        .into_iter()
        .find(|entry| entry.name == "privacy.person");
    assert_eq!(entry.unwrap().role, wijkboek_core::kernel::Role::Manager);
}

#[test]
fn the_file_of_a_person_fits_its_frozen_schema_and_the_paper_is_one() {
    let (mut desk, members) = nest();
    let schema = serde_json::to_value(privacy::schema()).unwrap();
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    fresh("tests/fixtures/person-v0.schema.json", &text);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let file: Value = serde_json::from_slice(&saved(&mut desk, &members[0], "json")).unwrap();
    assert!(validator.is_valid(&file));
    assert!(!validator.is_valid(&json!({ "format": "wijkboek-person", "version": 1 })));
    assert!(saved(&mut desk, &members[0], "pdf").starts_with(b"%PDF-1.7"));
}

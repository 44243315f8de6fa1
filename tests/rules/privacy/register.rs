//! The register of processing is generated: no personal column can be missing from it.

use std::fs;

use serde_json::{Value, json};
use wijkboek_core::personal_fields;

use crate::desk::TestDesk;

#[test]
fn every_personal_column_stands_in_the_register_once_with_words_for_it() {
    let mut desk = TestDesk::open();
    let register = desk.ok("privacy.register", json!({}));
    assert_eq!(register["centre"], "De Nieuwe Jutter");
    let purposes = register["purposes"].as_array().unwrap();
    let listed: Vec<&Value> = purposes
        .iter()
        .flat_map(|purpose| purpose["fields"].as_array().unwrap())
        .collect();
    assert_eq!(listed.len(), personal_fields().len());
    for field in personal_fields() {
        let here = json!({ "table": field.table, "column": field.column });
        assert!(listed.contains(&&here), "{here} is missing");
    }
    assert_eq!(register["computer"], Value::Null);
    let computer = json!({ "disk": "readable", "account": "unknown" });
    desk.ok(
        "centre.tell_computer",
        json!({ "version": 0, "computer": computer }),
    );
    assert_eq!(
        desk.ok("privacy.register", json!({}))["computer"]["computer"],
        computer
    );
    // A column, purpose or term without words would be refused here.
    let path = desk.home.path().join("register.pdf");
    desk.choose(&path);
    desk.ok("privacy.save_register", json!({}));
    assert!(fs::read(path).unwrap().starts_with(b"%PDF-1.7"));
}

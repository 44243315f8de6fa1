//! Canaries: a bird of its own in every personal field of a book, by acts that anybody could do.
//! Then we look where birds may not be.

use std::{fs, path::Path};

use serde_json::{Value, json};
use wijkboek_core::personal_fields;

use crate::{
    book::{PASSPHRASE, open_by_hand, raw_key},
    desk::TestDesk,
};

/// The word in every canary. No other test data has it.
const BIRD: &str = "Kanarie";

/// A book in which every personal field was filled.
fn aviary() -> TestDesk {
    let mut desk = TestDesk::empty();
    let bird = |name: &str| format!("{BIRD}{name}");
    desk.ok(
        "book.create",
        json!({ "centre": "De Jutter", "person": bird("Desk"), "passphrase": PASSPHRASE }),
    );
    let centre = desk.ok("centre.get", json!({}));
    let mut fields = centre["fields"].clone();
    fields["signatories"] = json!([{ "name": bird("Sign"), "function": bird("Function") }]);
    desk.ok(
        "centre.change",
        json!({ "version": centre["version"], "fields": fields }),
    );
    let person = desk.ok(
        "members.admit",
        json!({
            "kind": "person",
            "membership": "active",
            "fields": {
                "salutation": "madam", "given_name": bird("Given"), "initials": bird("Initials"),
                "prefix": bird("Prefix"), "family_name": bird("Family"),
                "street": bird("Street"), "house_number": 41, "house_addition": bird("Addition"),
                "postcode": "3811 AB", "town": bird("Town"), "phone": "06 13 48 58 89",
                "email": "kanarie@voorbeeld.nl", "birth_year": 1952, "note": bird("Note"),
            },
        }),
    );
    let shop = desk.ok(
        "members.admit",
        json!({ "kind": "organisation", "membership": "friend",
                "fields": { "name": bird("Name") } }),
    );
    consent(&mut desk, &person);
    certificates(&mut desk, &person);
    credits(&mut desk, &person, &shop);
    agreement(&mut desk);
    import(&mut desk);
    confidence(&mut desk, &person);
    desk
}

/// A confidant comes, writes a note, and the first person sits at the desk again.
fn confidence(desk: &mut TestDesk, person: &Value) {
    let passphrase = "brood kaas melk appel";
    desk.ok(
        "keys.add_person",
        json!({ "name": format!("{BIRD}Ria"), "role": "confidant", "passphrase": passphrase }),
    );
    for (opens, writes) in [(passphrase, true), (PASSPHRASE, false)] {
        desk.ok("book.lock", json!({}));
        desk.ok("book.unlock", json!({ "passphrase": opens }));
        if writes {
            desk.ok(
                "confidential.write",
                json!({ "member_id": person["member_id"], "text": format!("{BIRD}Told") }),
            );
        }
    }
}

fn consent(desk: &mut TestDesk, person: &Value) {
    let asked = desk.ok("consent.purposes", json!({}));
    desk.ok(
        "consent.give",
        json!({ "member_id": person["member_id"], "version": 1, "how": "paper",
                "purpose_id": asked["purposes"][0]["purpose_id"],
                "proof": format!("{BIRD}Proof") }),
    );
}

fn certificates(desk: &mut TestDesk, person: &Value) {
    let issued = desk.ok(
        "certificates.issue",
        json!({ "member_id": person["member_id"] }),
    );
    desk.ok(
        "certificates.withdraw",
        json!({ "certificate_id": issued["certificate_id"], "reason": format!("{BIRD}Reason") }),
    );
}

fn credits(desk: &mut TestDesk, person: &Value, shop: &Value) {
    let issuing = desk.ok(
        "credits.open_account",
        json!({ "member_id": shop["member_id"], "kind": "issuing" }),
    );
    desk.ok(
        "credits.earn",
        json!({ "from": issuing["account_id"], "to": { "member_id": person["member_id"] },
                "minutes": 60, "memo": format!("{BIRD}Memo") }),
    );
    let row = format!("{BIRD}One,{BIRD}Two,5,2020-01-01,{BIRD}Row,{BIRD}Label");
    let csv = format!("a,b,m,t,i,k\n{row}\n");
    let file = desk.home.path().join("oud.csv");
    fs::write(&file, csv).unwrap();
    let chosen = desk.desk.keep_file(file);
    desk.ok(
        "import.apply_transfers",
        json!({ "file": chosen.file, "mapping": { "from": "a", "to": "b", "amount": "m",
                "at": "t", "id": "i", "kind": "k", "minutes_per_unit": 1, "issuers": [format!("{BIRD}One")] } }),
    );
}

fn agreement(desk: &mut TestDesk) {
    let bird = |name: &str| format!("{BIRD}{name}");
    let scenario = |kind: &str| {
        json!({ "kind": kind, "fields": {
            "title": bird("Title"), "cause": bird("Cause"), "signs": bird("Signs"),
            "steps": bird("Steps"), "who": bird("Who"), "alternatives": bird("Alternatives"),
        }})
    };
    let made = desk.ok(
        "agreements.make",
        json!({
            "fields": {
                "title": "Badhuis", "object": bird("Object"), "kind": "use_of_place",
                "from_day": "2026-01-01", "until_text": "tot verkoop",
                "preparation_weeks": 4, "contact_weeks": 8,
                "review_months": 12, "handover_condition": bird("Condition"),
                "parties": [{ "kind": "municipality", "name": "Gemeente",
                              "contact_person": bird("Official"), "hat": "financier",
                              "reach": bird("Reach") }],
            },
            "scenarios": [scenario("hand_over"), scenario("continuation")],
        }),
    );
    let id = &made["agreement_id"];
    desk.ok(
        "agreements.note_contact",
        json!({ "agreement_id": id, "person": bird("Spoken"), "said": bird("Said") }),
    );
    let review = desk.ok("agreements.open_review", json!({ "agreement_id": id }));
    let agreement = desk.ok("agreements.get", json!({ "agreement_id": id }));
    for scenario in agreement["scenarios"].as_array().unwrap() {
        desk.ok(
            "agreements.look",
            json!({ "review_id": review["review_id"], "scenario_id": scenario["scenario_id"],
                    "verdict": "still_right", "note": bird("Look") }),
        );
    }
    desk.ok(
        "agreements.close_review",
        json!({ "review_id": review["review_id"], "outcome": bird("Outcome") }),
    );
    desk.ok(
        "agreements.end",
        json!({ "agreement_id": id, "ended_on": "2026-11-20", "note": bird("End") }),
    );
}

/// A list with a row that is held back, so that a person stands in the import's own tables.
fn import(desk: &mut TestDesk) {
    let file = desk.home.path().join("leden.csv");
    let row = format!("7;{BIRD}a Held;Dreef 1;1234SA;Utrecht;31-2-2020;passief");
    fs::write(
        &file,
        format!("Nr;Naam;Adres;Postcode;Plaats;Lid sinds;Soort\n{row}\n"),
    )
    .unwrap();
    let chosen = desk.desk.keep_file(file);
    desk.ok("import.apply_members", json!({ "file": chosen.file }));
}

#[test]
fn every_personal_field_can_be_filled_and_is_found_by_its_declaration() {
    let mut desk = aviary();
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let book = open_by_hand(&folder, &raw_key(&folder));
    for field in personal_fields() {
        if field.table == "member_words" {
            continue; // An index without content: it can be asked, not read.
        }
        let sql = format!(
            "SELECT count(*) FROM {} WHERE {} IS NOT NULL",
            field.table, field.column
        );
        let count: i64 = book.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert!(
            count > 0,
            "nothing was planted in {}.{}",
            field.table,
            field.column
        );
    }
}

#[test]
fn no_canary_is_in_the_audit_or_in_any_file_of_the_book() {
    let mut desk = aviary();
    let folder = desk.book_folder();
    let target = desk.home.path().join("kopie.wijkboek-backup");
    desk.choose(&target);
    desk.ok("backup.make", json!({}));
    desk.ok("book.lock", json!({}));

    let book = open_by_hand(&folder, &raw_key(&folder));
    let control: i64 = book
        .query_row(
            "SELECT count(*) FROM member_version WHERE family_name LIKE 'Kanarie%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(control > 0, "the control finds the bird where it may be");
    let told: i64 = book
        .query_row(
            "SELECT count(*) FROM audit WHERE result LIKE '%anarie%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(told, 0, "a receipt holds a personal value");
    drop(book);
    for place in [folder.as_path(), &desk.home.path().join("config"), &target] {
        for file in files(place) {
            let bytes = fs::read(&file).unwrap();
            let found = bytes.windows(6).any(|window| window == b"anarie");
            assert!(!found, "{} holds a canary", file.display());
        }
    }
}

#[test]
fn no_canary_leaves_with_a_snapshot() {
    let mut desk = aviary();
    for number in 0..30 {
        desk.ok(
            "members.admit",
            json!({ "kind": "person", "membership": "active",
                    "fields": { "family_name": format!("{BIRD}{number}") } }),
        );
    }
    desk.clock.set("2027-01-15");
    let preview = desk.ok("snapshot.preview", json!({ "quarter": "2026Q4" }));
    let tables = &preview["snapshot"]["tables"];
    assert_eq!(tables["members"]["active"], 30, "the snapshot has tables");
    assert_eq!(tables["agreements"]["ended"]["all"], 1);
    let text = preview.to_string();
    assert!(!text.contains("anarie"), "{text}");
}

fn files(place: &Path) -> Vec<std::path::PathBuf> {
    if place.is_file() {
        return vec![place.to_path_buf()];
    }
    fs::read_dir(place)
        .unwrap()
        .flat_map(|entry| files(&entry.unwrap().path()))
        .collect()
}

//! What stands in the file: the head of the ledger, and that a file of an earlier format is still
//! read and written as it was.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use wijkboek_core::{
    credits::ledger_head,
    snapshot::{self, Snapshot},
};

use super::{filled, preview};
use crate::{
    book::TestBook,
    rules::{certificates::furnish, credits::Neighbourhood},
};

/// A snapshot as a program of then made it: without what came later.
fn of_then(version: u32, without: &[&str]) -> Value {
    let preview = preview(&filled(20, 14, 6).0, "2026Q2");
    let mut file: Value = serde_json::from_str(&preview.json).unwrap();
    let fields = file.as_object_mut().unwrap();
    for field in without {
        fields.remove(*field).unwrap();
    }
    fields.insert("version".into(), json!(version));
    fields.insert("status".into(), json!("draft_unsigned"));
    file
}

#[test]
fn a_snapshot_of_an_earlier_format_fits_its_own_schema_and_is_shown_and_written_as_it_was() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let formats = [
        (0, vec!["ledger_head", "public_key"], snapshot::schema_v0()),
        (1, vec!["public_key"], snapshot::schema_v1()),
    ];
    for (version, without, types) in formats {
        let name = format!("snapshot-v{version}.schema.json");
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let schema: Value = serde_json::from_str(&text).unwrap();
        // The types of an earlier format never change.
        assert_eq!(schema, serde_json::to_value(types).unwrap());
        let validator = jsonschema::validator_for(&schema).unwrap();
        let present = of_then(2, &[]);
        assert!(!validator.is_valid(&present), "format 2 is another format");
        let file = of_then(version, &without);
        assert!(validator.is_valid(&file));

        // As a book of then keeps it.
        let (book, _) = filled(20, 14, 6);
        let (folder, ambient) = (book.folder(), book.ambient.clone());
        let (by_hand, home) = book.by_hand();
        let bytes = file.to_string().into_bytes();
        by_hand
            .execute(
                "INSERT INTO snapshot VALUES (1, '2026Q2', 0, ?1, ?2)",
                (Sha256::digest(&bytes).to_vec(), &bytes),
            )
            .unwrap();
        drop(by_hand);
        let book = TestBook::again(&folder, ambient, home);
        let kept = preview(&book, "2026Q2");
        assert_eq!(kept.json, file.to_string());
        assert_eq!(kept.signature_file, None);
        match kept.snapshot {
            Snapshot::V0(_) => assert_eq!(version, 0),
            Snapshot::V1(_) => assert_eq!(version, 1),
            Snapshot::V2(_) => panic!("read as another format"),
        }
        let quarter = "2026Q2".parse().unwrap();
        let written = book.book.read(|reader| snapshot::bytes(reader, quarter));
        assert_eq!(written.unwrap(), bytes);
        let signed = book
            .book
            .read(|reader| snapshot::signature(reader, quarter));
        assert_eq!(signed.unwrap(), None, "what left unsigned stays so");
        let next = preview(&book, "2026Q3");
        assert!(matches!(next.snapshot, Snapshot::V2(_)));
        assert!(next.former.unwrap().tables.is_some());
    }
}

#[test]
fn it_holds_the_head_of_the_ledger_as_it_was_at_the_end_of_the_quarter() {
    let mut book = Neighbourhood::new();
    let head = |book: &Neighbourhood| {
        let head = book.test.book.read(ledger_head);
        head.unwrap().link.to_string()
    };
    let anna = book.anna;
    furnish(&mut book.test);
    let told = |book: &Neighbourhood| {
        let file: Value = serde_json::from_str(&preview(&book.test, "2026Q4").json).unwrap();
        file["ledger_head"].as_str().unwrap().to_owned()
    };
    book.test.on("2026-12-31");
    book.earns(anna, 60);
    let last_of_quarter = head(&book);
    book.test.on("2027-01-01");
    assert_eq!(told(&book), last_of_quarter);
    book.earns(anna, 60);
    assert_ne!(head(&book), last_of_quarter);
    assert_eq!(told(&book), last_of_quarter, "what came later is not in it");
    // Its number would be an exact count of bookings.
    assert!(
        !preview(&book.test, "2026Q4")
            .json
            .contains("\"ledger_head\":{")
    );
}

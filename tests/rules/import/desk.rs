//! The import as the window does it: a file is chosen, looked through, taken over, undone, and the
//! list leaves the house again for a spreadsheet.

use serde_json::{Value, json};

use super::OLD_LIST;
use crate::desk::TestDesk;

/// A desk where somebody chose the old list.
fn chosen() -> (TestDesk, Value) {
    let mut desk = TestDesk::open();
    let path = desk.home.path().join("leden-oude-lijst.csv");
    std::fs::write(&path, OLD_LIST).unwrap();
    desk.choose(&path);
    let file = desk.ok("files.choose", json!({}));
    assert_eq!(file["name"], "leden-oude-lijst.csv");
    (desk, file["file"].clone())
}

#[test]
fn a_chosen_list_is_looked_through_taken_over_and_taken_back() {
    let (mut desk, file) = chosen();
    let preview = desk.ok("import.preview_members", json!({ "file": file }));
    assert_eq!(
        (&preview["without_doubt"], &preview["doubtful"]),
        (&json!(383), &json!(33))
    );
    assert_eq!(desk.ok("members.list", json!({}))["total"], 0);

    let operation_id = uuid::Uuid::from_u128(41);
    let question = json!({ "file": file, "mapping": { "letters": { "Ça?la": "Çağla" } } });
    let receipt = desk
        .ask_as(operation_id, "import.apply_members", question.clone())
        .unwrap();
    assert_eq!(
        (&receipt["taken"], &receipt["held"]),
        (&json!(389), &json!(27))
    );
    let again = desk
        .ask_as(operation_id, "import.apply_members", question)
        .unwrap();
    assert_eq!(again, receipt, "the same act answers as it did");
    assert_eq!(
        desk.ok("import.held", json!({}))["rows"][0]["source"],
        "leden-oude-lijst"
    );

    desk.ok("desk.undo", json!({ "operation_id": operation_id }));
    assert_eq!(desk.ok("members.list", json!({}))["total"], 0);
    assert_eq!(desk.ok("import.held", json!({}))["held"], 0);
}

#[test]
fn decisions_are_counted_beforehand_and_their_mistakes_refused() {
    let (mut desk, file) = chosen();
    let decisions = json!([{ "line": 414, "decision": "skip" }]);
    let question = json!({ "file": file, "decisions": decisions });
    assert_eq!(desk.ok("import.preview_members", question)["decided"], 1);
    let missing = json!({ "file": file, "decisions": [{ "line": 9999, "decision": "skip" }] });
    assert_eq!(desk.code("import.preview_members", missing), "RowMissing");
    let unknown = json!({ "file": file, "decisions": [{ "line": 2, "decision": "perhaps" }] });
    assert_eq!(
        desk.code("import.preview_members", unknown),
        "QuestionUnreadable"
    );
    let nothing = json!({ "file": uuid::Uuid::nil() });
    assert_eq!(desk.code("import.preview_members", nothing), "NotFound");
}

#[test]
fn a_list_of_members_leaves_as_it_stands_on_the_screen() {
    let mut desk = TestDesk::open();
    for (name, membership) in [("=SUM(A1)", "active"), ("Bos; of Bosch", "friend")] {
        let fields = json!({ "family_name": name, "street": "Dreef", "house_number": 12 });
        let new = json!({ "kind": "person", "fields": fields, "membership": membership });
        desk.ok("members.admit", new);
    }
    let target = desk.home.path().join("leden.csv");
    desk.choose(&target);
    desk.ok("members.export", json!({ "list": { "down": true } }));
    let text = std::fs::read_to_string(&target).unwrap();
    assert_eq!(
        text,
        "\u{feff}Lidnummer;Naam;Soort;Adres;Plaats;Lidmaatschap\r\n\
         1;'=SUM(A1);persoon;Dreef 12;;actief\r\n\
         2;\"Bos; of Bosch\";persoon;Dreef 12;;vriend\r\n"
    );
    desk.choose(desk.home.path().join("vrienden.csv"));
    let friends = json!({ "list": { "membership": "friend", "limit": 1 } });
    desk.ok("members.export", friends);
    let text = std::fs::read_to_string(desk.home.path().join("vrienden.csv")).unwrap();
    assert_eq!(text.lines().count(), 2);
    desk.choose(&target);
    assert_eq!(
        desk.code("members.export", json!({ "list": {} })),
        "FileExists"
    );
}

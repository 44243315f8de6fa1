//! Time credits through the desk: history from a file that was chosen, lists and statements that
//! leave the house, and what the whole book is checked for.

use std::{fs, path::Path};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::TestDesk;

const ISSUERS: [&str; 2] = [
    "0xBDB3Bc887C3b70586BC25D04d89eC802b897fC5F",
    "0xEDA5C9B75Fdb3B9bdAB987A704632280Cf93084F",
];

fn real_file() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/data/sarafu-8500.csv")
}

fn mapping() -> Value {
    json!({
        "from": "source", "to": "target", "amount": "weight", "at": "timeset", "id": "id",
        "kind": "transfer_subtype", "minutes_per_unit": 1, "issuers": ISSUERS,
    })
}

/// A desk with Riet, who earned ninety minutes and spent half an hour.
fn counter() -> (TestDesk, Value) {
    let mut desk = TestDesk::open();
    let admit = |desk: &mut TestDesk, kind: &str, fields: Value| {
        let question = json!({ "kind": kind, "fields": fields, "membership": "active" });
        desk.ok("members.admit", question)["member_id"].clone()
    };
    let riet = json!({ "given_name": "Riet", "family_name": "=Berg" });
    let riet = admit(&mut desk, "person", riet);
    let centre = admit(&mut desk, "organisation", json!({ "name": "Buurthuis" }));
    let shop = admit(&mut desk, "organisation", json!({ "name": "Kapper" }));
    let open = |desk: &mut TestDesk, member: &Value, kind: &str| {
        let question = json!({ "member_id": member, "kind": kind });
        desk.ok("credits.open_account", question)["account_id"].clone()
    };
    let issuing = open(&mut desk, &centre, "issuing");
    let redeeming = open(&mut desk, &shop, "redeeming");
    let earn = json!({
        "from": issuing, "to": { "member_id": riet }, "minutes": 90, "memo": "soep gekookt",
    });
    let earned = desk.ok("credits.earn", earn);
    let spend = json!({ "from": { "member_id": riet }, "to": redeeming, "minutes": 30 });
    desk.ok("credits.spend", spend);
    (desk, earned["receiver"].clone())
}

#[test]
fn a_chosen_file_is_previewed_taken_over_once_and_taken_back() {
    let mut desk = TestDesk::open();
    desk.choose(real_file());
    let file = desk.ok("files.choose", json!({}))["file"].clone();
    let columns = desk.ok("import.transfer_columns", json!({ "file": file }));
    assert_eq!(columns["source"], "sarafu-8500");
    assert_eq!(columns["guess"]["from"], "source");
    assert_eq!(columns["guess"]["amount"], "weight");
    assert_eq!(
        (&columns["count"], columns["rows"].as_array().unwrap().len()),
        (&json!(8500), 5)
    );

    let question = json!({ "file": file, "mapping": mapping() });
    let report = desk.ok("import.preview_transfers", question.clone());
    assert_eq!(
        (&report["posted"], &report["rounded"]),
        (&json!(8489), &json!(1419))
    );
    assert_eq!(desk.ok("credits.recent", json!({}))["total"], 0);
    let operation = Uuid::from_u128(7);
    let done = desk
        .ask_as(operation, "import.apply_transfers", question.clone())
        .unwrap();
    assert_eq!(done["difference"], "21.41310153415963121");
    assert_eq!(done["unposted"].as_array().unwrap().len(), 11);
    let again = desk
        .ask_as(operation, "import.apply_transfers", question.clone())
        .unwrap();
    assert_eq!(again, done);
    let twice = desk.ok("import.apply_transfers", question);
    assert_eq!(
        (&twice["posted"], &twice["known"]),
        (&json!(0), &json!(8500))
    );

    let balances = desk.ok("credits.balances", json!({}));
    assert_eq!(
        (&balances["accounts"], &balances["minutes"]),
        (&json!(8105), &json!(0))
    );
    let csv = balances["csv"].as_str().unwrap();
    assert!(csv.starts_with("account,minutes\n"));
    assert!(csv.contains("\n0xEDA5C9B75Fdb3B9bdAB987A704632280Cf93084F,-4719894\n"));
    assert_eq!(csv.lines().count(), 8106);
    assert_eq!(desk.ok("book.verify", json!({}))["sound"], true);

    desk.ok("desk.undo", json!({ "operation_id": operation }));
    let balances = desk.ok("credits.balances", json!({}));
    let csv = balances["csv"].as_str().unwrap();
    assert!(csv.lines().skip(1).all(|line| line.ends_with(",0")));
}

#[test]
fn a_file_without_a_mapping_is_guessed_or_refused_by_the_column() {
    let mut desk = TestDesk::open();
    let path = desk.home.path().join("oud.csv");
    fs::write(&path, "nr;datum;van;naar;uren\n1;3-7-2024;bank;riet;1,5\n").unwrap();
    desk.choose(&path);
    let file = desk.ok("files.choose", json!({}))["file"].clone();
    let report = desk.ok("import.preview_transfers", json!({ "file": file }));
    assert_eq!(
        (&report["minutes"], &report["decimal_sign"]),
        (&json!(90), &json!(","))
    );
    fs::write(
        &path,
        "nr;datum;iemand;naar;uren\n1;3-7-2024;bank;riet;1,5\n",
    )
    .unwrap();
    let code = desk.code("import.preview_transfers", json!({ "file": file }));
    assert_eq!(code, "ColumnMissing");
}

#[test]
fn accounts_leave_as_the_list_shows_them() {
    let (mut desk, _) = counter();
    let path = desk.home.path().join("rekeningen.csv");
    desk.choose(&path);
    let list = json!({ "list": { "kinds": ["member", "issuing"], "limit": 1 } });
    desk.ok("credits.save_accounts", list);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "\u{feff}Naam;Lidnummer;Soort;Naam daar;Bron;makkies;Minuten\r\n\
         '=Berg, Riet;1;lid;;;1;60\r\n\
         Buurthuis;2;uitgiftepartner;;;-1,5;-90\r\n"
    );
}

#[test]
fn a_statement_leaves_on_paper_and_for_a_spreadsheet() {
    let (mut desk, account) = counter();
    let mut save = |name: &str, form: &str| {
        let path = desk.home.path().join(name);
        desk.choose(&path);
        let question = json!({ "statement": { "account_id": account, "limit": 1 }, "form": form });
        desk.ok("credits.save_statement", question);
        fs::read(&path).unwrap()
    };
    let csv = String::from_utf8(save("a.csv", "csv")).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "\u{feff}Boeking;Datum;Waarvoor;makkies;Tegoed;Minuten"
    );
    assert_eq!(
        lines[1],
        "1;2026-11-23;Verdiend bij Buurthuis · soep gekookt;1,5;1,5;90"
    );
    assert_eq!(lines[2], "2;2026-11-23;Besteed bij Kapper;-0,5;1;-30");
    assert!(save("a.pdf", "pdf").starts_with(b"%PDF-1.7"));
}

#[test]
fn balances_go_by_names_that_stay() {
    let (mut desk, _) = counter();
    let csv = desk.ok("credits.balances", json!({}))["csv"].clone();
    assert_eq!(
        csv,
        "account,minutes\nuitgiftepartner 2,-90\nverzilverpartner 3,30\nlid 1,60\n"
    );
}

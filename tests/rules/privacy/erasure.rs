//! Being forgotten, in two phases: what stands in the way, what can be taken back, and that
//! nothing is left of somebody where nothing may be left.

use std::{fs, path::Path};

use rusqlite::Connection;
use serde_json::{Value, json};
use wijkboek_core::{
    kernel::Code,
    members::{EndMembership, GetMember, MemberId, ReviseMember},
    personal_fields,
    privacy::erasure::{
        ListErasures, RequestErasure, TakeBackErasure, erase_due, erasure_log, replay,
    },
};

use super::birds::{CANARY, TIT, nest};
use crate::{
    book::{PASSPHRASE, TestBook, code, day, open_by_hand, raw_key},
    desk::TestDesk,
    rules::members::person,
};

fn waits(desk: &mut TestDesk, member: &Value) -> Vec<String> {
    let state = desk.ok("privacy.erasure", json!({ "member_id": member }));
    let waits = state["waits"].as_array().unwrap().iter();
    waits
        .map(|wait| wait["kind"].as_str().unwrap().to_owned())
        .collect()
}

/// Solves all that stands in the way of erasing this member.
fn settle(desk: &mut TestDesk, member: &Value) {
    desk.ok(
        "members.end",
        json!({ "member_id": member, "until_day": "2026-11-23" }),
    );
    let accounts = desk.ok("credits.accounts", json!({ "member_id": member }));
    let minutes = accounts["rows"][0]["balance_minutes"].clone();
    let shop = json!({ "kind": "organisation", "membership": "friend",
                       "fields": { "name": "Kapper" } });
    let shop = desk.ok("members.admit", shop)["member_id"].clone();
    let redeeming = desk.ok(
        "credits.open_account",
        json!({ "member_id": shop, "kind": "redeeming" }),
    );
    let spend = json!({ "from": { "member_id": member }, "to": redeeming["account_id"],
                        "minutes": minutes });
    desk.ok("credits.spend", spend);
    let held = desk.ok("import.held", json!({}))["rows"].clone();
    for row in held.as_array().unwrap() {
        let decisions = json!([{ "line": row["line"], "decision": "skip" }]);
        desk.ok(
            "import.decide",
            json!({ "import_id": row["import_id"], "decisions": decisions }),
        );
    }
    let centre = desk.ok("centre.get", json!({}));
    let mut fields = centre["fields"].clone();
    fields["signatories"] = json!([{ "name": "Anja Bos" }]);
    desk.ok(
        "centre.change",
        json!({ "version": centre["version"], "fields": fields }),
    );
}

#[test]
fn what_stands_in_the_way_is_named_and_goes_when_it_is_solved() {
    let (mut desk, [_, tit]) = nest();
    let found = waits(&mut desk, &tit);
    assert_eq!(found, ["membership", "balance", "held_rows", "signatory"]);
    let ask = json!({ "member_ids": [tit] });
    assert_eq!(
        desk.code("privacy.request_erasure", ask.clone()),
        "MembershipStillRuns"
    );
    settle(&mut desk, &tit);
    assert!(waits(&mut desk, &tit).is_empty());
    desk.ok("privacy.request_erasure", ask.clone());
    assert_eq!(
        desk.code("privacy.request_erasure", ask),
        "ErasureWasRequested"
    );
}

#[test]
fn a_request_names_somebody_and_whoever_it_names_twice_counts_once() {
    let mut book = TestBook::new();
    let member_ids = ["Riet", "Naima"].map(|name| {
        let member_id = book.does(person(name, "", "Berg")).unwrap().member_id;
        let until_day = day("2026-11-23");
        let end = EndMembership {
            member_id,
            until_day,
        };
        book.does(end).unwrap();
        member_id
    });
    let [riet, naima] = member_ids;
    let ask = |member_ids: Vec<MemberId>| RequestErasure { member_ids };
    let empty = code(&book.does(ask(Vec::new())));
    assert_eq!(empty, Some(Code::NobodyChosen));
    let receipt = book.does(ask(vec![riet, naima, riet, riet])).unwrap();
    assert_eq!(receipt.request_ids.len(), 2);
    assert_eq!(book.asks(ListErasures {}).unwrap().len(), 2);
    // Taken back it is gone, once and for both.
    book.undoes::<RequestErasure>(receipt).unwrap();
    assert!(book.asks(ListErasures {}).unwrap().is_empty());
    // A second question about the same is still told so.
    book.does(ask(vec![riet])).unwrap();
    let again = code(&book.does(ask(vec![naima, riet])));
    assert_eq!(again, Some(Code::ErasureWasRequested));
}

#[test]
fn a_request_can_be_taken_back_for_thirty_days_and_what_was_erased_cannot() {
    let mut book = TestBook::new();
    let admitted = book.does(person("Riet", "", "Berg")).unwrap();
    let (member_id, until_day) = (admitted.member_id, day("2026-11-23"));
    book.does(EndMembership {
        member_id,
        until_day,
    })
    .unwrap();
    let ask = || RequestErasure {
        member_ids: vec![member_id],
    };
    book.does(ask()).unwrap();
    book.does(TakeBackErasure { member_id }).unwrap();
    assert_eq!(
        code(&book.does(TakeBackErasure { member_id })),
        Some(Code::NotFound)
    );

    let receipt = book.does(ask()).unwrap();
    book.on("2026-12-22");
    assert!(book.acts(erase_due).unwrap().members.is_empty());
    book.on("2026-12-23");
    assert_eq!(book.acts(erase_due).unwrap().members, [member_id]);
    assert_eq!(
        code(&book.undoes::<RequestErasure>(receipt)),
        Some(Code::UndoneTooLate)
    );

    let shown = book.asks(GetMember { member_id }).unwrap();
    assert_eq!(shown.full_name, "Gewist lid (nummer 1)");
    assert_eq!(shown.erased_on, Some(day("2026-12-23")));
    let revise = ReviseMember {
        member_id,
        version: shown.version,
        fields: shown.fields,
    };
    assert_eq!(code(&book.does(revise)), Some(Code::MemberIsErased));
    assert_eq!(code(&book.does(ask())), Some(Code::MemberIsErased));
}

#[test]
fn a_copy_that_was_put_back_brings_nobody_back() {
    let mut book = TestBook::new();
    let gone = book.does(person("Riet", "", "Berg")).unwrap().member_id;
    let stays = book.does(person("Naima", "", "Bergsma")).unwrap().member_id;
    let line = wijkboek_core::privacy::erasure::ErasedMember {
        member_id: gone,
        requested_on: day("2026-09-01"),
        erased_on: day("2026-10-01"),
    };
    assert_eq!(book.acts(|tx| replay(tx, &[line])).unwrap(), 1);
    assert_eq!(book.acts(|tx| replay(tx, &[line])).unwrap(), 0);
    assert_eq!(book.book.read(erasure_log).unwrap(), [line]);
    let name = |member_id| book.asks(GetMember { member_id }).unwrap().full_name;
    assert_eq!(name(gone), "Gewist lid (nummer 1)");
    assert_eq!(name(stays), "Naima Bergsma");
}

#[test]
fn nothing_is_left_of_somebody_who_was_erased_and_all_is_left_of_another() {
    let (mut desk, [canary, tit]) = nest();
    let folder = desk.book_folder();
    settle(&mut desk, &tit);
    desk.ok("privacy.request_erasure", json!({ "member_ids": [tit] }));
    desk.clock.set("2026-12-23");
    let today = desk.ok("today.get", json!({}));
    let items = today["items"].as_array().unwrap().clone();
    let due = items
        .iter()
        .find(|item| item["kind"] == "erasure_due")
        .unwrap();
    assert_eq!((&due["ready"], &due["waiting"]), (&json!(1), &json!(0)));
    // Nobody clicks: it is done when the book is opened the next time.
    desk.ok("book.lock", json!({}));
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    let shown = desk.ok("members.get", json!({ "member_id": tit }));
    assert_eq!(shown["full_name"], "Gewist lid (nummer 2)");
    let acts = desk.ok("desk.acts", json!({ "limit": 1 }));
    assert_eq!(acts[0]["command"], "privacy.erase_due");
    assert_eq!(
        desk.ok("search.find", json!({ "text": "koolmees" }))["members"],
        json!([])
    );
    let told = desk
        .ok("privacy.person", json!({ "member_id": tit }))
        .to_string();
    assert!(!told.contains(&TIT.full_name()), "{told}");
    let check = desk.ok("credits.check", json!({}));
    assert_eq!(check["faults"], json!([]), "the ledger is whole");
    let wal = fs::metadata(folder.join("book.db-wal")).map_or(0, |file| file.len());
    assert_eq!(wal, 0, "old pages are left in the log of writes");

    let told = desk
        .ok("privacy.person", json!({ "member_id": canary }))
        .to_string();
    desk.ok("book.lock", json!({}));
    let book = open_by_hand(&folder, &raw_key(&folder));
    let bytes = decrypted(&book, desk.home.path());
    let holds = |word: &str| {
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    for field in personal_fields() {
        // Said with an agreement, not with the person: only the name leaves those.
        let in_agreement = field.table.starts_with("agreement")
            || field.table.starts_with("scen")
            || ["contact_moment", "review"].contains(&field.table);
        let common =
            ["postcode", "salutation", "house_number", "birth_year"].contains(&field.column);
        let Some(word) = TIT.planted(&field) else {
            continue;
        };
        if !common
            && (!in_agreement || ["reach", "contact_person", "person"].contains(&field.column))
        {
            assert!(
                !holds(&word),
                "{word} is left of {}.{}",
                field.table,
                field.column
            );
        }
        if let Some(word) = CANARY
            .planted(&field)
            .filter(|word| !common && told.contains(word.as_str()))
        {
            assert!(holds(&word), "the control finds {word}");
        }
    }
    // Numbers are kept as numbers: too short to be looked for among bytes.
    let count = |number: u32| -> i64 {
        let sql = "SELECT count(*) FROM member_version WHERE house_number = ?1";
        book.query_row(sql, [number], |row| row.get(0)).unwrap()
    };
    assert_eq!((count(CANARY.house), count(TIT.house)), (1, 0));
    assert!(!holds(&TIT.full_name()), "the name is left in a text");
    let salts = "SELECT count(*), sum(salt <> zeroblob(16)) FROM audit";
    let (acts, salted): (i64, i64) = book
        .query_row(salts, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert!(acts > 10);
    assert!(
        salted <= 2,
        "{salted} questions from before can be guessed at"
    );
    // As the index folds it.
    assert!(!holds("koolmeesf"), "a word is left in the index");
    assert!(holds("kanarief"), "the control finds a word of the index");
}

/// A copy of the whole database without its key, free pages and shadow tables of the index included.
pub(super) fn decrypted(book: &Connection, home: &Path) -> Vec<u8> {
    let plain = home.join("plain.db");
    book.execute("ATTACH ?1 AS plain KEY ''", [plain.to_str().unwrap()])
        .unwrap();
    book.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(()))
        .unwrap();
    book.execute_batch("DETACH plain").unwrap();
    let mut bytes = fs::read(plain).unwrap();
    // The index keeps its words in blocks: they are looked through as they lie in the table.
    let mut blocks = book.prepare("SELECT block FROM member_words_data").unwrap();
    for block in blocks
        .query_map([], |row| row.get::<_, Vec<u8>>(0))
        .unwrap()
    {
        bytes.extend(block.unwrap());
    }
    bytes
}

#[test]
fn a_name_goes_however_somebody_wrote_it() {
    let mut book = TestBook::new();
    let gone = book.does(person("José", "", "Bos")).unwrap().member_id;
    let stays = book.does(person("Naima", "", "Bergsma")).unwrap().member_id;
    let version = book.asks(GetMember { member_id: stays }).unwrap().version;
    let fields = wijkboek_core::members::MemberFields {
        note: Some("Buur van JOSÉ  BOS en van jose bosman, zegt Jose-Bos.".into()),
        ..person("Naima", "", "Bergsma").fields
    };
    book.does(ReviseMember {
        member_id: stays,
        version,
        fields,
    })
    .unwrap();
    let line = wijkboek_core::privacy::erasure::ErasedMember {
        member_id: gone,
        requested_on: day("2026-09-01"),
        erased_on: day("2026-10-01"),
    };
    book.acts(|tx| replay(tx, &[line])).unwrap();
    let note = book
        .asks(GetMember { member_id: stays })
        .unwrap()
        .fields
        .note;
    let instead = "Gewist lid (nummer 1)";
    assert_eq!(
        note.unwrap(),
        format!("Buur van {instead} en van jose bosman, zegt {instead}.")
    );
}

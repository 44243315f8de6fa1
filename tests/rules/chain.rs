//! Both chains: what was bent past every trigger is named by its row, what may be erased leaves
//! them whole, and a head that was noted elsewhere tells what they cannot tell by themselves.

use rusqlite::Connection;
use serde_json::json;
use wijkboek_core::{
    credits::{CheckLedger, GiveCredits, find_transfer, ledger_head},
    kernel::{ChainRow, Head, Noted, Read as _, audit_head, check_audit, find_act},
};

use super::credits::{Neighbourhood, give};
use crate::{
    book::{TestBook, day},
    desk::TestDesk,
};

/// What both checks say of a book: the first bad transfer and the first bad act.
type Found = (Option<ChainRow>, Option<ChainRow>);

/// Transfers 1 (earn), 2 (give, with a memo), 3 (its reversal) and 4 (give), a day apart.
fn neighbourhood() -> Neighbourhood {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    book.earns(anna, 60);
    book.test.on("2026-11-24");
    let mut gift = give(anna, bram, 20);
    gift.memo = Some("Kanarievogel".into());
    let given = book.test.does(gift).unwrap();
    book.test.on("2026-11-25");
    book.test.undoes::<GiveCredits>(given).unwrap();
    book.test.on("2026-11-26");
    book.test.does(give(anna, bram, 5)).unwrap();
    book
}

fn heads(test: &TestBook) -> (Head, Head) {
    test.book
        .read(|reader| Ok((ledger_head(reader)?, audit_head(reader)?)))
        .unwrap()
}

fn found(test: &TestBook) -> Found {
    let ledger = CheckLedger {};
    test.book
        .read(|reader| {
            Ok((
                ledger.run(reader)?.chain_breaks_at,
                check_audit(reader)?.first_bad,
            ))
        })
        .unwrap()
}

/// The book after somebody bent it by hand, with every trigger out of the way.
fn bent(book: Neighbourhood, bend: impl FnOnce(&Connection)) -> TestBook {
    let (folder, ambient) = (book.test.folder(), book.test.ambient.clone());
    let (by_hand, home) = book.test.by_hand();
    by_hand
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        .unwrap();
    let mut triggers = by_hand
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap();
    let names: Vec<String> = triggers
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    drop(triggers);
    for name in names {
        by_hand
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    bend(&by_hand);
    drop(by_hand);
    TestBook::again(&folder, ambient, home)
}

fn row(number: i64, on: &str) -> Option<ChainRow> {
    let day = Some(day(on));
    Some(ChainRow { number, day })
}

fn gone(number: i64) -> Option<ChainRow> {
    Some(ChainRow { number, day: None })
}

#[test]
fn a_bent_transfer_is_named_with_its_day() {
    assert_eq!(found(&neighbourhood().test), (None, None));
    let second = row(2, "2026-11-24");
    for (bend, first) in [
        (
            "UPDATE transfer SET minutes = 21 WHERE sequence = 2",
            second,
        ),
        (
            "UPDATE transfer SET happened_on = '2026-11-22' WHERE sequence = 2",
            row(2, "2026-11-22"),
        ),
        (
            "UPDATE transfer SET recorded_at = 0 WHERE sequence = 2",
            second,
        ),
        (
            "UPDATE transfer SET id = randomblob(16) WHERE sequence = 2",
            second,
        ),
        (
            "UPDATE transfer SET kind = 'history' WHERE sequence = 2",
            second,
        ),
        (
            "UPDATE transfer SET kind = 'steal' WHERE sequence = 2",
            second,
        ),
        (
            "UPDATE transfer SET giver = receiver, receiver = giver WHERE sequence = 2",
            second,
        ),
        ("UPDATE transfer SET theme = 1 WHERE sequence = 2", second),
        (
            "UPDATE transfer SET reverses = 1 WHERE sequence = 3",
            row(3, "2026-11-25"),
        ),
        (
            "UPDATE transfer_chain SET hash = zeroblob(32) WHERE transfer = 2",
            second,
        ),
        (
            "UPDATE transfer_chain SET memo = zeroblob(32) WHERE transfer = 2",
            second,
        ),
        ("DELETE FROM transfer_chain WHERE transfer = 2", second),
        (
            "DELETE FROM transfer_chain WHERE transfer >= 3",
            row(3, "2026-11-25"),
        ),
        ("DELETE FROM transfer WHERE sequence = 2", gone(2)),
        ("DELETE FROM transfer WHERE sequence >= 3", gone(3)),
        (
            "UPDATE transfer SET sequence = -sequence WHERE sequence IN (2, 4);
             UPDATE transfer SET sequence = 6 + sequence WHERE sequence < 0",
            row(2, "2026-11-26"),
        ),
        (
            "UPDATE transfer SET sequence = -sequence - 1 WHERE sequence >= 2;
             UPDATE transfer SET sequence = -sequence WHERE sequence < 0;
             INSERT INTO transfer SELECT 2, randomblob(16), 'give', recorded_at, happened_on,
                 receiver, giver, minutes, NULL, NULL FROM transfer WHERE sequence = 1",
            row(2, "2026-11-23"),
        ),
    ] {
        let test = bent(neighbourhood(), |by_hand| {
            by_hand.execute_batch(bend).unwrap()
        });
        assert_eq!(found(&test), (first, None), "{bend}");
    }
}

#[test]
fn a_bent_act_is_named_with_its_day() {
    // Six acts made the neighbourhood; the seventh to the tenth are its transfers.
    let eighth = row(8, "2026-11-24");
    for (bend, first) in [
        ("UPDATE audit SET result = '{}' WHERE sequence = 8", eighth),
        (
            "UPDATE audit SET command = 'credits.earn' WHERE sequence = 8",
            eighth,
        ),
        (
            "UPDATE audit SET person_id = randomblob(16) WHERE sequence = 8",
            eighth,
        ),
        (
            "UPDATE audit SET question_digest = randomblob(32) WHERE sequence = 8",
            eighth,
        ),
        (
            "UPDATE audit SET operation_id = randomblob(16) WHERE sequence = 8",
            eighth,
        ),
        ("UPDATE audit SET undoes = 3 WHERE sequence = 8", eighth),
        (
            "UPDATE audit_chain SET hash = zeroblob(32) WHERE sequence = 8",
            eighth,
        ),
        ("DELETE FROM audit_chain WHERE sequence = 8", eighth),
        ("DELETE FROM audit WHERE sequence = 8", gone(8)),
        ("DELETE FROM audit WHERE sequence = 10", gone(10)),
        (
            "UPDATE audit SET recorded_at = 0 WHERE sequence = 8",
            row(8, "1970-01-01"),
        ),
    ] {
        let test = bent(neighbourhood(), |by_hand| {
            by_hand.execute_batch(bend).unwrap()
        });
        assert_eq!(found(&test), (None, first), "{bend}");
    }
}

#[test]
fn what_is_erased_leaves_both_chains_whole() {
    for (erase, count) in [
        ("DELETE FROM transfer_memo", 1),
        // Without its salt the digest of a question tells nothing: that may go too.
        ("UPDATE audit SET salt = zeroblob(16)", 10),
    ] {
        let test = bent(neighbourhood(), |by_hand| {
            assert_eq!(by_hand.execute(erase, []).unwrap(), count, "{erase}");
        });
        assert_eq!(found(&test), (None, None), "{erase}");
    }
}

#[test]
fn a_memo_is_erased_and_never_becomes_another() {
    for (bend, first) in [
        ("UPDATE transfer_memo SET memo = 'Papegaai'", 2),
        ("UPDATE transfer_memo SET salt = randomblob(16)", 2),
        ("UPDATE transfer_memo SET transfer = 4", 4),
        (
            "INSERT INTO transfer_memo VALUES (1, 'Later', randomblob(16))",
            1,
        ),
    ] {
        let test = bent(neighbourhood(), |by_hand| {
            by_hand.execute_batch(bend).unwrap()
        });
        assert_eq!(found(&test).0.map(|bad| bad.number), Some(first), "{bend}");
    }
    let (by_hand, _home) = neighbourhood().test.by_hand();
    let again = "INSERT OR REPLACE INTO transfer_memo VALUES (2, 'Papegaai', randomblob(16))";
    assert!(by_hand.execute(again, []).is_err());
    assert_eq!(by_hand.execute("DELETE FROM transfer_memo", []).unwrap(), 1);
    assert!(
        by_hand.execute(again, []).is_err(),
        "none comes after its transfer"
    );
}

#[test]
fn no_link_is_changed_deleted_replaced_or_put_in_between() {
    let (by_hand, _home) = neighbourhood().test.by_hand();
    for sql in [
        "UPDATE audit SET recorded_at = 0, salt = zeroblob(16) WHERE sequence = 10",
        "UPDATE audit SET salt = randomblob(16) WHERE sequence = 10",
        "UPDATE transfer_chain SET hash = zeroblob(32)",
        "UPDATE audit_chain SET hash = zeroblob(32)",
        "DELETE FROM transfer_chain WHERE transfer = 4",
        "DELETE FROM audit_chain WHERE sequence = 10",
        "INSERT OR REPLACE INTO transfer_chain VALUES (4, NULL, zeroblob(32))",
        "INSERT OR REPLACE INTO audit_chain VALUES (10, zeroblob(32))",
        "INSERT INTO transfer_chain VALUES (6, NULL, zeroblob(32))",
        "INSERT INTO audit_chain VALUES (12, zeroblob(32))",
        "INSERT INTO transfer_chain VALUES (5, NULL, zeroblob(32))", // Of no transfer.
        "INSERT INTO audit_chain VALUES (11, zeroblob(32))",         // Of no act.
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE sequence = 10",
        "INSERT OR REPLACE INTO audit
         SELECT 11, operation_id, recorded_at, person_id, command, salt, question_digest, result,
                undoes FROM audit WHERE sequence = 10",
    ] {
        assert!(by_hand.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn only_a_head_that_was_noted_elsewhere_tells_that_the_end_was_cut_off() {
    let book = neighbourhood();
    let (ledger, audit) = heads(&book.test);
    assert_eq!((ledger.sequence, audit.sequence), (4, 10));
    let test = bent(book, |by_hand| {
        by_hand
            .execute_batch(
                "DELETE FROM transfer_chain WHERE transfer = 4;
                 DELETE FROM transfer WHERE sequence = 4;
                 DELETE FROM audit_chain WHERE sequence = 10;
                 DELETE FROM audit WHERE sequence = 10",
            )
            .unwrap();
    });
    assert_eq!(found(&test), (None, None), "the chains alone say nothing");
    let look = |noted: &str| {
        let noted: Noted = noted.parse().unwrap();
        test.book
            .read(|reader| Ok((find_transfer(reader, &noted)?, find_act(reader, &noted)?)))
            .unwrap()
    };
    assert_eq!(look(&ledger.grouped()), (None, None));
    assert_eq!(look(&format!("10:{}", audit.link)), (None, None));
    let (ledger, audit) = heads(&test);
    assert_eq!(look(&ledger.grouped()), (row(3, "2026-11-25"), None));
    assert_eq!(
        look(&format!("9:{}", audit.link)),
        (None, row(9, "2026-11-25"))
    );
    assert_eq!(look(&format!("8:{}", audit.link)), (None, None));
}

#[test]
fn a_head_of_an_empty_book_is_its_own_beginning() {
    let (one, other) = (TestBook::new(), TestBook::since("2026-11-22"));
    let (ledger, audit) = heads(&one);
    assert_eq!((ledger.sequence, audit.sequence), (0, 0));
    assert_ne!(ledger.link, audit.link);
    assert_ne!(ledger.link, heads(&other).0.link);
    assert_eq!(found(&one), (None, None));
}

#[test]
fn the_desk_names_the_first_bad_row_of_each_chain() {
    let mut desk = TestDesk::open();
    let check = |desk: &mut TestDesk, name: &str| {
        let answer = desk.ok("book.verify", json!({}));
        let checks = answer["checks"].as_array().unwrap();
        checks
            .iter()
            .find(|check| check["name"] == name)
            .cloned()
            .unwrap()
    };
    assert_eq!(check(&mut desk, "audit_chain")["passed"], true);
    assert_eq!(check(&mut desk, "ledger_chain")["first_bad"], json!(null));
    let folder = desk.book_folder();
    desk.ok("book.lock", json!({}));
    let by_hand = crate::book::open_by_hand(&folder, &crate::book::raw_key(&folder));
    by_hand
        .execute_batch(
            "DROP TRIGGER audit_is_never_changed;
             UPDATE audit SET command = 'nobody.knows' WHERE sequence = 1",
        )
        .unwrap();
    drop(by_hand);
    desk.ok(
        "book.unlock",
        json!({ "passphrase": crate::book::PASSPHRASE }),
    );
    let bad = check(&mut desk, "audit_chain");
    assert_eq!(bad["passed"], false);
    assert_eq!(
        bad["first_bad"],
        json!({ "number": 1, "day": crate::book::TODAY })
    );
    assert_eq!(desk.ok("book.verify", json!({}))["sound"], false);
}

#[test]
fn the_heads_leave_with_a_copy_and_are_found_again_at_the_desk() {
    let mut desk = TestDesk::open();
    let heads = desk.ok("book.heads", json!({}));
    assert_eq!(heads["audit"]["sequence"], 1);
    desk.choose(desk.home.path().join("kopie.wijkboek-backup"));
    let manifest = desk.ok("backup.make", json!({}))["manifest"].clone();
    let joined = |value: &serde_json::Value| value.as_str().unwrap().replace(' ', "");
    for chain in ["ledger", "audit"] {
        let noted = &manifest[format!("{chain}_head")];
        assert_eq!(noted["sequence"], heads[chain]["sequence"]);
        assert_eq!(noted["link"], joined(&heads[chain]["code"]));
    }
    let act = json!({ "kind": "person", "fields": { "family_name": "Berg" },
        "membership": "active" });
    desk.ok("members.admit", act);
    let found = desk.ok("book.find_head", json!({ "head": heads["audit"]["code"] }));
    let row = json!({ "number": 1, "day": crate::book::TODAY });
    assert_eq!(found, json!({ "chain": "audit", "row": row, "since": 1 }));
    for (head, code) in [
        ("", "HeadUnreadable"),
        ("0000 0000 0000 0000", "HeadNotFound"),
    ] {
        assert_eq!(desk.code("book.find_head", json!({ "head": head })), code);
    }
}

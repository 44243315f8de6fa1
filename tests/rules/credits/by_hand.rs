//! What the database itself refuses, past every rule of the core.

use rusqlite::Connection;
use wijkboek_core::{credits::*, kernel::Reader};

use super::{Neighbourhood, give};

/// A book with transfers 1 (earn), 2 (give) and 3 (reversal of 2), opened by hand.
fn by_hand() -> (Connection, tempfile::TempDir) {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    book.earns(anna, 60);
    let mut gift = give(anna, bram, 20);
    gift.memo = Some("Kanarievogel".into());
    let given = book.test.does(gift).unwrap();
    book.test.undoes::<GiveCredits>(given).unwrap();
    book.test.by_hand()
}

/// A row of `transfer` after the last one, with one column replaced.
fn insert(or: &str, sequence: &str, columns: &str) -> String {
    format!(
        "INSERT {or} INTO transfer (sequence, id, kind, recorded_at, happened_on, giver, receiver,
             minutes, theme, reverses)
         SELECT {sequence}, randomblob(16), {columns} FROM transfer WHERE sequence = 1"
    )
}

#[test]
fn a_posted_transfer_is_never_changed_deleted_or_replaced() {
    let (by_hand, _home) = by_hand();
    for sql in [
        "UPDATE transfer SET minutes = 6000 WHERE sequence = 1",
        "UPDATE transfer SET happened_on = '2026-01-01'",
        "DELETE FROM transfer WHERE sequence = 1",
        "DELETE FROM transfer",
        "UPDATE transfer_memo SET memo = 'x'",
        "UPDATE transfer_entry SET minutes = 6000",
        "DELETE FROM account",
        "DELETE FROM member",
    ] {
        assert!(by_hand.execute(sql, []).is_err(), "{sql}");
    }
    let same = "kind, recorded_at, happened_on, giver, receiver, minutes, theme, reverses";
    for sequence in ["1", "3", "5", "0", "-1", "NULL"] {
        for or in ["", "OR REPLACE", "OR IGNORE"] {
            let sql = insert(or, sequence, same);
            assert!(by_hand.execute(&sql, []).is_err(), "{or} {sequence}");
        }
    }
    assert_eq!(by_hand.execute(&insert("", "4", same), []).unwrap(), 1);
}

#[test]
fn a_transfer_that_cannot_be_is_refused() {
    let (by_hand, _home) = by_hand();
    let wrong = [
        (
            "no minutes",
            "'give', 0, '2026-11-23', giver, receiver, 0, NULL, NULL",
        ),
        (
            "fewer than none",
            "'give', 0, '2026-11-23', giver, receiver, -5, NULL, NULL",
        ),
        (
            "too many",
            "'give', 0, '2026-11-23', giver, receiver, 1000000001, NULL, NULL",
        ),
        (
            "a fraction",
            "'give', 0, '2026-11-23', giver, receiver, 1.5, NULL, NULL",
        ),
        (
            "to oneself",
            "'give', 0, '2026-11-23', giver, giver, 5, NULL, NULL",
        ),
        (
            "nobody",
            "'give', 0, '2026-11-23', giver, 999, 5, NULL, NULL",
        ),
        (
            "no day",
            "'give', 0, '2026-02-30', giver, receiver, 5, NULL, NULL",
        ),
        (
            "no kind",
            "'steal', 0, '2026-11-23', giver, receiver, 5, NULL, NULL",
        ),
        (
            "reverses nothing",
            "'reversal', 0, '2026-11-23', receiver, giver, minutes, NULL, NULL",
        ),
        (
            "not mirrored",
            "'reversal', 0, '2026-11-23', giver, receiver, minutes, NULL, 1",
        ),
        (
            "another amount",
            "'reversal', 0, '2026-11-23', receiver, giver, 5, NULL, 1",
        ),
        (
            "not a reversal",
            "'give', 0, '2026-11-23', receiver, giver, minutes, NULL, 1",
        ),
    ];
    for (what, columns) in wrong {
        assert!(
            by_hand.execute(&insert("", "4", columns), []).is_err(),
            "{what}"
        );
    }
    let twice = "INSERT INTO transfer (sequence, id, kind, recorded_at, happened_on, giver,
            receiver, minutes, reverses)
        SELECT 4, randomblob(16), 'reversal', 0, happened_on, receiver, giver, minutes, 2
        FROM transfer WHERE sequence = 2";
    assert!(by_hand.execute(twice, []).is_err(), "reversed twice");
    let chain = twice.replace(", 2\n", ", 3\n").replace("= 2", "= 3");
    assert!(
        by_hand.execute(&chain, []).is_err(),
        "a reversal of a reversal"
    );
    let right = "'reversal', 0, '2026-11-23', receiver, giver, minutes, NULL, 1";
    assert_eq!(by_hand.execute(&insert("", "4", right), []).unwrap(), 1);
}

#[test]
fn every_transfer_reads_as_two_entries_that_sum_to_zero() {
    let (by_hand, _home) = by_hand();
    let mut statement = by_hand
        .prepare("SELECT count(*), sum(minutes) FROM transfer_entry GROUP BY transfer")
        .unwrap();
    let sums: Vec<(i64, i64)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(sums, [(2, 0); 3]);
}

#[test]
fn a_memo_is_erased_without_touching_the_ledger() {
    let (by_hand, _home) = by_hand();
    assert_eq!(by_hand.execute("DELETE FROM transfer_memo", []).unwrap(), 1);
    let left: i64 = by_hand
        .query_row("SELECT count(*) FROM transfer", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 3);
}

#[test]
fn a_member_has_one_account_of_each_kind_in_the_database_too() {
    let (by_hand, _home) = by_hand();
    for kind in ["member", "issuing"] {
        let sql = format!(
            "INSERT INTO account (id, kind, member)
             SELECT randomblob(16), kind, member FROM account WHERE kind = '{kind}' LIMIT 1"
        );
        assert!(by_hand.execute(&sql, []).is_err(), "{kind}");
    }
    let nobody = "INSERT INTO account (id, kind) VALUES (randomblob(16), 'member')";
    assert!(by_hand.execute(nobody, []).is_err());
}

#[test]
fn balances_come_from_the_covering_indexes_alone() {
    let (by_hand, _home) = by_hand();
    for side in ["giver", "receiver"] {
        for tail in [
            "WHERE SIDE = 1",
            "WHERE SIDE = 1 AND happened_on < '2026-01-01'",
        ] {
            let sql = format!("EXPLAIN QUERY PLAN SELECT sum(minutes) FROM transfer {tail}");
            let plan: String = by_hand
                .query_row(&sql.replace("SIDE", side), [], |row| row.get(3))
                .unwrap();
            assert!(plan.contains("USING COVERING INDEX"), "{plan}");
        }
    }
}

const HISTORY_OF_NO_TRANSFER: &str =
    "INSERT INTO outside_source (sequence, name) VALUES (1, 'Oud');
    INSERT INTO history_import VALUES (1, 1, 0, 1, 0, 0, '0');
    INSERT INTO history_row VALUES (1, 'a', 1, 4, NULL, 0, '1', NULL)";
const HISTORY_OF_NO_IMPORT: &str = "INSERT INTO outside_source (sequence, name) VALUES (1, 'Oud');
    INSERT INTO history_row VALUES (1, 'a', 1, 3, NULL, 0, '1', NULL)";
const HISTORY_OF_NO_SOURCE: &str = "INSERT INTO history_import VALUES (1, 1, 0, 1, 0, 0, '0');
    INSERT INTO history_row VALUES (1, 'a', 1, 3, NULL, 0, '1', NULL)";

#[test]
fn the_check_finds_what_was_bent_past_all_triggers() {
    let bends = [
        (
            "UPDATE transfer SET minutes = 19 WHERE sequence = 3",
            LedgerFaultKind::Reversal,
        ),
        (
            "UPDATE transfer SET minutes = 70 WHERE sequence = 2",
            LedgerFaultKind::Floor,
        ),
        (
            "DELETE FROM transfer WHERE sequence = 2",
            LedgerFaultKind::Gap,
        ),
        (
            "UPDATE transfer SET theme = 9 WHERE sequence = 1",
            LedgerFaultKind::Theme,
        ),
        (
            "UPDATE transfer SET receiver = 99 WHERE sequence = 1",
            LedgerFaultKind::Account,
        ),
        (
            "UPDATE transfer SET reverses = 1 WHERE sequence = 3",
            LedgerFaultKind::Reversal,
        ),
        (HISTORY_OF_NO_TRANSFER, LedgerFaultKind::History),
        (HISTORY_OF_NO_IMPORT, LedgerFaultKind::History),
        (HISTORY_OF_NO_SOURCE, LedgerFaultKind::History),
    ];
    for (bend, expected) in bends {
        let mut book = Neighbourhood::new();
        let (anna, bram) = (book.anna, book.bram);
        book.earns(anna, 60);
        let given = book.test.does(give(anna, bram, 20)).unwrap();
        book.test.undoes::<GiveCredits>(given).unwrap();
        assert!(book.is_whole());
        let (folder, ambient) = (book.test.folder(), book.test.ambient.clone());
        let (by_hand, _home) = book.test.by_hand();
        by_hand
            .execute_batch(&format!(
                "PRAGMA foreign_keys = OFF;
                 DROP TRIGGER transfer_is_never_changed;
                 DROP TRIGGER transfer_is_never_deleted;
                 {bend};"
            ))
            .unwrap();
        drop(by_hand);
        let book = crate::book::TestBook::open_again(&folder, &ambient).unwrap();
        let check = |reader: &Reader| wijkboek_core::kernel::Read::run(CheckLedger {}, reader);
        let found = book.read(check).unwrap();
        let kinds: Vec<_> = found.faults.iter().map(|fault| fault.kind).collect();
        assert!(kinds.contains(&expected), "{bend}: {kinds:?}");
    }
}

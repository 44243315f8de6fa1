//! Rows that wait are decided one by one, and everything can be taken back while nothing stands
//! upon it.

use std::collections::BTreeMap;

use wijkboek_core::{
    import::{DecideRows, Decision, HeldRow, HeldRows, ImportField, ListHeld, RowDecision},
    kernel::{Code, Result},
    members::{GetMember, ListMembers, Member, MemberId, ReviseMember},
};

use super::{OLD_LIST, apply, plain, preview, take_back};
use crate::book::{TestBook, code, open_by_hand, raw_key};

fn held(book: &TestBook) -> HeldRows {
    book.asks(ListHeld::default()).unwrap()
}

fn waiting(book: &TestBook, line: u32) -> HeldRow {
    held(book)
        .rows
        .into_iter()
        .find(|row| row.line == line)
        .unwrap()
}

fn total(book: &TestBook) -> u32 {
    book.asks(ListMembers::default()).unwrap().total
}

fn get(book: &TestBook, member_id: Option<MemberId>) -> Member {
    book.asks(GetMember {
        member_id: member_id.unwrap(),
    })
    .unwrap()
}

fn decision(line: u32, decision: Decision) -> RowDecision {
    RowDecision {
        line,
        decision,
        corrections: BTreeMap::new(),
        into: None,
    }
}

fn corrected(line: u32, corrections: &[(ImportField, Option<&str>)]) -> RowDecision {
    let text = |text: &Option<&str>| text.map(str::to_owned);
    let corrections = corrections
        .iter()
        .map(|(field, said)| (*field, text(said)))
        .collect();
    RowDecision {
        corrections,
        ..decision(line, Decision::Take)
    }
}

fn decide(book: &mut TestBook, row: RowDecision) -> Result<wijkboek_core::import::DecideReceipt> {
    let import_id = waiting(book, row.line).import_id;
    book.does(DecideRows {
        import_id,
        decisions: vec![row],
    })
}

fn imported() -> TestBook {
    let mut book = TestBook::new();
    apply(&mut book, OLD_LIST, &plain(), &[]).unwrap();
    book
}

#[test]
fn rows_that_wait_show_what_stands_in_them_and_why() {
    let book = imported();
    let rows = held(&book);
    assert_eq!((rows.held, rows.rows.len()), (33, 33));
    let near = waiting(&book, 417);
    assert_eq!(
        (near.source.as_str(), near.sorted_name.as_str()),
        ("oude-lijst", "SMIT, KEES")
    );
    assert_eq!(near.doubts[0].number, Some(9));
    assert_eq!(get(&book, near.doubts[0].member_id).full_name, "Kees Smit");
    let note = &waiting(&book, 19).values[&ImportField::Note];
    assert_eq!(note, "BSN •••••••••");
    let page = book
        .asks(ListHeld {
            offset: 30,
            limit: Some(2),
        })
        .unwrap();
    assert_eq!((page.held, page.rows.len()), (33, 2));
}

#[test]
fn a_row_is_taken_corrected_merged_or_passed_over() {
    let mut book = imported();
    let wrong = decide(&mut book, decision(33, Decision::Take));
    assert_eq!(code(&wrong), Some(Code::DayUnreadable));
    let right = corrected(33, &[(ImportField::JoinedOn, Some("30-4-2019"))]);
    let taken = decide(&mut book, right).unwrap();
    let mohamed = get(&book, taken.rows[0].member_id);
    assert_eq!(
        (mohamed.number, mohamed.full_name.as_str()),
        (32, "Mohamed van den Berg")
    );
    assert_eq!(mohamed.periods[0].from_day.to_string(), "2019-04-30");

    let half = corrected(25, &[(ImportField::FamilyName, Some("Yılmaz"))]);
    assert_eq!(
        code(&decide(&mut book, half)),
        Some(Code::PostcodeUnreadable)
    );
    let both = [
        (ImportField::FamilyName, Some("Yılmaz")),
        (ImportField::Postcode, None),
    ];
    let piet = decide(&mut book, corrected(25, &both)).unwrap();
    let piet = get(&book, piet.rows[0].member_id);
    assert_eq!(
        (piet.full_name.as_str(), piet.fields.postcode),
        ("Piet Yılmaz", None)
    );

    let again = corrected(19, &[(ImportField::Note, Some("692143877"))]);
    assert_eq!(
        code(&decide(&mut book, again)),
        Some(Code::LooksLikeCitizenServiceNumber)
    );
    let blotted = decide(&mut book, decision(19, Decision::Take)).unwrap();
    let note = get(&book, blotted.rows[0].member_id).fields.note;
    assert_eq!(note.as_deref(), Some("BSN •••••••••"));

    let kees = waiting(&book, 417);
    let nobody = RowDecision {
        into: Some(9999),
        ..decision(417, Decision::Merge)
    };
    assert_eq!(
        code(&decide(&mut book, nobody)),
        Some(Code::MemberNumberUnknown)
    );
    let into = RowDecision {
        into: Some(9),
        ..decision(417, Decision::Merge)
    };
    decide(&mut book, into).unwrap();
    let merged = get(&book, kees.doubts[0].member_id);
    assert_eq!(merged.fields.note.as_deref(), Some("zelfde als eerder?"));
    assert_eq!(merged.fields.phone.as_deref(), Some("06 38015710"));
    assert_eq!(merged.full_name, "Kees Smit");

    decide(&mut book, decision(414, Decision::Skip)).unwrap();
    assert_eq!((held(&book).held, total(&book)), (33 - 5, 383 + 3));
    let known = preview(&book, OLD_LIST, &plain()).unwrap();
    assert_eq!((known.known, known.held_before), (388, 28));
}

#[test]
fn a_decision_is_taken_back_and_the_row_waits_again() {
    let mut book = imported();
    for row in [
        decision(20, Decision::Take),
        decision(414, Decision::Skip),
        RowDecision {
            into: Some(9),
            ..decision(417, Decision::Merge)
        },
    ] {
        let (before, line) = (waiting(&book, row.line), row.line);
        let receipt = decide(&mut book, row).unwrap();
        assert_eq!(held(&book).held, 32);
        let twice = DecideRows {
            import_id: before.import_id,
            decisions: vec![decision(line, Decision::Skip)],
        };
        assert_eq!(code(&book.does(twice)), Some(Code::RowIsDecided));
        book.undoes::<DecideRows>(receipt).unwrap();
        assert_eq!(waiting(&book, line), before);
        assert_eq!(total(&book), 383);
    }
    let question = ListMembers {
        text: Some("kees smit".into()),
        ..ListMembers::default()
    };
    let kees = book.asks(question).unwrap().rows[0].member_id;
    assert_eq!(get(&book, Some(kees)).fields.note, None);
    // The number went back to the list and can be given to the same row once more.
    let again = decide(&mut book, decision(20, Decision::Take)).unwrap();
    assert_eq!(get(&book, again.rows[0].member_id).number, 19);
}

#[test]
fn an_import_is_taken_back_whole_and_can_be_done_again() {
    let mut book = TestBook::new();
    let merge = RowDecision {
        into: Some(9),
        ..decision(417, Decision::Merge)
    };
    let first = apply(&mut book, OLD_LIST, &plain(), std::slice::from_ref(&merge)).unwrap();
    assert_eq!((first.taken, first.merged, first.held), (383, 1, 32));
    take_back(&mut book, &first).unwrap();
    assert_eq!((total(&book), held(&book).held), (0, 0));
    let found = preview(&book, OLD_LIST, &plain()).unwrap();
    assert_eq!(
        (found.without_doubt, found.doubtful, found.known),
        (383, 33, 0)
    );
    let second = apply(&mut book, OLD_LIST, &plain(), &[merge]).unwrap();
    assert_eq!((second.taken, second.merged, second.held), (383, 1, 32));
}

#[test]
fn an_import_on_which_something_stands_stays() {
    let mut book = TestBook::new();
    let receipt = apply(&mut book, OLD_LIST, &plain(), &[]).unwrap();
    let decided = decide(&mut book, decision(414, Decision::Skip)).unwrap();
    assert_eq!(
        code(&take_back(&mut book, &receipt)),
        Some(Code::UndoneTooLate)
    );
    assert_eq!(total(&book), 383);
    book.undoes::<DecideRows>(decided).unwrap();

    let member_id = book.asks(ListMembers::default()).unwrap().rows[0].member_id;
    let mut fields = get(&book, Some(member_id)).fields;
    fields.town = Some("Utrecht".into());
    book.does(ReviseMember {
        member_id,
        version: 1,
        fields,
    })
    .unwrap();
    assert_eq!(
        code(&take_back(&mut book, &receipt)),
        Some(Code::UndoneTooLate)
    );
    assert_eq!((total(&book), held(&book).held), (383, 33));
}

#[test]
fn decisions_may_come_with_the_list_at_once_or_later() {
    let mut book = TestBook::new();
    for (lines, refused) in [
        (
            vec![decision(2, Decision::Skip), decision(2, Decision::Take)],
            Code::DecidedTwice,
        ),
        (vec![decision(1, Decision::Skip)], Code::RowMissing),
        (vec![decision(33, Decision::Take)], Code::DayUnreadable),
    ] {
        assert_eq!(
            code(&apply(&mut book, OLD_LIST, &plain(), &lines)),
            Some(refused)
        );
        assert_eq!(total(&book), 0);
    }
    let first = [decision(2, Decision::Skip), decision(415, Decision::Skip)];
    let receipt = apply(&mut book, OLD_LIST, &plain(), &first).unwrap();
    assert_eq!((receipt.taken, receipt.skipped, receipt.held), (382, 2, 32));

    let text = r#"[{"line": 33, "decision": "take", "corrections": {"joined_on": "30-4-2019"}},
                   {"line": 417, "decision": "merge", "into": 9},
                   {"line": 414, "decision": "skip"}]"#;
    let later: Vec<RowDecision> = serde_json::from_str(text).unwrap();
    let receipt = apply(&mut book, OLD_LIST, &plain(), &later).unwrap();
    assert_eq!(
        (receipt.import_id, receipt.decided.len(), receipt.known),
        (None, 3, 384)
    );
    assert_eq!(receipt.held_before, 29);
    // The same once more is known; something else about a decided row is not passed over.
    let again = [decision(414, Decision::Skip)];
    let known = apply(&mut book, OLD_LIST, &plain(), &again).unwrap();
    assert_eq!((known.decided.len(), known.known), (0, 387));
    for line in [2, 3, 414] {
        let other = [decision(line, Decision::Merge)];
        assert_eq!(
            code(&apply(&mut book, OLD_LIST, &plain(), &other)),
            Some(Code::RowIsDecided)
        );
    }
    assert_eq!((held(&book).held, total(&book)), (29, 383));
    take_back(&mut book, &receipt).unwrap();
    assert_eq!((held(&book).held, total(&book)), (32, 382));
}

#[test]
fn digits_and_decided_rows_are_nowhere_in_the_book() {
    let mut book = imported();
    decide(
        &mut book,
        corrected(20, &[(ImportField::FamilyName, Some("Kanarie"))]),
    )
    .unwrap();
    decide(&mut book, decision(417, Decision::Skip)).unwrap();
    book.on("2026-11-24");
    let today = book.ambient.today();
    book.book
        .maintain(|upkeep| wijkboek_core::import::forget_decided(upkeep, today))
        .unwrap();
    let folder = book.folder();
    let key = raw_key(&folder);
    let TestBook { book, _home, .. } = book;
    drop(book);
    let by_hand = open_by_hand(&folder, &key);
    let rows: Vec<String> = by_hand
        .prepare("SELECT coalesce(held, '') FROM import_row")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(|row| row.unwrap())
        .collect();
    let all = rows.join("\n");
    assert!(all.contains("Y?lmaz"), "what waits is kept");
    assert!(
        !all.contains("zelfde als eerder"),
        "what is decided is forgotten"
    );
    assert!(!all.contains("692143877"));
    let notes: String = by_hand
        .query_row(
            "SELECT group_concat(coalesce(note, '')) FROM member_version",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(!notes.contains("692143877"));
}

#[test]
fn the_database_itself_refuses_a_row_that_is_neither_decided_nor_kept() {
    let (by_hand, _home) = imported().by_hand();
    for sql in [
        "UPDATE import_row SET held = NULL WHERE line = 417",
        "UPDATE import_row SET decision = 'take' WHERE line = 417",
        "UPDATE import_row SET decision = 'perhaps' WHERE line = 417",
        "UPDATE import_row SET decided_on = '2026-11-23' WHERE line = 417",
        "UPDATE import_row SET digest = (SELECT digest FROM import_row WHERE line = 2)
         WHERE line = 3",
        "DELETE FROM import",
        "DELETE FROM member WHERE number = 9",
    ] {
        assert!(by_hand.execute(sql, []).is_err(), "{sql}");
    }
}

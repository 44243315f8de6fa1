//! Transfers from elsewhere, taken over as history.

use wijkboek_core::{
    credits::{history::*, *},
    kernel::{Act, Code, Progress, Result},
    members::AdmitMember,
    table::Table,
};

use super::{Neighbourhood, give};
use crate::{
    book::{TestBook, code},
    rules::members::person,
};

pub fn mapping() -> TransferMapping {
    TransferMapping {
        from: "van".into(),
        to: "naar".into(),
        amount: "uren".into(),
        at: "wanneer".into(),
        id: "nr".into(),
        kind: Some("soort".into()),
        minutes_per_unit: 60,
        issuers: vec!["bank".into()],
        source: None,
        decimal_sign: None,
    }
}

const OLD_BOOK: &str = "\
nr;wanneer;soort;van;naar;uren
a;3-7-2024 10:00;loon;bank;riet;2,5
b;2024-07-04;gift;riet;kees;1
c;2024-07-05 12:00;gift;kees;riet;0,004
d;2024-07-05 13:00;gift;kees;kees;1
e;2024-07-06;loon;bank;kees;1000,999
";

pub fn file(text: &str, mapping: &TransferMapping) -> Result<HistoryFile> {
    read(&Table::read(text.as_bytes())?, mapping, "oud boek")
}

/// Takes a file over, as the desk does.
pub fn takes_over(test: &mut TestBook, file: &HistoryFile) -> Result<HistoryReceipt> {
    let act = own_act(test, "import.transfers");
    Ok(test.book.write(&act, |tx| import(tx, file))?.receipt)
}

fn takes_back(test: &mut TestBook, receipt: &HistoryReceipt) -> Result<()> {
    let act = own_act(test, "desk.undo");
    test.book.write(&act, |tx| undo(tx, receipt)).map(drop)
}

fn own_act(test: &TestBook, command: &str) -> Act {
    Act {
        operation_id: test.ambient.uuid(),
        command: command.into(),
        question: Vec::new(),
        person_id: None,
        undoes: None,
    }
}

fn previews(test: &TestBook, file: &HistoryFile) -> HistoryReport {
    test.book.read(|reader| preview(reader, file)).unwrap()
}

/// Every account that came from elsewhere, with what stands on it.
pub fn outside(test: &TestBook) -> Vec<(String, i64)> {
    let all = test.book.read(balances).unwrap();
    let mut outside: Vec<_> = all
        .into_iter()
        .filter_map(|account| Some((account.outside_name?, account.minutes)))
        .collect();
    outside.sort();
    outside
}

#[test]
fn history_is_posted_whole_and_rounded_once() {
    let mut test = TestBook::new();
    let file = file(OLD_BOOK, &mapping()).unwrap();
    let before = previews(&test, &file);
    assert_eq!(test.asks(ListTransfers::default()).unwrap().total, 0);
    let receipt = takes_over(&mut test, &file).unwrap();
    assert_eq!(
        (
            receipt.rows,
            receipt.posted,
            receipt.unposted,
            receipt.known
        ),
        (5, 3, 2, 0)
    );
    assert_eq!(
        (before.posted, before.rounded, before.unposted_count),
        (3, 2, 2)
    );
    // c: 0.24 of a minute falls away; e: 60,059.94 becomes 60,060.
    assert_eq!(before.difference, "-0.18");
    assert_eq!(before.minutes, 150 + 60 + 60_060);
    let unposted: Vec<_> = before
        .unposted
        .iter()
        .map(|row| (row.line, row.outside_id.as_str(), row.reason))
        .collect();
    let expected = [
        (Some(4), "c", UnpostedReason::Zero),
        (Some(5), "d", UnpostedReason::ToItself),
    ];
    assert_eq!(unposted, expected);
    assert_eq!(
        (before.accounts, before.issuers.as_slice()),
        (3, ["bank".to_owned()].as_slice())
    );
    let days = (before.from_day, before.until_day);
    assert_eq!(days, ("2024-07-03".parse().ok(), "2024-07-06".parse().ok()));
    let expected = [("bank", -60_210), ("kees", 60_120), ("riet", 90)];
    assert_eq!(
        outside(&test),
        expected.map(|(name, minutes)| (name.to_owned(), minutes))
    );
    let list = test.asks(ListImports {}).unwrap();
    assert_eq!((list[0].posted, list[0].unposted_count), (3, 2));
    assert_eq!(list[0].unposted[1].reason, UnpostedReason::ToItself);
    assert!(test.asks(CheckLedger {}).unwrap().faults.is_empty());
}

#[test]
fn the_same_row_adds_nothing_twice_and_a_new_one_is_added() {
    let mut test = TestBook::new();
    let first = file(OLD_BOOK, &mapping()).unwrap();
    takes_over(&mut test, &first).unwrap();
    let before = outside(&test);
    let again = takes_over(&mut test, &first).unwrap();
    assert_eq!(
        (again.known, again.posted, again.unposted, again.rounded),
        (5, 0, 0, 0)
    );
    assert_eq!(outside(&test), before);
    let more = format!("{OLD_BOOK}f;2024-08-01;gift;kees;jan;1\n");
    let more = takes_over(&mut test, &file(&more, &mapping()).unwrap()).unwrap();
    assert_eq!((more.known, more.posted), (5, 1));
    // The same ids under another source are other rows and other accounts.
    let elsewhere = TransferMapping {
        source: Some("ander boek".into()),
        ..mapping()
    };
    let other = takes_over(&mut test, &file(OLD_BOOK, &elsewhere).unwrap()).unwrap();
    assert_eq!((other.known, other.posted), (0, 3));
    let names: Vec<_> = outside(&test).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["bank", "bank", "jan", "kees", "kees", "riet", "riet"]
    );
}

#[test]
fn a_cell_as_long_as_the_file_is_a_row_that_cannot_be_read_and_is_told_in_short() {
    let test = TestBook::new();
    let row = ["a", "2024-07-04", "gift", "riet", "kees", "1"];
    for (place, reason) in [
        BadReason::IdUnreadable,
        BadReason::DayUnreadable,
        BadReason::KindUnreadable,
        BadReason::AccountUnreadable,
        BadReason::AccountUnreadable,
        BadReason::AmountUnreadable,
    ]
    .into_iter()
    .enumerate()
    {
        for sign in ["x", "0", "é "] {
            let mut cells = row.map(str::to_owned);
            cells[place] = sign.repeat(1_000_000);
            let text = format!("nr;wanneer;soort;van;naar;uren\n{}\n", cells.join(";"));
            let report = previews(&test, &file(&text, &mapping()).unwrap());
            assert_eq!((report.posted, report.bad_count), (0, 1), "{reason:?}");
            assert_eq!(report.bad[0].reason, reason);
            assert!(report.bad[0].text.chars().count() <= 60, "{reason:?}");
        }
    }
}

#[test]
fn one_bad_row_refuses_the_whole_file_and_names_every_bad_line() {
    let mut test = TestBook::new();
    let bad = "\
nr;wanneer;soort;van;naar;uren
a;2024-07-03;loon;bank;riet;2
;2024-07-03;loon;bank;riet;2
a;2024-07-03;loon;bank;riet;2
b;31-4-2024;loon;bank;riet;2
c;2024-07-03;loon;;riet;2
d;2024-07-03;loon;bank;riet;veel
e;2024-07-03;loon;bank;riet;-2
f;2024-07-03;loon;bank;riet;20000000000
g;2024-07-03;loon;bank;ri\u{202E}et;2
h;2024-07-03;loon;bank;Riet 692143877;2
i;2024-07-03;loon;692143877;0xBD692143877C3b;2
";
    let file = file(bad, &mapping()).unwrap();
    let report = previews(&test, &file);
    let reasons: Vec<_> = report
        .bad
        .iter()
        .map(|row| (row.line, row.reason))
        .collect();
    let expected = [
        (3, BadReason::IdUnreadable),
        (4, BadReason::IdTwice),
        (5, BadReason::DayUnreadable),
        (6, BadReason::AccountUnreadable),
        (7, BadReason::AmountUnreadable),
        (8, BadReason::AmountNegative),
        (9, BadReason::AmountTooLarge),
        (10, BadReason::AccountUnreadable),
        (11, BadReason::CitizenServiceNumber), // Not line 12: an account is a number or an address.
    ];
    assert_eq!(reasons, expected);
    assert_eq!(report.bad_count, 9);
    assert!(report.bad.iter().all(|row| !row.text.contains("692143877")));
    let refused = takes_over(&mut test, &file);
    assert_eq!(code(&refused), Some(Code::RowsUnreadable));
    let lines = match refused {
        Err(wijkboek_core::kernel::Error::Refused(refusal)) => refusal.details["lines"].clone(),
        _ => serde_json::Value::Null,
    };
    assert_eq!(lines, "3, 4, 5, 6, 7, 8, 9, 10, 11");
    assert_eq!(outside(&test), []);
    assert!(test.asks(ListImports {}).unwrap().is_empty());
}

#[test]
fn a_mapping_fits_its_file_or_is_refused() {
    let check = |change: fn(&mut TransferMapping), expected| {
        let mut mapping = mapping();
        change(&mut mapping);
        assert_eq!(code(&file(OLD_BOOK, &mapping)), expected);
    };
    check(|_| {}, None);
    check(|mapping| mapping.from = "VAN".into(), None);
    check(|mapping| mapping.kind = None, None);
    check(
        |mapping| mapping.from = "gever".into(),
        Some(Code::ColumnMissing),
    );
    check(
        |mapping| mapping.kind = Some("type".into()),
        Some(Code::ColumnMissing),
    );
    check(
        |mapping| mapping.minutes_per_unit = 0,
        Some(Code::NumberOutOfRange),
    );
    check(
        |mapping| mapping.minutes_per_unit = 1441,
        Some(Code::NumberOutOfRange),
    );
    check(
        |mapping| mapping.source = Some(" ".into()),
        Some(Code::NameMissing),
    );
    let unknown = serde_json::from_str::<TransferMapping>(r#"{"from":"van","wat":1}"#);
    assert!(unknown.is_err());
}

#[test]
fn digits_of_a_citizen_service_number_do_not_come_with_a_description() {
    let mut test = TestBook::new();
    let described = OLD_BOOK.replace("loon", "oppas voor Kees, 692143877");
    takes_over(&mut test, &file(&described, &mapping()).unwrap()).unwrap();
    let (by_hand, _home) = test.by_hand();
    let labels: String = by_hand
        .query_row("SELECT group_concat(label) FROM history_row", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(labels.contains("oppas voor Kees, •••••••••"), "{labels}");
}

#[test]
fn who_falls_below_zero_without_issuing_is_named_beforehand() {
    let test = TestBook::new();
    let nobody_issues = TransferMapping {
        issuers: Vec::new(),
        ..mapping()
    };
    let report = previews(&test, &file(OLD_BOOK, &nobody_issues).unwrap());
    let names: Vec<_> = report
        .below_zero
        .iter()
        .map(|row| row.name.as_str())
        .collect();
    assert_eq!(
        (names.as_slice(), report.below_zero_count),
        (["bank"].as_slice(), 1)
    );
    let report = previews(&test, &file(OLD_BOOK, &mapping()).unwrap());
    assert_eq!(report.below_zero_count, 0);
}

#[test]
fn an_import_that_was_taken_back_can_be_done_again_another_way() {
    let mut test = TestBook::new();
    let wrong = TransferMapping {
        minutes_per_unit: 1,
        issuers: vec!["kees".into()],
        ..mapping()
    };
    let wrong = file(OLD_BOOK, &wrong).unwrap();
    let receipt = takes_over(&mut test, &wrong).unwrap();
    takes_back(&mut test, &receipt).unwrap();
    assert!(outside(&test).iter().all(|(_, minutes)| *minutes == 0));
    let list = test.asks(ListImports {}).unwrap();
    assert_eq!((list[0].posted, list[0].unposted_count), (0, 0));
    let right = file(OLD_BOOK, &mapping()).unwrap();
    let receipt = takes_over(&mut test, &right).unwrap();
    assert_eq!((receipt.posted, receipt.known), (3, 0));
    let kinds: Vec<_> = test
        .book
        .read(balances)
        .unwrap()
        .into_iter()
        .map(|account| (account.outside_name.unwrap(), account.kind))
        .collect();
    let expected = [
        ("bank", AccountKind::Issuing),
        ("riet", AccountKind::Outside),
        ("kees", AccountKind::Outside),
    ];
    assert_eq!(kinds, expected.map(|(name, kind)| (name.to_owned(), kind)));
    assert!(test.asks(CheckLedger {}).unwrap().faults.is_empty());
}

#[test]
fn an_import_stops_when_it_is_asked_to_and_leaves_nothing() {
    let mut test = TestBook::new();
    let file = file(OLD_BOOK, &mapping()).unwrap();
    let progress = Progress::default();
    progress.stop();
    test.book.follow(progress);
    let stopped = takes_over(&mut test, &file);
    assert_eq!(code(&stopped), Some(Code::Stopped));
    assert_eq!(outside(&test), []);
}

#[test]
fn an_outside_account_becomes_the_own_account_of_a_member() {
    let mut book = Neighbourhood::new();
    let old = file(OLD_BOOK, &mapping()).unwrap();
    takes_over(&mut book.test, &old).unwrap();
    let unlinked = ListAccounts {
        unlinked: true,
        ..ListAccounts::default()
    };
    let rows = book.test.asks(unlinked.clone()).unwrap().rows;
    let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["bank", "kees", "riet"]);
    let (bank, kees, riet) = (rows[0].account_id, rows[1].account_id, rows[2].account_id);
    let (anna, bram, centre) = (book.anna, book.bram, book.centre);
    let mut link = |account_id, member_id| {
        book.test.does(LinkAccount {
            account_id,
            member_id,
        })
    };
    let linked = link(riet, anna).unwrap();
    assert_eq!(code(&link(riet, bram)), Some(Code::AccountIsLinked));
    assert_eq!(code(&link(kees, anna)), Some(Code::MemberHasAccount));
    assert_eq!(code(&link(bank, bram)), Some(Code::PartnerIsNoOrganisation));
    assert_eq!(code(&link(bank, centre)), Some(Code::MemberHasAccount)); // It issues already.
    let own = book.account(centre).account_id;
    let mut link = |account_id, member_id| {
        book.test.does(LinkAccount {
            account_id,
            member_id,
        })
    };
    assert_eq!(code(&link(own, bram)), Some(Code::AccountUnfit));
    assert_eq!(book.balance(anna), Some(90));
    assert_eq!(book.test.asks(unlinked).unwrap().found, 2);

    book.test.undoes::<LinkAccount>(linked).unwrap();
    assert_eq!(book.balance(anna), None);
    let linked = book
        .test
        .does(LinkAccount {
            account_id: riet,
            member_id: anna,
        })
        .unwrap();
    book.test.does(give(anna, bram, 30)).unwrap();
    assert_eq!(book.balance(anna), Some(60));
    let late = book.test.undoes::<LinkAccount>(linked);
    assert_eq!(code(&late), Some(Code::UndoneTooLate));
    let by_old_name = ListAccounts {
        text: Some("RIET".into()),
        ..ListAccounts::default()
    };
    assert_eq!(
        book.test.asks(by_old_name).unwrap().rows[0].name,
        "Anna de Wit"
    );
    assert!(book.is_whole());
}

#[test]
fn a_member_with_an_account_cannot_be_undone_away() {
    let mut test = TestBook::new();
    let admitted = test.does(person("Riet", "", "Berg")).unwrap();
    test.does(OpenAccount {
        member_id: admitted.member_id,
        kind: AccountKind::Member,
    })
    .unwrap();
    let undone = test.undoes::<AdmitMember>(admitted);
    assert_eq!(code(&undone), Some(Code::UndoneTooLate));
}

//! Opening, finding and listing accounts.

use wijkboek_core::{credits::*, kernel::Code};

use super::Neighbourhood;
use crate::book::code;

fn names(book: &Neighbourhood, question: ListAccounts) -> Vec<String> {
    let list = book.test.asks(question).unwrap();
    list.rows.into_iter().map(|row| row.sorted_name).collect()
}

#[test]
fn an_organisation_holds_issues_and_redeems_each_with_one_account() {
    let mut book = Neighbourhood::new();
    let (centre, anna) = (book.centre, book.anna);
    let mut open = |member_id, kind| code(&book.test.does(OpenAccount { member_id, kind }));
    assert_eq!(open(centre, AccountKind::Member), None);
    assert_eq!(open(centre, AccountKind::Redeeming), None);
    for kind in [
        AccountKind::Member,
        AccountKind::Issuing,
        AccountKind::Redeeming,
    ] {
        assert_eq!(open(centre, kind), Some(Code::MemberHasAccount));
    }
    assert_eq!(open(anna, AccountKind::Member), None);
    assert_eq!(
        open(anna, AccountKind::Issuing),
        Some(Code::PartnerIsNoOrganisation)
    );
    assert_eq!(
        open(anna, AccountKind::Redeeming),
        Some(Code::PartnerIsNoOrganisation)
    );
    assert_eq!(open(anna, AccountKind::Outside), Some(Code::AccountUnfit));
}

#[test]
fn opening_is_undone_until_something_is_booked() {
    let mut book = Neighbourhood::new();
    let anna = book.anna;
    let open = OpenAccount {
        member_id: anna,
        kind: AccountKind::Member,
    };
    let opened = book.test.does(open.clone()).unwrap();
    book.test.undoes::<OpenAccount>(opened).unwrap();
    assert_eq!(book.balance(anna), None);
    let opened = book.test.does(open).unwrap();
    book.earns(anna, 5);
    let late = book.test.undoes::<OpenAccount>(opened);
    assert_eq!(code(&late), Some(Code::UndoneTooLate));
    assert_eq!(book.balance(anna), Some(5));
}

#[test]
fn accounts_are_found_by_what_people_type_in_name_order_with_sums() {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    book.earns(anna, 60);
    book.earns(bram, 45);
    let all = book.test.asks(ListAccounts::default()).unwrap();
    assert_eq!((all.total, all.found, all.minutes), (4, 4, 0));
    let sorted: Vec<_> = all
        .rows
        .iter()
        .map(|row| row.sorted_name.as_str())
        .collect();
    assert_eq!(
        sorted,
        [
            "Buurthuis De Dreef",
            "Kapper Ali",
            "Kok, Bram",
            "Wit, Anna de"
        ]
    );
    let members = ListAccounts {
        kinds: vec![AccountKind::Member],
        ..ListAccounts::default()
    };
    let list = book.test.asks(members.clone()).unwrap();
    assert_eq!((list.found, list.minutes), (2, 105));
    let typed = ListAccounts {
        text: Some("wit".into()),
        ..members.clone()
    };
    let list = book.test.asks(typed).unwrap();
    assert_eq!((list.found, list.minutes), (1, 60));
    assert_eq!(list.rows[0].name, "Anna de Wit");
    let second = ListAccounts {
        offset: 1,
        limit: Some(1),
        ..members
    };
    assert_eq!(names(&book, second), ["Wit, Anna de"]);
    for nothing in ["zz", "%", "\"", "'", "NEAR("] {
        let question = ListAccounts {
            text: Some(nothing.into()),
            ..ListAccounts::default()
        };
        assert_eq!(names(&book, question).len(), 0, "{nothing}");
    }
}

#[test]
fn totals_count_the_quarter_by_the_date_of_booking_less_what_was_taken_back() {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    book.test.on("2026-09-30");
    let late = book.earns(anna, 600);
    book.test.on("2026-10-01");
    book.earns(anna, 90);
    let earned = book.earns(bram, 60);
    let spend = book.spend(anna, 30);
    book.test.does(spend).unwrap();
    book.test.undoes::<EarnCredits>(earned).unwrap();
    let totals = book.test.asks(GetTotals {}).unwrap();
    assert_eq!(totals.quarter, "2026Q4");
    assert_eq!((totals.earned_minutes, totals.earned_partners), (90, 1));
    assert_eq!((totals.spent_minutes, totals.spent_partners), (30, 1));
    assert_eq!(
        (
            totals.in_circulation_minutes,
            totals.in_circulation_accounts
        ),
        (660, 1)
    );
    book.test.undoes::<EarnCredits>(late).unwrap();
    let totals = book.test.asks(GetTotals {}).unwrap();
    assert_eq!(totals.earned_minutes, 90 - 600);
    assert_eq!(totals.in_circulation_minutes, 60);
}

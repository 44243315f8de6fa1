//! What happened on one account.

use wijkboek_core::{credits::*, kernel::Code};

use super::Neighbourhood;
use crate::book::{code, day};

/// Anna's account with four bookings, one of them booked later than it happened.
fn booked() -> (Neighbourhood, AccountId) {
    let mut book = Neighbourhood::new();
    let anna = book.anna;
    for (on, minutes) in [("2026-11-02", 60), ("2026-11-09", 30), ("2026-11-05", 120)] {
        let earn = EarnCredits {
            happened_on: Some(day(on)),
            memo: Some(format!("van {on}")),
            ..book.earn(anna, minutes)
        };
        book.test.does(earn).unwrap();
    }
    let spend = book.spend(anna, 45);
    book.test.does(spend).unwrap();
    let account = book.account(anna).account_id;
    (book, account)
}

fn ask(account_id: AccountId) -> GetStatement {
    GetStatement {
        account_id,
        from_day: None,
        until_day: None,
        offset: 0,
        limit: None,
    }
}

fn lines(statement: &Statement) -> Vec<(String, i64, i64)> {
    let lines = statement.lines.iter();
    lines
        .map(|line| {
            (
                line.happened_on.to_string(),
                line.minutes,
                line.balance_minutes,
            )
        })
        .collect()
}

#[test]
fn a_statement_runs_by_day_with_a_balance_that_adds_up() {
    let (book, account) = booked();
    let statement = book.test.asks(ask(account)).unwrap();
    let expected = [
        ("2026-11-23", -45, 165),
        ("2026-11-09", 30, 210),
        ("2026-11-05", 120, 180),
        ("2026-11-02", 60, 60),
    ];
    assert_eq!(
        lines(&statement),
        expected.map(|(on, minutes, left)| (on.into(), minutes, left))
    );
    assert_eq!(statement.account.balance_minutes, 165);
    assert_eq!(statement.lines[0].other.name, "Kapper Ali");
    assert_eq!(statement.lines[2].memo.as_deref(), Some("van 2026-11-05"));
}

#[test]
fn a_period_and_its_pages_keep_the_same_balances() {
    let (book, account) = booked();
    let period = GetStatement {
        from_day: Some(day("2026-11-05")),
        until_day: Some(day("2026-11-09")),
        ..ask(account)
    };
    let whole = book.test.asks(period.clone()).unwrap();
    assert_eq!(
        (
            whole.opening_minutes,
            whole.received_minutes,
            whole.given_minutes,
            whole.closing_minutes
        ),
        (60, 150, 0, 210)
    );
    assert_eq!(whole.found, 2);
    let second = GetStatement {
        offset: 1,
        limit: Some(1),
        ..period
    };
    assert_eq!(book.test.asks(second).unwrap().lines, whole.lines[1..]);
    let backwards = GetStatement {
        from_day: Some(day("2026-11-05")),
        until_day: Some(day("2026-11-04")),
        ..ask(account)
    };
    assert_eq!(code(&book.test.asks(backwards)), Some(Code::EndBeforeStart));
    for (from_day, until_day) in [("0001-01-01", None), ("2026-11-05", Some("2200-01-01"))] {
        let never = GetStatement {
            from_day: Some(day(from_day)),
            until_day: until_day.map(day),
            ..ask(account)
        };
        assert_eq!(code(&book.test.asks(never)), Some(Code::DayOutOfRange));
    }
    let unknown = ask(AccountId(uuid::Uuid::nil()));
    assert_eq!(code(&book.test.asks(unknown)), Some(Code::NotFound));
}

#[test]
fn a_reversal_and_what_it_reversed_name_each_other() {
    let mut book = Neighbourhood::new();
    let anna = book.anna;
    let earned = book.earns(anna, 60);
    let reverse = ReverseTransfer {
        transfer_id: earned.transfer_id,
        memo: Some("dubbel".into()),
    };
    let reversal = book.test.does(reverse).unwrap();
    let account = book.account(anna).account_id;
    let statement = book.test.asks(ask(account)).unwrap();
    let number = |link: &Option<ReversalLink>| link.as_ref().map(|link| link.number);
    assert_eq!(number(&statement.lines[0].reverses), Some(earned.number));
    assert_eq!(
        number(&statement.lines[1].reversed_by),
        Some(reversal.number)
    );
    assert_eq!(statement.lines[0].memo.as_deref(), Some("dubbel"));
    assert_eq!(
        (
            statement.lines[0].minutes,
            statement.lines[0].balance_minutes
        ),
        (-60, 0)
    );
}

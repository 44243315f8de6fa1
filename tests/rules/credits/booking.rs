//! Earning, giving, spending and taking back.

use wijkboek_core::{
    credits::*,
    kernel::{Code, Error, Result},
};

use super::{Neighbourhood, give};
use crate::book::{code, day};

#[test]
fn earned_hours_open_an_account_and_move_minutes_or_say_why_not() {
    let mut book = Neighbourhood::new();
    let anna = book.anna;
    assert_eq!(book.balance(anna), None);
    book.earns(anna, 90);
    book.earns(anna, 24 * 60);
    assert_eq!(book.balance(anna), Some(90 + 24 * 60));
    for (minutes, expected) in [
        (0, Code::AmountMustBePositive),
        (-2, Code::AmountMustBePositive),
        (24 * 60 + 1, Code::MoreThanADay),
        (i64::MAX, Code::MoreThanADay),
        (i64::MIN, Code::AmountMustBePositive),
    ] {
        let earn = book.earn(anna, minutes);
        assert_eq!(code(&book.test.does(earn)), Some(expected), "{minutes}");
    }
    assert_eq!(book.balance(anna), Some(90 + 24 * 60));
    assert!(book.is_whole());
}

#[test]
fn a_gift_moves_minutes_or_says_why_not() {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    book.earns(anna, 60);
    let mut check = |from, to, minutes, expected| {
        let done = book.test.does(give(from, to, minutes));
        assert_eq!(code(&done), expected, "{minutes}");
    };
    check(anna, bram, 60, None);
    check(anna, bram, 0, Some(Code::AmountMustBePositive));
    check(anna, anna, 0, Some(Code::AmountMustBePositive)); // Both are wrong; the amount first.
    check(anna, anna, 60, Some(Code::AccountsMustDiffer));
    check(anna, bram, 1, Some(Code::BelowFloor));
    check(anna, bram, MOST_MINUTES + 1, Some(Code::AmountTooLarge));
    check(bram, anna, 60, None);
    assert_eq!(book.balance(anna), Some(60));
    assert_eq!(book.balance(bram), Some(0));
}

#[test]
fn below_the_floor_is_refused_with_limit_balance_and_amount() {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    book.earns(anna, 60);
    let details = |result: Result<TransferReceipt>| match result {
        Err(Error::Refused(refusal)) => ["floor", "balance", "amount"]
            .map(|key| refusal.details.get(key).and_then(serde_json::Value::as_i64)),
        _ => [None; 3],
    };
    let spend = book.spend(anna, 61);
    assert_eq!(
        details(book.test.does(spend)),
        [Some(0), Some(60), Some(61)]
    );
    let nothing = book.test.does(give(bram, anna, 5)); // Bram has no account yet.
    assert_eq!(details(nothing), [Some(0), Some(0), Some(5)]);
    let spend = book.spend(anna, 60);
    assert!(book.test.does(spend).is_ok());
    assert_eq!(book.balance(anna), Some(0));
    assert!(book.is_whole());
}

#[test]
fn each_side_of_a_booking_has_an_account_that_fits_or_is_refused() {
    let mut book = Neighbourhood::new();
    let (anna, issuing, redeeming) = (book.anna, book.issuing, book.redeeming);
    book.earns(anna, 60);
    let own = book.account(anna).account_id;
    let earn = |from, to| EarnCredits {
        from,
        to,
        minutes: 5,
        happened_on: None,
        theme_id: None,
        memo: None,
    };
    let (by_account, by_member) = (Holder::AccountId, Holder::MemberId);
    let mut unfit = |from, to| {
        assert_eq!(
            code(&book.test.does(earn(from, to))),
            Some(Code::AccountUnfit)
        );
    };
    unfit(redeeming, by_member(anna));
    unfit(own, by_member(anna));
    unfit(issuing, by_account(redeeming));
    unfit(issuing, by_account(issuing));
    let spent = SpendCredits {
        to: issuing,
        ..book.spend(anna, 5)
    };
    assert_eq!(code(&book.test.does(spent)), Some(Code::AccountUnfit));
    let unknown = earn(AccountId(uuid::Uuid::nil()), by_member(anna));
    assert_eq!(code(&book.test.does(unknown)), Some(Code::NotFound));
    assert!(book.test.does(earn(issuing, by_account(own))).is_ok());
    let centre = book.centre;
    book.earns(centre, 30); // The organisation that issues has an account of its own too.
    assert_eq!(book.balance(centre), Some(30));
}

#[test]
fn a_booking_is_for_a_day_that_has_come() {
    let mut book = Neighbourhood::new();
    let anna = book.anna;
    let mut on = |text: &str| {
        let earn = EarnCredits {
            happened_on: Some(day(text)),
            ..book.earn(anna, 5)
        };
        code(&book.test.does(earn))
    };
    assert_eq!(on("2026-11-23"), None);
    assert_eq!(on("2026-11-02"), None);
    assert_eq!(on("2026-11-24"), Some(Code::DayIsToCome));
    assert_eq!(on("1026-11-23"), Some(Code::DayOutOfRange));
}

#[test]
fn a_memo_is_one_line_without_a_citizen_service_number() {
    let mut book = Neighbourhood::new();
    let anna = book.anna;
    let mut memo = |text: &str| {
        let earn = EarnCredits {
            memo: Some(text.into()),
            ..book.earn(anna, 5)
        };
        code(&book.test.does(earn))
    };
    assert_eq!(memo("soep gekookt"), None);
    assert_eq!(memo("  "), None);
    assert_eq!(memo("een\ntwee"), Some(Code::TextHasForbiddenSign));
    assert_eq!(
        memo("BSN 692143877"),
        Some(Code::LooksLikeCitizenServiceNumber)
    );
    assert_eq!(memo(&"x".repeat(201)), Some(Code::TextTooLong));
    let rows = book.test.asks(ListTransfers::default()).unwrap().rows;
    let memos: Vec<_> = rows.iter().map(|row| row.memo.as_deref()).collect();
    assert_eq!(memos, [None, Some("soep gekookt")]);
}

#[test]
fn a_reversal_takes_back_once_and_is_itself_for_ever() {
    let mut book = Neighbourhood::new();
    let anna = book.anna;
    let earned = book.earns(anna, 60);
    let reverse = |transfer_id| ReverseTransfer {
        transfer_id,
        memo: Some("verkeerd lid".into()),
    };
    let reversal = book.test.does(reverse(earned.transfer_id)).unwrap();
    assert_eq!(book.balance(anna), Some(0));

    let link = |result: Result<TransferReceipt>| match result {
        Err(Error::Refused(refusal)) => refusal.details.get("number").cloned(),
        _ => None,
    };
    let twice = book.test.does(reverse(earned.transfer_id));
    assert_eq!(code(&twice), Some(Code::AlreadyReversed));
    assert_eq!(link(twice), Some(reversal.number.into()));
    let back = book.test.does(reverse(reversal.transfer_id));
    assert_eq!(code(&back), Some(Code::ReversalStays));
    assert_eq!(link(back), Some(earned.number.into()));
    let undone = book.test.undoes::<ReverseTransfer>(reversal);
    assert_eq!(code(&undone), Some(Code::ReversalStays));
    let unknown = book.test.does(reverse(TransferId(uuid::Uuid::nil())));
    assert_eq!(code(&unknown), Some(Code::NotFound));
    assert!(book.is_whole());
}

#[test]
fn a_reversal_may_go_below_the_floor_and_then_the_account_only_receives() {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    let earned = book.earns(anna, 60);
    let spend = book.spend(anna, 45);
    book.test.does(spend).unwrap();
    let reverse = ReverseTransfer {
        transfer_id: earned.transfer_id,
        memo: None,
    };
    book.test.does(reverse).unwrap();
    assert_eq!(book.balance(anna), Some(-45));
    let refused = book.test.does(give(anna, bram, 1));
    assert_eq!(code(&refused), Some(Code::BelowFloor));
    book.earns(anna, 46);
    assert!(book.test.does(give(anna, bram, 1)).is_ok());
    assert_eq!(book.balance(anna), Some(0));
    assert!(book.is_whole());
}

#[test]
fn undoing_a_booking_reverses_it_and_leaves_both_in_the_book() {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    let earned = book.earns(anna, 60);
    let given = book.test.does(give(anna, bram, 20)).unwrap();
    let spend = book.spend(anna, 30);
    let spent = book.test.does(spend).unwrap();
    book.test.undoes::<SpendCredits>(spent.clone()).unwrap();
    book.test.undoes::<GiveCredits>(given).unwrap();
    assert_eq!(book.balance(anna), Some(60));
    assert_eq!(book.balance(bram), Some(0));
    book.test.undoes::<EarnCredits>(earned).unwrap();
    assert_eq!(book.balance(anna), Some(0));
    let again = book.test.undoes::<SpendCredits>(spent);
    assert_eq!(code(&again), Some(Code::AlreadyReversed));
    assert_eq!(book.test.asks(ListTransfers::default()).unwrap().total, 6);
    assert!(book.is_whole());
}

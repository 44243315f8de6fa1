//! A desk that locks itself, and how long whoever guesses must wait.

use std::sync::atomic::Ordering;

use serde_json::json;
use uuid::Uuid;

use crate::{book::PASSPHRASE, desk::TestDesk};

#[test]
fn a_desk_that_nobody_sits_at_locks_itself_and_whoever_works_stays_in() {
    let mut desk = TestDesk::open();
    desk.locks.store(true, Ordering::Relaxed);
    assert_eq!(desk.ok("book.state", json!({}))["lock_after_seconds"], 300);
    for _ in 0..5 {
        desk.clock.forward(299);
        desk.ok("desk.stay_open", json!({}));
    }
    desk.clock.forward(299);
    // What the window asks by itself is nobody's presence.
    desk.ok("book.state", json!({}));
    desk.ok(
        "job.progress",
        json!({ "job_id": "018f0000-0000-7000-8000-000000000000" }),
    );
    desk.clock.forward(1);
    assert_eq!(desk.ok("book.state", json!({}))["phase"], "locked");
    assert_eq!(desk.code("members.list", json!({})), "BookIsLocked");
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    desk.clock.forward(300);
    assert_eq!(desk.code("members.list", json!({})), "BookIsLocked");
}

#[test]
fn a_clock_that_is_set_right_by_a_minute_locks_nothing_and_one_set_back_further_does() {
    let mut desk = TestDesk::open();
    desk.locks.store(true, Ordering::Relaxed);
    for back in [1, 60] {
        desk.clock.forward(-back);
        desk.ok("members.list", json!({}));
    }
    desk.clock.forward(-61);
    assert_eq!(desk.code("members.list", json!({})), "BookIsLocked");
}

#[test]
fn a_manager_sets_how_long_and_the_computer_remembers() {
    let mut desk = TestDesk::open();
    desk.locks.store(true, Ordering::Relaxed);
    for wrong in [0, 61] {
        assert_eq!(
            desk.code("desk.lock_after", json!({ "minutes": wrong })),
            "NumberOutOfRange"
        );
    }
    let state = desk.ok("desk.lock_after", json!({ "minutes": 1 }));
    assert_eq!(state["lock_after_seconds"], 60);
    desk.restart();
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    desk.clock.forward(59);
    desk.ok("members.list", json!({}));
    desk.clock.forward(60);
    assert_eq!(desk.code("members.list", json!({})), "BookIsLocked");
}

#[test]
fn a_practice_book_stays_open() {
    let mut desk = TestDesk::empty();
    desk.locks.store(true, Ordering::Relaxed);
    let state = desk.ok("book.practice", json!({}));
    assert_eq!(state["lock_after_seconds"], json!(null));
    desk.clock.forward(100_000);
    desk.ok("members.list", json!({}));
}

#[test]
fn after_each_wrong_passphrase_one_waits_longer_and_the_right_one_is_not_even_tried() {
    let mut desk = TestDesk::open();
    let made = desk.ok("keys.new_recovery_code", json!({}));
    desk.ok("book.lock", json!({}));
    let try_now = |desk: &mut TestDesk, passphrase: &str| {
        desk.ask_as(
            Uuid::nil(),
            "book.unlock",
            json!({ "passphrase": passphrase }),
        )
    };
    for (place, seconds) in [1, 2, 4, 8, 16, 30, 30, 30, 30, 30].into_iter().enumerate() {
        let refused = try_now(&mut desk, "een heel verkeerde zin").unwrap_err();
        assert_eq!(refused["code"], "WrongPassphrase");
        assert_eq!(refused["details"]["seconds"], seconds);
        assert_eq!(
            refused["details"]["many"],
            place >= 2,
            "the code is offered"
        );
        let early = try_now(&mut desk, PASSPHRASE).unwrap_err();
        assert_eq!(early["code"], "WaitBeforeTrying");
        assert_eq!(early["details"]["seconds"], seconds);
        // The code on paper is not a way around it.
        let code = json!({ "recovery_code": made["recovery_code"], "passphrase": PASSPHRASE });
        let early = desk.ask_as(Uuid::nil(), "book.recover", code).unwrap_err();
        assert_eq!(early["code"], "WaitBeforeTrying");
        desk.clock.forward(seconds);
    }
    // Ten times wrong, and nothing is lost.
    try_now(&mut desk, PASSPHRASE).unwrap();
    desk.ok("book.lock", json!({}));
    let refused = try_now(&mut desk, "een heel verkeerde zin").unwrap_err();
    assert_eq!(refused["details"]["seconds"], 1, "it begins anew");
}

#[test]
fn a_mistyped_code_costs_no_wait_and_a_wrong_one_does() {
    let mut desk = TestDesk::open();
    desk.ok("book.lock", json!({}));
    let with = |code: &str| json!({ "recovery_code": code, "passphrase": PASSPHRASE });
    let recover = |desk: &mut TestDesk, code: &str| {
        desk.ask_as(Uuid::nil(), "book.recover", with(code))
            .unwrap_err()["code"]
            .clone()
    };
    let other = "DR5W-5TV9-XZM9-7CSF-WA6P-FTP0-KDZ0-TFY7";
    assert_eq!(recover(&mut desk, "DR5X"), "RecoveryCodeMistyped");
    assert_eq!(recover(&mut desk, "DR5W-5TV8"), "RecoveryCodeMistyped");
    // O for 0 and no hyphens: read as it was meant.
    assert_eq!(
        recover(&mut desk, &other.replace('0', "o")),
        "WrongRecoveryCode"
    );
    assert_eq!(recover(&mut desk, other), "WaitBeforeTrying");
}

#[test]
fn whoever_finds_the_desk_open_cannot_guess_its_passphrase_either() {
    let mut desk = TestDesk::open();
    let change = |present: &str| json!({ "present": present, "passphrase": "een heel nieuwe zin" });
    let name = "keys.change_passphrase";
    let wrong = desk.ask_as(Uuid::nil(), name, change("een verkeerde zin"));
    assert_eq!(wrong.unwrap_err()["code"], "WrongPassphrase");
    let early = desk.ask_as(Uuid::nil(), name, change(PASSPHRASE));
    assert_eq!(early.unwrap_err()["code"], "WaitBeforeTrying");
}

//! Consent: who agreed with which words, and that withdrawing is never harder than giving.

use rusqlite::Connection;
use serde_json::{Value, json};
use wijkboek_core::{
    consent::*,
    kernel::{Code, audit_head, check_audit},
    members::{AdmitMember, EndMembership, MemberFields, MemberId},
};

use crate::{
    book::{TestBook, code, day},
    desk::TestDesk,
    rules::members::person,
};

/// A book with one member, and the first purpose that every book asks.
fn begin() -> (TestBook, MemberId, ConsentPurposeId) {
    let mut book = TestBook::new();
    let member = book.does(person("Riet", "", "Berg")).unwrap().member_id;
    let purpose = book.asks(ListPurposes {}).unwrap().purposes[0].purpose_id;
    (book, member, purpose)
}

fn give(member_id: MemberId, purpose_id: ConsentPurposeId) -> GiveConsent {
    GiveConsent {
        member_id,
        purpose_id,
        version: 1,
        how: ConsentHow::Paper,
        said_on: None,
        by_parent: false,
        proof: None,
    }
}

fn withdraw(member_id: MemberId, purpose_id: ConsentPurposeId) -> WithdrawConsent {
    WithdrawConsent {
        member_id,
        purpose_id,
        how: None,
        said_on: None,
    }
}

fn state(book: &TestBook, member_id: MemberId) -> ConsentState {
    book.asks(GetConsents { member_id }).unwrap().purposes[0].state
}

/// The list as it stands, ready to be changed.
fn typed(book: &TestBook) -> ChangePurposes {
    let known = book.asks(ListPurposes {}).unwrap();
    let fields = |known: ConsentPurpose| PurposeFields {
        purpose_id: Some(known.purpose_id),
        name: known.name,
        text: known.text,
    };
    ChangePurposes {
        version: known.version,
        purposes: known.purposes.into_iter().map(fields).collect(),
    }
}

#[test]
fn consent_is_what_was_said_last_and_a_membership_brings_none() {
    let (mut book, member, purpose) = begin();
    assert_eq!(state(&book, member), ConsentState::Unsaid);
    assert_eq!(
        code(&book.does(withdraw(member, purpose))),
        Some(Code::ConsentNotGiven)
    );
    book.does(give(member, purpose)).unwrap();
    assert_eq!(state(&book, member), ConsentState::Given);
    book.does(withdraw(member, purpose)).unwrap();
    assert_eq!(state(&book, member), ConsentState::Withdrawn);
    assert_eq!(
        code(&book.does(withdraw(member, purpose))),
        Some(Code::ConsentNotGiven)
    );
    book.does(give(member, purpose)).unwrap();
    assert_eq!(state(&book, member), ConsentState::Given);
    let consents = book.asks(GetConsents { member_id: member }).unwrap();
    assert_eq!(consents.purposes[0].acts.len(), 3);
    assert_eq!(consents.purposes[1].state, ConsentState::Unsaid);
}

#[test]
fn a_mistake_is_answered_by_a_row_and_what_stood_before_stands_again() {
    let (mut book, member, purpose) = begin();
    let slip = book.does(give(member, purpose)).unwrap();
    book.undoes::<GiveConsent>(slip.clone()).unwrap();
    assert_eq!(state(&book, member), ConsentState::Unsaid);
    assert_eq!(
        code(&book.undoes::<GiveConsent>(slip)),
        Some(Code::UndoneTooLate)
    );
    let given = book.does(give(member, purpose)).unwrap();
    let slip = book.does(withdraw(member, purpose)).unwrap();
    assert_eq!(
        code(&book.undoes::<GiveConsent>(given)),
        Some(Code::UndoneTooLate)
    );
    book.undoes::<WithdrawConsent>(slip).unwrap();
    assert_eq!(state(&book, member), ConsentState::Given);
    let consents = book.asks(GetConsents { member_id: member }).unwrap();
    let steps: Vec<_> = consents.purposes[0]
        .acts
        .iter()
        .map(|act| (act.step, act.taken_back))
        .collect();
    use ConsentStep::{Given, TakenBack, Withdrawn};
    assert_eq!(
        steps,
        [
            (TakenBack, false),
            (Withdrawn, true),
            (Given, false),
            (TakenBack, false),
            (Given, true),
        ]
    );
}

#[test]
fn a_mistake_that_was_taken_back_is_taken_back_in_an_older_book_too() {
    let (mut book, member, purpose) = begin();
    let slip = book.does(give(member, purpose)).unwrap();
    let older = |book: &TestBook, said: &[NoMore]| {
        let said = said.to_vec();
        book.book.read(|reader| unheard(reader, said)).unwrap()
    };
    assert!(book.book.read(no_more).unwrap().is_empty());
    book.undoes::<GiveConsent>(slip).unwrap();
    let said = book.book.read(no_more).unwrap();
    assert_eq!(said.len(), 1);
    assert!(older(&book, &said).is_empty(), "it was heard here");
    // Another book does not know the member, so there is nothing to say.
    let stranger = TestBook::new();
    assert!(older(&stranger, &said).is_empty());
}

#[test]
fn a_day_is_refused_that_would_bring_back_what_was_withdrawn() {
    let (mut book, member, purpose) = begin();
    let on = |text: &str| GiveConsent {
        said_on: Some(day(text)),
        ..give(member, purpose)
    };
    assert_eq!(code(&book.does(on("2026-11-24"))), Some(Code::DayIsToCome));
    assert_eq!(
        code(&book.does(on("1800-01-01"))),
        Some(Code::DayOutOfRange)
    );
    book.does(on("2026-11-01")).unwrap();
    let away = |text: &str| WithdrawConsent {
        said_on: Some(day(text)),
        ..withdraw(member, purpose)
    };
    assert_eq!(
        code(&book.does(away("2026-11-24"))),
        Some(Code::DayIsToCome)
    );
    assert_eq!(
        code(&book.does(away("1800-01-01"))),
        Some(Code::DayOutOfRange)
    );
    // Any day that has been will do, also one before the consent.
    let slip = book.does(away("2026-10-01")).unwrap();
    book.undoes::<WithdrawConsent>(slip).unwrap();
    book.does(withdraw(member, purpose)).unwrap();
    assert_eq!(
        code(&book.does(on("2026-11-22"))),
        Some(Code::ConsentWasWithdrawn)
    );
    book.does(on("2026-11-23")).unwrap();
    // The clock goes back: withdrawing and giving anew are possible all the same.
    book.does(withdraw(member, purpose)).unwrap();
    book.on("2025-03-01");
    book.does(give(member, purpose)).unwrap();
    assert_eq!(state(&book, member), ConsentState::Given);
    book.does(withdraw(member, purpose)).unwrap();
    assert_eq!(state(&book, member), ConsentState::Withdrawn);
}

#[test]
fn whoever_may_be_too_young_is_pointed_out_and_a_child_cannot_agree_alone() {
    let (mut book, _, purpose) = begin();
    let mut born = |year: i32| {
        let member = AdmitMember {
            fields: MemberFields {
                birth_year: Some(year),
                ..person("Kim", "", "Bos").fields
            },
            ..person("Kim", "", "Bos")
        };
        book.does(member).unwrap().member_id
    };
    let (child, maybe, grown) = (born(2011), born(2010), born(2009));
    let young = |book: &TestBook, member_id| {
        book.asks(GetConsents { member_id })
            .unwrap()
            .may_be_too_young
    };
    assert_eq!(
        [child, maybe, grown].map(|member| young(&book, member)),
        [true, true, false]
    );
    assert_eq!(
        code(&book.does(give(child, purpose))),
        Some(Code::ParentMustAgree)
    );
    let by_parent = GiveConsent {
        by_parent: true,
        ..give(child, purpose)
    };
    book.does(by_parent).unwrap();
    book.does(withdraw(child, purpose)).unwrap();
    book.does(give(maybe, purpose)).unwrap();
    book.does(give(grown, purpose)).unwrap();
}

#[test]
fn another_text_is_another_version_and_another_name_is_not() {
    let (mut book, member, purpose) = begin();
    book.does(give(member, purpose)).unwrap();
    let mut named = typed(&book);
    named.purposes[0].name = "Beeld".into();
    book.does(named).unwrap();
    assert_eq!(state(&book, member), ConsentState::Given);

    let mut reworded = typed(&book);
    let before = reworded.purposes[0].text.clone();
    reworded.purposes[0].text = "Alleen op de website.".into();
    let receipt = book.does(reworded).unwrap();
    assert_eq!(state(&book, member), ConsentState::GivenBefore);
    let consents = book.asks(GetConsents { member_id: member }).unwrap();
    assert_eq!(consents.purposes[0].older_text, Some(before));
    assert_eq!(consents.purposes[0].purpose.version, 2);
    assert_eq!(
        consents.purposes[0].purpose.made_on,
        Some(day("2026-11-23"))
    );
    let wrong = GiveConsent {
        version: 3,
        ..give(member, purpose)
    };
    assert_eq!(code(&book.does(wrong)), Some(Code::NotFound));
    let anew = GiveConsent {
        version: 2,
        ..give(member, purpose)
    };
    book.does(anew).unwrap();
    assert_eq!(state(&book, member), ConsentState::Given);
    // The words of before are asked again, and who agreed with the newer ones did so with others.
    book.undoes::<ChangePurposes>(receipt.clone()).unwrap();
    assert_eq!(state(&book, member), ConsentState::GivenBefore);
    assert_eq!(
        code(&book.undoes::<ChangePurposes>(receipt)),
        Some(Code::UndoneTooLate)
    );
    // The list says what the page of the member says, and saving it as it stands makes no words.
    let listed = |book: &TestBook| {
        let list = ListConsents {
            purpose_id: purpose,
            state: None,
            offset: 0,
            limit: None,
        };
        book.asks(list).unwrap().rows[0].state
    };
    assert_eq!(listed(&book), ConsentState::GivenBefore);
    book.does(give(member, purpose)).unwrap();
    book.does(typed(&book)).unwrap();
    let known = book.asks(ListPurposes {}).unwrap();
    assert_eq!(known.purposes[0].version, 1);
    assert_eq!(state(&book, member), ConsentState::Given);
    assert_eq!(listed(&book), ConsentState::Given);
    // Nor is it told in other words once it is asked no more.
    let mut without = typed(&book);
    without.purposes.remove(0);
    book.does(without).unwrap();
    let known = book.asks(ListPurposes {}).unwrap();
    assert_eq!(known.retired[0].version, 1);
    assert_eq!(listed(&book), ConsentState::Given);
}

#[test]
fn a_list_of_purposes_is_taken_or_told_why_not() {
    let (mut book, member, purpose) = begin();
    let mut check = |change: &dyn Fn(&mut ChangePurposes), wanted: Code| {
        let mut list = typed(&book);
        change(&mut list);
        assert_eq!(code(&book.does(list)), Some(wanted));
    };
    check(&|list| list.version = 9, Code::ChangedMeanwhile);
    check(
        &|list| list.purposes = vec![list.purposes[0].clone(); 13],
        Code::TooManyPurposes,
    );
    check(
        &|list| list.purposes[1].name = " ".into(),
        Code::NameMissing,
    );
    check(
        &|list| list.purposes[1].text = " ".into(),
        Code::PurposeTextMissing,
    );
    check(
        &|list| list.purposes[1].text = "x".repeat(1001),
        Code::TextTooLong,
    );
    check(
        &|list| list.purposes[1].name = list.purposes[0].name.to_uppercase(),
        Code::PurposeNameTaken,
    );
    check(
        &|list| list.purposes[1].purpose_id = list.purposes[0].purpose_id,
        Code::PurposeNameTaken,
    );
    book.does(give(member, purpose)).unwrap();
    let mut without = typed(&book);
    without.purposes.remove(0);
    book.does(without).unwrap();
    assert_eq!(
        code(&book.does(give(member, purpose))),
        Some(Code::PurposeIsRetired)
    );
    let consents = book.asks(GetConsents { member_id: member }).unwrap();
    let last = consents.purposes.last().unwrap();
    assert_eq!((last.asked, last.state), (false, ConsentState::Given));
    book.does(withdraw(member, purpose)).unwrap();
}

#[test]
fn the_list_counts_who_belongs_and_who_left_and_still_agrees() {
    let (mut book, riet, purpose_id) = begin();
    let [kees, naima] =
        ["Kees", "Naima"].map(|given| book.does(person(given, "", "Smit")).unwrap().member_id);
    for member_id in [riet, kees] {
        book.does(give(member_id, purpose_id)).unwrap();
    }
    for member_id in [kees, naima] {
        let until_day = day("2026-11-23");
        book.does(EndMembership {
            member_id,
            until_day,
        })
        .unwrap();
    }
    let ask = |state, offset| ListConsents {
        purpose_id,
        state,
        offset,
        limit: Some(1),
    };
    let all = book.asks(ask(None, 0)).unwrap();
    assert_eq!((all.total, all.found, all.rows.len()), (2, 2, 1));
    assert_eq!(all.rows[0].sorted_name, "Berg, Riet");
    let next = book.asks(ask(Some(ConsentState::Given), 1)).unwrap();
    assert_eq!((next.found, next.rows[0].belongs), (2, false));
    // The file gets everybody at once, whatever the page was.
    let all = [0, 1].map(|offset| book.asks(ask(None, offset)).unwrap().rows);
    let once = |book: &TestBook, state| {
        let asked = ask(state, 1);
        book.book.read(|reader| every(reader, &asked)).unwrap()
    };
    assert_eq!(once(&book, None), all.concat());
    assert_eq!(once(&book, Some(ConsentState::Unsaid)), []);
    book.does(withdraw(kees, purpose_id)).unwrap();
    let left = book.asks(ask(Some(ConsentState::Given), 0)).unwrap();
    assert_eq!((left.total, left.found), (1, 1));
    assert_eq!(left.counts.given, 1);
    book.does(withdraw(riet, purpose_id)).unwrap();
    let Ok(ConsentList { counts, .. }) = book.asks(ask(None, 0)) else {
        panic!("the list is told");
    };
    let withdrawn = ConsentCounts {
        withdrawn: 1,
        ..ConsentCounts::default()
    };
    assert_eq!(counts, withdrawn);
}

#[test]
fn the_file_holds_what_the_list_shows_and_no_word_of_consent_is_audited() {
    let mut desk = TestDesk::open();
    let riet = json!({ "kind": "person", "membership": "active",
                       "fields": { "given_name": "Riet", "family_name": "Berg" } });
    let member = desk.ok("members.admit", riet)["member_id"].clone();
    let asked = desk.ok("consent.purposes", json!({}));
    let purpose = asked["purposes"][0]["purpose_id"].clone();
    let give = json!({ "member_id": member, "purpose_id": purpose, "version": 1, "how": "mail",
                       "proof": "Kanariemap" });
    desk.ok("consent.give", give);
    let consents = desk.ok("consent.of_member", json!({ "member_id": member }));
    let act = &consents["purposes"][0]["acts"][0];
    assert_eq!(act["recorded_by"], "Anja Bos");
    let path = desk.home.path().join("ja.csv");
    desk.choose(&path);
    let list = json!({ "purpose_id": purpose, "state": "given" });
    desk.ok("consent.export", json!({ "list": list }));
    let file = std::fs::read_to_string(path).unwrap();
    assert!(
        file.ends_with("1;Berg, Riet;ja;2026-11-23;per mail of brief\r\n"),
        "{file}"
    );
    let acts = desk.ok("desk.acts", json!({ "limit": 5 })).to_string();
    assert!(acts.contains("consent.give") && !acts.contains("Kanariemap"));
    let held = desk.ok("privacy.person", json!({ "member_id": member }));
    let records: Vec<&Value> = held["records"].as_array().unwrap().iter().collect();
    let given = |record: &&&Value| record.to_string().contains("\"consent.give\"");
    assert!(records.iter().any(|record| given(&record)), "{held}");
}

#[test]
fn nobody_bends_what_was_said_even_by_hand() {
    let (mut book, member, purpose) = begin();
    book.does(GiveConsent {
        proof: Some("map 3".into()),
        ..give(member, purpose)
    })
    .unwrap();
    assert_eq!(book.book.read(check_audit).unwrap().first_bad, None);
    assert!(book.book.read(audit_head).is_ok());
    let (by_hand, _home) = book.by_hand();
    let refused = |connection: &Connection, sql: &str| {
        assert!(connection.execute_batch(sql).is_err(), "{sql} was done");
    };
    for sql in [
        "UPDATE consent SET step = 'withdrawn'",
        "UPDATE consent SET said_on = '2020-01-01'",
        "UPDATE consent SET proof = 'map 4'",
        "DELETE FROM consent",
        "INSERT INTO consent SELECT 9, x'00112233445566778899aabbccddeeff', member, purpose, version,
             step, NULL, said_on, how, by_parent, proof, act FROM consent",
        "INSERT OR REPLACE INTO consent SELECT sequence, id, member, purpose, version,
             'withdrawn', NULL, said_on, how, by_parent, proof, act FROM consent",
        "INSERT INTO consent SELECT 2, x'00112233445566778899aabbccddeeff', member, purpose, version,
             step, NULL, said_on, how, by_parent, proof, 99 FROM consent",
        "UPDATE consent_text SET text = 'alles'",
        "DELETE FROM consent_text",
    ] {
        refused(&by_hand, sql);
    }
    by_hand
        .execute_batch("UPDATE consent SET proof = NULL")
        .unwrap();
}

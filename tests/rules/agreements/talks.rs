//! Contact and reviews: the rhythm, and nothing skipped.

use super::*;

#[test]
fn contact_keeps_the_rhythm_until_it_is_retracted() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let due = |book: &TestBook| get(book, agreement_id).standing.days.contact_due;
    // Nobody is late for what happened before the agreement came into this book.
    assert_eq!(due(&book), Some(day("2027-01-18")));
    let first = book.does(spoke(agreement_id, "2026-09-18")).unwrap();
    assert_eq!(due(&book), Some(day("2026-11-13")));
    let second = book.does(spoke(agreement_id, "2026-11-20")).unwrap();
    assert_eq!(due(&book), Some(day("2027-01-15")));

    let retract = |contact_id| RetractContact { contact_id };
    let retracted = book.does(retract(second.contact_id)).unwrap();
    assert_eq!(due(&book), Some(day("2026-11-13")));
    assert_eq!(
        code(&book.does(retract(second.contact_id))),
        Some(Code::AlreadyUndone)
    );
    let kept = get(&book, agreement_id).contacts;
    assert_eq!(kept[0].retracted_on, Some(day("2026-11-23")));
    book.undoes::<RetractContact>(retracted).unwrap();
    assert_eq!(due(&book), Some(day("2027-01-15")));
    book.undoes::<NoteContact>(second).unwrap();
    assert_eq!(due(&book), Some(day("2026-11-13")));
    book.undoes::<NoteContact>(first.clone()).unwrap();
    assert_eq!(get(&book, agreement_id).contacts.len(), 0);
    let again = book.undoes::<NoteContact>(first);
    assert_eq!(code(&again), Some(Code::NotFound));
}

#[test]
fn a_contact_is_noted_with_somebody_on_a_day_that_was() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let party_id = get(&book, agreement_id).fields.parties[0].party_id;
    let base = spoke(agreement_id, "2026-11-23");
    let mut check = |contact: NoteContact, expected| {
        assert_eq!(code(&book.does(contact)), expected);
    };
    check(base.clone(), None);
    check(spoke(agreement_id, "2026-11-24"), Some(Code::DayIsToCome));
    check(spoke(agreement_id, "1526-11-24"), Some(Code::DayOutOfRange));
    let alone = NoteContact {
        person: None,
        ..base.clone()
    };
    check(alone.clone(), Some(Code::ContactPartnerMissing));
    check(NoteContact { party_id, ..alone }, None);
    let nobody = NoteContact {
        party_id: Some(PartyId(uuid::Uuid::from_u128(7))),
        ..base.clone()
    };
    check(nobody, Some(Code::NotFound));
    let nowhere = NoteContact {
        agreement_id: AgreementId(uuid::Uuid::from_u128(7)),
        ..base
    };
    check(nowhere, Some(Code::NotFound));
    let last = get(&book, agreement_id).contacts.remove(0);
    assert_eq!(last.party_name.as_deref(), Some("Gemeente Duinstad"));
    assert_eq!(
        get(&book, agreement_id).standing.last_contact.unwrap().with,
        "Gemeente Duinstad"
    );
}

#[test]
fn a_review_closes_only_when_every_scenario_was_looked_at() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let scenarios = get(&book, agreement_id).scenarios;
    let [leave, stay] = [scenarios[0].scenario_id, scenarios[1].scenario_id];
    let opened = book.does(review(agreement_id)).unwrap();
    let review_id = opened.review_id;
    let second = book.does(review(agreement_id));
    assert_eq!(code(&second), Some(Code::ReviewIsOpen));

    let seen = book.does(look(review_id, leave)).unwrap();
    let Err(Error::Refused(refusal)) = book.does(close(review_id)) else {
        panic!("one scenario was not looked at");
    };
    assert_eq!(refusal.code, Code::ScenariosNotLookedAt);
    assert_eq!(refusal.details["titles"], "Wij blijven");
    assert_eq!(refusal.details["count"], 1);
    let late = book.undoes::<OpenReview>(opened.clone());
    assert_eq!(code(&late), Some(Code::UndoneTooLate));

    // One that comes into being meanwhile is to be looked at too.
    let looked = book.does(look(review_id, stay)).unwrap();
    let add = AddScenario {
        agreement_id,
        scenario: scenario(ScenarioKind::Continuation, "Andere plek"),
    };
    let added = book.does(add).unwrap();
    assert_eq!(
        code(&book.does(close(review_id))),
        Some(Code::ScenariosNotLookedAt)
    );
    let third = book.does(look(review_id, added.scenario_id)).unwrap();
    let used = book.undoes::<AddScenario>(added.clone());
    assert_eq!(code(&used), Some(Code::UndoneTooLate));
    book.undoes::<LookAtScenario>(third).unwrap();
    book.undoes::<AddScenario>(added).unwrap();

    let closed = book.does(close(review_id)).unwrap();
    assert_eq!(
        code(&book.does(close(review_id))),
        Some(Code::ReviewIsClosed)
    );
    let shut = book.does(look(review_id, stay));
    assert_eq!(code(&shut), Some(Code::ReviewIsClosed));
    let fixed = book.undoes::<LookAtScenario>(looked.clone());
    assert_eq!(code(&fixed), Some(Code::UndoneTooLate));
    let due = get(&book, agreement_id).standing.days.review_due;
    assert_eq!(due, Some(day("2027-11-23")));

    // A review cannot be opened again while a newer one is under way.
    let newer = book.does(review(agreement_id)).unwrap();
    let busy = book.undoes::<CloseReview>(closed.clone());
    assert_eq!(code(&busy), Some(Code::UndoneTooLate));
    book.undoes::<OpenReview>(newer).unwrap();
    book.undoes::<CloseReview>(closed).unwrap();
    book.undoes::<LookAtScenario>(looked.clone()).unwrap();
    let twice = book.undoes::<LookAtScenario>(looked);
    assert_eq!(code(&twice), Some(Code::UndoneTooLate));
    book.undoes::<LookAtScenario>(seen).unwrap();
    book.undoes::<OpenReview>(opened).unwrap();
    assert_eq!(get(&book, agreement_id).reviews.len(), 0);
}

#[test]
fn a_look_is_at_a_living_scenario_of_this_agreement_on_a_day_of_the_review() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let other = made(&mut book);
    let scenario_id = get(&book, agreement_id).scenarios[0].scenario_id;
    let foreign = get(&book, other).scenarios[0].scenario_id;
    let future = OpenReview {
        on: Some(day("2026-11-24")),
        ..review(agreement_id)
    };
    assert_eq!(code(&book.does(future)), Some(Code::DayIsToCome));
    let past = OpenReview {
        on: Some(day("2026-11-01")),
        ..review(agreement_id)
    };
    let review_id = book.does(past).unwrap().review_id;
    let wrong = book.does(look(review_id, foreign));
    assert_eq!(code(&wrong), Some(Code::NotFound));
    let on = |on: &str| LookAtScenario {
        on: Some(day(on)),
        ..look(review_id, scenario_id)
    };
    assert_eq!(
        code(&book.does(on("2026-10-31"))),
        Some(Code::DayBeforeReview)
    );
    assert_eq!(code(&book.does(on("2026-11-24"))), Some(Code::DayIsToCome));
    book.does(on("2026-11-01")).unwrap();
    let again = LookAtScenario {
        verdict: Verdict::Changed,
        note: Some("De koper is bekend".into()),
        ..on("2026-11-08")
    };
    book.does(again).unwrap();
    // Looked at twice: the latest counts, in the review and for the scenario.
    let now = get(&book, agreement_id);
    assert_eq!(now.reviews[0].looks.len(), 1);
    assert_eq!(now.reviews[0].looks[0].verdict, Verdict::Changed);
    assert_eq!(now.scenarios[0].looked_on, Some(day("2026-11-08")));
    assert_eq!(now.scenarios[0].verdict, Some(Verdict::Changed));
    assert_eq!(now.standing.open_review.unwrap().looked_at, 1);
    let early = CloseReview {
        on: Some(day("2026-10-31")),
        ..close(review_id)
    };
    assert_eq!(
        code(&book.does(early.clone())),
        Some(Code::ScenariosNotLookedAt)
    );
    book.does(look(review_id, now.scenarios[1].scenario_id))
        .unwrap();
    assert_eq!(code(&book.does(early)), Some(Code::DayBeforeReview));
}

#[test]
fn a_dropped_scenario_need_not_be_looked_at() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let add = AddScenario {
        agreement_id,
        scenario: scenario(ScenarioKind::HandOver, "Slopen"),
    };
    let extra = book.does(add).unwrap().scenario_id;
    let review_id = book.does(review(agreement_id)).unwrap().review_id;
    for known in &get(&book, agreement_id).scenarios[..2] {
        book.does(look(review_id, known.scenario_id)).unwrap();
    }
    assert_eq!(
        code(&book.does(close(review_id))),
        Some(Code::ScenariosNotLookedAt)
    );
    book.does(DropScenario { scenario_id: extra }).unwrap();
    assert_eq!(
        code(&book.does(look(review_id, extra))),
        Some(Code::ScenarioWasDropped)
    );
    book.does(close(review_id)).unwrap();
    assert_eq!(get(&book, agreement_id).scenarios[2].scenario_id, extra);
}

#[test]
fn a_review_is_not_opened_of_what_is_over() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    // Past its term but not closed: people may well talk about going on.
    book.on("2027-08-01");
    let talk = book.does(review(agreement_id)).unwrap();
    book.undoes::<OpenReview>(talk).unwrap();
    let end = EndAgreement {
        agreement_id,
        ended_on: day("2027-07-01"),
        note: None,
    };
    book.does(end).unwrap();
    let refused = book.does(review(agreement_id));
    assert_eq!(code(&refused), Some(Code::AgreementHasEnded));
}

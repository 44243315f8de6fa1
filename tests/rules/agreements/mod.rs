//! Agreements: never without a scenario for the end, talked about in a rhythm, reviewed whole.

mod leaving;
mod scenarios;
mod standing;
mod talks;

use wijkboek_core::{
    agreements::*,
    kernel::{Code, Error},
    members::{AdmitMember, MemberFields, MemberId, MemberKind, MembershipKind},
};

use crate::book::{TestBook, code, day};

pub fn bathhouse() -> AgreementFields {
    AgreementFields {
        title: "Tijdelijk gebruik Badhuis".into(),
        object: Some("Het oude badhuis aan het plein".into()),
        kind: AgreementKind::UseOfPlace,
        from_day: day("2025-01-01"),
        until_day: Some(day("2027-07-01")),
        until_text: None,
        notice: Some(Notice {
            length: 3,
            unit: NoticeUnit::Months,
        }),
        preparation_weeks: 8,
        contact_weeks: 8,
        review_months: 12,
        handover_condition: None,
        people: Some(48),
        parties: vec![municipality()],
    }
}

fn municipality() -> Party {
    Party {
        party_id: None,
        kind: PartyKind::Municipality,
        name: "Gemeente Duinstad".into(),
        member_id: None,
        contact_person: Some("mw. Visser".into()),
        hat: Some(Hat::ContractParty),
        reach: None,
    }
}

fn scenario(kind: ScenarioKind, title: &str) -> NewScenario {
    NewScenario {
        kind,
        fields: ScenarioFields {
            title: title.into(),
            ..ScenarioFields::default()
        },
    }
}

fn two_scenarios() -> Vec<NewScenario> {
    vec![
        scenario(ScenarioKind::HandOver, "Opleveren"),
        scenario(ScenarioKind::Continuation, "Wij blijven"),
    ]
}

pub fn making(fields: AgreementFields) -> MakeAgreement {
    MakeAgreement {
        fields,
        scenarios: two_scenarios(),
    }
}

fn made(book: &mut TestBook) -> AgreementId {
    book.does(making(bathhouse())).unwrap().agreement_id
}

fn get(book: &TestBook, agreement_id: AgreementId) -> Agreement {
    book.asks(GetAgreement { agreement_id }).unwrap()
}

fn spoke(agreement_id: AgreementId, on: &str) -> NoteContact {
    NoteContact {
        agreement_id,
        day: Some(day(on)),
        party_id: None,
        person: Some("mw. Visser".into()),
        hat: Some(Hat::ContractParty),
        said: Some("Het dak wordt bekeken".into()),
    }
}

fn review(agreement_id: AgreementId) -> OpenReview {
    OpenReview {
        agreement_id,
        on: None,
    }
}

fn look(review_id: ReviewId, scenario_id: ScenarioId) -> LookAtScenario {
    LookAtScenario {
        review_id,
        scenario_id,
        verdict: Verdict::StillRight,
        note: None,
        on: None,
    }
}

fn close(review_id: ReviewId) -> CloseReview {
    CloseReview {
        review_id,
        outcome: None,
        on: None,
    }
}

#[test]
fn an_agreement_is_made_whole_or_told_what_is_missing() {
    let mut book = TestBook::new();
    let mut check = |change: fn(&mut MakeAgreement), expected: Option<(Code, &str)>| {
        let mut new = making(bathhouse());
        change(&mut new);
        let done = book.does(new);
        let field = match &done {
            Err(Error::Refused(refusal)) => refusal.details["field"].as_str().unwrap().to_owned(),
            _ => String::new(),
        };
        assert_eq!(code(&done).map(|code| (code, field.as_str())), expected);
    };
    check(|_| (), None);
    check(
        |new| new.fields.title = " ".into(),
        Some((Code::TitleMissing, "title")),
    );
    check(
        |new| new.fields.until_day = None,
        Some((Code::EndMissing, "until_day")),
    );
    check(
        |new| {
            new.fields.until_day = None;
            new.fields.until_text = Some("tot de grond verkocht wordt".into());
        },
        None,
    );
    check(
        |new| new.fields.until_day = Some(day("2025-01-01")),
        Some((Code::EndBeforeStart, "until_day")),
    );
    check(
        |new| new.fields.from_day = day("0025-01-01"),
        Some((Code::DayOutOfRange, "from_day")),
    );
    check(
        |new| new.fields.contact_weeks = 0,
        Some((Code::NumberOutOfRange, "contact_weeks")),
    );
    check(
        |new| new.fields.contact_weeks = 105,
        Some((Code::NumberOutOfRange, "contact_weeks")),
    );
    check(|new| new.fields.preparation_weeks = 0, None);
    check(
        |new| new.fields.review_months = 61,
        Some((Code::NumberOutOfRange, "review_months")),
    );
    check(
        |new| {
            new.fields.notice = Some(Notice {
                length: 0,
                unit: NoticeUnit::Weeks,
            });
        },
        Some((Code::NumberOutOfRange, "notice")),
    );
    check(
        |new| new.fields.parties.clear(),
        Some((Code::PartyMissing, "parties")),
    );
    check(
        |new| new.fields.parties[0].name = String::new(),
        Some((Code::NameMissing, "parties.0.name")),
    );
    check(
        |new| new.scenarios[1].fields.title = String::new(),
        Some((Code::TitleMissing, "scenarios.1.title")),
    );
    check(
        |new| new.scenarios[1].fields.who = Some("BSN 692143877".into()),
        Some((Code::LooksLikeCitizenServiceNumber, "scenarios.1.who")),
    );
    check(
        |new| new.scenarios.clear(),
        Some((Code::HandOverScenarioMissing, "scenarios")), // Both are missing; the end comes first.
    );
    check(
        |new| drop(new.scenarios.remove(0)),
        Some((Code::HandOverScenarioMissing, "scenarios")),
    );
    check(
        |new| drop(new.scenarios.remove(1)),
        Some((Code::ContinuationScenarioMissing, "scenarios")),
    );
    let list = book.asks(ListAgreements::default()).unwrap();
    assert_eq!((list.total, list.found), (3, 3));
}

#[test]
fn a_party_may_be_a_member_if_it_is_an_organisation() {
    let mut book = TestBook::new();
    let shop = book.does(AdmitMember {
        kind: MemberKind::Organisation,
        fields: MemberFields {
            name: Some("Woonstad".into()),
            ..MemberFields::default()
        },
        membership: MembershipKind::Friend,
        from_day: None,
        number: None,
    });
    let shop = shop.unwrap();
    let riet = book.does(super::members::person("Riet", "", "Berg"));
    let with = |member_id: MemberId| {
        let mut new = making(bathhouse());
        new.fields.parties[0].member_id = Some(member_id);
        new
    };
    let refused = book.does(with(riet.unwrap().member_id));
    assert_eq!(code(&refused), Some(Code::PartyIsNoOrganisation));
    let unknown = book.does(with(MemberId(uuid::Uuid::from_u128(7))));
    assert_eq!(code(&unknown), Some(Code::NotFound));
    let made = book.does(with(shop.member_id)).unwrap();
    let party = &get(&book, made.agreement_id).fields.parties[0];
    assert_eq!(party.member_id, Some(shop.member_id));
    // An organisation that is a party cannot be taken back any more.
    let late = book.undoes::<AdmitMember>(shop);
    assert_eq!(code(&late), Some(Code::UndoneTooLate));
}

#[test]
fn a_revision_keeps_the_old_version_and_its_parties() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let mut fields = get(&book, agreement_id).fields;
    let first = fields.parties[0].party_id;
    fields.until_day = Some(day("2028-07-01"));
    fields.parties.push(Party {
        name: "Woonstad".into(),
        kind: PartyKind::HousingCorporation,
        ..municipality()
    });
    let revision = ReviseAgreement {
        agreement_id,
        version: 1,
        fields: fields.clone(),
    };
    let receipt = book.does(revision.clone()).unwrap();
    assert_eq!(code(&book.does(revision)), Some(Code::ChangedMeanwhile));
    let now = get(&book, agreement_id);
    assert_eq!(now.history.len(), 2);
    assert_eq!(now.history[1].fields.until_day, Some(day("2027-07-01")));
    assert_eq!(now.history[1].fields.parties.len(), 1);
    assert_eq!(now.fields.parties[0].party_id, first);
    assert_eq!(now.fields.parties[1].name, "Woonstad");

    let twice = ReviseAgreement {
        agreement_id,
        version: 2,
        fields: AgreementFields {
            parties: vec![now.fields.parties[0].clone(), now.fields.parties[0].clone()],
            ..fields.clone()
        },
    };
    assert_eq!(code(&book.does(twice)), Some(Code::NotFound));
    let elsewhere = made(&mut book);
    let foreign = ReviseAgreement {
        agreement_id: elsewhere,
        version: 1,
        fields: now.fields.clone(),
    };
    assert_eq!(code(&book.does(foreign)), Some(Code::NotFound));

    book.undoes::<ReviseAgreement>(receipt.clone()).unwrap();
    let back = get(&book, agreement_id);
    assert_eq!(
        (back.version, back.fields.until_day),
        (3, Some(day("2027-07-01")))
    );
    assert_eq!(back.fields.parties[0].party_id, first);
    let again = book.undoes::<ReviseAgreement>(receipt);
    assert_eq!(code(&again), Some(Code::UndoneTooLate));
}

#[test]
fn an_agreement_ends_on_a_day_and_may_be_opened_again() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let ending = |on: &str| EndAgreement {
        agreement_id,
        ended_on: day(on),
        note: Some("Sleutels ingeleverd".into()),
    };
    let early = book.does(ending("2024-12-31"));
    assert_eq!(code(&early), Some(Code::EndBeforeStart));
    let receipt = book.does(ending("2026-12-01")).unwrap();
    assert_eq!(
        code(&book.does(ending("2026-12-01"))),
        Some(Code::AgreementHasEnded)
    );
    // Known beforehand: it still runs, without a day of notice, towards its new end.
    let now = get(&book, agreement_id).standing;
    assert_eq!(now.status, AgreementStatus::EndingSoon);
    assert_eq!(now.days.notice_until, None);
    assert_eq!(now.days.ends_on, Some(day("2026-12-01")));
    assert!(book.does(review(agreement_id)).is_ok());

    book.on("2026-12-01");
    let over = get(&book, agreement_id);
    assert_eq!(over.standing.status, AgreementStatus::Ended);
    assert_eq!(over.standing.next, None);
    assert_eq!(over.end_note.as_deref(), Some("Sleutels ingeleverd"));
    let mut later = over.fields;
    later.from_day = day("2026-12-02");
    later.until_day = Some(day("2030-01-01"));
    let after_its_end = ReviseAgreement {
        agreement_id,
        version: 1,
        fields: later,
    };
    assert_eq!(code(&book.does(after_its_end)), Some(Code::StartAfterEnd));

    book.undoes::<EndAgreement>(receipt.clone()).unwrap();
    let open = get(&book, agreement_id);
    assert_eq!(open.standing.status, AgreementStatus::Running);
    assert_eq!(open.end_note, None);
    let again = book.undoes::<EndAgreement>(receipt);
    assert_eq!(code(&again), Some(Code::UndoneTooLate));
}

#[test]
fn making_is_taken_back_only_while_nothing_was_built_upon_it() {
    let mut book = TestBook::new();
    let receipt = book.does(making(bathhouse())).unwrap();
    let agreement_id = receipt.agreement_id;
    let mut check = |build: &mut dyn FnMut(&mut TestBook)| {
        build(&mut book);
        let late = book.undoes::<MakeAgreement>(receipt.clone());
        assert_eq!(code(&late), Some(Code::UndoneTooLate));
    };
    let mut contact = None;
    check(&mut |book| contact = book.does(spoke(agreement_id, "2026-11-01")).ok());
    check(&mut |book| {
        book.undoes::<NoteContact>(contact.take().unwrap()).unwrap();
        book.does(review(agreement_id)).map(drop).unwrap();
    });
    let fresh = book.does(making(bathhouse())).unwrap();
    book.undoes::<MakeAgreement>(fresh).unwrap();
    assert_eq!(book.asks(ListAgreements::default()).unwrap().total, 1);
    let third = book.does(making(bathhouse())).unwrap();
    let fields = get(&book, third.agreement_id).fields;
    book.does(ReviseAgreement {
        agreement_id: third.agreement_id,
        version: 1,
        fields,
    })
    .unwrap();
    let late = book.undoes::<MakeAgreement>(third);
    assert_eq!(code(&late), Some(Code::UndoneTooLate));
}

#[test]
fn the_database_itself_keeps_the_rules_of_scenarios_and_reviews() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    let other = made(&mut book);
    book.does(review(agreement_id)).unwrap();
    let add = AddScenario {
        agreement_id: other,
        scenario: scenario(ScenarioKind::HandOver, "Slopen"),
    };
    book.does(add).unwrap();
    let (by_hand, _home) = book.by_hand();
    for (sql, told) in [
        (
            "UPDATE scenario SET dropped_on = '2099-01-01' WHERE sequence = 1",
            "keeps a scenario of each kind",
        ),
        (
            "UPDATE review SET closed_on = '2099-01-01'",
            "looks at every scenario",
        ),
        (
            "INSERT INTO review (id, agreement, opened_on) VALUES (randomblob(16), 1, '2026-01-01')",
            "UNIQUE",
        ),
        (
            "INSERT INTO scenario_look (id, agreement, review, scenario, version, looked_on, verdict)
             VALUES (randomblob(16), 1, 1, 3, 1, '2026-11-23', 'changed')",
            "FOREIGN KEY", // The third scenario is the other agreement's.
        ),
        (
            "INSERT INTO contact_moment (id, agreement, day) VALUES (randomblob(16), 1, '2026-01-01')",
            "CHECK",
        ),
        (
            "UPDATE agreement_version SET until_day = NULL",
            "CHECK",
        ),
        (
            "UPDATE agreement_version SET notice_unit = NULL",
            "CHECK",
        ),
        (
            "UPDATE agreement SET end_note = 'klaar'",
            "CHECK",
        ),
    ] {
        let refused = by_hand.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains(told), "{sql}: {refused}");
    }
    let dropping = "UPDATE scenario SET dropped_on = '2099-01-01' WHERE sequence = 5";
    assert_eq!(by_hand.execute(dropping, []).unwrap(), 1); // Another hand-over is left.
}

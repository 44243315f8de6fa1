//! How agreements stand on a day: found, counted, on one line.

use super::*;

#[test]
fn agreements_are_found_by_what_people_type_and_by_how_they_stand() {
    let mut book = TestBook::new();
    made(&mut book);
    let mut garden = bathhouse();
    garden.title = "Buurttuin".into();
    garden.object = None;
    garden.until_day = None;
    garden.until_text = Some("tot de bouw begint".into());
    garden.contact_weeks = 4;
    garden.parties[0].name = "Woningcorporatie Zoë".into();
    book.does(making(garden)).unwrap();
    let found = |text: &str, status| {
        let question = ListAgreements {
            text: Some(text.into()),
            status,
            on: None,
        };
        let list = book.asks(question).unwrap();
        let titles = list.rows.into_iter().map(|row| row.title);
        titles.collect::<Vec<_>>()
    };
    assert_eq!(found("", None), ["Buurttuin", "Tijdelijk gebruik Badhuis"]); // Due first.
    assert_eq!(found("bad", None), ["Tijdelijk gebruik Badhuis"]);
    assert_eq!(found("plein tijd", None), ["Tijdelijk gebruik Badhuis"]);
    assert_eq!(found("ZOE", None), ["Buurttuin"]);
    assert_eq!(found("huis", None), Vec::<String>::new());
    assert_eq!(found("%", None).len(), 0);
    assert_eq!(found("", Some(AgreementStatus::Running)).len(), 2);
    assert_eq!(found("", Some(AgreementStatus::Ended)).len(), 0);
    let question = ListAgreements {
        on: Some(day("2027-03-01")),
        status: Some(AgreementStatus::EndingSoon),
        ..ListAgreements::default()
    };
    assert_eq!(book.asks(question).unwrap().found, 1);
}

#[test]
fn counts_say_how_many_stand_how_and_with_which_organisations() {
    let mut book = TestBook::new();
    made(&mut book);
    let mut future = bathhouse();
    future.from_day = day("2027-01-01");
    future.parties.push(Party {
        kind: PartyKind::Company,
        ..municipality()
    });
    book.does(making(future)).unwrap();
    let count = |on: &str| {
        let counts = book.book.read(|reader| counts(reader, day(on))).unwrap();
        let numbers = counts.iter().map(|count| count.agreements);
        numbers.collect::<Vec<_>>()
    };
    assert_eq!(count("2024-12-31"), [0, 0, 0, 0]); // Nothing was agreed yet.
    assert_eq!(count("2026-11-22"), [0, 1, 0, 0]);
    assert_eq!(count("2026-11-23"), [1, 1, 0, 0]);
    assert_eq!(count("2027-02-03"), [0, 0, 2, 0]);
    assert_eq!(count("2027-07-01"), [0, 0, 0, 2]);
    let counts = book.book.read(|reader| counts(reader, day("2026-11-23")));
    let future = &counts.unwrap()[0];
    let with = |kind| future.with.iter().find(|count| count.kind == kind).unwrap();
    assert_eq!(future.status, AgreementStatus::NotYetStarted);
    assert_eq!(with(PartyKind::Municipality).agreements, 1);
    assert_eq!(with(PartyKind::Company).agreements, 1);
    assert_eq!(with(PartyKind::Institution).agreements, 0);
}

#[test]
fn the_line_of_its_life_holds_what_was_and_what_is_to_come_in_order() {
    let mut book = TestBook::new();
    let agreement_id = made(&mut book);
    book.does(spoke(agreement_id, "2026-09-18")).unwrap();
    let wrong = book.does(spoke(agreement_id, "2026-10-18")).unwrap();
    book.does(RetractContact {
        contact_id: wrong.contact_id,
    })
    .unwrap();
    let line = get(&book, agreement_id).timeline;
    let kinds: Vec<MomentKind> = line.iter().map(|moment| moment.kind).collect();
    assert_eq!(
        kinds,
        [
            MomentKind::Start,
            MomentKind::Contact,
            MomentKind::ContactDue,
            MomentKind::Today,
            MomentKind::Preparation,
            MomentKind::Notice,
            MomentKind::End,
            MomentKind::ReviewDue,
        ]
    );
    assert!(line.is_sorted_by_key(|moment| moment.day));
}

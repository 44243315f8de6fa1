//! What asks for attention today: each thing once, on the right day, and no longer than it lasts.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wijkboek_core::{
    agreements::*,
    centre::{Computer, ComputerAccount, DiskProtection, TellComputer},
    import::{DecideRows, Decision, RowDecision},
    kernel::Role,
    members::{ChangeMembership, EndMembership, MembershipKind},
    search::{Find, Found},
    today::{Attention, Outside, Today, Tone, today},
};

use super::{
    agreements::{bathhouse, making},
    import::{apply, plain},
    members::person,
};
use crate::{
    book::{PASSPHRASE, TestBook, day},
    desk::TestDesk,
};

fn told(book: &TestBook) -> Today {
    book.book
        .read(|reader| today(reader, Role::Manager, None))
        .unwrap()
}

/// Each thing that asks for attention in a few words.
fn asked(book: &TestBook) -> Vec<String> {
    let items = told(book).items.into_iter();
    let short = |item: wijkboek_core::today::TodayItem| {
        let what = match item.what {
            Attention::ContactOverdue { days, .. } => format!("contact {days} days late"),
            Attention::ContactDue { days, .. } => format!("contact in {days} days"),
            Attention::NoticeEnds { days, .. } => format!("notice within {days} days"),
            Attention::NoticePassed { .. } => "notice passed".into(),
            Attention::AgreementEnds { days, .. } => format!("ends in {days} days"),
            Attention::AgreementOver { days, .. } => format!("over for {days} days"),
            Attention::ReviewDue { days, .. } => format!("review {days} days late"),
            Attention::ReviewOpen {
                looked_at,
                scenarios,
                ..
            } => format!("review open {looked_at} of {scenarios}"),
            Attention::ScenarioStale {
                scenario, months, ..
            } => format!("{scenario} {months} months old"),
            Attention::ErasureDue { ready, waiting } => format!("{ready} to erase, {waiting} wait"),
            Attention::TermsPassed { members } => format!("{members} beyond their term"),
            Attention::RowsHeld { rows } => format!("{rows} rows wait"),
            Attention::ComputerUnsaid { .. } => "computer unsaid".into(),
            Attention::CodeInDoubt { old } => format!("code in doubt, old {old}"),
            Attention::CopyFailed { damaged } => format!("copy failed, damaged {damaged}"),
            Attention::CopyDue { days } => format!("copy {days:?} days old"),
        };
        format!("{:?}: {what}", item.tone)
    };
    items.map(short).collect()
}

fn spoke(agreement_id: AgreementId) -> NoteContact {
    NoteContact {
        agreement_id,
        day: None,
        party_id: None,
        person: Some("mw. Visser".into()),
        hat: None,
        said: None,
    }
}

fn review_all(book: &mut TestBook, agreement_id: AgreementId, leave: usize) -> ReviewId {
    let open = OpenReview {
        agreement_id,
        on: None,
    };
    let review_id = book.does(open).unwrap().review_id;
    let scenarios = book.asks(GetAgreement { agreement_id }).unwrap().scenarios;
    for scenario in &scenarios[leave..] {
        let look = LookAtScenario {
            review_id,
            scenario_id: scenario.scenario_id,
            verdict: Verdict::StillRight,
            note: None,
            on: None,
        };
        book.does(look).unwrap();
    }
    review_id
}

#[test]
fn an_agreement_asks_for_contact_when_the_rhythm_says_so() {
    let mut book = TestBook::new();
    let agreement_id = book.does(making(bathhouse())).unwrap().agreement_id;
    assert_eq!(asked(&book), Vec::<String>::new());
    book.on("2027-01-03");
    assert_eq!(asked(&book), Vec::<String>::new());
    book.on("2027-01-04"); // Two weeks before the eight are over.
    assert_eq!(asked(&book), ["Soon: contact in 14 days"]);
    book.on("2027-01-18");
    assert_eq!(asked(&book), ["Soon: contact in 0 days"]);
    book.on("2027-01-19");
    assert_eq!(asked(&book), ["Late: contact 1 days late"]);
    book.does(spoke(agreement_id)).unwrap();
    assert_eq!(asked(&book), Vec::<String>::new());
    book.on("2027-03-30");
    let Attention::ContactOverdue { last, .. } = &told(&book).items[0].what else {
        panic!("nobody has spoken for ten weeks");
    };
    let last = last.as_ref().unwrap();
    assert_eq!(
        (last.day, last.with.as_str()),
        (day("2027-01-19"), "mw. Visser")
    );
}

#[test]
fn the_end_asks_one_thing_at_a_time() {
    let mut book = TestBook::new();
    let fields = AgreementFields {
        contact_weeks: 104,
        review_months: 60,
        ..bathhouse()
    };
    let agreement_id = book.does(making(fields)).unwrap().agreement_id;
    for (on, expected) in [
        ("2027-02-02", vec![]),
        ("2027-02-03", vec!["Soon: notice within 56 days"]),
        ("2027-03-31", vec!["Soon: notice within 0 days"]),
        ("2027-04-01", vec!["Info: notice passed"]),
        ("2027-05-06", vec!["Soon: ends in 56 days"]),
        ("2027-06-30", vec!["Soon: ends in 1 days"]),
        ("2027-07-03", vec!["Late: over for 2 days"]),
    ] {
        book.on(on);
        assert_eq!(asked(&book), expected, "{on}");
    }
    book.does(EndAgreement {
        agreement_id,
        ended_on: day("2027-07-01"),
        note: None,
    })
    .unwrap();
    assert_eq!(asked(&book), Vec::<String>::new());
}

#[test]
fn scenarios_are_looked_at_or_asked_for() {
    let mut book = TestBook::new();
    let fields = AgreementFields {
        contact_weeks: 104,
        until_day: None,
        until_text: Some("tot de grond verkocht wordt".into()),
        ..bathhouse()
    };
    let agreement_id = book.does(making(fields)).unwrap().agreement_id;
    book.on("2027-11-08");
    assert_eq!(asked(&book), Vec::<String>::new());
    book.on("2027-11-09");
    assert_eq!(asked(&book), ["Soon: review -14 days late"]);
    book.on("2027-12-24"); // Thirteen months: the review covers the stale scenarios.
    assert_eq!(asked(&book), ["Late: review 31 days late"]);
    let review_id = review_all(&mut book, agreement_id, 1);
    assert_eq!(asked(&book), ["Soon: Opleveren 13 months old"]);
    book.on("2027-12-25");
    let scenarios = book.asks(GetAgreement { agreement_id }).unwrap().scenarios;
    book.does(LookAtScenario {
        review_id,
        scenario_id: scenarios[0].scenario_id,
        verdict: Verdict::StillRight,
        note: None,
        on: None,
    })
    .unwrap();
    assert_eq!(asked(&book), ["Soon: review open 2 of 2"]);
    book.does(CloseReview {
        review_id,
        outcome: None,
        on: None,
    })
    .unwrap();
    assert_eq!(asked(&book), Vec::<String>::new());
}

#[test]
fn what_is_late_stands_in_front_and_the_oldest_of_that_first() {
    let mut book = TestBook::new();
    let mut weekly = bathhouse();
    weekly.title = "Tuin".into();
    weekly.contact_weeks = 4;
    book.does(making(bathhouse())).unwrap();
    book.does(making(weekly)).unwrap();
    book.on("2027-02-04");
    let items = told(&book).items;
    let tones: Vec<Tone> = items.iter().map(|item| item.tone).collect();
    assert_eq!(tones, [Tone::Late, Tone::Late, Tone::Soon, Tone::Soon]);
    assert!(items[0].day < items[1].day);
}

#[test]
fn rows_of_an_old_list_wait_until_somebody_decides() {
    let mut book = TestBook::new();
    let list = b"Naam;Telefoon\nJan Bos;bel maar\nRiet Berg;\n";
    let receipt = apply(&mut book, list, &plain(), &[]).unwrap();
    assert_eq!((receipt.taken, receipt.held), (1, 1));
    assert_eq!(asked(&book), ["Soon: 1 rows wait"]);
    let skip = RowDecision {
        line: 2,
        decision: Decision::Skip,
        corrections: BTreeMap::new(),
        into: None,
    };
    book.does(DecideRows {
        import_id: receipt.import_id.unwrap(),
        decisions: vec![skip],
    })
    .unwrap();
    assert_eq!(asked(&book), Vec::<String>::new());
}

#[test]
fn an_old_copy_asks_for_a_new_one_if_the_desk_knows_of_copies() {
    let mut book = TestBook::new();
    let copies = |last: Option<&str>| Outside {
        copied_on: last.map(day),
        since: day("2026-11-01"),
        copy_failed: None,
        code_in_doubt: None,
    };
    let mut check = |last: Option<&str>, on: &str, expected: Option<Attention>| {
        book.on(on);
        let told = book
            .book
            .read(|reader| today(reader, Role::Manager, Some(copies(last))))
            .unwrap();
        let mut items = told.items.into_iter().map(|item| item.what);
        let found = items.find(|what| matches!(what, Attention::CopyDue { .. }));
        assert_eq!(found, expected);
    };
    check(None, "2026-11-08", None);
    check(None, "2026-11-09", Some(Attention::CopyDue { days: None }));
    check(Some("2026-11-10"), "2026-11-17", None);
    check(
        Some("2026-11-10"),
        "2026-11-18",
        Some(Attention::CopyDue { days: Some(8) }),
    );
}

#[test]
fn a_manager_is_asked_once_a_year_how_the_computer_is_protected() {
    let mut book = TestBook::new();
    let asked = |book: &TestBook, role| {
        let copies = Outside {
            copied_on: Some(book.ambient.today()),
            since: day("2026-11-01"),
            copy_failed: None,
            code_in_doubt: None,
        };
        let told = book.book.read(|reader| today(reader, role, Some(copies)));
        let mut items = told.unwrap().items.into_iter();
        items.next().map(|item| item.what)
    };
    let unsaid = |on: Option<&str>| {
        Some(Attention::ComputerUnsaid {
            said_on: on.map(day),
        })
    };
    assert_eq!(asked(&book, Role::Manager), unsaid(None));
    assert_eq!(asked(&book, Role::Worker), None); // It is the manager's to say.
    assert_eq!(told(&book).items, []); // A practice book is asked nothing of the kind.
    let say = |book: &mut TestBook, version, disk| {
        let computer = Computer {
            disk,
            account: ComputerAccount::Shared,
        };
        book.does(TellComputer { version, computer }).unwrap();
    };
    say(&mut book, 0, DiskProtection::Unknown);
    assert_eq!(asked(&book, Role::Manager), unsaid(Some("2026-11-23")));
    say(&mut book, 1, DiskProtection::Readable); // Bad, but known.
    assert_eq!(asked(&book, Role::Manager), None);
    book.on("2027-11-23");
    assert_eq!(asked(&book, Role::Manager), None);
    book.on("2027-11-24");
    assert_eq!(asked(&book, Role::Manager), unsaid(Some("2026-11-23")));
}

#[test]
fn support_is_counted_as_it_was_at_the_end_of_each_quarter() {
    let mut book = TestBook::new();
    let mut riet = person("Riet", "van den", "Berg");
    riet.from_day = Some(day("2025-03-31"));
    let riet = book.does(riet).unwrap().member_id;
    let mut kees = person("Kees", "", "Smit");
    kees.from_day = Some(day("2026-01-01"));
    let kees = book.does(kees).unwrap().member_id;
    book.does(ChangeMembership {
        member_id: riet,
        from_day: day("2026-11-23"),
        membership: MembershipKind::Active,
    })
    .unwrap();
    book.does(EndMembership {
        member_id: kees,
        until_day: day("2026-09-30"),
    })
    .unwrap();
    let support = told(&book).support;
    assert_eq!((support.now.active, support.now.passive), (1, 0));
    let line = support.quarters.iter();
    let line: Vec<(&str, u32, u32)> = line
        .map(|at| (at.quarter.as_str(), at.counts.active, at.counts.passive))
        .collect();
    assert_eq!(
        line,
        [
            ("2025Q1", 0, 1),
            ("2025Q2", 0, 1),
            ("2025Q3", 0, 1),
            ("2025Q4", 0, 1),
            ("2026Q1", 0, 2),
            ("2026Q2", 0, 2),
            ("2026Q3", 0, 1),
            ("2026Q4", 1, 0),
        ]
    );
}

#[test]
fn the_search_finds_members_and_agreements_side_by_side() {
    let mut book = TestBook::new();
    for family in [
        "Bakker", "Bos", "Berg", "Blom", "Bon", "Bus", "Bel", "Bas", "Ban",
    ] {
        book.does(person("Riet", "", family)).unwrap();
    }
    book.does(making(bathhouse())).unwrap();
    let find = |text: &str| book.asks(Find { text: text.into() }).unwrap();
    let found = find("ba");
    let names = found.members.iter().map(|row| row.sorted_name.as_str());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["Bakker, Riet", "Ban, Riet", "Bas, Riet"]
    );
    assert_eq!(found.agreements[0].title, "Tijdelijk gebruik Badhuis");
    assert_eq!(found.agreements[0].parties, ["Gemeente Duinstad"]);
    assert_eq!(find("riet").members.len(), 8);
    assert_eq!(find("gemeente").agreements.len(), 1);
    assert_eq!(find(" "), Found::default());
    for nothing in ["xyz", "-", "?", "%"] {
        assert_eq!(find(nothing), Found::default(), "{nothing}");
    }
}

#[test]
fn the_desk_remembers_when_the_last_checked_copy_was_made() {
    let mut desk = TestDesk::open();
    let copies = |desk: &mut TestDesk| desk.ok("today.get", json!({}))["items"].clone();
    let code = desk.ok("keys.new_recovery_code", json!({}));
    desk.ok("keys.prove_recovery_code", code);
    let computer = json!({ "disk": "encrypted", "account": "own" });
    desk.ok(
        "centre.tell_computer",
        json!({ "version": 0, "computer": computer }),
    );
    assert_eq!(copies(&mut desk), json!([]));
    desk.clock.set("2026-12-01");
    let item = &copies(&mut desk)[0];
    assert_eq!(
        (&item["kind"], &item["days"]),
        (&json!("copy_due"), &Value::Null)
    );
    desk.choose(desk.home.path().join("kopie.wijkboek-backup"));
    desk.ok("backup.make", json!({}));
    assert_eq!(copies(&mut desk), json!([]));
    desk.restart();
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    desk.clock.set("2026-12-09");
    assert_eq!(copies(&mut desk)[0]["days"], 8);
    desk.ok("book.practice", json!({}));
    let kinds = copies(&mut desk).as_array().unwrap().clone();
    let spared = ["copy_due", "computer_unsaid", "code_in_doubt"].map(Value::from);
    assert!(kinds.iter().all(|item| !spared.contains(&item["kind"]))); // It is for spoiling.
}

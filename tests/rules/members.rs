//! Members: admitting, finding, revising, ending.

use wijkboek_core::{kernel::Code, members::*};

use super::import::{apply, plain};
use crate::book::{TestBook, code, day};

pub fn person(given: &str, prefix: &str, family: &str) -> AdmitMember {
    AdmitMember {
        kind: MemberKind::Person,
        fields: MemberFields {
            given_name: Some(given.into()),
            prefix: Some(prefix.into()),
            family_name: Some(family.into()),
            ..MemberFields::default()
        },
        membership: MembershipKind::Passive,
        from_day: None,
        number: None,
    }
}

fn names(book: &TestBook, text: &str) -> Vec<String> {
    let question = ListMembers {
        text: Some(text.into()),
        ..ListMembers::default()
    };
    book.asks(question)
        .unwrap()
        .rows
        .into_iter()
        .map(|row| row.sorted_name)
        .collect()
}

#[test]
fn a_member_is_admitted_with_a_number_or_told_why_not() {
    let mut book = TestBook::new();
    let first = book.does(person("Riet", "van den", "Berg")).unwrap();
    assert_eq!(first.number, 1);
    let old = book
        .does(AdmitMember {
            number: Some(41),
            ..person("Kees", "", "Smit")
        })
        .unwrap();
    assert_eq!(old.number, 41);
    assert_eq!(
        book.does(person("Naima", "", "Bergsma")).unwrap().number,
        42
    );
    let taken = book.does(AdmitMember {
        number: Some(41),
        ..person("Jan", "", "Bos")
    });
    assert_eq!(code(&taken), Some(Code::MemberNumberTaken));
    for number in [0, 1_000_000, u32::MAX] {
        let wrong = book.does(AdmitMember {
            number: Some(number),
            ..person("Jan", "", "Bos")
        });
        assert_eq!(code(&wrong), Some(Code::NumberOutOfRange));
    }
    let nameless = book.does(person("Jan", "", "  "));
    assert_eq!(code(&nameless), Some(Code::FamilyNameMissing));
    assert_eq!(book.asks(ListMembers::default()).unwrap().total, 3);
}

#[test]
fn a_number_is_never_given_twice_even_when_the_member_was_a_mistake() {
    let mut book = TestBook::new();
    let receipt = book.does(person("Riet", "van den", "Berg")).unwrap();
    book.undoes::<AdmitMember>(receipt).unwrap();
    assert_eq!(book.asks(ListMembers::default()).unwrap().total, 0);
    assert_eq!(names(&book, "berg"), Vec::<String>::new());
    assert_eq!(book.does(person("Kees", "", "Smit")).unwrap().number, 2);
}

#[test]
fn fields_are_kept_in_their_shape_or_refused_by_name() {
    let mut book = TestBook::new();
    let mut check = |change: fn(&mut MemberFields), expected: Option<Code>| {
        let mut new = person("Jan", "", "Bos");
        change(&mut new.fields);
        let done = book.does(new);
        assert_eq!(code(&done), expected);
        done.ok().map(|receipt| {
            book.asks(GetMember {
                member_id: receipt.member_id,
            })
            .unwrap()
        })
    };
    let kept = check(|fields| fields.postcode = Some("1234sx".into()), None).unwrap();
    assert_eq!(kept.fields.postcode.as_deref(), Some("1234 SX"));
    check(
        |fields| fields.postcode = Some("1234 SA".into()),
        Some(Code::PostcodeUnreadable),
    );
    check(
        |fields| fields.postcode = Some("0234 AB".into()),
        Some(Code::PostcodeUnreadable),
    );
    check(
        |fields| fields.postcode = Some("12é4 AB".into()),
        Some(Code::PostcodeUnreadable),
    );
    check(
        |fields| fields.house_number = Some(0),
        Some(Code::HouseNumberUnreadable),
    );
    check(|fields| fields.phone = Some("06 13 48 58 89".into()), None);
    check(
        |fields| fields.phone = Some("bel maar".into()),
        Some(Code::PhoneUnreadable),
    );
    check(
        |fields| fields.email = Some("riet@voorbeeld.nl".into()),
        None,
    );
    check(
        |fields| fields.email = Some("riet@voorbeeld".into()),
        Some(Code::EmailUnreadable),
    );
    check(
        |fields| fields.email = Some("a b@c.nl".into()),
        Some(Code::EmailUnreadable),
    );
    check(
        |fields| fields.birth_year = Some(1875),
        Some(Code::BirthYearImpossible),
    );
    check(
        |fields| fields.birth_year = Some(2031),
        Some(Code::BirthYearImpossible),
    );
    check(|fields| fields.birth_year = Some(1952), None);
    check(
        |fields| fields.note = Some("BSN 692143877".into()),
        Some(Code::LooksLikeCitizenServiceNumber),
    );
    check(|fields| fields.phone = Some("692143877".into()), None);
    let hostile = check(
        |fields| fields.family_name = Some("'); DROP TABLE member;--".into()),
        None,
    );
    assert_eq!(hostile.unwrap().full_name, "Jan '); DROP TABLE member;--");
}

#[test]
fn only_a_person_has_a_year_of_birth() {
    let mut book = TestBook::new();
    let mut household = person("", "", "");
    household.kind = MemberKind::Household;
    household.fields.name = Some("Huishouden Visser".into());
    household.fields.birth_year = Some(1952);
    let member_id = book.does(household).unwrap().member_id;
    let kept = book.asks(GetMember { member_id }).unwrap();
    assert_eq!(kept.fields.birth_year, None);
}

#[test]
fn members_are_found_by_what_people_type_in_name_order() {
    let mut book = TestBook::new();
    for (given, prefix, family) in [
        ("Riet", "van den", "Berg"),
        ("Daan", "van den", "Berg"),
        ("Fatma", "", "Yılmaz"),
    ] {
        let mut new = person(given, prefix, family);
        new.fields.street = Some("1e Oosterparkstraat".into());
        new.fields.house_number = Some(12);
        new.fields.house_addition = Some("-II".into());
        new.fields.postcode = Some("3811 AB".into());
        book.does(new).unwrap();
    }
    assert_eq!(
        names(&book, "berg"),
        ["Berg, Daan van den", "Berg, Riet van den"]
    );
    assert_eq!(names(&book, "be ri"), ["Berg, Riet van den"]);
    assert_eq!(names(&book, "YILMAZ"), ["Yılmaz, Fatma"]);
    assert_eq!(names(&book, "ooster 12").len(), 3);
    assert_eq!(names(&book, "3811ab").len(), 3);
    assert_eq!(names(&book, "2"), ["Berg, Daan van den"]); // His number is 2.
    for nothing in ["%", "_", "\"", "*", "NEAR(", "zz", "AND"] {
        assert_eq!(names(&book, nothing), Vec::<String>::new(), "{nothing}");
    }
    assert_eq!(names(&book, &"x".repeat(10_000)), Vec::<String>::new());
}

#[test]
fn many_hits_are_found_in_the_same_order_as_few() {
    let mut book = TestBook::new();
    // More than are looked up one by one, and some that the words leave out.
    let mut list = String::from("Nr;Naam;Lid sinds;Lid tot\n");
    for number in 1..=1_300u32 {
        let name = if number.is_multiple_of(13) {
            "Riet Poel"
        } else {
            "Jan Bos"
        };
        let until = if number.is_multiple_of(5) {
            "1-1-2020"
        } else {
            ""
        };
        list += &format!("{number};{name} {};2010;{until}\n", number * 7 % 1_300);
    }
    apply(&mut book, list.as_bytes(), &plain(), &[]).unwrap();
    let ask = |question: ListMembers| book.asks(question).unwrap();
    for (sort, down) in [
        (MemberSort::Name, false),
        (MemberSort::Name, true),
        (MemberSort::Number, false),
        (MemberSort::Number, true),
    ] {
        let all = |text: &str| ListMembers {
            text: Some(text.into()),
            sort,
            down,
            limit: Some(500),
            ..ListMembers::default()
        };
        let many = ask(all("bos"));
        assert_eq!((many.total, many.found), (1_300, 1_200));
        // Asked in another way: with a filter that all of them pass, each is looked at.
        let looked_at = ListMembers {
            kind: Some(MemberKind::Person),
            ..all("bos")
        };
        assert_eq!(many, ask(looked_at));
        let few = ask(all("poel"));
        assert_eq!(few.found, 100);
        let later = |offset| ListMembers {
            offset,
            limit: Some(7),
            ..all("bos")
        };
        assert_eq!(ask(later(493)).rows, many.rows[493..500]);
        assert_eq!(ask(later(1_196)).rows.len(), 4);
        let former = ListMembers {
            former: true,
            ..all("bos")
        };
        assert_eq!(ask(former).found, 240);
    }
}

#[test]
fn a_revision_keeps_the_old_version_and_refuses_a_stale_form() {
    let mut book = TestBook::new();
    let admitted = book.does(person("Riet", "van den", "Berg")).unwrap();
    let mut fields = book
        .asks(GetMember {
            member_id: admitted.member_id,
        })
        .unwrap()
        .fields;
    fields.town = Some("Utrecht".into());
    let revision = ReviseMember {
        member_id: admitted.member_id,
        version: 1,
        fields,
    };
    let receipt = book.does(revision.clone()).unwrap();
    assert_eq!(receipt.version, 2);
    let stale = book.does(revision);
    assert_eq!(code(&stale), Some(Code::ChangedMeanwhile));
    book.undoes::<ReviseMember>(receipt).unwrap();
    let back = book
        .asks(GetMember {
            member_id: admitted.member_id,
        })
        .unwrap();
    assert_eq!((back.version, back.fields.town), (3, None));
}

#[test]
fn what_somebody_was_on_a_day_is_computed_from_dated_periods() {
    let mut book = TestBook::new();
    let new = AdmitMember {
        from_day: Some(day("2014-07-03")),
        ..person("Riet", "", "Berg")
    };
    let member_id = book.does(new).unwrap().member_id;
    let active = ChangeMembership {
        member_id,
        from_day: day("2020-01-01"),
        membership: MembershipKind::Active,
    };
    let changed = book.does(active.clone()).unwrap();
    assert_eq!(code(&book.does(active)), Some(Code::MembershipOverlaps));
    let early = EndMembership {
        member_id,
        until_day: day("2019-01-01"),
    };
    assert_eq!(code(&book.does(early)), Some(Code::EndBeforeStart));
    let end = EndMembership {
        member_id,
        until_day: day("2026-01-01"),
    };
    let ended = book.does(end.clone()).unwrap();
    assert_eq!(code(&book.does(end)), Some(Code::MembershipHasEnded));

    let on = |book: &TestBook, on: &str| {
        let question = ListMembers {
            on: Some(day(on)),
            ..ListMembers::default()
        };
        book.asks(question).unwrap().rows[0].membership
    };
    assert_eq!(on(&book, "2014-07-02"), None);
    assert_eq!(on(&book, "2014-07-03"), Some(MembershipKind::Passive));
    assert_eq!(on(&book, "2019-12-31"), Some(MembershipKind::Passive));
    assert_eq!(on(&book, "2020-01-01"), Some(MembershipKind::Active));
    assert_eq!(on(&book, "2026-01-01"), None);
    let former = ListMembers {
        former: true,
        ..ListMembers::default()
    };
    assert_eq!(book.asks(former).unwrap().found, 1);

    book.undoes::<EndMembership>(ended).unwrap();
    assert_eq!(on(&book, "2026-06-01"), Some(MembershipKind::Active));
    book.undoes::<ChangeMembership>(changed).unwrap();
    assert_eq!(on(&book, "2026-06-01"), Some(MembershipKind::Passive));
}

#[test]
fn what_was_done_to_a_membership_is_taken_back_and_nothing_else() {
    let mut book = TestBook::new();
    let member_id = book
        .does(person("Riet", "van den", "Berg"))
        .unwrap()
        .member_id;
    let end = |until: &str| EndMembership {
        member_id,
        until_day: day(until),
    };
    let begin = |from: &str| ChangeMembership {
        member_id,
        from_day: day(from),
        membership: MembershipKind::Active,
    };
    let until = |book: &TestBook| {
        let periods = book.asks(GetMember { member_id }).unwrap().periods;
        let until = periods.iter().map(|period| period.until_day);
        until.collect::<Vec<_>>()
    };
    let ended = Some(day("2026-12-01"));

    // An end, and a new beginning on the same day: taking that back leaves the end.
    let first = book.does(end("2026-12-01")).unwrap();
    let second = book.does(begin("2026-12-01")).unwrap();
    book.undoes::<ChangeMembership>(second).unwrap();
    assert_eq!(until(&book), [ended]);

    // An end upon which something was built is not taken back, nor is another one in its place.
    let second = book.does(begin("2027-01-01")).unwrap();
    let third = book.does(end("2027-06-01")).unwrap();
    let late = book.undoes::<EndMembership>(first.clone());
    assert_eq!(code(&late), Some(Code::UndoneTooLate));
    let late = book.undoes::<ChangeMembership>(second.clone());
    assert_eq!(code(&late), Some(Code::UndoneTooLate));
    assert_eq!(until(&book), [ended, Some(day("2027-06-01"))]);

    book.undoes::<EndMembership>(third).unwrap();
    book.undoes::<ChangeMembership>(second).unwrap();
    book.undoes::<EndMembership>(first).unwrap();
    assert_eq!(until(&book), [None]);
}

#[test]
fn a_list_is_filtered_by_kind_and_put_in_another_order() {
    let mut book = TestBook::new();
    book.does(person("Riet", "van den", "Berg")).unwrap();
    let mut shop = person("", "", "");
    shop.kind = MemberKind::Organisation;
    shop.fields = MemberFields {
        name: Some("Aksa Brood".into()),
        ..MemberFields::default()
    };
    book.does(shop).unwrap();
    book.does(person("Daan", "van den", "Berg")).unwrap();
    let list = |question: ListMembers| {
        let found = book.asks(question).unwrap();
        let numbers: Vec<u32> = found.rows.iter().map(|row| row.number).collect();
        (found.found, numbers)
    };
    assert_eq!(list(ListMembers::default()), (3, vec![2, 3, 1]));
    let down = ListMembers {
        down: true,
        ..ListMembers::default()
    };
    assert_eq!(list(down), (3, vec![1, 3, 2]));
    let number = ListMembers {
        sort: MemberSort::Number,
        ..ListMembers::default()
    };
    assert_eq!(list(number.clone()), (3, vec![1, 2, 3]));
    assert_eq!(
        list(ListMembers {
            down: true,
            ..number
        }),
        (3, vec![3, 2, 1])
    );
    let shops = ListMembers {
        kind: Some(MemberKind::Organisation),
        ..ListMembers::default()
    };
    assert_eq!(list(shops), (1, vec![2]));
}

#[test]
fn what_was_known_before_can_be_seen_version_after_version() {
    let mut book = TestBook::new();
    let member_id = book.does(person("Riet", "", "Berg")).unwrap().member_id;
    book.on("2026-12-01");
    let mut fields = book.asks(GetMember { member_id }).unwrap().fields;
    fields.town = Some("Utrecht".into());
    book.does(ReviseMember {
        member_id,
        version: 1,
        fields,
    })
    .unwrap();
    let history = book.asks(GetHistory { member_id }).unwrap();
    let towns: Vec<_> = history
        .iter()
        .map(|version| {
            (
                version.version,
                version.recorded_at.date_naive(),
                version.fields.town.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        towns,
        [
            (1, day("2026-11-23"), None),
            (2, day("2026-12-01"), Some("Utrecht")),
        ]
    );
    let nobody = GetHistory {
        member_id: MemberId(uuid::Uuid::nil()),
    };
    assert_eq!(code(&book.asks(nobody)), Some(Code::NotFound));
}

#[test]
fn an_admission_on_which_something_stands_is_not_taken_back() {
    let mut book = TestBook::new();
    let receipt = book.does(person("Riet", "", "Berg")).unwrap();
    let member_id = receipt.member_id;
    let fields = book.asks(GetMember { member_id }).unwrap().fields;
    book.does(ReviseMember {
        member_id,
        version: 1,
        fields,
    })
    .unwrap();
    let undone = book.undoes::<AdmitMember>(receipt);
    assert_eq!(code(&undone), Some(Code::UndoneTooLate));
}

//! How long what is known of somebody stays: a table with bounds, and what is beyond it.

use std::fs;

use serde_json::{Value, json};
use wijkboek_core::{
    kernel::{Code, Role},
    members::{
        AdmitMember, ChangeMembership, EndMembership, GetHistory, GetMember, MemberFields,
        MemberId, MemberKind, MembershipKind, ReviseMember,
    },
    privacy::{
        erasure::{RequestErasure, TakeBackErasure},
        terms::{
            ChangeTerms, ClearPassed, ListPassed, ListTerms, RetentionField, ShownPassed,
            TermMonths, clear_passed, count,
        },
    },
    today::{Attention, today},
};

use super::birds::{CANARY, TIT, nest};
use crate::{
    book::{PASSPHRASE, TestBook, code, day, open_by_hand, raw_key},
    rules::members::person,
};

use RetentionField::{Address, BirthYear, Email, Name, Note, Phone};

/// Changes some terms of the table as it stands.
fn change(
    book: &mut TestBook,
    terms: &[(RetentionField, u32)],
) -> wijkboek_core::kernel::Result<()> {
    let version = book.asks(ListTerms {}).unwrap().version;
    let terms = terms
        .iter()
        .map(|(field, months)| TermMonths {
            field: *field,
            months: *months,
        })
        .collect();
    book.does(ChangeTerms { version, terms }).map(drop)
}

fn months(book: &TestBook) -> Vec<u32> {
    let table = book.asks(ListTerms {}).unwrap();
    table.terms.iter().map(|term| term.months).collect()
}

/// Somebody of whom much is known, who left on a day.
fn left(book: &mut TestBook, given: &str, ended_on: &str) -> MemberId {
    let fields = MemberFields {
        street: Some("Kerkstraat".into()),
        phone: Some("06 13 48 58 89".into()),
        note: Some("Kookt graag.".into()),
        ..person(given, "", "Berg").fields
    };
    let admit = AdmitMember {
        fields,
        from_day: Some(day("2020-01-01")),
        ..person(given, "", "Berg")
    };
    let member_id = book.does(admit).unwrap().member_id;
    let until_day = day(ended_on);
    book.does(EndMembership {
        member_id,
        until_day,
    })
    .unwrap();
    member_id
}

/// Who is beyond a term, with what is to go and since when.
fn beyond(book: &TestBook) -> Vec<(u32, Vec<(RetentionField, String)>)> {
    let list = book.asks(ListPassed::default()).unwrap();
    let row = |member: wijkboek_core::privacy::terms::PassedMember| {
        let fields = member.fields.iter();
        let told = fields.map(|one| (one.field, one.since.to_string()));
        (member.number, told.collect())
    };
    list.members.into_iter().map(row).collect()
}

/// Clears members with all that is shown of them.
fn clear(
    book: &mut TestBook,
    member_ids: Vec<MemberId>,
) -> wijkboek_core::kernel::Result<wijkboek_core::privacy::terms::ClearedReceipt> {
    let list = book.asks(ListPassed::default()).unwrap();
    let shown = |member_id: MemberId| {
        let of = list.members.iter().find(|one| one.member_id == member_id);
        let fields = of.map(|one| one.fields.iter().map(|gone| gone.field).collect());
        ShownPassed {
            member_id,
            fields: fields.unwrap_or_default(),
        }
    };
    let question = ClearPassed {
        version: list.version,
        members: member_ids.into_iter().map(shown).collect(),
    };
    book.acts(|tx| clear_passed(tx, &question))
}

#[test]
fn a_term_is_taken_within_its_bounds_or_told_why_not() {
    let mut book = TestBook::new();
    assert_eq!(months(&book), [24; 6]);
    for (terms, wanted) in [
        (vec![(Phone, 0)], Code::NumberOutOfRange),
        (vec![(Name, 85)], Code::NumberOutOfRange),
        (vec![(Phone, 25)], Code::TermBeyondName),
        (vec![(Name, 23)], Code::TermBeyondName),
        (vec![(Phone, 6), (Phone, 12)], Code::TermTwice),
        (vec![(Phone, 6), (Name, 36), (Phone, 6)], Code::TermTwice),
    ] {
        assert_eq!(code(&change(&mut book, &terms)), Some(wanted), "{terms:?}");
    }
    assert_eq!(months(&book), [24; 6]);
    change(&mut book, &[(Phone, 6), (Name, 36)]).unwrap();
    assert_eq!(months(&book), [36, 24, 6, 24, 24, 24]);
    let stale = ChangeTerms {
        version: 0,
        terms: Vec::new(),
    };
    assert_eq!(code(&book.does(stale)), Some(Code::ChangedMeanwhile));
}

#[test]
fn a_change_of_the_table_can_be_taken_back_to_what_is_declared() {
    let mut book = TestBook::new();
    let terms = vec![TermMonths {
        field: Note,
        months: 3,
    }];
    let receipt = book.does(ChangeTerms { version: 0, terms }).unwrap();
    book.undoes::<ChangeTerms>(receipt.clone()).unwrap();
    assert_eq!(months(&book), [24; 6]);
    assert_eq!(
        code(&book.undoes::<ChangeTerms>(receipt)),
        Some(Code::UndoneTooLate)
    );
}

#[test]
fn a_term_counts_from_the_end_of_the_membership_and_not_from_the_last_change() {
    let mut book = TestBook::new();
    let member_id = left(&mut book, "Riet", "2024-11-24");
    let revise = ReviseMember {
        member_id,
        version: 1,
        fields: MemberFields {
            note: Some("Belde nog.".into()),
            ..person("Riet", "", "Berg").fields
        },
    };
    book.does(revise).unwrap();
    assert_eq!(beyond(&book), []);
    book.on("2026-11-24");
    let since = "2026-11-24".to_owned();
    let all = [Name, Address, Phone, Note].map(|field| (field, since.clone()));
    assert_eq!(beyond(&book), [(1, all.to_vec())], "old versions count too");
    // Whoever comes back is kept, and counts anew from the last end.
    let again = ChangeMembership {
        member_id,
        from_day: day("2026-11-24"),
        membership: MembershipKind::Friend,
    };
    book.does(again).unwrap();
    assert_eq!(beyond(&book), []);
}

#[test]
fn a_term_that_passes_at_the_end_of_a_month_passes_on_the_day_that_is_told() {
    let mut book = TestBook::new();
    left(&mut book, "Riet", "2024-11-30");
    change(&mut book, &[(Phone, 3)]).unwrap();
    book.on("2025-02-27");
    assert_eq!(beyond(&book), []);
    for on in ["2025-02-28", "2025-03-01"] {
        book.on(on);
        let told = [(1, vec![(Phone, "2025-02-28".into())])];
        assert_eq!(beyond(&book), told, "on {on}");
    }
}

#[test]
fn as_many_are_counted_as_are_told_a_page_at_a_time() {
    let mut book = TestBook::new();
    change(&mut book, &[(Phone, 3), (Note, 12), (Address, 18)]).unwrap();
    for (given, ended_on) in [
        ("Riet", "2023-12-31"),
        ("Naima", "2024-11-30"),
        ("Kees", "2024-11-29"),
        ("Els", "2025-02-28"),
        ("Bram", "2026-11-23"),
    ] {
        left(&mut book, given, ended_on);
    }
    let gone = book.asks(ListPassed::default()).unwrap().members[0].member_id;
    let request = RequestErasure {
        member_ids: vec![gone],
    };
    book.does(request).unwrap();
    for on in [
        "2024-02-29",
        "2025-02-28",
        "2025-05-28",
        "2026-02-28",
        "2026-11-30",
        "2027-02-28",
    ] {
        book.on(on);
        let list = book.asks(ListPassed::default()).unwrap();
        assert_eq!(list.total, book.book.read(count).unwrap(), "on {on}");
        assert_eq!(list.members.len(), list.total as usize);
        for (place, member) in (0..).zip(&list.members) {
            let page = ListPassed {
                offset: place,
                limit: Some(1),
            };
            let page = book.asks(page).unwrap();
            assert_eq!(
                (page.total, &page.members[..]),
                (list.total, std::slice::from_ref(member))
            );
        }
    }
    // Today tells it to whoever can settle it, and to nobody else.
    let told = |role| {
        let items = book
            .book
            .read(|reader| today(reader, role, None))
            .unwrap()
            .items;
        let privacy = items.into_iter().filter(|item| {
            matches!(
                item.what,
                Attention::TermsPassed { .. } | Attention::ErasureDue { .. }
            )
        });
        privacy.count()
    };
    assert_eq!(told(Role::Manager), 2);
    for role in [Role::Reader, Role::Worker, Role::Confidant] {
        assert_eq!(told(role), 0, "{role:?}");
    }
}

#[test]
fn a_clock_that_goes_back_makes_no_term_pass_and_none_negative() {
    let mut book = TestBook::new();
    left(&mut book, "Riet", "2024-01-01");
    assert_eq!(beyond(&book).len(), 1);
    for earlier in ["2025-12-31", "2023-06-01", "1970-01-01"] {
        book.on(earlier);
        assert_eq!(beyond(&book), [], "on {earlier}");
        let told = book
            .book
            .read(|reader| today(reader, Role::Manager, None))
            .unwrap();
        assert!(
            !told
                .items
                .iter()
                .any(|item| matches!(item.what, Attention::TermsPassed { .. }))
        );
    }
    book.on("2026-01-01");
    let told = book
        .book
        .read(|reader| today(reader, Role::Manager, None))
        .unwrap();
    assert!(
        told.items
            .iter()
            .any(|item| item.what == Attention::TermsPassed { members: 1 })
    );
}

#[test]
fn a_shorter_term_takes_a_field_at_once_and_the_name_goes_the_way_of_the_forgotten() {
    let mut book = TestBook::new();
    change(&mut book, &[(Phone, 6)]).unwrap();
    let long_ago = left(&mut book, "Riet", "2024-01-01");
    let lately = left(&mut book, "Naima", "2026-01-01");
    let stays = left(&mut book, "Kees", "2026-11-01");
    let told = beyond(&book);
    assert_eq!(told[1], (2, vec![(Phone, "2026-07-01".into())]));
    assert_eq!(told.len(), 2);
    assert_eq!(
        code(&clear(&mut book, vec![stays])),
        Some(Code::TermNotPassed)
    );
    let stale = ClearPassed {
        version: 0,
        members: vec![ShownPassed {
            member_id: lately,
            fields: vec![Phone],
        }],
    };
    assert_eq!(
        code(&book.acts(|tx| clear_passed(tx, &stale))),
        Some(Code::ChangedMeanwhile)
    );
    // Neither more nor less goes than was shown.
    for fields in [vec![], vec![Note], vec![Phone, Note]] {
        let member_id = lately;
        let other = ClearPassed {
            version: 1,
            members: vec![ShownPassed { member_id, fields }],
        };
        assert_eq!(
            code(&book.acts(|tx| clear_passed(tx, &other))),
            Some(Code::ChangedMeanwhile)
        );
    }
    let receipt = clear(&mut book, vec![long_ago, lately, lately]).unwrap();
    assert_eq!(receipt.cleared, [long_ago, lately]);
    assert_eq!(receipt.request_ids.len(), 1);
    assert_eq!(beyond(&book), []);
    let shown = book.asks(GetMember { member_id: lately }).unwrap();
    assert_eq!(
        (shown.fields.phone, shown.full_name),
        (None, "Naima Berg".into())
    );
    assert_eq!(shown.fields.note.unwrap(), "Kookt graag.");
    let history = book.asks(GetHistory { member_id: lately }).unwrap();
    assert_eq!(history.len(), 2);
    assert!(history.iter().all(|version| version.fields.phone.is_none()));
    // What was asked can be taken back: then the name is beyond its term again.
    book.does(TakeBackErasure {
        member_id: long_ago,
    })
    .unwrap();
    assert_eq!(beyond(&book), [(1, vec![(Name, "2026-01-01".into())])]);
}

#[test]
fn an_organisation_is_no_person_and_who_was_erased_is_told_no_more() {
    let mut book = TestBook::new();
    let shop = AdmitMember {
        kind: MemberKind::Organisation,
        fields: MemberFields {
            name: Some("Bakker".into()),
            phone: Some("030 231 80 25".into()),
            ..MemberFields::default()
        },
        from_day: Some(day("2020-01-01")),
        ..person("", "", "")
    };
    let member_id = book.does(shop).unwrap().member_id;
    let until_day = day("2021-01-01");
    book.does(EndMembership {
        member_id,
        until_day,
    })
    .unwrap();
    let gone = left(&mut book, "Riet", "2021-01-01");
    assert_eq!(beyond(&book).len(), 1);
    clear(&mut book, vec![gone]).unwrap();
    book.on("2026-12-23");
    book.acts(wijkboek_core::privacy::erasure::erase_due)
        .unwrap();
    book.on("2030-01-01");
    assert_eq!(beyond(&book), []);
}

#[test]
fn the_register_tells_the_terms_in_force() {
    let mut desk = crate::desk::TestDesk::open();
    let told = |desk: &mut crate::desk::TestDesk, column: &str| -> Value {
        let register = desk.ok("privacy.register", json!({}));
        let purposes = register["purposes"].as_array().unwrap().clone();
        let holds = |purpose: &&Value| {
            let fields = purpose["fields"].as_array().unwrap();
            let table = if column == "memo" {
                "transfer_memo"
            } else {
                "member_version"
            };
            fields
                .iter()
                .any(|field| field["column"] == column && field["table"] == table)
        };
        purposes.iter().find(holds).unwrap()["months"].clone()
    };
    assert_eq!(told(&mut desk, "phone"), 24);
    let terms = json!([{ "field": "phone", "months": 18 }, { "field": "name", "months": 36 }]);
    desk.ok(
        "privacy.change_terms",
        json!({ "version": 0, "terms": terms }),
    );
    assert_eq!(told(&mut desk, "phone"), 18);
    assert_eq!(told(&mut desk, "family_name"), 36);
    assert_eq!(told(&mut desk, "memo"), 36, "a memo goes with the name");
    let path = desk.home.path().join("register.pdf");
    desk.choose(&path);
    desk.ok("privacy.save_register", json!({}));
    assert!(fs::read(path).unwrap().starts_with(b"%PDF-1.7"));
}

#[test]
fn nothing_is_left_in_the_file_of_what_was_cleared() {
    let (mut desk, [_, tit]) = nest();
    let folder = desk.book_folder();
    let end = json!({ "member_id": tit, "until_day": "2026-11-23" });
    desk.ok("members.end", end);
    let terms = json!(
        ["address", "phone", "email", "birth_year", "note"]
            .map(|field| json!({ "field": field, "months": 1 }))
    );
    desk.ok(
        "privacy.change_terms",
        json!({ "version": 0, "terms": terms }),
    );
    desk.clock.set("2026-12-23");
    let passed = desk.ok("privacy.passed", json!({}));
    let fields: Vec<RetentionField> = passed["members"][0]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| serde_json::from_value(one["field"].clone()).unwrap())
        .collect();
    assert_eq!(fields, [Address, Phone, Email, BirthYear, Note]);
    let items = desk.ok("today.get", json!({}))["items"].clone();
    assert!(items.to_string().contains("terms_passed"), "{items}");
    desk.ok(
        "privacy.clear_passed",
        json!({ "version": 1, "members": [{ "member_id": tit, "fields": fields }] }),
    );
    let wal = fs::metadata(folder.join("book.db-wal")).map_or(0, |file| file.len());
    assert_eq!(wal, 0, "old pages are left in the log of writes");
    let shown = desk.ok("members.get", json!({ "member_id": tit }));
    assert_eq!(shown["full_name"], TIT.full_name(), "the name stays");
    let found = desk.ok("search.find", json!({ "text": TIT.word("Street") }));
    assert_eq!(found["members"], json!([]), "it is not found by its street");
    desk.ok("book.lock", json!({}));
    let book = open_by_hand(&folder, &raw_key(&folder));
    let bytes = super::erasure::decrypted(&book, desk.home.path());
    let holds = |word: &str| {
        let found = |part: &[u8]| part == word.as_bytes();
        bytes.windows(word.len()).any(found)
    };
    for about in ["Street", "Addition", "Town", "Note"] {
        assert!(!holds(&TIT.word(about)), "{about} is left");
        assert!(holds(&CANARY.word(about)), "the control finds {about}");
    }
    assert!(!holds("Koolmees@voorbeeld.nl") && !holds("06 1348 5252"));
    assert!(holds("Kanarie@voorbeeld.nl") && holds("06 1348 4141"));
    drop(book);
    desk.ok("book.unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(desk.ok("book.verify", json!({}))["sound"], true);
}

//! The snapshot: which quarter can be told, that it stays as it was told, and that nobody is in it.

mod check;
mod format;
mod signing;

use serde_json::{Value, json};
use wijkboek_core::{
    agreements::AgreementKind,
    certificates::IssueCertificate,
    credits::{
        AccountId, AccountKind, ChangeThemes, EarnCredits, Holder, HourThemeFields, ListThemes,
        OpenAccount, ReverseTransfer, ThemeId,
    },
    kernel::Code,
    members::{AdmitMember, EndMembership, MemberFields, MemberId, MembershipKind},
    snapshot::{self, *},
};

use super::{
    agreements::{bathhouse, making},
    credits::organisation,
    members::person,
};
use crate::{
    book::{TestBook, code, day},
    desk::TestDesk,
    wire::fresh,
};

const SCHEMA: &str = "tests/fixtures/snapshot-v2.schema.json";

/// A book of the first quarter of 2026, with so many members of each kind.
fn filled(active: u32, passive: u32, friends: u32) -> (TestBook, Vec<MemberId>) {
    let mut book = book_since("2026-02-01");
    let kinds = [
        (MembershipKind::Active, active),
        (MembershipKind::Passive, passive),
        (MembershipKind::Friend, friends),
    ];
    let mut members = Vec::new();
    for (membership, count) in kinds {
        for number in 0..count {
            let new = AdmitMember {
                membership,
                ..person("Riet", "", &format!("Berg{number}"))
            };
            members.push(book.does(new).unwrap().member_id);
        }
    }
    book.on("2026-11-23");
    (book, members)
}

fn book_since(first: &str) -> TestBook {
    let mut book = TestBook::since(first);
    super::certificates::furnish(&mut book);
    book
}

fn preview(book: &TestBook, quarter: &str) -> SnapshotPreview {
    let quarter = quarter.to_owned();
    book.asks(PreviewSnapshot { quarter }).unwrap()
}

fn refused(book: &TestBook, quarter: &str) -> Option<Code> {
    let quarter = quarter.to_owned();
    code(&book.asks(PreviewSnapshot { quarter }))
}

/// The file as somebody reads it who has only the file.
fn file(book: &TestBook, quarter: &str) -> Value {
    serde_json::from_str(&preview(book, quarter).json).unwrap()
}

#[test]
fn only_closed_quarters_from_the_one_before_the_book_can_be_told() {
    let (mut book, _) = filled(1, 0, 0);
    let mut states = |on: &str| {
        book.on(on);
        let quarters = book.asks(ShowQuarters {}).unwrap();
        quarters
            .into_iter()
            .map(|quarter| (quarter.quarter, quarter.state))
            .collect::<Vec<_>>()
    };
    let one = |quarter: &str, state| (quarter.to_owned(), state);
    assert_eq!(
        states("2026-03-31"),
        [
            one("2026Q1", QuarterState::Open),
            one("2025Q4", QuarterState::Ready),
        ]
    );
    assert_eq!(
        states("2026-04-01"),
        [
            one("2026Q2", QuarterState::Open),
            one("2026Q1", QuarterState::Ready),
            one("2025Q4", QuarterState::Ready),
        ]
    );
    assert_eq!(refused(&book, "2026Q2"), Some(Code::QuarterStillOpen));
    assert_eq!(refused(&book, "2027Q1"), Some(Code::QuarterStillOpen));
    assert_eq!(refused(&book, "2026Q1"), None);
    assert_eq!(refused(&book, "2025Q4"), None);
    assert_eq!(refused(&book, "2025Q3"), Some(Code::QuarterBeforeBook));
    for wrong in ["2026", "2026-01-01/2026-02-01", "2026Q5", "", "2026Q1 "] {
        assert_eq!(
            refused(&book, wrong),
            Some(Code::QuarterUnreadable),
            "{wrong}"
        );
    }
}

/// A book that begins with an old list tells the quarter just past, and says that it is younger.
#[test]
fn the_quarter_before_the_book_says_that_its_hours_were_not_booked() {
    let mut book = book_since("2026-02-01");
    for number in 0..30 {
        let from_day = match number {
            0..22 => "2025-12-31",
            _ => "2026-01-01",
        };
        let new = AdmitMember {
            from_day: Some(day(from_day)),
            ..person("Riet", "", &format!("Berg{number}"))
        };
        book.does(new).unwrap();
    }
    let file = file(&book, "2025Q4");
    assert_eq!(file["book_began"], "2026-02-01");
    assert_eq!(file["tables"]["members"]["passive"], 20);
    assert_eq!(
        file["tables"]["hours"],
        json!({ "themes": [], "other": null })
    );
}

#[test]
fn a_small_book_tells_that_it_is_small_and_nothing_else() {
    for (active, passive, friends) in [(0, 0, 0), (7, 0, 0), (10, 9, 0), (4, 9, 9)] {
        let (book, _) = filled(active, passive, friends);
        let file = file(&book, "2026Q3");
        assert_eq!(file["population"], "fewer_than25");
        assert_eq!(file["tables"], Value::Null);
    }
}

#[test]
fn members_and_certificates_are_told_as_they_were_on_the_last_day() {
    let (mut book, members) = filled(11, 14, 3);
    for member_id in &members[..7] {
        let issue = IssueCertificate {
            member_id: *member_id,
            day: Some(day("2026-06-30")),
        };
        book.does(issue).unwrap();
    }
    let gone = EndMembership {
        member_id: members[0],
        until_day: day("2026-10-01"),
    };
    book.does(gone).unwrap();
    let second = file(&book, "2026Q2");
    assert_eq!(
        second["tables"]["members"],
        json!({ "active": 10, "passive": 10, "friends": 0 })
    );
    assert_eq!(
        second["tables"]["certificates"],
        json!({ "issued": 5, "signed": 0, "handed_over": 0, "withdrawn": 0, "other": null })
    );
    let first = file(&book, "2026Q1");
    assert_eq!(first["tables"]["certificates"]["issued"], 0);
    assert_eq!(
        second["period"],
        json!({ "quarter": "2026Q2", "first_day": "2026-04-01", "last_day": "2026-06-30" })
    );
}

/// Themes of these names, and a partner that issues.
fn with_themes(book: &mut TestBook, names: &[&str]) -> (AccountId, Vec<ThemeId>) {
    let themes = names.iter().map(|name| HourThemeFields {
        theme_id: None,
        name: (*name).into(),
    });
    let themes = themes.collect();
    book.does(ChangeThemes { version: 0, themes }).unwrap();
    let themes = book.asks(ListThemes {}).unwrap().themes;
    let member_id = book.does(organisation("Buurthuis")).unwrap().member_id;
    let partner = OpenAccount {
        member_id,
        kind: AccountKind::Issuing,
    };
    let issuing = book.does(partner).unwrap().account_id;
    (issuing, themes.iter().map(|theme| theme.theme_id).collect())
}

#[test]
fn hours_are_told_by_theme_in_the_quarter_in_which_they_were_booked() {
    let (mut book, members) = filled(30, 0, 0);
    book.on("2026-02-01");
    let (from, themes) = with_themes(&mut book, &["Groen", "Eten", "Broodfonds ziek"]);
    let mut earn = |on: &str, member: usize, theme: usize, hours: i64| {
        book.on(on);
        let earn = EarnCredits {
            from,
            to: Holder::MemberId(members[member]),
            minutes: hours * 60,
            happened_on: Some(day("2026-02-01")),
            theme_id: Some(themes[theme]),
            memo: None,
        };
        book.does(earn).unwrap()
    };
    for member in 0..5 {
        earn("2026-03-31", member, 0, 10); // Five to green.
        earn("2026-03-31", member, 1, 2 + i64::try_from(member).unwrap()); // And to food.
    }
    let wrong = earn("2026-03-31", 5, 0, 9);
    earn("2026-03-31", 6, 2, 20); // One person: its name is not even listed.
    earn("2026-04-01", 7, 0, 10); // The next quarter.
    book.on("2026-05-01");
    let reverse = ReverseTransfer {
        transfer_id: wrong.transfer_id,
        memo: None,
    };
    book.does(reverse).unwrap();

    let hours = file(&book, "2026Q1")["tables"]["hours"].clone();
    assert_eq!(
        hours,
        json!({
            "themes": [{ "theme": "Eten", "hours": 20 }, { "theme": "Groen", "hours": 50 }],
            "other": null,
        })
    );
    book.on("2026-07-01");
    let hours = file(&book, "2026Q2")["tables"]["hours"].clone();
    assert_eq!(hours, json!({ "themes": [], "other": null }));
}

#[test]
fn small_themes_are_told_together_without_their_names() {
    let (mut book, members) = filled(30, 0, 0);
    book.on("2026-02-01");
    let (from, themes) = with_themes(&mut book, &["Groen", "Eten"]);
    for (member, theme) in [(0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 1)] {
        let earn = EarnCredits {
            from,
            to: Holder::MemberId(members[member]),
            minutes: 600,
            happened_on: None,
            theme_id: Some(themes[theme]),
            memo: None,
        };
        book.does(earn).unwrap();
    }
    book.on("2026-11-23");
    let json = preview(&book, "2026Q1").json;
    assert!(
        json.contains(r#""hours":{"other":60,"themes":[]}"#),
        "{json}"
    );
}

#[test]
fn agreements_are_counted_by_status_and_with_the_municipality() {
    let (mut book, _) = filled(30, 0, 0);
    book.on("2026-02-01");
    book.does(making(bathhouse())).unwrap();
    let mut garden = bathhouse();
    garden.kind = AgreementKind::Maintenance;
    garden.from_day = day("2026-06-01");
    garden.parties[0].kind = wijkboek_core::agreements::PartyKind::Company;
    book.does(making(garden)).unwrap();
    book.on("2026-11-23");
    let told = |quarter: &str, status: &str| {
        let told = &file(&book, quarter)["tables"]["agreements"][status];
        (told["all"].clone(), told["with_municipality"].clone())
    };
    assert_eq!(told("2026Q1", "running"), (json!(1), json!(1)));
    assert_eq!(told("2026Q1", "not_yet_started"), (json!(1), json!(0)));
    assert_eq!(told("2026Q2", "running"), (json!(2), json!(1)));
}

#[test]
fn a_quarter_that_was_told_stays_as_it_was_told() {
    let (mut book, members) = filled(20, 20, 20);
    let before = preview(&book, "2026Q1");
    assert_eq!((before.made_at, &before.former), (None, &None));
    let quarter = "2026Q1".parse().unwrap();
    let make = |book: &mut TestBook, quarter| book.acts(|tx| snapshot::make(tx, quarter));
    let receipt = make(&mut book, quarter).unwrap();
    assert_eq!((receipt.sequence, receipt.quarter.as_str()), (1, "2026Q1"));

    for member_id in &members[..15] {
        let gone = EndMembership {
            member_id: *member_id,
            until_day: day("2026-03-01"),
        };
        book.does(gone).unwrap();
    }
    assert_eq!(make(&mut book, quarter).unwrap(), receipt);
    let after = preview(&book, "2026Q1");
    assert_eq!((after.json, &after.sha256), (before.json, &before.sha256));
    assert!(after.made_at.is_some());

    let next = preview(&book, "2026Q2");
    assert_eq!(next.former.unwrap().quarter, "2026Q1");
    assert_eq!(next.previous.as_deref(), Some("2026Q1"));
    let earlier = preview(&book, "2025Q4");
    assert_eq!(earlier.former, None);
    assert_eq!(earlier.previous.as_deref(), Some("2026Q1"));
    let next: Value = serde_json::from_str(&next.json).unwrap();
    assert_eq!(next["sequence"], 2);
    assert_eq!(next["previous_sha256"], before.sha256.as_str());
    assert_eq!(next["tables"]["members"]["active"], 5);
    let list = book.asks(ListSnapshots {}).unwrap();
    assert_eq!((list.len(), &list[0].sha256), (1, &before.sha256));

    let (by_hand, _home) = book.by_hand();
    for sql in [
        "UPDATE snapshot SET quarter = '2026Q4'",
        "DELETE FROM snapshot",
        "INSERT OR REPLACE INTO snapshot SELECT * FROM snapshot",
        "INSERT INTO snapshot SELECT 3, '2026Q3', made_at, sha256, bytes FROM snapshot",
        "INSERT INTO snapshot SELECT 2, '2026Q1', made_at, sha256, bytes FROM snapshot",
        "INSERT INTO snapshot SELECT 2, '2026Q9', made_at, sha256, bytes FROM snapshot",
    ] {
        assert!(by_hand.execute(sql, []).is_err(), "{sql}");
    }
    let allowed = "INSERT INTO snapshot SELECT 2, '2026Q2', made_at, sha256, bytes FROM snapshot";
    by_hand.execute(allowed, []).unwrap();
}

#[test]
fn the_file_is_canonical_json_that_fits_its_schema() {
    let schema = serde_json::to_value(snapshot::schema()).unwrap();
    fresh(
        SCHEMA,
        &format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()),
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (active, passive, friends) in [(2, 0, 0), (20, 14, 6)] {
        let (book, _) = filled(active, passive, friends);
        let preview = preview(&book, "2026Q3");
        let mut file: Value = serde_json::from_str(&preview.json).unwrap();
        assert!(
            validator.is_valid(&file),
            "{:?}",
            validator.iter_errors(&file).next()
        );
        // serde_json sorts keys and writes no space: of integers and plain text, RFC 8785 asks no
        // more.
        assert_eq!(preview.json, file.to_string());
        assert_eq!(
            (&file["status"], &file["version"]),
            (&json!("draft_signed"), &json!(2))
        );
        for (pointer, wrong) in [
            ("/version", json!(0)),
            ("/ledger_head", json!("ABC")),
            ("/public_key", json!("ABC")),
            ("/format", json!("other")),
            ("/previous_sha256", json!("ABC")),
            ("/period/quarter", json!("2026Q5")),
            ("/centre", json!(["De Nieuwe Jutter"])),
        ] {
            let kept = std::mem::replace(file.pointer_mut(pointer).unwrap(), wrong);
            assert!(!validator.is_valid(&file), "{pointer}");
            *file.pointer_mut(pointer).unwrap() = kept;
        }
        file["names"] = json!(["Riet"]);
        assert!(!validator.is_valid(&file));
    }
    let mut exact = serde_json::to_value(preview(&filled(20, 14, 6).0, "2026Q3").snapshot).unwrap();
    exact["tables"]["members"]["active"] = json!(21);
    assert!(!validator.is_valid(&exact));
}

#[test]
fn a_schema_that_points_elsewhere_is_not_fetched() {
    let elsewhere = json!({ "$ref": "https://voorbeeld.nl/schema.json" });
    assert!(jsonschema::validator_for(&elsewhere).is_err());
    let file = json!({ "$ref": "file:///etc/passwd" });
    assert!(jsonschema::validator_for(&file).is_err());
}

#[test]
fn nobody_is_in_it() {
    let mut book = book_since("2026-02-01");
    let canary = |field: &str, number: u32| format!("Kanarie{field}{number}");
    for number in 0..30 {
        let some = |field: &str| Some(canary(field, number));
        let fields = MemberFields {
            given_name: some("voor"),
            prefix: some("tussen"),
            family_name: some("achter"),
            initials: some("letter"),
            street: some("straat"),
            town: some("plaats"),
            note: some("notitie"),
            house_addition: some("toevoeging"),
            phone: Some(format!("06 1234 {number:04}")),
            email: Some(format!("kanarie{number}@voorbeeld.nl")),
            postcode: Some("3511 AB".into()),
            house_number: Some(7000 + number),
            birth_year: Some(1952),
            ..MemberFields::default()
        };
        let new = AdmitMember {
            fields,
            ..person("", "", "")
        };
        let member_id = book.does(new).unwrap().member_id;
        let issue = IssueCertificate {
            member_id,
            day: None,
        };
        book.does(issue).unwrap();
    }
    book.on("2026-11-23");
    let json = preview(&book, "2026Q3").json;
    assert!(json.contains("\"passive\":30"), "{json}");
    for trace in [
        "anarie",
        "1234",
        "voorbeeld.nl",
        "3511",
        "700",
        "1952",
        "Riet",
    ] {
        assert!(!json.contains(trace), "{trace} in {json}");
    }
}

#[test]
fn a_snapshot_is_written_to_a_new_file_and_never_over_another() {
    let mut desk = TestDesk::open();
    desk.clock.set("2027-01-02");
    let question = json!({ "quarter": "2026Q4" });
    let preview = desk.ok("snapshot.preview", question.clone());
    assert_eq!(preview["file"], "de-nieuwe-jutter-2026q4.json");
    // Nobody chose a file: nothing is made.
    assert_eq!(desk.ok("snapshot.write", question.clone()), Value::Null);
    let taken = desk.home.path().join("taken.json");
    std::fs::write(&taken, "mine").unwrap();
    desk.choose(&taken);
    assert_eq!(desk.code("snapshot.write", question.clone()), "FileExists");
    assert_eq!(desk.ok("snapshot.list", json!({})), json!([]));
    assert_eq!(std::fs::read(&taken).unwrap(), b"mine");

    let path = desk.home.path().join("snapshot.json");
    desk.choose(&path);
    let written = desk.ok("snapshot.write", question.clone());
    assert_eq!(written["file"]["name"], "snapshot.json");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), preview["json"]);
    let again = desk.home.path().join("again.json");
    desk.choose(&again);
    desk.ok("snapshot.write", question);
    assert_eq!(
        std::fs::read(&again).unwrap(),
        std::fs::read(&path).unwrap()
    );
    assert_eq!(
        desk.ok("snapshot.list", json!({}))
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let open = json!({ "quarter": "2027Q1" });
    assert_eq!(desk.code("snapshot.write", open), "QuarterStillOpen");
}

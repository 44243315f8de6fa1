//! A cell can be as long as its file. What no field holds is told, never kept, and never cut off.

use std::collections::BTreeMap;

use wijkboek_core::{
    import::{DecideRows, Decision, DoubtCode, ImportField, ListHeld, RowDecision},
    kernel::Code,
    members::{ListMembers, MemberRow},
};

use super::{apply, plain, preview};
use crate::book::{TestBook, code};

const HEADER: &str = "Nr;Naam;Adres;Telefoon;Soort;Opmerking;Notitie";
/// The name of the field in the middle of a row, and a row with a text of so many signs there.
const CELLS: [(ImportField, usize, &str); 6] = [
    (ImportField::Number, 200, "@;Jan Bos;;;;;"),
    (ImportField::Name, 200, "1;@;;;;;"),
    (ImportField::Address, 200, "1;Jan Bos;@;;;;"),
    (ImportField::Phone, 200, "1;Jan Bos;;@;;;"),
    (ImportField::Membership, 200, "1;Jan Bos;;;@;;"),
    (ImportField::Note, 20_000, "1;Jan Bos;;;;@;"),
];

fn list(rows: &[String]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

fn decide(decision: Decision, corrections: &[(ImportField, Option<&str>)]) -> RowDecision {
    let said = corrections.iter();
    let said = said.map(|(field, text)| (*field, text.map(str::to_owned)));
    RowDecision {
        line: 2,
        decision,
        corrections: said.collect::<BTreeMap<_, _>>(),
        into: None,
    }
}

fn members(book: &TestBook) -> Vec<MemberRow> {
    book.asks(ListMembers::default()).unwrap().rows
}

#[test]
fn a_cell_that_no_field_holds_is_doubtful_at_its_field_and_goes_no_further() {
    for (field, longest, row) in CELLS {
        let mut book = TestBook::new();
        let long = "Wx ".repeat(1_000_000);
        let bytes = list(&[row.replace('@', &long)]);
        let found = preview(&book, &bytes, &plain()).unwrap();
        let doubts = &found.doubts[0].doubts;
        assert_eq!(doubts.len(), 1, "{field:?} {doubts:?}");
        assert_eq!(
            (doubts[0].code, doubts[0].field),
            (DoubtCode::TooLong, Some(field))
        );
        assert!(
            serde_json::to_string(&found).unwrap().len() < 10_000,
            "{field:?}"
        );
        let receipt = apply(&mut book, &bytes, &plain(), &[]).unwrap();
        assert_eq!((receipt.taken, receipt.held), (0, 1), "{field:?}");
        let held = book.asks(ListHeld::default()).unwrap();
        let told = serde_json::to_string(&held).unwrap();
        assert!(
            told.len() < 10_000 && !told.contains("Wx"),
            "{field:?} {}",
            told.len()
        );
        // The same list again is known by all that stood in it.
        let again = apply(&mut book, &bytes, &plain(), &[]).unwrap();
        assert_eq!((again.held, again.held_before), (0, 1), "{field:?}");

        // As long as a field may be is nothing to doubt for its length, composed or not.
        for sign in ["x", "e\u{301}"] {
            let most = row.replace('@', &sign.repeat(longest));
            let found = preview(&TestBook::new(), &list(&[most]), &plain()).unwrap();
            let codes = found.doubts.iter().flat_map(|row| &row.doubts);
            let long: Vec<_> = codes
                .filter(|doubt| doubt.code == DoubtCode::TooLong)
                .collect();
            assert!(long.is_empty(), "{field:?} {long:?}");
            let more = row.replace('@', &sign.repeat(longest + 1));
            let found = preview(&TestBook::new(), &list(&[more]), &plain()).unwrap();
            assert_eq!(
                found.doubts[0].doubts[0].code,
                DoubtCode::TooLong,
                "{field:?}"
            );
        }
    }
}

#[test]
fn columns_of_notes_that_fit_each_and_not_together_are_one_note_too_long() {
    let part = "x".repeat(15_000);
    let rows = [
        format!("1;Jan Bos;;;;{part};{part}"),
        format!("2;Riet Berg;;;;{part};"),
    ];
    let found = preview(&TestBook::new(), &list(&rows), &plain()).unwrap();
    assert_eq!((found.without_doubt, found.doubtful), (1, 1));
    let doubt = &found.doubts[0].doubts[0];
    assert_eq!(
        (doubt.code, doubt.field),
        (DoubtCode::TooLong, Some(ImportField::Note))
    );
}

#[test]
fn a_row_with_a_text_too_long_is_taken_only_by_whoever_says_what_goes_there() {
    for (field, _, row) in CELLS {
        let bytes = list(&[row.replace('@', &"x".repeat(30_000))]);
        let mut book = TestBook::new();
        let import_id = apply(&mut book, &bytes, &plain(), &[])
            .unwrap()
            .import_id
            .unwrap();
        let said: &[(ImportField, Option<&str>)] = match field {
            ImportField::Name => &[(ImportField::FamilyName, Some("Bos"))],
            ImportField::Address => &[(ImportField::Street, Some("Dijk"))],
            ImportField::Membership => &[(ImportField::Membership, Some("active"))],
            _ => &[(field, None)],
        };
        let take = |said: &[_]| DecideRows {
            import_id,
            decisions: vec![decide(Decision::Take, said)],
        };
        let unsaid = code(&book.does(take(&[])));
        assert_eq!(unsaid, Some(Code::CellTooLong), "{field:?}");
        // Another field says nothing about this one, nor does "none" where there is always one.
        let beside = [(ImportField::Town, Some("Utrecht"))];
        let none = [(ImportField::Membership, None)];
        for said in [beside, none] {
            assert_eq!(
                code(&book.does(take(&said))),
                Some(Code::CellTooLong),
                "{field:?}"
            );
        }
        assert!(members(&book).is_empty(), "{field:?}");
        // The same while the list is read.
        let read = apply(
            &mut TestBook::new(),
            &bytes,
            &plain(),
            &[decide(Decision::Take, &[])],
        );
        assert_eq!(code(&read), Some(Code::CellTooLong), "{field:?}");
        let taken = [decide(Decision::Take, said)];
        let read = apply(&mut TestBook::new(), &bytes, &plain(), &taken).unwrap();
        assert_eq!(read.taken, 1, "{field:?}");

        book.does(take(said)).unwrap();
        let kept = members(&book);
        assert!(kept[0].sorted_name.contains("Bos"), "{field:?}");
    }
}

#[test]
fn what_cannot_be_read_is_named_to_whoever_takes_the_row_as_it_is() {
    let header = "Nr;Naam;Adres;Telefoon;Soort;Opmerking;Geboortejaar";
    for (row, refused) in [
        ("1;Jan Bos;;;;;1875", Code::BirthYearUnreadable),
        ("1;Jan Bos;;;donateur;;", Code::MembershipKindUnknown),
        ("1;Jan\u{202E}Bos;;;;;", Code::TextCannotBeKept),
    ] {
        let bytes = format!("{header}\n{row}\n").into_bytes();
        let taken = [decide(Decision::Take, &[])];
        let read = apply(&mut TestBook::new(), &bytes, &plain(), &taken);
        assert_eq!(code(&read), Some(refused), "{row}");
    }
}

#[test]
fn a_part_of_a_name_or_address_says_nothing_about_another_part() {
    use ImportField as F;
    let header = "Nr;Voornaam;Tussenvoegsel;Achternaam;Straat;Huisnummer";
    for (row, beside, said) in [
        ("1;@;;Bos;Dijk;3", (F::Prefix, "van"), (F::GivenName, "Jan")),
        (
            "1;Jan;;Bos;@;3",
            (F::HouseNumber, "4"),
            (F::Street, "Dreef"),
        ),
    ] {
        let row = row.replace('@', &"x".repeat(300));
        let bytes = format!("{header}\n{row}\n").into_bytes();
        let mut book = TestBook::new();
        let read = apply(&mut book, &bytes, &plain(), &[]).unwrap();
        let import_id = read.import_id.unwrap();
        let take = |(field, text)| DecideRows {
            import_id,
            decisions: vec![decide(Decision::Take, &[(field, Some(text))])],
        };
        assert_eq!(
            code(&book.does(take(beside))),
            Some(Code::CellTooLong),
            "{row}"
        );
        book.does(take(said)).unwrap();
    }
}

#[test]
fn who_is_merged_loses_no_text_without_a_word() {
    for (field, _, row) in CELLS {
        let mut book = TestBook::new();
        let known = list(&["7;Jan Bos;;;;;".to_owned()]);
        apply(&mut book, &known, &plain(), &[]).unwrap();
        let bytes = list(&[row.replace('@', &"x".repeat(30_000))]);
        let read = apply(&mut book, &bytes, &plain(), &[]).unwrap();
        let import_id = read.import_id.unwrap();
        let merge = |said: &[_]| {
            let mut decision = decide(Decision::Merge, said);
            decision.into = Some(7);
            DecideRows {
                import_id,
                decisions: vec![decision],
            }
        };
        if field != ImportField::Name {
            // The member of before keeps its own name.
            assert_eq!(
                code(&book.does(merge(&[]))),
                Some(Code::CellTooLong),
                "{field:?}"
            );
        }
        let said: &[(ImportField, Option<&str>)] = match field {
            ImportField::Name => &[],
            ImportField::Address => &[(ImportField::Street, None)],
            ImportField::Membership => &[(field, Some("active"))],
            _ => &[(field, None)],
        };
        book.does(merge(said)).unwrap();
        assert_eq!(members(&book).len(), 1, "{field:?}");
    }
}

#[test]
fn a_number_that_was_blotted_out_is_nobodys_name() {
    let bytes = list(&["1;692143877;;;;;".to_owned()]);
    let mut book = TestBook::new();
    let import_id = apply(&mut book, &bytes, &plain(), &[])
        .unwrap()
        .import_id
        .unwrap();
    let take = |said: &[_]| DecideRows {
        import_id,
        decisions: vec![decide(Decision::Take, said)],
    };
    assert_eq!(code(&book.does(take(&[]))), Some(Code::FamilyNameMissing));
    book.does(take(&[(ImportField::FamilyName, Some("Bos"))]))
        .unwrap();
    assert_eq!(members(&book)[0].sorted_name, "Bos");
}

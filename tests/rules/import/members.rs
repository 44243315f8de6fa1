//! The old list becomes members: what is doubtful is named, what is not is taken over whole.

use std::collections::BTreeMap;

use proptest::prelude::*;
use wijkboek_core::{
    import::{DoubtCode, ListHeld, MembersMapping, MembersPreview},
    kernel::Code,
    members::{GetMember, ListMembers, Member, MemberKind, MembershipKind},
};

use super::{OLD_LIST, apply, plain, preview};
use crate::{
    book::{TestBook, code},
    rules::members::person,
};

/// Line → the doubts about it.
fn doubts(preview: &MembersPreview) -> BTreeMap<u32, Vec<DoubtCode>> {
    let codes = |row: &wijkboek_core::import::DoubtfulRow| {
        row.doubts.iter().map(|doubt| doubt.code).collect()
    };
    preview
        .doubts
        .iter()
        .map(|row| (row.row.line, codes(row)))
        .collect()
}

fn members(book: &TestBook) -> u32 {
    book.asks(ListMembers::default()).unwrap().total
}

fn member(book: &TestBook, number: u32) -> Member {
    let question = ListMembers {
        text: Some(number.to_string()),
        limit: Some(500),
        ..ListMembers::default()
    };
    let rows = book.asks(question).unwrap().rows;
    let row = rows.iter().find(|row| row.number == number).unwrap();
    book.asks(GetMember {
        member_id: row.member_id,
    })
    .unwrap()
}

/// What one row of a small list would become.
fn newcomers(list: &str) -> (TestBook, Vec<Member>) {
    let mut book = TestBook::new();
    let receipt = apply(&mut book, list.as_bytes(), &plain(), &[]).unwrap();
    assert_eq!(receipt.held, 0, "{list}");
    let rows = book.asks(ListMembers::default()).unwrap().rows;
    let members = rows.iter().map(|row| {
        book.asks(GetMember {
            member_id: row.member_id,
        })
        .unwrap()
    });
    let members = members.collect();
    (book, members)
}

#[test]
fn the_preview_names_every_doubtful_row_of_the_old_list_and_changes_nothing() {
    let book = TestBook::new();
    let found = preview(&book, OLD_LIST, &plain()).unwrap();
    assert_eq!((found.encoding.as_str(), found.rows), ("windows-1252", 416));
    let by_line = doubts(&found);
    let only = |line: u32| by_line.get(&line).cloned().unwrap_or_default();
    assert_eq!(only(19), [DoubtCode::CitizenServiceNumber]);
    assert_eq!(only(49), [DoubtCode::Formula]);
    assert_eq!(only(33), [DoubtCode::ImpossibleDay]);
    assert_eq!(
        only(25),
        [DoubtCode::ImpossiblePostcode, DoubtCode::LostLetters]
    );
    assert_eq!(only(417), [DoubtCode::NearDuplicate]);
    for line in [414, 415, 416] {
        assert_eq!(only(line), [DoubtCode::ExactDuplicate], "{line}");
    }
    // The others lost a letter: 76 namesakes and 32 telephone numbers give rise to nothing.
    let lost = by_line
        .values()
        .filter(|codes| ***codes == [DoubtCode::LostLetters])
        .count();
    assert_eq!(lost, 25);
    assert_eq!(found.doubtful, 8 + 25);
    assert_eq!(found.without_doubt, 416 - 33);
    let near = found.doubts.iter().find(|row| row.row.line == 417).unwrap();
    assert_eq!(near.doubts[0].line, Some(10));

    let letters: Vec<_> = found
        .letters
        .iter()
        .map(|lost| (lost.word.as_str(), lost.rows, lost.proposal.as_deref()))
        .collect();
    assert_eq!(
        letters,
        [("Y?lmaz", 20, Some("Yılmaz")), ("Ça?la", 6, Some("Çağla"))]
    );
    let words: Vec<_> = found
        .memberships
        .iter()
        .map(|word| (word.word.as_str(), word.rows, word.becomes))
        .collect();
    assert_eq!(
        words,
        [
            ("", 70, Some(MembershipKind::Passive)),
            ("actief", 97, Some(MembershipKind::Active)),
            ("oud-bestuurslid", 40, Some(MembershipKind::Passive)),
            ("passief", 165, Some(MembershipKind::Passive)),
            ("vriend", 44, Some(MembershipKind::Friend)),
        ]
    );
    assert!(found.columns.iter().all(|column| column.field.is_some()));
    let all = serde_json::to_string(&found).unwrap();
    assert!(!all.contains("692143877"), "the digits reach no preview");
    assert_eq!(members(&book), 0);
}

#[test]
fn rows_without_doubt_become_members_with_their_old_numbers() {
    let mut book = TestBook::new();
    let receipt = apply(&mut book, OLD_LIST, &plain(), &[]).unwrap();
    assert_eq!((receipt.taken, receipt.held, receipt.known), (383, 33, 0));
    assert_eq!(members(&book), 383);
    let bep = member(&book, 11);
    assert_eq!(bep.full_name, "Bep ter Braak");
    assert_eq!(
        bep.address.as_deref(),
        Some("Laan van Nieuw-Oost-Indië 162a")
    );
    assert_eq!(bep.fields.birth_year, None);
    assert_eq!(bep.periods[0].from_day.to_string(), "2010-02-04");
    let anja = member(&book, 72);
    assert_eq!(anja.sorted_name, "Vries, Anja de");
    assert!(anja.fields.salutation.is_some());
    let kees = member(&book, 4);
    assert_eq!(kees.fields.note.as_deref(), Some("Soort: oud-bestuurslid"));
    assert_eq!(kees.membership, Some(MembershipKind::Passive));
    assert_eq!(member(&book, 60).fields.email, None); // "geen"
    assert_eq!(book.does(person("Riet", "", "Nieuw")).unwrap().number, 413);
}

#[test]
fn the_same_list_again_adds_nothing() {
    let mut book = TestBook::new();
    apply(&mut book, OLD_LIST, &plain(), &[]).unwrap();
    let again = preview(&book, OLD_LIST, &plain()).unwrap();
    assert_eq!((again.without_doubt, again.doubtful), (0, 0));
    assert_eq!((again.known, again.held_before), (383, 33));
    let receipt = apply(&mut book, OLD_LIST, &plain(), &[]).unwrap();
    assert_eq!(
        (
            receipt.import_id,
            receipt.taken,
            receipt.held,
            receipt.held_before,
            receipt.known
        ),
        (None, 0, 0, 33, 383)
    );
    assert_eq!(members(&book), 383);
    // A list with the columns in another order is another list, but the people are known.
    let other = "Naam;Nr\nJan Bos;1\nJan Bos;2\n";
    assert_eq!(
        apply(&mut book, other.as_bytes(), &plain(), &[])
            .unwrap()
            .taken,
        0
    );
}

#[test]
fn lost_letters_put_back_once_free_all_their_rows() {
    let mut book = TestBook::new();
    let letters = [("Y?lmaz", "Yılmaz"), ("Ça?la", "Çağla")];
    let mapping = MembersMapping {
        letters: letters
            .map(|(lost, right)| (lost.into(), right.into()))
            .into(),
        memberships: [("oud-bestuurslid".into(), MembershipKind::Friend)].into(),
        ..plain()
    };
    let receipt = apply(&mut book, OLD_LIST, &mapping, &[]).unwrap();
    assert_eq!((receipt.taken, receipt.held), (416 - 8, 8));
    assert_eq!(member(&book, 19).full_name, "René Yılmaz");
    assert_eq!(member(&book, 4).membership, Some(MembershipKind::Friend));
}

#[test]
fn columns_are_recognised_or_asked_about() {
    let (_, found) = newcomers(
        "Lidnr.;Voorletters;Roepnaam;Tussenvoegsel;Achternaam;Straat;Huisnr;Toev.;PC;Woonplaats;\
         Tel.;Geboortedatum;Lid vanaf;BSN;Bijzonderheden\n\
         7;R.;Riet;van den;Berg;Dreef;12;bis;3811ab;Utrecht;030-1234567;1-3-1952;3-7-2014;\
         692143877;zingt\n",
    );
    let riet = &found[0];
    assert_eq!(riet.full_name, "Riet van den Berg");
    assert_eq!(riet.address.as_deref(), Some("Dreef 12 bis"));
    assert_eq!(riet.fields.postcode.as_deref(), Some("3811 AB"));
    assert_eq!((riet.number, riet.fields.birth_year), (7, Some(1952)));
    assert_eq!(riet.fields.note.as_deref(), Some("zingt"));

    let mut book = TestBook::new();
    let unknown = b"Naam;Telefon;Hobby\nJan Bos;06 12345678;zingen\n";
    let found = preview(&book, unknown, &plain()).unwrap();
    assert_eq!(
        found.columns[1].proposal.map(|field| field.name()),
        Some("phone")
    );
    assert_eq!(found.columns[2].proposal, None);
    assert_eq!(
        code(&apply(&mut book, unknown, &plain(), &[])),
        Some(Code::ColumnUnknown)
    );
    let mapping = |text: &str| serde_json::from_str::<MembersMapping>(text).unwrap();
    let said = mapping(r#"{"columns": {"Telefon": "phone", "hobby": "note"}}"#);
    apply(&mut book, unknown, &said, &[]).unwrap();
    assert_eq!(member(&book, 1).fields.note.as_deref(), Some("zingen"));

    for (list, said, refused) in [
        (
            "Naam;b\nJan;1\n",
            r#"{"columns": {"c": null}}"#,
            Code::ColumnMissing,
        ),
        (
            "a;b\nJan;1\n",
            r#"{"columns": {"a": "name", "b": "name"}}"#,
            Code::FieldTwice,
        ),
        ("Naam;b\nJan\n", "{}", Code::RowsUneven),
    ] {
        assert_eq!(
            code(&preview(&book, list.as_bytes(), &mapping(said))),
            Some(refused),
            "{list}"
        );
    }
    assert!(serde_json::from_str::<MembersMapping>(r#"{"colums": {}}"#).is_err());

    // Which column has the names can only be said by somebody who sees them all.
    let nameless = b"Lid / naam;Straat\nJan Bos;Dreef 1\n";
    let seen = preview(&book, nameless, &plain()).unwrap();
    assert_eq!((seen.columns.len(), seen.without_doubt), (2, 0));
    let said = mapping(r#"{"columns": {"Lid / naam": null}}"#);
    for mapping in [plain(), said] {
        let refused = apply(&mut book, nameless, &mapping, &[]);
        assert_eq!(code(&refused), Some(Code::NameColumnMissing));
    }
    let said = mapping(r#"{"columns": {"Lid / naam": "name"}}"#);
    assert_eq!(apply(&mut book, nameless, &said, &[]).unwrap().taken, 1);
}

#[test]
fn households_organisations_and_former_members_are_seen() {
    let (_, found) = newcomers(
        "Naam;Organisatie;Lid sinds;Lid tot\nFam. Aker;;2010;\n;Bakker Brood;2010;\nJan en Anja Cor;;;\n\
         Kees Dam;;1-1-2010;1-1-2020\n",
    );
    let kinds: Vec<_> = found
        .iter()
        .map(|member| (member.kind, member.sorted_name.as_str()))
        .collect();
    assert_eq!(
        kinds,
        [
            (MemberKind::Organisation, "Bakker Brood"),
            (MemberKind::Person, "Dam, Kees"),
            (MemberKind::Household, "Fam. Aker"),
            (MemberKind::Household, "Jan en Anja Cor"),
        ]
    );
    assert_eq!(found[1].membership, None);
    assert_eq!(found[3].periods[0].from_day.to_string(), crate::book::TODAY);
}

#[test]
fn what_cannot_be_kept_is_doubtful_and_says_why() {
    let book = TestBook::new();
    for (cell, doubt) in [
        ("1;Jan Bos;;;;1-2-26;", Some(DoubtCode::ImpossibleDay)),
        ("1;Jan Bos;;;;;1875", Some(DoubtCode::ImpossibleBirthYear)),
        ("1;Jan Bos;;;;;O5", Some(DoubtCode::ImpossibleBirthYear)),
        ("1;Jan Bos;;;;;1-1-1952", None),
        ("x1;Jan Bos;;;;;", Some(DoubtCode::UnreadableNumber)),
        ("0612345678;Jan Bos;;;;;", Some(DoubtCode::UnreadableNumber)),
        ("1000000;Jan Bos;;;;;", Some(DoubtCode::UnreadableNumber)),
        ("999999;Jan Bos;;;;;", None),
        ("1;;06 12345678;;;;", Some(DoubtCode::MissingName)),
        ("1;Jan Bos;bel maar;;;;", Some(DoubtCode::UnreadablePhone)),
        ("1;Jan Bos;692143877;;;;", None), // A telephone number may pass the test.
        ("1;Jan Bos;;geen;;;", None),
        (
            "1;Jan Bos;;jan bij voorbeeld;;;",
            Some(DoubtCode::UnreadableEmail),
        ),
        ("1;Jan Bos;;;donateur;;", Some(DoubtCode::UnknownMembership)),
        (
            "1;Jan 692143877 Bos;;;;;",
            Some(DoubtCode::CitizenServiceNumber),
        ),
        ("1;@SUM(A1);;;;;", Some(DoubtCode::Formula)),
        ("1;Jan\u{202E}Bos;;;;;", Some(DoubtCode::ForbiddenSign)),
        ("1;RenÃ© Bos;;;;;", Some(DoubtCode::LostLetters)),
        ("1;\"'); DROP TABLE member--\";;;;;", None),
        ("1;<img src=x>;;;;;", None),
    ] {
        let list = format!("Nr;Naam;Telefoon;E-mail;Soort;Lid sinds;Geb.jaar\n{cell}\n");
        let found = preview(&book, list.as_bytes(), &plain()).unwrap();
        let codes: Vec<_> = doubts(&found).into_values().flatten().collect();
        assert_eq!(codes.first().copied(), doubt, "{cell}");
        assert!(codes.len() <= 1, "{cell}: {codes:?}");
    }
}

#[test]
fn digits_of_a_citizen_service_number_are_kept_from_whatever_column() {
    for cell in [
        "692143877;Jan Bos;;;;;",
        "1;Jan Bos;;;bsn 692143877;;",
        "1;Jan Bos;;;;692143877;",
        "1;Jan Bos;;;;;692143877",
    ] {
        let mut book = TestBook::new();
        let list = format!("Nr;Naam;Telefoon;E-mail;Soort;Lid sinds;Geb.jaar\n{cell}\n");
        let found = preview(&book, list.as_bytes(), &plain()).unwrap();
        let codes: Vec<_> = doubts(&found).into_values().flatten().collect();
        assert!(codes.contains(&DoubtCode::CitizenServiceNumber), "{cell}");
        let told = serde_json::to_string(&found).unwrap();
        assert!(!told.contains("692143877"), "{told}");
        apply(&mut book, list.as_bytes(), &plain(), &[]).unwrap();
        let held = book.asks(ListHeld::default()).unwrap();
        let told = serde_json::to_string(&held).unwrap();
        assert!(
            told.contains("Jan") && !told.contains("692143877"),
            "{told}"
        );
    }
}

#[test]
fn people_of_the_book_are_known_again() {
    let mut book = TestBook::new();
    let mut kees = person("Kees", "", "Smit");
    kees.fields.phone = Some("06 38015710".into());
    let known = book.does(kees).unwrap();
    let list = "Nr;Naam;Telefoon\n1;Jan Bos;\n2;KEES SMIT;+31638015710\n3;Kees Smit;\n";
    let found = preview(&book, list.as_bytes(), &plain()).unwrap();
    assert_eq!(
        doubts(&found),
        BTreeMap::from([
            (2, vec![DoubtCode::NumberTaken]),
            (3, vec![DoubtCode::NearDuplicate]),
        ])
    );
    assert_eq!(found.doubts[1].doubts[0].member_id, Some(known.member_id));
    assert_eq!(found.doubts[1].doubts[0].number, Some(1));
}

#[test]
fn a_row_without_number_never_takes_one_that_another_row_has() {
    let mut book = TestBook::new();
    let list = "Nr;Naam\n;Jan Bos\n1;Kees Smit\n;Riet Poel\n2;Anja Kok\n";
    let receipt = apply(&mut book, list.as_bytes(), &plain(), &[]).unwrap();
    assert_eq!(receipt.taken, 4);
    assert_eq!(member(&book, 1).full_name, "Kees Smit");
    assert_eq!(member(&book, 3).full_name, "Jan Bos");
    assert_eq!(member(&book, 4).full_name, "Riet Poel");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_list_is_taken_whole_or_not_at_all(
        rows in prop::collection::vec(
            ("[0-9a]{0,3}", "[A-Za-zé?=' ,.]{0,20}", "[A-Z1a-z0-9 -]{0,16}", "[0-9-]{0,10}",
             "[a-z ;\"0-9]{0,24}"),
            1..12,
        ),
        broken in any::<bool>(),
    ) {
        let mut text = String::from("Nr;Naam;Adres;Lid sinds;Opmerking\n");
        for (number, name, address, since, note) in &rows {
            let note = if broken { note.clone() } else { format!("\"{}\"", note.replace('"', "\"\"")) };
            text += &format!("{number};{name};{address};{since};{note}\n");
        }
        let mut book = TestBook::new();
        match apply(&mut book, text.as_bytes(), &plain(), &[]) {
            Ok(receipt) => {
                prop_assert_eq!(members(&book), receipt.taken);
                let again = apply(&mut book, text.as_bytes(), &plain(), &[]).unwrap();
                prop_assert_eq!((again.taken, again.held), (0, 0));
                prop_assert_eq!((again.known, again.held_before), (receipt.taken, receipt.held));
            }
            Err(error) => {
                prop_assert!(error.code().is_some(), "{error}");
                prop_assert_eq!(members(&book), 0);
            }
        }
    }

    #[test]
    fn any_bytes_under_a_good_header_are_taken_whole_or_not_at_all(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut list = b"Naam;Adres;Telefoon\n".to_vec();
        list.extend(bytes);
        let mut book = TestBook::new();
        let outcome = apply(&mut book, &list, &plain(), &[]);
        prop_assert_eq!(members(&book), outcome.map_or(0, |receipt| receipt.taken));
    }
}

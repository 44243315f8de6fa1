//! The centre: what it is called and who signs for it.

use wijkboek_core::{centre::*, kernel::Code};

use crate::book::{TestBook, code, day};

/// The centre that the tests of other rooms stand in.
pub fn jutter() -> CentreFields {
    let signatory = |name: &str, function: &str| Signatory {
        name: name.into(),
        function: Some(function.into()),
    };
    CentreFields {
        name: "De Nieuwe Jutter".into(),
        place: Some("Utrecht".into()),
        chamber_number: Some("30267741".into()),
        signatories: vec![
            signatory("Anja Bos", "voorzitter"),
            signatory("Joop de Wit", "secretaris"),
        ],
    }
}

fn change(version: u32, fields: CentreFields) -> ChangeCentre {
    ChangeCentre { version, fields }
}

#[test]
fn a_centre_is_kept_as_it_was_typed_or_told_what_is_wrong() {
    let mut book = TestBook::new();
    assert_eq!(code(&book.asks(GetCentre {})), Some(Code::NotFound));
    book.does(change(0, jutter())).unwrap();
    let centre = book.asks(GetCentre {}).unwrap();
    assert_eq!((centre.version, centre.fields), (1, jutter()));

    let mut check = |alter: fn(&mut CentreFields), expected: Option<Code>| {
        let version = book.asks(GetCentre {}).unwrap().version;
        let mut fields = jutter();
        alter(&mut fields);
        let done = book.does(change(version, fields));
        assert_eq!(code(&done), expected);
        book.asks(GetCentre {}).unwrap().fields
    };
    check(|fields| fields.name = "  ".into(), Some(Code::NameMissing));
    check(
        |fields| fields.name = "x".repeat(300),
        Some(Code::TextTooLong),
    );
    let spaced = check(
        |fields| fields.chamber_number = Some("0126 77.41".into()),
        None,
    );
    assert_eq!(spaced.chamber_number.as_deref(), Some("01267741"));
    for wrong in ["1234567", "123456789", "1234567a", "１２３４５６７８"] {
        let fields = CentreFields {
            chamber_number: Some(wrong.into()),
            ..jutter()
        };
        let done = book.does(change(2, fields));
        assert_eq!(code(&done), Some(Code::ChamberNumberUnreadable), "{wrong}");
    }
    let none = CentreFields {
        chamber_number: Some(" ".into()),
        signatories: Vec::new(),
        ..jutter()
    };
    book.does(change(2, none)).unwrap();
    assert_eq!(book.asks(GetCentre {}).unwrap().fields.chamber_number, None);
}

#[test]
fn three_sign_at_most_and_each_has_a_name() {
    let mut book = TestBook::new();
    let signing = |names: &[&str]| CentreFields {
        signatories: names
            .iter()
            .map(|name| Signatory {
                name: (*name).into(),
                function: None,
            })
            .collect(),
        ..jutter()
    };
    assert!(book.does(change(0, signing(&["A", "B", "C"]))).is_ok());
    let four = book.does(change(1, signing(&["A", "B", "C", "D"])));
    assert_eq!(code(&four), Some(Code::TooManySignatories));
    let nameless = book.does(change(1, signing(&["A", " "])));
    assert_eq!(code(&nameless), Some(Code::NameMissing));
    let Some(wijkboek_core::kernel::Error::Refused(refusal)) = nameless.err() else {
        panic!("not a refusal")
    };
    assert_eq!(refusal.details["field"], "signatories.1.name");
}

#[test]
fn a_change_of_the_centre_is_taken_back_and_a_stale_form_refused() {
    let mut book = TestBook::new();
    let first = book.does(change(0, jutter())).unwrap();
    let moved = CentreFields {
        place: Some("Zeist".into()),
        ..jutter()
    };
    let second = book.does(change(1, moved.clone())).unwrap();
    assert_eq!(
        code(&book.does(change(1, moved))),
        Some(Code::ChangedMeanwhile)
    );
    let early = book.undoes::<ChangeCentre>(first);
    assert_eq!(code(&early), Some(Code::UndoneTooLate));
    book.undoes::<ChangeCentre>(second).unwrap();
    let centre = book.asks(GetCentre {}).unwrap();
    assert_eq!((centre.version, centre.fields), (3, jutter()));
}

#[test]
fn what_is_said_of_the_computer_is_kept_with_its_day_and_taken_back() {
    let mut book = TestBook::new();
    assert_eq!(book.asks(GetComputer {}).unwrap(), None);
    let said = |disk, account| Computer { disk, account };
    let bad = said(DiskProtection::Readable, ComputerAccount::Shared);
    let good = said(DiskProtection::Encrypted, ComputerAccount::Own);
    let tell = |version, computer| TellComputer { version, computer };
    let first = book.does(tell(0, bad)).unwrap();
    book.on("2026-12-01");
    let stale = book.does(tell(0, good));
    assert_eq!(code(&stale), Some(Code::ChangedMeanwhile));
    let second = book.does(tell(1, good)).unwrap();
    let known = |book: &TestBook| {
        let known = book.asks(GetComputer {}).unwrap().unwrap();
        (known.version, known.said_on, known.computer)
    };
    assert_eq!(known(&book), (2, day("2026-12-01"), good));
    let early = book.undoes::<TellComputer>(first.clone());
    assert_eq!(code(&early), Some(Code::UndoneTooLate));
    book.undoes::<TellComputer>(second).unwrap();
    assert_eq!(known(&book), (3, day("2026-11-23"), bad)); // As it was said on its day.
}

#[test]
fn the_first_that_was_said_of_the_computer_is_taken_back_to_not_known() {
    let mut book = TestBook::new();
    let computer = Computer {
        disk: DiskProtection::Encrypted,
        account: ComputerAccount::Own,
    };
    let first = book
        .does(TellComputer {
            version: 0,
            computer,
        })
        .unwrap();
    book.undoes::<TellComputer>(first).unwrap();
    let known = book.asks(GetComputer {}).unwrap().unwrap().computer;
    assert_eq!(known.disk, DiskProtection::Unknown);
    assert_eq!(known.account, ComputerAccount::Unknown);
}

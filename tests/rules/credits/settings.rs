//! The scheme and the themes.

use wijkboek_core::{
    credits::*,
    kernel::{Code, Quarter},
};

use super::Neighbourhood;
use crate::book::{TestBook, code};

fn zuiderling(version: u32) -> ChangeScheme {
    ChangeScheme {
        version,
        singular: "zuiderling".into(),
        plural: "zuiderlingen".into(),
        unit_minutes: 30,
    }
}

#[test]
fn the_scheme_is_an_hour_until_somebody_changes_it() {
    let mut book = TestBook::new();
    let first = book.asks(GetScheme {}).unwrap();
    assert_eq!((first.plural.as_str(), first.unit_minutes), ("makkies", 60));
    let receipt = book.does(zuiderling(0)).unwrap();
    assert_eq!(
        code(&book.does(zuiderling(0))),
        Some(Code::ChangedMeanwhile)
    );
    assert_eq!(book.asks(GetScheme {}).unwrap().unit_minutes, 30);
    for unit_minutes in [0, -60, 1441] {
        let wrong = ChangeScheme {
            unit_minutes,
            ..zuiderling(1)
        };
        assert_eq!(code(&book.does(wrong)), Some(Code::NumberOutOfRange));
    }
    let nameless = ChangeScheme {
        plural: " ".into(),
        ..zuiderling(1)
    };
    assert_eq!(code(&book.does(nameless)), Some(Code::NameMissing));
    book.undoes::<ChangeScheme>(receipt.clone()).unwrap();
    let back = book.asks(GetScheme {}).unwrap();
    assert_eq!((back.version, back.singular.as_str()), (2, "makkie"));
    let late = book.undoes::<ChangeScheme>(receipt);
    assert_eq!(code(&late), Some(Code::UndoneTooLate));
}

fn new_theme(name: &str) -> HourThemeFields {
    HourThemeFields {
        theme_id: None,
        name: name.into(),
    }
}

#[test]
fn themes_are_few_differ_by_name_and_retire_without_being_forgotten() {
    let mut book = Neighbourhood::new();
    let change = |version, themes: Vec<HourThemeFields>| ChangeThemes { version, themes };
    let many = (0..9)
        .map(|place| new_theme(&format!("thema {place}")))
        .collect();
    assert_eq!(
        code(&book.test.does(change(0, many))),
        Some(Code::TooManyThemes)
    );
    let twice = vec![new_theme("Groen"), new_theme("gróén ")];
    assert_eq!(
        code(&book.test.does(change(0, twice))),
        Some(Code::ThemeNameTaken)
    );
    let nameless = vec![new_theme(" ")];
    assert_eq!(
        code(&book.test.does(change(0, nameless))),
        Some(Code::NameMissing)
    );
    let eight = (0..8)
        .map(|place| new_theme(&format!("thema {place}")))
        .collect();
    assert!(book.test.does(change(0, eight)).is_ok());

    let green = book.test.does(change(1, vec![new_theme("Groen")])).unwrap();
    let theme_id = book.test.asks(ListThemes {}).unwrap().themes[0].theme_id;
    let anna = book.anna;
    let earn = EarnCredits {
        theme_id: Some(theme_id),
        ..book.earn(anna, 60)
    };
    book.test.does(earn.clone()).unwrap();
    let renamed = HourThemeFields {
        theme_id: Some(theme_id),
        name: "Groen en tuin".into(),
    };
    let changed = book.test.does(change(2, vec![renamed])).unwrap();
    let stale = book.test.undoes::<ChangeThemes>(green);
    assert_eq!(code(&stale), Some(Code::UndoneTooLate));
    book.test.undoes::<ChangeThemes>(changed).unwrap();
    assert_eq!(
        book.test.asks(ListThemes {}).unwrap().themes[0].name,
        "Groen"
    );

    book.test.does(change(4, Vec::new())).unwrap();
    assert_eq!(code(&book.test.does(earn)), Some(Code::ThemeIsRetired));
    let themes = book.test.asks(ListThemes {}).unwrap();
    assert!(themes.themes.is_empty());
    assert!(themes.retired.iter().any(|theme| theme.name == "Groen"));
    let row = book
        .test
        .asks(ListTransfers::default())
        .unwrap()
        .rows
        .remove(0);
    assert_eq!(row.theme.as_deref(), Some("Groen"));
}

#[test]
fn hours_of_a_quarter_stand_under_their_theme_less_what_was_taken_back() {
    let mut book = Neighbourhood::new();
    let (anna, bram) = (book.anna, book.bram);
    let themes = vec![new_theme("Groen"), new_theme("Samen eten")];
    book.test.does(ChangeThemes { version: 0, themes }).unwrap();
    let green = book.test.asks(ListThemes {}).unwrap().themes[0].theme_id;
    let earn = |book: &Neighbourhood, member, minutes| EarnCredits {
        theme_id: Some(green),
        ..book.earn(member, minutes)
    };
    book.test.on("2026-09-30");
    let before = earn(&book, anna, 600);
    book.test.does(before).unwrap();
    book.test.on("2026-10-01");
    for (member, minutes) in [(anna, 60), (anna, 30), (bram, 45)] {
        let new = earn(&book, member, minutes);
        book.test.does(new).unwrap();
    }
    let mistake = earn(&book, bram, 500);
    let mistake = book.test.does(mistake).unwrap();
    book.test.undoes::<EarnCredits>(mistake).unwrap();
    book.earns(bram, 15);
    let hours = |quarter: &str| {
        let quarter: Quarter = quarter.parse().unwrap();
        let hours = book
            .test
            .book
            .read(|reader| hours_by_theme(reader, quarter))
            .unwrap();
        hours
            .into_iter()
            .map(|row| (row.theme, row.minutes))
            .collect::<Vec<_>>()
    };
    let green = || Some("Groen".to_owned());
    assert_eq!(hours("2026Q3"), [(green(), 600)]);
    assert_eq!(hours("2026Q4"), [(None, 15), (green(), 90), (green(), 45)]);
    assert_eq!(hours("2026Q2"), []);
}

//! Every paper, in both languages, through the public door: what stands on it, how many pages it
//! takes, and what is refused.

#[path = "../examples/gallery/samples.rs"]
mod samples;

use samples::HOSTILE;
use wijkboek_print::{
    CertificatePaper, Error, Language, Paper, RecoveryPaper, Result, Signatory, account_statement,
    certificate, certificate_register, dossier, recovery_sheet,
};

const LANGUAGES: [Language; 2] = [Language::Nl, Language::En];

type Printer = fn(Language) -> Result<Paper>;

const ALL: [Printer; 5] = [
    |language| certificate(&samples::certificate(), language),
    |language| recovery_sheet(&samples::recovery(), language),
    |language| certificate_register(&samples::register(9), language),
    |language| account_statement(&samples::statement(9), language),
    |language| dossier(&samples::dossier(2), language),
];

/// Without white space and marks of layout: a line may break anywhere.
fn squeezed(text: &str) -> String {
    let mark = |letter: char| letter.is_whitespace() || ('\u{200b}'..'\u{2070}').contains(&letter);
    text.chars().filter(|letter| !mark(*letter)).collect()
}

fn assert_says(paper: &Paper, expected: &[&str]) {
    let text = squeezed(&paper.text());
    for words in expected {
        assert!(
            text.contains(&squeezed(words)),
            "{words:?} is missing from:\n{}",
            paper.text()
        );
    }
}

fn in_dutch(paper: &CertificatePaper) -> Result<Paper> {
    certificate(paper, Language::Nl)
}

#[test]
fn every_paper_is_printed_in_both_languages_and_typst_has_no_remarks() {
    for (number, print) in ALL.iter().enumerate() {
        let [dutch, english] = LANGUAGES.map(|language| print(language).unwrap());
        for paper in [&dutch, &english] {
            assert!(paper.pdf.starts_with(b"%PDF-1.7"), "{number}");
            assert_eq!(paper.pages, 1, "{number}");
            assert_eq!(paper.remarks(), [""; 0], "{number}");
            assert!(!paper.text().contains("{{"), "{number}");
        }
        assert_ne!(dutch.text(), english.text(), "{number}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes_and_other_data_does_not() {
    for (number, print) in ALL.iter().enumerate() {
        let [first, second] = [0; 2].map(|_| print(Language::Nl).unwrap());
        assert!(first.pdf == second.pdf, "{number}");
        assert!(first.pdf != print(Language::En).unwrap().pdf, "{number}");
    }
}

#[test]
fn a_certificate_says_whose_it_is_and_that_it_gives_no_rights() {
    let [dutch, english] =
        LANGUAGES.map(|language| certificate(&samples::certificate(), language).unwrap());
    assert_says(
        &dutch,
        &[
            "Certificaat van steun",
            "Nr. 2026-0007",
            "Riet van den Berg",
        ],
    );
    assert_says(
        &dutch,
        &[
            "KvK 55 123 456",
            "Leeuwarden, 23 november 2026",
            "Anja Bos voorzitter",
        ],
    );
    assert_says(
        &dutch,
        &["geen recht op winst, op stemmen of vergaderen, op terugbetaling"],
    );
    assert_says(&dutch, &["Łukasz Kowalski penningmeester", "in tweevoud"]);
    assert_says(
        &english,
        &["presented to", "No. 2026-0007", "23 November 2026"],
    );
    // What the centre wrote itself stays in the centre's language.
    assert_says(&english, &["Certificaat van steun", "geen recht op winst"]);
    let small = in_dutch(&samples::small_certificate()).unwrap();
    assert!(!small.text().contains("KvK") && !small.text().contains(", 23"));
    assert!(!small.text().contains("volgens"));
    let long = in_dutch(&samples::long_certificate()).unwrap();
    assert_says(
        &long,
        &["Uitgegeven volgens artikel 12 lid 3 van de statuten"],
    );
}

#[test]
fn a_long_certificate_still_fits_on_its_page_and_a_longer_one_is_refused() {
    let long = samples::long_certificate();
    let paper = in_dutch(&long).unwrap();
    assert_eq!(paper.pages, 1);
    assert_says(
        &paper,
        &["weduwe Öztürk", "Jacqueline dos Santos-Verhoeven"],
    );
    let longer = CertificatePaper {
        text: [long.text.as_str(); 3].join("\n\n"),
        ..long
    };
    for language in LANGUAGES {
        let refusal = certificate(&longer, language).unwrap_err();
        assert!(
            matches!(refusal, Error::CertificateTextTooLong),
            "{refusal:?}"
        );
    }
}

#[test]
fn one_to_six_people_can_sign_and_nobody_need_to() {
    let sign = |number| Signatory {
        name: format!("Naam {number}"),
        function: "bestuur".into(),
    };
    for signatories in 0..=6 {
        let signatories = (1..=signatories).map(sign).collect();
        let paper = in_dutch(&CertificatePaper {
            signatories,
            ..samples::certificate()
        })
        .unwrap();
        assert_eq!(paper.pages, 1);
    }
}

#[test]
fn what_looks_like_a_command_is_printed_and_not_obeyed() {
    let paper = in_dutch(&samples::hostile_certificate()).unwrap();
    assert_says(&paper, &HOSTILE);
    assert_says(
        &paper,
        &[
            "KvK #pagebreak()",
            "Nr. *2026*",
            "{{number}} {{centre}}, 23 november",
        ],
    );
    for name in HOSTILE {
        let mut recovery = samples::recovery();
        (recovery.centre, recovery.book) = (name.into(), name.into());
        assert_says(&recovery_sheet(&recovery, Language::Nl).unwrap(), &[name]);
        let mut register = samples::register(1);
        (register.centre, register.rows[0].holder) = (name.into(), name.into());
        assert_says(
            &certificate_register(&register, Language::Nl).unwrap(),
            &[name],
        );
        let mut statement = samples::statement(1);
        (statement.holder, statement.scheme) = (name.into(), name.into());
        statement.lines[0].description = name.into();
        statement.lines[0].balance = name.into();
        assert_says(
            &account_statement(&statement, Language::Nl).unwrap(),
            &[name],
        );
    }
}

#[test]
fn a_name_from_right_to_left_or_with_marks_that_turn_text_leaves_the_rest_alone() {
    let plain = in_dutch(&samples::certificate()).unwrap();
    let mut turned = samples::certificate();
    turned.holder = format!("\u{202e}{}\u{2067}\u{0}", turned.holder);
    assert_eq!(in_dutch(&turned).unwrap().text(), plain.text());
    let hebrew = CertificatePaper {
        centre: "שרה כהן".into(),
        holder: "فاطمة".into(),
        place: Some("שרה".into()),
        ..samples::certificate()
    };
    let paper = in_dutch(&hebrew).unwrap();
    assert_says(
        &paper,
        &["als teken van steun aan", "23 november 2026", "שרה"],
    );
}

#[test]
fn a_letter_that_no_font_on_board_can_draw_is_named_and_never_becomes_a_square() {
    for (holder, named) in [("Chen 陈伟", "陈"), ("Nel 🏡", "🏡")] {
        let paper = CertificatePaper {
            holder: holder.into(),
            ..samples::certificate()
        };
        match in_dutch(&paper) {
            Err(Error::LetterNotDrawable { letter }) => assert!(letter.starts_with(named)),
            other => panic!("{holder}: {other:?}"),
        }
    }
    for holder in [
        "René Yılmaz",
        "Łukasz Ćosić",
        "Nguyễn Thị Ánh",
        "Ελένη",
        "Світлана",
    ] {
        let paper = CertificatePaper {
            holder: holder.into(),
            ..samples::certificate()
        };
        assert_says(&in_dutch(&paper).unwrap(), &[holder]);
    }
}

#[test]
fn very_long_words_stay_on_the_page() {
    let word = "Wolkenkrabber".repeat(9);
    let signatory = Signatory {
        name: word.clone(),
        function: word.clone(),
    };
    let paper = CertificatePaper {
        centre: word.clone(),
        holder: word.clone(),
        text: word.clone(),
        place: Some("IJ".into()),
        signatories: vec![signatory],
        ..samples::certificate()
    };
    assert_says(&in_dutch(&paper).unwrap(), &[&word]);
}

#[test]
fn the_recovery_sheet_shows_every_group_and_stays_one_page() {
    let groups = [
        "7F3A", "91C0", "4E22", "K8WM", "0D5T", "XQ6R", "2B9H", "PZ14",
    ];
    for language in LANGUAGES {
        assert_says(
            &recovery_sheet(&samples::recovery(), language).unwrap(),
            &groups,
        );
    }
    let undivided = RecoveryPaper {
        code: groups.concat(),
        ..samples::recovery()
    };
    assert_says(&recovery_sheet(&undivided, Language::Nl).unwrap(), &groups);
    let endless = RecoveryPaper {
        code: "AAAA-".repeat(200),
        ..samples::recovery()
    };
    let refusal = recovery_sheet(&endless, Language::Nl).unwrap_err();
    assert!(
        matches!(refusal, Error::NotOnOnePage { pages } if pages > 1),
        "{refusal:?}"
    );
}

#[test]
fn a_register_holds_no_one_or_two_thousand_certificates() {
    let print = |rows| certificate_register(&samples::register(rows), Language::Nl).unwrap();
    assert_says(
        &print(0),
        &["Op 30 september 2026 waren er geen certificaten."],
    );
    assert_says(
        &print(1),
        &[
            "1 certificaat, zoals het was op 30 september 2026",
            "2019-0001",
        ],
    );
    let paper = print(2000);
    let pages = paper.pages;
    assert!((40..100).contains(&pages), "{pages}");
    assert_says(&paper, &["2000 certificaten", "2019-0001", "2025-0200"]);
    assert_says(
        &paper,
        &[
            &format!("blad 2 van {pages}"),
            &format!("blad {pages} van {pages}"),
        ],
    );
    // On every page the heads of the columns, on every page but the first the running head.
    assert_eq!(paper.text().matches("Houder").count(), pages);
    assert_eq!(
        paper
            .text()
            .matches("Register van certificaten, zoals")
            .count(),
        pages - 1
    );
}

#[test]
fn a_statement_shows_what_came_and_went_and_is_read_from_page_to_page() {
    let print = |lines| account_statement(&samples::statement(lines), Language::Nl).unwrap();
    assert_says(&print(0), &["In deze periode is er niets geboekt."]);
    let paper = print(2);
    assert_says(
        &paper,
        &["Overzicht van Makkies", "Riet van den Berg", "lid 41"],
    );
    assert_says(
        &paper,
        &[
            "1 juli 2026 tot en met 30 september 2026",
            "Tegoed vooraf 12",
        ],
    );
    assert_says(
        &paper,
        &[
            "02-07-2026",
            "Ik kreeg",
            "Ik gaf",
            "Tegoed aan het eind 13,5",
        ],
    );
    assert_eq!(print(60).pages, 3);
    let english = account_statement(&samples::statement(2), Language::En).unwrap();
    assert_says(
        &english,
        &["Statement of Makkies", "1 July 2026", "02/07/2026"],
    );
}

#[test]
fn the_preview_is_a_picture_without_markup_of_its_own() {
    let preview = in_dutch(&samples::hostile_certificate())
        .unwrap()
        .preview_svg()
        .unwrap();
    assert!(preview.starts_with("<svg"), "{}", &preview[..40]);
    for markup in [
        "<script",
        "<text",
        "<foreignObject",
        "http://e",
        "href=\"http",
    ] {
        assert!(!preview.contains(markup), "{markup}");
    }
}

#[test]
fn a_paper_in_a_log_does_not_tell_what_stands_on_it() {
    let shown = format!(
        "{:?}",
        recovery_sheet(&samples::recovery(), Language::Nl).unwrap()
    );
    assert!(shown.starts_with("Paper { pages: 1, bytes: "), "{shown}");
    assert!(!shown.contains("7F3A"));
}

//! Certificates: issuing, signing, handing over, withdrawing, and the register on any day.

use wijkboek_core::{
    centre::ChangeCentre,
    certificates::*,
    kernel::{Code, Language, Result},
    members::{AdmitMember, MemberFields, MemberId, MemberKind, ReviseMember},
};

use super::{centre::jutter, members::person};
use crate::book::{TestBook, code, day};

/// A book with a centre and its words.
pub fn book() -> TestBook {
    let mut book = TestBook::new();
    furnish(&mut book);
    book
}

/// Gives a book its centre and words for certificates.
pub fn furnish(book: &mut TestBook) {
    let centre = ChangeCentre {
        version: 0,
        fields: jutter(),
    };
    book.does(centre).unwrap();
    book.does(words(0, "Certificaat van steun")).unwrap();
}

fn words(version: u32, title: &str) -> ChangeText {
    ChangeText {
        version,
        text: CertificateText {
            title: title.into(),
            ..default_text(Language::Nl)
        },
    }
}

pub fn admit(book: &mut TestBook, family: &str) -> MemberId {
    book.does(person("Riet", "", family)).unwrap().member_id
}

pub fn issue(
    book: &mut TestBook,
    member_id: MemberId,
    on: Option<&str>,
) -> Result<CertificateReceipt> {
    book.does(IssueCertificate {
        member_id,
        day: on.map(day),
    })
}

pub fn sign(
    book: &mut TestBook,
    certificate_id: CertificateId,
    on: Option<&str>,
) -> Result<CertificateReceipt> {
    book.does(SignCertificate {
        certificate_id,
        day: on.map(day),
    })
}

pub fn hand_over(
    book: &mut TestBook,
    certificate_id: CertificateId,
    on: Option<&str>,
) -> Result<CertificateReceipt> {
    book.does(HandOverCertificate {
        certificate_id,
        day: on.map(day),
    })
}

pub fn withdraw(
    book: &mut TestBook,
    certificate_id: CertificateId,
    on: Option<&str>,
) -> Result<CertificateReceipt> {
    book.does(WithdrawCertificate {
        certificate_id,
        day: on.map(day),
        reason: None,
    })
}

fn register(book: &TestBook, on: &str) -> Vec<(String, CertificateState)> {
    let question = ListCertificates {
        on: Some(day(on)),
        ..ListCertificates::default()
    };
    let rows = book.asks(question).unwrap().rows;
    rows.into_iter()
        .map(|row| (row.number, row.state))
        .collect()
}

fn found(book: &TestBook, text: &str) -> Vec<String> {
    let question = ListCertificates {
        text: Some(text.into()),
        ..ListCertificates::default()
    };
    let list = book.asks(question).unwrap();
    assert_eq!(list.found as usize, list.rows.len());
    list.rows.into_iter().map(|row| row.number).collect()
}

#[test]
fn a_number_is_given_in_its_year_and_never_again() {
    let mut book = book();
    let [riet, kees, fatma] = ["Berg", "Smit", "Yılmaz"].map(|name| admit(&mut book, name));
    let first = issue(&mut book, riet, Some("2025-12-30")).unwrap();
    assert_eq!(first.number, "2025-0001");
    let mistaken = issue(&mut book, kees, None).unwrap();
    assert_eq!(mistaken.number, "2026-0001");
    book.undoes::<IssueCertificate>(mistaken.clone()).unwrap();
    let gone = GetCertificate {
        certificate_id: mistaken.certificate_id,
    };
    assert_eq!(code(&book.asks(gone)), Some(Code::NotFound));
    assert_eq!(issue(&mut book, kees, None).unwrap().number, "2026-0002");
    let late = issue(&mut book, fatma, Some("2025-12-31")).unwrap();
    assert_eq!(late.number, "2025-0002");
}

#[test]
fn a_household_and_an_organisation_hold_a_certificate_too() {
    let mut book = book();
    for kind in [MemberKind::Household, MemberKind::Organisation] {
        let new = AdmitMember {
            kind,
            fields: MemberFields {
                name: Some("Bakkerij Smit".into()),
                ..MemberFields::default()
            },
            ..person("", "", "")
        };
        let member_id = book.does(new).unwrap().member_id;
        let certificate_id = issue(&mut book, member_id, None).unwrap().certificate_id;
        let row = book.asks(GetCertificate { certificate_id }).unwrap().row;
        assert_eq!(
            (row.full_name.as_str(), row.member_kind),
            ("Bakkerij Smit", kind)
        );
    }
}

#[test]
fn steps_follow_each_other_or_say_why_not() {
    let mut book = book();
    let riet = admit(&mut book, "Berg");
    let id = issue(&mut book, riet, Some("2026-11-01"))
        .unwrap()
        .certificate_id;
    let check = |done: Result<CertificateReceipt>, expected| assert_eq!(code(&done), expected);

    check(
        hand_over(&mut book, id, None),
        Some(Code::CertificateNotSigned),
    );
    check(
        sign(&mut book, id, Some("2026-10-31")),
        Some(Code::DayBeforeFormerStep),
    );
    check(
        sign(&mut book, id, Some("2026-12-25")),
        Some(Code::DayTooFarAhead),
    );
    check(
        sign(&mut book, id, Some("1026-11-02")),
        Some(Code::DayOutOfRange),
    );
    check(sign(&mut book, id, Some("2026-11-01")), None);
    check(sign(&mut book, id, None), Some(Code::CertificateStepTaken));
    check(
        hand_over(&mut book, id, Some("2026-10-31")),
        Some(Code::DayBeforeFormerStep),
    );
    check(hand_over(&mut book, id, Some("2026-12-24")), None); // An evening that comes.
    check(
        withdraw(&mut book, id, Some("2026-12-23")),
        Some(Code::DayBeforeFormerStep),
    );
    check(withdraw(&mut book, id, Some("2026-12-24")), None);
    for again in [
        sign(&mut book, id, None),
        hand_over(&mut book, id, None),
        withdraw(&mut book, id, None),
    ] {
        check(again, Some(Code::CertificateIsWithdrawn));
    }
    let nobody = issue(&mut book, MemberId(uuid::Uuid::nil()), None);
    check(nobody, Some(Code::NotFound));
    let nothing = sign(&mut book, CertificateId(uuid::Uuid::nil()), None);
    check(nothing, Some(Code::NotFound));
}

#[test]
fn a_member_holds_one_certificate_at_a_time() {
    let mut book = book();
    let riet = admit(&mut book, "Berg");
    let first = issue(&mut book, riet, Some("2026-03-01")).unwrap();
    let second = issue(&mut book, riet, None);
    let Err(wijkboek_core::kernel::Error::Refused(refusal)) = &second else {
        panic!("not refused")
    };
    assert_eq!(refusal.code, Code::MemberHasCertificate);
    assert_eq!(refusal.details["number"], "2026-0001");

    let gone = withdraw(&mut book, first.certificate_id, Some("2026-06-01")).unwrap();
    let overlapping = issue(&mut book, riet, Some("2026-05-31"));
    assert_eq!(code(&overlapping), Some(Code::MemberHasCertificate));
    issue(&mut book, riet, Some("2026-06-01")).unwrap();
    // With the second one in force, the first does not come back.
    let back = book.undoes::<WithdrawCertificate>(gone);
    assert_eq!(code(&back), Some(Code::UndoneTooLate));
}

#[test]
fn every_step_is_taken_back_while_it_is_the_last_one() {
    let mut book = book();
    let riet = admit(&mut book, "Berg");
    let issued = issue(&mut book, riet, None).unwrap();
    let id = issued.certificate_id;
    let state = |book: &TestBook| {
        let question = GetCertificate { certificate_id: id };
        book.asks(question).unwrap().row.state
    };
    let signed = sign(&mut book, id, None).unwrap();
    assert_eq!(
        code(&book.undoes::<IssueCertificate>(issued.clone())),
        Some(Code::UndoneTooLate)
    );
    let handed = hand_over(&mut book, id, None).unwrap();
    let withdrawn = book
        .does(WithdrawCertificate {
            certificate_id: id,
            day: None,
            reason: Some("verhuisd".into()),
        })
        .unwrap();
    let certificate = book.asks(GetCertificate { certificate_id: id }).unwrap();
    assert_eq!(certificate.steps[3].reason.as_deref(), Some("verhuisd"));

    book.undoes::<WithdrawCertificate>(withdrawn).unwrap();
    assert_eq!(state(&book), CertificateState::HandedOver);
    book.undoes::<HandOverCertificate>(handed).unwrap();
    assert_eq!(state(&book), CertificateState::Signed);
    book.undoes::<SignCertificate>(signed.clone()).unwrap();
    assert_eq!(state(&book), CertificateState::Issued);
    assert_eq!(
        code(&book.undoes::<SignCertificate>(signed)),
        Some(Code::UndoneTooLate)
    );
    sign(&mut book, id, None).unwrap();
    assert_eq!(state(&book), CertificateState::Signed);
}

#[test]
fn the_register_is_read_as_at_any_day() {
    use CertificateState::{HandedOver, Issued, Signed, Withdrawn};
    let mut book = book();
    let [riet, kees] = ["Berg", "Smit"].map(|name| admit(&mut book, name));
    let first = issue(&mut book, riet, Some("2026-01-10")).unwrap();
    sign(&mut book, first.certificate_id, Some("2026-01-15")).unwrap();
    hand_over(&mut book, first.certificate_id, Some("2026-02-01")).unwrap();
    withdraw(&mut book, first.certificate_id, Some("2026-09-30")).unwrap();
    issue(&mut book, kees, Some("2026-03-01")).unwrap();

    let one = |number: &str, state| (number.to_owned(), state);
    assert_eq!(register(&book, "2026-01-09"), []);
    assert_eq!(register(&book, "2026-01-10"), [one("2026-0001", Issued)]);
    assert_eq!(register(&book, "2026-01-31"), [one("2026-0001", Signed)]);
    assert_eq!(
        register(&book, "2026-03-01"),
        [one("2026-0002", Issued), one("2026-0001", HandedOver)]
    );
    assert_eq!(register(&book, "2026-09-30")[1].1, Withdrawn);

    let question = ListCertificates {
        on: Some(day("2026-03-01")),
        state: Some(HandedOver),
        ..ListCertificates::default()
    };
    let list = book.asks(question).unwrap();
    assert_eq!((list.total, list.found, list.states.issued), (2, 1, 1));
    assert_eq!(list.rows[0].handed_over_on, Some(day("2026-02-01")));
    assert_eq!(list.rows[0].withdrawn_on, None); // It had not come yet.
    let page = ListCertificates {
        offset: 1,
        limit: Some(1),
        ..ListCertificates::default()
    };
    let page = book.asks(page).unwrap();
    assert_eq!((page.found, page.rows.len()), (2, 1));
    assert_eq!(page.rows[0].number, "2026-0001");
}

#[test]
fn a_certificate_is_found_by_its_number_and_by_its_holder() {
    let mut book = book();
    for name in ["Berg", "Smit", "Yılmaz"] {
        let member_id = admit(&mut book, name);
        issue(&mut book, member_id, None).unwrap();
    }
    assert_eq!(found(&book, "yilm"), ["2026-0003"]);
    assert_eq!(found(&book, "0002"), ["2026-0002"]);
    assert_eq!(found(&book, "2026-0001"), ["2026-0001"]);
    assert_eq!(
        found(&book, " riet "),
        ["2026-0003", "2026-0002", "2026-0001"]
    );
    for nothing in ["zz", "%", "_", "\"", "*", "') OR 1=1 --"] {
        assert_eq!(found(&book, nothing), Vec::<String>::new(), "{nothing}");
    }
    let of = ListCertificates {
        member_id: Some(MemberId(uuid::Uuid::nil())),
        ..ListCertificates::default()
    };
    assert_eq!(code(&book.asks(of)), Some(Code::NotFound));
}

#[test]
fn a_paper_keeps_its_words_and_those_who_signed_it() {
    let mut book = book();
    let riet = admit(&mut book, "Berg");
    let id = issue(&mut book, riet, None).unwrap().certificate_id;
    book.does(words(1, "Vriend van de wijk")).unwrap();
    let mut centre = jutter();
    centre.signatories.truncate(1);
    let change = |version, fields| ChangeCentre { version, fields };
    book.does(change(1, centre)).unwrap();

    let paper = |book: &TestBook| book.book.read(|reader| sheet(reader, id)).unwrap();
    assert_eq!(paper(&book).text.title, "Certificaat van steun");
    assert_eq!(paper(&book).centre.signatories.len(), 1); // Nobody signed it yet.
    sign(&mut book, id, None).unwrap();
    book.does(change(2, jutter())).unwrap();
    assert_eq!(paper(&book).centre.signatories.len(), 1);
    assert_eq!(paper(&book).number.to_string(), "2026-0001");

    let mut fields = person("Riet", "van den", "Berg").fields;
    fields.family_name = Some("Vries".into());
    book.does(ReviseMember {
        member_id: riet,
        version: 1,
        fields,
    })
    .unwrap();
    assert_eq!(paper(&book).holder, "Riet van den Vries");
}

#[test]
fn the_words_are_whole_or_refused_by_name_and_a_change_is_taken_back() {
    let mut book = book();
    let mut check = |alter: fn(&mut CertificateText), expected: Option<Code>| {
        let version = book.asks(GetTexts {}).unwrap()[0].version;
        let mut text = default_text(Language::Nl);
        alter(&mut text);
        let done = book.does(ChangeText { version, text });
        assert_eq!(code(&done), expected);
    };
    check(|text| text.title = " ".into(), Some(Code::TextMissing));
    check(|text| text.body = "\n\n".into(), Some(Code::TextMissing));
    check(
        |text| text.disclaimer = String::new(),
        Some(Code::TextMissing),
    );
    check(|text| text.body = "a\n\nb\n\n\nc".into(), None);
    check(
        |text| text.body = "a\n\nb\n\nc\n\nd".into(),
        Some(Code::TooManyParagraphs),
    );
    check(
        |text| text.body = "BSN 692143877".into(),
        Some(Code::LooksLikeCitizenServiceNumber),
    );
    let texts = book.asks(GetTexts {}).unwrap();
    assert_eq!(texts[0].text.body, "a\n\nb\n\nc");

    assert_eq!(
        code(&book.does(words(1, "oud"))),
        Some(Code::ChangedMeanwhile)
    );
    let changed = book.does(words(2, "Vriend van de wijk")).unwrap();
    book.undoes::<ChangeText>(changed.clone()).unwrap();
    let texts = book.asks(GetTexts {}).unwrap();
    assert_eq!((texts[0].version, texts.len()), (4, 4));
    assert_eq!(texts[0].text, texts[2].text);
    assert_eq!(
        code(&book.undoes::<ChangeText>(changed)),
        Some(Code::UndoneTooLate)
    );
}

#[test]
fn the_register_cannot_be_rewritten_even_by_hand() {
    let mut book = book();
    let [riet, kees] = ["Berg", "Smit"].map(|name| admit(&mut book, name));
    let id = issue(&mut book, riet, Some("2026-11-01"))
        .unwrap()
        .certificate_id;
    sign(&mut book, id, Some("2026-11-02")).unwrap();
    let withdrawn = issue(&mut book, kees, Some("2026-11-01")).unwrap();
    withdraw(&mut book, withdrawn.certificate_id, Some("2026-11-05")).unwrap();
    issue(&mut book, kees, Some("2026-11-06")).unwrap();
    let (by_hand, _home) = book.by_hand();
    let step = "INSERT INTO certificate_step (certificate, step, day, recorded_at, centre) VALUES";
    for sql in [
        "UPDATE certificate SET number = 9".to_owned(),
        "DELETE FROM certificate".into(),
        "UPDATE certificate_step SET day = '2026-01-01'".into(),
        "DELETE FROM certificate_step".into(),
        "UPDATE certificate_text SET title = 'x'".into(),
        "DELETE FROM certificate_text".into(),
        "INSERT OR REPLACE INTO certificate_step (sequence, certificate, step, day, recorded_at)
         VALUES (1, 1, 'issued', '2020-01-01', 0)"
            .into(),
        "INSERT OR REPLACE INTO certificate (sequence, id, year, number, member, text)
         SELECT 1, id, 2026, 77, member, text FROM certificate WHERE sequence = 1"
            .into(),
        // A second issue, a second signature, a day before the former step, a step out of order.
        format!("{step} (1, 'issued', '2026-11-03', 0, NULL)"),
        format!("{step} (1, 'signed', '2026-11-03', 0, 1)"),
        format!("{step} (1, 'handed_over', '2026-11-01', 0, NULL)"),
        format!("{step} (3, 'handed_over', '2026-11-07', 0, NULL)"),
        format!("{step} (1, 'handed_over', '2026-11-31', 0, NULL)"),
        // Signed by nobody, withdrawn twice, and a step that a later one was built upon.
        format!("{step} (3, 'signed', '2026-11-07', 0, NULL)"),
        format!("{step} (2, 'withdrawn', '2026-11-07', 0, NULL)"),
        "INSERT INTO certificate_retraction (step, recorded_at) VALUES (1, 0)".into(),
        // Back in force beside another certificate of the same member.
        "INSERT INTO certificate_retraction (step, recorded_at) VALUES (4, 0)".into(),
        "INSERT INTO certificate_reason (step, reason) VALUES (1, 'x')".into(),
    ] {
        assert!(by_hand.execute(&sql, []).is_err(), "{sql}");
    }
    // What is allowed goes through, so the refusals above are not for want of a table.
    let allowed = format!("{step} (1, 'handed_over', '2026-11-02', 0, NULL)");
    by_hand.execute(&allowed, []).unwrap();
    let second = "INSERT INTO certificate (id, year, number, member, text)
                  VALUES (zeroblob(16), 2026, 99, 1, 1)";
    by_hand.execute(second, []).unwrap();
    let both = format!("{step} (4, 'issued', '2026-11-08', 0, NULL)");
    assert!(by_hand.execute(&both, []).is_err());
}

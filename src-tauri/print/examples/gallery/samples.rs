//! Papers to look at and to test with. Every person in them is invented.

// Small numbers of our own choosing.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use chrono::{Days, NaiveDate};
use wijkboek_print::{
    CertificatePaper, CertificateState, DossierPaper, DossierRecord, DossierSection, LabelledText,
    RecoveryPaper, RegisterPaper, RegisterRow, Signatory, StatementLine, StatementPaper,
};

/// Names that somebody may type in earnest or in mischief; all must be printed as they stand.
pub const HOSTILE: [&str; 6] = [
    "#read(\"/etc/passwd\")",
    "$ x^2 $ *vet* _schuin_",
    "= Kop [haak] <label> @verwijzing",
    "// weg /* ook */ \\ `code`",
    "{{number}} {{centre}}",
    "René Yılmaz-Łukasz",
];

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn signatory(name: &str, function: &str) -> Signatory {
    Signatory {
        name: name.into(),
        function: function.into(),
    }
}

/// A certificate as most are.
pub fn certificate() -> CertificatePaper {
    CertificatePaper {
        centre: "Bewonersbedrijf Heechterp-Schieringen".into(),
        trade_register_number: Some("55 123 456".into()),
        title: "Certificaat van steun".into(),
        number: "2026-0007".into(),
        holder: "Riet van den Berg".into(),
        text: "Met dit certificaat laat de houder zien: ik sta achter ons bewonersbedrijf. Samen \
               houden wij de wijk schoon, leefbaar en van onszelf.\n\nDank je wel dat je naast \
               ons staat."
            .into(),
        disclaimer: "Dit certificaat is gratis en is een blijk van steun. Het geeft geen recht op \
                     winst, op stemmen of vergaderen, op terugbetaling of op overdracht. Het \
                     geldt tot wederopzegging."
            .into(),
        article: None,
        place: Some("Leeuwarden".into()),
        issued_on: day(2026, 11, 23),
        signatories: vec![
            signatory("Anja Bos", "voorzitter"),
            signatory("Łukasz Kowalski", "penningmeester"),
        ],
    }
}

/// Long names, three paragraphs, three signatories.
pub fn long_certificate() -> CertificatePaper {
    CertificatePaper {
        centre: "Coöperatieve Wijkonderneming ’t Gemeenschappelijk Badhuis Burgemeester Van \
                 Tuyll U.A."
            .into(),
        holder: "Mevrouw prof. dr. Wilhelmina Petronella Elisabeth van den Heuvel-Yılmaz, \
                 weduwe Öztürk"
            .into(),
        article: Some("artikel 12 lid 3 van de statuten van 14 april 2011".into()),
        place: Some("’s-Gravenhage".into()),
        text:
            "Onze wijkonderneming is er voor en door bewoners van de wijk. Wij beheren samen het \
               badhuis aan de Burgemeester Van Tuyllstraat, koken er elke donderdag voor zestig \
               mensen, geven taalles en repareren wat nog goed is. Dat kan alleen omdat veel \
               buren ons steunen, ook buren die zelf niet elke week komen helpen.\n\nDe houder \
               van dit certificaat heeft verklaard achter het doel en het werk van de \
               wijkonderneming te staan. Die steun telt: bij gesprekken met de gemeente over het \
               gebouw, bij aanvragen voor subsidie en vooral bij de vraag of wij doen wat de wijk \
               nodig heeft. Stille steun is onderdeel van het fundament waar wij op \
               draaien.\n\nWij beloven de houder eens per jaar te vertellen wat er gedaan is, wat \
               het kostte en wat de plannen zijn. Iedereen die vragen of ideeën heeft, is welkom \
               aan de grote tafel, elke woensdag van tien tot twaalf. De koffie is klaar. Dank je \
               wel dat je een van de mensen bent die dit mogelijk maken."
                .into(),
        signatories: vec![
            signatory(
                "Johanna Maria van der Linden-Hoekstra",
                "voorzitter van het bestuur",
            ),
            signatory("Mohamed El Amrani", "penningmeester"),
            signatory(
                "Jacqueline dos Santos-Verhoeven",
                "secretaris en coördinator vrijwilligers",
            ),
        ],
        ..certificate()
    }
}

/// As little as can be.
pub fn small_certificate() -> CertificatePaper {
    CertificatePaper {
        centre: "De Buurvrouw".into(),
        trade_register_number: None,
        place: None,
        holder: "Bo Li".into(),
        text: "Dank je wel!".into(),
        signatories: vec![signatory("Nel Vos", "bestuur")],
        ..certificate()
    }
}

/// Every field holds something that looks like a command.
pub fn hostile_certificate() -> CertificatePaper {
    CertificatePaper {
        centre: HOSTILE[1].into(),
        title: HOSTILE[4].into(),
        disclaimer: HOSTILE[3].into(),
        article: Some(HOSTILE[2].into()),
        trade_register_number: Some("#pagebreak()".into()),
        number: "*2026*".into(),
        holder: HOSTILE[0].into(),
        text: HOSTILE.join("\n\n"),
        place: Some(HOSTILE[4].into()),
        signatories: vec![
            signatory(HOSTILE[2], HOSTILE[3]),
            signatory(HOSTILE[5], "שרה כהן"),
        ],
        ..certificate()
    }
}

/// A recovery sheet with a code of eight groups.
pub fn recovery() -> RecoveryPaper {
    RecoveryPaper {
        centre: "Bewonersbedrijf Heechterp-Schieringen".into(),
        book: "Heechterp".into(),
        made_on: day(2026, 11, 23),
        code: "7F3A-91C0-4E22-K8WM-0D5T-XQ6R-2B9H-PZ14".into(),
    }
}

const NAMES: [&str; 7] = [
    "Riet van den Berg",
    "Fatma Yılmaz",
    "Huishouden Berg–El Amrani",
    "Łukasz Kowalski",
    "Wilhelmina Petronella Elisabeth van den Heuvel-Öztürk",
    "0xBDB3Bc887C3b70586BC25D04d89eC802b897fC5F",
    "Naima Bergsma",
];

/// A register of `rows` certificates in all states.
pub fn register(rows: usize) -> RegisterPaper {
    let first = day(2019, 5, 5);
    let on = |index: usize, later: u64| Some(first + Days::new(index as u64 + later));
    let row = |index: usize| RegisterRow {
        number: format!("{}-{:04}", 2019 + index / 300, index % 300 + 1),
        holder: NAMES[index % NAMES.len()].into(),
        state: match index % 4 {
            0 => CertificateState::Issued,
            1 => CertificateState::Signed,
            2 => CertificateState::HandedOver,
            _ => CertificateState::Withdrawn,
        },
        issued_on: first + Days::new(index as u64),
        signed_on: on(index, 3).filter(|_| index % 4 >= 1),
        handed_over_on: on(index, 10).filter(|_| index % 4 >= 2),
        withdrawn_on: on(index, 400).filter(|_| index % 4 >= 3),
    };
    RegisterPaper {
        centre: "Bewonersbedrijf Heechterp-Schieringen".into(),
        on: day(2026, 9, 30),
        made_on: day(2026, 11, 23),
        ledger_head: format!("1204: {}", ["3f9a"; 16].join(" ")),
        audit_head: format!("8133: {}", ["07bc"; 16].join(" ")),
        rows: (0..rows).map(row).collect(),
    }
}

/// A statement of `lines` bookings.
pub fn statement(lines: usize) -> StatementPaper {
    const FOR: [&str; 4] = [
        "Samen eten, koken",
        "Kapper Yılmaz: knippen en föhnen, met thee en een praatje over het weer van gisteren",
        "Van 0xEDA5C9B75Fdb3B9bdAB987A704632280Cf93084F",
        "Teruggeboekt: repair café van 3 juli",
    ];
    // In half hours: two and a half hours come in, then one goes out.
    let balance = |lines: usize| 24 + lines.div_ceil(2) * 5 - lines / 2 * 2;
    let hours =
        |halves: usize| format!("{}{}", halves / 2, if halves % 2 == 1 { ",5" } else { "" });
    let line = |index: usize| StatementLine {
        on: day(2026, 7, 1) + Days::new(index as u64),
        description: FOR[index % FOR.len()].into(),
        received: index.is_multiple_of(2).then(|| "2,5".into()),
        given: (!index.is_multiple_of(2)).then(|| "1".into()),
        balance: hours(balance(index + 1)),
    };
    StatementPaper {
        centre: "Bewonersbedrijf Heechterp-Schieringen".into(),
        scheme: "Makkies".into(),
        holder: "Riet van den Berg".into(),
        account: Some("lid 41".into()),
        from: day(2026, 7, 1),
        until: day(2026, 9, 30),
        made_on: day(2026, 11, 23),
        opening_balance: hours(24),
        total_received: hours(lines.div_ceil(2) * 5),
        total_given: hours(lines / 2 * 2),
        closing_balance: hours(balance(lines)),
        lines: (0..lines).map(line).collect(),
    }
}

pub fn dossier(records: usize) -> DossierPaper {
    let labelled = |label: &str, text: &str| LabelledText {
        label: label.into(),
        text: text.into(),
    };
    let record = |index: usize| DossierRecord {
        fields: vec![
            labelled(
                "Dag",
                &(day(2026, 7, 1) + Days::new(index as u64)).to_string(),
            ),
            labelled("Minuten", "90"),
            labelled("Omschrijving", "soep gekookt"),
            labelled("Notitie", HOSTILE[index % HOSTILE.len()]),
        ],
    };
    DossierPaper {
        centre: "Bewonersbedrijf Heechterp-Schieringen".into(),
        title: "Alles over Riet van den Berg".into(),
        mark: Some("Lid 41".into()),
        about: "Dit is alles wat er over jou bewaard wordt.".into(),
        personal: true,
        made_on: day(2026, 11, 23),
        sections: vec![DossierSection {
            title: "Boekingen".into(),
            records: (0..records).map(record).collect(),
        }],
    }
}

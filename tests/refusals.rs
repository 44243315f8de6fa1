//! Refusals as people meet them: each code has a sentence in both languages and a test that asks
//! for it, and what goes wrong at a desk most often is answered in the words that stand here.

use std::{collections::BTreeSet, fs};

use wijkboek_core::kernel::Code;

use crate::house::{root, sources};

/// What somebody or something does wrong, the code that comes of it (other tests ask for that),
/// and words that must stand in the sentence: what is the matter, and what to do.
const TOLD: &[(&str, &str, [&str; 2])] = &[
    (
        "the same form sent again with another text",
        "OperationIdReused",
        ["al opgeslagen", "kijk"],
    ),
    (
        "a form that somebody else saved meanwhile",
        "ChangedMeanwhile",
        ["intussen", "begin opnieuw"],
    ),
    (
        "a book of a newer program",
        "BookIsNewer",
        ["(indeling {{found}}", "of open een kopie"],
    ),
    (
        "a folder without a book",
        "NotABook",
        ["geen boek", ".wijkboek"],
    ),
    (
        "a book that was cut off",
        "BookIsDamaged",
        ["beschadigd", "laatste kopie"],
    ),
    (
        "something else called a copy",
        "NotABackup",
        ["geen kopie", "ander bestand"],
    ),
    (
        "a copy that was cut off",
        "BackupIsDamaged",
        ["beschadigd", "andere kopie"],
    ),
    (
        "a copy with triggers of its own",
        "BackupIsForeign",
        ["niet van Wijkboek", "andere kopie"],
    ),
    (
        "a book of another user",
        "BookIsBarred",
        ["niet kijken", "meld je dan aan"],
    ),
    (
        "a folder that takes nothing",
        "FolderIsReadOnly",
        ["niets worden opgeslagen", "andere map"],
    ),
    (
        "a book on a network share",
        "BookOnNetwork",
        ["netwerk", "schijf van deze computer"],
    ),
    (
        "a book on a stick",
        "BookOnStick",
        ["stick", "schijf van deze computer"],
    ),
    (
        "a book in a synced folder",
        "BookInSyncedFolder",
        ["{{program}}", "andere map"],
    ),
    (
        "a book behind a link",
        "BookIsLinked",
        ["snelkoppeling", "echte map"],
    ),
    ("a second start", "BookIsInUse", ["al open", "Ga daarheen"]),
    (
        "a second user of the computer",
        "BookIsInUse_by",
        ["{{user}}", "sluit het daar"],
    ),
    (
        "a wrong passphrase",
        "WrongPassphrase",
        ["past niet", "hoofdletters"],
    ),
    (
        "many wrong passphrases",
        "WaitBeforeTrying",
        ["{{seconds}}", "opnieuw"],
    ),
    (
        "keys that ask for a terabyte",
        "KeysUnreadable",
        ["sleutels", "laatste kopie"],
    ),
    (
        "a recovery code with a slip",
        "RecoveryCodeMistyped",
        ["Groep {{group}}", "papier"],
    ),
    (
        "a recovery code of another book",
        "WrongRecoveryCode",
        ["niet bij dit boek", "papier"],
    ),
    ("a wrong PIN", "WrongPin", ["past niet", "{{left}}"]),
    ("five wrong PINs", "PinBlocked", ["op slot", "wachtzin"]),
    (
        "a full stick",
        "CopyTargetIsFull",
        ["geen kopie gemaakt", "{{name}} is vol"],
    ),
    (
        "a stick pulled out",
        "CopyTargetIsGone",
        ["geen kopie gemaakt", "opnieuw in"],
    ),
    (
        "a stick with its lock on",
        "CopyTargetIsReadOnly",
        ["geen kopie gemaakt", "van het slot"],
    ),
    (
        "a stick that holds no large file",
        "CopyTargetIsTooOld",
        ["geen kopie gemaakt", "exFAT"],
    ),
    (
        "a stick that lies",
        "CopyTargetLies",
        ["geen kopie gemaakt", "niet meer"],
    ),
    (
        "a copy of another centre",
        "OtherCentreUnconfirmed",
        ["{{centre}}", "Typ die naam over"],
    ),
    (
        "a name that no disk takes",
        "FileNameImpossible",
        ["geen bestand", "kortere naam"],
    ),
    (
        "an export onto a file that is there",
        "FileExists",
        ["al een bestand", "andere naam"],
    ),
    (
        "an export into the book",
        "TargetIsTheBook",
        ["map van een boek", "andere map"],
    ),
    (
        "a command that is not there",
        "CommandUnknown",
        ["bestaat niet", "wijk commands"],
    ),
    (
        "a question of another shape",
        "QuestionUnreadable",
        ["niet goed ingevuld", "nog eens"],
    ),
    (
        "a question of fifty megabytes",
        "QuestionTooLarge",
        ["te veel", "kleinere stukken"],
    ),
    (
        "a role that is too small",
        "RoleTooSmall",
        ["mag dit niet", "Vraag"],
    ),
    (
        "a question to a locked book",
        "BookIsLocked",
        ["op slot", "wachtzin"],
    ),
];

fn sentences(language: &str) -> serde_json::Value {
    let path = root().join(format!("ui/src/words/{language}.json"));
    let words: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    words["errors"].clone()
}

#[test]
fn what_often_goes_wrong_is_said_with_what_to_do() {
    let sentences = sentences("nl");
    for (what, code, words) in TOLD {
        let sentence = sentences[code].as_str().unwrap_or_default();
        for word in words {
            assert!(
                sentence.contains(word),
                "{what}: “{sentence}” lacks “{word}”"
            );
        }
    }
}

#[test]
fn every_refusal_is_named_by_a_test() {
    let mut named = BTreeSet::new();
    for folder in ["tests", "src-tauri", "ui/src"] {
        for source in sources(folder, &[".rs", ".test.ts"]) {
            let of_tests = folder == "tests" || source.path.contains("/tests/");
            let whole = of_tests || source.path.ends_with(".test.ts");
            let skip = if whole { 0 } else { source.product().len() };
            let signs = source.text[skip..].split(|sign: char| !sign.is_ascii_alphanumeric());
            if !source.path.ends_with("tests/refusals.rs") {
                named.extend(signs.map(str::to_owned));
            }
        }
    }
    let codes = Code::ALL.iter().map(|code| code.key());
    let silent: Vec<&str> = codes.filter(|code| !named.contains(*code)).collect();
    assert!(silent.is_empty(), "no test names {silent:?}");
}

#[test]
fn every_refusal_has_its_sentence_in_both_languages() {
    let outside = [
        "Broken",
        "ConfirmationMissing",
        "Database",
        "Disk",
        "FileMissing",
        "LinesRefused",
        "OutputLost",
        "PassphraseMissing",
        "PassphrasesDiffer",
    ];
    let codes = Code::ALL.iter().map(|code| code.key()).chain(outside);
    let codes: Vec<&str> = codes.collect();
    for language in ["nl", "en"] {
        let sentences = sentences(language);
        let said = |code: &&&str| {
            sentences[**code]
                .as_str()
                .is_some_and(|text| text.len() > 10)
        };
        let missing: Vec<&&str> = codes.iter().filter(|code| !said(code)).collect();
        assert!(
            missing.is_empty(),
            "{language} has no sentence for {missing:?}"
        );
    }
}

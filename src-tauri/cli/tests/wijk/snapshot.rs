//! A snapshot on its way: signed where the book is, checked where there is none.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use super::Desk;

/// A quarter before the present one, of which a book that is made now can tell.
#[cfg(test)]
fn quarter(desk: &Desk) -> String {
    let quarters = desk.json(&["call", "snapshot.quarters"]);
    let ready = quarters.as_array().unwrap().iter();
    let mut ready = ready.filter(|quarter| quarter["state"] == "ready");
    ready.next().unwrap()["quarter"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Checks at a computer that never had a book.
#[cfg(test)]
fn checked(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wijk"))
        .args(["snapshot", "--check"])
        .args(arguments)
        .current_dir(home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[track_caller]
fn ends(output: &Output, code: i32, said: &[&str]) {
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{text} {errors}");
    for said in said {
        assert!(
            text.contains(said) || errors.contains(said),
            "{said}: {text} {errors}"
        );
    }
}

#[test]
fn the_exit_code_of_a_check_says_what_was_found() {
    let desk = Desk::with_book();
    let quarter = quarter(&desk);
    let sent = desk.path("moment.json");
    let out = sent.to_str().unwrap();
    let written = desk.json(&["snapshot", "--quarter", &quarter, "--out", out]);
    assert_eq!(written["signature_file"], "moment.json.minisig");
    let shown = desk.json(&["snapshot", "--show-key"]);
    let key = shown["public_key"].as_str().unwrap();
    let fingerprint = shown["fingerprint"].as_str().unwrap();

    let receiver = tempfile::tempdir().unwrap();
    let home = receiver.path();
    let take = |name: &str| {
        fs::copy(&sent, home.join(name)).unwrap();
        let seal = format!("{name}.minisig");
        fs::copy(desk.path("moment.json.minisig"), home.join(seal)).unwrap();
    };
    take("moment.json");
    fs::write(
        home.join("jutter.pub"),
        format!("untrusted comment: Jutter\n{key}\n"),
    )
    .unwrap();
    let limit = "Of de getallen kloppen, zegt zij niet";
    for key in [key, fingerprint, "jutter.pub"] {
        let output = checked(home, &["moment.json", "--key", key]);
        ends(
            &output,
            0,
            &["Echt en ongewijzigd", fingerprint, &quarter, limit],
        );
    }
    let english = checked(home, &["moment.json", "--key", key, "--language", "en"]);
    ends(&english, 0, &["Genuine and unchanged"]);
    let json = checked(home, &["moment.json", "--key", key, "--json"]);
    ends(
        &json,
        0,
        &[r#""verdict":"genuine""#, r#""finding":"genuine""#],
    );
    let unknown = checked(home, &["moment.json"]);
    ends(&unknown, 2, &["Onbekende afzender", fingerprint]);

    take("nog een.json");
    let twice = checked(home, &["nog een.json", "--key", fingerprint]);
    ends(&twice, 3, &["Al ontvangen: moment.json"]);
    fs::remove_file(home.join("nog een.json")).unwrap();

    let file = fs::read(&sent).unwrap();
    let bent = String::from_utf8(file.clone())
        .unwrap()
        .replace("Jutter", "jutter");
    fs::write(home.join("moment.json"), bent).unwrap();
    let bent = checked(home, &["moment.json", "--key", fingerprint]);
    ends(&bent, 1, &["Gewijzigd na ondertekening"]);
    fs::write(home.join("moment.json"), &file[..file.len() - 9]).unwrap();
    let cut = checked(home, &["moment.json", "--key", fingerprint]);
    ends(&cut, 4, &["Bestand is niet compleet"]);
    let gone = checked(home, &["weg.json", "--key", fingerprint]);
    ends(&gone, 4, &["kan niet worden gelezen"]);
    let mistyped = checked(home, &["moment.json", "--key", &key[1..]]);
    ends(&mistyped, 4, &["SenderUnreadable", "acht groepjes"]);

    // Where the book is, its own key is known.
    let own = desk.run(&["snapshot", "--check", out]);
    ends(&own, 0, &["Echt en ongewijzigd"]);
    let neither = desk.run(&["snapshot"]);
    assert_eq!(neither.status.code(), Some(2));
}

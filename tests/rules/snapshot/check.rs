//! Checking a snapshot that was received, and the sentence that its receiver reads. What a receiver
//! keeps is a folder of files; the desk that checks has no book, unless a test says so.

use std::fs;

use serde_json::{Value, json};
use wijkboek_core::snapshot::{self, Delivery, Sender, SnapshotFinding, SnapshotVerdict};

use crate::{book::PASSPHRASE, desk::TestDesk};

/// A centre that wrote snapshots, and the folder of whoever receives them.
struct Post {
    desk: TestDesk,
    centre: TestDesk,
}

impl Post {
    /// Quarters that were made in this order; their files bear their names.
    fn with(quarters: &[&str]) -> Self {
        let mut centre = TestDesk::open();
        centre.clock.set("2027-11-23");
        for quarter in quarters {
            let path = centre.home.path().join(format!("{quarter}.json"));
            centre.choose(&path);
            centre.ok("snapshot.write", json!({ "quarter": quarter }));
        }
        let desk = TestDesk::empty();
        Self { desk, centre }
    }

    /// The public key, as it stands on paper.
    fn paper(&mut self, part: &str) -> String {
        let key = self.centre.ok("snapshot.key", json!({}));
        key[part].as_str().unwrap().to_owned()
    }

    fn sent(&self, quarter: &str) -> (Vec<u8>, Vec<u8>) {
        let read = |ending: &str| {
            let name = format!("{quarter}.json{ending}");
            fs::read(self.centre.home.path().join(name)).unwrap()
        };
        (read(""), read(".minisig"))
    }

    fn put(&self, name: &str, file: &[u8], signature: &[u8]) {
        let home = self.desk.home.path();
        fs::write(home.join(name), file).unwrap();
        fs::write(home.join(format!("{name}.minisig")), signature).unwrap();
    }

    fn receive(&self, quarter: &str) {
        let (file, signature) = self.sent(quarter);
        self.put(&format!("{quarter}.json"), &file, &signature);
    }

    /// What somebody who has the paper is told of a file in their folder.
    fn checked(&mut self, name: &str) -> Value {
        let key = self.paper("fingerprint");
        self.checked_with(name, &json!({ "key": key }))
    }

    fn checked_with(&mut self, name: &str, question: &Value) -> Value {
        self.desk.choose(self.desk.home.path().join(name));
        self.desk.ok("snapshot.check", question.clone())
    }
}

/// The sentence of the window and of `wijk`, with its values filled in.
fn sentence(checked: &Value) -> String {
    let words: Value = serde_json::from_str(include_str!("../../../ui/src/words/nl.json")).unwrap();
    let finding = checked["finding"].as_str().unwrap();
    let text = &words["snapshot"]["check"]["findings"][finding];
    let missing = checked["missing"].as_array().unwrap();
    let missing: Vec<String> = missing.iter().map(Value::to_string).collect();
    text.as_str()
        .unwrap_or_else(|| panic!("no sentence for {finding}"))
        .replace("{{file}}", checked["file"].as_str().unwrap())
        .replace("{{other}}", checked["other"].as_str().unwrap_or_default())
        .replace("{{missing}}", &missing.join(", "))
}

#[track_caller]
fn told(checked: &Value, verdict: &str, start: &str) {
    assert_eq!(checked["verdict"], verdict, "{checked}");
    let sentence = sentence(checked);
    assert!(sentence.contains(start), "{sentence}");
    let proved = ["genuine", "unknown_sender", "out_of_order"].contains(&verdict);
    assert_eq!(checked["about"] != Value::Null, proved, "{checked}");
}

#[test]
fn what_the_centre_signed_is_genuine_to_whoever_has_its_paper() {
    let mut post = Post::with(&["2026Q4"]);
    post.receive("2026Q4");
    let (key, fingerprint) = (post.paper("public_key"), post.paper("fingerprint"));
    let paper = format!("untrusted comment: minisign public key\n{key}\n");
    let spelled = fingerprint.to_lowercase().replace(' ', "");
    for key in [&key, &fingerprint, &paper, &spelled] {
        let checked = post.checked_with("2026Q4.json", &json!({ "key": key }));
        told(&checked, "genuine", "er is niets aan 2026Q4.json veranderd");
        assert_eq!(checked["about"]["fingerprint"], fingerprint.as_str());
        assert_eq!(checked["about"]["centre"], "De Nieuwe Jutter");
        assert_eq!(checked["about"]["sequence"], 1);
    }
    // Whoever picks the signature means the file.
    let checked = post.checked("2026Q4.json.minisig");
    told(&checked, "genuine", "2026Q4.json");
    // Nobody chose a file.
    let nothing = post.desk.ok("snapshot.check", json!({}));
    assert_eq!(nothing, Value::Null);
    for typed in ["ABC", &key[1..], &fingerprint[5..], &key.replace('R', "S")] {
        let question = json!({ "key": typed });
        assert_eq!(
            post.desk.code("snapshot.check", question),
            "SenderUnreadable"
        );
    }
}

#[test]
fn an_open_book_knows_its_own_and_a_locked_one_nobody() {
    let mut post = Post::with(&["2026Q4"]);
    let path = post.centre.home.path().join("2026Q4.json");
    post.centre.choose(&path);
    let checked = post.centre.ok("snapshot.check", json!({ "key": " " }));
    told(&checked, "genuine", "De handtekening klopt");
    post.centre.ok("book.lock", json!({}));
    post.centre.choose(&path);
    let checked = post.centre.ok("snapshot.check", json!({}));
    told(&checked, "unknown_sender", "Onbekende afzender");
}

#[test]
fn a_file_that_breaks_off_is_said_to_be_incomplete() {
    let mut post = Post::with(&["2026Q4"]);
    let (file, signature) = post.sent("2026Q4");
    for length in [0, 1, file.len() / 2, file.len() - 1] {
        post.put("half.json", &file[..length], &signature);
        for part in ["public_key", "fingerprint"] {
            let key = json!({ "key": post.paper(part) });
            let checked = post.checked_with("half.json", &key);
            told(&checked, "unreadable", "Bestand is niet compleet");
        }
    }
}

#[test]
fn a_file_of_which_one_byte_changed_was_changed_after_signing() {
    let mut post = Post::with(&["2026Q4"]);
    let (file, signature) = post.sent("2026Q4");
    let text = String::from_utf8(file.clone()).unwrap();
    let name = text.find("Jutter").unwrap();
    // A letter, a bracket, and a sign too many.
    for (place, sign) in [(name, b'j'), (0, b'['), (file.len() - 1, b']')] {
        let mut bent = file.clone();
        bent[place] = sign;
        post.put("bent.json", &bent, &signature);
        let checked = post.checked("bent.json");
        told(&checked, "changed", "gewijzigd na ondertekening");
    }
    for more in [&b"\n"[..], b"{}", b"\xEF\xBB\xBF"] {
        let key = post.paper("public_key");
        for bent in [[more, &file].concat(), [&file, more].concat()] {
            post.put("more.json", &bent, &signature);
            let checked = post.checked_with("more.json", &json!({ "key": key }));
            told(&checked, "changed", "gewijzigd na ondertekening");
        }
    }
}

#[test]
fn a_signature_of_somebody_else_is_of_an_unknown_sender_whose_fingerprint_is_shown() {
    let mut post = Post::with(&["2026Q4"]);
    post.receive("2026Q4");
    let mut other = TestDesk::empty();
    other.ok("keys.suggest_passphrase", json!({}));
    other.ok("book.create", crate::desk::new_book("De Nieuwe Jutter"));
    let key = other.ok("snapshot.key", json!({}));
    for key in [Some(&key["public_key"]), Some(&key["fingerprint"]), None] {
        let checked = post.checked_with("2026Q4.json", &json!({ "key": key }));
        told(&checked, "unknown_sender", "Onbekende afzender");
        assert_eq!(
            checked["about"]["fingerprint"],
            post.paper("fingerprint").as_str()
        );
    }
    // A stranger's key in the file, signed by the stranger, is no way round.
    let (file, _) = post.sent("2026Q4");
    let forged = String::from_utf8(file).unwrap();
    let own = post.paper("public_key");
    let forged = forged.replace(&own, key["public_key"].as_str().unwrap());
    let (_, signature) = post.sent("2026Q4");
    post.put("forged.json", forged.as_bytes(), &signature);
    let checked = post.checked("forged.json");
    told(&checked, "changed", "gewijzigd na ondertekening");
}

#[test]
fn a_second_delivery_an_old_one_and_a_gap_are_told() {
    let quarters = ["2026Q3", "2026Q4", "2027Q1", "2027Q2", "2027Q3"];
    let mut post = Post::with(&quarters);
    post.receive("2026Q3");
    told(
        &post.checked("2026Q3.json"),
        "genuine",
        "De handtekening klopt",
    );
    post.receive("2026Q4");
    told(
        &post.checked("2026Q4.json"),
        "genuine",
        "De handtekening klopt",
    );

    let (file, signature) = post.sent("2026Q4");
    post.put("nog een keer.json", &file, &signature);
    let again = post.checked("nog een keer.json");
    told(&again, "out_of_order", "Al ontvangen: 2026Q4.json");
    fs::remove_file(post.desk.home.path().join("nog een keer.json")).unwrap();

    post.receive("2027Q2");
    told(
        &post.checked("2027Q2.json"),
        "out_of_order",
        "nummer 3 ontbreekt",
    );
    fs::remove_file(post.desk.home.path().join("2027Q2.json")).unwrap();
    post.receive("2027Q3");
    told(
        &post.checked("2027Q3.json"),
        "out_of_order",
        "deze nummers ontbreken: 3, 4",
    );

    let old = post.checked("2026Q4.json");
    told(&old, "out_of_order", "2027Q3.json is van later");
}

#[test]
fn the_first_that_somebody_gets_says_that_nothing_lies_beside_it() {
    let mut post = Post::with(&["2026Q4", "2027Q1"]);
    post.receive("2027Q1");
    let checked = post.checked("2027Q1.json");
    told(
        &checked,
        "genuine",
        "Er liggen geen eerdere van dit centrum naast",
    );
    // What is no snapshot, or not of this centre, is not compared with.
    let home = post.desk.home.path();
    fs::write(home.join("zomaar.json"), "{}").unwrap();
    fs::write(home.join("los.json"), post.sent("2026Q4").0).unwrap();
    let again = post.checked("2027Q1.json");
    assert_eq!(again, checked);
}

#[test]
fn a_snapshot_that_does_not_follow_upon_the_one_before_it_is_told() {
    // Two books with one key: of a copy that was put back, and both went on.
    let mut post = Post::with(&["2026Q4"]);
    let copy = post.centre.home.path().join("kopie.wijkboek-backup");
    post.centre.choose(&copy);
    post.centre.ok("backup.make", json!({}));
    let write = |post: &mut Post, quarter: &str, name: &str| {
        post.centre.choose(post.centre.home.path().join(name));
        post.centre
            .ok("snapshot.write", json!({ "quarter": quarter }));
    };
    write(&mut post, "2027Q1", "2027Q1.json");
    post.centre.choose(&copy);
    let chosen = post.centre.ok("backup.choose", json!({}));
    let question = json!({ "file": chosen["file"] });
    post.centre.ok("backup.restore", question);
    let passphrase = json!({ "passphrase": PASSPHRASE });
    post.centre.ok("book.unlock", passphrase);
    write(&mut post, "2027Q2", "anders.json");
    write(&mut post, "2027Q1", "verder.json");
    for name in ["2026Q4", "2027Q1", "anders", "verder"] {
        post.receive(name);
    }
    let remove = |post: &Post, name: &str| {
        fs::remove_file(post.desk.home.path().join(name)).unwrap();
    };
    let twin = post.checked("anders.json");
    told(
        &twin,
        "out_of_order",
        "er al: 2027Q1.json, met een andere inhoud",
    );
    remove(&post, "anders.json");
    let loose = post.checked("verder.json");
    told(&loose, "out_of_order", "sluit niet aan op 2027Q1.json");
    let loose = post.checked("2027Q1.json");
    told(&loose, "out_of_order", "sluit niet aan op verder.json");
}

#[test]
fn of_a_newer_version_nothing_is_read() {
    let mut post = Post::with(&["2026Q4"]);
    let (_, signature) = post.sent("2026Q4");
    let newer = r#"{"centre":{"name":"Elders"},"format":"wijkboek-snapshot","version":3}"#;
    post.put("newer.json", newer.as_bytes(), &signature);
    let checked = post.checked("newer.json");
    told(&checked, "unreadable", "Nieuwere versie");
    assert!(!checked.to_string().contains("Elders"));
    fs::remove_file(post.desk.home.path().join("newer.json.minisig")).unwrap();
    told(&post.checked("newer.json"), "unreadable", "Nieuwere versie");
}

#[test]
fn the_signature_or_the_comment_of_another_file_is_refused() {
    let mut post = Post::with(&["2026Q4", "2027Q1"]);
    let (file, own) = post.sent("2026Q4");
    let (_, other) = post.sent("2027Q1");
    post.put("mixed.json", &file, &other);
    let checked = post.checked("mixed.json");
    told(&checked, "changed", "hoort bij een ander bestand");

    let lines = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.lines().map(str::to_owned).collect()
    };
    let (own, other) = (lines(&own), lines(&other));
    let foreign = [&own[0], &own[1], &other[2], &other[3]].map(|line| format!("{line}\n"));
    post.put("mixed.json", &file, foreign.concat().as_bytes());
    let checked = post.checked("mixed.json");
    told(&checked, "changed", "gewijzigd na ondertekening");
}

#[test]
fn what_is_no_snapshot_or_has_no_signature_is_told_as_that() {
    let mut post = Post::with(&["2026Q4"]);
    let (file, signature) = post.sent("2026Q4");
    let home = post.desk.home.path().to_path_buf();
    let text = String::from_utf8(file.clone()).unwrap();
    let with = |field: &str| text.replacen('{', &format!("{{{field},"), 1);
    let wrong = [
        "[]".to_owned(),
        "{}".to_owned(),
        with(r#""names":["Riet"]"#),
        with(r#""version":2"#),
        with(r#""centre":"De Nieuwe Jutter""#),
        text.replace(r#""version":2"#, r#""version":2.0"#),
        text.replace(r#""sequence":1"#, r#""sequence":-0"#),
        text.replace(r#""sequence":1"#, r#""sequence":1e400"#),
        text.replace("De Nieuwe Jutter", r"\ud800"),
        format!("\u{feff}{text}"),
        format!("{text}{text}"),
        text.replace("wijkboek-snapshot", "wijkboek-iets"),
    ];
    for wrong in wrong {
        // Without a signature beside it, nobody said that it was ever anything else.
        fs::write(home.join("wrong.json"), &wrong).unwrap();
        let checked = post.checked("wrong.json");
        told(&checked, "unreadable", "geen momentopname van Wijkboek");
        assert!(!checked.to_string().contains("Riet"));
    }
    fs::write(home.join("bare.json"), &file).unwrap();
    told(
        &post.checked("bare.json"),
        "unreadable",
        "bare.json.minisig",
    );
    for signature in [&b""[..], b"zomaar", &signature[..90], &vec![b'a'; 5000]] {
        post.put("bare.json", &file, signature);
        told(&post.checked("bare.json"), "unreadable", "niet te lezen");
    }
    fs::write(home.join("large.json"), vec![b' '; 1024 * 1024 + 1]).unwrap();
    told(&post.checked("large.json"), "unreadable", "te groot");
    told(
        &post.checked("gone.json"),
        "unreadable",
        "kan niet worden gelezen",
    );
    told(&post.checked("."), "unreadable", "kan niet worden gelezen");
    let unsigned = text
        .replace(r#""version":2"#, r#""version":1"#)
        .replace("draft_signed", "draft_unsigned");
    let key = format!(r#""public_key":"{}","#, post.paper("public_key"));
    fs::write(home.join("then.json"), unsigned.replace(&key, "")).unwrap();
    told(&post.checked("then.json"), "unreadable", "van voor de tijd");
}

/// Every bit of file, signature and key, one at a time.
#[test]
fn no_bit_can_be_turned_unseen() {
    let mut post = Post::with(&["2026Q4"]);
    let (file, signature) = post.sent("2026Q4");
    let key = post.paper("public_key");
    let sender: Sender = key.parse().unwrap();
    let paper: Sender = post.paper("fingerprint").parse().unwrap();
    let found = |file: &[u8], signature: &[u8], sender: &Sender| {
        let delivery = Delivery {
            name: "moment.json",
            file,
            signature: Some(signature),
        };
        snapshot::check(&delivery, Some(sender), &[])
    };
    let genuine = SnapshotFinding::Genuine;
    assert_eq!(found(&file, &signature, &sender).finding, genuine);
    assert_eq!(found(&file, &signature, &paper).finding, genuine);
    let flipped = |bytes: &[u8], bit: usize| {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    };
    let refused = |checked: &snapshot::SnapshotChecked, what: &str, bit: usize| {
        let gone = [SnapshotVerdict::Changed, SnapshotVerdict::Unreadable];
        assert!(gone.contains(&checked.verdict), "{what} {bit}: {checked:?}");
        assert_eq!(checked.about, None);
    };
    for bit in 0..file.len() * 8 {
        refused(
            &found(&flipped(&file, bit), &signature, &sender),
            "file",
            bit,
        );
    }
    for bit in 0..signature.len() * 8 {
        let bent = flipped(&signature, bit);
        refused(&found(&file, &bent, &sender), "signature", bit);
        refused(&found(&file, &bent, &paper), "signature", bit);
    }
    for bit in 0..key.len() * 8 {
        let bent = String::from_utf8(flipped(key.as_bytes(), bit));
        let parsed = bent.ok().and_then(|bent| bent.parse::<Sender>().ok());
        assert_eq!(parsed, None, "key {bit}");
    }
}

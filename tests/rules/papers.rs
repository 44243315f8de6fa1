//! Papers through the desk: looked at before they are made, written to a file that was chosen.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use crate::desk::TestDesk;

fn riet(desk: &mut TestDesk) -> Value {
    let question = json!({
        "kind": "person",
        "fields": { "given_name": "Riet", "prefix": "van den", "family_name": "Berg" },
        "membership": "passive",
    });
    desk.ok("members.admit", question)["member_id"].clone()
}

fn words(desk: &mut TestDesk) -> Value {
    desk.ok("certificates.texts", json!({}))[0].clone()
}

#[test]
fn a_certificate_is_looked_at_issued_and_printed() {
    let mut desk = TestDesk::open();
    let member_id = riet(&mut desk);
    let preview = desk.ok("certificates.preview", json!({ "member_id": member_id }));
    assert_eq!(preview["number"], "2026-0001");
    assert!(preview["svg"].as_str().unwrap().starts_with("<svg"));
    assert_eq!(desk.ok("certificates.list", json!({}))["total"], 0);

    let issued = desk.ok("certificates.issue", json!({ "member_id": member_id }));
    let question = json!({ "certificate_id": issued["certificate_id"] });
    let paper = desk.ok("certificates.paper", question.clone());
    assert_eq!(paper, preview);

    let path = desk.home.path().join("certificaat.pdf");
    desk.choose(&path);
    let written = desk.ok("certificates.save_paper", question.clone());
    assert_eq!(written["name"], "certificaat.pdf");
    assert!(fs::read(&path).unwrap().starts_with(b"%PDF-1.7"));
    desk.choose(&path);
    assert_eq!(
        desk.code("certificates.save_paper", question.clone()),
        "FileExists"
    );
    // Nobody chose a file: nothing is written and nothing is wrong.
    assert_eq!(desk.ok("certificates.save_paper", question), Value::Null);
}

#[test]
fn words_that_do_not_fit_on_the_paper_are_refused_before_they_are_used() {
    let mut desk = TestDesk::open();
    let present = words(&mut desk);
    let mut change = json!({ "version": present["version"], "text": present["text"] });
    change["text"]["body"] = json!("Wij danken je. ".repeat(400));
    let code = desk.code("certificates.change_text", change.clone());
    assert_eq!(code, "CertificateTextTooLong");
    change["text"]["body"] = json!("Dank je wel 春");
    let code = desk.code("certificates.change_text", change.clone());
    assert_eq!(code, "LetterNotDrawable");
    assert_eq!(words(&mut desk), present);
    change["text"]["body"] = json!("Dank je wel.");
    desk.ok("certificates.change_text", change);
    assert_eq!(words(&mut desk)["text"]["body"], "Dank je wel.");
}

#[test]
fn the_register_leaves_as_paper_and_as_a_list_that_say_the_same() {
    let mut desk = TestDesk::open();
    let member_id = riet(&mut desk);
    let question = json!({ "member_id": member_id, "day": "2026-03-01" });
    let issued = desk.ok("certificates.issue", question);
    let step = json!({ "certificate_id": issued["certificate_id"], "day": "2026-05-01" });
    desk.ok("certificates.sign", step);
    let mut save = |form: &str, on: Value| {
        let name = on.as_str().unwrap_or("today");
        let path = desk.home.path().join(format!("register-{name}.{form}"));
        desk.choose(&path);
        let question = json!({ "form": form, "list": { "on": on } });
        desk.ok("certificates.save_register", question);
        fs::read(path).unwrap()
    };
    assert!(save("pdf", Value::Null).starts_with(b"%PDF-1.7"));
    let list = String::from_utf8(save("csv", json!("2026-04-30"))).unwrap();
    assert_eq!(
        list,
        "\u{feff}Nummer;Houder;Lidnummer;Soort;Toestand;Uitgegeven;Getekend;Overhandigd;\
         Ingetrokken\r\n2026-0001;Riet van den Berg;1;persoon;uitgegeven;2026-03-01;;;\r\n"
    );
    let list = String::from_utf8(save("csv", Value::Null)).unwrap();
    assert!(list.contains("getekend;2026-03-01;2026-05-01;;"), "{list}");
}

#[test]
fn the_register_on_paper_tells_the_heads_of_the_moment_at_which_it_was_made() {
    let mut desk = TestDesk::open();
    let member_id = riet(&mut desk);
    let house = json!({ "kind": "organisation", "fields": { "name": "Buurthuis" },
        "membership": "active" });
    let house = desk.ok("members.admit", house)["member_id"].clone();
    let issuing = json!({ "member_id": house, "kind": "issuing" });
    let issuing = desk.ok("credits.open_account", issuing)["account_id"].clone();
    let earn = json!({ "from": issuing, "to": { "member_id": member_id }, "minutes": 60 });
    let mut papers = Vec::new();
    for name in ["before.pdf", "after.pdf"] {
        desk.ok("credits.earn", earn.clone());
        let heads = desk.ok("book.heads", json!({}));
        let path = desk.home.path().join(name);
        desk.choose(&path);
        let question = json!({ "form": "pdf", "list": {} });
        desk.ok("certificates.save_register", question);
        let printed = ["ledger", "audit"].map(|chain| {
            let code = heads[chain]["code"].as_str().unwrap();
            (chain, format!("{}: {code}", heads[chain]["sequence"]))
        });
        papers.push((on_paper(&path), printed));
    }
    let [(earlier, before), (later, after)] = &papers[..] else {
        panic!("two papers");
    };
    for ((chain, before), (_, after)) in before.iter().zip(after) {
        assert_eq!(earlier.matches(before).count(), 1, "{before}: {earlier}");
        assert_eq!(later.matches(after).count(), 1, "{after}: {later}");
        assert!(!later.contains(before), "{before}: {later}");
        // Typed over from the earlier paper it is still found: one booking back, and one act.
        let found = desk.ok("book.find_head", json!({ "head": before }));
        assert_eq!(found["chain"], *chain);
        assert_eq!(found["since"], 1, "{found}");
    }
}

/// What stands on a paper, as a program reads it that is not ours.
fn on_paper(pdf: &Path) -> String {
    let mut read = Command::new("pdftotext");
    let read = read.arg("-layout").arg(pdf).arg("-").output();
    let read = read.expect("pdftotext, of poppler-utils");
    assert!(read.status.success(), "{read:?}");
    String::from_utf8(read.stdout).unwrap()
}

#[test]
fn a_change_of_the_words_is_taken_back_at_the_desk() {
    let mut desk = TestDesk::open();
    let present = words(&mut desk);
    let mut change = json!({ "version": present["version"], "text": present["text"] });
    change["text"]["title"] = json!("Vriend van de wijk");
    let operation_id = uuid::Uuid::from_u128(7);
    desk.ask_as(operation_id, "certificates.change_text", change)
        .unwrap();
    assert_eq!(words(&mut desk)["text"]["title"], "Vriend van de wijk");
    desk.ok("desk.undo", json!({ "operation_id": operation_id }));
    assert_eq!(words(&mut desk)["text"], present["text"]);
}

#[test]
fn the_list_of_members_leaves_the_house_as_it_is_shown() {
    let mut desk = TestDesk::open();
    riet(&mut desk);
    let admit = |desk: &mut TestDesk, kind: &str, fields: Value, membership: &str| {
        let question = json!({ "kind": kind, "fields": fields, "membership": membership });
        desk.ok("members.admit", question)["member_id"].clone()
    };
    let formula = json!({ "name": "=1+1; Co", "street": "Bergweg", "house_number": 3,
        "house_addition": "a", "town": "Amersfoort" });
    admit(&mut desk, "organisation", formula, "active");
    let plus = json!({ "name": "+31 Bel Berg" });
    let ended = admit(&mut desk, "household", plus, "friend");
    let today = desk.ok("members.list", json!({}))["on"].clone();
    desk.ok(
        "members.end",
        json!({ "member_id": ended, "until_day": today }),
    );

    let mut count = 0;
    let mut export = |list: Value| {
        count += 1;
        let path = desk.home.path().join(format!("leden-{count}.csv"));
        desk.choose(&path);
        let written = desk.ok("members.export", json!({ "list": list }));
        assert_eq!(written["name"], format!("leden-{count}.csv"));
        String::from_utf8(fs::read(path).unwrap()).unwrap()
    };
    let head = "\u{feff}Lidnummer;Naam;Soort;Adres;Plaats;Lidmaatschap\r\n";
    let riet = "1;Berg, Riet van den;persoon;;;stil\r\n";
    let shop = "2;\"'=1+1; Co\";organisatie;Bergweg 3a;Amersfoort;actief\r\n";
    let gone = "3;'+31 Bel Berg;huishouden;;;oud-lid\r\n";
    let all = export(json!({}));
    assert!(all.starts_with(head), "{all}");
    assert!(
        [riet, shop, gone].iter().all(|row| all.contains(row)),
        "{all}"
    );
    assert_eq!(all.lines().count(), 4);
    // One page of the screen is no limit for the file, and its filter holds for it.
    let page = export(json!({ "text": "berg", "offset": 1, "limit": 1 }));
    assert_eq!(page, all);
    let active = export(json!({ "text": "berg", "membership": "active" }));
    assert_eq!(active, [head, shop].concat());
    let former = export(json!({ "former": true }));
    assert_eq!(former, [head, gone].concat());
}

#[test]
fn lists_of_a_day_that_cannot_be_meant_are_refused_on_screen_and_on_paper() {
    let mut desk = TestDesk::open();
    for day in ["-0001-01-01", "1899-12-31", "2200-01-01"] {
        let on = json!({ "on": day });
        for command in ["members.list", "certificates.list", "agreements.list"] {
            assert_eq!(
                desk.code(command, on.clone()),
                "DayOutOfRange",
                "{command} {day}"
            );
        }
        let register = json!({ "form": "pdf", "list": on });
        let path = desk.home.path().join("register.pdf");
        desk.choose(path);
        let code = desk.code("certificates.save_register", register);
        assert_eq!(code, "DayOutOfRange", "{day}");
    }
}

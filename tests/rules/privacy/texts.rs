//! No text that anybody types keeps a citizen service number. The texts are found in the schemas
//! of the commands, so a new one fails here until it is asked for, or named with the reason why
//! digits may stand in it.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};
use wijkboek_core::kernel::Role;
use wijkboek_desk::Kind;

use crate::{book::PASSPHRASE, desk::TestDesk};

/// A run of nine digits that passes the 11-test.
const NUMBER: &str = "x 692.143.877";

/// Commands that keep nothing of what they are asked.
const KEEPS_NOTHING: [&str; 12] = [
    "backup.forget_place",
    "backup.look",
    "backup.make",
    "backup.open_kept",
    "backup.remove_kept",
    "backup.restore",
    "backup.test",
    "certificates.preview",
    "import.preview_members",
    "import.preview_transfers",
    "privacy.save_loss",
    "snapshot.check",
];

/// Texts in which digits may stand, by how their place ends, and why.
const MAY: [(&str, &str); 17] = [
    ("passphrase", "a secret is kept by nobody"),
    ("present", "a secret is kept by nobody"),
    ("recovery_code", "a secret is kept by nobody"),
    ("pin", "a secret is kept by nobody"),
    ("list.text", "a search is not kept"),
    ("phone", "one telephone number in eleven passes by chance"),
    ("email", "an address may hold such a number by chance"),
    ("reach", "a telephone number or an address"),
    ("mapping.letters.*", "goes into rows, which are looked at"),
    ("mapping.from", "the name of a column"),
    ("mapping.to", "the name of a column"),
    ("mapping.at", "the name of a column"),
    ("mapping.amount", "the name of a column"),
    ("mapping.id", "the name of a column"),
    ("mapping.kind", "the name of a column"),
    (
        "mapping.issuers.0",
        "compared with names in rows, which are looked at",
    ),
    ("mapping.source", "often the name of a file, with its day"),
];

/// Texts with a form of their own, which no such digits have among other signs.
const FORMED: [&str; 10] = [
    "postcode",
    "chamber_number",
    "quarter",
    "corrections.number",
    "corrections.house_number",
    "corrections.birth_year",
    "corrections.joined_on",
    "corrections.ended_on",
    "corrections.membership",
    "corrections.salutation",
];

#[test]
fn no_text_of_any_command_keeps_a_citizen_service_number() {
    let (mut desk, mut nothing_yet) = (TestDesk::empty(), TestDesk::empty());
    let samples = samples(&mut desk);
    let (mut asked, mut wrong) = (0, Vec::new());
    for entry in wijkboek_desk::list() {
        if entry.kind == Kind::Read || KEEPS_NOTHING.contains(&entry.name) {
            continue;
        }
        if entry.role == Role::Confidant {
            continue; // Nobody but a confidant gets so far: tests/rules/confidential.rs asks.
        }
        let (schema, mut places) = ((entry.question)().to_value(), Vec::new());
        texts(&schema, &schema, String::new(), &mut places);
        places.retain(|place| !MAY.iter().any(|(end, _)| place.ends_with(end)));
        for place in places {
            let at = format!("{} {place}", entry.name);
            let sample = samples.get(entry.name);
            let mut question = sample
                .unwrap_or_else(|| panic!("{at} has no sample"))
                .clone();
            *at_place(&mut question, &place) = json!(NUMBER);
            let desk = if entry.name == "book.create" {
                &mut nothing_yet
            } else {
                &mut desk
            };
            asked += 1;
            let Err(failure) = desk.ask(entry.name, question) else {
                wrong.push(format!("{at} was kept"));
                continue;
            };
            let code = failure["code"].as_str().unwrap();
            if FORMED.iter().any(|end| place.ends_with(end)) && code != "QuestionUnreadable" {
                continue; // Refused is enough: nothing was kept.
            }
            let field = failure["details"]["field"].as_str().unwrap_or("nowhere");
            let there =
                place.starts_with(field) || place.ends_with(field.split('.').next_back().unwrap());
            if code != "LooksLikeCitizenServiceNumber" || !there {
                wrong.push(format!("{at} was refused as {code} at {field}"));
            }
        }
    }
    assert!(asked > 50, "the walk found the texts");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A question to each command that would be answered, if one of its texts were not changed.
fn samples(desk: &mut TestDesk) -> BTreeMap<&'static str, Value> {
    let new_book = json!({ "centre": "De Jutter", "person": "Anja", "passphrase": PASSPHRASE });
    desk.ok("book.create", new_book.clone());
    let mut samples = BTreeMap::from([("book.create", new_book)]);
    samples.insert("backup.add_place", json!({ "name": "Stick blauw" }));
    people(desk, &mut samples);
    at_the_desk(desk, &mut samples);
    agreement(desk, &mut samples);
    settings(desk, &mut samples);
    import(desk, &mut samples);
    samples
}

fn people(desk: &mut TestDesk, samples: &mut BTreeMap<&'static str, Value>) {
    let admit = |kind: &str, fields: Value| json!({ "kind": kind, "membership": "active", "fields": fields });
    let riet = admit("person", json!({ "family_name": "Berg" }));
    let member = desk.ok("members.admit", riet.clone())["member_id"].clone();
    let shop = desk.ok(
        "members.admit",
        admit("organisation", json!({ "name": "Bakker" })),
    );
    let account = |desk: &mut TestDesk, kind: &str| {
        let question = json!({ "member_id": shop["member_id"], "kind": kind });
        desk.ok("credits.open_account", question)["account_id"].clone()
    };
    let (issuing, redeeming) = (account(desk, "issuing"), account(desk, "redeeming"));
    let holder = json!({ "member_id": member });
    let earn = json!({ "from": issuing, "to": holder, "minutes": 60 });
    let earned = desk.ok("credits.earn", earn.clone());
    let issued = desk.ok("certificates.issue", json!({ "member_id": member }));
    samples.extend([
        ("members.admit", riet),
        (
            "members.revise",
            json!({ "member_id": member, "version": 1,
            "fields": { "family_name": "Berg" } }),
        ),
        ("credits.earn", earn),
        (
            "credits.give",
            json!({ "from": holder, "minutes": 5,
            "to": { "member_id": shop["member_id"] } }),
        ),
        (
            "credits.spend",
            json!({ "from": holder, "to": redeeming, "minutes": 5 }),
        ),
        (
            "credits.reverse",
            json!({ "transfer_id": earned["transfer_id"] }),
        ),
        (
            "certificates.withdraw",
            json!({ "certificate_id": issued["certificate_id"] }),
        ),
    ]);
    let asked = desk.ok("consent.purposes", json!({}));
    samples.extend([
        (
            "consent.give",
            json!({ "member_id": member, "version": 1, "how": "paper",
                    "purpose_id": asked["purposes"][0]["purpose_id"] }),
        ),
        (
            "consent.change_purposes",
            json!({ "version": asked["version"], "purposes": [{ "name": "A", "text": "B" }] }),
        ),
    ]);
}

fn at_the_desk(desk: &mut TestDesk, samples: &mut BTreeMap<&'static str, Value>) {
    let me = desk.ok("book.state", json!({}))["person"]["person_id"].clone();
    samples.extend([
        (
            "keys.add_person",
            json!({ "name": "Bram", "role": "worker", "passphrase": "een heel nieuwe zin" }),
        ),
        (
            "keys.rename_person",
            json!({ "person_id": me, "name": "Anja" }),
        ),
    ]);
}

fn agreement(desk: &mut TestDesk, samples: &mut BTreeMap<&'static str, Value>) {
    let scenario = |kind: &str| json!({ "kind": kind, "fields": { "title": "Zo" } });
    let fields = json!({
        "title": "Badhuis", "kind": "use_of_place", "from_day": "2026-01-01",
        "until_text": "tot verkoop", "preparation_weeks": 4, "contact_weeks": 8,
        "review_months": 12, "parties": [{ "kind": "municipality", "name": "Gemeente" }],
    });
    let make = json!({
        "fields": fields, "scenarios": [scenario("hand_over"), scenario("continuation")],
    });
    let id = &desk.ok("agreements.make", make.clone())["agreement_id"];
    let review = desk.ok("agreements.open_review", json!({ "agreement_id": id }));
    let shown = desk.ok("agreements.get", json!({ "agreement_id": id }));
    let looks: Vec<Value> = shown["scenarios"]
        .as_array()
        .unwrap()
        .iter()
        .map(|scenario| {
            json!({ "review_id": review["review_id"], "scenario_id": scenario["scenario_id"],
                "verdict": "still_right" })
        })
        .collect();
    for look in &looks {
        desk.ok("agreements.look", look.clone());
    }
    samples.extend([
        ("agreements.make", make),
        (
            "agreements.revise",
            json!({ "agreement_id": id, "version": 1, "fields": fields }),
        ),
        (
            "agreements.end",
            json!({ "agreement_id": id, "ended_on": "2026-11-20" }),
        ),
        (
            "agreements.add_scenario",
            json!({ "agreement_id": id,
            "scenario": scenario("hand_over") }),
        ),
        (
            "agreements.revise_scenario",
            json!({ "scenario_id": looks[0]["scenario_id"],
            "version": 1, "fields": { "title": "Zo" } }),
        ),
        (
            "agreements.note_contact",
            json!({ "agreement_id": id, "person": "Jan" }),
        ),
        ("agreements.look", looks[0].clone()),
        (
            "agreements.close_review",
            json!({ "review_id": review["review_id"] }),
        ),
    ]);
}

fn settings(desk: &mut TestDesk, samples: &mut BTreeMap<&'static str, Value>) {
    let centre = desk.ok("centre.get", json!({}));
    let mut fields = centre["fields"].clone();
    fields["signatories"] = json!([{ "name": "Anja" }]);
    let texts = desk.ok("certificates.texts", json!({}));
    let themes = desk.ok("credits.themes", json!({}));
    let scheme = desk.ok("credits.scheme", json!({}));
    samples.extend([
        (
            "centre.change",
            json!({ "version": centre["version"], "fields": fields }),
        ),
        (
            "certificates.change_text",
            json!({ "version": texts[0]["version"],
            "text": texts[0]["text"] }),
        ),
        (
            "credits.change_themes",
            json!({ "version": themes["version"],
            "themes": [{ "name": "Koken" }] }),
        ),
        (
            "credits.change_scheme",
            json!({ "version": scheme["version"], "singular": "troef",
            "plural": "troeven", "unit_minutes": 60 }),
        ),
        ("snapshot.write", json!({ "quarter": "2026Q3" })),
    ]);
}

/// Rows with a name that begins as a formula does: only a person's word is needed to take them.
fn import(desk: &mut TestDesk, samples: &mut BTreeMap<&'static str, Value>) {
    let mut list = |name: &str, row: &str| {
        let file = desk.home.path().join(name);
        fs::write(&file, format!("Nr;Achternaam\n{row}\n")).unwrap();
        desk.desk.keep_file(file).file
    };
    let (held, fresh) = (list("een.csv", "700;=Berg"), list("twee.csv", "701;=Bos"));
    let done = desk.ok("import.apply_members", json!({ "file": held }));
    let decisions = json!([{ "line": 2, "decision": "take" }]);
    let decide = json!({ "import_id": done["import_id"], "decisions": decisions });
    samples.insert("import.decide", decide);
    let apply = json!({ "file": fresh, "decisions": decisions });
    samples.insert("import.apply_members", apply);
}

/// A place of a question, made if it is not there.
fn at_place<'question>(question: &'question mut Value, place: &str) -> &'question mut Value {
    place
        .split('.')
        .fold(question, |value, step| match step.parse::<usize>() {
            Ok(number) => &mut value[number],
            Err(_) => &mut value[step],
        })
}

/// The places of a question where a person types text: strings without a form of their own.
fn texts(schema: &Value, root: &Value, place: String, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return texts(&root["$defs"][name], root, place, found);
    }
    for branch in ["anyOf", "oneOf", "allOf"] {
        for choice in schema[branch].as_array().into_iter().flatten() {
            texts(choice, root, place.clone(), found);
        }
    }
    let within = |step: &str| {
        if place.is_empty() {
            step.to_owned()
        } else {
            format!("{place}.{step}")
        }
    };
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        texts(field, root, within(name), found);
    }
    if schema["items"].is_object() {
        texts(&schema["items"], root, within("0"), found);
    }
    if schema["additionalProperties"].is_object() {
        texts(&schema["additionalProperties"], root, within("*"), found);
    }
    let string = schema["type"] == "string"
        || schema["type"]
            .as_array()
            .is_some_and(|types| types.contains(&json!("string")));
    let formed = ["enum", "const", "format", "pattern"]
        .iter()
        .any(|word| !schema[*word].is_null());
    if string && !formed {
        found.push(place);
    }
}

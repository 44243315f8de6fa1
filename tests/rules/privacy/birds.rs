//! Two people of whom everything is known: each has a bird, and a word with that bird stands in
//! every personal field that a book has. What may not be told or kept is then looked for by its
//! bird.

use std::fs;

use serde_json::{Value, json};
use wijkboek_core::kernel::PersonalField;

use crate::{book::PASSPHRASE, desk::TestDesk};

/// The one whom a test is about.
pub const CANARY: Bird = Bird {
    name: "Kanarie",
    house: 4141,
    year: 1941,
};
/// Somebody else.
pub const TIT: Bird = Bird {
    name: "Koolmees",
    house: 5252,
    year: 1952,
};

/// A person with a word of its own.
#[derive(Clone, Copy)]
pub struct Bird {
    pub name: &'static str,
    pub house: u32,
    year: i32,
}

impl Bird {
    /// A word that nobody else has.
    pub fn word(self, about: &str) -> String {
        format!("{}{about}", self.name)
    }

    pub fn full_name(self) -> String {
        ["Given", "Prefix", "Family"]
            .map(|part| self.word(part))
            .join(" ")
    }

    /// A text that names this person.
    fn text(self, about: &str) -> String {
        format!("{} van {}", self.word(about), self.full_name())
    }

    /// What was planted in a field; nothing where it cannot be read back.
    pub fn planted(self, field: &PersonalField) -> Option<String> {
        let word = |about: &str| Some(self.word(about));
        match (field.table, field.column) {
            // An index without content: it can be asked, not read.
            ("member_words", "words") => None,
            // Sealed: nobody reads it in the file, and only a confidant at the desk.
            ("confidential_note", "sealed") => None,
            ("member_search", "sort_key") => Some(self.word("Family").to_lowercase()),
            ("member_version", "salutation") => Some("madam".into()),
            ("member_version", "given_name") => word("Given"),
            ("member_version", "initials") => word("Initials"),
            ("member_version", "prefix") => word("Prefix"),
            ("member_version", "family_name") => word("Family"),
            // Of a household or an organisation; a person has none.
            ("member_version", "name") => None,
            ("member_version", "street") => word("Street"),
            ("member_version", "house_number") => Some(self.house.to_string()),
            ("member_version", "house_addition") => word("Addition"),
            ("member_version", "postcode") => Some("3811 AB".into()),
            ("member_version", "town") => word("Town"),
            ("member_version", "phone") => Some(format!("06 1348 {}", self.house)),
            ("member_version", "email") => Some(format!("{}@voorbeeld.nl", self.name)),
            ("member_version", "birth_year") => Some(self.year.to_string()),
            ("member_version", "note") => word("Note"),
            ("consent", "proof") => word("Proof"),
            ("certificate_reason", "reason") => word("Reason"),
            ("account", "outside_name") => word("Outside"),
            ("account", "outside_key") => Some(self.word("Outside").to_lowercase()),
            ("transfer_memo", "memo") => word("Memo"),
            ("history_row", "label") => word("Label"),
            ("agreement", "end_note") => word("End"),
            ("agreement_version", "object") => word("Object"),
            ("agreement_version", "handover_condition") => word("Condition"),
            ("agreement_party_version", "contact_person") => Some(self.full_name()),
            ("agreement_party_version", "reach") => word("Reach"),
            ("scenario_version", "cause") => word("Cause"),
            ("scenario_version", "signs") => word("Signs"),
            ("scenario_version", "steps") => word("Steps"),
            ("scenario_version", "who") => word("Who"),
            ("scenario_version", "alternatives") => word("Alternatives"),
            ("contact_moment", "person") => Some(self.full_name()),
            ("contact_moment", "said") => word("Said"),
            ("review", "outcome") => word("Outcome"),
            ("scenario_look", "note") => word("Look"),
            ("import_row", "held") => word("Held"),
            ("signatory", "name") => Some(self.full_name()),
            ("signatory", "function") => word("Function"),
            ("desk_person", "name") => Some(self.full_name()),
            (table, column) => panic!("nobody knows what stands in {table}.{column}"),
        }
    }
}

/// A book that two birds know; the first one sits at its desk.
pub fn nest() -> (TestDesk, [Value; 2]) {
    let mut desk = TestDesk::empty();
    desk.ok(
        "book.create",
        json!({ "centre": "De Jutter", "person": CANARY.full_name(), "passphrase": PASSPHRASE }),
    );
    let birds = [CANARY, TIT];
    let members = birds.map(|bird| member(&mut desk, bird));
    let centre = desk.ok("centre.get", json!({}));
    let mut fields = centre["fields"].clone();
    fields["signatories"] = birds
        .map(|bird| json!({ "name": bird.full_name(), "function": bird.word("Function") }))
        .to_vec()
        .into();
    desk.ok(
        "centre.change",
        json!({ "version": centre["version"], "fields": fields }),
    );
    let issuing = shop(&mut desk);
    for (bird, id) in birds.into_iter().zip(&members) {
        consent(&mut desk, bird, id);
        certificate(&mut desk, bird, id);
        credits(&mut desk, bird, id, &issuing);
        agreement(&mut desk, bird);
        held_row(&mut desk, bird);
    }
    let memo = format!("Samen: {} en {}", CANARY.full_name(), TIT.full_name());
    desk.ok(
        "credits.give",
        json!({ "from": { "member_id": members[0] }, "to": { "member_id": members[1] },
                "minutes": 30, "memo": memo }),
    );
    (desk, members)
}

fn member(desk: &mut TestDesk, bird: Bird) -> Value {
    let fields = json!({
        "salutation": "madam", "given_name": bird.word("Given"),
        "initials": bird.word("Initials"), "prefix": bird.word("Prefix"),
        "family_name": bird.word("Family"), "street": bird.word("Street"),
        "house_number": bird.house, "house_addition": bird.word("Addition"),
        "postcode": "3811 AB", "town": bird.word("Town"),
        "phone": format!("06 1348 {}", bird.house),
        "email": format!("{}@voorbeeld.nl", bird.name), "birth_year": bird.year,
        "note": bird.word("Note"),
    });
    let question = json!({ "kind": "person", "membership": "active", "fields": fields });
    desk.ok("members.admit", question)["member_id"].clone()
}

fn shop(desk: &mut TestDesk) -> Value {
    let shop = json!({ "kind": "organisation", "membership": "friend",
                       "fields": { "name": "Buurthuis" } });
    let shop = desk.ok("members.admit", shop);
    let question = json!({ "member_id": shop["member_id"], "kind": "issuing" });
    desk.ok("credits.open_account", question)["account_id"].clone()
}

fn consent(desk: &mut TestDesk, bird: Bird, member_id: &Value) {
    let asked = desk.ok("consent.purposes", json!({}));
    desk.ok(
        "consent.give",
        json!({ "member_id": member_id, "purpose_id": asked["purposes"][0]["purpose_id"],
                "version": 1, "how": "paper", "proof": bird.text("Proof") }),
    );
}

fn certificate(desk: &mut TestDesk, bird: Bird, member_id: &Value) {
    let issued = desk.ok("certificates.issue", json!({ "member_id": member_id }));
    desk.ok(
        "certificates.withdraw",
        json!({ "certificate_id": issued["certificate_id"], "reason": bird.word("Reason") }),
    );
}

/// An account from outside that becomes the member's own, and a booking on it.
fn credits(desk: &mut TestDesk, bird: Bird, member_id: &Value, issuing: &Value) {
    let file = desk.home.path().join(format!("{}.csv", bird.name));
    let row = format!(
        "Bank,{0}Outside,60,2020-01-01,rij-{1},{0}Label",
        bird.name,
        bird.name.len()
    );
    fs::write(&file, format!("a,b,m,t,i,k\n{row}\n")).unwrap();
    let file = desk.desk.keep_file(file).file;
    desk.ok(
        "import.apply_transfers",
        json!({ "file": file, "mapping": { "from": "a", "to": "b", "amount": "m", "at": "t",
                "id": "i", "kind": "k", "minutes_per_unit": 1, "source": "oud",
                "issuers": ["Bank"] } }),
    );
    let rows = desk.ok("credits.accounts", json!({ "text": bird.word("Outside") }));
    let account_id = &rows["rows"][0]["account_id"];
    desk.ok(
        "credits.link",
        json!({ "account_id": account_id, "member_id": member_id }),
    );
    desk.ok(
        "credits.earn",
        json!({ "from": issuing, "to": { "member_id": member_id }, "minutes": 60,
                "memo": bird.word("Memo") }),
    );
}

fn agreement(desk: &mut TestDesk, bird: Bird) {
    let scenario = |kind: &str| {
        json!({ "kind": kind, "fields": {
            "title": "Zo", "cause": bird.text("Cause"), "signs": bird.text("Signs"),
            "steps": bird.text("Steps"), "who": bird.text("Who"),
            "alternatives": bird.text("Alternatives"),
        }})
    };
    let made = desk.ok(
        "agreements.make",
        json!({
            "fields": {
                "title": "Badhuis", "object": bird.text("Object"), "kind": "use_of_place",
                "from_day": "2026-01-01", "until_text": "tot verkoop", "preparation_weeks": 4,
                "contact_weeks": 8, "review_months": 12,
                "handover_condition": bird.text("Condition"),
                "parties": [{ "kind": "initiative", "name": "Bewoners", "hat": "financier",
                              "contact_person": bird.full_name(), "reach": bird.word("Reach") }],
            },
            "scenarios": [scenario("hand_over"), scenario("continuation")],
        }),
    );
    let id = &made["agreement_id"];
    desk.ok(
        "agreements.note_contact",
        json!({ "agreement_id": id, "person": bird.full_name(), "said": bird.word("Said") }),
    );
    let review = desk.ok("agreements.open_review", json!({ "agreement_id": id }));
    let shown = desk.ok("agreements.get", json!({ "agreement_id": id }));
    for scenario in shown["scenarios"].as_array().unwrap() {
        desk.ok(
            "agreements.look",
            json!({ "review_id": review["review_id"], "scenario_id": scenario["scenario_id"],
                    "verdict": "still_right", "note": bird.text("Look") }),
        );
    }
    desk.ok(
        "agreements.close_review",
        json!({ "review_id": review["review_id"], "outcome": bird.text("Outcome") }),
    );
    desk.ok(
        "agreements.end",
        json!({ "agreement_id": id, "ended_on": "2026-11-20", "note": bird.text("End") }),
    );
}

/// A row of a list that waits, in which the person stands by name.
fn held_row(desk: &mut TestDesk, bird: Bird) {
    let file = desk.home.path().join(format!("{}-leden.csv", bird.name));
    let (name, note) = (bird.full_name(), bird.word("Held"));
    let row = format!("{name};Dreef 1;1234SA;Utrecht;31-2-2020;passief;{note}");
    let head = "Naam;Adres;Postcode;Plaats;Lid sinds;Soort;Opmerking";
    fs::write(&file, format!("{head}\n{row}\n")).unwrap();
    let file = desk.desk.keep_file(file).file;
    desk.ok("import.apply_members", json!({ "file": file }));
}

//! A small neighbourhood with something in every room, and one valid question for every command
//! that writes. A test compares these with the desk's list, so a new command brings its sample.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use wijkboek_core::kernel::Failure;

use super::{BOOK, Mark, PASSPHRASE, Seat};

/// A valid question for a command that writes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sample {
    /// The command.
    pub command: String,
    /// Its question; a file's handle is put in when it is asked.
    pub question: Value,
    /// A file that somebody chose to read: its name and what stands in it.
    pub file: Option<(String, String)>,
    /// A file that somebody chose to write.
    pub target: Option<String>,
    /// The instant at which it can be asked, if not now.
    pub now: Option<String>,
    /// Who asks it.
    pub passphrase: String,
    /// What is found in the keys when it is done, of a command that writes there.
    pub mark: Option<Mark>,
}

impl Sample {
    pub(super) fn new(command: &str, question: Value) -> Self {
        Self {
            command: command.to_owned(),
            question,
            file: None,
            target: None,
            now: None,
            passphrase: PASSPHRASE.to_owned(),
            mark: None,
        }
    }

    /// The name of its command.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.command
    }

    /// Lays everything ready; what is left to do is to ask.
    ///
    /// # Errors
    /// What the disk said.
    pub fn prepare(&self, seat: &mut Seat, home: &Path) -> std::io::Result<Value> {
        let mut question = self.question.clone();
        if let Some((name, text)) = &self.file {
            let path = home.join(name);
            fs::write(&path, text)?;
            question["file"] = json!(seat.desk.keep_file(path).file);
        }
        seat.forget_choices();
        if let Some(name) = &self.target {
            seat.choose(&home.join(name));
        }
        if let Some(now) = &self.now {
            seat.clock.set(now.parse().unwrap_or_default());
        }
        Ok(question)
    }
}

/// The neighbourhood: its samples, and what lies in its safe.
pub struct Neighbourhood {
    /// The recovery code of its book.
    pub code: String,
    /// A valid question for every command that writes, each good in the book as it stands.
    pub samples: Vec<Sample>,
}

const OLD_TRANSFERS: &str = "a,b,m,t,i\nJan,Piet,60,2020-01-01,r1\nBank,Jan,90,2020-01-02,r2\n";
const NEW_TRANSFERS: &str = "a,b,m,t,i\nJan,Piet,30,2020-02-01,r3\n";
const OLD_MEMBERS: &str = "Nr;Naam;Adres;Postcode;Plaats;Lid sinds;Soort\n\
    71;Mevr. T. Held;Dreef 1;1234SA;Utrecht;31-2-2020;passief\n";
const NEW_MEMBERS: &str = "Nr;Naam;Adres;Postcode;Plaats;Lid sinds;Soort\n\
    81;T. de Groot;Dreef 3;1234 AB;Utrecht;1-2-2020;passief\n\
    82;H. Klein;Dreef 4;1234 AB;Utrecht;1-2-2020;actief\n";

impl Neighbourhood {
    /// Makes a book at a desk that has none, and furnishes it.
    ///
    /// # Errors
    /// In words, what the desk refused.
    pub fn make(seat: &mut Seat, home: &Path) -> Result<Self, String> {
        let mut hand = Hand { seat, home };
        hand.furnish().map_err(|(command, failure)| {
            format!("{command}: {} {:?}", failure.code, failure.details)
        })
    }
}

/// Asks, and remembers what it asked when that is refused.
pub(super) struct Hand<'a> {
    seat: &'a mut Seat,
    pub(super) home: &'a Path,
}

pub(super) type Asked<T> = Result<T, (String, Failure)>;

impl Hand<'_> {
    pub(super) fn ask(&mut self, command: &str, question: Value) -> Asked<Value> {
        let answer = self.seat.ask(command, question);
        answer.map_err(|failure| (command.to_owned(), failure))
    }

    fn read(&mut self, name: &str, text: &str) -> Value {
        let path = self.home.join(name);
        // A file that is not there is refused when it is asked for.
        drop(fs::write(&path, text));
        json!(self.seat.desk.keep_file(path).file)
    }

    fn furnish(&mut self) -> Asked<Neighbourhood> {
        let new = json!({ "centre": "De Buurt", "place": "Utrecht", "person": "Anja Bos",
                          "passphrase": PASSPHRASE });
        let made = self.ask("book.create", new)?;
        let mut samples = Vec::new();
        let people = self.people(&mut samples)?;
        self.credits(&people, &mut samples)?;
        self.certificates(&people, &mut samples)?;
        self.agreements(&mut samples)?;
        self.import(&mut samples)?;
        self.privacy(&mut samples)?;
        self.consent(&people, &mut samples)?;
        self.desk(&people, &mut samples)?;
        let code = made["recovery_code"].as_str().unwrap_or_default();
        self.staff(&people[0], code, &mut samples)?;
        self.ask("book.lock", json!({}))?;
        let code = code.to_owned();
        Ok(Neighbourhood { code, samples })
    }

    /// Five people and two organisations.
    fn people(&mut self, samples: &mut Vec<Sample>) -> Asked<Vec<Value>> {
        let mut found = Vec::new();
        for (given, family) in [
            ("Anna", "Wit"),
            ("Bram", "Kok"),
            ("Cora", "Vos"),
            ("Dirk", "Haan"),
            ("Elly", "Mol"),
        ] {
            found.push(self.ask("members.admit", person(given, family))?["member_id"].take());
        }
        for name in ["Buurthuis De Dreef", "Kapper Ali", "Bakker Jansen"] {
            let organisation = json!({ "kind": "organisation", "membership": "active",
                                       "fields": { "name": name } });
            found.push(self.ask("members.admit", organisation)?["member_id"].take());
        }
        let anna = &found[0];
        samples.extend([
            Sample::new("members.admit", person("Fien", "Berg")),
            Sample::new(
                "members.revise",
                json!({ "member_id": anna, "version": 1,
                        "fields": { "given_name": "Anna", "family_name": "Zwart" } }),
            ),
            Sample::new(
                "members.change_membership",
                json!({ "member_id": anna, "from_day": "2026-11-24", "membership": "passive" }),
            ),
            Sample::new(
                "members.end",
                json!({ "member_id": anna, "until_day": "2026-11-30" }),
            ),
        ]);
        Ok(found)
    }

    fn credits(&mut self, people: &[Value], samples: &mut Vec<Sample>) -> Asked<()> {
        let open = |member: &Value, kind: &str| json!({ "member_id": member, "kind": kind });
        let issuing = self.ask("credits.open_account", open(&people[5], "issuing"))?;
        let redeeming = self.ask("credits.open_account", open(&people[6], "redeeming"))?;
        let (issuing, redeeming) = (&issuing["account_id"], &redeeming["account_id"]);
        self.ask(
            "credits.change_themes",
            json!({ "version": 0, "themes": [{ "name": "Samen eten" }, { "name": "Tuin" }] }),
        )?;
        let mut last = Value::Null;
        for member in people.iter().take(4) {
            let earn = json!({ "from": issuing, "to": { "member_id": member }, "minutes": 600,
                               "memo": "koken" });
            last = self.ask("credits.earn", earn)?["transfer_id"].take();
        }
        let file = self.read("oud.csv", OLD_TRANSFERS);
        let mapping = json!({ "from": "a", "to": "b", "amount": "m", "at": "t", "id": "i",
                              "minutes_per_unit": 1, "issuers": ["Bank"], "source": "oud" });
        let apply = json!({ "file": file, "mapping": mapping });
        self.ask("import.apply_transfers", apply)?;
        let accounts = self.ask("credits.accounts", json!({ "limit": 100 }))?;
        let rows = accounts["rows"].as_array().cloned().unwrap_or_default();
        let outside = rows.iter().find(|row| row["outside_name"] == "Piet");
        let outside = outside.map(|row| row["account_id"].clone());
        let member = |place: usize| json!({ "member_id": people[place] });
        samples.extend([
            Sample::new(
                "credits.change_scheme",
                json!({ "version": 0, "singular": "troef", "plural": "troeven",
                        "unit_minutes": 1 }),
            ),
            Sample::new(
                "credits.change_themes",
                json!({ "version": 1, "themes": [{ "name": "Klussen" }] }),
            ),
            Sample::new("credits.open_account", open(&people[7], "redeeming")),
            Sample::new(
                "credits.link",
                json!({ "account_id": outside, "member_id": people[4] }),
            ),
            Sample::new(
                "credits.earn",
                json!({ "from": issuing, "to": member(4), "minutes": 90, "memo": "soep" }),
            ),
            Sample::new(
                "credits.give",
                json!({ "from": member(0), "to": member(1), "minutes": 30 }),
            ),
            Sample::new(
                "credits.spend",
                json!({ "from": member(0), "to": redeeming, "minutes": 30 }),
            ),
            Sample::new("credits.reverse", json!({ "transfer_id": last })),
            Sample {
                file: Some(("nieuw.csv".into(), NEW_TRANSFERS.into())),
                ..Sample::new("import.apply_transfers", json!({ "mapping": mapping }))
            },
        ]);
        Ok(())
    }

    fn certificates(&mut self, people: &[Value], samples: &mut Vec<Sample>) -> Asked<()> {
        let mut issue = |member: &Value| -> Asked<Value> {
            let issued = self.ask("certificates.issue", json!({ "member_id": member }))?;
            Ok(json!({ "certificate_id": issued["certificate_id"] }))
        };
        let (issued, signed) = (issue(&people[0])?, issue(&people[1])?);
        self.ask("certificates.sign", signed.clone())?;
        let texts = self.ask("certificates.texts", json!({}))?;
        let newest = texts.as_array().and_then(|texts| {
            let version = |text: &&Value| text["version"].as_u64();
            texts.iter().max_by_key(version).cloned()
        });
        let newest = newest.unwrap_or_default();
        let mut text = newest["text"].clone();
        text["title"] = json!("Dank je wel");
        samples.extend([
            Sample::new("certificates.issue", json!({ "member_id": people[2] })),
            Sample::new("certificates.sign", issued.clone()),
            Sample::new("certificates.hand_over", signed),
            Sample::new("certificates.withdraw", issued),
            Sample::new(
                "certificates.change_text",
                json!({ "version": newest["version"], "text": text }),
            ),
        ]);
        Ok(())
    }

    /// One agreement under review, and one that can be reviewed.
    fn agreements(&mut self, samples: &mut Vec<Sample>) -> Asked<()> {
        let reviewed = self.ask("agreements.make", agreement("Badhuis"))?["agreement_id"].take();
        let other = self.ask("agreements.make", agreement("Tuin"))?["agreement_id"].take();
        let extra = json!({ "agreement_id": reviewed, "scenario": scenario("continuation", "C") });
        self.ask("agreements.add_scenario", extra.clone())?;
        let talk =
            json!({ "agreement_id": reviewed, "person": "mw. Visser", "said": "Het gaat goed." });
        let talked = self.ask("agreements.note_contact", talk.clone())?;
        let review = self.ask(
            "agreements.open_review",
            json!({ "agreement_id": reviewed }),
        )?;
        let found = self.ask("agreements.get", json!({ "agreement_id": reviewed }))?;
        let scenarios = found["scenarios"].as_array().cloned().unwrap_or_default();
        let look = |scenario: &Value| {
            json!({ "review_id": review["review_id"], "scenario_id": scenario["scenario_id"],
                    "verdict": "still_right" })
        };
        for scenario in &scenarios {
            self.ask("agreements.look", look(scenario))?;
        }
        let theirs = self.ask("agreements.get", json!({ "agreement_id": other }))?;
        let spare = json!({ "agreement_id": other, "scenario": scenario("hand_over", "D") });
        let spare = self.ask("agreements.add_scenario", spare)?;
        let mut revised = found["fields"].clone();
        revised["title"] = json!("Badhuis en tuin");
        samples.extend([
            Sample::new("agreements.make", agreement("Kas")),
            Sample::new(
                "agreements.revise",
                json!({ "agreement_id": reviewed, "version": found["version"],
                        "fields": revised }),
            ),
            Sample::new(
                "agreements.end",
                json!({ "agreement_id": other, "ended_on": "2026-11-20" }),
            ),
            Sample::new("agreements.add_scenario", extra),
            Sample::new(
                "agreements.revise_scenario",
                json!({ "scenario_id": theirs["scenarios"][0]["scenario_id"],
                        "version": theirs["scenarios"][0]["version"],
                        "fields": scenario("hand_over", "E")["fields"] }),
            ),
            Sample::new(
                "agreements.drop_scenario",
                json!({ "scenario_id": spare["scenario_id"] }),
            ),
            Sample::new("agreements.note_contact", talk),
            Sample::new(
                "agreements.retract_contact",
                json!({ "contact_id": talked["contact_id"] }),
            ),
            Sample::new("agreements.open_review", json!({ "agreement_id": other })),
            Sample::new("agreements.look", look(&scenarios[0])),
            Sample::new(
                "agreements.close_review",
                json!({ "review_id": review["review_id"], "outcome": "Goed zo." }),
            ),
        ]);
        Ok(())
    }

    fn import(&mut self, samples: &mut Vec<Sample>) -> Asked<()> {
        let file = self.read("leden.csv", OLD_MEMBERS);
        self.ask("import.apply_members", json!({ "file": file }))?;
        let held = self.ask("import.held", json!({}))?;
        let row = &held["rows"][0];
        samples.extend([
            Sample {
                file: Some(("nieuwe-leden.csv".into(), NEW_MEMBERS.into())),
                ..Sample::new("import.apply_members", json!({}))
            },
            Sample::new(
                "import.decide",
                json!({ "import_id": row["import_id"],
                        "decisions": [{ "line": row["line"], "decision": "skip" }] }),
            ),
        ]);
        Ok(())
    }

    /// Two who left; one of them asked to be forgotten.
    fn privacy(&mut self, samples: &mut Vec<Sample>) -> Asked<()> {
        let mut gone = Vec::new();
        for family in ["Gaan", "Weg"] {
            let member = self.ask("members.admit", person("Gijs", family))?["member_id"].take();
            let end = json!({ "member_id": member, "until_day": "2026-11-23" });
            self.ask("members.end", end)?;
            gone.push(member);
        }
        self.ask(
            "privacy.request_erasure",
            json!({ "member_ids": [gone[1]] }),
        )?;
        let table = self.ask("privacy.terms", json!({}))?;
        samples.extend([
            Sample::new(
                "privacy.request_erasure",
                json!({ "member_ids": [gone[0]] }),
            ),
            Sample::new("privacy.take_back_erasure", json!({ "member_id": gone[1] })),
            Sample {
                now: Some("2027-01-15T12:00:00Z".into()),
                ..Sample::new("privacy.erase_due", json!({}))
            },
            Sample::new(
                "privacy.change_terms",
                json!({ "version": table["version"],
                        "terms": [{ "field": "phone", "months": 6 }] }),
            ),
            Sample {
                now: Some("2028-12-01T12:00:00Z".into()),
                ..Sample::new(
                    "privacy.clear_passed",
                    json!({ "version": table["version"],
                            "members": [{ "member_id": gone[0], 
                                          "fields": ["name", "address", "phone",
                                                     "birth_year", "note"] }] }),
                )
            },
        ]);
        Ok(())
    }

    /// Two purposes: somebody agreed with the first one.
    fn consent(&mut self, people: &[Value], samples: &mut Vec<Sample>) -> Asked<()> {
        let asked = self.ask("consent.purposes", json!({}))?;
        let about = |place: usize| &asked["purposes"][place]["purpose_id"];
        let give = |place: usize| {
            json!({ "member_id": people[0], "purpose_id": about(place), "version": 1,
                    "how": "paper", "proof": "map 3" })
        };
        self.ask("consent.give", give(0))?;
        samples.extend([
            Sample::new(
                "consent.change_purposes",
                json!({ "version": asked["version"],
                        "purposes": [{ "name": "Foto’s", "text": "Op de website." }] }),
            ),
            Sample::new("consent.give", give(1)),
            Sample::new(
                "consent.withdraw",
                json!({ "member_id": people[0], "purpose_id": about(0) }),
            ),
        ]);
        Ok(())
    }

    fn desk(&mut self, people: &[Value], samples: &mut Vec<Sample>) -> Asked<()> {
        let centre = self.ask("centre.get", json!({}))?;
        let mut fields = centre["fields"].clone();
        fields["name"] = json!("De Nieuwe Buurt");
        let slip = Uuid::from_u128(7);
        let noted = json!({ "member_id": people[3], "until_day": "2026-12-31" });
        let ended = self.seat.ask_as(slip, "members.end", noted);
        ended.map_err(|failure| ("members.end".to_owned(), failure))?;
        // A book that a restore put aside; what stands in it nobody asks before it goes.
        let kept = BOOK.replace(".wijkboek", "-voor-terugzetten-2026-11-23.wijkboek");
        drop(fs::create_dir(self.home.join(&kept)));
        drop(fs::write(self.home.join(&kept).join("book.db"), "a book"));
        samples.extend([
            Sample::new(
                "backup.remove_kept",
                json!({ "name": kept.trim_end_matches(".wijkboek") }),
            ),
            Sample::new(
                "centre.change",
                json!({ "version": centre["version"], "fields": fields }),
            ),
            Sample::new(
                "centre.tell_computer",
                json!({ "version": 0, "computer": { "disk": "encrypted", "account": "own" } }),
            ),
            Sample::new("desk.undo", json!({ "operation_id": slip })),
            Sample {
                target: Some("moment.json".into()),
                now: Some("2027-01-15T12:00:00Z".into()),
                ..Sample::new("snapshot.write", json!({ "quarter": "2026Q4" }))
            },
        ]);
        Ok(())
    }
}

fn person(given: &str, family: &str) -> Value {
    json!({
        "kind": "person", "membership": "active",
        "fields": { "given_name": given, "family_name": family, "street": "Kerkstraat",
                    "house_number": 41, "postcode": "3511 AB", "town": "Utrecht",
                    "phone": "06 13 48 58 89", "birth_year": 1952, "note": "Kookt graag." },
    })
}

fn scenario(kind: &str, title: &str) -> Value {
    json!({ "kind": kind, "fields": { "title": title, "cause": "Te weinig mensen." } })
}

fn agreement(title: &str) -> Value {
    json!({
        "fields": {
            "title": title, "object": "Het oude badhuis", "kind": "use_of_place",
            "from_day": "2026-01-01", "until_text": "tot verkoop", "preparation_weeks": 4,
            "contact_weeks": 8, "review_months": 12,
            "parties": [{ "kind": "municipality", "name": "Gemeente" }],
        },
        "scenarios": [scenario("hand_over", "A"), scenario("continuation", "B")],
    })
}

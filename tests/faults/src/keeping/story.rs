//! A story with everything in it that people type: F19 looks for it where it may not stand, F20 for
//! calls that leave the machine. In every free text of every command there is a bird. Something is
//! imported, booked, refused, asked twice, copied, tried, printed and written as a snapshot; a
//! passphrase is wrong; the desk is locked, opened again, and killed by whoever listens.

use std::{fs, io::BufRead as _, path::Path};

use serde_json::{Value, json};

use crate::stage::{Folk, PASSPHRASE, Sample, Seat};

/// In every text of the story, and nowhere else.
pub const BIRD: &str = "Zilvermeeuw";
/// The questions of the story, in the folder of what people keep outside the book themselves.
pub const SAMPLES: &str = "samples.json";
/// These take away what others are about, and come after them.
const LATER: &[&str] = &[
    "agreements.add_scenario",
    "agreements.end",
    "consent.change_purposes",
];
/// With fewer acts of the samples done the story would mean little.
const LEAST: u64 = 36;

/// The fields in which somebody types what they like.
const FREE: &[&str] = &[
    "given_name",
    "family_name",
    "street",
    "town",
    "note",
    "memo",
    "said",
    "person",
    "text",
    "title",
    "object",
    "cause",
    "reason",
    "outcome",
    "proof",
    "function",
    "body",
    "article",
    "disclaimer",
    "name",
    "until_text",
];
/// Free texts that a command takes and a sample leaves out.
const MORE: &[(&str, &str)] = &[
    ("agreements.end", "note"),
    ("agreements.look", "note"),
    ("certificates.withdraw", "reason"),
    ("credits.give", "memo"),
    ("credits.reverse", "memo"),
    ("credits.spend", "memo"),
];

/// The process that lives the story. It says `open`, `locked` and `again`, and each time waits for
/// a line: whoever listens looks at its memory or kills it.
///
/// # Errors
/// In words, where it stops.
pub fn child(home: &Path, own: &Path, seed: u64) -> Result<(), String> {
    let mut teller = Teller {
        seat: Seat::at(home, seed),
        done: 0,
    };
    drop(teller.unlock("iets heel anders"));
    let samples = fs::read(own.join(SAMPLES)).map_err(|error| error.to_string())?;
    let samples: Vec<Sample> =
        serde_json::from_slice(&samples).map_err(|error| error.to_string())?;
    teller.unlock(PASSPHRASE)?;
    let mut sits = PASSPHRASE.to_owned();
    for sample in &samples {
        if sample.passphrase != sits {
            sits.clone_from(&sample.passphrase);
            teller.must("book.lock", json!({}))?;
            teller.unlock(&sits)?;
        }
        teller.try_sample(sample, own)?;
    }
    teller.must("book.lock", json!({}))?;
    teller.unlock(PASSPHRASE)?;
    teller.people(own)?;
    teller.leave_the_house(own)?;
    if teller.done < LEAST {
        return Err(format!("only {} acts were done", teller.done));
    }
    say("open");
    teller.must("book.lock", json!({}))?;
    say("locked");
    teller.unlock(PASSPHRASE)?;
    teller.must("members.admit", person())?;
    say("again");
    Ok(())
}

struct Teller {
    seat: Seat,
    done: u64,
}

impl Teller {
    fn must(&mut self, command: &str, question: Value) -> Result<Value, String> {
        let answer = self.seat.ask(command, question);
        answer.map_err(|failure| format!("{command}: {failure:?}"))
    }

    fn unlock(&mut self, passphrase: &str) -> Result<Value, String> {
        self.must("book.unlock", json!({ "passphrase": passphrase }))
    }

    /// Asks what a sample asks, with birds. It may be refused: one before it may have changed what
    /// it is about.
    fn try_sample(&mut self, sample: &Sample, own: &Path) -> Result<(), String> {
        let mut sample = sample.clone();
        for (command, field) in MORE {
            if sample.command == *command {
                sample.question[field] = json!("waarom");
            }
        }
        add_birds(&mut sample.question);
        if sample.command == "centre.change" {
            // Its own name is nobody's, and stands in the snapshot on purpose.
            let fields = &mut sample.question["fields"];
            fields["name"] = json!("De Nieuwe Buurt");
            fields["signatories"] = json!([{ "name": bird("Signs"), "function": bird("Does") }]);
        }
        if let Some((_, text)) = &mut sample.file {
            *text = text.replace("T. de Groot", BIRD).replace("Jan", BIRD);
        }
        let asked = sample.prepare(&mut self.seat, own);
        let asked = asked.map_err(|error| error.to_string())?;
        let answer = self.seat.ask(&sample.command, asked);
        self.done += u64::from(answer.is_ok());
        Ok(())
    }

    /// Somebody new, a booking that is asked twice, and questions that are refused.
    fn people(&mut self, own: &Path) -> Result<(), String> {
        let member = self.must("members.admit", person())?["member_id"].take();
        let wrong = json!({ "kind": "person", "fields": { "name": bird("Wrong") } });
        if self.seat.ask("members.admit", wrong).is_ok() {
            return Err("a person with the name of a household is taken".into());
        }
        self.must("search.find", json!({ "text": bird("Given") }))?;
        let folk = Folk::find(&mut self.seat).map_err(|failure| format!("{failure:?}"))?;
        let earn = |memo: &str| {
            json!({ "from": folk.issuing, "to": { "member_id": member }, "minutes": 60,
                    "memo": bird(memo) })
        };
        let id = self.seat.operation();
        let first = self.seat.ask_as(id, "credits.earn", earn("Memo"));
        if first.is_err() || first != self.seat.ask_as(id, "credits.earn", earn("Memo")) {
            return Err(format!("a booking that is asked twice: {first:?}"));
        }
        let other = self.seat.ask_as(id, "credits.earn", earn("Other"));
        if other.is_ok() {
            return Err("another booking under the same id is taken".into());
        }
        let issued = self.must("certificates.issue", json!({ "member_id": member }))?;
        self.seat.choose(&own.join("certificaat.pdf"));
        let paper = json!({ "certificate_id": issued["certificate_id"] });
        self.must("certificates.save_paper", paper).map(drop)
    }

    /// A copy and a snapshot, which may hold nobody.
    fn leave_the_house(&mut self, own: &Path) -> Result<(), String> {
        let home = own.with_file_name("home");
        let copy = home.join("kopie.wijkboek-backup");
        self.seat.choose(&copy);
        self.must("backup.make", json!({}))?;
        let file = self.seat.desk.keep_file(copy).file;
        let test = json!({ "file": file, "passphrase": PASSPHRASE });
        self.must("backup.test", test)?;
        self.must("book.verify", json!({}))?;
        let then = "2027-01-15T12:00:00Z".parse().unwrap_or_default();
        self.seat.clock.set(then);
        self.seat.choose(&home.join("moment.json"));
        let quarter = json!({ "quarter": "2026Q4" });
        self.must("snapshot.write", quarter).map(drop)
    }
}

/// The samples that a story asks: those that leave the keys and the folder of the book alone.
#[must_use]
pub fn told(samples: &[Sample]) -> Vec<&Sample> {
    let keeps = |sample: &&Sample| {
        let moves = sample.mark.is_some() || sample.target.is_some() || sample.now.is_some();
        !moves && !sample.command.starts_with("backup.") && sample.command != "desk.undo"
    };
    let mut told: Vec<&Sample> = samples.iter().filter(keeps).collect();
    told.sort_by_key(|sample| {
        let later = LATER.contains(&sample.command.as_str());
        (sample.passphrase != PASSPHRASE, later)
    });
    told
}

fn bird(name: &str) -> String {
    format!("{BIRD}{name}")
}

fn person() -> Value {
    json!({
        "kind": "person", "membership": "active",
        "fields": { "given_name": bird("Given"), "family_name": bird("Family"),
                    "street": bird("Street"), "house_number": 4, "town": bird("Town"),
                    "email": format!("{BIRD}@buurt.example"), "note": bird("Note") },
    })
}

/// Puts a bird into every free text, how deep it may stand.
fn add_birds(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if FREE.contains(&name.as_str()) => {
                        text.insert_str(0, BIRD);
                    }
                    value => add_birds(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(add_birds),
        _ => {}
    }
}

/// Says a word and waits until whoever listens has seen enough.
fn say(word: &str) {
    println!("{word}");
    drop(std::io::stdin().lock().read_line(&mut String::new()));
}

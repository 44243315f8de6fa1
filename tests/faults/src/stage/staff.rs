//! Who sits at the desk of the small neighbourhood, with one of each role, and a valid question for
//! every command that changes who does. These write in `keys.json` beside the book as well; their
//! mark says what must then be found there.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use wijkboek_core::keys::KeyRing;

use super::{
    BOOK, PASSPHRASE, Sample,
    neighbourhood::{Asked, Hand},
    raw_key,
};

/// A worker, who is sent away and given another passphrase.
pub const WORKER: &str = "tas fiets molen regen";
/// A reader.
pub const READER: &str = "zon maan sterren lucht";
/// The confidant who holds the key of the confidential notes.
pub const CONFIDANT: &str = "brood kaas melk appel";
/// A confidant who waits to be let in.
const WAITING: &str = "sneeuw hagel regen zon";
/// A passphrase that nobody has yet.
pub const FRESH: &str = "een heel nieuwe zin";

/// Who can come to the desk: a passphrase and a role.
pub const STAFF: [(&str, &str); 5] = [
    (PASSPHRASE, "manager"),
    (WORKER, "worker"),
    (READER, "reader"),
    (CONFIDANT, "confidant"),
    (WAITING, "confidant"),
];

/// What an act changes in the keys. Each part is true once it is done, and not before.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Mark {
    /// This passphrase opens them.
    pub opens: Option<String>,
    /// This one does not any more.
    pub shut: Option<String>,
    /// Nor does this recovery code.
    pub shut_code: Option<String>,
    /// This person holds the key of the confidential notes, or does not.
    pub confidant: Option<(Uuid, bool)>,
    /// The recovery code is proven.
    pub proven: bool,
    /// The book has another key than it had on the shelf.
    pub other_key: Option<String>,
}

/// How much of a mark is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// All of it.
    Done,
    /// Nothing of it.
    NotDone,
    /// Part of it.
    Half,
}

impl Mark {
    /// Looks at the keys of the book in a home.
    ///
    /// # Errors
    /// In words, why they cannot be read.
    pub fn find(&self, home: &Path) -> Result<Marked, String> {
        let book = home.join(BOOK);
        let ring = KeyRing::read(&book).map_err(|error| format!("the keys: {error}"))?;
        let mut signs = Vec::new();
        signs.extend(self.opens.as_ref().map(|it| ring.open(it).is_ok()));
        signs.extend(self.shut.as_ref().map(|it| ring.open(it).is_err()));
        let codes = self.shut_code.as_ref();
        signs.extend(codes.map(|it| ring.open_with_code(it).is_err()));
        if self.proven {
            signs.push(ring.code_doubt().is_none());
        }
        let holds = |id: &Uuid| ring.confidants().contains(id);
        signs.extend(self.confidant.map(|(id, held)| holds(&id) == held));
        if let Some(before) = &self.other_key {
            signs.push(raw_key(&book)? != *before);
        }
        Ok(match signs.iter().filter(|sign| **sign).count() {
            0 => Marked::NotDone,
            all if all == signs.len() => Marked::Done,
            _ => Marked::Half,
        })
    }
}

fn add(name: &str, role: &str, passphrase: &str) -> Value {
    json!({ "name": name, "role": role, "passphrase": passphrase })
}

fn marked(command: &str, question: Value, mark: Mark) -> Sample {
    Sample {
        mark: Some(mark),
        ..Sample::new(command, question)
    }
}

impl Hand<'_> {
    /// One of each role, and a confidant who waits; a note about somebody.
    pub(super) fn staff(
        &mut self,
        member: &Value,
        code: &str,
        samples: &mut Vec<Sample>,
    ) -> Asked<()> {
        let mut ids = Vec::new();
        let names = ["Fatima", "Rob", "Ria", "Joost"];
        for (name, (passphrase, role)) in names.iter().zip(&STAFF[1..]) {
            let added = self.ask("keys.add_person", add(name, role, passphrase))?;
            ids.push(added["person_id"].clone());
        }
        self.sits(CONFIDANT)?;
        let said = json!({ "member_id": member, "text": "Ze slaapt slecht." });
        let note = self.ask("confidential.write", said.clone())?;
        self.sits(PASSPHRASE)?;
        let as_confidant = |command: &str, question: Value| Sample {
            passphrase: CONFIDANT.into(),
            ..Sample::new(command, question)
        };
        samples.extend([
            as_confidant("confidential.write", said),
            as_confidant("confidential.erase", note),
            Sample {
                mark: Some(Mark {
                    confidant: Some((id(&ids[3]), true)),
                    ..Mark::default()
                }),
                ..as_confidant("confidential.let_in", json!({ "person_id": ids[3] }))
            },
        ]);
        samples.extend(self.keys(&ids, code));
        Ok(())
    }

    fn keys(&self, ids: &[Value], code: &str) -> Vec<Sample> {
        let (worker, confidant) = (&ids[0], &ids[2]);
        let opens = Some(FRESH.to_owned());
        let shut = Some(WORKER.to_owned());
        let shut_code = Some(code.to_owned());
        let other_key = raw_key(&self.home.join(BOOK)).ok();
        let exchanged = Mark {
            opens: opens.clone(),
            shut: shut.clone(),
            ..Mark::default()
        };
        vec![
            marked(
                "keys.add_person",
                add("Bert", "worker", FRESH),
                Mark {
                    opens,
                    ..Mark::default()
                },
            ),
            Sample {
                passphrase: WORKER.into(),
                ..marked(
                    "keys.change_passphrase",
                    json!({ "present": WORKER, "passphrase": FRESH }),
                    exchanged.clone(),
                )
            },
            marked(
                "keys.give_passphrase",
                json!({ "person_id": worker, "passphrase": FRESH }),
                exchanged,
            ),
            marked(
                "keys.change_role",
                json!({ "person_id": confidant, "role": "worker", "give_up_notes": true }),
                Mark {
                    confidant: Some((id(confidant), false)),
                    ..Mark::default()
                },
            ),
            marked(
                "keys.remove_person",
                json!({ "person_id": worker }),
                Mark {
                    shut,
                    other_key: other_key.clone(),
                    ..Mark::default()
                },
            ),
            marked(
                "keys.new_key",
                json!({}),
                Mark {
                    shut_code: shut_code.clone(),
                    other_key,
                    ..Mark::default()
                },
            ),
            marked(
                "keys.prove_recovery_code",
                json!({ "recovery_code": code }),
                Mark {
                    proven: true,
                    ..Mark::default()
                },
            ),
            marked(
                "keys.new_recovery_code",
                json!({}),
                Mark {
                    shut_code,
                    ..Mark::default()
                },
            ),
            Sample::new(
                "keys.rename_person",
                json!({ "person_id": worker, "name": "Fatma" }),
            ),
        ]
    }

    /// Somebody else comes to the desk.
    fn sits(&mut self, passphrase: &str) -> Asked<()> {
        self.ask("book.lock", json!({}))?;
        self.ask("book.unlock", json!({ "passphrase": passphrase }))?;
        Ok(())
    }
}

fn id(value: &Value) -> Uuid {
    let text = value.as_str().unwrap_or_default();
    text.parse().unwrap_or_default()
}

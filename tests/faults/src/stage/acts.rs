//! What people do at the desk, one act after another: mostly bookings, now and then somebody new, a
//! correction, a talk, and something taken back.

use std::io::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use wijkboek_core::kernel::Failure;

use super::{Dice, Seat};

/// An act that the desk said was done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Acknowledged {
    /// Its operation.
    pub operation_id: Uuid,
    /// Its command.
    pub command: String,
    /// What the desk answered.
    pub receipt: Value,
}

impl Acknowledged {
    /// Work on the book that is no act in it: a copy, an update.
    #[must_use]
    pub fn work(command: &str, receipt: Value) -> Self {
        Self {
            operation_id: Uuid::nil(),
            command: command.to_owned(),
            receipt,
        }
    }

    /// Says it on standard output, in one line that is written at once.
    ///
    /// # Errors
    /// In words, why it could not be said.
    pub fn tell(&self) -> Result<(), String> {
        let mut line = serde_json::to_vec(self).map_err(|error| error.to_string())?;
        line.push(b'\n');
        let mut told = std::io::stdout().lock();
        let written = told.write_all(&line).and_then(|()| told.flush());
        written.map_err(|error| error.to_string())
    }
}

/// Who can act with whom in the book that lies open.
pub struct Folk {
    /// An account that issues.
    pub issuing: Value,
    /// An account that redeems.
    pub redeeming: Value,
    /// Members, people and organisations.
    pub members: Vec<Value>,
    /// An agreement that people talk about.
    pub agreement: Value,
    last: Option<Acknowledged>,
}

impl Folk {
    /// Looks who is there.
    ///
    /// # Errors
    /// What the desk says.
    pub fn find(seat: &mut Seat) -> Result<Self, Failure> {
        let accounts = seat.ask("credits.accounts", json!({}))?;
        let of_kind = |kind: &str| {
            let rows = accounts["rows"].as_array().into_iter().flatten();
            let mut found = rows.filter(|row| row["kind"] == kind);
            found.next().map(|row| row["account_id"].clone())
        };
        let people = json!({ "kind": "person", "limit": 100 });
        let members = seat.ask("members.list", people)?["rows"].take();
        let members = members.as_array().cloned().unwrap_or_default();
        let agreements = seat.ask("agreements.list", json!({}))?;
        Ok(Self {
            issuing: of_kind("issuing").unwrap_or_default(),
            redeeming: of_kind("redeeming").unwrap_or_default(),
            members: members
                .into_iter()
                .map(|mut row| row["member_id"].take())
                .collect(),
            agreement: agreements["rows"][0]["agreement_id"].clone(),
            last: None,
        })
    }

    /// Does one act. Nothing if the desk refused it, which it may: a floor was reached, or the act
    /// before cannot be taken back.
    ///
    /// # Errors
    /// What is no refusal: the disk, the database, a break of ours.
    pub fn act(
        &mut self,
        seat: &mut Seat,
        dice: &mut Dice,
    ) -> Result<Option<Acknowledged>, Failure> {
        match self.attempt(seat, dice) {
            Ok(done) => Ok(Some(done)),
            Err((_, failure)) if is_fault(&failure) => Err(failure),
            Err(_) => Ok(None),
        }
    }

    /// Tries one act.
    ///
    /// # Errors
    /// Which one the desk refused or failed in, and what it said.
    pub fn attempt(
        &mut self,
        seat: &mut Seat,
        dice: &mut Dice,
    ) -> Result<Acknowledged, (Uuid, Failure)> {
        let (command, question) = self.choose(dice);
        let operation_id = seat.operation();
        let answer = seat.ask_as(operation_id, command, question);
        let done = Acknowledged {
            operation_id,
            command: command.to_owned(),
            receipt: answer.map_err(|failure| (operation_id, failure))?,
        };
        self.last = (command != "desk.undo").then(|| done.clone());
        Ok(done)
    }

    fn choose(&self, dice: &mut Dice) -> (&'static str, Value) {
        let member = |dice: &mut Dice| json!({ "member_id": dice.one_of(&self.members) });
        let minutes = dice.below(600) + 1;
        match dice.below(20) {
            0..10 => (
                "credits.earn",
                json!({ "from": self.issuing, "to": member(dice), "minutes": minutes,
                        "memo": "soep en een praatje" }),
            ),
            10..13 => (
                "credits.give",
                json!({ "from": member(dice), "to": member(dice), "minutes": minutes }),
            ),
            13..15 => (
                "credits.spend",
                json!({ "from": member(dice), "to": self.redeeming, "minutes": minutes }),
            ),
            15..17 => (
                "members.admit",
                json!({ "kind": "person", "membership": "active", "fields":
                    { "given_name": "Nieuw", "family_name": format!("Buur{minutes}") } }),
            ),
            17 => (
                "agreements.note_contact",
                json!({ "agreement_id": self.agreement, "person": "mw. Visser",
                        "said": "Het gaat goed." }),
            ),
            18 => (
                "credits.reverse",
                json!({ "transfer_id": self.of_last("transfer_id") }),
            ),
            _ => (
                "desk.undo",
                json!({ "operation_id":
                        self.last.as_ref().map_or(Uuid::nil(), |act| act.operation_id) }),
            ),
        }
    }

    fn of_last(&self, field: &str) -> Value {
        let found = self.last.as_ref().map(|act| act.receipt[field].clone());
        match found {
            Some(Value::String(id)) => Value::String(id),
            _ => json!(Uuid::nil()),
        }
    }
}

/// Whether a failure is the machine's or ours, not a person's.
#[must_use]
pub fn is_fault(failure: &Failure) -> bool {
    let faults = [
        "Broken",
        "Database",
        "Disk",
        "DiskIsFull",
        "BookIsDamaged",
        "OutcomeUnknown",
        "BookIsInUse",
        "FolderIsReadOnly",
    ];
    faults.contains(&failure.code.as_str())
}

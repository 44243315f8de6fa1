//! Taking an act back, and looking at what was done. The way back is the command's own; here only
//! the act is looked up and the taking back recorded as an act of its own.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;
use wijkboek_core::{
    kernel::{Ask, AuditLine, Code, Read, Reader, Result, Role},
    keys,
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    files::Done,
};

/// Takes an act back: the one that carried this operation id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// The operation id of the act to take back.
    pub operation_id: Uuid,
}

impl Ask for Undo {
    const NAME: &'static str = "desk.undo";
    const ROLE: Role = Role::Worker;
    type Answer = Done;
}

impl AtDesk for Undo {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<Done> {
        let found = desk.book()?.read(|reader| reader.act(self.operation_id))?;
        let line = found.ok_or_else(|| Code::NotFound.at("operation_id"))?;
        let entry = desk.entry(&line.command)?;
        let Some(undo) = entry.undo else {
            return Code::CannotBeUndone.refuse();
        };
        desk.allow(entry.role)?;
        let mut act = desk.act(envelope, &self)?;
        act.undoes = Some(line.sequence);
        let book = desk.book_mut()?;
        book.write(&act, |tx| {
            // Inside the act: a repeated operation has been answered before this is asked.
            if tx.act(self.operation_id)?.is_some_and(|line| line.undone) {
                return Code::AlreadyUndone.refuse();
            }
            undo(tx, &line.result)?;
            Ok(Done {})
        })
        .map(|written| written.receipt)
    }
}

/// What was done in this book, the latest act first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListActs {
    /// How many, 500 at most.
    pub limit: u32,
    /// Only those that came before this one, by its place in the order of the book.
    #[serde(default)]
    pub before: Option<i64>,
}

/// An act that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ActLine {
    /// Its place in the order of the book.
    pub sequence: i64,
    /// Its operation, by which it can be taken back.
    pub operation_id: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who was at the desk.
    pub person: Option<String>,
    /// The command.
    pub command: String,
    /// Whether it was taken back.
    pub undone: bool,
}

impl Ask for ListActs {
    const NAME: &'static str = "desk.acts";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<ActLine>;
}

impl Read for ListActs {
    fn run(self, reader: &Reader) -> Result<Vec<ActLine>> {
        let lines = reader.audit(self.before, self.limit.min(500) as usize)?;
        lines.into_iter().map(|line| shown(reader, line)).collect()
    }
}

pub(crate) fn shown(reader: &Reader, line: AuditLine) -> Result<ActLine> {
    let person = line
        .person_id
        .map(|id| keys::person(reader, id))
        .transpose()?;
    Ok(ActLine {
        sequence: line.sequence,
        operation_id: line.operation_id,
        recorded_at: line.recorded_at,
        person: person.map(|person| person.name),
        command: line.command,
        undone: line.undone,
    })
}

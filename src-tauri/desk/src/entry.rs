//! One line of the list: a command with its name, role, kind, schemas, and how it runs.

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;
use wijkboek_core::kernel::{Ask, Code, Failure, Read, Result, Role, Tx, Write};

use crate::{Desk, Envelope};

/// How a command is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Changes nothing.
    Read,
    /// One act in the book; needs an operation id.
    Write,
    /// Needs the surroundings: a dialog, a file, another book.
    Surroundings,
    /// Answers without an open book.
    BeforeUnlock,
    /// Answered beside the desk's thread.
    Job,
}

/// A command that the desk itself carries out.
pub trait AtDesk: Ask {
    /// Whether it answers without an open book.
    const KIND: Kind;
    /// Whether it writes in the book and therefore needs an operation id.
    const WRITES: bool = false;

    /// Carries it out.
    ///
    /// # Errors
    /// A refusal with its code.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<Self::Answer>;
}

type Run = fn(&mut Desk, &Envelope) -> Result<Value>;
pub(crate) type Undo = fn(&Tx, &str) -> Result<()>;

/// A command on the list.
#[derive(Clone)]
pub struct Entry {
    /// `room.verb`.
    pub name: &'static str,
    /// The least role that may ask it.
    pub role: Role,
    /// How it runs.
    pub kind: Kind,
    /// Whether an operation id must come with it.
    pub writes: bool,
    /// The JSON Schema of the question; its description says what the command does.
    pub question: fn() -> Schema,
    /// The JSON Schema of the answer.
    pub answer: fn() -> Schema,
    pub(crate) wire: fn(&mut crate::wire::Wire),
    pub(crate) run: Run,
    pub(crate) undo: Option<Undo>,
}

/// A command that reads the book.
pub(crate) fn read<C: Read>() -> Entry {
    entry::<C>(Kind::Read, |desk, envelope| {
        let command: C = question(envelope)?;
        let answer = desk.book()?.read(|reader| command.run(reader))?;
        Ok(serde_json::to_value(answer)?)
    })
}

/// A command that changes the book.
pub(crate) fn write<C: Write>() -> Entry {
    let run: Run = |desk, envelope| {
        let command: C = question(envelope)?;
        let act = desk.act(envelope, &command)?;
        let written = desk.book_mut()?.write(&act, |tx| command.run(tx))?;
        Ok(serde_json::to_value(written.receipt)?)
    };
    let undo: Undo = |tx, receipt| C::undo(tx, serde_json::from_str(receipt)?);
    Entry {
        writes: true,
        undo: Some(undo),
        ..entry::<C>(Kind::Write, run)
    }
}

/// A command that the desk carries out itself.
pub(crate) fn desk<C: AtDesk>() -> Entry {
    let run: Run = |desk, envelope| {
        let command: C = question(envelope)?;
        Ok(serde_json::to_value(command.run(desk, envelope)?)?)
    };
    Entry {
        writes: C::WRITES,
        ..entry::<C>(C::KIND, run)
    }
}

/// A command that the desk carries out and whose act in the book can be taken back.
pub(crate) fn desk_write<C: AtDesk, W: Write>() -> Entry {
    desk_act::<C>(|tx, receipt| W::undo(tx, serde_json::from_str(receipt)?))
}

/// The same, where no command of the core knows the way back.
pub(crate) fn desk_act<C: AtDesk>(undo: Undo) -> Entry {
    Entry {
        writes: true,
        undo: Some(undo),
        ..desk::<C>()
    }
}

/// A command that is answered beside the desk's thread.
pub(crate) fn job<C: Ask>() -> Entry {
    entry::<C>(Kind::Job, |desk, envelope| {
        let answered = desk.jobs().call(envelope);
        answered
            .and_then(|answer: Result<Value, Failure>| answer.ok())
            .ok_or_else(|| Code::NotFound.refusal().into())
    })
}

fn entry<C: Ask>(kind: Kind, run: Run) -> Entry {
    Entry {
        name: C::NAME,
        role: C::ROLE,
        kind,
        writes: false,
        question: || schemars::schema_for!(C),
        answer: || schemars::schema_for!(C::Answer),
        wire: |wire| wire.add::<C>(),
        run,
        undo: None,
    }
}

/// Reads a question. Only an object: serde would take a list for a struct, and then a field could
/// be meant that nobody named.
pub(crate) fn question<C: Ask>(envelope: &Envelope) -> Result<C> {
    let given = match &envelope.question {
        Value::Null => Value::Object(serde_json::Map::new()),
        Value::Object(fields) => Value::Object(fields.clone()),
        _ => {
            return Code::QuestionUnreadable
                .with("reason", "a question is an object")
                .refuse();
        }
    };
    serde_json::from_value(given).map_err(|error| {
        Code::QuestionUnreadable
            .with("reason", error.to_string())
            .into()
    })
}

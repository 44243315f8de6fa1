//! One line of the list: a command with its name, role, kind, schemas, and how it runs.

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;
use wijkboek_core::kernel::{Ask, Code, Failure, Progress, Read, Result, Role, Tx, Write};

use crate::{Desk, Envelope, misread::read_question};

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

/// A command whose work may take long and goes on beside the desk, which answers other questions
/// meanwhile.
pub trait Beside: Ask {
    /// Whether it answers without an open book.
    const KIND: Kind;

    /// Begins it on the desk's thread, in a moment.
    ///
    /// # Errors
    /// A refusal with its code.
    fn begin(self, desk: &mut Desk, envelope: &Envelope) -> Result<Started<Self::Answer>>;
}

/// What came of beginning.
pub enum Started<Answer> {
    /// There was nothing to be done that takes long.
    Answer(Answer),
    /// Work for another thread.
    Work(Labour<Answer>),
}

/// Work for another thread, and the way back from there.
pub type Labour<Answer> = Box<dyn FnOnce(&Progress) -> Result<Ending<Answer>> + Send>;
/// What is left to be done on the desk's thread when the work is ready.
pub type Ending<Answer> = Box<dyn FnOnce(&mut Desk) -> Result<Answer> + Send>;

/// How a command is run: at once, or beside the desk.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    /// Answers at once.
    AtOnce(fn(&mut Desk, &Envelope) -> Result<Value>),
    /// May leave work to be done beside the desk.
    Beside(fn(&mut Desk, &Envelope) -> Result<Started<Value>>),
}

pub(crate) type Undo = fn(&Tx, &str) -> Result<()>;

/// A command on the list.
#[derive(Clone)]
pub struct Entry {
    /// `room.verb`.
    pub name: &'static str,
    /// The role that may ask it, and those that cover it.
    pub role: Role,
    /// How it runs.
    pub kind: Kind,
    /// Whether an operation id must come with it.
    pub writes: bool,
    /// Whether a copy of the book is made beforehand.
    pub(crate) risky: bool,
    /// Whether it waits until nothing goes on beside the desk.
    pub(crate) after_work: bool,
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
    let run = Run::AtOnce(|desk, envelope| {
        let command: C = question(envelope)?;
        let answer = desk.book()?.read(|reader| command.run(reader))?;
        Ok(serde_json::to_value(answer)?)
    });
    entry::<C>(Kind::Read, run)
}

/// A command that changes the book.
pub(crate) fn write<C: Write>() -> Entry {
    let run = Run::AtOnce(|desk, envelope| {
        let command: C = question(envelope)?;
        let act = desk.act(envelope, &command)?;
        let written = desk.book_mut()?.write(&act, |tx| command.run(tx))?;
        Ok(serde_json::to_value(written.receipt)?)
    });
    let undo: Undo = |tx, receipt| C::undo(tx, serde_json::from_str(receipt)?);
    Entry {
        writes: true,
        undo: Some(undo),
        ..entry::<C>(Kind::Write, run)
    }
}

/// A command that the desk carries out itself.
pub(crate) fn desk<C: AtDesk>() -> Entry {
    let run = Run::AtOnce(|desk, envelope| {
        let command: C = question(envelope)?;
        Ok(serde_json::to_value(command.run(desk, envelope)?)?)
    });
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

impl Entry {
    /// The same, after a copy of the book: what it does to many rows is hard to take back.
    pub(crate) fn after_a_copy(self) -> Self {
        Self {
            risky: true,
            ..self
        }
    }

    /// The same, never while work goes on beside the desk: it changes what that reads.
    pub(crate) fn after_work(self) -> Self {
        Self {
            after_work: true,
            ..self
        }
    }

    /// Whether nothing may go on beside the desk when it begins.
    pub(crate) fn needs_quiet(&self) -> bool {
        self.after_work || matches!(self.run, Run::Beside(_))
    }
}

/// A command that is answered beside the desk's thread.
pub(crate) fn job<C: Ask>() -> Entry {
    let run = Run::AtOnce(|desk, envelope| {
        let answered = desk.jobs().call(envelope);
        answered
            .and_then(|answer: Result<Value, Failure>| answer.ok())
            .ok_or_else(|| Code::NotFound.refusal().into())
    });
    entry::<C>(Kind::Job, run)
}

/// A command whose work goes on beside the desk.
pub(crate) fn beside<C: Beside>() -> Entry {
    let run = Run::Beside(|desk, envelope| {
        let command: C = question(envelope)?;
        Ok(match command.begin(desk, envelope)? {
            Started::Answer(answer) => Started::Answer(serde_json::to_value(answer)?),
            Started::Work(work) => Started::Work(Box::new(|progress| {
                let ending = work(progress)?;
                let told: Ending<Value> = Box::new(|desk| Ok(serde_json::to_value(ending(desk)?)?));
                Ok(told)
            })),
        })
    });
    entry::<C>(C::KIND, run)
}

fn entry<C: Ask>(kind: Kind, run: Run) -> Entry {
    Entry {
        name: C::NAME,
        role: C::ROLE,
        kind,
        writes: false,
        risky: false,
        after_work: false,
        question: || schemars::schema_for!(C),
        answer: || schemars::schema_for!(C::Answer),
        wire: |wire| wire.add::<C>(),
        run,
        undo: None,
    }
}

/// The question of an envelope; nothing is the same as no fields.
pub(crate) fn question<C: Ask>(envelope: &Envelope) -> Result<C> {
    match &envelope.question {
        Value::Null => read_question(&Value::Object(Map::new())),
        given => read_question(given),
    }
}

//! The shape of a command. A command is a type: its fields are the question, its documentation
//! the help, and its traits say how it runs. What is not on the desk's list does not exist.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ts_rs::TS;

use super::{Code, Result};
use crate::kernel::{Reader, Tx};

/// What a person at the desk may do. They are no ladder: a manager answers for the book and reads
/// nothing of what was said in confidence, a confidant keeps that and does not answer for the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks and prints (lezer).
    Reader,
    /// Does the daily work at the counter (medewerker).
    Worker,
    /// Answers for the book: settings, imports, snapshots, keys (beheerder).
    Manager,
    /// Does the daily work too, and alone keeps what is said in confidence (vertrouwenspersoon).
    Confidant,
}

impl Role {
    /// Every role, from the least.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Worker, Self::Manager, Self::Confidant];

    /// Refuses what asks for this role, to somebody who has another one.
    ///
    /// # Errors
    /// Always `Code::RoleTooSmall` with the role.
    pub fn refuse<T>(self) -> Result<T> {
        Code::RoleTooSmall
            .with("role", serde_json::to_value(self)?)
            .refuse()
    }

    /// Whether this role may do what asks the other one.
    #[must_use]
    pub fn covers(self, asked: Self) -> bool {
        match asked {
            Self::Reader => true,
            Self::Worker => self != Self::Reader,
            Self::Manager | Self::Confidant => self == asked,
        }
    }
}

/// A question with its answer. The implementing type is the question.
pub trait Ask: DeserializeOwned + Serialize + JsonSchema + TS + 'static {
    /// The name on the desk's list, `room.verb`.
    const NAME: &'static str;
    /// The role that may ask it, and those that cover it.
    const ROLE: Role;
    /// What comes back.
    type Answer: Serialize + JsonSchema + TS + 'static;
}

/// A question that changes nothing.
pub trait Read: Ask {
    /// Answers the question.
    ///
    /// # Errors
    /// A refusal with its code when the question cannot be answered as asked.
    fn run(self, reader: &Reader) -> Result<Self::Answer>;
}

/// A question that changes the book, in one transaction. Its answer is a receipt: ids and
/// numbers only, never a personal value, because it is kept to answer a repeated operation.
pub trait Write: Ask<Answer: DeserializeOwned> {
    /// Changes the book.
    ///
    /// # Errors
    /// A refusal with its code; then nothing has changed.
    fn run(self, tx: &Tx) -> Result<Self::Answer>;

    /// Takes the act back, given the receipt that it left.
    ///
    /// # Errors
    /// `Code::CannotBeUndone` unless the command says how.
    fn undo(_tx: &Tx, _receipt: Self::Answer) -> Result<()> {
        Code::CannotBeUndone.refuse()
    }
}

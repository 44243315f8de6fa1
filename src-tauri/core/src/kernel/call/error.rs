//! Three kinds of going wrong: a person's mistake is `Refused`, ours is `Broken`, the world's is
//! the rest. What crosses to the window is only a code with details, never SQL, a path or a panic.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Code;

/// The result of everything that can go wrong here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal that a person can act upon.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Why.
    pub code: Code,
    /// Flat values for the sentence; `field` names the field of the form.
    pub details: Map<String, Value>,
}

impl Refusal {
    /// Adds a detail for the sentence.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.details.insert(key.to_owned(), value.into());
        self
    }

    /// Names the field of the form.
    #[must_use]
    pub fn at(self, field: &str) -> Self {
        self.with("field", field)
    }

    /// Refuses, as the result of a function.
    ///
    /// # Errors
    /// Always this refusal.
    pub fn refuse<T>(self) -> Result<T> {
        Err(self.into())
    }
}

/// What went wrong, and whose it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A person's mistake, or a rule that stands in the way.
    #[error("refused: {}", .0.code.key())]
    Refused(Refusal),
    /// Our mistake: something that cannot happen did.
    #[error("broken: {0}")]
    Broken(String),
    /// SQLite's answer.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The file system's answer.
    #[error("io: {0}")]
    Io(#[from] std::io::Error),
    /// JSON of our own that does not read. What it says may hold a value, so only the place is told.
    #[error("json: {:?} at {}:{}", .0.classify(), .0.line(), .0.column())]
    Json(#[from] serde_json::Error),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Error {
    /// Our own mistake, said in a few words for the log.
    #[must_use]
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }

    /// The code, if this is a refusal.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Refused(refusal) => Some(refusal.code),
            _ => None,
        }
    }
}

/// What the window and `wijk` are told: a key of the word files and values for its sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// A key under `errors` in the word files.
    pub code: String,
    /// Flat values for the sentence.
    pub details: Map<String, Value>,
}

impl Failure {
    /// A failure with a code of its own and no details.
    #[must_use]
    pub fn plain(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            details: Map::new(),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        use rusqlite::ErrorCode;
        match error {
            Error::Refused(Refusal { code, details }) => Self {
                code: code.key().into(),
                details,
            },
            Error::Broken(_) | Error::Json(_) => Self::plain("Broken"),
            Error::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                Self::plain(Code::DiskIsFull.key())
            }
            Error::Database(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => Self::plain(Code::DiskIsFull.key()),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                    Self::plain(Code::BookIsDamaged.key())
                }
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                    Self::plain(Code::BookIsInUse.key())
                }
                Some(ErrorCode::SystemIoFailure) => Self::plain("Disk"),
                Some(ErrorCode::ReadOnly) => Self::plain(Code::FolderIsReadOnly.key()),
                _ => Self::plain("Database"),
            },
            Error::Io(_) => Self::plain("Disk"),
        }
    }
}

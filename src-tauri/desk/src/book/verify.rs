//! Checking the whole book, and saying where it stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    credits::FOLLOWED,
    kernel::{Ask, ChainRow, Code, Error, Result, Role},
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    ledger,
};

/// Checks every page, every reference and every rule that can be computed again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct VerifyBook {}

/// What was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Verified {
    /// Whether every check passed.
    pub sound: bool,
    /// The checks, in the order in which they were made.
    pub checks: Vec<Check>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Check {
    /// Its name, a key of the word files.
    pub name: String,
    /// Whether it passed.
    pub passed: bool,
    /// How many things it looked at, where that says something.
    pub count: Option<u64>,
    /// The first row that is wrong: a transfer, or an act where the check is of the audit.
    pub first_bad: Option<ChainRow>,
}

impl Ask for VerifyBook {
    const NAME: &'static str = "book.verify";
    const ROLE: Role = Role::Reader;
    type Answer = Verified;
}

impl AtDesk for VerifyBook {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Verified> {
        let checks = desk.book_mut()?.maintain(|upkeep| {
            let mut checks = vec![passed("pages", upkeep.check(FOLLOWED))?];
            checks.extend(ledger::checks(upkeep.reader())?);
            Ok(checks)
        })?;
        Ok(Verified {
            sound: checks.iter().all(|check| check.passed),
            checks,
        })
    }
}

fn passed(name: &str, outcome: Result<()>) -> Result<Check> {
    let passed = match outcome {
        Ok(()) => true,
        Err(Error::Refused(refusal)) if refusal.code == Code::BookIsDamaged => false,
        Err(other) => return Err(other),
    };
    Ok(Check {
        name: name.to_owned(),
        passed,
        count: None,
        first_bad: None,
    })
}

/// Shows the folder of the book.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ShowBook {
    /// Opens the folder in the file manager too.
    pub open: bool,
}

/// Where the book stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BookPlace {
    /// The folder, to be read and copied.
    pub folder: String,
}

impl Ask for ShowBook {
    const NAME: &'static str = "book.where";
    const ROLE: Role = Role::Reader;
    type Answer = BookPlace;
}

impl AtDesk for ShowBook {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookPlace> {
        let folder = desk.folder()?.to_path_buf();
        if self.open {
            desk.surroundings().show(folder.parent().unwrap_or(&folder));
        }
        Ok(BookPlace {
            folder: folder.to_string_lossy().into_owned(),
        })
    }
}

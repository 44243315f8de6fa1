//! Checking the whole book, and saying where it stands.

use std::{io::ErrorKind, path::Path};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    backup,
    credits::FOLLOWED,
    kernel::{
        AUDIT_FOLLOWED, Ambient, Ask, ChainRow, Code, Error, OpenCopy, Progress, Result, Role,
        Standing, Still,
    },
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Beside, Ending, Kind, Started},
    ledger,
};

/// Checks every page, every reference and every rule that can be computed again.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub struct VerifyBook {
    /// Checks a copy that is made for it: every index and constraint too, and the desk goes on.
    pub full: bool,
}

/// What was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Verified {
    /// Whether every check passed.
    pub sound: bool,
    /// Whether every index and constraint was looked at too, which only a copy allows.
    pub full: bool,
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

impl Beside for VerifyBook {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::Stopped`; what the disk said. A fault that is found is no error but the answer.
    fn begin(self, desk: &mut Desk, _: &Envelope) -> Result<Started<Verified>> {
        if !self.full {
            return check_here(desk).map(Started::Answer);
        }
        let shelf = backup::shelf(desk.folder()?);
        let ambient = desk.ambient();
        let still = match desk.book_mut()?.hold_still() {
            // Nothing may be written: the book itself is looked at, and the desk waits.
            Err(_) if desk.book()?.standing() != Standing::Writable => {
                return check_here(desk).map(Started::Answer);
            }
            held => held?,
        };
        Ok(Started::Work(Box::new(move |progress| {
            let found = check_copy(still, &shelf, ambient, progress);
            let ending: Ending<Verified> = match found {
                // No place for a copy: again the book itself.
                Err(error) if takes_no_copy(&error) => Box::new(check_here),
                found => {
                    let found = found?;
                    Box::new(move |_| Ok(found))
                }
            };
            Ok(ending)
        })))
    }
}

fn check_copy(
    still: Still,
    shelf: &Path,
    ambient: Ambient,
    progress: &Progress,
) -> Result<Verified> {
    let draft = backup::draft(shelf, "verify")?;
    let raw = still.copy(&draft, progress)?;
    let copy = OpenCopy::of(&raw, ambient, progress.clone())?;
    let mut checks = vec![passed("pages", copy.check())?];
    if copy.moment()? != *raw.moment() {
        return Err(Error::broken("a copy is of another moment"));
    }
    checks.extend(copy.read(ledger::checks)?);
    Ok(verified(checks, true))
}

fn check_here(desk: &mut Desk) -> Result<Verified> {
    let checks = desk.book_mut()?.maintain(|upkeep| {
        let mut checks = vec![passed(
            "pages",
            upkeep.check(&[FOLLOWED, AUDIT_FOLLOWED].concat()),
        )?];
        checks.extend(ledger::checks(upkeep.reader())?);
        Ok(checks)
    })?;
    Ok(verified(checks, false))
}

fn verified(checks: Vec<Check>, full: bool) -> Verified {
    Verified {
        full,
        sound: checks.iter().all(|check| check.passed),
        checks,
    }
}

fn takes_no_copy(error: &Error) -> bool {
    use ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
    let kinds = [StorageFull, PermissionDenied, ReadOnlyFilesystem];
    matches!(error, Error::Io(error) if kinds.contains(&error.kind()))
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

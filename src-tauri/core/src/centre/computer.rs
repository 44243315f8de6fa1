//! How the computer is protected that the book stands on. The book is encrypted by itself; the disk
//! under it also holds what was printed and exported, and an account that everybody uses lets
//! everybody at that. The program cannot see either: somebody says it, and it is kept with its day.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::store;
use crate::kernel::{Ask, Code, Read, Reader, Result, Role, Tx, Write};

/// After so many days it is asked again: computers are replaced.
const ASKED_AGAIN_DAYS: i64 = 365;

/// Whether the disk can be read in another computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum DiskProtection {
    /// It is encrypted as a whole (BitLocker, FileVault, LUKS).
    Encrypted,
    /// It can.
    Readable,
    /// Nobody knows.
    Unknown,
}

/// Whose account of the operating system the book stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ComputerAccount {
    /// One of the centre's own, with a password.
    Own,
    /// One that visitors or a household use too.
    Shared,
    /// Nobody knows.
    Unknown,
}

/// How the computer is protected, as somebody said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Computer {
    /// Its disk.
    pub disk: DiskProtection,
    /// The account.
    pub account: ComputerAccount,
}

/// What was said of the computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ComputerSaid {
    /// The version.
    pub version: u32,
    /// The day on which it was said.
    pub said_on: NaiveDate,
    /// What.
    pub computer: Computer,
}

/// What was last said of the computer that the book stands on, if anything was.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetComputer {}

/// Says how the computer is protected that the book stands on. Undoing it says again what was said
/// before, or that it is not known.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct TellComputer {
    /// The version that the form was filled from, 0 for none: another one meanwhile is named, not
    /// overwritten.
    pub version: u32,
    /// How.
    pub computer: Computer,
}

/// What saying it leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ComputerReceipt {
    /// The version that the act made.
    pub version: u32,
}

impl Ask for GetComputer {
    const NAME: &'static str = "centre.computer";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ComputerSaid>;
}

impl Read for GetComputer {
    fn run(self, reader: &Reader) -> Result<Option<ComputerSaid>> {
        store::computer(reader)
    }
}

impl Ask for TellComputer {
    const NAME: &'static str = "centre.tell_computer";
    const ROLE: Role = Role::Manager;
    type Answer = ComputerReceipt;
}

impl Write for TellComputer {
    /// # Errors
    /// `Code::ChangedMeanwhile`.
    fn run(self, tx: &Tx) -> Result<ComputerReceipt> {
        let present = store::computer(tx)?.map_or(0, |said| said.version);
        if present != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", present)
                .refuse();
        }
        let version = present.saturating_add(1);
        store::add_computer(tx, version, tx.today(), self.computer)?;
        Ok(ComputerReceipt { version })
    }

    fn undo(tx: &Tx, receipt: ComputerReceipt) -> Result<()> {
        if store::computer(tx)?.map(|said| said.version) != Some(receipt.version) {
            return Code::UndoneTooLate.refuse();
        }
        let before = store::computer_at(tx, receipt.version.saturating_sub(1))?;
        let (said_on, computer) = before.map_or((tx.today(), Computer::UNKNOWN), |said| {
            (said.said_on, said.computer)
        });
        store::add_computer(tx, receipt.version.saturating_add(1), said_on, computer)
    }
}

impl Computer {
    /// Nobody knows anything of it.
    const UNKNOWN: Self = Self {
        disk: DiskProtection::Unknown,
        account: ComputerAccount::Unknown,
    };

    fn is_known(self) -> bool {
        self.disk != DiskProtection::Unknown && self.account != ComputerAccount::Unknown
    }
}

/// What was last said of the computer, if anything was.
///
/// # Errors
/// SQLite's answer.
pub fn computer(reader: &Reader) -> Result<Option<ComputerSaid>> {
    store::computer(reader)
}

/// Whether it is to be asked of the manager on this day: it was never said, nobody knew, or it is
/// a year ago.
#[must_use]
pub fn is_to_be_asked(said: Option<ComputerSaid>, day: NaiveDate) -> bool {
    said.is_none_or(|said| {
        let days = day.signed_duration_since(said.said_on).num_days();
        !said.computer.is_known() || days > ASKED_AGAIN_DAYS
    })
}

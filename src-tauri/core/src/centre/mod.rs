//! The centre whose book this is: its name, its place, its number in the trade register, and who
//! signs for it. Kept in versions, so that a change can be taken back and a paper can always name
//! those who signed it. And how the computer is protected that the book stands on, as was said.
//!
//! It holds nothing of how the centre works: schemes, texts and terms stand in their own rooms.

mod change;
mod computer;
mod fields;
mod store;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use change::{CentreReceipt, ChangeCentre, write};
pub use computer::{
    Computer, ComputerAccount, ComputerReceipt, ComputerSaid, DiskProtection, GetComputer,
    TellComputer, computer, is_to_be_asked,
};
pub use fields::{CentreFields, MOST_SIGNATORIES, PERSONAL_FIELDS, Signatory};
pub(crate) use store::{about, erase};

use crate::kernel::{Ask, Code, Read, Reader, Result, Role};

/// What is known of the centre now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetCentre {}

/// The centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Centre {
    /// The present version.
    pub version: u32,
    /// What is known.
    pub fields: CentreFields,
}

impl Ask for GetCentre {
    const NAME: &'static str = "centre.get";
    const ROLE: Role = Role::Reader;
    type Answer = Centre;
}

impl Read for GetCentre {
    fn run(self, reader: &Reader) -> Result<Centre> {
        get(reader)
    }
}

/// The centre, if this book has one yet.
///
/// # Errors
/// SQLite's answer.
pub fn find(reader: &Reader) -> Result<Option<Centre>> {
    store::latest(reader)?
        .map(|version| at(reader, version))
        .transpose()
}

/// The centre.
///
/// # Errors
/// `Code::NotFound` while the book is being made.
pub fn get(reader: &Reader) -> Result<Centre> {
    find(reader)?.ok_or_else(|| Code::NotFound.at("centre").into())
}

/// The centre as it was in a version that a paper was signed under.
///
/// # Errors
/// `Code::NotFound`.
pub(crate) fn at(reader: &Reader, version: u32) -> Result<Centre> {
    store::version(reader, version)?
        .map(|fields| Centre { version, fields })
        .ok_or_else(|| Code::NotFound.at("centre").into())
}

//! Imports at the desk: the file that somebody chose is read here and handed to the core as bytes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    import::{self, ImportReceipt, MembersMapping, MembersPreview, MembersToImport, RowDecision},
    kernel::{Ask, Result, Role, Tx},
};

use crate::{
    Desk, Envelope, FileHandle,
    entry::{AtDesk, Kind},
};

/// Looks through a list of members: what would become of each row, and what is doubtful. Changes
/// nothing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewMembers {
    /// The file.
    pub file: FileHandle,
    /// How it is to be read, where its headers do not say it well enough.
    #[serde(default)]
    pub mapping: MembersMapping,
    /// What a person decided about rows of it.
    #[serde(default)]
    pub decisions: Vec<RowDecision>,
}

/// Takes over a list of members: rows without doubt become members, the others wait until a person
/// decides. The same list again adds nothing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ApplyMembers {
    /// The file.
    pub file: FileHandle,
    /// How it is to be read, where its headers do not say it well enough.
    #[serde(default)]
    pub mapping: MembersMapping,
    /// What a person decided about rows of it.
    #[serde(default)]
    pub decisions: Vec<RowDecision>,
}

impl Ask for PreviewMembers {
    const NAME: &'static str = "import.preview_members";
    const ROLE: Role = Role::Manager;
    type Answer = MembersPreview;
}

impl AtDesk for PreviewMembers {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::FileUnreadable`, `Code::FileTooLarge`, then those of the core.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<MembersPreview> {
        let (bytes, source) = chosen(desk, self.file)?;
        let list = list(&bytes, &source, &self.mapping, &self.decisions);
        desk.book()?
            .read(|reader| import::preview_members(reader, &list))
    }
}

impl Ask for ApplyMembers {
    const NAME: &'static str = "import.apply_members";
    const ROLE: Role = Role::Manager;
    type Answer = ImportReceipt;
}

impl AtDesk for ApplyMembers {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::DiskAlmostFull`, `Code::FileUnreadable`, `Code::FileTooLarge`, then those of the core.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<ImportReceipt> {
        desk.book()?.has_room_for_much(None)?;
        let (bytes, source) = chosen(desk, self.file)?;
        let act = desk.act(envelope, &self)?;
        let list = list(&bytes, &source, &self.mapping, &self.decisions);
        let written = desk
            .book_mut()?
            .write(&act, |tx| import::apply_members(tx, &list))?;
        Ok(written.receipt)
    }
}

/// Takes an import back, given its receipt.
pub(crate) fn take_back_members(tx: &Tx, receipt: &str) -> Result<()> {
    import::take_back_members(tx, &serde_json::from_str(receipt)?)
}

/// The bytes of a chosen file, and its name for whoever asks later where a row came from.
fn chosen(desk: &Desk, file: FileHandle) -> Result<(Vec<u8>, String)> {
    Ok((desk.read_file(file)?, desk.file_stem(file)?))
}

fn list<'file>(
    bytes: &'file [u8],
    source: &'file str,
    mapping: &'file MembersMapping,
    decisions: &'file [RowDecision],
) -> MembersToImport<'file> {
    MembersToImport {
        source,
        bytes,
        mapping,
        decisions,
    }
}

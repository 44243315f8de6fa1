//! A copy opened as a book of its own, beside the one it was made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    backup::{self, Manifest},
    kernel::{Ask, Result, Role, fold},
};

use crate::{
    Desk, Envelope, Purpose,
    entry::{AtDesk, Kind},
};

/// Unpacks a copy as a book of its own beside the others and lays it on the desk, locked. The book
/// that lay there stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenBackup {}

/// A copy that was unpacked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BackupOpened {
    /// What stands in it.
    pub manifest: Manifest,
    /// What lies on the desk now.
    pub state: crate::BookState,
}

impl Ask for OpenBackup {
    const NAME: &'static str = "backup.open";
    const ROLE: Role = Role::Reader;
    type Answer = Option<BackupOpened>;
}

impl AtDesk for OpenBackup {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<BackupOpened>> {
        let Some(path) = desk.surroundings().choose_file(Purpose::Backup) else {
            return Ok(None);
        };
        let manifest = backup::inspect(&path)?;
        let made = manifest.made_at.format("%Y-%m-%d-%H%M%S");
        // The name comes from a file: only letters and digits of it may become a path.
        let name = fold(&manifest.name).replace(' ', "-");
        // Opened before, it may have been changed since: this is the copy as it was made.
        let book = desk.free_folder(&format!("{name}-kopie-{made}"));
        backup::unpack(&path, &book)?;
        desk.put_away();
        desk.remember(&book);
        desk.folder = Some(book);
        Ok(Some(BackupOpened {
            manifest,
            state: desk.state(),
        }))
    }
}

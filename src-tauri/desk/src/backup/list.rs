//! The copies that can be chosen from: those on the shelf beside the book, and one that a person
//! points at.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use ts_rs::TS;
use wijkboek_core::{
    backup::{self, Manifest},
    kernel::{Ask, Result, Role},
};

use super::keep::on_shelf;
use crate::{
    Desk, Envelope, Purpose,
    entry::{AtDesk, Kind},
    files::FileHandle,
};

/// The copies on the shelf beside the book, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListCopies {}

/// Lets the person point at a copy: on a stick, or anywhere else.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseCopy {}

/// How sure it is that a copy is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyStanding {
    /// It was made, and nobody on this computer looked at it since.
    Made,
    /// It was opened and every page and row of it looked at.
    Checked,
    /// It was put back, in a folder of its own, and worked.
    Tested,
}

/// A copy that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CopyLine {
    /// The file.
    pub file: FileHandle,
    /// The file's name without its folder.
    pub name: String,
    /// The name of the book that it is of.
    pub book: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The last act in it.
    pub last_act: i64,
    /// When the last act in it was recorded.
    pub last_act_at: Option<DateTime<Utc>>,
    /// How many members are in it, where it says so.
    pub members: Option<u64>,
    /// How many transfers are in it, where it says so.
    pub transfers: Option<u64>,
    /// The size of its database.
    pub bytes: u64,
    /// How sure it is that it is good.
    pub standing: CopyStanding,
    /// When it was last put back as a test.
    pub tested_on: Option<NaiveDate>,
    /// Whether it is of the book that lies on the desk.
    pub of_this_book: bool,
}

impl Ask for ListCopies {
    const NAME: &'static str = "backup.list";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<CopyLine>;
}

impl AtDesk for ListCopies {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Vec<CopyLine>> {
        let shelf = backup::shelf(desk.folder()?);
        let copies = on_shelf(&shelf).into_iter();
        Ok(copies
            .map(|(path, manifest)| desk.copy_line(path, manifest, CopyStanding::Checked))
            .collect())
    }
}

impl Ask for ChooseCopy {
    const NAME: &'static str = "backup.choose";
    const ROLE: Role = Role::Reader;
    type Answer = Option<CopyLine>;
}

impl AtDesk for ChooseCopy {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<CopyLine>> {
        let Some(path) = desk.surroundings().choose_file(Purpose::Backup) else {
            return Ok(None);
        };
        let manifest = backup::peek(&path)?;
        Ok(Some(desk.copy_line(path, manifest, CopyStanding::Made)))
    }
}

impl Desk {
    pub(super) fn copy_line(
        &mut self,
        path: PathBuf,
        manifest: Manifest,
        standing: CopyStanding,
    ) -> CopyLine {
        let tested_on = self.settings.tested_on(&manifest.database_sha256);
        let of_this_book = self.book_id().is_some_and(|id| id == manifest.book_id);
        let chosen = self.keep_file(path);
        CopyLine {
            file: chosen.file,
            name: chosen.name,
            of_this_book,
            members: manifest.rows_of("member"),
            transfers: manifest.rows_of("transfer"),
            book: manifest.name,
            made_at: manifest.made_at,
            last_act: manifest.last_act,
            last_act_at: manifest.last_act_at,
            bytes: manifest.database_bytes,
            standing: tested_on.map_or(standing, |_| CopyStanding::Tested),
            tested_on,
        }
    }

    /// Which book lies on the desk, open or locked, if its keys can be read.
    pub(super) fn book_id(&self) -> Option<uuid::Uuid> {
        self.ring().ok().map(|ring| ring.book_id())
    }

    /// The path of a copy that was listed or chosen.
    pub(super) fn copy_path(&self, file: FileHandle) -> Result<&Path> {
        self.files.path(file)
    }
}

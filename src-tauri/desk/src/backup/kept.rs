//! The books that a restore put aside: seen, opened to look something up, and taken away when they
//! are not needed any more. Whoever was erased since still stands in them, so they are not to stay.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    backup::restore::{find_kept, kept, may_go, take_away},
    kernel::{Ask, Code, Result, Role, folder},
};

use crate::{
    BookState, Desk, Envelope,
    entry::{AtDesk, Kind},
    files::Done,
};

/// The books that were put aside when a copy took their place, the latest first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListKept {}

/// Lays a book that was put aside on the desk, locked. The present one stays as it is, and is the
/// one of the next start.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenKept {
    /// Its name.
    pub name: String,
}

/// Takes a book away that was put aside when a copy took its place. Cannot be undone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveKept {
    /// Its name.
    pub name: String,
}

/// A book that was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct KeptLine {
    /// Its name.
    pub name: String,
    /// The day on which it was put aside.
    pub day: NaiveDate,
    /// How much room it takes.
    pub bytes: u64,
}

impl Ask for ListKept {
    const NAME: &'static str = "backup.kept";
    const ROLE: Role = Role::Reader;
    type Answer = Vec<KeptLine>;
}

impl AtDesk for ListKept {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Vec<KeptLine>> {
        let kept = kept(desk.folder()?).into_iter();
        Ok(kept
            .map(|book| KeptLine {
                name: folder::shown(&book.folder),
                day: book.day,
                bytes: book.bytes,
            })
            .collect())
    }
}

impl Ask for OpenKept {
    const NAME: &'static str = "backup.open_kept";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for OpenKept {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::NotFound`, `Code::NotABook`, `Code::BookIsDamaged`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        let kept = find_kept(desk.folder()?, &self.name)?;
        folder::check(&kept.folder)?;
        desk.put_away();
        desk.folder = Some(kept.folder);
        Ok(desk.state())
    }
}

impl Ask for RemoveKept {
    const NAME: &'static str = "backup.remove_kept";
    const ROLE: Role = Role::Manager;
    type Answer = Done;
}

impl AtDesk for RemoveKept {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::NotFound`, `Code::BookIsInUse`, `Code::FolderIsReadOnly`; then it is still there.
    /// `Code::OutcomeUnknown` where the disk let it go only in part: then it is listed still.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<Done> {
        let act = desk.act(envelope, &self)?;
        let book = desk.folder()?.to_path_buf();
        // Written first: that it went is known, also where the disk lets it go only in part.
        let written = desk.book_mut()?.write(&act, |_| {
            may_go(&find_kept(&book, &self.name)?)?;
            Ok(Done {})
        })?;
        if let Ok(kept) = find_kept(&book, &self.name) {
            // It is in the audit: nobody may be told that nothing was done.
            take_away(&kept).map_err(|error| {
                log::warn!("a book that was put aside went only in part: {error}");
                Code::OutcomeUnknown.refusal()
            })?;
            desk.settings.books.retain(|known| *known != kept.folder);
            drop(desk.write_settings());
        }
        Ok(written.receipt)
    }
}

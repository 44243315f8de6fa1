//! A checked copy in a file that the person chooses. The desk goes on while it is made.

use std::path::PathBuf;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    backup::{self, Making, Manifest, make_through_sqlite},
    kernel::{Ask, Error, Result, Role, fold, folder, numbered},
};

use crate::{
    Desk, Envelope,
    entry::{Beside, Ending, Kind, Started},
    files::ChosenFile,
    ledger,
    settings::PlaceCopy,
};

/// Makes a verified copy of the book: at a place that has a name, or in a file that the person
/// chooses.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct MakeBackup {
    /// The name of the place; a dialog if left out.
    pub place: Option<String>,
}

/// A copy that was made and verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct BackupMade {
    /// The file.
    pub file: ChosenFile,
    /// What stands in it.
    pub manifest: Manifest,
    /// The copy that was made at this place before, looked at again.
    pub previous: Option<PreviousCopy>,
}

/// An older copy at the same place. A stick that lies may say so only now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PreviousCopy {
    /// When it was made.
    pub made_on: NaiveDate,
    /// Whether it still reads as it was written; nothing if it is not there any more.
    pub sound: Option<bool>,
}

impl Ask for MakeBackup {
    const NAME: &'static str = "backup.make";
    const ROLE: Role = Role::Worker;
    type Answer = Option<BackupMade>;
}

impl Beside for MakeBackup {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::TargetIsTheBook`, `Code::CopyTargetIsGone`, `Code::DiskAlmostFull`; those of `Making`. A file that is there
    /// already is never replaced: the copy gets a number.
    fn begin(self, desk: &mut Desk, _: &Envelope) -> Result<Started<Option<BackupMade>>> {
        let Some(errand) = desk.errand(self.place)? else {
            return Ok(Started::Answer(None));
        };
        desk.tidy_shelf(&backup::shelf(&errand.book));
        desk.book()?.has_room_for_much(errand.target.parent())?;
        let making = match Making::begin(desk.book_mut()?) {
            // The disk of the book fails or is full: the desk waits, but there is a copy.
            Err(Error::Database(_) | Error::Broken(_)) => {
                let book = desk.book_mut()?;
                let manifest = make_through_sqlite(book, &errand.target, ledger::sound)?;
                let made = desk.end_errand(errand, manifest, None);
                return Ok(Started::Answer(Some(made)));
            }
            begun => begun?,
        };
        Ok(Started::Work(Box::new(move |progress| {
            let (shelf, target) = (backup::shelf(&errand.book), &errand.target);
            let manifest = making.finish(&shelf, target, ledger::sound, progress)?;
            let previous = errand.look_at_previous();
            let ending: Ending<Option<BackupMade>> =
                Box::new(move |desk| Ok(Some(desk.end_errand(errand, manifest, previous))));
            Ok(ending)
        })))
    }
}

/// A copy on its way out of the house.
struct Errand {
    book: PathBuf,
    target: PathBuf,
    day: NaiveDate,
    place: Option<String>,
    previous: Option<(PathBuf, PlaceCopy)>,
}

impl Errand {
    fn look_at_previous(&self) -> Option<PreviousCopy> {
        let (path, copy) = self.previous.as_ref()?;
        Some(PreviousCopy {
            made_on: copy.made_on,
            sound: path.exists().then(|| backup::inspect(path).is_ok()),
        })
    }
}

impl Desk {
    /// Where a copy goes; nothing if the person changed their mind.
    fn errand(&mut self, place: Option<String>) -> Result<Option<Errand>> {
        let (book, day) = (self.folder()?.to_path_buf(), self.ambient().today());
        let now = self.ambient().now();
        // The name of a book may hold what some file systems cannot: only letters and digits.
        let slug = fold(&folder::shown(&book)).replace(' ', "-");
        let (chosen, previous) = if let Some(name) = &place {
            let (home, last) = self.place(name)?;
            let file = format!(
                "{slug}-{}.{}",
                now.format("%Y-%m-%d-%H%M%S"),
                backup::ENDING
            );
            self.refuse_own(&home)?;
            let previous = last.map(|copy| (home.join(&copy.file), copy));
            (Some(home.join(file)), previous)
        } else {
            let suggested = format!("{slug}-{day}.{}", backup::ENDING);
            (self.choose_target(&suggested)?, None)
        };
        let Some(chosen) = chosen else {
            return Ok(None);
        };
        Ok(Some(Errand {
            book,
            target: numbered(chosen),
            day,
            place,
            previous,
        }))
    }

    fn end_errand(
        &mut self,
        errand: Errand,
        manifest: Manifest,
        previous: Option<PreviousCopy>,
    ) -> BackupMade {
        let file = self.keep_file(errand.target);
        if let Some(place) = &errand.place {
            let copy = PlaceCopy {
                file: file.name.clone(),
                made_on: errand.day,
            };
            self.note_place(place, manifest.book_id, copy);
        }
        self.note_copy(&errand.book, errand.day);
        BackupMade {
            file,
            manifest,
            previous,
        }
    }
}

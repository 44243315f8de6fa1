//! A new book, and the practice book, which anybody may open and which protects nothing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;
use wijkboek_core::{
    kernel::{Ambient, Ask, Book, Code, DataKey, Refusal, Result, Role, fold, folder, text},
    keys::{self, KeyRing},
};

use super::state::{AskState, BookState};
use crate::{
    Desk, Envelope,
    beside::StopsWork,
    desk::OpenBook,
    entry::{AtDesk, Kind},
    practice,
};

/// Makes a book with its first person at the desk, who answers for it. The recovery code in the
/// answer is shown once and stands nowhere else.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CreateBook {
    /// The name of the centre.
    pub centre: String,
    /// The town or neighbourhood.
    pub place: Option<String>,
    /// The first person's name.
    pub person: String,
    /// The first person's passphrase.
    pub passphrase: String,
}

/// The recovery code, to be written down.
#[derive(Clone, Serialize, JsonSchema, TS)]
pub struct RecoveryCodeShown {
    /// Eight groups of four signs.
    pub recovery_code: String,
    /// What lies on the desk now.
    pub state: BookState,
}

impl Ask for CreateBook {
    const NAME: &'static str = "book.create";
    const ROLE: Role = Role::Reader;
    type Answer = RecoveryCodeShown;
}

impl AtDesk for CreateBook {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// `Code::NameMissing`, `Code::PassphraseTooShort`, `Code::FolderExists`,
    /// `Code::BookIsInUse` if somebody makes it at this moment, `Code::FolderIsReadOnly`, in this
    /// order; then there is no book, and what a failing disk keeps of it is in nobody's way.
    /// `Code::OutcomeUnknown` where that is whole: it opens with the passphrase.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<RecoveryCodeShown> {
        let centre = named("centre", &self.centre)?;
        named("person", &self.person)?;
        keys::check_passphrase(&self.passphrase)?;
        let book = desk.new_book_folder(&centre);
        let code = desk.make_book(&book, &self)?;
        desk.remember(&book);
        Ok(RecoveryCodeShown {
            recovery_code: code,
            state: desk.state(),
        })
    }
}

/// Opens the practice book; it is made and filled the first time.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct OpenPractice {
    /// Begins again with a freshly filled one.
    pub anew: bool,
}

impl Ask for OpenPractice {
    const NAME: &'static str = "book.practice";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for OpenPractice {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// `Code::NotAPracticeBook` for a folder that holds anything else: it stays as it is.
    /// `Code::BookIsInUse`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        let book = desk.surroundings().practice_folder();
        desk.put_away();
        if self.anew || folder::check(&book).is_err() {
            clear_practice(&book)?;
            desk.make_practice(&book)?;
        } else {
            desk.lay_practice_open(&book)?;
        }
        Ok(desk.state())
    }
}

/// Leaves the practice book and goes back to the real one, locked.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct LeavePractice {}

impl Ask for LeavePractice {
    const NAME: &'static str = "book.leave_practice";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for LeavePractice {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<BookState> {
        desk.put_away();
        desk.folder = desk.settings.last_book().cloned();
        AskState {}.run(desk, envelope)
    }
}

/// Who may open a book that is being made, and its first words.
struct First<'new> {
    ring: KeyRing,
    person_id: Uuid,
    new: &'new CreateBook,
}

impl Desk {
    /// A folder that is not there yet, named after the centre.
    fn new_book_folder(&self, centre: &str) -> PathBuf {
        if let Some(given) = &self.target {
            return given.clone();
        }
        let slug = fold(centre).replace(' ', "-");
        self.free_folder(if slug.is_empty() { "boek" } else { &slug })
    }

    /// A folder of this name for a book, numbered if there is one already.
    pub(crate) fn free_folder(&self, name: &str) -> PathBuf {
        let home = self.data_folder();
        let named = |number: u32| match number {
            1 => home.join(format!("{name}.{}", folder::ENDING)),
            _ => home.join(format!("{name}-{number}.{}", folder::ENDING)),
        };
        (1..1000)
            .map(named)
            .find(|path| !path.exists() || folder::is_unfinished(path))
            .unwrap_or_else(|| named(1))
    }

    fn make_book(&mut self, path: &Path, new: &CreateBook) -> Result<String> {
        let (ambient, cost) = (self.ambient(), self.cost());
        let (id, person_id, key) = (ambient.uuid(), ambient.uuid(), DataKey::random(&ambient));
        let (ring, code) = KeyRing::create(id, &key, person_id, &new.passphrase, cost, &ambient)?;
        let first = First {
            ring,
            person_id,
            new,
        };
        self.make(path, &first, key, ambient, |_| Ok(()))?;
        Ok(code.written().to_owned())
    }

    fn make_practice(&mut self, path: &Path) -> Result<()> {
        let ambient = self.ambient();
        let (id, person_id, key) = (ambient.uuid(), ambient.uuid(), DataKey::random(&ambient));
        let first = First {
            ring: KeyRing::practice(id, &key, person_id),
            person_id,
            new: &practice::book(self.language()),
        };
        let past = practice::Past::of(&ambient);
        // One that was filled in part is none.
        self.make(path, &first, key, past.ambient(), |desk| {
            practice::fill(desk, &past)
        })?;
        self.open = None;
        // From here on its clock is the one of the desk.
        self.lay_practice_open(path)
    }

    pub(crate) fn lay_practice_open(&mut self, path: &Path) -> Result<()> {
        let mut ring = KeyRing::read(path)?;
        let opened = ring.open_practice().ok_or_else(|| not_practice(path))?;
        self.lay_open(path, &mut ring, &opened, None)
    }

    /// Makes the folder with everything in it, or no book.
    fn make(
        &mut self,
        path: &Path,
        first: &First,
        key: DataKey,
        ambient: Ambient,
        fill: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        let held = folder::make(path)?;
        let before = self.open.take();
        let ring = &first.ring;
        let outcome = ring
            .write(path)
            .and_then(|()| Book::create(path, held, ring.book_id(), key, ambient))
            .and_then(|book| self.first_acts(book, first))
            .and_then(|open| {
                self.open = Some(open);
                fill(self)
            })
            .and_then(|()| folder::finish(path));
        if let Err(error) = outcome {
            self.open = None;
            if let Ok(held) = folder::take(path) {
                folder::abandon(path, &held);
            }
            if folder::check(path).is_err() {
                self.open = before;
                return Err(error);
            }
            // The last step failed, and the disk lets nothing go any more: it lies here, so that
            // there is something to open.
            self.folder = Some(path.to_path_buf());
            return Code::OutcomeUnknown.refuse();
        }
        self.folder = Some(path.to_path_buf());
        Ok(())
    }

    /// The first person and the centre: the acts that make an empty database a book.
    fn first_acts(&self, mut book: Book, first: &First) -> Result<OpenBook> {
        let act = self.own_act("book.create");
        let First { new, person_id, .. } = first;
        book.write(&act, |tx| {
            keys::add_person(tx, *person_id, &new.person, Role::Manager)?;
            crate::centre::first(tx, &new.centre, new.place.as_deref(), self.language())
        })?;
        let person = book.read(|reader| keys::person(reader, *person_id))?;
        Ok(OpenBook {
            book,
            person,
            practice: first.ring.open_practice().is_some(),
            beside: StopsWork::default(),
            confidence: None,
            seen_at: self.ambient().now(),
        })
    }
}

/// Takes a practice book away; nothing else is ever taken away. One that was not finished is left to
/// the making of the next.
fn clear_practice(path: &Path) -> Result<()> {
    // An empty folder is what a making or a clearing leaves that was cut off at its first step.
    if !path.exists() || folder::is_unfinished(path) || fs::remove_dir(path).is_ok() {
        return Ok(());
    }
    let ring = KeyRing::read(path).map_err(|_| not_practice(path))?;
    ring.open_practice().ok_or_else(|| not_practice(path))?;
    let held = folder::take(path)?;
    // By name first: cut off there, what is left is unfinished and no book that cannot be read.
    folder::abandon(path, &held);
    if path.exists() {
        fs::remove_dir_all(path)?;
    }
    Ok(())
}

fn not_practice(path: &Path) -> Refusal {
    Code::NotAPracticeBook.with("name", folder::shown(path))
}

fn named(field: &str, typed: &str) -> Result<String> {
    text::line(field, typed)?.ok_or_else(|| Code::NameMissing.at(field).into())
}

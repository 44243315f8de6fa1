//! Looking at a copy before anything is done with it: is it good, what is in it, and what would be
//! lost if it took the place of the present book. And trying it: put back in a folder of its own.
//! A passphrase that is typed for a copy is a guess like any other: a wrong one counts on the book
//! that lies on the desk, and a right one forgives nothing there.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;
use wijkboek_core::{
    backup::{
        Manifest,
        restore::{Staged, look_at},
    },
    centre,
    kernel::{
        Ambient, Ask, Code, DataKey, Error, OpenCopy, Progress, Read as _, Refusal, Result, Role,
        folder,
    },
    keys::KeyRing,
};

use crate::{
    Desk, Envelope,
    entry::{Beside, Ending, Kind, Labour, Started},
    files::FileHandle,
    ledger,
    undo::{ActLine, shown},
};

/// So many of the acts that would be lost are named.
const NAMED: usize = 12;

/// Checks a copy and says what would be lost if it took the place of the present book. Nothing
/// changes.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct LookAtCopy {
    /// The copy.
    pub file: FileHandle,
    /// A passphrase of the day on which it was made, where the present key does not open it.
    pub passphrase: Option<String>,
}

/// Puts a copy back in a folder of its own, opens it there as a book, compares it with what it
/// says, and takes the folder away again.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct TestCopy {
    /// The copy.
    pub file: FileHandle,
    /// A passphrase of the day on which it was made, where the present key does not open it.
    pub passphrase: Option<String>,
}

/// A copy that is good, and what is between it and the present book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CopyLookedAt {
    /// What stands in it.
    pub manifest: Manifest,
    /// The centre whose book it is.
    pub centre: String,
    /// Whether it is the book of another centre: then its name must be typed.
    pub of_another: bool,
    /// What would be lost; nothing where the present book is not open, so that nobody can tell.
    pub lost: Option<Lost>,
}

/// Acts of the present book that a copy does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Lost {
    /// How many.
    pub acts: u64,
    /// The latest of them.
    pub latest: Vec<ActLine>,
}

impl Ask for LookAtCopy {
    const NAME: &'static str = "backup.look";
    const ROLE: Role = Role::Manager;
    type Answer = CopyLookedAt;
}

impl Ask for TestCopy {
    const NAME: &'static str = "backup.test";
    const ROLE: Role = Role::Worker;
    type Answer = Manifest;
}

/// A copy with what is needed to open it.
pub(super) struct Chosen {
    path: PathBuf,
    book: PathBuf,
    /// The key of the present book, where it is open.
    present: Option<DataKey>,
    passphrase: Option<String>,
    /// The book on which a wrong passphrase counts.
    pub counted: Uuid,
    ambient: Ambient,
}

impl Beside for LookAtCopy {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// `Code::WaitBeforeTrying`, `Code::BackupAsksPassphrase`, `Code::WrongPassphrase`, those of
    /// `Staged::check`.
    fn begin(self, desk: &mut Desk, _: &Envelope) -> Result<Started<CopyLookedAt>> {
        desk.allow_if_open(Self::ROLE)?;
        let chosen = desk.chosen(self.file, self.passphrase)?;
        let (this, counted) = (desk.book_id(), chosen.counted);
        let replaces = desk.folder()?.exists();
        let labour: Labour<CopyLookedAt> = Box::new(move |progress| {
            let (staged, key, _) = match chosen.stage() {
                Ok(opened) => opened,
                Err(error) => return Ok(Desk::refused_copy(counted, error)),
            };
            let copy = staged.check(&key, chosen.ambient, ledger::sound, progress)?;
            let manifest = staged.manifest().clone();
            let centre = centre_of(&copy, &manifest);
            let ending: Ending<CopyLookedAt> = Box::new(move |desk| {
                let of_another = replaces && this.is_none_or(|id| id != manifest.book_id);
                let lost = match &desk.open {
                    Some(_) if !of_another => Some(desk.lost_to(&copy)?),
                    _ => None,
                };
                // The copy closes before its folder goes.
                drop(copy);
                drop(staged);
                Ok(CopyLookedAt {
                    manifest,
                    centre,
                    of_another,
                    lost,
                })
            });
            Ok(ending)
        });
        Ok(Started::Work(labour))
    }
}

impl Beside for TestCopy {
    const KIND: Kind = Kind::BeforeUnlock;

    /// # Errors
    /// Those of `LookAtCopy`, and of opening it as a book.
    fn begin(self, desk: &mut Desk, _: &Envelope) -> Result<Started<Manifest>> {
        desk.allow_if_open(Self::ROLE)?;
        let chosen = desk.chosen(self.file, self.passphrase)?;
        let (day, counted) = (desk.ambient().today(), chosen.counted);
        let labour: Labour<Manifest> = Box::new(move |progress| {
            let manifest = match chosen.put_back_as_a_test(progress) {
                Ok(manifest) => manifest,
                Err(error) => return Ok(Desk::refused_copy(counted, error)),
            };
            let ending: Ending<Manifest> = Box::new(move |desk| {
                desk.note_test(&manifest.database_sha256, day);
                Ok(manifest)
            });
            Ok(ending)
        });
        Ok(Started::Work(labour))
    }
}

impl Chosen {
    /// Unpacks the copy and finds its key, and whose passphrase gave that.
    pub fn stage(&self) -> Result<(Staged, DataKey, Option<Uuid>)> {
        let staged = look_at(&self.path, &self.book)?;
        let (key, person) = self.key_of(&staged)?;
        Ok((staged, key, person))
    }

    /// The key of a copy, and whose passphrase gave it.
    fn key_of(&self, staged: &Staged) -> Result<(DataKey, Option<Uuid>)> {
        let ring = KeyRing::read(staged.folder())?;
        if let Some(opened) = ring.open_practice() {
            return Ok((opened.key, Some(opened.person_id)));
        }
        // The present key, if it is still that of the copy: nobody has to type anything then.
        let fits = |key: &DataKey| {
            let path = folder::database(staged.folder());
            OpenCopy::open(&path, key, self.ambient.clone(), Progress::default()).is_ok()
        };
        if let Some(key) = self.present.as_ref().filter(|key| fits(key)) {
            return Ok((key.clone(), None));
        }
        let Some(passphrase) = &self.passphrase else {
            let asked = Code::BackupAsksPassphrase.at("passphrase");
            return named(asked, staged.manifest()).refuse();
        };
        let opened = ring.open(passphrase).map_err(|error| match error {
            Error::Refused(refusal) if refusal.code == Code::WrongPassphrase => {
                named(refusal, staged.manifest()).into()
            }
            other => other,
        })?;
        Ok((opened.key, Some(opened.person_id)))
    }

    fn put_back_as_a_test(self, progress: &Progress) -> Result<Manifest> {
        let (staged, key, _) = self.stage()?;
        drop(staged.check(&key, self.ambient.clone(), ledger::sound, progress)?);
        let said = staged.manifest().clone();
        staged.try_open(key, self.ambient, |book| {
            book.follow(progress.clone());
            let last = book.read(|reader| {
                ledger::sound(reader)?;
                Ok(reader.audit(None, 1)?.first().map_or(0, |act| act.sequence))
            })?;
            if last == said.last_act {
                Ok(())
            } else {
                Err(Error::broken("a copy that was put back has other acts"))
            }
        })?;
        Ok(said)
    }
}

/// Says which copy a passphrase is asked for: another one than that of the present book is meant.
fn named(refusal: Refusal, manifest: &Manifest) -> Refusal {
    refusal
        .with("copy", folder::written(&manifest.name))
        .with("made_at", manifest.made_at.to_rfc3339())
}

/// The centre whose book a copy is; the book's name where its schema is an older one.
fn centre_of(copy: &OpenCopy, manifest: &Manifest) -> String {
    copy.read(|reader| centre::GetCentre {}.run(reader))
        .map_or_else(|_| manifest.name.clone(), |centre| centre.fields.name)
}

impl Desk {
    /// What a role may do counts where somebody sits; before unlocking, the passphrase counts.
    pub(super) fn allow_if_open(&self, role: Role) -> Result<()> {
        match self.open {
            Some(_) => self.allow(role),
            None => Ok(()),
        }
    }

    /// A copy, to be opened with this passphrase if the present key does not do it.
    ///
    /// # Errors
    /// `Code::WaitBeforeTrying`, `Code::NotFound`, `Code::NoBookYet`.
    pub(super) fn chosen(&self, file: FileHandle, passphrase: Option<String>) -> Result<Chosen> {
        // Where the keys cannot be read, all that lies there unread is one book.
        let counted = self.book_id().unwrap_or_default();
        if passphrase.is_some() {
            self.may_try(counted)?;
        }
        Ok(Chosen {
            counted,
            path: self.copy_path(file)?.to_path_buf(),
            book: self.folder()?.to_path_buf(),
            present: self.open.as_ref().map(|open| open.book.data_key()),
            passphrase,
            ambient: self.ambient(),
        })
    }

    /// Ends work on a copy with what refused it, and counts that if it was a wrong passphrase.
    fn refused_copy<Answer>(counted: Uuid, error: Error) -> Ending<Answer> {
        Box::new(move |desk| Err(desk.tried_wrong(counted, error)))
    }

    /// What the present book did since it and the copy were the same.
    fn lost_to(&self, copy: &OpenCopy) -> Result<Lost> {
        self.book()?.read(|reader| {
            let (acts, lines) = reader.acts_after(copy.shares_with(reader)?, NAMED)?;
            let latest = lines.into_iter().map(|line| shown(reader, line));
            Ok(Lost {
                acts,
                latest: latest.collect::<Result<_>>()?,
            })
        })
    }
}

//! The desk itself: which book lies on it, who sits there, and the one way in, `call`.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Weak},
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;
use wijkboek_core::{
    kernel::{Act, Ambient, Book, Code, DataKey, Error, Failure, Progress, Result, Role},
    keys::{DeskPerson, KeyRing, Tries},
};

use crate::{
    Entry, Envelope, Jobs, Kind, MOST_BYTES, Surroundings,
    backup::mend_restores,
    beside::{Begun, Done, Running, StopsWork, Work},
    entry::{Labour, Run, Started},
    face::Language,
    files::Files,
    keys::Pins,
    list,
    settings::Settings,
};

/// A book that lies open on the desk. What is done beside it is stopped before it is closed.
pub(crate) struct OpenBook {
    pub beside: StopsWork,
    pub book: Book,
    pub person: DeskPerson,
    pub practice: bool,
    /// The key of the confidential notes, for a confidant who typed their passphrase.
    pub confidence: Option<DataKey>,
    /// When somebody last asked something of it.
    pub seen_at: DateTime<Utc>,
}

/// The desk. It lives on one thread, since the book has one connection.
pub struct Desk {
    pub(crate) surroundings: Box<dyn Surroundings>,
    entries: HashMap<&'static str, Entry>,
    jobs: Jobs,
    /// The work that goes on beside this thread, to be stopped.
    running: Option<Running>,
    /// Held by that work until its ending has run.
    going: Weak<()>,
    /// When the desk last looked whether anything is to be done by itself.
    pub(crate) rested_at: Option<DateTime<Utc>>,
    /// The book of which the last copy that was to come by itself failed, and whether of damage.
    pub(crate) copy_failed: Option<(PathBuf, bool)>,
    pub(crate) files: Files,
    pub(crate) settings: Settings,
    /// Where a new book is made, if that was said beforehand.
    pub(crate) target: Option<PathBuf>,
    /// The book that lies here, open or locked.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) open: Option<OpenBook>,
    /// Wrong passphrases in a row, of each book.
    pub(crate) tries: HashMap<Uuid, Tries>,
    pub(crate) pins: Pins,
}

impl Desk {
    /// A desk with the book that was open last, locked.
    #[must_use]
    pub fn new(surroundings: Box<dyn Surroundings>) -> Self {
        let settings = Settings::read(&surroundings.config_folder());
        mend_restores(&settings.books);
        Self {
            folder: settings.last_book().cloned(),
            entries: list()
                .into_iter()
                .map(|entry| (entry.name, entry))
                .collect(),
            surroundings,
            jobs: Jobs::default(),
            running: None,
            going: Weak::new(),
            rested_at: None,
            copy_failed: None,
            files: Files::default(),
            settings,
            target: None,
            open: None,
            tries: HashMap::new(),
            pins: Pins::default(),
        }
    }

    /// Lays a certain book on the desk, locked, or says where a new one is to be made.
    #[must_use]
    pub fn with_book(mut self, folder: &Path) -> Self {
        mend_restores(&[folder.to_path_buf()]);
        self.target = Some(folder.to_path_buf());
        self.folder = Some(folder.to_path_buf());
        self
    }

    /// Answers a question; long work is carried out at once, on this thread.
    ///
    /// # Errors
    /// A failure with its code; then the book is as it was.
    pub fn call(&mut self, envelope: &Envelope) -> Result<Value, Failure> {
        match self.begin(envelope) {
            Begun::Answered(answer) => answer,
            Begun::Beside(work) => self.end(work.carry_out()),
        }
    }

    /// Answers a question, or begins the work that its answer takes. Then that is to be carried
    /// out, on any thread, and handed to `end`.
    pub fn begin(&mut self, envelope: &Envelope) -> Begun {
        match self.start(envelope) {
            Ok(Started::Answer(answer)) => Begun::Answered(Ok(answer)),
            Ok(Started::Work(labour)) => {
                Begun::Beside(self.put_to_work(&envelope.command, envelope.job_id, labour))
            }
            Err(error) => Begun::Answered(Err(failure(&envelope.command, error))),
        }
    }

    /// Ends work that was carried out, and answers its question.
    ///
    /// # Errors
    /// A failure with its code; then the book is as it was.
    pub fn end(&mut self, done: Done) -> Result<Value, Failure> {
        if let Some(job_id) = done.job_id {
            self.jobs.finish(job_id);
        }
        let outcome = done.outcome.and_then(|ending| ending(self));
        // Not before: what the ending holds may stand beside the book.
        drop(done.going);
        outcome.map_err(|error| failure(&done.command, error))
    }

    /// Whether this question has to wait until the work beside the desk is over.
    #[must_use]
    pub fn must_wait(&self, envelope: &Envelope) -> bool {
        // A copy before risky work would meet the one that is being made.
        let waits = |entry: &Entry| entry.risky || entry.needs_quiet();
        self.is_at_work() && self.entries.get(&*envelope.command).is_some_and(waits)
    }

    /// Whether work goes on beside the desk, or waits for its ending.
    pub(crate) fn is_at_work(&self) -> bool {
        self.going.strong_count() > 0
    }

    /// Stops what goes on beside the desk, also where no book was open when it began.
    pub(crate) fn stop_work(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop();
        }
    }

    /// Makes work of labour. The open book stops it when it goes.
    pub(crate) fn put_to_work(
        &mut self,
        command: &str,
        job_id: Option<Uuid>,
        labour: Labour<Value>,
    ) -> Work {
        let progress = job_id.map_or_else(Progress::default, |id| self.jobs.start(id));
        let (running, at_work) = Running::new(progress.clone());
        if let Some(open) = &mut self.open {
            open.beside.when_gone(running.clone());
        }
        let going = Arc::new(());
        self.running = Some(running);
        self.going = Arc::downgrade(&going);
        Work {
            command: command.to_owned(),
            job_id,
            labour,
            progress,
            at_work,
            going,
        }
    }

    /// The long work that is going on; to be asked beside this thread.
    #[must_use]
    pub fn jobs(&self) -> Jobs {
        self.jobs.clone()
    }

    fn start(&mut self, envelope: &Envelope) -> Result<Started<Value>> {
        if envelope.is_too_large() {
            return Code::QuestionTooLarge.with("most", MOST_BYTES).refuse();
        }
        let entry = self.entry(&envelope.command)?;
        self.lock_if_left(self.ambient().now());
        if !matches!(entry.kind, Kind::BeforeUnlock | Kind::Job) {
            self.allow(entry.role)?;
        }
        if entry.writes && envelope.operation_id.is_none() {
            return Code::OperationIdMissing.refuse();
        }
        if entry.needs_quiet() && self.is_at_work() {
            return Code::CopyIsBeingMade.refuse();
        }
        if entry.risky {
            // Where nothing can be written no copy is made for it either.
            self.book_mut()?.writable()?;
            self.keep_copy()?;
        }
        match entry.run {
            Run::AtOnce(run) => {
                let outcome = self.answer(envelope, run).map(Started::Answer);
                self.note_presence(&entry);
                outcome
            }
            Run::Beside(begin) => begin(self, envelope),
        }
    }

    fn answer(
        &mut self,
        envelope: &Envelope,
        run: fn(&mut Self, &Envelope) -> Result<Value>,
    ) -> Result<Value> {
        let Some(job_id) = envelope.job_id else {
            return run(self, envelope);
        };
        let progress = self.jobs.start(job_id);
        if let Some(open) = &mut self.open {
            open.book.follow(progress);
        }
        let outcome = run(self, envelope);
        if let Some(open) = &mut self.open {
            open.book.follow(Progress::default());
        }
        self.jobs.finish(job_id);
        outcome
    }

    /// The command of this name.
    pub(crate) fn entry(&self, name: &str) -> Result<Entry> {
        // What is no name of a command may be anything that slipped out, a passphrase too.
        let is_sign = |sign: char| sign.is_ascii_lowercase() || "._".contains(sign);
        let is_name = name.len() <= 40 && name.contains('.') && name.chars().all(is_sign);
        let unknown = || Code::CommandUnknown.with("command", if is_name { name } else { "…" });
        Ok(self.entries.get(name).cloned().ok_or_else(unknown)?)
    }

    /// Refuses what the person at the desk may not ask.
    pub(crate) fn allow(&self, role: Role) -> Result<()> {
        let Some(open) = &self.open else {
            return Code::BookIsLocked.refuse();
        };
        if open.person.role.covers(role) {
            Ok(())
        } else {
            role.refuse()
        }
    }

    /// The act that a write is, with the person who does it.
    pub(crate) fn act(&self, envelope: &Envelope, question: &impl Serialize) -> Result<Act> {
        Ok(Act {
            operation_id: envelope
                .operation_id
                .ok_or_else(|| Code::OperationIdMissing.refusal())?,
            command: envelope.command.clone(),
            question: serde_json::to_vec(question)?,
            person_id: self.open.as_ref().map(|open| open.person.id.0),
            undoes: None,
        })
    }

    /// The open book.
    pub(crate) fn book(&self) -> Result<&Book> {
        self.open.as_ref().map(|open| &open.book).ok_or_else(locked)
    }

    /// The open book, for an act.
    pub(crate) fn book_mut(&mut self) -> Result<&mut Book> {
        self.open
            .as_mut()
            .map(|open| &mut open.book)
            .ok_or_else(locked)
    }

    /// The folder of the book that lies here.
    pub(crate) fn folder(&self) -> Result<&Path> {
        self.folder
            .as_deref()
            .ok_or_else(|| Code::NoBookYet.refusal().into())
    }

    /// The keys of the book that lies here.
    pub(crate) fn ring(&self) -> Result<KeyRing> {
        KeyRing::read(self.folder()?)
    }

    pub(crate) fn surroundings(&mut self) -> &mut dyn Surroundings {
        self.surroundings.as_mut()
    }

    pub(crate) fn ambient(&self) -> Ambient {
        self.surroundings.ambient()
    }

    /// What a passphrase costs to try.
    pub(crate) fn cost(&self) -> wijkboek_core::keys::Cost {
        self.surroundings.cost()
    }

    /// Where new books are made.
    pub(crate) fn data_folder(&self) -> PathBuf {
        self.surroundings.data_folder()
    }

    /// The language that the person reads.
    pub(crate) fn language(&self) -> Language {
        let asked_for = self.surroundings.language();
        asked_for.unwrap_or_else(|| self.settings.language())
    }

    pub(crate) fn write_settings(&self) -> Result<()> {
        self.settings.write(&self.surroundings.config_folder())
    }

    /// Puts a book in front of those that this computer knows.
    pub(crate) fn remember(&mut self, book: &Path) {
        self.settings.remember(book);
        self.write_settings_if_it_can();
    }

    /// Keeps when a checked copy of a book was made.
    pub(crate) fn note_copy(&mut self, book: &Path, day: NaiveDate) {
        self.settings.note_copy(book, day);
        self.write_settings_if_it_can();
    }

    /// Keeps when a copy was put back as a test.
    pub(crate) fn note_test(&mut self, database_sha256: &str, day: NaiveDate) {
        self.settings.note_test(database_sha256, day);
        self.write_settings_if_it_can();
    }

    /// These settings are a comfort: a full disk must not keep a book closed, nor a recovery code
    /// from being shown, nor spoil a copy that was made.
    fn write_settings_if_it_can(&self) {
        if let Err(error) = self.write_settings() {
            log::warn!("the settings of this computer could not be kept: {error}");
        }
    }

    /// A new operation of the desk's own, for acts that belong to making a book.
    pub(crate) fn own_act(&self, command: &str) -> Act {
        Act {
            operation_id: self.ambient().uuid(),
            command: command.to_owned(),
            question: Vec::new(),
            person_id: self.open.as_ref().map(|open| open.person.id.0),
            undoes: None,
        }
    }
}

/// What is told of an error. A refusal is nothing to write down; what is ours or the machine's is.
/// Neither the question nor a value of the book stands in these errors.
fn failure(command: &str, error: Error) -> Failure {
    if error.code().is_none() {
        log::error!("{command}: {error}");
    }
    Failure::from(error)
}

fn locked() -> Error {
    Code::BookIsLocked.refusal().into()
}

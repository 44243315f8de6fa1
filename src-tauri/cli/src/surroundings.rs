//! The machine around the desk when there is no window: every file dialog is answered by a path
//! from the command line, and a path that nobody gave is no choice.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use wijkboek_desk::{Purpose, Surroundings};

use crate::arguments::Language;

/// The same name under which the window keeps its folders.
const IDENTIFIER: &str = "nl.wijkboek.app";

/// Paths in the order in which dialogs take them. All clones are the same ones: where a copy goes is
/// known only when its book lies on the desk.
#[derive(Clone, Default)]
pub struct Paths(Arc<Mutex<Given>>);

#[derive(Default)]
struct Given {
    left: VecDeque<PathBuf>,
    /// Whether a dialog found none.
    missed: bool,
}

impl Paths {
    /// One that the next dialog but those before it takes.
    pub fn add(&self, path: PathBuf) {
        self.given().left.push_back(absolute(path));
    }

    /// Whether a dialog found no path since this was asked last. To the desk that is somebody who
    /// changed their mind, and nothing was done; here nobody did.
    pub fn missed(&self) -> bool {
        std::mem::take(&mut self.given().missed)
    }

    fn next(&self) -> Option<PathBuf> {
        let mut given = self.given();
        let next = given.left.pop_front();
        given.missed |= next.is_none();
        next
    }

    fn given(&self) -> MutexGuard<'_, Given> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is typed is meant from where somebody stands now; what is remembered must mean the same
/// from anywhere.
pub fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

impl From<Vec<PathBuf>> for Paths {
    fn from(paths: Vec<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(Given {
            left: paths.into_iter().map(absolute).collect(),
            missed: false,
        })))
    }
}

/// Answers from the command line.
pub struct CommandLine {
    /// The paths given.
    pub paths: Paths,
    /// The folder given with --book.
    pub book: Option<PathBuf>,
    /// The language given with --language.
    pub language: Option<Language>,
}

impl Surroundings for CommandLine {
    fn lock_after(&self, _: u32) -> Option<Duration> {
        // Whoever runs it stands at the terminal, and a list of questions may take its time.
        None
    }

    fn language(&self) -> Option<wijkboek_desk::Language> {
        self.language.map(|language| match language {
            Language::Nl => wijkboek_desk::Language::Nl,
            Language::En => wijkboek_desk::Language::En,
        })
    }

    fn data_folder(&self) -> PathBuf {
        dirs::data_dir().unwrap_or_default().join(IDENTIFIER)
    }

    fn config_folder(&self) -> PathBuf {
        dirs::config_dir().unwrap_or_default().join(IDENTIFIER)
    }

    fn practice_folder(&self) -> PathBuf {
        let usual = || self.data_folder().join("oefenboek.wijkboek");
        self.book.clone().unwrap_or_else(usual)
    }

    fn choose_file(&mut self, _: Purpose) -> Option<PathBuf> {
        self.paths.next()
    }

    fn choose_target(&mut self, _: &str) -> Option<PathBuf> {
        self.paths.next()
    }

    fn choose_book(&mut self) -> Option<PathBuf> {
        self.book.clone().or_else(|| self.paths.next())
    }

    fn choose_folder(&mut self) -> Option<PathBuf> {
        // Not that of --book, which lies on the desk already.
        self.paths.next()
    }

    fn show(&mut self, _: &Path) {}
}

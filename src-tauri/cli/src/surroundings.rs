//! The machine around the desk when there is no window: every file dialog is answered by a path
//! from the command line, and a path that nobody gave is no choice.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use wijkboek_desk::{Purpose, Surroundings};

/// The same name under which the window keeps its folders.
const IDENTIFIER: &str = "nl.wijkboek.app";

/// Paths in the order in which dialogs take them. All clones are the same ones: where a copy goes is
/// known only when its book lies on the desk.
#[derive(Clone, Default)]
pub struct Paths(Arc<Mutex<VecDeque<PathBuf>>>);

impl Paths {
    /// One that the next dialog but those before it takes.
    pub fn add(&self, path: PathBuf) {
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.push_back(path);
    }

    fn next(&self) -> Option<PathBuf> {
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.pop_front()
    }
}

impl From<Vec<PathBuf>> for Paths {
    fn from(paths: Vec<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(paths.into())))
    }
}

/// Answers from the command line.
pub struct CommandLine {
    /// The paths given.
    pub paths: Paths,
    /// The folder given with --book.
    pub book: Option<PathBuf>,
}

impl Surroundings for CommandLine {
    fn lock_after(&self, _: u32) -> Option<Duration> {
        // Whoever runs it stands at the terminal, and a list of questions may take its time.
        None
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

    fn show(&mut self, _: &Path) {}
}

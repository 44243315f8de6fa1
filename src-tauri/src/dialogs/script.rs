//! Dialogs that a test has answered beforehand, and its clock. See the head of the module above.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wijkboek_desk::{Ambient, ambient_at};

/// How many lines were taken in this process.
static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// A file with one answer per line. It is read anew for every dialog, so that a test can add
/// lines while the window is open.
pub struct Script {
    file: PathBuf,
}

/// The script of this process, if a test gave it one.
pub fn from_environment() -> Option<Script> {
    env::var_os("WIJKBOEK_TEST_DIALOGS").map(|file| Script { file: file.into() })
}

impl Script {
    /// The answer to the next dialog: a path, or nothing for "cancelled".
    pub fn next(&self) -> Option<PathBuf> {
        self.answer(TAKEN.fetch_add(1, Ordering::Relaxed))
    }

    fn answer(&self, dialog: usize) -> Option<PathBuf> {
        let lines = fs::read_to_string(&self.file).unwrap_or_default();
        lines
            .lines()
            .nth(dialog)
            .filter(|line| !line.is_empty())
            .map(PathBuf::from)
    }

    /// The clock that stands still, if the test stopped it.
    pub fn clock(&self) -> Option<Ambient> {
        ambient_at(&fs::read_to_string(self.beside("clock")).ok()?)
    }

    /// After how many seconds without anybody the book is locked, if the test has no minutes.
    pub fn lock_after(&self) -> Option<Duration> {
        let seconds = fs::read_to_string(self.beside("idle")).ok()?;
        seconds.trim().parse().ok().map(Duration::from_secs)
    }

    /// Writes down what the person would have been shown.
    pub fn shown(&self, path: &Path) {
        let name = self.beside("shown");
        let list = OpenOptions::new().create(true).append(true).open(name);
        let _ = list.and_then(|mut list| writeln!(list, "{}", path.display()));
    }

    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.file.clone().into_os_string();
        name.push(".");
        name.push(ending);
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use super::Script;
    use std::fs;
    use std::path::{Path, PathBuf};

    #[test]
    fn dialogs_are_answered_in_order_and_an_empty_line_cancels() {
        let folder = tempfile::tempdir().unwrap();
        let script = Script {
            file: folder.path().join("dialogs"),
        };
        fs::write(&script.file, "/tmp/list.csv\n\n/tmp/later.pdf\n").unwrap();
        assert_eq!(script.answer(0), Some(PathBuf::from("/tmp/list.csv")));
        assert_eq!(script.answer(1), None);
        assert_eq!(script.answer(2), Some(PathBuf::from("/tmp/later.pdf")));
        assert_eq!(script.answer(3), None);
    }

    #[test]
    fn a_clock_is_stopped_by_an_instant_and_by_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let script = Script {
            file: folder.path().join("dialogs"),
        };
        assert!(script.clock().is_none());
        let clock = folder.path().join("dialogs.clock");
        fs::write(&clock, "2026-07-10T10:00:00Z\n").unwrap();
        let stopped = script.clock().unwrap();
        assert_eq!(stopped.today().to_string(), "2026-07-10");
        fs::write(&clock, "yesterday").unwrap();
        assert!(script.clock().is_none());
    }

    #[test]
    fn what_is_shown_is_written_beside_the_script() {
        let folder = tempfile::tempdir().unwrap();
        let script = Script {
            file: folder.path().join("dialogs"),
        };
        script.shown(Path::new("/tmp/one.pdf"));
        script.shown(Path::new("/tmp/two"));
        let shown = fs::read_to_string(folder.path().join("dialogs.shown")).unwrap();
        assert_eq!(shown, "/tmp/one.pdf\n/tmp/two\n");
    }
}

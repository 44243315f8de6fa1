//! The surroundings of the desk in a window: where its folders are, and the native dialogs. A
//! dialog is answered on the window's thread while the desk waits on its own.
//!
//! A test cannot click a native dialog. In a debug build, or with the feature `test-dialogs`, the
//! environment variable `WIJKBOEK_TEST_DIALOGS` names a file that answers instead: one path per
//! line, taken in order, an empty line for "cancelled". What would have been shown to the person
//! is written to the file of the same name with `.shown` behind it, and the desk's clock stands
//! still at the instant in the one with `.clock` behind it, if that is there. A file with `.idle`
//! behind it holds the seconds without anybody after which the book is locked.

#[cfg(any(debug_assertions, feature = "test-dialogs"))]
mod script;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
#[cfg(any(debug_assertions, feature = "test-dialogs"))]
use wijkboek_desk::{Ambient, real_ambient};
use wijkboek_desk::{Purpose, Surroundings};

/// The label of the only window.
pub const WINDOW: &str = "main";

/// The surroundings of a desk behind a window.
#[derive(Clone)]
pub struct Dialogs {
    app: AppHandle,
    data_folder: PathBuf,
    config_folder: PathBuf,
    documents: PathBuf,
    closing: Closing,
}

/// Whether the window is gone. A dialog that was open then is never answered any more.
#[derive(Clone, Default)]
pub struct Closing(Arc<AtomicBool>);

impl Closing {
    /// The window is gone: whoever waits for a dialog stops waiting.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How a dialog tells what was chosen.
type Reply = Box<dyn FnOnce(Option<FilePath>) + Send>;

impl Dialogs {
    /// The surroundings of this window.
    ///
    /// # Errors
    /// When the system knows no home for the person.
    pub fn new(app: AppHandle, closing: Closing) -> tauri::Result<Self> {
        let path = app.path();
        Ok(Self {
            data_folder: path.app_data_dir()?,
            config_folder: path.app_config_dir()?,
            documents: path.document_dir().or_else(|_| path.home_dir())?,
            closing,
            app,
        })
    }

    /// Opens a dialog in `folder` before the window and waits for the person, or for the window
    /// to go.
    fn ask(
        &self,
        folder: &Path,
        open: impl FnOnce(FileDialogBuilder<tauri::Wry>, Reply),
    ) -> Option<PathBuf> {
        #[cfg(any(debug_assertions, feature = "test-dialogs"))]
        if let Some(script) = script::from_environment() {
            return script.next();
        }
        // The button that opened the dialog says what it is for; the name needs no translation.
        let mut dialog = self
            .app
            .dialog()
            .file()
            .set_title("Wijkboek")
            .set_directory(folder);
        if let Some(window) = self.app.get_webview_window(WINDOW) {
            dialog = dialog.set_parent(&window);
        }
        let (reply, chosen) = mpsc::channel();
        open(dialog, Box::new(move |path| drop(reply.send(path))));
        loop {
            match chosen.recv_timeout(Duration::from_millis(200)) {
                Ok(path) => return path.and_then(|path| path.into_path().ok()),
                Err(RecvTimeoutError::Timeout) if !self.closing.has_begun() => {}
                Err(_) => return None,
            }
        }
    }
}

impl Surroundings for Dialogs {
    #[cfg(any(debug_assertions, feature = "test-dialogs"))]
    fn ambient(&self) -> Ambient {
        let stopped = script::from_environment().and_then(|script| script.clock());
        stopped.unwrap_or_else(real_ambient)
    }

    #[cfg(any(debug_assertions, feature = "test-dialogs"))]
    fn lock_after(&self, minutes: u32) -> Option<Duration> {
        let shorter = script::from_environment().and_then(|script| script.lock_after());
        let minutes = Duration::from_secs(u64::from(minutes).saturating_mul(60));
        Some(shorter.unwrap_or(minutes))
    }

    fn data_folder(&self) -> PathBuf {
        self.data_folder.clone()
    }

    fn config_folder(&self) -> PathBuf {
        self.config_folder.clone()
    }

    fn choose_file(&mut self, _purpose: Purpose) -> Option<PathBuf> {
        self.ask(&self.documents, |dialog, reply| dialog.pick_file(reply))
    }

    fn choose_target(&mut self, suggested: &str) -> Option<PathBuf> {
        self.ask(&self.documents, |dialog, reply| {
            dialog.set_file_name(suggested).save_file(reply)
        })
    }

    fn choose_book(&mut self) -> Option<PathBuf> {
        // Books lie in a folder that is hard to find by hand: begin there if it is there.
        let books = if self.data_folder.is_dir() {
            &self.data_folder
        } else {
            &self.documents
        };
        self.ask(books, |dialog, reply| dialog.pick_folder(reply))
    }

    fn choose_folder(&mut self) -> Option<PathBuf> {
        self.ask(&self.documents, |dialog, reply| dialog.pick_folder(reply))
    }

    fn show(&mut self, path: &Path) {
        #[cfg(any(debug_assertions, feature = "test-dialogs"))]
        if let Some(script) = script::from_environment() {
            return script.shown(path);
        }
        // Where no program is known for the file, its folder is better than nothing.
        let _ = tauri_plugin_opener::open_path(path, None::<&str>)
            .or_else(|_| tauri_plugin_opener::reveal_item_in_dir(path));
    }
}

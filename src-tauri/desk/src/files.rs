//! Files that people choose. The window only ever holds a handle: the path stays here, so no page
//! can ask for a file that nobody chose. What the program keeps for itself takes none of them.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;
use wijkboek_core::{
    backup,
    kernel::{Ask, Code, Result, Role, folder, read_bounded, write_new},
};

use crate::{
    Desk, Envelope, Purpose,
    entry::{AtDesk, Kind},
};

/// Larger files are not read: a list of members or transfers is never so long.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// A file that somebody chose, good until the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
pub struct FileHandle(pub Uuid);

/// The files that were chosen or written.
#[derive(Debug, Default)]
pub(crate) struct Files(HashMap<FileHandle, PathBuf>);

impl Files {
    pub fn keep(&mut self, id: Uuid, path: PathBuf) -> FileHandle {
        let handle = FileHandle(id);
        self.0.insert(handle, path);
        handle
    }

    pub fn path(&self, handle: FileHandle) -> Result<&Path> {
        self.0
            .get(&handle)
            .map(PathBuf::as_path)
            .ok_or_else(|| Code::NotFound.at("file").into())
    }
}

/// What a file dialog gave, or nothing if the person changed their mind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ChosenFile {
    /// The handle for later questions.
    pub file: FileHandle,
    /// The file's name without its folder.
    pub name: String,
}

/// Lets the person choose a file to import.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseFile {}

/// Shows a written file in the program that people use for it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowFile {
    /// The file.
    pub file: FileHandle,
}

/// An answer that says nothing more than that it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Done {}

impl Ask for ChooseFile {
    const NAME: &'static str = "files.choose";
    const ROLE: Role = Role::Manager;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for ChooseFile {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let chosen = desk.surroundings().choose_file(Purpose::Import);
        Ok(chosen.map(|path| desk.keep_file(path)))
    }
}

impl Ask for ShowFile {
    const NAME: &'static str = "files.show";
    const ROLE: Role = Role::Reader;
    type Answer = Done;
}

impl AtDesk for ShowFile {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Done> {
        let path = desk.files.path(self.file)?.to_path_buf();
        desk.surroundings().show(&path);
        Ok(Done {})
    }
}

impl Desk {
    /// Takes a file that was chosen outside of the window: on a command line.
    pub fn keep_file(&mut self, path: PathBuf) -> ChosenFile {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let file = self.files.keep(self.ambient().uuid(), path);
        ChosenFile { file, name }
    }

    /// The bytes of a chosen file.
    pub(crate) fn read_file(&self, file: FileHandle) -> Result<Vec<u8>> {
        read_bounded(self.files.path(file)?, MOST_BYTES)
    }

    /// The name of a chosen file without its folder and ending: the name of a source.
    pub(crate) fn file_stem(&self, file: FileHandle) -> Result<String> {
        let path = self.files.path(file)?;
        Ok(path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned())
    }

    /// Lets the person choose where to write; nothing if they changed their mind.
    ///
    /// # Errors
    /// `Code::FolderNotFound`, `Code::TargetIsTheBook`.
    pub(crate) fn choose_target(&mut self, suggested: &str) -> Result<Option<PathBuf>> {
        let chosen = self.surroundings().choose_target(suggested);
        if let Some(home) = chosen.as_deref().and_then(Path::parent) {
            self.refuse_own(home)?;
        }
        Ok(chosen)
    }

    /// Refuses a folder that the program keeps for itself, by whatever way it is reached: that of
    /// a book, or the shelf with its copies. What is put there goes when the book is put back, and
    /// may be taken for a part of it.
    ///
    /// # Errors
    /// `Code::FolderNotFound`, `Code::TargetIsTheBook`.
    pub(crate) fn refuse_own(&self, home: &Path) -> Result<()> {
        let home = if home.as_os_str().is_empty() {
            Path::new(".")
        } else {
            home
        };
        let found = fs::canonicalize(home).ok().filter(|home| home.is_dir());
        let home = found.ok_or_else(|| {
            let name = home.file_name().unwrap_or_default().to_string_lossy();
            Code::FolderNotFound.with("name", name)
        })?;
        let present = self.folder.iter();
        let own = present.flat_map(|book| [book.clone(), backup::shelf(book)]);
        let within = own
            .filter_map(|own| fs::canonicalize(own).ok())
            .any(|own| home.starts_with(own));
        if within || home.ancestors().any(is_own) {
            return Code::TargetIsTheBook.refuse();
        }
        Ok(())
    }

    /// Lets the person choose where to write, then writes a new file there. Nothing if they
    /// changed their mind.
    ///
    /// # Errors
    /// `Code::FolderNotFound`, `Code::TargetIsTheBook`; those of `write_new`.
    pub(crate) fn write_file(
        &mut self,
        suggested: &str,
        bytes: &[u8],
    ) -> Result<Option<ChosenFile>> {
        let Some(path) = self.choose_target(suggested)? else {
            return Ok(None);
        };
        write_new(&path, bytes)?;
        Ok(Some(self.keep_file(path)))
    }
}

/// Whether this is the folder of some book, or the shelf beside one. Under the ending of books a part
/// of one is enough; under any other name both files must be there, since `keys.json` alone may be
/// anybody's, and all that lies below would be barred with it.
fn is_own(home: &Path) -> bool {
    let is_book = |book: &Path| {
        let parts = [folder::keys(book), folder::database(book)].map(|part| part.is_file());
        let named = book
            .extension()
            .is_some_and(|ending| ending == folder::ENDING);
        parts == [true; 2] || named && parts != [false; 2]
    };
    let mut besides = [home.with_extension(folder::ENDING), home.with_extension("")].into_iter();
    is_book(home) || backup::shelf(home) == home && besides.any(|book| is_book(&book))
}

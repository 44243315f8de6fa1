//! Everything a template can see: the templates, one file of data and the fonts on board.
//! Any other file, package or date is refused, so a paper can neither read this computer nor ask
//! the network, whatever somebody types into a name.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::{Error, Result};

/// Where a template finds its data: `json("/data.json")`.
const DATA: &str = "/data.json";

const TEMPLATES: [(&str, &str); 7] = [
    ("/hand.typ", include_str!("../templates/hand.typ")),
    ("/facade.typ", include_str!("../templates/facade.typ")),
    (
        "/certificate.typ",
        include_str!("../templates/certificate.typ"),
    ),
    ("/dossier.typ", include_str!("../templates/dossier.typ")),
    ("/recovery.typ", include_str!("../templates/recovery.typ")),
    ("/register.typ", include_str!("../templates/register.typ")),
    ("/statement.typ", include_str!("../templates/statement.typ")),
];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    typst_assets::fonts()
        .flat_map(|font| Font::iter(Bytes::new(font)))
        .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The small world of one paper.
pub(crate) struct PaperWorld {
    main: Source,
    data: Bytes,
}

impl PaperWorld {
    /// The world of the template `name` (without ending) with `data`, the JSON it reads.
    pub(crate) fn new(name: &str, data: Vec<u8>) -> Result<Self> {
        let path = format!("/{name}.typ");
        let text = template(&path).ok_or_else(|| Error::Layout(format!("no template {path}")))?;
        Self::with_template(&path, text, data)
    }

    /// The same with a template that is handed in.
    pub(crate) fn with_template(path: &str, text: &str, data: Vec<u8>) -> Result<Self> {
        let path = VirtualPath::new(path).map_err(|error| Error::Layout(error.to_string()))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            main: Source::new(id, text.into()),
            data: Bytes::new(data),
        })
    }
}

fn template(path: &str) -> Option<&'static str> {
    TEMPLATES
        .iter()
        .find(|(name, _)| *name == path)
        .map(|(_, text)| *text)
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        match (id.get().root(), template(id.get().vpath().get_with_slash())) {
            (VirtualRoot::Project, Some(text)) => Ok(Source::new(id, text.into())),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match (id.get().root(), id.get().vpath().get_with_slash()) {
            (VirtualRoot::Project, DATA) => Ok(self.data.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// No clock: a paper's date is part of its data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

//! Transfers of another program, from a file that somebody chose: which columns it has, what taking
//! it over would do, and taking it over.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    credits::history::{
        self, HistoryFile, HistoryImport, HistoryReport, ListImports, MappingGuess, TransferMapping,
    },
    kernel::{Ask, Code, Error, Read as _, Result, Role},
    table::Table,
};

use crate::{
    Desk, Envelope, FileHandle,
    entry::{AtDesk, Entry, Kind, desk},
};

/// How many rows are shown of a file whose columns are to be chosen.
const ROWS_SHOWN: usize = 5;

/// The columns of a chosen file with its first rows, and what they probably mean.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadColumns {
    /// The file.
    pub file: FileHandle,
}

/// The columns of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FileColumns {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are.
    pub count: usize,
    /// The name of the source if nobody gives another: the file's name without its ending.
    pub source: String,
    /// How the letters are written.
    pub encoding: String,
    /// Which column probably means what.
    pub guess: MappingGuess,
}

/// What taking over a file of transfers would do. Changes nothing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PreviewTransfers {
    /// The file.
    pub file: FileHandle,
    /// Which column means what; guessed by their names if left out.
    #[serde(default)]
    pub mapping: Option<TransferMapping>,
}

/// Takes a file of transfers over as history: all of it or nothing. Undoing it reverses what was
/// posted and forgets the rows, so that the file can be taken over in another way.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ApplyTransfers {
    /// The file.
    pub file: FileHandle,
    /// Which column means what; guessed by their names if left out.
    #[serde(default)]
    pub mapping: Option<TransferMapping>,
}

impl Ask for ReadColumns {
    const NAME: &'static str = "import.transfer_columns";
    const ROLE: Role = Role::Manager;
    type Answer = FileColumns;
}

impl AtDesk for ReadColumns {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// Those of reading a file, then those of `Table::read`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<FileColumns> {
        let table = table(desk, self.file)?;
        let rows = table.rows.iter().take(ROWS_SHOWN);
        Ok(FileColumns {
            rows: rows.map(|row| row.cells.clone()).collect(),
            count: table.rows.len(),
            source: desk.file_stem(self.file)?,
            encoding: table.encoding.to_owned(),
            guess: history::guess(&table),
            columns: table.header,
        })
    }
}

impl Ask for PreviewTransfers {
    const NAME: &'static str = "import.preview_transfers";
    const ROLE: Role = Role::Manager;
    type Answer = HistoryReport;
}

impl AtDesk for PreviewTransfers {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// Those of reading a file, of `Table::read` and of `history::read`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<HistoryReport> {
        let file = transfers(desk, self.file, self.mapping)?;
        desk.book()?.read(|reader| history::preview(reader, &file))
    }
}

impl Ask for ApplyTransfers {
    const NAME: &'static str = "import.apply_transfers";
    const ROLE: Role = Role::Manager;
    type Answer = HistoryImport;
}

impl AtDesk for ApplyTransfers {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::DiskAlmostFull`, those of the preview, then `Code::IssuersMissing` where nobody said
    /// how to read the file and somebody would stand below zero, `Code::RowsUnreadable` and
    /// `Code::Stopped`; `Code::OutcomeUnknown` where what is done could not be read back.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<HistoryImport> {
        desk.book()?.has_room_for_much(None)?;
        let act = desk.act(envelope, &self)?;
        let guessed = self.mapping.is_none();
        let file = transfers(desk, self.file, self.mapping)?;
        let book = desk.book_mut()?;
        if guessed {
            // Who issues cannot be seen in a file, and what was posted stays in the book.
            let report = book.read(|reader| history::preview(reader, &file))?;
            if let Some(lowest) = report.below_zero.first() {
                return Code::IssuersMissing
                    .with("name", lowest.name.as_str())
                    .refuse();
            }
        }
        let written = book.write(&act, |tx| history::import(tx, &file))?;
        let imports = book.read_back(|reader| ListImports {}.run(reader))?;
        imports
            .into_iter()
            .find(|import| import.number == written.receipt.import)
            .ok_or_else(|| Error::broken("an import that was just done is not listed"))
    }
}

/// The line of the list for taking a file over, with its way back.
pub(crate) fn apply_transfers() -> Entry {
    Entry {
        undo: Some(|tx, receipt| history::undo(tx, &serde_json::from_str(receipt)?)),
        ..desk::<ApplyTransfers>()
    }
}

fn table(desk: &Desk, file: FileHandle) -> Result<Table> {
    Table::read(&desk.read_file(file)?)
}

fn transfers(
    desk: &Desk,
    file: FileHandle,
    mapping: Option<TransferMapping>,
) -> Result<HistoryFile> {
    let table = table(desk, file)?;
    let mapping = match mapping {
        Some(mapping) => mapping,
        None => history::guess(&table).mapping(&table)?,
    };
    history::read(&table, &mapping, &desk.file_stem(file)?)
}

//! A table out of the bytes of a CSV file as old programs write them: any encoding, separator and
//! line ending, read whole or refused with the line numbers that say what to mend.
//!
//! It refuses to guess at damage: a row with other columns than the header, an open quote or a
//! column that comes twice refuses the file, so that nothing is ever half taken over.

mod decode;
mod shape;

use std::collections::HashSet;

use crate::kernel::{Code, Error, Result, fold};

/// The most bytes of a file that are read.
pub const MOST_BYTES: u64 = 256 << 20;
/// The most rows of a table.
const MOST_ROWS: usize = 1_000_000;
/// The most columns of a table.
const MOST_COLUMNS: usize = 200;
/// How many faulty lines are named.
const MOST_LINES_NAMED: usize = 10;
/// The name of a column is no longer than this.
const LONGEST_HEADER: usize = 200;
/// So much of one that is too long is repeated.
const BEGIN: usize = 40;

/// What a file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, trimmed, each of them once.
    pub header: Vec<String>,
    /// The rows that hold anything, each with as many cells as the header.
    pub rows: Vec<TableRow>,
    /// How the letters were written: `UTF-8`, `UTF-16LE`, `windows-1252`.
    pub encoding: &'static str,
    /// What stands between two cells.
    pub separator: char,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The line of the file on which it starts; the header is on line 1 as a rule.
    pub line: u32,
    /// Its cells, trimmed.
    pub cells: Vec<String>,
}

impl Table {
    /// Reads a table from the bytes of a CSV file.
    ///
    /// # Errors
    /// `Code::FileTooLarge`, `Code::NotACsvFile`, `Code::QuotesUnbalanced` (`line`),
    /// `Code::TableTooLong`, `Code::RowsUneven` (`lines`, `columns`), `Code::TableIsEmpty`,
    /// `Code::HeaderTooLong` (`begin`), `Code::ColumnTwice` (`column`), `Code::HeaderTwice` (`line`),
    /// in this order.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if bytes.len() as u64 > MOST_BYTES {
            return Code::FileTooLarge.with("most", MOST_BYTES).refuse();
        }
        let (text, encoding) = decode::text(bytes)?;
        let (text, separator, first_line) = shape::separator(&text);
        shape::check_quotes(text, separator, first_line)?;
        let mut rows = records(text, separator, first_line)?;
        if rows.is_empty() {
            return Code::TableIsEmpty.refuse();
        }
        let header = rows.remove(0);
        let (header, rows) = without_empty_columns(header, rows);
        check_header(&header, &rows)?;
        if rows.is_empty() {
            return Code::TableIsEmpty.refuse();
        }
        Ok(Self {
            header: header.cells,
            rows,
            encoding,
            separator: char::from(separator),
        })
    }
}

/// All rows that hold anything, the header among them.
fn records(text: &str, separator: u8, first_line: u32) -> Result<Vec<TableRow>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut lines = Lines::new(text, first_line);
    let (mut rows, mut uneven) = (Vec::<TableRow>::new(), Vec::new());
    let mut record = csv::StringRecord::new();
    let unreadable = |_| Error::from(Code::NotACsvFile.refusal());
    while reader.read_record(&mut record).map_err(unreadable)? {
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
        let cells: Vec<String> = record.iter().map(cell).collect();
        let columns = rows.first().map_or(cells.len(), |row| row.cells.len());
        if cells.len() > MOST_COLUMNS || rows.len() > MOST_ROWS {
            return Code::TableTooLong
                .with("rows", MOST_ROWS)
                .with("columns", MOST_COLUMNS)
                .refuse();
        }
        if cells.len() != columns {
            uneven.push(line);
        } else if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(TableRow { line, cells });
        }
    }
    if uneven.is_empty() {
        return Ok(rows);
    }
    Code::RowsUneven
        .with("lines", named(&uneven))
        .with("count", uneven.len())
        .with("columns", rows.first().map_or(0, |row| row.cells.len()))
        .refuse()
}

/// A cell without the space around it and without the `'` that keeps a spreadsheet from reading
/// it as a formula (as our own lists are written).
fn cell(raw: &str) -> String {
    let guarded =
        |rest: &&str| rest.starts_with(['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠']);
    raw.strip_prefix('\'')
        .filter(guarded)
        .unwrap_or(raw)
        .trim()
        .to_owned()
}

/// A spreadsheet likes to write columns without name or content behind the last one.
fn without_empty_columns(
    mut header: TableRow,
    mut rows: Vec<TableRow>,
) -> (TableRow, Vec<TableRow>) {
    let empty = |place: usize, row: &TableRow| row.cells.get(place).is_none_or(String::is_empty);
    let holds: Vec<bool> = (0..header.cells.len())
        .map(|place| !empty(place, &header) || rows.iter().any(|row| !empty(place, row)))
        .collect();
    if holds.contains(&false) {
        for row in std::iter::once(&mut header).chain(&mut rows) {
            let mut keep = holds.iter();
            row.cells.retain(|_| keep.next().is_some_and(|keep| *keep));
        }
    }
    (header, rows)
}

fn check_header(header: &TableRow, rows: &[TableRow]) -> Result<()> {
    let mut seen = HashSet::new();
    for name in &header.cells {
        // What fills a page is no name: a quote was left open, or this is no list.
        if name.chars().count() > LONGEST_HEADER {
            let begin: String = name.chars().take(BEGIN).collect();
            return Code::HeaderTooLong
                .with("begin", begin)
                .with("longest", LONGEST_HEADER)
                .refuse();
        }
        if !seen.insert(fold(name)) {
            return Code::ColumnTwice.with("column", name.as_str()).refuse();
        }
    }
    match rows.iter().find(|row| row.cells == header.cells) {
        Some(again) => Code::HeaderTwice.with("line", again.line).refuse(),
        None => Ok(()),
    }
}

fn named(lines: &[u32]) -> String {
    let mut named: Vec<String> = lines
        .iter()
        .take(MOST_LINES_NAMED)
        .map(u32::to_string)
        .collect();
    if lines.len() > MOST_LINES_NAMED {
        named.push("…".into());
    }
    named.join(", ")
}

/// Tells on which line a record starts; empty lines before it are none of it.
struct Lines<'text> {
    text: &'text [u8],
    place: usize,
    line: u32,
}

impl<'text> Lines<'text> {
    fn new(text: &'text str, line: u32) -> Self {
        Self {
            text: text.as_bytes(),
            place: 0,
            line,
        }
    }

    fn at(&mut self, start: usize) -> u32 {
        while let Some(byte) = self.text.get(self.place) {
            if self.place >= start && *byte != b'\n' {
                break;
            }
            self.line = self.line.saturating_add(u32::from(*byte == b'\n'));
            self.place = self.place.saturating_add(1);
        }
        self.line
    }
}

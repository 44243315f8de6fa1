//! From a table to rows of history: every cell is read, and what cannot be read is named by its
//! line. Nothing here knows what the book already holds.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::{
    BadReason, BadRow, DecimalSign, TransferMapping,
    decimal::{Decimal, Rounded},
    moment,
};
use crate::credits::MOST_MINUTES;
use crate::kernel::{Code, Result, between, fold, text};
use crate::table::{Table, TableRow};

/// The most minutes that one unit of a source can be worth: a day.
const MOST_PER_UNIT: i64 = 24 * 60;

/// A file of transfers, read and ready.
#[derive(Debug, Clone)]
pub struct HistoryFile {
    pub(super) source: String,
    pub(super) issuers: HashSet<String>,
    pub(super) decimal_sign: DecimalSign,
    /// In the order in which they happened.
    pub(super) rows: Vec<HistoryRow>,
    pub(super) bad: Vec<BadRow>,
}

/// One transfer of another book.
#[derive(Debug, Clone)]
pub(super) struct HistoryRow {
    pub line: u32,
    pub outside_id: String,
    pub giver: String,
    pub receiver: String,
    pub happened_at: DateTime<Utc>,
    pub amount: String,
    pub rounded: Rounded,
    pub label: Option<String>,
}

/// Reads the rows of a table as transfers. `file_name` names the source if the mapping does not.
///
/// # Errors
/// `Code::ColumnMissing`, `Code::NumberOutOfRange`, `Code::NameMissing` for the source and the
/// refusals of its text. Rows that cannot be read are kept for the report.
pub fn read(table: &Table, mapping: &TransferMapping, file_name: &str) -> Result<HistoryFile> {
    let columns = Columns::find(table, mapping)?;
    between(
        "minutes_per_unit",
        mapping.minutes_per_unit,
        1,
        MOST_PER_UNIT,
    )?;
    let source = mapping.source.as_deref().unwrap_or(file_name);
    // Often the name of the file, and that often holds a day.
    let Some(source) = text::line_of_digits("source", source)? else {
        return Code::NameMissing.at("source").refuse();
    };
    let amounts = table
        .rows
        .iter()
        .map(|row| columns.cell(row, columns.amount));
    let decimal_sign = mapping
        .decimal_sign
        .unwrap_or_else(|| DecimalSign::of(amounts));
    let (mut rows, mut bad) = (Vec::with_capacity(table.rows.len()), Vec::new());
    let mut ids = HashSet::with_capacity(table.rows.len());
    for row in &table.rows {
        match columns.row(row, decimal_sign, mapping.minutes_per_unit) {
            Ok(read) if !ids.insert(read.outside_id.clone()) => {
                bad.push(BadRow::new(row.line, BadReason::IdTwice, &read.outside_id));
            }
            Ok(read) => rows.push(read),
            Err(found) => bad.push(found),
        }
    }
    rows.sort_by_key(|row| row.happened_at);
    let issuers = mapping.issuers.iter();
    Ok(HistoryFile {
        source,
        issuers: issuers.map(|name| name.trim().to_owned()).collect(),
        decimal_sign,
        rows,
        bad,
    })
}

/// The places of the columns that a mapping names.
struct Columns {
    from: usize,
    to: usize,
    amount: usize,
    at: usize,
    id: usize,
    kind: Option<usize>,
}

impl Columns {
    fn find(table: &Table, mapping: &TransferMapping) -> Result<Self> {
        let folded: Vec<String> = table.header.iter().map(|column| fold(column)).collect();
        let place = |field: &str, name: &str| {
            let exact = table.header.iter().position(|column| column == name);
            let found = exact.or_else(|| {
                let name = fold(name);
                folded.iter().position(|column| *column == name)
            });
            found.ok_or_else(|| {
                Code::ColumnMissing
                    .at(field)
                    .with("column", name)
                    .with("columns", table.header.join(", "))
            })
        };
        Ok(Self {
            from: place("from", &mapping.from)?,
            to: place("to", &mapping.to)?,
            amount: place("amount", &mapping.amount)?,
            at: place("at", &mapping.at)?,
            id: place("id", &mapping.id)?,
            kind: mapping
                .kind
                .as_deref()
                .map(|name| place("kind", name))
                .transpose()?,
        })
    }

    fn cell<'row>(&self, row: &'row TableRow, place: usize) -> &'row str {
        row.cells.get(place).map(String::as_str).unwrap_or_default()
    }

    /// One row, or why it cannot be read.
    fn row(
        &self,
        row: &TableRow,
        sign: DecimalSign,
        per_unit: i64,
    ) -> std::result::Result<HistoryRow, BadRow> {
        let cell = |place| self.cell(row, place);
        let bad = |reason, place| BadRow::new(row.line, reason, cell(place));
        let line = |reason, place| match text::line_of_digits("row", cell(place)) {
            Ok(Some(line)) if in_words(&line) => Err(BadRow::new(
                row.line,
                BadReason::CitizenServiceNumber,
                &text::blot_citizen_service_numbers(&line),
            )),
            Ok(Some(line)) => Ok(line),
            _ => Err(bad(reason, place)),
        };
        let outside_id = line(BadReason::IdUnreadable, self.id)?;
        let giver = line(BadReason::AccountUnreadable, self.from)?;
        let receiver = line(BadReason::AccountUnreadable, self.to)?;
        let happened_at =
            moment::parse(cell(self.at)).ok_or_else(|| bad(BadReason::DayUnreadable, self.at))?;
        let amount = Decimal::parse(cell(self.amount), sign)
            .ok_or_else(|| bad(BadReason::AmountUnreadable, self.amount))?;
        if amount.is_negative() {
            return Err(bad(BadReason::AmountNegative, self.amount));
        }
        let rounded = amount
            .minutes(per_unit)
            .filter(|rounded| rounded.minutes <= MOST_MINUTES)
            .ok_or_else(|| bad(BadReason::AmountTooLarge, self.amount))?;
        // A column of kinds may be one of descriptions, in which people wrote what they liked.
        let label = match self.kind {
            Some(place) => text::line("row", &text::blot_citizen_service_numbers(cell(place)))
                .map_err(|_| bad(BadReason::KindUnreadable, place))?,
            None => None,
        };
        Ok(HistoryRow {
            line: row.line,
            outside_id,
            giver,
            receiver,
            happened_at,
            amount: cell(self.amount).to_owned(),
            rounded,
            label,
        })
    }
}

/// Whether somebody wrote a citizen service number among words. What is all one word is the number
/// or the address of an account: one in eleven of those passes the test by chance.
fn in_words(name: &str) -> bool {
    name.contains(char::is_whitespace) && text::holds_citizen_service_number(name)
}

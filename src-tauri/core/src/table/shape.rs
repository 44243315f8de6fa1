//! The shape of a CSV text: what stands between two cells, and whether every quote is closed.

use crate::kernel::{Code, Result};

/// Dutch spreadsheets write `;`, others `,`, and what is copied out of one has tabs.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];
/// How many lines are looked at to find the separator.
const LINES_LOOKED_AT: usize = 20;

/// The text without a line `sep=;` before it, its separator, and the number of its first line.
pub(super) fn separator(text: &str) -> (&str, u8, u32) {
    if let Some((first, rest)) = text.split_once('\n')
        && let Some(named) = first.trim().to_ascii_lowercase().strip_prefix("sep=")
        && let Some(separator) = SEPARATORS
            .into_iter()
            .find(|known| named.as_bytes() == [*known])
    {
        return (rest, separator, 2);
    }
    (text, sniffed(text), 1)
}

/// The separator that parts the first lines into the most columns, the same on every line.
fn sniffed(text: &str) -> u8 {
    let score = |separator: &u8| {
        let columns: Vec<usize> = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(*separator)
            .from_reader(text.as_bytes())
            .records()
            .take(LINES_LOOKED_AT)
            .map_while(std::result::Result::ok)
            .map(|record| record.len())
            .collect();
        let first = columns.first().copied().unwrap_or_default();
        let alike = columns.iter().filter(|count| **count == first).count();
        // More than one column everywhere, then the most rows alike, then the most columns.
        (first > 1, alike, first)
    };
    // The first of equals wins, so the order of the list is the order of preference.
    let mut best = (b';', (false, 0, 0));
    for separator in SEPARATORS {
        let found = score(&separator);
        if found > best.1 {
            best = (separator, found);
        }
    }
    best.0
}

/// Where the reader is within a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// After a quote within a quoted cell: the end of the cell, or a doubled quote.
    Closed,
}

/// Refuses a quote that is never closed, or is closed in the middle of a cell: a lenient reader
/// would swallow whole rows there.
///
/// # Errors
/// `Code::QuotesUnbalanced` with the line on which the cell begins.
pub(super) fn check_quotes(text: &str, separator: u8, first_line: u32) -> Result<()> {
    let (mut at, mut line, mut opened) = (At::Start, first_line, first_line);
    for byte in text.bytes() {
        at = match (at, byte) {
            (At::Start, b'"') => {
                opened = line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) | (At::Closed, b'"') => At::Quoted,
            (_, b'\n') => At::Start,
            (_, byte) if byte == separator => At::Start,
            (At::Closed, _) => return Code::QuotesUnbalanced.with("line", opened).refuse(),
            _ => At::Plain,
        };
        line = line.saturating_add(u32::from(byte == b'\n'));
    }
    if at == At::Quoted {
        return Code::QuotesUnbalanced.with("line", opened).refuse();
    }
    Ok(())
}

//! Lists that leave the house as CSV, as a Dutch spreadsheet opens them: semicolons, a byte order
//! mark, and no cell that the spreadsheet would take for a formula (ASVS 5.0, 1.2.10).

use wijkboek_core::kernel::{Error, Result};

/// A list as CSV.
pub(crate) fn csv(head: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let broken = |error: csv::Error| Error::broken(format!("csv: {error}"));
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)) {
        writer
            .write_record(row.iter().map(|cell| harmless(cell)))
            .map_err(broken)?;
    }
    writer
        .into_inner()
        .map_err(|error| Error::broken(format!("csv: {error}")))
}

/// A cell that runs nothing: one that looks like a formula gets an apostrophe in front. A number
/// below zero is a number.
fn harmless(cell: &str) -> String {
    let first = cell.chars().next().unwrap_or('.');
    let formula = matches!(
        first,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠'
    );
    if formula && !is_number(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = digits.split_once([',', '.', ':']).unwrap_or((digits, "0"));
    let number = |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
    number(whole) && number(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_below_zero_stays_a_number() {
        for number in ["-45", "-0,75", "-1:20", "-0.5"] {
            assert_eq!(harmless(number), number);
        }
        for formula in ["-1+1", "-", "-cmd", "-1,", "=1", "+31612345678", "-1,2,3"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
    }

    #[test]
    fn a_list_opens_in_a_spreadsheet_and_runs_nothing() -> Result<()> {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let bytes = csv(
            &row(["Naam", "Nummer"]),
            &[row(["=HYPERLINK(\"x\")", "2026-0001"]), row(["a;b", ""])],
        )?;
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            "\u{feff}Naam;Nummer\r\n\"'=HYPERLINK(\"\"x\"\")\";2026-0001\r\n\"a;b\";\r\n"
        );
        Ok(())
    }
}

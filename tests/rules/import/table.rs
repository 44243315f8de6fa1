//! A CSV file as it is found in the world is read whole, or refused with what is wrong in it.

use proptest::prelude::*;
use wijkboek_core::{
    kernel::{Code, Error, Result},
    table::Table,
};

use crate::book::code;

fn read(text: &str) -> Result<Table> {
    Table::read(text.as_bytes())
}

/// Header and rows as text, to compare at a glance.
fn lines(table: &Table) -> Vec<String> {
    let rows = table
        .rows
        .iter()
        .map(|row| format!("{}: {}", row.line, row.cells.join("|")));
    std::iter::once(table.header.join("|"))
        .chain(rows)
        .collect()
}

fn detail(result: Result<Table>, key: &str) -> Option<String> {
    match result {
        Err(Error::Refused(refusal)) => refusal
            .details
            .get(key)
            .map(|value| value.to_string().trim_matches('"').to_owned()),
        _ => None,
    }
}

#[test]
fn separator_quotes_and_line_endings_are_read_as_they_come() {
    for text in [
        "a;b\n1;2,5\n\n3;4\n",
        "a;b\r\n1;2,5\r\n\r\n3;4",
        "a;b\r1;2,5\r\r3;4\r",
        "a\tb\n1\t2,5\n\n3\t4\n",
        "a,b\n1,\"2,5\"\n\n3,4\n",
    ] {
        assert_eq!(
            lines(&read(text).unwrap()),
            ["a|b", "2: 1|2,5", "4: 3|4"],
            "{text:?}"
        );
    }
    let named = read("sep=,\na;x,b\n1,2\n").unwrap();
    assert_eq!(
        (named.separator, lines(&named)),
        (',', vec!["a;x|b".into(), "3: 1|2".into()])
    );
    let long = read("a;b\n\"x\ny\";\"\"\"q\"\"; z\"\n1;2\n").unwrap();
    assert_eq!(lines(&long), ["a|b", "2: x\ny|\"q\"; z", "4: 1|2"]);
    let inch = read("a;b\n12\" plank;2\n").unwrap();
    assert_eq!(lines(&inch), ["a|b", "2: 12\" plank|2"]);
}

#[test]
fn what_a_spreadsheet_adds_is_taken_off() {
    let table = read("a;b;;\n 1 ;2;;\n;;;\n3;'=4;;\n5;'s-Gravesande;;\n").unwrap();
    assert_eq!(
        lines(&table),
        ["a|b", "2: 1|2", "4: 3|=4", "5: 5|'s-Gravesande"]
    );
}

#[test]
fn letters_are_read_in_the_encoding_that_they_were_written_in() {
    let wide = |big: bool, mark: bool| -> Vec<u8> {
        let text = if mark {
            "\u{FEFF}naam;straat\nRené;'s\n"
        } else {
            "naam;straat\nRené;'s\n"
        };
        let two = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(two).collect()
    };
    for (bytes, encoding) in [
        ("naam;straat\nRené;'s\n".as_bytes().to_vec(), "UTF-8"),
        (
            "\u{FEFF}naam;straat\nRené;'s\n".as_bytes().to_vec(),
            "UTF-8",
        ),
        (b"naam;straat\nRen\xE9;'s\n".to_vec(), "windows-1252"),
        (wide(false, true), "UTF-16LE"),
        (wide(true, true), "UTF-16BE"),
        (wide(false, false), "UTF-16LE"),
        (wide(true, false), "UTF-16BE"),
    ] {
        let table = Table::read(&bytes).unwrap();
        assert_eq!(lines(&table), ["naam|straat", "2: René|'s"], "{encoding}");
        assert_eq!(table.encoding, encoding);
    }
}

#[test]
fn what_is_no_table_is_refused_and_says_where() {
    for bytes in [
        b"PK\x03\x04\x14\0\x06\0".as_slice(),
        b"\xFF\xD8\xFF\xE0\0\x10JFIF",
        b"%PDF-1.7",
        b"\xD0\xCF\x11\xE0\xA1\xB1",
        b"a;b\n1;\0\n",
        b"{\"a\": 1}",
        b"<html>",
    ] {
        assert_eq!(
            code(&Table::read(bytes)),
            Some(Code::NotACsvFile),
            "{bytes:?}"
        );
    }
    for empty in ["", "\n\n", "a;b\n", "a;b\n;\n", ";;\n;;\n"] {
        assert_eq!(code(&read(empty)), Some(Code::TableIsEmpty), "{empty:?}");
    }
    let open = "a;b\n1;2\n3;\"4\n5;6\n";
    assert_eq!(code(&read(open)), Some(Code::QuotesUnbalanced));
    assert_eq!(detail(read(open), "line").as_deref(), Some("3"));
    assert_eq!(code(&read("a;b\n\"1\"x;2\n")), Some(Code::QuotesUnbalanced));

    let uneven = "a;b\n1;2\n3\n4;5;6\n7;8\n";
    assert_eq!(code(&read(uneven)), Some(Code::RowsUneven));
    assert_eq!(detail(read(uneven), "lines").as_deref(), Some("3, 4"));
    let twice = "Naam;b;naam\n1;2;3\n";
    assert_eq!(code(&read(twice)), Some(Code::ColumnTwice));
    let named = |letters: usize| format!("{};b\n1;2\n", "n".repeat(letters));
    assert_eq!(code(&read(&named(200))), None);
    assert_eq!(code(&read(&named(201))), Some(Code::HeaderTooLong));
    let begin = detail(read(&named(1_000_000)), "begin");
    assert_eq!(begin.map(|begin| begin.len()), Some(40));
    let again = "a;b\n1;2\na;b\n3;4\n";
    assert_eq!(code(&read(again)), Some(Code::HeaderTwice));
    assert_eq!(detail(read(again), "line").as_deref(), Some("3"));
    let wide = ["a;".repeat(300), "1;".repeat(300)].join("x\n");
    assert_eq!(code(&read(&wide)), Some(Code::TableTooLong));
}

#[test]
fn the_old_list_is_windows_1252_with_416_rows() {
    let table = Table::read(super::OLD_LIST).unwrap();
    assert_eq!(
        (table.encoding, table.separator, table.rows.len()),
        ("windows-1252", ';', 416)
    );
    let row = |line: u32| {
        table
            .rows
            .iter()
            .find(|row| row.line == line)
            .unwrap()
            .cells
            .clone()
    };
    assert_eq!(row(13)[1], "Jannie ’t Hart");
    assert_eq!(row(12)[2], "Laan van Nieuw-Oost-Indië 162a");
    assert_eq!(row(49)[10], "=HYPERLINK(\"http://example.org\";\"klik\")");
    assert_eq!(row(417)[1], "KEES SMIT");
}

proptest! {
    #[test]
    fn any_bytes_are_a_table_or_a_refusal(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(table) = Table::read(&bytes) {
            prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.header.len()));
        }
    }

    #[test]
    fn almost_a_table_is_a_table_or_a_refusal(text in "[a;,\t\"'=\r\n\u{FEFF}é]{0,80}") {
        if let Ok(table) = read(&text) {
            prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.header.len()));
            let lines: Vec<u32> = table.rows.iter().map(|row| row.line).collect();
            prop_assert!(lines.is_sorted_by(|one, next| one < next));
        }
    }

    #[test]
    fn what_was_written_properly_reads_back(
        rows in prop::collection::vec(prop::collection::vec("[a-z;,\"\n é]{1,8}", 3), 1..8),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = String::from("een;twee;drie\n");
        for row in &rows {
            text += &row.iter().map(quoted).collect::<Vec<_>>().join(";");
            text.push('\n');
        }
        let wanted: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        let found = read(&text).map(|table| {
            table.rows.into_iter().map(|row| row.cells).collect::<Vec<_>>()
        });
        prop_assert_eq!(found.unwrap_or_default(), wanted);
    }
}

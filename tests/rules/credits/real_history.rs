//! The real file: 8,500 transfers of a community currency. What the book says is held against sums
//! made here by another way: on the decimal text itself, with no arithmetic on fractions at all.

use std::collections::BTreeMap;

use wijkboek_core::{
    credits::{history::*, *},
    table::Table,
};

use super::history::{outside, takes_over};
use crate::book::TestBook;

const FILE: &str = include_str!("../../fixtures/data/sarafu-8500.csv");
const MAPPING: &str = r#"{"from":"source","to":"target","amount":"weight","at":"timeset",
    "id":"id","kind":"transfer_subtype","minutes_per_unit":1,
    "issuers":["0xBDB3Bc887C3b70586BC25D04d89eC802b897fC5F",
               "0xEDA5C9B75Fdb3B9bdAB987A704632280Cf93084F"]}"#;
/// Digits behind the point that hold every amount of the file.
const PLACES: usize = 20;

fn file() -> HistoryFile {
    let mapping: TransferMapping = serde_json::from_str(MAPPING).unwrap();
    read(
        &Table::read(FILE.as_bytes()).unwrap(),
        &mapping,
        "sarafu-8500",
    )
    .unwrap()
}

/// What stands in the file, by the first digit behind the point: five or more goes up.
struct Independent {
    balances: BTreeMap<String, i64>,
    rounded: u32,
    zero: Vec<String>,
    /// Rounded less exact, in units of the last place.
    difference: i128,
}

fn independent() -> Independent {
    let mut sums = Independent {
        balances: BTreeMap::new(),
        rounded: 0,
        zero: Vec::new(),
        difference: 0,
    };
    for row in FILE.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let (whole, fraction) = cells[5].split_once('.').unwrap();
        let up = i64::from(fraction.as_bytes()[0] >= b'5');
        let minutes = whole.parse::<i64>().unwrap() + up;
        let rest: i128 = format!("{fraction:0<PLACES$}").parse().unwrap();
        sums.rounded += u32::from(rest != 0);
        sums.difference += i128::from(up) * 10i128.pow(PLACES as u32) - rest;
        if minutes == 0 {
            sums.zero.push(cells[0].to_owned());
        }
        *sums.balances.entry(cells[3].to_owned()).or_default() -= minutes;
        *sums.balances.entry(cells[4].to_owned()).or_default() += minutes;
    }
    sums
}

#[test]
fn the_real_file_stands_in_the_book_as_an_independent_sum_says() {
    let mut test = TestBook::new();
    let file = file();
    let report = test.book.read(|reader| preview(reader, &file)).unwrap();
    assert_eq!(test.asks(ListTransfers::default()).unwrap().total, 0);
    let receipt = takes_over(&mut test, &file).unwrap();
    let sums = independent();

    let balances: BTreeMap<String, i64> = outside(&test).into_iter().collect();
    assert_eq!(balances, sums.balances);
    assert_eq!(balances.values().sum::<i64>(), 0);
    assert_eq!(
        (receipt.rows, receipt.posted, receipt.unposted),
        (8_500, 8_489, 11)
    );
    assert_eq!(report.rounded, sums.rounded);
    assert_eq!(
        (report.rounded, report.difference.as_str()),
        (1_419, "21.41310153415963121")
    );
    let (whole, rest) = report.difference.split_once('.').unwrap();
    let reported: i128 = format!("{whole}{rest:0<PLACES$}").parse().unwrap();
    assert_eq!(reported, sums.difference);
    let listed = test.asks(ListImports {}).unwrap().remove(0);
    assert_eq!(
        (listed.rounded, &listed.difference),
        (report.rounded, &report.difference)
    );
    assert_eq!((listed.posted, listed.unposted.len()), (8_489, 11));
    let zero: Vec<_> = report
        .unposted
        .iter()
        .map(|row| row.outside_id.clone())
        .collect();
    assert_eq!(zero, sums.zero);
    assert_eq!((report.issuers.len(), report.below_zero_count), (2, 0));
    let below: Vec<_> = balances
        .iter()
        .filter(|(_, minutes)| **minutes < 0)
        .collect();
    assert_eq!(below.len(), 2);

    let check = test.asks(CheckLedger {}).unwrap();
    assert_eq!(
        (check.transfers, check.sum_minutes, check.faults.len()),
        (8_489, 0, 0)
    );
    let again = takes_over(&mut test, &file).unwrap();
    assert_eq!((again.known, again.posted, again.unposted), (8_500, 0, 0));
    assert_eq!(test.asks(ListTransfers::default()).unwrap().total, 8_489);
}

#[test]
fn the_real_file_says_who_issues_even_if_nobody_knew() {
    let test = TestBook::new();
    let mut mapping: TransferMapping = serde_json::from_str(MAPPING).unwrap();
    let issuers = std::mem::take(&mut mapping.issuers);
    let table = Table::read(FILE.as_bytes()).unwrap();
    let file = read(&table, &mapping, "sarafu-8500").unwrap();
    let report = test.book.read(|reader| preview(reader, &file)).unwrap();
    let mut below: Vec<_> = report.below_zero.into_iter().map(|row| row.name).collect();
    below.sort();
    assert_eq!(below, issuers);
}

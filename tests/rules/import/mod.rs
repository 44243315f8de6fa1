//! Import: from the bytes of an older list to members, with every doubt named and nothing done by
//! halves.

mod table;

/// 416 invented members in the shape of an old spreadsheet (`tests/fixtures/data/ORIGIN.md`).
pub const OLD_LIST: &[u8] = include_bytes!("../../fixtures/data/leden-oude-lijst.csv");

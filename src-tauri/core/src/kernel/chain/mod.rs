//! A chain of hashes over rows that are only appended: each link is computed over the one before
//! it and over its own row. A row that was bent, moved, put in between or lost breaks the chain
//! there, so it can be named. This finds failing disks, bad restores and clumsy edits. Somebody
//! with the program and the key can compute a chain anew: only a head that was noted elsewhere, on
//! paper or in a file that left the house, tells that.
//!
//! `link = SHA-256(domain ‖ link before ‖ fields)`, where each field says its kind and its length
//! and so cannot run into the next one. The first link stands on the book's own id. No text of a
//! person and no name is ever a field: in its place stands a commitment, the SHA-256 of a salt
//! and the text. Erasing the text with its salt leaves the chain whole and nothing to guess at.

pub(super) mod audit;
mod head;
pub(super) mod sql;

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, types::ValueRef};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use ts_rs::TS;

use super::Result;

pub use audit::{AUDIT_FOLLOWED, AuditCheck, audit_head, check_audit, find as find_act};
pub use head::{Head, Link, Noted};

/// How many random bytes stand before a text that a chain commits to.
pub(crate) const SALT: usize = 16;
/// So many bytes the fields of most links come to, at most.
const LIKELY: usize = 512;

/// A chain, by the name that keeps its links apart from those of every other.
pub(crate) struct Chain {
    domain: &'static str,
}

impl Chain {
    /// A chain of this domain. The domain ends in the version of what its fields are.
    pub(crate) const fn of(domain: &'static str) -> Self {
        Self { domain }
    }

    /// Where the chain of this book begins: the link before the first row.
    pub(crate) fn start(&self, book_id: &[u8]) -> Link {
        start(self.domain, book_id)
    }

    /// The link of a row after this one.
    pub(crate) fn link<'row>(
        &self,
        before: &[u8],
        row: impl IntoIterator<Item = ValueRef<'row>>,
    ) -> Link {
        link(self.domain, before, row)
    }
}

fn start(domain: &str, book_id: &[u8]) -> Link {
    Link(Sha256::digest(ground(domain, book_id)).into())
}

fn link<'row>(domain: &str, before: &[u8], row: impl IntoIterator<Item = ValueRef<'row>>) -> Link {
    // Put together first: hashing piece by piece is slower.
    let mut bytes = ground(domain, before);
    for field in row {
        write(&mut bytes, field);
    }
    Link(Sha256::digest(&bytes).into())
}

/// What every link stands on.
fn ground(domain: &str, before: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(LIKELY);
    write(&mut bytes, ValueRef::from(domain));
    write(&mut bytes, ValueRef::Blob(before));
    bytes
}

/// A field: a byte for its kind, then eight bytes for a number, or eight bytes of length and the
/// bytes themselves.
fn write(bytes: &mut Vec<u8>, field: ValueRef) {
    let mut sized = |kind: u8, text: &[u8]| {
        bytes.push(kind);
        bytes.extend((text.len() as u64).to_be_bytes());
        bytes.extend(text);
    };
    match field {
        ValueRef::Null => bytes.push(0),
        ValueRef::Integer(number) => {
            bytes.push(1);
            bytes.extend(number.to_be_bytes());
        }
        ValueRef::Text(text) => sized(2, text),
        ValueRef::Blob(blob) => sized(3, blob),
        // No column of ours holds one; a row that does was bent.
        ValueRef::Real(number) => {
            bytes.push(4);
            bytes.extend(number.to_be_bytes());
        }
    }
}

/// Stands for a text in a chain without giving it away.
pub(crate) fn commitment(salt: &[u8], text: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(salt)
        .chain_update(text)
        .finalize()
        .into()
}

/// A row of a chain, as people are told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ChainRow {
    /// Its number.
    pub number: i64,
    /// The day that stands in it; none if the row is gone or its day unreadable.
    pub day: Option<NaiveDate>,
}

/// Follows a chain along its rows, from the first to the last.
pub(crate) struct Follower<'chain> {
    chain: &'chain Chain,
    link: Link,
    last: i64,
    bad: Option<ChainRow>,
}

impl<'chain> Follower<'chain> {
    pub(crate) fn new(chain: &'chain Chain, book_id: &[u8]) -> Self {
        Self {
            chain,
            link: chain.start(book_id),
            last: 0,
            bad: None,
        }
    }

    /// The next row: its number, its fields, and the link that the book keeps for it. After the
    /// first bad row nothing more can be said, so nothing more is computed.
    pub(crate) fn pass<'row>(
        &mut self,
        number: i64,
        row: impl IntoIterator<Item = ValueRef<'row>>,
        kept: Option<&[u8]>,
        day: impl FnOnce() -> Option<NaiveDate>,
    ) {
        if self.bad.is_some() {
            return;
        }
        let due = self.last.saturating_add(1);
        if number != due {
            self.bad = Some(ChainRow {
                number: due,
                day: None,
            });
            return;
        }
        self.link = self.chain.link(&self.link.0, row);
        self.last = number;
        if kept != Some(self.link.0.as_slice()) {
            self.bad = Some(ChainRow { number, day: day() });
        }
    }

    /// The first bad row, given the number of the last link that the book keeps.
    pub(crate) fn end(self, last_link: i64) -> Option<ChainRow> {
        let due = self.last.saturating_add(1);
        self.bad.or_else(|| {
            (last_link >= due).then_some(ChainRow {
                number: due,
                day: None,
            })
        })
    }
}

/// Which book this is, in its sixteen bytes: the ground that its chains stand on.
pub(crate) fn book_id(connection: &Connection) -> Result<Vec<u8>> {
    Ok(connection
        .prepare_cached("SELECT id FROM book")?
        .query_row([], |row| row.get(0))?)
}

/// The day of an instant in a column, if it can be read as one.
fn day_of(field: rusqlite::Result<ValueRef>) -> Option<NaiveDate> {
    let millis = field.ok()?.as_i64().ok()?;
    Some(DateTime::from_timestamp_millis(millis)?.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_cannot_run_into_each_other() {
        let chain = Chain::of("test 1");
        let link = |row: &[ValueRef]| chain.link(&[7; 32], row.iter().copied());
        let rows = [
            link(&[]),
            link(&[ValueRef::Null]),
            link(&[ValueRef::Integer(0)]),
            link(&[ValueRef::Text(b"")]),
            link(&[ValueRef::Blob(b"")]),
            link(&[ValueRef::Text(b"ab"), ValueRef::Text(b"c")]),
            link(&[ValueRef::Text(b"a"), ValueRef::Text(b"bc")]),
            link(&[ValueRef::Text(b"abc")]),
            link(&[ValueRef::Blob(b"abc")]),
            link(&[ValueRef::Null, ValueRef::Integer(1)]),
            link(&[ValueRef::Integer(1), ValueRef::Null]),
        ];
        for (place, one) in rows.iter().enumerate() {
            assert!(!rows[..place].contains(one), "{place}");
        }
    }

    #[test]
    fn a_link_is_this_and_stays_this() {
        // Frozen: a book of today has to hold for every later program.
        let chain = Chain::of("test 1");
        let start = chain.start(&[1; 16]);
        let link = chain.link(
            &start.0,
            [
                ValueRef::Integer(-2),
                ValueRef::Text(b"geven"),
                ValueRef::Null,
            ],
        );
        assert_eq!(
            start.to_string(),
            "805903181f97e14c270591494b10c82aba13dc5ee1ab775d680f5a53d4de411b"
        );
        assert_eq!(
            link.to_string(),
            "f87c37db3f5fd1b1a1e772d4a1676ca4a3dc79b39c4fc20a46a847bc15072389"
        );
        assert_eq!(
            hex::encode(commitment(&[2; SALT], "fiets")),
            "8b4fdb9ae3104d8a20c9452ae28d9ad010b24902cacfd3df939de1a8d5474411"
        );
        assert_ne!(Chain::of("test 2").start(&[1; 16]), start);
    }

    #[test]
    fn the_first_bad_row_is_named_and_no_later_one() {
        let chain = Chain::of("test 1");
        let row = |amount: i64| [ValueRef::Integer(amount)];
        let mut links = Vec::new();
        let mut last = chain.start(&[]);
        for amount in 1..=4 {
            last = chain.link(&last.0, row(amount));
            links.push(last);
        }
        let follow = |rows: &[(i64, i64)], last_link: i64| {
            let mut follower = Follower::new(&chain, &[]);
            for (number, amount) in rows {
                let kept = usize::try_from(*number - 1).unwrap();
                let kept = links.get(kept).map(|link| link.0.as_slice());
                follower.pass(*number, row(*amount), kept, || None);
            }
            follower.end(last_link).map(|bad| bad.number)
        };
        assert_eq!(follow(&[(1, 1), (2, 2), (3, 3), (4, 4)], 4), None);
        assert_eq!(follow(&[(1, 1), (2, 9), (3, 3), (4, 9)], 4), Some(2));
        assert_eq!(follow(&[(1, 1), (2, 3), (3, 2), (4, 4)], 4), Some(2));
        assert_eq!(follow(&[(1, 1), (3, 3), (4, 4)], 4), Some(2));
        assert_eq!(follow(&[(1, 1), (2, 2), (3, 3)], 4), Some(4));
        assert_eq!(
            follow(&[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)], 4),
            Some(5)
        );
        assert_eq!(follow(&[], 0), None);
        assert_eq!(follow(&[], 1), Some(1));
    }
}

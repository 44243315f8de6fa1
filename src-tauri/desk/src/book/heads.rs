//! The heads of both chains: to be noted outside of the book, and to be found again later. Only
//! a head that was kept elsewhere proves that nobody wrote the book anew.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    credits,
    kernel::{Ask, ChainRow, Code, Head, Noted, Read, Reader, Result, Role, audit_head, find_act},
};

/// Tells the control codes of now: the heads of the chains of bookings and of acts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AskHeads {}

/// The control codes of now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BookHeads {
    /// Of the bookings.
    pub ledger: HeadShown,
    /// Of the acts at the desk.
    pub audit: HeadShown,
}

/// A control code as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HeadShown {
    /// How many rows the chain has.
    pub sequence: i64,
    /// Its last link, 64 signs in groups of four.
    pub code: String,
}

/// Looks whether a control code that was noted elsewhere is still one of this book.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct FindHead {
    /// The code, or its first sixteen signs or more; with the number before it, `12:3f9a…`, only
    /// that row is looked at. Spaces do not matter.
    pub head: String,
}

/// A control code that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HeadFound {
    /// Of which chain.
    pub chain: ChainName,
    /// The row that was the last one then.
    pub row: ChainRow,
    /// How many rows came after it.
    pub since: i64,
}

/// A chain of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChainName {
    /// Of the bookings.
    Ledger,
    /// Of the acts at the desk.
    Audit,
}

impl Ask for AskHeads {
    const NAME: &'static str = "book.heads";
    const ROLE: Role = Role::Reader;
    type Answer = BookHeads;
}

impl Read for AskHeads {
    fn run(self, reader: &Reader) -> Result<BookHeads> {
        let shown = |head: Head| HeadShown {
            sequence: head.sequence,
            code: head.grouped(),
        };
        Ok(BookHeads {
            ledger: shown(credits::ledger_head(reader)?),
            audit: shown(audit_head(reader)?),
        })
    }
}

impl Ask for FindHead {
    const NAME: &'static str = "book.find_head";
    const ROLE: Role = Role::Reader;
    type Answer = HeadFound;
}

impl Read for FindHead {
    /// # Errors
    /// `Code::HeadUnreadable`, `Code::HeadNotFound`.
    fn run(self, reader: &Reader) -> Result<HeadFound> {
        let noted: Noted = self.head.parse()?;
        let found = |chain, row: ChainRow, last: Head| HeadFound {
            chain,
            row,
            since: last.sequence.saturating_sub(row.number),
        };
        if let Some(row) = credits::find_transfer(reader, &noted)? {
            return Ok(found(ChainName::Ledger, row, credits::ledger_head(reader)?));
        }
        match find_act(reader, &noted)? {
            Some(row) => Ok(found(ChainName::Audit, row, audit_head(reader)?)),
            None => Code::HeadNotFound.at("head").refuse(),
        }
    }
}

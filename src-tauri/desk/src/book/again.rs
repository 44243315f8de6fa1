//! What somebody does about the standing of a book: trying to write in it again, putting a notice
//! away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::kernel::{Ask, NoticeKind, Result, Role};

use super::BookState;
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
};

/// Tries to write again in a book that is only read from. The answer says how it stands now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct TryAgain {}

impl Ask for TryAgain {
    const NAME: &'static str = "book.try_again";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for TryAgain {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        desk.book_mut()?.try_again();
        Ok(desk.state())
    }
}

/// Puts away what was told about the book when it was opened.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PutAway {
    /// What was read.
    pub notice: NoticeKind,
}

impl Ask for PutAway {
    const NAME: &'static str = "book.put_away";
    const ROLE: Role = Role::Reader;
    type Answer = BookState;
}

impl AtDesk for PutAway {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        desk.book_mut()?.put_away(self.notice);
        Ok(desk.state())
    }
}

//! A book that is only read from, and trying to write in it again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::kernel::{Ask, Result, Role};

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
        desk.state()
    }
}

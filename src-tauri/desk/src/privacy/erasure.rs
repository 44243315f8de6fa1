//! Erasing what is due: when a book is opened, without anybody having to remember it, or at once by
//! a click. It is an act like any other, and afterwards no page of it is left in the log of writes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    kernel::{Act, Ask, Book, Result, Role},
    privacy::erasure::{ErasedReceipt, erase_due, something_is_due},
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
};

/// Erases the names and texts of everybody whose thirty days are over and for whom nothing must
/// wait. Cannot be undone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct EraseDue {}

impl Ask for EraseDue {
    const NAME: &'static str = "privacy.erase_due";
    const ROLE: Role = Role::Manager;
    type Answer = ErasedReceipt;
}

impl AtDesk for EraseDue {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<ErasedReceipt> {
        let act = desk.act(envelope, &self)?;
        erase(desk.book_mut()?, &act)
    }
}

/// Erases what is due when a book is opened; whoever opens it is named in the audit.
pub(crate) fn erase_at_opening(book: &mut Book, person_id: uuid::Uuid) -> Result<()> {
    if !book.read(something_is_due)? {
        return Ok(());
    }
    let act = Act {
        operation_id: book.ambient().uuid(),
        command: EraseDue::NAME.to_owned(),
        question: b"{}".to_vec(),
        person_id: Some(person_id),
        undoes: None,
    };
    erase(book, &act).map(drop)
}

fn erase(book: &mut Book, act: &Act) -> Result<ErasedReceipt> {
    let written = book.write(act, erase_due)?;
    // It is erased and said to be: what a failing disk leaves in the log goes when the book closes.
    drop(book.maintain(|upkeep| upkeep.leave_no_trace()));
    Ok(written.receipt)
}

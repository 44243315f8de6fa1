//! Taking out what is beyond its term: an act like any other, after which no page of it is left in
//! the log of writes.

use wijkboek_core::{
    kernel::Result,
    privacy::terms::{ClearPassed, ClearedReceipt, clear_passed},
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
};

impl AtDesk for ClearPassed {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// Those of `clear_passed`.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<ClearedReceipt> {
        let act = desk.act(envelope, &self)?;
        let book = desk.book_mut()?;
        let written = book.write(&act, |tx| clear_passed(tx, &self))?;
        // As with erasing: it is gone from the book, and said to be.
        drop(book.maintain(|upkeep| upkeep.leave_no_trace()));
        Ok(written.receipt)
    }
}

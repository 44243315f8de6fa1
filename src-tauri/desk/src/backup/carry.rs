//! What goes over from the present book into a restored one: whom the present book has erased. An
//! older copy may hold them still, so they are erased in it once more, before anybody works in it.

use wijkboek_core::{
    kernel::{Act, Ambient, Book, Reader, Result},
    privacy::erasure::{ErasedMember, erasure_log, replay},
};

/// What must not come back with an older copy.
#[derive(Debug, Default)]
pub(crate) struct CarriedOver {
    erased: Vec<ErasedMember>,
}

impl CarriedOver {
    /// Read from the book that is put aside.
    pub fn of(reader: &Reader) -> Result<Self> {
        Ok(Self {
            erased: erasure_log(reader)?,
        })
    }

    /// Done again in the restored book, before it is put in its place.
    pub fn into_book(self, book: &mut Book, ambient: &Ambient) -> Result<()> {
        if self.erased.is_empty() {
            return Ok(());
        }
        // Nobody did this at the desk: whoever sits there may not be known yet in the copy.
        let act = Act {
            operation_id: ambient.uuid(),
            command: "privacy.replay".to_owned(),
            question: Vec::new(),
            person_id: None,
            undoes: None,
        };
        book.write(&act, |tx| replay(tx, &self.erased)).map(drop)
    }
}

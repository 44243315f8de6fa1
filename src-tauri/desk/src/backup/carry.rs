//! What goes over from the present book into a restored one: whom the present book has erased, who
//! asked for it or no longer does, and who agrees no more with what they agreed with. An older copy
//! does not know, so it is done in it once more, before anybody works in it.

use wijkboek_core::{
    consent::{self, NoMore},
    kernel::{Act, Ambient, Book, Reader, Result},
    privacy::erasure::{self, AskedErasure, ErasedMember, erasure_log, replay},
};

/// What must not come back with an older copy.
#[derive(Default)]
pub(crate) struct CarriedOver {
    erased: Vec<ErasedMember>,
    asked: Vec<AskedErasure>,
    no_more: Vec<NoMore>,
}

impl CarriedOver {
    /// Read from the book that is put aside.
    pub fn of(reader: &Reader) -> Result<Self> {
        Ok(Self {
            erased: erasure_log(reader)?,
            asked: erasure::asked(reader)?,
            no_more: consent::no_more(reader)?,
        })
    }

    /// Done again in the restored book, before it is put in its place.
    pub fn into_book(self, book: &mut Book, ambient: &Ambient) -> Result<()> {
        let no_more = book.read(|reader| consent::unheard(reader, self.no_more))?;
        let asked = book.read(|reader| erasure::not_heard(reader, self.asked))?;
        if self.erased.is_empty() && asked.is_empty() && no_more.is_empty() {
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
        let written = book.write(&act, |tx| {
            consent::replay(tx, &no_more)?;
            erasure::hear(tx, &asked)?;
            replay(tx, &self.erased)
        });
        written.map(drop)
    }
}

//! Giving the book another key, so that whoever had the old one reads nothing that is written from
//! then on. In three steps, of which each leaves a book that opens:
//!
//! 1. the ring holds the present and the next key, for everybody who stays;
//! 2. the database is encrypted with the next key, in one transaction of SQLite's own;
//! 3. the ring holds the next key only, and a new recovery code.
//!
//! Who opens the book after a fall in between tries the present key, then the next, and tidies up.

use std::path::Path;

use uuid::Uuid;

use super::{Cost, KeyRing, Opened, RecoveryCode, held::Holder};
use crate::{
    kernel::{Ambient, Book, Code, DataKey, Reader, Result, Role},
    keys::{people, store},
};

/// Opens the book with what the ring gave, and tidies the ring: a change of key that was broken
/// off is ended, people who left or of whom the book knows nothing are taken out, a slot of version
/// 1 becomes a key pair. A ring that cannot be written now still opens the book.
///
/// # Errors
/// Those of `Book::open`; `Code::WrongPassphrase` for somebody who left.
pub fn open_book(
    folder: &Path,
    ring: &mut KeyRing,
    opened: &Opened,
    passphrase: Option<(&str, Cost)>,
    ambient: Ambient,
) -> Result<Book> {
    let book_id = ring.book_id;
    let open = |key: &DataKey| Book::open(folder, book_id, key.clone(), ambient.clone());
    let (mut book, on_next) = match (open(&opened.key), &opened.next) {
        (Err(error), Some(next)) if error.code() == Some(Code::BookIsDamaged) => {
            (open(next)?, true)
        }
        (outcome, _) => (outcome?, false),
    };
    if ring.practice.is_some() {
        return Ok(book);
    }
    let mut changed = opened.next.is_some();
    // It was broken off before the pages were encrypted: whoever was sent away still has the key.
    let undone = changed && !on_next;
    if changed {
        ring.settle(book.key(), on_next, &ambient)?;
    }
    let known = book.read(store::present)?;
    let left = |id: Uuid| !known.contains(&id);
    if left(opened.person_id) && !opened.by_code {
        return Code::WrongPassphrase.at("passphrase").refuse();
    }
    if let (true, Some((passphrase, cost))) = (opened.of_old, passphrase) {
        ring.admit(book.key(), opened.person_id, passphrase, cost, &ambient)?;
        changed = true;
    }
    // A change of role was broken off between the book and its keys.
    for id in book.read(|reader| strangers(reader, &ring.confidants()))? {
        ring.dismiss(book.key(), id, &ambient)?;
        changed = true;
    }
    let stray = ring.people().any(left);
    if stray {
        ring.drop_people(book.key(), left, &ambient)?;
    }
    // A full disk keeps no book closed: what is not tidied now waits for the next opening.
    if stray || undone {
        if book.writable().is_err() || book.has_room_for_much(None).is_err() {
            return Ok(book);
        }
        ring.write(folder)?;
        // The code is made anew by a manager: there is nobody to show it to now.
        if let Err(error) = change_key(&mut book, ring, |_, _| Ok(()), |_| ()) {
            drop(book);
            *ring = KeyRing::read(folder)?;
            return open(&opened.key).map_err(|_| error);
        }
    } else if changed {
        drop(ring.write(folder));
    }
    Ok(book)
}

/// Those of these who are no confidants in the book.
fn strangers(reader: &Reader, holding: &[Uuid]) -> Result<Vec<Uuid>> {
    let people = people::people(reader)?;
    let confidant = |id: &Uuid| {
        let found = people.iter().find(|person| person.id.0 == *id);
        found.is_some_and(|person| person.role == Role::Confidant && person.left_at.is_none())
    };
    let strangers = holding.iter().filter(|id| !confidant(id));
    Ok(strangers.copied().collect())
}

/// How far a change of key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewing {
    /// The ring holds both keys.
    BothKeys,
    /// The database has the next one.
    Encrypted,
}

/// Gives the book another key, for those who stay, and makes a new recovery code, which opens the
/// desk as this person. `watch` is told of each step when it is done.
///
/// # Errors
/// What the disk or SQLite said. Then the book has the present or the next key and opens with
/// either, but must be closed and opened first.
pub fn renew(
    book: &mut Book,
    ring: &mut KeyRing,
    person_id: Uuid,
    cost: Cost,
    watch: impl FnMut(Renewing),
) -> Result<RecoveryCode> {
    let ambient = book.ambient().clone();
    let known = book.read(store::present)?;
    ring.forget(
        |holder| matches!(holder, Holder::Person { person_id } if !known.contains(&person_id)),
    );
    let mut code = None;
    let last = |ring: &mut KeyRing, key: &DataKey| {
        code = Some(ring.new_code(key, person_id, cost, &ambient)?);
        Ok(())
    };
    change_key(book, ring, last, watch)?;
    code.ok_or_else(|| crate::kernel::Error::broken("no recovery code was made"))
}

fn change_key(
    book: &mut Book,
    ring: &mut KeyRing,
    last: impl FnOnce(&mut KeyRing, &DataKey) -> Result<()>,
    mut watch: impl FnMut(Renewing),
) -> Result<()> {
    if ring
        .slots
        .iter()
        .any(|slot| matches!(slot.holder, Holder::Person { .. }))
    {
        // Somebody's slot could not be made a key pair when they came, so it cannot hold the next
        // key: they would be shut out. Opening once more makes it one.
        return Code::BookIsLocked.refuse();
    }
    let (folder, ambient) = (book.folder().to_path_buf(), book.ambient().clone());
    let next = DataKey::random(&ambient);
    ring.hold_both(book.key(), &next, &ambient)?;
    ring.write(&folder)?;
    watch(Renewing::BothKeys);
    book.rekey(next)?;
    watch(Renewing::Encrypted);
    ring.settle(book.key(), true, &ambient)?;
    last(ring, book.key())?;
    ring.write(&folder)
}

impl KeyRing {
    /// Both keys for everybody in the ring. A slot of version 1 cannot hold a second one.
    fn hold_both(&mut self, present: &DataKey, next: &DataKey, ambient: &Ambient) -> Result<()> {
        let book_id = self.book_id;
        for held in &mut self.held {
            held.hold_next(book_id, next, ambient)?;
        }
        self.sign(&[present, next], ambient)
    }

    /// One key for everybody: the one that the book has.
    fn settle(&mut self, key: &DataKey, on_next: bool, ambient: &Ambient) -> Result<()> {
        for held in &mut self.held {
            held.settle(on_next);
        }
        if on_next {
            self.slots.clear();
        }
        // Whoever was sent away may know the code. A change of key that is not broken off ends in
        // a new one.
        self.code_is_old = true;
        self.sign(&[key], ambient)
    }
}

//! The second key, under which confidential notes are sealed. It is sealed to the confidants' key
//! pairs and to nobody else: not to the managers, and not to the recovery code, which lies in a
//! safe that others open too. When the last confidant is lost, so are the notes.
//!
//! The first confidant's key is made when a manager appoints them, and is forgotten at once. A
//! further one is let in by a confidant who has it: otherwise a manager could appoint themselves a
//! reader.

use uuid::Uuid;

use super::{KeyRing, held::Holder};
use crate::kernel::{Ambient, Code, DataKey, Result};

impl KeyRing {
    /// The people who hold the key of the confidential notes.
    #[must_use]
    pub fn confidants(&self) -> Vec<Uuid> {
        let holding = self.held.iter().filter(|held| held.holds_confidence());
        holding.map(|held| held.holder.person_id()).collect()
    }

    /// Makes the key for the first confidant. Where there is one already, the next waits until
    /// they are let in.
    ///
    /// # Errors
    /// `Code::NotFound` for somebody who has no key pair.
    pub fn appoint(&mut self, key: &DataKey, person_id: Uuid, ambient: &Ambient) -> Result<()> {
        if self.confidants().is_empty() {
            self.let_in(key, &DataKey::random(ambient), person_id, ambient)
        } else {
            Ok(())
        }
    }

    /// Lets a further confidant in, by one who has the key.
    ///
    /// # Errors
    /// `Code::NotFound` for somebody who has no key pair.
    pub fn let_in(
        &mut self,
        key: &DataKey,
        confidential: &DataKey,
        person_id: Uuid,
        ambient: &Ambient,
    ) -> Result<()> {
        let (book_id, holder) = (self.book_id, Holder::Person { person_id });
        let Some(held) = self.held.iter_mut().find(|held| held.holder == holder) else {
            return Code::NotFound.refuse();
        };
        held.hold_confidence(book_id, confidential, ambient)?;
        self.sign(&[key], ambient)
    }

    /// Takes the key from somebody who is no confidant any more.
    ///
    /// # Errors
    /// None of its own.
    pub fn dismiss(&mut self, key: &DataKey, person_id: Uuid, ambient: &Ambient) -> Result<()> {
        for held in &mut self.held {
            if held.holder.person_id() == person_id {
                held.drop_confidence();
            }
        }
        self.sign(&[key], ambient)
    }
}

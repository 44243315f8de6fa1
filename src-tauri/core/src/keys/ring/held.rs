//! What one holder has in the ring: a key pair whose private half a passphrase or the recovery
//! code opens, and the keys that are sealed to its public half. And what stood there in version 1,
//! where the passphrase wrapped the data key itself.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    pair::{Private, Public, Sealed},
    slot::{Cost, Slot},
};
use crate::kernel::{Ambient, DataKey, Result};

/// Whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Holder {
    /// Somebody at the desk.
    Person {
        /// The id under which the book knows this person.
        person_id: Uuid,
    },
    /// The recovery code on paper; it opens the desk as the person named.
    Recovery {
        /// The person whose passphrase is made new with it.
        person_id: Uuid,
    },
}

impl Holder {
    pub fn person_id(self) -> Uuid {
        match self {
            Self::Person { person_id } | Self::Recovery { person_id } => person_id,
        }
    }
}

/// What something in the ring is for. With the book and the holder it makes the place to which
/// a secret is bound.
#[derive(Clone, Copy)]
pub(super) enum Use {
    PrivateHalf,
    Data,
    Confidence,
}

pub(super) fn place(used: Use, book_id: Uuid, holder: Holder, public: &Public) -> Vec<u8> {
    let kind: &[u8] = match holder {
        Holder::Person { .. } => b"|person|",
        Holder::Recovery { .. } => b"|recovery|",
    };
    let used: &[u8] = match used {
        Use::PrivateHalf => b"private|",
        Use::Data => b"data|",
        Use::Confidence => b"confidence|",
    };
    let (book, person) = (*book_id.as_bytes(), *holder.person_id().as_bytes());
    [used, &book, kind, &person, public.bytes()].concat()
}

/// One holder's part of the ring.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Held {
    pub holder: Holder,
    pub public: Public,
    private: Slot,
    data: Sealed,
    /// The key that the book is being given, while that is going on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    next: Option<Sealed>,
    /// The key of the confidential notes, for a confidant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    confidence: Option<Sealed>,
}

impl Held {
    /// A new key pair, with the key of the book sealed to it.
    pub fn new(
        holder: Holder,
        book_id: Uuid,
        key: &DataKey,
        secret: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<Self> {
        let pair = Private::random(ambient)?;
        let public = pair.public();
        let bound = |used| place(used, book_id, holder, &public);
        let at = bound(Use::PrivateHalf);
        Ok(Self {
            holder,
            public,
            private: Slot::wrap(&pair.bytes(), &at, secret, cost, ambient)?,
            data: public.seal(key.bytes(), &bound(Use::Data), ambient)?,
            next: None,
            confidence: None,
        })
    }

    /// Refuses a cost out of bounds.
    pub fn check(&self) -> Result<()> {
        self.private.check()
    }

    /// The private half, or nothing if the secret is another holder's.
    pub fn unlock(&self, book_id: Uuid, secret: &str) -> Result<Option<Private>> {
        let at = self.place(Use::PrivateHalf, book_id);
        let opened = self.private.unwrap(&at, secret)?;
        opened.map(|bytes| Private::from_bytes(&bytes)).transpose()
    }

    /// The same key pair under another passphrase.
    pub fn lock_anew(
        &mut self,
        pair: &Private,
        book_id: Uuid,
        secret: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<()> {
        let at = self.place(Use::PrivateHalf, book_id);
        self.private = Slot::wrap(&pair.bytes(), &at, secret, cost, ambient)?;
        Ok(())
    }

    /// The key of the book, and the one that it is being given.
    pub fn keys(&self, pair: &Private, book_id: Uuid) -> Result<(DataKey, Option<DataKey>)> {
        let at = self.place(Use::Data, book_id);
        let read = |sealed| DataKey::read(&pair.open(sealed, &at)?);
        Ok((read(&self.data)?, self.next.as_ref().map(read).transpose()?))
    }

    /// The key of the confidential notes, if this holder has it.
    pub fn confidence(&self, pair: &Private, book_id: Uuid) -> Result<Option<DataKey>> {
        let at = self.place(Use::Confidence, book_id);
        let read = |sealed| DataKey::read(&pair.open(sealed, &at)?);
        self.confidence.as_ref().map(read).transpose()
    }

    pub fn holds_confidence(&self) -> bool {
        self.confidence.is_some()
    }

    pub fn hold_confidence(
        &mut self,
        book_id: Uuid,
        key: &DataKey,
        ambient: &Ambient,
    ) -> Result<()> {
        let at = self.place(Use::Confidence, book_id);
        self.confidence = Some(self.public.seal(key.bytes(), &at, ambient)?);
        Ok(())
    }

    pub fn drop_confidence(&mut self) {
        self.confidence = None;
    }

    /// Seals the key that the book is being given, beside the present one.
    pub fn hold_next(&mut self, book_id: Uuid, next: &DataKey, ambient: &Ambient) -> Result<()> {
        let at = self.place(Use::Data, book_id);
        self.next = Some(self.public.seal(next.bytes(), &at, ambient)?);
        Ok(())
    }

    /// Keeps one key: the next one if the book has it, otherwise the present one.
    pub fn settle(&mut self, on_next: bool) {
        if let (true, Some(next)) = (on_next, self.next.take()) {
            self.data = next;
        }
    }

    fn place(&self, used: Use, book_id: Uuid) -> Vec<u8> {
        place(used, book_id, self.holder, &self.public)
    }
}

/// A slot of version 1: the data key itself, wrapped under the passphrase or the code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OldSlot {
    pub holder: Holder,
    cost: Cost,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    #[serde(with = "hex::serde")]
    nonce: [u8; 24],
    #[serde(with = "hex::serde")]
    wrapped: Vec<u8>,
}

impl OldSlot {
    pub fn check(&self) -> Result<()> {
        self.slot().check()
    }

    pub fn unlock(&self, book_id: Uuid, secret: &str) -> Result<Option<DataKey>> {
        let opened = self.slot().unwrap(book_id.as_bytes(), secret)?;
        opened.map(|bytes| DataKey::read(&bytes)).transpose()
    }

    fn slot(&self) -> Slot {
        Slot {
            cost: self.cost,
            salt: self.salt,
            nonce: self.nonce,
            wrapped: self.wrapped.clone(),
        }
    }
}

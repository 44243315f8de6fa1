//! The random 256-bit key that the database is encrypted with. It leaves this crate only
//! as SQLCipher's raw key, and is wiped from memory when it goes.
//!
//! It stands in a place of its own and never inside of what holds it: whatever is moved leaves its
//! bytes behind where it was, and nobody would wipe those.

use std::fmt;

use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

use crate::kernel::{Ambient, Code, Result};

/// The key of one book.
pub struct DataKey(Box<[u8; 32]>);

impl DataKey {
    /// A new random key.
    #[must_use]
    pub fn random(ambient: &Ambient) -> Self {
        let mut key = Self(Box::default());
        ambient.fill(key.0.as_mut_slice());
        key
    }

    /// The key that was read somewhere.
    ///
    /// # Errors
    /// `Code::KeysUnreadable` for what is not of its length.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let mut key = Self(Box::default());
        if bytes.len() != key.0.len() {
            return Code::KeysUnreadable.refuse();
        }
        key.0.copy_from_slice(bytes);
        Ok(key)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key as SQLCipher takes it: raw, so that no second derivation is done.
    pub fn pragma(&self) -> Zeroizing<String> {
        // As long as it will be: a text that grows leaves what it was behind.
        let mut pragma = Zeroizing::new(String::with_capacity(67));
        pragma.push_str("x'");
        for byte in self.0.as_slice() {
            pragma.push_str(Zeroizing::new(hex::encode([*byte])).as_str());
        }
        pragma.push('\'');
        pragma
    }
}

impl Clone for DataKey {
    fn clone(&self) -> Self {
        let mut key = Self(Box::default());
        key.0.copy_from_slice(self.0.as_slice());
        key
    }
}

impl Drop for DataKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for DataKey {}

impl fmt::Debug for DataKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DataKey")
    }
}

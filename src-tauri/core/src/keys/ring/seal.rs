//! The mark that says that the ring was last written by somebody with the book's key. Without it
//! a stranger could put a public key of their own in the file, and wait until the book's next key
//! is sealed to it.

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::kernel::{Ambient, DataKey, Error, Result};

/// A mark over the whole ring, made with the key of the book.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seal {
    #[serde(with = "hex::serde")]
    nonce: [u8; 24],
    #[serde(with = "hex::serde")]
    mark: Vec<u8>,
}

impl Seal {
    pub fn over(ring: &[u8], key: &DataKey, ambient: &Ambient) -> Result<Self> {
        let nonce = ambient.random();
        let mark = cipher(key)
            .encrypt(&nonce.into(), nothing_but(ring))
            .map_err(|_| Error::broken("marking the keys"))?;
        Ok(Self { nonce, mark })
    }

    /// Whether the ring is as it was marked with this key.
    pub fn fits(&self, ring: &[u8], key: &DataKey) -> bool {
        let payload = Payload {
            msg: &self.mark,
            aad: ring,
        };
        cipher(key).decrypt(&self.nonce.into(), payload).is_ok()
    }
}

/// No text is hidden, only the ring is vouched for.
fn nothing_but(ring: &[u8]) -> Payload<'_, '_> {
    Payload {
        msg: &[],
        aad: ring,
    }
}

/// A key of its own for this purpose.
fn cipher(key: &DataKey) -> XChaCha20Poly1305 {
    let mut hasher = Sha256::new();
    hasher.update(b"wijkboek mark over the keys");
    hasher.update(key.bytes());
    XChaCha20Poly1305::new(&hasher.finalize())
}

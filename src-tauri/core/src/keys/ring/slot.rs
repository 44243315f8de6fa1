//! One slot: 32 secret bytes wrapped with XChaCha20-Poly1305 under a key that Argon2id makes of a
//! passphrase. What stands in the slot is bounded when it is read, so that a hostile file cannot
//! ask for a terabyte of memory.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::kernel::{Ambient, Code, Error, Result};

/// What Argon2id costs: memory in KiB and the number of passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
}

impl Cost {
    /// What a book is protected with: well above the floor of OWASP's cheat sheet (19 MiB, 2),
    /// 0.2 to 0.5 seconds on an old computer.
    pub const STANDARD: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// For tests that open hundreds of books. Nothing that people use offers it.
    pub const CHEAP: Self = Self {
        memory_kib: 64,
        passes: 1,
    };

    /// Four times the standard of each, so that a file from outside asks for no more memory than a
    /// small computer has.
    fn within_bounds(self) -> bool {
        (8..=256 * 1024).contains(&self.memory_kib) && (1..=12).contains(&self.passes)
    }
}

/// A secret that a passphrase opens.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    pub cost: Cost,
    #[serde(with = "hex::serde")]
    pub salt: [u8; 16],
    #[serde(with = "hex::serde")]
    pub nonce: [u8; 24],
    #[serde(with = "hex::serde")]
    pub wrapped: Vec<u8>,
}

impl Slot {
    /// Wraps a secret for one place: it does not open elsewhere.
    pub fn wrap(
        secret: &[u8; 32],
        place: &[u8],
        passphrase: &str,
        cost: Cost,
        ambient: &Ambient,
    ) -> Result<Self> {
        let (salt, nonce) = (ambient.random(), ambient.random());
        let wrapping = derive(passphrase, &salt, cost)?;
        let wrapped = cipher(&wrapping)
            .encrypt(
                &nonce.into(),
                Payload {
                    msg: secret,
                    aad: place,
                },
            )
            .map_err(|_| Error::broken("wrapping a key"))?;
        Ok(Self {
            cost,
            salt,
            nonce,
            wrapped,
        })
    }

    /// The secret, or nothing if the passphrase is not this slot's.
    ///
    /// # Errors
    /// `Code::KeysUnreadable` for what no slot of ours asks.
    pub fn unwrap(&self, place: &[u8], passphrase: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        self.check()?;
        let wrapping = derive(passphrase, &self.salt, self.cost)?;
        let opened = cipher(&wrapping).decrypt(
            &self.nonce.into(),
            Payload {
                msg: &self.wrapped,
                aad: place,
            },
        );
        Ok(opened.ok().map(Zeroizing::new))
    }

    /// Refuses a cost that no slot of ours asks, before it is paid.
    ///
    /// # Errors
    /// `Code::KeysUnreadable`.
    pub fn check(&self) -> Result<()> {
        if self.cost.within_bounds() {
            Ok(())
        } else {
            Code::KeysUnreadable.refuse()
        }
    }
}

/// Made without a second copy of the key.
fn cipher(wrapping: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(wrapping.into())
}

/// Argon2id over the composed form, so that a passphrase typed on another keyboard still fits.
pub(crate) fn derive(secret: &str, salt: &[u8; 16], cost: Cost) -> Result<Zeroizing<[u8; 32]>> {
    let secret: Zeroizing<String> = Zeroizing::new(secret.trim().nfc().collect());
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32))
        .map_err(|_| Code::KeysUnreadable.refusal())?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| Error::broken("deriving a key"))?;
    Ok(key)
}

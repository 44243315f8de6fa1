//! A key pair of somebody at the desk, and what is sealed to its public half. Whoever holds the
//! book can seal a key to anybody without knowing their passphrase; only the private half opens
//! it. HPKE (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305.
//!
//! What is sealed is bound to its book, its holder and its purpose: a seal that was moved to
//! another place does not open there.

use std::convert::Infallible;

use hpke::{
    Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256 as Kem,
    rand_core::{TryCryptoRng, TryRng},
    single_shot_open, single_shot_seal_with_rng,
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::kernel::{Ambient, Code, Error, Result};

type PrivateKey = <Kem as hpke::Kem>::PrivateKey;
type PublicKey = <Kem as hpke::Kem>::PublicKey;
type EncappedKey = <Kem as hpke::Kem>::EncappedKey;

const INFO: &[u8] = b"wijkboek keys 2";

/// The half that opens. It is wiped from memory when it goes.
pub(super) struct Private(PrivateKey);

/// The half to which anybody can seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Public(#[serde(with = "hex::serde")] [u8; 32]);

/// A key that only the holder of one private half can read.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed {
    #[serde(with = "hex::serde")]
    for_this_once: [u8; 32],
    #[serde(with = "hex::serde")]
    sealed: Vec<u8>,
}

impl Private {
    pub fn random(ambient: &Ambient) -> Result<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        ambient.fill(bytes.as_mut_slice());
        Self::from_bytes(bytes.as_slice())
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        PrivateKey::from_bytes(bytes).map(Self).map_err(unreadable)
    }

    pub fn bytes(&self) -> Zeroizing<[u8; 32]> {
        let mut bytes = Zeroizing::new([0; 32]);
        self.0.write_exact(bytes.as_mut_slice());
        bytes
    }

    pub fn public(&self) -> Public {
        let mut bytes = [0; 32];
        Kem::sk_to_pk(&self.0).write_exact(&mut bytes);
        Public(bytes)
    }

    /// What was sealed to the public half in this place.
    ///
    /// # Errors
    /// `Code::KeysUnreadable` if it was sealed to another one, for another place, or changed.
    pub fn open(&self, sealed: &Sealed, place: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let encapped = EncappedKey::from_bytes(&sealed.for_this_once).map_err(unreadable)?;
        single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &self.0,
            &encapped,
            INFO,
            &sealed.sealed,
            place,
        )
        .map(Zeroizing::new)
        .map_err(unreadable)
    }
}

impl Public {
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals a key to this half, for one place.
    pub fn seal(&self, key: &[u8; 32], place: &[u8], ambient: &Ambient) -> Result<Sealed> {
        let public = PublicKey::from_bytes(&self.0).map_err(unreadable)?;
        let (encapped, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            INFO,
            key,
            place,
            &mut Random(ambient),
        )
        .map_err(|_| Error::broken("sealing a key"))?;
        let mut for_this_once = [0; 32];
        encapped.write_exact(&mut for_this_once);
        Ok(Sealed {
            for_this_once,
            sealed,
        })
    }
}

fn unreadable<E>(_: E) -> Error {
    Code::KeysUnreadable.refusal().into()
}

/// The randomness that the book was opened with, as HPKE asks for it.
struct Random<'ambient>(&'ambient Ambient);

impl TryRng for Random<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> std::result::Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.0.random()))
    }

    fn try_next_u64(&mut self) -> std::result::Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.0.random()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> std::result::Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Random<'_> {}

//! The key with which a centre signs its snapshots: made from the seed that stands in the book,
//! handed over on paper as a public key with a fingerprint. What a signature looks like in a file
//! is minisign's affair and stands in `minisign.rs`, so that others can check it without Wijkboek.

mod minisign;

use std::{fmt, str::FromStr};

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signer as _, VerifyingKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ts_rs::TS;
use zeroize::Zeroizing;

pub use minisign::ENDING;
pub(super) use minisign::SignatureFile;

use super::store;
use crate::kernel::{Ask, Code, Error, Read, Reader, Result, Role};

/// Which kind of key it is, in minisign's letters.
const KIND: &[u8] = b"Ed";
/// So many bytes of a key's digest are its fingerprint: 32 signs in eight groups.
const FINGERPRINT: usize = 16;
/// More than any key file holds.
const MOST_TYPED: usize = 1024;

/// The key that signs.
pub(super) struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// That of this book.
    pub fn of(reader: &Reader) -> Result<Self> {
        let seed: Zeroizing<[u8; 32]> = store::seed(reader)?;
        Ok(Self(ed25519_dalek::SigningKey::from_bytes(&seed)))
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

/// The key that checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The name of the key in a signature. Minisign takes any eight bytes; these follow from the
    /// key, so that a key with a slip in it is seen.
    fn id(&self) -> [u8; 8] {
        self.digest_start()
    }

    /// What people compare with the paper.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.digest_start())
    }

    /// Whether this key made that signature of these bytes.
    fn signed(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0.verify_strict(bytes, &signature).is_ok()
    }

    fn digest_start<const N: usize>(&self) -> [u8; N] {
        let digest = Sha256::digest(self.0.as_bytes());
        digest.first_chunk().copied().unwrap_or([0; N])
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let bytes = [KIND, &self.id(), self.0.as_bytes()].concat();
        formatter.write_str(&Base64::encode_string(&bytes))
    }
}

impl FromStr for PublicKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let read = || {
            let bytes = Base64::decode_vec(text).ok()?;
            let (id, point) = bytes.strip_prefix(KIND)?.split_first_chunk::<8>()?;
            let key = Self(VerifyingKey::from_bytes(point.try_into().ok()?).ok()?);
            (key.id() == *id).then_some(key)
        };
        Ok(read().ok_or_else(|| Code::SenderUnreadable.at("key"))?)
    }
}

/// The first half of the SHA-256 of a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint([u8; FINGERPRINT]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let groups: Vec<String> = self.0.chunks(2).map(hex::encode_upper).collect();
        formatter.write_str(&groups.join(" "))
    }
}

/// Somebody of whom the receiver has a key: as it stands on paper, in a key file, or only its
/// fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sender(Known);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Key(PublicKey),
    Fingerprint(Fingerprint),
}

impl Sender {
    /// The centre of this book.
    ///
    /// # Errors
    /// What the database said.
    pub fn own(reader: &Reader) -> Result<Self> {
        Ok(Self(Known::Key(SigningKey::of(reader)?.public())))
    }

    /// Whether this is the sender's key.
    pub(super) fn has(&self, key: &PublicKey) -> bool {
        match self.0 {
            Known::Key(own) => own == *key,
            Known::Fingerprint(own) => own == key.fingerprint(),
        }
    }

    /// The whole key, where that is known.
    pub(super) fn key(&self) -> Option<&PublicKey> {
        match &self.0 {
            Known::Key(key) => Some(key),
            Known::Fingerprint(_) => None,
        }
    }
}

impl FromStr for Sender {
    type Err = Error;

    /// # Errors
    /// `Code::SenderUnreadable`.
    fn from_str(typed: &str) -> Result<Self> {
        let typed = Some(typed)
            .filter(|typed| typed.len() <= MOST_TYPED)
            .ok_or_else(|| Code::SenderUnreadable.at("key"))?;
        // The first line of a key file is a comment, which nobody signed.
        let lines = typed.lines().map(str::trim);
        let line = lines.filter(|line| !line.is_empty() && !line.starts_with("untrusted comment:"));
        let text = line.collect::<Vec<_>>().join(" ");
        let signs: String = text.split_whitespace().collect();
        let mut fingerprint = [0; FINGERPRINT];
        if hex::decode_to_slice(&signs, &mut fingerprint).is_ok() {
            return Ok(Self(Known::Fingerprint(Fingerprint(fingerprint))));
        }
        Ok(Self(Known::Key(signs.parse()?)))
    }
}

/// Tells the public half of the key with which this book signs, to be handed over on paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ShowSigningKey {}

/// The public half of a signing key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SigningKeyShown {
    /// As minisign takes it after `-P`, 56 signs.
    pub public_key: String,
    /// Its fingerprint: 32 signs in groups of four.
    pub fingerprint: String,
}

impl Ask for ShowSigningKey {
    const NAME: &'static str = "snapshot.key";
    const ROLE: Role = Role::Reader;
    type Answer = SigningKeyShown;
}

impl Read for ShowSigningKey {
    fn run(self, reader: &Reader) -> Result<SigningKeyShown> {
        let key = SigningKey::of(reader)?.public();
        Ok(SigningKeyShown {
            public_key: key.to_string(),
            fingerprint: key.fingerprint().to_string(),
        })
    }
}

//! A signature file as minisign writes and reads it (prehashed, `ED`), so that `minisign -V` checks
//! a snapshot too:
//!
//! ```text
//! untrusted comment: signature of a Wijkboek snapshot
//! base64 of "ED", the id of the key, and its signature of the BLAKE2b-512 of the file
//! trusted comment: centre|sequence|quarter|SHA-256 of the file
//! base64 of the signature of the signature above and the trusted comment
//! ```
//!
//! It is read as strictly as it is written: another first line, another end of a line or a sign
//! more is no signature of ours. So no bit of it can change without being seen.

use base64ct::{Base64, Encoding as _};
use blake2::{Blake2b512, Digest as _};

use super::{PublicKey, SigningKey};

/// What the name of a signature file ends in, after the whole name of what was signed.
pub const ENDING: &str = "minisig";

const HEAD: &str = "untrusted comment: signature of a Wijkboek snapshot";
const TRUSTED: &str = "trusted comment: ";
/// Prehashed, in minisign's letters.
const KIND: &[u8] = b"ED";

/// A signature, the key that it says it is of, and a comment that is signed too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::snapshot) struct SignatureFile {
    key_id: [u8; 8],
    of_file: [u8; 64],
    comment: String,
    of_comment: [u8; 64],
}

impl SignatureFile {
    /// Signs these bytes.
    pub fn of(key: &SigningKey, bytes: &[u8], comment: &str) -> Self {
        let of_file = key.sign(&Blake2b512::digest(bytes));
        let of_comment = key.sign(&[&of_file, comment.as_bytes()].concat());
        Self {
            key_id: key.public().id(),
            of_file,
            comment: comment.to_owned(),
            of_comment,
        }
    }

    /// Reads a signature file; nothing if it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let (head, rest) = text.split_once('\n')?;
        let (of_file, rest) = rest.split_once('\n')?;
        let (comment, of_comment) = rest.split_once('\n')?;
        let signed = Base64::decode_vec(of_file).ok()?;
        let (key_id, signed) = signed.strip_prefix(KIND)?.split_first_chunk::<8>()?;
        let of_comment = Base64::decode_vec(of_comment.strip_suffix('\n')?).ok()?;
        let read = Self {
            key_id: *key_id,
            of_file: signed.try_into().ok()?,
            comment: comment.strip_prefix(TRUSTED)?.to_owned(),
            of_comment: of_comment.try_into().ok()?,
        };
        (head == HEAD && read.text() == text).then_some(read)
    }

    /// The file.
    pub fn text(&self) -> String {
        let of_file = [KIND, &self.key_id, &self.of_file].concat();
        let (of_file, of_comment) = (
            Base64::encode_string(&of_file),
            Base64::encode_string(&self.of_comment),
        );
        format!(
            "{HEAD}\n{of_file}\n{TRUSTED}{}\n{of_comment}\n",
            self.comment
        )
    }

    /// What was signed beside the file.
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// Whether it says that it is of this key.
    pub fn names(&self, key: &PublicKey) -> bool {
        self.key_id == key.id()
    }

    /// Whether this key signed these bytes.
    pub fn is_of_file(&self, key: &PublicKey, bytes: &[u8]) -> bool {
        self.names(key) && key.signed(&Blake2b512::digest(bytes), &self.of_file)
    }

    /// Whether this key made this whole file, of whatever bytes it is.
    pub fn is_whole(&self, key: &PublicKey) -> bool {
        let signed = [self.of_file.as_slice(), self.comment.as_bytes()].concat();
        self.names(key) && key.signed(&signed, &self.of_comment)
    }
}

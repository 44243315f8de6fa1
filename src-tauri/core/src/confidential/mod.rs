//! Notes of what a member said in confidence. Each is sealed under a key of its own kind, which
//! only the confidants have; it is bound to its row, so that no note can be put in the place of
//! another. Nothing here reads a note without that key: no list, no search, no export, no paper
//! and no snapshot knows what stands in it.

mod store;

pub(crate) use store::about;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::{
    kernel::{
        Code, DataKey, Error, Kept, PersonalField, Purpose, Reader, Result, Tx, define_id,
        personal, text,
    },
    keys::PersonId,
    members::MemberId,
};

define_id! {
    /// A note that was written in confidence.
    ConfidentialNoteId
}

/// What this room keeps about a person.
pub const PERSONAL_FIELDS: &[PersonalField] = &[personal(
    "confidential_note",
    "sealed",
    Purpose::Support,
    Kept::MembershipAndTwoYears,
)];

/// A note, as a confidant reads it.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ConfidentialNote {
    /// The note.
    pub note_id: ConfidentialNoteId,
    /// What was said; nothing if it was sealed under a key that was lost.
    pub text: Option<String>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// The name of who wrote it.
    pub written_by: String,
}

/// A note as it stands in the book.
struct SealedNote {
    id: ConfidentialNoteId,
    nonce: [u8; 24],
    sealed: Vec<u8>,
    written_at: DateTime<Utc>,
    written_by: String,
}

/// The notes about a member, the latest first.
///
/// # Errors
/// SQLite's answer.
pub fn list(reader: &Reader, key: &DataKey, member: MemberId) -> Result<Vec<ConfidentialNote>> {
    let notes = store::list(reader, member)?;
    Ok(notes.into_iter().map(|note| unseal(note, key)).collect())
}

/// Writes a note about a member.
///
/// # Errors
/// `Code::NotFound` for the member; `Code::TextMissing`, `Code::TextTooLong`,
/// `Code::TextHasForbiddenSign`, `Code::LooksLikeCitizenServiceNumber`.
pub fn write(
    tx: &Tx,
    key: &DataKey,
    member: MemberId,
    typed: &str,
    by: PersonId,
) -> Result<ConfidentialNoteId> {
    let said = text::note("text", typed)?.ok_or_else(|| Code::NoteMissing.at("text"))?;
    let said = Zeroizing::new(said);
    if !store::knows(tx, member)? {
        return Code::NotFound.refuse();
    }
    let (id, nonce) = (ConfidentialNoteId::new(tx), tx.ambient().random());
    let sealed = cipher(key)
        .encrypt(
            &nonce.into(),
            Payload {
                msg: said.as_bytes(),
                aad: &place(id),
            },
        )
        .map_err(|_| Error::broken("sealing a note"))?;
    store::add(tx, id, member, &nonce, &sealed, by)?;
    Ok(id)
}

/// Erases a note; SQLite overwrites it.
///
/// # Errors
/// `Code::NotFound`.
pub fn erase(tx: &Tx, id: ConfidentialNoteId) -> Result<()> {
    if store::erase(tx, id)? {
        Ok(())
    } else {
        Code::NotFound.refuse()
    }
}

/// Erases what was said about a member who is forgotten.
///
/// # Errors
/// SQLite's answer.
pub(crate) fn forget(tx: &Tx, member: MemberId) -> Result<()> {
    store::forget(tx, member)
}

/// Erases all of them: nobody is left who could read one.
///
/// # Errors
/// SQLite's answer.
pub fn erase_all(tx: &Tx) -> Result<()> {
    store::erase_all(tx)
}

/// How many there are in the book. More than that nobody hears but a confidant.
///
/// # Errors
/// SQLite's answer.
pub fn count(reader: &Reader) -> Result<u32> {
    store::count(reader)
}

fn unseal(note: SealedNote, key: &DataKey) -> ConfidentialNote {
    let payload = Payload {
        msg: &note.sealed,
        aad: &place(note.id),
    };
    let opened = cipher(key).decrypt(&note.nonce.into(), payload).ok();
    ConfidentialNote {
        note_id: note.id,
        text: opened.and_then(|bytes| String::from_utf8(bytes).ok()),
        written_at: note.written_at,
        written_by: note.written_by,
    }
}

fn cipher(key: &DataKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

/// Table, row and field.
fn place(id: ConfidentialNoteId) -> Vec<u8> {
    [
        b"confidential_note|".as_slice(),
        id.0.as_bytes(),
        b"|text".as_slice(),
    ]
    .concat()
}

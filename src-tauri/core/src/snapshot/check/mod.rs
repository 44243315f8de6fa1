//! Checking a snapshot that somebody received: whether it is whole, of whom it is, and whether it
//! follows upon those that lie beside it. Nothing is kept about what was received: the folder in
//! which the receiver keeps the files is the memory, and every question is answered anew.
//!
//! A signature proves who made the file and that no sign of it changed. That the numbers are true
//! it does not prove.

mod read;
mod series;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ts_rs::TS;

use read::{Content, Unread};
pub use series::Neighbour;

use super::signing::{PublicKey, Sender, SignatureFile};

/// No snapshot is larger.
pub const MOST_BYTES: u64 = 1024 * 1024;
/// No signature file is larger.
pub const MOST_SIGNATURE_BYTES: u64 = 4096;

/// What the receiver is told. Its place is the exit code of `wijk snapshot --check`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum SnapshotVerdict {
    /// Of the known sender, and unchanged.
    Genuine,
    /// Not what was signed.
    Changed,
    /// Signed, by nobody that the receiver knows.
    UnknownSender,
    /// Genuine, but old, received before, or not following upon the others.
    OutOfOrder,
    /// Could not be read; nothing of it is told.
    Unreadable,
}

/// What exactly was found; each has its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SnapshotFinding {
    /// It follows upon the one before it, or is the first.
    Genuine,
    /// Nothing of this centre lies beside it, so a gap would not be seen.
    GenuineAlone,
    /// The file or the signature was changed after signing.
    Changed,
    /// The signature is of another file.
    SignatureOfAnother,
    /// Nobody whom the receiver knows.
    UnknownSender,
    /// The very same lies beside it already.
    AlreadyReceived,
    /// Another file with the same number lies beside it.
    NumberTwice,
    /// It does not fit the one before or after it.
    DoesNotFit,
    /// The number before it is missing.
    NumberMissing,
    /// Numbers before it are missing.
    NumbersMissing,
    /// A later one lies beside it already.
    Older,
    /// It breaks off.
    NotComplete,
    /// A newer program made it.
    NewerVersion,
    /// It is no snapshot, or one with something in it that does not belong there.
    NotASnapshot,
    /// It is larger than any snapshot.
    TooLarge,
    /// The disk does not give it.
    FileUnreadable,
    /// A snapshot from before the signatures.
    NeverSigned,
    /// No signature file lies beside it.
    SignatureMissing,
    /// What lies beside it is no signature file.
    SignatureUnreadable,
}

impl SnapshotFinding {
    /// What it comes to.
    #[must_use]
    pub fn verdict(self) -> SnapshotVerdict {
        match self {
            Self::Genuine | Self::GenuineAlone => SnapshotVerdict::Genuine,
            Self::Changed | Self::SignatureOfAnother => SnapshotVerdict::Changed,
            Self::UnknownSender => SnapshotVerdict::UnknownSender,
            Self::AlreadyReceived
            | Self::NumberTwice
            | Self::DoesNotFit
            | Self::NumberMissing
            | Self::NumbersMissing
            | Self::Older => SnapshotVerdict::OutOfOrder,
            Self::NotComplete
            | Self::NewerVersion
            | Self::NotASnapshot
            | Self::TooLarge
            | Self::FileUnreadable
            | Self::NeverSigned
            | Self::SignatureMissing
            | Self::SignatureUnreadable => SnapshotVerdict::Unreadable,
        }
    }
}

/// What came of checking a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SnapshotChecked {
    /// The name of the file.
    pub file: String,
    /// What it comes to.
    pub verdict: SnapshotVerdict,
    /// What exactly was found.
    pub finding: SnapshotFinding,
    /// What it says of itself, where its signature fits.
    pub about: Option<SnapshotAbout>,
    /// The numbers that are missing before it.
    pub missing: Vec<u32>,
    /// The file beside it that stands in its way.
    pub other: Option<String>,
}

/// What a snapshot says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SnapshotAbout {
    /// The name of the centre.
    pub centre: String,
    /// `2026Q3`.
    pub quarter: String,
    /// Its place among the snapshots of its book.
    pub sequence: u32,
    /// The fingerprint of the key that signed it: 32 signs in groups of four.
    pub fingerprint: String,
    /// The SHA-256 of the file, 64 signs.
    pub sha256: String,
}

/// A file that was received, with the signature file beside it if there is one.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'bytes> {
    /// The name of the file.
    pub name: &'bytes str,
    /// The file.
    pub file: &'bytes [u8],
    /// The signature file.
    pub signature: Option<&'bytes [u8]>,
}

impl SnapshotChecked {
    /// Only what was found: nothing more can be told of this file.
    #[must_use]
    pub fn bare(name: &str, finding: SnapshotFinding) -> Self {
        Self {
            file: name.to_owned(),
            verdict: finding.verdict(),
            finding,
            about: None,
            missing: Vec::new(),
            other: None,
        }
    }
}

/// Checks a delivery for somebody who knows these senders and has those others beside it.
#[must_use]
pub fn check(delivery: &Delivery, known: Option<&Sender>, beside: &[Neighbour]) -> SnapshotChecked {
    let checked = |finding| SnapshotChecked::bare(delivery.name, finding);
    let signed = match signed(delivery, known.and_then(Sender::key)) {
        Ok(signed) => signed,
        Err(finding) => return checked(finding),
    };
    let content = &signed.content;
    let about = SnapshotAbout {
        centre: content.centre.clone(),
        quarter: content.quarter.clone(),
        sequence: content.sequence,
        fingerprint: signed.key.fingerprint().to_string(),
        sha256: hex::encode(signed.sha256),
    };
    let found = if known.is_some_and(|known| known.has(&signed.key)) {
        series::place(&signed, beside)
    } else {
        SnapshotFinding::UnknownSender.into()
    };
    SnapshotChecked {
        about: Some(about),
        missing: found.missing,
        other: found.other,
        ..checked(found.finding)
    }
}

/// A snapshot whose signature fits the key that it names.
struct Signed {
    content: Content,
    key: PublicKey,
    sha256: [u8; 32],
}

fn signed(delivery: &Delivery, known: Option<&PublicKey>) -> Result<Signed, SnapshotFinding> {
    let file = delivery.file;
    let read = read::content(file);
    if let (Err(Unread::NeverSigned(_)), None) = (&read, delivery.signature) {
        return Err(SnapshotFinding::NeverSigned);
    }
    let Some(signature) = delivery.signature else {
        // What cannot be read needs no signature to be told so.
        read.map_err(|unread| unread.finding())?;
        return Err(SnapshotFinding::SignatureMissing);
    };
    let signature = SignatureFile::read(signature).ok_or(SnapshotFinding::SignatureUnreadable)?;
    let sha256: [u8; 32] = Sha256::digest(file).into();
    let (content, key) = match read {
        Ok((content, key)) => (content, key),
        Err(unread) => return Err(why_unread(unread, &signature, known, file)),
    };
    let comment = comment(&content, &sha256);
    if signature.is_of_file(&key, file) && signature.is_whole(&key) {
        // Only the key itself could have signed a comment of another file with this one.
        let own = signature.comment() == comment;
        let signed = Signed {
            content,
            key,
            sha256,
        };
        return if own {
            Ok(signed)
        } else {
            Err(SnapshotFinding::SignatureOfAnother)
        };
    }
    Err(
        if signature.is_whole(&key) && is_of_another(signature.comment(), &content) {
            SnapshotFinding::SignatureOfAnother
        } else {
            SnapshotFinding::Changed
        },
    )
}

/// A file that does not read may have been changed after it was signed, or be what its sender made:
/// of a newer program, say.
fn why_unread(
    unread: Unread,
    signature: &SignatureFile,
    known: Option<&PublicKey>,
    file: &[u8],
) -> SnapshotFinding {
    let finding = unread.finding();
    let sealed = known.filter(|key| signature.names(key));
    let changed = match sealed {
        Some(key) => !signature.is_of_file(key, file),
        // Without the key there is only what the signature file says.
        None => !signature
            .comment()
            .ends_with(&hex::encode(Sha256::digest(file))),
    };
    let cut_off = finding == SnapshotFinding::NotComplete;
    let newer = finding == SnapshotFinding::NewerVersion && sealed.is_none();
    if changed && !cut_off && !newer {
        SnapshotFinding::Changed
    } else {
        finding
    }
}

/// What is signed beside the file: `centre|sequence|quarter|SHA-256`.
pub(super) fn trusted(centre: &str, sequence: u32, quarter: &str, sha256: &[u8]) -> String {
    format!("{centre}|{sequence}|{quarter}|{}", hex::encode(sha256))
}

fn comment(content: &Content, sha256: &[u8]) -> String {
    let Content {
        centre,
        quarter,
        sequence,
        ..
    } = content;
    trusted(centre, *sequence, quarter, sha256)
}

/// Whether a comment is of another snapshot of the centre: both its number and its quarter are
/// others. One of them alone may be a sign that was changed in the file.
fn is_of_another(comment: &str, content: &Content) -> bool {
    let mut parts = comment.rsplitn(4, '|').skip(1);
    let (quarter, sequence) = (parts.next(), parts.next());
    quarter != Some(content.quarter.as_str())
        && sequence != Some(content.sequence.to_string().as_str())
}

//! Whether a snapshot follows upon the others of its centre that lie beside it. Each names the
//! digest of the one before it, so that a gap, an exchange and a second delivery are seen.

use sha2::{Digest as _, Sha256};

use super::{
    Content, Delivery, PublicKey, Signed, SnapshotFinding,
    read::{self, Unread},
    signed,
};

/// Another snapshot in the folder of the receiver.
#[derive(Debug, Clone)]
pub struct Neighbour {
    name: String,
    content: Content,
    sha256: [u8; 32],
    /// Who signed it; nobody, if it is from before the signatures.
    key: Option<PublicKey>,
}

impl Neighbour {
    /// A file that lies beside the one to check; nothing if it is no snapshot, or if its signature
    /// does not fit.
    #[must_use]
    pub fn read(delivery: &Delivery) -> Option<Self> {
        let name = delivery.name.to_owned();
        let before = match read::content(delivery.file) {
            Err(Unread::NeverSigned(content)) => Some(content),
            _ => None,
        };
        if let Some(content) = before {
            return Some(Self {
                name,
                content,
                sha256: Sha256::digest(delivery.file).into(),
                key: None,
            });
        }
        let signed = signed(delivery, None).ok()?;
        Some(Self {
            name,
            content: signed.content,
            sha256: signed.sha256,
            key: Some(signed.key),
        })
    }

    fn is_of(&self, sender: &Signed) -> bool {
        match &self.key {
            Some(key) => *key == sender.key,
            None => self.content.centre == sender.content.centre,
        }
    }

    fn follows(&self, sha256: [u8; 32]) -> bool {
        self.content.previous_sha256.as_deref() == Some(hex::encode(sha256).as_str())
    }
}

/// Where a snapshot stands among the others.
pub struct Placed {
    pub finding: SnapshotFinding,
    pub missing: Vec<u32>,
    pub other: Option<String>,
}

impl From<SnapshotFinding> for Placed {
    fn from(finding: SnapshotFinding) -> Self {
        Self {
            finding,
            missing: Vec::new(),
            other: None,
        }
    }
}

/// Holds a snapshot against those of the same centre.
pub fn place(signed: &Signed, beside: &[Neighbour]) -> Placed {
    let own: Vec<&Neighbour> = beside
        .iter()
        .filter(|neighbour| neighbour.is_of(signed))
        .collect();
    let because = |other: &Neighbour, finding| Placed {
        other: Some(other.name.clone()),
        ..Placed::from(finding)
    };
    let sequence = signed.content.sequence;
    let numbered = |number: u32| {
        own.iter()
            .copied()
            .filter(move |other| other.content.sequence == number)
    };
    if let Some(same) = own.iter().find(|other| other.sha256 == signed.sha256) {
        return because(same, SnapshotFinding::AlreadyReceived);
    }
    if let Some(twin) = numbered(sequence).next() {
        return because(twin, SnapshotFinding::NumberTwice);
    }
    let previous = signed.content.previous_sha256.as_deref();
    let before: Vec<&Neighbour> = numbered(sequence.saturating_sub(1)).collect();
    let fits = |other: &&&Neighbour| Some(hex::encode(other.sha256).as_str()) == previous;
    if let Some(other) = before
        .first()
        .filter(|_| !before.iter().any(|one| fits(&one)))
    {
        return because(other, SnapshotFinding::DoesNotFit);
    }
    let mut after = numbered(sequence.saturating_add(1));
    if let Some(other) = after.find(|other| !other.follows(signed.sha256)) {
        return because(other, SnapshotFinding::DoesNotFit);
    }
    if let Some(last) = own.iter().max_by_key(|other| other.content.sequence)
        && last.content.sequence > sequence
    {
        return because(last, SnapshotFinding::Older);
    }
    let missing = missing(sequence, &own);
    match missing.len() {
        0 if own.is_empty() && sequence > 1 => SnapshotFinding::GenuineAlone.into(),
        0 => SnapshotFinding::Genuine.into(),
        count => Placed {
            missing,
            ..Placed::from(if count == 1 {
                SnapshotFinding::NumberMissing
            } else {
                SnapshotFinding::NumbersMissing
            })
        },
    }
}

/// The numbers between this one and the last of the others.
fn missing(sequence: u32, own: &[&Neighbour]) -> Vec<u32> {
    let last = own.iter().map(|other| other.content.sequence).max();
    last.map_or_else(Vec::new, |last| {
        (last.saturating_add(1)..sequence)
            .take(MOST_MISSING)
            .collect()
    })
}

/// So many missing numbers are named.
const MOST_MISSING: usize = 20;

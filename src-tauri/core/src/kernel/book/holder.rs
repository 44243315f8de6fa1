//! Who has a book: written into the lock file by whoever holds it, so that the next one reads by
//! whom the book is in use. It only ever explains a refusal: the lock itself is the state, and what
//! does not read says nothing.

use std::{
    fs::File,
    io::{Read as _, Seek as _, Write as _},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::folder::LOCK;

/// So much of the lock file is read, and so long a name is shown.
const MOST_BYTES: u64 = 512;
const MOST_SIGNS: usize = 40;

/// Who has a book open, as the operating system calls them, and with which program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The user of this computer.
    pub user: String,
    /// The program.
    pub program: String,
}

impl Holder {
    /// Writes it into the lock that is held, or empties that where nobody is named. A disk that
    /// does not take it keeps nobody from a book.
    pub(super) fn sign(holder: Option<&Self>, mut lock: &File) {
        let text = holder.and_then(|holder| serde_json::to_vec(holder).ok());
        let text = text.unwrap_or_default();
        drop(
            lock.set_len(0)
                .and_then(|()| lock.rewind())
                .and_then(|()| lock.write_all(&text)),
        );
    }

    /// Whoever wrote themselves into the lock of this book, if that reads.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let mut text = Vec::new();
        let file = File::open(folder.join(LOCK)).ok()?;
        file.take(MOST_BYTES).read_to_end(&mut text).ok()?;
        let found: Self = serde_json::from_slice(&text).ok()?;
        Some(Self {
            user: shown(&found.user)?,
            program: shown(&found.program)?,
        })
    }
}

/// A name that can be shown: anybody can write into a file.
fn shown(name: &str) -> Option<String> {
    let name = name.trim();
    let plain = |sign: char| sign.is_alphanumeric() || " .-_@\\".contains(sign);
    (!name.is_empty() && name.chars().count() <= MOST_SIGNS && name.chars().all(plain))
        .then(|| name.to_owned())
}

//! What kind of place a folder is, told from the table of mounts, the device under it and the names
//! around it. A book lives on a disk of the computer itself: a network share knows no locks that
//! hold, a folder that a program copies elsewhere mixes two moments of a file, and a stick is pulled.
//! A backup may stand on any of them.

mod mounts;
mod synced;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::kernel::{Code, Result};
use mounts::{is_removable, mount_of};
use synced::{names_in, synced};

/// Where a folder stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On a disk of this computer.
    Local,
    /// On another computer.
    Network,
    /// On a stick or a card.
    Removable,
    /// In a folder that this program copies to other computers.
    Synced(String),
}

impl Place {
    /// Refuses every place where a book cannot live.
    ///
    /// # Errors
    /// `Code::BookOnNetwork`, `Code::BookOnStick`, `Code::BookInSyncedFolder` with the `program`.
    pub fn must_be_local(self) -> Result<()> {
        match self {
            Self::Local => Ok(()),
            Self::Network => Code::BookOnNetwork.refuse(),
            Self::Removable => Code::BookOnStick.refuse(),
            Self::Synced(program) => Code::BookInSyncedFolder.with("program", program).refuse(),
        }
    }
}

/// Where a folder stands on this machine, as far as the machine says. What is not known is local:
/// nobody is kept from a book by a system that tells nothing.
pub(in crate::kernel) fn of(folder: &Path) -> Place {
    let Some(folder) = there(folder) else {
        return Place::Local;
    };
    if let Some(program) = synced(&folder, &names_in) {
        return Place::Synced(program);
    }
    let table = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let Some(mount) = mount_of(&table, &folder) else {
        return Place::Local;
    };
    // Whatever the computer itself stands on is its own disk.
    if mount.point == Path::new("/") {
        return Place::Local;
    }
    if let Some(program) = mount.synced() {
        Place::Synced(program)
    } else if mount.is_network() {
        Place::Network
    } else if is_removable(Path::new("/sys"), &mount) {
        Place::Removable
    } else {
        Place::Local
    }
}

/// The nearest folder above that is there, by its true name.
fn there(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find_map(|path| {
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        fs::canonicalize(path).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_disk_of_this_computer_takes_a_book() {
        let code = |place: Place| place.must_be_local().err().and_then(|error| error.code());
        assert_eq!(code(Place::Local), None);
        assert_eq!(code(Place::Network), Some(Code::BookOnNetwork));
        assert_eq!(code(Place::Removable), Some(Code::BookOnStick));
        let synced = Place::Synced("Dropbox".into());
        assert_eq!(code(synced), Some(Code::BookInSyncedFolder));
    }
}

//! What the disk under a book allows, and what becomes of the book when the disk fails. An error
//! of the disk never means "not saved": it means "not known", until the book was asked again.

mod closed;
pub(super) mod leftover;
mod notices;
pub(super) mod opening;
mod place;
pub(super) mod space;
mod standing;

use std::path::Path;

pub use notices::{BookNotice, NoticeKind};
pub use place::Place;
pub use space::LittleSpace;
pub(super) use standing::Health;
pub use standing::{ReadOnlyReason, Standing};

use crate::kernel::Disk;

/// The disks of this computer, as its system tells of them.
pub(in crate::kernel) struct SystemDisk;

impl Disk for SystemDisk {
    fn place(&self, folder: &Path) -> Place {
        place::of(folder)
    }

    fn free(&self, folder: &Path) -> Option<u64> {
        #[cfg(unix)]
        {
            let found = rustix::fs::statvfs(folder).ok()?;
            Some(found.f_bavail.saturating_mul(found.f_frsize))
        }
        #[cfg(not(unix))]
        {
            let _ = folder;
            None
        }
    }

    fn may_write(&self, path: &Path) -> bool {
        #[cfg(unix)]
        {
            rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
        }
        #[cfg(not(unix))]
        {
            std::fs::metadata(path).is_ok_and(|found| !found.permissions().readonly())
        }
    }
}

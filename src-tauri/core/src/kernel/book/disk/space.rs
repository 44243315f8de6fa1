//! How much room there is, and 8 MiB that are held back in the folder of the book: when the disk is
//! full they are let go, so that what was written can be brought into the file in peace.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
};

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::kernel::{Code, Disk, Result, book::Book, folder};

/// The file that is held back.
const BALLAST: &str = "ballast";
const MIB: u64 = 1 << 20;
const BALLAST_BYTES: u64 = 8 * MIB;
/// With less than this no ballast is laid: somebody may need it more.
const FOR_BALLAST: u64 = 4 * BALLAST_BYTES;
/// Less than this is worth a warning.
const LITTLE: u64 = 1024 * MIB;
/// Less than this is kept for the daily work.
const SCARCE: u64 = 100 * MIB;
/// Less than this is full: no act fits in for certain.
const NONE: u64 = MIB / 4;

/// That there is little room on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct LittleSpace {
    /// What is left, in whole MiB.
    pub megabytes: u32,
    /// So little that no list is imported and no copy made on this disk any more.
    pub scarce: bool,
}

impl Book {
    /// How little room there is, if it is little.
    #[must_use]
    pub fn little_space(&self) -> Option<LittleSpace> {
        let free = self.ambient.disk().free(&self.folder)?;
        (free < LITTLE).then(|| LittleSpace {
            megabytes: megabytes(free),
            scarce: free < SCARCE,
        })
    }

    /// Refuses work that takes much room on the disk of the book: imports, and copies whose
    /// `target` folder lies on the same disk. The daily work goes on.
    ///
    /// # Errors
    /// `Code::DiskAlmostFull` with the `megabytes` that are left.
    pub fn has_room_for_much(&self, target: Option<&Path>) -> Result<()> {
        if target.is_some_and(|target| !same_disk(target, &self.folder)) {
            return Ok(());
        }
        must_have(
            self.ambient.disk(),
            &self.folder,
            SCARCE,
            Code::DiskAlmostFull,
        )
    }
}

/// Refuses a disk without room for the book three times over: the copy before an update, the
/// rebuilt tables, and what the log of them holds meanwhile.
///
/// # Errors
/// `Code::NoRoomToUpdate` with the `megabytes` that are left.
pub(in crate::kernel::book) fn must_fit_thrice(disk: &dyn Disk, folder: &Path) -> Result<()> {
    let bytes = fs::metadata(folder::database(folder))?.len();
    must_have(disk, folder, bytes.saturating_mul(3), Code::NoRoomToUpdate)
}

fn must_have(disk: &dyn Disk, folder: &Path, bytes: u64, otherwise: Code) -> Result<()> {
    match disk.free(folder) {
        Some(free) if free < bytes => otherwise.with("megabytes", megabytes(free)).refuse(),
        _ => Ok(()),
    }
}

/// Holds room back, if there is enough of it. That it cannot be done keeps nobody from the book.
pub(super) fn lay_ballast(disk: &dyn Disk, folder: &Path) {
    let path = folder.join(BALLAST);
    let there = fs::symlink_metadata(&path).is_ok_and(|found| found.len() >= BALLAST_BYTES);
    let enough = disk.free(folder).is_some_and(|free| free >= FOR_BALLAST);
    if !there && enough && fill(&path).is_err() {
        drop(fs::remove_file(&path));
    }
}

/// Lets the room go, if any was held back. The empty file stays, as the sign of it.
pub(super) fn let_ballast_go(folder: &Path) {
    if let Ok(file) = OpenOptions::new().write(true).open(folder.join(BALLAST)) {
        drop(file.set_len(0));
    }
}

/// Whether there is room to go on writing. What was let go is no room for new work: it has to be
/// there as well.
pub(super) fn has_room(disk: &dyn Disk, folder: &Path) -> bool {
    let ballast = fs::symlink_metadata(folder.join(BALLAST));
    let least = if ballast.is_ok_and(|found| found.len() == 0) {
        NONE + BALLAST_BYTES
    } else {
        NONE
    };
    disk.free(folder).is_none_or(|free| free >= least)
}

fn fill(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{FallocateFlags, fallocate};
        if fallocate(&file, FallocateFlags::empty(), 0, BALLAST_BYTES).is_ok() {
            return Ok(());
        }
    }
    // Where room cannot be asked for it is written.
    let block = vec![0x57; 1 << 16];
    for _ in 0..BALLAST_BYTES / (1 << 16) {
        file.write_all(&block)?;
    }
    Ok(())
}

fn megabytes(bytes: u64) -> u32 {
    u32::try_from(bytes / MIB).unwrap_or(u32::MAX)
}

fn same_disk(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let one = if one.as_os_str().is_empty() {
            Path::new(".")
        } else {
            one
        };
        match (fs::metadata(one), fs::metadata(other)) {
            (Ok(one), Ok(other)) => one.dev() == other.dev(),
            // What is not known is thought to be the same, to be on the safe side.
            _ => true,
        }
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        true
    }
}

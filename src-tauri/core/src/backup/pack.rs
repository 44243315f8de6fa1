//! Packing: three entries in one tar file, synced, dropped from the machine's memory where it lets
//! us, read back from the disk, and only then given its name.

use std::{
    fs::{self, File},
    io::{self, Read, Write as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};
use tar::{Builder, Header};

use super::{Manifest, make, unpack};
use crate::kernel::{
    Code, Error, Progress, RawCopy, Result, Scratch, begin, beside, folder, new_file, put_in_place,
    sync_folder,
};

/// So much is written between two looks at whether packing should stop.
const PART: u64 = 1 << 20;

/// Refuses a folder that is not there or takes no file, before any work is done.
pub(super) fn refuse_no_room(target: &Path) -> Result<()> {
    let packed = Scratch::new(beside(target, "part"));
    let begun = begin(packed.path()).map(drop);
    begun.map_err(|error| not_made(error, target))
}

/// Packs a checked copy into a new file and reads that back. The manifest is made whole on the way.
pub(super) fn seal(
    manifest: &mut Manifest,
    raw: &RawCopy,
    keys: &[u8],
    target: &Path,
    progress: &Progress,
) -> Result<()> {
    let (bytes, sha256) = raw.digest();
    manifest.database_bytes = bytes;
    sha256.clone_into(&mut manifest.database_sha256);
    manifest.keys_sha256 = Some(hex::encode(Sha256::digest(keys)));
    let packed = Scratch::new(beside(target, "part"));
    let put = || -> Result<()> {
        let file = new_file(packed.path())?;
        write(manifest, keys, raw.path(), file, progress)?;
        if unpack::inspect(packed.path()).ok().as_ref() != Some(manifest) {
            // Bytes that do not come back at all are not bytes that come back differently.
            io::copy(&mut File::open(packed.path())?, &mut io::sink())?;
            return Code::CopyTargetLies.refuse();
        }
        put_in_place(packed.path(), target)?;
        sync_folder(make::folder_of(target))
    };
    put().map_err(|error| not_made(error, target))
}

/// Why no copy was made, in the words of who holds the stick. What stood there before still does.
fn not_made(error: Error, target: &Path) -> Error {
    let code = match &error {
        Error::Io(error) => match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Code::CopyTargetIsFull,
            io::ErrorKind::FileTooLarge => Code::CopyTargetIsTooOld,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                Code::CopyTargetIsReadOnly
            }
            _ => Code::CopyTargetIsGone,
        },
        Error::Refused(refusal) if refusal.code == Code::CopyTargetLies => refusal.code,
        _ => return error,
    };
    code.with("name", make::shown(make::folder_of(target)))
        .into()
}

fn write(
    manifest: &Manifest,
    keys: &[u8],
    database: &Path,
    into: File,
    progress: &Progress,
) -> Result<()> {
    let mut tar = Builder::new(into);
    let time = u64::try_from(manifest.made_at.timestamp()).unwrap_or(0);
    let head = serde_json::to_vec_pretty(manifest)?;
    append(
        &mut tar,
        unpack::MANIFEST,
        head.len() as u64,
        time,
        head.as_slice(),
    )?;
    append(&mut tar, folder::KEYS, keys.len() as u64, time, keys)?;
    let from = Stoppable {
        file: File::open(database)?,
        progress,
    };
    let bytes = fs::metadata(database)?.len();
    append(&mut tar, folder::DATABASE, bytes, time, from).map_err(|error| {
        // The reader can only say it through the writer's kind of error.
        if progress.stops() {
            Code::Stopped.refusal().into()
        } else {
            error
        }
    })?;
    let mut file = tar.into_inner()?;
    file.flush()?;
    file.sync_all()?;
    forget(&file);
    Ok(())
}

fn append(
    tar: &mut Builder<File>,
    name: &str,
    size: u64,
    time: u64,
    bytes: impl Read,
) -> Result<()> {
    let mut header = Header::new_gnu();
    header.set_size(size);
    header.set_mtime(time);
    header.set_mode(0o600);
    header.set_cksum();
    tar.append_data(&mut header, name, bytes)
        .map_err(Error::from)
}

/// Lets the machine forget what it keeps of a file in memory, so that reading back reads the disk.
/// A machine that does not is no worse off than before.
fn forget(file: &File) {
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

/// A file that ends with an error when somebody asks the work to stop.
struct Stoppable<'work> {
    file: File,
    progress: &'work Progress,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.progress.stops() {
            return Err(io::Error::other("asked to stop"));
        }
        let most = usize::try_from(PART)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        let part = buffer.get_mut(..most).unwrap_or_default();
        self.file.read(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stick_that_fails_says_why_in_words_of_its_own() {
        let target = Path::new("/media/Stick Blauw/jutter.wijkboek-backup");
        // As the system numbers them: no space, over quota, too large, read-only, gone, input/output.
        let told = [
            (28, Code::CopyTargetIsFull),
            (122, Code::CopyTargetIsFull),
            (27, Code::CopyTargetIsTooOld),
            (30, Code::CopyTargetIsReadOnly),
            (13, Code::CopyTargetIsReadOnly),
            (2, Code::CopyTargetIsGone),
            (5, Code::CopyTargetIsGone),
        ];
        for (number, code) in told {
            let error = not_made(io::Error::from_raw_os_error(number).into(), target);
            let Error::Refused(refusal) = error else {
                panic!("{number} is no refusal: {error}");
            };
            assert_eq!(refusal.code, code, "{number}");
            assert_eq!(refusal.details["name"], "Stick Blauw");
        }
        for code in [Code::CopyTargetLies, Code::Stopped] {
            let told = not_made(code.refusal().into(), target);
            assert_eq!(told.code(), Some(code));
        }
    }
}

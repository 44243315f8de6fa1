//! Files that leave the house or come in: written whole or not at all, never over something
//! else, and for the eyes of whoever wrote them; read only up to a bound.

use std::{
    ffi::OsStr,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read as _, Write as _},
    path::{Path, PathBuf},
};

use crate::kernel::{Code, Error, Result};

/// Writes a new file: a temporary file beside it, synced, read back and compared, then given its
/// name; the folder is synced too. An existing file is never replaced. Others at this computer
/// cannot read it: whoever wrote it may hand it on.
///
/// # Errors
/// `Code::FileExists`, `Code::FolderNotFound`, `Code::FolderIsReadOnly`,
/// `Code::FileNameImpossible`, or what the disk said.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.exists() {
        return Code::FileExists.with("name", name_of(path)).refuse();
    }
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let temporary = beside(path, "part");
    let outcome =
        write_and_compare(&temporary, bytes).and_then(|()| put_in_place(&temporary, path));
    // Already gone after a rename; a leftover is only untidy.
    drop(fs::remove_file(&temporary));
    outcome?;
    sync_folder(folder)
}

/// A name in the same folder for what is not finished yet: hidden, and like nobody else's.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_file_name(format!(".{}.{ending}", name_of(path)))
}

/// A new file that only the person at this computer may read.
pub(crate) fn new_file(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path)?)
}

/// Writes a file of the program's own in place of the one that was there: a new one beside it,
/// synced, then given its name, so that there is never none and never half of one.
///
/// # Errors
/// What the disk said. The old one still stands then, unless only its folder could not be synced:
/// the new one has the name by that time. Who must tell which looks, as `KeyRing::stands_in` does.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let fresh = beside(path, "new");
    // A leftover of a try that was cut off.
    drop(fs::remove_file(&fresh));
    let mut file = new_file(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&fresh, path)?;
    sync_folder(path.parent().unwrap_or_else(|| Path::new(".")))
}

/// This path, or the same with a number if something stands there.
#[must_use]
pub fn numbered(path: PathBuf) -> PathBuf {
    if !path.exists() {
        return path;
    }
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let free = (2u32..10_000)
        .map(|number| path.with_file_name(format!("{stem}-{number}.{ending}")))
        .find(|next| !next.exists());
    free.unwrap_or(path)
}

/// Makes a folder that only the person at this computer may look into. One that is there already
/// stays as it is.
///
/// # Errors
/// What the disk said.
pub(crate) fn make_private(folder: &Path) -> Result<()> {
    if folder.is_dir() || folder.as_os_str().is_empty() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder)?)
}

/// Gives a finished file its name. A file that has it meanwhile is not replaced.
///
/// # Errors
/// `Code::FileExists`, or what the disk said.
pub(crate) fn put_in_place(temporary: &Path, path: &Path) -> Result<()> {
    // A hard link refuses an existing name, where a rename would silently replace it. Not every
    // disk has them.
    if fs::hard_link(temporary, path).is_ok() {
        return Ok(fs::remove_file(temporary)?);
    }
    if path.exists() {
        return Code::FileExists.with("name", name_of(path)).refuse();
    }
    Ok(fs::rename(temporary, path)?)
}

/// Reads a file of at most `most` bytes. What is no file, as a pipe, is not opened: it could wait for
/// somebody to write for ever.
///
/// # Errors
/// `Code::FileUnreadable`, `Code::FileTooLarge`.
pub fn read_bounded(path: &Path, most: u64) -> Result<Vec<u8>> {
    let unreadable = |_| Code::FileUnreadable.with("name", name_of(path));
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Code::FileUnreadable.with("name", name_of(path)).refuse();
    }
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Code::FileTooLarge
            .with("name", name_of(path))
            .with("most", most)
            .refuse();
    }
    Ok(bytes)
}

/// Makes the names in a folder durable.
///
/// # Errors
/// What the disk said.
pub fn sync_folder(folder: &Path) -> Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// Makes the beginning of a file, so that a folder in which none can be made is told apart from a
/// disk that fails. A leftover goes first: it may be open to others, or lead elsewhere.
///
/// # Errors
/// `Code::FolderNotFound`, `Code::FolderIsReadOnly`, `Code::FileNameImpossible`, or what the disk
/// said.
pub(crate) fn begin(temporary: &Path) -> Result<File> {
    let folder = || name_of(temporary.parent().unwrap_or_else(|| Path::new(".")));
    drop(fs::remove_file(temporary));
    new_file(temporary).map_err(|error| match &error {
        Error::Io(said) => match said.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                Code::FolderNotFound.with("name", folder()).into()
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Code::FolderIsReadOnly.with("name", folder()).into()
            }
            ErrorKind::InvalidFilename | ErrorKind::InvalidInput => {
                Code::FileNameImpossible.refusal().into()
            }
            _ => error,
        },
        _ => error,
    })
}

fn write_and_compare(temporary: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = begin(temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    if fs::read(temporary)? == bytes {
        Ok(())
    } else {
        Err(Error::broken(
            "a file reads back differently from what was written",
        ))
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_whole_and_an_old_one_is_never_replaced() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.json");
        write_new(&path, b"one")?;
        let again = write_new(&path, b"two");
        assert_eq!(
            again.err().and_then(|error| error.code()),
            Some(Code::FileExists)
        );
        assert_eq!(read_bounded(&path, 3)?, b"one");
        let small = read_bounded(&path, 2);
        assert_eq!(
            small.err().and_then(|error| error.code()),
            Some(Code::FileTooLarge)
        );
        // What never ends is not begun.
        let endless = PathBuf::from("/dev/zero");
        for none in [folder.path().join("b.json"), folder.path().into(), endless] {
            assert_eq!(
                read_bounded(&none, 2).err().and_then(|error| error.code()),
                Some(Code::FileUnreadable)
            );
        }
        let late = put_in_place(&folder.path().join("a.json"), &path);
        assert_eq!(
            late.err().and_then(|error| error.code()),
            Some(Code::FileExists)
        );
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_at_this_computer_reads_a_new_file_whatever_was_left_of_a_try() -> Result<()> {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        fs::write(at(".open.csv.part"), "left of a try")?;
        fs::set_permissions(at(".open.csv.part"), fs::Permissions::from_mode(0o666))?;
        fs::write(at("other"), "of somebody else")?;
        symlink(at("other"), at(".linked.csv.part"))?;
        for name in ["plain.csv", "open.csv", "linked.csv"] {
            write_new(&at(name), b"Riet van den Berg")?;
            let found = fs::symlink_metadata(at(name))?;
            assert!(found.is_file(), "{name}");
            assert_eq!(found.permissions().mode() & 0o777, 0o600, "{name}");
        }
        assert_eq!(fs::read(at("other"))?, b"of somebody else");
        Ok(())
    }
}

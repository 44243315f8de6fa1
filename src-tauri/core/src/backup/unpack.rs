//! Reading a backup: exactly three entries of bounded size, in order, no links, no paths. Anything
//! else is not a backup.

use std::{
    fs::File,
    io::{Read, Write as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};
use tar::{Archive, Entries, Entry, EntryType};

use super::Manifest;
use crate::kernel::{Code, Error, Result, folder, new_file};

/// The name of the first entry.
pub(super) const MANIFEST: &str = "manifest.json";
const MOST_SMALL: u64 = 256 * 1024;
const MOST_DATABASE: u64 = 64 << 30;

/// Reads a whole backup and compares it with its manifest. Opens nothing.
///
/// # Errors
/// `Code::FileUnreadable`, `Code::NotABackup`, `Code::BookIsNewer`, `Code::BackupIsDamaged`.
pub fn inspect(path: &Path) -> Result<Manifest> {
    read(path, None)
}

/// Reads only what a backup says about itself: nothing of it is checked.
///
/// # Errors
/// `Code::FileUnreadable`, `Code::NotABackup`, `Code::BookIsNewer`.
pub fn peek(path: &Path) -> Result<Manifest> {
    let mut archive = Archive::new(open(path)?);
    let mut entries = entries(&mut archive)?;
    let first = entries.next().transpose().map_err(not_a_backup)?;
    let first = first.ok_or_else(|| Code::NotABackup.refusal())?;
    let first = expect(first, MANIFEST, MOST_SMALL, Code::NotABackup)?;
    Manifest::read(&small(first)?)
}

/// Unpacks a backup into a new folder, which is then a book.
///
/// # Errors
/// Those of `inspect`, `Code::FolderExists`; then no folder is left.
pub fn unpack(path: &Path, book: &Path) -> Result<Manifest> {
    let held = folder::make(book)?;
    let outcome = read(path, Some(book)).and_then(|manifest| {
        folder::finish(book)?;
        Ok(manifest)
    });
    if outcome.is_err() {
        folder::abandon(book, &held);
    }
    outcome
}

fn open(path: &Path) -> Result<File> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unreadable = |_| Code::FileUnreadable.with("name", name.into_owned());
    Ok(File::open(path).map_err(unreadable)?)
}

/// The entries as they stand in the file. The archive's own long names and further headers would be
/// read whole, however large they say they are, and could rename what follows; none is ours.
fn entries(archive: &mut Archive<File>) -> Result<Entries<'_, File>> {
    Ok(archive.entries().map_err(not_a_backup)?.raw(true))
}

/// This entry, if it is the expected one: a plain file of a bounded size.
fn expect<'archive>(
    entry: Entry<'archive, File>,
    expected: &str,
    most: u64,
    otherwise: Code,
) -> Result<Entry<'archive, File>> {
    let fits = entry.header().entry_type() == EntryType::Regular
        && entry.path_bytes().as_ref() == expected.as_bytes()
        && entry.size() <= most;
    if fits { Ok(entry) } else { otherwise.refuse() }
}

fn read(path: &Path, book: Option<&Path>) -> Result<Manifest> {
    let mut archive = Archive::new(open(path)?);
    let mut entries = entries(&mut archive)?;
    // What begins as a copy of ours and goes on otherwise is a damaged one.
    let mut next = |expected: &str, most: u64, otherwise: Code| -> Result<Entry<'_, File>> {
        let entry = entries.next().transpose().unwrap_or_default();
        let entry = entry.ok_or_else(|| otherwise.refusal())?;
        expect(entry, expected, most, otherwise)
    };
    let manifest = Manifest::read(&small(next(MANIFEST, MOST_SMALL, Code::NotABackup)?)?)?;
    let keys = small(next(folder::KEYS, MOST_SMALL, Code::BackupIsDamaged)?)?;
    let keys_are = hex::encode(Sha256::digest(&keys));
    if manifest
        .keys_sha256
        .as_ref()
        .is_some_and(|said| *said != keys_are)
    {
        return Code::BackupIsDamaged.refuse();
    }
    let mut database = next(folder::DATABASE, MOST_DATABASE, Code::BackupIsDamaged)?;
    let found = match book {
        None => copy_hashed(&mut database, &mut std::io::sink())?,
        Some(book) => {
            let mut file = new_file(&folder::keys(book))?;
            file.write_all(&keys)?;
            file.sync_all()?;
            let mut file = new_file(&folder::database(book))?;
            let found = copy_hashed(&mut database, &mut file)?;
            file.sync_all()?;
            found
        }
    };
    drop(database);
    if found != (manifest.database_bytes, manifest.database_sha256.clone()) {
        return Code::BackupIsDamaged.refuse();
    }
    if entries.next().is_some() {
        return Code::BackupIsDamaged.refuse();
    }
    Ok(manifest)
}

fn small(mut entry: Entry<'_, File>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}

fn copy_hashed(from: &mut impl Read, to: &mut impl std::io::Write) -> Result<(u64, String)> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0u64;
    loop {
        let read = from.read(&mut buffer).map_err(damaged)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else {
            break;
        };
        digest.update(part);
        to.write_all(part)?;
        size = size.saturating_add(read as u64);
    }
    Ok((size, hex::encode(digest.finalize())))
}

fn not_a_backup(_: std::io::Error) -> Error {
    Code::NotABackup.refusal().into()
}

fn damaged(_: std::io::Error) -> Error {
    Code::BackupIsDamaged.refusal().into()
}

#[cfg(test)]
mod tests {
    use tar::{Builder, Header};

    use super::*;

    #[test]
    fn a_header_that_names_what_follows_it_is_no_entry_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wijkboek-backup");
        let mut tar = Builder::new(File::create_new(&path).unwrap());
        let mut header = Header::new_gnu();
        header.set_size(2);
        header.set_cksum();
        // So long a name stands in an entry of its own before the one that it names.
        let long = "manifest".repeat(20);
        tar.append_data(&mut header, long, b"{}".as_slice())
            .unwrap();
        tar.into_inner().unwrap();
        for outcome in [peek(&path), inspect(&path)] {
            let code = outcome.err().and_then(|error| error.code());
            assert_eq!(code, Some(Code::NotABackup));
        }
    }
}

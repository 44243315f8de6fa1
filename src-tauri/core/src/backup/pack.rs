//! Making a backup: copy, pack, sync, read back, open.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
};

use sha2::{Digest as _, Sha256};
use tar::{Builder, Header};

use super::{Manifest, unpack};
use crate::kernel::{Book, Code, Error, Result, begin, beside, folder, put_in_place, sync_folder};

/// Makes a backup of an open book in a new file and verifies it.
///
/// # Errors
/// `Code::FileExists`, `Code::FolderNotFound`, `Code::FolderIsReadOnly`, `Code::DiskIsFull`,
/// `Code::Stopped`, or what the disk said; then no file is left.
pub fn make(book: &mut Book, target: &Path) -> Result<Manifest> {
    if target.exists() {
        let name = target
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        return Code::FileExists.with("name", name).refuse();
    }
    let (copy, packed) = (beside(target, "database.part"), beside(target, "part"));
    // Leftovers of a try that was cut off.
    drop(fs::remove_file(&copy));
    drop(fs::remove_file(&packed));
    drop(begin(&packed)?);
    fs::remove_file(&packed)?;
    let outcome = try_make(book, target, &copy, &packed);
    drop(fs::remove_file(&copy));
    drop(fs::remove_file(&packed));
    outcome
}

fn try_make(book: &mut Book, target: &Path, copy: &Path, packed: &Path) -> Result<Manifest> {
    let ready = |book: &Book, steps| book.read(|reader| reader.progress().step(steps, 3));
    ready(book, 0)?;
    book.maintain(|upkeep| upkeep.copy(copy))?;
    ready(book, 1)?;
    let mut manifest = Manifest::new(
        book.id(),
        folder::shown(book.folder()),
        book.ambient().now(),
    );
    if let Some(last) = book.read(|reader| reader.audit(1))?.first() {
        manifest.last_act = last.sequence;
        manifest.last_act_at = Some(last.recorded_at);
    }
    (manifest.database_bytes, manifest.database_sha256) = digest(copy)?;
    pack(
        &manifest,
        &fs::read(folder::keys(book.folder()))?,
        copy,
        packed,
    )?;
    ready(book, 2)?;
    let read_back = unpack::inspect(packed)?;
    if read_back != manifest {
        return Err(Error::broken("a backup reads back differently"));
    }
    put_in_place(packed, target)?;
    sync_folder(target.parent().unwrap_or_else(|| Path::new(".")))?;
    Ok(manifest)
}

fn pack(manifest: &Manifest, keys: &[u8], database: &Path, target: &Path) -> Result<()> {
    let mut tar = Builder::new(File::create_new(target)?);
    let time = u64::try_from(manifest.made_at.timestamp()).unwrap_or(0);
    let manifest = serde_json::to_vec_pretty(manifest)?;
    append(
        &mut tar,
        unpack::MANIFEST,
        manifest.len() as u64,
        time,
        manifest.as_slice(),
    )?;
    append(&mut tar, folder::KEYS, keys.len() as u64, time, keys)?;
    let file = File::open(database)?;
    append(
        &mut tar,
        folder::DATABASE,
        file.metadata()?.len(),
        time,
        file,
    )?;
    let mut file = tar.into_inner()?;
    file.flush()?;
    file.sync_all()?;
    Ok(())
}

fn append(
    tar: &mut Builder<File>,
    name: &str,
    size: u64,
    time: u64,
    bytes: impl std::io::Read,
) -> Result<()> {
    let mut header = Header::new_gnu();
    header.set_size(size);
    header.set_mtime(time);
    header.set_mode(0o600);
    header.set_cksum();
    tar.append_data(&mut header, name, bytes)
        .map_err(Error::from)
}

fn digest(path: &Path) -> Result<(u64, String)> {
    let mut hasher = HashWriter(Sha256::new());
    let bytes = std::io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok((bytes, hex::encode(hasher.0.finalize())))
}

/// Lets bytes be hashed as they are copied.
pub(super) struct HashWriter(pub Sha256);

impl std::io::Write for HashWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

//! What the shim wrote down, record by record: a letter, a number, and three byte strings, each
//! after its length.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Something that a process did to a file, in the order in which it did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A file that was not there before.
    Created(PathBuf),
    /// Bytes at a place.
    Written(PathBuf, usize, Vec<u8>),
    /// Another length.
    Resized(PathBuf, usize),
    /// A file or folder is on the disk.
    Synced(PathBuf),
    /// Another name.
    Renamed(PathBuf, PathBuf),
    /// Two names that were exchanged.
    Exchanged(PathBuf, PathBuf),
    /// A second name.
    Linked(PathBuf, PathBuf),
    /// A name less.
    Removed(PathBuf),
    /// A folder that was not there before.
    FolderMade(PathBuf),
    /// A folder less.
    FolderRemoved(PathBuf),
    /// What was said on standard output.
    Told(Vec<u8>),
}

/// Reads a log. A record that was cut off ends it.
///
/// # Errors
/// What the disk said, in words.
pub fn read_log(path: &Path) -> Result<Vec<Event>, String> {
    let bytes = fs::read(path).map_err(|error| format!("no log: {error}"))?;
    let mut rest = bytes.as_slice();
    let mut events = Vec::new();
    while let Some(event) = next(&mut rest) {
        events.push(event);
    }
    Ok(events)
}

fn next(rest: &mut &[u8]) -> Option<Event> {
    let what = *take(rest, 1)?.first()?;
    let number = u64::from_le_bytes(take(rest, 8)?.try_into().ok()?);
    let number = usize::try_from(number).ok()?;
    let mut lengths = [0; 3];
    for length in &mut lengths {
        *length = u32::from_le_bytes(take(rest, 4)?.try_into().ok()?) as usize;
    }
    let path = |bytes: &[u8]| PathBuf::from(String::from_utf8_lossy(bytes).into_owned());
    let one = path(take(rest, lengths[0])?);
    let other = path(take(rest, lengths[1])?);
    let bytes = take(rest, lengths[2])?;
    Some(match what {
        b'c' => Event::Created(one),
        b'w' => Event::Written(one, number, bytes.to_vec()),
        b't' => Event::Resized(one, number),
        b's' => Event::Synced(one),
        b'r' => Event::Renamed(one, other),
        b'x' => Event::Exchanged(one, other),
        b'l' => Event::Linked(one, other),
        b'u' => Event::Removed(one),
        b'm' => Event::FolderMade(one),
        b'd' => Event::FolderRemoved(one),
        b'a' => Event::Told(bytes.to_vec()),
        _ => return None,
    })
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

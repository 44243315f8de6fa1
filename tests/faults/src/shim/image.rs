//! A disk that loses its power. It is fed what a process did, and gives back what may be found on
//! it afterwards: what was synced is there; what was not may be there, in any order, in part, or
//! torn within a write at every 512 bytes. A name is there when its folder was synced; names that
//! were not come back in the order in which they were made, as a journalling file system does it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use super::Event;
use crate::stage::Dice;

/// A disk writes so many bytes at once.
const SECTOR: usize = 512;

/// The files under one folder: what is on the disk, and what is only on its way there.
#[derive(Clone)]
pub struct Disk {
    root: PathBuf,
    files: Vec<File>,
    /// Names as the process sees them.
    names: BTreeMap<PathBuf, usize>,
    /// Names that are on the disk.
    durable: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
    durable_folders: BTreeSet<PathBuf>,
    /// Changes of names that are on their way.
    renaming: Vec<Naming>,
}

#[derive(Clone, Default)]
struct File {
    durable: Vec<u8>,
    waiting: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Written(usize, Vec<u8>),
    Resized(usize),
}

/// One change of names; all of it happens or nothing.
#[derive(Clone, Default)]
struct Naming {
    added: Option<(PathBuf, usize)>,
    removed: Option<PathBuf>,
    folder_made: Option<PathBuf>,
    folder_removed: Option<PathBuf>,
    exchanged: Option<(PathBuf, PathBuf)>,
}

impl Disk {
    /// A disk on which everything in `root` stands safely.
    ///
    /// # Errors
    /// What the disk said.
    pub fn of(root: &Path) -> io::Result<Self> {
        let mut disk = Self {
            root: root.to_path_buf(),
            files: Vec::new(),
            names: BTreeMap::new(),
            durable: BTreeMap::new(),
            folders: BTreeSet::new(),
            durable_folders: BTreeSet::new(),
            renaming: Vec::new(),
        };
        disk.take_in(root)?;
        disk.durable.clone_from(&disk.names);
        disk.durable_folders.clone_from(&disk.folders);
        Ok(disk)
    }

    fn take_in(&mut self, folder: &Path) -> io::Result<()> {
        self.folders.insert(folder.to_path_buf());
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.take_in(&path)?;
            } else {
                self.names.insert(path.clone(), self.files.len());
                self.files.push(File {
                    durable: fs::read(&path)?,
                    waiting: Vec::new(),
                });
            }
        }
        Ok(())
    }

    /// Does what the process did next.
    pub fn feed(&mut self, event: &Event) {
        match event {
            Event::Created(path) => {
                self.files.push(File::default());
                let file = self.files.len() - 1;
                self.add(path, file);
            }
            Event::Written(path, at, bytes) => {
                self.change(path, Change::Written(*at, bytes.clone()));
            }
            Event::Resized(path, length) => self.change(path, Change::Resized(*length)),
            Event::Synced(path) => self.sync(path),
            Event::Renamed(from, to) => {
                if let Some(file) = self.names.remove(from) {
                    self.names.insert(to.clone(), file);
                    self.renaming.push(Naming {
                        added: Some((to.clone(), file)),
                        removed: Some(from.clone()),
                        ..Naming::default()
                    });
                } else if self.folders.contains(from) {
                    self.rename_folder(from, to);
                }
            }
            Event::Exchanged(one, other) => {
                let naming = Naming {
                    exchanged: Some((one.clone(), other.clone())),
                    ..Naming::default()
                };
                naming.apply(&mut self.names, &mut self.folders);
                self.renaming.push(naming);
            }
            Event::Linked(from, to) => {
                if let Some(file) = self.names.get(from).copied() {
                    self.add(to, file);
                }
            }
            Event::Removed(path) => {
                self.names.remove(path);
                self.renaming.push(Naming {
                    removed: Some(path.clone()),
                    ..Naming::default()
                });
            }
            Event::FolderMade(path) => {
                self.folders.insert(path.clone());
                self.renaming.push(Naming {
                    folder_made: Some(path.clone()),
                    ..Naming::default()
                });
            }
            Event::FolderRemoved(path) => {
                self.folders.remove(path);
                self.renaming.push(Naming {
                    folder_removed: Some(path.clone()),
                    ..Naming::default()
                });
            }
            Event::Told(_) => {}
        }
    }

    fn add(&mut self, path: &Path, file: usize) {
        self.names.insert(path.to_path_buf(), file);
        self.renaming.push(Naming {
            added: Some((path.to_path_buf(), file)),
            ..Naming::default()
        });
    }

    /// A folder takes all that is in it along, at once.
    fn rename_folder(&mut self, from: &Path, to: &Path) {
        let moved = |path: &Path| path.strip_prefix(from).ok().map(|rest| to.join(rest));
        self.renaming.push(Naming {
            folder_made: Some(to.to_path_buf()),
            folder_removed: Some(from.to_path_buf()),
            ..Naming::default()
        });
        let within = |path: &&PathBuf| path.starts_with(from);
        let inside: Vec<PathBuf> = self.names.keys().filter(within).cloned().collect();
        for path in inside {
            if let (Some(file), Some(new)) = (self.names.remove(&path), moved(&path)) {
                self.names.insert(new, file);
            }
        }
        let inside: Vec<PathBuf> = self.folders.iter().filter(within).cloned().collect();
        for path in inside {
            self.folders.remove(&path);
            self.folders.extend(moved(&path));
        }
    }

    fn change(&mut self, path: &Path, change: Change) {
        if let Some(file) = self
            .names
            .get(path)
            .and_then(|file| self.files.get_mut(*file))
        {
            file.waiting.push(change);
        }
    }

    fn sync(&mut self, path: &Path) {
        if let Some(file) = self
            .names
            .get(path)
            .and_then(|file| self.files.get_mut(*file))
        {
            for change in std::mem::take(&mut file.waiting) {
                apply(&mut file.durable, &change);
            }
            return;
        }
        let waiting = std::mem::take(&mut self.renaming);
        let (done, waiting) = waiting.into_iter().partition(|naming| naming.is_in(path));
        self.renaming = waiting;
        for naming in done {
            naming.apply(&mut self.durable, &mut self.durable_folders);
        }
    }

    /// What may be found after the power went, written into an empty folder.
    ///
    /// # Errors
    /// What the disk said.
    pub fn lose_power(&self, dice: &mut Dice, into: &Path) -> io::Result<()> {
        let (mut names, mut folders) = (self.durable.clone(), self.durable_folders.clone());
        let kept = dice.place(self.renaming.len() + 1);
        for naming in &self.renaming[..kept] {
            naming.apply(&mut names, &mut folders);
        }
        let style = dice.below(5);
        for folder in &folders {
            if let Ok(inside) = folder.strip_prefix(&self.root) {
                fs::create_dir_all(into.join(inside))?;
            }
        }
        for (path, file) in names {
            let there = path.parent().is_some_and(|folder| folders.contains(folder));
            let (Ok(inside), Some(file), true) =
                (path.strip_prefix(&self.root), self.files.get(file), there)
            else {
                continue;
            };
            fs::write(into.join(inside), file.survives(style, dice))?;
        }
        Ok(())
    }
}

impl File {
    /// What is left of it: nothing that waited, a beginning, all, some, or torn parts.
    fn survives(&self, style: u64, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        let beginning = dice.place(self.waiting.len() + 1);
        for (number, change) in self.waiting.iter().enumerate() {
            match (style, change) {
                (0, _) => {}
                (1, _) if number >= beginning => {}
                (3, _) if dice.per_cent(50) => {}
                (4, Change::Written(at, written)) => {
                    for (sector, part) in written.chunks(SECTOR).enumerate() {
                        if dice.per_cent(50) {
                            let at = at + sector * SECTOR;
                            apply(&mut bytes, &Change::Written(at, part.to_vec()));
                        }
                    }
                }
                _ => apply(&mut bytes, change),
            }
        }
        bytes
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Written(at, written) => {
            let end = at + written.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[*at..end].copy_from_slice(written);
        }
        Change::Resized(length) => bytes.resize(*length, 0),
    }
}

impl Naming {
    /// Whether syncing this folder makes the change durable.
    fn is_in(&self, folder: &Path) -> bool {
        let added = self.added.as_ref().map(|(path, _)| path);
        [
            added,
            self.removed.as_ref(),
            self.folder_made.as_ref(),
            self.folder_removed.as_ref(),
            self.exchanged.as_ref().map(|(one, _)| one),
            self.exchanged.as_ref().map(|(_, other)| other),
        ]
        .into_iter()
        .flatten()
        .any(|path| path.parent() == Some(folder))
    }

    /// Where something stands after a change that moves whole folders.
    fn moved(&self, path: PathBuf) -> PathBuf {
        let within =
            |from: &Path, to: &Path| path.strip_prefix(from).ok().map(|rest| to.join(rest));
        let found = match (&self.exchanged, &self.folder_made, &self.folder_removed) {
            (Some((one, other)), ..) => within(one, other).or_else(|| within(other, one)),
            (None, Some(made), Some(gone)) => within(gone, made),
            _ => None,
        };
        found.unwrap_or(path)
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>, folders: &mut BTreeSet<PathBuf>) {
        let moves = self.folder_made.is_some() && self.folder_removed.is_some();
        if moves || self.exchanged.is_some() {
            *names = std::mem::take(names)
                .into_iter()
                .map(|(path, file)| (self.moved(path), file))
                .collect();
            *folders = std::mem::take(folders)
                .into_iter()
                .map(|path| self.moved(path))
                .collect();
            return;
        }
        if let Some(path) = &self.removed {
            names.remove(path);
        }
        if let Some((path, file)) = &self.added {
            names.insert(path.clone(), *file);
        }
        folders.extend(self.folder_made.clone());
        if let Some(path) = &self.folder_removed {
            folders.remove(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_synced_survives_and_what_was_not_may_go() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        fs::write(root.path().join("old"), "aaaa")?;
        let mut disk = Disk::of(root.path())?;
        let (old, new) = (root.path().join("old"), root.path().join("new"));
        disk.feed(&Event::Written(old.clone(), 0, b"bb".to_vec()));
        disk.feed(&Event::Synced(old.clone()));
        disk.feed(&Event::Written(old.clone(), 2, b"cc".to_vec()));
        disk.feed(&Event::Created(new.clone()));
        disk.feed(&Event::Written(new.clone(), 0, b"dd".to_vec()));
        disk.feed(&Event::Synced(new));
        let mut found = BTreeSet::new();
        for seed in 0..200 {
            let image = tempfile::tempdir()?;
            disk.lose_power(&mut Dice::new(seed), image.path())?;
            let old = fs::read_to_string(image.path().join("old"))?;
            let new = fs::read_to_string(image.path().join("new")).ok();
            found.insert((old, new));
        }
        let found: Vec<_> = found
            .iter()
            .map(|(old, new)| (old.as_str(), new.as_deref()))
            .collect();
        // Synced bytes of a file without a synced name: it is whole, or not there.
        assert_eq!(
            found,
            [
                ("bbaa", None),
                ("bbaa", Some("dd")),
                ("bbcc", None),
                ("bbcc", Some("dd"))
            ]
        );
        Ok(())
    }
}

//! The folder in which the web view keeps what it must keep while it runs. It is emptied when the
//! window opens and when it closes, so that nothing that was on the screen stays on the disk. (A
//! private window would do the same, but switches automation off, and with it the tests.)
//!
//! A lock beside each folder tells whether its window lives. Locks end with their process, so
//! what a crash left behind is swept away at the next start.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// More windows than this at once is not what a desk looks like.
const MOST: u8 = 16;

/// A folder for one window. Dropping it empties it.
pub struct Profile {
    folder: PathBuf,
    // Held for its lock alone.
    _lock: File,
}

impl Profile {
    /// Takes the first free folder under `home` and empties all others that nobody holds.
    ///
    /// # Errors
    /// When `home` cannot be written, or too many windows are open.
    pub fn take(home: &Path) -> io::Result<Self> {
        fs::create_dir_all(home)?;
        let mut taken = None;
        for number in 0..MOST {
            let folder = home.join(number.to_string());
            if taken.is_some() && !folder.exists() {
                continue;
            }
            let lock = File::create(folder.with_extension("lock"))?;
            if lock.try_lock().is_ok() {
                remove(&folder)?;
                taken.get_or_insert(Self {
                    folder,
                    _lock: lock,
                });
            }
        }
        let profile = taken.ok_or(io::ErrorKind::ResourceBusy)?;
        fs::create_dir(&profile.folder)?;
        Ok(profile)
    }

    /// Where the web view may write.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        let _ = remove(&self.folder);
    }
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Profile};
    use std::fs;

    #[test]
    fn a_window_leaves_nothing_but_its_lock_behind() {
        let home = tempfile::tempdir().unwrap();
        let profile = Profile::take(home.path()).unwrap();
        fs::write(profile.folder().join("cookies"), "crumbs").unwrap();
        drop(profile);
        let left: Vec<_> = fs::read_dir(home.path())
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        assert_eq!(left, [home.path().join("0.lock")]);
        assert_eq!(fs::read(home.path().join("0.lock")).unwrap(), b"");
    }

    #[test]
    fn the_next_window_sweeps_up_after_crashes_but_spares_the_living() {
        let home = tempfile::tempdir().unwrap();
        let living = Profile::take(home.path()).unwrap();
        fs::write(living.folder().join("cookies"), "crumbs").unwrap();
        for crashed in ["1", "2"] {
            fs::create_dir(home.path().join(crashed)).unwrap();
            fs::write(
                home.path().join(crashed).join("history"),
                "was on the screen",
            )
            .unwrap();
        }

        let next = Profile::take(home.path()).unwrap();

        assert!(living.folder().join("cookies").exists());
        assert_eq!(next.folder(), home.path().join("1"));
        assert_eq!(fs::read_dir(next.folder()).unwrap().count(), 0);
        assert!(!home.path().join("2").exists());
    }

    #[test]
    fn a_crowd_of_windows_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let all: Vec<_> = (0..MOST)
            .map(|_| Profile::take(home.path()).unwrap())
            .collect();
        assert!(Profile::take(home.path()).is_err());
        drop(all);
        assert!(Profile::take(home.path()).is_ok());
    }
}

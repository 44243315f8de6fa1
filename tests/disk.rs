//! A disk for tests: it tells of itself what the test wants, while the files lie in a temporary
//! folder as ever.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use wijkboek_core::kernel::{Disk, Place};

const MIB: u64 = 1 << 20;

/// Cheap to clone; all clones tell the same.
#[derive(Clone)]
pub struct TestDisk(Arc<Mutex<Told>>);

struct Told {
    place: Place,
    free: u64,
    may_write: bool,
}

impl Default for TestDisk {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Told {
            place: Place::Local,
            free: 100_000 * MIB,
            may_write: true,
        })))
    }
}

impl TestDisk {
    pub fn stands(&self, place: Place) {
        self.0.lock().unwrap().place = place;
    }

    /// So many MiB are free from now on.
    pub fn has(&self, megabytes: u64) {
        self.0.lock().unwrap().free = megabytes * MIB;
    }

    pub fn lets_write(&self, may_write: bool) {
        self.0.lock().unwrap().may_write = may_write;
    }
}

impl Disk for TestDisk {
    fn place(&self, _: &Path) -> Place {
        self.0.lock().unwrap().place.clone()
    }

    fn free(&self, _: &Path) -> Option<u64> {
        Some(self.0.lock().unwrap().free)
    }

    fn may_write(&self, _: &Path) -> bool {
        self.0.lock().unwrap().may_write
    }
}

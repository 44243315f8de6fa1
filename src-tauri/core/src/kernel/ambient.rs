//! The surroundings that the core may not ask for by itself: time, randomness, and what is to be
//! known of the disk.
//!
//! They are handed in when a book is opened, so that tests and the practice book can be exact
//! and so that no rule depends on the machine that happens to run it.

use std::{path::Path, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};

use super::book::{Holder, Place, SystemDisk};

/// Tells what time it is. The core never orders by it: order comes from sequences.
pub trait Clock: Send + Sync {
    /// The present instant, in UTC.
    fn now(&self) -> DateTime<Utc>;
    /// The present day where the desk stands, without a zone.
    fn today(&self) -> NaiveDate;
}

/// Fills bytes that nobody can foretell.
pub trait Entropy: Send + Sync {
    /// Fills the whole of `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// Tells of the disk that a folder stands on.
pub trait Disk: Send + Sync {
    /// What kind of place the folder is.
    fn place(&self, folder: &Path) -> Place;
    /// How many bytes may still be written there; nothing where the system does not say.
    fn free(&self, folder: &Path) -> Option<u64>;
    /// Whether this file or folder may be written in.
    fn may_write(&self, path: &Path) -> bool;
}

/// Clock, randomness and disk together, as every book carries them.
#[derive(Clone)]
pub struct Ambient {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    disk: Arc<dyn Disk>,
    holder: Option<Arc<Holder>>,
}

impl Ambient {
    /// Hands in a clock and a source of randomness. The disks are those of this computer.
    pub fn new(clock: impl Clock + 'static, entropy: impl Entropy + 'static) -> Self {
        Self {
            clock: Arc::new(clock),
            entropy: Arc::new(entropy),
            disk: Arc::new(SystemDisk),
            holder: None,
        }
    }

    /// The same with other disks.
    #[must_use]
    pub fn with_disk(mut self, disk: impl Disk + 'static) -> Self {
        self.disk = Arc::new(disk);
        self
    }

    /// The same, saying who works with the books.
    #[must_use]
    pub fn held_by(mut self, holder: Holder) -> Self {
        self.holder = Some(Arc::new(holder));
        self
    }

    /// Who works with the books, if that was said.
    #[must_use]
    pub fn holder(&self) -> Option<&Holder> {
        self.holder.as_deref()
    }

    /// What is known of the disks.
    #[must_use]
    pub fn disk(&self) -> &dyn Disk {
        self.disk.as_ref()
    }

    /// The present instant, in UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The present day where the desk stands.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// Fills `bytes` with random ones.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.entropy.fill(bytes);
    }

    /// `N` random bytes.
    #[must_use]
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// A new UUID, version 7: it sorts by the time of making and holds nothing else.
    #[must_use]
    pub fn uuid(&self) -> uuid::Uuid {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid()
    }
}

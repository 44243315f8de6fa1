//! How far long work has come, and whether it should stop. Shared between the thread that works
//! and the one that answers for it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use super::{Code, Result};

/// A counter that many may look at and one moves on.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    done: AtomicU64,
    total: AtomicU64,
    stop: AtomicBool,
}

impl Progress {
    /// Tells that `done` of `total` pieces are ready.
    ///
    /// # Errors
    /// `Code::Stopped` when the person asked for it: the caller gives up its transaction.
    pub fn step(&self, done: usize, total: usize) -> Result<()> {
        self.shared.done.store(done as u64, Ordering::Relaxed);
        self.shared.total.store(total as u64, Ordering::Relaxed);
        if self.stops() {
            Code::Stopped.refuse()
        } else {
            Ok(())
        }
    }

    /// Whether somebody asked the work to stop.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.shared.stop.load(Ordering::Relaxed)
    }

    /// How many pieces are ready, of how many.
    #[must_use]
    pub fn now(&self) -> (u64, u64) {
        (
            self.shared.done.load(Ordering::Relaxed),
            self.shared.total.load(Ordering::Relaxed),
        )
    }

    /// Asks the work to stop at its next step.
    pub fn stop(&self) {
        self.shared.stop.store(true, Ordering::Relaxed);
    }
}

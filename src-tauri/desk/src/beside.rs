//! Work beside the desk. What takes long (a copy, a check of one) is begun on the desk's thread,
//! carried out on another, and ended on the desk's thread again; the desk answers other questions
//! meanwhile. Who calls decides: the window's counter has a thread for it, `wijk` and the tests
//! carry it out at once.
//!
//! There is one such work at a time, from its beginning until its ending has run: what it staged
//! beside the book stands so long. It may hold the key of the book, so whoever lets go of the book
//! stops it first and waits until it is gone.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use serde_json::Value;
use uuid::Uuid;
use wijkboek_core::kernel::{Failure, Progress, Result};

use crate::entry::{Ending, Labour};

/// What came of a question.
pub enum Begun {
    /// Its answer.
    Answered(Result<Value, Failure>),
    /// Work to be carried out, after which `Desk::end` gives the answer.
    Beside(Work),
}

/// Work that was begun. Carry it out on any thread.
pub struct Work {
    pub(crate) command: String,
    pub(crate) job_id: Option<Uuid>,
    pub(crate) labour: Labour<Value>,
    pub(crate) progress: Progress,
    pub(crate) at_work: AtWork,
    pub(crate) going: Going,
}

/// Work that was carried out, to be handed to `Desk::end`.
pub struct Done {
    pub(crate) command: String,
    pub(crate) job_id: Option<Uuid>,
    pub(crate) outcome: Result<Ending<Value>>,
    pub(crate) going: Going,
}

/// Held from the beginning of work until its ending has run. The desk only looks whether anybody
/// holds it, so work that falls over on the way is over as well.
pub(crate) type Going = Arc<()>;

impl Work {
    /// Carries it out.
    #[must_use]
    pub fn carry_out(self) -> Done {
        let outcome = (self.labour)(&self.progress);
        // The labour has gone by now, and with it every key that it held.
        drop(self.at_work);
        Done {
            command: self.command,
            job_id: self.job_id,
            outcome,
            going: self.going,
        }
    }
}

/// The desk's end of work that is going on.
#[derive(Clone)]
pub(crate) struct Running {
    progress: Progress,
    over: Arc<(Mutex<bool>, Condvar)>,
}

/// The worker's end: says that it is over when it goes, also when it falls over.
pub(crate) struct AtWork(Arc<(Mutex<bool>, Condvar)>);

impl Running {
    pub fn new(progress: Progress) -> (Self, AtWork) {
        let over = Arc::default();
        let at_work = AtWork(Arc::clone(&over));
        (Self { progress, over }, at_work)
    }

    /// Asks it to stop, and waits until it is over.
    pub fn stop(&self) {
        self.progress.stop();
        let (over, changed) = &*self.over;
        let over = over.lock().unwrap_or_else(PoisonError::into_inner);
        drop(
            changed
                .wait_while(over, |over| !*over)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        let (over, changed) = &*self.0;
        *over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        changed.notify_all();
    }
}

/// Kept with an open book: when the book goes, the work that may hold its key is stopped first.
#[derive(Default)]
pub(crate) struct StopsWork(Option<Running>);

impl StopsWork {
    pub fn when_gone(&mut self, running: Running) {
        self.0 = Some(running);
    }
}

impl Drop for StopsWork {
    fn drop(&mut self) {
        if let Some(running) = &self.0 {
            running.stop();
        }
    }
}

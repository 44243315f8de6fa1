//! Long work by its id: how far it is, and stopping it. Answered beside the desk's own thread, so
//! that the window can ask while the desk is busy.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;
use wijkboek_core::kernel::{Ask, Failure, Progress, Result, Role};

use crate::{Envelope, entry::question};

/// The long work that is going on. Cheap to clone; all clones know the same jobs.
#[derive(Debug, Clone, Default)]
pub struct Jobs(Arc<Mutex<HashMap<Uuid, Progress>>>);

/// How far long work is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AskProgress {
    /// The job id that went with the work.
    pub job_id: Uuid,
}

/// Asks long work to stop; it gives up its transaction, so nothing of it stays.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct StopJob {
    /// The job id that went with the work.
    pub job_id: Uuid,
}

/// How many pieces are ready, of how many; zero of zero when nothing of that id is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct JobProgress {
    /// Ready.
    pub done: u64,
    /// In all.
    pub total: u64,
}

impl Ask for AskProgress {
    const NAME: &'static str = "job.progress";
    const ROLE: Role = Role::Reader;
    type Answer = JobProgress;
}

impl Ask for StopJob {
    const NAME: &'static str = "job.stop";
    const ROLE: Role = Role::Reader;
    type Answer = JobProgress;
}

impl Jobs {
    /// Answers `job.progress` and `job.stop`; nothing for any other command.
    #[must_use]
    pub fn call(&self, envelope: &Envelope) -> Option<Result<Value, Failure>> {
        let answer = match envelope.command.as_str() {
            AskProgress::NAME => question::<AskProgress>(envelope).map(|ask| self.now(ask.job_id)),
            StopJob::NAME => question::<StopJob>(envelope).map(|ask| self.stop(ask.job_id)),
            _ => return None,
        };
        Some(
            answer
                .and_then(|now| Ok(serde_json::to_value(now)?))
                .map_err(Failure::from),
        )
    }

    pub(crate) fn start(&self, job_id: Uuid) -> Progress {
        let progress = Progress::default();
        self.lock().insert(job_id, progress.clone());
        progress
    }

    pub(crate) fn finish(&self, job_id: Uuid) {
        self.lock().remove(&job_id);
    }

    /// How far the work of this id is, to be told by it; to nobody where there is none.
    pub(crate) fn of(&self, job_id: Option<Uuid>) -> Progress {
        let jobs = self.lock();
        job_id
            .and_then(|id| jobs.get(&id).cloned())
            .unwrap_or_default()
    }

    fn now(&self, job_id: Uuid) -> JobProgress {
        let (done, total) = self.lock().get(&job_id).map_or((0, 0), Progress::now);
        JobProgress { done, total }
    }

    fn stop(&self, job_id: Uuid) -> JobProgress {
        if let Some(progress) = self.lock().get(&job_id) {
            progress.stop();
        }
        self.now(job_id)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Progress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

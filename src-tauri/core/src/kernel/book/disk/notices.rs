//! What somebody must be told when a book was opened: not in the way of work, but not to be missed.

use chrono::{DateTime, Duration, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::kernel::{Result, book::Book};

/// Clocks are set right by some seconds all the time; that is nothing to be told.
const LEAST_BEHIND: Duration = Duration::minutes(1);

/// What kind of thing is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A log lay beside a book that was closed in good order; it was set aside unopened.
    ForeignLog,
    /// The clock of this computer stands before the last act in the book.
    ClockBehind,
}

/// Something that was found when the book was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct BookNotice {
    /// What kind of thing it is.
    pub kind: NoticeKind,
    /// The name of the file that was set aside.
    pub name: Option<String>,
    /// What time it is by the clock of this computer.
    pub now: Option<DateTime<Utc>>,
    /// When the last act was recorded.
    pub last: Option<DateTime<Utc>>,
}

impl BookNotice {
    pub(super) fn foreign_log(name: String) -> Self {
        Self {
            kind: NoticeKind::ForeignLog,
            name: Some(name),
            now: None,
            last: None,
        }
    }
}

impl Book {
    /// What was found when the book was opened and was not put away since.
    #[must_use]
    pub fn notices(&self) -> &[BookNotice] {
        &self.health.notices
    }

    /// Somebody read it.
    pub fn put_away(&mut self, kind: NoticeKind) {
        self.health.notices.retain(|notice| notice.kind != kind);
    }

    /// Compares the clock with the last act. Order in the book comes from its sequence, so nothing
    /// goes wrong; but days that are written now would be wrong.
    ///
    /// # Errors
    /// SQLite's answer.
    pub(in crate::kernel::book) fn look_at_the_clock(&mut self) -> Result<()> {
        let last = self.read(|reader| reader.audit(None, 1))?;
        let now = self.ambient.now();
        if let Some(last) = last.first()
            && last.recorded_at.signed_duration_since(now) > LEAST_BEHIND
        {
            self.health.notices.push(BookNotice {
                kind: NoticeKind::ClockBehind,
                name: None,
                now: Some(now),
                last: Some(last.recorded_at),
            });
        }
        Ok(())
    }
}

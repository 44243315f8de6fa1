//! A desk that nobody sits at locks itself. The window counts from the last key or movement of
//! the pointer and tells the desk now and then that somebody is there; the desk counts for itself
//! too and looks whenever it rests, so that a window that forgot to ask leaves nothing open.

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::kernel::{Ask, Result, Role, between};

use crate::{
    BookState, Desk, Entry, Envelope,
    entry::{AtDesk, Kind},
    files::Done,
};

/// Says that somebody is at the desk, though nothing is asked of the book.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct StayOpen {}

impl Ask for StayOpen {
    const NAME: &'static str = "desk.stay_open";
    const ROLE: Role = Role::Reader;
    type Answer = Done;
}

impl AtDesk for StayOpen {
    const KIND: Kind = Kind::Surroundings;

    fn run(self, _: &mut Desk, _: &Envelope) -> Result<Done> {
        Ok(Done {})
    }
}

/// Sets after how many minutes without anybody this computer locks the book.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct LockAfter {
    /// Minutes, 1 to 60.
    pub minutes: u32,
}

impl Ask for LockAfter {
    const NAME: &'static str = "desk.lock_after";
    const ROLE: Role = Role::Manager;
    type Answer = BookState;
}

impl AtDesk for LockAfter {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::NumberOutOfRange`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<BookState> {
        between("minutes", self.minutes, 1, 60)?;
        desk.settings.lock_after_minutes = Some(self.minutes);
        desk.write_settings()?;
        Ok(desk.state())
    }
}

/// So far a clock may go back without anybody having touched it: computers set theirs right.
const SET_RIGHT: TimeDelta = TimeDelta::minutes(-1);

impl Desk {
    /// After how long without anybody the book is locked; never in a practice book, and not where
    /// somebody stands at a terminal.
    pub(crate) fn locks_after(&self) -> Option<TimeDelta> {
        let practice = self.open.as_ref().is_some_and(|open| open.practice);
        if practice {
            return None;
        }
        let after = self.surroundings.lock_after(self.settings.lock_after())?;
        TimeDelta::from_std(after).ok()
    }

    /// Locks the book if nobody was there for so long, or if nobody can tell: the clock was set
    /// back by more than computers do.
    pub(crate) fn lock_if_left(&mut self, now: DateTime<Utc>) {
        let (Some(open), Some(after)) = (&self.open, self.locks_after()) else {
            return;
        };
        let left = now.signed_duration_since(open.seen_at);
        if left >= after || left < SET_RIGHT {
            self.put_away();
        }
    }

    /// Somebody asked something of the book, so somebody is there. What is asked from outside of
    /// it (how far work is, what lies on the desk) the window may ask by itself.
    pub(crate) fn note_presence(&mut self, entry: &Entry) {
        let now = self.ambient().now();
        if let (Some(open), Kind::Read | Kind::Write | Kind::Surroundings) =
            (&mut self.open, entry.kind)
        {
            open.seen_at = now;
        }
    }
}

//! What asks for attention now, and the numbers of the house. All of it is computed when it is
//! asked for, so nothing has to be ticked off and nothing goes on asking when it is done.
//!
//! It reads the rooms through what they tell everybody and holds nothing itself. Sentences are
//! made in the words: here stand only names, days and counts.

mod agreements;
mod support;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use agreements::AgreementSubject;
pub use support::{Support, SupportQuarter};

use crate::agreements::{LastContact, ReviewId, ScenarioId};
use crate::centre::{self, TellComputer};
use crate::import;
use crate::kernel::{Ask, Reader, Result, Role};
use crate::privacy::{
    erasure::{self, ErasureCounts, ListErasures},
    terms::{self, ListPassed},
};

/// After so many days a copy of the book is old, and after twice as many it is late.
const COPY_DAYS: i64 = 7;
const COPY_LATE_DAYS: i64 = 14;

/// What asks for attention today, and the numbers of the house.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetToday {}

/// What asks for attention today, and the numbers of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Today {
    /// The day at the desk.
    pub day: NaiveDate,
    /// What asks for attention: what is late first, and the oldest of that.
    pub items: Vec<TodayItem>,
    /// Who stands behind the enterprise.
    pub support: Support,
}

/// Something that asks for attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct TodayItem {
    /// How pressing it is.
    pub tone: Tone,
    /// The day that it is about.
    pub day: NaiveDate,
    /// What it is.
    #[serde(flatten)]
    pub what: Attention,
}

/// How pressing something is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// The day has passed.
    Late,
    /// The day is near.
    Soon,
    /// Good to know.
    Info,
}

/// What asks for attention, with the names, days and counts of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Attention {
    /// People should have spoken.
    ContactOverdue {
        /// The agreement.
        agreement: AgreementSubject,
        /// The agreed rhythm.
        weeks: u32,
        /// Days since they should have.
        days: i64,
        /// The last time.
        last: Option<LastContact>,
    },
    /// People should speak soon.
    ContactDue {
        /// The agreement.
        agreement: AgreementSubject,
        /// The agreed rhythm.
        weeks: u32,
        /// Days until then.
        days: i64,
        /// The last time.
        last: Option<LastContact>,
    },
    /// Notice can still be given, not for long.
    NoticeEnds {
        /// The agreement.
        agreement: AgreementSubject,
        /// Days until the last one, that one not counted.
        days: i64,
        /// The first day without the agreement.
        ends_on: NaiveDate,
    },
    /// Notice cannot be given any more.
    NoticePassed {
        /// The agreement.
        agreement: AgreementSubject,
        /// The first day without the agreement.
        ends_on: NaiveDate,
    },
    /// The agreement ends soon.
    AgreementEnds {
        /// The agreement.
        agreement: AgreementSubject,
        /// Days until the first one without it.
        days: i64,
    },
    /// The agreed end has passed, and nobody wrote down how it went.
    AgreementOver {
        /// The agreement.
        agreement: AgreementSubject,
        /// Days since.
        days: i64,
    },
    /// The scenarios are to be reviewed.
    ReviewDue {
        /// The agreement.
        agreement: AgreementSubject,
        /// Days since they should have been; below zero if that is still to come.
        days: i64,
        /// How many scenarios.
        scenarios: u32,
    },
    /// A review was begun and not closed.
    ReviewOpen {
        /// The agreement.
        agreement: AgreementSubject,
        /// The review.
        review_id: ReviewId,
        /// How many scenarios were looked at.
        looked_at: u32,
        /// How many there are.
        scenarios: u32,
    },
    /// Nobody has looked at a scenario for more than a year.
    ScenarioStale {
        /// The agreement.
        agreement: AgreementSubject,
        /// The scenario.
        scenario_id: ScenarioId,
        /// What it is called.
        scenario: String,
        /// Whole months since somebody looked at it or wrote it.
        months: u32,
    },
    /// Rows of an old list wait for a decision.
    RowsHeld {
        /// How many.
        rows: u32,
    },
    /// People asked to be forgotten, and their thirty days are over.
    ErasureDue {
        /// Can be erased now.
        ready: u32,
        /// Something must be solved first.
        waiting: u32,
    },
    /// Something of former members is kept beyond its term.
    TermsPassed {
        /// How many former members.
        members: u32,
    },
    /// Nobody said how the computer is protected that the book stands on, or not lately.
    ComputerUnsaid {
        /// When it was last said, if it was.
        said_on: Option<NaiveDate>,
    },
    /// The recovery code opens nothing, is known to somebody who left, or was never proven to
    /// stand on paper.
    CodeInDoubt {
        /// Whether another one must be made: this one opens nothing, or somebody who left may know it.
        old: bool,
    },
    /// The copy that the program makes by itself could not be made.
    CopyFailed {
        /// Whether that is because the book or the copy did not read as it should.
        damaged: bool,
    },
    /// No checked copy of the book was made for too long.
    CopyDue {
        /// Days since the last one; nothing if there was none.
        days: Option<i64>,
    },
}

/// What the desk knows that lies outside of a book: its copies and its keys. A practice book has
/// neither.
#[derive(Debug, Clone, Copy)]
pub struct Outside {
    /// When the last checked copy was made.
    pub copied_on: Option<NaiveDate>,
    /// Since when there is something to copy.
    pub since: NaiveDate,
    /// Whether the last copy that was to come by itself failed, and whether of damage.
    pub copy_failed: Option<bool>,
    /// Whether the recovery code is to be proven, and then whether rather to be made anew.
    pub code_in_doubt: Option<bool>,
}

impl Ask for GetToday {
    const NAME: &'static str = "today.get";
    const ROLE: Role = Role::Reader;
    type Answer = Today;
}

/// What asks for attention on the present day of somebody with this role: what only a manager can
/// settle is told to managers. Without what lies `outside` nothing is said of that, nor of the
/// computer.
///
/// # Errors
/// What a room refuses.
pub fn today(reader: &Reader, role: Role, outside: Option<Outside>) -> Result<Today> {
    let day = reader.today();
    let mut items = agreements::items(reader, day)?;
    items.extend(rows_held(reader, day)?);
    if role.covers(ListErasures::ROLE) {
        items.extend(erasure_due(reader, day)?);
    }
    if role.covers(ListPassed::ROLE) {
        items.extend(terms_passed(reader, day)?);
    }
    if let Some(outside) = outside {
        items.extend(outside.copy_due(day));
        items.extend(outside.copy_failed(day));
        // What is only practised with needs no protection either.
        if role.covers(TellComputer::ROLE) {
            items.extend(outside.code_in_doubt(day));
            items.extend(computer_unsaid(reader, day)?);
        }
    }
    items.sort_by_key(|item| (item.tone, item.day));
    Ok(Today {
        day,
        items,
        support: support::support(reader, day)?,
    })
}

fn rows_held(reader: &Reader, day: NaiveDate) -> Result<Option<TodayItem>> {
    let rows = import::count_held(reader)?;
    Ok((rows > 0).then_some(TodayItem {
        tone: Tone::Soon,
        day,
        what: Attention::RowsHeld { rows },
    }))
}

fn erasure_due(reader: &Reader, day: NaiveDate) -> Result<Option<TodayItem>> {
    let ErasureCounts { ready, waiting } = erasure::counts(reader)?;
    Ok((ready > 0 || waiting > 0).then_some(TodayItem {
        tone: Tone::Soon,
        day,
        what: Attention::ErasureDue { ready, waiting },
    }))
}

fn terms_passed(reader: &Reader, day: NaiveDate) -> Result<Option<TodayItem>> {
    let members = terms::count(reader)?;
    Ok((members > 0).then_some(TodayItem {
        tone: Tone::Soon,
        day,
        what: Attention::TermsPassed { members },
    }))
}

fn computer_unsaid(reader: &Reader, day: NaiveDate) -> Result<Option<TodayItem>> {
    let said = centre::computer(reader)?;
    Ok(centre::is_to_be_asked(said, day).then(|| TodayItem {
        tone: Tone::Info,
        day,
        what: Attention::ComputerUnsaid {
            said_on: said.map(|said| said.said_on),
        },
    }))
}

impl Outside {
    fn code_in_doubt(self, day: NaiveDate) -> Option<TodayItem> {
        self.code_in_doubt.map(|old| TodayItem {
            tone: Tone::Soon,
            day,
            what: Attention::CodeInDoubt { old },
        })
    }

    fn copy_failed(self, day: NaiveDate) -> Option<TodayItem> {
        self.copy_failed.map(|damaged| TodayItem {
            tone: Tone::Late,
            day,
            what: Attention::CopyFailed { damaged },
        })
    }

    fn copy_due(self, day: NaiveDate) -> Option<TodayItem> {
        let last = self.copied_on.unwrap_or(self.since);
        let days = days_between(last, day);
        (days > COPY_DAYS).then(|| TodayItem {
            tone: if days > COPY_LATE_DAYS {
                Tone::Late
            } else {
                Tone::Soon
            },
            day: last,
            what: Attention::CopyDue {
                days: self.copied_on.map(|_| days),
            },
        })
    }
}

/// Days from one day to another, below zero if it comes before.
fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

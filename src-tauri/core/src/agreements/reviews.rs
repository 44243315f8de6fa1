//! Reviews: everybody looks at every scenario and says whether it still holds. A review that
//! skipped one cannot be closed, so "reviewed" means what it says.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AgreementId, LookId, ReviewId, ScenarioId, contacts::past_or_today, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write, text};

/// What was found of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It can still go like this.
    StillRight,
    /// Something has changed: the scenario is to be rewritten.
    Changed,
    /// It cannot go like this any more.
    NoLongerPossible,
}

/// Opens a review. Undoing it removes it, as long as nothing was looked at.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct OpenReview {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The day on which people sit together; today if left out.
    pub on: Option<NaiveDate>,
}

/// Looks at one scenario. Looking again is allowed; the last look counts. Undoing it removes the
/// look.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct LookAtScenario {
    /// The open review.
    pub review_id: ReviewId,
    /// The scenario.
    pub scenario_id: ScenarioId,
    /// What was found.
    pub verdict: Verdict,
    /// Why.
    pub note: Option<String>,
    /// The day; today if left out.
    pub on: Option<NaiveDate>,
}

/// Closes a review. Undoing it opens it again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CloseReview {
    /// The open review.
    pub review_id: ReviewId,
    /// What came out of it.
    pub outcome: Option<String>,
    /// The day; today if left out.
    pub on: Option<NaiveDate>,
}

/// A review of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Review {
    /// The review.
    pub review_id: ReviewId,
    /// The day on which it was opened.
    pub opened_on: NaiveDate,
    /// The day on which it was closed; open if nothing.
    pub closed_on: Option<NaiveDate>,
    /// What came out of it.
    pub outcome: Option<String>,
    /// The last look at each scenario, in the order in which they were looked at.
    pub looks: Vec<ScenarioLook>,
}

/// A look at a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ScenarioLook {
    /// The look.
    pub look_id: LookId,
    /// The scenario.
    pub scenario_id: ScenarioId,
    /// The version of it that was looked at.
    pub version: u32,
    /// The title of that version.
    pub title: String,
    /// The day.
    pub looked_on: NaiveDate,
    /// What was found.
    pub verdict: Verdict,
    /// Why.
    pub note: Option<String>,
}

/// What an act on a review leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ReviewReceipt {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The review.
    pub review_id: ReviewId,
}

/// What a look leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct LookReceipt {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The review.
    pub review_id: ReviewId,
    /// The look.
    pub look_id: LookId,
}

/// A look, ready to be kept.
pub(super) struct CheckedLook {
    pub scenario: i64,
    pub version: u32,
    pub looked_on: NaiveDate,
    pub verdict: Verdict,
    pub note: Option<String>,
}

impl Ask for OpenReview {
    const NAME: &'static str = "agreements.open_review";
    const ROLE: Role = Role::Worker;
    type Answer = ReviewReceipt;
}

impl Write for OpenReview {
    /// # Errors
    /// `Code::NotFound`, `Code::AgreementHasEnded`, `Code::DayOutOfRange`, `Code::DayIsToCome`,
    /// `Code::ReviewIsOpen`, in this order.
    fn run(self, tx: &Tx) -> Result<ReviewReceipt> {
        let agreement = store::get(tx, self.agreement_id)?;
        agreement.refuse_if_over(tx.today())?;
        let opened_on = past_or_today(tx, self.on, "on")?;
        if let Some(since) = store::open_review_since(tx, agreement.sequence)? {
            return Code::ReviewIsOpen.with("since", since.to_string()).refuse();
        }
        let review_id = ReviewId::new(tx);
        store::add_review(tx, review_id, agreement.sequence, opened_on)?;
        Ok(ReviewReceipt {
            agreement_id: self.agreement_id,
            review_id,
        })
    }

    fn undo(tx: &Tx, receipt: ReviewReceipt) -> Result<()> {
        let review = store::get_review(tx, receipt.review_id)?;
        if review.closed_on.is_some() || review.looks > 0 {
            return Code::UndoneTooLate.refuse();
        }
        store::remove_review(tx, review.sequence)
    }
}

impl Ask for LookAtScenario {
    const NAME: &'static str = "agreements.look";
    const ROLE: Role = Role::Worker;
    type Answer = LookReceipt;
}

impl Write for LookAtScenario {
    /// # Errors
    /// `Code::NotFound` for the review, `Code::ReviewIsClosed`, `Code::NotFound` for a scenario
    /// that is none of this agreement, `Code::ScenarioWasDropped`, those of the day, then those
    /// of the note.
    fn run(self, tx: &Tx) -> Result<LookReceipt> {
        let review = store::get_review(tx, self.review_id)?;
        review.refuse_if_closed()?;
        let scenario = store::get_scenario(tx, self.scenario_id)?;
        if scenario.agreement_id != review.agreement_id {
            return Code::NotFound.at("scenario_id").refuse();
        }
        scenario.refuse_if_dropped()?;
        let looked_on = review.day_within(tx, self.on)?;
        let note = text::optional_note("note", self.note.as_deref())?;
        let look_id = LookId::new(tx);
        let checked = CheckedLook {
            scenario: scenario.sequence,
            version: scenario.version,
            looked_on,
            verdict: self.verdict,
            note,
        };
        store::add_look(tx, look_id, &review, &checked)?;
        Ok(LookReceipt {
            agreement_id: review.agreement_id,
            review_id: self.review_id,
            look_id,
        })
    }

    fn undo(tx: &Tx, receipt: LookReceipt) -> Result<()> {
        let review = store::get_review(tx, receipt.review_id)?;
        if review.closed_on.is_some() || !store::remove_look(tx, receipt.look_id)? {
            return Code::UndoneTooLate.refuse();
        }
        Ok(())
    }
}

impl Ask for CloseReview {
    const NAME: &'static str = "agreements.close_review";
    const ROLE: Role = Role::Worker;
    type Answer = ReviewReceipt;
}

impl Write for CloseReview {
    /// # Errors
    /// `Code::NotFound`, `Code::ReviewIsClosed`, `Code::ScenariosNotLookedAt` with their titles,
    /// those of the day, then those of the outcome.
    fn run(self, tx: &Tx) -> Result<ReviewReceipt> {
        let review = store::get_review(tx, self.review_id)?;
        review.refuse_if_closed()?;
        let left = store::not_looked_at(tx, review.sequence)?;
        if !left.is_empty() {
            return Code::ScenariosNotLookedAt
                .with("count", left.len())
                .with("titles", left.join(", "))
                .refuse();
        }
        let closed_on = review.day_within(tx, self.on)?;
        let outcome = text::optional_note("outcome", self.outcome.as_deref())?;
        store::close_review(tx, review.sequence, Some(closed_on), outcome.as_deref())?;
        Ok(ReviewReceipt {
            agreement_id: review.agreement_id,
            review_id: self.review_id,
        })
    }

    fn undo(tx: &Tx, receipt: ReviewReceipt) -> Result<()> {
        let review = store::get_review(tx, receipt.review_id)?;
        let open = store::open_review_since(tx, review.agreement)?;
        if review.closed_on.is_none() || open.is_some() {
            return Code::UndoneTooLate.refuse();
        }
        store::close_review(tx, review.sequence, None, None)
    }
}

impl store::KeptReview {
    fn refuse_if_closed(&self) -> Result<()> {
        match self.closed_on {
            None => Ok(()),
            Some(day) => Code::ReviewIsClosed.with("day", day.to_string()).refuse(),
        }
    }

    /// A day of this review: not before it was opened, and not to come.
    fn day_within(&self, tx: &Tx, typed: Option<NaiveDate>) -> Result<NaiveDate> {
        let day = past_or_today(tx, typed, "on")?;
        if day < self.opened_on {
            return Code::DayBeforeReview
                .at("on")
                .with("start", self.opened_on.to_string())
                .refuse();
        }
        Ok(day)
    }
}

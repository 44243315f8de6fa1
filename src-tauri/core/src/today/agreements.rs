//! What agreements ask for today: to speak with each other, to look at the scenarios, to think of
//! the end in time. One row for each of these, never two that say the same.

use chrono::{Datelike as _, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{Attention, TodayItem, Tone, days_between};
use crate::agreements::{self, AgreementId, AgreementStanding, AgreementStatus, ScenarioStanding};
use crate::kernel::{Reader, Result};

/// A review is announced so many days beforehand.
const REVIEW_DAYS: i64 = 14;
/// A scenario that nobody looked at for longer is stale.
const FRESH_MONTHS: u32 = 12;

/// The agreement that something is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AgreementSubject {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// What people call it.
    pub title: String,
    /// The first party.
    pub party: String,
}

pub(super) fn items(reader: &Reader, day: NaiveDate) -> Result<Vec<TodayItem>> {
    let standing = agreements::standing(reader, day)?;
    Ok(standing
        .iter()
        .flat_map(|agreement| of(agreement, day))
        .collect())
}

fn of(agreement: &AgreementStanding, day: NaiveDate) -> Vec<TodayItem> {
    let mut items: Vec<TodayItem> = [contact(agreement, day), end(agreement, day)]
        .into_iter()
        .flatten()
        .collect();
    let review = review(agreement, day);
    let stale = stale(agreement, day);
    // A review that is due looks at the stale scenarios anyway; an open one is seen through them.
    match review {
        Some(item) if matches!(item.what, Attention::ReviewDue { .. }) => items.push(item),
        Some(item) if stale.is_empty() => items.push(item),
        _ => items.extend(stale),
    }
    items
}

fn contact(agreement: &AgreementStanding, day: NaiveDate) -> Option<TodayItem> {
    let due = agreement.days.contact_due?;
    let days = days_between(day, due);
    let weeks = agreement.contact_weeks;
    let last = agreement.last_contact.clone();
    let subject = subject(agreement);
    // The last quarter of the rhythm is near, two weeks at most.
    let near = i64::from(weeks.saturating_mul(7) / 4).min(14);
    let (tone, what) = if days < 0 {
        let what = Attention::ContactOverdue {
            agreement: subject,
            weeks,
            days: days.saturating_neg(),
            last,
        };
        (Tone::Late, what)
    } else {
        let what = Attention::ContactDue {
            agreement: subject,
            weeks,
            days,
            last,
        };
        (Tone::Soon, what)
    };
    (days <= near).then_some(TodayItem {
        tone,
        day: due,
        what,
    })
}

/// The one thing to say about the end of an agreement, if it is time to say anything.
fn end(agreement: &AgreementStanding, day: NaiveDate) -> Option<TodayItem> {
    let ends_on = agreement.days.ends_on?;
    let subject = subject(agreement);
    let days = days_between(day, ends_on);
    let preparation = i64::from(agreement.preparation_weeks.saturating_mul(7));
    if agreement.status == AgreementStatus::Ended {
        let what = Attention::AgreementOver {
            agreement: subject,
            days: days.saturating_neg(),
        };
        return Some(item(Tone::Late, ends_on, what));
    }
    if days <= preparation {
        let what = Attention::AgreementEnds {
            agreement: subject,
            days,
        };
        return Some(item(Tone::Soon, ends_on, what));
    }
    let notice_until = agreement.days.notice_until?;
    let days = days_between(day, notice_until);
    if days < 0 {
        let what = Attention::NoticePassed {
            agreement: subject,
            ends_on,
        };
        return Some(item(Tone::Info, notice_until, what));
    }
    let what = Attention::NoticeEnds {
        agreement: subject,
        days,
        ends_on,
    };
    (days <= preparation).then(|| item(Tone::Soon, notice_until, what))
}

fn review(agreement: &AgreementStanding, day: NaiveDate) -> Option<TodayItem> {
    let scenarios = u32::try_from(agreement.scenarios.len()).unwrap_or(u32::MAX);
    if let Some(open) = &agreement.open_review {
        let what = Attention::ReviewOpen {
            agreement: subject(agreement),
            review_id: open.review_id,
            looked_at: open.looked_at,
            scenarios,
        };
        return Some(item(Tone::Soon, open.opened_on, what));
    }
    let due = agreement.days.review_due?;
    let days = days_between(due, day);
    let tone = if days > 0 { Tone::Late } else { Tone::Soon };
    let what = Attention::ReviewDue {
        agreement: subject(agreement),
        days,
        scenarios,
    };
    (days >= REVIEW_DAYS.saturating_neg()).then(|| item(tone, due, what))
}

fn stale(agreement: &AgreementStanding, day: NaiveDate) -> Vec<TodayItem> {
    if agreement.status == AgreementStatus::Ended {
        return Vec::new();
    }
    let row = |scenario: &ScenarioStanding| {
        let since = scenario.looked_on.unwrap_or(scenario.added_on);
        let months = whole_months(since, day);
        let what = Attention::ScenarioStale {
            agreement: subject(agreement),
            scenario_id: scenario.scenario_id,
            scenario: scenario.title.clone(),
            months,
        };
        (months > FRESH_MONTHS).then(|| item(Tone::Soon, since, what))
    };
    agreement.scenarios.iter().filter_map(row).collect()
}

/// Whole months from one day to a later one.
fn whole_months(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = |day: NaiveDate| {
        i64::from(day.year())
            .saturating_mul(12)
            .saturating_add(i64::from(day.month()))
    };
    let begun = months(to).saturating_sub(months(from));
    let whole = if to.day() < from.day() {
        begun.saturating_sub(1)
    } else {
        begun
    };
    u32::try_from(whole).unwrap_or(0)
}

fn item(tone: Tone, day: NaiveDate, what: Attention) -> TodayItem {
    TodayItem { tone, day, what }
}

fn subject(agreement: &AgreementStanding) -> AgreementSubject {
    let party = agreement.parties.first();
    AgreementSubject {
        agreement_id: agreement.agreement_id,
        title: agreement.title.clone(),
        party: party.map(|party| party.name.clone()).unwrap_or_default(),
    }
}

//! The days of an agreement, computed: status, last day to give notice, our own preparation
//! before that, next contact, next review. Nothing here is stored, so nothing can be forgotten.

use chrono::{Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where an agreement stands on a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum AgreementStatus {
    /// The first day is still to come.
    NotYetStarted,
    /// It holds, and the end is far or not known.
    Running,
    /// It holds, and the weeks to prepare for its end have begun.
    EndingSoon,
    /// It holds no more.
    Ended,
}

/// A term of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// How many weeks or months.
    pub length: u32,
    /// Weeks or months.
    pub unit: NoticeUnit,
}

/// In what a term of notice is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeUnit {
    /// Seven days.
    Weeks,
    /// Calendar months.
    Months,
}

/// What is to happen on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateKind {
    /// The next contact.
    Contact,
    /// The next review.
    Review,
    /// Our own preparation begins.
    Preparation,
    /// The last day to give notice.
    Notice,
    /// The first day without the agreement.
    End,
}

/// A day on which something is to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct DueDate {
    /// What.
    pub kind: DateKind,
    /// When.
    pub day: NaiveDate,
}

/// All days that an agreement asks for. Empty where nothing is asked, or all is over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct AgreementDays {
    /// The day by which the next contact keeps the rhythm.
    pub contact_due: Option<NaiveDate>,
    /// The day by which the next review keeps its rhythm.
    pub review_due: Option<NaiveDate>,
    /// The first day of our own preparation for the end.
    pub preparation_from: Option<NaiveDate>,
    /// The last day on which notice can be given.
    pub notice_until: Option<NaiveDate>,
    /// The first day without the agreement.
    pub ends_on: Option<NaiveDate>,
}

/// What the days are computed from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Basis {
    pub from_day: NaiveDate,
    pub until_day: Option<NaiveDate>,
    pub ended_on: Option<NaiveDate>,
    pub made_on: NaiveDate,
    pub notice: Option<Notice>,
    pub preparation_weeks: u32,
    pub contact_weeks: u32,
    pub review_months: u32,
    pub last_contact: Option<NaiveDate>,
    pub last_review: Option<NaiveDate>,
}

impl Basis {
    /// The first day without the agreement: as it really ended, otherwise as it was agreed.
    pub fn end(&self) -> Option<NaiveDate> {
        self.ended_on.or(self.until_day)
    }

    /// Where the agreement stands on a day.
    pub fn status(&self, day: NaiveDate) -> AgreementStatus {
        if self.end().is_some_and(|end| end <= day) {
            AgreementStatus::Ended
        } else if day < self.from_day {
            AgreementStatus::NotYetStarted
        } else if self.preparation_from().is_some_and(|from| from <= day) {
            AgreementStatus::EndingSoon
        } else {
            AgreementStatus::Running
        }
    }

    /// The days that the agreement asks for, seen from a day. Of one that is over only its end is
    /// left, and not even that once somebody wrote down how it ended.
    pub fn days(&self, day: NaiveDate) -> AgreementDays {
        if self.ended_on.is_some_and(|ended| ended <= day) {
            return AgreementDays::default();
        }
        if self.status(day) == AgreementStatus::Ended {
            return AgreementDays {
                ends_on: self.end(),
                ..AgreementDays::default()
            };
        }
        AgreementDays {
            contact_due: self.contact_due(),
            review_due: self.review_due(),
            preparation_from: self.preparation_from(),
            notice_until: self.notice_until(),
            ends_on: self.end(),
        }
    }

    /// A rhythm begins when the agreement does, or when it came into this book: nobody is late
    /// for what happened before it was written down here.
    fn rhythm_from(&self) -> NaiveDate {
        self.from_day.max(self.made_on)
    }

    fn contact_due(&self) -> Option<NaiveDate> {
        let last = self.last_contact.unwrap_or_else(|| self.rhythm_from());
        last.checked_add_days(weeks(self.contact_weeks))
    }

    fn review_due(&self) -> Option<NaiveDate> {
        let last = self.last_review.unwrap_or_else(|| self.rhythm_from());
        last.checked_add_months(Months::new(self.review_months))
    }

    /// Notice of three months for an end on 1 July is given on 31 March at the latest.
    fn notice_until(&self) -> Option<NaiveDate> {
        let (notice, end) = (self.notice?, self.until_day?);
        if self.ended_on.is_some() {
            return None;
        }
        let begins = match notice.unit {
            NoticeUnit::Weeks => end.checked_sub_days(weeks(notice.length))?,
            NoticeUnit::Months => end.checked_sub_months(Months::new(notice.length))?,
        };
        begins.pred_opt()
    }

    fn preparation_from(&self) -> Option<NaiveDate> {
        self.notice_until()
            .or(self.end())?
            .checked_sub_days(weeks(self.preparation_weeks))
    }
}

impl AgreementDays {
    /// The day that comes first, seen from a day: what is late stands before what is to come, and
    /// a chance that has passed is no longer a date.
    pub(super) fn next(&self, day: NaiveDate) -> Option<DueDate> {
        let to_come = |date: &NaiveDate| day <= *date;
        [
            (DateKind::End, self.ends_on),
            (DateKind::Notice, self.notice_until.filter(to_come)),
            (DateKind::Contact, self.contact_due),
            (DateKind::Review, self.review_due),
            (DateKind::Preparation, self.preparation_from.filter(to_come)),
        ]
        .into_iter()
        .filter_map(|(kind, day)| Some(DueDate { kind, day: day? }))
        .min_by_key(|due| due.day)
    }
}

fn weeks(count: u32) -> Days {
    Days::new(u64::from(count).saturating_mul(7))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn basis() -> Basis {
        Basis {
            from_day: day("2025-01-01"),
            until_day: Some(day("2027-07-01")),
            ended_on: None,
            made_on: day("2025-01-01"),
            notice: Some(Notice {
                length: 3,
                unit: NoticeUnit::Months,
            }),
            preparation_weeks: 8,
            contact_weeks: 8,
            review_months: 12,
            last_contact: None,
            last_review: None,
        }
    }

    #[test]
    fn notice_is_given_a_full_term_before_the_end() {
        for (until, length, unit, expected) in [
            ("2027-07-01", 3, NoticeUnit::Months, "2027-03-31"),
            ("2027-07-01", 4, NoticeUnit::Weeks, "2027-06-02"),
            ("2026-08-31", 6, NoticeUnit::Months, "2026-02-27"),
            ("2028-03-31", 1, NoticeUnit::Months, "2028-02-28"),
        ] {
            let basis = Basis {
                until_day: Some(day(until)),
                notice: Some(Notice { length, unit }),
                ..basis()
            };
            assert_eq!(basis.notice_until(), Some(day(expected)), "{until}");
        }
        let endless = Basis {
            until_day: None,
            ..basis()
        };
        assert_eq!(endless.notice_until(), None);
        let given = Basis {
            ended_on: Some(day("2026-12-01")),
            ..basis()
        };
        assert_eq!(given.notice_until(), None); // There is nothing left to give notice of.
    }

    #[test]
    fn the_status_follows_from_the_day() {
        let preparation = basis().preparation_from();
        assert_eq!(preparation, Some(day("2027-02-03")));
        for (on, expected) in [
            ("2024-12-31", AgreementStatus::NotYetStarted),
            ("2025-01-01", AgreementStatus::Running),
            ("2027-02-02", AgreementStatus::Running),
            ("2027-02-03", AgreementStatus::EndingSoon),
            ("2027-06-30", AgreementStatus::EndingSoon),
            ("2027-07-01", AgreementStatus::Ended),
        ] {
            assert_eq!(basis().status(day(on)), expected, "{on}");
        }
        let stopped = Basis {
            ended_on: Some(day("2026-01-01")),
            ..basis()
        };
        assert_eq!(stopped.status(day("2026-01-01")), AgreementStatus::Ended);
        let went_on = Basis {
            ended_on: Some(day("2028-01-01")),
            ..basis()
        };
        assert_eq!(
            went_on.status(day("2027-12-31")),
            AgreementStatus::EndingSoon
        );
        let endless = Basis {
            until_day: None,
            ..basis()
        };
        assert_eq!(endless.status(day("2099-01-01")), AgreementStatus::Running);
    }

    #[test]
    fn a_rhythm_counts_from_the_last_time_and_first_from_this_book() {
        let fresh = Basis {
            made_on: day("2026-11-23"),
            ..basis()
        };
        let days = fresh.days(day("2026-11-23"));
        assert_eq!(days.contact_due, Some(day("2027-01-18")));
        assert_eq!(days.review_due, Some(day("2027-11-23")));
        let kept = Basis {
            last_contact: Some(day("2026-09-18")),
            last_review: Some(day("2025-09-18")),
            ..fresh
        };
        let days = kept.days(day("2026-11-23"));
        assert_eq!(days.contact_due, Some(day("2026-11-13")));
        assert_eq!(days.review_due, Some(day("2026-09-18")));
        let next = days.next(day("2026-11-23"));
        assert_eq!(next.map(|due| due.kind), Some(DateKind::Review));
    }

    #[test]
    fn what_is_over_asks_for_nothing_but_to_be_closed() {
        let days = basis().days(day("2027-07-01"));
        assert_eq!((days.contact_due, days.review_due), (None, None));
        let next = days.next(day("2027-07-01"));
        assert_eq!(next.map(|due| due.kind), Some(DateKind::End));
        let closed = Basis {
            ended_on: Some(day("2027-07-01")),
            ..basis()
        };
        assert_eq!(closed.days(day("2027-07-01")), AgreementDays::default());
    }

    proptest! {
        #[test]
        fn notice_on_the_last_day_never_falls_short(
            offset in 0u64..40_000, length in 1u32..=60, months: bool,
        ) {
            let end = day("2000-01-01").checked_add_days(Days::new(offset)).unwrap();
            let unit = if months { NoticeUnit::Months } else { NoticeUnit::Weeks };
            let basis = Basis {
                until_day: Some(end), notice: Some(Notice { length, unit }), ..basis()
            };
            let first_full_day = basis.notice_until().unwrap().succ_opt().unwrap();
            let runs_out = match unit {
                NoticeUnit::Weeks => first_full_day.checked_add_days(weeks(length)),
                NoticeUnit::Months => first_full_day.checked_add_months(Months::new(length)),
            };
            prop_assert!(runs_out.unwrap() <= end);
        }
    }
}

//! Which of the copies that the program keeps by itself may go: all of the last two days stay, then
//! one a day for a week, one a week for five weeks, one a month for a year. A function of days and
//! nothing else. It never asks how much room there is: a full disk is no reason to lose a copy.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, Duration, Utc};

/// A copy, as far as keeping it is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Whether it was checked.
    pub checked: bool,
}

const ALL: Duration = Duration::days(2);
const DAILY: usize = 7;
const WEEKLY: usize = 5;
const MONTHLY: usize = 12;

/// The places in the list of those that may go. Order does not matter.
///
/// Nothing goes while no newer copy was checked, so the last checked one always stays; what was
/// never checked takes nobody's place.
#[must_use]
pub fn may_go(copies: &[Kept], now: DateTime<Utc>) -> Vec<usize> {
    let Some(newest) = copies
        .iter()
        .filter(|copy| copy.checked)
        .max_by_key(|copy| copy.made_at)
    else {
        return Vec::new();
    };
    let mut order: Vec<usize> = (0..copies.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(copies.get(*place).map(|copy| copy.made_at)));
    let (mut days, mut weeks, mut months) = (Slots::new(), Slots::new(), Slots::new());
    let mut go = Vec::new();
    for place in order {
        let Some(copy) = copies.get(place) else {
            continue;
        };
        let (day, week) = (copy.made_at.date_naive(), copy.made_at.iso_week());
        // Every row of slots is asked: one copy may be of its day, its week and its month.
        let stays = copy.checked
            && [
                days.takes((day.year(), day.ordinal()), DAILY),
                weeks.takes((week.year(), week.week()), WEEKLY),
                months.takes((day.year(), day.month()), MONTHLY),
            ]
            .contains(&true);
        // A clock that was put back makes copies of the future: they are young.
        let young = now.signed_duration_since(copy.made_at) < ALL;
        if !stays && !young && copy.made_at < newest.made_at {
            go.push(place);
        }
    }
    go
}

/// The days, weeks or months that have their copy, the newest first.
struct Slots(BTreeSet<(i32, u32)>);

impl Slots {
    fn new() -> Self {
        Self(BTreeSet::new())
    }

    /// Whether this is the newest copy of its day, week or month, and there is a slot left.
    fn takes(&mut self, slot: (i32, u32), most: usize) -> bool {
        self.0.len() < most && self.0.insert(slot)
    }
}

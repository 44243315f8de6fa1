//! Which copies are let go of: a function of days, with what must hold whatever the days are.

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use wijkboek_core::backup::{Kept, may_go};

const ALL: Duration = Duration::days(2);

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::days(20_000) - Duration::hours(hours)
}

fn kept(hours: i64) -> Kept {
    Kept {
        made_at: at(hours),
        checked: true,
    }
}

/// What stays after every hour of so many days made its copy and thinned the rest.
fn after(hours: i64) -> Vec<Kept> {
    let mut copies: Vec<Kept> = Vec::new();
    for hour in (0..hours).rev() {
        copies.push(kept(hour));
        let go = may_go(&copies, at(hour));
        let mut place = 0;
        copies.retain(|_| {
            place += 1;
            !go.contains(&(place - 1))
        });
    }
    copies
}

#[test]
fn a_year_of_copies_each_hour_leaves_two_days_a_week_five_weeks_and_twelve_months() {
    let copies = after(400 * 24);
    let young = copies.iter().filter(|copy| at(0) - copy.made_at < ALL);
    assert_eq!(young.count(), 48);
    assert!((60..=75).contains(&copies.len()), "{}", copies.len());
    let oldest = copies.iter().map(|copy| copy.made_at).min().unwrap();
    // The end of the twelfth month, counting the present one.
    assert!(at(0) - oldest > Duration::days(300));
}

#[test]
fn without_a_newer_checked_copy_nothing_goes() {
    let unchecked = |hours| Kept {
        checked: false,
        ..kept(hours)
    };
    let old: Vec<Kept> = (0..40).map(|day| unchecked(1000 + day * 24)).collect();
    assert!(may_go(&old, at(0)).is_empty());
    let mut with_one = old.clone();
    with_one.push(kept(2000));
    let go = may_go(&with_one, at(0));
    assert!(!go.contains(&40), "the last checked one stays");
    assert!(go.iter().all(|place| with_one[*place].made_at < at(2000)));
}

proptest! {
    #[test]
    fn the_newest_checked_and_the_young_stay_and_thinning_twice_is_thinning_once(
        made in prop::collection::vec((-48i64..20_000, any::<bool>()), 0..120),
    ) {
        let copies: Vec<Kept> = made
            .iter()
            .map(|(hours, checked)| Kept { checked: *checked, ..kept(*hours) })
            .collect();
        let go = may_go(&copies, at(0));
        for place in &go {
            prop_assert!(at(0) - copies[*place].made_at >= ALL);
            let newer = |copy: &&Kept| copy.checked && copy.made_at > copies[*place].made_at;
            prop_assert!(copies.iter().find(newer).is_some());
        }
        let stay: Vec<Kept> = copies
            .iter()
            .enumerate()
            .filter(|(place, _)| !go.contains(place))
            .map(|(_, copy)| *copy)
            .collect();
        prop_assert!(may_go(&stay, at(0)).is_empty());
    }
}

//! What may be told of a table without giving anybody away. Pure functions, so that a test can try
//! every small population against somebody who knows them.
//!
//! Each count is told on its own, rounded down to a multiple of five, and nothing that is told lets
//! a count be narrowed any further: of every count told, each of the five numbers that it stands
//! for stays possible. That is why there are no totals, and why the two things told beyond the
//! counts (there are enough members; the small ones together) have conditions of their own.

use std::collections::BTreeMap;

use super::format::{COUNT_STEP, Count, Hours, LEAST_CONTRIBUTORS, LEAST_MEMBERS};

/// The most that a count told as 0 can be.
const MOST_HIDDEN: u32 = COUNT_STEP - 1;

/// Whether the members are many enough for tables.
///
/// Twenty members are asked for. To tell that there are twenty tells something of each count: by
/// the counts alone there might be fewer. So the counts told must allow for twenty even where one
/// of them stands for its least. Where they do not, there are fewer than 25 members in truth.
pub fn enough_members(kinds: &[u32]) -> bool {
    let members = sum(kinds);
    let told = sum(&told(kinds));
    let others = u32::try_from(kinds.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let most = told.saturating_add(MOST_HIDDEN.saturating_mul(others));
    members >= LEAST_MEMBERS && most >= LEAST_MEMBERS
}

/// The counts that are told as 0, together: told if each of them could still be anything from 0 to
/// 4, none of them needed to reach it and none too large for it.
///
/// Two never can be: that they are five or more together tells that neither is zero.
pub fn other(counts: &[u32]) -> Option<Count> {
    let small: Vec<u32> = counts
        .iter()
        .copied()
        .filter(|count| *count < COUNT_STEP)
        .collect();
    let without_one = u32::try_from(small.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let together = Count::of(sum(&small));
    let reachable = together.told() <= MOST_HIDDEN.saturating_mul(without_one);
    (together.told() >= COUNT_STEP && reachable).then_some(together)
}

/// What each contributor gave, in minutes, by theme. Contributors are bare numbers.
pub type Given = BTreeMap<i64, i64>;

/// The hours of a theme, if enough persons gave them and none of them stands out.
pub fn hours(given: &Given) -> Option<Hours> {
    let mut parts: Vec<i64> = given.values().copied().filter(|part| *part > 0).collect();
    parts.sort_unstable_by(|one, other| other.cmp(one));
    let enough = parts.len() >= LEAST_CONTRIBUTORS as usize;
    let total = parts
        .iter()
        .fold(0, |sum: i64, part| sum.saturating_add(*part));
    let [first, second, ..] = *parts.as_slice() else {
        return None;
    };
    // Nobody gave more than half, and the second could not work out what the first gave to
    // within a tenth (the p% rule).
    let hidden = first.saturating_mul(2) <= total
        && total
            .saturating_sub(first)
            .saturating_sub(second)
            .saturating_mul(10)
            >= first;
    let net = given
        .values()
        .fold(0, |sum: i64, part| sum.saturating_add(*part));
    (enough && hidden).then(|| Hours::of_minutes(net))
}

/// All of them together, each contributor once.
pub fn joined<'given>(all: impl Iterator<Item = &'given Given>) -> Given {
    let mut joined = Given::new();
    for (contributor, minutes) in all.flatten() {
        let sum = joined.entry(*contributor).or_default();
        *sum = sum.saturating_add(*minutes);
    }
    joined
}

fn told(counts: &[u32]) -> Vec<u32> {
    counts
        .iter()
        .map(|count| Count::of(*count).told())
        .collect()
}

fn sum(counts: &[u32]) -> u32 {
    counts.iter().copied().fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    //! Somebody who knows the method, and nothing of the people, lists every population that fits
    //! what was told. What is the same in all of them, they have learnt.

    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Every population of `cells` cells with 0 to `most` in each.
    fn populations(cells: usize, most: u32) -> Vec<Vec<u32>> {
        (0..cells).fold(vec![Vec::new()], |shorter, _| {
            shorter
                .iter()
                .flat_map(|cells| {
                    (0..=most).map(move |count| [cells.as_slice(), &[count]].concat())
                })
                .collect()
        })
    }

    /// For everything that can be told: what each cell can be, seen from outside.
    fn seen<T: Ord>(
        populations: Vec<Vec<u32>>,
        told: impl Fn(&[u32]) -> T,
    ) -> BTreeMap<T, Vec<BTreeSet<u32>>> {
        let mut seen: BTreeMap<T, Vec<BTreeSet<u32>>> = BTreeMap::new();
        for population in populations {
            let possible = seen.entry(told(&population)).or_default();
            possible.resize(population.len(), BTreeSet::new());
            for (cell, count) in possible.iter_mut().zip(population) {
                cell.insert(count);
            }
        }
        seen
    }

    /// All that a told count stands for.
    fn stands_for(told: u32) -> BTreeSet<u32> {
        (told..=told.saturating_add(MOST_HIDDEN)).collect()
    }

    #[test]
    fn of_every_count_told_all_five_numbers_stay_possible() {
        for (cells, most) in [(1, 29), (2, 24), (3, 24), (4, 14), (5, 9)] {
            let seen = seen(populations(cells, most), |counts| {
                (super::told(counts), other(counts))
            });
            for ((told, other), possible) in seen {
                for (told, possible) in told.iter().zip(&possible) {
                    assert_eq!(possible, &stands_for(*told), "{told} beside {other:?}");
                }
            }
        }
    }

    #[test]
    fn that_there_are_enough_members_narrows_no_count() {
        let seen = seen(populations(3, 34), |kinds| {
            enough_members(kinds).then(|| super::told(kinds))
        });
        for (told, possible) in seen {
            for (place, possible) in possible.iter().enumerate() {
                match &told {
                    // Fewer than 25: of no kind is anything known, not even that it is small.
                    None => assert!(possible.is_superset(&(0..LEAST_MEMBERS).collect())),
                    Some(told) => assert_eq!(possible, &stands_for(told[place]), "{told:?}"),
                }
            }
        }
        for members in populations(3, 34) {
            let all = sum(&members);
            assert!(!(enough_members(&members) && all < LEAST_MEMBERS));
            assert!(enough_members(&members) || all < 25, "{members:?}");
        }
    }

    #[test]
    fn the_same_watcher_finds_what_other_methods_give_away() {
        let gives_away = |told: &dyn Fn(&[u32]) -> Vec<u32>| {
            let small: BTreeSet<u32> = (1..COUNT_STEP).collect();
            seen(populations(3, 12), told)
                .values()
                .flatten()
                .any(|possible| possible.is_subset(&small))
        };
        let hide = |count: &u32| if *count < COUNT_STEP { 0 } else { *count };
        let with_total =
            |counts: &[u32]| [counts.iter().map(hide).collect(), vec![sum(counts)]].concat();
        let with_sum = |counts: &[u32]| {
            let small = counts.iter().filter(|count| **count < COUNT_STEP).sum();
            [super::told(counts), vec![small]].concat()
        };
        assert!(gives_away(&with_total), "hiding beside an exact total");
        assert!(gives_away(&with_sum), "telling the sum of the small ones");
        assert!(!gives_away(&|counts| {
            let other = other(counts).map_or(0, Count::told);
            [super::told(counts), vec![other]].concat()
        }));
    }

    #[test]
    fn small_ones_are_told_together_where_that_hides_each_of_them() {
        let told = |counts: &[u32]| other(counts).map(Count::told);
        assert_eq!(told(&[60, 4, 4]), None); // Eight of two: both would be known.
        assert_eq!(told(&[60, 4, 3, 0]), Some(5));
        assert_eq!(told(&[60, 1, 1, 0]), None);
        assert_eq!(told(&[60, 4, 4, 4]), None); // Twelve of three: all would be known.
        assert_eq!(told(&[4, 4, 4, 1]), Some(10));
        assert_eq!(told(&[60, 5, 9]), None);
    }

    #[test]
    fn hours_are_told_of_five_persons_among_whom_nobody_stands_out() {
        let told = |hours: &[i64]| {
            let given: Given = (0..).zip(hours.iter().map(|hours| hours * 60)).collect();
            super::hours(&given).map(Hours::told)
        };
        assert_eq!(told(&[10, 10, 10, 10]), None);
        assert_eq!(told(&[10, 10, 10, 10, 0]), None);
        assert_eq!(told(&[10, 10, 10, 10, 9]), Some(40));
        assert_eq!(told(&[41, 10, 10, 10, 10]), None); // More than half.
        assert_eq!(told(&[40, 10, 10, 10, 10]), Some(80));
        assert_eq!(told(&[40, 39, 1, 1, 1]), None); // The second could work out the first.
        assert_eq!(told(&[10, 10, 10, 10, 10, -30]), Some(20)); // Taken back from before.
        assert_eq!(told(&[1, 1, 1, 1, 1]), Some(0));
        assert_eq!(told(&[]), None);
    }

    #[test]
    fn hours_of_several_themes_count_each_person_once() {
        let theme = |parts: &[(i64, i64)]| parts.iter().copied().collect::<Given>();
        let (one, two) = (
            theme(&[(1, 600), (2, 600), (3, 600)]),
            theme(&[(1, 600), (2, 600), (4, 600)]),
        );
        let joined = joined([&one, &two].into_iter());
        assert_eq!(joined, theme(&[(1, 1200), (2, 1200), (3, 600), (4, 600)]));
        assert_eq!(hours(&joined), None);
    }
}

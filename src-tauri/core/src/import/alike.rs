//! Who stands in the book or in an earlier row already: exactly, or probably by more than the
//! name. Many people share a name; a telephone, an address or an e-mail besides is no chance.
//!
//! Nobody is compared with everybody: only those meet who share a telephone, an e-mail address, an
//! address or a family name with postcode, and of each such group only the latest few. So the
//! search grows with the number of rows and not with its square.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher as _},
};

use chrono::NaiveDate;

use super::reading::{Doubt, DoubtCode};
use crate::{
    kernel::fold,
    members::{MemberFields, MemberId, MemberKind},
};

/// How alike two family names and two given names must be (Jaro-Winkler on folded names).
const FAMILY_ALIKE: f64 = 0.92;
const GIVEN_ALIKE: f64 = 0.9;
/// How much must agree beside the name.
const ENOUGH: i32 = 2;
/// How many of one group are compared.
const MOST_COMPARED: usize = 24;

/// Whom a row resembles.
#[derive(Debug, Clone, Copy)]
pub(super) enum Other {
    /// The row on this line.
    Line(u32),
    /// A member of the book with its number.
    Member(MemberId, u32),
}

/// What is compared of somebody, folded and hashed; nothing where nothing is known.
pub(super) struct Features {
    exact: u64,
    joined_on: Option<NaiveDate>,
    given: String,
    family: String,
    phone: Option<u64>,
    email: Option<u64>,
    address: Option<u64>,
    postcode: Option<u64>,
    birth_year: Option<i32>,
}

/// Everybody met so far.
#[derive(Default)]
pub(super) struct Crowd {
    people: Vec<(Features, Other)>,
    exact: HashMap<u64, Vec<usize>>,
    groups: HashMap<u64, Vec<usize>>,
}

impl Crowd {
    /// The doubt about somebody who was met before, if there is one.
    pub fn find(&self, one: &Features) -> Option<Doubt> {
        let twins = self.exact.get(&one.exact).into_iter().flatten();
        let twin = twins.rev().take(MOST_COMPARED).find_map(|place| {
            let (known, other) = self.people.get(*place)?;
            let since = [one.joined_on, known.joined_on];
            let same = since.contains(&None) || one.joined_on == known.joined_on;
            same.then_some((DoubtCode::ExactDuplicate, other))
        });
        let (code, other) = twin.or_else(|| {
            let groups = one.groups();
            let near = groups
                .iter()
                .flatten()
                .filter_map(|group| self.groups.get(group));
            near.flat_map(|group| group.iter().rev().take(MOST_COMPARED))
                .find_map(|place| {
                    let (known, other) = self.people.get(*place)?;
                    resembles(one, known).then_some((DoubtCode::NearDuplicate, other))
                })
        })?;
        let doubt = Doubt::plain(code);
        Some(match other {
            Other::Line(line) => Doubt {
                line: Some(*line),
                ..doubt
            },
            Other::Member(id, number) => Doubt {
                member_id: Some(*id),
                number: Some(*number),
                ..doubt
            },
        })
    }

    /// Remembers somebody.
    pub fn add(&mut self, one: Features, other: Other) {
        let place = self.people.len();
        self.exact.entry(one.exact).or_default().push(place);
        for group in one.groups().into_iter().flatten() {
            self.groups.entry(group).or_default().push(place);
        }
        self.people.push((one, other));
    }
}

impl Features {
    pub fn of(kind: MemberKind, fields: &MemberFields, joined_on: Option<NaiveDate>) -> Self {
        let folded = |text: &Option<String>| text.as_deref().map(fold).unwrap_or_default();
        let (given, family) = if kind == MemberKind::Person {
            let given = fields.given_name.as_ref().or(fields.initials.as_ref());
            (
                given.map(|name| fold(name)).unwrap_or_default(),
                folded(&fields.family_name),
            )
        } else {
            (String::new(), folded(&fields.name))
        };
        let known = |text: String| (!text.is_empty()).then_some(text);
        let address = fields.house_number.map(|number| {
            digest(&(
                folded(&fields.street),
                number,
                folded(&fields.house_addition),
            ))
        });
        Self {
            exact: exact(kind, fields),
            joined_on,
            phone: fields
                .phone
                .as_deref()
                .and_then(|phone| known(digits(phone)))
                .map(|it| digest(&it)),
            email: known(folded(&fields.email)).map(|email| digest(&email)),
            address,
            postcode: fields.postcode.as_ref().map(digest),
            birth_year: fields.birth_year,
            given,
            family,
        }
    }

    /// The groups in which people meet who may be the same.
    fn groups(&self) -> [Option<u64>; 4] {
        let first = self.family.bytes().next();
        [
            self.phone.map(|phone| digest(&(1, phone))),
            self.email.map(|email| digest(&(2, email))),
            self.address.map(|address| digest(&(3, address, first))),
            self.postcode
                .map(|postcode| digest(&(4, postcode, &self.family))),
        ]
    }
}

/// Whether the names are alike and enough agrees besides.
fn resembles(one: &Features, other: &Features) -> bool {
    let same = |this: Option<u64>, that: Option<u64>| this.is_some() && this == that;
    let mut points = 0i32;
    for (agrees, worth) in [
        (same(one.phone, other.phone), 2),
        (same(one.email, other.email), 2),
        (same(one.address, other.address), 2),
        (same(one.postcode, other.postcode), 1),
    ] {
        points = points.saturating_add(if agrees { worth } else { 0 });
    }
    points = points.saturating_add(match (one.birth_year, other.birth_year) {
        (Some(this), Some(that)) if this == that => 1,
        (Some(_), Some(_)) => -2,
        _ => 0,
    });
    points >= ENOUGH && names_alike(one, other)
}

fn names_alike(one: &Features, other: &Features) -> bool {
    let initial = |short: &str, long: &str| {
        short.split(' ').all(|part| part.len() == 1)
            && long.starts_with(short.get(..1).unwrap_or(" "))
    };
    let (this, that) = (one.given.as_str(), other.given.as_str());
    let given = this.is_empty()
        || that.is_empty()
        || initial(this, that)
        || initial(that, this)
        || strsim::jaro_winkler(this, that) >= GIVEN_ALIKE;
    (given && strsim::jaro_winkler(&one.family, &other.family) >= FAMILY_ALIKE)
        || sorted_words(one) == sorted_words(other)
}

fn sorted_words(one: &Features) -> Vec<&str> {
    let mut words: Vec<&str> = one.given.split(' ').chain(one.family.split(' ')).collect();
    words.sort_unstable();
    words
}

/// All that is known of somebody, save the number.
fn exact(kind: MemberKind, fields: &MemberFields) -> u64 {
    let MemberFields {
        salutation,
        given_name,
        initials,
        prefix,
        family_name,
        name,
        street,
        house_number,
        house_addition,
        postcode,
        town,
        phone,
        email,
        birth_year,
        note,
    } = fields;
    digest(&(
        (kind, salutation, house_number, birth_year),
        [given_name, initials, prefix, family_name, name],
        [street, house_addition, postcode, town, phone, email, note],
    ))
}

/// The digits of a Dutch telephone number as one dials them here.
fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let abroad = phone.trim_start().starts_with('+');
    let here = digits
        .strip_prefix("0031")
        .or_else(|| digits.strip_prefix("31").filter(|_| abroad))
        .map(|rest| format!("0{}", rest.trim_start_matches('0')));
    here.unwrap_or(digits)
}

fn digest(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(
        given: &str,
        family: &str,
        phone: &str,
        street: &str,
        year: Option<i32>,
    ) -> Features {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let fields = MemberFields {
            given_name: some(given),
            family_name: some(family),
            phone: some(phone),
            street: some(street),
            house_number: (!street.is_empty()).then_some(3),
            birth_year: year,
            ..MemberFields::default()
        };
        Features::of(MemberKind::Person, &fields, None)
    }

    #[test]
    fn people_are_alike_by_more_than_the_name() {
        let kees = || somebody("Kees", "Smit", "06 38015710", "Schoolstraat", Some(1946));
        for (other, alike) in [
            (
                somebody("KEES", "SMIT", "+31 6 38015710", "schoolstraat", None),
                true,
            ),
            (somebody("K.", "Smit", "", "Schoolstraat", Some(1946)), true),
            (somebody("Smit", "Kees", "0638015710", "", None), true),
            (
                somebody("Kees", "Smit", "0031 (0)6 38015710", "", None),
                true,
            ),
            (
                somebody("Kees", "Smit", "06 11111111", "", Some(1946)),
                false,
            ),
            (somebody("Kees", "Smit", "", "", None), false),
            (
                somebody("Anja", "Smit", "06 38015710", "Schoolstraat", Some(1946)),
                false,
            ),
            (
                somebody("Kees", "Smit", "06 38015710", "", Some(1980)),
                false,
            ),
            (
                somebody("Kees", "de Boer", "06 38015710", "Schoolstraat", None),
                false,
            ),
        ] {
            let mut crowd = Crowd::default();
            crowd.add(kees(), Other::Line(10));
            let found = crowd.find(&other).map(|doubt| (doubt.code, doubt.line));
            assert_eq!(found, alike.then_some((DoubtCode::NearDuplicate, Some(10))));
        }
        let mut crowd = Crowd::default();
        crowd.add(kees(), Other::Line(10));
        let exact = crowd.find(&kees()).map(|doubt| doubt.code);
        assert_eq!(exact, Some(DoubtCode::ExactDuplicate));
    }
}

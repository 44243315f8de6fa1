//! What a row would become in the book: its values judged field by field.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{
    Doubt, DoubtCode, ImportField, ImportField as F, Values, address, day, letters, name, row,
};
use crate::{
    kernel::{Error, fold, text},
    members::{MOST_NUMBER, MemberFields, MemberKind, MembershipKind, Salutation},
};

/// A member as the row tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(optional_fields = nullable)]
pub struct Newcomer {
    /// The old number.
    pub number: Option<u32>,
    /// Person, household or organisation.
    pub kind: MemberKind,
    /// What is known; what could not be read is left out.
    pub fields: MemberFields,
    /// How it belongs.
    pub membership: MembershipKind,
    /// Since when; the day of the import if the list does not say.
    pub joined_on: Option<NaiveDate>,
    /// The first day on which it belonged no more.
    pub ended_on: Option<NaiveDate>,
}

/// Judges the values of a row: what a member would be, and every doubt that they give rise to.
pub(in crate::import) fn judge(values: &Values, today: NaiveDate) -> (Newcomer, Vec<Doubt>) {
    let mut doubts = Vec::new();
    let values = apart(values);
    let text = |field: F| values.get(&field).cloned();
    let mut read = |field: F, code, parse: &dyn Fn(&str) -> bool| {
        if let Some(text) = values.get(&field)
            && !parse(text)
        {
            doubts.push(Doubt::at(code, field, text));
        }
    };
    read(F::Number, DoubtCode::UnreadableNumber, &|text| {
        member_number(text).is_some()
    });
    read(F::HouseNumber, DoubtCode::UnreadableHouseNumber, &|text| {
        number(text).is_some()
    });
    read(F::BirthYear, DoubtCode::ImpossibleBirthYear, &|text| {
        day::parse_year(text).is_some()
    });
    read(F::JoinedOn, DoubtCode::ImpossibleDay, &|text| {
        day::parse(text).is_some()
    });
    read(F::EndedOn, DoubtCode::ImpossibleDay, &|text| {
        day::parse(text).is_some()
    });
    read(F::Membership, DoubtCode::UnknownMembership, &|text| {
        row::plain(&fold(text)).is_some()
    });

    let (kind, whole) = match (text(F::Household), text(F::Organisation)) {
        (Some(name), _) => (MemberKind::Household, Some(name)),
        (None, Some(name)) => (MemberKind::Organisation, Some(name)),
        (None, None) => (MemberKind::Person, None),
    };
    let fields = MemberFields {
        salutation: text(F::Salutation).as_deref().and_then(salutation),
        given_name: text(F::GivenName),
        initials: text(F::Initials),
        prefix: text(F::Prefix),
        family_name: text(F::FamilyName),
        name: whole,
        street: text(F::Street),
        house_number: text(F::HouseNumber).as_deref().and_then(number),
        house_addition: text(F::HouseAddition),
        postcode: text(F::Postcode),
        town: text(F::Town),
        phone: text(F::Phone),
        email: text(F::Email),
        birth_year: text(F::BirthYear).as_deref().and_then(day::parse_year),
        note: text(F::Note),
    };
    let fields = checked(fields, kind, today.year(), &values, &mut doubts);
    for (field, text) in &values {
        suspect(*field, text, &mut doubts);
    }
    let newcomer = Newcomer {
        number: text(F::Number).as_deref().and_then(member_number),
        kind,
        fields,
        membership: text(F::Membership)
            .and_then(|word| row::plain(&fold(&word)))
            .unwrap_or(MembershipKind::Passive),
        joined_on: text(F::JoinedOn).as_deref().and_then(day::parse),
        ended_on: text(F::EndedOn).as_deref().and_then(day::parse),
    };
    if let (Some(start), Some(end)) = (newcomer.joined_on.or(Some(today)), newcomer.ended_on)
        && end < start
    {
        let text = text(F::EndedOn).unwrap_or_default();
        doubts.push(Doubt::at(DoubtCode::ImpossibleDay, F::EndedOn, &text));
    }
    (newcomer, doubts)
}

/// The values with a person's corrections in their place; nothing takes a value away.
pub(in crate::import) fn corrected(
    values: &Values,
    corrections: &BTreeMap<ImportField, Option<String>>,
) -> Values {
    let mut values = if corrections.is_empty() {
        values.clone()
    } else {
        apart(values)
    };
    let said = |field: F| matches!(corrections.get(&field), Some(Some(_)));
    if said(F::Name) {
        values.retain(|field, _| field.whole() != F::Name);
    } else if said(F::FamilyName) {
        values.remove(&F::Household);
        values.remove(&F::Organisation);
    }
    if said(F::Address) {
        values.retain(|field, _| field.whole() != F::Address);
    }
    for (field, text) in corrections {
        match text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
        {
            Some(text) => values.insert(*field, text.to_owned()),
            None => values.remove(field),
        };
    }
    values
}

/// The values with name and address taken apart; a part that has its own column goes first.
pub(in crate::import) fn apart(values: &Values) -> Values {
    let mut parts = values.clone();
    let mut put = |field: F, text: Option<String>| {
        if let Some(text) = text {
            parts.entry(field).or_insert(text);
        }
    };
    if let Some(whole) = values.get(&F::Name) {
        let (kind, fields) = name::split(whole);
        put(
            F::Salutation,
            fields.salutation.map(|title| title.text().to_owned()),
        );
        put(F::GivenName, fields.given_name);
        put(F::Initials, fields.initials);
        put(F::Prefix, fields.prefix);
        put(F::FamilyName, fields.family_name);
        let field = if kind == MemberKind::Household {
            F::Household
        } else {
            F::Organisation
        };
        put(field, fields.name);
    }
    if let Some(line) = values.get(&F::Address) {
        let found = address::split(line);
        put(F::Street, Some(found.street));
        put(
            F::HouseNumber,
            found.number.map(|number| number.to_string()),
        );
        put(F::HouseAddition, found.addition);
        put(F::Postcode, found.postcode);
        put(F::Town, found.town);
    }
    parts.remove(&F::Name);
    parts.remove(&F::Address);
    if let Some(written) = parts.get(&F::HouseNumber)
        && let Some(place) = written.find(|sign: char| !sign.is_ascii_digit())
        && let Some((number, addition)) = written.split_at_checked(place).filter(|_| place > 0)
    {
        let (number, addition) = (number.to_owned(), addition.trim().to_owned());
        parts.insert(F::HouseNumber, number);
        parts.entry(F::HouseAddition).or_insert(addition);
    }
    parts
}

/// The fields as the members' room keeps them. What it refuses becomes a doubt and is left out.
fn checked(
    mut fields: MemberFields,
    kind: MemberKind,
    this_year: i32,
    values: &Values,
    doubts: &mut Vec<Doubt>,
) -> MemberFields {
    // Each refusal empties one field, so this ends after as many turns as there are fields.
    for _ in 0..=16 {
        match fields.checked(kind, this_year) {
            Ok(fields) => return fields,
            Err(Error::Refused(refusal)) => {
                let field = refusal
                    .details
                    .get("field")
                    .and_then(|field| field.as_str());
                let field = field.and_then(ImportField::named).unwrap_or(F::Name);
                let text = values.get(&field).map_or("", String::as_str);
                doubts.push(Doubt::from_refusal(
                    &refusal,
                    &text::blot_citizen_service_numbers(text),
                ));
                if !empty(&mut fields, field) {
                    break;
                }
            }
            Err(_) => break,
        }
    }
    fields
}

/// Empties a field; a name cannot be.
fn empty(fields: &mut MemberFields, field: ImportField) -> bool {
    match field {
        F::GivenName => fields.given_name = None,
        F::Initials => fields.initials = None,
        F::Prefix => fields.prefix = None,
        F::Street => fields.street = None,
        F::HouseNumber => fields.house_number = None,
        F::HouseAddition => fields.house_addition = None,
        F::Postcode => fields.postcode = None,
        F::Town => fields.town = None,
        F::Phone => fields.phone = None,
        F::Email => fields.email = None,
        F::BirthYear => fields.birth_year = None,
        F::Note => fields.note = None,
        _ => return false,
    }
    true
}

/// Formulas and lost letters: text that can be kept, but perhaps should not be as it is.
fn suspect(field: ImportField, text: &str, doubts: &mut Vec<Doubt>) {
    let free = matches!(
        field,
        F::GivenName
            | F::Initials
            | F::Prefix
            | F::FamilyName
            | F::Household
            | F::Organisation
            | F::Street
            | F::Town
            | F::Note
    );
    if !free && field != F::Email {
        return;
    }
    let calls = text.starts_with(['+', '-']) && text.contains(['(', '|', '!']);
    if calls || text.starts_with(['=', '@', '＝', '＠']) {
        doubts.push(Doubt::at(DoubtCode::Formula, field, text));
    }
    let lost: Vec<&str> = match field {
        F::Note => letters::lost_in_note(text).collect(),
        _ if free => letters::lost_in_name(text).collect(),
        _ => Vec::new(),
    };
    for word in lost {
        let doubt = Doubt::at(DoubtCode::LostLetters, field, word);
        doubts.push(Doubt {
            proposal: letters::proposal(word),
            ..doubt
        });
    }
}

/// An old number, unless it is something else: a telephone number in the wrong column.
pub(super) fn member_number(text: &str) -> Option<u32> {
    number(text).filter(|number| *number <= MOST_NUMBER)
}

fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .then(|| text.parse().ok())
        .flatten()
        .filter(|number| *number > 0)
}

fn salutation(text: &str) -> Option<Salutation> {
    match fold(text).as_str() {
        "madam" | "mw" | "mevr" | "mevrouw" | "mej" => Some(Salutation::Madam),
        "sir" | "dhr" | "heer" | "de heer" | "meneer" => Some(Salutation::Sir),
        _ => None,
    }
}

//! What may be known of a member, cleaned and checked as people type it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MemberKind, Salutation};
use crate::kernel::{Code, Kept, PersonalField, Purpose, Result, personal, text};

/// The fields of a member as they are typed and as they are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct MemberFields {
    /// Only if the member gave one.
    pub salutation: Option<Salutation>,
    /// First name or the name used every day.
    pub given_name: Option<String>,
    /// Initials: `J.P.`
    pub initials: Option<String>,
    /// Voorvoegsel: `van den`.
    pub prefix: Option<String>,
    /// Family name without the prefix.
    pub family_name: Option<String>,
    /// Name of a household or an organisation.
    pub name: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// House number, 1 to 99999.
    pub house_number: Option<u32>,
    /// Letter and addition as they are written: `a`, `-II`, `bis`.
    pub house_addition: Option<String>,
    /// `1234 AB`.
    pub postcode: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Telephone number as it was given.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The year is enough for the rules that ask for an age.
    pub birth_year: Option<i32>,
    /// Free text. No health, no benefits, no citizen service number.
    pub note: Option<String>,
}

/// What the versions of a member hold about people.
pub const PERSONAL_FIELDS: &[PersonalField] = &[
    member("salutation"),
    member("given_name"),
    member("initials"),
    member("prefix"),
    member("family_name"),
    member("name"),
    member("street"),
    member("house_number"),
    member("house_addition"),
    member("postcode"),
    member("town"),
    member("phone"),
    member("email"),
    member("birth_year"),
    member("note"),
    personal(
        "member_search",
        "sort_key",
        Purpose::Membership,
        Kept::MembershipAndTwoYears,
    ),
    personal(
        "member_words",
        "words",
        Purpose::Membership,
        Kept::MembershipAndTwoYears,
    ),
];

const fn member(column: &'static str) -> PersonalField {
    personal(
        "member_version",
        column,
        Purpose::Membership,
        Kept::MembershipAndTwoYears,
    )
}

impl MemberFields {
    /// Cleaned and checked, ready to be kept.
    ///
    /// # Errors
    /// In the order of the form: `Code::FamilyNameMissing`, `Code::TextTooLong`,
    /// `Code::TextHasForbiddenSign`, `Code::HouseNumberUnreadable`, `Code::PostcodeUnreadable`,
    /// `Code::PhoneUnreadable`, `Code::EmailUnreadable`, `Code::BirthYearImpossible`,
    /// `Code::LooksLikeCitizenServiceNumber`; each names its field.
    pub fn checked(&self, kind: MemberKind, this_year: i32) -> Result<Self> {
        let line = |field, value: &Option<String>| text::optional(field, value.as_deref());
        let person = kind == MemberKind::Person;
        let fields = Self {
            salutation: self.salutation.filter(|_| person),
            given_name: line("given_name", &self.given_name)?.filter(|_| person),
            initials: line("initials", &self.initials)?.filter(|_| person),
            prefix: line("prefix", &self.prefix)?.filter(|_| person),
            family_name: line("family_name", &self.family_name)?.filter(|_| person),
            name: line("name", &self.name)?.filter(|_| !person),
            street: line("street", &self.street)?,
            house_number: self.house_number,
            house_addition: line("house_addition", &self.house_addition)?,
            postcode: self.postcode.as_deref().map_or(Ok(None), postcode)?,
            town: line("town", &self.town)?,
            phone: self.phone.as_deref().map_or(Ok(None), phone)?,
            email: self.email.as_deref().map_or(Ok(None), email)?,
            birth_year: self.birth_year.filter(|_| person),
            note: text::optional_note("note", self.note.as_deref())?,
        };
        if person && fields.family_name.is_none() {
            return Code::FamilyNameMissing.at("family_name").refuse();
        }
        if !person && fields.name.is_none() {
            return Code::FamilyNameMissing.at("name").refuse();
        }
        if fields
            .house_number
            .is_some_and(|number| !(1..=99_999).contains(&number))
        {
            return Code::HouseNumberUnreadable.at("house_number").refuse();
        }
        let (first, last) = (this_year.saturating_sub(120), this_year);
        if fields
            .birth_year
            .is_some_and(|year| !(first..=last).contains(&year))
        {
            return Code::BirthYearImpossible
                .at("birth_year")
                .with("first", first)
                .with("last", last)
                .refuse();
        }
        Ok(fields)
    }
}

/// A Dutch postcode in its usual shape: `1234 AB`, never SA, SD or SS.
///
/// # Errors
/// `Code::PostcodeUnreadable`.
pub(crate) fn postcode(typed: &str) -> Result<Option<String>> {
    let signs: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    let signs = signs.to_uppercase();
    if signs.is_empty() {
        return Ok(None);
    }
    let wrong = || Code::PostcodeUnreadable.at("postcode").with("text", typed);
    let (digits, letters) = signs.split_at_checked(4).ok_or_else(wrong)?;
    let right = signs.is_ascii()
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && !digits.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|letter| letter.is_ascii_uppercase())
        && !["SA", "SD", "SS"].contains(&letters);
    if right {
        Ok(Some(format!("{digits} {letters}")))
    } else {
        Err(wrong().into())
    }
}

/// A telephone number stays as it was given; only what cannot be one is refused.
fn phone(typed: &str) -> Result<Option<String>> {
    let Some(kept) = text::line_of_digits("phone", typed)? else {
        return Ok(None);
    };
    let digits = kept.chars().filter(char::is_ascii_digit).count();
    let known = kept
        .chars()
        .all(|sign| sign.is_ascii_digit() || " +-()./".contains(sign));
    if known && (7..=15).contains(&digits) {
        Ok(Some(kept))
    } else {
        Code::PhoneUnreadable
            .at("phone")
            .with("text", typed)
            .refuse()
    }
}

/// An address that a letter could reach: something, an at sign, a domain with a dot.
fn email(typed: &str) -> Result<Option<String>> {
    let Some(kept) = text::line_of_digits("email", typed)? else {
        return Ok(None);
    };
    let plausible = kept.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && !kept.chars().any(char::is_whitespace)
            && !domain.contains('@')
            && domain.split('.').count() >= 2
            && domain.split('.').all(|label| !label.is_empty())
    });
    if plausible {
        Ok(Some(kept))
    } else {
        Code::EmailUnreadable
            .at("email")
            .with("text", typed)
            .refuse()
    }
}

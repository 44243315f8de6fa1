//! Why a row is not taken over without a person looking at it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ImportField;
use crate::{
    kernel::{Code, Refusal},
    members::{MOST_NUMBER, MemberId},
};

/// What is doubtful.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum DoubtCode {
    /// All of it stands in an earlier row or in the book already.
    ExactDuplicate,
    /// Probably somebody who stands in an earlier row or in the book, by more than the name.
    NearDuplicate,
    /// The number is in use, was given before, or stands in an earlier row.
    NumberTaken,
    /// Digits that pass the test of the citizen service number; they are blotted out.
    CitizenServiceNumber,
    /// A spreadsheet would read the text as a formula.
    Formula,
    /// Letters that the encoding of the file does not have.
    LostLetters,
    /// A day that does not exist or cannot be read.
    ImpossibleDay,
    /// Not a Dutch postcode.
    ImpossiblePostcode,
    /// A birth year outside of a human life.
    ImpossibleBirthYear,
    /// A word for the kind of membership that nobody explained.
    UnknownMembership,
    /// No name.
    MissingName,
    /// Not a member number.
    UnreadableNumber,
    /// Not a house number.
    UnreadableHouseNumber,
    /// Not a telephone number.
    UnreadablePhone,
    /// Not an e-mail address.
    UnreadableEmail,
    /// A sign that cannot be kept.
    ForbiddenSign,
    /// Longer than the field holds, and therefore not kept.
    TooLong,
}

/// One doubt about one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields = nullable)]
pub struct Doubt {
    /// What is doubtful.
    pub code: DoubtCode,
    /// The field, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<ImportField>,
    /// The text that gave rise to it, never with the digits of a citizen service number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What it probably should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
    /// The line of the other row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The other member, and its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// The number of the other member, or the number that is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
}

impl Doubt {
    /// A doubt about a row as a whole.
    pub fn plain(code: DoubtCode) -> Self {
        Self {
            code,
            field: None,
            text: None,
            proposal: None,
            line: None,
            member_id: None,
            number: None,
        }
    }

    /// A doubt about one field and what stands in it.
    pub fn at(code: DoubtCode, field: ImportField, text: &str) -> Self {
        Self {
            field: Some(field),
            text: Some(text.to_owned()),
            ..Self::plain(code)
        }
    }

    /// A doubt about a text that is too long to be kept, also while the row waits.
    pub fn too_long(field: ImportField) -> Self {
        Self {
            field: Some(field),
            ..Self::plain(DoubtCode::TooLong)
        }
    }

    /// Why the row cannot be taken before it is corrected; nothing where a person's word is enough.
    pub fn refusal(&self) -> Option<Refusal> {
        let code = match self.code {
            DoubtCode::ExactDuplicate
            | DoubtCode::NearDuplicate
            | DoubtCode::Formula
            | DoubtCode::LostLetters => return None,
            DoubtCode::NumberTaken => Code::MemberNumberTaken,
            DoubtCode::CitizenServiceNumber => Code::LooksLikeCitizenServiceNumber,
            DoubtCode::ImpossibleDay => Code::DayUnreadable,
            DoubtCode::ImpossiblePostcode => Code::PostcodeUnreadable,
            DoubtCode::ImpossibleBirthYear => Code::BirthYearUnreadable,
            DoubtCode::UnknownMembership => Code::MembershipKindUnknown,
            DoubtCode::MissingName => Code::FamilyNameMissing,
            DoubtCode::UnreadableNumber => Code::NumberOutOfRange,
            DoubtCode::UnreadableHouseNumber => Code::HouseNumberUnreadable,
            DoubtCode::UnreadablePhone => Code::PhoneUnreadable,
            DoubtCode::UnreadableEmail => Code::EmailUnreadable,
            DoubtCode::ForbiddenSign => Code::TextCannotBeKept,
            DoubtCode::TooLong => Code::CellTooLong,
        };
        let mut refusal = code.refusal();
        if self.code == DoubtCode::UnreadableNumber {
            refusal = refusal.with("least", 1).with("most", MOST_NUMBER);
        }
        if let Some(field) = self.field {
            refusal = refusal.at(field.name());
        }
        if let Some(text) = &self.text {
            refusal = refusal.with("text", text.as_str());
        }
        Some(match self.number {
            Some(number) => refusal.with("number", number),
            None => refusal,
        })
    }

    /// The doubt that a refusal of the members' room stands for.
    pub(super) fn from_refusal(refusal: &Refusal, text: &str) -> Self {
        let code = match refusal.code {
            Code::PostcodeUnreadable => DoubtCode::ImpossiblePostcode,
            Code::HouseNumberUnreadable => DoubtCode::UnreadableHouseNumber,
            Code::PhoneUnreadable => DoubtCode::UnreadablePhone,
            Code::EmailUnreadable => DoubtCode::UnreadableEmail,
            Code::BirthYearImpossible => DoubtCode::ImpossibleBirthYear,
            Code::FamilyNameMissing => DoubtCode::MissingName,
            Code::LooksLikeCitizenServiceNumber => DoubtCode::CitizenServiceNumber,
            Code::TextTooLong => DoubtCode::TooLong,
            _ => DoubtCode::ForbiddenSign,
        };
        let field = refusal
            .details
            .get("field")
            .and_then(|field| field.as_str());
        Self {
            field: field.and_then(ImportField::named),
            text: (!text.is_empty()).then(|| text.to_owned()),
            ..Self::plain(code)
        }
    }
}

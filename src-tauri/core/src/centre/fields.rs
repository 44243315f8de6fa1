//! What is known of the centre, cleaned and checked as people type it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::kernel::{Code, Kept, PersonalField, Purpose, Result, personal, text};

/// A paper has room for so many lines to sign on.
pub const MOST_SIGNATORIES: usize = 3;

/// The centre as it is typed and as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct CentreFields {
    /// The name, in full.
    pub name: String,
    /// The town or neighbourhood, as it stands on papers.
    pub place: Option<String>,
    /// The number in the trade register (KvK): eight digits.
    pub chamber_number: Option<String>,
    /// Who signs papers, in the order in which they stand on them. Three at most.
    pub signatories: Vec<Signatory>,
}

/// Somebody who signs for the centre.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct Signatory {
    /// Full name.
    pub name: String,
    /// What this person does for the centre: `voorzitter`.
    pub function: Option<String>,
}

/// What the versions of the centre hold about people.
pub const PERSONAL_FIELDS: &[PersonalField] = &[
    personal(
        "signatory",
        "name",
        Purpose::Accountability,
        Kept::AsLongAsTheBook,
    ),
    personal(
        "signatory",
        "function",
        Purpose::Accountability,
        Kept::AsLongAsTheBook,
    ),
];

impl CentreFields {
    /// Cleans and checks what was typed.
    ///
    /// # Errors
    /// Those of `text::line`; `Code::NameMissing`, `Code::ChamberNumberUnreadable`,
    /// `Code::TooManySignatories`, in this order, each with its field.
    pub fn checked(&self) -> Result<Self> {
        let name = named("name", &self.name)?;
        let place = text::optional("place", self.place.as_deref())?;
        let chamber_number =
            text::optional_digits("chamber_number", self.chamber_number.as_deref())?
                .map(|typed| chamber_number(&typed))
                .transpose()?;
        if self.signatories.len() > MOST_SIGNATORIES {
            return Code::TooManySignatories
                .at("signatories")
                .with("most", MOST_SIGNATORIES)
                .refuse();
        }
        let signatories = self
            .signatories
            .iter()
            .enumerate()
            .map(|(place, signatory)| signatory.checked(place))
            .collect::<Result<_>>()?;
        Ok(Self {
            name,
            place,
            chamber_number,
            signatories,
        })
    }
}

impl Signatory {
    fn checked(&self, place: usize) -> Result<Self> {
        let function = format!("signatories.{place}.function");
        Ok(Self {
            name: named(&format!("signatories.{place}.name"), &self.name)?,
            function: text::optional(&function, self.function.as_deref())?,
        })
    }
}

fn named(field: &str, typed: &str) -> Result<String> {
    text::line(field, typed)?.ok_or_else(|| Code::NameMissing.at(field).into())
}

/// Eight digits, with the spaces and dots that people type between them taken out. Text, since it
/// may begin with a zero (`grabaweb.nl`: KvK-nummer).
fn chamber_number(typed: &str) -> Result<String> {
    let digits: String = typed
        .chars()
        .filter(|sign| !matches!(sign, ' ' | '.'))
        .collect();
    if digits.len() == 8 && digits.bytes().all(|sign| sign.is_ascii_digit()) {
        Ok(digits)
    } else {
        Code::ChamberNumberUnreadable
            .at("chamber_number")
            .with("text", typed)
            .refuse()
    }
}

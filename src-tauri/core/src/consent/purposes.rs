//! What people are asked to agree with: few, named, each in words that have versions. Another name
//! is another name; other words are another version, which nobody has agreed with yet.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConsentPurposeId, store};
use crate::kernel::{Ask, Code, Read, Reader, Result, Role, Tx, Write, fold, text};

/// More than this nobody reads, and who does not read cannot agree.
pub const MOST_PURPOSES: usize = 12;
/// The longest text of a purpose, in signs: what somebody can be asked at a counter.
const LONGEST_TEXT: usize = 1_000;

/// What is asked now, and what is asked no more.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListPurposes {}

/// The purposes, in use and retired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ConsentPurposes {
    /// Which version of the list this is.
    pub version: u32,
    /// In use, in the order that was given to them.
    pub purposes: Vec<ConsentPurpose>,
    /// Asked no more. What was agreed with it stands until it is withdrawn.
    pub retired: Vec<ConsentPurpose>,
}

/// Something that people are asked to agree with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ConsentPurpose {
    /// The purpose.
    pub purpose_id: ConsentPurposeId,
    /// Its name, for lists.
    pub name: String,
    /// What exactly is asked.
    pub text: String,
    /// Which version of the text this is.
    pub version: u32,
    /// Since when; nothing if it came with the program.
    pub made_on: Option<NaiveDate>,
}

/// Makes the list of purposes anew. One that is left out is asked no more, and comes back by its
/// id; words that were never asked before are a new version, and older consents keep theirs. Undoing it brings back the
/// list before.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePurposes {
    /// The version that the form was filled from.
    pub version: u32,
    /// What is asked from now on, twelve at most.
    pub purposes: Vec<PurposeFields>,
}

/// A purpose as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PurposeFields {
    /// The purpose that goes on; a new one if left out.
    #[serde(default)]
    pub purpose_id: Option<ConsentPurposeId>,
    /// Its name.
    pub name: String,
    /// What exactly is asked.
    pub text: String,
}

/// What a change of the list leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PurposesReceipt {
    /// The version of the list that the act made.
    pub version: u32,
}

/// A purpose as the list in use names it.
pub(super) struct Place {
    pub purpose: i64,
    pub version: u32,
    pub name: String,
}

impl Ask for ListPurposes {
    const NAME: &'static str = "consent.purposes";
    const ROLE: Role = Role::Reader;
    type Answer = ConsentPurposes;
}

impl Read for ListPurposes {
    fn run(self, reader: &Reader) -> Result<ConsentPurposes> {
        purposes(reader)
    }
}

/// The purposes, in use and retired.
///
/// # Errors
/// SQLite's answer.
pub fn purposes(reader: &Reader) -> Result<ConsentPurposes> {
    let version = store::list_version(reader)?;
    Ok(ConsentPurposes {
        version,
        purposes: store::in_use(reader, version)?,
        retired: store::retired(reader, version)?,
    })
}

impl Ask for ChangePurposes {
    const NAME: &'static str = "consent.change_purposes";
    const ROLE: Role = Role::Manager;
    type Answer = PurposesReceipt;
}

impl Write for ChangePurposes {
    /// # Errors
    /// `Code::ChangedMeanwhile`, `Code::TooManyPurposes`, then for each purpose `Code::NameMissing`,
    /// `Code::PurposeTextMissing`, `Code::TextTooLong`, `Code::TextHasForbiddenSign`,
    /// `Code::LooksLikeCitizenServiceNumber`, `Code::PurposeNameTaken`, `Code::NotFound`. A
    /// purpose's fields are `purposes.`, its place counted from 0, and `.name` or `.text`.
    fn run(self, tx: &Tx) -> Result<PurposesReceipt> {
        let present = store::list_version(tx)?;
        if present != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", present)
                .refuse();
        }
        if self.purposes.len() > MOST_PURPOSES {
            return Code::TooManyPurposes
                .at("purposes")
                .with("most", MOST_PURPOSES)
                .refuse();
        }
        let mut places: Vec<Place> = Vec::new();
        for (place, fields) in self.purposes.iter().enumerate() {
            let kept = kept(tx, &format!("purposes.{place}"), fields, &places)?;
            places.push(kept);
        }
        let version = present.saturating_add(1);
        store::add_list(tx, version, &places)?;
        Ok(PurposesReceipt { version })
    }

    fn undo(tx: &Tx, receipt: PurposesReceipt) -> Result<()> {
        if store::list_version(tx)? != receipt.version {
            return Code::UndoneTooLate.refuse();
        }
        let before = store::places(tx, receipt.version.saturating_sub(1))?;
        store::add_list(tx, receipt.version.saturating_add(1), &before)
    }
}

fn kept(tx: &Tx, at: &str, fields: &PurposeFields, before: &[Place]) -> Result<Place> {
    let (name_at, text_at) = (format!("{at}.name"), format!("{at}.text"));
    let Some(name) = text::line(&name_at, &fields.name)? else {
        return Code::NameMissing.at(&name_at).refuse();
    };
    let Some(asked) = text::note(&text_at, &fields.text)? else {
        return Code::PurposeTextMissing.at(&text_at).refuse();
    };
    let length = asked.chars().count();
    if length > LONGEST_TEXT {
        return Code::TextTooLong
            .at(&text_at)
            .with("longest", LONGEST_TEXT)
            .with("length", length)
            .refuse();
    }
    let purpose = match fields.purpose_id {
        Some(purpose_id) => store::purpose(tx, purpose_id)?,
        None => store::add_purpose(tx, ConsentPurposeId::new(tx))?,
    };
    let taken = |other: &Place| fold(&other.name) == fold(&name) || other.purpose == purpose;
    if before.iter().any(taken) {
        return Code::PurposeNameTaken
            .at(&name_at)
            .with("name", name)
            .refuse();
    }
    // Words that were asked before are the same words: who agreed with them did so.
    let version = match store::version_of(tx, purpose, &asked)? {
        Some(version) => version,
        None => store::add_text(tx, purpose, &asked)?,
    };
    Ok(Place {
        purpose,
        version,
        name,
    })
}

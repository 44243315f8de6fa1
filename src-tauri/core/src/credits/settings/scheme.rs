//! The scheme: its name for one credit and for many, and how many minutes one is worth.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SettingReceipt;
use crate::credits::store::settings as store;
use crate::kernel::{Ask, Code, Read, Reader, Result, Role, Tx, Write, between, text};

/// The most minutes that one credit can be worth: a day.
const MOST_UNIT_MINUTES: i64 = 1440;

/// What the neighbours call their hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Scheme {
    /// Which version this is; 0 until somebody changes it.
    pub version: u32,
    /// One: `makkie`.
    pub singular: String,
    /// Many: `makkies`.
    pub plural: String,
    /// How many minutes one is worth: makkie 60, zuiderling 30, troef 1.
    pub unit_minutes: i64,
}

impl Default for Scheme {
    fn default() -> Self {
        Self {
            version: 0,
            singular: "makkie".into(),
            plural: "makkies".into(),
            unit_minutes: 60,
        }
    }
}

/// What the neighbours call their hours.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GetScheme {}

/// Gives the scheme another name or another unit. Amounts stay what they are: minutes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeScheme {
    /// The version that the form was filled from.
    pub version: u32,
    /// One: `makkie`.
    pub singular: String,
    /// Many: `makkies`.
    pub plural: String,
    /// How many minutes one is worth, 1 to 1440.
    pub unit_minutes: i64,
}

impl Ask for GetScheme {
    const NAME: &'static str = "credits.scheme";
    const ROLE: Role = Role::Reader;
    type Answer = Scheme;
}

impl Read for GetScheme {
    fn run(self, reader: &Reader) -> Result<Scheme> {
        scheme(reader)
    }
}

impl Ask for ChangeScheme {
    const NAME: &'static str = "credits.change_scheme";
    const ROLE: Role = Role::Manager;
    type Answer = SettingReceipt;
}

impl Write for ChangeScheme {
    /// # Errors
    /// `Code::ChangedMeanwhile`, `Code::NameMissing`, `Code::TextTooLong`,
    /// `Code::TextHasForbiddenSign`, `Code::NumberOutOfRange`, in this order.
    fn run(self, tx: &Tx) -> Result<SettingReceipt> {
        let present = scheme(tx)?;
        if present.version != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", present.version)
                .refuse();
        }
        let named = |field, typed: &str| {
            let name = text::line(field, typed)?;
            name.ok_or_else(|| crate::kernel::Error::from(Code::NameMissing.at(field)))
        };
        let (singular, plural) = (
            named("singular", &self.singular)?,
            named("plural", &self.plural)?,
        );
        between("unit_minutes", self.unit_minutes, 1, MOST_UNIT_MINUTES)?;
        let next = Scheme {
            version: present.version.saturating_add(1),
            singular,
            plural,
            unit_minutes: self.unit_minutes,
        };
        store::add_scheme(tx, &next)?;
        Ok(SettingReceipt {
            version: next.version,
        })
    }

    fn undo(tx: &Tx, receipt: SettingReceipt) -> Result<()> {
        if scheme(tx)?.version != receipt.version {
            return Code::UndoneTooLate.refuse();
        }
        let before = store::scheme(tx, receipt.version.saturating_sub(1))?.unwrap_or_default();
        store::add_scheme(
            tx,
            &Scheme {
                version: receipt.version.saturating_add(1),
                ..before
            },
        )
    }
}

/// What the neighbours call their hours now.
///
/// # Errors
/// SQLite's answer.
pub fn scheme(reader: &Reader) -> Result<Scheme> {
    Ok(store::scheme(reader, u32::MAX)?.unwrap_or_default())
}

//! Themes that hours are given to: few, named, in an order of their own. The municipality hears of
//! hours by theme and of nothing finer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SettingReceipt;
use crate::credits::{ThemeId, store::settings as store};
use crate::kernel::{Ask, Code, Read, Reader, Result, Role, Tx, Write, fold, text};

/// The most themes in use: a snapshot has room for eight.
pub const MOST_THEMES: usize = 8;

/// The themes, in use and retired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HourThemes {
    /// Which version of the list this is; 0 until somebody makes one.
    pub version: u32,
    /// In use, in the order that was given to them.
    pub themes: Vec<HourTheme>,
    /// No longer in use.
    pub retired: Vec<HourTheme>,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct HourTheme {
    /// The theme.
    pub theme_id: ThemeId,
    /// Its name.
    pub name: String,
}

/// The themes, in use and retired.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListThemes {}

/// Makes the list of themes anew. A theme that is left out retires; it comes back by its id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeThemes {
    /// The version that the form was filled from.
    pub version: u32,
    /// The themes in use from now on, eight at most.
    pub themes: Vec<HourThemeFields>,
}

/// A theme as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct HourThemeFields {
    /// The theme that keeps its place in earlier bookings; a new one if left out.
    #[serde(default)]
    pub theme_id: Option<ThemeId>,
    /// Its name.
    pub name: String,
}

impl Ask for ListThemes {
    const NAME: &'static str = "credits.themes";
    const ROLE: Role = Role::Reader;
    type Answer = HourThemes;
}

impl Read for ListThemes {
    fn run(self, reader: &Reader) -> Result<HourThemes> {
        let version = store::themes_version(reader)?;
        Ok(HourThemes {
            version,
            themes: store::themes(reader, version)?,
            retired: store::retired_themes(reader, version)?,
        })
    }
}

impl Ask for ChangeThemes {
    const NAME: &'static str = "credits.change_themes";
    const ROLE: Role = Role::Manager;
    type Answer = SettingReceipt;
}

impl Write for ChangeThemes {
    /// # Errors
    /// `Code::ChangedMeanwhile`, `Code::TooManyThemes`, then for each theme `Code::NameMissing`,
    /// `Code::TextTooLong`, `Code::TextHasForbiddenSign`, `Code::ThemeNameTaken`,
    /// `Code::NotFound`. A theme's field is `themes.` and its place, counted from 0.
    fn run(self, tx: &Tx) -> Result<SettingReceipt> {
        let present = store::themes_version(tx)?;
        if present != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", present)
                .refuse();
        }
        if self.themes.len() > MOST_THEMES {
            return Code::TooManyThemes
                .at("themes")
                .with("most", MOST_THEMES)
                .refuse();
        }
        let mut kept: Vec<HourTheme> = Vec::new();
        for (place, fields) in self.themes.iter().enumerate() {
            let theme = checked(tx, &format!("themes.{place}"), fields, &kept)?;
            kept.push(theme);
        }
        let version = present.saturating_add(1);
        store::add_themes(tx, version, &kept)?;
        Ok(SettingReceipt { version })
    }

    fn undo(tx: &Tx, receipt: SettingReceipt) -> Result<()> {
        if store::themes_version(tx)? != receipt.version {
            return Code::UndoneTooLate.refuse();
        }
        let before = store::themes(tx, receipt.version.saturating_sub(1))?;
        store::add_themes(tx, receipt.version.saturating_add(1), &before)
    }
}

fn checked(
    tx: &Tx,
    field: &str,
    fields: &HourThemeFields,
    before: &[HourTheme],
) -> Result<HourTheme> {
    let Some(name) = text::line(field, &fields.name)? else {
        return Code::NameMissing.at(field).refuse();
    };
    let taken = |other: &HourTheme| {
        fold(&other.name) == fold(&name) || Some(other.theme_id) == fields.theme_id
    };
    if before.iter().any(taken) {
        return Code::ThemeNameTaken.at(field).with("name", name).refuse();
    }
    let theme_id = match fields.theme_id {
        Some(theme_id) => {
            store::theme(tx, theme_id)?;
            theme_id
        }
        None => {
            let theme_id = ThemeId::new(tx);
            store::add_theme(tx, theme_id)?;
            theme_id
        }
    };
    Ok(HourTheme { theme_id, name })
}

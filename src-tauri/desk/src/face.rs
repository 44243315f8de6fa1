//! How the window looks on this computer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
pub use wijkboek_core::kernel::Language;
use wijkboek_core::kernel::{Ask, Result, Role, between};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
};

/// Light, dark, or as the computer is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the computer is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct Face {
    /// The language.
    pub language: Language,
    /// The theme.
    pub theme: Theme,
    /// The size of text in percent, 80 to 200.
    pub zoom: u32,
}

impl Default for Face {
    fn default() -> Self {
        Self {
            language: Language::Nl,
            theme: Theme::System,
            zoom: 100,
        }
    }
}

/// How the window looks now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AskFace {}

/// Changes how the window looks; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ChangeFace {
    /// The language.
    pub language: Option<Language>,
    /// The theme.
    pub theme: Option<Theme>,
    /// The size of text in percent, 80 to 200.
    pub zoom: Option<u32>,
}

impl Ask for AskFace {
    const NAME: &'static str = "face.settings";
    const ROLE: Role = Role::Reader;
    type Answer = Face;
}

impl AtDesk for AskFace {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Face> {
        Ok(desk.settings.face)
    }
}

impl Ask for ChangeFace {
    const NAME: &'static str = "face.change";
    const ROLE: Role = Role::Reader;
    type Answer = Face;
}

impl AtDesk for ChangeFace {
    const KIND: Kind = Kind::BeforeUnlock;

    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Face> {
        if let Some(zoom) = self.zoom {
            between("zoom", zoom, 80, 200)?;
        }
        let face = &mut desk.settings.face;
        face.language = self.language.unwrap_or(face.language);
        face.theme = self.theme.unwrap_or(face.theme);
        face.zoom = self.zoom.unwrap_or(face.zoom);
        desk.write_settings()?;
        Ok(desk.settings.face)
    }
}

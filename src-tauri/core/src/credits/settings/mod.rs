//! What the neighbours call their hours, and the themes that hours are given to. Both are kept
//! version after version, so that a change can be taken back.

mod scheme;
mod themes;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use scheme::{ChangeScheme, GetScheme, Scheme, scheme};
pub use themes::{ChangeThemes, HourTheme, HourThemeFields, HourThemes, ListThemes, MOST_THEMES};

/// What a change of a setting leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SettingReceipt {
    /// The version that the change made.
    pub version: u32,
}

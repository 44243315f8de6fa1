//! The languages that the house speaks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language of the interface and of paper.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch, the source.
    #[default]
    Nl,
    /// English.
    En,
}

super::column_words! {
    Language {
        Nl = "nl",
        En = "en",
    }
}

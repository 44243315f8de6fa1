//! The language of a paper and its words, read at build time from the interface's word files so
//! that window and paper say the same thing.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Error, Result};

/// The language a paper is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch, the source of all words.
    Nl,
    /// English.
    En,
}

impl Language {
    /// A word of the papers, by its keys: for lists and file names that say the same as a paper.
    ///
    /// # Errors
    /// `Error::Layout` if there is no such word.
    pub fn word(self, keys: &[&str]) -> Result<String> {
        let words = self.words()?;
        keys.iter()
            .try_fold(&words, |words, key| words.get(key))
            .and_then(Value::as_str)
            .map(str::to_owned)
            .ok_or_else(|| Error::Layout(format!("no word at {}", keys.join("."))))
    }

    /// The section `paper` of this language's word file.
    pub(crate) fn words(self) -> Result<Value> {
        let file = match self {
            Self::Nl => include_str!("../../../ui/src/words/nl.json"),
            Self::En => include_str!("../../../ui/src/words/en.json"),
        };
        let mut words: Value =
            serde_json::from_str(file).map_err(|error| Error::Layout(error.to_string()))?;
        Ok(words.get_mut("paper").map(Value::take).unwrap_or_default())
    }
}

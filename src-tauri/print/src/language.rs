//! The language of a paper and its words, read at build time from the interface's word files so
//! that window and paper say the same thing.

use std::sync::OnceLock;

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
        keys.iter()
            .try_fold(self.words()?, |words, key| words.get(key))
            .and_then(Value::as_str)
            .map(str::to_owned)
            .ok_or_else(|| Error::Layout(format!("no word at {}", keys.join("."))))
    }

    /// The section `paper` of this language's word file, which is read once: a long list asks for
    /// thousands of words.
    pub(crate) fn words(self) -> Result<&'static Value> {
        static READ: [OnceLock<std::result::Result<Value, String>>; 2] =
            [OnceLock::new(), OnceLock::new()];
        let [dutch, english] = &READ;
        let (read, file) = match self {
            Self::Nl => (dutch, include_str!("../../../ui/src/words/nl.json")),
            Self::En => (english, include_str!("../../../ui/src/words/en.json")),
        };
        let words = read.get_or_init(|| {
            let mut words: Value = serde_json::from_str(file).map_err(|error| error.to_string())?;
            Ok(words.get_mut("paper").map(Value::take).unwrap_or_default())
        });
        words.as_ref().map_err(|why| Error::Layout(why.clone()))
    }
}

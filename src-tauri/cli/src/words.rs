//! The sentences of the window, for people at a terminal: one source of words for both.

use serde_json::{Map, Value};
use wijkboek_desk::Failure;

use crate::arguments::Language;

const NL: &str = include_str!("../../../ui/src/words/nl.json");
const EN: &str = include_str!("../../../ui/src/words/en.json");

/// The sentence of a failure, with its details filled in.
pub fn sentence(failure: &Failure, language: Language) -> String {
    let key = ["errors", failure.code.as_str()];
    find(language, &key).map_or_else(
        || failure.code.clone(),
        |text| fill(&text, &failure.details),
    )
}

/// The text under a key of the word files.
pub fn find(language: Language, path: &[&str]) -> Option<String> {
    let source = match language {
        Language::Nl => NL,
        Language::En => EN,
    };
    let words: Value = serde_json::from_str(source).ok()?;
    let found = path.iter().try_fold(&words, |words, key| words.get(key))?;
    found.as_str().map(str::to_owned)
}

/// Puts values in the place of `{{name}}`; a day, `{{name, day}}`, stays as it is written in JSON.
fn fill(text: &str, values: &Map<String, Value>) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        let shown = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        text.replace(&["{{", name, "}}"].concat(), &shown)
            .replace(&["{{", name, ", day}}"].concat(), &shown)
    })
}
